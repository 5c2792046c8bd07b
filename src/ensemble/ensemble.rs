//! The ensemble: baseline and scenario of every draw, by structure, and their statistics.
//!
//! Draw `i` is a function of the seed and `i` alone, so that the result does not depend on the number of threads.
//! Every structure runs on all draws; a mixture weights them, quantiles too.

use super::by_year::StatisticsByYear;
use super::drawn_as::DrawnAs;
use super::error::EnsembleError;
use super::kind::Kind;
use super::no_result::NoResult;
use super::pooling::{self, ByQuantity, Scope};
use super::quantity::Quantity;
use super::rows::Item;
use super::settings::Settings;
use super::structure_draws::StructureDraws;
use super::threads::Threads;
use super::tiles::Sampler;
use crate::data::Years;
use crate::model::Pair;
use crate::simulate::{Experiment, Variable, Year};
use crate::statistics::{Pooled, Statistics};
use crate::structures::{Channel, Structure};

/// All draws of an experiment.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Ensemble {
    /// The structures, with their draws where they are held.
    pub(crate) members: Vec<StructureDraws>,
    /// Whether this is the check run: one deterministic path, whose statistics are all the same.
    pub(crate) is_check_run: bool,
    /// The first of the years that are kept.
    first_year: i32,
    /// Whether there are statistics of each structure alone.
    pub(crate) by_structure: bool,
    /// What other ensembles share that are of the same draws.
    pub(crate) drawn_as: DrawnAs,
    /// Threads for what is made of the draws later.
    pub(crate) threads: Option<usize>,
    /// Whether this is a part of the draws, of which there are no statistics.
    is_batch: bool,
    /// The baseline of the variables whose baseline is the same in every draw.
    pub(crate) centre: Vec<Year<f64>>,
    statistics: ByQuantity,
}

impl Ensemble {
    /// Draws an ensemble.
    ///
    /// # Errors
    /// [`EnsembleError`].
    ///
    /// ```
    /// use kennis::{Economy, Ensemble, Experiment, Kind, ParameterSet, Scenario, Settings, Target, Variable};
    /// let scenario = Scenario::new("3% of GDP").with_target(Target::new(0.03, 2030, 0.4));
    /// let experiment = Experiment::new(&Economy::netherlands()?, scenario, ParameterSet::default())?;
    /// let ensemble = Ensemble::draw(&experiment, &Settings::default().with_draws(1000))?;
    /// let gdp = ensemble.statistics(Variable::Gdp, Kind::Deviation)?;
    /// let s = gdp.at(2060)?;
    /// println!("GDP in 2060: {:.1}% ({:.1} to {:.1})", s.p50, s.p05, s.p95);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn draw(experiment: &Experiment, settings: &Settings) -> Result<Self, EnsembleError> {
        Self::draw_with(experiment, settings, &mut |_, _| ())
    }

    /// As [`Self::draw`], telling `progress` as it goes how many draws are done and how many there are, on the
    /// calling thread.
    ///
    /// # Errors
    /// [`EnsembleError`].
    pub fn draw_with(
        experiment: &Experiment,
        settings: &Settings,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<Self, EnsembleError> {
        let sampler = Sampler::new(experiment, settings)?;
        let members = sampler.members();
        Self::of_members(&sampler, members, progress)
    }

    /// Draws an ensemble of a structure of the user's own, whatever structures the experiment names: its draws of the
    /// parameters are those that [`Ensemble::draw`] gives the structures of the crate under the same settings.
    ///
    /// # Errors
    /// [`EnsembleError`].
    pub fn draw_own<M: Structure>(
        structure: &M,
        experiment: &Experiment,
        settings: &Settings,
    ) -> Result<Self, EnsembleError> {
        let sampler = Sampler::for_own(experiment, settings)?;
        let own = sampler.own(structure);
        Self::of_members(&sampler, vec![own], &mut |_, _| ())
    }

    fn of_members(
        sampler: &Sampler<'_>,
        mut members: Vec<StructureDraws>,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<Self, EnsembleError> {
        let (settings, centre) = (sampler.settings, sampler.centre());
        let threads = Threads::new(settings.threads)?;
        let years = centre.len();
        let is_check_run = settings.draws == 0;
        let needed = sampler.bytes_per_draw(&members).saturating_mul(sampler.count() as u64);
        let hold = settings.hold_draws && needed <= settings.memory;
        let statistics = if hold || needed <= pooling::batch_bytes(settings) || is_check_run {
            members.iter_mut().try_for_each(|member| member.make_room(sampler.count()))?;
            sampler.fill(&mut members, 0, sampler.count(), &threads, progress);
            sampler.check_dropped(&members)?;
            pooling::held(&members, years, settings, &threads)
        } else {
            pooling::streamed(sampler, &mut members, years, settings, &threads, progress)?
        };
        Ok(Self::of_statistics(sampler, members, statistics, DrawnAs::new(sampler.experiment, settings)))
    }

    /// Of members that have been drawn, and the statistics of their draws.
    pub(super) fn of_statistics(
        sampler: &Sampler<'_>,
        members: Vec<StructureDraws>,
        statistics: ByQuantity,
        drawn_as: DrawnAs,
    ) -> Self {
        let settings = sampler.settings;
        Self {
            members,
            is_check_run: settings.draws == 0,
            first_year: sampler.first_year(),
            by_structure: settings.by_structure,
            drawn_as,
            threads: settings.threads,
            is_batch: false,
            centre: sampler.centre(),
            statistics,
        }
    }

    /// Runs the draws a batch at a time, in the order of their numbers, and lends each batch to `take` as an ensemble
    /// that holds its draws and has no statistics: all draws together need not fit in memory. What it says of draws that were
    /// dropped is of all so far.
    ///
    /// # Errors
    /// [`EnsembleError`], and what `take` returns, which ends the run.
    pub fn each_batch<E: From<EnsembleError>>(
        experiment: &Experiment,
        settings: &Settings,
        mut take: impl FnMut(&Self) -> Result<(), E>,
    ) -> Result<(), E> {
        let sampler = Sampler::new(experiment, settings)?;
        let threads = Threads::new(settings.threads)?;
        let mut batch = Self {
            members: sampler.members(),
            is_check_run: settings.draws == 0,
            first_year: sampler.first_year(),
            by_structure: false,
            drawn_as: DrawnAs::new(experiment, settings),
            threads: settings.threads,
            is_batch: true,
            centre: sampler.centre(),
            statistics: ByQuantity::new(),
        };
        let draws = sampler.batch(&batch.members, settings.memory / 16);
        batch.members.iter_mut().try_for_each(|member| member.make_room(draws))?;
        for start in (0..sampler.count()).step_by(draws) {
            batch.members.iter_mut().for_each(StructureDraws::forget);
            let end = sampler.count().min(start + draws);
            sampler.fill(&mut batch.members, start, end, &threads, &mut |_, _| ());
            batch.members.iter_mut().for_each(|member| member.kept = member.draws.len() as u64);
            take(&batch)?;
        }
        Ok(sampler.check_dropped(&batch.members)?)
    }

    /// The years that are kept: from the last observation, or [`Settings::first_year`], to the horizon.
    #[must_use]
    pub fn years(&self) -> Years {
        Years::new(self.first_year, self.first_year + self.centre.len() as i32 - 1)
    }

    /// Whether this is the check run: one deterministic path, whose statistics are all the same.
    #[must_use]
    pub fn is_check_run(&self) -> bool {
        self.is_check_run
    }

    /// The level of a baseline that is the same in every draw, in year number `year`.
    pub(crate) fn certain_baseline(&self, variable: Variable, year: usize) -> f64 {
        variable.levels(&self.centre[year]).baseline
    }

    /// Whether the draws are held: they were few, or fitted in [`Settings::memory`] and [`Settings::hold_draws`] was on.
    #[must_use]
    pub fn holds_draws(&self) -> bool {
        self.members.iter().all(|member| member.draws.len() as u64 == member.kept)
    }

    /// Statistics of a variable by year.
    ///
    /// # Errors
    /// [`NoResult`] says why there are none: the variable has no level, or was not kept.
    pub fn statistics(&self, variable: Variable, kind: Kind) -> Result<StatisticsByYear, NoResult> {
        self.statistics_in(Scope::Mixture, variable, kind)
    }

    pub(crate) fn statistics_in(
        &self,
        scope: Scope,
        variable: Variable,
        kind: Kind,
    ) -> Result<StatisticsByYear, NoResult> {
        if kind != Kind::Deviation && !variable.has_level() {
            return Err(NoResult::NoLevel { variable, kind });
        }
        self.has_statistics(scope)?;
        let scenario = self.of(scope, Quantity::Scenario(variable)).ok_or(NoResult::NotKept { variable })?;
        let by_year = |statistics| Ok(StatisticsByYear::new(self.first_year, statistics));
        if kind == Kind::Scenario || !variable.has_level() {
            return by_year(scenario.iter().map(Pooled::statistics).collect());
        }
        let uncertain = match kind {
            Kind::Baseline => self.of(scope, Quantity::Baseline(variable)),
            _ => self.of(scope, Quantity::Deviation(variable)),
        };
        if let Some(uncertain) = uncertain {
            return by_year(uncertain.iter().map(Pooled::statistics).collect());
        }
        let of_certain = |(year, scenario): (usize, &Pooled)| {
            let baseline = self.certain_baseline(variable, year);
            match kind {
                Kind::Baseline => Statistics::of(&[baseline]),
                // The deviation from a certain level is a line in the level.
                _ => {
                    let deviation = |scenario| variable.deviation(Pair { scenario, baseline });
                    scenario.of_map(deviation, variable.deviation_slope(baseline))
                }
            }
        };
        by_year(scenario.iter().enumerate().map(of_certain).collect())
    }

    /// The pooled values of a quantity by year.
    pub(super) fn of(&self, scope: Scope, quantity: Quantity) -> Option<&[Pooled]> {
        self.statistics
            .iter()
            .find(|(known, _)| *known == (scope, quantity))
            .map(|(_, years)| years.as_slice())
    }

    /// The channels that apply in any structure.
    #[must_use]
    pub fn channels(&self) -> Vec<Channel> {
        Channel::ALL
            .iter()
            .copied()
            .filter(|channel| {
                self.members.iter().any(|m| match channel {
                    Channel::ResearchPrice => m.layout.position(Item::PriceInGdp).is_some(),
                    other => m.channels.contains(other),
                })
            })
            .collect()
    }

    /// Statistics of a channel of log GDP by year, `100 ln`; zero in a structure in which it does not apply.
    ///
    /// # Errors
    /// [`NoResult::NoChannel`].
    pub fn gdp_channel(&self, channel: Channel) -> Result<StatisticsByYear, NoResult> {
        let quantity = match channel {
            Channel::ResearchPrice => Quantity::PriceInGdp,
            other => Quantity::Channel(other),
        };
        self.channel(channel, quantity)
    }

    /// Statistics of a channel of log productivity by year, `100 ln`.
    ///
    /// # Errors
    /// [`NoResult::NoChannel`], for one that does not act on productivity too.
    pub fn tfp_channel(&self, channel: Channel) -> Result<StatisticsByYear, NoResult> {
        let quantity = match channel {
            Channel::ResearchPrice => Quantity::PriceInTfp,
            other => Quantity::Channel(other),
        };
        if !channel.acts_on_tfp() {
            return Err(self.no_channel(channel));
        }
        self.channel(channel, quantity)
    }

    /// Whether there are statistics of the whole, or of one structure.
    pub(super) fn has_statistics(&self, scope: Scope) -> Result<(), NoResult> {
        match scope {
            _ if self.is_batch => Err(NoResult::Batch),
            Scope::Structure(_) if !self.by_structure => Err(NoResult::NotByStructure),
            _ => Ok(()),
        }
    }

    fn channel(&self, channel: Channel, quantity: Quantity) -> Result<StatisticsByYear, NoResult> {
        self.has_statistics(Scope::Mixture)?;
        let years = self.of(Scope::Mixture, quantity).ok_or_else(|| self.no_channel(channel))?;
        Ok(StatisticsByYear::new(self.first_year, years.iter().map(Pooled::statistics).collect()))
    }

    fn no_channel(&self, channel: Channel) -> NoResult {
        let known = self.channels().into_iter().map(Channel::name).collect::<Vec<_>>().join(", ");
        NoResult::NoChannel { channel, known }
    }
}
