//! Uncertainty: draws, the ensemble of runs and its statistics.

mod draws;
mod ensemble;
mod kernel;
mod record;
mod statistics;

pub use draws::{DIMENSIONS, Draws, SamplingPlan};
pub use ensemble::{Ensemble, EnsembleError, Kind, Member, ReturnStatistics, Settings};
pub use statistics::Statistics;
