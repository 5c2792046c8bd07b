//! Values that may lie around a wanted rank, kept while all values are counted, so that they need not be simulated again.
//!
//! After `n` of `N` draws the share of values below the quantile of all of them is known to
//! `s = sqrt(p (1-p) (1/n - 1/N))`, `n` the number of draws that would tell as much with equal weights. The buckets
//! within `5 s` of a wanted rank are kept, and fewer of them whenever half as many draws again have been seen: some
//! `3 sqrt(N)` values a quantile. Where a rank turns out to lie elsewhere, which independent draws do once in a million
//! times, the values are simulated again: what is kept decides the speed, never the result.

use super::super::summary::PROBABILITIES;
use super::buckets::Buckets;

/// Standard deviations around a rank.
const REACH: f64 = 5.0;
/// The buckets are chosen again when there are so many times as many values.
const AGAIN: f64 = 1.5;
/// Buckets beyond them, on each side.
const BESIDE: usize = 1;

/// The values of the buckets that may hold a wanted rank.
#[derive(Clone, Debug)]
pub(crate) struct Reserve {
    /// Weights by group.
    weights: Vec<f64>,
    /// Values of a group that there will be.
    expected: usize,
    /// By bucket; empty before the first values.
    is_kept: Vec<bool>,
    /// By group.
    values: Vec<Vec<f64>>,
    /// The buckets are chosen again after so many values.
    next: usize,
}

impl Reserve {
    /// Nothing yet, of groups with weights and so many values each.
    pub(crate) fn new(weights: Vec<f64>, expected: usize) -> Self {
        let values = vec![Vec::new(); weights.len()];
        Self { weights, expected, is_kept: Vec::new(), values, next: 0 }
    }

    /// About the most bytes that the reserve of a result takes: most values are kept before the last choice but one,
    /// which is made after half of the draws.
    pub(crate) fn bytes(groups: usize, expected: usize, buckets: usize) -> u64 {
        let draws = (groups * expected) as f64;
        let around = |p: f64| 2.0 * REACH * AGAIN * (p * (1.0 - p) * draws / 4.0).sqrt();
        let beside = PROBABILITIES.len() as f64 * 2.0 * (1 + BESIDE) as f64 * draws / buckets as f64;
        ((PROBABILITIES.iter().map(|p| around(*p)).sum::<f64>() + beside) * size_of::<f64>() as f64) as u64
    }

    /// Whether the buckets are chosen.
    pub(crate) fn has_begun(&self) -> bool {
        !self.is_kept.is_empty()
    }

    /// Counts the next values of a group, and takes what may matter of them, where the buckets are chosen.
    pub(crate) fn count(&mut self, buckets: &Buckets, group: usize, values: &[f64], counts: &mut [u32]) {
        let kept = &mut self.values[group];
        buckets.count_and_pick(values, counts, &self.is_kept, |_, x| kept.push(x));
    }

    /// Chooses the buckets after the first values, which have been counted by group, and takes what may matter of them.
    pub(crate) fn begin(&mut self, buckets: &Buckets, counts: &[&[u32]], values: &[&[f64]]) {
        self.is_kept = buckets.of_different_values();
        self.narrow(counts);
        for (kept, values) in self.values.iter_mut().zip(values) {
            buckets.pick(values, &self.is_kept, |_, x| kept.push(x));
        }
    }

    /// Lets go of what cannot matter any more, after values have been counted.
    pub(crate) fn review(&mut self, buckets: &Buckets, counts: &[&[u32]]) {
        if self.narrow(counts) {
            for kept in &mut self.values {
                let mut left = Vec::with_capacity(kept.len() / 2);
                buckets.pick(kept, &self.is_kept, |_, x| left.push(x));
                *kept = left;
            }
        }
    }

    /// Chooses among the buckets anew, where there are enough more values than the last time, and not yet all.
    fn narrow(&mut self, counts: &[&[u32]]) -> bool {
        let sizes: Vec<usize> =
            counts.iter().map(|counts| counts.iter().map(|count| *count as usize).sum()).collect();
        let seen = sizes.iter().copied().max().unwrap_or(0);
        if seen < self.next || (seen >= self.expected && self.next > 0) {
            return false;
        }
        self.next = (AGAIN * seen as f64) as usize;
        let groups: Vec<(f64, &[u32])> = (self.weights.iter().zip(&sizes).zip(counts))
            .filter(|((weight, size), _)| **weight > 0.0 && **size > 0)
            .map(|((weight, size), counts)| (weight / *size as f64, *counts))
            .collect();
        let below = cumulated(&groups, self.is_kept.len());
        let total = below.last().copied().unwrap_or(0.0);
        let squares: f64 = groups
            .iter()
            .map(|(each, counts)| each * each * counts.iter().map(|c| f64::from(*c)).sum::<f64>())
            .sum();
        let left = 1.0 - (seen as f64 / self.expected as f64).min(1.0);
        let mut may_matter = vec![false; self.is_kept.len()];
        for p in PROBABILITIES {
            let spread = REACH * (p * (1.0 - p) * squares * left).sqrt();
            let (low, high) = (p * total - spread, p * total + spread);
            // Bucket `b` holds what lies between `below[b]` and `below[b + 1]`.
            let first = below[1..].partition_point(|up_to| *up_to < low).saturating_sub(BESIDE);
            let last = below[..self.is_kept.len()].partition_point(|below| *below <= high) + BESIDE;
            let last = last.min(may_matter.len());
            may_matter[first.min(last)..last].fill(true);
        }
        self.is_kept.iter_mut().zip(may_matter).for_each(|(kept, may)| *kept &= may);
        true
    }

    /// By bucket, whether all its values are in the reserve, and the values by group.
    pub(crate) fn into_parts(self) -> (Vec<bool>, Vec<Vec<f64>>) {
        (self.is_kept, self.values)
    }
}

/// The weight below each bucket, and below the end of the last.
fn cumulated(groups: &[(f64, &[u32])], buckets: usize) -> Vec<f64> {
    let mut sum = 0.0;
    let up_to = (0..buckets).map(|bucket| {
        sum += groups.iter().map(|(each, counts)| each * f64::from(counts[bucket])).sum::<f64>();
        sum
    });
    std::iter::once(0.0).chain(up_to).collect()
}
