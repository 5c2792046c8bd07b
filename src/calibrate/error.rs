//! Why a calibration cannot be done.

use crate::data::{DataError, Years};
use crate::parameters::DistributionError;
use thiserror::Error;

/// Why a calibration cannot be done.
#[derive(Clone, Debug, PartialEq, Error)]
#[non_exhaustive]
pub enum CalibrationError {
    /// Data that is needed is missing.
    #[error(transparent)]
    Data(#[from] DataError),
    /// Years that were asked for are not in the data.
    #[error("years {} to {} were asked for, and there is data for {} to {}", .asked.first, .asked.last, .available.first, .available.last)]
    Years {
        /// The years asked for.
        asked: Years,
        /// The years there are.
        available: Years,
    },
    /// There is less data than there are parameters.
    #[error(
        "{observations} observations ({} to {}) for {parameters} parameters: fix some of them, or use more years",
        .years.first, .years.last
    )]
    TooFewObservations {
        /// Number of observations.
        observations: usize,
        /// Number of parameters.
        parameters: usize,
        /// The years.
        years: Years,
    },
    /// A prior is not a distribution.
    #[error("{parameter}: {problem}")]
    Prior {
        /// Name of the parameter.
        parameter: String,
        /// What is wrong.
        problem: DistributionError,
    },
    /// A parameter has a value that a calibration does not take.
    #[error("{parameter} is {found}, expected {expected}")]
    Parameter {
        /// Name of the parameter.
        parameter: &'static str,
        /// What it is.
        found: String,
        /// What it must be.
        expected: &'static str,
    },
    /// The structure has no likelihood.
    #[error(
        "structure {structure} has no likelihood of one country's productivity; expected one of {expected}"
    )]
    Structure {
        /// Name of the structure.
        structure: &'static str,
        /// Those that have one.
        expected: String,
    },
    /// An optimisation or a sampler did not converge.
    #[error("not converged: {reason}")]
    NotConverged {
        /// The reason.
        reason: String,
    },
}
