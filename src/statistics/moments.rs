//! Moments over draws: number, mean, sum of squared deviations and range, and number and mean by replicate, of values that come
//! a part at a time.
//!
//! Values are taken in blocks of the numbers of their draws. The mean of a block is exact for equal values, its squares are
//! those around that mean, and blocks are joined two by two (Chan, Golub and LeVeque 1983, The American Statistician 37,
//! 242-247), so that the rounding error grows with the logarithm of the number of draws. Which blocks are joined follows
//! from their numbers alone: the parts that the values come in do not change a bit, nor do draws that are missing.

use super::drawn_values::{BLOCK, DrawnValues};
use super::replicates::{ByReplicate, REPLICATES};
use crate::scalar::widest_build;

/// Running sums beside each other, so that additions need not wait for each other.
const WAYS: usize = REPLICATES;

/// Moments of some values.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "shards", derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Moments {
    pub(crate) count: usize,
    /// NaN of no values, and where a value is not finite.
    pub(crate) mean: f64,
    /// Sum of squared deviations from the mean.
    pub(crate) squares: f64,
    pub(crate) lowest: f64,
    pub(crate) highest: f64,
    /// Number of values by replicate, and their mean; zero where there are none.
    pub(crate) counts: ByReplicate,
    pub(crate) means: [f64; REPLICATES],
}

impl Moments {
    /// Of no values.
    pub(crate) const NONE: Self = Self {
        count: 0,
        mean: f64::NAN,
        squares: 0.0,
        lowest: f64::INFINITY,
        highest: f64::NEG_INFINITY,
        counts: [0; REPLICATES],
        means: [0.0; REPLICATES],
    };

    /// Of all values at once, of draws one after the other.
    #[cfg(test)]
    pub(crate) fn of(values: &[f64]) -> Self {
        let mut running = RunningMoments::default();
        running.push(values.into());
        running.moments()
    }

    /// Variance (divisor `n - 1`); zero for one value.
    pub(crate) fn variance(&self) -> f64 {
        if self.count > 1 { self.squares / (self.count as f64 - 1.0) } else { 0.0 }
    }

    /// What the values of a replicate are away from the mean of all, summed.
    pub(crate) fn away(&self, replicate: usize) -> f64 {
        self.counts[replicate] as f64 * (self.means[replicate] - self.mean)
    }

    /// Of a block, which has values. `WIDE` only distinguishes the builds, so that the closures are compiled in each.
    #[inline(always)]
    fn of_block<const WIDE: bool>(drawn: DrawnValues<'_>) -> Self {
        let values = drawn.values;
        let n = values.len() as f64;
        let first = values[0];
        let (sums, counts) = (drawn.sums(|x| x - first), drawn.sizes());
        let mean = first + total(&sums) / n;
        let (lowest, highest) = range(values);
        let mut means = [0.0; REPLICATES];
        for way in 0..WAYS {
            means[way] = if counts[way] > 0 { first + sums[way] / counts[way] as f64 } else { 0.0 };
        }
        let squares = sum(values, |x| (x - mean) * (x - mean));
        Self { count: values.len(), mean, squares, lowest, highest, counts, means }
    }

    /// [`Self::of_block`] compiled for AVX2: the same operations in the same order, and so the same bits.
    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2")]
    fn of_block_avx2(drawn: DrawnValues<'_>) -> Self {
        Self::of_block::<true>(drawn)
    }

    /// [`Self::of_block`] with the instruction set of the machine.
    fn of_block_here(drawn: DrawnValues<'_>) -> Self {
        widest_build!(avx2: Self::of_block_avx2, plain: Self::of_block::<false>, (drawn))
    }

    /// Of these and later values together.
    fn joined(self, later: Self) -> Self {
        let (n, m) = (self.count as f64, later.count as f64);
        let apart = later.mean - self.mean;
        let mut all = Self {
            count: self.count + later.count,
            mean: self.mean + apart * (m / (n + m)),
            squares: self.squares + later.squares + apart * apart * (n * m / (n + m)),
            lowest: self.lowest.min(later.lowest),
            highest: self.highest.max(later.highest),
            ..self
        };
        for way in 0..WAYS {
            let (n, m) = (self.counts[way], later.counts[way]);
            all.counts[way] = n + m;
            all.means[way] = match (n, m) {
                (0, _) => later.means[way],
                (_, 0) => self.means[way],
                _ => {
                    let part = m as f64 / (n + m) as f64;
                    self.means[way] + (later.means[way] - self.means[way]) * part
                }
            };
        }
        all
    }
}

/// Moments of some blocks that follow each other, of which this is the first.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "shards", derive(serde::Serialize, serde::Deserialize))]
struct Joined {
    first: u64,
    moments: Moments,
}

/// Moments of the values so far.
#[derive(Clone, Debug, Default)]
#[cfg_attr(feature = "shards", derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct RunningMoments {
    /// Blocks in rising order, joined two by two as far as no later block comes between.
    joined: Vec<Joined>,
    /// The block that is not full yet, its values and the numbers of their draws.
    block: u64,
    rest: Vec<f64>,
    numbers: Vec<u64>,
}

impl RunningMoments {
    /// Takes the next values, all at once or a part at a time.
    #[cfg(test)]
    pub(crate) fn push(&mut self, drawn: DrawnValues<'_>) {
        drawn.blocks().for_each(|(block, drawn)| self.push_block(block, drawn));
    }

    /// Takes the next values, which belong to one block.
    pub(crate) fn push_block(&mut self, block: u64, drawn: DrawnValues<'_>) {
        if !self.rest.is_empty() && block != self.block {
            self.end_block();
        }
        if self.rest.is_empty() && (drawn.number(drawn.len() - 1) + 1).is_multiple_of(BLOCK) {
            self.join(Joined { first: block, moments: Moments::of_block_here(drawn) });
            return;
        }
        self.block = block;
        self.rest.extend_from_slice(drawn.values);
        self.numbers.extend((0..drawn.len()).map(|i| drawn.number(i)));
        if self.numbers.last().is_some_and(|last| (last + 1).is_multiple_of(BLOCK)) {
            self.end_block();
        }
    }

    /// The moments of the block that is not full.
    fn of_rest(&self) -> Option<Joined> {
        let moments = || Moments::of_block_here(DrawnValues::of(&self.rest, &self.numbers));
        (!self.rest.is_empty()).then(|| Joined { first: self.block, moments: moments() })
    }

    fn end_block(&mut self) {
        if let Some(block) = self.of_rest() {
            self.join(block);
        }
        self.rest.clear();
        self.numbers.clear();
    }

    /// Adds the moments of later values; none of their blocks is one of these.
    #[cfg(feature = "shards")]
    pub(crate) fn append(&mut self, later: &Self) {
        self.end_block();
        later.joined.iter().copied().chain(later.of_rest()).for_each(|joined| self.join(joined));
    }

    /// Adds a later block, once the blocks before it are joined that it does not come between: the halves of a run of
    /// `2^level` blocks that begins at a multiple of that, if the whole of it lies behind the first block and before this.
    fn join(&mut self, block: Joined) {
        let begin = self.joined.first().map_or(block.first, |joined| joined.first);
        while let [.., earlier, later] = self.joined[..] {
            let level = u64::BITS - (earlier.first ^ later.first).leading_zeros();
            let run = |first: u64| first.checked_shr(level).unwrap_or(0);
            let is_whole = run(earlier.first).checked_shl(level).unwrap_or(0) >= begin;
            if run(block.first) == run(earlier.first) || !is_whole {
                break;
            }
            self.joined.pop();
            if let Some(last) = self.joined.last_mut() {
                last.moments = earlier.moments.joined(later.moments);
            }
        }
        self.joined.push(block);
    }

    /// The moments of all values.
    pub(crate) fn moments(&self) -> Moments {
        // The last block counts as the others do, full or not.
        let mut all = self.clone();
        all.end_block();
        let parts = all.joined.iter().map(|joined| joined.moments);
        parts.rev().reduce(|later, earlier| earlier.joined(later)).unwrap_or(Moments::NONE)
    }
}

/// The sum of a term of each value, in running sums of which each takes every eighth.
#[inline(always)]
fn sum(values: &[f64], term: impl Fn(f64) -> f64) -> f64 {
    let mut sums = [0.0; WAYS];
    let (chunks, rest) = values.as_chunks::<WAYS>();
    for chunk in chunks {
        for way in 0..WAYS {
            sums[way] += term(chunk[way]);
        }
    }
    let rest: f64 = rest.iter().map(|x| term(*x)).sum();
    total(&sums) + rest
}

/// A function of its own: else the compiler lays the running sums out as this order wants them, and not side by side.
#[inline(never)]
fn total([a, b, c, d, e, f, g, h]: &[f64; WAYS]) -> f64 {
    ((a + b) + (c + d)) + ((e + f) + (g + h))
}

/// The lowest and the highest value.
#[inline(always)]
fn range(values: &[f64]) -> (f64, f64) {
    let (mut low, mut high) = ([f64::INFINITY; WAYS], [f64::NEG_INFINITY; WAYS]);
    let (chunks, rest) = values.as_chunks::<WAYS>();
    for chunk in chunks {
        for way in 0..WAYS {
            low[way] = if chunk[way] < low[way] { chunk[way] } else { low[way] };
            high[way] = if chunk[way] > high[way] { chunk[way] } else { high[way] };
        }
    }
    for x in rest {
        low[0] = if *x < low[0] { *x } else { low[0] };
        high[0] = if *x > high[0] { *x } else { high[0] };
    }
    outermost(&low, &high)
}

/// A function of its own for the same reason.
#[inline(never)]
fn outermost(low: &[f64; WAYS], high: &[f64; WAYS]) -> (f64, f64) {
    (
        low.iter().copied().fold(f64::INFINITY, f64::min),
        high.iter().copied().fold(f64::NEG_INFINITY, f64::max),
    )
}

#[cfg(test)]
mod tests {
    use super::super::test_values::{KINDS, values};
    use super::*;
    use approx::assert_relative_eq;

    #[test]
    fn whole_numbers() {
        for n in [1usize, 2, 7, 8, 9, 255, 256, 257, 511, 512, 513, 1_000, 100_003] {
            let values: Vec<f64> = (0..n).map(|i| i as f64).collect();
            let m = Moments::of(&values);
            let n = n as f64;
            assert_relative_eq!(m.mean, (n - 1.0) / 2.0, max_relative = 1e-15);
            assert_relative_eq!(m.squares, n * (n * n - 1.0) / 12.0, max_relative = 1e-14);
            assert_eq!((m.count, m.lowest, m.highest), (values.len(), 0.0, n - 1.0));
        }
        assert!(Moments::of(&[]).mean.is_nan());
    }

    /// The order of the additions, one at a time.
    fn in_order(values: &[f64], term: impl Fn(f64) -> f64) -> f64 {
        let (even, rest) = values.split_at(values.len() / WAYS * WAYS);
        let way = |way: usize| even.iter().skip(way).step_by(WAYS).fold(0.0, |sum, x| sum + term(*x));
        let pair = |first: usize| way(first) + way(first + 1);
        (pair(0) + pair(2)) + (pair(4) + pair(6)) + rest.iter().map(|x| term(*x)).sum::<f64>()
    }

    #[test]
    fn every_build_adds_in_the_same_order() {
        for n in 1..=BLOCK as usize {
            for kind in KINDS {
                let values = values(kind, n as u32);
                let ways: [Vec<f64>; WAYS] =
                    std::array::from_fn(|way| values.iter().skip(way).step_by(WAYS).copied().collect());
                let sums = ways.clone().map(|way| way.iter().fold(0.0, |sum, x| sum + (x - values[0])));
                let mean = values[0] + total(&sums) / n as f64;
                let squares = in_order(&values, |x| (x - mean) * (x - mean));
                let lowest = values.iter().copied().reduce(f64::min).unwrap();
                let highest = values.iter().copied().reduce(f64::max).unwrap();
                let drawn = DrawnValues::from(&values[..]);
                for m in [Moments::of_block::<false>(drawn), Moments::of_block_here(drawn)] {
                    assert_eq!((m.mean.to_bits(), m.squares.to_bits()), (mean.to_bits(), squares.to_bits()));
                    assert_eq!((m.count, m.lowest, m.highest), (n, lowest, highest));
                    for (way, values) in ways.iter().enumerate().filter(|(_, values)| !values.is_empty()) {
                        assert_eq!(m.counts[way], values.len() as u64);
                        assert_eq!(
                            m.means[way].to_bits(),
                            (drawn.values[0] + sums[way] / values.len() as f64).to_bits()
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn equal_values_have_their_mean_and_no_spread() {
        let m = Moments::of(&vec![0.1; 12_345]);
        assert_eq!((m.mean, m.squares), (0.1, 0.0));
    }

    #[test]
    fn a_small_spread_on_a_large_level_is_kept() {
        let values: Vec<f64> = (0..1_000_000).map(|i| 1e9 + f64::from(i % 2)).collect();
        let m = Moments::of(&values);
        assert_relative_eq!(m.mean, 1e9 + 0.5, max_relative = 1e-16);
        assert_relative_eq!(m.squares, 250_000.0, max_relative = 1e-12);
    }

    /// Draws from `first` on, of which some are missing.
    fn drawn(first: u64, missing: impl Fn(u64) -> bool) -> (Vec<f64>, Vec<u64>) {
        (first..first + 5_000).filter(|i| !missing(*i)).map(|i| (((i * i) % 977) as f64, i)).unzip()
    }

    #[test]
    fn parts_give_the_bits_of_the_whole() {
        let some: [fn(u64) -> bool; 4] =
            [|_| false, |i| i % 97 == 3, |i| (300..1_900).contains(&i) || i > 4_000, |i| i < 700];
        for (first, missing) in some.into_iter().flat_map(|missing| [(0, missing), (1_234, missing)]) {
            let (values, numbers) = drawn(first, missing);
            let mut whole = RunningMoments::default();
            whole.push(DrawnValues::of(&values, &numbers));
            for size in [1, 3, 128, 255, 256, 257, 1_000, 4_999] {
                let mut running = RunningMoments::default();
                for (values, numbers) in values.chunks(size).zip(numbers.chunks(size)) {
                    running.push(DrawnValues::of(values, numbers));
                }
                assert_eq!(running.moments(), whole.moments(), "{size}");
            }
        }
    }

    #[cfg(feature = "shards")]
    #[test]
    fn parts_that_are_appended_have_the_bits_of_the_whole() {
        let some: [fn(u64) -> bool; 3] = [|_| false, |i| i % 97 == 3, |i| (300..1_900).contains(&i)];
        for missing in some {
            let (values, numbers) = drawn(0, missing);
            let mut whole = RunningMoments::default();
            whole.push(DrawnValues::of(&values, &numbers));
            for blocks in [1, 2, 3, 5, 7] {
                let mut all = RunningMoments::default();
                for part in 0..5_000_u64.div_ceil(256 * blocks) {
                    let cut = |block: u64| numbers.partition_point(|number| *number < 256 * blocks * block);
                    let (from, to) = (cut(part), cut(part + 1));
                    let mut running = RunningMoments::default();
                    running.push(DrawnValues::of(&values[from..to], &numbers[from..to]));
                    all.append(&running);
                }
                assert_eq!(all.moments(), whole.moments(), "{blocks}");
            }
        }
    }

    #[test]
    fn replicates_have_the_moments_of_their_own_values() {
        let (values, numbers) = drawn(40, |i| i % 13 == 0);
        let mut running = RunningMoments::default();
        running.push(DrawnValues::of(&values, &numbers));
        let m = running.moments();
        for replicate in 0..REPLICATES as u64 {
            let own = || numbers.iter().zip(&values).filter(|(i, _)| *i % 8 == replicate).map(|(_, x)| *x);
            let count = own().count();
            assert_eq!(m.counts[replicate as usize], count as u64);
            assert_relative_eq!(
                m.means[replicate as usize],
                own().sum::<f64>() / count as f64,
                max_relative = 1e-13
            );
        }
        assert_relative_eq!((0..8).map(|r| m.away(r)).sum::<f64>(), 0.0, epsilon = 1e-7);
    }

    #[test]
    fn a_value_that_is_not_finite_shows_in_the_mean() {
        for bad in [f64::NAN, f64::INFINITY] {
            let mut values = vec![1.0; 1_000];
            values[700] = bad;
            assert!(Moments::of(&values).mean.is_nan());
        }
    }
}
