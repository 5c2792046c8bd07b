//! Foreign R&D: a path of R&D over GDP that is imposed on partners.
//!
//! ```math
//! r_j[t] = r_j + (v - r_j)\, \min\left( \frac{t - t_j}{T - t_j},\ 1 \right)
//! ```
//! `r_j` is the ratio of partner `j` at its last observation, `t_j` the last year on the baseline, `v` the value and `T`
//! its year. The volume of the partner's R&D is that of the baseline times `r_j[t]/r_j`.

use crate::names::named;

/// Members of the European Union since 1 February 2020 (Eurostat, Statistics Explained, Glossary: European Union).
pub const EUROPEAN_UNION: [&str; 27] = [
    "AUT", "BEL", "BGR", "CYP", "CZE", "DEU", "DNK", "ESP", "EST", "FIN", "FRA", "GRC", "HRV", "HUN", "IRL",
    "ITA", "LTU", "LUX", "LVA", "MLT", "NLD", "POL", "PRT", "ROU", "SVK", "SVN", "SWE",
];

/// Members of the OECD in the Main Science and Technology Indicators of November 2025.
pub const OECD: [&str; 38] = [
    "AUS", "AUT", "BEL", "CAN", "CHE", "CHL", "COL", "CRI", "CZE", "DEU", "DNK", "ESP", "EST", "FIN", "FRA",
    "GBR", "GRC", "HUN", "IRL", "ISL", "ISR", "ITA", "JPN", "KOR", "LTU", "LUX", "LVA", "MEX", "NLD", "NOR",
    "NZL", "POL", "PRT", "SVK", "SVN", "SWE", "TUR", "USA",
];

named! {
    /// What a value does to a partner that is above it.
    ForeignRule {
        /// A partner above the value keeps its ratio.
        AtLeast = "at_least",
        /// Every partner goes to the value, from above too.
        Exactly = "exactly",
    }
}

/// Whose R&D it is: always without the country of the scenario itself.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum PartnerCountries {
    /// The members of the European Union.
    #[cfg_attr(feature = "serde", serde(rename = "EU"))]
    Eu,
    /// The members of the OECD.
    #[cfg_attr(feature = "serde", serde(rename = "OECD"))]
    Oecd,
    /// These, ISO 3166 alpha-3.
    #[cfg_attr(feature = "serde", serde(rename = "list"))]
    List(Vec<String>),
}

impl PartnerCountries {
    /// The names that stand for more than one country.
    pub const GROUPS: [&'static str; 2] = ["EU", "OECD"];

    /// The group of that name.
    #[must_use]
    pub fn group(name: &str) -> Option<Self> {
        match name {
            "EU" => Some(Self::Eu),
            "OECD" => Some(Self::Oecd),
            _ => None,
        }
    }

    /// A list of countries, ISO 3166 alpha-3.
    #[must_use]
    pub fn list<'a>(countries: impl IntoIterator<Item = &'a str>) -> Self {
        Self::List(countries.into_iter().map(str::to_owned).collect())
    }

    /// The codes of the countries: those of a list in its order, those of a group in that of the alphabet.
    #[must_use]
    pub fn codes(&self) -> Vec<&str> {
        match self {
            Self::Eu => EUROPEAN_UNION.to_vec(),
            Self::Oecd => OECD.to_vec(),
            Self::List(countries) => countries.iter().map(String::as_str).collect(),
        }
    }
}

impl std::fmt::Display for PartnerCountries {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Eu => f.write_str("EU"),
            Self::Oecd => f.write_str("OECD"),
            Self::List(countries) => f.write_str(&countries.join(", ")),
        }
    }
}

/// R&D over GDP of partners: a straight line from the last observation to `value` in `year`, held afterwards.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Foreign {
    /// Whose R&D it is.
    pub countries: PartnerCountries,
    /// Year in which the value is reached.
    pub year: i32,
    /// R&D over GDP, as a fraction.
    pub value: f64,
    /// What it does to a partner that is above it.
    pub rule: ForeignRule,
}

impl Foreign {
    /// At least `value` in `year`.
    ///
    /// ```
    /// use kennis::scenario::{Foreign, PartnerCountries};
    /// let foreign = Foreign::new(PartnerCountries::Eu, 0.03, 2030);
    /// // A partner at 2% in 2023 is half way in the middle, one at 3.3% stays.
    /// assert_eq!(foreign.ratio(2029, 2028, 0.02), 0.025);
    /// assert_eq!(foreign.ratio(2040, 2023, 0.033), 0.033);
    /// ```
    #[must_use]
    pub fn new(countries: PartnerCountries, value: f64, year: i32) -> Self {
        Self { countries, year, value, rule: ForeignRule::AtLeast }
    }

    /// Another rule.
    #[must_use]
    pub fn with_rule(mut self, rule: ForeignRule) -> Self {
        self.rule = rule;
        self
    }

    /// R&D over GDP in `year` of a partner that is at `ratio` up to `from`.
    #[must_use]
    pub fn ratio(&self, year: i32, from: i32, ratio: f64) -> f64 {
        if year <= from || (self.rule == ForeignRule::AtLeast && ratio >= self.value) {
            return ratio;
        }
        if year >= self.year {
            return self.value;
        }
        let since = |year: i32| f64::from(year) - f64::from(from);
        ratio + (self.value - ratio) * (since(year) / since(self.year))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    #[test]
    fn a_line_from_the_last_observation_is_held_and_the_rule_decides_who_moves() {
        let at_least = Foreign::new(PartnerCountries::Eu, 0.03, 2030);
        let exactly = at_least.clone().with_rule(ForeignRule::Exactly);
        for foreign in [&at_least, &exactly] {
            assert_eq!((foreign.ratio(2020, 2023, 0.02), foreign.ratio(2023, 2023, 0.02)), (0.02, 0.02));
            assert_relative_eq!(foreign.ratio(2024, 2023, 0.02), 0.02 + 0.01 / 7.0, max_relative = 1e-14);
            assert_eq!((foreign.ratio(2030, 2023, 0.02), foreign.ratio(2200, 2023, 0.02)), (0.03, 0.03));
            assert_eq!(foreign.ratio(2027, 2023, 0.03), 0.03);
        }
        assert_eq!(at_least.ratio(2030, 2023, 0.05), 0.05);
        assert_relative_eq!(exactly.ratio(2027, 2023, 0.05), 0.05 - 0.02 * 4.0 / 7.0, max_relative = 1e-14);
        assert_eq!(exactly.ratio(2030, 2023, 0.05), 0.03);
    }

    #[test]
    fn groups_have_names_and_members_once() {
        for name in PartnerCountries::GROUPS {
            let group = PartnerCountries::group(name).unwrap();
            assert_eq!(group.to_string(), name);
            let codes = group.codes();
            assert!(codes.is_sorted() && codes.windows(2).all(|two| two[0] != two[1]));
        }
        assert_eq!(PartnerCountries::group("eu"), None);
        assert_eq!(PartnerCountries::list(["DEU", "FRA"]).codes(), ["DEU", "FRA"]);
    }
}
