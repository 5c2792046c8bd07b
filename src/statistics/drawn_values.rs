//! Values of draws with the numbers of the draws: what a replicate, and a block of draws, are found by.

use super::replicates::{REPLICATES, replicate_of};

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

    /// The replicate of the first value, where the draws come one after the other.
    #[inline(always)]
    fn in_turn(&self) -> Option<usize> {
        match self.numbers {
            Numbers::From(first) => Some(replicate_of(first)),
            Numbers::Of(numbers) => {
                let (first, last) = (numbers.first()?, numbers.last()?);
                (last - first == numbers.len() as u64 - 1).then(|| replicate_of(*first))
            }
        }
    }

    /// The sum of a term of each value, by replicate: every sum in the order of the draws, one value after the other.
    #[inline(always)]
    pub(crate) fn sums(&self, term: impl Fn(f64) -> f64) -> [f64; REPLICATES] {
        let mut sums = [0.0; REPLICATES];
        let Some(start) = self.in_turn() else {
            for (i, x) in self.values.iter().enumerate() {
                sums[replicate_of(self.number(i))] += term(*x);
            }
            return sums;
        };
        let (chunks, rest) = self.values.as_chunks::<REPLICATES>();
        for chunk in chunks {
            for way in 0..REPLICATES {
                sums[way] += term(chunk[way]);
            }
        }
        for (sum, x) in sums.iter_mut().zip(rest) {
            *sum += term(*x);
        }
        turned(sums, start)
    }

    /// How many values have something, by replicate.
    #[inline(always)]
    pub(crate) fn counts(&self, has: impl Fn(f64) -> bool) -> [u64; REPLICATES] {
        let mut counts = [0; REPLICATES];
        let Some(start) = self.in_turn() else {
            for (i, x) in self.values.iter().enumerate() {
                counts[replicate_of(self.number(i))] += u64::from(has(*x));
            }
            return counts;
        };
        let (chunks, rest) = self.values.as_chunks::<REPLICATES>();
        for chunk in chunks {
            for way in 0..REPLICATES {
                counts[way] += u64::from(has(chunk[way]));
            }
        }
        for (count, x) in counts.iter_mut().zip(rest) {
            *count += u64::from(has(*x));
        }
        turned(counts, start)
    }

    /// How many values there are, by replicate.
    pub(crate) fn sizes(&self) -> [u64; REPLICATES] {
        let Some(start) = self.in_turn() else { return self.counts(|_| true) };
        let n = self.len();
        turned(std::array::from_fn(|way| ((n + REPLICATES - 1 - way) / REPLICATES) as u64), start)
    }
}

/// What stands by place, the first of which is that of replicate `start`, by replicate.
fn turned<T: Copy>(mut by_place: [T; REPLICATES], start: usize) -> [T; REPLICATES] {
    by_place.rotate_right(start);
    by_place
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
