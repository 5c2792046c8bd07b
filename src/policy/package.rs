//! A package: an experiment whose measures carry actions, and which of them are looked at.

use super::attribution::Attribution;
use super::drawing::draw;
use super::error::PackageError;
use super::outcomes::{FigurePlan, KEPT};
use crate::ensemble::{OutcomeSampler, Settings};
use crate::scenario::{ACTIONS, Measure};
use crate::simulate::Experiment;
use std::collections::BTreeSet;

/// A package of actions that is to be attributed. Measures that carry no action, targets and foreign R&D are in every subset.
///
/// ```
/// use kennis::policy::Package;
/// use kennis::{Economy, Experiment, Instrument, Measure, ParameterSet, Scenario, Settings, Unit, Variable};
/// let measure = |instrument, action| Measure::new(instrument, Unit::BnEur, 0.5, 2026).with_action(action);
/// let scenario = Scenario::new("two actions")
///     .with_horizon(2035)
///     .with_measure(measure(Instrument::InnovationProcurement, 1))
///     .with_measure(measure(Instrument::Valorisation, 5));
/// let experiment = Experiment::new(&Economy::netherlands()?, scenario, ParameterSet::default())?;
/// let attribution = Package::of(&experiment).run(&Settings::default().with_draws(64), &mut |_, _| ())?;
/// let mean = |action| Some(attribution.share(action, Variable::Gdp)?.statistics().mean);
/// let package = attribution.package(Variable::Gdp).map(|d| d.statistics().mean);
/// let sum = mean(1).zip(mean(5)).map(|(one, five)| one + five);
/// assert!(sum.zip(package).is_some_and(|(sum, package)| (sum - package).abs() < 1e-12));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Package<'e> {
    experiment: &'e Experiment,
    left_out: BTreeSet<u8>,
    year: Option<i32>,
}

impl<'e> Package<'e> {
    /// All actions of an experiment, in the last year.
    #[must_use]
    pub fn of(experiment: &'e Experiment) -> Self {
        Self { experiment, left_out: BTreeSet::new(), year: None }
    }

    /// Without the measures of all actions but these, as if the scenario did not hold them.
    #[must_use]
    pub fn only(mut self, actions: impl IntoIterator<Item = u8>) -> Self {
        let kept: BTreeSet<u8> = actions.into_iter().collect();
        self.left_out.extend(ACTIONS.filter(|action| !kept.contains(action)));
        self
    }

    /// Without the measures of these actions, as if the scenario did not hold them.
    #[must_use]
    pub fn without(mut self, actions: impl IntoIterator<Item = u8>) -> Self {
        self.left_out.extend(actions);
        self
    }

    /// The year whose outcomes are attributed; left out: the horizon.
    #[must_use]
    pub fn at(mut self, year: i32) -> Self {
        self.year = Some(year);
        self
    }

    /// Runs every subset of the actions that have measures, `2^n` of them, on the same draws. `progress` gets draws that are done,
    /// and how many there will be.
    ///
    /// # Errors
    /// [`PackageError`].
    pub fn run(
        &self,
        settings: &Settings,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<Attribution, PackageError> {
        let (first_year, horizon) =
            (self.experiment.baseline.years.first, self.experiment.baseline.horizon());
        let year = self.year.unwrap_or(horizon);
        if year <= first_year || year > horizon {
            return Err(PackageError::Year { found: year, first: first_year + 1, horizon });
        }
        let whole = self.kept_experiment()?;
        let actions = actions_of(&whole);
        let subsets = subsets(&whole, &actions, year)?;
        let plan = FigurePlan::new(actions.len(), first_year, (year - first_year) as usize);
        let sampler = OutcomeSampler::new(&subsets, &whole, &KEPT, settings)?;
        let drawn = draw(&sampler, &plan, settings, progress)?;
        let left_out = self.left_out.iter().copied().collect();
        Ok(Attribution {
            experiment: whole,
            settings: settings.clone(),
            year,
            actions,
            left_out,
            plan,
            drawn,
        })
    }

    /// The experiment without what is left out.
    fn kept_experiment(&self) -> Result<Experiment, PackageError> {
        let measures = &self.experiment.scenario.measures;
        let is_kept =
            |measure: &&Measure| measure.action.is_none_or(|action| !self.left_out.contains(&action));
        let kept: Vec<Measure> = measures.iter().filter(is_kept).cloned().collect();
        if kept.len() == measures.len() {
            return Ok(self.experiment.clone());
        }
        let experiment = self.experiment.with_some_measures(kept);
        experiment.map_err(|error| PackageError::Subset { actions: self.remaining(), error })
    }

    fn remaining(&self) -> Vec<u8> {
        actions_of(self.experiment).into_iter().filter(|action| !self.left_out.contains(action)).collect()
    }
}

/// The actions that have measures, in the order of their numbers. The others are null players: they change no subset.
fn actions_of(experiment: &Experiment) -> Vec<u8> {
    let actions: BTreeSet<u8> = experiment.scenario.measures.iter().filter_map(|one| one.action).collect();
    actions.into_iter().collect()
}

/// The experiment with the measures of each subset of the actions, by the number of the subset. Those of no action and of all run
/// to the horizon, for the course of the effect; the others no further than the year that is attributed.
fn subsets(whole: &Experiment, actions: &[u8], year: i32) -> Result<Vec<Experiment>, PackageError> {
    let all = (1_usize << actions.len()) - 1;
    let failed = |actions: Vec<u8>| move |error| PackageError::Subset { actions, error };
    let short = whole.until(year).map_err(failed(actions.to_vec()))?;
    let subset = |number: usize| {
        if number == all {
            return Ok(whole.clone());
        }
        let is_in =
            |action: &u8| actions.iter().position(|one| one == action).is_some_and(|i| number >> i & 1 == 1);
        let is_kept = |measure: &&Measure| measure.action.as_ref().is_none_or(is_in);
        let measures = whole.scenario.measures.iter().filter(is_kept).cloned().collect();
        let of = if number == 0 { whole } else { &short };
        of.with_some_measures(measures)
            .map_err(failed(actions.iter().copied().filter(|one| is_in(one)).collect()))
    };
    (0..=all).map(subset).collect()
}
