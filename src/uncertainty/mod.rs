//! Uncertainty: draws, the ensemble of runs and its statistics.

mod draw;
mod draws;
mod ensemble;
mod joint;
mod kernel;
mod latin_hypercube;
mod layers;
mod random;
mod record;
mod sampler;
mod selection;
mod sobol;
mod sobol_directions;
mod statistics;
mod streams;
mod sums;

pub use draws::{DIMENSIONS, Draws, SamplingPlan};
pub use ensemble::{Ensemble, EnsembleError, Kind, Member, ReturnStatistics, Settings};
pub use layers::Layers;
pub use statistics::Statistics;
