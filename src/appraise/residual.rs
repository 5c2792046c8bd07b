//! What is counted after the horizon.

use crate::names::named;

named! {
    /// What is counted after the horizon.
    ResidualValue {
        /// Measures stop at the horizon, and their effects run on until they have faded.
        RunOff = "runoff",
        /// Nothing.
        None = "none",
        /// All flows of the horizon year, costs included, for ever at that year's growth of the baseline.
        Perpetuity = "perpetuity",
    }
}

/// Most years of run-off after the horizon.
pub(super) const RUN_OFF_YEARS: i32 = 400;

/// From so many years after the first on volumes of the baseline stay as they are: the guideline.
pub(super) const YEARS_OF_GROWTH: i32 = 100;
