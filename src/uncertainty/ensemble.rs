//! The ensemble: baseline and scenario of every draw, by structure, and their statistics.
//!
//! Draw `i` is a function of the seed and `i` alone, so that the result does not depend on the number of threads.
//! Every structure runs on all draws; a mixture weights them, quantiles too.

use super::draw::DrawMaker;
use super::draws::SamplingPlan;
use super::kernel::Kernel;
use super::layers::Layers;
use super::record::{Item, Layout};
use super::sampler::Sampler;
use super::statistics::Statistics;
use crate::model::Pair;
use crate::parameters::{DependenceError, ParameterId};
use crate::scenario::StructureName;
use crate::simulate::{Experiment, Variable, Year};
use crate::structures::{ByStock, Channel, Structure};
use ndarray::{Array2, ArrayView2, s};
use thiserror::Error;

/// More dropped draws than this share fail the run.
const DROPPED_LIMIT: f64 = 0.05;

/// How an ensemble is drawn.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Settings {
    /// Number of draws; zero for the check run, one deterministic path at the centres.
    pub draws: u64,
    /// Seed of all random numbers.
    pub seed: u64,
    /// How draws fill the space of parameters.
    pub plan: SamplingPlan,
    /// First draw: with `draws = 1` one draw alone.
    pub first_draw: u64,
    /// Layers of uncertainty beside the parameters.
    pub layers: Layers,
    /// Threads; none for as many as the machine has.
    pub threads: Option<usize>,
    /// Variables that are kept.
    pub variables: Vec<Variable>,
    /// Whether the effect is split by channel, which costs a second run.
    pub channels: bool,
    /// Most bytes that the kept values may take.
    pub memory: u64,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            draws: 10_000,
            seed: 1,
            plan: SamplingPlan::Random,
            first_draw: 0,
            layers: Layers::default(),
            threads: None,
            variables: Variable::ALL.to_vec(),
            channels: true,
            memory: 4 << 30,
        }
    }
}

impl Settings {
    /// Names of the layers of uncertainty that are on, in `experiment`.
    #[must_use]
    pub fn layers_on(&self, experiment: &Experiment) -> Vec<&'static str> {
        if self.draws == 0 {
            return Vec::new();
        }
        let mut names = vec!["parameters", "effectiveness"];
        if experiment.structures.len() > 1 {
            names.push("structure");
        }
        let switches = [self.layers.breakthroughs, self.layers.baseline_level];
        names.extend(Layers::NAMES.iter().zip(switches).filter(|(_, on)| *on).map(|(name, _)| *name));
        names
    }
}

impl Settings {
    /// The parameters that vary, as they are in draw `i` of `experiment`, and the errors of the initial stocks
    /// (`ln S[0]`): all that repeats the draw, but for the shocks of layers.
    ///
    /// # Errors
    /// [`EnsembleError::Dependence`].
    pub fn draw_parameters(
        &self,
        experiment: &Experiment,
        i: u64,
    ) -> Result<Vec<(String, f64)>, EnsembleError> {
        let draw = DrawMaker::new(experiment, self)?.draw(i);
        let varying = ParameterId::all().filter(|id| !experiment.parameters.distribution(*id).is_fixed());
        let mut values: Vec<(String, f64)> =
            varying.map(|id| (id.name().to_owned(), draw.values[id])).collect();
        let error = draw.values[ParameterId::InitialStockError];
        values.push(("initial_stock_error_business".to_owned(), error * draw.initial.business));
        values.push(("initial_stock_error_public".to_owned(), error * draw.initial.public));
        Ok(values)
    }
}

/// Why an ensemble cannot be drawn.
#[derive(Clone, Debug, PartialEq, Error)]
#[non_exhaustive]
pub enum EnsembleError {
    /// Too many draws were dropped by rule or because they are not finite.
    #[error(
        "structure {structure}: {dropped} of {draws} draws were dropped ({not_finite} of them not finite), more than 5%: \
         the feedback of R&D that follows GDP is too strong under these parameters, or cuts leave too little R&D"
    )]
    Dropped {
        /// The structure.
        structure: &'static str,
        /// Draws that were dropped.
        dropped: u64,
        /// Draws that are not finite.
        not_finite: u64,
        /// All draws.
        draws: u64,
    },
    /// The values would not fit in the memory that was allowed.
    #[error(
        "{draws} draws keep {needed} bytes, {allowed} are allowed: fewer draws or variables, or more memory"
    )]
    Memory {
        /// All draws.
        draws: u64,
        /// Bytes needed.
        needed: u64,
        /// Bytes allowed.
        allowed: u64,
    },
    /// The dependence of parameters is not a correlation.
    #[error(transparent)]
    Dependence(#[from] DependenceError),
    /// Threads could not be started.
    #[error("cannot start {threads} threads: {reason}")]
    Threads {
        /// Threads asked for.
        threads: usize,
        /// What the system says.
        reason: String,
    },
}

/// Baseline, scenario, or the deviation of the scenario from the baseline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kind {
    /// Level of the baseline.
    Baseline,
    /// Level of the scenario.
    Scenario,
    /// Deviation of the scenario from the baseline.
    Deviation,
}

impl Kind {
    /// All kinds, in the order of the output.
    pub const ALL: [Self; 3] = [Self::Baseline, Self::Scenario, Self::Deviation];

    /// Name in output.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Baseline => "baseline",
            Self::Scenario => "scenario",
            Self::Deviation => "deviation",
        }
    }
}

/// A return on a stock, with the share of draws in which it exists.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct ReturnStatistics {
    /// Over the draws in which it exists; none where it exists in no draw.
    pub statistics: Option<Statistics>,
    /// Share of the draws (by weight) in which it exists.
    pub share_defined: f64,
}

/// The draws of one structure.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Member {
    /// Name of the structure.
    pub structure: &'static str,
    pub(crate) kernel: Kernel,
    /// Its weight; the weights of an ensemble sum to one.
    pub weight: f64,
    /// Draws that were dropped by rule, or because they are not finite.
    pub dropped: u64,
    /// Draws that are not finite, among the dropped.
    pub not_finite: u64,
    /// The draws that were kept.
    pub draws: Vec<u64>,
    pub(crate) channels: Vec<Channel>,
    pub(crate) layout: Layout,
    /// Rows by item and year, columns by draw; the first columns hold the draws that were kept.
    pub(crate) values: Array2<f64>,
    pub(crate) gross_returns: ByStock<Vec<f64>>,
    pub(crate) internal_rates: ByStock<Vec<Option<f64>>>,
}

impl Member {
    fn row(&self, item: Item, year: usize) -> Option<&[f64]> {
        let position = self.layout.position(item)?;
        let row = self.values.row(position * self.layout.years + year);
        row.to_slice().map(|row| &row[..self.draws.len()])
    }

    fn matrix(&self, item: Item) -> Option<ArrayView2<'_, f64>> {
        let first = self.layout.position(item)? * self.layout.years;
        Some(self.values.slice(s![first..first + self.layout.years, ..self.draws.len()]))
    }
}

/// All draws of an experiment.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Ensemble {
    /// The structures, with their draws.
    pub members: Vec<Member>,
    /// Whether this is the check run: one deterministic path, whose statistics are all the same.
    pub is_check_run: bool,
    /// The baseline of the variables whose baseline is the same in every draw.
    centre: Vec<Year<f64>>,
}

impl Ensemble {
    /// Draws an ensemble.
    ///
    /// # Errors
    /// [`EnsembleError`].
    ///
    /// ```
    /// use kennis::{Economy, Ensemble, Experiment, Kind, ParameterSet, Scenario, Settings, Target, Variable};
    /// let mut scenario = Scenario::new("3% of GDP");
    /// scenario.targets.push(Target::new(0.03, 2030, 0.4));
    /// let experiment = Experiment::new(&Economy::netherlands()?, scenario, ParameterSet::default())?;
    /// let mut settings = Settings::default();
    /// settings.draws = 1000;
    /// let ensemble = Ensemble::draw(&experiment, &settings)?;
    /// let gdp = ensemble.statistics(Variable::Gdp, Kind::Deviation).unwrap();
    /// println!("GDP in 2060: {:.1}% ({:.1} to {:.1})", gdp[37].p50, gdp[37].p05, gdp[37].p95);
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
        let member = |(structure, weight): &(StructureName, f64)| {
            let channels = experiment.channels(*structure);
            sampler.empty((structure.name(), Kernel::named(*structure)), *weight, channels)
        };
        Self::filled(&sampler, experiment.structures.iter().map(member).collect(), progress)
    }

    /// Draws an ensemble of a structure of the user's own, whatever structures the experiment names: its draws of the
    /// parameters are those that [`Ensemble::draw`] gives the structures of the crate under the same settings.
    ///
    /// # Errors
    /// [`EnsembleError`].
    pub fn draw_own<M: Structure>(
        experiment: &Experiment,
        settings: &Settings,
    ) -> Result<Self, EnsembleError> {
        let sampler = Sampler::new(experiment, settings)?;
        let channels = experiment.channels_beside(M::CHANNELS);
        let member = sampler.empty((M::NAME, Kernel::of::<M>()), 1.0, channels);
        Self::filled(&sampler, vec![member], &mut |_, _| ())
    }

    fn filled(
        sampler: &Sampler<'_>,
        mut members: Vec<Member>,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<Self, EnsembleError> {
        let (experiment, settings) = (sampler.experiment, sampler.settings);
        let needed: u64 =
            members.iter().map(|m| (m.layout.values_per_draw() * sampler.count()) as u64 * 8).sum();
        if needed > settings.memory {
            return Err(EnsembleError::Memory { draws: settings.draws, needed, allowed: settings.memory });
        }
        for member in &mut members {
            member.values = Array2::zeros((member.layout.values_per_draw(), sampler.count()));
        }
        sampler.fill(&mut members, progress)?;
        for member in &members {
            let share = member.dropped as f64 / sampler.count() as f64;
            if share > DROPPED_LIMIT {
                return Err(EnsembleError::Dropped {
                    structure: member.structure,
                    dropped: member.dropped,
                    not_finite: member.not_finite,
                    draws: sampler.count() as u64,
                });
            }
        }
        Ok(Self { members, is_check_run: settings.draws == 0, centre: experiment.at_centre() })
    }

    /// Number of years: from the last observation to the horizon.
    #[must_use]
    pub fn years(&self) -> usize {
        self.centre.len()
    }

    /// The values of a structure's draws, years by draws; none where the variable has no such level, the baseline is
    /// the same in every draw, or the variable was not kept.
    #[must_use]
    pub fn draws(&self, member: usize, variable: Variable, kind: Kind) -> Option<ArrayView2<'_, f64>> {
        let member = self.members.get(member)?;
        match kind {
            Kind::Baseline => member.matrix(Item::Baseline(variable)),
            Kind::Scenario => member.matrix(Item::Scenario(variable)),
            Kind::Deviation => None,
        }
    }

    /// Statistics of a variable by year; none where the variable has no level, or was not kept.
    #[must_use]
    pub fn statistics(&self, variable: Variable, kind: Kind) -> Option<Vec<Statistics>> {
        if kind != Kind::Deviation && !variable.has_level() {
            return None;
        }
        self.by_year(|member, year, out| self.values(member, variable, kind, year, out))
    }

    /// Statistics of a variable by year in one structure.
    #[must_use]
    pub fn member_statistics(
        &self,
        member: usize,
        variable: Variable,
        kind: Kind,
    ) -> Option<Vec<Statistics>> {
        if kind != Kind::Deviation && !variable.has_level() {
            return None;
        }
        let member = self.members.get(member)?;
        let mut buffer = Vec::new();
        (0..self.years())
            .map(|year| {
                buffer.clear();
                self.values(member, variable, kind, year, &mut buffer).then(|| Statistics::of(&buffer))
            })
            .collect()
    }

    /// The values of a variable in a year, one a draw. False where the variable was not kept.
    fn values(
        &self,
        member: &Member,
        variable: Variable,
        kind: Kind,
        year: usize,
        out: &mut Vec<f64>,
    ) -> bool {
        let certain = variable.levels(&self.centre[year]).baseline;
        let baseline = member.row(Item::Baseline(variable), year);
        let base = |i: usize| baseline.map_or(certain, |row| row[i]);
        let Some(scenario) = member.row(Item::Scenario(variable), year) else { return false };
        match kind {
            Kind::Baseline => out.extend((0..scenario.len()).map(base)),
            Kind::Scenario => out.extend_from_slice(scenario),
            Kind::Deviation => out.extend(
                scenario
                    .iter()
                    .enumerate()
                    .map(|(i, scenario)| variable.deviation(Pair { scenario: *scenario, baseline: base(i) })),
            ),
        }
        true
    }

    /// The channels that apply in any structure.
    #[must_use]
    pub fn channels(&self) -> Vec<Channel> {
        Channel::ALL
            .iter()
            .copied()
            .filter(|channel| {
                self.members.iter().any(|m| {
                    !m.channels.is_empty()
                        && (*channel == Channel::ResearchPrice || m.channels.contains(channel))
                })
            })
            .collect()
    }

    /// Statistics of a channel of log GDP by year, `100 ln`; zero in a structure in which it does not apply.
    #[must_use]
    pub fn gdp_channel(&self, channel: Channel) -> Option<Vec<Statistics>> {
        self.channel(channel, Item::LogGdp, Item::LogGdpWithoutPrice)
    }

    /// Statistics of a channel of log productivity by year, `100 ln`; none where it does not act on productivity.
    #[must_use]
    pub fn tfp_channel(&self, channel: Channel) -> Option<Vec<Statistics>> {
        channel.acts_on_tfp().then(|| self.channel(channel, Item::LogTfp, Item::LogTfpWithoutPrice)).flatten()
    }

    fn channel(&self, channel: Channel, with_price: Item, without_price: Item) -> Option<Vec<Statistics>> {
        self.by_year(|member, year, out| {
            if channel == Channel::ResearchPrice {
                let (Some(with), Some(without)) =
                    (member.row(with_price, year), member.row(without_price, year))
                else {
                    return false;
                };
                out.extend(with.iter().zip(without).map(|(with, without)| with - without));
            } else {
                match member.row(Item::Channel(channel), year) {
                    Some(row) => out.extend_from_slice(row),
                    None => out.extend(std::iter::repeat_n(0.0, member.draws.len())),
                }
            }
            true
        })
    }

    /// Statistics by year of the values that `fill` gives for each structure.
    fn by_year(&self, fill: impl Fn(&Member, usize, &mut Vec<f64>) -> bool) -> Option<Vec<Statistics>> {
        let mut buffers: Vec<Vec<f64>> = vec![Vec::new(); self.members.len()];
        (0..self.years())
            .map(|year| {
                for (member, buffer) in self.members.iter().zip(&mut buffers) {
                    buffer.clear();
                    if !fill(member, year, buffer) {
                        return None;
                    }
                }
                Some(self.pooled(&buffers))
            })
            .collect()
    }

    /// Statistics of the pooled values of the structures; of a check run their weighted mean.
    fn pooled(&self, values: &[Vec<f64>]) -> Statistics {
        if self.is_check_run {
            let mean: f64 =
                self.members.iter().zip(values).map(|(m, v)| m.weight * v.first().unwrap_or(&0.0)).sum();
            return Statistics::of(&[mean]);
        }
        if let [only] = values {
            return Statistics::of(only);
        }
        let groups: Vec<(f64, &[f64])> = self
            .members
            .iter()
            .zip(values)
            .map(|(member, values)| (member.weight, values.as_slice()))
            .collect();
        Statistics::of_mixture(&groups)
    }

    /// Implied gross return by stock.
    #[must_use]
    pub fn gross_return(&self, of: impl Fn(&ByStock<Vec<f64>>) -> &Vec<f64>) -> ReturnStatistics {
        self.returns(&self.members, |member| of(&member.gross_returns).clone())
    }

    /// Implied internal rate of return by stock, where it exists.
    #[must_use]
    pub fn internal_rate(
        &self,
        of: impl Fn(&ByStock<Vec<Option<f64>>>) -> &Vec<Option<f64>>,
    ) -> ReturnStatistics {
        self.returns(&self.members, |member| of(&member.internal_rates).iter().copied().flatten().collect())
    }

    /// Implied gross return by stock in one structure.
    #[must_use]
    pub fn member_gross_return(
        &self,
        member: usize,
        of: impl Fn(&ByStock<Vec<f64>>) -> &Vec<f64>,
    ) -> ReturnStatistics {
        self.returns(self.only(member), |member| of(&member.gross_returns).clone())
    }

    /// Implied internal rate of return by stock in one structure, where it exists.
    #[must_use]
    pub fn member_internal_rate(
        &self,
        member: usize,
        of: impl Fn(&ByStock<Vec<Option<f64>>>) -> &Vec<Option<f64>>,
    ) -> ReturnStatistics {
        self.returns(self.only(member), |member| {
            of(&member.internal_rates).iter().copied().flatten().collect()
        })
    }

    fn only(&self, member: usize) -> &[Member] {
        self.members.get(member..=member).unwrap_or_default()
    }

    fn returns(&self, members: &[Member], values: impl Fn(&Member) -> Vec<f64>) -> ReturnStatistics {
        // A structure that is looked at alone counts whole, whatever its weight in the mixture.
        let weight = |m: &Member| if members.len() == 1 { 1.0 } else { m.weight };
        let members: Vec<&Member> = members.iter().filter(|m| weight(m) > 0.0).collect();
        let groups: Vec<Vec<f64>> = members.iter().map(|m| values(m)).collect();
        let share = |m: &Member, v: &Vec<f64>| weight(m) * v.len() as f64 / m.draws.len().max(1) as f64;
        let share_defined: f64 = members.iter().zip(&groups).map(|(m, v)| share(m, v)).sum();
        if groups.iter().all(Vec::is_empty) {
            return ReturnStatistics { statistics: None, share_defined };
        }
        let mut weighted: Vec<(f64, &[f64])> = members
            .iter()
            .zip(&groups)
            .filter(|(_, values)| !values.is_empty())
            .map(|(m, values)| (share(m, values), values.as_slice()))
            .collect();
        let sum: f64 = weighted.iter().map(|(weight, _)| weight).sum();
        for (weight, _) in &mut weighted {
            *weight /= sum;
        }
        let statistics = if self.is_check_run {
            let mean = weighted.iter().map(|(weight, values)| weight * values[0]).sum();
            Statistics::of(&[mean])
        } else {
            Statistics::of_mixture(&weighted)
        };
        ReturnStatistics { statistics: Some(statistics), share_defined }
    }
}
