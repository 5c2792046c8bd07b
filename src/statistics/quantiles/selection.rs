//! Quantiles without sorting everything: values are counted by bucket, and only the buckets that hold a wanted rank
//! are looked into, in the same way, until few enough values are left to sort.
//!
//! Where the buckets lie (`buckets`) decides the speed, never the result: the order statistics are exact. Ranks come
//! from whole counts by weight, so that the order of the values, or of the groups, does not matter to the last bit.

use super::super::moments::{Moments, range};
use super::buckets::Buckets;
use std::collections::BTreeMap;

/// So few values are sorted.
const FEW: usize = 512;
/// A level of buckets leaves a small part of the values; where so many did not, the rest is sorted.
const DEEPEST: usize = 6;

/// The values on either side of wanted places among the pooled values of groups of draws.
#[derive(Clone, Debug)]
pub(crate) struct Ranked {
    /// In rising order: values with their places `C_i - w_i/2 - w_1/2`.
    values: Vec<(f64, f64)>,
    targets: Vec<f64>,
}

impl Ranked {
    /// The quantiles of the values after `map`, which must not fall: the order is that of the values themselves.
    pub(crate) fn quantiles<const N: usize>(&self, map: impl Fn(f64) -> f64) -> [f64; N] {
        std::array::from_fn(|i| interpolate(&self.values, self.targets[i], &map))
    }
}

/// Around the quantiles of groups of draws, with weights by group that are shared equally within it. Groups have
/// values, weights are positive; `0 <= p <= 1`.
pub(crate) fn ranked(groups: &[(f64, Moments, &[f64])], probabilities: &[f64]) -> Ranked {
    let of_groups: Vec<(f64, Moments)> = groups.iter().map(|(weight, m, _)| (*weight, *m)).collect();
    let mut search = Search::new(&of_groups, probabilities);
    if !search.is_constant() {
        let mut values: Vec<Vec<&[f64]>> = vec![Vec::new(); search.weights.len()];
        for (group, (_, _, slice)) in groups.iter().enumerate() {
            values[search.class_of[group]].push(slice);
        }
        let targets = search.targets.clone();
        search.narrow(&values, &vec![0; values.len()], &targets, 0);
    }
    search.ranked()
}

/// Looks for the values on either side of each target.
#[derive(Clone, Debug)]
pub(crate) struct Search {
    /// Weight of a draw by class, lightest first, in units of the largest: where all weights are equal it is exactly
    /// one, and places are exact. The draws of a class have the same weight.
    weights: Vec<f64>,
    /// The class of each group.
    class_of: Vec<usize>,
    /// Half the weight of the lowest value, `w_1 / 2`; of equal values the lightest comes first.
    half_first: f64,
    targets: Vec<f64>,
    found: Vec<(f64, f64)>,
}

impl Search {
    /// For groups with their weights and moments.
    pub(crate) fn new(groups: &[(f64, Moments)], probabilities: &[f64]) -> Self {
        let of_draw: Vec<f64> = groups.iter().map(|(weight, m)| weight / m.count as f64).collect();
        let mut single = of_draw.clone();
        single.sort_by(f64::total_cmp);
        single.dedup();
        let largest = single.last().copied().unwrap_or(1.0);
        let class_of: Vec<usize> =
            of_draw.iter().map(|weight| single.partition_point(|known| known < weight)).collect();
        let weights: Vec<f64> = single.iter().map(|weight| weight / largest).collect();

        let (mut lowest, mut highest) = ((f64::INFINITY, 0), (f64::NEG_INFINITY, 0));
        for ((_, m), class) in groups.iter().zip(&class_of) {
            if m.lowest < lowest.0 || (m.lowest == lowest.0 && *class < lowest.1) {
                lowest = (m.lowest, *class);
            }
            if m.highest > highest.0 || (m.highest == highest.0 && *class > highest.1) {
                highest = (m.highest, *class);
            }
        }
        let mut counts = vec![0; weights.len()];
        for ((_, m), class) in groups.iter().zip(&class_of) {
            counts[*class] += m.count;
        }
        let total: f64 = weights.iter().zip(&counts).map(|(weight, count)| weight * *count as f64).sum();
        let weight = |class: usize| weights.get(class).copied().unwrap_or(1.0);
        let (half_first, half_last) = (0.5 * weight(lowest.1), 0.5 * weight(highest.1));
        let span = total - half_first - half_last;
        let mut search = Self {
            half_first,
            targets: probabilities.iter().map(|p| p * span).collect(),
            found: Vec::new(),
            weights,
            class_of,
        };
        if lowest.0 == highest.0 {
            // There is one value only.
            search.found.push((0.0, lowest.0 + 0.0));
        }
        search
    }

    /// Whether all values are the same: then nothing is left to look for.
    pub(crate) fn is_constant(&self) -> bool {
        !self.found.is_empty()
    }

    /// The class of each group, and the number of classes.
    pub(crate) fn class_of(&self) -> &[usize] {
        &self.class_of
    }

    pub(crate) fn classes(&self) -> usize {
        self.weights.len()
    }

    /// What was found, as far as it lies beside a target.
    pub(crate) fn ranked(self) -> Ranked {
        let mut beside = Vec::with_capacity(2 * self.targets.len());
        for target in &self.targets {
            let next = self.found.partition_point(|(place, _)| place <= target);
            beside.extend([next.saturating_sub(1), next]);
        }
        beside.sort_unstable();
        beside.dedup();
        let values = beside.into_iter().filter_map(|i| self.found.get(i).copied()).collect();
        Ranked { values, targets: self.targets }
    }

    /// Cumulative weight of counts by class, less `w_1 / 2`.
    fn mass(&self, count: impl Fn(usize) -> usize) -> f64 {
        self.weights.iter().enumerate().map(|(c, w)| w * count(c) as f64).sum::<f64>() - self.half_first
    }

    /// Keeps a value with its class, of which `count` gives the number of values up to and with it by class.
    fn keep(&mut self, (x, class): (f64, usize), count: impl Fn(usize) -> usize) {
        // A zero has no sign in the order.
        self.found.push((self.mass(count) - 0.5 * self.weights[class], x + 0.0));
    }

    /// Finds what lies around the targets, which fall among `values` (slices by class), above `below` others of each
    /// class.
    fn narrow(&mut self, values: &[Vec<&[f64]>], below: &[usize], targets: &[f64], depth: usize) {
        let n: usize = values.iter().flatten().map(|slice| slice.len()).sum();
        if n <= FEW || depth == DEEPEST {
            self.sort(values, below);
            return;
        }
        let slices: Vec<&[f64]> = values.iter().flatten().copied().collect();
        let buckets = Buckets::around(&slices, n / values.len());
        let mut counts = vec![vec![0; buckets.len()]; values.len()];
        for (slices, counts) in values.iter().zip(&mut counts) {
            slices.iter().for_each(|slice| buckets.count(slice, counts));
        }
        let counts: Vec<_> =
            counts.iter().zip(below).map(|(counts, below)| cumulated(counts, *below)).collect();
        let mut level = Level::new(self, buckets, &counts, targets);
        for (class, slices) in values.iter().enumerate() {
            slices.iter().for_each(|slice| level.take(class, slice));
        }
        self.look_into(&level, depth + 1);
    }

    /// The level of the search that values counted by class and bucket make, for all targets.
    pub(crate) fn first_level(&self, buckets: Buckets, counts: &[Vec<u32>]) -> Level {
        let counts: Vec<_> = counts.iter().map(|counts| cumulated(counts, 0)).collect();
        Level::new(self, buckets, &counts, &self.targets)
    }

    /// Looks into the wanted buckets of a level.
    pub(crate) fn look_into(&mut self, level: &Level, depth: usize) {
        for Wanted { below, up_to, targets, values, only } in &level.wanted {
            let Some([lowest, highest]) = ends_of(values, *only, |c| up_to[c] > below[c]) else { continue };
            self.keep(lowest, |c| below[c] + usize::from(c == lowest.1));
            if !targets.is_empty() && lowest.0 < highest.0 {
                let slices: Vec<Vec<&[f64]>> = values.iter().map(|values| vec![&values[..]]).collect();
                self.narrow(&slices, below, targets, depth);
            }
            self.keep(highest, |c| up_to[c]);
        }
    }

    /// The buckets that matter, in rising order, with the targets that fall in them.
    fn wanted(&self, counts: &[Vec<usize>], targets: &[f64]) -> BTreeMap<usize, Vec<f64>> {
        let buckets = counts.first().map_or(0, |counts| counts.len() - 1);
        let up_to = |bucket: usize| self.mass(|c| counts[c][bucket]);
        let holds = |bucket: &usize| counts.iter().any(|counts| counts[bucket + 1] > counts[*bucket]);
        let mut wanted = BTreeMap::<usize, Vec<f64>>::new();
        for target in targets {
            let (mut bucket, mut last) = (0, buckets - 1);
            while bucket < last {
                let middle = (bucket + last) / 2;
                if up_to(middle + 1) > *target { last = middle } else { bucket = middle + 1 }
            }
            wanted.entry(bucket).or_default().push(*target);
            // Within a draw of an end, the target may lie between the last value of a bucket and the first of the
            // next. The heaviest draw has weight one.
            let lower = (target - up_to(bucket) < 1.0).then(|| (0..bucket).rev().find(holds));
            let upper = (up_to(bucket + 1) - target < 1.0).then(|| (bucket + 1..buckets).find(holds));
            for neighbour in [lower, upper].into_iter().flatten().flatten() {
                wanted.entry(neighbour).or_default();
            }
        }
        wanted
    }

    /// Keeps all values.
    fn sort(&mut self, values: &[Vec<&[f64]>], below: &[usize]) {
        let mut sorted: Vec<(f64, usize)> = Vec::new();
        for (c, slices) in values.iter().enumerate() {
            sorted.extend(slices.iter().copied().flatten().map(|x| (x + 0.0, c)));
        }
        sorted.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let mut counts = below.to_vec();
        for value in sorted {
            counts[value.1] += 1;
            self.keep(value, |c| counts[c]);
        }
    }
}

/// A bucket that matters.
#[derive(Clone, Debug)]
struct Wanted {
    /// The targets that fall in it.
    targets: Vec<f64>,
    /// By class, how many values lie below it, and up to its end.
    below: Vec<usize>,
    up_to: Vec<usize>,
    /// Its only value, where that is known.
    only: Option<f64>,
    /// Else its values by class.
    values: Vec<Vec<f64>>,
}

/// Buckets of which some hold a wanted rank.
#[derive(Clone, Debug)]
pub(crate) struct Level {
    buckets: Buckets,
    /// In rising order.
    wanted: Vec<Wanted>,
    /// By bucket, whether its values have to be known, and which of the wanted ones it is.
    is_sought: Vec<bool>,
    place: Vec<u16>,
}

impl Level {
    /// `counts` gives by class and bucket, and one beyond the last, how many values lie below it.
    fn new(search: &Search, buckets: Buckets, counts: &[Vec<usize>], targets: &[f64]) -> Self {
        let (mut is_sought, mut place) = (vec![false; buckets.len()], vec![0; buckets.len()]);
        let below = |bucket: usize| counts.iter().map(|counts| counts[bucket]).collect();
        let wanted = search.wanted(counts, targets).into_iter().zip(0..).map(|((bucket, targets), i)| {
            let only = buckets.only(bucket);
            is_sought[bucket] = only.is_none();
            place[bucket] = i;
            let values = vec![Vec::new(); counts.len()];
            Wanted { targets, below: below(bucket), up_to: below(bucket + 1), only, values }
        });
        let wanted = wanted.collect();
        Self { buckets, wanted, is_sought, place }
    }

    /// How many values there are to take.
    pub(crate) fn sought(&self) -> usize {
        let sought = self.wanted.iter().filter(|wanted| wanted.only.is_none());
        sought.map(|wanted| wanted.up_to.iter().sum::<usize>() - wanted.below.iter().sum::<usize>()).sum()
    }

    /// Whether all that is sought lies in these buckets.
    pub(crate) fn lies_in(&self, buckets: &[bool]) -> bool {
        self.is_sought.iter().zip(buckets).all(|(sought, there)| *there || !*sought)
    }

    /// Takes those that are sought of these values of a class.
    pub(crate) fn take(&mut self, class: usize, values: &[f64]) {
        let (wanted, place) = (&mut self.wanted, &self.place);
        self.buckets.pick(values, &self.is_sought, |bucket, x| {
            wanted[usize::from(place[bucket])].values[class].push(x);
        });
    }
}

/// The lowest value with its class, of equal ones that of the first class, and the highest, of equal ones that of the
/// last; none where no class has values. `only` is their only value, where that is known.
fn ends_of(
    values: &[Vec<f64>],
    only: Option<f64>,
    has_values: impl Fn(usize) -> bool,
) -> Option<[(f64, usize); 2]> {
    let classes = (0..values.len()).filter(|class| has_values(*class));
    let ends = classes.map(|class| {
        let (low, high) = only.map_or_else(|| range(&values[class]), |x| (x, x));
        [(low, class), (high, class)]
    });
    ends.reduce(|a, b| {
        [if b[0].0 < a[0].0 { b[0] } else { a[0] }, if b[1].0 >= a[1].0 { b[1] } else { a[1] }]
    })
}

/// How many values lie below each bucket, and below the end of the last: those in the buckets before, and `below` more.
fn cumulated(counts: &[u32], below: usize) -> Vec<usize> {
    let mut sum = below;
    let up_to = counts.iter().map(|count| {
        sum += *count as usize;
        sum
    });
    std::iter::once(below).chain(up_to).collect()
}

/// The value at a target, between the places on either side of it, after `map`.
fn interpolate(ranked: &[(f64, f64)], target: f64, map: &impl Fn(f64) -> f64) -> f64 {
    let next = ranked.partition_point(|(place, _)| *place <= target);
    let (Some(low), high) = (ranked.get(next.saturating_sub(1)), ranked.get(next)) else { return f64::NAN };
    match high {
        Some(high) if high.0 > low.0 && target > low.0 => {
            // Rounding may carry the sum just beyond the upper value.
            let (below, above) = (map(low.1), map(high.1));
            (below + (target - low.0) / (high.0 - low.0) * (above - below)).min(above)
        }
        _ => map(low.1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::awkward::{KINDS, values};
    use proptest::prelude::*;
    use proptest::test_runner::RngSeed;

    fn quantiles(groups: &[(f64, &[f64])], probabilities: [f64; 7]) -> [f64; 7] {
        let groups: Vec<_> = groups.iter().map(|(weight, x)| (*weight, Moments::of(x), *x)).collect();
        ranked(&groups, &probabilities).quantiles(|x| x)
    }

    const P: [f64; 7] = [0.0, 0.05, 0.25, 0.5, 0.8, 0.95, 1.0];

    /// Type 7 on sorted values, as in Hyndman and Fan.
    fn type_7(values: &[f64], p: f64) -> f64 {
        let mut sorted = values.to_vec();
        sorted.sort_by(f64::total_cmp);
        let h = p * (sorted.len() - 1) as f64;
        let low = h as usize;
        let high = (low + 1).min(sorted.len() - 1);
        sorted[low] + (h - low as f64) * (sorted[high] - sorted[low])
    }

    /// The definition for weights, on sorted values: the weights of a group are shared equally.
    fn weighted(groups: &[(f64, Vec<f64>)], p: f64) -> f64 {
        let total: f64 = groups.iter().map(|(weight, _)| weight).sum();
        let mut sorted: Vec<(f64, f64)> = groups
            .iter()
            .flat_map(|(weight, values)| {
                values.iter().map(move |x| (*x, weight / total / values.len() as f64))
            })
            .collect();
        sorted.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
        let (first, last) = (sorted[0].1, sorted[sorted.len() - 1].1);
        let mut cumulative = 0.0;
        let places: Vec<f64> = sorted
            .iter()
            .map(|(_, w)| {
                cumulative += w;
                (cumulative - w / 2.0 - first / 2.0) / (1.0 - first / 2.0 - last / 2.0)
            })
            .collect();
        let next = places.partition_point(|place| *place <= p).clamp(1, places.len().max(2) - 1);
        let Some(high) = sorted.get(next) else { return sorted[0].0 };
        let share = ((p - places[next - 1]) / (places[next] - places[next - 1])).clamp(0.0, 1.0);
        sorted[next - 1].0 + share * (high.0 - sorted[next - 1].0)
    }

    fn of(groups: &[(f64, Vec<f64>)]) -> [f64; 7] {
        let borrowed: Vec<(f64, &[f64])> =
            groups.iter().map(|(weight, values)| (*weight, &values[..])).collect();
        quantiles(&borrowed, P)
    }

    /// The definition once more, with the rounding of whole counts by weight and without any bucket: the exact bits.
    fn by_sorting(groups: &[(f64, Vec<f64>)]) -> [f64; 7] {
        let of_draw: Vec<f64> = groups.iter().map(|(weight, values)| weight / values.len() as f64).collect();
        let largest = of_draw.iter().copied().fold(0.0, f64::max);
        let mut weights: Vec<f64> = of_draw.iter().map(|weight| weight / largest).collect();
        let mut sorted: Vec<(f64, f64)> = Vec::new();
        for ((_, values), weight) in groups.iter().zip(&weights) {
            sorted.extend(values.iter().map(|x| (x + 0.0, *weight)));
        }
        sorted.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
        weights.sort_by(f64::total_cmp);
        weights.dedup();
        let mut counts = vec![0; weights.len()];
        let half_first = 0.5 * sorted[0].1;
        let mut mass = 0.0;
        let places: Vec<(f64, f64)> = sorted
            .iter()
            .map(|(x, w)| {
                counts[weights.iter().position(|weight| weight == w).unwrap()] += 1;
                mass = weights.iter().zip(&counts).map(|(w, count)| w * f64::from(*count)).sum();
                (mass - half_first - 0.5 * w, *x)
            })
            .collect();
        let span = mass - half_first - 0.5 * sorted[sorted.len() - 1].1;
        P.map(|p| interpolate(&places, p * span, &|x| x))
    }

    /// Values that do not rise, spread out, in clusters, with ties and with a far tail.
    fn examples(n: u32) -> Vec<Vec<f64>> {
        KINDS[..7].iter().map(|kind| values(*kind, n)).collect()
    }

    #[test]
    fn equal_weights_give_type_7_to_the_bit() {
        for n in [1, 2, 3, 10, 500, 5_000, 100_000] {
            for values in examples(n) {
                for (p, quantile) in P.iter().zip(quantiles(&[(0.3, &values)], P)) {
                    assert_eq!(quantile, type_7(&values, *p), "{n} at {p}");
                }
                // Two groups with the same weight for each draw are one.
                let (left, right) = values.split_at(values.len() / 2);
                if left.len() == right.len() {
                    assert_eq!(quantiles(&[(0.5, left), (0.5, right)], P), quantiles(&[(1.0, &values)], P));
                }
            }
        }
    }

    #[test]
    fn weighted_values_agree_with_their_definition() {
        for n in [1, 7, 300, 20_000] {
            let all = examples(n);
            for pair in all.windows(3) {
                let groups = vec![
                    (0.2, pair[0].clone()),
                    (0.5, pair[1][..n as usize / 3 + 1].to_vec()),
                    (1.1, pair[2].clone()),
                ];
                // At p = 1 the rounding of its sums would show in the far tail; the property below has the ends.
                for (p, quantile) in P.iter().zip(of(&groups)).filter(|(p, _)| **p < 1.0) {
                    let expected = weighted(&groups, *p);
                    assert!(
                        (quantile - expected).abs() <= 1e-9 * (1.0 + expected.abs()),
                        "{n} at {p}: {quantile} {expected}"
                    );
                }
            }
        }
    }

    #[test]
    fn awkward_values_have_the_quantiles_of_sorting_them_to_the_bit() {
        for n in [1, 10, 511, 513, 2_000, 30_000] {
            for (i, kind) in KINDS.into_iter().enumerate() {
                let one = [(0.3, values(kind, n))];
                assert_eq!(of(&one), by_sorting(&one), "{n} of kind {i}");
                let mixture: Vec<(f64, Vec<f64>)> = [(0.4, 0, 1), (0.3, 1, 1), (0.2, 5, 3), (0.1, 9, 2)]
                    .map(|(weight, step, part)| {
                        (weight, values(KINDS[(i + step) % KINDS.len()], n / part + 1))
                    })
                    .into();
                assert_eq!(of(&mixture), by_sorting(&mixture), "{n} of kind {i} and others");
            }
        }
    }

    #[test]
    fn a_weight_counts_as_copies_do() {
        // Weight two on each value of a group, or every value twice: the same in the limit of many draws.
        let values = &examples(50_000)[0];
        let other: Vec<f64> = values.iter().map(|x| x * x).collect();
        let twice = of(&[(2.0, values.clone()), (1.0, other.clone())]);
        let copied: Vec<f64> = values.iter().chain(values).chain(&other).copied().collect();
        for (a, b) in twice.iter().zip(quantiles(&[(1.0, &copied)], P)) {
            assert!((a - b).abs() < 1e-4, "{a} {b}");
        }
    }

    #[test]
    fn order_does_not_matter_to_the_last_bit() {
        let all = examples(3_000);
        let groups = vec![
            (0.3, all[0].clone()),
            (0.3, all[1].clone()),
            (0.4, all[2].clone()),
            (0.1, all[3][..77].to_vec()),
        ];
        let expected = of(&groups);
        let mut turned: Vec<_> = groups.into_iter().rev().collect();
        turned.iter_mut().for_each(|(_, values)| values.reverse());
        turned.swap(0, 2);
        assert_eq!(of(&turned), expected);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, rng_seed: RngSeed::Fixed(1), ..Default::default() })]

        #[test]
        fn quantiles_rise_within_the_values(
            groups in prop::collection::vec((0.01f64..10.0, prop::collection::vec(-1e6f64..1e6, 1..200)), 1..5)
        ) {
            let all = groups.iter().flat_map(|(_, values)| values.iter().copied());
            let (low, high) = (all.clone().fold(f64::INFINITY, f64::min), all.fold(f64::NEG_INFINITY, f64::max));
            let q = of(&groups);
            prop_assert_eq!(q[0], low);
            // The total weight is rounded, so that the last place may lie just beyond it.
            prop_assert!(q[6] <= high && q[6] > high - 1e-9 * (1.0 + high - low), "{} {}", q[6], high);
            prop_assert!(q.windows(2).all(|pair| pair[0] <= pair[1]), "{:?}", q);
            for (p, quantile) in P.iter().zip(q) {
                let expected = weighted(&groups, *p);
                prop_assert!((quantile - expected).abs() <= 1e-6 * (1.0 + expected.abs()), "{} {}", quantile, expected);
            }
        }

        #[test]
        fn groups_have_the_quantiles_of_sorting_them_to_the_bit(
            groups in prop::collection::vec((1u8..5, 0..KINDS.len(), 1u32..1_500), 1..6)
        ) {
            let groups: Vec<(f64, Vec<f64>)> =
                groups.iter().map(|(w, kind, n)| (f64::from(*w) / 7.0, values(KINDS[*kind], *n))).collect();
            prop_assert_eq!(of(&groups), by_sorting(&groups));
        }

        #[test]
        fn few_distinct_values(values in prop::collection::vec((0i8..4).prop_map(f64::from), 1..400)) {
            for (p, quantile) in P.iter().zip(quantiles(&[(1.0, &values)], P)) {
                prop_assert_eq!(quantile, type_7(&values, *p));
            }
        }
    }
}
