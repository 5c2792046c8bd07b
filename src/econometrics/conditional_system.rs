//! What is left of a system (E17's other form) when the path of one series is given: a policy takes its equation away.
//!
//! ```math
//! y[t] = A_1\, y[t-1] + \dots + A_{p+1}\, y[t-p-1], \qquad A_1 = I + \alpha\beta' + \Gamma_1,\quad A_i = \Gamma_i - \Gamma_{i-1},\quad A_{p+1} = -\Gamma_p
//! ```
//! Row and column of the given series are struck out; the roots are the eigenvalues of the companion matrix of the rest.

use super::least_squares::EstimationError;
use super::matrix::inward;
use super::vecm::Vecm;
use nalgebra::{DMatrix, Schur};

/// Most steps of the decomposition: a matrix of this size takes some dozens, and without a limit some never end.
const MOST_STEPS: usize = 10_000;

/// A root of a system.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Root {
    /// Its modulus: what deviates grows by it each year, where it is above one.
    pub modulus: f64,
    /// Years of a swing; none where there is none.
    pub period: Option<f64>,
}

impl Vecm {
    /// The largest root of the system without the equation of series `given`, whose path is given.
    ///
    /// # Errors
    /// [`EstimationError`] where there is no such series, or the decomposition does not end.
    pub fn largest_root_given(&self, given: usize) -> Result<Root, EstimationError> {
        let k = self.alpha.nrows();
        if given >= k || k < 2 {
            let what = "series that is given".to_owned();
            return Err(EstimationError::Shape { what, found: given, expected: k.saturating_sub(1) });
        }
        let responding: Vec<usize> = (0..k).filter(|series| *series != given).collect();
        let (n, lags) = (responding.len(), self.lag_matrices());
        let companion = DMatrix::from_fn(n * lags.len(), n * lags.len(), |row, column| {
            if row < n {
                lags[column / n][(responding[row], responding[column % n])]
            } else {
                f64::from(u8::from(column + n == row))
            }
        });
        let schur = Schur::try_new(companion, f64::EPSILON, MOST_STEPS)
            .ok_or(EstimationError::NotConverged { what: "roots", steps: MOST_STEPS })?;
        let roots = schur.complex_eigenvalues();
        let largest = roots.iter().max_by(|a, b| a.norm().total_cmp(&b.norm()));
        let largest = largest.ok_or(EstimationError::NotFinite)?;
        let turn = largest.arg().abs();
        let swings = turn > 1e-9;
        Ok(Root { modulus: largest.norm(), period: swings.then(|| 2.0 * std::f64::consts::PI / turn) })
    }

    /// `A_1`, ..., `A_{p+1}`.
    fn lag_matrices(&self) -> Vec<DMatrix<f64>> {
        let k = self.alpha.nrows();
        let gamma: Vec<DMatrix<f64>> = self.gamma.iter().map(|gamma| inward(gamma.view())).collect();
        let mut lags = vec![DMatrix::zeros(k, k); gamma.len() + 1];
        lags[0] += DMatrix::identity(k, k) + inward(self.level_effect().view());
        for (lag, gamma) in gamma.iter().enumerate() {
            lags[lag] += gamma;
            lags[lag + 1] -= gamma;
        }
        lags
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;
    use ndarray::{Array2, array};

    /// `dx = -.5 (x - 2 z) + .3 dz, dz = .4 (x - 2 z)`: given x, z closes .8 of its gap; given z, x a half.
    fn two() -> Vecm {
        Vecm {
            alpha: array![[-0.5], [0.4]],
            beta: array![[1.0], [-2.0]],
            gamma: vec![array![[0.0, 0.3], [0.0, 0.0]]],
            constant: vec![0.0; 2],
            residual_covariance: Array2::eye(2),
            inverse: Array2::eye(4),
            observations: 40,
        }
    }

    #[test]
    fn the_root_is_that_of_what_responds() {
        let of_x = two().largest_root_given(1).unwrap();
        assert_relative_eq!(of_x.modulus, 0.5, max_relative = 1e-9);
        assert_eq!(of_x.period, None);
        assert_relative_eq!(two().largest_root_given(0).unwrap().modulus, 0.2, max_relative = 1e-9);
        assert!(matches!(two().largest_root_given(2), Err(EstimationError::Shape { .. })));
    }

    #[test]
    fn a_swing_has_its_period() {
        // x[t] = 2 r cos(w) x[t-1] - r^2 x[t-2]: roots r e^(+-iw). Gamma is r^2, Pi is 2 r cos(w) - r^2 - 1.
        let (r, w): (f64, f64) = (1.05, 0.4);
        let mut swinging = two();
        swinging.alpha = array![[2.0 * r * w.cos() - r * r - 1.0], [0.0]];
        swinging.beta = array![[1.0], [0.0]];
        swinging.gamma = vec![array![[r * r, 0.0], [0.0, 0.0]]];
        let root = swinging.largest_root_given(1).unwrap();
        assert_relative_eq!(root.modulus, r, max_relative = 1e-9);
        assert_relative_eq!(root.period.unwrap(), 2.0 * std::f64::consts::PI / w, max_relative = 1e-9);
    }
}
