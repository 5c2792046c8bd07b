//! Why there is no projection.

use crate::ensemble::EnsembleError;
use crate::simulate::ExperimentError;
use thiserror::Error;

/// Why there is no projection.
#[derive(Clone, Debug, PartialEq, Error)]
#[non_exhaustive]
pub enum ProjectionError {
    /// No column is one that the model moves.
    #[error("no column that the model moves; expected one of {known}")]
    NoColumn {
        /// Those that it moves.
        known: String,
    },
    /// A column has not as many values as the table has years.
    #[error("{column}: found {found} values, expected {expected}, one a year")]
    Values {
        /// Column.
        column: String,
        /// Its values.
        found: usize,
        /// Years of the table.
        expected: usize,
    },
    /// The scenario ends before the table.
    #[error(
        "horizon: found {horizon}, expected {last} or later, the last year of the table: its later years would be without an effect"
    )]
    Horizon {
        /// Horizon of the scenario.
        horizon: i32,
        /// Last year of the table.
        last: i32,
    },
    /// A period of which the table has not every year.
    #[error(
        "period {first}-{last}: found years that the table has not, expected years from {from} to {until}, rising"
    )]
    Period {
        /// First year of the period.
        first: i32,
        /// Its last year.
        last: i32,
        /// First year of the table.
        from: i32,
        /// Its last year.
        until: i32,
    },
    /// The experiment runs beside another baseline than that of the table.
    #[error(
        "{year}: found growth of GDP of {found} in the baseline of the experiment, expected {expected} as in {column}: the \
         experiment must be made beside the baseline of the table"
    )]
    OtherBaseline {
        /// Year.
        year: i32,
        /// Column.
        column: String,
        /// In the experiment.
        found: f64,
        /// In the table.
        expected: f64,
    },
    /// The economy with constant R&D cannot be simulated.
    #[error(transparent)]
    Experiment(#[from] ExperimentError),
    /// The computation failed.
    #[error(transparent)]
    Ensemble(#[from] EnsembleError),
}
