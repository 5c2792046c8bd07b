//! Runs draws a tile at a time, over threads, and appends what is kept of them to the ensemble.

use super::draw::{Draw, DrawMaker};
use super::error::EnsembleError;
use super::kernel::{Equations, Group, Kernel, Summary};
use super::of_draw::{AllDefined, OfDraw, OfDraws};
use super::rows::{Block, Layout, MAX_LEVEL};
use super::settings::Settings;
use super::structure_draws::StructureDraws;
use super::threads::Threads;
use crate::scalar::{LANES, Scalar};
use crate::simulate::{Experiment, Year};
use crate::statistics::PILOT;
use crate::structures::StructureName;
use crate::structures::{Channel, Structure};
use ndarray::ArrayViewMut1;
use std::sync::Mutex;

/// Draws that go through the machine together: a multiple of the lanes.
const TILE: usize = 128;

/// Rows that are copied together: so many lines of a lane group lie side by side.
const BAND: usize = 16;

/// Makes draws and runs them, a tile at a time.
pub(crate) struct Sampler<'a> {
    pub(crate) experiment: &'a Experiment,
    pub(crate) settings: &'a Settings,
    maker: DrawMaker,
    /// The position of the first year that is kept.
    first: usize,
    /// Memory of blocks that have been appended, for the next ones.
    spare: Mutex<Vec<Vec<f64>>>,
}

/// What a tile of draws came to in one structure.
struct TileResult {
    block: Block,
    /// By draw: whether the structure settles, whether the rule keeps it, and whether all of it is finite.
    stable: Vec<bool>,
    by_rule: Vec<bool>,
    finite: Vec<bool>,
    of_draw: OfDraws,
}

impl<'a> Sampler<'a> {
    pub(crate) fn new(experiment: &'a Experiment, settings: &'a Settings) -> Result<Self, EnsembleError> {
        settings.check()?;
        Self::with(DrawMaker::of_what_is_read(experiment, settings)?, experiment, settings)
    }

    /// For a structure of the user's own, which may read any parameter.
    pub(crate) fn for_own(experiment: &'a Experiment, settings: &'a Settings) -> Result<Self, EnsembleError> {
        settings.check()?;
        Self::with(DrawMaker::new(experiment, settings)?, experiment, settings)
    }

    fn with(
        maker: DrawMaker,
        experiment: &'a Experiment,
        settings: &'a Settings,
    ) -> Result<Self, EnsembleError> {
        let first = first_position(experiment, settings)?;
        Ok(Self { experiment, settings, maker, first, spare: Mutex::new(Vec::new()) })
    }

    /// The first year that is kept.
    pub(crate) fn first_year(&self) -> i32 {
        self.experiment.baseline.years.first + self.first as i32
    }

    /// The path at the centres of the parameters, in the years that are kept.
    pub(crate) fn centre(&self) -> Vec<Year<f64>> {
        let mut path = self.experiment.at_centre();
        path.drain(..self.first.min(path.len()));
        path
    }

    /// Number of draws; the check run counts as one.
    pub(crate) fn count(&self) -> usize {
        usize::try_from(self.settings.draws.max(1)).unwrap_or(usize::MAX)
    }

    /// The structures of the experiment, without draws.
    pub(crate) fn members(&self) -> Vec<StructureDraws> {
        let member = |(structure, weight): &(StructureName, f64)| {
            let channels = self.experiment.channels(*structure);
            self.member(structure.name(), Kernel::of(structure), *weight, channels)
        };
        self.experiment.structures.iter().map(member).collect()
    }

    /// A structure of the user's own, without draws.
    pub(crate) fn own<M: Structure>(&self, structure: &M) -> StructureDraws {
        let channels = self.experiment.channels_beside(structure.channels(), structure.foreign_channel());
        self.member(structure.name(), Kernel::of(structure), 1.0, channels)
    }

    fn member(
        &self,
        structure: &'static str,
        kernel: Kernel,
        weight: f64,
        channels: Vec<Channel>,
    ) -> StructureDraws {
        let layers = self.settings.layers;
        let mut channels = if self.settings.channels { channels } else { Vec::new() };
        // Breakthroughs are a channel while their layer is on, of structures that act on productivity.
        if layers.breakthroughs && channels.iter().any(|channel| channel.acts_on_tfp()) {
            channels.push(Channel::Breakthroughs);
        }
        let variables = &self.settings.variables;
        let layout = Layout::new(self.experiment, variables, &channels, layers.level_varies());
        let layout = Layout { has_internal_rates: true, ..layout.starting_at(self.first) };
        StructureDraws::new(structure, kernel, weight, layout, channels)
    }

    /// Bytes that the members keep of a draw.
    pub(crate) fn bytes_per_draw(&self, members: &[StructureDraws]) -> u64 {
        let values: usize = members.iter().map(|member| member.layout.values_per_draw()).sum();
        (values * size_of::<f64>()) as u64
    }

    /// So many draws fit in these bytes: at least those of a first batch, at most all.
    pub(crate) fn batch(&self, members: &[StructureDraws], bytes: u64) -> usize {
        self.batch_of(self.bytes_per_draw(members), bytes)
    }

    /// So many draws that take `each` fit in these bytes: at least those that statistics need first, at most all.
    pub(crate) fn batch_of(&self, each: u64, bytes: u64) -> usize {
        let draws = usize::try_from(bytes / each.max(1)).unwrap_or(usize::MAX);
        let all = self.count().next_multiple_of(TILE);
        (draws / TILE * TILE).clamp((PILOT as usize).min(all), all)
    }

    /// Runs the draws from `start` to before `end`, a batch at a time: `take` finds the batch in the members, and how many draws are
    /// done with it.
    pub(crate) fn each_batch(
        &self,
        members: &mut [StructureDraws],
        (start, end): (usize, usize),
        batch: usize,
        threads: &Threads,
        take: &mut dyn FnMut(&[StructureDraws], u64),
    ) {
        for member in members.iter_mut() {
            (member.kept, member.unstable, member.dropped, member.not_finite) = (0, 0, 0, 0);
            member.defined = AllDefined::default();
        }
        for first in (start..end).step_by(batch) {
            let last = end.min(first + batch);
            members.iter_mut().for_each(StructureDraws::forget);
            self.fill(members, first, last, threads, &mut |_, _| ());
            take(members, (last - start) as u64);
        }
    }

    /// Runs the draws from `start` to before `end`, counted from the first draw, and appends them to the members.
    pub(crate) fn fill(
        &self,
        members: &mut [StructureDraws],
        start: usize,
        end: usize,
        threads: &Threads,
        progress: &mut dyn FnMut(u64, u64),
    ) {
        let tiles: Vec<(u64, usize)> = (start..end)
            .step_by(TILE)
            .map(|from| (self.settings.first_draw + from as u64, TILE.min(end - from)))
            .collect();
        let layouts: Vec<(Kernel, Layout)> =
            members.iter().map(|m| (m.kernel.clone(), m.layout.clone())).collect();
        let mut done = start;
        // A few at a time, so that results that wait to be appended stay few.
        for tiles in tiles.chunks(4 * threads.count()) {
            let results = threads.map(tiles, |tile| self.tile(*tile, &layouts));
            for (position, member) in members.iter_mut().enumerate() {
                let results: Vec<&TileResult> = results.iter().map(|results| &results[position]).collect();
                append(member, tiles, &results, threads);
            }
            done += tiles.iter().map(|(_, width)| width).sum::<usize>();
            progress(done as u64, self.count() as u64);
            results.into_iter().flatten().for_each(|result| self.give_back(result.block.into_values()));
        }
    }

    /// Fails where a structure dropped too many draws, or settles in none of them.
    pub(crate) fn check_dropped(&self, members: &[StructureDraws]) -> Result<(), EnsembleError> {
        members.iter().try_for_each(|member| member.fate().check(member.structure, self.count() as u64))
    }

    /// A block in memory that was used before, where there is some.
    fn block(&self, layout: &Layout, width: usize) -> Block {
        let spare = self.spare.lock().ok().and_then(|mut spare| spare.pop());
        Block::new(layout, width, spare.unwrap_or_default())
    }

    fn give_back(&self, values: Vec<f64>) {
        if let Ok(mut spare) = self.spare.lock() {
            spare.push(values);
        }
    }

    /// Runs the draws of a tile in every structure.
    fn tile(&self, (first, width): (u64, usize), layouts: &[(Kernel, Layout)]) -> Vec<TileResult> {
        let mut results: Vec<TileResult> =
            layouts.iter().map(|(_, layout)| TileResult::new(self.block(layout, width))).collect();
        let mut column = 0;
        while column < width {
            if width - column >= LANES {
                let drawn = self.maker.lanes(first + column as u64);
                if self.run(&drawn, column, layouts, &mut results, |e, group, block| e.lanes(group, block)) {
                    column += LANES;
                    continue;
                }
            }
            let drawn = self.maker.draw(first + column as u64);
            self.run(&drawn, column, layouts, &mut results, |e, group, block| Some(e.one(group, block)));
            column += 1;
        }
        results.iter_mut().for_each(TileResult::find_not_finite);
        results
    }

    /// Runs a draw alone, or a lane group, in every structure: `run` is the function for it. Says whether it ran:
    /// not every machine runs lanes.
    fn run<S: Scalar>(
        &self,
        drawn: &Draw<S>,
        column: usize,
        layouts: &[(Kernel, Layout)],
        results: &mut [TileResult],
        run: impl Fn(&dyn Equations, &Group<'_, S>, &mut Block) -> Option<Summary<S>>,
    ) -> bool {
        for ((kernel, layout), result) in layouts.iter().zip(results) {
            let group = Group {
                experiment: self.experiment,
                layout,
                values: &drawn.values,
                shocks: drawn.shocks(),
                column,
            };
            let Some(summary) = run(&*kernel.equations, &group, &mut result.block) else { return false };
            result.summarise(&summary, column);
        }
        true
    }
}

/// The position of the first year that is kept.
fn first_position(experiment: &Experiment, settings: &Settings) -> Result<usize, EnsembleError> {
    let (first, last) = (experiment.baseline.years.first, experiment.baseline.horizon());
    match settings.first_year {
        None => Ok(0),
        Some(year) if (first..=last).contains(&year) => Ok((year - first) as usize),
        Some(year) => Err(EnsembleError::Setting {
            setting: "first_year",
            found: year.to_string(),
            expected: format!("a year from {first} to {last}"),
        }),
    }
}

impl TileResult {
    fn new(block: Block) -> Self {
        let width = block.width;
        Self {
            block,
            stable: vec![true; width],
            by_rule: vec![true; width],
            finite: vec![true; width],
            of_draw: OfDraws::default(),
        }
    }

    fn summarise<S: Scalar>(&mut self, summary: &Summary<S>, column: usize) {
        let mut lanes = [0.0; LANES];
        summary.margin.store(&mut lanes);
        for (lane, margin) in lanes.iter().enumerate().take(S::WIDTH) {
            // NaN is not positive either.
            self.by_rule[column + lane] = *margin > 0.0;
        }
        summary.stability.store(&mut lanes);
        for (lane, stability) in lanes.iter().enumerate().take(S::WIDTH) {
            self.stable[column + lane] = *stability > 0.0;
        }
        if let Some(gross) = &summary.gross {
            self.keep(OfDraw::GrossReturnBusiness, gross.business);
            self.keep(OfDraw::GrossReturnPublic, gross.public);
        }
        if let Some(rates) = &summary.internal_rates {
            self.keep(OfDraw::InternalRateBusiness, rates.business);
            self.keep(OfDraw::InternalRatePublic, rates.public);
        }
        self.keep(OfDraw::PeakYear, summary.course.peak());
        self.keep(OfDraw::HalfYear, summary.course.half());
    }

    fn keep<S: Scalar>(&mut self, what: OfDraw, values: S) {
        self.of_draw.extend(what, (0..S::WIDTH).map(|lane| values.lane(lane)));
    }

    /// Columns of the draws that are kept.
    fn kept_columns(&self) -> Vec<usize> {
        (0..self.block.width).filter(|i| self.stable[*i] && self.by_rule[*i] && self.finite[*i]).collect()
    }

    /// Columns of the draws in which the structure settles.
    fn stable_columns(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.block.width).filter(|i| self.stable[*i])
    }

    /// Copies the draws in `columns` to the rows of `band`, the first of which is row `first`, from column `start` on.
    fn copy(&self, first: usize, band: &mut [&mut [f64]], mut start: usize, mut columns: &[usize]) {
        for (group, rows) in self.block.groups().enumerate() {
            let kept;
            (kept, columns) =
                columns.split_at(columns.partition_point(|column| *column < (group + 1) * LANES));
            for (to, from) in band.iter_mut().zip(&rows[first..]) {
                let to = &mut to[start..start + kept.len()];
                if kept.len() == LANES {
                    to.copy_from_slice(from);
                } else {
                    to.iter_mut().zip(kept).for_each(|(to, column)| *to = from[column % LANES]);
                }
            }
            start += kept.len();
        }
    }

    /// A path that has exploded counts as not finite before its squares overflow: its statistics would not exist.
    fn find_not_finite(&mut self) {
        for (rows, finite) in self.block.groups().zip(self.finite.chunks_mut(LANES)) {
            // Counted in numbers as wide as the values, so that they are compared side by side.
            let mut bad = [0_u64; LANES];
            for row in rows {
                for (bad, value) in bad.iter_mut().zip(row) {
                    *bad |= u64::from(value.abs() > MAX_LEVEL || value.is_nan());
                }
            }
            finite.iter_mut().zip(&bad).for_each(|(finite, bad)| *finite = *bad == 0);
        }
    }
}

/// Appends the draws of tiles that are kept, in their order.
fn append(member: &mut StructureDraws, tiles: &[(u64, usize)], results: &[&TileResult], threads: &Threads) {
    let mut parts = Vec::with_capacity(results.len());
    for ((first, _), result) in tiles.iter().zip(results) {
        let columns = result.kept_columns();
        parts.push((*result, member.draws.len(), columns.clone()));
        member.kept += columns.len() as u64;
        let stable = result.stable_columns().count();
        member.unstable += (result.block.width - stable) as u64;
        member.dropped += (stable - columns.len()) as u64;
        member.not_finite += result.stable_columns().filter(|i| !result.finite[*i]).count() as u64;
        member.draws.extend(columns.iter().map(|column| first + *column as u64));
        append_of_draw(member, result, &columns);
    }
    let rows = member.values.rows_mut().into_iter().filter_map(ArrayViewMut1::into_slice);
    let mut rows: Vec<&mut [f64]> = rows.collect();
    let mut bands: Vec<(usize, &mut [&mut [f64]])> =
        rows.chunks_mut(BAND).enumerate().map(|(number, band)| (number * BAND, band)).collect();
    threads.each(&mut bands, |(first, band)| {
        for (result, start, columns) in &parts {
            result.copy(*first, band, *start, columns);
        }
    });
}

fn append_of_draw(member: &mut StructureDraws, result: &TileResult, columns: &[usize]) {
    for what in OfDraw::ALL {
        let of_tile = result.of_draw.of(what);
        let kept: Vec<f64> = columns.iter().filter_map(|column| of_tile.get(*column).copied()).collect();
        member.defined.count(what, &kept);
        member.of_draw.extend(what, kept);
    }
}

#[cfg(test)]
impl Sampler<'_> {
    /// The bits of all that the draws come to, in every structure.
    pub(crate) fn bits_of_all_results(&self) -> Vec<Vec<u64>> {
        let layouts: Vec<_> = self.members().into_iter().map(|m| (m.kernel, m.layout)).collect();
        let of_structure = |result: TileResult| {
            let of_draw = OfDraw::ALL.into_iter().flat_map(|what| result.of_draw.of(what).to_vec());
            let of_draw: Vec<u64> = of_draw.map(f64::to_bits).collect();
            let kept = result.kept_columns().into_iter().map(|column| column as u64);
            let values = result.block.groups().flatten().flatten().map(|value| value.to_bits());
            values.chain(kept).chain(of_draw).collect()
        };
        self.tile((0, self.count()), &layouts).into_iter().map(of_structure).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Economy;
    use crate::parameters::ParameterSet;
    use crate::scenario::{Scenario, Target};
    use crate::simulate::{NO_RATE, internal_rate_of_return};

    /// From the gross return of the draw and its own gestation.
    #[test]
    fn every_draw_of_a_tile_has_its_own_internal_rates() {
        let mut scenario = Scenario::new("3% of GDP");
        scenario.targets.push(Target::new(0.03, 2030, 0.4));
        let economy = Economy::netherlands().unwrap();
        let experiment = Experiment::new(&economy, scenario, ParameterSet::default()).unwrap();
        let settings = Settings::default();
        let sampler = Sampler::new(&experiment, &settings).unwrap();
        let layouts: Vec<_> = sampler.members().into_iter().map(|m| (m.kernel, m.layout)).collect();
        let mut compared = 0;
        // A lane group and a draw alone.
        for result in sampler.tile((5, LANES + 1), &layouts) {
            for (gross, rate, is_public) in [
                (OfDraw::GrossReturnBusiness, OfDraw::InternalRateBusiness, false),
                (OfDraw::GrossReturnPublic, OfDraw::InternalRatePublic, true),
            ] {
                let rates = result.of_draw.of(rate);
                for (i, (gross, rate)) in (5..).zip(result.of_draw.of(gross).iter().zip(rates)) {
                    let gestation = experiment.plan.gestation(&sampler.maker.draw(i).values);
                    let gestation = if is_public { gestation.public } else { gestation.business };
                    assert_eq!(*rate, internal_rate_of_return(*gross, gestation).unwrap_or(NO_RATE), "{i}");
                    compared += 1;
                }
            }
        }
        assert_eq!(compared, 2 * 2 * (LANES + 1), "of the two structures that imply a rate");
    }
}
