//! A goal asked of all draws: means at common factors, what each draw would need by itself, and what they come to at an
//! answer. Draws run a tile at a time and are counted in their order: neither threads nor memory change a bit. Where the values
//! of all draws do not fit in memory they run a batch at a time, and once more for what lies around the quantiles.

use super::bracket::{Bracket, MAX_POINTS};
use super::question::Question;
use super::sense::Sense;
use crate::ensemble::{
    EnsembleError, FactorGroup, Kept, RankedStatistics, Settings, StructureFigures, Threads,
};
use crate::scalar::LANES;
use crate::statistics::{CountedValues, DrawnDistribution, DrawnValues, Estimate, PILOT, Questions};

/// Draws that are made together.
const TILE: usize = 128;

/// In the place of an amount that no draw reaches: above all others.
pub(super) const NEVER: f64 = 1e90;

/// The figures of draws, by structure.
type Values = Vec<StructureFigures>;

/// What a draw is asked: runs its group and writes its figures.
type Ask<'q> = dyn Fn(&mut FactorGroup<'_, '_>, &mut [[f64; LANES]]) + Sync + 'q;

/// All draws of a question.
pub(super) struct Draws<'q> {
    question: &'q Question<'q>,
    settings: &'q Settings,
    threads: Threads,
}

/// Means over the draws at a factor.
#[derive(Clone, Copy, Debug)]
pub(super) struct Means {
    pub(super) a: f64,
    pub(super) b: f64,
}

/// What each draw would need.
pub(super) struct Needed {
    /// In billion; [`NEVER`] where no amount is enough.
    pub(super) pooled: DrawnDistribution,
    /// The same in each structure alone.
    pub(super) by_structure: Vec<DrawnDistribution>,
    /// What became of the draws, by structure.
    pub(super) kept: Vec<Kept>,
    /// Share of the draws, by weight, whose outcome crosses the goal more than once on the grid.
    pub(super) crossed_again: f64,
}

/// What the draws come to at a factor.
pub(super) struct Outcome {
    /// The outcome by draw; a draw that has none is left out.
    pub(super) outcome: RankedStatistics,
    pub(super) probability: Estimate,
    pub(super) mc_error_of_gap: f64,
}

/// A distribution that is wanted: of a figure, in one structure or pooled.
#[derive(Clone, Copy)]
struct Cell {
    figure: usize,
    structure: Option<usize>,
}

impl<'q> Draws<'q> {
    pub(super) fn new(question: &'q Question<'q>, settings: &'q Settings) -> Result<Self, EnsembleError> {
        Ok(Self { question, settings, threads: Threads::new(settings.threads)? })
    }

    fn structures(&self) -> Vec<(&'static str, f64)> {
        self.question.sampler.structures().collect()
    }

    /// The means of both figures at each of these factors, the same for all draws.
    pub(super) fn means(&self, factors: &[f64]) -> Result<Vec<Means>, EnsembleError> {
        let figures = 2 * factors.len();
        let question = self.question;
        let ask = |group: &mut FactorGroup<'_, '_>, made: &mut [[f64; LANES]]| {
            for (factor, made) in factors.iter().zip(made.chunks_exact_mut(2)) {
                made.copy_from_slice(&question.figures(group, &[*factor; LANES]));
            }
        };
        let mut sums: Vec<Vec<f64>> = vec![vec![0.0; figures]; self.structures().len()];
        let mut counts = vec![0_u64; sums.len()];
        self.each_batch(figures, &ask, &mut |values, _| {
            for ((sums, count), values) in sums.iter_mut().zip(&mut counts).zip(values) {
                *count += values.kept.kept;
                // One value after the other: how many make a batch does not matter.
                let figures = sums.iter_mut().zip(&values.figures);
                figures.for_each(|(sum, values)| values.iter().for_each(|x| *sum += x));
            }
        })?;
        let shares = self.shares(&counts);
        let mean = |figure: usize| {
            let of = shares.iter().zip(&sums).zip(&counts).filter(|((share, _), _)| **share > 0.0);
            of.map(|((share, sums), count)| share * sums[figure] / *count as f64).sum::<f64>()
        };
        Ok((0..factors.len()).map(|i| Means { a: mean(2 * i), b: mean(2 * i + 1) }).collect())
    }

    /// What each draw would need, billion: a factor of one is `reference` billion.
    pub(super) fn needed(
        &self,
        grid: &[f64],
        (sense, reference): (Sense, f64),
        questions: &Questions,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<Needed, EnsembleError> {
        let ask = |group: &mut FactorGroup<'_, '_>, made: &mut [[f64; LANES]]| {
            let (roots, again) = self.roots(group, grid, sense);
            // In billion, but for the place of draws that never come to it.
            made[0] = roots.map(|root| if root < NEVER { root * reference } else { NEVER });
            made[1] = again;
        };
        let structures = self.structures();
        let mut cells = vec![Cell { figure: 0, structure: None }];
        cells.extend((0..structures.len()).map(|i| Cell { figure: 0, structure: Some(i) }));
        cells.push(Cell { figure: 1, structure: None });
        let (mut distributions, kept) = self.distributions(2, &ask, &cells, questions, progress)?;
        let crossed_again = distributions.pop().map_or(0.0, |again| again.statistics().mean);
        let by_structure = distributions.split_off(1);
        let pooled = distributions.pop().ok_or_else(nothing)?;
        Ok(Needed { pooled, by_structure, kept, crossed_again })
    }

    /// What the draws come to at a factor that is the same for all.
    pub(super) fn at(&self, factor: f64, is_ratio: bool) -> Result<Outcome, EnsembleError> {
        let question = self.question;
        let ask = |group: &mut FactorGroup<'_, '_>, made: &mut [[f64; LANES]]| {
            let [a, b] = question.figures(group, &[factor; LANES]);
            for lane in 0..LANES {
                made[0][lane] = question.gap(a[lane], b[lane]);
                made[1][lane] = if b[lane].abs() > question.rounding { a[lane] / b[lane] } else { NEVER };
            }
        };
        let cells = [0, 1].map(|figure| Cell { figure, structure: None });
        let reached = -question.rounding;
        let questions = Questions::default().with_thresholds([reached]);
        let (distributions, _) = self.distributions(2, &ask, &cells, &questions, &mut |_, _| ())?;
        let [gap, outcome] = distributions.as_slice() else { return Err(nothing()) };
        let value = |x: f64| Some(x).filter(|x| x.abs() < NEVER / 2.0);
        Ok(Outcome {
            outcome: RankedStatistics::new(Some(outcome.pooled()), value, !is_ratio, 1.0),
            probability: gap.probability_above(reached).ok_or_else(nothing)?,
            mc_error_of_gap: gap.statistics().mc_error,
        })
    }

    /// The factor at which each draw crosses the goal for the first time, and whether it crosses it again: 0 or 1.
    fn roots(
        &self,
        group: &mut FactorGroup<'_, '_>,
        grid: &[f64],
        sense: Sense,
    ) -> ([f64; LANES], [f64; LANES]) {
        let gaps: Vec<[f64; LANES]> =
            grid.iter().map(|factor| self.question.gaps(group, &[*factor; LANES])).collect();
        let mut brackets: [Option<Bracket>; LANES] = [None; LANES];
        let mut roots = [NEVER; LANES];
        let mut again = [0.0; LANES];
        for lane in 0..LANES {
            let gap: Vec<f64> = gaps.iter().map(|gaps| gaps[lane]).collect();
            let (place, crossings) = sense.crossing(&gap, self.question.rounding);
            again[lane] = if crossings > 1 { 1.0 } else { 0.0 };
            match place {
                _ if !gap[0].is_finite() => roots[lane] = f64::NAN,
                None => {}
                Some(0) => roots[lane] = 0.0,
                Some(i) => {
                    brackets[lane] = Bracket::new((grid[i - 1], gap[i - 1]), (grid[i], gap[i]));
                }
            }
        }
        for _ in 0..MAX_POINTS {
            let next = brackets.map(|bracket| bracket.and_then(|bracket| bracket.next()));
            if next.iter().all(Option::is_none) {
                break;
            }
            let values = self.question.gaps(group, &next.map(|x| x.unwrap_or(0.0)));
            for lane in 0..LANES {
                if let (Some(bracket), Some(x)) = (&mut brackets[lane], next[lane]) {
                    let gap = values[lane];
                    // What is left is rounding.
                    bracket.take(x, if gap.abs() <= self.question.rounding { 0.0 } else { gap });
                }
            }
        }
        for (root, bracket) in roots.iter_mut().zip(brackets) {
            if let Some(bracket) = bracket {
                // Without a number on the way there is no amount.
                *root = Some(bracket.root()).filter(|root| root.is_finite()).unwrap_or(NEVER);
            }
        }
        (roots, again)
    }

    /// Runs all draws, a batch at a time, and lends their figures in the order of the draws.
    fn each_batch(
        &self,
        figures: usize,
        ask: &Ask<'_>,
        take: &mut dyn FnMut(&Values, u64),
    ) -> Result<Vec<Kept>, EnsembleError> {
        let (sampler, structures) = (&self.question.sampler, self.structures().len());
        let count = sampler.count();
        let bytes = (structures * figures * size_of::<f64>()) as u64;
        let tiles = (self.settings.memory / 4 / bytes.max(1)) as usize / TILE;
        let batch = tiles.clamp(PILOT as usize / TILE, 1 << 20) * TILE;
        let mut kept = vec![Kept::default(); structures];
        for start in (0..count).step_by(batch) {
            let end = count.min(start + batch as u64);
            let tiles: Vec<(u64, usize)> = (start..end)
                .step_by(TILE)
                .map(|first| (first, usize::try_from(end - first).map_or(TILE, |rest| rest.min(TILE))))
                .collect();
            let by_tile = self
                .threads
                .map(&tiles, |(first, width)| sampler.run(*first, *width, figures, &|g, m| ask(g, m)));
            let mut values: Values = vec![StructureFigures::of(figures); structures];
            for tile in by_tile {
                values.iter_mut().zip(tile).for_each(|(all, next)| all.append(next));
            }
            kept.iter_mut().zip(&values).for_each(|(kept, values)| kept.add(values.kept));
            take(&values, end);
        }
        sampler.check_dropped(&kept)?;
        Ok(kept)
    }

    /// Distributions of figures over the draws.
    fn distributions(
        &self,
        figures: usize,
        ask: &Ask<'_>,
        cells: &[Cell],
        questions: &Questions,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<(Vec<DrawnDistribution>, Vec<Kept>), EnsembleError> {
        let count = self.question.sampler.count();
        let weights: Vec<f64> = self.structures().iter().map(|(_, weight)| *weight).collect();
        let bytes = (weights.len() * figures * size_of::<f64>()) as u64;
        let groups = |cell: &Cell| cell.structure.map_or(weights.clone(), |_| vec![1.0]);
        if count.saturating_mul(bytes) <= self.settings.memory / 2 {
            let mut all: Values = vec![StructureFigures::of(figures); weights.len()];
            let kept = self.each_batch(figures, ask, &mut |values, done| {
                all.iter_mut().zip(values).for_each(|(all, next)| all.append(next.clone()));
                progress(done, count);
            })?;
            let is_check_run = self.settings.draws == 0;
            let of_cell = |cell: &Cell| {
                let values = values_of(cell, &all);
                let weights = groups(cell);
                let groups: Vec<(f64, DrawnValues<'_>)> =
                    weights.iter().copied().zip(values).filter(|(weight, _)| *weight > 0.0).collect();
                if is_check_run {
                    DrawnDistribution::of_mean(&groups, questions)
                } else {
                    DrawnDistribution::of(&groups, questions)
                }
            };
            return Ok((cells.iter().map(of_cell).collect(), kept));
        }
        let mut counted: Vec<CountedValues> =
            cells.iter().map(|cell| CountedValues::new(groups(cell), questions)).collect();
        let kept = self.each_batch(figures, ask, &mut |values, done| {
            cells
                .iter()
                .zip(&mut counted)
                .for_each(|(cell, counted)| counted.count(&values_of(cell, values)));
            progress(done, 2 * count);
        })?;
        let mut looks: Vec<_> = cells
            .iter()
            .zip(counted)
            .map(|(cell, counted)| counted.second_pass(&groups(cell), questions))
            .collect();
        if looks.iter().any(|look| look.bytes() > 0) {
            self.each_batch(figures, ask, &mut |values, done| {
                cells.iter().zip(&mut looks).for_each(|(cell, look)| look.take(&values_of(cell, values)));
                progress(count + done, 2 * count);
            })?;
        }
        Ok((looks.into_iter().map(|look| look.finish()).collect(), kept))
    }

    /// Weights of the structures that have draws, which sum to one.
    fn shares(&self, counts: &[u64]) -> Vec<f64> {
        let of = |((_, weight), count): (&(&str, f64), &u64)| if *count > 0 { *weight } else { 0.0 };
        let weights: Vec<f64> = self.structures().iter().zip(counts).map(of).collect();
        let total: f64 = weights.iter().sum();
        weights.into_iter().map(|weight| weight / total).collect()
    }
}

/// The values of a cell, by structure.
fn values_of<'v>(cell: &Cell, values: &'v Values) -> Vec<DrawnValues<'v>> {
    let structures = cell.structure.map_or(0..values.len(), |structure| structure..structure + 1);
    let of = |one: &'v StructureFigures| DrawnValues::of(&one.figures[cell.figure], &one.draws);
    values[structures].iter().map(of).collect()
}

/// There is always a distribution.
fn nothing() -> EnsembleError {
    EnsembleError::Setting { setting: "draws", found: "none".to_owned(), expected: "at least one".to_owned() }
}
