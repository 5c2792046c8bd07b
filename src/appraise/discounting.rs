//! Discounting: a dated schedule of rates.
//!
//! ```math
//! D[t] = \prod_{u=1}^{t} \frac{1}{1 + r_u}, \qquad D[0] = 1
//! ```
//! Year `t` after the first is discounted at the rates of the years on the way to it; a year before the first is compounded at
//! the first rate.

use super::presets::{PRESETS, Preset};
use super::rate::RateUntil;
use crate::names::nearest_name;
use crate::scalar::whole_power_f64;
use thiserror::Error;

/// What is wrong with discount rates.
#[derive(Clone, Debug, PartialEq, Error)]
#[non_exhaustive]
pub enum DiscountingError {
    /// There is no preset of that name.
    #[error("discounting: found {found:?}, expected one of {expected}, or flat:RATE{}", .nearest.map(|near| format!("; did you mean {near:?}?")).unwrap_or_default())]
    Unknown {
        /// The name.
        found: String,
        /// Those that are known.
        expected: String,
        /// The nearest of them.
        nearest: Option<&'static str>,
    },
    /// A rate that cannot be.
    #[error(
        "discounting: found a rate of {found}, expected a fraction a year above -1 and at most 1, such as 0.0225, under which the years that count keep a value"
    )]
    Rate {
        /// The rate.
        found: String,
    },
    /// Years of a schedule that do not rise, or an end that is missing.
    #[error(
        "discounting: {found}, expected rising years, and a last rate without a year, which holds for ever"
    )]
    Schedule {
        /// What was found.
        found: String,
    },
}

/// A schedule of discount rates, with its dates and source.
///
/// ```
/// use kennis::appraise::Discounting;
/// let dutch: Discounting = "nl_2021".parse()?;
/// assert!((dutch.factor(30) - 0.512980).abs() < 1e-6);
/// assert_eq!(Discounting::flat(0.0)?.factor(100), 1.0);
/// let error = "nl_2020".parse::<Discounting>().unwrap_err();
/// assert!(error.to_string().ends_with("did you mean \"nl_2021\"?"));
/// # Ok::<(), kennis::appraise::DiscountingError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Discounting {
    /// Name.
    pub name: String,
    /// Rates by years after the first; the last one has no end.
    rates: Vec<RateUntil>,
    /// Rates that the guideline has for other cases.
    pub beside: Vec<f64>,
    /// Excess burden of public money that replaces that of taxes.
    pub public_money_burden: f64,
    /// When it came into force; none where it is the user's own.
    pub valid_from: Option<String>,
    /// Where it was read; none where it is the user's own.
    pub source: Option<String>,
    /// Evidence; none where it is the user's own.
    pub grade: Option<String>,
    /// When the source was last looked at; none where it is the user's own.
    pub last_checked: Option<String>,
}

impl Default for Discounting {
    /// The Dutch guideline of 2021.
    fn default() -> Self {
        Self::of(&PRESETS[0])
    }
}

impl Discounting {
    fn of(preset: &Preset) -> Self {
        let some = |text: &str| Some(text.to_owned());
        Self {
            name: preset.name.to_owned(),
            rates: preset.rates.to_vec(),
            beside: preset.beside.to_vec(),
            public_money_burden: preset.public_money_burden,
            valid_from: some(preset.valid_from),
            source: some(preset.source),
            grade: some(preset.grade),
            last_checked: some(preset.last_checked),
        }
    }

    /// A preset by its name.
    ///
    /// # Errors
    /// [`DiscountingError::Unknown`] with the nearest name.
    pub fn preset(name: &str) -> Result<Self, DiscountingError> {
        let names = PRESETS.iter().map(|preset| preset.name);
        let unknown = || DiscountingError::Unknown {
            found: name.to_owned(),
            expected: names.clone().collect::<Vec<_>>().join(", "),
            nearest: nearest_name(name, names.clone()),
        };
        PRESETS.iter().find(|preset| preset.name == name).map(Self::of).ok_or_else(unknown)
    }

    /// The same rate in every year.
    ///
    /// # Errors
    /// [`DiscountingError::Rate`].
    pub fn flat(rate: f64) -> Result<Self, DiscountingError> {
        Self::schedule(format!("flat:{rate}"), vec![RateUntil { until: None, rate }])
    }

    /// A schedule of one's own.
    ///
    /// # Errors
    /// [`DiscountingError`]: a rate that cannot be, years that do not rise, or a last rate that ends.
    pub fn schedule(name: impl Into<String>, rates: Vec<RateUntil>) -> Result<Self, DiscountingError> {
        if let Some(wrong) = rates.iter().find(|r| !(r.rate > -1.0 && r.rate <= 1.0)) {
            return Err(DiscountingError::Rate { found: wrong.rate.to_string() });
        }
        let years: Vec<u32> = rates.iter().map_while(|rate| rate.until).collect();
        let found = if rates.is_empty() {
            "no rates".to_owned()
        } else if years.len() + 1 != rates.len() {
            format!("{} rates of {} with a last year", years.len(), rates.len())
        } else if years.first() == Some(&0) || !years.windows(2).all(|pair| pair[0] < pair[1]) {
            format!("rates until year {}", years.iter().map(u32::to_string).collect::<Vec<_>>().join(", "))
        } else {
            return Ok(Self {
                name: name.into(),
                rates,
                beside: Vec::new(),
                public_money_burden: 0.0,
                valid_from: None,
                source: None,
                grade: None,
                last_checked: None,
            });
        };
        Err(DiscountingError::Schedule { found })
    }

    /// The rates by years after the first.
    #[must_use]
    pub fn rates(&self) -> &[RateUntil] {
        &self.rates
    }

    /// The rate between years `u - 1` and `u` after the first.
    #[must_use]
    pub fn rate(&self, u: u32) -> f64 {
        let holds = |rate: &&RateUntil| rate.until.is_none_or(|until| u <= until);
        self.rates.iter().find(holds).map_or(0.0, |rate| rate.rate)
    }

    /// The rate that holds in the end.
    #[must_use]
    pub fn last_rate(&self) -> f64 {
        self.rates.last().map_or(0.0, |rate| rate.rate)
    }

    /// What a euro in year `t` after the first is worth in the first; before the first it is compounded at the first rate.
    #[must_use]
    pub fn factor(&self, t: i32) -> f64 {
        if t < 0 {
            return whole_power_f64(1.0 + self.rate(1), -t);
        }
        self.factors(t as usize + 1).last().copied().unwrap_or(1.0)
    }

    /// The factors of so many years from the first on.
    #[must_use]
    pub fn factors(&self, years: usize) -> Vec<f64> {
        let mut factor = 1.0;
        let next = |t: usize| {
            if t > 0 {
                factor /= 1.0 + self.rate(u32::try_from(t).unwrap_or(u32::MAX));
            }
            factor
        };
        (0..years).map(next).collect()
    }

    /// What a flow that is one in year `t` after the first and grows at `growth` for ever is worth in the first, without that
    /// of year `t` itself; none where the last rate is not above the growth.
    #[must_use]
    pub fn perpetuity(&self, t: u32, growth: f64) -> Option<f64> {
        if self.last_rate() <= growth {
            return None;
        }
        // One by one while rates change, and what then follows as a geometric series.
        let changes = self.rates.iter().filter_map(|rate| rate.until).max().unwrap_or(0);
        let (mut now, mut sum) = (self.factor(i32::try_from(t).ok()?), 0.0);
        for u in t + 1..=changes {
            now *= (1.0 + growth) / (1.0 + self.rate(u));
            sum += now;
        }
        Some(sum + now * (1.0 + growth) / (self.last_rate() - growth))
    }
}

impl std::str::FromStr for Discounting {
    type Err = DiscountingError;

    /// The name of a preset, or `flat:RATE`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.strip_prefix("flat:") {
            Some(rate) => match rate.parse() {
                Ok(rate) => Self::flat(rate),
                Err(_) => Err(DiscountingError::Rate { found: format!("{rate:?}") }),
            },
            None => Self::preset(text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    /// As the guidelines' own tables print them.
    #[test]
    fn factors_are_those_of_the_guidelines() {
        let uk = [
            (1, 0.966184),
            (30, 0.356278),
            (31, 0.345901),
            (50, 0.197263),
            (75, 0.094214),
            (100, 0.050818),
            (125, 0.027411),
            (200, 0.006207),
        ];
        let sensitivity = [(30, 0.411987), (50, 0.248014), (100, 0.077459)];
        let dutch = [(30, 0.512980), (50, 0.328726), (100, 0.108061)];
        let tables: [(&str, &[(i32, f64)]); 5] = [
            ("uk_green_book_2026", &uk),
            ("uk_green_book_2026_sensitivity", &sensitivity),
            ("nl_2021", &dutch),
            ("flat:0.016", &[(50, 0.452183)]),
            ("flat:0.029", &[(50, 0.239459)]),
        ];
        for (name, table) in tables {
            let discounting: Discounting = name.parse().unwrap();
            assert_eq!(discounting.factor(0), 1.0);
            for (t, factor) in table {
                assert!((discounting.factor(*t) - factor).abs() < 5.1e-7, "{name} {t}");
            }
        }
    }

    #[test]
    fn a_perpetuity_is_the_sum_of_very_many_years() {
        for name in ["nl_2021", "uk_green_book_2026", "us_omb_1992"] {
            let discounting = Discounting::preset(name).unwrap();
            for (t, growth) in [(0, 0.004), (34, 0.005), (310, -0.01)] {
                let factors = discounting.factors(8_000);
                let sum: f64 =
                    (t + 1..8_000_usize).map(|u| factors[u] * (1.0_f64 + growth).powi((u - t) as i32)).sum();
                let perpetuity = discounting.perpetuity(t as u32, growth).unwrap();
                assert_relative_eq!(perpetuity, sum, max_relative = 1e-9);
            }
            assert_eq!(discounting.perpetuity(10, discounting.last_rate()), None);
        }
    }

    #[test]
    fn years_before_the_first_are_compounded() {
        let uk = Discounting::preset("uk_green_book_2026").unwrap();
        assert_relative_eq!(uk.factor(-2), 1.035_f64 * 1.035, max_relative = 1e-15);
    }

    #[test]
    fn what_cannot_be_is_refused() {
        let kind = |text: &str| match text.parse::<Discounting>() {
            Err(DiscountingError::Rate { .. }) => "rate",
            Err(DiscountingError::Unknown { .. }) => "unknown",
            other => panic!("{text}: {other:?}"),
        };
        assert_eq!(["flat:-1", "flat:NaN", "flat:1.5", "flat:x", "flat:"].map(kind), ["rate"; 5]);
        assert_eq!(["nl", "", "flat", "NL_2021"].map(kind), ["unknown"; 4]);
        let schedule = |rates: &[(Option<u32>, f64)]| {
            let rates = rates.iter().map(|(until, rate)| RateUntil { until: *until, rate: *rate }).collect();
            Discounting::schedule("own", rates).map(|_| ()).map_err(|error| error.to_string())
        };
        for wrong in [
            &[][..],
            &[(Some(30), 0.03)],
            &[(None, 0.03), (None, 0.02)],
            &[(Some(30), 0.03), (Some(30), 0.02), (None, 0.01)],
            &[(Some(0), 0.03), (None, 0.01)],
        ] {
            assert!(schedule(wrong).is_err_and(|text| text.contains("rising years")), "{wrong:?}");
        }
        assert_eq!(schedule(&[(Some(30), 0.03), (None, 0.01)]), Ok(()));
    }
}
