//! Paired differences: the deviation of one scenario less that of another, draw by draw.
//!
//! Draw `i` has the same parameters in every scenario that is drawn under the same seed and plan, so that what the draws have
//! in common drops out of the difference. A draw that either of the two dropped is in no pair: draws are paired by their
//! number, never by their place.

mod common_draws;
mod comparison;
mod difference;
mod error;
mod streamed;

pub(crate) use common_draws::shared_places;
pub use comparison::{ComparedPair, ComparedScenario, Comparison};
pub use difference::{PairedDifference, PairedStructure};
pub use error::PairError;
