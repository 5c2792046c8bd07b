//! Baseline and scenario in lock step under the same draw.

mod baseline;
mod cash_flow;
mod derivatives;
mod education_variants;
mod effect;
mod experiment;
mod exposure;
mod foreign_effect;
mod foreign_plan;
mod foreign_remarks;
mod measure_by_year;
mod measure_remarks;
mod outcome;
mod path;
mod plan;
mod returns;
mod schooling;
mod simulated;

pub use baseline::{Baseline, BaselineError};
pub use cash_flow::CashFlow;
pub use derivatives::{DerivativeError, Derivatives};
pub use education_variants::{EducationVariantName, HUMAN_CAPITAL_EXTERNALITY};
pub(crate) use effect::{Course, MIN_EXTRA_RD, NO_RATIO, NOT_REACHED, extra_rd, gdp_over_rd};
pub use experiment::{Experiment, ExperimentError};
pub use foreign_effect::ForeignEffect;
pub use foreign_plan::PartnerPath;
pub use outcome::{Levels, Ratios, Variable, Year};
pub(crate) use path::{Jumps, Path, Purpose, next_year};
pub use path::{Shocks, simulate};
pub use plan::{InstrumentMoney, Plan, PlanOfAnotherBaseline, YearRule};
pub use returns::internal_rate_of_return;
pub(crate) use returns::{NO_RATE, internal_rates, reference_stock_ratio};
pub use schooling::SchoolingAtWork;
pub use simulated::SimulatedMeasure;
