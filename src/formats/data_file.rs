//! The user's own series: what a table of data holds, the economy that it makes with the embedded data, and what is
//! wrong or odd about that.

use super::input_error::{InputError, InputProblem, Position};
use super::table::consistency::inconsistencies;
use super::table::finding::Finding;
use super::table::jump::jumps;
use crate::data::{DataError, Economy, InputFile, Series, SeriesName};
use crate::scenario::Problem;
use std::collections::BTreeMap;
use std::path::Path;

/// The user's own series, by country.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct DataFile {
    /// Series by country; without a column `country` the country is empty, and the series are those of any country.
    pub countries: BTreeMap<String, Vec<Series>>,
    /// What was converted, taken for missing or not used, one sentence each.
    pub remarks: Vec<String>,
    /// Name of the file, as the user wrote it.
    pub(super) file: String,
    /// The file itself.
    pub(super) input: Option<InputFile>,
    /// Where each value stands.
    pub(super) places: BTreeMap<(String, SeriesName, i32), Position>,
}

/// The name of a file without its folders: results do not depend on where a file lies.
pub(super) fn file_name(file: &str) -> &str {
    Path::new(file).file_name().and_then(|name| name.to_str()).unwrap_or(file)
}

impl DataFile {
    /// The country that the file is about, where it is one.
    #[must_use]
    pub fn only_country(&self) -> Option<&str> {
        let mut names = self.countries.keys().filter(|name| !name.is_empty());
        names.next().filter(|_| self.countries.len() == 1).map(String::as_str)
    }

    /// A country as observed: the series of the file, and those of the embedded data that the file does not have. What is
    /// odd about the file's series is in its remarks.
    ///
    /// # Errors
    /// [`DataError::Country`] where neither the file nor the embedded data have the country.
    pub fn economy(&self, country: &str) -> Result<Economy, DataError> {
        let mut economy = self.merged(country)?;
        let odd = self.findings(&economy);
        economy.remarks = self.remarks.clone();
        economy.remarks.extend(
            odd.iter().filter(|finding| !finding.refused).map(|finding| self.remark(country, finding)),
        );
        economy.remarks.extend(self.other_countries(country));
        self.name_own(&mut economy);
        Ok(economy)
    }

    /// What is wrong with the series of a country beside the embedded ones: levels that jump, parts above their total, no
    /// series of the country at all. Empty where nothing is, and where there are no data of such a country.
    #[must_use]
    pub fn problems(&self, country: &str) -> InputError {
        let Ok(economy) = self.merged(country) else { return InputError::default() };
        if self.of(country).is_none() {
            let own: Vec<&str> = self.countries.keys().map(String::as_str).collect();
            let expected =
                format!("series of {country}, the country of the run, or --country {}", own.join(" or "));
            let problem = Problem::new("country", format!("series of {} alone", own.join(", ")), expected);
            return InputProblem::new(self.file.as_str(), problem).into();
        }
        let refused = self.findings(&economy).into_iter().filter(|finding| finding.refused);
        let mut problems: Vec<InputProblem> = refused
            .map(|finding| InputProblem {
                file: self.file.clone(),
                position: self.place(country, &finding),
                problem: Problem::new(
                    format!("{}[{}]", finding.name, finding.year),
                    finding.found,
                    finding.expected,
                ),
            })
            .collect();
        problems.sort_by_key(|problem| problem.position);
        InputError { problems }
    }

    fn of(&self, country: &str) -> Option<&Vec<Series>> {
        self.countries.get(country).or_else(|| self.countries.get(""))
    }

    fn merged(&self, country: &str) -> Result<Economy, DataError> {
        let embedded = Economy::embedded(country);
        let Some(own) = self.of(country) else {
            return embedded.map_err(|error| self.with_own_countries(error));
        };
        let mut economy = match embedded {
            Ok(economy) => economy,
            Err(DataError::Country { .. }) if is_code(country) => Economy::from_tables(country, &[])?,
            Err(error) => return Err(error),
        };
        own.iter().cloned().for_each(|series| economy.replace(series));
        Ok(economy)
    }

    /// Says which series are the user's: those that the embedded data have with the same values and vintage are not.
    fn name_own(&self, economy: &mut Economy) {
        let (Some(own), Some(input)) = (self.of(&economy.country), &self.input) else { return };
        let embedded = Economy::embedded(&economy.country).ok();
        let is_embedded = |series: &&Series| {
            embedded
                .as_ref()
                .and_then(|economy| economy.series(series.name).ok())
                .is_some_and(|known| known.vintage == series.vintage && has_same_values(known, series))
        };
        let own = own.iter().filter(|series| !is_embedded(series)).map(|series| series.name).collect();
        economy.set_own(input.clone(), own);
    }

    fn findings(&self, economy: &Economy) -> Vec<Finding> {
        let Some(own) = self.of(&economy.country) else { return Vec::new() };
        let embedded = Economy::embedded(&economy.country).ok();
        let known = |name| embedded.as_ref().and_then(|economy| economy.series(name).ok());
        let mut findings: Vec<Finding> =
            own.iter().flat_map(|series| jumps(series, known(series.name))).collect();
        // What was saved and read back is as consistent as the embedded data are.
        let is_embedded =
            |series: &&Series| known(series.name).is_some_and(|known| has_same_values(known, series));
        let changed: Vec<SeriesName> =
            own.iter().filter(|series| !is_embedded(series)).map(|series| series.name).collect();
        findings.extend(inconsistencies(economy, &changed));
        findings
    }

    fn place(&self, country: &str, finding: &Finding) -> Option<Position> {
        let country = if self.countries.contains_key(country) { country } else { "" };
        self.places.get(&(country.to_owned(), finding.name, finding.year)).copied()
    }

    fn remark(&self, country: &str, finding: &Finding) -> String {
        let line =
            self.place(country, finding).map_or_else(String::new, |place| format!(", line {}", place.line));
        format!(
            "{}{line}: {}[{}] is odd: {}; expected {}",
            file_name(&self.file),
            finding.name,
            finding.year,
            finding.found,
            finding.expected
        )
    }

    /// Series of other countries, which a run does not use.
    fn other_countries(&self, country: &str) -> Option<String> {
        let others: Vec<&str> = self
            .countries
            .keys()
            .map(String::as_str)
            .filter(|other| *other != country && !other.is_empty())
            .collect();
        let named =
            if others.len() > 5 { format!("{} other countries", others.len()) } else { others.join(", ") };
        let file = file_name(&self.file);
        (!others.is_empty())
            .then(|| format!("{file}: series of {named} are not used: the run is about {country}"))
    }

    /// The error of a country without data names those of the file first.
    fn with_own_countries(&self, error: DataError) -> DataError {
        let own: Vec<&str> = self.countries.keys().map(String::as_str).collect();
        match error {
            DataError::Country { country, known, nearest } => {
                let nearest_own = crate::names::nearest_name(&country.to_uppercase(), own.iter().copied());
                let nearest = nearest_own.map(str::to_owned).or(nearest);
                DataError::Country { known: format!("{}, {known}", own.join(", ")), country, nearest }
            }
            other => other,
        }
    }
}

fn has_same_values(one: &Series, other: &Series) -> bool {
    let years = [one.observed(), other.observed()].into_iter().flatten();
    years.flat_map(|years| years.iter()).all(|year| one.at(year) == other.at(year))
}

/// Whether a text has the shape of a code of ISO 3166 alpha-3.
pub(super) fn is_code(text: &str) -> bool {
    text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_uppercase())
}
