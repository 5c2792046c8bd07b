//! A log density with its gradient and curvature: what an optimiser climbs and a sampler explores.

/// A log density over real vectors. Where it does not exist the value is minus infinity.
pub trait LogDensity: Sync {
    /// Number of coordinates.
    fn dimension(&self) -> usize;

    /// The value at `u`.
    fn value(&self, u: &[f64]) -> f64;

    /// The value, with its gradient.
    fn gradient(&self, u: &[f64], gradient: &mut [f64]) -> f64;

    /// The value, its gradient and the curvature, row by row: minus the second derivatives, or a positive
    /// semidefinite stand-in for them (Gauss-Newton, expected information).
    fn curvature(&self, u: &[f64], gradient: &mut [f64], curvature: &mut [f64]) -> f64;

    /// The planes on which the gradient jumps; none by default.
    fn kinks(&self) -> Vec<Kink> {
        Vec::new()
    }
}

/// A plane `normal . u = at` on which the gradient jumps along the normal.
#[derive(Clone, Debug, PartialEq)]
pub struct Kink {
    /// The normal.
    pub normal: Vec<f64>,
    /// The offset.
    pub at: f64,
}

/// What is not finite counts as impossible.
pub(super) fn or_impossible(value: f64) -> f64 {
    if value.is_finite() { value } else { f64::NEG_INFINITY }
}
