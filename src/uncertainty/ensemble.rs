//! The ensemble: baseline and scenario of every draw, by structure, and their statistics.
//!
//! Draw `i` is a function of the seed and `i` alone, so that the result does not depend on the number of threads.
//! Every structure runs on all draws; a mixture weights them, quantiles too.

use super::draws::{DIMENSIONS, Draws, SamplingPlan};
use super::kernel::{Group, Summary, run_group, run_one};
use super::record::{Block, Item, Layout};
use super::statistics::Statistics;
use crate::model::{Gestation, Pair};
use crate::parameters::{Dependence, DependenceError, PARAMETER_COUNT, ParameterId, ParameterSet, ParameterValues};
use crate::scalar::{LANES, Lanes, Scalar};
use crate::scenario::StructureName;
use crate::simulate::{Experiment, Shocks, Variable, Year, internal_rate_of_return};
use crate::structures::{ByStock, Channel};
use ndarray::{Array2, ArrayView2, s};
use thiserror::Error;

/// Draws that go through the machine together: a multiple of the lanes.
const TILE: usize = 128;
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
            threads: None,
            variables: Variable::ALL.to_vec(),
            channels: true,
            memory: 4 << 30,
        }
    }
}

impl Settings {
    /// The layers of uncertainty that are on.
    #[must_use]
    pub fn layers(&self) -> Vec<&'static str> {
        if self.draws == 0 { Vec::new() } else { vec!["parameters"] }
    }
}

/// Why an ensemble cannot be drawn.
#[derive(Clone, Debug, PartialEq, Error)]
#[non_exhaustive]
pub enum EnsembleError {
    /// Too many draws were dropped by rule or because they are not finite.
    #[error(
        "structure {structure}: {dropped} of {draws} draws were dropped ({not_finite} of them not finite), more than 5%: \
         the feedback of R&D that follows GDP is too strong under these parameters"
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
    #[error("{draws} draws keep {needed} bytes, {allowed} are allowed: fewer draws or variables, or more memory")]
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
    /// The structure.
    pub structure: StructureName,
    /// Its weight; the weights of an ensemble sum to one.
    pub weight: f64,
    /// Draws that were dropped by rule, or because they are not finite.
    pub dropped: u64,
    /// Draws that are not finite, among the dropped.
    pub not_finite: u64,
    /// The draws that were kept.
    pub draws: Vec<u64>,
    channels: Vec<Channel>,
    layout: Layout,
    /// Rows by item and year, columns by draw; the first columns hold the draws that were kept.
    values: Array2<f64>,
    gross_returns: ByStock<Vec<f64>>,
    internal_rates: ByStock<Vec<Option<f64>>>,
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
        let sampler = Sampler::new(experiment, settings)?;
        let mut members: Vec<Member> = Vec::with_capacity(experiment.structures.len());
        for (structure, weight) in &experiment.structures {
            members.push(sampler.empty(*structure, *weight));
        }
        let needed: u64 = members.iter().map(|m| m.values.len() as u64 * 8).sum();
        if needed > settings.memory {
            return Err(EnsembleError::Memory { draws: settings.draws, needed, allowed: settings.memory });
        }
        for member in &mut members {
            member.values = Array2::zeros((member.layout.values_per_draw(), sampler.count()));
        }
        sampler.fill(&mut members)?;
        for member in &members {
            let share = member.dropped as f64 / sampler.count() as f64;
            if share > DROPPED_LIMIT {
                return Err(EnsembleError::Dropped {
                    structure: member.structure.name(),
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
    pub fn member_statistics(&self, member: usize, variable: Variable, kind: Kind) -> Option<Vec<Statistics>> {
        if kind != Kind::Deviation && !variable.has_level() {
            return None;
        }
        let member = self.members.get(member)?;
        let mut buffer = Vec::new();
        (0..self.years())
            .map(|year| {
                buffer.clear();
                self.values(member, variable, kind, year, &mut buffer).then(|| Statistics::of(&mut buffer))
            })
            .collect()
    }

    /// The values of a variable in a year, one a draw. False where the variable was not kept.
    fn values(&self, member: &Member, variable: Variable, kind: Kind, year: usize, out: &mut Vec<f64>) -> bool {
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
                    !m.channels.is_empty() && (*channel == Channel::ResearchPrice || m.channels.contains(channel))
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
                let (Some(with), Some(without)) = (member.row(with_price, year), member.row(without_price, year)) else {
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
                Some(self.pooled(&mut buffers))
            })
            .collect()
    }

    /// Statistics of the pooled values of the structures; of a check run their weighted mean.
    fn pooled(&self, values: &mut [Vec<f64>]) -> Statistics {
        if self.is_check_run {
            let mean: f64 = self.members.iter().zip(values.iter()).map(|(m, v)| m.weight * v.first().unwrap_or(&0.0)).sum();
            return Statistics::of(&mut [mean]);
        }
        if let [only] = values {
            return Statistics::of(only);
        }
        let mut groups: Vec<(f64, &mut [f64])> =
            self.members.iter().zip(values).map(|(member, values)| (member.weight, values.as_mut_slice())).collect();
        Statistics::of_mixture(&mut groups)
    }

    /// Implied gross return by stock.
    #[must_use]
    pub fn gross_return(&self, of: impl Fn(&ByStock<Vec<f64>>) -> &Vec<f64>) -> ReturnStatistics {
        self.returns(|member| of(&member.gross_returns).clone())
    }

    /// Implied internal rate of return by stock, where it exists.
    #[must_use]
    pub fn internal_rate(&self, of: impl Fn(&ByStock<Vec<Option<f64>>>) -> &Vec<Option<f64>>) -> ReturnStatistics {
        self.returns(|member| of(&member.internal_rates).iter().copied().flatten().collect())
    }

    fn returns(&self, values: impl Fn(&Member) -> Vec<f64>) -> ReturnStatistics {
        let mut groups: Vec<Vec<f64>> = self.members.iter().map(values).collect();
        let share = |m: &Member, v: &Vec<f64>| m.weight * v.len() as f64 / m.draws.len().max(1) as f64;
        let share_defined: f64 = self.members.iter().zip(&groups).map(|(m, v)| share(m, v)).sum();
        if groups.iter().all(Vec::is_empty) {
            return ReturnStatistics { statistics: None, share_defined };
        }
        let mut weighted: Vec<(f64, &mut [f64])> = self
            .members
            .iter()
            .zip(&mut groups)
            .filter(|(_, values)| !values.is_empty())
            .map(|(m, values)| (m.weight * values.len() as f64 / m.draws.len().max(1) as f64, values.as_mut_slice()))
            .collect();
        let sum: f64 = weighted.iter().map(|(weight, _)| weight).sum();
        for (weight, _) in &mut weighted {
            *weight /= sum;
        }
        let statistics = if self.is_check_run {
            let mean = weighted.iter().map(|(weight, values)| weight * values[0]).sum();
            Statistics::of(&mut [mean])
        } else {
            Statistics::of_mixture(&mut weighted)
        };
        ReturnStatistics { statistics: Some(statistics), share_defined }
    }
}

/// Makes draws and runs them, a tile at a time.
struct Sampler<'a> {
    experiment: &'a Experiment,
    settings: &'a Settings,
    draws: Draws,
    dependence: Dependence,
}

/// What a tile of draws came to in one structure.
struct TileResult {
    block: Block,
    /// By draw: whether it is kept, and whether it is finite.
    kept: Vec<(bool, bool)>,
    gross: Option<ByStock<Vec<f64>>>,
    /// Depreciation and gestation by draw, for the internal rates.
    gestation: ByStock<Vec<Gestation<f64>>>,
}

impl<'a> Sampler<'a> {
    fn new(experiment: &'a Experiment, settings: &'a Settings) -> Result<Self, EnsembleError> {
        Ok(Self {
            experiment,
            settings,
            draws: Draws { seed: settings.seed, plan: settings.plan },
            dependence: Dependence::default(),
        })
    }

    /// Number of draws; the check run counts as one.
    fn count(&self) -> usize {
        usize::try_from(self.settings.draws.max(1)).unwrap_or(usize::MAX)
    }

    fn empty(&self, structure: StructureName, weight: f64) -> Member {
        let channels = if self.settings.channels { self.experiment.channels(structure) } else { Vec::new() };
        let layout = Layout::new(self.experiment, &self.settings.variables, &channels, false);
        Member {
            structure,
            weight,
            dropped: 0,
            not_finite: 0,
            draws: Vec::new(),
            channels,
            values: Array2::zeros((0, 0)),
            layout,
            gross_returns: ByStock { business: Vec::new(), public: Vec::new() },
            internal_rates: ByStock { business: Vec::new(), public: Vec::new() },
        }
    }

    fn fill(&self, members: &mut [Member]) -> Result<(), EnsembleError> {
        let tiles: Vec<(u64, usize)> = (0..self.count())
            .step_by(TILE)
            .map(|start| (self.settings.first_draw + start as u64, TILE.min(self.count() - start)))
            .collect();
        let layouts: Vec<(StructureName, Layout)> = members.iter().map(|m| (m.structure, m.layout.clone())).collect();
        self.over_tiles(&tiles, &layouts, |(first, _), results| {
            for (member, result) in members.iter_mut().zip(results) {
                append(member, first, result);
            }
        })
    }

    #[cfg(feature = "parallel")]
    fn over_tiles(
        &self,
        tiles: &[(u64, usize)],
        layouts: &[(StructureName, Layout)],
        mut append: impl FnMut((u64, usize), Vec<TileResult>),
    ) -> Result<(), EnsembleError> {
        use rayon::prelude::*;
        let threads = self.settings.threads.unwrap_or(0);
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .map_err(|error| EnsembleError::Threads { threads, reason: error.to_string() })?;
        // A batch at a time, so that results that wait to be appended stay few.
        for batch in tiles.chunks(4 * pool.current_num_threads()) {
            let results: Vec<Vec<TileResult>> =
                pool.install(|| batch.par_iter().map(|tile| self.tile(*tile, layouts)).collect());
            for (tile, result) in batch.iter().zip(results) {
                append(*tile, result);
            }
        }
        Ok(())
    }

    #[cfg(not(feature = "parallel"))]
    fn over_tiles(
        &self,
        tiles: &[(u64, usize)],
        layouts: &[(StructureName, Layout)],
        mut append: impl FnMut((u64, usize), Vec<TileResult>),
    ) -> Result<(), EnsembleError> {
        for tile in tiles {
            append(*tile, self.tile(*tile, layouts));
        }
        Ok(())
    }

    /// Runs the draws of a tile in every structure.
    fn tile(&self, (first, width): (u64, usize), layouts: &[(StructureName, Layout)]) -> Vec<TileResult> {
        let mut results: Vec<TileResult> =
            layouts.iter().map(|(_, layout)| TileResult::new(layout, width)).collect();
        let mut column = 0;
        while column < width {
            if width - column >= LANES {
                self.lanes(first, column, layouts, &mut results);
                column += LANES;
            } else {
                self.single(first, column, layouts, &mut results);
                column += 1;
            }
        }
        for result in &mut results {
            result.find_not_finite();
        }
        results
    }

    fn lanes(&self, first: u64, column: usize, layouts: &[(StructureName, Layout)], results: &mut [TileResult]) {
        let draws: [(ParameterValues<f64>, ByStock<f64>); LANES] =
            std::array::from_fn(|lane| self.draw(first + (column + lane) as u64));
        let gather = |of: &dyn Fn(&(ParameterValues<f64>, ByStock<f64>)) -> f64| Lanes(std::array::from_fn(|i| of(&draws[i])));
        let values = ParameterValues::from_fn(|id| gather(&|draw| draw.0[id]));
        let initial = ByStock { business: gather(&|d| d.1.business), public: gather(&|d| d.1.public) };
        for ((structure, layout), result) in layouts.iter().zip(results) {
            let group = Group { experiment: self.experiment, layout, values: &values, shocks: Shocks { initial, level: &[] }, column };
            if let Some(summary) = run_group(*structure, &group, &mut result.block) {
                result.summarise(&summary, column);
            }
            for draw in &draws {
                result.gestations(&draw.0);
            }
        }
    }

    fn single(&self, first: u64, column: usize, layouts: &[(StructureName, Layout)], results: &mut [TileResult]) {
        let (values, initial) = self.draw(first + column as u64);
        for ((structure, layout), result) in layouts.iter().zip(results) {
            let group = Group { experiment: self.experiment, layout, values: &values, shocks: Shocks { initial, level: &[] }, column };
            if let Some(summary) = run_one(*structure, &group, &mut result.block) {
                result.summarise(&summary, column);
            }
            result.gestations(&values);
        }
    }

    /// The parameters and initial stocks of draw `i`; the centres for the check run.
    fn draw(&self, i: u64) -> (ParameterValues<f64>, ByStock<f64>) {
        if self.settings.draws == 0 {
            return (self.experiment.parameters.centres(), ByStock { business: 0.0, public: 0.0 });
        }
        let mut z = [0.0; DIMENSIONS];
        self.draws.z(i, &mut z);
        let initial = ByStock { business: z[PARAMETER_COUNT], public: z[PARAMETER_COUNT + 1] };
        self.dependence.apply(&mut z[..PARAMETER_COUNT]);
        (values_of(&self.experiment.parameters, &z), initial)
    }
}

/// Parameter values of a point of standard normals.
fn values_of(parameters: &ParameterSet, z: &[f64]) -> ParameterValues<f64> {
    ParameterValues::from_fn(|id| {
        let distribution = parameters.distribution(id);
        if distribution.is_fixed() { distribution.centre() } else { distribution.quantile(z[id.index()]) }
    })
}

impl TileResult {
    fn new(layout: &Layout, width: usize) -> Self {
        Self {
            block: Block::new(layout, width),
            kept: vec![(true, true); width],
            gross: None,
            gestation: ByStock { business: Vec::with_capacity(width), public: Vec::with_capacity(width) },
        }
    }

    fn summarise<S: Scalar>(&mut self, summary: &Summary<S>, column: usize) {
        let mut lanes = [0.0; LANES];
        summary.margin.store(&mut lanes);
        for (lane, margin) in lanes.iter().enumerate().take(S::WIDTH) {
            // NaN is not positive either.
            self.kept[column + lane].0 = *margin > 0.0;
        }
        if let Some(gross) = &summary.gross {
            let all = self.gross.get_or_insert_with(|| ByStock { business: Vec::new(), public: Vec::new() });
            gross.business.store(&mut lanes);
            all.business.extend_from_slice(&lanes[..S::WIDTH]);
            gross.public.store(&mut lanes);
            all.public.extend_from_slice(&lanes[..S::WIDTH]);
        }
    }

    fn gestations(&mut self, p: &ParameterValues<f64>) {
        use ParameterId as P;
        self.gestation.business.push(Gestation::new(p[P::DepreciationBusiness], p[P::GestationBusiness]));
        self.gestation.public.push(Gestation::new(p[P::DepreciationPublic], p[P::GestationPublic]));
    }

    fn find_not_finite(&mut self) {
        for row in self.block.values.chunks_exact(self.block.width) {
            for (kept, value) in self.kept.iter_mut().zip(row) {
                kept.1 &= value.is_finite();
            }
        }
    }
}

/// Appends the draws of a tile that are kept.
fn append(member: &mut Member, first: u64, result: TileResult) {
    let start = member.draws.len();
    let columns: Vec<usize> = (0..result.block.width).filter(|i| result.kept[*i].0 && result.kept[*i].1).collect();
    member.dropped += (result.block.width - columns.len()) as u64;
    member.not_finite += result.kept.iter().filter(|kept| !kept.1).count() as u64;
    member.draws.extend(columns.iter().map(|column| first + *column as u64));
    for (mut row, values) in member.values.rows_mut().into_iter().zip(result.block.values.chunks_exact(result.block.width)) {
        if let Some(row) = row.as_slice_mut() {
            for (to, column) in row[start..].iter_mut().zip(&columns) {
                *to = values[*column];
            }
        }
    }
    let Some(gross) = result.gross else { return };
    for column in columns {
        let (business, public) = (gross.business[column], gross.public[column]);
        member.gross_returns.business.push(business);
        member.gross_returns.public.push(public);
        member.internal_rates.business.push(internal_rate_of_return(business, result.gestation.business[column]));
        member.internal_rates.public.push(internal_rate_of_return(public, result.gestation.public[column]));
    }
}
