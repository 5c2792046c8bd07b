//! The probability of the target against public money, an instrument at a time.
//!
//! The money comes beside the scenario, the same amount every year from the first year of policy on. For each amount all draws are run to the year of
//! the target, and the error of the projection is mixed in, so that no money has the probability of the projection itself. The amount
//! for a probability is found by halving between two amounts of the grid.

use super::drawn_ratios::DrawnRatios;
use super::error::MonitorError;
use super::key_figures::place_of;
use super::request::MonitorRequest;
use crate::ensemble::Ensemble;
use crate::model::Instrument;
use crate::scenario::{Measure, Target};
use crate::simulate::{Experiment, Variable};
use crate::statistics::Estimate;

/// Instruments that the money goes through, as in the check of the letter.
pub(super) const INSTRUMENTS: [Instrument; 4] =
    [Instrument::PublicResearch, Instrument::DirectSubsidy, Instrument::TaxCredit, Instrument::EuCofinancing];

/// Amounts of the grid, in what lacks to the target.
const GRID: [f64; 9] = [0.0, 0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0];

/// Probabilities whose amounts are looked for.
pub(super) const PROBABILITIES: [f64; 2] = [0.5, 0.8];

/// Halvings of an interval of the grid.
const HALVINGS: usize = 8;

/// The probability of the target against money of one instrument.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct MoneyNeeded {
    /// The instrument.
    pub instrument: Instrument,
    /// First year of the money.
    pub from: i32,
    /// Billion a year, and the probability.
    pub curve: Vec<(f64, Estimate)>,
    /// Probabilities and the money that reaches them, billion a year; none where all that was looked at does not.
    pub needed: Vec<(f64, Option<f64>)>,
}

/// What is asked of the money: the experiment until the year of the target, and what the ratio is to come to.
pub(super) struct MoneyQuestion<'a> {
    request: &'a MonitorRequest,
    experiment: Experiment,
    /// Standard deviation of the error of the projection.
    sd: f64,
    from: i32,
}

impl<'a> MoneyQuestion<'a> {
    pub(super) fn new(
        request: &'a MonitorRequest,
        experiment: &Experiment,
        sd: f64,
    ) -> Result<Self, MonitorError> {
        let first = experiment.baseline.last_observation() + 1;
        // As a target and `solve` do it: the year after the last one that a target leaves on the baseline.
        let from = (Target::new(0.0, 0, 0.0).from + 1).clamp(first, request.year);
        Ok(Self { request, experiment: experiment.until(request.year)?, sd, from })
    }

    /// The curve of an instrument, with amounts around what lacks, billion.
    pub(super) fn curve(&self, instrument: Instrument, gap: f64) -> Result<MoneyNeeded, MonitorError> {
        let amounts = GRID.map(|part| part * gap.max(0.0));
        let mut curve = Vec::with_capacity(amounts.len());
        for amount in amounts {
            curve.push((amount, self.probability(instrument, amount)?));
        }
        let mut needed = Vec::new();
        for probability in PROBABILITIES {
            needed.push((probability, self.amount(instrument, &curve, probability)?));
        }
        Ok(MoneyNeeded { instrument, from: self.from, curve, needed })
    }

    fn probability(&self, instrument: Instrument, amount: f64) -> Result<Estimate, MonitorError> {
        let mut measures = self.experiment.scenario.measures.clone();
        measures.push(Measure::new(instrument, self.experiment.unit_of_money(), amount, self.from));
        let experiment = self.experiment.with_measures(measures)?;
        let settings = self.request.kept().with_variables(vec![Variable::RdIntensity]);
        let ensemble = Ensemble::draw(&experiment, &settings)?;
        let ratios = DrawnRatios::of(&ensemble, place_of(&experiment, self.request.year))?;
        Ok(ratios.probability(self.request.target, self.sd))
    }

    /// The least amount with a probability, where the curve comes to it.
    fn amount(
        &self,
        instrument: Instrument,
        curve: &[(f64, Estimate)],
        probability: f64,
    ) -> Result<Option<f64>, MonitorError> {
        let is_reached = |(_, estimate): &&(f64, Estimate)| estimate.value >= probability;
        let Some(above) = curve.iter().position(|at| is_reached(&at)) else { return Ok(None) };
        let Some(below) = above.checked_sub(1) else { return Ok(Some(curve[above].0)) };
        let (mut low, mut high) = (curve[below].0, curve[above].0);
        for _ in 0..HALVINGS {
            let middle = 0.5 * (low + high);
            let reached = self.probability(instrument, middle)?.value >= probability;
            if reached { high = middle } else { low = middle }
        }
        Ok(Some(high))
    }
}
