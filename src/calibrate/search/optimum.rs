//! Where a search ended: the optimum of each start, and the best of them.

/// Where one start ended.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Optimum {
    /// The point.
    pub u: Vec<f64>,
    /// Log density there.
    pub value: f64,
    /// Largest component of the gradient there, less what lies across a kink of which it is the top.
    pub gradient: f64,
    /// Whether that is within the tolerance.
    pub converged: bool,
    /// Why the search ended.
    pub termination: String,
    /// Iterations.
    pub iterations: u64,
    /// Evaluations of the density, whatever was asked of it.
    pub evaluations: u64,
}

/// All starts.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Search {
    /// The best: among those that converged, if any did.
    pub best: Optimum,
    /// Every start, in order.
    pub starts: Vec<Optimum>,
}

impl Search {
    /// Iterations of all starts.
    #[must_use]
    pub fn iterations(&self) -> u64 {
        self.starts.iter().map(|s| s.iterations).sum()
    }

    /// Evaluations of all starts.
    #[must_use]
    pub fn evaluations(&self) -> u64 {
        self.starts.iter().map(|s| s.evaluations).sum()
    }

    /// Number of starts that reached the best value, within `1e-6`.
    #[must_use]
    pub fn agreeing(&self) -> usize {
        self.starts.iter().filter(|s| s.converged && (s.value - self.best.value).abs() < 1e-6).count()
    }
}
