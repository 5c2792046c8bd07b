//! The money that is looked for: whose it is, its path at factor one, and how far it may go.

use super::error::SolveError;
use super::goal::Goal;
use super::shape::PathShape;
use crate::model::Instrument;
use crate::scenario::{AmountPath, Measure, Target};
use crate::simulate::Experiment;

/// The most public money of a year that is looked at, as a share of baseline GDP. All R&D of the Netherlands is a tenth of it.
pub const MAX_SHARE_OF_GDP: f64 = 0.2;

/// Whose money is looked for, and how it lies over the years.
#[derive(Clone, Debug, Default)]
pub(super) struct MoneyAsked {
    /// An instrument beside the scenario; none for the measures with `solve = true`.
    pub(super) instrument: Option<Instrument>,
    /// The first year of an instrument's money.
    pub(super) from: Option<i32>,
    /// Left out: the shape of the measures, level for an instrument.
    pub(super) shape: Option<PathShape>,
}

/// The money at factor one.
#[derive(Clone, Debug)]
pub(super) struct Money {
    /// The scenario with it.
    pub(super) experiment: Experiment,
    pub(super) shape: PathShape,
    /// The first year with money.
    pub(super) first_year: i32,
    /// The year whose amount stands for the path.
    pub(super) amount_year: i32,
    /// Billion in that year, in prices of the results.
    pub(super) reference: f64,
    /// Where money of a year comes to [`MAX_SHARE_OF_GDP`].
    pub(super) max_factor: f64,
}

impl Money {
    /// Reads whose money is asked for out of the request and the scenario, and lays it along the years.
    pub(super) fn new(experiment: &Experiment, asked: &MoneyAsked, goal: &Goal) -> Result<Self, SolveError> {
        let scenario = &experiment.scenario;
        if let Some(target) = scenario.targets.first() {
            return Err(SolveError::Imposed { variable: "rd_intensity", from: target.from + 1 });
        }
        let own = scenario.measures.iter().find(|measure| measure.solve);
        let (shape, mut measures) = match (asked.instrument, own) {
            (Some(instrument), Some(measure)) => {
                return Err(SolveError::TwoAnswers { instrument, measure: measure.name.clone() });
            }
            (None, None) => return Err(SolveError::NothingToSolve),
            (Some(instrument), None) => {
                let mut measures = scenario.measures.clone();
                measures.push(new_measure(experiment, instrument, asked.from)?);
                (
                    asked.shape.filter(|shape| *shape != PathShape::AsGiven).unwrap_or(PathShape::Level),
                    measures,
                )
            }
            (None, Some(_)) => (asked.shape.unwrap_or(PathShape::AsGiven), scenario.measures.clone()),
        };
        for measure in measures.iter_mut().filter(|measure| measure.solve) {
            check_proportion(measure)?;
            *measure = shaped(measure, shape, goal)?;
        }
        Self::laid(experiment.with_measures(measures)?, shape, goal)
    }

    fn laid(experiment: Experiment, shape: PathShape, goal: &Goal) -> Result<Self, SolveError> {
        let money = solved_money(&experiment);
        let gdp = experiment.baseline.gdp();
        let share = |(money, gdp): (&f64, &f64)| money / gdp;
        let largest_share = money.iter().zip(gdp).map(share).fold(0.0, f64::max);
        let first = experiment.baseline.last_observation();
        let year_of = |place: usize| first + place as i32;
        let largest = money.iter().copied().fold(0.0, f64::max);
        let positive = money.iter().position(|money| *money > 0.0);
        let (Some(positive), true) = (positive, largest > 0.0) else {
            return Err(SolveError::Proportions { measure: names(&experiment), found: largest });
        };
        let first_year = year_of(positive);
        let last = experiment.baseline.horizon();
        // The amount of the year of the goal stands for the path, else the largest.
        let of_goal = goal.year.filter(|year| (first_year..=last).contains(year));
        if let (Some(year), None) = (goal.year, of_goal) {
            return Err(SolveError::Year { year, first: first_year, last });
        }
        let with_money = of_goal.filter(|year| money[(year - first) as usize] > 0.0);
        let at_largest = money.iter().position(|money| *money == largest).unwrap_or(positive);
        let amount_year = with_money.unwrap_or(year_of(at_largest));
        Ok(Self {
            reference: money[(amount_year - first) as usize],
            max_factor: MAX_SHARE_OF_GDP / largest_share,
            experiment,
            shape,
            first_year,
            amount_year,
        })
    }

    /// The scenario with the money of a factor: measures with amounts by year, which any run takes as they are.
    pub(super) fn at(&self, factor: f64) -> Result<Experiment, SolveError> {
        let scenario = &self.experiment.scenario;
        let years = self.experiment.baseline.years();
        let measure = |measure: &Measure| {
            let mut solved = measure.clone();
            if measure.solve {
                let last = measure.last_year(scenario.horizon);
                let amounts = years.iter().filter(|year| (measure.from..=last).contains(year));
                let amounts = amounts.map(|year| (year, factor * measure.amount_in(year))).collect();
                (solved.amount, solved.ramp_years) = (AmountPath::ByYear(amounts), 1);
            }
            solved
        };
        Ok(self.experiment.with_measures(scenario.measures.iter().map(measure).collect())?)
    }
}

/// The money of the measures that are solved for, by year of the results, billion.
pub(super) fn solved_money(experiment: &Experiment) -> Vec<f64> {
    let mut sum = vec![0.0; experiment.baseline.years.len() - 1];
    let solved = experiment.simulated_measures().into_iter().filter(|measure| measure.measure.solve);
    for money in solved.filter_map(|measure| measure.money) {
        sum.iter_mut().zip(money).for_each(|(sum, money)| *sum += money);
    }
    sum
}

fn names(experiment: &Experiment) -> String {
    let solved = experiment.scenario.measures.iter().filter(|measure| measure.solve);
    solved.map(|measure| measure.name.as_str()).collect::<Vec<_>>().join("\", \"")
}

/// A billion a year of an instrument beside the scenario.
fn new_measure(
    experiment: &Experiment,
    instrument: Instrument,
    from: Option<i32>,
) -> Result<Measure, SolveError> {
    if !instrument.is_rd() {
        return Err(SolveError::NoMoney { instrument });
    }
    let baseline = &experiment.baseline;
    let (first, last) = (baseline.last_observation() + 1, baseline.horizon());
    // As a target does it: the year after the last one that it leaves on the baseline.
    let default = (Target::new(0.0, 0, 0.0).from + 1).clamp(first, last);
    let from = from.unwrap_or(default);
    if !(first..=last).contains(&from) {
        return Err(SolveError::From { found: from, first, last });
    }
    Ok(Measure::new(instrument, experiment.unit_of_money(), 1.0, from).with_solve())
}

/// Amounts say proportions, so that none is negative and one is not zero.
fn check_proportion(measure: &Measure) -> Result<(), SolveError> {
    let lowest = match &measure.amount {
        AmountPath::Constant(amount) => *amount,
        AmountPath::ByYear(amounts) => amounts.values().copied().fold(0.0, f64::min),
    };
    let largest = measure.largest_amount();
    if lowest < 0.0 || largest <= 0.0 {
        let found = if lowest < 0.0 { lowest } else { largest };
        return Err(SolveError::Proportions { measure: measure.name.clone(), found });
    }
    Ok(())
}

/// The measure in another shape: its largest amount says the proportion.
fn shaped(measure: &Measure, shape: PathShape, goal: &Goal) -> Result<Measure, SolveError> {
    let mut shaped = measure.clone();
    if shape == PathShape::AsGiven {
        return Ok(shaped);
    }
    shaped.amount = AmountPath::Constant(measure.largest_amount());
    shaped.ramp_years = match (shape, goal.year) {
        (PathShape::Ramp, None) => return Err(SolveError::RampWithoutYear),
        (PathShape::Ramp, Some(year)) => u32::try_from(year - measure.from + 1).unwrap_or(1).max(1),
        _ => 1,
    };
    Ok(shaped)
}
