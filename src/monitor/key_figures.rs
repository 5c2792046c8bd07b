//! The figures that two monitors are compared by.

use super::drawn_ratios::DrawnRatios;
use super::error::MonitorError;
use super::ratio_error::RatioError;
use super::request::MonitorRequest;
use crate::data::{Economy, SeriesName};
use crate::ensemble::{Ensemble, Kind};
use crate::names::named;
use crate::simulate::{Experiment, Variable};

named! {
    /// A figure that two monitors are compared by.
    KeyFigure {
        /// R&D over GDP of the last observation, share of GDP.
        RdIntensityObserved = "rd_intensity_observed",
        /// R&D over GDP in the year of the target, mean, share of GDP.
        RdIntensityProjected = "rd_intensity_projected",
        /// The probability that it comes to the target.
        ProbabilityOfTarget = "probability_of_target",
        /// What lacks to the target in the mean, share of GDP.
        GapShare = "gap_gdp_share",
        /// The same in billion a year, prices of the price base.
        GapMoney = "gap_money",
        /// What policy adds to GDP in the year of the target, mean, percent.
        GdpEffect = "gdp_effect",
        /// What policy adds to public debt in that year, mean, percent of GDP.
        DebtEffect = "debt_effect",
    }
}

impl KeyFigure {
    /// Its unit.
    #[must_use]
    pub fn unit(self, currency: &str) -> String {
        match self {
            Self::RdIntensityObserved | Self::RdIntensityProjected | Self::GapShare => {
                "share of GDP".to_owned()
            }
            Self::ProbabilityOfTarget => "probability".to_owned(),
            Self::GapMoney => format!("{currency} a year"),
            Self::GdpEffect => "percent of baseline GDP".to_owned(),
            Self::DebtEffect => "percentage points".to_owned(),
        }
    }
}

/// All key figures, in their order.
#[derive(Clone, Debug, PartialEq)]
pub struct KeyFigures([f64; KeyFigure::ALL.len()]);

impl KeyFigures {
    /// One of them.
    #[must_use]
    pub fn get(&self, figure: KeyFigure) -> f64 {
        KeyFigure::ALL.iter().position(|one| *one == figure).map_or(f64::NAN, |place| self.0[place])
    }

    /// Of values by figure; none where one is missing.
    #[must_use]
    pub fn from_values(value: impl Fn(KeyFigure) -> Option<f64>) -> Option<Self> {
        let mut figures = [0.0; KeyFigure::ALL.len()];
        for (place, figure) in figures.iter_mut().zip(KeyFigure::ALL) {
            *place = value(*figure)?;
        }
        Some(Self(figures))
    }

    /// Of a request: the experiment is run for them.
    pub(super) fn of(request: &MonitorRequest) -> Result<Self, MonitorError> {
        let experiment = request.experiment()?;
        check_year(&experiment, request.year)?;
        let ensemble = Ensemble::draw(&experiment, &request.kept())?;
        Self::of_ensemble(request, &experiment, &ensemble)
    }

    /// Of the draws of a request.
    pub(super) fn of_ensemble(
        request: &MonitorRequest,
        experiment: &Experiment,
        ensemble: &Ensemble,
    ) -> Result<Self, MonitorError> {
        let observed = last_ratio(&request.economy)?.1;
        let place = place_of(experiment, request.year);
        let ratios = DrawnRatios::of(ensemble, place)?;
        let years = request.year - experiment.baseline.last_observation();
        let sd = RatioError::of(&request.economy, years).map_or(0.0, |error| error.after(years));
        let gap = request.target - ratios.statistics(0.0).mean;
        let gdp = experiment.baseline.gdp().get(place).copied().unwrap_or(f64::NAN);
        let mean = |variable| {
            let by_year = ensemble.statistics(variable, Kind::Deviation)?;
            Ok::<f64, MonitorError>(by_year.at(request.year)?.mean)
        };
        let [effect, debt] = [mean(Variable::Gdp)?, mean(Variable::DebtRatio)?];
        let value = |figure| {
            Some(match figure {
                KeyFigure::RdIntensityObserved => observed,
                KeyFigure::RdIntensityProjected => request.target - gap,
                KeyFigure::ProbabilityOfTarget => ratios.probability(request.target, sd).value,
                KeyFigure::GapShare => gap,
                KeyFigure::GapMoney => gap * gdp,
                KeyFigure::GdpEffect => effect,
                KeyFigure::DebtEffect => debt,
            })
        };
        Ok(Self::from_values(value).unwrap_or(Self([f64::NAN; KeyFigure::ALL.len()])))
    }
}

/// The year of the last observation of R&D over GDP, and the ratio, a share.
pub(super) fn last_ratio(economy: &Economy) -> Result<(i32, f64), MonitorError> {
    let last = economy.observed(SeriesName::RdTotal)?.last;
    Ok((last, economy.series(SeriesName::RdTotal)?.require(last)? / 100.0))
}

/// The number of a year among those of the results.
pub(super) fn place_of(experiment: &Experiment, year: i32) -> usize {
    usize::try_from(year - experiment.baseline.last_observation()).unwrap_or(0)
}

/// The year of the target is one to come, within the horizon.
pub(super) fn check_year(experiment: &Experiment, year: i32) -> Result<(), MonitorError> {
    let (first, horizon) = (experiment.baseline.last_observation() + 1, experiment.baseline.horizon());
    if (first..=horizon).contains(&year) {
        return Ok(());
    }
    Err(MonitorError::Year { found: year, first, horizon })
}
