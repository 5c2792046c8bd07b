//! Tests: quantiles beside their definitions on sorted values.

use super::probabilities::Wanted;
use super::tally::Tally;
use crate::statistics::drawn_values::DrawnValues;
use crate::statistics::test_values::{KINDS, values};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

fn quantiles(groups: &[(f64, &[f64])], probabilities: [f64; 7]) -> [f64; 7] {
    let (weights, values): (Vec<f64>, Vec<&[f64]>) = groups.iter().copied().unzip();
    let values: Vec<DrawnValues<'_>> = values.into_iter().map(DrawnValues::from).collect();
    let wanted = Wanted { quantiles: probabilities.to_vec(), with_error: Vec::new() };
    let most = values.iter().map(DrawnValues::len).max().unwrap();
    let mut tally = Tally::for_values_at_hand(weights.clone(), wanted, most);
    tally.count(&values);
    let mut pass = tally.second_pass(&weights);
    pass.take(&values);
    pass.finish().1.quantiles(|x| x)
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
        .flat_map(|(weight, values)| values.iter().map(move |x| (*x, weight / total / values.len() as f64)))
        .collect();
    sorted.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let (first, last) = (sorted[0].1, sorted[sorted.len() - 1].1);
    let mut cumulative = 0.0;
    let positions: Vec<f64> = sorted
        .iter()
        .map(|(_, w)| {
            cumulative += w;
            (cumulative - w / 2.0 - first / 2.0) / (1.0 - first / 2.0 - last / 2.0)
        })
        .collect();
    let next = positions.partition_point(|position| *position <= p).clamp(1, positions.len().max(2) - 1);
    let Some(high) = sorted.get(next) else { return sorted[0].0 };
    let share = ((p - positions[next - 1]) / (positions[next] - positions[next - 1])).clamp(0.0, 1.0);
    sorted[next - 1].0 + share * (high.0 - sorted[next - 1].0)
}

/// The rank of the 5% point lies half way between the last of the lower values and the first of many equal ones; that of
/// the 95% point likewise on the other side.
#[test]
fn a_quantile_beside_a_frequent_value_lies_between_it_and_its_neighbour() {
    for beside in [451, 46, 6] {
        let n = 20 * beside - 9;
        let lower = (0..beside).map(|i| 1e-3 * f64::from(i));
        let higher = (0..beside).map(|i| 20.0 + 1e-3 * f64::from(i));
        let equal = std::iter::repeat_n(10.0, (n - 2 * beside) as usize);
        let values: Vec<f64> = lower.chain(equal).chain(higher).collect();
        let found = of(&[(1.0, values.clone())]);
        assert!((found[1] - 0.5 * (1e-3 * f64::from(beside - 1) + 10.0)).abs() < 1e-9, "{found:?}");
        assert!((found[5] - 15.0).abs() < 1e-9, "{found:?}");
        assert!((found[1] - type_7(&values, 0.05)).abs() < 1e-9);
    }
}

fn of(groups: &[(f64, Vec<f64>)]) -> [f64; 7] {
    let borrowed: Vec<(f64, &[f64])> = groups.iter().map(|(weight, values)| (*weight, &values[..])).collect();
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
    let positions: Vec<(f64, f64)> = sorted
        .iter()
        .map(|(x, w)| {
            counts[weights.iter().position(|weight| weight == w).unwrap()] += 1;
            mass = weights.iter().zip(&counts).map(|(w, count)| w * f64::from(*count)).sum();
            (mass - half_first - 0.5 * w, *x)
        })
        .collect();
    let span = mass - half_first - 0.5 * sorted[sorted.len() - 1].1;
    P.map(|p| {
        let target = p * span;
        let next = positions.partition_point(|(position, _)| *position <= target);
        let low = positions[next.saturating_sub(1)];
        match positions.get(next) {
            Some(high) if high.0 > low.0 && target > low.0 => {
                (low.1 + (target - low.0) / (high.0 - low.0) * (high.1 - low.1)).min(high.1)
            }
            _ => low.1,
        }
    })
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
fn values_of_every_kind_have_the_quantiles_of_sorting_them_to_the_bit() {
    for n in [1, 10, 511, 513, 2_000, 30_000] {
        for (i, kind) in KINDS.into_iter().enumerate() {
            let one = [(0.3, values(kind, n))];
            assert_eq!(of(&one), by_sorting(&one), "{n} of kind {i}");
            let mixture: Vec<(f64, Vec<f64>)> = [(0.4, 0, 1), (0.3, 1, 1), (0.2, 5, 3), (0.1, 9, 2)]
                .map(|(weight, step, part)| (weight, values(KINDS[(i + step) % KINDS.len()], n / part + 1)))
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
        // The total weight is rounded, so that the last digit may lie just beyond it.
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
