//! Values around the wanted ranks, kept while all values are counted, so that they need not be simulated again.
//!
//! After `n` of `N` draws the share of values below the quantile of all of them is known to
//! `s = sqrt(p (1-p) (1/n - 1/N))`, `n` the number of draws with equal weights that would say as much. The buckets
//! within `5 s` of a wanted rank, and of the ranks beside it that its error is told from, are kept, and fewer of them whenever half as many draws again have been counted: some
//! `3 sqrt(N)` values a quantile. Where a rank turns out to lie elsewhere, which independent draws do once in a million
//! times, the values are simulated again: what is kept decides the speed, never the result.

use super::buckets::{Buckets, MAX_BUCKETS};
use super::probabilities::{PROBABILITIES, WITH_ERROR};
use super::rank_errors::REACH;

/// Standard deviations around a rank.
const WIDTH: f64 = 5.0;
/// The buckets are chosen again when there are so many times as many values.
const GROWTH: f64 = 1.5;
/// Buckets beyond them, on each side.
const MARGIN: usize = 1;

/// The values of the buckets that may hold a wanted rank.
#[derive(Clone, Debug)]
#[cfg_attr(feature = "shards", derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct KeptValues {
    /// Weights by group.
    weights: Vec<f64>,
    /// Values of a group that there will be.
    expected: usize,
    /// By bucket, whether all its values so far are kept; empty before the first values.
    is_kept: Vec<bool>,
    /// By group.
    values: Vec<Vec<f64>>,
    /// The buckets are chosen again after so many values.
    next_choice: usize,
}

impl KeptValues {
    /// Nothing yet, of groups with weights and so many values each.
    pub(crate) fn new(weights: Vec<f64>, expected: usize) -> Self {
        let values = vec![Vec::new(); weights.len()];
        Self { weights, expected, is_kept: Vec::new(), values, next_choice: 0 }
    }

    /// About the most bytes that the kept values of a result take: most are kept before the last choice but one, which
    /// is made after half of the draws.
    pub(crate) fn bytes(groups: usize, expected: usize) -> u64 {
        let draws = (groups * expected) as f64;
        let around = |p: f64| {
            let reach = reach(p, 1.0 / expected.max(1) as f64) * draws;
            2.0 * (WIDTH * GROWTH * (p * (1.0 - p) * draws / 4.0).sqrt() + reach)
        };
        let a_bucket = draws / f64::from(MAX_BUCKETS);
        let beside = PROBABILITIES.len() as f64 * 2.0 * (1 + MARGIN) as f64 * a_bucket;
        ((PROBABILITIES.iter().map(|p| around(*p)).sum::<f64>() + beside) * size_of::<f64>() as f64) as u64
    }

    /// Takes what may matter of the next values of each group, once they have been counted, and lets go of what cannot
    /// matter any more. `counts` are those of all values so far, by group: their number, and by bucket.
    pub(crate) fn take(&mut self, buckets: &Buckets, counts: &[(usize, &[u32])], values: &[&[f64]]) {
        if self.is_kept.is_empty() {
            self.is_kept = buckets.without_frequent_values();
        }
        if self.choose(counts) {
            self.let_go(buckets);
        }
        for (kept, values) in self.values.iter_mut().zip(values) {
            buckets.pick(values, &self.is_kept, |_, x| kept.push(x));
        }
    }

    /// Chooses among the kept buckets, where there are enough more values than the last time, and not yet all. A bucket
    /// that was let go has lost values and does not come back.
    fn choose(&mut self, counts: &[(usize, &[u32])]) -> bool {
        let seen = counts.iter().map(|(size, _)| *size).max().unwrap_or(0);
        if seen < self.next_choice || (seen >= self.expected && self.next_choice > 0) {
            return false;
        }
        self.next_choice = (GROWTH * seen as f64) as usize;
        // Weight of a draw, number of values, counts by bucket.
        let groups: Vec<(f64, usize, &[u32])> = (self.weights.iter().zip(counts))
            .filter(|(weight, (size, _))| **weight > 0.0 && *size > 0)
            .map(|(weight, (size, counts))| (weight / *size as f64, *size, *counts))
            .collect();
        let below = cumulated(&groups, self.is_kept.len());
        let total = below.last().copied().unwrap_or(0.0);
        let squares: f64 = groups.iter().map(|(weight, size, _)| weight * weight * *size as f64).sum();
        let left = 1.0 - (seen as f64 / self.expected as f64).min(1.0);
        let each = 1.0 / self.expected.max(1) as f64;
        let mut may_matter = vec![false; self.is_kept.len()];
        for p in PROBABILITIES {
            let spread = WIDTH * (p * (1.0 - p) * squares * left).sqrt() + reach(p, each) * total;
            let (low, high) = (p * total - spread, p * total + spread);
            // Bucket `b` holds what lies between `below[b]` and `below[b + 1]`.
            let first = below[1..].partition_point(|up_to| *up_to < low).saturating_sub(MARGIN);
            let last = below[..self.is_kept.len()].partition_point(|below| *below <= high) + MARGIN;
            let last = last.min(may_matter.len());
            may_matter[first.min(last)..last].fill(true);
        }
        self.is_kept.iter_mut().zip(may_matter).for_each(|(kept, may)| *kept &= may);
        true
    }

    /// Lets go of what need not be kept when these are all values of a part.
    #[cfg(feature = "shards")]
    pub(crate) fn end_part(&mut self, buckets: &Buckets, counts: &[(usize, &[u32])]) {
        self.next_choice = 0;
        if !self.is_kept.is_empty()
            && counts.iter().any(|(size, _)| *size < self.expected)
            && self.choose(counts)
        {
            self.let_go(buckets);
        }
    }

    /// Takes what was kept of later values: what both have kept stays.
    #[cfg(feature = "shards")]
    pub(crate) fn append(&mut self, buckets: &Buckets, later: Self) {
        match (self.is_kept.is_empty(), later.is_kept.is_empty()) {
            // What has no values has all of them.
            (true, _) => self.is_kept = later.is_kept,
            (_, true) => {}
            _ => self.is_kept.iter_mut().zip(&later.is_kept).for_each(|(kept, other)| *kept &= other),
        }
        self.values.iter_mut().zip(later.values).for_each(|(kept, values)| kept.extend(values));
        self.let_go(buckets);
    }

    /// Lets go of the values of buckets that are not kept any more.
    fn let_go(&mut self, buckets: &Buckets) {
        for kept in &mut self.values {
            let mut left = Vec::with_capacity(kept.len() / 2);
            buckets.pick(kept, &self.is_kept, |_, x| left.push(x));
            *kept = left;
        }
    }

    /// Whether it is of so many groups and buckets, or of no values yet.
    #[cfg(feature = "shards")]
    pub(crate) fn is_sound(&self, groups: usize, buckets: usize) -> bool {
        let [weights, values] = [self.weights.len(), self.values.len()];
        weights == groups && values == groups && (self.is_kept.len() == buckets || self.is_kept.is_empty())
    }

    /// By bucket, whether all its values are kept, and the values by group.
    pub(crate) fn into_parts(self) -> (Vec<bool>, Vec<Vec<f64>>) {
        (self.is_kept, self.values)
    }
}

/// How far from a rank its error looks, as a share of all draws, of which each is such a share of its group.
fn reach(p: f64, each: f64) -> f64 {
    if WITH_ERROR.contains(&p) { REACH * (p * (1.0 - p) * each).sqrt() } else { 0.0 }
}

/// The weight below each bucket, and below the end of the last.
fn cumulated(groups: &[(f64, usize, &[u32])], buckets: usize) -> Vec<f64> {
    let mut sum = 0.0;
    let up_to = (0..buckets).map(|bucket| {
        sum += groups.iter().map(|(weight, _, counts)| weight * f64::from(counts[bucket])).sum::<f64>();
        sum
    });
    std::iter::once(0.0).chain(up_to).collect()
}
