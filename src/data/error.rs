//! What is wrong with data, or missing in it.

use super::series_name::SeriesName;
use thiserror::Error;

/// What is wrong with a data table, or missing in it.
#[derive(Clone, Debug, PartialEq, Error)]
#[non_exhaustive]
pub enum DataError {
    /// The table cannot be read.
    #[error("line {line}, column \"{column}\": found \"{found}\", expected {expected}{}", hint(.nearest))]
    Cell {
        /// Line, counted from one.
        line: u64,
        /// Name of the column.
        column: String,
        /// What stands there.
        found: String,
        /// What should stand there.
        expected: &'static str,
        /// The nearest valid name.
        nearest: Option<String>,
    },
    /// The table is not a table.
    #[error("line {line}: {reason}")]
    Format {
        /// Line, counted from one.
        line: u64,
        /// What the reader says.
        reason: String,
    },
    /// Observations that are needed are not there.
    #[error("series {series} has no observation for {years}")]
    Missing {
        /// Which series.
        series: SeriesName,
        /// Which years.
        years: String,
    },
    /// Imports that are needed are not there.
    #[error("no imports of \"{importer}\" in {year}: give a table of imports that has them")]
    Imports {
        /// The importer.
        importer: String,
        /// The year.
        year: i32,
    },
    /// There is no data for a country.
    #[error("no data for country \"{country}\", expected one of {known}{}", hint(.nearest))]
    Country {
        /// The country asked for.
        country: String,
        /// Those with data.
        known: String,
        /// The nearest valid code.
        nearest: Option<String>,
    },
}

fn hint(nearest: &Option<String>) -> String {
    nearest.as_ref().map_or_else(String::new, |name| format!("; did you mean \"{name}\"?"))
}
