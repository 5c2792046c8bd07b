//! The first pass over values that come all at once or a part at a time: moments, and counts by bucket.
//!
//! Order statistics are exact, and those of values in parts have the bits that all values at once give.

use super::super::moments::{Moments, RunningMoments};
use super::buckets::{self, Buckets, MAX_BUCKETS};
use super::kept_values::KeptValues;
use super::pooled_order::PooledOrder;
use super::probabilities::PROBABILITIES;
use super::second_pass::SecondPass;
use super::wanted::WantedBuckets;

/// Values of groups of draws, counted.
#[derive(Clone, Debug)]
pub(crate) struct Tally {
    buckets: Option<Buckets>,
    groups: Vec<Group>,
    /// Number of buckets that there will be, beside those of frequent values.
    number: u32,
    kept: Option<KeptValues>,
}

/// The values of one group, counted.
#[derive(Clone, Debug, Default)]
struct Group {
    moments: RunningMoments,
    size: usize,
    counts: Vec<u32>,
}

impl Tally {
    /// Nothing yet, of so many groups. There are as many buckets as there may be, so that few values are wanted.
    pub(crate) fn new(groups: usize) -> Self {
        Self { buckets: None, groups: vec![Group::default(); groups], number: MAX_BUCKETS, kept: None }
    }

    /// Nothing yet, of so many groups with at most so many values each, which are at hand: as many buckets as pay.
    pub(crate) fn for_values_at_hand(groups: usize, values: usize) -> Self {
        Self { number: buckets::number(values), ..Self::new(groups) }
    }

    /// Nothing yet, of groups with these weights and about so many values each: values around the wanted ranks are kept.
    pub(crate) fn keeping_values(weights: Vec<f64>, expected: usize) -> Self {
        let groups = weights.len();
        Self { kept: Some(KeptValues::new(weights, expected)), ..Self::new(groups) }
    }

    /// Counts the next values of each group. The first ones decide where the buckets lie.
    pub(crate) fn count(&mut self, values: &[&[f64]]) {
        let buckets = self.buckets.get_or_insert_with(|| Buckets::around(values, self.number));
        for (group, values) in self.groups.iter_mut().zip(values) {
            group.moments.push(values);
            group.size += values.len();
            group.counts.resize(buckets.len(), 0);
            buckets.count(values, &mut group.counts);
        }
        if let Some(kept) = &mut self.kept {
            let counts: Vec<(usize, &[u32])> =
                self.groups.iter().map(|group| (group.size, &group.counts[..])).collect();
            kept.take(buckets, &counts, values);
        }
    }

    /// Number of values that are kept.
    #[cfg(test)]
    pub(super) fn kept_values(&self) -> usize {
        self.kept.clone().map_or(0, |kept| kept.into_parts().1.iter().map(Vec::len).sum())
    }

    /// Number of values by group.
    pub(crate) fn sizes(&self) -> impl Iterator<Item = usize> {
        self.groups.iter().map(|group| group.size)
    }

    /// What is wanted of the values under weights by group. A group without values, or with a weight that is not
    /// positive, is left out.
    pub(crate) fn second_pass(self, weights: &[f64]) -> SecondPass {
        self.second_pass_at(weights, &PROBABILITIES)
    }

    /// [`Self::second_pass`] for any probabilities.
    pub(crate) fn second_pass_at(self, weights: &[f64], probabilities: &[f64]) -> SecondPass {
        let all: Vec<(f64, Moments)> = weights
            .iter()
            .zip(&self.groups)
            .map(|(weight, group)| (*weight, group.moments.moments()))
            .collect();
        let counts = |(weight, moments): &(f64, Moments)| *weight > 0.0 && moments.count > 0;
        let groups: Vec<(f64, Moments)> = all.iter().copied().filter(counts).collect();
        let order = PooledOrder::new(&groups, probabilities);
        let mut class_of = order.class_of().iter().copied();
        let classes: Vec<Option<usize>> =
            all.iter().map(|group| counts(group).then(|| class_of.next()).flatten()).collect();
        let is_constant = order.constant().is_some();
        let wanted = self.buckets.filter(|_| !groups.is_empty() && !is_constant).map(|buckets| {
            let mut by_class = vec![vec![0; buckets.len()]; order.classes()];
            for (class, group) in classes.iter().zip(&self.groups) {
                if let Some(class) = class {
                    by_class[*class].iter_mut().zip(&group.counts).for_each(|(sum, count)| *sum += count);
                }
            }
            WantedBuckets::new(&order, buckets, &by_class)
        });
        let mut pass = SecondPass::new(order, groups, classes, wanted);
        if let Some((buckets, values)) = self.kept.map(KeptValues::into_parts) {
            pass.take_kept(&buckets, &values);
        }
        pass
    }
}
