//! The probabilities of the quantiles that [`Statistics`](crate::Statistics) has, and those whose error it has.

/// In the order of its fields.
pub(crate) const PROBABILITIES: [f64; 9] = [0.05, 0.20, 0.25, 0.35, 0.50, 0.65, 0.75, 0.80, 0.95];

/// Those of the quantiles that have an error beside them.
pub(crate) const WITH_ERROR: [f64; 3] = [0.05, 0.50, 0.95];

/// The quantiles that are asked for, and those whose Monte Carlo error is.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "shards", derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Wanted {
    pub(crate) quantiles: Vec<f64>,
    pub(crate) with_error: Vec<f64>,
}

/// What [`Statistics`](crate::Statistics) has.
impl Default for Wanted {
    fn default() -> Self {
        Self { quantiles: PROBABILITIES.to_vec(), with_error: WITH_ERROR.to_vec() }
    }
}
