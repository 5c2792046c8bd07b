//! What a monitor is asked: a country, a target, what policy does, what is known of its actions, and how draws are made.

use crate::data::Economy;
use crate::ensemble::Settings;
use crate::parameters::ParameterSet;
use crate::policy::ActionTable;
use crate::scenario::Scenario;
use crate::simulate::{Experiment, Variable};

/// The target of the European Union and of the Dutch plan, as a share of GDP.
pub const TARGET: f64 = 0.03;

/// The year of the target.
pub const TARGET_YEAR: i32 = 2030;

/// What is kept of the draws.
pub(super) const KEPT: [Variable; 7] = [
    Variable::RdIntensity,
    Variable::RdTotal,
    Variable::Gdp,
    Variable::Tfp,
    Variable::LabourProductivity,
    Variable::Revenue,
    Variable::DebtRatio,
];

/// What a monitor is asked.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct MonitorRequest {
    /// The data.
    pub economy: Economy,
    /// Policy beside the baseline.
    pub scenario: Scenario,
    /// Parameters beside the scenario's own.
    pub parameters: ParameterSet,
    /// What is known of the nine actions; none for a country without the plan.
    pub statuses: Option<ActionTable>,
    /// The target, R&D as a share of GDP.
    pub target: f64,
    /// Its year.
    pub year: i32,
    /// How draws are made.
    pub settings: Settings,
}

impl MonitorRequest {
    /// With default parameters and settings, the target of 3% in 2030, and no table of actions.
    #[must_use]
    pub fn new(economy: Economy, scenario: Scenario) -> Self {
        Self {
            economy,
            scenario,
            parameters: ParameterSet::default(),
            statuses: None,
            target: TARGET,
            year: TARGET_YEAR,
            settings: Settings::default(),
        }
    }

    /// The experiment: what the projection is simulated by.
    pub(super) fn experiment(&self) -> Result<Experiment, crate::simulate::ExperimentError> {
        Experiment::new(&self.economy, self.scenario.clone(), self.parameters.clone())
    }

    /// The settings with what a monitor keeps, draws included: their ratios are mixed with the error of the projection.
    pub(super) fn kept(&self) -> Settings {
        let settings = Settings { first_year: None, ..self.settings.clone() };
        settings.with_variables(KEPT.to_vec()).with_channels(false).with_hold_draws(true)
    }
}
