//! Why there is no paired difference.

use super::super::error::EnsembleError;
use thiserror::Error;

/// Why there is no paired difference.
#[derive(Clone, Debug, PartialEq, Error)]
#[non_exhaustive]
pub enum PairError {
    /// The two are not of the same draws, or not of the same country.
    #[error("a pair needs the same {what} in both: found {first} and {second}")]
    Apart {
        /// In what they differ.
        what: &'static str,
        /// What it is in the first.
        first: String,
        /// What it is in the second.
        second: String,
    },
    /// The draws of one of them are not held.
    #[error(
        "a pair of ensembles needs their draws: Settings::hold_draws is off, or they do not fit in Settings::memory"
    )]
    NotHeld,
    /// A probability outside 0 to 1, or a threshold that is not finite.
    #[error("found {found}, expected a probability from 0 to 1, or a threshold that is finite")]
    Question {
        /// What was asked.
        found: f64,
    },
    /// One of them cannot be drawn; counted from zero.
    #[error("{error}")]
    Ensemble {
        /// Its place in the list.
        position: usize,
        /// Why.
        error: EnsembleError,
    },
}
