//! What changed since a former monitor, by cause: one thing at a time is taken from now instead of from then.
//!
//! ```math
//! x(d', n', p', s', m') - x(d, n, p, s, m) = \underbrace{x(\cdot, m') - x(\cdot, m)}_{\text{model}} + \text{data} + \text{new year} + \text{parameters} + \text{policy}
//! ```
//! Each difference is between two runs that differ in that one thing, those before it from now and those after it from then, so
//! that the parts add up to the change without a rest; in another order they would be other parts. Data are what was observed
//! then and is revised; new years are observations that were not there.

use super::error::MonitorError;
use super::key_figures::{KeyFigure, KeyFigures};
use super::request::MonitorRequest;
use crate::names::named;

named! {
    /// What a figure has changed by.
    Cause {
        /// The program: equations, tables of parameters that no one names, rounding.
        Model = "model",
        /// Observations that were revised, or that are gone.
        Data = "data",
        /// Observations that were not there.
        NewYear = "new_year",
        /// Distributions of parameters.
        Parameters = "parameters",
        /// The scenario: measures, their parameters, the target and its year.
        Policy = "policy",
    }
}

/// A former monitor: what it said, and all that it said it of.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct FormerMonitor {
    /// Version of the program.
    pub version: String,
    /// Vintage of its data.
    pub data_vintage: String,
    /// What it said.
    pub figures: KeyFigures,
    /// What it was asked, with its data.
    pub request: MonitorRequest,
}

impl FormerMonitor {
    /// A monitor of a version with what it said and what it was asked.
    #[must_use]
    pub fn new(version: impl Into<String>, figures: KeyFigures, request: MonitorRequest) -> Self {
        let data_vintage = request.economy.vintage.clone();
        Self { version: version.into(), data_vintage, figures, request }
    }
}

/// The changes of all key figures.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Changes {
    /// Version of the program of then.
    pub version: String,
    /// Vintage of the data of then.
    pub data_vintage: String,
    /// Whether draws and seed of then were others, so that the errors of both are in `model`.
    pub drawn_otherwise: bool,
    /// By figure.
    pub figures: Vec<FigureChange>,
}

/// The change of a figure.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct FigureChange {
    /// The figure.
    pub figure: KeyFigure,
    /// What it was.
    pub then: f64,
    /// What it is.
    pub now: f64,
    /// By cause, in the order of [`Cause::ALL`]; they add up to the change.
    pub by_cause: Vec<(Cause, f64)>,
}

impl Changes {
    /// Since a former monitor, to a request whose key figures are known.
    pub(super) fn since(
        former: &FormerMonitor,
        now: &MonitorRequest,
        figures: &KeyFigures,
    ) -> Result<Self, MonitorError> {
        let mut between = former.request.clone();
        let drawn_otherwise = (between.settings.draws, between.settings.seed, between.settings.plan)
            != (now.settings.draws, now.settings.seed, now.settings.plan);
        between.settings = now.settings.clone();
        let run = |step: &'static str, request: &MonitorRequest| {
            KeyFigures::of(request).map_err(|error| MonitorError::Step { step, error: Box::new(error) })
        };
        let mut steps = vec![former.figures.clone(), run("the program of now, all else of then", &between)?];
        between.economy = now.economy.where_observed_in(&former.request.economy);
        steps.push(run("the data of now as far as there were some then", &between)?);
        between.economy = now.economy.clone();
        steps.push(run("all data of now, parameters and policy of then", &between)?);
        between.parameters = now.parameters.clone();
        steps.push(run("data and parameters of now, policy of then", &between)?);
        steps.push(figures.clone());
        let change = |figure: &KeyFigure| {
            let values: Vec<f64> = steps.iter().map(|step| step.get(*figure)).collect();
            let by_cause =
                Cause::ALL.iter().zip(values.windows(2)).map(|(cause, pair)| (*cause, pair[1] - pair[0]));
            FigureChange {
                figure: *figure,
                then: former.figures.get(*figure),
                now: figures.get(*figure),
                by_cause: by_cause.collect(),
            }
        };
        Ok(Self {
            version: former.version.clone(),
            data_vintage: former.data_vintage.clone(),
            drawn_otherwise,
            figures: KeyFigure::ALL.iter().map(change).collect(),
        })
    }
}
