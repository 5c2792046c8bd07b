//! Ordinary least squares of one or more outcomes on the same regressors.
//!
//! ```math
//! B = (X'X)^{-1} X'Y, \qquad U = Y - X B, \qquad \text{by the decomposition } X = QR
//! ```

use nalgebra::DMatrix;
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
    /// Data that the estimate needs are missing.
    #[error(transparent)]
    Data(#[from] crate::data::DataError),
}

/// A least-squares fit.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct LeastSquares {
    /// Coefficients: a row a regressor, a column an outcome.
    pub coefficients: DMatrix<f64>,
    /// Residuals: a row an observation, a column an outcome.
    pub residuals: DMatrix<f64>,
    /// `(X'X)^-1`.
    pub inverse: DMatrix<f64>,
}

/// Least relative size of a diagonal element of R: below it a regressor is a combination of others.
const COLLINEAR: f64 = 1e-10;

/// Regresses the columns of `y` on the columns of `x`: $`B = (X'X)^{-1} X'Y`$.
///
/// # Errors
/// [`EstimationError`] where there are too few observations, a value is not finite, or regressors are collinear.
pub fn least_squares(x: &DMatrix<f64>, y: &DMatrix<f64>) -> Result<LeastSquares, EstimationError> {
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
    Ok(LeastSquares {
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
        let x = DMatrix::from_fn(5, 2, |t, j| if j == 0 { 1.0 } else { t as f64 });
        let y = DMatrix::from_fn(5, 1, |t, _| 3.0 - 0.5 * t as f64);
        let fit = least_squares(&x, &y).unwrap();
        assert_relative_eq!(fit.coefficients[(0, 0)], 3.0, max_relative = 1e-12);
        assert_relative_eq!(fit.coefficients[(1, 0)], -0.5, max_relative = 1e-12);
        // (X'X)^-1 of 0..4: variance of the slope 1/10.
        assert_relative_eq!(fit.inverse[(1, 1)], 0.1, max_relative = 1e-12);
    }

    #[test]
    fn what_cannot_be_estimated_is_said() {
        let y = DMatrix::from_element(5, 1, 1.0);
        let twice = DMatrix::from_fn(5, 2, |t, j| (t + 1) as f64 * (j + 1) as f64);
        assert_eq!(least_squares(&twice, &y).unwrap_err(), EstimationError::Collinear { regressor: 2 });
        let wide = DMatrix::from_element(5, 5, 1.0);
        assert_eq!(
            least_squares(&wide, &y).unwrap_err(),
            EstimationError::TooFew { observations: 5, coefficients: 5 }
        );
        let holes = DMatrix::from_element(5, 1, f64::NAN);
        assert_eq!(least_squares(&holes, &y).unwrap_err(), EstimationError::NotFinite);
    }
}
