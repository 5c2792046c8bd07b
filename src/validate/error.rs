//! Why published results cannot be reproduced at all.

use crate::data::DataError;
use crate::ensemble::EnsembleError;
use crate::simulate::{BaselineError, ExperimentError};
use thiserror::Error;

/// Why published results cannot be reproduced at all.
#[derive(Clone, Debug, PartialEq, Error)]
#[non_exhaustive]
pub enum ValidationError {
    /// Data that is needed is missing.
    #[error(transparent)]
    Data(#[from] DataError),
    /// The baseline cannot be made.
    #[error(transparent)]
    Baseline(#[from] BaselineError),
    /// A scenario cannot be run.
    #[error(transparent)]
    Experiment(#[from] ExperimentError),
    /// Draws cannot be made.
    #[error(transparent)]
    Ensemble(#[from] EnsembleError),
}
