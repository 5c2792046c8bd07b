//! Draws scenarios side by side for their figures, and makes distributions of them: with all draws at hand where they fit in
//! memory, else a batch at a time and once more for what lies around the quantiles. The bits are the same.

use super::figure::{FIGURES, Figure, HIGHEST, LOWEST, Ratio};
use super::figures::FigurePlan;
use crate::ensemble::{
    CashFlowSampler, EnsembleError, Kept, Settings, StructureFigures, Threads, shared_places,
};
use crate::statistics::{
    BetweenReplicates, ByReplicate, CountedValues, DrawnDistribution, DrawnValues, Estimate, PILOT,
    Questions, REPLICATES, SecondLook, replicate_of,
};
use std::borrow::Cow;

/// Draws that are made together.
const TILE: usize = 128;

/// A scenario that is ready to be drawn.
pub(super) struct Drawing<'a> {
    pub(super) sampler: CashFlowSampler<'a>,
    pub(super) plan: &'a FigurePlan,
}

/// Figures of which differences between scenarios are made.
pub(super) const OF_PAIR: [Figure; 2] = [Figure::WelfareNpv, Figure::PublicMoney];

/// What the draws of a scenario came to.
#[derive(Clone, Debug)]
pub(super) struct DrawnScenario {
    /// Names, weights, and how many draws were kept.
    pub(super) structures: Vec<(&'static str, f64, Kept)>,
    /// By figure: pooled, then by structure for those that are named.
    pub(super) figures: Vec<Vec<DrawnDistribution>>,
    /// By ratio and structure.
    ratios: Vec<Vec<RatioSums>>,
    /// By named figure and structure, the draws that have it.
    defined: Vec<Vec<u64>>,
    /// The figures of all draws, where they are held.
    pub(super) held: Option<Vec<StructureFigures>>,
    /// Mean flows, by flow and year, where they were asked for.
    pub(super) mean_flows: Vec<f64>,
}

/// The differences of two scenarios, second less first.
#[derive(Clone, Debug)]
pub(super) struct DrawnPair {
    /// By structure, pairs of draws.
    pub(super) paired: Vec<u64>,
    /// In the order of [`OF_PAIR`]: pooled.
    pub(super) figures: [DrawnDistribution; OF_PAIR.len()],
}

/// Sums over draws of a numerator and a denominator.
#[derive(Clone, Copy, Debug, Default)]
struct RatioSums {
    draws: ByReplicate,
    top: [f64; REPLICATES],
    bottom: [f64; REPLICATES],
}

impl RatioSums {
    fn add(&mut self, numbers: &[u64], top: &[f64], bottom: &[f64]) {
        for ((number, a), b) in numbers.iter().zip(top).zip(bottom) {
            let replicate = replicate_of(*number);
            self.draws[replicate] += 1;
            self.top[replicate] += a;
            self.bottom[replicate] += b;
        }
    }

    fn n(&self) -> f64 {
        self.draws.iter().sum::<u64>() as f64
    }

    /// By replicate, what `top - ratio bottom` is away from its mean, summed over the draws.
    fn away(&self, ratio: f64) -> impl Fn(usize) -> f64 {
        let sums: [f64; REPLICATES] = std::array::from_fn(|r| self.top[r] - ratio * self.bottom[r]);
        let mean = sums.iter().sum::<f64>() / self.n();
        move |replicate| sums[replicate] - mean * self.draws[replicate] as f64
    }
}

impl DrawnScenario {
    /// The share of the draws, by weight, that have a figure.
    pub(super) fn share_defined(&self, figure: Figure) -> f64 {
        let (mut weights, mut shares) = (0.0, 0.0);
        for ((_, weight, kept), defined) in self.structures.iter().zip(&self.defined[figure.index()]) {
            if kept.kept > 0 {
                weights += weight;
                shares += weight * *defined as f64 / kept.kept as f64;
            }
        }
        shares / weights
    }

    /// The ratio of the means, with its Monte Carlo error to first order: that of the mean of `top - ratio bottom`.
    pub(super) fn ratio_of_means(&self, ratio: Ratio) -> Estimate {
        let sums = &self.ratios[ratio as usize];
        let of = || self.structures.iter().zip(sums).filter(|(_, sums)| sums.n() > 0.0);
        let total: f64 = of().map(|((_, weight, _), _)| weight).sum();
        let mean = |value: fn(&RatioSums) -> &[f64; REPLICATES]| {
            let of_structure = |((_, weight, _), sums): (&(_, f64, _), &RatioSums)| {
                weight / total * value(sums).iter().sum::<f64>() / sums.n()
            };
            of().map(of_structure).sum::<f64>()
        };
        let (top, bottom) = (mean(|sums| &sums.top), mean(|sums| &sums.bottom));
        let value = top / bottom;
        let mut between = BetweenReplicates::default();
        for ((_, weight, _), sums) in of() {
            between.add(weight / total, &sums.draws, sums.away(value));
        }
        Estimate::new(value, between.error() / bottom.abs())
    }
}

/// A batch of draws: by scenario and structure.
type Batch = Vec<Vec<StructureFigures>>;

/// What is asked of all draws.
struct Request<'a> {
    drawings: &'a [Drawing<'a>],
    settings: &'a Settings,
    threads: Threads,
    pairs: Vec<(usize, usize)>,
    mean_flows: bool,
}

/// The values of one figure, pooled or in a structure, of a scenario or a pair.
#[derive(Clone, Copy)]
struct Cell {
    of: CellOf,
    /// None for the mixture.
    structure: Option<usize>,
}

#[derive(Clone, Copy)]
enum CellOf {
    Scenario { scenario: usize, figure: usize },
    Pair { pair: usize, figure: usize },
}

/// Draws the scenarios, and the differences of every two of them.
pub(super) fn draw(
    drawings: &[Drawing<'_>],
    settings: &Settings,
    mean_flows: bool,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<(Vec<DrawnScenario>, Vec<DrawnPair>), EnsembleError> {
    let scenarios = drawings.len();
    let pairs = (0..scenarios).flat_map(|a| (a + 1..scenarios).map(move |b| (a, b))).collect();
    let threads = Threads::new(settings.threads)?;
    let request = Request { drawings, settings, threads, pairs, mean_flows };
    let (all, bytes) = (request.count(), request.bytes_per_draw());
    if all.saturating_mul(bytes) <= settings.memory {
        request.held(progress)
    } else {
        let tiles = (settings.memory / 4 / bytes.max(1)) as usize / TILE;
        request.streamed(tiles.max(PILOT as usize / TILE) * TILE, progress)
    }
}

impl<'a> Request<'a> {
    fn count(&self) -> u64 {
        self.drawings.first().map_or(0, |drawing| drawing.sampler.count())
    }

    fn bytes_per_draw(&self) -> u64 {
        let of = |drawing: &Drawing<'_>| drawing.sampler.structures().count() * (drawing.plan.count() + 1);
        (self.drawings.iter().map(of).sum::<usize>() * size_of::<f64>()) as u64
    }

    /// The draws from `start` to before `end`, with the sums of their flows where they are asked for.
    fn batch(&self, (start, end): (u64, u64), sum_flows: bool, counts: &mut Counts) -> Batch {
        let tiles: Vec<(u64, usize)> = (start..end)
            .step_by(TILE)
            .map(|first| (first, usize::try_from(end - first).map_or(TILE, |rest| rest.min(TILE))))
            .collect();
        let by_tile = self.threads.map(&tiles, |(first, width)| {
            let run = |drawing: &Drawing<'a>| {
                let plan = drawing.plan;
                drawing.sampler.run(*first, *width, plan.count(), sum_flows, &|flows, figures| {
                    plan.write(flows, figures);
                })
            };
            self.drawings.iter().map(run).collect::<Batch>()
        });
        let nothing = |drawing: &Drawing<'_>| {
            drawing.sampler.structures().map(|_| StructureFigures::default()).collect::<Vec<_>>()
        };
        let mut all: Batch = self.drawings.iter().map(nothing).collect();
        for mut tile in by_tile {
            // One tile after the other: the sums do not depend on how many make a batch.
            counts.add_flows(&mut tile);
            for (all, tile) in all.iter_mut().flatten().zip(tile.into_iter().flatten()) {
                all.append(tile);
            }
        }
        all
    }

    fn cells(&self) -> Vec<Cell> {
        let mut cells = Vec::new();
        for (scenario, drawing) in self.drawings.iter().enumerate() {
            for figure in 0..drawing.plan.count() {
                let of = CellOf::Scenario { scenario, figure };
                cells.push(Cell { of, structure: None });
                let structures = if figure < FIGURES { drawing.sampler.structures().count() } else { 0 };
                cells.extend((0..structures).map(|structure| Cell { of, structure: Some(structure) }));
            }
        }
        for pair in 0..self.pairs.len() {
            let of = |figure| Cell { of: CellOf::Pair { pair, figure }, structure: None };
            cells.extend((0..OF_PAIR.len()).map(of));
        }
        cells
    }

    /// Weights by structure; of one structure alone one.
    fn weights(&self, cell: &Cell) -> Vec<f64> {
        match cell.structure {
            Some(_) => vec![1.0],
            None => self.drawings[0].sampler.structures().map(|(_, weight)| weight).collect(),
        }
    }

    /// The values of a cell, by structure. Draws that do not have it and keep no rank are left out.
    fn values<'b>(&self, cell: &Cell, batch: &'b Batch) -> Vec<CellValues<'b>> {
        let structures = match cell.structure {
            Some(structure) => structure..structure + 1,
            None => 0..batch.first().map_or(0, Vec::len),
        };
        let of = |structure: usize| match cell.of {
            CellOf::Scenario { scenario, figure } => {
                let StructureFigures { draws, figures, .. } = &batch[scenario][structure];
                let values = &figures[figure];
                if values.iter().any(|value| value.is_nan()) {
                    let both = values.iter().zip(draws).filter(|(value, _)| !value.is_nan());
                    let (values, numbers) = both.unzip();
                    CellValues { values: Cow::Owned(values), numbers: Cow::Owned(numbers) }
                } else {
                    CellValues {
                        values: Cow::Borrowed(values.as_slice()),
                        numbers: Cow::Borrowed(draws.as_slice()),
                    }
                }
            }
            CellOf::Pair { pair, figure } => {
                let (first, second) = self.pairs[pair];
                let figure = OF_PAIR[figure].index();
                let (values, numbers) =
                    differences(&batch[first][structure], &batch[second][structure], figure);
                CellValues { values: Cow::Owned(values), numbers: Cow::Owned(numbers) }
            }
        };
        structures.map(of).collect()
    }

    /// With all draws at hand.
    fn held(
        &self,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<(Vec<DrawnScenario>, Vec<DrawnPair>), EnsembleError> {
        let count = self.count();
        let mut counts = Counts::new(self);
        let batch = self.batch((0, count), self.mean_flows, &mut counts);
        progress(count, count);
        counts.count(self, &batch);
        counts.check(self)?;
        let cells = self.cells();
        let questions = Questions::default();
        let distributions = self.threads.map(&cells, |cell| {
            let values = self.values(cell, &batch);
            let weights = self.weights(cell);
            let groups: Vec<(f64, DrawnValues<'_>)> =
                weights.iter().zip(&values).map(|(weight, values)| (*weight, values.drawn())).collect();
            if self.settings.draws == 0 {
                DrawnDistribution::of_mean(&groups, &questions)
            } else {
                DrawnDistribution::of(&groups, &questions)
            }
        });
        Ok(self.results(counts, &cells, distributions, Some(batch)))
    }

    /// A batch at a time.
    fn streamed(
        &self,
        batch: usize,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<(Vec<DrawnScenario>, Vec<DrawnPair>), EnsembleError> {
        let questions = Questions::default();
        let total = self.count();
        let nothing = |cell: Cell| (cell, CountedValues::new(self.weights(&cell), &questions));
        let mut counted: Vec<(Cell, CountedValues)> = self.cells().into_iter().map(nothing).collect();
        let mut counts = Counts::new(self);
        for (start, end) in batches(total, batch) {
            let draws = self.batch((start, end), self.mean_flows, &mut counts);
            counts.count(self, &draws);
            self.threads.each(&mut counted, |(cell, counted)| {
                let values = self.values(cell, &draws);
                counted.count(&values.iter().map(CellValues::drawn).collect::<Vec<_>>());
            });
            progress(end, 2 * total);
        }
        counts.check(self)?;
        let mut looks: Vec<(Cell, SecondLook)> = self
            .threads
            .turn(counted, |(cell, counted)| (cell, counted.second_pass(&self.weights(&cell), &questions)));
        if looks.iter().any(|(_, look)| look.bytes() > 0) {
            for (start, end) in batches(total, batch) {
                let draws = self.batch((start, end), false, &mut counts);
                self.threads.each(&mut looks, |(cell, look)| {
                    let values = self.values(cell, &draws);
                    look.take(&values.iter().map(CellValues::drawn).collect::<Vec<_>>());
                });
                progress(total + end, 2 * total);
            }
        }
        let cells: Vec<Cell> = looks.iter().map(|(cell, _)| *cell).collect();
        let distributions = self.threads.turn(looks, |(_, look)| look.finish());
        Ok(self.results(counts, &cells, distributions, None))
    }

    fn results(
        &self,
        counts: Counts,
        cells: &[Cell],
        distributions: Vec<DrawnDistribution>,
        held: Option<Batch>,
    ) -> (Vec<DrawnScenario>, Vec<DrawnPair>) {
        let mut held = held.map(Vec::into_iter);
        let mut scenarios: Vec<DrawnScenario> = Vec::new();
        for (drawing, counts) in self.drawings.iter().zip(counts.scenarios) {
            let names = drawing.sampler.structures().zip(&counts.kept);
            let structures: Vec<_> = names.map(|((name, weight), kept)| (name, weight, *kept)).collect();
            scenarios.push(DrawnScenario {
                mean_flows: counts.mean_flows(&structures),
                structures,
                figures: vec![Vec::new(); drawing.plan.count()],
                ratios: counts.ratios,
                defined: counts.defined,
                held: held.as_mut().and_then(Iterator::next),
            });
        }
        let mut of_pairs: Vec<Vec<DrawnDistribution>> = vec![Vec::new(); counts.paired.len()];
        for (cell, distribution) in cells.iter().zip(distributions) {
            match cell.of {
                CellOf::Scenario { scenario, figure } => {
                    scenarios[scenario].figures[figure].push(distribution)
                }
                CellOf::Pair { pair, .. } => of_pairs[pair].push(distribution),
            }
        }
        let pairs =
            counts.paired.into_iter().zip(of_pairs).filter_map(|(paired, figures)| {
                Some(DrawnPair { paired, figures: figures.try_into().ok()? })
            });
        (scenarios, pairs.collect())
    }
}

/// First draws of batches, and those after their last.
fn batches(total: u64, batch: usize) -> impl Iterator<Item = (u64, u64)> {
    (0..total).step_by(batch.max(1)).map(move |start| (start, total.min(start + batch as u64)))
}

/// Second less first, of the draws that both kept, and the numbers of these.
fn differences(first: &StructureFigures, second: &StructureFigures, figure: usize) -> (Vec<f64>, Vec<u64>) {
    let (a, b) = (&first.figures[figure], &second.figures[figure]);
    shared_places(&first.draws, &second.draws).map(|(i, j)| (b[j] - a[i], first.draws[i])).unzip()
}

/// Values of a cell in a structure, with the numbers of their draws.
struct CellValues<'b> {
    values: Cow<'b, [f64]>,
    numbers: Cow<'b, [u64]>,
}

impl CellValues<'_> {
    fn drawn(&self) -> DrawnValues<'_> {
        DrawnValues::of(&self.values, &self.numbers)
    }
}

/// What is counted of the draws beside their distributions.
struct Counts {
    scenarios: Vec<ScenarioCounts>,
    /// By pair and structure.
    paired: Vec<Vec<u64>>,
}

struct ScenarioCounts {
    kept: Vec<Kept>,
    ratios: Vec<Vec<RatioSums>>,
    defined: Vec<Vec<u64>>,
    /// Sums of the flows of the draws, by structure.
    flows: Vec<Vec<f64>>,
}

impl ScenarioCounts {
    /// Mean flows, pooled.
    fn mean_flows(&self, structures: &[(&'static str, f64, Kept)]) -> Vec<f64> {
        let of = || structures.iter().zip(&self.flows).filter(|((_, _, kept), _)| kept.kept > 0);
        let total: f64 = of().map(|((_, weight, _), _)| weight).sum();
        let mut means = vec![0.0; self.flows.first().map_or(0, Vec::len)];
        for ((_, weight, kept), sums) in of() {
            for (mean, sum) in means.iter_mut().zip(sums) {
                *mean += weight / total * sum / kept.kept as f64;
            }
        }
        means
    }
}

impl Counts {
    fn new(request: &Request<'_>) -> Self {
        let scenario = |drawing: &Drawing<'_>| {
            let structures = drawing.sampler.structures().count();
            ScenarioCounts {
                kept: vec![Kept::default(); structures],
                ratios: vec![vec![RatioSums::default(); structures]; Ratio::ALL.len()],
                defined: vec![vec![0; structures]; FIGURES],
                flows: vec![Vec::new(); structures],
            }
        };
        let structures = request.drawings.first().map_or(0, |drawing| drawing.sampler.structures().count());
        Self {
            scenarios: request.drawings.iter().map(scenario).collect(),
            paired: vec![vec![0; structures]; request.pairs.len()],
        }
    }

    /// Takes the sums of the flows out of a tile.
    fn add_flows(&mut self, tile: &mut Batch) {
        for (counts, drawn) in self.scenarios.iter_mut().zip(tile) {
            for (sums, of_structure) in counts.flows.iter_mut().zip(drawn) {
                let more = std::mem::take(&mut of_structure.flow_sums);
                sums.resize(sums.len().max(more.len()), 0.0);
                sums.iter_mut().zip(more).for_each(|(sum, more)| *sum += more);
            }
        }
    }

    fn count(&mut self, request: &Request<'_>, batch: &Batch) {
        for (counts, drawn) in self.scenarios.iter_mut().zip(batch) {
            for (k, of_structure) in drawn.iter().enumerate() {
                counts.kept[k].add(of_structure.kept);
                for ratio in Ratio::ALL {
                    let [top, bottom, _] = ratio.figures().map(|f| &of_structure.figures[f.index()]);
                    counts.ratios[*ratio as usize][k].add(&of_structure.draws, top, bottom);
                }
                for figure in Figure::ALL {
                    let exists = |value: &&f64| **value > LOWEST && **value < HIGHEST;
                    let number = of_structure.figures[figure.index()].iter().filter(exists).count();
                    counts.defined[figure.index()][k] += number as u64;
                }
            }
        }
        for ((first, second), paired) in request.pairs.iter().zip(&mut self.paired) {
            for (k, paired) in paired.iter_mut().enumerate() {
                *paired += shared_places(&batch[*first][k].draws, &batch[*second][k].draws).count() as u64;
            }
        }
    }

    /// Fails where a structure dropped too many draws.
    fn check(&self, request: &Request<'_>) -> Result<(), EnsembleError> {
        let mut both = request.drawings.iter().zip(&self.scenarios);
        both.try_for_each(|(drawing, counts)| drawing.sampler.check_dropped(&counts.kept))
    }
}
