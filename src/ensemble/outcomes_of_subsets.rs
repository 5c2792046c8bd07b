//! Several experiments on the same draws, such as subsets of the measures of one scenario: the outcomes of a lane group under
//! all of them are lent to what makes a few figures of them, so that they are never held for more than one group a thread.
//!
//! A draw is made once, and runs through every experiment. It is kept where it is kept in all of them.

use super::cash_flows::{DrawKept, StructureFigures, verdicts};
use super::draw::{Draw, DrawMaker};
use super::error::EnsembleError;
use super::kept::Kept;
use super::kernel::{Group, Kernel};
use super::kernels::Kernels;
use super::rows::{Block, Item, Layout, MAX_LEVEL};
use super::settings::Settings;
use crate::model::Pair;
use crate::scalar::{LANES, Lanes, Scalar};
use crate::simulate::{Experiment, Variable};

/// The outcomes of a lane group in one experiment, by variable and year.
pub(crate) struct Outcomes<'a> {
    rows: &'a [[f64; LANES]],
    layout: &'a Layout,
}

impl Outcomes<'_> {
    /// Number of years, from the last observation on.
    pub(crate) fn years(&self) -> usize {
        self.layout.years
    }

    /// Levels of the baseline and of the scenario in year number `t`; for a variable without a level zero and the deviation.
    /// Not a number for a variable or a year that was not asked for.
    pub(crate) fn levels(&self, variable: Variable, t: usize) -> Pair<Lanes> {
        let row = |item| {
            let position = self.layout.position(item).filter(|_| t < self.layout.years)?;
            self.rows.get(position * self.layout.years + t).map(|row| Lanes::load(row))
        };
        let none = Lanes::of(if variable.has_level() { f64::NAN } else { 0.0 });
        Pair {
            baseline: row(Item::Baseline(variable)).unwrap_or(none),
            scenario: row(Item::Scenario(variable)).unwrap_or(Lanes::of(f64::NAN)),
        }
    }
}

/// Runs experiments of the same economy, parameters and structures on the same draws.
pub(crate) struct OutcomeSampler<'a> {
    experiments: &'a [Experiment],
    settings: &'a Settings,
    maker: DrawMaker,
    layouts: Vec<Layout>,
    kernels: Kernels,
}

/// What became of the draws of a group in all experiments.
type OfGroup = Vec<DrawKept>;

impl<'a> OutcomeSampler<'a> {
    /// `longest` is the experiment with the latest horizon: draws are made for its years, and are the same up to any earlier one.
    pub(crate) fn new(
        experiments: &'a [Experiment],
        longest: &Experiment,
        variables: &[Variable],
        settings: &'a Settings,
    ) -> Result<Self, EnsembleError> {
        settings.check()?;
        let layout = |experiment: &Experiment| Layout::new(experiment, variables, &[], true);
        Ok(Self {
            experiments,
            settings,
            maker: DrawMaker::new(longest, settings)?,
            layouts: experiments.iter().map(layout).collect(),
            kernels: Kernels::of(longest),
        })
    }

    /// Names and weights of the structures.
    pub(crate) fn structures(&self) -> impl Iterator<Item = (&'static str, f64)> + '_ {
        self.kernels.names()
    }

    /// Number of draws; the check run counts as one.
    pub(crate) fn count(&self) -> u64 {
        self.settings.draws.max(1)
    }

    /// Runs so many draws from `first` on, counted from the first draw, in every structure. `figures` writes those of a lane
    /// group from its outcomes, by experiment: of each figure one value a draw.
    pub(crate) fn run(
        &self,
        first: u64,
        width: usize,
        number_of_figures: usize,
        figures: &(impl Fn(&[Outcomes<'_>], &mut [[f64; LANES]]) + Sync),
    ) -> Vec<StructureFigures> {
        let mut results: Vec<StructureFigures> =
            self.kernels.iter().map(|_| StructureFigures::of(number_of_figures)).collect();
        let mut made = vec![[0.0; LANES]; number_of_figures];
        let mut memory: Vec<Vec<f64>> = vec![Vec::new(); self.experiments.len()];
        let first = self.settings.first_draw + first;
        let mut done = 0;
        while done < width {
            let now = first + done as u64;
            let lanes = (width - done >= LANES).then(|| self.maker.lanes(now));
            let mut alone = None;
            let mut ran = 1;
            for (kernel, result) in self.kernels.iter().zip(&mut results) {
                let mut blocks: Vec<Block> = self.blocks(&mut memory);
                let side_by_side = lanes.as_ref().and_then(|drawn| self.lanes(kernel, drawn, &mut blocks));
                let kept = side_by_side.unwrap_or_else(|| {
                    let drawn = alone.get_or_insert_with(|| self.maker.draw(now));
                    self.alone(kernel, drawn, &mut blocks)
                });
                ran = kept.len();
                let outcomes: Vec<Outcomes<'_>> = blocks
                    .iter()
                    .zip(&self.layouts)
                    .filter_map(|(block, layout)| Some(Outcomes { rows: block.groups().next()?, layout }))
                    .collect();
                figures(&outcomes, &mut made);
                for (lane, verdict) in kept.into_iter().enumerate() {
                    let finite = made.iter().all(|figure| figure[lane].is_finite());
                    let verdict =
                        if verdict == DrawKept::Kept && !finite { DrawKept::NotFinite } else { verdict };
                    result.take((now + lane as u64, verdict), &made, lane);
                }
                drop(outcomes);
                memory = blocks.into_iter().map(Block::into_values).collect();
            }
            done += ran;
        }
        results
    }

    /// A block for each experiment, in memory that was used before.
    fn blocks(&self, memory: &mut [Vec<f64>]) -> Vec<Block> {
        let both = self.layouts.iter().zip(memory);
        both.map(|(layout, memory)| Block::new(layout, LANES, std::mem::take(memory))).collect()
    }

    /// None where this machine runs one draw after another.
    fn lanes(&self, kernel: &Kernel, drawn: &Draw<Lanes>, blocks: &mut [Block]) -> Option<OfGroup> {
        let mut kept = vec![DrawKept::Kept; LANES];
        for (place, block) in blocks.iter_mut().enumerate() {
            let summary = kernel.equations.lanes(&self.group(place, drawn), block)?;
            first_reason(&mut kept, verdicts(&summary), block);
        }
        Some(kept)
    }

    fn alone(&self, kernel: &Kernel, drawn: &Draw<f64>, blocks: &mut [Block]) -> OfGroup {
        let mut kept = vec![DrawKept::Kept];
        for (place, block) in blocks.iter_mut().enumerate() {
            let summary = kernel.equations.one(&self.group(place, drawn), block);
            first_reason(&mut kept, verdicts(&summary), block);
        }
        kept
    }

    fn group<'g, S: Scalar>(&'g self, place: usize, drawn: &'g Draw<S>) -> Group<'g, S> {
        Group {
            experiment: &self.experiments[place],
            layout: &self.layouts[place],
            values: &drawn.values,
            shocks: drawn.shocks(),
            column: 0,
        }
    }

    /// Fails where a structure dropped too many draws, or settles in none of them.
    pub(crate) fn check_dropped(&self, kept: &[Kept]) -> Result<(), EnsembleError> {
        self.kernels.check_dropped(kept, self.count())
    }
}

/// A draw that one experiment leaves out is left out of all, for the first reason that there was.
fn first_reason(kept: &mut [DrawKept], of_experiment: Vec<DrawKept>, block: &Block) {
    let Some(rows) = block.groups().next() else { return };
    for (lane, (kept, now)) in kept.iter_mut().zip(of_experiment).enumerate() {
        if *kept == DrawKept::Kept {
            let finite = now != DrawKept::Kept || is_finite(rows, lane);
            *kept = if finite { now } else { DrawKept::NotFinite };
        }
    }
}

fn is_finite(rows: &[[f64; LANES]], lane: usize) -> bool {
    rows.iter().all(|row| row[lane].abs() < MAX_LEVEL)
}
