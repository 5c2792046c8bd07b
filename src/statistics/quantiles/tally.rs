//! Statistics of values that come a part at a time: they are counted by bucket, and then the values of the few buckets
//! that hold a wanted rank are looked into. Most often those were kept on the way (`reserve`); else the values come a
//! second time. Order statistics are exact, and the result has the bits that all values at once would give.

use super::super::moments::{Moments, RunningMoments};
use super::super::summary::{PROBABILITIES, Pooled};
use super::buckets::Buckets;
use super::reserve::Reserve;
use super::selection::{Level, Search};

/// Values that are looked at together: they stay in the first cache between moments and counts.
const TOGETHER: usize = 1_024;

/// Values of groups of draws, counted.
#[derive(Clone, Debug)]
pub(crate) struct Tally {
    buckets: Option<Buckets>,
    groups: Vec<Group>,
    reserve: Option<Reserve>,
}

/// The values of one group, counted.
#[derive(Clone, Debug, Default)]
struct Group {
    moments: RunningMoments,
    counts: Vec<u32>,
}

impl Tally {
    /// Nothing yet, of so many groups.
    pub(crate) fn new(groups: usize, reserve: Option<Reserve>) -> Self {
        Self { buckets: None, groups: vec![Group::default(); groups], reserve }
    }

    /// Counts the next values of each group. The first ones decide where the buckets lie.
    pub(crate) fn count(&mut self, values: &[&[f64]]) {
        let buckets = self.buckets.get_or_insert_with(|| Buckets::around(values, usize::MAX));
        let has_begun = self.reserve.as_ref().is_some_and(Reserve::has_begun);
        for (number, (group, values)) in self.groups.iter_mut().zip(values).enumerate() {
            group.counts.resize(buckets.len(), 0);
            // The first part ends where a block of the moments ends, and so do the others: none is copied.
            let (first, rest) = values.split_at(group.moments.room().min(values.len()));
            for values in std::iter::once(first).chain(rest.chunks(TOGETHER)) {
                group.moments.push(values);
                match &mut self.reserve {
                    Some(reserve) if has_begun => reserve.count(buckets, number, values, &mut group.counts),
                    _ => buckets.count(values, &mut group.counts),
                }
            }
        }
        if let Some(reserve) = &mut self.reserve {
            let counts: Vec<&[u32]> = self.groups.iter().map(|group| &group.counts[..]).collect();
            if has_begun {
                reserve.review(buckets, &counts);
            } else {
                reserve.begin(buckets, &counts, values);
            }
        }
    }

    /// Number of values by group.
    pub(crate) fn sizes(&self) -> impl Iterator<Item = usize> {
        self.groups.iter().map(|group| group.moments.moments().count)
    }

    /// What has to be looked at a second time, under weights by group. A group without values, or with a weight that
    /// is not positive, is left out.
    pub(crate) fn look_again(self, weights: &[f64]) -> SecondLook {
        let all: Vec<(f64, Moments)> = weights
            .iter()
            .zip(&self.groups)
            .map(|(weight, group)| (*weight, group.moments.moments()))
            .collect();
        let counts = |(weight, moments): &(f64, Moments)| *weight > 0.0 && moments.count > 0;
        let moments: Vec<(f64, Moments)> = all.iter().copied().filter(counts).collect();
        let search = Search::new(&moments, &PROBABILITIES);
        let finite = moments.iter().all(|(_, m)| !m.mean.is_nan());
        let Some(buckets) = self.buckets.filter(|_| finite && !moments.is_empty() && !search.is_constant())
        else {
            return SecondLook { search, moments, classes: Vec::new(), level: None, is_complete: true };
        };
        let mut class_of = search.class_of().iter().copied();
        let classes: Vec<Option<usize>> =
            all.iter().map(|group| counts(group).then(|| class_of.next()).flatten()).collect();
        let mut by_class = vec![vec![0; buckets.len()]; search.classes()];
        for (class, group) in classes.iter().zip(&self.groups) {
            if let Some(class) = class {
                by_class[*class].iter_mut().zip(&group.counts).for_each(|(sum, count)| *sum += count);
            }
        }
        let level = Some(search.first_level(buckets, &by_class));
        let mut look = SecondLook { search, moments, classes, level, is_complete: false };
        if let Some((buckets, values)) = self.reserve.map(Reserve::into_parts) {
            look.keep_reserve(&buckets, &values);
        }
        look
    }
}

/// The values of the buckets that hold a wanted rank.
#[derive(Clone, Debug)]
pub(crate) struct SecondLook {
    search: Search,
    /// Weights and moments of the groups that count.
    moments: Vec<(f64, Moments)>,
    /// The class of each group, where it counts.
    classes: Vec<Option<usize>>,
    /// None where there is nothing to look for.
    level: Option<Level>,
    /// Whether nothing has to be looked at again.
    is_complete: bool,
}

impl SecondLook {
    /// Takes the values that were kept while all were counted, if they are all that is wanted.
    fn keep_reserve(&mut self, buckets: &[bool], values: &[Vec<f64>]) {
        if self.level.as_ref().is_some_and(|level| level.lies_in(buckets)) {
            self.keep(&values.iter().map(|values| &values[..]).collect::<Vec<_>>());
            self.is_complete = true;
        }
    }

    /// Bytes that the values to be kept take.
    pub(crate) fn bytes(&self) -> usize {
        let level = self.level.as_ref().filter(|_| !self.is_complete);
        level.map_or(0, |level| level.sought() * size_of::<f64>())
    }

    /// Whether there are values to be looked at again.
    pub(crate) fn is_needed(&self) -> bool {
        self.bytes() > 0
    }

    /// Keeps what is wanted of the next values of each group: the same ones that were counted.
    pub(crate) fn keep(&mut self, values: &[&[f64]]) {
        let Some(level) = self.level.as_mut().filter(|_| !self.is_complete) else { return };
        for (class, values) in self.classes.iter().zip(values) {
            if let Some(class) = class {
                level.take(*class, values);
            }
        }
    }

    /// The result.
    pub(crate) fn pooled(mut self) -> Pooled {
        if let Some(level) = &self.level {
            self.search.look_into(level, 1);
        }
        Pooled::new(&self.moments, || self.search.ranked())
    }
}

#[cfg(test)]
mod tests {
    use super::super::buckets::MOST;
    use super::*;
    use crate::statistics::awkward::{KINDS, values};
    use proptest::prelude::*;
    use proptest::test_runner::RngSeed;

    /// In parts of this size, beside all at once.
    fn in_parts(groups: &[(f64, Vec<f64>)], size: usize, has_reserve: bool) -> Pooled {
        let longest = groups.iter().map(|(_, values)| values.len()).max().unwrap_or(0);
        let parts = |from: usize| -> Vec<&[f64]> {
            let cut = |values: &'_ Vec<f64>| (from.min(values.len()), (from + size).min(values.len()));
            groups.iter().map(|(_, values)| (cut(values), values)).map(|((a, b), v)| &v[a..b]).collect()
        };
        let weights: Vec<f64> = groups.iter().map(|(weight, _)| *weight).collect();
        let reserve = has_reserve.then(|| Reserve::new(weights.clone(), longest));
        let mut tally = Tally::new(groups.len(), reserve);
        (0..longest).step_by(size).for_each(|from| tally.count(&parts(from)));
        let mut look = tally.look_again(&weights);
        (0..longest).step_by(size).for_each(|from| look.keep(&parts(from)));
        look.pooled()
    }

    fn at_once(groups: &[(f64, Vec<f64>)]) -> Pooled {
        Pooled::of(&groups.iter().map(|(weight, values)| (*weight, values.as_slice())).collect::<Vec<_>>())
    }

    fn examples(n: u32) -> Vec<Vec<f64>> {
        KINDS.iter().map(|kind| values(*kind, n)).collect()
    }

    fn bits(pooled: &Pooled) -> Vec<u64> {
        pooled.statistics().iter().map(|(_, value)| value.to_bits()).collect()
    }

    #[test]
    fn one_group_in_parts_has_the_bits_of_the_whole() {
        for n in [1, 2, 100, 3_000, 20_000] {
            for values in examples(n) {
                let groups = [(1.0, values)];
                for (size, reserve) in [(1_000, false), (1_000, true), (60_000, false), (128, true)] {
                    let parts = in_parts(&groups, size, reserve);
                    assert_eq!(bits(&parts), bits(&at_once(&groups)), "{n} in {size}, {reserve}");
                }
            }
        }
    }

    #[test]
    fn a_mixture_in_parts_has_the_bits_of_the_whole() {
        let all = examples(8_000);
        for (i, values) in all.iter().enumerate() {
            for other in &all[i..] {
                let groups = [
                    (0.4, values.clone()),
                    (0.4, other[..7_900].to_vec()),
                    (0.2, values.iter().map(|x| x * x).collect()),
                    (0.0, vec![7.0; 10]),
                    (0.3, vec![]),
                ];
                for reserve in [false, true] {
                    assert_eq!(bits(&in_parts(&groups, 1_500, reserve)), bits(&at_once(&groups)));
                }
            }
        }
    }

    #[test]
    fn few_values_are_kept_for_the_second_look() {
        let even = &examples(200_000)[0];
        let skewed: Vec<f64> = even.iter().map(|u| (8.0 * u).exp()).collect();
        for values in [even, &skewed] {
            let mut tally = Tally::new(1, None);
            tally.count(&[values]);
            let look = tally.look_again(&[1.0]);
            assert!(look.is_needed() && look.bytes() < 200_000 * 8 / 20, "{}", look.bytes());
        }
    }

    #[test]
    fn with_a_reserve_no_second_look_is_needed_and_few_values_are_kept() {
        let even = &examples(200_000)[0];
        let skewed: Vec<f64> = even.iter().map(|u| (8.0 * u).exp()).collect();
        for values in [even, &skewed] {
            let mut tally = Tally::new(1, Some(Reserve::new(vec![1.0], values.len())));
            let mut most = 0;
            for part in values.chunks(5_000) {
                tally.count(&[part]);
                most = most.max(tally.reserve.clone().unwrap().into_parts().1[0].len());
            }
            assert!(!tally.look_again(&[1.0]).is_needed());
            let bytes = Reserve::bytes(1, values.len(), MOST as usize);
            assert!(8 * (most as u64) < bytes && bytes < 200_000 * 8 / 8, "{most} values, {bytes} bytes");
        }
    }

    #[test]
    fn values_whose_order_misleads_are_looked_at_again() {
        // The second half lies between the fifth and the twentieth percentile of the first, and there are the quantiles.
        let mut values = examples(10_000)[0].clone();
        values.extend(examples(10_000)[0].iter().map(|u| 0.10 + 0.01 * u));
        let mut tally = Tally::new(1, Some(Reserve::new(vec![1.0], values.len())));
        values.chunks(1_000).for_each(|part| tally.count(&[part]));
        assert!(tally.look_again(&[1.0]).is_needed());
        let groups = [(1.0, values)];
        assert_eq!(bits(&in_parts(&groups, 1_000, true)), bits(&at_once(&groups)));
    }

    /// A bucket that was let go has lost values: that its rank is wanted after all must not bring it back.
    #[test]
    fn buckets_that_were_let_go_are_not_taken_for_whole() {
        let mut values = examples(2_000)[0].clone();
        values.extend(examples(60_000)[0].iter().map(|u| 0.10 + 0.01 * u));
        let groups = [(1.0, values)];
        assert_eq!(bits(&in_parts(&groups, 500, true)), bits(&at_once(&groups)));
    }

    #[test]
    fn a_frequent_value_is_not_kept() {
        let mut tally = Tally::new(2, None);
        let groups = [&values(KINDS[15], 20_000)[..], &[7.0; 5_000]];
        groups[0].chunks(1_000).zip(groups[1].chunks(250)).for_each(|(a, b)| tally.count(&[a, b]));
        let look = tally.look_again(&[0.5, 0.5]);
        assert!(look.bytes() < 100, "{}", look.bytes());
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, rng_seed: RngSeed::Fixed(1), ..Default::default() })]

        #[test]
        fn groups_in_parts_have_the_bits_of_the_whole(
            groups in prop::collection::vec((1u8..5, 0..KINDS.len(), 0u32..1_500), 1..6),
            size in 1usize..2_000,
            reserve in any::<bool>()
        ) {
            let groups: Vec<(f64, Vec<f64>)> =
                groups.iter().map(|(w, kind, n)| (f64::from(*w) / 7.0, values(KINDS[*kind], *n))).collect();
            prop_assert_eq!(bits(&in_parts(&groups, size, reserve)), bits(&at_once(&groups)));
        }

        #[test]
        fn few_draws_in_parts_have_the_bits_of_the_whole(
            groups in prop::collection::vec((1u8..5, prop::collection::vec(0u8..4, 0..12)), 1..6),
            size in 1usize..12,
            reserve in any::<bool>()
        ) {
            let groups: Vec<(f64, Vec<f64>)> = groups
                .iter()
                .map(|(w, values)| (f64::from(*w), values.iter().copied().map(f64::from).collect()))
                .collect();
            prop_assert_eq!(bits(&in_parts(&groups, size, reserve)), bits(&at_once(&groups)));
        }
    }

    #[test]
    fn values_that_are_not_finite_have_no_statistics() {
        let pooled = in_parts(&[(1.0, vec![1.0, f64::INFINITY, 2.0])], 2, true);
        assert!(pooled.statistics().iter().all(|(_, value)| value.is_nan()));
    }
}
