//! The economy that a scenario is about: that of a country, from the embedded data or the user's.

use crate::data::{DataError, Economy};
use crate::scenario::Problem;

/// The economy of a country, with what a baseline needs beyond the observations; `observed` gives its series.
///
/// # Errors
/// Problems at `key`: no data, with the nearest code; or the series and years that are missing, one problem a series.
///
/// ```
/// use kennis::{Economy, formats::country_economy};
/// assert!(country_economy("country", "NLD", Economy::embedded).is_ok());
/// let problems = country_economy("country", "NLX", Economy::embedded).unwrap_err();
/// assert_eq!(problems[0].nearest.as_deref(), Some("NLD"));
/// ```
pub fn country_economy(
    key: &str,
    country: &str,
    observed: impl FnOnce(&str) -> Result<Economy, DataError>,
) -> Result<Economy, Vec<Problem>> {
    let economy = observed(country).map_err(|error| vec![no_data(key, country, error)])?;
    let lacks = economy.lacks();
    if !lacks.is_empty() {
        return Err(lacks.into_iter().map(|error| missing(key, country, &error)).collect());
    }
    economy.completed().map_err(|error| vec![missing(key, country, &error)])
}

/// The problem of a country without data, at `key`.
#[must_use]
pub fn no_data(key: &str, country: &str, error: DataError) -> Problem {
    match error {
        DataError::Country { known, nearest, .. } => {
            let problem = Problem::new(key, format!("{country:?}"), format!("one of {known}"));
            Problem { nearest, ..problem }
        }
        other => missing(key, country, &other),
    }
}

fn missing(key: &str, country: &str, error: &DataError) -> Problem {
    let found = format!("{country:?}, whose {error}");
    Problem::new(key, found, "a country with these observations (kennis data lists what there is)")
}
