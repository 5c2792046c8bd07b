//! Present value, internal rates and payback of any cash flow.
//!
//! ```math
//! NPV = \sum_t D[t]\, c[t], \qquad \sum_t \frac{c[t]}{(1 + r)^t} = 0, \qquad payback = \min \{ t : \textstyle\sum_{u \le s} D[u]\, c[u] \ge 0 \text{ for all } s \ge t \}
//! ```

use super::discounting::Discounting;
use crate::scalar::{Scalar, exp_f64, ln_f64};

/// Internal rates are sought between these.
pub(super) const RATES: [f64; 2] = [-0.02, 5.0];

/// Rates at which a cash flow that changes sign more than once is looked at.
const GRID: usize = 400;

/// The present value in the first year of a cash flow, one value a year from the first on, in any number type: duals give its
/// derivatives.
///
/// ```
/// use kennis::appraise::{Discounting, net_present_value};
/// let value = net_present_value(&[-100.0, 60.0, 60.0], &Discounting::flat(0.10)?);
/// assert!((value - (-100.0 + 60.0 / 1.1 + 60.0 / 1.21)).abs() < 1e-12);
/// # Ok::<(), kennis::appraise::DiscountingError>(())
/// ```
#[must_use]
pub fn net_present_value<S: Scalar>(flows: &[S], discounting: &Discounting) -> S {
    let factors = discounting.factors(flows.len());
    flows.iter().zip(factors).fold(S::of(0.0), |sum, (flow, factor)| sum + *flow * S::of(factor))
}

/// All internal rates of return of a cash flow between -0.02 and 5, in rising order: none where there is none, several where
/// its sign changes more than once and the rates differ.
///
/// ```
/// use kennis::appraise::internal_rates;
/// let rates = internal_rates(&[-100.0, 230.0, -132.0]);
/// assert!((rates[0] - 0.1).abs() < 1e-9 && (rates[1] - 0.2).abs() < 1e-9);
/// assert!(internal_rates(&[1.0, 2.0]).is_empty());
/// ```
#[must_use]
pub fn internal_rates(flows: &[f64]) -> Vec<f64> {
    // Years without money at the ends change nothing.
    let first = flows.iter().position(|flow| *flow != 0.0).unwrap_or(flows.len());
    let last = flows.iter().rposition(|flow| *flow != 0.0).map_or(first, |last| last + 1);
    let flows = &flows[first..last];
    if flows.iter().any(|flow| !flow.is_finite()) {
        return Vec::new();
    }
    match sign_changes(flows) {
        0 => Vec::new(),
        1 => root_between(flows, RATES).into_iter().collect(),
        _ => match changes_of_the_sum(flows) {
            Some(0) => Vec::new(),
            Some(1) => root_between(flows, RATES).into_iter().collect(),
            _ => all_roots(flows),
        },
    }
}

/// Changes of sign of the cumulative value at the lowest rate: there are no more rates above it than those (Norstrom 1972,
/// at a rate other than zero). With `S` that sum and `v` the factor from it, `sum c v^t = (1 - v) (sum S v^t + S_n v^n/(1-v))`:
/// Descartes' rule holds for what is in brackets. None where nothing is left at the lowest rate: it is a root itself.
fn changes_of_the_sum(flows: &[f64]) -> Option<usize> {
    let factor = 1.0 / (1.0 + RATES[0]);
    let (mut now, mut sum, mut positive, mut changes) = (1.0, 0.0, None, 0);
    for flow in flows {
        sum += flow * now;
        now *= factor;
        if sum != 0.0 {
            changes += usize::from(positive.is_some_and(|was| was != (sum > 0.0)));
            positive = Some(sum > 0.0);
        }
    }
    (sum != 0.0).then_some(changes)
}

/// The first year, counted from the first of the cash flow, from which on the cumulative present value stays at or above zero;
/// none where it never does. Zero where it is never below.
///
/// ```
/// use kennis::appraise::{Discounting, payback};
/// let flat = Discounting::flat(0.0)?;
/// assert_eq!(payback(&[-2.0, 1.0, 1.0, 1.0], &flat), Some(2));
/// assert_eq!(payback(&[-2.0, 1.0], &flat), None);
/// # Ok::<(), kennis::appraise::DiscountingError>(())
/// ```
#[must_use]
pub fn payback(flows: &[f64], discounting: &Discounting) -> Option<usize> {
    payback_at(flows.iter().copied(), &discounting.factors(flows.len()))
}

/// As [`payback`], at given factors.
pub(super) fn payback_at(flows: impl Iterator<Item = f64>, factors: &[f64]) -> Option<usize> {
    let (mut sum, mut years, mut after_last_below) = (0.0, 0, 0);
    for (flow, factor) in flows.zip(factors) {
        sum += flow * factor;
        years += 1;
        if sum < 0.0 {
            after_last_below = years;
        }
    }
    (after_last_below < years || years == 0).then_some(after_last_below)
}

fn sign_changes(flows: &[f64]) -> usize {
    let signs: Vec<bool> = flows.iter().filter(|flow| **flow != 0.0).map(|flow| *flow > 0.0).collect();
    signs.windows(2).filter(|pair| pair[0] != pair[1]).count()
}

/// The present value at a rate, and its slope.
fn value_and_slope(flows: &[f64], rate: f64) -> (f64, f64) {
    // Horner from the last year on: value(v) with v = 1/(1+r), and dv/dr = -v^2.
    let v = 1.0 / (1.0 + rate);
    let (mut value, mut slope) = (0.0, 0.0);
    for flow in flows.iter().rev() {
        slope = slope * v + value;
        value = value * v + flow;
    }
    (value, -v * v * slope)
}

fn value(flows: &[f64], rate: f64) -> f64 {
    let v = 1.0 / (1.0 + rate);
    flows.iter().rev().fold(0.0, |value, flow| value * v + flow)
}

/// A root between two rates at which the signs differ: Newton's steps, and halves where they would leave the bracket.
fn root_between(flows: &[f64], [mut low, mut high]: [f64; 2]) -> Option<f64> {
    let (at_low, at_high) = (value(flows, low), value(flows, high));
    if at_low == 0.0 {
        return Some(low);
    }
    if at_high == 0.0 {
        return Some(high);
    }
    if (at_low > 0.0) == (at_high > 0.0) {
        return None;
    }
    let mut rate = if low < 0.05 && high > 0.05 { 0.05 } else { 0.5 * (low + high) };
    for _ in 0..200 {
        let (now, slope) = value_and_slope(flows, rate);
        if now == 0.0 {
            break;
        }
        if (now > 0.0) == (at_low > 0.0) {
            low = rate;
        } else {
            high = rate;
        }
        let step = rate - now / slope;
        let next = if step > low && step < high { step } else { 0.5 * (low + high) };
        let moved = (next - rate).abs();
        rate = next;
        if moved <= 1e-14 * (1.0 + rate.abs()) {
            break;
        }
    }
    Some(rate)
}

/// The roots on a grid that is dense near zero: where the sign changes, and where the value touches zero in between.
fn all_roots(flows: &[f64]) -> Vec<f64> {
    let shift = 0.03;
    let [from, to] = RATES.map(|rate| ln_f64(rate + shift));
    let rate = |i: usize| match i {
        0 => RATES[0],
        GRID => RATES[1],
        _ => exp_f64(from + (to - from) * i as f64 / GRID as f64) - shift,
    };
    let points: Vec<(f64, f64)> = (0..=GRID).map(|i| (rate(i), value(flows, rate(i)))).collect();
    let mut roots: Vec<f64> = Vec::new();
    for pair in points.windows(2) {
        let ((low, at_low), (high, at_high)) = (pair[0], pair[1]);
        if at_low == 0.0 {
            roots.push(low);
        } else if at_high != 0.0 && (at_low > 0.0) != (at_high > 0.0) {
            roots.extend(root_between(flows, [low, high]));
        }
    }
    if points[GRID].1 == 0.0 {
        roots.push(RATES[1]);
    }
    for triple in points.windows(3) {
        roots.extend(roots_around_a_turn(flows, triple));
    }
    roots.sort_by(f64::total_cmp);
    roots.dedup_by(|a, b| (*a - *b).abs() < 1e-9);
    roots
}

/// Two roots that lie between points of one sign: where the value comes nearest to zero in the middle of three.
fn roots_around_a_turn(flows: &[f64], triple: &[(f64, f64)]) -> Vec<f64> {
    let [(left, at_left), (_, at_middle), (right, at_right)] = [triple[0], triple[1], triple[2]];
    let sign = if at_middle > 0.0 { 1.0 } else { -1.0 };
    let turns = sign * at_left > 0.0
        && sign * at_right > 0.0
        && sign * at_middle <= sign * at_left
        && sign * at_middle <= sign * at_right;
    if !turns {
        return Vec::new();
    }
    // The nearest point, by thirds.
    let (mut low, mut high) = (left, right);
    while high - low > 1e-12 {
        let third = (high - low) / 3.0;
        if sign * value(flows, low + third) < sign * value(flows, high - third) {
            high -= third;
        } else {
            low += third;
        }
    }
    let nearest = 0.5 * (low + high);
    if sign * value(flows, nearest) >= 0.0 {
        return Vec::new();
    }
    [[left, nearest], [nearest, right]].into_iter().filter_map(|pair| root_between(flows, pair)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    #[test]
    fn three_periods_by_hand() {
        let rate = Discounting::schedule(
            "own",
            vec![
                super::super::RateUntil { until: Some(1), rate: 0.02 },
                super::super::RateUntil { until: None, rate: 0.05 },
            ],
        )
        .unwrap();
        let by_hand = -10.0 + 4.0 / 1.02 + 9.0 / (1.02 * 1.05);
        assert_relative_eq!(net_present_value(&[-10.0, 4.0, 9.0], &rate), by_hand, max_relative = 1e-12);
    }

    #[test]
    fn a_root_is_where_the_value_is_zero_and_none_is_missed() {
        // Polynomials in 1/(1+r) from their roots, two of them close together.
        for rates in [vec![0.07], vec![0.03, 0.031], vec![-0.01, 0.02, 0.4], vec![0.1, 1.5, 3.0]] {
            let flows = rates.iter().fold(vec![-1.0], |flows: Vec<f64>, rate| {
                let mut next = vec![0.0; flows.len() + 1];
                for (t, flow) in flows.iter().enumerate() {
                    next[t] += flow;
                    next[t + 1] -= flow * (1.0 + rate);
                }
                next
            });
            let found = internal_rates(&flows);
            assert_eq!(found.len(), rates.len(), "{rates:?} {found:?}");
            for (found, rate) in found.iter().zip(&rates) {
                assert_relative_eq!(*found, *rate, epsilon = 1e-8);
                assert!(value(&flows, *found).abs() < 1e-12);
            }
            // Years before the first, years after the last and another unit move no root.
            let shifted: Vec<f64> =
                [0.0; 5].into_iter().chain(flows.iter().map(|f| 1e3 * f)).chain([0.0; 3]).collect();
            assert_eq!(internal_rates(&shifted).len(), rates.len());
        }
        // Three changes of sign, of which the sum knows one: one rate, at which nothing is left.
        let flows = [-10.0, 4.0, -1.0, 6.0, 8.0];
        let rates = internal_rates(&flows);
        assert_eq!((sign_changes(&flows), changes_of_the_sum(&flows), rates.len()), (3, Some(1), 1));
        assert!(value(&flows, rates[0]).abs() < 1e-12);
        // A rate at the lower end is one.
        let lowest = [-1.0, 2.0, -1.0, 0.98 * 0.98 * 0.98 - 2.0 * 0.98 * 0.98 + 0.98];
        assert!((internal_rates(&lowest)[0] - RATES[0]).abs() < 1e-9, "{:?}", internal_rates(&lowest));
        assert!(internal_rates(&[]).is_empty() && internal_rates(&[0.0, 0.0]).is_empty());
        assert!(internal_rates(&[1.0, f64::NAN, -1.0]).is_empty());
        // A rate beyond the range is none.
        assert!(internal_rates(&[-1.0, 7.0]).is_empty());
    }

    #[test]
    fn payback_waits_for_the_last_time_below_zero() {
        let flat = Discounting::flat(0.0).unwrap();
        assert_eq!(payback(&[-1.0, 2.0, -3.0, 5.0], &flat), Some(3));
        assert_eq!(payback(&[1.0, -1.0, 0.0], &flat), Some(0));
        assert_eq!(payback(&[1.0, -2.0], &flat), None);
        assert_eq!(payback(&[], &flat), Some(0));
        // Discounted, what comes later counts less.
        assert_eq!(payback(&[-1.0, 1.0], &Discounting::flat(0.02).unwrap()), None);
    }
}
