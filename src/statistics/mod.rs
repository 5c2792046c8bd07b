//! Statistics of numbers: mean, standard deviation, exact quantiles and Monte Carlo error, of groups of values with
//! weights, held or coming a part at a time. It knows no economics.

#[cfg(test)]
mod awkward;
mod moments;
mod quantiles;
mod summary;

pub(crate) use quantiles::{MOST, Reserve, SecondLook, Tally};
pub(crate) use summary::Pooled;
pub use summary::Statistics;
