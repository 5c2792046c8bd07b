//! The maximum of a log density, from several starts.
//!
//! Three ways: Levenberg-Marquardt on the curvature (the default), L-BFGS on the gradient, and Nelder-Mead on the value
//! alone, as a check that needs no derivative. Whatever the way, an optimum counts as converged only if no
//! component of the gradient there is larger than a tolerance (log density per unit of a standard normal); at the
//! kink of a prior, no component along the kink, if the density falls on both sides of it.

use super::kinks::remaining_slope;
use super::levenberg_marquardt::{Descent, LevenbergMarquardt, State};
use super::optimum::{Optimum, Search};
use super::settings::{Observer, Optimiser, SearchProgress, SearchSettings};
use crate::calibrate::likelihood::LogDensity;
use crate::parameters::{Distribution, Shape};
use argmin::core::observers::{Observe, ObserverMode};
use argmin::core::{
    CostFunction, Error, Executor, Gradient, IterState, KV, Solver, State as _, TerminationReason,
    TerminationStatus,
};
use argmin::solver::linesearch::MoreThuenteLineSearch;
use argmin::solver::neldermead::NelderMead;
use argmin::solver::quasinewton::LBFGS;
use rand::SeedableRng;
use rand::distr::Distribution as _;
use rand_chacha::ChaCha8Rng;

/// Searches the maximum of a log density.
///
/// The result says whether it converged; it always has a point.
#[must_use]
pub fn maximise<D: LogDensity + ?Sized>(density: &D, settings: &SearchSettings) -> Search {
    let starts: Vec<Optimum> = (0..settings.starts.max(1))
        .map(|number| one_start(density, start(density.dimension(), settings.seed, number), settings, number))
        .collect();
    let best = starts
        .iter()
        .max_by(|a, b| a.converged.cmp(&b.converged).then(a.value.total_cmp(&b.value)))
        .cloned()
        .unwrap_or_else(|| at_point(density, vec![0.0; density.dimension()], settings));
    Search { best, starts }
}

/// The first start is the centre, the others are draws.
fn start(dimension: usize, seed: u64, number: usize) -> Vec<f64> {
    if number == 0 {
        return vec![0.0; dimension];
    }
    let shape = Shape::Normal { mean: 0.0, sd: 1.0 };
    let normal = Distribution { shape, lower: f64::NEG_INFINITY, upper: f64::INFINITY };
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    rng.set_stream(number as u64);
    (0..dimension).map(|_| normal.sample(&mut rng)).collect()
}

fn at_point<D: LogDensity + ?Sized>(density: &D, u: Vec<f64>, settings: &SearchSettings) -> Optimum {
    let mut gradient = vec![0.0; u.len()];
    let value = density.gradient(&u, &mut gradient);
    let gradient = remaining_slope(density, &u, &gradient, settings.tolerance);
    Optimum {
        u,
        value,
        gradient,
        converged: gradient <= settings.tolerance,
        termination: String::new(),
        iterations: 0,
        evaluations: 1,
    }
}

fn one_start<D: LogDensity + ?Sized>(
    density: &D,
    u: Vec<f64>,
    settings: &SearchSettings,
    number: usize,
) -> Optimum {
    match settings.optimiser {
        Optimiser::LevenbergMarquardt => {
            let solver = LevenbergMarquardt::new(settings.tolerance, density.kinks());
            run(density, u, settings, number, solver, |state: State, u| state.param(u))
        }
        Optimiser::Lbfgs => {
            // L-BFGS looks at the length of the gradient, which is at least its largest component.
            let solver = LBFGS::new(MoreThuenteLineSearch::new(), 10)
                .with_tolerance_grad(settings.tolerance)
                .and_then(|solver| solver.with_tolerance_cost(0.0));
            match solver {
                Ok(solver) => run(
                    density,
                    u,
                    settings,
                    number,
                    solver,
                    |state: IterState<Vec<f64>, Vec<f64>, (), (), (), f64>, u| state.param(u),
                ),
                Err(error) => failed(density, u, settings, &error),
            }
        }
        Optimiser::NelderMead => {
            let mut simplex = vec![u.clone()];
            simplex.extend((0..u.len()).map(|i| {
                let mut corner = u.clone();
                corner[i] += 0.5;
                corner
            }));
            // The simplex sees values, not slopes: a spread of 1e-13 is a gradient of about 1e-6.
            match NelderMead::new(simplex).with_sd_tolerance(1e-13) {
                Ok(solver) => run(
                    density,
                    u,
                    settings,
                    number,
                    solver,
                    |state: IterState<Vec<f64>, (), (), (), (), f64>, _| state,
                ),
                Err(error) => failed(density, u, settings, &error),
            }
        }
    }
}

fn failed<D: LogDensity + ?Sized>(
    density: &D,
    u: Vec<f64>,
    settings: &SearchSettings,
    error: &Error,
) -> Optimum {
    Optimum { termination: error.to_string(), ..at_point(density, u, settings) }
}

/// Runs a solver of `argmin`; what it knows stays in here.
fn run<'a, D, S, G, H>(
    density: &'a D,
    u: Vec<f64>,
    settings: &SearchSettings,
    number: usize,
    solver: S,
    place: impl FnOnce(IterState<Vec<f64>, G, (), H, (), f64>, Vec<f64>) -> IterState<Vec<f64>, G, (), H, (), f64>,
) -> Optimum
where
    D: LogDensity + ?Sized,
    G: Clone + 'static,
    H: Clone + 'static,
    S: Solver<Descent<'a, D>, IterState<Vec<f64>, G, (), H, (), f64>>,
{
    let first = u.clone();
    let mut executor = Executor::new(Descent(density), solver)
        .configure(|state| place(state, u).max_iters(settings.max_iterations).counting(true));
    if let Some(observer) = settings.observer.clone() {
        executor = executor.add_observer(ProgressObserver { observer, start: number }, ObserverMode::Always);
    }
    let result = match executor.run() {
        Ok(result) => result,
        Err(error) => return failed(density, first, settings, &error),
    };
    let state = result.state();
    let evaluations = state.get_func_counts().values().sum();
    // Levenberg-Marquardt ends on its smallest gradient, which rounding may put a hair below the best value.
    let last = settings.optimiser == Optimiser::LevenbergMarquardt;
    let point = if last { state.get_param() } else { state.get_best_param() };
    let point = point.cloned().unwrap_or(first);
    let mut optimum = at_point(density, point, settings);
    optimum.iterations = state.get_iter();
    optimum.evaluations = evaluations;
    let reason = match state.get_termination_status() {
        TerminationStatus::Terminated(TerminationReason::SolverConverged) => {
            "the solver converged".to_owned()
        }
        TerminationStatus::Terminated(TerminationReason::MaxItersReached) => {
            format!("{} iterations were done", settings.max_iterations)
        }
        TerminationStatus::Terminated(TerminationReason::SolverExit(reason)) => reason.clone(),
        other => other.to_string(),
    };
    // Nelder-Mead knows no gradient: its optimum is as good as the gradient there.
    if settings.optimiser == Optimiser::NelderMead {
        optimum.converged = optimum.gradient <= settings.tolerance.max(1e-4);
    }
    optimum.termination = format!("{reason}; largest component of the gradient {:.1e}", optimum.gradient);
    optimum
}

impl<D: LogDensity + ?Sized> CostFunction for Descent<'_, D> {
    type Param = Vec<f64>;
    type Output = f64;

    fn cost(&self, u: &Vec<f64>) -> Result<f64, Error> {
        Ok(-self.0.value(u))
    }
}

impl<D: LogDensity + ?Sized> Gradient for Descent<'_, D> {
    type Param = Vec<f64>;
    type Gradient = Vec<f64>;

    fn gradient(&self, u: &Vec<f64>) -> Result<Vec<f64>, Error> {
        let mut gradient = vec![0.0; u.len()];
        self.0.gradient(u, &mut gradient);
        gradient.iter_mut().for_each(|g| *g = -*g);
        Ok(gradient)
    }
}

/// Passes the progress of a solver of `argmin` on.
struct ProgressObserver {
    observer: Observer,
    start: usize,
}

impl<G, H> Observe<IterState<Vec<f64>, G, (), H, (), f64>> for ProgressObserver
where
    IterState<Vec<f64>, G, (), H, (), f64>: argmin::core::State<Float = f64>,
{
    fn observe_iter(&mut self, state: &IterState<Vec<f64>, G, (), H, (), f64>, _: &KV) -> Result<(), Error> {
        let progress =
            SearchProgress { start: self.start, iteration: state.get_iter(), value: -state.get_best_cost() };
        (self.observer)(&progress);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calibrate::likelihood::example::dutch;
    use crate::calibrate::likelihood::{Kink, SumOfSquares, structures_with_likelihood};
    use crate::structures::StructureName;
    use approx::assert_relative_eq;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU64, Ordering};

    /// A narrow curved valley (Rosenbrock), as residuals `1 - x` and `10 (y - x^2)`; the top is at (1, 1).
    struct Valley;

    impl LogDensity for Valley {
        fn dimension(&self) -> usize {
            2
        }
        fn value(&self, u: &[f64]) -> f64 {
            -0.5 * ((1.0 - u[0]).powi(2) + 100.0 * (u[1] - u[0] * u[0]).powi(2))
        }
        fn gradient(&self, u: &[f64], g: &mut [f64]) -> f64 {
            let (a, b) = (1.0 - u[0], 10.0 * (u[1] - u[0] * u[0]));
            (g[0], g[1]) = (a + 20.0 * u[0] * b, -10.0 * b);
            self.value(u)
        }
        fn curvature(&self, u: &[f64], g: &mut [f64], c: &mut [f64]) -> f64 {
            let x = 20.0 * u[0];
            c.copy_from_slice(&[1.0 + x * x, -10.0 * x, -10.0 * x, 100.0]);
            self.gradient(u, g)
        }
    }

    #[test]
    fn every_optimiser_finds_the_end_of_the_valley() {
        for optimiser in Optimiser::ALL {
            let settings = SearchSettings { optimiser: *optimiser, starts: 3, ..Default::default() };
            let search = maximise(&Valley, &settings);
            assert!(search.best.converged, "{optimiser}: {:?}", search.best);
            for x in &search.best.u {
                assert_relative_eq!(*x, 1.0, epsilon = 1e-4);
            }
            assert!(search.agreeing() >= 1 && search.evaluations() > search.iterations());
        }
    }

    #[test]
    fn optimisers_agree_on_the_dutch_data() {
        for structure in &structures_with_likelihood() {
            let likelihood = dutch(*structure);
            let by = |optimiser| {
                let settings =
                    SearchSettings { optimiser, starts: 2, max_iterations: 20_000, ..Default::default() };
                maximise(&likelihood, &settings)
            };
            let trust = by(Optimiser::LevenbergMarquardt);
            assert!(trust.best.converged, "{structure}: {:?}", trust.best);
            assert_eq!(trust.agreeing(), 2, "{structure}: {:?}", trust.starts);
            assert!(trust.best.iterations < 60, "{structure}: {:?}", trust.best);
            let quasi_newton = by(Optimiser::Lbfgs);
            assert_relative_eq!(quasi_newton.best.value, trust.best.value, epsilon = 1e-8);
            let simplex = by(Optimiser::NelderMead);
            assert!(simplex.best.value <= trust.best.value + 1e-9);
        }
        let likelihood = dutch(StructureName::NoEffect);
        let settings =
            SearchSettings { optimiser: Optimiser::NelderMead, max_iterations: 20_000, ..Default::default() };
        let simplex = maximise(&likelihood, &settings).best;
        let trust = maximise(&likelihood, &SearchSettings::default()).best;
        assert_relative_eq!(simplex.value, trust.value, epsilon = 1e-7);
    }

    #[test]
    fn least_squares_of_no_effect_is_the_mean() {
        let likelihood = dutch(StructureName::NoEffect);
        let best = maximise(&SumOfSquares::new(&likelihood), &SearchSettings::default()).best;
        let theta = likelihood.coordinates().values(&SumOfSquares::new(&likelihood).with_sigma(&best.u));
        let (years, growth) = (likelihood.observations().years, &likelihood.observations().growth);
        let kept: Vec<f64> =
            years.iter().zip(growth).filter(|(y, _)| *y != 2011 && *y != 2013).map(|(_, g)| *g).collect();
        assert_relative_eq!(theta[0], kept.iter().sum::<f64>() / 36.0, epsilon = 1e-8);
        assert_relative_eq!(theta[0] + theta[1], growth[29], epsilon = 1e-8);
    }

    /// `-|u . (1, 1)| - (u0 - 1)^2/2 - (u1 - 0.2)^2/2`, times a smooth part: the top is on the kink, where u0 + u1 = 0.
    struct Roof;

    impl LogDensity for Roof {
        fn dimension(&self) -> usize {
            2
        }
        fn value(&self, u: &[f64]) -> f64 {
            -(u[0] + u[1]).abs() - 0.5 * ((u[0] - 1.0).powi(2) + (u[1] - 0.2).powi(2))
        }
        fn gradient(&self, u: &[f64], g: &mut [f64]) -> f64 {
            let side = if u[0] + u[1] >= 0.0 { 1.0 } else { -1.0 };
            (g[0], g[1]) = (1.0 - u[0] - side, 0.2 - u[1] - side);
            self.value(u)
        }
        fn curvature(&self, u: &[f64], g: &mut [f64], c: &mut [f64]) -> f64 {
            c.copy_from_slice(&[1.0, 0.0, 0.0, 1.0]);
            self.gradient(u, g)
        }
        fn kinks(&self) -> Vec<Kink> {
            vec![Kink { normal: vec![1.0, 1.0], at: 0.0 }]
        }
    }

    #[test]
    fn an_optimum_on_a_kink_is_one() {
        let search = maximise(&Roof, &SearchSettings::default());
        assert!(search.starts.iter().all(|s| s.converged), "{search:#?}");
        assert_relative_eq!(search.best.u[0], 0.4, epsilon = 1e-6);
        assert_relative_eq!(search.best.u[1], -0.4, epsilon = 1e-6);
        assert!(search.best.iterations < 150, "{search:#?}");
    }

    #[test]
    fn what_did_not_converge_says_why() {
        let settings = SearchSettings { starts: 1, max_iterations: 3, ..Default::default() };
        let best = maximise(&Valley, &settings).best;
        assert!(!best.converged && best.termination.starts_with("3 iterations were done"), "{best:?}");
        struct Nowhere;
        impl LogDensity for Nowhere {
            fn dimension(&self) -> usize {
                1
            }
            fn value(&self, _: &[f64]) -> f64 {
                f64::NEG_INFINITY
            }
            fn gradient(&self, _: &[f64], g: &mut [f64]) -> f64 {
                g[0] = f64::NAN;
                f64::NEG_INFINITY
            }
            fn curvature(&self, u: &[f64], g: &mut [f64], c: &mut [f64]) -> f64 {
                c[0] = f64::NAN;
                self.gradient(u, g)
            }
        }
        let best = maximise(&Nowhere, &settings).best;
        assert!(!best.converged && best.termination.contains("does not exist"), "{best:?}");
    }

    #[test]
    fn progress_is_told() {
        let count = Arc::new(AtomicU64::new(0));
        let seen = count.clone();
        let observer: Observer = Arc::new(move |progress: &SearchProgress| {
            assert!(progress.value.is_finite());
            seen.fetch_add(1, Ordering::Relaxed);
        });
        let settings = SearchSettings { observer: Some(observer), starts: 2, ..Default::default() };
        let search = maximise(&Valley, &settings);
        assert_eq!(count.load(Ordering::Relaxed), search.iterations());
    }
}
