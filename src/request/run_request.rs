//! The request for a run: data, scenario, parameters, what wins over the scenario, and how draws are made.

use crate::data::Economy;
use crate::ensemble::{PreciseFigure, Settings};
use crate::parameters::ParameterSet;
use crate::sampling::SamplingPlan;
use crate::scenario::{BaselineTable, Scenario};
use crate::simulate::{Experiment, ExperimentError};
use crate::structures::StructureChoice;

/// A precision to reach, and the most draws that it may take.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PrecisionGoal {
    /// Whose Monte Carlo standard error it is.
    pub figure: PreciseFigure,
    /// The error, in percentage points of GDP in the last year, that the draws must stay below.
    pub asked: f64,
    /// Most draws.
    pub max_draws: u64,
}

/// A run that is asked for.
///
/// ```
/// use kennis::request::RunRequest;
/// use kennis::{Economy, Scenario};
/// let mut request = RunRequest::new(Economy::netherlands()?, Scenario::new("baseline"));
/// request.settings.draws = 100;
/// let run = request.draw(&mut |_, _| ())?;
/// assert_eq!(run.settings.draws, 100);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct RunRequest {
    /// The data.
    pub economy: Economy,
    /// What to simulate.
    pub scenario: Scenario,
    /// Parameters beside the scenario's own: the defaults, those of a parameter file and of calls.
    pub parameters: ParameterSet,
    /// Structures, where they win over those of the scenario.
    pub structure: Option<StructureChoice>,
    /// A baseline, where it wins over that of the scenario.
    pub baseline: Option<BaselineTable>,
    /// How the ensemble is drawn. The draws of a Latin hypercube are always as many as [`Settings::draws`].
    pub settings: Settings,
    /// One draw alone, by its number.
    pub draw: Option<u64>,
    /// A precision to reach, with at least [`Settings::draws`].
    pub precision: Option<PrecisionGoal>,
    /// The command that gives the same results again, for those who read them.
    pub command: String,
}

impl RunRequest {
    /// A request with default parameters and settings, which asks for statistics and holds no draws.
    #[must_use]
    pub fn new(economy: Economy, scenario: Scenario) -> Self {
        Self {
            economy,
            scenario,
            parameters: ParameterSet::default(),
            structure: None,
            baseline: None,
            settings: Settings { hold_draws: false, ..Settings::default() },
            draw: None,
            precision: None,
            command: String::new(),
        }
    }

    /// The structures to run: those of the request, else those of the scenario.
    #[must_use]
    pub fn structures(&self) -> &StructureChoice {
        self.structure.as_ref().unwrap_or(&self.scenario.structure)
    }

    /// The scenario with what wins over it.
    #[must_use]
    pub fn final_scenario(&self) -> Scenario {
        let mut scenario = self.scenario.clone();
        scenario.structure = self.structures().clone();
        scenario.baseline = self.baseline.clone().or(scenario.baseline);
        scenario
    }

    /// The experiment.
    ///
    /// # Errors
    /// [`ExperimentError`] with every problem of the scenario at once.
    pub fn experiment(&self) -> Result<Experiment, ExperimentError> {
        Experiment::new(&self.economy, self.final_scenario(), self.parameters.clone())
    }

    /// How the ensemble is drawn, before a precision makes it more draws.
    #[must_use]
    pub fn draw_settings(&self) -> Settings {
        let mut settings = self.settings.clone();
        if let SamplingPlan::LatinHypercube { .. } = settings.plan {
            // That of the whole ensemble, for a draw alone too: its place in the hypercube makes the draw.
            settings.plan = SamplingPlan::LatinHypercube { draws: settings.draws };
        }
        if let Some(draw) = self.draw {
            settings.first_draw = draw;
            settings.draws = 1;
        }
        settings
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parameters::{Distribution, Origin, ParameterId};
    use crate::scenario::BaselineRow;
    use crate::structures::StructureName;

    fn request() -> RunRequest {
        let mut scenario = Scenario::new("s");
        scenario.structure = StructureChoice::List(vec![StructureName::NoEffect]);
        RunRequest::new(Economy::netherlands().unwrap(), scenario)
    }

    #[test]
    fn what_is_asked_wins_over_the_scenario() {
        let mut asked = request();
        assert_eq!(asked.experiment().unwrap().structures, [(StructureName::NoEffect, 1.0)]);
        asked.structure = Some(StructureChoice::List(vec![StructureName::SemiEndogenous]));
        asked.parameters.offer(ParameterId::CapitalShare, Distribution::fixed(0.3), Origin::Set);
        asked.scenario.parameters.push((ParameterId::CapitalShare, Distribution::fixed(0.4)));
        let experiment = asked.experiment().unwrap();
        assert_eq!(experiment.structures, [(StructureName::SemiEndogenous, 1.0)]);
        assert_eq!(experiment.parameters.centres()[ParameterId::CapitalShare], 0.3);
    }

    #[test]
    fn a_baseline_that_is_asked_for_wins_and_without_one_that_of_the_scenario_stays() {
        let table =
            |year| BaselineTable { rows: [(year, BaselineRow::default())].into(), ..Default::default() };
        let mut asked = request();
        asked.scenario.baseline = Some(table(2026));
        assert_eq!(asked.final_scenario().baseline, asked.scenario.baseline);
        asked.baseline = Some(table(2027));
        assert_eq!(asked.final_scenario().baseline, asked.baseline);
    }

    #[test]
    fn a_draw_alone_keeps_its_place_in_the_hypercube() {
        let mut asked = request();
        asked.settings.draws = 500;
        asked.settings.plan = SamplingPlan::LatinHypercube { draws: 3 };
        assert_eq!(asked.draw_settings().plan, SamplingPlan::LatinHypercube { draws: 500 });
        asked.draw = Some(7);
        let settings = asked.draw_settings();
        assert_eq!((settings.draws, settings.first_draw), (1, 7));
        assert_eq!(settings.plan, SamplingPlan::LatinHypercube { draws: 500 });
    }
}
