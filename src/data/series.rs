//! A yearly series with unit, source, vintage and licence.

use super::error::DataError;
use super::series_name::SeriesName;
use super::years::Years;
use std::collections::BTreeMap;

/// A yearly series. A year without an observation is a gap.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Series {
    /// Which series.
    pub name: SeriesName,
    /// Unit, with price base.
    pub unit: String,
    /// Publisher and data set.
    pub source: String,
    /// Vintage of the source.
    pub vintage: String,
    /// Licence of the source.
    pub licence: String,
    /// What to mind.
    pub note: String,
    /// Year of the first value.
    pub first_year: i32,
    /// Values by year.
    pub values: Vec<Option<f64>>,
    /// Status flags of the publisher by year, as far as there are any: `b` a break, `p` provisional, `e` estimated.
    pub status: BTreeMap<i32, String>,
}

impl Series {
    /// The observation of a year.
    #[must_use]
    pub fn at(&self, year: i32) -> Option<f64> {
        let index = usize::try_from(i64::from(year) - i64::from(self.first_year)).ok()?;
        self.values.get(index).copied().flatten()
    }

    /// The observation of a year.
    ///
    /// # Errors
    /// [`DataError::Missing`] where there is none.
    pub fn require(&self, year: i32) -> Result<f64, DataError> {
        self.at(year).ok_or_else(|| DataError::Missing { series: self.name, years: year.to_string() })
    }

    /// The years from the first to the last observation; none where there is no observation.
    #[must_use]
    pub fn observed(&self) -> Option<Years> {
        let first = self.values.iter().position(Option::is_some)? as i32;
        let last = self.values.iter().rposition(Option::is_some)? as i32;
        Some(Years::new(self.first_year + first, self.first_year + last))
    }

    /// Forgets the observations outside `years`.
    pub(super) fn keep(&mut self, years: Years) {
        for (index, value) in self.values.iter_mut().enumerate() {
            if years.index(self.first_year + index as i32).is_none() {
                *value = None;
            }
        }
    }

    /// The years without an observation between the first and the last one.
    #[must_use]
    pub fn gaps(&self) -> Vec<i32> {
        self.observed()
            .map_or_else(Vec::new, |years| years.iter().filter(|year| self.at(*year).is_none()).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_are_reported_and_never_filled() {
        let series = Series {
            name: SeriesName::Hours,
            unit: String::new(),
            source: String::new(),
            vintage: String::new(),
            licence: String::new(),
            note: String::new(),
            first_year: 2000,
            values: vec![None, Some(1.0), None, Some(3.0), None],
            status: BTreeMap::new(),
        };
        assert_eq!(series.observed(), Some(Years::new(2001, 2003)));
        assert_eq!(series.gaps(), [2002]);
        assert_eq!(series.at(2002), None);
        assert_eq!(series.at(1990), None);
        assert!(series.require(2002).is_err());
    }
}
