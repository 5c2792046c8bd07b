//! How an optimum is searched: the way, the starts, when it ends, and who is told of its progress.

use crate::names::named;
use std::fmt::Debug;
use std::sync::Arc;

named! {
    /// How an optimum is searched.
    Optimiser {
        /// Trust region on the curvature.
        LevenbergMarquardt = "levenberg_marquardt",
        /// Limited-memory quasi-Newton on the gradient.
        Lbfgs = "lbfgs",
        /// Simplex on the value alone.
        NelderMead = "nelder_mead",
    }
}

/// How far a search is.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct SearchProgress {
    /// Number of the start.
    pub start: usize,
    /// Iterations done.
    pub iteration: u64,
    /// Log density of the best point so far.
    pub value: f64,
}

/// What is told of a search while it runs.
pub type Observer = Arc<dyn Fn(&SearchProgress) + Send + Sync>;

/// How an optimum is searched, and when that ends.
#[derive(Clone)]
#[non_exhaustive]
pub struct SearchSettings {
    /// The way.
    pub optimiser: Optimiser,
    /// Number of starts: the centre, and draws from the standard normal.
    pub starts: usize,
    /// Seed of the starts.
    pub seed: u64,
    /// Most iterations of a start.
    pub max_iterations: u64,
    /// Largest component of the gradient at an optimum.
    pub tolerance: f64,
    /// Called after each iteration.
    pub observer: Option<Observer>,
}

impl Default for SearchSettings {
    fn default() -> Self {
        Self {
            optimiser: Optimiser::LevenbergMarquardt,
            starts: 4,
            seed: 1,
            max_iterations: 2000,
            tolerance: 1e-6,
            observer: None,
        }
    }
}

impl Debug for SearchSettings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SearchSettings")
            .field("optimiser", &self.optimiser)
            .field("starts", &self.starts)
            .field("seed", &self.seed)
            .field("max_iterations", &self.max_iterations)
            .field("tolerance", &self.tolerance)
            .finish_non_exhaustive()
    }
}
