//! What the dimensions of a point stand for.

use crate::parameters::PARAMETER_COUNT;
use crate::sampling::MAX_DIMENSIONS;

/// Dimensions of a point: one a parameter, in the order of the table, the initial stocks of business and public R&D,
/// the row of joint draws, and the error of the trend of the baseline's level.
pub const DIMENSIONS: usize = PARAMETER_COUNT + 4;

/// The dimensions behind those of the parameters and the initial stocks.
pub(super) const ROW: usize = PARAMETER_COUNT + 2;
pub(crate) const TREND: usize = PARAMETER_COUNT + 3;

const _: () = assert!(DIMENSIONS <= MAX_DIMENSIONS, "more dimensions than a plan can fill");
