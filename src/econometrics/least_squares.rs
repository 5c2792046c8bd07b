//! Ordinary least squares of one or more outcomes on the same regressors.
//!
//! ```math
//! B = (X'X)^{-1} X'Y, \qquad U = Y - X B, \qquad \text{by the decomposition } X = QR
//! ```

use super::matrix::{inward, outward};
use nalgebra::DMatrix;
use ndarray::{Array2, ArrayView2};
use thiserror::Error;

/// Why an estimate does not exist.
#[derive(Clone, Debug, PartialEq, Error)]
#[non_exhaustive]
pub enum EstimationError {
    /// There are not more observations than coefficients.
    #[error("{observations} observations for {coefficients} coefficients: more are needed")]
    TooFew {
        /// Observations.
        observations: usize,
        /// Coefficients.
        coefficients: usize,
    },
    /// A regressor is a combination of others, or does not vary.
    #[error("regressor {regressor} is a combination of the ones before it")]
    Collinear {
        /// Position of the regressor, from one.
        regressor: usize,
    },
    /// A value is not a number.
    #[error("the data hold a value that is not a finite number")]
    NotFinite,
    /// Groups or series of different shape.
    #[error("{what}: found {found}, expected {expected}")]
    Shape {
        /// What has the shape.
        what: String,
        /// What it is.
        found: usize,
        /// What it should be.
        expected: usize,
    },
    /// A search did not end.
    #[error("{what}: not converged after {steps} steps")]
    NotConverged {
        /// What was searched for.
        what: &'static str,
        /// Steps of the search.
        steps: usize,
    },
    /// Data that the estimate needs are missing.
    #[error(transparent)]
    Data(#[from] crate::data::DataError),
}

/// A least-squares fit.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct LeastSquares {
    /// Coefficients: a row a regressor, a column an outcome.
    pub coefficients: Array2<f64>,
    /// Residuals: a row an observation, a column an outcome.
    pub residuals: Array2<f64>,
    /// `(X'X)^-1`.
    pub inverse: Array2<f64>,
}

/// The same, to calculate on with.
pub(super) struct Regression {
    pub(super) coefficients: DMatrix<f64>,
    pub(super) residuals: DMatrix<f64>,
    pub(super) inverse: DMatrix<f64>,
}

/// Least relative size of a diagonal element of R: below it a regressor is a combination of others.
const COLLINEAR: f64 = 1e-10;

/// Regresses the columns of `y` on the columns of `x`: $`B = (X'X)^{-1} X'Y`$.
///
/// # Errors
/// [`EstimationError`] where there are too few observations, a value is not finite, or regressors are collinear.
///
/// ```
/// use kennis::econometrics::least_squares;
/// use kennis::ndarray::array;
/// // A constant and a trend.
/// let x = array![[1.0, 0.0], [1.0, 1.0], [1.0, 2.0], [1.0, 3.0]];
/// let fit = least_squares(x.view(), array![[3.0], [2.5], [2.0], [1.5]].view())?;
/// assert!((fit.coefficients[(1, 0)] + 0.5).abs() < 1e-12);
/// # Ok::<(), kennis::econometrics::EstimationError>(())
/// ```
pub fn least_squares(
    x: ArrayView2<'_, f64>,
    y: ArrayView2<'_, f64>,
) -> Result<LeastSquares, EstimationError> {
    let fit = regress(&inward(x), &inward(y))?;
    Ok(LeastSquares {
        coefficients: outward(&fit.coefficients),
        residuals: outward(&fit.residuals),
        inverse: outward(&fit.inverse),
    })
}

/// [`least_squares`] of matrices that are inside already.
pub(super) fn regress(x: &DMatrix<f64>, y: &DMatrix<f64>) -> Result<Regression, EstimationError> {
    let (observations, coefficients) = x.shape();
    if observations != y.nrows() {
        return Err(EstimationError::Shape {
            what: "rows of the outcome".to_owned(),
            found: y.nrows(),
            expected: observations,
        });
    }
    if observations <= coefficients {
        return Err(EstimationError::TooFew { observations, coefficients });
    }
    if x.iter().chain(y.iter()).any(|value| !value.is_finite()) {
        return Err(EstimationError::NotFinite);
    }
    let qr = x.clone().qr();
    let r = qr.r();
    for j in 0..coefficients {
        if r[(j, j)].abs() <= COLLINEAR * x.column(j).norm() {
            return Err(EstimationError::Collinear { regressor: j + 1 });
        }
    }
    let collinear = || EstimationError::Collinear { regressor: coefficients };
    let solution = r.solve_upper_triangular(&(qr.q().transpose() * y)).ok_or_else(collinear)?;
    let inverse_r =
        r.solve_upper_triangular(&DMatrix::identity(coefficients, coefficients)).ok_or_else(collinear)?;
    Ok(Regression {
        residuals: y - x * &solution,
        inverse: &inverse_r * inverse_r.transpose(),
        coefficients: solution,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    #[test]
    fn a_line_through_its_points_is_found() {
        let x = Array2::from_shape_fn((5, 2), |(t, j)| if j == 0 { 1.0 } else { t as f64 });
        let y = Array2::from_shape_fn((5, 1), |(t, _)| 3.0 - 0.5 * t as f64);
        let fit = least_squares(x.view(), y.view()).unwrap();
        assert_relative_eq!(fit.coefficients[(0, 0)], 3.0, max_relative = 1e-12);
        assert_relative_eq!(fit.coefficients[(1, 0)], -0.5, max_relative = 1e-12);
        // (X'X)^-1 of 0..4: variance of the slope 1/10.
        assert_relative_eq!(fit.inverse[(1, 1)], 0.1, max_relative = 1e-12);
    }

    #[test]
    fn what_cannot_be_estimated_is_said() {
        let y = Array2::ones((5, 1));
        let error = |x: &Array2<f64>| least_squares(x.view(), y.view()).unwrap_err();
        let twice = Array2::from_shape_fn((5, 2), |(t, j)| (t + 1) as f64 * (j + 1) as f64);
        assert_eq!(error(&twice), EstimationError::Collinear { regressor: 2 });
        let wide = Array2::ones((5, 5));
        assert_eq!(error(&wide), EstimationError::TooFew { observations: 5, coefficients: 5 });
        let holes = Array2::from_elem((5, 1), f64::NAN);
        assert_eq!(error(&holes), EstimationError::NotFinite);
        let what = "rows of the outcome".to_owned();
        assert_eq!(error(&Array2::ones((6, 1))), EstimationError::Shape { what, found: 5, expected: 6 });
    }
}
