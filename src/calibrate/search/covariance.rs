//! Standard errors at an optimum, two ways.
//!
//! ```text
//! C        = H^-1                                     H: curvature, of the data and of the prior
//! C_robust = H^-1 ( sum_t s_t s_t' + P ) H^-1         s_t: score of year t, P: curvature of the prior
//! ```
//! The second, the sandwich (Huber 1967; White 1980), holds where the spread of the errors is not the same in all
//! years. Without a prior, `H = J'J/s^2` with `s^2` the residual variance over its degrees of freedom, and the sandwich
//! carries the same correction, n/(n-k). Directions that the data does not see at all have no variance then:
//! a parameter on which they lie has no standard error.

use crate::calibrate::likelihood::{Likelihood, Residuals};
use nalgebra::DMatrix;

/// Singular values below this share of the largest count as zero.
const RANK: f64 = 1e-7;

/// Covariance of the coordinates `u`, and which of them it says nothing about.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Covariance {
    pub(super) usual: DMatrix<f64>,
    pub(super) robust: DMatrix<f64>,
    /// By coordinate: whether a direction without information lies on it.
    pub(super) without_information: Vec<bool>,
}

impl Covariance {
    /// At the optimum of the log density: data and prior.
    pub(super) fn with_prior(likelihood: &Likelihood, u: &[f64]) -> Self {
        let r = likelihood.residuals(u);
        let k = u.len();
        let (mut curvature, mut meat) = (DMatrix::<f64>::identity(k, k), DMatrix::<f64>::identity(k, k));
        let (precision, relative) = (1.0 / (r.sigma * r.sigma), r.sigma_slope / r.sigma);
        for (row, e) in r.jacobian.chunks_exact(r.columns.max(1)).zip(&r.errors) {
            let mut score = vec![0.0; k];
            let mut derivative = vec![0.0; k];
            for (i, d) in row.iter().enumerate() {
                score[i] = -d * e * precision;
                derivative[i] = *d;
            }
            if k > r.columns {
                score[k - 1] = (e * e * precision - 1.0) * relative;
            }
            for i in 0..k {
                for j in 0..k {
                    curvature[(i, j)] += derivative[i] * derivative[j] * precision;
                    meat[(i, j)] += score[i] * score[j];
                }
            }
        }
        if k > r.columns {
            curvature[(k - 1, k - 1)] += 2.0 * r.errors.len() as f64 * relative * relative;
        }
        let usual =
            curvature.cholesky().map_or_else(|| DMatrix::from_element(k, k, f64::NAN), |c| c.inverse());
        let robust = &usual * meat * &usual;
        Self { usual, robust, without_information: vec![false; k] }
    }

    /// At the least-squares optimum: data alone.
    pub(super) fn without_prior(r: &Residuals) -> Self {
        let (n, k) = (r.errors.len(), r.columns);
        let jacobian = DMatrix::from_row_slice(n, k, &r.jacobian);
        let svd = jacobian.clone().svd(false, true);
        let largest = svd.singular_values.max();
        let mut inverse = DMatrix::<f64>::zeros(k, k);
        let mut without_information = vec![false; k];
        if let Some(v) = &svd.v_t {
            for (s, direction) in svd.singular_values.iter().zip(v.row_iter()) {
                if *s > RANK * largest {
                    inverse += direction.transpose() * direction / (s * s);
                } else {
                    without_information
                        .iter_mut()
                        .zip(direction.iter())
                        .for_each(|(without, x)| *without |= x.abs() > 1e-3);
                }
            }
        }
        let degrees = (n as f64 - k as f64).max(1.0);
        let variance = r.errors.iter().map(|e| e * e).sum::<f64>() / degrees;
        let mut meat = DMatrix::<f64>::zeros(k, k);
        for (row, e) in jacobian.row_iter().zip(&r.errors) {
            meat += row.transpose() * row * (e * e * n as f64 / degrees);
        }
        Self { robust: &inverse * meat * &inverse, usual: inverse * variance, without_information }
    }
}
