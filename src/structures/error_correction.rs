//! Error correction (E17; Guellec and van Pottelsberghe 2001, 2004, in their way; estimated here on a panel of countries).
//!
//! ```math
//! \Delta a[t] = -\phi \left( a[t-1] - \sum_j e_j\, s_j[t-1] \right) + \sum_{j=B,P} b_j\, \Delta s_j[t-1], \qquad s_j = \ln \frac{S_j}{S_j^0}
//! ```
//! One equation, and the stocks are those of the model. Productivity closes a share `phi` of its gap to the stocks in a
//! year; `b` is what a change of a stock does at once. Both act a year after the stock of E4 does. `a` and `s` are zero
//! before the first year. A permanent rise of the stocks ends at `e_B s_B + e_P s_P + e_F s_F`: a level, never growth; on the
//! way a step `s` gives `e s (1 - (1-phi)^t) + b s (1-phi)^(t-1)` after `t` years.
//!
//! The parameters are the mean-group estimate of `econometrics::ProductivityAdjustment`, and draws are those of its
//! asymptotic normal: normal priors, correlated by the copula. With `phi` outside (0, 1] the equation does not go to its
//! long run in one direction: such a draw is none of this structure's, and is counted apart.

use super::{ByStock, Channel, Contributions, Knowledge, Past, Structure};
use crate::parameters::{ParameterId as P, ParameterValues};
use crate::scalar::Scalar;

/// Productivity that closes its gap to the stocks.
#[derive(Clone, Copy, Debug)]
pub struct ErrorCorrection;

/// A stock's part of productivity, and the stock in the two years before.
#[derive(Clone, Copy, Debug)]
struct Part<S> {
    productivity: S,
    stock: S,
    stock_before: S,
}

impl<S: Scalar> Part<S> {
    #[inline(always)]
    fn zero() -> Self {
        let zero = S::of(0.0);
        Self { productivity: zero, stock: zero, stock_before: zero }
    }

    /// On a path on which the stock always changed by `change`.
    #[inline(always)]
    fn balanced(elasticity: S, change: S) -> Self {
        Self { productivity: elasticity * change, stock: change, stock_before: change }
    }

    /// The part of this year, in which the stock is `now`.
    #[inline(always)]
    fn advance(&mut self, speed: S, elasticity: S, at_once: S, now: S) -> S {
        let gap = self.productivity - elasticity * self.stock;
        let change = at_once * (self.stock - self.stock_before) - speed * gap;
        *self = Self { productivity: self.productivity + change, stock: now, stock_before: self.stock };
        self.productivity
    }
}

/// The equation is linear: each stock has its own part of productivity.
#[derive(Clone, Copy, Debug)]
pub struct State<S> {
    business: Part<S>,
    public: Part<S>,
    foreign: Part<S>,
}

impl Structure for ErrorCorrection {
    type State<S: Scalar> = State<S>;

    fn name(&self) -> &'static str {
        "error_correction"
    }

    fn parameters(&self) -> &'static [P] {
        &[
            P::ErrorCorrectionSpeed,
            P::ErrorCorrectionBusiness,
            P::ErrorCorrectionPublic,
            P::ErrorCorrectionForeign,
            P::ErrorCorrectionShortRunBusiness,
            P::ErrorCorrectionShortRunPublic,
        ]
    }

    fn channels(&self) -> &'static [Channel] {
        &[Channel::BusinessKnowledge, Channel::PublicKnowledge]
    }

    fn foreign_channel(&self) -> Option<Channel> {
        Some(Channel::ForeignKnowledge)
    }

    /// The gross return falls as productivity still adjusts: it is no constant flow from the first year on.
    fn has_internal_rate(&self) -> bool {
        false
    }

    #[inline(always)]
    fn start<S: Scalar>(&self, _: &ParameterValues<S>, _: ByStock<S>) -> State<S> {
        State { business: Part::zero(), public: Part::zero(), foreign: Part::zero() }
    }

    /// The speed, where it is at most one: positive for `phi` in (0, 1].
    #[inline(always)]
    fn stability<S: Scalar>(&self, p: &ParameterValues<S>) -> S {
        let speed = p[P::ErrorCorrectionSpeed];
        S::select(S::of(1.0).lt(speed), S::of(-1.0), speed)
    }

    #[inline(always)]
    fn effect<S: Scalar>(
        &self,
        p: &ParameterValues<S>,
        state: &mut State<S>,
        year: &Knowledge<S>,
    ) -> Contributions<S> {
        let speed = p[P::ErrorCorrectionSpeed];
        Contributions {
            business_knowledge: state.business.advance(
                speed,
                p[P::ErrorCorrectionBusiness],
                p[P::ErrorCorrectionShortRunBusiness],
                year.business.log_ratio,
            ),
            public_knowledge: state.public.advance(
                speed,
                p[P::ErrorCorrectionPublic],
                p[P::ErrorCorrectionShortRunPublic],
                year.public.log_ratio,
            ),
            foreign_knowledge: state.foreign.advance(
                speed,
                p[P::ErrorCorrectionForeign],
                S::of(0.0),
                year.foreign_log_ratio,
            ),
            ..Contributions::zero()
        }
    }

    /// In the long run: `e_j Y/S_j`.
    #[inline(always)]
    fn gross_returns<S: Scalar>(
        &self,
        p: &ParameterValues<S>,
        stock_ratio: ByStock<S>,
    ) -> Option<ByStock<S>> {
        Some(ByStock {
            business: p[P::ErrorCorrectionBusiness] / stock_ratio.business,
            public: p[P::ErrorCorrectionPublic] / stock_ratio.public,
        })
    }

    #[inline(always)]
    fn feedback<S: Scalar>(&self, p: &ParameterValues<S>, _: ByStock<S>, under_target: bool) -> S {
        let business = p[P::ErrorCorrectionBusiness];
        if under_target { business + p[P::ErrorCorrectionPublic] } else { business }
    }

    fn past(&self) -> Option<Past> {
        Some(Past {
            fitted: &[
                P::DepreciationBusiness,
                P::DepreciationPublic,
                P::GestationBusiness,
                P::GestationPublic,
                P::ErrorCorrectionSpeed,
                P::ErrorCorrectionBusiness,
                P::ErrorCorrectionPublic,
                P::ErrorCorrectionShortRunBusiness,
                P::ErrorCorrectionShortRunPublic,
            ],
            pooled: &[P::ErrorCorrectionBusiness, P::ErrorCorrectionPublic],
            has_stocks: true,
        })
    }

    /// Productivity has adjusted to growth as it was.
    #[inline(always)]
    fn start_of_past<S: Scalar>(&self, p: &ParameterValues<S>, first: &Knowledge<S>) -> State<S> {
        State {
            business: Part::balanced(p[P::ErrorCorrectionBusiness], first.business.log_ratio),
            public: Part::balanced(p[P::ErrorCorrectionPublic], first.public.log_ratio),
            foreign: Part::balanced(p[P::ErrorCorrectionForeign], first.foreign_log_ratio),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Pair;
    use crate::parameters::ParameterSet;
    use approx::assert_relative_eq;

    const RATIO: ByStock<f64> = ByStock { business: 0.08, public: 0.06 };

    fn values(speed: f64, business: f64, public: f64, at_once: (f64, f64)) -> ParameterValues<f64> {
        let mut p = ParameterSet::default().centres();
        p.set(P::ErrorCorrectionSpeed, speed);
        p.set(P::ErrorCorrectionBusiness, business);
        p.set(P::ErrorCorrectionPublic, public);
        p.set(P::ErrorCorrectionForeign, 0.3);
        p.set(P::ErrorCorrectionShortRunBusiness, at_once.0);
        p.set(P::ErrorCorrectionShortRunPublic, at_once.1);
        p
    }

    fn year(business: f64, public: f64, foreign: f64) -> Knowledge<f64> {
        let pair = |log: f64| Pair { scenario: 100.0 * log.exp(), baseline: 100.0 };
        Knowledge { foreign_log_ratio: foreign, ..Knowledge::of_stocks(pair(business), pair(public), 1000.0) }
    }

    /// `a` in years 1, 2, ... along stocks in these years.
    fn path(p: &ParameterValues<f64>, stocks: &[(f64, f64, f64)]) -> Vec<Contributions<f64>> {
        let mut state = ErrorCorrection.start(p, RATIO);
        let stocks = stocks.iter();
        stocks.map(|(b, q, f)| ErrorCorrection.effect(p, &mut state, &year(*b, *q, *f))).collect()
    }

    #[test]
    fn a_permanent_step_follows_its_closed_form() {
        // The stock is higher by s from year 1 on: a[1] is zero, a[1 + t] = e s (1 - (1-phi)^t) + b s (1-phi)^(t-1).
        let (speed, e, b, s) = (0.3, 0.12, -0.05, 0.2_f64);
        for public in [false, true] {
            let p = if public { values(speed, 0.4, e, (0.7, b)) } else { values(speed, e, 0.4, (b, 0.7)) };
            let step = if public { (0.0, s, 0.0) } else { (s, 0.0, 0.0) };
            let found = path(&p, &[step; 60]);
            assert_eq!(found[0].total(), 0.0);
            for (t, a) in (1..).zip(&found[1..]) {
                let left = (1.0 - speed).powi(t);
                let expected = e * s * (1.0 - left) + b * s * left / (1.0 - speed);
                assert_relative_eq!(a.total(), expected, max_relative = 1e-12);
                let channel = if public { a.public_knowledge } else { a.business_knowledge };
                assert_eq!(channel, a.total());
            }
            assert_relative_eq!(found[59].total(), e * s, max_relative = 1e-8);
        }
    }

    #[test]
    fn stocks_that_move_follow_the_equation_itself() {
        // The sum over channels against one recursion for productivity as a whole.
        let p = values(0.4, 0.1, -0.2, (0.06, 0.3));
        let stocks: Vec<(f64, f64, f64)> =
            (1..40).map(f64::from).map(|t| (0.1 * t.sin(), 0.01 * t, 0.05 * (0.3 * t).cos())).collect();
        let at = |t: usize| if t == 0 { (0.0, 0.0, 0.0) } else { stocks[t - 1] };
        let mut a = 0.0;
        for (t, found) in (1..).zip(path(&p, &stocks)) {
            let (now, before) = (at(t - 1), if t > 1 { at(t - 2) } else { at(0) });
            let gap = a - 0.1 * now.0 + 0.2 * now.1 - 0.3 * now.2;
            a += -0.4 * gap + 0.06 * (now.0 - before.0) + 0.3 * (now.1 - before.1);
            assert_relative_eq!(found.total(), a, epsilon = 1e-15, max_relative = 1e-12);
        }
    }

    #[test]
    fn an_impulse_fades_and_a_cut_mirrors_a_rise() {
        let p = values(0.25, 0.1, 0.05, (0.0, 0.0));
        let impulse = |s: f64| {
            let mut stocks = vec![(0.0, 0.0, 0.0); 80];
            stocks[0] = (s, 0.0, 0.0);
            path(&p, &stocks).iter().map(Contributions::total).collect::<Vec<f64>>()
        };
        // Nothing at once, then phi e s, which fades at 1 - phi; all of it together is e s.
        let (up, down) = (impulse(0.1), impulse(-0.1));
        assert_eq!(up[0], 0.0);
        for (t, (a, b)) in (1..).zip(up[1..].iter().zip(&down[1..])) {
            assert_relative_eq!(*a, 0.25 * 0.01 * 0.75_f64.powi(t - 1), max_relative = 1e-12);
            assert_relative_eq!(*a, -*b, max_relative = 1e-12);
        }
        assert_relative_eq!(up.iter().sum::<f64>(), 0.01, max_relative = 1e-8);
        assert!(impulse(0.0).iter().all(|a| *a == 0.0));
    }

    #[test]
    fn only_a_speed_from_zero_to_one_is_stable() {
        for (speed, stable) in [(-0.1, false), (0.0, false), (1e-9, true), (1.0, true), (1.01, false)] {
            let margin = ErrorCorrection.stability(&values(speed, 0.1, 0.1, (0.0, 0.0)));
            assert_eq!(margin > 0.0, stable, "{speed}");
        }
    }

    #[test]
    fn growth_as_it_was_has_closed_its_gap() {
        // Each stock gives its elasticity times its own growth, in the first year and in every year, at any speed.
        for speed in [0.1, 0.7, 1.0] {
            let p = values(speed, 0.12, -0.09, (0.5, -0.4));
            let growth = year(0.03, 0.05, 0.02);
            let mut state = ErrorCorrection.start_of_past(&p, &growth);
            for _ in 0..5 {
                let found = ErrorCorrection.effect(&p, &mut state, &growth);
                assert_relative_eq!(found.business_knowledge, 0.12 * 0.03, max_relative = 1e-12);
                assert_relative_eq!(found.public_knowledge, -0.09 * 0.05, max_relative = 1e-12);
                assert_relative_eq!(found.foreign_knowledge, 0.3 * 0.02, max_relative = 1e-12);
            }
        }
    }

    #[test]
    fn returns_and_feedback_are_those_of_its_own_elasticities() {
        let p = values(0.3, 0.12, -0.09, (0.0, 0.0));
        let returns = ErrorCorrection.gross_returns(&p, RATIO).unwrap();
        assert_relative_eq!(returns.business, 0.12 / 0.08);
        assert_relative_eq!(returns.public, -0.09 / 0.06);
        assert_eq!(ErrorCorrection.feedback(&p, RATIO, false), 0.12);
        assert_relative_eq!(ErrorCorrection.feedback(&p, RATIO, true), 0.03, max_relative = 1e-14);
    }
}
