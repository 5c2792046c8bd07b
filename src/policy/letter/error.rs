//! Why the letter cannot be checked.

use crate::data::DataError;
use crate::ensemble::{EnsembleError, NoResult};
use crate::simulate::ExperimentError;
use thiserror::Error;

/// Why the letter cannot be checked.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum LetterError {
    /// Data are missing.
    #[error(transparent)]
    Data(#[from] DataError),
    /// The letter is about the Netherlands.
    #[error("country: found {0}, expected NLD: the letter is about the Netherlands")]
    Country(String),
    /// The scenarios of its money cannot be made.
    #[error(transparent)]
    Experiment(#[from] ExperimentError),
    /// They cannot be drawn.
    #[error(transparent)]
    Ensemble(#[from] EnsembleError),
    /// They give no ratio.
    #[error(transparent)]
    NoResult(#[from] NoResult),
    /// The table of published figures lacks one of the letter's.
    #[error("published figures: the letter's {0} is missing")]
    Figure(&'static str),
}
