//! Where the uncertainty of a result comes from, and what it would be worth to know more.
//!
//! ```math
//! S_i = \frac{\operatorname{Var} E[Y|z_i]}{\operatorname{Var} Y}, \qquad
//! S_{T,i} = \frac{E \operatorname{Var}[Y|z_{\sim i}]}{\operatorname{Var} Y}, \qquad
//! EVPPI_u = E \max_d E[B_d | z_u] - \max_d E[B_d]
//! ```
//! `z` are the independent standard normals before the copula, `B_d` what decision `d` is worth. [`Sensitivity`] asks,
//! [`SensitivityAnalysis`] answers; [`indices`], [`shapley`] and [`value_of_information`] are usable alone, with any model.

mod analysis;
mod design;
mod error;
mod groups;
pub mod indices;
mod output;
mod sensitivity_of;
pub mod shapley;
pub mod value_of_information;

pub use analysis::{
    Decision, DecisionKind, GroupSensitivity, LayerShares, LayerSharesOfYear, ParameterSensitivity,
    SensitivityAnalysis,
};
pub use error::SensitivityError;
pub use groups::ParameterGroup;
pub use output::Output;
pub use sensitivity_of::{MAX_ROWS, Sensitivity};
