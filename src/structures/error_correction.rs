//! Error correction (E17; Soete, Verspagen and Ziesemer 2020, in their way; estimated here on the Dutch data).
//!
//! ```math
//! d[t] = d[t-1] + \alpha \beta' d[t-1] + \Gamma_1 \left( d[t-1] - d[t-2] \right) + \Gamma_2 \left( d[t-2] - d[t-3] \right)
//! ```
//! `d` holds log deviations of TFP and of the public, business and foreign stocks. A policy run is not an impulse
//! response: the row of the public stock is replaced by the scenario's path, the other three respond, and the business
//! stock in here is the estimate's, not the one that the rest of the model simulates. A measure that does not move the
//! public stock therefore does nothing.
//!
//! The coefficients are the maximum-likelihood estimate on 1982-2019, two lagged differences (Bayesian criterion) and
//! two long-run relations (Johansen's trace test at 5%); a test estimates them again. Each draw takes its own from the
//! estimate's asymptotic normal, given the long-run relations, which converge faster:
//!
//! ```math
//! [\alpha\ \Gamma] = \text{estimate} + L_u Z L_m', \qquad L_u L_u' = \text{covariance of the residuals}, \quad L_m L_m' = (X'X)^{-1}, \quad Z \sim N(0, I)
//! ```
//! The data cannot tell: 35 years for 11 coefficients an equation, and the response of TFP swings from plus to minus
//! within a decade. So its weight in a mixture is zero, and it is not run more than twenty years beyond the data
//! ([`super::ERROR_CORRECTION_YEARS`]). There is no closed form of the long run: the relations are two, the series that
//! respond three.

use super::{ByStock, Channel, Contributions, Knowledge, Structure};
use crate::parameters::{ParameterId, ParameterValues};
use crate::scalar::Scalar;

/// TFP, public, business and foreign stock.
const SERIES: usize = 4;
const TFP: usize = 0;
const PUBLIC: usize = 1;
/// The series that respond: all but the public stock.
const RESPONDING: [usize; 3] = [TFP, 2, 3];
const RELATIONS: usize = 2;
/// What a series responds to: gaps of the relations, changes one and two years ago.
const REGRESSORS: usize = RELATIONS + 2 * SERIES;

/// Vector error correction, with the public stock given.
#[derive(Clone, Copy, Debug)]
pub struct ErrorCorrection;

/// The estimate. Series stand in the order TFP, public, business and foreign stock.
impl ErrorCorrection {
    /// `beta`: a row a series, a column a long-run relation.
    pub const LONG_RUN: [[f64; RELATIONS]; SERIES] =
        [[1.0, 0.0], [0.0, 1.0], [1.6940499478e-1, 8.3362761707e-1], [-2.7400202169e-1, -1.8731888729]];
    /// `alpha`, `Gamma_1` and `Gamma_2`: a row each for TFP, business and foreign stock.
    pub const COEFFICIENTS: [[f64; REGRESSORS]; 3] = [
        [
            -7.1522650045e-1,
            1.3658210931e-1,
            2.4157202514e-1,
            1.6115708714,
            -5.6173742044e-2,
            2.8328594019e-1,
            6.2772819072e-2,
            2.4896143198,
            1.2687824247,
            1.2839840449e-1,
        ],
        [
            -1.4226751729e-1,
            1.0556345036e-2,
            1.4738084643e-1,
            1.0851106997,
            1.6262149315,
            7.9595474476e-2,
            9.9738854283e-2,
            -8.4188450372e-1,
            -7.7443945259e-1,
            1.4095946905e-1,
        ],
        [
            2.4990104992e-1,
            1.6763067131e-1,
            -1.4022401134e-1,
            -8.9115326029e-1,
            3.7466040088e-1,
            2.5208136607e-1,
            -1.2824327847e-1,
            3.1099318635e-1,
            -4.7311808774e-1,
            5.4792964584e-2,
        ],
    ];
    /// `L_u` of these three series.
    pub const RESIDUAL_ROOT: [[f64; 3]; 3] = [
        [6.4579205549e-3, 0.0, 0.0],
        [2.1008589934e-5, 1.5158418058e-3, 0.0],
        [1.6424728120e-3, 2.6321415261e-4, 3.7816324780e-3],
    ];
    /// `L_m` of the regressors, the constant left out.
    pub const REGRESSOR_ROOT: [[f64; REGRESSORS]; REGRESSORS] = [
        [2.5960294372e1, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0],
        [-1.9426675484, 7.1354809032, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0],
        [-1.1864478918e1, -2.8602611848, 2.0144422653e1, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0],
        [-5.3972196996e1, -5.0734753646e1, 1.5387457608e1, 1.6470633320e2, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0],
        [
            2.6257143636e1,
            -1.0344534107e1,
            -5.2333270313,
            3.4533409749e1,
            3.8886132939e1,
            0.0,
            0.0,
            0.0,
            0.0,
            0.0,
        ],
        [
            -1.0860096309e1,
            -1.5566277292e1,
            -6.8647652147,
            -4.2798544713,
            -1.4604707990,
            2.3188247723e1,
            0.0,
            0.0,
            0.0,
            0.0,
        ],
        [
            -1.4407235639e1,
            -5.7732891712,
            4.2131126213e-1,
            6.1047648109e-1,
            -2.9306766642,
            -4.5863988974,
            1.8104610433e1,
            0.0,
            0.0,
            0.0,
        ],
        [
            -5.4476300819e1,
            6.9699648822e1,
            -2.9348314512e1,
            -1.7464133840e2,
            1.8554860789e1,
            -2.6011412080,
            -5.7611439348,
            3.9974500731e1,
            0.0,
            0.0,
        ],
        [
            -5.3898572380e1,
            1.2965154813e1,
            -1.6662802463,
            -3.5756627203e1,
            -2.9831724266e1,
            -2.9405139701,
            -4.3214149359,
            1.2498540853e1,
            1.5314150708e1,
            0.0,
        ],
        [
            -8.7819796253,
            1.1524408243e1,
            6.4103993576,
            -2.0040430269,
            -3.1043576923,
            -1.5645808340e1,
            -1.7439646972,
            -8.1431517572,
            -8.0198915858,
            1.3634476196e1,
        ],
    ];
}

/// Log deviations of the series one, two and three years ago, and the coefficients of the draw.
#[derive(Clone, Copy, Debug)]
pub struct State<S> {
    past: [[S; SERIES]; 3],
    coefficients: [[S; REGRESSORS]; 3],
}

impl<S: Scalar> State<S> {
    #[inline(always)]
    fn at_the_estimate() -> Self {
        Self {
            past: [[S::of(0.0); SERIES]; 3],
            coefficients: ErrorCorrection::COEFFICIENTS.map(|row| row.map(S::of)),
        }
    }

    /// The next year, with the public stock `public`.
    #[inline(always)]
    fn advance(&mut self, public: S) -> [S; SERIES] {
        let [one, two, three] = self.past;
        let mut regressors = [S::of(0.0); REGRESSORS];
        for j in 0..SERIES {
            for (r, gap) in regressors[..RELATIONS].iter_mut().enumerate() {
                *gap = *gap + S::of(ErrorCorrection::LONG_RUN[j][r]) * one[j];
            }
            regressors[RELATIONS + j] = one[j] - two[j];
            regressors[RELATIONS + SERIES + j] = two[j] - three[j];
        }
        let mut next = one;
        for (series, row) in RESPONDING.iter().zip(&self.coefficients) {
            for (coefficient, regressor) in row.iter().zip(&regressors) {
                next[*series] = next[*series] + *coefficient * *regressor;
            }
        }
        next[PUBLIC] = public;
        self.past = [next, one, two];
        next
    }

    /// Moves the coefficients by `L_u Z L_m'`; the normals are Z, by series and then by regressor.
    #[inline(always)]
    fn move_coefficients(&mut self, normals: &[S]) {
        for (k, z) in normals.chunks_exact(REGRESSORS).enumerate().take(RESPONDING.len()) {
            let mut spread = [S::of(0.0); REGRESSORS];
            for (spread, root) in spread.iter_mut().zip(&ErrorCorrection::REGRESSOR_ROOT) {
                for (root, z) in root.iter().zip(z) {
                    *spread = *spread + S::of(*root) * *z;
                }
            }
            for (row, root) in self.coefficients.iter_mut().zip(&ErrorCorrection::RESIDUAL_ROOT) {
                for (coefficient, spread) in row.iter_mut().zip(&spread) {
                    *coefficient = *coefficient + S::of(root[k]) * *spread;
                }
            }
        }
    }
}

impl Structure for ErrorCorrection {
    type State<S: Scalar> = State<S>;

    fn name(&self) -> &'static str {
        "error_correction"
    }

    fn parameters(&self) -> &'static [ParameterId] {
        &[]
    }

    fn channels(&self) -> &'static [Channel] {
        &[Channel::PublicKnowledge]
    }

    fn normals(&self) -> usize {
        RESPONDING.len() * REGRESSORS
    }

    #[inline(always)]
    fn start<S: Scalar>(&self, _: &ParameterValues<S>, _: ByStock<S>) -> State<S> {
        State::at_the_estimate()
    }

    #[inline(always)]
    fn disturb<S: Scalar>(&self, state: &mut State<S>, normals: &[S]) {
        state.move_coefficients(normals);
    }

    #[inline(always)]
    fn effect<S: Scalar>(
        &self,
        _: &ParameterValues<S>,
        state: &mut State<S>,
        year: &Knowledge<S>,
    ) -> Contributions<S> {
        let next = state.advance(year.public.log_ratio);
        Contributions { public_knowledge: next[TFP], ..Contributions::zero() }
    }

    /// None: no return is constant.
    #[inline(always)]
    fn gross_returns<S: Scalar>(&self, _: &ParameterValues<S>, _: ByStock<S>) -> Option<ByStock<S>> {
        None
    }

    #[inline(always)]
    fn feedback<S: Scalar>(&self, _: &ParameterValues<S>, _: ByStock<S>, _: bool) -> S {
        S::of(0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    /// `A_1, A_2, A_3` of the system in levels, `y[t] = A_1 y[t-1] + A_2 y[t-2] + A_3 y[t-3]`, for a responding series.
    fn levels(row: &[f64; REGRESSORS], series: usize) -> [[f64; SERIES]; 3] {
        let mut a = [[0.0; SERIES]; 3];
        for j in 0..SERIES {
            let pi: f64 = (0..RELATIONS).map(|r| row[r] * ErrorCorrection::LONG_RUN[j][r]).sum();
            let (one, two) = (row[RELATIONS + j], row[RELATIONS + SERIES + j]);
            a[0][j] = f64::from(u8::from(series == j)) + pi + one;
            a[1][j] = two - one;
            a[2][j] = -two;
        }
        a
    }

    #[test]
    fn the_policy_run_is_the_solution_with_the_public_row_replaced() {
        // A second route: the system in levels, driven by the public path.
        let path: Vec<f64> = (1..=20).map(|t| (1.0 + 0.1 * (1.0 - 0.9_f64.powi(t))).ln()).collect();
        let mut state = State::<f64>::at_the_estimate();
        let mut y = vec![[0.0; SERIES]; 3];
        for public in &path {
            let ours = state.advance(*public)[TFP];
            let mut next = [0.0; SERIES];
            for (row, series) in ErrorCorrection::COEFFICIENTS.iter().zip(RESPONDING) {
                for (lag, a) in levels(row, series).iter().enumerate() {
                    let then = y[y.len() - 1 - lag];
                    next[series] += a.iter().zip(&then).map(|(a, y)| a * y).sum::<f64>();
                }
            }
            next[PUBLIC] = *public;
            assert_relative_eq!(ours, next[TFP], epsilon = 1e-13);
            y.push(next);
        }
    }

    #[test]
    fn draws_have_the_covariance_of_the_estimate() {
        // Unit normals give the columns of the root of the covariance: summed up, residual covariance times (X'X)^-1.
        let product = |root: &dyn Fn(usize, usize) -> f64, n: usize, i: usize, j: usize| {
            (0..n).map(|k| root(i, k) * root(j, k)).sum::<f64>()
        };
        let residual = |i, j| product(&|i, k| ErrorCorrection::RESIDUAL_ROOT[i][k], 3, i, j);
        let inverse = |i, j| product(&|i, k| ErrorCorrection::REGRESSOR_ROOT[i][k], REGRESSORS, i, j);
        let moved: Vec<[[f64; REGRESSORS]; 3]> = (0..ErrorCorrection.normals())
            .map(|which| {
                let normals: Vec<f64> =
                    (0..ErrorCorrection.normals()).map(|i| f64::from(u8::from(i == which))).collect();
                let mut state = State::at_the_estimate();
                ErrorCorrection.disturb(&mut state, &normals);
                state.coefficients
            })
            .collect();
        for (a, b) in [((0, 3), (0, 3)), ((0, 3), (0, 7)), ((0, 1), (2, 4)), ((1, 9), (2, 9))] {
            let change = |state: &[[f64; REGRESSORS]; 3], (i, j): (usize, usize)| {
                state[i][j] - ErrorCorrection::COEFFICIENTS[i][j]
            };
            let covariance: f64 = moved.iter().map(|state| change(state, a) * change(state, b)).sum();
            assert_relative_eq!(covariance, residual(a.0, b.0) * inverse(a.1, b.1), max_relative = 1e-9);
        }
    }
}
