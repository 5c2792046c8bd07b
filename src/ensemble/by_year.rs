//! Statistics by year.

use crate::data::ByYear;
use crate::statistics::Statistics;

/// Statistics of a result by year, from the last observation to the horizon.
pub type StatisticsByYear = ByYear<Statistics>;
