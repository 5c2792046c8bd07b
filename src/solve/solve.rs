//! The request for a solution, and how it is met.

use super::error::SolveError;
use super::goal::{Goal, GoalVariable};
use super::money::{MAX_SHARE_OF_GDP, Money, MoneyAsked};
use super::of_draws::{Draws, NEVER, Needed};
use super::question::{Model, Question};
use super::search::{OnGrid, gap_at};
use super::sense::Sense;
use super::shape::PathShape;
use super::solution::{Closest, NeededInStructure, NoAnswer, ProbabilityAt, Reached, Solution};
use crate::ensemble::{Ensemble, EnsembleError, Kind, RankedStatistics, Settings};
use crate::model::Instrument;
use crate::scenario::Measure;
use crate::simulate::{Experiment, Variable};
use crate::statistics::{DrawnDistribution, Estimate, Questions};

/// Step of the slope of the mean outcome, as a share of the amount.
const STEP: f64 = 1e-3;

/// Money that is looked for: of which goal, whose, and how it lies over the years.
///
/// ```
/// use kennis::solve::{Goal, PathShape, Solve};
/// use kennis::{Economy, Experiment, Instrument, ParameterSet, Scenario, Settings};
/// let scenario = Scenario::new("3% in 2030").with_horizon(2035);
/// let experiment = Experiment::new(&Economy::netherlands()?, scenario, ParameterSet::default())?;
/// let solution = Solve::of(&experiment, Goal::rd_intensity(0.03, 2030))
///     .instrument(Instrument::PublicResearch)
///     .path(PathShape::Level)
///     .run(&Settings::default().with_draws(100))?;
/// let amount = solution.amount.ok_or("no amount does")?;
/// println!("{:.1} bn EUR a year", amount.value);
/// # assert!(amount.value > 5.0 && amount.value < 25.0);
/// # assert!(solution.reached.is_some_and(|reached| (reached.value - 0.03).abs() < 1e-9));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
#[must_use = "a goal is solved for by `run`"]
pub struct Solve<'a> {
    experiment: &'a Experiment,
    goal: Goal,
    money: MoneyAsked,
    probability: Option<f64>,
}

impl<'a> Solve<'a> {
    /// For a goal, with the money of the measures that have `solve = true`, as they lie over the years, in the mean.
    pub fn of(experiment: &'a Experiment, goal: Goal) -> Self {
        Self { experiment, goal, money: MoneyAsked::default(), probability: None }
    }

    /// With money of an instrument beside what the scenario has.
    pub fn instrument(mut self, instrument: Instrument) -> Self {
        self.money.instrument = Some(instrument);
        self
    }

    /// The first year of the money of [`Self::instrument`]. Left out: the year after the last one that a target leaves on the
    /// baseline, 2026.
    pub fn from(mut self, year: i32) -> Self {
        self.money.from = Some(year);
        self
    }

    /// The shape of the path.
    pub fn path(mut self, shape: PathShape) -> Self {
        self.money.shape = Some(shape);
        self
    }

    /// The goal is to be reached with this probability, and not in the mean.
    pub fn probability(mut self, probability: f64) -> Self {
        self.probability = Some(probability);
        self
    }

    /// Solves for it.
    ///
    /// # Errors
    /// [`SolveError`].
    pub fn run(&self, settings: &Settings) -> Result<Solution, SolveError> {
        self.run_with(settings, &mut |_, _| ())
    }

    /// As [`Self::run`], telling `progress` how many draws have been solved by themselves and how many there are.
    ///
    /// # Errors
    /// [`SolveError`].
    pub fn run_with(
        &self,
        settings: &Settings,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<Solution, SolveError> {
        self.goal.check()?;
        self.check_probability(settings)?;
        let money = Money::new(self.experiment, &self.money, &self.goal)?;
        let model = Model::new(&money.experiment, &self.goal)?;
        let question = Question::new(&model, &self.goal, settings)?;
        let draws = Draws::new(&question, settings)?;
        let solving = Solving { solve: self, settings, money, question: &question, draws };
        solving.solution(progress)
    }

    fn check_probability(&self, settings: &Settings) -> Result<(), SolveError> {
        match self.probability {
            Some(found) if !(found > 0.0 && found < 1.0) => Err(SolveError::Probability { found }),
            Some(_) if settings.draws < 2 => {
                let expected = "at least 2 where a probability is asked for".to_owned();
                let found = settings.draws.to_string();
                Err(EnsembleError::Setting { setting: "draws", found, expected }.into())
            }
            _ => Ok(()),
        }
    }
}

/// A request that is being met.
struct Solving<'a> {
    solve: &'a Solve<'a>,
    settings: &'a Settings,
    money: Money,
    question: &'a Question<'a>,
    draws: Draws<'a>,
}

impl Solving<'_> {
    fn solution(self, progress: &mut dyn FnMut(u64, u64)) -> Result<Solution, SolveError> {
        let (goal, asked) = (self.solve.goal, self.solve.probability);
        let on_grid = OnGrid::new(&self.draws, self.question, self.money.max_factor)?;
        let sense = self.sense(&on_grid);
        let without = Some(on_grid.outcome(0)).filter(|value| value.is_finite());
        let (place, crossings) = sense.crossing(&on_grid.gaps, self.question.rounding);
        if place == Some(0) && sense == Sense::Least && asked.is_none() {
            return Err(self.already_reached(without));
        }
        let factor = match place {
            Some(place) if place > 0 => on_grid.root(place, &self.draws, self.question)?,
            _ => None,
        };
        let amount = factor.map(|factor| self.amount(factor)).transpose()?;
        let needed = self.needed(&on_grid, sense, progress)?;
        let of_probability = asked.map(|p| at_probability(&needed.pooled, sense, p));
        let for_probability = of_probability.flatten();
        if sense == Sense::Least && for_probability.is_some_and(|amount| amount.value <= 0.0) {
            return Err(self.already_reached(without));
        }
        let answer = if asked.is_some() { for_probability } else { amount };
        let answer = answer.map(|amount| amount.value).filter(|amount| *amount > 0.0);
        let reached = answer.map(|amount| self.reached(amount)).transpose()?;
        let ranked = self.ranked(&needed.pooled);
        let closest = match reached {
            Some(_) => None,
            None => {
                let why = self.no_answer(&on_grid, sense, for_probability);
                Some(self.closest(&on_grid, sense, why, &ranked)?)
            }
        };
        let structures = || self.question.sampler.structures();
        let in_structure = |((structure, weight), needed)| NeededInStructure {
            structure,
            weight,
            needed: self.ranked(needed),
        };
        Ok(Solution {
            settings: self.settings.clone(),
            kept: structures().map(|(name, _)| name).zip(needed.kept).collect(),
            goal,
            sense,
            shape: self.money.shape,
            probability_asked: asked,
            first_year: self.money.first_year,
            amount_year: self.money.amount_year,
            max_amount: on_grid.most() * self.money.reference,
            max_share_of_gdp: MAX_SHARE_OF_GDP * on_grid.most() / self.money.max_factor,
            ends_early: on_grid.ends_early,
            without,
            amount,
            amount_for_probability: for_probability,
            by_structure: structures().zip(&needed.by_structure).map(in_structure).collect(),
            curve: curve(&needed.pooled, sense),
            needed: ranked,
            reached,
            closest,
            crossed_again: needed.crossed_again,
            mean_crosses_again: crossings > 1,
            asked: self.money.experiment,
        })
    }

    /// Present values fall to a goal that they start on or above; all else has to come up to it.
    fn sense(&self, on_grid: &OnGrid) -> Sense {
        let of_year = self.solve.goal.variable.has_year();
        if of_year || on_grid.gaps[0] < -self.question.rounding { Sense::Least } else { Sense::Most }
    }

    fn already_reached(&self, without: Option<f64>) -> SolveError {
        SolveError::AlreadyReached {
            goal: self.solve.goal.to_string(),
            without: without.unwrap_or(f64::NAN),
            probability: self.solve.probability.is_some(),
        }
    }

    /// The amount of a factor, with the error that the mean outcome has there over its slope.
    fn amount(&self, factor: f64) -> Result<Estimate, SolveError> {
        let gap = |factor| gap_at(&self.draws, self.question, factor);
        let slope = (gap((1.0 + STEP) * factor)? - gap((1.0 - STEP) * factor)?) / (2.0 * STEP * factor);
        let error = self.draws.at(factor, false)?.mc_error_of_gap / slope.abs();
        let reference = self.money.reference;
        Ok(Estimate::new(factor * reference, error * reference))
    }

    fn needed(
        &self,
        on_grid: &OnGrid,
        sense: Sense,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<Needed, SolveError> {
        let probabilities = curve_probabilities().chain(self.solve.probability);
        let questions = Questions::default()
            .with_quantiles(probabilities.map(|p| quantile_of(sense, p)))
            .with_thresholds([NEVER / 2.0]);
        let of = (sense, self.money.reference);
        Ok(self.draws.needed(&on_grid.grid, of, &questions, progress)?)
    }

    fn ranked(&self, needed: &DrawnDistribution) -> RankedStatistics {
        let never = needed.probability_above(NEVER / 2.0).map_or(0.0, |share| share.value);
        let value = |amount: f64| Some(amount).filter(|amount| *amount < NEVER / 2.0);
        RankedStatistics::new(Some(needed.pooled()), value, never <= 0.0, 1.0 - never)
    }

    /// What an amount comes to.
    fn reached(&self, amount: f64) -> Result<Reached, SolveError> {
        let factor = amount / self.money.reference;
        let experiment = self.money.at(factor)?;
        let mut settings = self.settings.clone();
        settings.variables = vec![Variable::Gdp, Variable::RdTotal, Variable::RdIntensity];
        (settings.channels, settings.by_structure, settings.hold_draws) = (false, false, false);
        settings.first_year = None;
        let ensemble = Ensemble::draw(&experiment, &settings)?;
        let is_ratio = self.solve.goal.variable == GoalVariable::BenefitCostRatio;
        let outcome = self.draws.at(factor, is_ratio)?;
        let means = self.draws.means(&[factor])?;
        let rd_per_euro = self.extra_rd(&experiment, &ensemble).map(|rd| rd / amount);
        Ok(Reached {
            experiment,
            amount,
            value: means.first().map_or(f64::NAN, |means| means.a / means.b),
            outcome: outcome.outcome,
            probability: outcome.probability,
            ensemble,
            rd_per_euro,
        })
    }

    /// Extra R&D money in the year of the amount, where all of it comes from this money.
    fn extra_rd(&self, experiment: &Experiment, ensemble: &Ensemble) -> Option<f64> {
        let others = |measure: &Measure| !measure.solve;
        if experiment.scenario.measures.iter().any(others) {
            return None;
        }
        let mean = |kind| {
            let statistics = ensemble.statistics(Variable::RdTotal, kind).ok()?;
            statistics.at(self.money.amount_year).ok().map(|s| s.mean)
        };
        Some(mean(Kind::Scenario)? - mean(Kind::Baseline)?)
    }

    /// Why no amount answers. With a probability `for_probability` is the amount that it would take: none where so many draws have no
    /// limit, or never come to the goal; zero where too few hold with any money.
    fn no_answer(&self, on_grid: &OnGrid, sense: Sense, for_probability: Option<Estimate>) -> NoAnswer {
        let has_no_limit = match self.solve.probability {
            Some(_) => for_probability.is_none(),
            None if !on_grid.gaps[1].is_finite() => return NoAnswer::NotKnown,
            None => on_grid.gaps[1] >= 0.0,
        };
        if sense == Sense::Most && has_no_limit { NoAnswer::NoLimit } else { NoAnswer::NotReached }
    }

    /// How near the money comes: of a mean the nearest outcome on the grid, of a probability the highest there is.
    fn closest(
        &self,
        on_grid: &OnGrid,
        sense: Sense,
        why: NoAnswer,
        needed: &RankedStatistics,
    ) -> Result<Closest, SolveError> {
        let last = on_grid.grid.len() - 1;
        let place = match (why, sense, self.solve.probability) {
            (NoAnswer::NoLimit, _, _) | (_, Sense::Least, Some(_)) => last,
            (_, Sense::Least, None) => on_grid.nearest(self.solve.goal.value),
            // The most draws hold at the least money.
            (_, Sense::Most, _) => 1,
        };
        let probability = match (self.solve.probability, sense) {
            (None, _) => None,
            (Some(_), Sense::Least) => Some(needed.share_defined),
            (Some(_), Sense::Most) => Some(self.draws.at(on_grid.grid[place], false)?.probability.value),
        };
        Ok(Closest {
            amount: on_grid.grid[place] * self.money.reference,
            value: Some(on_grid.outcome(place)).filter(|value| value.is_finite()),
            probability,
            why,
        })
    }
}

/// Probabilities of the curve: 1, 5, 10 to 95, 99%.
fn curve_probabilities() -> impl Iterator<Item = f64> {
    std::iter::once(0.01).chain((1..20).map(|i| f64::from(i) / 20.0)).chain([0.99])
}

/// The share of the draws that need less than the amount that reaches a goal with a probability.
fn quantile_of(sense: Sense, probability: f64) -> f64 {
    match sense {
        Sense::Least => probability,
        Sense::Most => 1.0 - probability,
    }
}

fn at_probability(needed: &DrawnDistribution, sense: Sense, probability: f64) -> Option<Estimate> {
    let estimate = needed.quantile(quantile_of(sense, probability))?;
    let exists = |x: f64| x < NEVER / 1e9;
    // Beside draws that never come to the goal the quantile has no error that can be told.
    let mc_error = if exists(estimate.mc_error) { estimate.mc_error } else { f64::NAN };
    exists(estimate.value).then(|| Estimate::new(estimate.value, mc_error))
}

fn curve(needed: &DrawnDistribution, sense: Sense) -> Vec<ProbabilityAt> {
    let at = |probability| ProbabilityAt { probability, amount: at_probability(needed, sense, probability) };
    curve_probabilities().map(at).collect()
}
