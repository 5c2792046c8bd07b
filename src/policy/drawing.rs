//! Draws all subsets of the actions for their figures, and makes distributions of them: with all draws at hand where they fit in
//! memory, else a batch at a time and once more for what lies around the quantiles. The bits are the same.

use super::outcomes::{FigurePlan, NEVER};
use crate::ensemble::{EnsembleError, Kept, OutcomeSampler, Settings, StructureFigures, Threads};
use crate::statistics::{CountedValues, DrawnDistribution, DrawnValues, PILOT, Questions, SecondLook};

/// Draws that are made together: few, since each goes through every subset.
const TILE: usize = 32;

/// What all draws came to.
#[derive(Clone, Debug)]
pub(super) struct Drawn {
    /// Names, weights, and how many draws were kept.
    pub(super) structures: Vec<(&'static str, f64, Kept)>,
    /// By figure, pooled.
    pub(super) figures: Vec<DrawnDistribution>,
    /// By figure and structure, the draws that have it.
    defined: Vec<Vec<u64>>,
    /// The figures of all draws by structure, where they are held.
    pub(super) held: Option<Vec<StructureFigures>>,
}

impl Drawn {
    /// The share of the draws, by weight, that have a figure; exactly one where it is all of them.
    pub(super) fn share_defined(&self, figure: usize) -> f64 {
        let all = || self.structures.iter().zip(&self.defined[figure]);
        if all().all(|((_, _, kept), defined)| kept.kept == *defined) {
            return 1.0;
        }
        let (mut weights, mut shares) = (0.0, 0.0);
        for ((_, weight, kept), defined) in all().filter(|((_, _, kept), _)| kept.kept > 0) {
            weights += weight;
            shares += weight * *defined as f64 / kept.kept as f64;
        }
        shares / weights
    }
}

/// A batch of draws, by structure.
type Batch = Vec<StructureFigures>;

/// What is drawn.
struct Drawing<'a> {
    sampler: &'a OutcomeSampler<'a>,
    plan: &'a FigurePlan,
    settings: &'a Settings,
    threads: Threads,
}

/// Draws the figures of the plan.
pub(super) fn draw(
    sampler: &OutcomeSampler<'_>,
    plan: &FigurePlan,
    settings: &Settings,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<Drawn, EnsembleError> {
    let drawing = Drawing { sampler, plan, settings, threads: Threads::new(settings.threads)? };
    let bytes = (sampler.structures().count() * (plan.count() + 1) * size_of::<f64>()) as u64;
    if sampler.count().saturating_mul(bytes) <= settings.memory {
        drawing.held(progress)
    } else {
        let tiles = (settings.memory / 4 / bytes.max(1)) as usize / TILE;
        drawing.streamed(tiles.max(PILOT as usize / TILE) * TILE, progress)
    }
}

impl Drawing<'_> {
    /// The draws from `start` to before `end`; `progress` gets how many of them are done.
    fn batch(&self, (start, end): (u64, u64), progress: &mut dyn FnMut(u64)) -> Batch {
        let tiles: Vec<(u64, usize)> = (start..end)
            .step_by(TILE)
            .map(|first| (first, usize::try_from(end - first).map_or(TILE, |rest| rest.min(TILE))))
            .collect();
        let mut all: Batch = self.sampler.structures().map(|_| StructureFigures::default()).collect();
        for tiles in tiles.chunks(2 * self.threads.count()) {
            let by_tile = self.threads.map(tiles, |(first, width)| {
                self.sampler.run(*first, *width, self.plan.count(), &|subsets, figures| {
                    self.plan.write(subsets, figures);
                })
            });
            for tile in by_tile {
                all.iter_mut().zip(tile).for_each(|(all, tile)| all.append(tile));
            }
            progress(tiles.last().map_or(end, |(first, width)| first + *width as u64));
        }
        all
    }

    fn weights(&self) -> Vec<f64> {
        self.sampler.structures().map(|(_, weight)| weight).collect()
    }

    fn values(batch: &Batch, figure: usize) -> Vec<DrawnValues<'_>> {
        let mut all = Vec::with_capacity(batch.len());
        for one in batch {
            let values = one.figures.get(figure).map_or(&[][..], Vec::as_slice);
            all.push(DrawnValues::of(values, &one.draws[..values.len()]));
        }
        all
    }

    /// With all draws at hand.
    fn held(&self, progress: &mut dyn FnMut(u64, u64)) -> Result<Drawn, EnsembleError> {
        let count = self.sampler.count();
        let batch = self.batch((0, count), &mut |done| progress(done, count));
        let mut counts = Counts::new(self);
        counts.count(&batch);
        self.sampler.check_dropped(&counts.kept)?;
        let (weights, questions) = (self.weights(), Questions::default());
        let places: Vec<usize> = (0..self.plan.count()).collect();
        let figures = self.threads.map(&places, |figure| {
            let values = Self::values(&batch, *figure);
            let groups: Vec<(f64, DrawnValues<'_>)> = weights.iter().copied().zip(values).collect();
            if self.settings.draws == 0 {
                DrawnDistribution::of_mean(&groups, &questions)
            } else {
                DrawnDistribution::of(&groups, &questions)
            }
        });
        Ok(counts.drawn(self, figures, Some(batch)))
    }

    /// A batch at a time.
    fn streamed(&self, batch: usize, progress: &mut dyn FnMut(u64, u64)) -> Result<Drawn, EnsembleError> {
        let (weights, questions) = (self.weights(), Questions::default());
        let total = self.sampler.count();
        let nothing = |figure| (figure, CountedValues::new(weights.clone(), &questions));
        let mut counted: Vec<(usize, CountedValues)> = (0..self.plan.count()).map(nothing).collect();
        let mut counts = Counts::new(self);
        for part in batches(total, batch) {
            let draws = self.batch(part, &mut |done| progress(done, 2 * total));
            counts.count(&draws);
            self.threads
                .each(&mut counted, |(figure, counted)| counted.count(&Self::values(&draws, *figure)));
        }
        self.sampler.check_dropped(&counts.kept)?;
        let mut looks: Vec<(usize, SecondLook)> = self
            .threads
            .turn(counted, |(figure, counted)| (figure, counted.second_pass(&weights, &questions)));
        if looks.iter().any(|(_, look)| look.bytes() > 0) {
            for part in batches(total, batch) {
                let draws = self.batch(part, &mut |done| progress(total + done, 2 * total));
                self.threads.each(&mut looks, |(figure, look)| look.take(&Self::values(&draws, *figure)));
            }
        }
        let figures = self.threads.turn(looks, |(_, look)| look.finish());
        Ok(counts.drawn(self, figures, None))
    }
}

/// First draws of batches, and those after their last.
fn batches(total: u64, batch: usize) -> impl Iterator<Item = (u64, u64)> {
    (0..total).step_by(batch.max(1)).map(move |start| (start, total.min(start + batch as u64)))
}

/// What is counted of the draws beside their distributions.
struct Counts {
    kept: Vec<Kept>,
    defined: Vec<Vec<u64>>,
}

impl Counts {
    fn new(drawing: &Drawing<'_>) -> Self {
        let structures = drawing.sampler.structures().count();
        Self {
            kept: vec![Kept::default(); structures],
            defined: vec![vec![0; structures]; drawing.plan.count()],
        }
    }

    fn count(&mut self, batch: &Batch) {
        for (structure, one) in batch.iter().enumerate() {
            self.kept[structure].add(one.kept);
            for (defined, values) in self.defined.iter_mut().zip(&one.figures) {
                defined[structure] += values.iter().filter(|value| **value < NEVER).count() as u64;
            }
        }
    }

    fn drawn(self, drawing: &Drawing<'_>, figures: Vec<DrawnDistribution>, held: Option<Batch>) -> Drawn {
        let names = drawing.sampler.structures().zip(self.kept);
        let structures = names.map(|((name, weight), kept)| (name, weight, kept)).collect();
        Drawn { structures, figures, defined: self.defined, held }
    }
}
