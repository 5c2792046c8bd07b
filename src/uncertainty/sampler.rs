//! Runs draws a tile at a time, over threads, and appends what is kept of them to the ensemble.

use super::draw::{Draw, DrawMaker, Gathered};
use super::draws::Draws;
use super::ensemble::{EnsembleError, Member, Settings};
use super::kernel::{Group, Kernel, Summary};
use super::record::{Block, Layout};
use crate::model::Gestation;
use crate::scalar::{LANES, Lanes, Scalar};
use crate::simulate::{Experiment, Shocks, internal_rate_of_return};
use crate::structures::{ByStock, Channel};
use ndarray::Array2;

/// Draws that go through the machine together: a multiple of the lanes.
const TILE: usize = 128;

/// Makes draws and runs them, a tile at a time.
pub(crate) struct Sampler<'a> {
    pub(super) experiment: &'a Experiment,
    pub(super) settings: &'a Settings,
    maker: DrawMaker,
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
    pub(crate) fn new(experiment: &'a Experiment, settings: &'a Settings) -> Result<Self, EnsembleError> {
        Ok(Self { experiment, settings, maker: DrawMaker::new(experiment, settings)? })
    }

    /// Number of draws; the check run counts as one.
    pub(crate) fn count(&self) -> usize {
        usize::try_from(self.settings.draws.max(1)).unwrap_or(usize::MAX)
    }

    pub(crate) fn empty(
        &self,
        (structure, kernel): (&'static str, Kernel),
        weight: f64,
        channels: Vec<Channel>,
    ) -> Member {
        let mut channels = if self.settings.channels { channels } else { Vec::new() };
        // Breakthroughs are a channel while their layer is on, of structures that act on productivity.
        if self.settings.layers.breakthroughs && channels.iter().any(|channel| channel.acts_on_tfp()) {
            channels.push(Channel::Breakthroughs);
        }
        let layout = Layout::new(
            self.experiment,
            &self.settings.variables,
            &channels,
            self.settings.layers.level_varies(),
        );
        Member {
            structure,
            kernel,
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

    /// Runs all draws and appends them to the members, in the order of their numbers.
    pub(crate) fn fill(
        &self,
        members: &mut [Member],
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<(), EnsembleError> {
        let tiles: Vec<(u64, usize)> = (0..self.count())
            .step_by(TILE)
            .map(|start| (self.settings.first_draw + start as u64, TILE.min(self.count() - start)))
            .collect();
        let layouts: Vec<(Kernel, Layout)> = members.iter().map(|m| (m.kernel, m.layout.clone())).collect();
        let mut done = 0;
        self.over_tiles(&tiles, &layouts, |(first, width), results| {
            for (member, result) in members.iter_mut().zip(results) {
                append(member, first, result);
            }
            done += width as u64;
            progress(done, self.count() as u64);
        })
    }

    #[cfg(feature = "parallel")]
    fn over_tiles(
        &self,
        tiles: &[(u64, usize)],
        layouts: &[(Kernel, Layout)],
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
        layouts: &[(Kernel, Layout)],
        mut append: impl FnMut((u64, usize), Vec<TileResult>),
    ) -> Result<(), EnsembleError> {
        for tile in tiles {
            append(*tile, self.tile(*tile, layouts));
        }
        Ok(())
    }

    /// Runs the draws of a tile in every structure.
    fn tile(&self, (first, width): (u64, usize), layouts: &[(Kernel, Layout)]) -> Vec<TileResult> {
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

    fn lanes(&self, first: u64, column: usize, layouts: &[(Kernel, Layout)], results: &mut [TileResult]) {
        let draws: [Draw; LANES] =
            std::array::from_fn(|lane| self.maker.draw(first + (column + lane) as u64));
        let gathered = Gathered::<Lanes>::lanes(&draws);
        for ((kernel, layout), result) in layouts.iter().zip(results) {
            let normals = self.structure_normals(kernel, first + column as u64);
            let group = self.group(layout, &gathered, &normals, column);
            let summary = (kernel.lanes)(&group, &mut result.block);
            result.summarise(&summary, column);
            for draw in &draws {
                result.keep_gestation(self.experiment.plan.gestation(&draw.values));
            }
        }
    }

    fn single(&self, first: u64, column: usize, layouts: &[(Kernel, Layout)], results: &mut [TileResult]) {
        let gathered = Gathered::<f64>::one(&self.maker.draw(first + column as u64));
        for ((kernel, layout), result) in layouts.iter().zip(results) {
            let normals = self.structure_normals(kernel, first + column as u64);
            let group = self.group(layout, &gathered, &normals, column);
            let summary = (kernel.one)(&group, &mut result.block);
            result.summarise(&summary, column);
            result.keep_gestation(self.experiment.plan.gestation(&gathered.values));
        }
    }

    fn group<'g, S: Scalar>(
        &'g self,
        layout: &'g Layout,
        gathered: &'g Gathered<S>,
        normals: &'g [S],
        column: usize,
    ) -> Group<'g, S> {
        Group {
            experiment: self.experiment,
            layout,
            values: &gathered.values,
            shocks: Shocks { structure: normals, ..gathered.shocks() },
            column,
        }
    }

    /// The normals that a structure takes beside the parameters, for the draws that start at `first`.
    fn structure_normals<S: Scalar>(&self, kernel: &Kernel, first: u64) -> Vec<S> {
        if kernel.normals == 0 || self.settings.draws == 0 {
            return Vec::new();
        }
        let draws = Draws { seed: self.settings.seed, plan: self.settings.plan };
        let by_draw: Vec<Vec<f64>> = (0..S::WIDTH as u64)
            .map(|lane| {
                let mut normals = vec![0.0; kernel.normals];
                draws.structure_normals(first + lane, &mut normals);
                normals
            })
            .collect();
        let gather = |k: usize| S::load(&by_draw.iter().map(|normals| normals[k]).collect::<Vec<f64>>());
        (0..kernel.normals).map(gather).collect()
    }
}

/// No level of an economy comes near.
const LARGEST: f64 = 1e100;

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

    fn keep_gestation(&mut self, gestation: ByStock<Gestation<f64>>) {
        self.gestation.business.push(gestation.business);
        self.gestation.public.push(gestation.public);
    }

    /// A path that has exploded counts as not finite before its squares overflow: its statistics would not exist.
    fn find_not_finite(&mut self) {
        for row in self.block.values.chunks_exact(self.block.width) {
            for (kept, value) in self.kept.iter_mut().zip(row) {
                kept.1 &= value.abs() <= LARGEST;
            }
        }
    }
}

/// Appends the draws of a tile that are kept.
fn append(member: &mut Member, first: u64, result: TileResult) {
    let start = member.draws.len();
    let columns: Vec<usize> =
        (0..result.block.width).filter(|i| result.kept[*i].0 && result.kept[*i].1).collect();
    member.dropped += (result.block.width - columns.len()) as u64;
    member.not_finite += result.kept.iter().filter(|kept| !kept.1).count() as u64;
    member.draws.extend(columns.iter().map(|column| first + *column as u64));
    for (mut row, values) in
        member.values.rows_mut().into_iter().zip(result.block.values.chunks_exact(result.block.width))
    {
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
        member
            .internal_rates
            .business
            .push(internal_rate_of_return(business, result.gestation.business[column]));
        member.internal_rates.public.push(internal_rate_of_return(public, result.gestation.public[column]));
    }
}
