//! What is to come: the projection of R&D over GDP with its fan, the target, what policy adds, and the money that the target takes.

use super::drawn_ratios::DrawnRatios;
use super::error::MonitorError;
use super::key_figures::{KeyFigures, check_year, place_of};
use super::money_needed::{INSTRUMENTS, MoneyNeeded, MoneyQuestion};
use super::ratio_error::RatioError;
use super::request::{KEPT, MonitorRequest};
use crate::ensemble::{Ensemble, Kind, StatisticsByYear};
use crate::policy::{Attribution, Package};
use crate::simulate::{Experiment, Variable};
use crate::statistics::{Estimate, Statistics};

/// What is to come.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Outlook {
    /// What was simulated.
    pub experiment: Experiment,
    /// Draws that were dropped and draws that do not settle, by structure.
    pub left_out: Vec<(&'static str, u64, u64)>,
    /// The error of the projection; none where the past is too short to tell it.
    pub ratio_error: Option<RatioError>,
    /// R&D over GDP with policy, from the last observation on, with the error of the projection.
    pub rd_intensity: StatisticsByYear,
    /// R&D over GDP in the year of the target without that error: what draws of the model differ by.
    pub without_error: Statistics,
    /// The probability that the ratio comes to the target in its year.
    pub probability: Estimate,
    /// What lacks to the target, share of GDP: negative where it is passed.
    pub gap: Statistics,
    /// GDP of the baseline in the year of the target, billion.
    pub gdp: f64,
    /// The figures that another monitor is compared by.
    pub key_figures: KeyFigures,
    /// The probability of the target against money.
    pub money_needed: Vec<MoneyNeeded>,
    /// What policy adds, by variable and year, against the baseline.
    pub effects: Vec<(Variable, StatisticsByYear)>,
    /// What each action adds in the year of the target; none where no measure carries an action.
    pub attribution: Option<Attribution>,
}

impl Outlook {
    pub(super) fn of(
        request: &MonitorRequest,
        experiment: Experiment,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<Self, MonitorError> {
        check_year(&experiment, request.year)?;
        let ensemble = Ensemble::draw_with(&experiment, &request.kept(), progress)?;
        let last = experiment.baseline.last_observation();
        let ratio_error = RatioError::of(&request.economy, request.year - last);
        let sd = |years| ratio_error.map_or(0.0, |error| error.after(years));
        let mut by_year = Vec::new();
        for (place, year) in experiment.baseline.years().iter().enumerate() {
            by_year.push(DrawnRatios::of(&ensemble, place)?.statistics(sd(year - last)));
        }
        let place = place_of(&experiment, request.year);
        let ratios = DrawnRatios::of(&ensemble, place)?;
        let with_error = ratios.statistics(sd(request.year - last));
        let gdp = experiment.baseline.gdp().get(place).copied().unwrap_or(f64::NAN);
        let without_error = ratios.statistics(0.0);
        let lacks = request.target - without_error.mean;
        let question = MoneyQuestion::new(request, &experiment, sd(request.year - last))?;
        let mut money_needed = Vec::new();
        if request.settings.draws > 0 && lacks > 0.0 && experiment.scenario.targets.is_empty() {
            for instrument in INSTRUMENTS {
                money_needed.push(question.curve(instrument, lacks * gdp)?);
            }
        }
        Ok(Self {
            left_out: ensemble.structures().map(|one| (one.name(), one.dropped(), one.unstable())).collect(),
            ratio_error,
            rd_intensity: StatisticsByYear::new(last, by_year),
            without_error,
            probability: ratios.probability(request.target, sd(request.year - last)),
            gap: with_error.subtracted_from(request.target),
            gdp,
            key_figures: KeyFigures::of_ensemble(request, &experiment, &ensemble)?,
            money_needed,
            effects: effects(&ensemble)?,
            attribution: attribution(request, &experiment)?,
            experiment,
        })
    }
}

fn effects(ensemble: &Ensemble) -> Result<Vec<(Variable, StatisticsByYear)>, MonitorError> {
    let effect = |variable: &Variable| Ok((*variable, ensemble.statistics(*variable, Kind::Deviation)?));
    KEPT.iter().map(effect).collect()
}

fn attribution(
    request: &MonitorRequest,
    experiment: &Experiment,
) -> Result<Option<Attribution>, MonitorError> {
    if experiment.scenario.measures.iter().all(|measure| measure.action.is_none()) {
        return Ok(None);
    }
    let settings = request.settings.clone().with_hold_draws(false);
    Ok(Some(Package::of(experiment).at(request.year).run(&settings, &mut |_, _| ())?))
}
