//! Why a goal cannot be solved for.

use super::goal::GoalError;
use crate::appraise::AppraisalError;
use crate::ensemble::EnsembleError;
use crate::model::Instrument;
use crate::simulate::ExperimentError;
use thiserror::Error;

/// Why a goal cannot be solved for. One that no amount reaches is no error: its [`super::Solution`] says how near it comes.
#[derive(Clone, Debug, PartialEq, Error)]
#[non_exhaustive]
pub enum SolveError {
    /// The draws cannot be made.
    #[error(transparent)]
    Ensemble(#[from] EnsembleError),
    /// The scenario with the money cannot be run.
    #[error(transparent)]
    Experiment(#[from] ExperimentError),
    /// The scenario with the money cannot be appraised.
    #[error(transparent)]
    Appraisal(#[from] AppraisalError),
    /// A goal that cannot be.
    #[error("target: {0}")]
    Goal(#[from] GoalError),
    /// A year in which there is no result, or no money yet.
    #[error(
        "target: found {year}, expected a year from {first}, the first with this money, to the horizon, {last}"
    )]
    Year {
        /// The year.
        year: i32,
        /// The first that can be.
        first: i32,
        /// The last that can be.
        last: i32,
    },
    /// A probability that is none, or that no draw decides.
    #[error("probability: found {found}, expected a number between 0 and 1")]
    Probability {
        /// What was given.
        found: f64,
    },
    /// Nothing says whose money is looked for.
    #[error(
        "instrument: found none, expected an instrument of R&D, or a measure of the scenario with solve = true"
    )]
    NothingToSolve,
    /// Both the scenario and the request say whose money is looked for.
    #[error(
        "instrument: found {instrument} beside the measure \"{measure}\" with solve = true, expected one of them"
    )]
    TwoAnswers {
        /// That of the request.
        instrument: Instrument,
        /// The measure of the scenario.
        measure: String,
    },
    /// An instrument that is no money for R&D.
    #[error(
        "instrument: found {instrument}, whose amounts are people or schooling; expected an instrument of R&D, whose amount is money"
    )]
    NoMoney {
        /// The instrument.
        instrument: Instrument,
    },
    /// A first year of the money that cannot be.
    #[error("from: found {found}, expected a year from {first} to {last}")]
    From {
        /// The year.
        found: i32,
        /// The first that can be.
        first: i32,
        /// The last that can be.
        last: i32,
    },
    /// The scenario imposes R&D, so that money for it would do nothing.
    #[error(
        "targets: found a target on {variable} from {from} on, expected a scenario without [[targets]]: R&D that is imposed does not \
         follow money"
    )]
    Imposed {
        /// What is imposed.
        variable: &'static str,
        /// The first year of it.
        from: i32,
    },
    /// Amounts that are no proportions.
    #[error(
        "measure \"{measure}\": found {found} as its largest amount, expected amounts of at least 0 with one above: they say the proportions"
    )]
    Proportions {
        /// Name of the measure.
        measure: String,
        /// What was found.
        found: f64,
    },
    /// A ramp to no year.
    #[error("path: found ramp with a target without a year, expected level, or a target in a year")]
    RampWithoutYear,
    /// A goal that is met without any of the money.
    #[error(
        "target: found {goal}, expected more than {without}, which the scenario comes to without this money{}; a cut is not looked for",
        if *probability { " with the probability that is asked" } else { " in the mean" }
    )]
    AlreadyReached {
        /// The goal.
        goal: String,
        /// What the scenario comes to in the mean without the money.
        without: f64,
        /// Whether a probability was asked for.
        probability: bool,
    },
}
