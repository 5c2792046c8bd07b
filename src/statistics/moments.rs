//! Moments over draws: number, mean, sum of squared deviations and range, of values that come a part at a time.
//!
//! Values are taken in blocks of 256. The mean of a block is exact for equal values, its squares are those around that
//! mean, and blocks are joined two by two (Chan, Golub and LeVeque 1983, The American Statistician 37, 242-247), so
//! that the rounding error grows with the logarithm of the number of draws. The blocks follow from the order of the
//! values alone: the parts that they come in do not change a bit.

use crate::scalar::widest_build;

/// Values of a block.
const BLOCK: usize = 256;
/// Running sums beside each other, so that additions need not wait for each other.
const WAYS: usize = 8;

/// Moments of some values.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Moments {
    pub(crate) count: usize,
    /// NaN of no values, and where a value is not finite.
    pub(crate) mean: f64,
    /// Sum of squared deviations from the mean.
    pub(crate) squares: f64,
    pub(crate) lowest: f64,
    pub(crate) highest: f64,
}

impl Moments {
    /// Of all values at once.
    #[cfg(test)]
    pub(crate) fn of(values: &[f64]) -> Self {
        let mut running = RunningMoments::default();
        running.push(values);
        running.moments()
    }

    /// Variance (divisor `n - 1`); zero for one value.
    pub(crate) fn variance(&self) -> f64 {
        if self.count > 1 { self.squares / (self.count as f64 - 1.0) } else { 0.0 }
    }

    /// Of a block, which has values. `WIDE` only distinguishes the builds, so that the closures are compiled in each.
    #[inline(always)]
    fn of_block<const WIDE: bool>(values: &[f64]) -> Self {
        let n = values.len() as f64;
        let first = values[0];
        let mean = first + sum(values, |x| x - first) / n;
        let (lowest, highest) = range(values);
        Self { count: values.len(), mean, squares: sum(values, |x| (x - mean) * (x - mean)), lowest, highest }
    }

    /// [`Self::of_block`] compiled for AVX2: the same operations in the same order, and so the same bits.
    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2")]
    fn of_block_avx2(values: &[f64]) -> Self {
        Self::of_block::<true>(values)
    }

    /// [`Self::of_block`] with the instruction set of the machine.
    fn of_block_here(values: &[f64]) -> Self {
        widest_build!(avx2: Self::of_block_avx2, plain: Self::of_block::<false>, (values))
    }

    /// Of these and later values together.
    fn joined(self, later: Self) -> Self {
        let (n, m) = (self.count as f64, later.count as f64);
        let apart = later.mean - self.mean;
        Self {
            count: self.count + later.count,
            mean: self.mean + apart * (m / (n + m)),
            squares: self.squares + later.squares + apart * apart * (n * m / (n + m)),
            lowest: self.lowest.min(later.lowest),
            highest: self.highest.max(later.highest),
        }
    }
}

/// Moments of the values so far.
#[derive(Clone, Debug, Default)]
pub(crate) struct RunningMoments {
    /// Blocks joined two by two: each holds at least twice as many values as the next.
    joined: Vec<Moments>,
    /// The values of the block that is not full yet.
    rest: Vec<f64>,
}

impl RunningMoments {
    /// Takes the next values.
    pub(crate) fn push(&mut self, mut values: &[f64]) {
        if !self.rest.is_empty() {
            let (fill, others) = values.split_at(values.len().min(BLOCK - self.rest.len()));
            self.rest.extend_from_slice(fill);
            values = others;
            if self.rest.len() == BLOCK {
                self.join(Moments::of_block_here(&self.rest));
                self.rest.clear();
            }
        }
        let blocks = values.chunks_exact(BLOCK);
        self.rest.extend_from_slice(blocks.remainder());
        for block in blocks {
            self.join(Moments::of_block_here(block));
        }
    }

    fn join(&mut self, mut block: Moments) {
        while let Some(last) = self.joined.pop_if(|last| last.count == block.count) {
            block = last.joined(block);
        }
        self.joined.push(block);
    }

    /// The moments of all values.
    pub(crate) fn moments(&self) -> Moments {
        let rest = (!self.rest.is_empty()).then(|| Moments::of_block_here(&self.rest));
        let parts = self.joined.iter().copied().chain(rest);
        parts.rev().reduce(|later, earlier| earlier.joined(later)).unwrap_or(Moments {
            count: 0,
            mean: f64::NAN,
            squares: 0.0,
            lowest: f64::INFINITY,
            highest: f64::NEG_INFINITY,
        })
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
        for n in 1..=BLOCK {
            for kind in KINDS {
                let values = values(kind, n as u32);
                let mean = values[0] + in_order(&values, |x| x - values[0]) / n as f64;
                let squares = in_order(&values, |x| (x - mean) * (x - mean));
                let lowest = values.iter().copied().reduce(f64::min).unwrap();
                let highest = values.iter().copied().reduce(f64::max).unwrap();
                for m in [Moments::of_block::<false>(&values), Moments::of_block_here(&values)] {
                    assert_eq!((m.mean.to_bits(), m.squares.to_bits()), (mean.to_bits(), squares.to_bits()));
                    assert_eq!((m.count, m.lowest, m.highest), (n, lowest, highest));
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

    #[test]
    fn parts_give_the_bits_of_the_whole() {
        let values: Vec<f64> = (0..5_000).map(|i| f64::from(i * i % 977).sin()).collect();
        for size in [1, 3, 128, 255, 256, 257, 1_000, 4_999] {
            let mut running = RunningMoments::default();
            values.chunks(size).for_each(|part| running.push(part));
            assert_eq!(running.moments(), Moments::of(&values), "{size}");
        }
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
