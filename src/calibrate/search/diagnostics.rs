//! What the data says at an optimum, and what it does not.
//!
//! ```text
//! J/sigma = U diag(s) V'          s_i^2 is what the data knows along direction i, in units of what the prior knows
//! effective parameters = sum s_i^2 / (1 + s_i^2)
//! R^2 = 1 - sum e^2 / sum (y - mean)^2
//! ```
//! The Jacobian is that of the errors with respect to independent standard normals, so that one unit is a prior
//! standard deviation of every parameter: a singular value below one is a direction on which the prior says more
//! than the data.

use super::residual_tests::{TestResult, durbin_watson, jarque_bera, ljung_box};
use crate::calibrate::likelihood::Likelihood;
use crate::scalar::whole_power_f64;
use nalgebra::DMatrix;

/// Autocorrelations in the test of Ljung and Box.
const LAGS: usize = 5;
/// Columns of the Jacobian that are more correlated than this are reported.
const COLLINEAR: f64 = 0.95;

/// Two parameters that move expected growth in nearly the same way.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Collinear {
    /// Names of the two.
    pub parameters: (String, String),
    /// Correlation of their columns in the Jacobian over the years, drift taken out.
    pub correlation: f64,
}

/// What the data says at an optimum.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Diagnostics {
    /// Share of the variance of growth that is explained.
    pub r_squared: f64,
    /// Standard deviation of the errors: root mean square over degrees of freedom.
    pub residual_sd: f64,
    /// Durbin-Watson statistic.
    pub durbin_watson: f64,
    /// Test of independence.
    pub ljung_box: TestResult,
    /// Test of normality.
    pub jarque_bera: TestResult,
    /// Singular values of the scaled Jacobian, the largest first.
    pub singular_values: Vec<f64>,
    /// Number of directions on which the data says more than the prior.
    pub directions_identified: usize,
    /// Effective number of parameters of the mean.
    pub effective_parameters: f64,
    /// Parameters that the data cannot tell apart.
    pub collinear: Vec<Collinear>,
}

impl Diagnostics {
    /// The diagnostics of a likelihood at the point `u`.
    #[must_use]
    pub fn at(likelihood: &Likelihood, u: &[f64]) -> Self {
        let r = likelihood.residuals(u);
        let growth = &likelihood.observations().growth;
        let n = growth.len() as f64;
        let mean = growth.iter().sum::<f64>() / n;
        let total: f64 = growth.iter().map(|y| whole_power_f64(y - mean, 2)).sum();
        let squares: f64 = r.errors.iter().map(|e| e * e).sum();
        let jacobian = DMatrix::from_row_slice(r.errors.len(), r.columns, &r.jacobian);
        let mut singular: Vec<f64> =
            jacobian.scale(1.0 / r.sigma).singular_values().iter().copied().collect();
        singular.sort_by(|a, b| b.total_cmp(a));
        let effective: f64 = singular.iter().map(|s| s * s / (1.0 + s * s)).sum();
        Self {
            r_squared: 1.0 - squares / total,
            residual_sd: (squares / (n - effective).max(1.0)).sqrt(),
            durbin_watson: durbin_watson(&r.errors),
            ljung_box: ljung_box(&r.errors, LAGS),
            jarque_bera: jarque_bera(&r.errors),
            directions_identified: singular.iter().filter(|s| **s > 1.0).count(),
            effective_parameters: effective,
            singular_values: singular,
            collinear: collinear(likelihood, &jacobian),
        }
    }
}

fn collinear(likelihood: &Likelihood, jacobian: &DMatrix<f64>) -> Vec<Collinear> {
    let mut columns: Vec<(usize, Vec<f64>)> = Vec::new();
    // A column of u mixes dependent parameters; that of z does not: J_z = J_u L^-1.
    let free = jacobian.ncols();
    let factor = likelihood.coordinates().factor().view((0, 0), (free, free)).clone_owned();
    let by_parameter = factor.tr_solve_lower_triangular(&jacobian.transpose()).map(|t| t.transpose());
    for (j, column) in by_parameter.iter().flat_map(|m| m.column_iter()).enumerate() {
        let mean = column.mean();
        let deviations: Vec<f64> = column.iter().map(|x| x - mean).collect();
        let length = deviations.iter().map(|x| x * x).sum::<f64>().sqrt();
        if length > 1e-9 {
            columns.push((j, deviations.iter().map(|x| x / length).collect()));
        }
    }
    let name = |j: usize| likelihood.coordinates().list()[j].name.clone();
    let mut pairs = Vec::new();
    for (a, (i, x)) in columns.iter().enumerate() {
        for (j, y) in &columns[a + 1..] {
            let correlation: f64 = x.iter().zip(y).map(|(x, y)| x * y).sum();
            if correlation.abs() > COLLINEAR {
                pairs.push(Collinear { parameters: (name(*i), name(*j)), correlation });
            }
        }
    }
    pairs
}
