//! The ensemble: draws, the runs of all structures under them, and their statistics.

mod beliefs;
mod beside_years;
mod between_structures;
mod by_year;
mod cash_flows;
mod draw;
mod drawn_as;
#[allow(clippy::module_inception, reason = "the concept has the name of the folder")]
mod ensemble;
mod error;
mod joint;
mod kernel;
mod kind;
mod layers;
mod no_result;
mod number_of_draws;
mod of_draw;
mod one_structure;
mod paired;
mod pooling;
mod precision;
mod quantity;
mod ranked;
mod rows;
mod settings;
mod structure_draws;
mod threads;
mod tiles;

pub use beliefs::{Anchored, Belief, BeliefError, Beliefs};
pub use beside_years::{ImpliedReturns, RatioStatistics};
pub use by_year::StatisticsByYear;
pub(crate) use cash_flows::{CashFlowSampler, GroupFlows, Kept, StructureFigures};
pub use draw::DIMENSIONS;
pub use ensemble::Ensemble;
pub use error::EnsembleError;
pub use kind::Kind;
pub use layers::Layers;
pub use no_result::NoResult;
pub use one_structure::OneStructure;
pub use paired::{ComparedPair, ComparedScenario, Comparison, PairError, PairedDifference, PairedStructure};
pub use precision::Precision;
pub use ranked::RankedStatistics;
pub use settings::{MAX_DRAWS, MIN_DRAWS_OF_A_BAND, Settings};
pub(crate) use threads::Threads;
