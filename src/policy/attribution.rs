//! What each action of a package adds to its effect, draw by draw and pooled.

use super::drawing::Drawn;
use super::outcomes::{FigurePlan, NEVER, OUTCOMES, Of};
use crate::ensemble::{NoResult, RankedStatistics, Settings};
use crate::simulate::{Experiment, Variable};
use crate::statistics::DrawnDistribution;
use ndarray::ArrayView1;

/// What each action of a package adds to its effect on [`OUTCOMES`] in a year. The shares add up to the package draw by draw.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Attribution {
    /// What was run: the scenario without the measures of actions that were left out.
    pub experiment: Experiment,
    /// How the draws were made.
    pub settings: Settings,
    /// The year of the outcomes.
    pub year: i32,
    /// The actions that have measures, in the order of their numbers.
    pub actions: Vec<u8>,
    /// The actions that were left out, in the order of their numbers.
    pub left_out: Vec<u8>,
    pub(super) plan: FigurePlan,
    pub(super) drawn: Drawn,
}

impl Attribution {
    /// The Shapley share of an action in the effect of the package on an outcome, in the unit of its deviation. None of an action
    /// without a measure, which adds nothing, and of a variable that is none of [`OUTCOMES`].
    #[must_use]
    pub fn share(&self, action: u8, outcome: Variable) -> Option<&DrawnDistribution> {
        self.distribution(outcome, Of::Share(self.player(action)?))
    }

    /// The effect of all actions together: with all of them, less that with none. None where no measure carries an action.
    #[must_use]
    pub fn package(&self, outcome: Variable) -> Option<&DrawnDistribution> {
        self.distribution(outcome, Of::Package).filter(|_| !self.actions.is_empty())
    }

    /// The effect of what carries no action, which is in every subset. None where all measures carry one, and there is neither a
    /// target nor foreign R&D.
    #[must_use]
    pub fn others(&self, outcome: Variable) -> Option<&DrawnDistribution> {
        let scenario = self.experiment.scenario();
        let is_some = scenario.measures.iter().any(|measure| measure.action.is_none())
            || !scenario.targets.is_empty()
            || !scenario.foreign.is_empty();
        self.distribution(outcome, Of::Others).filter(|_| is_some)
    }

    /// What a reader should know where the money of the actions has ended before the year that is attributed: R&D is then
    /// back where it was, and its ratio to a larger GDP below.
    #[must_use]
    pub fn money_has_ended(&self) -> Option<String> {
        let of_actions = self.experiment.scenario.measures.iter().filter(|measure| measure.action.is_some());
        let in_rd = of_actions.filter(|measure| measure.instrument.is_rd());
        let last = in_rd.map(|measure| measure.until.unwrap_or(i32::MAX)).max()?;
        (last < self.year).then(|| {
            format!(
                "the money of the actions for R&D ends in {last}: R&D over GDP of {} is of a year without it, and lower where GDP is \
                 higher; --year {last} is the last year with it",
                self.year
            )
        })
    }

    /// The year up to the horizon in which what the package adds to GDP is largest, up or down. None where no measure carries an
    /// action.
    #[must_use]
    pub fn peak_year(&self) -> Option<RankedStatistics> {
        self.year_of_draw(self.plan.peak_year())
    }

    /// The first year after the peak in which it is at half of it or below. A draw in which the horizon comes first has none, and
    /// ranks latest.
    #[must_use]
    pub fn half_year(&self) -> Option<RankedStatistics> {
        self.year_of_draw(self.plan.half_year())
    }

    /// Names and weights of the structures.
    pub fn structures(&self) -> impl Iterator<Item = (&'static str, f64)> + '_ {
        self.drawn.structures.iter().map(|(name, weight, _)| (*name, *weight))
    }

    /// Draws that were dropped, by structure: one that is dropped in any subset is dropped in all.
    pub fn dropped(&self) -> impl Iterator<Item = (&'static str, u64)> + '_ {
        self.drawn.structures.iter().map(|(name, _, kept)| (*name, kept.dropped))
    }

    /// Draws in which a structure does not settle, by structure.
    pub fn unstable(&self) -> impl Iterator<Item = (&'static str, u64)> + '_ {
        self.drawn.structures.iter().map(|(name, _, kept)| (*name, kept.unstable))
    }

    /// The shares of an action by draw in one structure, of the draws that were kept: where they fit in memory.
    ///
    /// # Errors
    /// [`NoResult`]: no such structure, or the draws are not held. An action without a measure has no draws.
    pub fn draws_of_share(
        &self,
        structure: impl AsRef<str>,
        action: u8,
        outcome: Variable,
    ) -> Result<ArrayView1<'_, f64>, NoResult> {
        self.draws(structure.as_ref(), outcome, self.player(action).map(Of::Share))
    }

    /// The effect of the package by draw in one structure, of the draws that were kept: where they fit in memory.
    ///
    /// # Errors
    /// As [`Self::draws_of_share`].
    pub fn draws_of_package(
        &self,
        structure: impl AsRef<str>,
        outcome: Variable,
    ) -> Result<ArrayView1<'_, f64>, NoResult> {
        self.draws(structure.as_ref(), outcome, Some(Of::Package))
    }

    fn player(&self, action: u8) -> Option<usize> {
        self.actions.iter().position(|one| *one == action)
    }

    fn place(&self, outcome: Variable, of: Of) -> Option<usize> {
        let outcome = OUTCOMES.iter().position(|one| *one == outcome)?;
        Some(self.plan.place(outcome, of))
    }

    fn distribution(&self, outcome: Variable, of: Of) -> Option<&DrawnDistribution> {
        self.drawn.figures.get(self.place(outcome, of)?)
    }

    fn draws(
        &self,
        structure: &str,
        outcome: Variable,
        of: Option<Of>,
    ) -> Result<ArrayView1<'_, f64>, NoResult> {
        let names = || self.structures().map(|(name, _)| name);
        let position = names().position(|known| known == structure).ok_or_else(|| NoResult::NoStructure {
            structure: structure.to_owned(),
            known: names().collect::<Vec<_>>().join(", "),
        })?;
        let held = self.drawn.held.as_ref().ok_or(NoResult::NotHeld)?;
        let place = of.and_then(|of| self.place(outcome, of));
        let draws = place.and_then(|place| held[position].figures.get(place));
        Ok(ArrayView1::from(draws.map_or(&[][..], Vec::as_slice)))
    }

    fn year_of_draw(&self, place: usize) -> Option<RankedStatistics> {
        let pooled = self.drawn.figures.get(place).filter(|_| !self.actions.is_empty())?.pooled();
        let share = self.drawn.share_defined(place);
        let year = |value: f64| (value < NEVER).then_some(value);
        Some(RankedStatistics::new(Some(pooled), year, share == 1.0, share))
    }
}
