//! The ensemble: draws, the runs of all structures under them, and their statistics.

mod beliefs;
mod beside_years;
mod between_structures;
mod by_year;
mod cash_flows;
mod chosen_points;
mod dimensions;
mod draw;
mod drawn_as;
mod education_variants;
#[allow(clippy::module_inception, reason = "the concept has the name of the folder")]
mod ensemble;
mod error;
mod factors;
mod idle;
mod joint;
mod kept;
mod kernel;
mod kernels;
mod kind;
mod layers;
mod level_shocks;
mod no_result;
mod number_of_draws;
mod of_draw;
mod one_structure;
mod outcomes_of_subsets;
mod paired;
mod pooling;
mod precision;
mod quantity;
mod ranked;
mod rows;
mod settings;
#[cfg(feature = "shards")]
mod shard;
mod side_by_side;
mod structure_draws;
mod threads;
mod tiles;

pub use beliefs::{Anchored, Belief, BeliefError, Beliefs};
pub use beside_years::{ImpliedReturns, RatioStatistics};
pub use by_year::StatisticsByYear;
pub(crate) use cash_flows::{CashFlowSampler, GroupFlows, StructureFigures};
#[cfg(feature = "sensitivity")]
pub(crate) use chosen_points::{ChosenPoint, ChosenPoints, PointSource};
pub use dimensions::DIMENSIONS;
#[cfg(feature = "sensitivity")]
pub(crate) use dimensions::TREND;
pub use education_variants::EducationVariant;
pub use ensemble::Ensemble;
pub use error::EnsembleError;
pub(crate) use factors::{FactorGroup, FactorSampler, Factors, GroupRun, KeptOfYear};
pub(crate) use kept::Kept;
pub use kind::Kind;
pub use layers::Layers;
pub(crate) use level_shocks::LevelShocks;
pub use no_result::NoResult;
pub use one_structure::OneStructure;
pub(crate) use outcomes_of_subsets::{OutcomeSampler, Outcomes};
pub(crate) use paired::shared_places;
pub use paired::{ComparedPair, ComparedScenario, Comparison, PairError, PairedDifference, PairedStructure};
pub use precision::{PreciseFigure, Precision};
pub use ranked::RankedStatistics;
pub use settings::{MAX_DRAWS, MIN_DRAWS_OF_A_BAND, Settings};
#[cfg(feature = "shards")]
pub use shard::{NoPart, Part, Shard, ShardError};
pub(crate) use side_by_side::{all_inputs, distinct_names};
pub(crate) use threads::Threads;
