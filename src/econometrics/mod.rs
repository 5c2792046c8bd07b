//! Econometrics: regressions on the panel of countries and vector error correction, with their standard errors.

mod coe_helpman;
mod dutch_system;
mod least_squares;
mod matrix;
mod panel;
mod rate_of_return;
mod vecm;

pub use coe_helpman::{CoeHelpman, coe_helpman};
pub use dutch_system::{KNOWLEDGE_SYSTEM, knowledge_system};
pub use least_squares::{EstimationError, LeastSquares, least_squares};
pub use panel::{Coefficient, PanelEstimate, PanelGroup, dynamic_ols, fixed_effects};
pub use rate_of_return::estimate_rates_of_return;
pub use vecm::{Johansen, Vecm, johansen, lag_order};
