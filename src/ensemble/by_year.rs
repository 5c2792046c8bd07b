//! Statistics by year.

use super::no_result::NoResult;
use crate::data::Years;
use crate::statistics::Statistics;
use std::ops::Deref;

/// Statistics of a result by year, from the last observation to the horizon. It is a slice too, the years in order.
#[derive(Clone, Debug, PartialEq)]
pub struct StatisticsByYear {
    years: Years,
    statistics: Vec<Statistics>,
}

impl StatisticsByYear {
    /// The first of the statistics are those of year `first`.
    pub(crate) fn new(first: i32, statistics: Vec<Statistics>) -> Self {
        Self { years: Years::new(first, first + statistics.len() as i32 - 1), statistics }
    }

    /// The years.
    #[must_use]
    pub fn years(&self) -> Years {
        self.years
    }

    /// The statistics of a year.
    ///
    /// # Errors
    /// [`NoResult::Year`] for a year that the ensemble does not have.
    pub fn at(&self, year: i32) -> Result<&Statistics, NoResult> {
        let position = self.years.index(year);
        position.and_then(|t| self.statistics.get(t)).ok_or(NoResult::Year { year, years: self.years })
    }

    /// The years with their statistics.
    pub fn by_year(&self) -> impl Iterator<Item = (i32, &Statistics)> {
        self.years.iter().zip(&self.statistics)
    }
}

impl Deref for StatisticsByYear {
    type Target = [Statistics];

    fn deref(&self) -> &[Statistics] {
        &self.statistics
    }
}

impl<'a> IntoIterator for &'a StatisticsByYear {
    type Item = &'a Statistics;
    type IntoIter = std::slice::Iter<'a, Statistics>;

    fn into_iter(self) -> Self::IntoIter {
        self.statistics.iter()
    }
}
