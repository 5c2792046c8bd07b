//! Why a package cannot be attributed.

use crate::ensemble::EnsembleError;
use crate::simulate::ExperimentError;
use thiserror::Error;

/// Why a package cannot be attributed.
#[derive(Clone, Debug, PartialEq, Error)]
#[non_exhaustive]
pub enum PackageError {
    /// The draws cannot be made.
    #[error(transparent)]
    Ensemble(#[from] EnsembleError),
    /// Some of the actions alone are no scenario.
    #[error("with the measures of {}: {error}", named_actions(.actions))]
    Subset {
        /// The actions.
        actions: Vec<u8>,
        /// Why.
        #[source]
        error: ExperimentError,
    },
    /// A year that has no effect.
    #[error("year: found {found}, expected a year from {first} to the horizon, {horizon}")]
    Year {
        /// The year.
        found: i32,
        /// The first year after the last observation.
        first: i32,
        /// The horizon.
        horizon: i32,
    },
}

fn named_actions(numbers: &[u8]) -> String {
    match numbers {
        [] => "no action".to_owned(),
        [one] => format!("action {one} alone"),
        several => {
            let numbers: Vec<String> = several.iter().map(u8::to_string).collect();
            format!("actions {}", numbers.join(", "))
        }
    }
}
