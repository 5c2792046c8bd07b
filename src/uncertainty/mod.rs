//! Uncertainty: draws, the ensemble of runs and its statistics.

mod draw;
mod draws;
mod ensemble;
mod kernel;
mod layers;
mod record;
mod sampler;
mod statistics;

pub use draw::Draw;
pub use draws::{DIMENSIONS, Draws, SamplingPlan};
pub use ensemble::{Ensemble, EnsembleError, Kind, Member, ReturnStatistics, Settings};
pub use layers::Layers;
pub use statistics::Statistics;
