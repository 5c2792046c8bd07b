//! Vector error correction (E17; Johansen 1988, 1995; Luetkepohl 2005).
//!
//! ```math
//! \Delta y[t] = \alpha \beta' y[t-1] + \sum_{i=1}^{p} \Gamma_i\, \Delta y[t-i] + c + u[t]
//! ```
//! $`y`$ holds $`k`$ series, $`\beta`$ $`r`$ relations that hold in the long run, $`\alpha`$ the speed at which each series
//! returns to them. Reduced-rank regression: with $`R_0`$ and $`R_1`$ what is left of $`\Delta y[t]`$ and $`y[t-1]`$ after the
//! lagged differences and the constant, and $`S_{ij} = R_i'R_j/T`$, the eigenvalues of
//! $`S_{11}^{-1} S_{10} S_{00}^{-1} S_{01}`$ give the trace test $`-T \sum_{i>r} \ln(1 - \lambda_i)`$ of rank $`r`$, and the
//! eigenvectors $`\beta`$.

use super::least_squares::{EstimationError, regress};
use super::matrix::{inward, outward};
use crate::scalar::ln_f64;
use nalgebra::{Cholesky, DMatrix, Schur, SymmetricEigen};
use ndarray::{Array2, ArrayView2, s};

/// 5% critical values of the trace test with an unrestricted constant, for one to six relations too many: MacKinnon,
/// Haug and Michelis 1996, as tabulated in statsmodels 0.15 (`coint_tables.c_sjt`, order 0).
const TRACE_5_PERCENT: [f64; 6] = [3.8415, 15.4943, 29.7961, 47.8545, 69.8189, 95.7542];

/// Most iterations of a decomposition: those that converge take a few for each row.
const ITERATIONS: usize = 10_000;

/// The trace test of the number of long-run relations.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Johansen {
    /// Eigenvalues, the largest first.
    pub eigenvalues: Vec<f64>,
    /// Trace statistic against rank 0, 1, ...
    pub trace: Vec<f64>,
    /// Its 5% critical values.
    pub critical: Vec<f64>,
    /// The first rank that is not rejected; the number of series where all are, which says that the series are
    /// stationary or that the test has lost its size.
    pub rank: usize,
}

/// A vector error correction model:
///
/// ```math
/// \Delta y[t] = \alpha \beta' y[t-1] + \sum_{i=1}^{p} \Gamma_i\, \Delta y[t-i] + c + u[t]
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Vecm {
    /// Speed of return: a row a series, a column a relation.
    pub alpha: Array2<f64>,
    /// Long-run relations, a column each; the first r rows are the identity.
    pub beta: Array2<f64>,
    /// Effect of the differences one, two, ... years ago.
    pub gamma: Vec<Array2<f64>>,
    /// Constants.
    pub constant: Vec<f64>,
    /// Covariance of the residuals (divided by the number of observations).
    pub residual_covariance: Array2<f64>,
    /// `(Z'Z)^-1` of the regressors of the second step: relations, lagged differences, constant.
    pub inverse: Array2<f64>,
    /// Observations.
    pub observations: usize,
}

/// The differences, levels of the year before and what both are cleaned of, of `data` (a row a year).
struct Moments {
    differences: DMatrix<f64>,
    before: DMatrix<f64>,
    /// Lagged differences and the constant.
    short_run: DMatrix<f64>,
    vectors: DMatrix<f64>,
    eigenvalues: Vec<f64>,
}

fn moments(data: &DMatrix<f64>, lags: usize) -> Result<Moments, EstimationError> {
    let (years, k) = data.shape();
    let coefficients = k * (lags + 1) + 1;
    let rows = years.saturating_sub(lags + 1);
    if rows <= coefficients {
        return Err(EstimationError::TooFew { observations: rows, coefficients });
    }
    let difference = |t: usize, j: usize| data[(t, j)] - data[(t - 1, j)];
    let differences = DMatrix::from_fn(rows, k, |t, j| difference(t + lags + 1, j));
    let before = DMatrix::from_fn(rows, k, |t, j| data[(t + lags, j)]);
    let short_run = DMatrix::from_fn(rows, k * lags + 1, |t, j| {
        if j == k * lags { 1.0 } else { difference(t + lags - j / k, j % k) }
    });
    let r0 = regress(&short_run, &differences)?.residuals;
    let r1 = regress(&short_run, &before)?.residuals;
    let t = rows as f64;
    let (s00, s01, s11) = (r0.transpose() * &r0 / t, r0.transpose() * &r1 / t, r1.transpose() * &r1 / t);
    let collinear = || EstimationError::Collinear { regressor: k };
    let inverse_s00 = s00.try_inverse().ok_or_else(collinear)?;
    // With S11 = L L' the problem is symmetric: L^-1 S10 S00^-1 S01 L^-T.
    let lower = Cholesky::new(s11).ok_or_else(collinear)?.l();
    let half = lower.solve_lower_triangular(&s01.transpose()).ok_or_else(collinear)?;
    let symmetric = &half * inverse_s00 * half.transpose();
    let symmetric = (&symmetric + symmetric.transpose()) * 0.5;
    let eigen = SymmetricEigen::try_new(symmetric, f64::EPSILON, ITERATIONS).ok_or_else(collinear)?;
    let mut order: Vec<usize> = (0..k).collect();
    order.sort_by(|a, b| eigen.eigenvalues[*b].total_cmp(&eigen.eigenvalues[*a]));
    let sorted = DMatrix::from_fn(k, k, |i, j| eigen.eigenvectors[(i, order[j])]);
    let vectors = lower.transpose().solve_upper_triangular(&sorted).ok_or_else(collinear)?;
    let eigenvalues = order.iter().map(|index| eigen.eigenvalues[*index]).collect();
    Ok(Moments { differences, before, short_run, vectors, eigenvalues })
}

/// Johansen's trace test with an unrestricted constant and `lags` lagged differences, for up to six series.
///
/// # Errors
/// [`EstimationError`] where there are too few years, or more series than tabulated.
pub fn johansen(data: ArrayView2<'_, f64>, lags: usize) -> Result<Johansen, EstimationError> {
    let k = data.ncols();
    if k > TRACE_5_PERCENT.len() {
        return Err(EstimationError::Shape {
            what: "series of the trace test".to_owned(),
            found: k,
            expected: TRACE_5_PERCENT.len(),
        });
    }
    let m = moments(&inward(data), lags)?;
    let observations = m.differences.nrows() as f64;
    let trace: Vec<f64> = (0..k)
        .map(|r| -observations * m.eigenvalues[r..].iter().map(|l| ln_f64(1.0 - l)).sum::<f64>())
        .collect();
    let critical: Vec<f64> = (0..k).map(|r| TRACE_5_PERCENT[k - r - 1]).collect();
    let rank = trace.iter().zip(&critical).position(|(trace, critical)| trace < critical).unwrap_or(k);
    Ok(Johansen { eigenvalues: m.eigenvalues, trace, critical, rank })
}

/// The number of lagged differences, up to `most`, with the smallest Bayesian criterion of the regression in levels on
/// the same years: `ln |U'U/T| + ln T / T x coefficients`.
///
/// # Errors
/// [`EstimationError`] where there are too few years.
pub fn lag_order(data: ArrayView2<'_, f64>, most: usize) -> Result<usize, EstimationError> {
    let (years, k) = data.dim();
    let rows = years.saturating_sub(most + 1);
    let mut best = (f64::INFINITY, 0);
    for lags in 0..=most {
        let x = DMatrix::from_fn(rows, k * (lags + 1) + 1, |t, j| {
            if j == k * (lags + 1) { 1.0 } else { data[(t + most - j / k, j % k)] }
        });
        let y = DMatrix::from_fn(rows, k, |t, j| data[(t + most + 1, j)]);
        let fit = regress(&x, &y)?;
        let t = rows as f64;
        let covariance = fit.residuals.transpose() * &fit.residuals / t;
        let criterion = ln_f64(covariance.determinant()) + ln_f64(t) / t * (k * x.ncols()) as f64;
        if criterion < best.0 {
            best = (criterion, lags);
        }
    }
    Ok(best.1)
}

impl Vecm {
    /// Estimates the model of `data` (a row a year, a column a series) with `rank` relations and `lags` lagged
    /// differences, by maximum likelihood.
    ///
    /// # Errors
    /// [`EstimationError`] where there are too few years, or the first `rank` series do not enter the relations.
    pub fn estimate(data: ArrayView2<'_, f64>, rank: usize, lags: usize) -> Result<Self, EstimationError> {
        let k = data.ncols();
        if rank > k {
            return Err(EstimationError::Shape { what: "rank".to_owned(), found: rank, expected: k });
        }
        let m = moments(&inward(data), lags)?;
        let relations = m.vectors.columns(0, rank).into_owned();
        let top = relations.rows(0, rank).into_owned();
        let inverse_top = top.try_inverse().ok_or(EstimationError::Collinear { regressor: rank })?;
        let beta = relations * inverse_top;
        let (rows, short) = m.short_run.shape();
        let gaps = &m.before * &beta;
        let z = DMatrix::from_fn(rows, rank + short, |t, j| {
            if j < rank { gaps[(t, j)] } else { m.short_run[(t, j - rank)] }
        });
        let fit = regress(&z, &m.differences)?;
        let b = fit.coefficients.transpose();
        let gamma = (0..lags).map(|lag| outward(&b.columns(rank + lag * k, k).into_owned())).collect();
        Ok(Self {
            alpha: outward(&b.columns(0, rank).into_owned()),
            beta: outward(&beta),
            gamma,
            constant: b.column(rank + short - 1).iter().copied().collect(),
            residual_covariance: outward(&(fit.residuals.transpose() * &fit.residuals / rows as f64)),
            inverse: outward(&fit.inverse),
            observations: rows,
        })
    }

    /// Standard errors of `alpha`.
    #[must_use]
    pub fn alpha_std_errors(&self) -> Array2<f64> {
        Array2::from_shape_fn(self.alpha.dim(), |(i, j)| {
            (self.residual_covariance[(i, i)] * self.inverse[(j, j)]).sqrt()
        })
    }

    /// `Pi = alpha beta'`, the effect of last year's levels.
    #[must_use]
    pub fn level_effect(&self) -> Array2<f64> {
        outward(&self.pi())
    }

    fn pi(&self) -> DMatrix<f64> {
        inward(self.alpha.view()) * inward(self.beta.view()).transpose()
    }

    /// The largest modulus of a root of the system: above one it explodes. None where the roots are not found within a
    /// limited number of iterations, as of coefficients that are not finite.
    #[must_use]
    pub fn largest_root(&self) -> Option<f64> {
        let (k, lags) = (self.alpha.nrows(), self.gamma.len());
        // y[t] = sum_i A_i y[t-i]: A_1 = I + Pi + Gamma_1, A_i = Gamma_i - Gamma_{i-1}, A_{p+1} = -Gamma_p.
        let mut companion = DMatrix::zeros(k * (lags + 1), k * (lags + 1));
        let add = |companion: &mut DMatrix<f64>, block: usize, what: &DMatrix<f64>, sign: f64| {
            let mut view = companion.view_mut((0, block * k), (k, k));
            view += what * sign;
        };
        add(&mut companion, 0, &DMatrix::identity(k, k), 1.0);
        add(&mut companion, 0, &self.pi(), 1.0);
        for (lag, gamma) in self.gamma.iter().enumerate() {
            let gamma = inward(gamma.view());
            add(&mut companion, lag, &gamma, 1.0);
            add(&mut companion, lag + 1, &gamma, -1.0);
        }
        for i in 0..k * lags {
            companion[(k + i, i)] = 1.0;
        }
        if companion.iter().any(|value| !value.is_finite()) {
            return None;
        }
        let schur = Schur::try_new(companion, f64::EPSILON, ITERATIONS)?;
        Some(schur.complex_eigenvalues().iter().map(|root| root.norm()).fold(0.0, f64::max))
    }

    /// A draw of `alpha`, `Gamma` and the constants from the asymptotic normal of the estimate, covariance
    /// `residual_covariance (x) inverse`, given the long-run relations (which converge faster). `normals` are
    /// independent standard normals, one a coefficient, by series and then by regressor.
    ///
    /// # Errors
    /// [`EstimationError`] where the number of normals is not that of the coefficients.
    pub fn draw(&self, normals: &[f64]) -> Result<Self, EstimationError> {
        let (k, per_series) = (self.alpha.nrows(), self.inverse.nrows());
        if normals.len() != k * per_series {
            return Err(EstimationError::Shape {
                what: "normals of a draw".to_owned(),
                found: normals.len(),
                expected: k * per_series,
            });
        }
        let root = |matrix: &Array2<f64>| {
            Cholesky::new(inward(matrix.view()))
                .map(|c| c.l())
                .ok_or(EstimationError::Collinear { regressor: 1 })
        };
        let z = DMatrix::from_row_slice(k, per_series, normals);
        let change = root(&self.residual_covariance)? * z * root(&self.inverse)?.transpose();
        let change = outward(&change);
        let rank = self.alpha.ncols();
        let mut drawn = self.clone();
        drawn.alpha += &change.slice(s![.., ..rank]);
        for (lag, gamma) in drawn.gamma.iter_mut().enumerate() {
            let first = rank + lag * k;
            *gamma += &change.slice(s![.., first..first + k]);
        }
        for (constant, add) in drawn.constant.iter_mut().zip(change.column(per_series - 1)) {
            *constant += add;
        }
        Ok(drawn)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `y[t] = y[t-n]`, whose roots all lie on the unit circle: the companion matrix turns its axes round, and a
    /// decomposition by shifts alone makes no progress on it.
    fn cycle(n: usize) -> Vecm {
        let one = |value: f64| Array2::from_elem((1, 1), value);
        Vecm {
            alpha: one(0.0),
            beta: one(1.0),
            gamma: vec![one(-1.0); n - 1],
            constant: vec![0.0],
            residual_covariance: one(1.0),
            inverse: Array2::eye(n + 1),
            observations: 100,
        }
    }

    #[test]
    fn a_cycle_has_roots_of_one_or_none_that_are_found() {
        let roots: Vec<Option<f64>> = (1..9).map(|n| cycle(n).largest_root()).collect();
        // Those of six and eight are not found, and without a limit would be looked for for ever.
        assert!(roots.iter().flatten().count() > 4, "{roots:?}");
        assert!(roots.iter().flatten().all(|root| (root - 1.0).abs() < 1e-12), "{roots:?}");
    }
}
