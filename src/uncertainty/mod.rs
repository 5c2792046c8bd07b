//! Uncertainty: draws, the ensemble of runs and its statistics.

#[cfg(test)]
mod awkward;
mod between;
mod bounded;
mod buckets;
mod draw;
mod draws;
mod ensemble;
mod joint;
mod kernel;
mod latin_hypercube;
mod layers;
mod member;
mod moments;
mod precision;
mod quantity;
mod record;
mod reserve;
mod sampler;
mod selection;
mod sobol;
mod sobol_directions;
mod statistics;
mod streams;
mod tally;
mod workers;

pub use draws::{DIMENSIONS, Draws, SamplingPlan};
pub use ensemble::{Ensemble, EnsembleError, Kind, ReturnStatistics, Settings};
pub use layers::Layers;
pub use member::Member;
pub use precision::Precision;
pub use statistics::Statistics;
