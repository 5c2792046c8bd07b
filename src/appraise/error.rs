//! Why a scenario cannot be appraised.

use super::discounting::DiscountingError;
use crate::ensemble::EnsembleError;
use crate::simulate::ExperimentError;
use thiserror::Error;

/// Why a scenario cannot be appraised.
#[derive(Clone, Debug, PartialEq, Error)]
#[non_exhaustive]
pub enum AppraisalError {
    /// The draws cannot be made.
    #[error(transparent)]
    Ensemble(#[from] EnsembleError),
    /// The scenario cannot be run beyond its horizon, or under other parameters.
    #[error(transparent)]
    Experiment(#[from] ExperimentError),
    /// The discount rates.
    #[error(transparent)]
    Discounting(#[from] DiscountingError),
    /// A perpetuity without a value.
    #[error(
        "residual_value: a perpetuity has no value where the last discount rate ({rate}) is not above the growth of GDP in \
         the horizon year ({growth:.4}); expected runoff, none, or other discount rates"
    )]
    Perpetuity {
        /// The last rate.
        rate: f64,
        /// Growth of GDP in the horizon year.
        growth: f64,
    },
    /// A base year that cannot be.
    #[error("base_year: found {found}, expected a year from {first} to the horizon, {horizon}")]
    BaseYear {
        /// The year.
        found: i32,
        /// The earliest.
        first: i32,
        /// The horizon.
        horizon: i32,
    },
    /// Discount rates that bring their own burden of public money, beside that of taxes.
    #[error(
        "marginal_excess_burden: found {found} with discounting {discounting}, which counts {burden} a euro of public money \
         itself; expected marginal_excess_burden 0"
    )]
    TwoBurdens {
        /// Its value.
        found: f64,
        /// Name of the discount rates.
        discounting: String,
        /// The burden that they bring.
        burden: f64,
    },
    /// Scenarios that cannot stand side by side.
    #[error("{first} and {second} differ in {what}: {in_first} and {in_second}; expected the same")]
    Apart {
        /// Name of the first.
        first: String,
        /// Name of the second.
        second: String,
        /// In what they differ.
        what: &'static str,
        /// What it is in the first.
        in_first: String,
        /// What it is in the second.
        in_second: String,
    },
    /// A parameter of a break-even without bounds to search between.
    #[error("break_even {parameter}: it has no bounds to search between; expected a parameter with bounds")]
    NoBounds {
        /// The parameter.
        parameter: &'static str,
    },
    /// A parameter on which the scenario does not depend.
    #[error("break_even {parameter}: the net present value of this scenario does not depend on it")]
    NotUsed {
        /// The parameter.
        parameter: &'static str,
    },
}
