//! Scores of a forecast that is given by draws.
//!
//! ```text
//! CRPS(F, y) = E|X - y| - E|X - X'| / 2           in the unit of y; less is better; of a point it is the absolute error
//! ```
//! Gneiting and Raftery 2007. Expectations are means over the draws; with sorted draws each costs one pass.

use crate::calibrate::quantile::quantile;

/// The continuous ranked probability score of sorted draws.
#[must_use]
pub fn crps(sorted: &[f64], outcome: f64) -> f64 {
    mean_distance(sorted, &[outcome]) - 0.5 * mean_distance(sorted, sorted)
}

/// `E|X - X'|` between two sorted sets of draws.
#[must_use]
pub fn mean_distance(a: &[f64], b: &[f64]) -> f64 {
    // |x - y| = x + y - 2 min(x, y); walking both in order, each value is the smaller one of the pairs not yet passed.
    let (n, m) = (a.len() as f64, b.len() as f64);
    let (mut i, mut j, mut smaller) = (0, 0, 0.0);
    while i < a.len() && j < b.len() {
        if a[i] <= b[j] {
            smaller += a[i] * (b.len() - j) as f64;
            i += 1;
        } else {
            smaller += b[j] * (a.len() - i) as f64;
            j += 1;
        }
    }
    a.iter().sum::<f64>() / n + b.iter().sum::<f64>() / m - 2.0 * smaller / (n * m)
}

/// Whether the central interval of that probability holds the outcome.
#[must_use]
pub fn covers(sorted: &[f64], outcome: f64, probability: f64) -> bool {
    let tail = 0.5 * (1.0 - probability);
    (quantile(sorted, tail)..=quantile(sorted, 1.0 - tail)).contains(&outcome)
}

/// Is the mean of a series of score differences zero? The test of Diebold and Mariano (1995): the mean over its
/// standard error, with Newey and West's (1987) for `lags` overlapping years and the small-sample factor of Harvey,
/// Leybourne and Newbold (1997). Positive where the mean is. NaN where nothing varies.
#[must_use]
pub fn diebold_mariano(differences: &[f64], lags: usize) -> f64 {
    let n = differences.len() as f64;
    let mean = differences.iter().sum::<f64>() / n;
    let deviations: Vec<f64> = differences.iter().map(|d| d - mean).collect();
    let covariance = |lag: usize| {
        deviations.iter().zip(&deviations[lag.min(deviations.len())..]).map(|(a, b)| a * b).sum::<f64>() / n
    };
    let lags = lags.min(differences.len().saturating_sub(1));
    let long_run: f64 = covariance(0)
        + (1..=lags).map(|lag| 2.0 * (1.0 - lag as f64 / (lags as f64 + 1.0)) * covariance(lag)).sum::<f64>();
    let h = lags as f64 + 1.0;
    // Beyond a third of the sample the factor falls to zero: no evidence is left.
    let factor = ((n + 1.0 - 2.0 * h + h * (h - 1.0) / n) / n).max(0.0).sqrt();
    mean / (long_run / n).sqrt() * factor
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scalar::special::normal;
    use approx::assert_relative_eq;

    #[test]
    fn crps_of_a_normal_is_its_closed_form() {
        // Gneiting and Raftery 2007, equation 21: sigma [ z (2 Phi(z) - 1) + 2 phi(z) - 1/sqrt(pi) ].
        let n = 4000;
        let draws: Vec<f64> =
            (0..n).map(|i| 1.0 + 0.5 * normal::inverse_cdf((f64::from(i) + 0.5) / f64::from(n))).collect();
        for outcome in [0.2, 1.0, 2.5] {
            let z = (outcome - 1.0) / 0.5;
            let expected = 0.5
                * (z * (2.0 * normal::cdf(z) - 1.0) + 2.0 * normal::density(z)
                    - 1.0 / std::f64::consts::PI.sqrt());
            assert_relative_eq!(crps(&draws, outcome), expected, max_relative = 1e-3);
        }
        assert_relative_eq!(crps(&[3.0], 1.0), 2.0);
    }

    #[test]
    fn distance_is_the_double_sum() {
        let (a, b) = ([-1.0, 0.0, 0.5, 4.0], [-2.0, 0.0, 1.0]);
        let sum: f64 = a.iter().flat_map(|x| b.iter().map(move |y: &f64| (x - y).abs())).sum();
        assert_relative_eq!(mean_distance(&a, &b), sum / 12.0, max_relative = 1e-14);
        assert_relative_eq!(mean_distance(&a, &a), 1.9375, max_relative = 1e-12);
    }

    #[test]
    fn intervals_are_central() {
        let draws: Vec<f64> = (0..=100).map(f64::from).collect();
        assert!(covers(&draws, 5.0, 0.9) && !covers(&draws, 4.9, 0.9));
        assert!(covers(&draws, 75.0, 0.5) && !covers(&draws, 75.1, 0.5));
    }

    #[test]
    fn without_overlap_the_test_is_that_of_a_mean() {
        let d = [0.3, -0.1, 0.2, 0.4, 0.1];
        let (mean, n) = (0.18, 5.0);
        let variance: f64 = d.iter().map(|x: &f64| (x - mean).powi(2)).sum::<f64>() / n;
        let t = mean / (variance / n).sqrt() * ((n - 1.0) / n).sqrt();
        assert_relative_eq!(diebold_mariano(&d, 0), t, max_relative = 1e-12);
    }
}
