//! Tests of the errors of a fit: are they independent, and are they normal?
//!
//! ```text
//! Durbin-Watson   d = sum (e[t] - e[t-1])^2 / sum e[t]^2             2 where there is no autocorrelation
//! Ljung-Box       Q = n (n+2) sum_{k<=h} r_k^2 / (n-k)               chi-squared with h degrees of freedom
//! Jarque-Bera     J = n/6 (skewness^2 + (kurtosis - 3)^2 / 4)        chi-squared with 2
//! ```
//! Durbin and Watson 1950; Ljung and Box 1978; Jarque and Bera 1987. The second and third hold in large samples, and
//! no degrees of freedom are taken off for parameters: most of them are pinned by their priors.

use crate::scalar::{power_f64, to_twelve_decimals_f64, whole_power_f64};
use statrs::distribution::{ChiSquared, ContinuousCDF};

/// A statistic with the probability of a larger one if nothing is wrong.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct TestResult {
    /// The statistic.
    pub statistic: f64,
    /// Degrees of freedom.
    pub degrees: usize,
    /// Probability of a larger statistic under the null.
    pub p_value: f64,
}

impl TestResult {
    fn chi_squared(statistic: f64, degrees: usize) -> Self {
        let p_value =
            ChiSquared::new(degrees as f64).map_or(f64::NAN, |chi| to_twelve_decimals_f64(chi.sf(statistic)));
        Self { statistic, degrees, p_value }
    }
}

/// The Durbin-Watson statistic.
#[must_use]
pub fn durbin_watson(errors: &[f64]) -> f64 {
    let changes: f64 = errors.windows(2).map(|e| whole_power_f64(e[1] - e[0], 2)).sum();
    changes / errors.iter().map(|e| e * e).sum::<f64>()
}

/// The test of Ljung and Box on the first `lags` autocorrelations.
#[must_use]
pub fn ljung_box(errors: &[f64], lags: usize) -> TestResult {
    let n = errors.len() as f64;
    let deviations = centred(errors);
    let variance: f64 = deviations.iter().map(|e| e * e).sum();
    let sum: f64 = (1..=lags)
        .map(|k| {
            let product: f64 =
                deviations.iter().zip(&deviations[k.min(deviations.len())..]).map(|(a, b)| a * b).sum();
            whole_power_f64(product / variance, 2) / (n - k as f64)
        })
        .sum();
    TestResult::chi_squared(n * (n + 2.0) * sum, lags)
}

/// The test of Jarque and Bera.
#[must_use]
pub fn jarque_bera(errors: &[f64]) -> TestResult {
    let n = errors.len() as f64;
    let deviations = centred(errors);
    let moment = |power: i32| deviations.iter().map(|e| whole_power_f64(*e, power)).sum::<f64>() / n;
    let variance = moment(2);
    let (skewness, kurtosis) = (moment(3) / power_f64(variance, 1.5), moment(4) / (variance * variance));
    TestResult::chi_squared(
        n / 6.0 * (whole_power_f64(skewness, 2) + whole_power_f64(kurtosis - 3.0, 2) / 4.0),
        2,
    )
}

fn centred(values: &[f64]) -> Vec<f64> {
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    values.iter().map(|v| v - mean).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    /// Computed with numpy 2.4.6 and scipy 1.17.1:
    /// ```python
    /// import numpy as np, scipy.stats as st
    /// e = np.array([((i*i*7+3*i) % 23)/10-1.1 for i in range(30)]); n = len(e)
    /// print(((e[1:]-e[:-1])**2).sum()/(e**2).sum())
    /// d = e-e.mean(); r = [(d[k:]*d[:n-k]).sum()/(d@d) for k in range(1,6)]
    /// q = n*(n+2)*sum(x*x/(n-k) for k,x in enumerate(r,1)); print(q, st.chi2.sf(q,5)); print(st.jarque_bera(e))
    /// ```
    #[test]
    fn statistics_agree_with_scipy() {
        let e: Vec<f64> = (0..30).map(|i: i32| f64::from((i * i * 7 + 3 * i) % 23) / 10.0 - 1.1).collect();
        assert_relative_eq!(durbin_watson(&e), 1.7508064516129, max_relative = 1e-10);
        let q = ljung_box(&e, 5);
        assert_relative_eq!(q.statistic, 7.0900037008987, max_relative = 1e-10);
        assert_relative_eq!(q.p_value, 0.21403222047592, max_relative = 1e-8);
        let j = jarque_bera(&e);
        assert_relative_eq!(j.statistic, 1.3900614310791, max_relative = 1e-10);
        assert_relative_eq!(j.p_value, 0.49905911887962, max_relative = 1e-8);
    }
}
