//! Statistics of numbers: mean, standard deviation, exact quantiles and Monte Carlo error, of groups of values with
//! weights, all at once or a part at a time. It knows no economics.

mod drawn_distribution;
mod drawn_values;
mod moments;
mod quantiles;
mod replicates;
mod summary;
#[cfg(test)]
mod test_values;

pub(crate) use drawn_distribution::{CountedValues, SecondLook};
pub use drawn_distribution::{DrawnDistribution, Estimate, Questions};
#[cfg(feature = "shards")]
pub(crate) use drawn_values::BLOCK;
pub(crate) use drawn_values::DrawnValues;
pub(crate) use quantiles::{KeptValues, PILOT, SecondPass, Tally, Wanted};
pub(crate) use replicates::{BetweenReplicates, ByReplicate, REPLICATES, replicate_of};
pub(crate) use summary::Pooled;
pub use summary::Statistics;
