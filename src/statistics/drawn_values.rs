//! Values of draws with the numbers of the draws: what a replicate, and a block of draws, are found by.

use super::replicates::{ByReplicate, REPLICATES, replicate_of};

/// Draws of a block: their moments are taken together.
pub(crate) const BLOCK: u64 = 256;

/// The numbers of draws, which rise.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Numbers<'a> {
    /// One after the other, from this on.
    From(u64),
    /// These.
    Of(&'a [u64]),
}

/// Values of draws.
#[derive(Clone, Copy, Debug)]
pub(crate) struct DrawnValues<'a> {
    pub(crate) values: &'a [f64],
    pub(crate) numbers: Numbers<'a>,
}

/// Of draws one after the other, from the first on.
impl<'a> From<&'a [f64]> for DrawnValues<'a> {
    fn from(values: &'a [f64]) -> Self {
        Self { values, numbers: Numbers::From(0) }
    }
}

impl<'a> DrawnValues<'a> {
    /// Of the draws of these numbers.
    pub(crate) fn of(values: &'a [f64], numbers: &'a [u64]) -> Self {
        Self { values, numbers: Numbers::Of(numbers) }
    }

    pub(crate) fn len(&self) -> usize {
        self.values.len()
    }

    /// The number of value `i`.
    pub(crate) fn number(&self, i: usize) -> u64 {
        match self.numbers {
            Numbers::From(first) => first + i as u64,
            Numbers::Of(numbers) => numbers[i],
        }
    }

    /// The first values, of draws below that number.
    pub(crate) fn below(&self, number: u64) -> Self {
        let count = match self.numbers {
            Numbers::From(first) => number.saturating_sub(first).min(self.len() as u64) as usize,
            Numbers::Of(numbers) => numbers.partition_point(|n| *n < number),
        };
        self.split_at(count).0
    }

    #[inline(always)]
    fn split_at(&self, count: usize) -> (Self, Self) {
        let (values, later) = self.values.split_at(count);
        let (numbers, rest) = match self.numbers {
            Numbers::From(first) => (self.numbers, Numbers::From(first + count as u64)),
            Numbers::Of(numbers) => {
                let (numbers, rest) = numbers.split_at(count);
                (Numbers::Of(numbers), Numbers::Of(rest))
            }
        };
        (Self { values, numbers }, Self { values: later, numbers: rest })
    }

    /// The values by block of draws: those whose numbers divided by [`BLOCK`] are the same, with that.
    pub(crate) fn blocks(self) -> impl Iterator<Item = (u64, Self)> {
        let mut left = self;
        std::iter::from_fn(move || {
            if left.values.is_empty() {
                return None;
            }
            let block = left.number(0) / BLOCK;
            let (first, rest) = left.split_at(left.within(block));
            left = rest;
            Some((block, first))
        })
    }

    /// How many of the first values belong to the block.
    fn within(&self, block: u64) -> usize {
        let end = (block + 1).saturating_mul(BLOCK);
        match self.numbers {
            Numbers::From(first) => ((end - first) as usize).min(self.len()),
            Numbers::Of(numbers) => {
                let most = numbers.len().min(BLOCK as usize);
                numbers[..most].partition_point(|number| *number < end)
            }
        }
    }

    /// The values by run of draws that come one after the other, each with the replicate of its first: draws that were
    /// dropped part them.
    #[inline(always)]
    pub(crate) fn runs(self) -> impl Iterator<Item = (usize, &'a [f64])> {
        let mut left = self;
        std::iter::from_fn(
            #[inline(always)]
            move || {
                let length = match left.numbers {
                    _ if left.values.is_empty() => return None,
                    Numbers::From(_) => left.len(),
                    Numbers::Of(numbers) => run_length(numbers),
                };
                let (run, rest) = left.split_at(length);
                left = rest;
                Some((replicate_of(run.number(0)), run.values))
            },
        )
    }

    /// The sum of a term of each value, by replicate: every sum in the order of the draws, one value after the other.
    #[inline(always)]
    pub(crate) fn sums(&self, term: impl Fn(f64) -> f64) -> [f64; REPLICATES] {
        let mut sums = [0.0; REPLICATES];
        for (start, values) in self.runs() {
            add_run(&mut sums, start, values, &term);
        }
        sums
    }

    /// How many values have something, by replicate.
    #[inline(always)]
    pub(crate) fn counts(&self, has: impl Fn(f64) -> bool) -> ByReplicate {
        let mut counts = [0; REPLICATES];
        for (start, values) in self.runs() {
            add_run(&mut counts, start, values, |x| u64::from(has(x)));
        }
        counts
    }

    /// How many values there are, by replicate.
    pub(crate) fn sizes(&self) -> ByReplicate {
        let mut sizes = [0; REPLICATES];
        for (start, values) in self.runs() {
            for place in 0..REPLICATES {
                sizes[(start + place) % REPLICATES] +=
                    values.len().saturating_sub(place).div_ceil(REPLICATES) as u64;
            }
        }
        sizes
    }
}

/// How many of the first numbers come one after the other.
fn run_length(numbers: &[u64]) -> usize {
    let is_run = |length: usize| numbers[length - 1] - numbers[0] == length as u64 - 1;
    if is_run(numbers.len()) {
        return numbers.len();
    }
    // Longer than a run no part of the numbers is one.
    let (mut run, mut longer) = (1, numbers.len());
    while longer - run > 1 {
        let middle = run.midpoint(longer);
        if is_run(middle) { run = middle } else { longer = middle }
    }
    run
}

/// Adds a term of each value of a run to the sum of its replicate; `start` is that of the first.
#[inline(always)]
pub(crate) fn add_run<T: Copy + std::ops::AddAssign>(
    sums: &mut [T; REPLICATES],
    start: usize,
    values: &[f64],
    term: impl Fn(f64) -> T,
) {
    // By place in the run, so that eight values side by side go to eight sums.
    let mut by_place: [T; REPLICATES] = std::array::from_fn(|place| sums[(start + place) % REPLICATES]);
    let (chunks, rest) = values.as_chunks::<REPLICATES>();
    for chunk in chunks {
        for place in 0..REPLICATES {
            by_place[place] += term(chunk[place]);
        }
    }
    for (sum, x) in by_place.iter_mut().zip(rest) {
        *sum += term(*x);
    }
    for (place, sum) in by_place.into_iter().enumerate() {
        sums[(start + place) % REPLICATES] = sum;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers from `first` on without every `without`th.
    fn numbers(first: u64, count: usize, without: u64) -> Vec<u64> {
        (first..).filter(|i| without == 0 || i % without != 1).take(count).collect()
    }

    #[test]
    fn sums_and_counts_are_those_of_each_value() {
        for (first, count, without) in
            [(0, 256, 0), (3, 250, 0), (13, 100, 0), (0, 200, 7), (5, 77, 3), (6, 5, 0), (0, 0, 0)]
        {
            let numbers = numbers(first, count, without);
            let values: Vec<f64> = numbers.iter().map(|i| (*i as f64 * 0.37) % 1.0).collect();
            let (mut sums, mut counts, mut sizes) = ([0.0; 8], [0; 8], [0; 8]);
            for (i, x) in numbers.iter().zip(&values) {
                sums[(i % 8) as usize] += x - 0.5;
                counts[(i % 8) as usize] += u64::from(*x < 0.3);
                sizes[(i % 8) as usize] += 1;
            }
            let mut drawn = vec![DrawnValues::of(&values, &numbers)];
            if without == 0 {
                drawn.push(DrawnValues { values: &values, numbers: Numbers::From(first) });
            }
            for drawn in drawn {
                assert_eq!(drawn.sums(|x| x - 0.5), sums);
                assert_eq!(drawn.counts(|x| x < 0.3), counts);
                assert_eq!(drawn.sizes(), sizes);
            }
        }
    }

    #[test]
    fn blocks_follow_from_the_numbers() {
        for (first, without) in [(0, 0), (200, 0), (255, 5), (1_000, 2), (70, 300)] {
            let numbers = numbers(first, 1_500, without);
            let values: Vec<f64> = numbers.iter().map(|i| *i as f64).collect();
            let mut seen = Vec::new();
            for (block, drawn) in DrawnValues::of(&values, &numbers).blocks() {
                assert!(drawn.values.iter().all(|x| *x as u64 / BLOCK == block) && !drawn.values.is_empty());
                assert!((0..drawn.len()).all(|i| drawn.number(i) == drawn.values[i] as u64));
                seen.extend_from_slice(drawn.values);
            }
            assert_eq!(seen, values);
            let below = DrawnValues::of(&values, &numbers).below(1_024);
            assert_eq!(below.len(), numbers.iter().filter(|i| **i < 1_024).count());
        }
    }
}
