//! Capital and its three closures (E5), as the ratio to baseline `q = K/K0` and its log `k`.
//!
//! `investment_share`: investment keeps its share $`s = I^0/Y^0`$ of GDP,
//! ```math
//! K[t+1] = (1-d)\, K[t] + s[t]\, Y[t] \quad\Longleftrightarrow\quad q[t+1] = w\, q[t] + (1-w)\, e^{y[t]}, \qquad w = \frac{(1-d)\, K^0[t]}{K^0[t+1]}
//! ```
//! `capital_output_ratio`: $`K/Y`$ as in the baseline,
//! ```math
//! k[t] = y[t]
//! ```
//! `user_cost`: capital adjusts towards what its user cost asks for,
//! ```math
//! k[t+1] = (1-\eta)\, k[t] + \eta \left( y[t] - \sigma \ln \frac{uc}{uc^0} \right)
//! ```
//! All three give `1/(1-alpha)` for a permanent step of productivity in the long run.

use super::Change;
use super::production::log_output;
use crate::names::named;
use crate::scalar::Scalar;

named! {
    /// How capital follows output (E5).
    CapitalClosure {
        /// Investment keeps its share of GDP.
        InvestmentShare = "investment_share",
        /// Capital keeps its ratio to output, in the same year.
        CapitalOutputRatio = "capital_output_ratio",
        /// Capital adjusts towards what its user cost asks.
        UserCost = "user_cost",
    }
}

/// The user cost of capital: `uc = (r + d + premium) / (1 - tax)`.
#[inline(always)]
pub fn user_cost<S: Scalar>(interest: S, depreciation: S, premium: S, tax: S) -> S {
    (interest + depreciation + premium) / (S::of(1.0) - tax)
}

/// Capital of the scenario relative to the baseline, at the start of a year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Capital<S> {
    closure: CapitalClosure,
    /// `K/K0` where investment keeps its share, `k` where capital adjusts to its user cost.
    state: S,
}

/// The parameters of the closures.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Adjustment<S> {
    /// `eta`, a year.
    pub speed: S,
    /// `sigma ln(uc/uc0)`.
    pub user_cost: S,
}

impl<S: Scalar> Capital<S> {
    /// Capital of the baseline.
    #[inline(always)]
    #[must_use]
    pub fn new(closure: CapitalClosure) -> Self {
        let state = match closure {
            CapitalClosure::InvestmentShare => 1.0,
            _ => 0.0,
        };
        Self { closure, state: S::of(state) }
    }

    /// Output and capital of the year, `(y, k)` and `(e^y, e^k)`, from productivity, human capital and labour.
    #[inline(always)]
    #[must_use]
    pub fn output(
        &self,
        productivity: S,
        human_capital: S,
        labour: S,
        capital_share: S,
    ) -> (Change<S>, Change<S>) {
        let capital = match self.closure {
            CapitalClosure::InvestmentShare => Change { log: self.state.ln(), ratio: self.state },
            CapitalClosure::UserCost => Change::of_log(self.state),
            CapitalClosure::CapitalOutputRatio => {
                let y = Change::of_log(productivity / (S::of(1.0) - capital_share) + human_capital + labour);
                return (y, y);
            }
        };
        let y = log_output(productivity, capital.log, human_capital, labour, capital_share);
        (Change::of_log(y), capital)
    }

    /// One year, from the output that [`Self::output`] gave; `surviving` is `w = (1-d) K0[t]/K0[t+1]`.
    #[inline(always)]
    pub fn advance(&mut self, output: Change<S>, surviving: S, adjustment: Adjustment<S>) {
        match self.closure {
            CapitalClosure::InvestmentShare => {
                self.state = surviving * self.state + (S::of(1.0) - surviving) * output.ratio;
            }
            CapitalClosure::UserCost => {
                self.state = (S::of(1.0) - adjustment.speed) * self.state
                    + adjustment.speed * (output.log - adjustment.user_cost);
            }
            CapitalClosure::CapitalOutputRatio => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    const ALPHA: f64 = 0.36;
    const D: f64 = 0.045;

    /// Output after a step (or a one-year impulse) of productivity, with baseline growth `g`.
    fn path(closure: CapitalClosure, g: f64, eta: f64, a: impl Fn(usize) -> f64, years: usize) -> Vec<f64> {
        let mut capital = Capital::new(closure);
        let surviving = (1.0 - D) / (1.0 + g);
        (0..years)
            .map(|t| {
                let (y, _) = capital.output(a(t), 0.0, 0.0, ALPHA);
                capital.advance(y, surviving, Adjustment { speed: eta, user_cost: 0.0 });
                y.log
            })
            .collect()
    }

    #[test]
    fn every_closure_gives_one_over_labour_share_in_the_long_run() {
        for closure in CapitalClosure::ALL {
            let y = path(*closure, 0.01, 0.1, |_| 0.02, 1500);
            assert_relative_eq!(y[1499], 0.02 / (1.0 - ALPHA), max_relative = 1e-8);
        }
    }

    #[test]
    fn a_one_year_impulse_leaves_nothing() {
        for closure in CapitalClosure::ALL {
            let y = path(*closure, 0.01, 0.1, |t| if t == 0 { 0.02 } else { 0.0 }, 1500);
            assert!(y[0] > 0.0 && y[1499].abs() < 1e-12, "{closure}");
        }
    }

    #[test]
    fn investment_share_follows_the_first_order_closed_form() {
        let (g, a): (f64, f64) = (0.02, 1e-5);
        let l = (g + D) / (1.0 + g);
        let y = path(CapitalClosure::InvestmentShare, g, 0.0, |_| a, 100);
        for (t, y) in y.iter().enumerate() {
            let expected = a / (1.0 - ALPHA) * (1.0 - ALPHA * (1.0 - l * (1.0 - ALPHA)).powi(t as i32));
            assert_relative_eq!(*y, expected, max_relative = 2e-5);
        }
        // Half of the capital effect after some twenty years.
        let half = (y[20] / a - 1.0) / (1.0 / (1.0 - ALPHA) - 1.0);
        assert!((0.45..0.65).contains(&half), "{half}");
    }

    #[test]
    fn user_cost_equals_investment_share_at_the_right_speed() {
        let (g, a): (f64, f64) = (0.02, 1e-5);
        let eta = (g + D) / (1.0 + g);
        let one = path(CapitalClosure::InvestmentShare, g, 0.0, |_| a, 150);
        let other = path(CapitalClosure::UserCost, g, eta, |_| a, 150);
        for (one, other) in one.iter().zip(&other) {
            assert_relative_eq!(*one, *other, max_relative = 2e-5);
        }
    }

    #[test]
    fn capital_output_ratio_is_at_its_end_at_once_and_an_upper_bound() {
        let at_once = path(CapitalClosure::CapitalOutputRatio, 0.01, 0.1, |_| 0.02, 50);
        let slow = path(CapitalClosure::InvestmentShare, 0.01, 0.1, |_| 0.02, 50);
        assert!(at_once.iter().zip(&slow).all(|(upper, y)| upper > y));
        assert_relative_eq!(at_once[0], 0.02 / (1.0 - ALPHA), max_relative = 1e-12);
    }

    #[test]
    fn a_higher_user_cost_lowers_capital_by_its_elasticity() {
        let sigma = 0.5;
        let change = f64::ln(user_cost(0.03, D, 0.02, 0.0) / user_cost(0.02, D, 0.02, 0.0));
        let mut capital = Capital::new(CapitalClosure::UserCost);
        for _ in 0..600 {
            let (y, _) = capital.output(0.0, 0.0, 0.0, ALPHA);
            capital.advance(y, 0.95, Adjustment { speed: 0.1, user_cost: sigma * change });
        }
        // k = y - sigma ln(uc/uc0) and y = alpha k  =>  k = -sigma ln(uc/uc0) / (1 - alpha).
        let (_, k) = capital.output(0.0, 0.0, 0.0, ALPHA);
        assert!(change > 0.0);
        assert_relative_eq!(k.ratio, k.log.exp(), max_relative = 1e-15);
        assert_relative_eq!(k.log, -sigma * change / (1.0 - ALPHA), max_relative = 1e-10);
    }
}
