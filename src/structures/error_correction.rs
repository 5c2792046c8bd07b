//! Error correction (E17; Soete, Verspagen and Ziesemer 2020, in their way; estimated here on the Dutch data).
//!
//! ```text
//! d[t] = d[t-1] + Pi d[t-1] + Gamma_1 (d[t-1] - d[t-2]) + Gamma_2 (d[t-2] - d[t-3])
//! ```
//! `d` holds log deviations of TFP and of the public, business and foreign stocks. A policy run is not an impulse
//! response: the row of the public stock is replaced by the scenario's path, the other three respond, and the business
//! stock in here is the estimate's, not the one that the rest of the model simulates. A measure that does not move the
//! public stock therefore does nothing.
//!
//! The coefficients are the maximum-likelihood estimate on 1982-2019, two lagged differences (Bayesian criterion) and
//! two long-run relations (Johansen's trace test at 5%); a test estimates them again. The data cannot tell much: 35
//! years for 44 coefficients, and the response of TFP swings from plus to minus within a decade. So its weight in a mixture is zero, and it is not run more than twenty years beyond
//! the data ([`crate::ERROR_CORRECTION_YEARS`]). There is no closed form of the long run: the relations are two, the series
//! that respond three.

use super::{ByStock, Channel, Contributions, Knowledge, Structure};
use crate::parameters::{ParameterId, ParameterValues};
use crate::scalar::Scalar;

/// TFP, public, business and foreign stock.
const SERIES: usize = 4;
const TFP: usize = 0;
const PUBLIC: usize = 1;

/// Vector error correction, with the public stock given.
#[derive(Clone, Copy, Debug)]
pub struct ErrorCorrection;

/// The estimate: a row an equation, a column a series, in the order TFP, public, business and foreign stock.
impl ErrorCorrection {
    /// `Pi = alpha beta'`: effect of the levels of last year.
    pub const LEVELS: [[f64; SERIES]; SERIES] = [
        [-7.1522650045e-01, 1.3658210931e-01, -7.3043232582e-03, -5.9870580308e-02],
        [4.9672322167e-02, -1.1593592645e-02, -1.2499995320e-03, 8.1066720428e-03],
        [-1.4226751729e-01, 1.0556345036e-02, -1.5300767268e-02, 1.9207559301e-02],
        [2.4990104992e-01, 1.6763067131e-01, 1.8207604313e-01, -3.8247730115e-01],
    ];
    /// `Gamma_1`: effect of the change one year ago.
    pub const ONE_YEAR_AGO: [[f64; SERIES]; SERIES] = [
        [2.4157202514e-01, 1.6115708714e+00, -5.6173742044e-02, 2.8328594019e-01],
        [-3.0585696718e-02, 1.5083376325e+00, -2.8532134852e-02, -2.9087935546e-03],
        [1.4738084643e-01, 1.0851106997e+00, 1.6262149315e+00, 7.9595474476e-02],
        [-1.4022401134e-01, -8.9115326029e-01, 3.7466040088e-01, 2.5208136607e-01],
    ];
    /// `Gamma_2`: effect of the change two years ago.
    pub const TWO_YEARS_AGO: [[f64; SERIES]; SERIES] = [
        [6.2772819071e-02, 2.4896143198e+00, 1.2687824247e+00, 1.2839840449e-01],
        [-2.0003198999e-02, -7.0654625789e-01, 1.3360694964e-02, -2.8213607844e-02],
        [9.9738854283e-02, -8.4188450372e-01, -7.7443945259e-01, 1.4095946905e-01],
        [-1.2824327847e-01, 3.1099318636e-01, -4.7311808774e-01, 5.4792964584e-02],
    ];
}

/// Log deviations of the series one, two and three years ago.
#[derive(Clone, Copy, Debug)]
pub struct State<S> {
    past: [[S; SERIES]; 3],
}

impl<S: Scalar> State<S> {
    /// The next year, with the public stock `public`.
    #[inline(always)]
    fn advance(&mut self, public: S) -> [S; SERIES] {
        let [one, two, three] = self.past;
        let mut next = one;
        for (i, value) in next.iter_mut().enumerate() {
            for j in 0..SERIES {
                *value = *value
                    + S::of(ErrorCorrection::LEVELS[i][j]) * one[j]
                    + S::of(ErrorCorrection::ONE_YEAR_AGO[i][j]) * (one[j] - two[j])
                    + S::of(ErrorCorrection::TWO_YEARS_AGO[i][j]) * (two[j] - three[j]);
            }
        }
        next[PUBLIC] = public;
        self.past = [next, one, two];
        next
    }
}

impl Structure for ErrorCorrection {
    const NAME: &'static str = "error_correction";
    const PARAMETERS: &'static [ParameterId] = &[];
    const CHANNELS: &'static [Channel] = &[Channel::PublicKnowledge];
    type State<S: Scalar> = State<S>;

    #[inline(always)]
    fn start<S: Scalar>(_: &ParameterValues<S>, _: ByStock<S>) -> State<S> {
        State { past: [[S::of(0.0); SERIES]; 3] }
    }

    #[inline(always)]
    fn effect<S: Scalar>(
        _: &ParameterValues<S>,
        state: &mut State<S>,
        year: &Knowledge<S>,
    ) -> Contributions<S> {
        let next = state.advance(year.public.log_ratio);
        Contributions { public_knowledge: next[TFP], ..Contributions::zero() }
    }

    /// None: no return is constant.
    #[inline(always)]
    fn gross_returns<S: Scalar>(_: &ParameterValues<S>, _: ByStock<S>) -> Option<ByStock<S>> {
        None
    }

    #[inline(always)]
    fn feedback<S: Scalar>(_: &ParameterValues<S>, _: ByStock<S>, _: bool) -> S {
        S::of(0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    #[test]
    fn the_policy_run_is_the_solution_with_the_public_row_replaced() {
        // A second route: the companion form of the other three series, driven by the public path.
        let path: Vec<f64> = (1..=20).map(|t| (1.0 + 0.1 * (1.0 - 0.9_f64.powi(t))).ln()).collect();
        let mut state = State { past: [[0.0; SERIES]; 3] };
        let ours: Vec<f64> = path.iter().map(|public| state.advance(*public)[TFP]).collect();
        // Levels: y[t] = A1 y[t-1] + A2 y[t-2] + A3 y[t-3].
        let identity = |i: usize, j: usize| f64::from(u8::from(i == j));
        let mut y = vec![[0.0; SERIES]; 3];
        for (t, public) in path.iter().enumerate() {
            let mut next = [0.0; SERIES];
            for (i, value) in next.iter_mut().enumerate() {
                for j in 0..SERIES {
                    let a1 =
                        identity(i, j) + ErrorCorrection::LEVELS[i][j] + ErrorCorrection::ONE_YEAR_AGO[i][j];
                    let a2 = ErrorCorrection::TWO_YEARS_AGO[i][j] - ErrorCorrection::ONE_YEAR_AGO[i][j];
                    let a3 = -ErrorCorrection::TWO_YEARS_AGO[i][j];
                    let n = y.len();
                    *value += a1 * y[n - 1][j] + a2 * y[n - 2][j] + a3 * y[n - 3][j];
                }
            }
            next[PUBLIC] = *public;
            assert_relative_eq!(ours[t], next[TFP], epsilon = 1e-14);
            y.push(next);
        }
    }
}
