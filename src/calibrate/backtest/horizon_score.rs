//! Scores of a model at one horizon, in percent.

/// Scores are in percent: `100 ln`.
pub(super) const PERCENT: f64 = 100.0;
/// Scores of a model at one horizon.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct HorizonScore {
    /// Years ahead.
    pub horizon: usize,
    /// Number of origins with an outcome.
    pub origins: usize,
    /// Mean continuous ranked probability score, percent.
    pub crps: f64,
    /// Root mean squared error of the mean, percent.
    pub rmse: f64,
    /// Share of outcomes in the central 50%.
    pub coverage_50: f64,
    /// Share of outcomes in the central 90%.
    pub coverage_90: f64,
}
