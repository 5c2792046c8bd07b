//! The rate of return from differences (E6; Griliches 1979; Hall, Mairesse and Mohnen 2010).
//!
//! ```math
//! \Delta \ln A[t] = \mu + \sum_j \rho_j\, \frac{S_j[t] - S_j[t-1]}{Y[t-1]} + u[t]
//! ```
//! For estimation and validation only: as a law of motion it would make a permanent effect on growth.

use super::least_squares::{EstimationError, regress};
use super::panel::Coefficient;
use crate::structures::rate_of_return::knowledge_intensity;
use nalgebra::DMatrix;

/// The regression $`\Delta \ln A[t] = \mu + \sum_j \rho_j \left( S_j[t] - S_j[t-1] \right) / Y[t-1] + u[t]`$.
///
/// Estimates $`\mu`$ and the gross return $`\rho_j`$ of each stock, in this order, from yearly log productivity, stocks (volume,
/// start of year) and output (same unit) over the same years. Standard errors are conventional and robust to
/// heteroskedasticity (White, with `n/(n-k)`), the latter in the place of clustered ones: there is one group.
///
/// # Errors
/// [`EstimationError`] where the estimate does not exist.
pub fn estimate_rates_of_return(
    log_productivity: &[f64],
    stocks: &[Vec<f64>],
    output: &[f64],
) -> Result<Vec<Coefficient>, EstimationError> {
    let years = log_productivity.len();
    for (what, found) in
        stocks.iter().map(|s| ("years of a stock", s.len())).chain([("years of output", output.len())])
    {
        if found != years {
            return Err(EstimationError::Shape { what: what.to_owned(), found, expected: years });
        }
    }
    let rows = years.saturating_sub(1);
    let intensities: Vec<Vec<f64>> = stocks.iter().map(|stock| knowledge_intensity(stock, output)).collect();
    let k = stocks.len() + 1;
    let x = DMatrix::from_fn(rows, k, |t, j| if j == 0 { 1.0 } else { intensities[j - 1][t] });
    let y = DMatrix::from_fn(rows, 1, |t, _| log_productivity[t + 1] - log_productivity[t]);
    let fit = regress(&x, &y)?;
    let freedom = (rows - k) as f64;
    let variance = fit.residuals.norm_squared() / freedom;
    let mut scores = x.clone();
    for (mut row, u) in scores.row_iter_mut().zip(fit.residuals.iter()) {
        row *= *u;
    }
    let robust = &fit.inverse * (scores.transpose() * &scores) * &fit.inverse * (rows as f64 / freedom);
    Ok((0..k)
        .map(|j| Coefficient {
            estimate: fit.coefficients[(j, 0)],
            std_error: (variance * fit.inverse[(j, j)]).sqrt(),
            std_error_clustered: robust[(j, j)].sqrt(),
        })
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    #[test]
    fn the_returns_that_made_the_data_come_back() {
        let years = 30;
        let business: Vec<f64> =
            (0..years).map(|t| 80.0 + f64::from(t) + (f64::from(t) * 0.7).sin()).collect();
        let public: Vec<f64> =
            (0..years).map(|t| 60.0 + 0.5 * f64::from(t) + (f64::from(t) * 1.3).cos()).collect();
        let output: Vec<f64> = (0..years).map(|t| 1000.0 * 1.015_f64.powi(t)).collect();
        let mut log_productivity = vec![0.0];
        for t in 1..years as usize {
            let added = 0.45 * (business[t] - business[t - 1]) + 0.30 * (public[t] - public[t - 1]);
            log_productivity.push(log_productivity[t - 1] + 0.004 + added / output[t - 1]);
        }
        let found = estimate_rates_of_return(&log_productivity, &[business, public], &output).unwrap();
        for (coefficient, expected) in found.iter().zip([0.004, 0.45, 0.30]) {
            assert_relative_eq!(coefficient.estimate, expected, max_relative = 1e-9);
        }
    }
}
