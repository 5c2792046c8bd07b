//! The ensemble: draws, the runs of all structures under them, and their statistics.

mod between_structures;
mod draw;
#[allow(clippy::module_inception, reason = "the concept has the name of the folder")]
mod ensemble;
mod error;
mod joint;
mod kernel;
mod layers;
mod number_of_draws;
mod pooling;
mod precision;
mod quantity;
mod rows;
mod settings;
mod structure_draws;
mod threads;
mod tiles;

pub use draw::DIMENSIONS;
pub use ensemble::{Ensemble, Kind, ReturnStatistics};
pub use error::EnsembleError;
pub use layers::Layers;
pub use precision::Precision;
pub use settings::Settings;
pub use structure_draws::Member;
