//! The first pass over values that come all at once or a part at a time: moments, counts by bucket, and how many values of each
//! replicate lie below a threshold near every quantile whose error is asked for.
//!
//! Order statistics are exact, and those of values in parts have the bits that all values at once give. The first part must
//! hold the draws that the sample is taken from.

use super::super::drawn_values::{DrawnValues, add_run};
use super::super::moments::{Moments, RunningMoments};
use super::super::replicates::{ByReplicate, REPLICATES};
use super::buckets::{self, Buckets, MAX_BUCKETS};
use super::kept_values::KeptValues;
use super::pooled_order::PooledOrder;
use super::probabilities::Wanted;
use super::rank_errors::RankErrors;
use super::sample::Sample;
use super::second_pass::SecondPass;
use super::wanted::WantedBuckets;
use crate::scalar::widest_build;

/// Values of groups of draws, counted.
#[derive(Clone, Debug)]
#[cfg_attr(feature = "shards", derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Tally {
    /// About the weights by group: they decide where thresholds lie.
    weights: Vec<f64>,
    wanted: Wanted,
    /// Empty before the first values: near each quantile whose error is wanted.
    thresholds: Vec<f64>,
    buckets: Option<Buckets>,
    groups: Vec<Group>,
    /// Number of buckets that there will be, beside those of frequent values.
    number: u32,
    kept: Option<KeptValues>,
}

/// The values of one group, counted.
#[derive(Clone, Debug, Default)]
#[cfg_attr(feature = "shards", derive(serde::Serialize, serde::Deserialize))]
struct Group {
    moments: RunningMoments,
    size: usize,
    counts: Vec<u32>,
    /// By threshold, how many values of each replicate lie below it.
    below: Vec<ByReplicate>,
}

impl Tally {
    /// Nothing yet, of groups with about these weights. There are as many buckets as there may be, so that few values are
    /// sought.
    pub(crate) fn new(weights: Vec<f64>, wanted: Wanted) -> Self {
        let groups = vec![Group::default(); weights.len()];
        Self {
            weights,
            wanted,
            thresholds: Vec::new(),
            buckets: None,
            groups,
            number: MAX_BUCKETS,
            kept: None,
        }
    }

    /// Nothing yet, of groups with at most so many values each, which are at hand: as many buckets as pay.
    pub(crate) fn for_values_at_hand(weights: Vec<f64>, wanted: Wanted, values: usize) -> Self {
        Self { number: buckets::number(values), ..Self::new(weights, wanted) }
    }

    /// Nothing yet, of groups with about so many values each: values around the ranks of the usual quantiles are kept.
    pub(crate) fn keeping_values(weights: Vec<f64>, wanted: Wanted, expected: usize) -> Self {
        Self { kept: Some(KeptValues::new(weights.clone(), expected)), ..Self::new(weights, wanted) }
    }

    /// ByReplicate the next values of each group. The first ones decide where buckets and thresholds lie.
    pub(crate) fn count(&mut self, values: &[DrawnValues<'_>]) {
        self.begin(values);
        let Some(buckets) = &self.buckets else { return };
        for (group, drawn) in self.groups.iter_mut().zip(values) {
            group.size += drawn.len();
            for (block, drawn) in drawn.blocks() {
                group.moments.push_block(block, drawn);
                buckets.count(drawn.values, &mut group.counts);
                count_below_here(drawn, &self.thresholds, &mut group.below);
            }
        }
        if let Some(kept) = &mut self.kept {
            let counts: Vec<(usize, &[u32])> =
                self.groups.iter().map(|group| (group.size, &group.counts[..])).collect();
            let values: Vec<&[f64]> = values.iter().map(|drawn| drawn.values).collect();
            kept.take(buckets, &counts, &values);
        }
    }

    /// The first values, before any are counted, decide where buckets and thresholds lie.
    pub(crate) fn begin(&mut self, values: &[DrawnValues<'_>]) {
        if self.buckets.is_some() {
            return;
        }
        let groups: Vec<(f64, DrawnValues<'_>)> =
            self.weights.iter().copied().zip(values.iter().copied()).collect();
        let sample = Sample::of(&groups);
        self.thresholds = sample.quantiles(&self.wanted.with_error).collect();
        let buckets = Buckets::around(&sample, self.number);
        for group in &mut self.groups {
            group.counts.resize(buckets.len(), 0);
            group.below.resize(self.thresholds.len(), [0; REPLICATES]);
        }
        self.buckets = Some(buckets);
    }

    /// Lets go of what need not be kept when all values of a part have been counted.
    #[cfg(feature = "shards")]
    pub(crate) fn end_part(&mut self) {
        if let (Some(kept), Some(buckets)) = (&mut self.kept, &self.buckets) {
            let counts: Vec<(usize, &[u32])> =
                self.groups.iter().map(|group| (group.size, &group.counts[..])).collect();
            kept.end_part(buckets, &counts);
        }
    }

    /// Whether both are of the same groups, and asked the same.
    #[cfg(feature = "shards")]
    pub(crate) fn is_like(&self, other: &Self) -> bool {
        let bits = |values: &[f64]| values.iter().map(|x| x.to_bits()).collect::<Vec<_>>();
        bits(&self.weights) == bits(&other.weights)
            && self.wanted == other.wanted
            && self.number == other.number
    }

    /// Takes the counts of later values, which began with the same first values; whether they did.
    #[cfg(feature = "shards")]
    pub(crate) fn append(&mut self, later: Self) -> bool {
        let (Some(buckets), Some(others)) = (&self.buckets, &later.buckets) else { return false };
        let bits = |values: &[f64]| values.iter().map(|x| x.to_bits()).collect::<Vec<_>>();
        let began_alike = buckets.are(others) && bits(&self.thresholds) == bits(&later.thresholds);
        if !self.is_like(&later) || !began_alike {
            return false;
        }
        for (group, other) in self.groups.iter_mut().zip(later.groups) {
            group.moments.append(&other.moments);
            group.size += other.size;
            group.counts.iter_mut().zip(other.counts).for_each(|(sum, n)| *sum += n);
            for (below, other) in group.below.iter_mut().zip(other.below) {
                below.iter_mut().zip(other).for_each(|(sum, n)| *sum += n);
            }
        }
        self.kept = match (self.kept.take(), later.kept) {
            (Some(mut kept), Some(other)) => {
                kept.append(buckets, other);
                Some(kept)
            }
            _ => None,
        };
        true
    }

    /// Whether its parts have the sizes that belong together: it may have been read from a file.
    #[cfg(feature = "shards")]
    pub(crate) fn is_sound(&self) -> bool {
        let buckets = self.buckets.as_ref().map_or(0, Buckets::len);
        let group =
            |group: &Group| group.counts.len() == buckets && group.below.len() == self.thresholds.len();
        buckets > 0
            && self.groups.len() == self.weights.len()
            && self.thresholds.len() == self.wanted.with_error.len()
            && self.groups.iter().all(group)
            && self.kept.as_ref().is_none_or(|kept| kept.is_sound(self.groups.len(), buckets))
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

    /// Number of values by group and replicate.
    pub(crate) fn sizes_by_replicate(&self) -> impl Iterator<Item = ByReplicate> {
        self.groups.iter().map(|group| group.moments.moments().counts)
    }

    /// What is sought of the values under weights by group. A group without values, or with a weight that is not positive, is
    /// left out.
    pub(crate) fn second_pass(self, weights: &[f64]) -> SecondPass {
        let all: Vec<(f64, Moments)> = weights
            .iter()
            .zip(&self.groups)
            .map(|(weight, group)| (*weight, group.moments.moments()))
            .collect();
        let counts = |(weight, moments): &(f64, Moments)| *weight > 0.0 && moments.count > 0;
        let groups: Vec<(f64, Moments)> = all.iter().copied().filter(counts).collect();
        let below =
            all.iter().zip(&self.groups).filter(|(one, _)| counts(one)).map(|(_, group)| &group.below[..]);
        let errors = RankErrors::new(&self.wanted, &groups, below);
        let probabilities: Vec<f64> = self.wanted.quantiles.iter().copied().chain(errors.around()).collect();
        let order = PooledOrder::new(&groups, &probabilities);
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
        let mut pass = SecondPass::new(order, groups, classes, wanted, errors);
        if let Some((buckets, values)) = self.kept.map(KeptValues::into_parts) {
            pass.take_kept(&buckets, &values);
        }
        pass
    }
}

/// Adds how many values of a block lie below each threshold, by replicate. `WIDE` only distinguishes the builds.
#[inline(always)]
fn count_below<const WIDE: bool>(drawn: DrawnValues<'_>, thresholds: &[f64], below: &mut [ByReplicate]) {
    for (start, values) in drawn.runs() {
        for (threshold, below) in thresholds.iter().zip(&mut *below) {
            add_run(below, start, values, |x| u64::from(x < *threshold));
        }
    }
}

/// [`count_below`] compiled for AVX2.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn count_below_avx2(drawn: DrawnValues<'_>, thresholds: &[f64], below: &mut [ByReplicate]) {
    count_below::<true>(drawn, thresholds, below);
}

/// [`count_below`] with the instruction set of the machine.
fn count_below_here(drawn: DrawnValues<'_>, thresholds: &[f64], below: &mut [ByReplicate]) {
    widest_build!(avx2: count_below_avx2, plain: count_below::<false>, (drawn, thresholds, below))
}
