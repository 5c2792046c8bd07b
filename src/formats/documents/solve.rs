//! The document `kennis.solve/1`.

use super::effect::EffectRecord;
use super::header::{DrawsMade, Header};
use super::parameters_changed::ParameterChange;
use super::ranked::{RankedRecord, WhyNone};
use super::record::record;
use super::simulated::MeasureRecord;
use super::values::{ByName, InPlace, Numbers, OrReason};
use crate::solve::{Closest, Goal, NeededInStructure, NoAnswer, ProbabilityAt, Reached, Sense, Solution};
use crate::statistics::Estimate;

const NOT_REACHED: &str = "no amount that was looked at reaches the goal: closest";
const NO_LIMIT: &str = "the goal still holds with all the money that was looked at: closest";
const NOT_KNOWN: &str = "some draw has no outcome with the least money that was looked at";
const NOT_ASKED: &str = "no probability was asked for";
const NO_RATIO: &str = "there are no costs to divide by";
const NO_ERROR: &str = "draws beside it never come to the goal";
const OTHERS: &str = "other measures add to R&D, too";
const NEEDED: WhyNone = WhyNone {
    moments: "some draws never come to the goal: they rank highest, and have no mean with the others",
    quantile: "the draws there never come to the goal with the money that was looked at",
    all: "no draw comes to the goal with the money that was looked at",
};
const ALLOWED: WhyNone = WhyNone {
    moments: "in some draws the goal still holds with all the money that was looked at: they rank highest, and have no mean with the others",
    quantile: "in the draws there the goal still holds with all the money that was looked at",
    all: "in every draw the goal still holds with all the money that was looked at",
};
const OUTCOME: WhyNone = WhyNone {
    moments: "a mean of ratios has no meaning: value is the ratio of the means",
    quantile: "the draws there have no costs",
    all: "no draw has costs",
};

record! {
    /// Result of `kennis solve`: the public money that a goal takes. Amounts are billion a year of the price base, in the
    /// amount_year. Keys may be added within a version. A value that does not exist is null, with KEY_reason beside it.
    pub struct SolveDocument {
        /// What every document starts with.
        #[cfg_attr(test, schemars(flatten))]
        pub header: InPlace<Header>,
        /// How draws were made.
        #[cfg_attr(test, schemars(flatten))]
        pub draws: InPlace<DrawsMade>,
        /// A deterministic run at the centres (--draws 0): a check on the arithmetic, never the central result.
        pub check_run: bool,
        /// Country, ISO 3166 alpha-3.
        pub country: String,
        /// Name of the scenario.
        pub scenario: String,
        /// Weights of the structures.
        pub structures: ByName<f64>,
        /// Parameters that differ from the defaults.
        pub parameters: Vec<ParameterChange>,
        /// The goal.
        pub target: GoalRecord,
        /// least: the least money that reaches it; most: the most at which it still holds.
        #[cfg_attr(test, schemars(extend("enum" = ["least", "most"])))]
        pub sense: &'static str,
        /// The instrument whose money it is; mix: several in fixed proportions.
        pub instrument: &'static str,
        /// The instruments, one a measure.
        pub instruments: Vec<&'static str>,
        /// The shape of the path.
        #[cfg_attr(test, schemars(extend("enum" = ["as_given", "level", "ramp"])))]
        pub path_shape: &'static str,
        /// Unit of amounts.
        pub unit: String,
        /// The first year with this money.
        pub first_year: i32,
        /// The year of the amounts.
        pub amount_year: i32,
        /// The most money that was looked at.
        pub max_amount: f64,
        /// The same as a share of GDP, in the year in which it is highest.
        pub max_share_of_gdp: f64,
        /// The outcome in the mean without this money, in the unit of the target.
        pub without: OrReason<f64>,
        /// The amount: value reaches the goal in the mean, the statistics are of what each draw would need.
        pub amount: AmountRecord,
        /// The amount that reaches the goal with the probability that was asked for.
        pub amount_for_probability: OrReason<f64>,
        /// Its Monte Carlo standard error.
        pub mc_error_amount_for_probability: OrReason<f64>,
        /// The probability that the goal is reached with the amount that was asked for.
        pub probability: OrReason<f64>,
        /// Its Monte Carlo standard error.
        pub mc_error_probability: OrReason<f64>,
        /// Probabilities with the amounts that reach the goal with them.
        pub probability_curve: Vec<CurvePoint>,
        /// What the draws of each structure would need.
        pub by_structure: Vec<StructureNeed>,
        /// Share of the draws whose outcome crosses the goal more than once as the money grows.
        pub share_crossing_again: f64,
        /// Money by year.
        pub path: OrReason<MoneyPath>,
        /// The outcome with that money.
        pub reached: OrReason<ReachedRecord>,
        /// How near the money comes; null where the goal is reached.
        pub closest: OrReason<ClosestRecord>,
        /// The years of the lists of measures and effect.
        pub years: Vec<i32>,
        /// The measures of the scenario with that money, as they are simulated; without an answer those that were asked.
        pub measures: Vec<MeasureRecord>,
        /// What stands beside the effect on GDP under that money.
        pub effect: OrReason<EffectRecord>,
    }
}

record! {
    /// A goal.
    pub struct GoalRecord {
        /// As it is written on the command line.
        pub text: String,
        /// What it is of.
        #[cfg_attr(test, schemars(extend("enum" = ["rd_intensity", "gdp", "npv", "benefit_cost_ratio"])))]
        pub variable: &'static str,
        /// Its value.
        pub value: f64,
        /// Unit of the value.
        pub unit: String,
        /// The year; left out for present values.
        pub year: Option<i32>,
        /// The probability that is asked for; left out: in the mean.
        pub probability: Option<f64>,
    }
}

record! {
    /// An amount of money.
    pub struct AmountRecord {
        /// The amount that reaches the goal in the mean.
        pub value: OrReason<f64>,
        /// Its Monte Carlo standard error.
        pub mc_error_value: OrReason<f64>,
        /// What each draw would need.
        #[cfg_attr(test, schemars(flatten))]
        pub needed: InPlace<RankedRecord>,
    }
}

record! {
    /// A probability, and the amount that reaches the goal with it.
    pub struct CurvePoint {
        /// The probability.
        pub probability: f64,
        /// The amount.
        pub amount: OrReason<f64>,
        /// Its Monte Carlo standard error.
        pub mc_error_amount: OrReason<f64>,
    }
}

record! {
    /// What the draws of a structure would need.
    pub struct StructureNeed {
        /// Name of the structure.
        pub structure: &'static str,
        /// In the mixture.
        #[cfg_attr(test, schemars(range(min = 0, max = 1)))]
        pub weight: f64,
        /// What its draws would need.
        pub amount: RankedRecord,
    }
}

record! {
    /// Money by year.
    pub struct MoneyPath {
        /// From the first year with money to the horizon.
        pub years: Vec<i32>,
        /// Money of the year.
        pub amount: Numbers,
        /// Money so far.
        pub cumulative: Numbers,
    }
}

record! {
    /// What the money comes to.
    pub struct ReachedRecord {
        /// The amount.
        pub amount: f64,
        /// The outcome in the mean, in the unit of the target; of a ratio the ratio of the means.
        pub value: f64,
        /// The outcome over the draws.
        #[cfg_attr(test, schemars(flatten))]
        pub outcome: InPlace<RankedRecord>,
        /// Money until the year of the goal, or the horizon.
        pub cumulative: f64,
        /// Extra R&D money of all funders over this money, of the means, in the year of the amount.
        pub rd_per_euro: OrReason<f64>,
    }
}

record! {
    /// How near the money comes.
    pub struct ClosestRecord {
        /// The amount.
        pub amount: f64,
        /// The outcome there in the mean, in the unit of the target.
        pub value: OrReason<f64>,
        /// Where a probability was asked for: the highest that any amount gives, or with no_limit the share that still holds.
        pub probability: Option<f64>,
        /// Why there is no amount.
        #[cfg_attr(test, schemars(extend("enum" = ["not_reached", "no_limit", "not_known"])))]
        pub why: &'static str,
    }
}

/// The document of a solution, as JSON. `command` is the command that reproduces it.
#[must_use]
pub fn solve_document(solution: &Solution, command: &str) -> SolveDocument {
    let experiment = solution.experiment();
    let baseline = experiment.baseline();
    let settings = solution.settings();
    let header =
        Header::of_draws("kennis.solve/1", experiment, settings, command).with_warnings(solution.warnings());
    let instruments = solution.instruments();
    let instrument = match instruments.as_slice() {
        [one] => one,
        [first, others @ ..] if others.iter().all(|other| other == first) => first,
        _ => "mix",
    };
    let reached = solution.reached.as_ref();
    let not_reached = not_reached(solution);
    let why = why(solution.sense);
    let for_probability = solution.amount_for_probability;
    let no_probability = if solution.probability_asked.is_some() { not_reached } else { NOT_ASKED };
    SolveDocument {
        header: InPlace(header),
        draws: InPlace(draws_made(solution)),
        check_run: settings.draws == 0,
        country: baseline.country.clone(),
        scenario: experiment.scenario().name.clone(),
        structures: experiment.structures().iter().map(|(name, weight)| (name.name(), *weight)).collect(),
        parameters: ParameterChange::all(experiment.parameters()),
        target: GoalRecord::new(solution.goal, solution.probability_asked, &baseline.currency_unit),
        sense: solution.sense.name(),
        instrument,
        instruments,
        path_shape: solution.shape.name(),
        unit: format!("{} a year", baseline.currency_unit),
        first_year: solution.first_year,
        amount_year: solution.amount_year,
        max_amount: solution.max_amount,
        max_share_of_gdp: solution.max_share_of_gdp,
        without: OrReason::new(solution.without, NO_RATIO),
        amount: AmountRecord::new(solution),
        amount_for_probability: OrReason::new(for_probability.map(|e| e.value), no_probability),
        mc_error_amount_for_probability: error(for_probability, no_probability),
        probability: OrReason::new(reached.map(|reached| reached.probability.value), not_reached),
        mc_error_probability: OrReason::new(reached.map(|reached| reached.probability.mc_error), not_reached),
        probability_curve: solution.curve.iter().map(|at| CurvePoint::new(at, why)).collect(),
        by_structure: solution.by_structure.iter().map(|of| StructureNeed::new(of, why)).collect(),
        share_crossing_again: solution.crossed_again,
        path: OrReason::new(reached.map(MoneyPath::new), not_reached),
        reached: OrReason::new(reached.map(|reached| ReachedRecord::new(reached, solution)), not_reached),
        closest: OrReason::new(solution.closest.as_ref().map(ClosestRecord::new), "the goal is reached"),
        years: experiment.baseline().years().iter().collect(),
        measures: MeasureRecord::all(experiment),
        effect: OrReason::new(reached.map(effect), not_reached),
    }
}

/// Why there is no answer.
fn not_reached(solution: &Solution) -> &'static str {
    match solution.no_answer() {
        Some(NoAnswer::NoLimit) => NO_LIMIT,
        Some(NoAnswer::NotKnown) => NOT_KNOWN,
        Some(NoAnswer::NotReached) | None => NOT_REACHED,
    }
}

/// Why a draw has no amount.
fn why(sense: Sense) -> WhyNone {
    match sense {
        Sense::Least => NEEDED,
        Sense::Most => ALLOWED,
    }
}

fn draws_made(solution: &Solution) -> DrawsMade {
    let settings = solution.settings();
    DrawsMade {
        seed: settings.seed,
        draws: settings.draws,
        draws_dropped: solution.dropped().collect(),
        draws_unstable: solution.unstable().collect(),
        layers: settings.layers_on(solution.experiment()),
        precision: None,
    }
}

/// The error of an amount, where it can be told.
fn error(amount: Option<Estimate>, none: &'static str) -> OrReason<f64> {
    let Some(amount) = amount else { return OrReason::Reason(none) };
    OrReason::new(Some(amount.mc_error).filter(|error| error.is_finite()), NO_ERROR)
}

fn effect(reached: &Reached) -> EffectRecord {
    let ensemble = &reached.ensemble;
    EffectRecord::new(ensemble.gdp_over_rd(), ensemble.peak_year(), ensemble.half_year())
}

impl GoalRecord {
    fn new(goal: Goal, probability: Option<f64>, currency: &str) -> Self {
        Self {
            text: goal.to_string(),
            variable: goal.variable.name(),
            value: goal.value,
            unit: goal.variable.unit(currency),
            year: goal.year,
            probability,
        }
    }
}

impl AmountRecord {
    fn new(solution: &Solution) -> Self {
        let (amount, met) = (solution.amount, solution.without.is_some_and(|w| w >= solution.goal.value));
        let none = match solution.sense {
            Sense::Least if met => "the mean reaches the goal without this money",
            _ => not_reached(solution),
        };
        Self {
            value: OrReason::new(amount.map(|amount| amount.value), none),
            mc_error_value: error(amount, none),
            needed: InPlace(RankedRecord::new(&solution.needed, why(solution.sense))),
        }
    }
}

impl CurvePoint {
    fn new(at: &ProbabilityAt, why: WhyNone) -> Self {
        Self {
            probability: at.probability,
            amount: OrReason::new(at.amount.map(|amount| amount.value), why.quantile),
            mc_error_amount: error(at.amount, why.quantile),
        }
    }
}

impl StructureNeed {
    fn new(of: &NeededInStructure, why: WhyNone) -> Self {
        Self { structure: of.structure, weight: of.weight, amount: RankedRecord::new(&of.needed, why) }
    }
}

impl MoneyPath {
    fn new(reached: &Reached) -> Self {
        let path = reached.path();
        let cumulative = path.iter().scan(0.0, |sum, (_, money)| {
            *sum += money;
            Some(*sum)
        });
        Self {
            years: path.iter().map(|(year, _)| *year).collect(),
            cumulative: cumulative.collect(),
            amount: path.iter().map(|(_, money)| *money).collect(),
        }
    }
}

impl ReachedRecord {
    fn new(reached: &Reached, solution: &Solution) -> Self {
        Self {
            amount: reached.amount,
            value: reached.value,
            outcome: InPlace(RankedRecord::new(&reached.outcome, OUTCOME)),
            cumulative: reached.cumulative(solution.last_year()),
            rd_per_euro: OrReason::new(reached.rd_per_euro, OTHERS),
        }
    }
}

impl ClosestRecord {
    fn new(closest: &Closest) -> Self {
        Self {
            amount: closest.amount,
            value: OrReason::new(closest.value, NO_RATIO),
            probability: closest.probability,
            why: closest.why.name(),
        }
    }
}
