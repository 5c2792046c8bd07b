//! Present value and payback of any cash flow.
//!
//! ```math
//! NPV = \sum_t D[t]\, c[t], \qquad payback = \min \{ t : \textstyle\sum_{u \le s} D[u]\, c[u] \ge 0 \text{ for all } s \ge t \}
//! ```

use super::discounting::Discounting;
use crate::scalar::Scalar;

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
    let [payback] = payback_of_each(flows.as_chunks::<1>().0, &discounting.factors(flows.len()));
    payback
}

/// As [`payback`], of cash flows side by side at given factors.
pub(super) fn payback_of_each<const N: usize>(flows: &[[f64; N]], factors: &[f64]) -> [Option<usize>; N] {
    let (mut sums, mut years, mut after_last_below) = ([0.0; N], 0, [0; N]);
    for (flows, factor) in flows.iter().zip(factors) {
        years += 1;
        for ((sum, after), flow) in sums.iter_mut().zip(&mut after_last_below).zip(flows) {
            *sum += flow * factor;
            *after = if *sum < 0.0 { years } else { *after };
        }
    }
    after_last_below.map(|after| (after < years || years == 0).then_some(after))
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
