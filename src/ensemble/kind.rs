//! Baseline, scenario, or the deviation of one from the other.

use crate::names::named;

named! {
    /// Baseline, scenario, or the deviation of the scenario from the baseline.
    Kind {
        /// Level of the baseline.
        Baseline = "baseline",
        /// Level of the scenario.
        Scenario = "scenario",
        /// Deviation of the scenario from the baseline.
        Deviation = "deviation",
    }
}
