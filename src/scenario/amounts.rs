//! The amount of a measure by year.

use std::collections::BTreeMap;

/// The amount of a measure by year, before its ramp.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum AmountPath {
    /// The same amount each year.
    Constant(f64),
    /// An amount by year; a year that is not named holds the last one before it.
    ByYear(BTreeMap<i32, f64>),
}

impl AmountPath {
    /// The amount in `year`; zero before the first year that is named.
    #[must_use]
    pub fn at(&self, year: i32) -> f64 {
        match self {
            Self::Constant(amount) => *amount,
            Self::ByYear(amounts) => amounts.range(..=year).next_back().map_or(0.0, |(_, amount)| *amount),
        }
    }

    /// The last year that is named; none for the same amount each year.
    #[must_use]
    pub fn last_year(&self) -> Option<i32> {
        match self {
            Self::Constant(_) => None,
            Self::ByYear(amounts) => amounts.keys().next_back().copied(),
        }
    }

    /// All amounts that are named.
    pub fn amounts(&self) -> Vec<f64> {
        match self {
            Self::Constant(amount) => vec![*amount],
            Self::ByYear(amounts) => amounts.values().copied().collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_that_is_not_named_holds_the_last_one() {
        let path = AmountPath::ByYear(BTreeMap::from([(2026, 0.5), (2028, 1.0)]));
        assert_eq!([2025, 2026, 2027, 2028, 2040].map(|year| path.at(year)), [0.0, 0.5, 0.5, 1.0, 1.0]);
    }
}
