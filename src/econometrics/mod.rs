//! Econometrics: regressions on the panel of countries, error correction on it and on one country's series, with their
//! standard errors.

mod adjustment_panel;
mod coe_helpman;
mod conditional_system;
mod dutch_system;
#[cfg(test)]
mod example_panel;
mod group_residuals;
mod least_squares;
mod long_differences;
mod matrix;
mod mean_group;
mod panel;
mod panel_stocks;
mod pooled_mean_group;
mod productivity_adjustment;
mod rate_of_return;
mod vecm;

pub use adjustment_panel::{AdjustmentGroup, share_without_year_effects};
pub use coe_helpman::{CoeHelpman, coe_helpman};
pub use conditional_system::Root;
pub use dutch_system::{KNOWLEDGE_SYSTEM, knowledge_system};
pub use group_residuals::{CrossSectionDependence, autocorrelations, cross_section_dependence};
pub use least_squares::{EstimationError, LeastSquares, least_squares};
pub use long_differences::{
    LongDifferenceChoices, LongDifferences, long_differences, productivity_and_knowledge,
};
pub use mean_group::{GroupAdjustment, MeanGroup, leave_one_out, mean_group};
pub use panel::{Coefficient, PanelEstimate, PanelGroup, dynamic_ols, fixed_effects};
pub use pooled_mean_group::{PooledMeanGroup, pooled_mean_group};
pub use productivity_adjustment::{
    ADJUSTMENT_PARAMETERS, AdjustmentTest, GUELLEC_POTTELSBERGHE_COUNTRIES, ProductivityAdjustment,
};
pub use rate_of_return::estimate_rates_of_return;
pub use vecm::{Johansen, Vecm, johansen, lag_order};
