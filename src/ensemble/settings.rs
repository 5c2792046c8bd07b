//! How an ensemble is drawn: number of draws, seed, plan, layers, and what is kept.

use super::layers::Layers;
use super::precision::Precision;
use crate::sampling::SamplingPlan;
use crate::simulate::{Experiment, Variable};

/// How an ensemble is drawn.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Settings {
    /// Number of draws; zero for the check run, one deterministic path at the centres.
    pub draws: u64,
    /// Seed of all random numbers.
    pub seed: u64,
    /// How draws fill the space of parameters.
    pub plan: SamplingPlan,
    /// First draw: with `draws = 1` one draw alone.
    pub first_draw: u64,
    /// Layers of uncertainty beside the parameters.
    pub layers: Layers,
    /// Threads; none for as many as the machine has.
    pub threads: Option<usize>,
    /// Variables that are kept.
    pub variables: Vec<Variable>,
    /// Whether the effect is split by channel, which costs a second run.
    pub channels: bool,
    /// Whether there are statistics of each structure alone beside those of the mixture.
    pub by_structure: bool,
    /// Whether draws are held where they fit in [`Self::memory`], for [`crate::Ensemble::draws`]. Statistics alone are
    /// made faster without, and are the same to the last bit.
    pub hold_draws: bool,
    /// Most bytes that draws may take. Draws that are not held are simulated a batch at a time, and a second time where
    /// there is no memory for the values around the quantiles.
    pub memory: u64,
    /// The precision that the number of draws was chosen for, as a record ([`Self::for_precision`]).
    pub precision: Option<Precision>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            draws: 10_000,
            seed: 1,
            plan: SamplingPlan::Random,
            first_draw: 0,
            layers: Layers::default(),
            threads: None,
            variables: Variable::ALL.to_vec(),
            channels: true,
            by_structure: false,
            hold_draws: true,
            memory: 1 << 30,
            precision: None,
        }
    }
}

impl Settings {
    /// Names of the layers of uncertainty that are on, in `experiment`.
    #[must_use]
    pub fn layers_on(&self, experiment: &Experiment) -> Vec<&'static str> {
        if self.draws == 0 {
            return Vec::new();
        }
        let mut names = vec!["parameters", "effectiveness"];
        if experiment.structures.len() > 1 {
            names.push("structure");
        }
        let switches = [self.layers.breakthroughs, self.layers.baseline_level];
        names.extend(Layers::NAMES.iter().zip(switches).filter(|(_, on)| *on).map(|(name, _)| *name));
        names
    }
}
