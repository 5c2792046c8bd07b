//! The probabilities of the quantiles that [`Statistics`](crate::Statistics) has.

/// In the order of its fields.
pub(crate) const PROBABILITIES: [f64; 9] = [0.05, 0.20, 0.25, 0.35, 0.50, 0.65, 0.75, 0.80, 0.95];
