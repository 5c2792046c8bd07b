//! A request that has been met: the experiment, the settings that it was drawn with, and its draws.

use super::run_request::RunRequest;
use crate::ensemble::{Ensemble, EnsembleError, Settings};
use crate::simulate::{Experiment, ExperimentError, Variable};
use thiserror::Error;

/// Why a request gives no run.
#[derive(Clone, Debug, PartialEq, Error)]
#[non_exhaustive]
pub enum RequestError {
    /// There is no such experiment: what is asked is wrong, or more than the data carry.
    #[error(transparent)]
    Experiment(#[from] ExperimentError),
    /// The computation failed.
    #[error(transparent)]
    Ensemble(#[from] EnsembleError),
}

/// What a request gives.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Run {
    /// What was run.
    pub experiment: Experiment,
    /// How it was drawn; with a precision, with as many draws as that took.
    pub settings: Settings,
    /// The draws and their statistics.
    pub ensemble: Ensemble,
}

impl RunRequest {
    /// Makes the experiment and draws the ensemble; `progress` gets draws that are done, and how many there will be.
    ///
    /// # Errors
    /// [`RequestError`].
    pub fn draw(&self, progress: &mut dyn FnMut(u64, u64)) -> Result<Run, RequestError> {
        let experiment = self.experiment()?;
        let mut settings = self.draw_settings();
        if let Some(goal) = self.precision {
            settings =
                settings.for_precision(&experiment, (goal.figure, goal.asked), goal.max_draws, progress)?;
        }
        let ensemble = Ensemble::draw_with(&experiment, &settings, progress)?;
        Ok(Run { experiment, settings, ensemble })
    }
}

impl Run {
    /// Of an ensemble that was drawn of an experiment with these settings, such as one of parts.
    #[must_use]
    pub fn of(experiment: Experiment, settings: Settings, ensemble: Ensemble) -> Self {
        Self { experiment, settings, ensemble }
    }

    /// GDP of the same draws without breakthroughs: what their risk does to the band. None where there are none, or no
    /// band.
    ///
    /// # Errors
    /// [`EnsembleError`].
    pub fn without_breakthroughs(
        &self,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<Option<Ensemble>, EnsembleError> {
        if !self.settings.layers.breakthroughs || self.settings.draws <= 1 {
            return Ok(None);
        }
        let mut without = self.settings.clone();
        without.layers.breakthroughs = false;
        (without.variables, without.channels) = (vec![Variable::Gdp], false);
        Ensemble::draw_with(&self.experiment, &without, progress).map(Some)
    }
}

#[cfg(test)]
mod tests {
    use super::super::PrecisionGoal;
    use super::*;
    use crate::data::Economy;
    use crate::ensemble::{Kind, PreciseFigure};
    use crate::scenario::{Scenario, Target};
    use crate::structures::{StructureChoice, StructureName};

    fn request() -> RunRequest {
        let mut scenario = Scenario::new("s");
        scenario.horizon = 2030;
        scenario.targets.push(Target::new(0.03, 2030, 0.4));
        scenario.structure = StructureChoice::List(vec![StructureName::KnowledgeCapital]);
        RunRequest::new(Economy::netherlands().unwrap(), scenario)
    }

    #[test]
    fn a_precision_takes_as_many_draws_as_it_needs() {
        let mut asked = request();
        asked.settings.draws = 20;
        asked.precision = Some(PrecisionGoal { figure: PreciseFigure::P95, asked: 1e-9, max_draws: 60 });
        let run = asked.draw(&mut |_, _| ()).unwrap();
        assert_eq!((run.settings.draws, run.ensemble.years().len()), (60, 8));
        assert!(run.settings.precision.is_some_and(|precision| !precision.is_reached()));
    }

    #[test]
    fn breakthroughs_are_left_out_where_there_are_some() {
        let mut asked = request();
        asked.settings.draws = 40;
        let plain = asked.draw(&mut |_, _| ()).unwrap();
        assert!(plain.without_breakthroughs(&mut |_, _| ()).unwrap().is_none());
        asked.settings.layers.breakthroughs = true;
        let run = asked.draw(&mut |_, _| ()).unwrap();
        let without = run.without_breakthroughs(&mut |_, _| ()).unwrap().unwrap();
        let gdp = |ensemble: &Ensemble| ensemble.statistics(Variable::Gdp, Kind::Deviation).unwrap();
        assert_eq!(gdp(&without), gdp(&plain.ensemble));
    }

    #[test]
    fn what_is_wrong_says_where_it_comes_from() {
        let mut asked = request();
        asked.scenario.horizon = 2300;
        assert!(matches!(asked.draw(&mut |_, _| ()), Err(RequestError::Experiment(_))));
    }
}
