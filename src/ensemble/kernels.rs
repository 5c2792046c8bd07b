//! The structures of an experiment with their weights, ready to be run: what every sampler of draws goes through.

use super::error::EnsembleError;
use super::kept::Kept;
use super::kernel::Kernel;
use crate::simulate::Experiment;

/// Names, weights and equations of the structures.
pub(super) struct Kernels(Vec<(&'static str, f64, Kernel)>);

impl Kernels {
    pub(super) fn of(experiment: &Experiment) -> Self {
        let structures = experiment.structures.iter();
        Self(structures.map(|(name, weight)| (name.name(), *weight, Kernel::of(name))).collect())
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Kernel> {
        self.0.iter().map(|(_, _, kernel)| kernel)
    }

    /// Names and weights.
    pub(super) fn names(&self) -> impl Iterator<Item = (&'static str, f64)> + '_ {
        self.0.iter().map(|(name, weight, _)| (*name, *weight))
    }

    /// Fails where a structure dropped too many of so many draws, or settles in none of them.
    pub(super) fn check_dropped(&self, kept: &[Kept], draws: u64) -> Result<(), EnsembleError> {
        self.names().zip(kept).try_for_each(|((structure, _), kept)| kept.check(structure, draws))
    }
}
