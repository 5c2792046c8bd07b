//! Have the chains of a sampler converged, and how many independent draws are they worth?
//!
//! Rank-normalised split R-hat and effective sample sizes in bulk and tails of Vehtari, Gelman, Simpson, Carpenter and
//! Bürkner (2021, Bayesian Analysis 16, 667-718). Chains are cut in halves; draws are replaced by the normal scores of
//! their ranks, `z = Phi^-1((rank - 3/8)/(S + 1/4))`; then
//!
//! ```text
//! R-hat = sqrt( ((n-1)/n W + B/n) / W )                               the larger of draws and folded draws
//! ESS   = S / tau,   tau = -1 + 2 sum over pairs of lags (Geyer's initial monotone sequence)
//! ```
//! The tail size is the smaller of those of the indicators of the 5 and 95% quantiles.

use crate::calibrate::quantile::quantile;
use crate::scalar::special::normal;
use crate::scalar::{log10_f64, whole_power_f64};

/// Convergence of one quantity.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Convergence {
    /// Rank-normalised split R-hat; one where the chains agree.
    pub rhat: f64,
    /// Effective sample size for the centre.
    pub ess_bulk: f64,
    /// Effective sample size for the 5 and 95% quantiles.
    pub ess_tail: f64,
}

impl Convergence {
    /// Convergence of chains of the same length; NaN where a chain has fewer than four draws, the lengths differ or
    /// all draws are the same.
    #[must_use]
    pub fn of(chains: &[Vec<f64>]) -> Self {
        let draws = chains.first().map_or(0, Vec::len);
        let usable = draws >= 4 && chains.iter().all(|c| c.len() == draws && c.iter().all(|x| x.is_finite()));
        if !usable {
            return Self { rhat: f64::NAN, ess_bulk: f64::NAN, ess_tail: f64::NAN };
        }
        let halves = split(chains);
        let scores = rank_normalised(&halves);
        let median = quantile(&pooled(&halves), 0.5);
        let folded: Vec<Vec<f64>> =
            halves.iter().map(|chain| chain.iter().map(|x| (x - median).abs()).collect()).collect();
        let tail = |p: f64| {
            let limit = quantile(&pooled(chains), p);
            let below: Vec<Vec<f64>> =
                halves.iter().map(|c| c.iter().map(|x| f64::from(u8::from(*x <= limit))).collect()).collect();
            effective_size(&below)
        };
        Self {
            rhat: rhat(&scores).max(rhat(&rank_normalised(&folded))),
            ess_bulk: effective_size(&scores),
            ess_tail: tail(0.05).min(tail(0.95)),
        }
    }
}

/// Effective sample size for the mean: its Monte Carlo standard error is the standard deviation over the root of it.
#[must_use]
pub fn ess_mean(chains: &[Vec<f64>]) -> f64 {
    effective_size(&split(chains))
}

/// Halves of chains; of an odd number of draws the middle one is left out.
fn split(chains: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let half = chains.first().map_or(0, Vec::len) / 2;
    chains.iter().flat_map(|c| [c[..half].to_vec(), c[c.len() - half..].to_vec()]).collect()
}

fn pooled(chains: &[Vec<f64>]) -> Vec<f64> {
    let mut all: Vec<f64> = chains.concat();
    all.sort_by(f64::total_cmp);
    all
}

/// Normal scores of ranks; equal draws share their mean rank.
fn rank_normalised(chains: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let length = chains.first().map_or(1, Vec::len).max(1);
    let all: Vec<f64> = chains.concat();
    let mut order: Vec<usize> = (0..all.len()).collect();
    order.sort_by(|a, b| all[*a].total_cmp(&all[*b]));
    let mut scores = vec![0.0; all.len()];
    let mut start = 0;
    while start < order.len() {
        let mut end = start;
        while end + 1 < order.len() && all[order[end + 1]] == all[order[start]] {
            end += 1;
        }
        let rank = 0.5 * (start + end) as f64 + 1.0;
        let score = normal::inverse_cdf((rank - 0.375) / (all.len() as f64 + 0.25));
        order[start..=end].iter().for_each(|i| scores[*i] = score);
        start = end + 1;
    }
    scores.chunks(length).map(<[f64]>::to_vec).collect()
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

fn variance(values: &[f64]) -> f64 {
    let centre = mean(values);
    values.iter().map(|x| whole_power_f64(x - centre, 2)).sum::<f64>() / (values.len() as f64 - 1.0)
}

/// Variance within chains, and `(n-1)/n W + B/n`.
fn variances(chains: &[Vec<f64>]) -> (f64, f64) {
    let n = chains[0].len() as f64;
    let within = mean(&chains.iter().map(|c| variance(c)).collect::<Vec<f64>>());
    let between = variance(&chains.iter().map(|c| mean(c)).collect::<Vec<f64>>());
    (within, (n - 1.0) / n * within + between)
}

fn rhat(chains: &[Vec<f64>]) -> f64 {
    let (within, total) = variances(chains);
    (total / within).sqrt()
}

/// Autocovariance at a lag, over the number of draws.
fn autocovariance(deviations: &[f64], lag: usize) -> f64 {
    let products: f64 = deviations.iter().zip(&deviations[lag..]).map(|(a, b)| a * b).sum();
    products / deviations.len() as f64
}

fn effective_size(chains: &[Vec<f64>]) -> f64 {
    let (m, n) = (chains.len(), chains[0].len());
    let draws = (m * n) as f64;
    let deviations: Vec<Vec<f64>> = chains
        .iter()
        .map(|chain| {
            let centre = mean(chain);
            chain.iter().map(|x| x - centre).collect()
        })
        .collect();
    let (within, total) = variances(chains);
    if total <= 0.0 {
        // All draws are the same: nothing varies, and nothing is known of how.
        return draws;
    }
    let correlation = |lag: usize| {
        let mean_covariance = deviations.iter().map(|d| autocovariance(d, lag)).sum::<f64>() / m as f64;
        1.0 - (within - mean_covariance) / total
    };
    // Geyer: sums of neighbouring pairs are positive and fall; where they stop doing so it is noise.
    let (mut pairs, mut even, mut odd) = (Vec::new(), 1.0, correlation(1));
    let mut lag = 1;
    while even + odd > 0.0 && lag + 3 < n {
        pairs.push(even + odd);
        even = correlation(lag + 1);
        odd = correlation(lag + 2);
        lag += 2;
    }
    for i in 1..pairs.len() {
        pairs[i] = pairs[i].min(pairs[i - 1]);
    }
    // The even term that follows the last pair counts where it is positive.
    let last = if even > 0.0 { even } else { 0.0 };
    let tau: f64 = -1.0 + 2.0 * pairs.iter().sum::<f64>() + last;
    draws / tau.max(1.0 / log10_f64(draws))
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    /// Four chains of an autoregression with coefficient `a`, from the congruential generator of the script below;
    /// chain `c` is shifted by `shift c`.
    fn chains(a: f64, shift: f64, length: usize) -> Vec<Vec<f64>> {
        let mut state: u64 = 42;
        let mut uniform = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 11) as f64 / (1u64 << 53) as f64
        };
        (0..4)
            .map(|c| {
                let mut x = 0.0;
                (0..length)
                    .map(|_| {
                        x = a * x + uniform() - 0.5;
                        x + shift * f64::from(c)
                    })
                    .collect()
            })
            .collect()
    }

    /// Recorded with arviz 0.23.4:
    /// ```python
    /// import arviz as az, numpy as np
    /// def chains(a, shift, length):
    ///     s = 42; out = []
    ///     for c in range(4):
    ///         x = 0.0; row = []
    ///         for _ in range(length):
    ///             s = (s * 6364136223846793005 + 1442695040888963407) % 2**64
    ///             x = a * x + (s >> 11) / 2**53 - 0.5
    ///             row.append(x + shift * c)
    ///         out.append(row)
    ///     return np.array(out)
    /// for case in [(0.0, 0.0, 500), (0.9, 0.0, 501), (-0.4, 0.0, 400), (0.5, 0.3, 250)]:
    ///     x = chains(*case)
    ///     print([float(f(x)) for f in (az.rhat, lambda x: az.ess(x, method="bulk"),
    ///                                  lambda x: az.ess(x, method="tail"), lambda x: az.ess(x, method="mean"))])
    /// ```
    #[test]
    fn numbers_are_those_of_arviz() {
        for (case, expected) in [
            (
                (0.0, 0.0, 500),
                [0.9995889625894001, 2093.7063401310747, 2201.6287497767003, 1986.929330056299],
            ),
            (
                (0.9, 0.0, 501),
                [1.0320497672582463, 142.59420810660768, 385.0551817680117, 140.10655251502126],
            ),
            (
                (-0.4, 0.0, 400),
                [1.0002637346378864, 4550.134230873322, 1762.5984182178015, 4130.107047979064],
            ),
            ((0.5, 0.3, 250), [1.4388769664376062, 8.562348815648242, 64.33325708443158, 8.445519918554652]),
        ] {
            let (a, shift, length) = case;
            let draws = chains(a, shift, length);
            let c = Convergence::of(&draws);
            let [rhat, bulk, tail, mean] = expected;
            assert_relative_eq!(c.rhat, rhat, max_relative = 1e-9);
            assert_relative_eq!(c.ess_bulk, bulk, max_relative = 1e-9);
            assert_relative_eq!(c.ess_tail, tail, max_relative = 1e-9);
            assert_relative_eq!(ess_mean(&draws), mean, max_relative = 1e-9);
        }
    }

    #[test]
    fn what_cannot_be_judged_is_not_a_number() {
        assert!(Convergence::of(&[vec![1.0, 2.0, 3.0]]).rhat.is_nan());
        assert!(Convergence::of(&[vec![1.0, f64::NAN, 3.0, 4.0, 5.0]]).ess_bulk.is_nan());
        assert!(Convergence::of(&[]).ess_tail.is_nan());
        assert!(Convergence::of(&[vec![1.0; 100], vec![1.0; 100]]).rhat.is_nan());
    }
}
