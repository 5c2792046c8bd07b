//! The errors of the level of the baseline, draw by draw.

use super::draw::DrawMaker;
use super::error::EnsembleError;
use super::settings::Settings;
use crate::simulate::Experiment;

/// What the layers that are on add to log productivity of baseline and scenario alike, by draw and year (E16).
#[derive(Clone, Debug)]
pub(crate) struct LevelShocks(DrawMaker);

impl LevelShocks {
    /// Of the draws that an ensemble makes under the same settings.
    pub(crate) fn new(experiment: &Experiment, settings: &Settings) -> Result<Self, EnsembleError> {
        Ok(Self(DrawMaker::of_what_is_read(experiment, settings)?))
    }

    /// Those of draw `i`, from the first year after the data on; empty in a check run.
    pub(crate) fn of_draw(&self, i: u64) -> Vec<f64> {
        self.0.draw(i).into_level()
    }
}
