//! Quantiles without sorting everything: values are counted by bucket, and only those buckets are sorted that hold
//! a wanted rank, or lie next to one.
//!
//! The buckets are equally wide between points taken from a sample, and the first and last are open. Where they lie
//! decides the speed, never the result: the order statistics are exact. Ranks come from whole counts by group, so
//! that the order of the values, or of the groups, does not matter to the last bit.

/// Most buckets that values are counted in.
const MOST_BUCKETS: usize = 2_048;
/// Values of a group that decide where the buckets lie.
const SAMPLE: usize = 256;

/// Quantiles of the pooled values of groups of draws, with weights by group that are shared equally within it.
/// Groups have values, weights are positive; `0 <= p <= 1`.
pub(super) fn quantiles<const N: usize>(groups: &[(f64, &[f64])], probabilities: [f64; N]) -> [f64; N] {
    let classes = classes(groups);
    let (half_first, span) = ends(&classes);
    let targets = probabilities.map(|p| p * span);
    let buckets = Buckets::around(groups);
    let counts = Counts::of(&classes, &buckets, half_first);
    let wanted = counts.wanted(&targets);
    let ranked = counts.ranked(&classes, &buckets, &wanted);
    targets.map(|target| interpolate(&ranked, target))
}

/// The draws that have the same weight.
struct Class<'a> {
    /// Weight of one draw, in units of the largest: where all weights are equal it is exactly one, and places are
    /// exact.
    weight: f64,
    groups: Vec<&'a [f64]>,
}

impl Class<'_> {
    fn values(&self) -> impl Iterator<Item = &f64> {
        self.groups.iter().copied().flatten()
    }
}

/// The classes, lightest first.
fn classes<'a>(groups: &[(f64, &'a [f64])]) -> Vec<Class<'a>> {
    let mut single: Vec<(f64, &[f64])> =
        groups.iter().map(|(weight, values)| (weight / values.len() as f64, *values)).collect();
    single.sort_by(|a, b| a.0.total_cmp(&b.0));
    let largest = single.last().map_or(1.0, |group| group.0);
    single
        .chunk_by(|a, b| a.0 == b.0)
        .map(|same| Class { weight: same[0].0 / largest, groups: same.iter().map(|group| group.1).collect() })
        .collect()
}

/// Half the weight of the lowest value, `w_1 / 2`, and the total weight less half that of the lowest and of the
/// highest. Of equal values the lightest comes first.
fn ends(classes: &[Class<'_>]) -> (f64, f64) {
    let mut lowest = (f64::INFINITY, 1.0);
    let mut highest = (f64::NEG_INFINITY, 1.0);
    let mut total = 0.0;
    for class in classes {
        total += class.weight * class.groups.iter().map(|values| values.len()).sum::<usize>() as f64;
        if classes.len() > 1 {
            let low = class.values().fold(f64::INFINITY, |a, b| if *b < a { *b } else { a });
            let high = class.values().fold(f64::NEG_INFINITY, |a, b| if *b > a { *b } else { a });
            if low < lowest.0 {
                lowest = (low, class.weight);
            }
            if high >= highest.0 {
                highest = (high, class.weight);
            }
        }
    }
    (0.5 * lowest.1, total - 0.5 * lowest.1 - 0.5 * highest.1)
}

/// Intervals of equal width, open at both ends.
struct Buckets {
    low: f64,
    scale: f64,
    last: f64,
}

impl Buckets {
    /// Between the outer points of a sample of each group, so that a few extreme values do not push all others into
    /// one bucket.
    fn around(groups: &[(f64, &[f64])]) -> Self {
        let (mut low, mut high, mut n) = (f64::INFINITY, f64::NEG_INFINITY, 0);
        let mut sample = Vec::with_capacity(2 * SAMPLE);
        for (_, values) in groups {
            n += values.len();
            sample.clear();
            sample.extend(values.iter().step_by(values.len().div_ceil(SAMPLE)));
            sample.sort_unstable_by(f64::total_cmp);
            let outer = sample.len() / 64;
            low = low.min(sample[outer]);
            high = high.max(sample[sample.len() - 1 - outer]);
        }
        let last = (n / 16).clamp(1, MOST_BUCKETS) as f64 - 1.0;
        Self { low, scale: if high > low { last / (high - low) } else { 0.0 }, last }
    }

    fn len(&self) -> usize {
        self.last as usize + 1
    }

    /// Rises with `x`, so that buckets are in the order of their values.
    #[inline(always)]
    fn index(&self, x: f64) -> usize {
        ((x - self.low) * self.scale).max(0.0).min(self.last) as usize
    }
}

/// How many values lie in a bucket or below.
struct Counts {
    /// By class: the weight of a draw, and the count up to and with each bucket.
    cumulative: Vec<(f64, Vec<usize>)>,
    half_first: f64,
}

impl Counts {
    fn of(classes: &[Class<'_>], buckets: &Buckets, half_first: f64) -> Self {
        let count = |class: &Class<'_>| {
            let mut counts = vec![0; buckets.len()];
            for values in &class.groups {
                for x in *values {
                    counts[buckets.index(*x)] += 1;
                }
            }
            let mut sum = 0;
            for count in &mut counts {
                sum += *count;
                *count = sum;
            }
            (class.weight, counts)
        };
        Self { cumulative: classes.iter().map(count).collect(), half_first }
    }

    /// Number of values of all classes below a bucket.
    fn below(&self, bucket: usize) -> usize {
        bucket
            .checked_sub(1)
            .map_or(0, |before| self.cumulative.iter().map(|(_, counts)| counts[before]).sum())
    }

    /// The buckets that are needed for the targets: each the one it falls in, and its neighbours that hold anything,
    /// because a target may lie between the last value of one and the first of the next.
    fn wanted(&self, targets: &[f64]) -> Vec<bool> {
        let mut wanted = vec![false; self.cumulative.first().map_or(0, |(_, counts)| counts.len())];
        let through =
            |bucket: usize| self.cumulative.iter().map(|(w, counts)| w * counts[bucket] as f64).sum::<f64>();
        let holds = |bucket: &usize| self.below(*bucket + 1) > self.below(*bucket);
        for target in targets {
            let (mut from, mut to) = (0, wanted.len().saturating_sub(1));
            while from < to {
                let middle = (from + to) / 2;
                if through(middle) - self.half_first > *target {
                    to = middle;
                } else {
                    from = middle + 1;
                }
            }
            let before = (0..from).rev().find(holds);
            let after = (from + 1..wanted.len()).find(holds);
            for bucket in [Some(from), before, after].into_iter().flatten() {
                wanted[bucket] = true;
            }
        }
        wanted
    }

    /// The values of the wanted buckets in rising order, each with its place `C_i - w_i/2 - w_1/2`.
    fn ranked(&self, classes: &[Class<'_>], buckets: &Buckets, wanted: &[bool]) -> Vec<(f64, f64)> {
        let mut kept: Vec<(f64, usize)> = Vec::new();
        for (c, class) in classes.iter().enumerate() {
            for values in &class.groups {
                // A zero has no sign in the order.
                kept.extend(values.iter().filter(|x| wanted[buckets.index(**x)]).map(|x| (x + 0.0, c)));
            }
        }
        // Classes are in the order of their weights.
        kept.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let mut bucket = usize::MAX;
        let mut counts = vec![0; classes.len()];
        let place = |(x, c): (f64, usize)| {
            if buckets.index(x) != bucket {
                bucket = buckets.index(x);
                for (count, (_, cumulative)) in counts.iter_mut().zip(&self.cumulative) {
                    *count = bucket.checked_sub(1).map_or(0, |before| cumulative[before]);
                }
            }
            counts[c] += 1;
            let through: f64 = classes.iter().zip(&counts).map(|(class, n)| class.weight * *n as f64).sum();
            (through - 0.5 * classes[c].weight - self.half_first, x)
        };
        kept.into_iter().map(place).collect()
    }
}

/// The value at a target, between the places on either side of it.
fn interpolate(ranked: &[(f64, f64)], target: f64) -> f64 {
    let next = ranked.partition_point(|(place, _)| *place <= target);
    let (Some(low), high) = (ranked.get(next.saturating_sub(1)), ranked.get(next)) else { return f64::NAN };
    match high {
        Some(high) if high.0 > low.0 && target > low.0 => {
            // Rounding may carry the sum just beyond the upper value.
            (low.1 + (target - low.0) / (high.0 - low.0) * (high.1 - low.1)).min(high.1)
        }
        _ => low.1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use proptest::test_runner::RngSeed;

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

    /// Values that do not rise, spread out, in clusters, with ties and with a far tail.
    fn examples(n: u32) -> Vec<Vec<f64>> {
        let u = |i: u32| f64::from(i.wrapping_mul(2_654_435_769)) / 2f64.powi(32);
        [
            (|u| u) as fn(f64) -> f64,
            |u| (u * 20.0).floor(),
            |u| (1.0 - u).powi(-8),
            |u| if u < 0.4 { 0.0 } else { u },
            |u| 3.0 + (u - 0.5).powi(9),
            |_| 0.1,
            |u| -(-(10.0 * u).exp()).exp() * 1e-300,
        ]
        .iter()
        .map(|f| (0..n).map(|i| f(u(i))).collect())
        .collect()
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
        fn few_distinct_values(values in prop::collection::vec((0i8..4).prop_map(f64::from), 1..400)) {
            for (p, quantile) in P.iter().zip(quantiles(&[(1.0, &values)], P)) {
                prop_assert_eq!(quantile, type_7(&values, *p));
            }
        }
    }
}
