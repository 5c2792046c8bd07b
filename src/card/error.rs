//! Why there is no card.

use crate::calibrate::CalibrationError;
use crate::data::DataError;
use crate::ensemble::{EnsembleError, NoResult};
use crate::sensitivity::SensitivityError;
use crate::simulate::ExperimentError;
use crate::validate::ValidationError;
use thiserror::Error;

/// Why there is no card.
#[derive(Clone, Debug, PartialEq, Error)]
#[non_exhaustive]
pub enum CardError {
    /// Published results are not reproduced.
    #[error(
        "no card: {} of {of} published results are not reproduced: {} (kennis validate shows them)",
        failed.len(), failed.join(", ")
    )]
    NotReproduced {
        /// Those that are not.
        failed: Vec<&'static str>,
        /// How many should be.
        of: usize,
    },
    /// The embedded data cannot be read.
    #[error(transparent)]
    Data(#[from] DataError),
    /// Published results cannot be computed.
    #[error(transparent)]
    Validation(#[from] ValidationError),
    /// The backtest cannot be made.
    #[error(transparent)]
    Calibration(#[from] CalibrationError),
    /// The scenario of the sensitivity analysis cannot be simulated.
    #[error(transparent)]
    Experiment(#[from] ExperimentError),
    /// The sensitivity analysis cannot be made.
    #[error(transparent)]
    Sensitivity(#[from] SensitivityError),
    /// Draws cannot be made.
    #[error(transparent)]
    Ensemble(#[from] EnsembleError),
    /// What was asked is not among the results.
    #[error(transparent)]
    NoResult(#[from] NoResult),
}
