//! Why a figure of a calibration is not there.

use super::values::OrReason;

/// A number that may be missing for a reason, or not be finite.
pub(super) fn number_or(value: Option<f64>, reason: &'static str) -> OrReason<f64> {
    value.map_or(OrReason::Reason(reason), OrReason::from)
}

/// Why a parameter has no figures of chains.
pub(super) const NO_DRAWS: &str = "there are draws with the method posterior only";
/// Why a parameter has no posterior.
pub(super) const NO_PRIOR: &str = "there is no prior in least squares";
/// Where the error of a posterior stands.
pub(super) const SEE_POSTERIOR: &str = "see posterior_sd";
