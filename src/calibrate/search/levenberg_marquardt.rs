//! Levenberg-Marquardt as a solver of `argmin`: a trust region of which the damping is the multiplier.
//!
//! ```text
//! (H + lambda I) step = g,   accept where f rises,   lambda by the ratio of actual to predicted gain (Nielsen 1999)
//! ```
//! `H` is the curvature that the density gives: Gauss-Newton, or expected information (then this is Fisher scoring).
//! It has converged when no component of the gradient is larger than the tolerance, and only then: a step that
//! changes nothing any more is another reason to stop, and says so. Where a kink of the density is the reason, the
//! search goes on along the kink.

use super::kinks::{ActiveKinks, largest_component, remaining_slope};
use crate::calibrate::likelihood::{Kink, LogDensity};
use crate::scalar::whole_power_f64;
use argmin::core::{Error, IterState, KV, Operator, Problem, Solver, State as _, TerminationReason};
use nalgebra::{DMatrix, DVector};

/// Value, gradient and curvature of minus the log density.
#[derive(Clone, Debug)]
pub(super) struct Local {
    pub(super) cost: f64,
    pub(super) gradient: Vec<f64>,
    pub(super) curvature: Vec<f64>,
}

/// A log density as a problem of `argmin`: it minimises, so that the sign changes here and nowhere else.
pub(super) struct Descent<'a, D: ?Sized>(pub(super) &'a D);

impl<D: LogDensity + ?Sized> Operator for Descent<'_, D> {
    type Param = Vec<f64>;
    type Output = Local;

    fn apply(&self, u: &Vec<f64>) -> Result<Local, Error> {
        let k = u.len();
        let (mut gradient, mut curvature) = (vec![0.0; k], vec![0.0; k * k]);
        let cost = -self.0.curvature(u, &mut gradient, &mut curvature);
        gradient.iter_mut().for_each(|g| *g = -*g);
        Ok(Local { cost, gradient, curvature })
    }
}

pub(super) type State = IterState<Vec<f64>, Vec<f64>, (), Vec<f64>, (), f64>;

/// What stops the solver before it has converged.
pub(super) const STALLED: &str = "no step changes the value any more, but the gradient is not zero";
pub(super) const NOT_FINITE: &str = "the density does not exist at the start";

/// The solver.
pub(super) struct LevenbergMarquardt {
    tolerance: f64,
    damping: f64,
    growth: f64,
    kinks: Vec<Kink>,
    /// The kinks along which the search goes.
    active: Option<ActiveKinks>,
}

/// A search that stalls this close to a kink stalls because of it.
const KINK_REACH: f64 = 1e-2;

impl LevenbergMarquardt {
    pub(super) fn new(tolerance: f64, kinks: Vec<Kink>) -> Self {
        Self { tolerance, damping: 0.0, growth: 2.0, kinks, active: None }
    }
}

fn with_local(state: State, u: Vec<f64>, local: Local) -> State {
    state.param(u).cost(local.cost).gradient(local.gradient).hessian(local.curvature)
}

impl<D: LogDensity + ?Sized> Solver<Descent<'_, D>, State> for LevenbergMarquardt {
    fn name(&self) -> &str {
        "Levenberg-Marquardt"
    }

    fn init(
        &mut self,
        problem: &mut Problem<Descent<'_, D>>,
        mut state: State,
    ) -> Result<(State, Option<KV>), Error> {
        let u = state.take_param().unwrap_or_default();
        let local = problem.apply(&u)?;
        if !local.cost.is_finite() {
            let state = state.param(u).cost(local.cost).gradient(local.gradient);
            return Ok((state.terminate_with(TerminationReason::SolverExit(NOT_FINITE.to_owned())), None));
        }
        let k = u.len();
        self.start(&local.curvature, k);
        Ok((with_local(state, u, local), None))
    }

    fn next_iter(
        &mut self,
        problem: &mut Problem<Descent<'_, D>>,
        mut state: State,
    ) -> Result<(State, Option<KV>), Error> {
        let u = state.take_param().unwrap_or_default();
        let cost = state.get_cost();
        let gradient = state.take_gradient().unwrap_or_default();
        let curvature = state.take_hessian().unwrap_or_default();
        let k = u.len();
        let along = self.active.as_ref().map(ActiveKinks::along);
        let mut g = DVector::from_column_slice(&gradient);
        let mut h = DMatrix::from_row_slice(k, k, &curvature);
        if let Some(along) = &along {
            g = along * g;
            h = along * h * along;
        }
        let left = largest_component(g.as_slice());
        let here = |state: State, reason: TerminationReason| {
            with_local(
                state,
                u.clone(),
                Local { cost, gradient: gradient.clone(), curvature: curvature.clone() },
            )
            .terminate_with(reason)
        };
        if left <= self.tolerance {
            // Along a kink: only if the kink is a top.
            let whole = problem.problem("gradient_count", |descent| {
                Ok(remaining_slope(descent.0, &u, &gradient, self.tolerance))
            })?;
            let reason = match whole <= self.tolerance {
                true => TerminationReason::SolverConverged,
                false => TerminationReason::SolverExit(STALLED.to_owned()),
            };
            return Ok((here(state, reason), None));
        }
        // Every trial raises the damping, so that this ends.
        for _ in 0..60 {
            let mut damped = h.clone();
            (0..k).for_each(|i| damped[(i, i)] += self.damping);
            let Some(cholesky) = damped.cholesky() else {
                self.raise();
                continue;
            };
            let step = cholesky.solve(&(-&g));
            let trial: Vec<f64> = u.iter().zip(step.iter()).map(|(u, s)| u + s).collect();
            // Gain that the model predicts: (lambda |s|^2 - g's)/2.
            let predicted = 0.5 * (self.damping * step.norm_squared() - g.dot(&step));
            let local = problem.apply(&trial)?;
            let ratio = (cost - local.cost) / predicted;
            // Near the optimum the gain drowns in rounding; then a smaller gradient is what counts.
            let drowned = predicted <= 1e-13 * (1.0 + cost.abs());
            let there = DVector::from_column_slice(&local.gradient);
            let there = along.as_ref().map_or_else(|| there.clone(), |along| along * &there);
            let better = largest_component(there.as_slice()) < left;
            if (ratio > 0.0 && local.cost.is_finite() && !drowned) || (drowned && better) {
                if !drowned {
                    self.damping *= (1.0 - whole_power_f64(2.0 * ratio - 1.0, 3)).max(1.0 / 3.0);
                }
                self.growth = 2.0;
                return Ok((with_local(state, trial, local), None));
            }
            if step.norm() <= 1e-14 * (1.0 + DVector::from_column_slice(&u).norm()) {
                break;
            }
            self.raise();
        }
        if self.active.is_none()
            && let Some(active) = ActiveKinks::near(&self.kinks, &u, KINK_REACH)
        {
            let onto = active.onto(&self.kinks, &u);
            self.active = Some(active);
            self.start(&curvature, k);
            let local = problem.apply(&onto)?;
            return Ok((with_local(state, onto, local), None));
        }
        Ok((here(state, TerminationReason::SolverExit(STALLED.to_owned())), None))
    }
}

impl LevenbergMarquardt {
    fn start(&mut self, curvature: &[f64], k: usize) {
        let most = (0..k).map(|i| curvature[i * k + i]).fold(0.0, f64::max);
        self.damping = 1e-3 * most.max(1e-12);
        self.growth = 2.0;
    }

    fn raise(&mut self) {
        self.damping *= self.growth;
        self.growth *= 2.0;
    }
}
