//! Special functions on top of the crate's own `exp` and `ln`, of one number or of a lane group: the standard normal,
//! and functions that are one formula here and another there.

pub(crate) mod normal;
pub(crate) mod piecewise;
