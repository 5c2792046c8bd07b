//! Baseline and scenario in lock step under the same draw.

mod baseline;
mod experiment;
mod lock_step;
mod outcome;
mod plan;
mod returns;

pub use baseline::{Baseline, BaselineError};
pub use experiment::{Experiment, ExperimentError};
pub use lock_step::{Jumps, Shocks, simulate};
pub use outcome::{Variable, Year};
pub use plan::{InstrumentMoney, Plan, YearRule};
pub use returns::{internal_rate_of_return, reference_stock_ratio};
