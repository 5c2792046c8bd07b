//! One scenario under several sets of beliefs about the parameters, on the same draws: draw `i` has the same standard
//! normals under each, and what the sets have in common has the same values.

use super::ensemble::Ensemble;
use super::error::EnsembleError;
use super::settings::Settings;
use super::side_by_side::all_inputs;
use crate::data::InputFile;
use crate::simulate::Experiment;
use crate::statistics::Statistics;
use thiserror::Error;

/// A scenario under one set of beliefs.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Belief {
    /// Name of the set.
    pub name: String,
    /// The scenario with the parameters of the set.
    pub experiment: Experiment,
    /// Its draws and their statistics.
    pub ensemble: Ensemble,
}

/// A scenario under several sets of beliefs.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Beliefs {
    /// Each set, in the order in which they were asked for.
    pub each: Vec<Belief>,
    /// How all of them were drawn.
    pub settings: Settings,
}

/// A set of beliefs under which there is no ensemble.
#[derive(Clone, Debug, PartialEq, Error)]
#[error("{name}: {error}")]
#[non_exhaustive]
pub struct BeliefError {
    /// Name of the set.
    pub name: String,
    /// Why.
    #[source]
    pub error: EnsembleError,
}

/// What the headline would be under another set of beliefs.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Anchored {
    /// Name of the set.
    pub name: String,
    /// Number of draws.
    pub draws: u64,
    /// Deviation of GDP in the last year, percent.
    pub gdp: Statistics,
}

impl Anchored {
    /// The headline of a set, from so many draws.
    #[must_use]
    pub fn new(name: impl Into<String>, draws: u64, gdp: Statistics) -> Self {
        Self { name: name.into(), draws, gdp }
    }
}

impl Beliefs {
    /// Draws experiments that differ in their parameters alone, each with the name of its set, under the same settings and
    /// without channels. `progress` gets draws that are done, and how many there will be.
    ///
    /// # Errors
    /// [`BeliefError`] with the first set that has no ensemble.
    pub fn draw(
        experiments: Vec<(String, Experiment)>,
        settings: &Settings,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<Self, BeliefError> {
        let settings = settings.clone().with_channels(false).with_by_structure(false).with_hold_draws(false);
        let mut each = Vec::with_capacity(experiments.len());
        for (name, experiment) in experiments {
            match Ensemble::draw_with(&experiment, &settings, progress) {
                Ok(ensemble) => each.push(Belief { name, experiment, ensemble }),
                Err(error) => return Err(BeliefError { name, error }),
            }
        }
        Ok(Self { each, settings })
    }

    /// The user's files that they rest on, each once.
    #[must_use]
    pub fn inputs(&self) -> Vec<InputFile> {
        all_inputs(self.each.iter().map(|belief| &belief.experiment))
    }

    /// What a reader should know, with the name of the set where not all of them say it.
    #[must_use]
    pub fn warnings(&self) -> Vec<String> {
        let mut warnings: Vec<String> = Vec::new();
        for belief in &self.each {
            for warning in belief.experiment.warnings() {
                let shared = self.each.iter().all(|other| other.experiment.warnings().contains(warning));
                let said = if shared { warning.clone() } else { format!("{}: {warning}", belief.name) };
                if !warnings.contains(&said) {
                    warnings.push(said);
                }
            }
        }
        warnings
    }
}
