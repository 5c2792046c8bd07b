//! A result by year.

use super::years::Years;
use thiserror::Error;

/// A year that a result does not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("there is no year {year}: there are {} to {}", years.first, years.last)]
#[non_exhaustive]
pub struct NoYear {
    /// The year that was asked for.
    pub year: i32,
    /// Those that there are.
    pub years: Years,
}

/// A value for each of some years. A value is asked for by its year, never by a position.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct ByYear<T> {
    years: Years,
    values: Vec<T>,
}

impl<T> ByYear<T> {
    /// The first of the values is that of year `first`.
    pub(crate) fn new(first: i32, values: Vec<T>) -> Self {
        Self { years: Years::new(first, first + values.len() as i32 - 1), values }
    }

    /// The years.
    #[must_use]
    pub fn years(&self) -> Years {
        self.years
    }

    /// The value of a year.
    ///
    /// # Errors
    /// [`NoYear`] for a year that is not there.
    pub fn at(&self, year: i32) -> Result<&T, NoYear> {
        let position = self.years.index(year);
        position.and_then(|t| self.values.get(t)).ok_or(NoYear { year, years: self.years })
    }

    /// The years with their values.
    pub fn by_year(&self) -> impl Iterator<Item = (i32, &T)> {
        self.years.iter().zip(&self.values)
    }

    /// The values in the order of the years.
    pub fn iter(&self) -> std::slice::Iter<'_, T> {
        self.values.iter()
    }

    /// The value of the last year; none where there is no year.
    #[must_use]
    pub fn last(&self) -> Option<&T> {
        self.values.last()
    }

    /// The values by position, for those who walk along years of the same run.
    pub(crate) fn as_slice(&self) -> &[T] {
        &self.values
    }
}

impl<'a, T> IntoIterator for &'a ByYear<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_found_by_its_year_and_another_year_is_an_error() {
        let values = ByYear::new(2023, vec![1.0, 2.0]);
        assert_eq!((values.at(2024), values.last()), (Ok(&2.0), Some(&2.0)));
        for year in [2022, 2025, 1, i32::MIN, i32::MAX] {
            assert_eq!(values.at(year), Err(NoYear { year, years: Years::new(2023, 2024) }));
        }
        let error = values.at(1).unwrap_err().to_string();
        assert_eq!(error, "there is no year 1: there are 2023 to 2024");
        assert!(ByYear::<f64>::new(2023, Vec::new()).last().is_none());
    }
}
