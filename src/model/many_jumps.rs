//! The jumps of a year that has more of them than a draw holds sizes for (E12): with small jumps, or a large effect.
//!
//! ```math
//! T = \sum_{i=1}^{n} X_i, \qquad n \sim \operatorname{Poisson}(m),\ X_i \sim \operatorname{Exp}(1) \quad\Longrightarrow\quad E\,T = m, \quad \operatorname{var} T = 2m, \quad \text{skewness } \tfrac{3}{\sqrt{2m}}
//! ```
//! Up to a mean of [`MAX_DRAWN_MEAN`] jumps a year every jump is drawn. Above, the sum is a normal bent to its skewness,
//! with exactly its mean and variance: `T = m + sqrt(2m) (z + c (z^2 - 1))/sqrt(1 + 2 c^2)`, `c` a sixth of the skewness.
//! Plain numbers, since each draw has another number of jumps: the bits are the same however draws are run.

use crate::sampling::hash;
use crate::scalar::Scalar;
use crate::scalar::special::normal::{inverse_cdf, open_uniform};

/// Above so many jumps a year in the mean their sum is drawn, and not each of them. The excess kurtosis that is left out
/// is below 6/128.
const MAX_DRAWN_MEAN: f64 = 128.0;

/// The sum of `n` unit exponentials, `n` Poisson with `mean` by inversion of `uniform`, where `n` is above `first`, the number
/// of exponentials of which `sum_of_first` is the sum. The sizes of the further ones follow from the bits of that sum.
#[cold]
#[inline(never)]
pub(super) fn many_jumps(mean: f64, uniform: f64, first: usize, sum_of_first: f64) -> f64 {
    if mean > MAX_DRAWN_MEAN {
        return normal_sum(mean, inverse_cdf(uniform));
    }
    let further = first as u64..poisson_quantile(mean, uniform);
    let size = |k| -Scalar::ln(open_uniform(hash(sum_of_first.to_bits(), k)));
    further.map(size).fold(sum_of_first, |sum, size| sum + size)
}

/// The smallest `n` with `P(N <= n) >= uniform`, where that is further than rounding reaches.
fn poisson_quantile(mean: f64, uniform: f64) -> u64 {
    let mut probability = Scalar::exp(-mean);
    let (mut cumulated, mut n) = (probability, 0);
    while cumulated < uniform {
        n += 1;
        probability = probability * mean * (1.0 / n as f64);
        let next = cumulated + probability;
        if next == cumulated && n as f64 > mean {
            // The sum has come as near to one as numbers do.
            break;
        }
        cumulated = next;
    }
    n
}

/// The sum for the standard normal `z`.
fn normal_sum(mean: f64, z: f64) -> f64 {
    let sd = (2.0 * mean).sqrt();
    let c = 3.0 / sd / 6.0;
    mean + sd * (z + c * (z * z - 1.0)) / (1.0 + 2.0 * c * c).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{MAX_JUMPS, YearJumps};
    use rand::{Rng, SeedableRng};

    const DRAWS: usize = 40_000;

    /// Mean and its standard error.
    fn mean(values: impl Iterator<Item = f64> + Clone) -> (f64, f64) {
        let n = DRAWS as f64;
        let mean = values.clone().sum::<f64>() / n;
        let variance = values.map(|v| (v - mean).powi(2)).sum::<f64>() / (n - 1.0);
        (mean, (variance / n).sqrt())
    }

    fn totals(m: f64, seed: u64) -> Vec<f64> {
        let mut rng = rand_chacha::ChaCha8Rng::seed_from_u64(seed);
        let one = |_| {
            let uniforms: Vec<f64> = (0..=MAX_JUMPS).map(|_| open_uniform(rng.next_u64())).collect();
            YearJumps::new(&uniforms).total(m)
        };
        (0..DRAWS).map(one).collect()
    }

    /// The Laplace transform of a compound Poisson sum of exponentials is `exp(-m s/(1 + s))`, whatever is tabulated.
    #[test]
    fn the_sum_has_its_laplace_transform_below_and_above_the_table() {
        for (seed, m) in [0.5, 6.0, 12.0, 16.0, 30.0, 100.0, 127.9].into_iter().enumerate() {
            let totals = totals(m, seed as u64);
            for s in [0.3 / m, 1.0 / m, 3.0 / m] {
                let (found, error) = mean(totals.iter().map(|t| f64::exp(-s * t)));
                let exact = f64::exp(-m * s / (1.0 + s));
                assert!((found - exact).abs() < 5.0 * error, "m {m}, s {s}: {found} +- {error} for {exact}");
            }
        }
    }

    /// Mean `m`, variance `2m`, third moment about the mean `6m`: below and above the mean where jumps are drawn one by one.
    #[test]
    fn moments_are_those_of_the_sum() {
        for (seed, m) in [20.0, 100.0, 200.0, 5_000.0, 1e9].into_iter().enumerate() {
            let totals = totals(m, 10 + seed as u64);
            for (power, exact) in [(1, 0.0), (2, 2.0 * m), (3, 6.0 * m)] {
                let (found, error) = mean(totals.iter().map(|t| (t - m).powi(power)));
                assert!(
                    (found - exact).abs() < 5.0 * error,
                    "m {m}, power {power}: {found} +- {error} for {exact}"
                );
            }
            assert!(totals.iter().all(|t| *t >= 0.0));
        }
    }

    /// Mean and variance of the bent normal are exact, not only within what draws can tell: its integrals over the density
    /// of the standard normal, by the trapezium rule, which is exact to rounding for functions that fade on both sides.
    #[test]
    fn the_bent_normal_has_exactly_the_mean_and_the_variance() {
        for m in [128.0, 200.0, 5_000.0] {
            let step = 1.0 / 64.0;
            let density = |z: f64| (-0.5 * z * z).exp() / (2.0 * std::f64::consts::PI).sqrt();
            let nodes = (-12 * 64..=12 * 64).map(|k| f64::from(k) * step);
            let moment = |power| -> f64 {
                nodes.clone().map(|z| (normal_sum(m, z) - m).powi(power) * density(z) * step).sum()
            };
            assert!(moment(1).abs() < 1e-9 * m, "m {m}: {}", moment(1));
            assert!((moment(2) / (2.0 * m) - 1.0).abs() < 1e-9, "m {m}: {}", moment(2));
        }
    }

    /// The two ways meet: the 1, 50 and 99% points on either side of the limit are those of means so close together.
    #[test]
    fn drawn_and_normal_sums_meet() {
        let sorted = |m, seed| {
            let mut totals = totals(m, seed);
            totals.sort_by(f64::total_cmp);
            [DRAWS / 100, DRAWS / 2, DRAWS - DRAWS / 100].map(|at| totals[at])
        };
        for (drawn, normal) in sorted(127.9, 21).into_iter().zip(sorted(128.1, 22)) {
            assert!((drawn - normal).abs() < 1.5, "{drawn} {normal}");
        }
    }

    #[test]
    fn quantiles_of_the_number_end_where_the_sum_does() {
        assert_eq!(poisson_quantile(3.0, Scalar::exp(-3.0)), 0);
        assert_eq!(poisson_quantile(3.0, 0.5), 3);
        let last = poisson_quantile(120.0, 1.0 - f64::EPSILON / 2.0);
        assert!((180..400).contains(&last), "{last}");
    }
}
