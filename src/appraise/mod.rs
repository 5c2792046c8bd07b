//! Social cost-benefit analysis: what a scenario is worth at present value, in three accounts that are never mixed (GDP,
//! welfare, public finance), draw by draw.
//!
//! ```math
//! NPV = \sum_t \frac{dC[t]}{\prod_{u=1}^{t} (1 + r_u)}, \qquad dC = dY - dI - dR - MEB\, dT - \text{training} - \text{abroad}
//! ```
//! An [`Appraisal`] takes the experiment beyond its horizon for the residual value, discounts the cash flows of every draw
//! ([`Discounting`]), and gives each [`Figure`] as a distribution over draws ([`CostBenefit`]). [`net_present_value`],
//! [`internal_rates`] and [`payback`] are usable alone, with any cash flow.

mod analysis;
mod appraisal;
mod break_even;
mod cash_flows;
mod comparison;
mod cost_benefit;
mod cross_check;
mod discounting;
mod drawing;
mod error;
mod figure;
mod figures;
mod internal_rates;
mod presets;
mod rate;
mod residual;
mod sensitivity;
mod social_account;

pub use analysis::CostBenefitAnalysis;
pub use appraisal::Appraisal;
pub use break_even::BreakEven;
pub use cash_flows::{net_present_value, payback};
pub use comparison::{AppraisalComparison, AppraisedPair};
pub use cost_benefit::{CostBenefit, FlowOfYear};
pub use cross_check::CrossCheck;
pub use discounting::{Discounting, DiscountingError};
pub use error::AppraisalError;
pub use figure::{Figure, Ratio};
pub use internal_rates::internal_rates;
pub use presets::{PRESETS, Preset};
pub use rate::RateUntil;
pub use residual::ResidualValue;
pub use sensitivity::{SensitivityOf, SensitivityRow};
pub(crate) use social_account::SocialAccount;
