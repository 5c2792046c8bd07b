//! Why an ensemble has no such result.

use super::kind::Kind;
use crate::data::NoYear;
use crate::simulate::Variable;
use crate::structures::Channel;
use thiserror::Error;

/// Why there is no such result.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum NoResult {
    /// The variable was not asked for.
    #[error("{variable} was not kept: it is not in Settings::variables")]
    NotKept {
        /// The variable.
        variable: Variable,
    },
    /// The data have no level of the variable.
    #[error("{variable} has no level in the data: it has a deviation alone, no {kind}")]
    NoLevel {
        /// The variable.
        variable: Variable,
        /// What was asked of it.
        kind: Kind,
    },
    /// The channel was not kept, or does not apply.
    #[error(
        "there is no channel {channel}: no structure of the ensemble has it, or Settings::channels is off; here are: {known}"
    )]
    NoChannel {
        /// The channel.
        channel: Channel,
        /// Those that there are.
        known: String,
    },
    /// The ensemble has no such structure.
    #[error("the ensemble has no structure {structure}; it has: {known}")]
    NoStructure {
        /// The structure that was asked for.
        structure: String,
        /// Those that there are.
        known: String,
    },
    /// One path a structure has no variance.
    #[error("a check run has one path a structure, and no variance")]
    CheckRun,
    /// It is a part of the draws.
    #[error("a batch holds its draws, and has no statistics: those are of all draws")]
    Batch,
    /// There are no statistics of each structure alone.
    #[error("statistics of one structure are made with Settings::by_structure alone, and it is off")]
    NotByStructure,
    /// The values of the draws are not held.
    #[error("the draws are not held: Settings::hold_draws is off, or they do not fit in Settings::memory")]
    NotHeld,
    /// The baseline is the same in every draw, and is not kept as draws.
    #[error(
        "the baseline of {variable} is the same in every draw, and is not kept as draws; OneStructure::values computes it"
    )]
    SameInEveryDraw {
        /// The variable.
        variable: Variable,
    },
    /// A deviation is computed and not kept.
    #[error("the deviation of {variable} is not kept as draws; OneStructure::values computes it")]
    Computed {
        /// The variable.
        variable: Variable,
    },
    /// The year is outside those of the ensemble.
    #[error(transparent)]
    Year(#[from] NoYear),
}
