//! Moments over draws: number, mean, sum of squared deviations and range, of values that come a part at a time.
//!
//! Values are taken in blocks of 256. The mean of a block is exact for equal values, its squares are those around that
//! mean, and blocks are joined two by two (Chan, Golub and LeVeque 1983, The American Statistician 37, 242-247), so
//! that the rounding error grows with the logarithm of the number of draws. The blocks follow from the order of the
//! values alone: the parts that they come in do not change a bit.

/// Values of a block.
const BLOCK: usize = 256;
/// Running sums beside each other, so that additions need not wait for each other.
const WAYS: usize = 8;

/// Moments of some values.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Moments {
    pub(super) count: usize,
    /// NaN of no values, and where a value is not finite.
    pub(super) mean: f64,
    /// Sum of squared deviations from the mean.
    pub(super) squares: f64,
    pub(super) lowest: f64,
    pub(super) highest: f64,
}

impl Moments {
    /// Of all values at once.
    pub(super) fn of(values: &[f64]) -> Self {
        let mut running = RunningMoments::default();
        running.push(values);
        running.moments()
    }

    /// Variance (divisor `n - 1`); zero for one value.
    pub(super) fn variance(&self) -> f64 {
        if self.count > 1 { self.squares / (self.count as f64 - 1.0) } else { 0.0 }
    }

    /// Of a block, which has values.
    fn of_block(values: &[f64]) -> Self {
        let n = values.len() as f64;
        let first = values[0];
        let mean = first + sum(values, |x| x - first) / n;
        let (lowest, highest) = range(values);
        Self { count: values.len(), mean, squares: sum(values, |x| (x - mean) * (x - mean)), lowest, highest }
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
pub(super) struct RunningMoments {
    /// Blocks joined two by two: each holds at least twice as many values as the next.
    joined: Vec<Moments>,
    /// The values of the block that is not full yet.
    rest: Vec<f64>,
}

impl RunningMoments {
    /// Takes the next values.
    pub(super) fn push(&mut self, mut values: &[f64]) {
        if !self.rest.is_empty() {
            let (fill, others) = values.split_at(values.len().min(BLOCK - self.rest.len()));
            self.rest.extend_from_slice(fill);
            values = others;
            if self.rest.len() == BLOCK {
                self.join(Moments::of_block(&self.rest));
                self.rest.clear();
            }
        }
        let blocks = values.chunks_exact(BLOCK);
        self.rest.extend_from_slice(blocks.remainder());
        for block in blocks {
            self.join(Moments::of_block(block));
        }
    }

    fn join(&mut self, mut block: Moments) {
        while let Some(last) = self.joined.pop_if(|last| last.count == block.count) {
            block = last.joined(block);
        }
        self.joined.push(block);
    }

    /// The moments of all values.
    pub(super) fn moments(&self) -> Moments {
        let rest = (!self.rest.is_empty()).then(|| Moments::of_block(&self.rest));
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

fn sum(values: &[f64], term: impl Fn(f64) -> f64) -> f64 {
    let mut sums = [0.0; WAYS];
    let chunks = values.chunks_exact(WAYS);
    let rest: f64 = chunks.remainder().iter().map(|x| term(*x)).sum();
    for chunk in chunks {
        for (sum, x) in sums.iter_mut().zip(chunk) {
            *sum += term(*x);
        }
    }
    let [a, b, c, d, e, f, g, h] = sums;
    ((a + b) + (c + d)) + ((e + f) + (g + h)) + rest
}

/// The lowest and the highest value; eight at a time, which the processor compares beside each other.
pub(super) fn range(values: &[f64]) -> (f64, f64) {
    let (mut low, mut high) = ([f64::INFINITY; WAYS], [f64::NEG_INFINITY; WAYS]);
    let mut compare = |chunk: &[f64]| {
        for ((x, low), high) in chunk.iter().zip(&mut low).zip(&mut high) {
            *low = if *x < *low { *x } else { *low };
            *high = if *x > *high { *x } else { *high };
        }
    };
    let chunks = values.chunks_exact(WAYS);
    compare(chunks.remainder());
    chunks.for_each(compare);
    (low.into_iter().fold(f64::INFINITY, f64::min), high.into_iter().fold(f64::NEG_INFINITY, f64::max))
}

#[cfg(test)]
mod tests {
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
