//! What solving for a goal gives.

use super::goal::Goal;
use super::money::solved_money;
use super::sense::Sense;
use super::shape::PathShape;
use crate::ensemble::{Ensemble, Kept, RankedStatistics, Settings};
use crate::names::named;
use crate::simulate::Experiment;
use crate::statistics::Estimate;

/// The money that a goal takes, or how near money comes to it. Amounts are billion a year, in the year [`Self::amount_year`]
/// and in prices of the results.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Solution {
    /// The scenario with the money of one billion or of its own amounts: whose money is looked for.
    pub(crate) asked: Experiment,
    /// How the draws were made.
    pub(crate) settings: Settings,
    /// What became of the draws, by structure.
    pub(crate) kept: Vec<(&'static str, Kept)>,
    /// The goal.
    pub goal: Goal,
    /// Whether an amount is the least that reaches it, or the most at which it holds.
    pub sense: Sense,
    /// The shape of the path.
    pub shape: PathShape,
    /// The probability that was asked for; none: in the mean.
    pub probability_asked: Option<f64>,
    /// The first year with this money.
    pub first_year: i32,
    /// The year of the amounts: that of the goal, or the one with most money.
    pub amount_year: i32,
    /// The most money that was looked at.
    pub max_amount: f64,
    /// The same as a share of GDP, in the year in which it is highest.
    pub max_share_of_gdp: f64,
    /// Whether more was not looked at because some draw has no outcome beyond it.
    pub ends_early: bool,
    /// The outcome in the mean without this money; none for a ratio where there are no costs.
    pub without: Option<f64>,
    /// The amount that reaches the goal in the mean, with its Monte Carlo error; none where none does.
    pub amount: Option<Estimate>,
    /// The amount that reaches it with the probability that was asked for; none where none does, or none was asked for.
    pub amount_for_probability: Option<Estimate>,
    /// What each draw would need: a draw that never comes to the goal ranks highest.
    pub needed: RankedStatistics,
    /// The same in each structure alone.
    pub by_structure: Vec<NeededInStructure>,
    /// Probabilities with the amounts that reach them, in the order of the probabilities.
    pub curve: Vec<ProbabilityAt>,
    /// What the amount that was asked for comes to; none where there is none.
    pub reached: Option<Reached>,
    /// How near the money comes where the goal is not reached; of a present value that no money takes down to its goal, the most
    /// that was looked at.
    pub closest: Option<Closest>,
    /// Share of the draws whose outcome crosses the goal more than once as the money grows; their first crossing counts.
    pub crossed_again: f64,
    /// Whether the mean does.
    pub mean_crosses_again: bool,
}

/// What the draws of one structure would need.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct NeededInStructure {
    /// Name of the structure.
    pub structure: &'static str,
    /// Its weight.
    pub weight: f64,
    /// What its draws would need.
    pub needed: RankedStatistics,
}

/// A probability, and the amount that reaches the goal with it.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct ProbabilityAt {
    /// The probability.
    pub probability: f64,
    /// The amount, with an error where the draws beside it have amounts too; none where no amount that was looked at does.
    pub amount: Option<Estimate>,
}

/// What an amount comes to.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Reached {
    /// The scenario with it: measures with amounts by year, which any run takes as they are.
    pub experiment: Experiment,
    /// The amount.
    pub amount: f64,
    /// The outcome in the mean; of a ratio the ratio of the means.
    pub value: f64,
    /// The outcome over the draws.
    pub outcome: RankedStatistics,
    /// The probability that the goal is reached.
    pub probability: Estimate,
    /// GDP, R&D and R&D over GDP under it, to the horizon.
    pub ensemble: Ensemble,
    /// Extra R&D money of all funders in the year of the amount over public money, of the means; none beside other measures.
    pub rd_per_euro: Option<f64>,
}

impl Reached {
    /// Years and money, billion in prices of the results, from the first year with money to the horizon.
    #[must_use]
    pub fn path(&self) -> Vec<(i32, f64)> {
        let years = self.experiment.baseline().years().iter();
        years.zip(solved_money(&self.experiment)).skip_while(|(_, money)| *money == 0.0).collect()
    }

    /// Money of all years until one, billion.
    #[must_use]
    pub fn cumulative(&self, until: i32) -> f64 {
        self.path().iter().filter(|(year, _)| *year <= until).map(|(_, money)| money).sum()
    }
}

/// How near the money comes to a goal that it does not reach.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Closest {
    /// The amount that comes nearest, of those that were looked at.
    pub amount: f64,
    /// The outcome there in the mean; none for a ratio where there are no costs.
    pub value: Option<f64>,
    /// Where a probability was asked for: the highest that any amount gives; where the goal still holds with enough of the draws at
    /// all the money that was looked at, the share of them.
    pub probability: Option<f64>,
    /// Why there is no amount.
    pub why: NoAnswer,
}

named! {
    /// Why a goal has no amount.
    NoAnswer {
        /// No amount that was looked at reaches the goal.
        NotReached = "not_reached",
        /// The goal still holds with all the money that was looked at.
        NoLimit = "no_limit",
        /// Some draw has no outcome with the least money that was looked at, so that there is no mean.
        NotKnown = "not_known",
    }
}

impl Solution {
    /// Why there is no amount; none where there is one.
    #[must_use]
    pub fn no_answer(&self) -> Option<NoAnswer> {
        self.closest.map(|closest| closest.why)
    }

    /// The scenario with the money, at the answer or as it was asked.
    #[must_use]
    pub fn experiment(&self) -> &Experiment {
        self.reached.as_ref().map_or(&self.asked, |reached| &reached.experiment)
    }

    /// How the draws were made.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The instruments whose money was looked for, in the order of the measures.
    #[must_use]
    pub fn instruments(&self) -> Vec<&'static str> {
        let solved = self.asked.scenario.measures.iter().filter(|measure| measure.solve);
        solved.map(|measure| measure.instrument.name()).collect()
    }

    /// The last year that counts for the goal: its own, or the horizon.
    #[must_use]
    pub fn last_year(&self) -> i32 {
        self.goal.year.unwrap_or(self.asked.baseline.horizon())
    }

    /// What a reader should know.
    #[must_use]
    pub fn warnings(&self) -> Vec<String> {
        let mut warnings: Vec<String> = match &self.reached {
            Some(reached) => reached.experiment.warnings().to_vec(),
            None => Vec::new(),
        };
        warnings.extend(self.settings.few_draws_warning());
        if self.mean_crosses_again {
            warnings.push(
                "the mean outcome crosses the goal more than once as the money grows: the answer is the first crossing"
                    .to_owned(),
            );
        }
        if self.crossed_again > 0.0 {
            warnings.push(format!(
                "in {:.1}% of the draws the outcome crosses the goal more than once as the money grows: the first crossing \
                 counts, and the probability at an amount may be below that of the curve",
                100.0 * self.crossed_again
            ));
        }
        if self.ends_early {
            warnings.push(format!(
                "beyond {:.1} billion a year some draw has no outcome, so that the mean there is not known: more money was not looked at",
                self.max_amount
            ));
        }
        warnings
    }

    /// Draws that were dropped by rule or because they are not finite, by structure.
    pub fn dropped(&self) -> impl Iterator<Item = (&'static str, u64)> + '_ {
        self.kept.iter().map(|(name, kept)| (*name, kept.dropped))
    }

    /// Draws in which a structure does not settle.
    pub fn unstable(&self) -> impl Iterator<Item = (&'static str, u64)> + '_ {
        self.kept.iter().map(|(name, kept)| (*name, kept.unstable))
    }
}
