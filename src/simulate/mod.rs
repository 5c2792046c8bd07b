//! Baseline and scenario in lock step under the same draw.

mod baseline;
mod lock_step;
mod outcome;
mod plan;
mod returns;

pub use baseline::{Baseline, BaselineError};
pub use lock_step::{Shocks, simulate};
pub use outcome::{Channel, Variable, Year};
pub use plan::{InstrumentMoney, Plan, YearRule};
pub use returns::{internal_rate_of_return, reference_stock_ratio};
