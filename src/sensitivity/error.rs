//! Why a sensitivity analysis cannot be made.

use crate::appraise::AppraisalError;
use crate::ensemble::{EnsembleError, NoResult};
use thiserror::Error;

/// Why a sensitivity analysis cannot be made.
#[derive(Clone, Debug, PartialEq, Error)]
#[non_exhaustive]
pub enum SensitivityError {
    /// The draws cannot be made.
    #[error(transparent)]
    Ensemble(#[from] EnsembleError),
    /// A result that there is not.
    #[error(transparent)]
    NoResult(#[from] NoResult),
    /// A present value that cannot be made.
    #[error(transparent)]
    Appraisal(#[from] AppraisalError),
    /// A year that is not among the results.
    #[error("year: found {found}, expected a year from {first} to the horizon, {last}")]
    Year {
        /// The year.
        found: i32,
        /// The first year that is simulated.
        first: i32,
        /// The horizon.
        last: i32,
    },
    /// A number of rows that cannot be.
    #[error("rows: found {found}, expected {least} to {most}: rows of the design, in eight replicates")]
    Rows {
        /// The number.
        found: u64,
        /// The fewest.
        least: u64,
        /// The most.
        most: u64,
    },
    /// Parameters that come from joint draws have no normals to be set one by one.
    #[error("parameters from joint draws ({name}) cannot be varied one by one; expected distributions")]
    JointDraws {
        /// Name of the draws.
        name: String,
    },
    /// The rules leave no row in which all outcomes exist.
    #[error(
        "no row of the design has an outcome in all of its points: {rows} rows, each left out by the rules for draws"
    )]
    NoRow {
        /// Rows of the design.
        rows: usize,
    },
}
