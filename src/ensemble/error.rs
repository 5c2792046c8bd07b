//! Why an ensemble cannot be drawn.

use crate::parameters::DependenceError;
use thiserror::Error;

/// Why an ensemble cannot be drawn.
#[derive(Clone, Debug, PartialEq, Error)]
#[non_exhaustive]
pub enum EnsembleError {
    /// Too many draws were dropped by rule or because they are not finite.
    #[error(
        "structure {structure}: {dropped} of {draws} draws were dropped ({not_finite} of them not finite), more than 5%: \
         the feedback of R&D that follows GDP is too strong under these parameters, or cuts leave too little R&D"
    )]
    Dropped {
        /// The structure.
        structure: &'static str,
        /// Draws that were dropped.
        dropped: u64,
        /// Draws that are not finite.
        not_finite: u64,
        /// All draws.
        draws: u64,
    },
    /// A structure settles in none of the draws.
    #[error(
        "structure {structure}: it settles in none of {draws} draws under these parameters \
         (error_correction_speed above 0 and at most 1)"
    )]
    Unstable {
        /// The structure.
        structure: &'static str,
        /// All draws.
        draws: u64,
    },
    /// A setting that cannot be.
    #[error("setting {setting}: found {found}, expected {expected}")]
    Setting {
        /// The setting.
        setting: &'static str,
        /// What it is.
        found: String,
        /// What it should be.
        expected: String,
    },
    /// The dependence of parameters is not a correlation.
    #[error(transparent)]
    Dependence(#[from] DependenceError),
    /// The system has no memory for the draws that are made together.
    #[error("no memory for {} MiB of draws: with less for them (--memory, Settings::memory) they run a part at a time", bytes >> 20)]
    Memory {
        /// Bytes asked for.
        bytes: u64,
    },
    /// Threads could not be started.
    #[error("cannot start {threads} threads: {reason}")]
    Threads {
        /// Threads asked for.
        threads: usize,
        /// What the system says.
        reason: String,
    },
}
