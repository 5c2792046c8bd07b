//! Internal rates of return of any cash flow, one alone or several side by side: the rates at which nothing is left.
//!
//! ```math
//! \sum_t \frac{c[t]}{(1 + r)^t} = 0
//! ```
//! Several cash flows take the same steps as one alone, and have the same bits.

use crate::scalar::{exp_f64, ln_f64};

/// Internal rates are sought between these.
pub(super) const RATES: [f64; 2] = [-0.02, 5.0];

/// Rates at which a cash flow that changes sign more than once is looked at.
const GRID: usize = 400;

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
    let alone = flows.as_chunks::<1>().0;
    match at_most(alone)[0] {
        Some(0) => Vec::new(),
        Some(1) => roots_between(alone, [RATES])[0].into_iter().collect(),
        _ => all_roots(flows),
    }
}

/// The internal rate of a cash flow.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum InternalRate {
    /// At no rate nothing is left.
    None,
    /// There is one.
    One(f64),
    /// There is more than one.
    Several,
}

impl InternalRate {
    fn of(rates: &[f64]) -> Self {
        match rates {
            [] => Self::None,
            [rate] => Self::One(*rate),
            _ => Self::Several,
        }
    }
}

/// The internal rates of cash flows that begin in the same year, side by side.
pub(super) fn internal_rate_of_each<const N: usize>(flows: &[[f64; N]]) -> [InternalRate; N] {
    let first = flows.iter().position(|flows| flows.iter().any(|flow| *flow != 0.0)).unwrap_or(flows.len());
    let flows = &flows[first..];
    let at_most = at_most(flows);
    // What begins later than the others, or may have several rates, goes alone.
    let begins = |lane: usize| flows.first().is_some_and(|flows| flows[lane] != 0.0);
    let together: [bool; N] = std::array::from_fn(|lane| at_most[lane] == Some(1) && begins(lane));
    // Nothing is sought between a rate and itself.
    let roots = roots_between(flows, together.map(|together| if together { RATES } else { [RATES[0]; 2] }));
    std::array::from_fn(|lane| {
        if together[lane] {
            roots[lane].map_or(InternalRate::None, InternalRate::One)
        } else if at_most[lane] == Some(0) {
            InternalRate::None
        } else {
            let alone: Vec<f64> = flows.iter().map(|flows| flows[lane]).collect();
            InternalRate::of(&internal_rates(&alone))
        }
    })
}

/// Not more rates than these; none where that is not known. A cash flow that is not finite has none.
fn at_most<const N: usize>(flows: &[[f64; N]]) -> [Option<usize>; N] {
    let signs = sign_changes(flows);
    let sums = if signs.iter().any(|signs| *signs > 1) { changes_of_the_sum(flows) } else { [None; N] };
    let mut finite = [true; N];
    for flows in flows {
        finite.iter_mut().zip(flows).for_each(|(finite, flow)| *finite &= flow.is_finite());
    }
    std::array::from_fn(|lane| match signs[lane] {
        _ if !finite[lane] => Some(0),
        0 | 1 => Some(signs[lane]),
        // Of two rates or more only the grid tells how many there are.
        _ => sums[lane].filter(|changes| *changes < 2),
    })
}

fn sign_changes<const N: usize>(flows: &[[f64; N]]) -> [usize; N] {
    let (mut last, mut changes) = ([0.0; N], [0; N]);
    for flows in flows {
        for ((last, changes), flow) in last.iter_mut().zip(&mut changes).zip(flows) {
            *changes += usize::from(differ(*last, *flow));
            *last = if *flow == 0.0 { *last } else { *flow };
        }
    }
    changes
}

/// Whether one is positive and the other negative.
fn differ(a: f64, b: f64) -> bool {
    a != 0.0 && b != 0.0 && (a > 0.0) != (b > 0.0)
}

/// Changes of sign of the cumulative value at the lowest rate: there are no more rates above it than those (Norstrom 1972,
/// at a rate other than zero). With `S` that sum and `v` the factor from it, `sum c v^t = (1 - v) (sum S v^t + S_n v^n/(1-v))`:
/// Descartes' rule holds for what is in brackets. None where nothing is left at the lowest rate: it is a root itself.
fn changes_of_the_sum<const N: usize>(flows: &[[f64; N]]) -> [Option<usize>; N] {
    let factor = 1.0 / (1.0 + RATES[0]);
    let (mut now, mut sums, mut last, mut changes) = (1.0, [0.0; N], [0.0; N], [0; N]);
    for flows in flows {
        for (((sum, last), changes), flow) in sums.iter_mut().zip(&mut last).zip(&mut changes).zip(flows) {
            *sum += flow * now;
            *changes += usize::from(differ(*last, *sum));
            *last = if *sum == 0.0 { *last } else { *sum };
        }
        now *= factor;
    }
    std::array::from_fn(|lane| (sums[lane] != 0.0).then_some(changes[lane]))
}

/// The present values at a rate each, and their slopes.
fn values_and_slopes<const N: usize>(flows: &[[f64; N]], rates: [f64; N]) -> ([f64; N], [f64; N]) {
    // Horner from the last year on: value(v) with v = 1/(1+r), and dv/dr = -v^2.
    let v = rates.map(|rate| 1.0 / (1.0 + rate));
    let (mut values, mut slopes) = ([0.0; N], [0.0; N]);
    for flows in flows.iter().rev() {
        slopes = std::array::from_fn(|lane| slopes[lane] * v[lane] + values[lane]);
        values = std::array::from_fn(|lane| values[lane] * v[lane] + flows[lane]);
    }
    (values, std::array::from_fn(|lane| -v[lane] * v[lane] * slopes[lane]))
}

fn values<const N: usize>(flows: &[[f64; N]], rates: [f64; N]) -> [f64; N] {
    let v = rates.map(|rate| 1.0 / (1.0 + rate));
    let mut values = [0.0; N];
    for flows in flows.iter().rev() {
        values = std::array::from_fn(|lane| values[lane] * v[lane] + flows[lane]);
    }
    values
}

fn value_at(flows: &[f64], rate: f64) -> f64 {
    values(flows.as_chunks::<1>().0, [rate])[0]
}

fn root_between(flows: &[f64], bracket: [f64; 2]) -> Option<f64> {
    roots_between(flows.as_chunks::<1>().0, [bracket])[0]
}

/// A root of each between two rates at which the signs differ: Newton's steps, and halves where they would leave the
/// bracket.
fn roots_between<const N: usize>(flows: &[[f64; N]], brackets: [[f64; 2]; N]) -> [Option<f64>; N] {
    let at_low = values(flows, brackets.map(|[low, _]| low));
    let at_high = values(flows, brackets.map(|[_, high]| high));
    let mut searches: [Search; N] =
        std::array::from_fn(|lane| Search::new(brackets[lane], at_low[lane], at_high[lane]));
    for _ in 0..200 {
        if searches.iter().all(|search| search.is_done) {
            break;
        }
        let (now, slopes) = values_and_slopes(flows, searches.map(|search| search.rate));
        for (search, (now, slope)) in searches.iter_mut().zip(now.into_iter().zip(slopes)) {
            search.step(now, slope);
        }
    }
    searches.map(|search| search.is_between.then_some(search.rate))
}

/// The search for one root.
#[derive(Clone, Copy, Debug)]
struct Search {
    low: f64,
    high: f64,
    rate: f64,
    positive_at_low: bool,
    /// Whether there is a root between the ends.
    is_between: bool,
    is_done: bool,
}

impl Search {
    fn new([low, high]: [f64; 2], at_low: f64, at_high: f64) -> Self {
        let middle = if low < 0.05 && high > 0.05 { 0.05 } else { 0.5 * (low + high) };
        let (rate, is_an_end) = match (at_low == 0.0, at_high == 0.0) {
            (true, _) => (low, true),
            (false, true) => (high, true),
            (false, false) => (middle, false),
        };
        let is_between = is_an_end || (at_low > 0.0) != (at_high > 0.0);
        Self { low, high, rate, positive_at_low: at_low > 0.0, is_between, is_done: is_an_end || !is_between }
    }

    /// A step from the value at the rate, and its slope there.
    fn step(&mut self, now: f64, slope: f64) {
        if self.is_done {
            return;
        }
        if now == 0.0 {
            self.is_done = true;
            return;
        }
        if (now > 0.0) == self.positive_at_low {
            self.low = self.rate;
        } else {
            self.high = self.rate;
        }
        let step = self.rate - now / slope;
        let is_newtons = step > self.low && step < self.high;
        let next = if is_newtons { step } else { 0.5 * (self.low + self.high) };
        let moved = (next - self.rate).abs();
        self.rate = next;
        // Near a root a step of Newton squares what is left.
        let enough = if is_newtons { 1e-8 } else { 1e-14 };
        self.is_done = moved <= enough * (1.0 + self.rate.abs());
    }
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
    let points: Vec<(f64, f64)> = (0..=GRID).map(|i| (rate(i), value_at(flows, rate(i)))).collect();
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
        if sign * value_at(flows, low + third) < sign * value_at(flows, high - third) {
            high -= third;
        } else {
            low += third;
        }
    }
    let nearest = 0.5 * (low + high);
    if sign * value_at(flows, nearest) >= 0.0 {
        return Vec::new();
    }
    [[left, nearest], [nearest, right]].into_iter().filter_map(|pair| root_between(flows, pair)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

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
                assert!(value_at(&flows, *found).abs() < 1e-12);
            }
            // Years before the first, years after the last and another unit move no root.
            let shifted: Vec<f64> =
                [0.0; 5].into_iter().chain(flows.iter().map(|f| 1e3 * f)).chain([0.0; 3]).collect();
            assert_eq!(internal_rates(&shifted).len(), rates.len());
        }
        // Three changes of sign, of which the sum knows one: one rate, at which nothing is left.
        let flows = [-10.0, 4.0, -1.0, 6.0, 8.0];
        let rates = internal_rates(&flows);
        assert_eq!(
            (
                sign_changes(flows.as_chunks::<1>().0),
                changes_of_the_sum(flows.as_chunks::<1>().0),
                rates.len()
            ),
            ([3], [Some(1)], 1)
        );
        assert!(value_at(&flows, rates[0]).abs() < 1e-12);
        // A rate at the lower end is one.
        let lowest = [-1.0, 2.0, -1.0, 0.98 * 0.98 * 0.98 - 2.0 * 0.98 * 0.98 + 0.98];
        assert!((internal_rates(&lowest)[0] - RATES[0]).abs() < 1e-9, "{:?}", internal_rates(&lowest));
        assert!(internal_rates(&[]).is_empty() && internal_rates(&[0.0, 0.0]).is_empty());
        assert!(internal_rates(&[1.0, f64::NAN, -1.0]).is_empty());
        // A rate beyond the range is none.
        assert!(internal_rates(&[-1.0, 7.0]).is_empty());
    }

    #[test]
    fn cash_flows_side_by_side_have_the_bits_of_each_alone() {
        // One rate, none, several, a later start, an earlier end, one that is not finite, nothing at all, only losses.
        let years = 60;
        let of = |lane: usize, t: usize| -> f64 {
            let t_f = t as f64;
            match lane {
                0 => {
                    if t == 0 {
                        -10.0
                    } else {
                        0.7 + 0.01 * t_f
                    }
                }
                1 => 1.0 + t_f,
                2 => match t {
                    0 => -100.0,
                    1 => 230.0,
                    2 => -132.0,
                    _ => 0.0,
                },
                3 => {
                    if t < 7 {
                        0.0
                    } else if t < 12 {
                        -3.0
                    } else {
                        1.0
                    }
                }
                4 => {
                    if t > 20 {
                        0.0
                    } else {
                        -5.0 + t_f
                    }
                }
                5 => {
                    if t == 9 {
                        f64::NAN
                    } else {
                        1.0 - t_f
                    }
                }
                6 => 0.0,
                _ => -1.0,
            }
        };
        let flows: Vec<[f64; 8]> = (0..years).map(|t| std::array::from_fn(|lane| of(lane, t))).collect();
        let together = internal_rate_of_each(&flows);
        for (lane, rate) in together.iter().enumerate() {
            let alone: Vec<f64> = (0..years).map(|t| of(lane, t)).collect();
            assert_eq!(*rate, InternalRate::of(&internal_rates(&alone)), "{lane}");
        }
        let kinds: Vec<usize> = together
            .iter()
            .map(|rate| match rate {
                InternalRate::None => 0,
                InternalRate::One(_) => 1,
                InternalRate::Several => 2,
            })
            .collect();
        assert_eq!(kinds, [1, 0, 2, 1, 1, 0, 0, 0]);
    }
}
