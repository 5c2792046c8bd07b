//! What was known at the end of a year: the only thing a forecaster sees.
//!
//! The economy inside ends at the origin and cannot be replaced, so that a forecast cannot use later data by
//! mistake. Revisions are the exception: values are those of today's vintage.

use crate::calibrate::error::CalibrationError;
use crate::calibrate::likelihood::{ObservationChoices, Observations};
use crate::data::Economy;

/// An economy as it was known at the end of a year.
#[derive(Clone, Debug, PartialEq)]
pub struct KnownAt {
    economy: Economy,
    origin: i32,
}

impl KnownAt {
    /// What was known of an economy at the end of `origin`.
    #[must_use]
    pub fn new(economy: &Economy, origin: i32) -> Self {
        Self { economy: economy.up_to(origin), origin }
    }

    /// The last year that is known.
    #[must_use]
    pub fn origin(&self) -> i32 {
        self.origin
    }

    /// The economy, up to the origin.
    #[must_use]
    pub fn economy(&self) -> &Economy {
        &self.economy
    }

    /// The observations up to the origin.
    ///
    /// # Errors
    /// As [`Observations::new`]; years beyond the origin are not there.
    pub fn observations(&self, choices: ObservationChoices) -> Result<Observations, CalibrationError> {
        Observations::new(&self.economy, choices)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn later_data_cannot_be_asked_for() {
        let known = KnownAt::new(&Economy::netherlands().unwrap(), 2005);
        let observations = known.observations(ObservationChoices::default()).unwrap();
        assert_eq!(observations.years.last, 2005);
        assert_eq!(observations.history.years().last, 2005);
        let later = ObservationChoices { last: Some(2006), ..Default::default() };
        assert!(known.observations(later).is_err());
        for series in known.economy().all_series() {
            for year in 2006..2070 {
                assert!(series.at(year).is_none());
            }
        }
    }
}
