//! What the commands say: they are run in process, with the parameters and the data that are built in.

use super::error::CardError;
use crate::calibrate::{Backtest, BacktestSettings, backtest};
use crate::data::{Economy, Panel};
use crate::ensemble::{Ensemble, Kind, Settings};
use crate::model::{Instrument, Unit};
use crate::parameters::ParameterSet;
use crate::scenario::{Measure, Scenario};
use crate::sensitivity::{Sensitivity, SensitivityAnalysis};
use crate::simulate::{Experiment, Variable};
use crate::validate::{PublishedResult, published_results};

/// Rows of the sensitivity analysis, as its command in [`SENSITIVITY`] asks.
const ROWS: u64 = 64;

/// The commands, as they are typed. The scenario is the example of that name (`kennis example public_research_permanent`).
pub(super) const PARAMETERS: &str = "kennis parameters";
pub(super) const SENSITIVITY: &str = "kennis sensitivity public_research_permanent.toml --rows 64";
pub(super) const VALIDATE: &str = "kennis validate";
pub(super) const BACKTEST: &str = "kennis backtest";
pub(super) const DATA: &str = "kennis data";
pub(super) const RUN: &str = "kennis run public_research_permanent.toml";

/// What the commands say.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct CardEvidence {
    /// Of `kennis data`: the series.
    pub economy: Economy,
    /// Countries in the panel.
    pub countries: usize,
    /// Of `kennis parameters`: the distributions.
    pub parameters: ParameterSet,
    /// Of `kennis validate`: published results.
    pub results: Vec<PublishedResult>,
    /// Of `kennis backtest`: forecasts from past years.
    pub backtest: Backtest,
    /// Of `kennis sensitivity`: where the uncertainty of an effect comes from.
    pub sensitivity: SensitivityAnalysis,
    /// Of `kennis run`: whether two runs with other numbers of threads give the same bits.
    pub repeats: bool,
}

impl CardEvidence {
    /// Runs the commands.
    ///
    /// # Errors
    /// [`CardError`] where one of them gives no result.
    pub fn gather() -> Result<Self, CardError> {
        let economy = Economy::netherlands()?;
        let parameters = ParameterSet::default();
        let experiment = Experiment::new(&economy, scenario(), parameters.clone())?;
        Ok(Self {
            countries: Panel::embedded()?.economies().count(),
            results: published_results()?,
            backtest: backtest(&economy, &BacktestSettings::default())?,
            sensitivity: Sensitivity::of(&experiment).run(&Settings::default().with_draws(ROWS))?,
            repeats: repeats(&experiment)?,
            economy,
            parameters,
        })
    }

    /// The published results that must come out.
    pub(super) fn deciding(&self) -> impl Iterator<Item = &PublishedResult> {
        self.results.iter().filter(|row| row.rank.decides())
    }
}

/// Public research of 0.1% of GDP more, permanently: the example `public_research_permanent`.
fn scenario() -> Scenario {
    let measure = Measure::new(Instrument::PublicResearch, Unit::GdpShare, 0.001, 2026);
    Scenario::new("Public research, 0.1% of GDP more, for good").with_measure(measure)
}

/// Whether one and two threads give the same bits of GDP in every year.
fn repeats(experiment: &Experiment) -> Result<bool, CardError> {
    let drawn = |threads| -> Result<Vec<[u64; 3]>, CardError> {
        let settings = Settings::default().with_draws(ROWS).with_threads(threads);
        let ensemble = Ensemble::draw(experiment, &settings)?;
        let gdp = ensemble.statistics(Variable::Gdp, Kind::Deviation)?;
        Ok(gdp.iter().map(|s| [s.mean, s.p05, s.p95].map(f64::to_bits)).collect())
    };
    Ok(drawn(1)? == drawn(2)?)
}
