//! Semi-endogenous growth for a small open economy (E7; Jones 1995; Bloom, Jones, Van Reenen and Webb 2020).
//!
//! ```math
//! \begin{aligned}
//! N[t] &= \sum_j V_j[t-1], \qquad n_W[t] = \ln \left( 1 + s \left( \frac{N[t]}{N^0[t]} - 1 \right) + (1-s) \left( \frac{N_F[t]}{N_F^0[t]} - 1 \right) \right) \\
//! f[t+1] &= f[t] + g_F \left( e^{\lambda n_W[t] - \beta f[t]} - 1 \right) \\
//! a[t] &= (1-c)\, a[t-1] + c \left[ \gamma \ln \frac{N[t]}{N^0[t]} + \gamma_h\, h[t] + f[t] \right]
//! \end{aligned}
//! ```
//! The frontier `f` is the world's, of which the country's effort is a share `s`; the country catches up with it at
//! speed `c` a year, and own effort decides how much of it is absorbed. `N_F` is the effort of the rest of
//! the world, which does what it does in the baseline unless a scenario moves its R&D. Effort higher by a log step `n` gives `a = gamma n (1-(1-c)^t)` and, through the frontier, ends at
//! `gamma n + (lambda/beta) ln(1 + s (e^n - 1))`: a level, never growth.
//!
//! [`ClosedJones`] is the closed economy: the world equation with a share of one and no catching up. Its exact
//! path in continuous time ([`closed_transition`]) checks the step of a year that both take.

use super::{ByStock, Channel, Contributions, Knowledge, Past, Structure};
use crate::parameters::{ParameterId as P, ParameterValues};
use crate::scalar::Scalar;

/// Catching up with a frontier that effort moves.
#[derive(Clone, Copy, Debug)]
pub struct SemiEndogenous;

/// The frontier of next year, and the productivity of last year.
#[derive(Clone, Copy, Debug)]
pub struct State<S> {
    frontier: S,
    last: Contributions<S>,
}

/// The idea production function in deviations, `f[t+1] = f[t] + g (exp(lambda n - beta f[t]) - 1)`: `f` the log
/// deviation of the stock of ideas, `n` that of effort, `g` growth of ideas on the balanced path.
///
/// It is `dA/A = theta N^lambda A^-beta` (Jones 1995; `beta = 1 - phi`, on Hicks-neutral productivity; that on
/// Harrod-neutral is smaller by `1 - alpha`), less the balanced path, over a step of one year.
#[inline(always)]
#[must_use]
pub fn next_frontier<S: Scalar>(frontier: S, effort: S, p: &ParameterValues<S>) -> S {
    let productivity = (p[P::EffortExponent] * effort - p[P::FishingOut] * frontier).exp();
    frontier + p[P::FrontierGrowth] * (productivity - S::of(1.0))
}

impl Structure for SemiEndogenous {
    type State<S: Scalar> = State<S>;

    fn name(&self) -> &'static str {
        "semi_endogenous"
    }

    fn parameters(&self) -> &'static [P] {
        &[
            P::FrontierElasticity,
            P::CatchUpSpeed,
            P::FrontierHumanCapital,
            P::FrontierGrowth,
            P::WorldEffortShare,
            P::EffortExponent,
            P::FishingOut,
        ]
    }

    fn channels(&self) -> &'static [Channel] {
        &[Channel::ResearchEffort, Channel::Frontier]
    }

    #[inline(always)]
    fn start<S: Scalar>(&self, _: &ParameterValues<S>, _: ByStock<S>) -> State<S> {
        State { frontier: S::of(0.0), last: Contributions::zero() }
    }

    /// What human capital adds to absorption counts to the channel of the frontier.
    #[inline(always)]
    fn effect<S: Scalar>(
        &self,
        p: &ParameterValues<S>,
        state: &mut State<S>,
        year: &Knowledge<S>,
    ) -> Contributions<S> {
        let effort = year.effort.scenario / year.effort.baseline;
        let target = Contributions {
            research_effort: p[P::FrontierElasticity] * effort.ln(),
            frontier: p[P::FrontierHumanCapital] * year.human_capital + state.frontier,
            ..Contributions::zero()
        };
        state.last = state.last.towards(&target, p[P::CatchUpSpeed]);
        let (share, one) = (p[P::WorldEffortShare], S::of(1.0));
        let world = (one + share * (effort - one) + (one - share) * year.foreign_extra_effort).ln();
        state.frontier = next_frontier(state.frontier, world, p);
        state.last
    }

    fn foreign_channel(&self) -> Option<Channel> {
        Some(Channel::Frontier)
    }

    /// None: there is no stock.
    #[inline(always)]
    fn gross_returns<S: Scalar>(&self, _: &ParameterValues<S>, _: ByStock<S>) -> Option<ByStock<S>> {
        None
    }

    /// None: the rule is for elasticities of stocks.
    #[inline(always)]
    fn feedback<S: Scalar>(&self, _: &ParameterValues<S>, _: ByStock<S>, _: bool) -> S {
        S::of(0.0)
    }

    /// The frontier grows at a constant rate, which the trend of a fit holds; its parameters keep their priors.
    fn past(&self) -> Option<Past> {
        Some(Past {
            fitted: &[P::GestationBusiness, P::GestationPublic, P::FrontierElasticity, P::CatchUpSpeed],
            pooled: &[P::FrontierElasticity],
            has_stocks: false,
        })
    }

    /// Productivity has caught up with effort that grows as it did.
    #[inline(always)]
    fn start_of_past<S: Scalar>(&self, p: &ParameterValues<S>, first: &Knowledge<S>) -> State<S> {
        let effort = first.effort.scenario / first.effort.baseline;
        let research_effort = p[P::FrontierElasticity] * effort.ln();
        State { frontier: S::of(0.0), last: Contributions { research_effort, ..Contributions::zero() } }
    }

    #[inline(always)]
    fn growth_of_past<S: Scalar>(
        &self,
        p: &ParameterValues<S>,
        state: &mut State<S>,
        year: &Knowledge<S>,
    ) -> S {
        state.frontier = S::of(0.0);
        self.effect(p, state, year).total()
    }
}

/// The closed economy of Jones 1995: productivity is the stock of ideas, and own effort all there is. Not in the
/// list: a small country that took the world's ideas for its own would overstate its effect.
///
/// A country whose effort enters as `N = N_d^w N_f^(1-w)`, with foreign effort given, is this with `w lambda` for
/// `effort_exponent`: the elasticity in the long run is `w lambda / beta`.
#[derive(Clone, Copy, Debug)]
pub struct ClosedJones;

impl Structure for ClosedJones {
    type State<S: Scalar> = S;

    fn name(&self) -> &'static str {
        "closed_jones"
    }

    fn parameters(&self) -> &'static [P] {
        &[P::FrontierGrowth, P::EffortExponent, P::FishingOut]
    }

    fn channels(&self) -> &'static [Channel] {
        &[Channel::ResearchEffort]
    }

    #[inline(always)]
    fn start<S: Scalar>(&self, _: &ParameterValues<S>, _: ByStock<S>) -> S {
        S::of(0.0)
    }

    #[inline(always)]
    fn effect<S: Scalar>(
        &self,
        p: &ParameterValues<S>,
        ideas: &mut S,
        year: &Knowledge<S>,
    ) -> Contributions<S> {
        let now = *ideas;
        *ideas = next_frontier(now, (year.effort.scenario / year.effort.baseline).ln(), p);
        Contributions { research_effort: now, ..Contributions::zero() }
    }

    #[inline(always)]
    fn gross_returns<S: Scalar>(&self, _: &ParameterValues<S>, _: ByStock<S>) -> Option<ByStock<S>> {
        None
    }

    #[inline(always)]
    fn feedback<S: Scalar>(&self, p: &ParameterValues<S>, _: ByStock<S>, _: bool) -> S {
        p[P::EffortExponent] / p[P::FishingOut]
    }
}

/// The exact path of the closed economy in continuous time: log deviation of ideas `years` after effort rises by a
/// fraction `x` for good on a balanced path on which ideas grow at `g_A`,
///
/// ```math
/// \frac{A_{shock}}{A_{base}}(t) = \left\{ (1+x)^{\lambda} + \left[ 1 - (1+x)^{\lambda} \right] e^{-\beta g t} \right\}^{1/\beta}
/// ```
/// `d(A^beta)/dt = beta theta N^lambda` is linear, which gives it (derived). A half of `(lambda/beta) ln(1+x)` is
/// reached after about `ln 2/(beta g_A)` years.
#[must_use]
pub fn closed_transition<S: Scalar>(p: &ParameterValues<S>, x: S, years: S) -> S {
    let beta = p[P::FishingOut];
    let end = (p[P::EffortExponent] * (S::of(1.0) + x).ln()).exp();
    let left = (-beta * p[P::FrontierGrowth] * years).exp();
    (end + (S::of(1.0) - end) * left).ln() / beta
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Pair;
    use crate::parameters::ParameterSet;
    use crate::structures::StockYear;
    use approx::assert_relative_eq;

    fn year(effort: f64, human_capital: f64) -> Knowledge<f64> {
        let stock =
            StockYear { level: Pair { scenario: 1.0, baseline: 1.0 }, log_ratio: 0.0, reference: 1.0 };
        Knowledge {
            business: stock,
            public: stock,
            foreign_log_ratio: 0.0,
            foreign_extra_effort: 0.0,
            relative_import_share: 1.0,
            effort: Pair { scenario: effort, baseline: 1.0 },
            human_capital,
            gdp: 1000.0,
            interaction: false,
        }
    }

    const NO_STOCK: ByStock<f64> = ByStock { business: 1.0, public: 1.0 };

    /// `lambda = 1`, `beta = 3.1`, growth 1.65%: the aggregate row of Bloom et al. 2020.
    fn bloom() -> ParameterValues<f64> {
        let mut p = ParameterSet::default().centres();
        p.set(P::EffortExponent, 1.0);
        p.set(P::FishingOut, 3.1);
        p.set(P::FrontierGrowth, 0.0165);
        p
    }

    #[test]
    fn a_step_of_effort_is_caught_up_with_geometrically() {
        let mut p = ParameterSet::default().centres();
        p.set(P::WorldEffortShare, 0.0);
        let mut state = SemiEndogenous.start(&p, NO_STOCK);
        for t in 1..=80 {
            let a = SemiEndogenous.effect(&p, &mut state, &year(1.05, 0.0)).total();
            assert_relative_eq!(a, 0.12 * 1.05_f64.ln() * (1.0 - 0.96_f64.powi(t)), max_relative = 1e-10);
        }
    }

    #[test]
    fn the_long_run_has_its_closed_form() {
        let mut p = ParameterSet::default().centres();
        p.set(P::FrontierHumanCapital, 0.3);
        let mut state = SemiEndogenous.start(&p, NO_STOCK);
        let mut a = 0.0;
        for _ in 0..2000 {
            a = SemiEndogenous.effect(&p, &mut state, &year(1.2, 0.02)).total();
        }
        let world = (1.0_f64 + 0.01 * 0.2).ln();
        let end = 0.12 * 1.2_f64.ln() + 0.3 * 0.02 + 0.75 / 3.1 * world;
        assert_relative_eq!(a, end, max_relative = 1e-9);
    }

    #[test]
    fn the_transition_has_its_published_shape() {
        // 10% more effort: 0.16 after a year, 0.72, 1.27, 2.00, 2.44, 2.85, 3.07 in the end, in 100 log points.
        let p = bloom();
        for (years, expected) in
            [(1.0, 0.16), (5.0, 0.72), (10.0, 1.27), (20.0, 2.00), (30.0, 2.44), (50.0, 2.85), (1e4, 3.07)]
        {
            assert!((100.0 * closed_transition(&p, 0.1, years) - expected).abs() < 0.006, "{years}");
        }
        let end = closed_transition(&p, 0.1, 1e4);
        assert_relative_eq!(end, 1.1_f64.ln() / 3.1, max_relative = 1e-12);
        let half_life = 2.0_f64.ln() / (3.1 * 0.0165);
        assert_relative_eq!(
            closed_transition(&p, 1e-6, half_life) / closed_transition(&p, 1e-6, 1e5),
            0.5,
            max_relative = 1e-5
        );
    }

    /// Largest gap between steps of `1/steps` year and the exact path over 60 years.
    fn integration_error(steps: u32) -> f64 {
        let exact = bloom();
        let mut p = exact;
        p.set(P::FrontierGrowth, 0.0165 / f64::from(steps));
        let (mut ideas, mut largest) = (0.0, 0.0_f64);
        for t in 0..60 * steps {
            let time = f64::from(t) / f64::from(steps);
            let now = ClosedJones.effect(&p, &mut ideas, &year(1.1, 0.0)).total();
            largest = largest.max((now - closed_transition(&exact, 0.1, time)).abs());
        }
        largest
    }

    #[test]
    fn the_yearly_step_converges_to_the_exact_path() {
        // A first-order step: half the step, half the gap; and a year is short enough for 1% of the long run.
        let (year, half, hundredth) = (integration_error(1), integration_error(2), integration_error(100));
        assert!(year < 0.01 * 1.1_f64.ln() / 3.1 * 1.1, "{year}");
        assert_relative_eq!(year / half, 2.0, max_relative = 0.03);
        assert_relative_eq!(year / hundredth, 100.0, max_relative = 0.03);
    }

    #[test]
    fn cuts_mirror_rises_to_first_order() {
        let p = ParameterSet::default().centres();
        let run = |effort: f64| {
            let mut state = SemiEndogenous.start(&p, NO_STOCK);
            (0..30).map(|_| SemiEndogenous.effect(&p, &mut state, &year(effort, 0.0)).total()).sum::<f64>()
        };
        assert_relative_eq!(run(1.001), -run(0.999), max_relative = 2e-3);
        assert_eq!(run(1.0), 0.0);
    }
}
