//! The No-U-Turn sampler on a log density (Hoffman and Gelman 2014), by `nuts-rs`; what that crate knows stays in here.
//!
//! Chains run side by side, each on its own stream of random numbers, so that draws depend on the seed alone and
//! not on threads. A start is a draw from a standard normal, half as wide.

use crate::calibrate::error::CalibrationError;
use crate::calibrate::likelihood::LogDensity;
use crate::scalar::special::normal;
use nuts_rs::{
    Chain, CpuLogpFunc, CpuMath, CpuMathError, DiagNutsSettings, HasDims, LogpError, Settings as _,
};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::collections::HashMap;

/// How a posterior is drawn.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct SamplerSettings {
    /// Number of chains.
    pub chains: usize,
    /// Draws of a chain that are kept.
    pub draws: usize,
    /// Draws before them, in which step size and scales adapt.
    pub warm_up: usize,
    /// Seed.
    pub seed: u64,
    /// Acceptance that the step size aims at.
    pub target_acceptance: f64,
    /// R-hat at most.
    pub max_rhat: f64,
    /// Effective sample size at least, bulk and tails.
    pub min_ess: f64,
    /// Share of draws that may diverge.
    pub max_divergent: f64,
}

impl Default for SamplerSettings {
    /// Four chains of 1000 draws after 1000; R-hat up to 1.01 and 400 effective draws (Vehtari et al. 2021), one draw in
    /// a thousand divergent.
    fn default() -> Self {
        Self {
            chains: 4,
            draws: 1000,
            warm_up: 1000,
            seed: 1,
            target_acceptance: 0.9,
            max_rhat: 1.01,
            min_ess: 400.0,
            max_divergent: 0.001,
        }
    }
}

/// The draws of one chain.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct ChainDraws {
    /// By draw: the point.
    pub(super) points: Vec<Vec<f64>>,
    /// By draw: whether the trajectory diverged.
    pub(super) divergent: Vec<bool>,
    /// By draw: gradients of its trajectory.
    pub(super) steps: Vec<u64>,
    /// By draw: step size.
    pub(super) step_size: Vec<f64>,
    /// Gradients in all, warm-up included.
    pub(super) gradients: u64,
}

#[derive(Debug, thiserror::Error)]
#[error("the log density does not exist here")]
struct Impossible;

impl LogpError for Impossible {
    fn is_recoverable(&self) -> bool {
        true
    }
}

struct Function<'a, D: ?Sized>(&'a D);

impl<D: LogDensity + ?Sized> HasDims for Function<'_, D> {
    fn dim_sizes(&self) -> HashMap<String, u64> {
        HashMap::from([("dim".to_owned(), self.0.dimension() as u64)])
    }
}

impl<D: LogDensity + ?Sized> CpuLogpFunc for Function<'_, D> {
    type LogpError = Impossible;
    type FlowParameters = ();
    type ExpandedVector = ();

    fn dim(&self) -> usize {
        self.0.dimension()
    }

    fn logp(&mut self, position: &[f64], gradient: &mut [f64]) -> Result<f64, Impossible> {
        let value = self.0.gradient(position, gradient);
        if value.is_finite() && gradient.iter().all(|g| g.is_finite()) { Ok(value) } else { Err(Impossible) }
    }

    fn expand_vector<R: Rng + ?Sized>(&mut self, _: &mut R, _: &[f64]) -> Result<(), CpuMathError> {
        Ok(())
    }
}

/// Draws one chain.
///
/// # Errors
/// [`CalibrationError::NotConverged`] where no start was found or the sampler gave up.
pub(super) fn chain<D: LogDensity + ?Sized>(
    density: &D,
    settings: &SamplerSettings,
    number: u64,
) -> Result<ChainDraws, CalibrationError> {
    let failed = |error: &dyn std::fmt::Display| CalibrationError::NotConverged {
        reason: format!("chain {number}: {error}"),
    };
    let mut options = DiagNutsSettings {
        num_tune: settings.warm_up as u64,
        num_draws: settings.draws as u64,
        ..DiagNutsSettings::default()
    };
    options.adapt_options.step_size_settings.target_accept = settings.target_acceptance;
    let mut rng = ChaCha8Rng::seed_from_u64(settings.seed);
    rng.set_stream(number);
    let start =
        start(density, &mut rng).ok_or_else(|| failed(&"no point where the density exists was found"))?;
    let mut sampler = options
        .new_chain(number, CpuMath::new(Function(density)), &mut rng)
        .map_err(|error| failed(&error))?;
    sampler.set_position(&start).map_err(|error| failed(&error))?;
    let mut draws = ChainDraws {
        points: Vec::with_capacity(settings.draws),
        divergent: Vec::with_capacity(settings.draws),
        steps: Vec::with_capacity(settings.draws),
        step_size: Vec::with_capacity(settings.draws),
        gradients: 0,
    };
    for number in 0..settings.warm_up + settings.draws {
        let (point, progress) = sampler.draw().map_err(|error| failed(&error))?;
        draws.gradients += progress.num_steps;
        if number >= settings.warm_up {
            draws.points.push(point.into_vec());
            draws.divergent.push(progress.diverging);
            draws.steps.push(progress.num_steps);
            draws.step_size.push(progress.step_size);
        }
    }
    Ok(draws)
}

/// A point where the density exists and no component of the gradient is zero, which the sampler does not bear.
fn start<D: LogDensity + ?Sized>(density: &D, rng: &mut ChaCha8Rng) -> Option<Vec<f64>> {
    (0..100).find_map(|_| {
        let point: Vec<f64> =
            (0..density.dimension()).map(|_| 0.5 * normal::from_bits(rng.next_u64())).collect();
        let mut gradient = vec![0.0; point.len()];
        let value = density.gradient(&point, &mut gradient);
        let usable = value.is_finite() && gradient.iter().all(|g| g.is_finite() && *g != 0.0);
        usable.then_some(point)
    })
}
