//! Breakthroughs (E12): what cannot be foreseen, as risk around a mean that stays where it is.
//!
//! Level, common to baseline and scenario, with arrivals Poisson(`rate`) a year and `J` exponential with mean `1/b`:
//! ```math
//! B[t] = \sum_i J_i\, D(t - t_i) - c[t], \qquad D(u) = 1 - e^{-\theta u}, \qquad c[t] = rate \sum_u \frac{D(u)}{b - D(u)} \quad\Longrightarrow\quad E\, e^{B} = 1
//! ```
//! Effect of policy, of which a share `phi_B` arrives as rare jumps (`x` is the effect of the structure):
//! ```math
//! \begin{aligned}
//! a[t] &= (1 - \phi_B)\, x[t] + Q[t], & Q[t] &= (1 - d_Q)\, Q[t-1] + \operatorname{sign}(e[t]) \sum_{i=1}^{n} J_i, \\
//! n &\sim \operatorname{Poisson}\left( \frac{\phi_B\, \lvert e[t] \rvert}{E J} \right), & e[t] &= x[t] - (1 - d_Q)\, x[t-1] \qquad\Longrightarrow\quad E\, a = x
//! \end{aligned}
//! ```
//! Each year of a draw has a uniform for the number of jumps and exponentials for their sizes, so that more jumps keep
//! the sizes of fewer. A year with more jumps than it has sizes for draws the further ones too (`many_jumps`).

use super::many_jumps::many_jumps;
use crate::scalar::{LANES, Scalar};

/// Jumps of a year whose sizes a draw holds. With a mean of six jumps a year, twenty times what the action plan makes, the
/// chance of more is 2 in 10,000.
pub const MAX_JUMPS: usize = 16;

/// Jumps are at least so large: in the limit of many small ones the effect is `x` itself, and a size of zero stands for it.
const MIN_SIZE: f64 = 1e-12;

/// The jumps of one year: a uniform for their number, and the sums of the first one, two, ... unit exponentials.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct YearJumps<S> {
    /// Uniform in (0, 1).
    pub uniform: S,
    /// `sums[k]` is the sum of the first `k + 1` exponentials of mean one.
    pub sums: [S; MAX_JUMPS],
}

impl YearJumps<f64> {
    /// From `1 + MAX_JUMPS` uniforms in (0, 1).
    #[must_use]
    pub fn new(uniforms: &[f64]) -> Self {
        let mut sum = 0.0;
        let mut sums = [0.0; MAX_JUMPS];
        for (total, uniform) in sums.iter_mut().zip(&uniforms[1..]) {
            sum -= Scalar::ln(*uniform);
            *total = sum;
        }
        Self { uniform: uniforms[0], sums }
    }
}

impl<S: Scalar> YearJumps<S> {
    /// The sum of `n` unit exponentials, `n` Poisson with the given mean by inversion.
    #[inline(always)]
    #[must_use]
    pub fn total(&self, mean: S) -> S {
        let mut probability = (-mean).exp();
        let mut cumulated = probability;
        let mut total = S::of(0.0);
        for (k, sum) in self.sums.iter().enumerate() {
            // More than k jumps where the uniform is above the probability of at most k.
            total = S::select(cumulated.lt(self.uniform), *sum, total);
            probability = probability * mean * S::of(1.0 / (k + 1) as f64);
            cumulated = cumulated + probability;
        }
        if S::all(self.uniform.lt(cumulated)) {
            total
        } else {
            self.with_further_jumps(mean, cumulated, total)
        }
    }

    /// The total where some draws may have more jumps than sizes: `cumulated` is the probability of no more.
    #[cold]
    #[inline(never)]
    fn with_further_jumps(&self, mean: S, cumulated: S, total: S) -> S {
        let mut totals = [0.0; LANES];
        total.store(&mut totals);
        for (lane, total) in totals.iter_mut().enumerate().take(S::WIDTH) {
            let uniform = self.uniform.lane(lane);
            if cumulated.lane(lane) < uniform {
                *total = many_jumps(mean.lane(lane), uniform, MAX_JUMPS, self.sums[MAX_JUMPS - 1].lane(lane));
            }
        }
        S::load(&totals)
    }
}

/// Parameters of the jumps of a policy.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct JumpParameters<S> {
    /// `phi_B`, the share of the effect that arrives as jumps.
    pub share: S,
    /// `E J`, the mean jump.
    pub size: S,
    /// `d_Q`, decay a year.
    pub decay: S,
}

/// The jumps of a policy so far, `Q`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PolicyJumps<S> {
    level: S,
    last_effect: S,
}

impl<S: Scalar> PolicyJumps<S> {
    /// Before the first year.
    #[inline(always)]
    #[must_use]
    pub fn new() -> Self {
        Self { level: S::of(0.0), last_effect: S::of(0.0) }
    }

    /// `Q[t]`, given the effect `x[t]` of the structure.
    #[inline(always)]
    pub fn advance(&mut self, effect: S, jumps: &YearJumps<S>, p: JumpParameters<S>) -> S {
        let keep = S::of(1.0) - p.decay;
        let change = effect - keep * self.last_effect;
        let falls = change.lt(S::of(0.0));
        let size = S::select(falls, -change, change);
        let jump = p.size.max(S::of(MIN_SIZE));
        let total = jumps.total(p.share * size / jump) * jump;
        self.level = keep * self.level + S::select(falls, -total, total);
        self.last_effect = effect;
        self.level
    }
}

impl<S: Scalar> Default for PolicyJumps<S> {
    fn default() -> Self {
        Self::new()
    }
}

/// Parameters of the level.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LevelParameters {
    /// Arrivals a year.
    pub rate: f64,
    /// Mean jump, `1/b`.
    pub size: f64,
    /// Speed of diffusion, `theta`.
    pub diffusion: f64,
}

/// The level of breakthroughs `B[t]` by year, given the jumps of each year; the first year has the first arrivals.
#[must_use]
pub fn breakthrough_level(jumps: &[YearJumps<f64>], p: LevelParameters) -> Vec<f64> {
    let arrived: Vec<f64> = jumps.iter().map(|year| year.total(p.rate) * p.size).collect();
    let diffused = |years: usize| 1.0 - Scalar::exp(-p.diffusion * years as f64);
    let mut compensator = 0.0;
    (0..jumps.len())
        .map(|t| {
            // The arrivals of year 0 have diffused for t years by now.
            compensator += p.rate * diffused(t) / (1.0 / p.size - diffused(t));
            arrived[..=t].iter().enumerate().map(|(s, sum)| sum * diffused(t - s)).sum::<f64>() - compensator
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;
    use rand::{Rng, SeedableRng};

    const DRAWS: usize = 40_000;

    fn uniforms(rng: &mut impl Rng) -> Vec<f64> {
        (0..=MAX_JUMPS).map(|_| ((rng.next_u64() >> 11) as f64 + 0.5) / (1u64 << 53) as f64).collect()
    }

    /// Mean and its Monte Carlo standard error.
    fn mean(values: &[f64]) -> (f64, f64) {
        let n = values.len() as f64;
        let mean = values.iter().sum::<f64>() / n;
        let variance = values.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / (n - 1.0);
        (mean, (variance / n).sqrt())
    }

    #[test]
    fn the_level_is_one_in_the_mean() {
        let mut rng = rand_chacha::ChaCha8Rng::seed_from_u64(11);
        let p = LevelParameters { rate: 0.3, size: 0.05, diffusion: 0.15 };
        let levels: Vec<f64> = (0..DRAWS)
            .map(|_| {
                let jumps: Vec<_> = (0..30).map(|_| YearJumps::new(&uniforms(&mut rng))).collect();
                breakthrough_level(&jumps, p)[29].exp()
            })
            .collect();
        let (mean, error) = mean(&levels);
        assert!((mean - 1.0).abs() < 5.0 * error && error < 0.002, "{mean} +- {error}");
    }

    /// Also with jumps so small that a year has thousands of them, and at the limit, where they are no jumps any more.
    #[test]
    fn the_mean_of_a_policy_stays_its_effect() {
        let mut rng = rand_chacha::ChaCha8Rng::seed_from_u64(12);
        let sizes = [0.02, 5e-4, 1e-4, 1e-6, 0.0];
        for (sign, size) in [1.0, -1.0].into_iter().flat_map(|sign| sizes.map(|size| (sign, size))) {
            let p = JumpParameters { share: 0.7, size, decay: 0.1 };
            let draws = if size > 1e-3 { DRAWS } else { 4_000 };
            let effects: Vec<f64> = (0..20).map(|t| sign * 0.003 * f64::from(t)).collect();
            let ends: Vec<f64> = (0..draws)
                .map(|_| {
                    let mut jumps = PolicyJumps::new();
                    let mut q = 0.0;
                    for x in &effects {
                        q = jumps.advance(*x, &YearJumps::new(&uniforms(&mut rng)), p);
                    }
                    (1.0 - p.share) * effects[19] + q
                })
                .collect();
            let (mean, error) = mean(&ends);
            assert!(
                (mean - effects[19]).abs() < 5.0 * error,
                "{size}: {mean} +- {error} for {}",
                effects[19]
            );
            // The median is nearer to zero than the mean: few draws carry the tail, the fewer the larger jumps are.
            let mut sorted = ends.clone();
            sorted.sort_by(f64::total_cmp);
            if size > 1e-3 {
                assert!(sorted[draws / 2].abs() < 0.99 * effects[19].abs());
            }
            // Of a compound Poisson sum in each year: 2 size |phi_B e|, which decays by (1-d)^2 a year.
            let expected: f64 = (1..20)
                .map(|t| {
                    let e = effects[t] - 0.9 * effects[t - 1];
                    2.0 * size * 0.7 * e.abs() * 0.81_f64.powi(19 - t as i32)
                })
                .sum();
            let variance = error * error * draws as f64;
            assert!((variance - expected).abs() < 0.12 * expected + 1e-13, "{size}: {variance} {expected}");
        }
    }

    #[test]
    fn number_of_jumps_is_poisson_and_their_sum_gamma() {
        let mut rng = rand_chacha::ChaCha8Rng::seed_from_u64(13);
        let totals: Vec<f64> = (0..DRAWS).map(|_| YearJumps::new(&uniforms(&mut rng)).total(2.0)).collect();
        let none = totals.iter().filter(|t| **t == 0.0).count() as f64 / DRAWS as f64;
        assert_relative_eq!(none, (-2.0_f64).exp(), epsilon = 0.01);
        let (first, error) = mean(&totals);
        assert!((first - 2.0).abs() < 5.0 * error);
        // Variance of a compound Poisson sum: mean number times the second moment, 2 x 2.
        let (second, error) = mean(&totals.iter().map(|t| (t - 2.0).powi(2)).collect::<Vec<_>>());
        assert!((second - 4.0).abs() < 5.0 * error, "{second} +- {error}");
    }

    #[test]
    fn no_effect_has_no_jumps() {
        let mut jumps = PolicyJumps::new();
        let year = YearJumps { uniform: 1.0 - 1e-16, sums: [1.0; MAX_JUMPS] };
        assert_eq!(jumps.advance(0.0, &year, JumpParameters { share: 0.9, size: 0.02, decay: 0.1 }), 0.0);
    }
}
