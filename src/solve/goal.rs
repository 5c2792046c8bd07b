//! A goal: a variable, its value, and the year in which it is to have it.

use crate::names::{named, nearest_name};
use thiserror::Error;

named! {
    /// What a goal is of.
    GoalVariable {
        /// R&D money over GDP of the scenario, as a fraction.
        RdIntensity = "rd_intensity",
        /// GDP against the baseline, percent.
        Gdp = "gdp",
        /// Net present value of welfare, billion.
        Npv = "npv",
        /// Mean social benefits over mean social costs, at present value.
        BenefitCostRatio = "benefit_cost_ratio",
    }
}

impl GoalVariable {
    /// Whether it is of a year; the others are present values over all years.
    #[must_use]
    pub fn has_year(self) -> bool {
        matches!(self, Self::RdIntensity | Self::Gdp)
    }

    /// Unit of the value.
    #[must_use]
    pub fn unit(self, currency: &str) -> String {
        match self {
            Self::RdIntensity => "share of GDP".to_owned(),
            Self::Gdp => "percent of baseline GDP".to_owned(),
            Self::Npv => currency.to_owned(),
            Self::BenefitCostRatio => "ratio".to_owned(),
        }
    }

    /// An example, for those who have to write one.
    fn example(self) -> &'static str {
        match self {
            Self::RdIntensity => "rd_intensity=0.03@2030",
            Self::Gdp => "gdp=1.0@2045",
            Self::Npv => "npv=0",
            Self::BenefitCostRatio => "benefit_cost_ratio=1",
        }
    }
}

/// A goal. As text `VARIABLE=VALUE@YEAR`, without the year for present values.
///
/// ```
/// use kennis::solve::Goal;
/// let goal: Goal = "rd_intensity=0.03@2030".parse()?;
/// assert_eq!(goal, Goal::rd_intensity(0.03, 2030));
/// assert_eq!(Goal::npv(0.0).to_string(), "npv=0");
/// assert!("gdp=1".parse::<Goal>().unwrap_err().to_string().contains("expected gdp=1.0@2045"));
/// # Ok::<(), kennis::solve::GoalError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Goal {
    /// What it is of.
    pub variable: GoalVariable,
    /// Its value, in the unit of the variable.
    pub value: f64,
    /// The year, of a variable that has one.
    pub year: Option<i32>,
}

/// A text that is no goal.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("found {found}, expected {expected}{}", nearest.as_ref().map(|name| format!("; did you mean \"{name}\"?")).unwrap_or_default())]
#[non_exhaustive]
pub struct GoalError {
    /// What stands there.
    pub found: String,
    /// What should stand there.
    pub expected: String,
    /// The nearest variable, where one is close.
    pub nearest: Option<String>,
}

impl Goal {
    /// R&D money over GDP of the scenario in a year, as a fraction.
    #[must_use]
    pub fn rd_intensity(value: f64, year: i32) -> Self {
        Self { variable: GoalVariable::RdIntensity, value, year: Some(year) }
    }

    /// Percent of GDP more than in the baseline in a year.
    #[must_use]
    pub fn gdp(percent: f64, year: i32) -> Self {
        Self { variable: GoalVariable::Gdp, value: percent, year: Some(year) }
    }

    /// A net present value of welfare, billion.
    #[must_use]
    pub fn npv(billion: f64) -> Self {
        Self { variable: GoalVariable::Npv, value: billion, year: None }
    }

    /// Mean social benefits over mean social costs.
    #[must_use]
    pub fn benefit_cost_ratio(ratio: f64) -> Self {
        Self { variable: GoalVariable::BenefitCostRatio, value: ratio, year: None }
    }

    /// Whether the value can be one of the variable.
    ///
    /// # Errors
    /// [`GoalError`] with the range.
    pub fn check(&self) -> Result<(), GoalError> {
        let value = self.value;
        let (possible, expected) = match self.variable {
            GoalVariable::RdIntensity => {
                (value > 0.0 && value <= 0.2, "a fraction of GDP above 0, at most 0.2 (0.03 is 3%)")
            }
            GoalVariable::Gdp => (value > 0.0 && value <= 100.0, "percent above 0, at most 100"),
            GoalVariable::Npv => (value.abs() <= 1e6, "billion between -1000000 and 1000000"),
            GoalVariable::BenefitCostRatio => (value > 0.0 && value <= 1e3, "a ratio above 0, at most 1000"),
        };
        if possible && self.year.is_some() == self.variable.has_year() {
            return Ok(());
        }
        let found = self.to_string();
        let expected = if possible { self.variable.example() } else { expected };
        Err(GoalError { found, expected: expected.to_owned(), nearest: None })
    }
}

impl std::fmt::Display for Goal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}={}", self.variable, self.value)?;
        self.year.map_or(Ok(()), |year| write!(f, "@{year}"))
    }
}

impl std::str::FromStr for Goal {
    type Err = GoalError;

    fn from_str(text: &str) -> Result<Self, GoalError> {
        let examples = || GoalVariable::ALL.iter().map(|v| v.example()).collect::<Vec<_>>().join(", ");
        let wrong = |found: &str, expected: String, nearest: Option<&str>| GoalError {
            found: format!("{found:?}"),
            expected,
            nearest: nearest.map(str::to_owned),
        };
        let Some((name, rest)) = text.split_once('=') else {
            return Err(wrong(text, format!("a goal such as {}", examples()), None));
        };
        let name = name.trim();
        let Some(variable) = GoalVariable::from_name(name) else {
            let nearest = nearest_name(name, GoalVariable::ALL.iter().map(|v| v.name()));
            return Err(wrong(name, format!("a goal such as {}", examples()), nearest));
        };
        let (value, year) = match rest.split_once('@') {
            Some((value, year)) => (value, Some(year)),
            None => (rest, None),
        };
        if year.is_some() != variable.has_year() {
            return Err(wrong(text, variable.example().to_owned(), None));
        }
        let number = value.trim().parse::<f64>().ok().filter(|value| value.is_finite());
        let Some(value) = number else {
            return Err(wrong(value.trim(), format!("a number, as in {}", variable.example()), None));
        };
        let year = match year.map(|year| (year, year.trim().parse::<i32>())) {
            Some((year, Err(_))) => {
                return Err(wrong(year.trim(), format!("a year, as in {}", variable.example()), None));
            }
            Some((_, Ok(year))) => Some(year),
            None => None,
        };
        let goal = Self { variable, value, year };
        goal.check().map(|()| goal)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn goals_are_read_as_they_are_shown() {
        for goal in [
            Goal::rd_intensity(0.0275, 2031),
            Goal::gdp(1.5, 2045),
            Goal::npv(-3.0),
            Goal::benefit_cost_ratio(2.0),
        ] {
            assert_eq!(goal.to_string().parse(), Ok(goal));
        }
    }

    #[test]
    fn what_is_no_goal_says_what_one_is() {
        for (text, expected) in [
            ("rd_intensity", "a goal such as rd_intensity=0.03@2030, gdp=1.0@2045, npv=0"),
            ("rd_intensty=0.03@2030", "did you mean \"rd_intensity\"?"),
            ("rd_intensity=0.03", "expected rd_intensity=0.03@2030"),
            ("npv=0@2030", "expected npv=0"),
            ("rd_intensity=3%@2030", "found \"3%\", expected a number, as in rd_intensity=0.03@2030"),
            ("gdp=1@twenty", "found \"twenty\", expected a year"),
            ("gdp=NaN@2030", "expected a number"),
            ("rd_intensity=3@2030", "found rd_intensity=3@2030, expected a fraction of GDP above 0"),
            ("gdp=-1@2030", "percent above 0"),
            ("benefit_cost_ratio=0", "a ratio above 0"),
        ] {
            let said = text.parse::<Goal>().unwrap_err().to_string();
            assert!(said.contains(expected), "{text}: {said}");
        }
    }
}
