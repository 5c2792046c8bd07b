//! Points that an analysis chooses itself, in place of those of a sampling plan: what draw `i` is made of.

use super::dimensions::DIMENSIONS;
use std::fmt::Debug;
use std::sync::Arc;

/// What a draw is made of.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ChosenPoint {
    /// Standard normals of parameters, initial stocks, row and trend, as dependent as they are to be.
    pub(crate) normals: [f64; DIMENSIONS],
    /// The number of the draw whose yearly shocks it has.
    pub(crate) shocks: u64,
}

/// Gives the point of each draw.
pub(crate) trait PointSource: Debug + Send + Sync {
    /// The point of draw `i`.
    fn point(&self, i: u64) -> ChosenPoint;
}

/// Points in place of those of the plan; none for the plan's own.
#[derive(Clone, Debug, Default)]
pub(crate) struct ChosenPoints(pub(crate) Option<Arc<dyn PointSource>>);

impl PartialEq for ChosenPoints {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (None, None) => true,
            (Some(a), Some(b)) => Arc::ptr_eq(a, b),
            _ => false,
        }
    }
}
