//! GDP alone as a program asks for it, and the figures of it whose Monte Carlo error is known.

use kennis::ensemble::PreciseFigure;
use kennis::{Ensemble, Experiment, Kind, SamplingPlan, Settings, Statistics, Variable};

/// Settings under which GDP alone is simulated, by the plan of that name, and kept in the last year.
pub(crate) fn gdp_alone(experiment: &Experiment, plan: &str, draws: u64) -> Result<Settings, String> {
    let names = SamplingPlan::NAMES.join(", ");
    let plan = SamplingPlan::from_name(plan, draws)
        .ok_or_else(|| format!("--plan: found {plan:?}, expected one of {names}"))?;
    let settings = Settings::default().with_draws(draws).with_plan(plan).with_hold_draws(false);
    let settings = settings.with_variables(vec![Variable::Gdp]).with_channels(false);
    Ok(settings.with_first_year(experiment.scenario().horizon))
}

/// Statistics of the deviation of GDP in the last year.
pub(crate) fn last_year(
    experiment: &Experiment,
    settings: &Settings,
) -> Result<Statistics, Box<dyn std::error::Error>> {
    let ensemble = Ensemble::draw(experiment, settings)?;
    let gdp = ensemble.statistics(Variable::Gdp, Kind::Deviation)?;
    Ok(*gdp.at(experiment.scenario().horizon)?)
}

/// The figure among the statistics.
pub(crate) fn value(figure: PreciseFigure, statistics: &Statistics) -> f64 {
    match figure {
        PreciseFigure::P05 => statistics.p05,
        PreciseFigure::P50 => statistics.p50,
        PreciseFigure::P95 => statistics.p95,
        _ => statistics.mean,
    }
}
