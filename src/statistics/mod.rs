//! Statistics of numbers: mean, standard deviation, exact quantiles and Monte Carlo error, of groups of values with
//! weights, all at once or a part at a time. It knows no economics.

mod drawn_distribution;
mod moments;
mod quantiles;
mod summary;
#[cfg(test)]
mod test_values;

pub(crate) use drawn_distribution::{CountedValues, SecondLook};
pub use drawn_distribution::{DrawnDistribution, Estimate, Questions};
pub(crate) use quantiles::{KeptValues, SecondPass, Tally};
pub(crate) use summary::Pooled;
pub use summary::Statistics;
