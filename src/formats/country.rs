//! The economy that a scenario is about: that of a country, from the embedded data or the user's.

use super::data_file::DataFile;
use super::input_error::InputError;
use crate::data::{DataError, Economy};
use crate::scenario::Problem;

/// The country that is meant where nobody names one.
const DEFAULT_COUNTRY: &str = "NLD";

/// Whose data a request rests on: those of a table, with the embedded ones behind them.
#[derive(Clone, Debug, Default)]
pub struct DataSource {
    /// The user's table.
    pub data: Option<DataFile>,
    /// The country, where it wins over that of the scenario.
    pub country: Option<String>,
}

impl DataSource {
    /// The country: that of the request, of the scenario (`named`), of data about one country, the Netherlands.
    #[must_use]
    pub fn country<'a>(&'a self, named: Option<&'a str>) -> &'a str {
        let of_data = self.data.as_ref().and_then(DataFile::only_country);
        self.country.as_deref().or(named).or(of_data).unwrap_or(DEFAULT_COUNTRY)
    }

    /// The series of a country, as they are given.
    ///
    /// # Errors
    /// [`DataError`] of a country without data.
    pub fn observed(&self, country: &str) -> Result<Economy, DataError> {
        self.data.as_ref().map_or_else(|| Economy::embedded(country), |data| data.economy(country))
    }

    /// The economy of a scenario that names that country, ready for a baseline. What is wrong with the user's table goes
    /// to `unfit`, with the places in it.
    ///
    /// # Errors
    /// Problems at the key `country`; an empty list where those of the table are all.
    pub fn economy(&self, named: Option<&str>, unfit: &mut InputError) -> Result<Economy, Vec<Problem>> {
        self.checked("country", self.country(named), unfit)
    }

    /// The economy of a country that `key` names, ready for a baseline.
    ///
    /// # Errors
    /// As of [`Self::economy`], at the key `key`.
    pub fn checked(&self, key: &str, country: &str, unfit: &mut InputError) -> Result<Economy, Vec<Problem>> {
        let problems = self.data.as_ref().map(|data| data.problems(country).problems).unwrap_or_default();
        if !problems.is_empty() {
            unfit.problems.extend(problems);
            return Err(Vec::new());
        }
        country_economy(key, country, |country| self.observed(country))
    }
}

/// The economy of a country, with what a baseline needs beyond the observations; `observed` gives its series.
///
/// # Errors
/// Problems at `key`: no data, with the nearest code; or the series and years that are missing, one problem a series.
///
/// ```
/// use kennis::formats::country_economy;
/// use kennis::Economy;
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
