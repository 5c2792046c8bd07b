//! By how much the rank of a quantile may be off, from between the replicates.
//!
//! The share of the values below a threshold `t` near the quantile moves between replicates by `s(t)`, its standard error. That
//! of the share below the quantile itself is
//! ```math
//! s = s(t) \sqrt{\frac{p(1-p)}{F(t)(1-F(t))}}
//! ```
//! and the error of the quantile `s` times the slope of the quantiles there, `(Q(p + h) - Q(p - h)) / 2h`, with `h` twice what
//! the share would move by if all draws were independent. Where many values are equal the slope is zero, and so is the error.

use super::super::moments::Moments;
use super::super::replicates::{BetweenReplicates, ByReplicate};
use super::probabilities::Wanted;

/// The distance `h`, in standard errors of independent draws.
pub(crate) const REACH: f64 = 2.0;

/// The errors of the ranks of some quantiles.
#[derive(Clone, Debug)]
pub(crate) struct RankErrors {
    /// The number of the first quantile beside them, behind those that are wanted.
    first: usize,
    quantiles: Vec<RankError>,
}

/// That of one quantile.
#[derive(Clone, Copy, Debug)]
struct RankError {
    probability: f64,
    /// Standard error of the share of the values below it.
    error: f64,
    /// The probabilities on either side of it.
    around: [f64; 2],
}

impl RankErrors {
    /// Of groups with weights, of which so many values lie below a threshold near each quantile whose error is wanted.
    pub(crate) fn new<'a>(
        wanted: &Wanted,
        groups: &[(f64, Moments)],
        below: impl Iterator<Item = &'a [ByReplicate]> + Clone,
    ) -> Self {
        let total: f64 = groups.iter().map(|(weight, _)| weight).sum();
        let of = |(i, p): (usize, &f64)| {
            let mut between = BetweenReplicates::default();
            let (mut share_below, mut each) = (0.0, 0.0);
            for ((weight, m), below) in groups.iter().zip(below.clone()) {
                let (share, below) = (weight / total, &below[i]);
                between.add_counted(share, &m.counts, below);
                share_below += share * below.iter().sum::<u64>() as f64 / m.count as f64;
                // One draw has no spread to tell an error from.
                each += if m.count > 1 { share / m.count as f64 } else { 0.0 };
            }
            let spread = p * (1.0 - p);
            // A threshold at the end of the values says nothing of how they spread.
            let at_threshold = share_below * (1.0 - share_below);
            let error = if at_threshold > 0.0 {
                between.error() * (spread / at_threshold).sqrt()
            } else {
                (spread * each).sqrt()
            };
            let reach = REACH * (spread * each).sqrt();
            RankError { probability: *p, error, around: [(p - reach).max(0.0), (p + reach).min(1.0)] }
        };
        Self {
            first: wanted.quantiles.len(),
            quantiles: wanted.with_error.iter().enumerate().map(of).collect(),
        }
    }

    /// The probabilities on either side of each.
    pub(crate) fn around(&self) -> impl Iterator<Item = f64> {
        self.quantiles.iter().flat_map(|quantile| quantile.around)
    }

    /// The error of the quantile at a probability; `quantile` gives those that are wanted, and then those on either side of each.
    pub(crate) fn of_quantile(&self, probability: f64, quantile: impl Fn(usize) -> f64) -> Option<f64> {
        let i = self.quantiles.iter().position(|quantile| quantile.probability == probability)?;
        let RankError { error, around: [low, high], .. } = self.quantiles[i];
        if low >= high {
            return Some(0.0);
        }
        let below = self.first + 2 * i;
        Some(error * (quantile(below + 1) - quantile(below)) / (high - low))
    }
}
