//! What makes the draws of two ensembles the same draws, of the same years: draw `i` of both has the same random numbers.

use super::settings::Settings;
use crate::simulate::Experiment;

/// What an ensemble was drawn of and how, as far as draws of another one must share it to be the same draws.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct DrawnAs {
    country: String,
    pub(super) last_observation: i32,
    seed: u64,
    plan: String,
    layers: String,
    first_year: i32,
    is_check_run: bool,
}

impl DrawnAs {
    pub(crate) fn new(experiment: &Experiment, settings: &Settings) -> Self {
        let layers = [settings.layers.breakthroughs, settings.layers.baseline_level];
        let on = super::layers::Layers::NAMES.iter().zip(layers).filter(|(_, on)| *on);
        Self {
            country: experiment.baseline.country.clone(),
            last_observation: experiment.baseline.last_observation(),
            seed: settings.seed,
            plan: format!("{:?}", settings.plan),
            layers: on.map(|(name, _)| *name).collect::<Vec<_>>().join(", "),
            first_year: settings.first_year.unwrap_or(experiment.baseline.last_observation()),
            is_check_run: settings.draws == 0,
        }
    }

    /// The first thing in which two differ, with what it is in each.
    pub(crate) fn difference(&self, other: &Self) -> Option<(&'static str, String, String)> {
        let shown = |d: &Self| {
            [
                ("country", d.country.clone()),
                ("last observation", d.last_observation.to_string()),
                ("seed", d.seed.to_string()),
                ("plan", d.plan.clone()),
                ("layers", if d.layers.is_empty() { "none".to_owned() } else { d.layers.clone() }),
                ("first year", d.first_year.to_string()),
                ("kind of run", if d.is_check_run { "a check run" } else { "draws" }.to_owned()),
            ]
        };
        let pairs = shown(self).into_iter().zip(shown(other));
        pairs.map(|((what, a), (_, b))| (what, a, b)).find(|(_, a, b)| a != b)
    }
}
