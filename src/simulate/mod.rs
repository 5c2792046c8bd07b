//! Baseline and scenario in lock step under the same draw.

mod baseline;
mod experiment;
mod lock_step;
mod outcome;
mod plan;
mod returns;

pub use baseline::{Baseline, BaselineError};
pub use experiment::{Experiment, ExperimentError};
pub(crate) use lock_step::{Jumps, ResearchPrice, simulate_at};
pub use lock_step::{Shocks, simulate};
pub use outcome::{Levels, Ratios, Variable, Year};
pub use plan::{InstrumentMoney, Plan, YearRule};
pub use returns::internal_rate_of_return;
pub(crate) use returns::reference_stock_ratio;
