//! Tests: values in parts have the bits of all at once, with and without values that are kept; few values are kept.

use super::super::moments::Moments;
use super::kept_values::KeptValues;
use super::probabilities::{PROBABILITIES, WITH_ERROR, Wanted};
use super::sample::PILOT;
use super::second_pass::SecondPass;
use super::tally::Tally;
use crate::statistics::drawn_values::{DrawnValues, Numbers};
use crate::statistics::test_values::{KINDS, values};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

fn tally(weights: &[f64], expected: usize, keep: bool) -> Tally {
    let (weights, wanted) = (weights.to_vec(), Wanted::default());
    if keep { Tally::keeping_values(weights, wanted, expected) } else { Tally::new(weights, wanted) }
}

/// Values of draws from a number on.
fn from(first: usize, values: &[f64]) -> DrawnValues<'_> {
    DrawnValues { values, numbers: Numbers::From(first as u64) }
}

/// Of values that come in parts of this size; the first part holds the draws that the sample is taken from.
fn in_parts(groups: &[(f64, Vec<f64>)], size: usize, keep: bool) -> Vec<u64> {
    let longest = groups.iter().map(|(_, values)| values.len()).max().unwrap_or(0);
    let first = size.max(PILOT as usize);
    let parts = |from: usize| -> Vec<DrawnValues<'_>> {
        let end = if from == 0 { first } else { from + size };
        let cut = |values: &'_ Vec<f64>| (from.min(values.len()), end.min(values.len()));
        let cut = groups.iter().map(|(_, values)| (cut(values), values));
        cut.map(|((a, b), v)| DrawnValues { values: &v[a..b], numbers: Numbers::From(from as u64) }).collect()
    };
    let starts = || std::iter::once(0).chain((first..longest).step_by(size));
    let weights: Vec<f64> = groups.iter().map(|(weight, _)| *weight).collect();
    let mut tally = tally(&weights, longest, keep);
    starts().for_each(|from| tally.count(&parts(from)));
    let mut pass = tally.second_pass(&weights);
    starts().for_each(|from| pass.take(&parts(from)));
    bits(pass)
}

fn at_once(groups: &[(f64, Vec<f64>)]) -> Vec<u64> {
    let (weights, values): (Vec<f64>, Vec<DrawnValues<'_>>) =
        groups.iter().map(|(weight, values)| (*weight, DrawnValues::from(&values[..]))).unzip();
    let longest = values.iter().map(DrawnValues::len).max().unwrap_or(0);
    let mut tally = Tally::for_values_at_hand(weights.clone(), Wanted::default(), longest);
    tally.count(&values);
    let mut pass = tally.second_pass(&weights);
    pass.take(&values);
    bits(pass)
}

fn examples(n: u32) -> Vec<Vec<f64>> {
    KINDS.iter().map(|kind| values(*kind, n)).collect()
}

/// Of all that the statistics are computed from.
fn bits(pass: SecondPass) -> Vec<u64> {
    let (groups, order, errors) = pass.finish();
    let of_group = |(weight, m): &(f64, Moments)| {
        let whole = [*weight, m.count as f64, m.mean, m.squares, m.lowest, m.highest];
        whole.into_iter().chain(m.means).chain(m.counts.map(|n| n as f64)).collect::<Vec<f64>>()
    };
    let moments: Vec<f64> = groups.iter().flat_map(of_group).collect();
    let quantiles: [f64; PROBABILITIES.len()] = order.quantiles(|x| x);
    let errors: Vec<f64> = WITH_ERROR
        .iter()
        .map(|p| errors.of_quantile(*p, |i| order.quantile(i)).unwrap_or(f64::NAN))
        .collect();
    moments.iter().chain(&quantiles).chain(&errors).map(|x| x.to_bits()).collect()
}

#[test]
fn one_group_in_parts_has_the_bits_of_the_whole() {
    for n in [1, 2, 100, 3_000, 20_000] {
        for values in examples(n) {
            let groups = [(1.0, values)];
            for (size, keep) in [(1_000, false), (1_000, true), (60_000, false), (128, true)] {
                let parts = in_parts(&groups, size, keep);
                assert_eq!(parts, at_once(&groups), "{n} in {size}, {keep}");
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
            for keep in [false, true] {
                assert_eq!(in_parts(&groups, 1_500, keep), at_once(&groups));
            }
        }
    }
}

#[test]
fn the_second_pass_takes_few_values() {
    let even = &examples(200_000)[0];
    let skewed: Vec<f64> = even.iter().map(|u| (3.0 * u).exp()).collect();
    for values in [even, &skewed] {
        let mut tally = tally(&[1.0], 0, false);
        tally.count(&[(&values[..]).into()]);
        let pass = tally.second_pass(&[1.0]);
        assert!(pass.is_needed() && pass.bytes() < 200_000 * 8 / 20, "{}", pass.bytes());
    }
}

#[test]
fn where_values_are_kept_no_second_pass_is_needed_and_they_are_few() {
    let even = &examples(200_000)[0];
    let skewed: Vec<f64> = even.iter().map(|u| (3.0 * u).exp()).collect();
    for values in [even, &skewed] {
        let (mut tally, mut kept) = (tally(&[1.0], values.len(), true), 0);
        for (number, part) in values.chunks(5_000).enumerate() {
            tally.count(&[from(5_000 * number, part)]);
            kept = kept.max(tally.kept_values());
        }
        assert!(!tally.second_pass(&[1.0]).is_needed());
        let bytes = KeptValues::bytes(1, values.len());
        assert!(8 * (kept as u64) < bytes && bytes < 200_000 * 8 / 8, "{kept} values, {bytes} bytes");
    }
}

/// The ranks of the 5 and the 95% point lie half way between a value and the many equal ones beside it.
#[test]
fn ranks_beside_a_frequent_value_have_the_bits_of_the_whole() {
    let beside = (0..451).map(|i| 1e-3 * f64::from(i));
    let equal = std::iter::repeat_n(10.0, 9_011 - 2 * 451);
    let values: Vec<f64> = beside.clone().chain(equal).chain(beside.map(|x| 20.0 + x)).collect();
    let groups = [(1.0, values)];
    for keep in [false, true] {
        assert_eq!(in_parts(&groups, 1_000, keep), at_once(&groups), "{keep}");
    }
}

/// A group that never has values, as of a structure that drops every draw, moves no rank of the others.
#[test]
fn a_group_without_values_misleads_nothing_that_is_kept() {
    let even = &examples(200_000)[0];
    let weights = vec![0.3, 0.7];
    let (mut tally, mut kept) = (tally(&weights, even.len(), true), 0);
    for (number, part) in even.chunks(5_000).enumerate() {
        tally.count(&[from(5_000 * number, part), from(0, &[])]);
        kept = kept.max(tally.kept_values());
    }
    assert!(!tally.second_pass(&weights).is_needed());
    assert!(kept < 200_000 / 8, "{kept}");
}

#[test]
fn values_whose_order_misleads_need_a_second_pass() {
    // The second half lies between the fifth and the twentieth percentile of the first, and there are the quantiles.
    let mut values = examples(10_000)[0].clone();
    values.extend(examples(10_000)[0].iter().map(|u| 0.10 + 0.01 * u));
    let mut tally = tally(&[1.0], values.len(), true);
    let parts = values.chunks(2_000).enumerate();
    parts.for_each(|(number, part)| tally.count(&[from(2_000 * number, part)]));
    assert!(tally.second_pass(&[1.0]).is_needed());
    let groups = [(1.0, values)];
    assert_eq!(in_parts(&groups, 1_000, true), at_once(&groups));
}

/// A bucket that was let go has lost values: that its rank is wanted after all must not bring it back.
#[test]
fn buckets_that_were_let_go_are_not_taken_for_whole() {
    let mut values = examples(2_000)[0].clone();
    values.extend(examples(60_000)[0].iter().map(|u| 0.10 + 0.01 * u));
    let groups = [(1.0, values)];
    assert_eq!(in_parts(&groups, 500, true), at_once(&groups));
}

#[test]
fn a_frequent_value_is_not_kept() {
    let mut tally = tally(&[0.5, 0.5], 0, false);
    let groups = [&values(KINDS[15], 20_000)[..], &[7.0; 5_000]];
    for (number, (a, b)) in groups[0].chunks(2_000).zip(groups[1].chunks(500)).enumerate() {
        tally.count(&[from(2_000 * number, a), from(500 * number, b)]);
    }
    let pass = tally.second_pass(&[0.5, 0.5]);
    assert!(pass.bytes() < 100, "{}", pass.bytes());
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, rng_seed: RngSeed::Fixed(1), ..Default::default() })]

    #[test]
    fn groups_in_parts_have_the_bits_of_the_whole(
        groups in prop::collection::vec((1u8..5, 0..KINDS.len(), 0u32..1_500), 1..6),
        size in 1usize..2_000,
        keep in any::<bool>()
    ) {
        let groups: Vec<(f64, Vec<f64>)> =
            groups.iter().map(|(w, kind, n)| (f64::from(*w) / 7.0, values(KINDS[*kind], *n))).collect();
        prop_assert_eq!(in_parts(&groups, size, keep), at_once(&groups));
    }

    #[test]
    fn few_draws_in_parts_have_the_bits_of_the_whole(
        groups in prop::collection::vec((1u8..5, prop::collection::vec(0u8..4, 0..12)), 1..6),
        size in 1usize..12,
        keep in any::<bool>()
    ) {
        let groups: Vec<(f64, Vec<f64>)> = groups
            .iter()
            .map(|(w, values)| (f64::from(*w), values.iter().copied().map(f64::from).collect()))
            .collect();
        prop_assert_eq!(in_parts(&groups, size, keep), at_once(&groups));
    }
}
