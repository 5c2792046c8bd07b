//! The document `kennis.run/1`.

use super::document::Object;
use super::long_csv::LongCsv;
use super::table_documents::calculated;
use crate::ensemble::{Ensemble, Kind, Precision, ReturnStatistics, Settings};
use crate::parameters::JointDraws;
use crate::simulate::{Experiment, Variable};
use crate::statistics::Statistics;
use crate::structures::ByStock;

/// The document of a run. `command` is the command that reproduces it.
#[must_use]
pub fn run_document(
    experiment: &Experiment,
    ensemble: &Ensemble,
    settings: &Settings,
    command: &str,
) -> Object {
    let mut document = header("kennis.run/1", experiment, command);
    draws(&mut document, experiment, ensemble, settings);
    document
        .text("country", experiment.baseline.country.clone())
        .text("scenario", experiment.scenario.name.clone())
        .text("structure", structure_name(experiment))
        .object("structures", weights(experiment))
        .flag("check_run", ensemble.is_check_run)
        .wholes("years", experiment.baseline.years.iter().take(ensemble.years()))
        .object("variables", variables(experiment, |variable, kind| ensemble.statistics(variable, kind)))
        .object("channels", channels(ensemble))
        .object("returns", returns(ensemble.gross_returns(), ensemble.internal_rates()))
        .objects("parameters", differences(experiment));
    if let Some(draws) = experiment.parameters.joint() {
        document.object("posterior", posterior(draws));
    }
    if settings.draws == 1
        && let Ok(values) = settings.draw_parameters(experiment, settings.first_draw)
    {
        let mut object = Object::new();
        for (name, value) in values {
            object.number(&name, value);
        }
        document.count("draw", settings.first_draw).object("draw_parameters", object);
    }
    document
}

/// What every document starts with.
pub(super) fn header(schema: &str, experiment: &Experiment, command: &str) -> Object {
    let (baseline, parameters) = (&experiment.baseline, &experiment.parameters);
    let warnings = experiment.warnings.clone();
    calculated(schema, parameters.hash(), &baseline.vintage, baseline.price_base, command, warnings)
}

pub(super) fn draws(
    document: &mut Object,
    experiment: &Experiment,
    ensemble: &Ensemble,
    settings: &Settings,
) {
    let mut dropped = Object::new();
    for member in &ensemble.members {
        dropped.count(member.structure, member.dropped);
    }
    document
        .count("seed", settings.seed)
        .count("draws", settings.draws)
        .object("draws_dropped", dropped)
        .texts("layers", settings.layers_on(experiment));
    if let Some(precision) = &settings.precision {
        document.object("precision", precision_reached(precision));
    }
}

/// What was asked, in percentage points of the mean deviation of GDP in the last year, and what came of it.
fn precision_reached(precision: &Precision) -> Object {
    let mut object = Object::new();
    object
        .text("of", "Monte Carlo standard error of the mean deviation of GDP in the last year")
        .text("unit", "percentage_points")
        .number("asked", precision.asked)
        .number("mc_error", precision.mc_error)
        .flag("reached", precision.is_reached())
        .count("most_draws", precision.most_draws);
    object
}

fn structure_name(experiment: &Experiment) -> &'static str {
    match experiment.structures.as_slice() {
        [(only, _)] => only.name(),
        _ => "mixture",
    }
}

fn weights(experiment: &Experiment) -> Object {
    let mut object = Object::new();
    for (name, weight) in &experiment.structures {
        object.number(name.name(), *weight);
    }
    object
}

/// Lists over years by statistic.
fn by_statistic(statistics: &[Statistics]) -> Object {
    let mut object = Object::new();
    let Some(first) = statistics.first() else { return object };
    for (position, (name, _)) in first.iter().enumerate() {
        object
            .numbers(name, statistics.iter().filter_map(|s| s.iter().nth(position).map(|(_, value)| value)));
    }
    object
}

/// The variables with the statistics that `of` gives.
pub(super) fn variables(
    experiment: &Experiment,
    of: impl Fn(Variable, Kind) -> Option<Vec<Statistics>>,
) -> Object {
    let mut object = Object::new();
    for variable in Variable::ALL {
        let Some(deviation) = of(*variable, Kind::Deviation) else { continue };
        let mut entry = Object::new();
        entry
            .text("unit", variable.unit(&experiment.baseline.currency_unit))
            .text("deviation_unit", variable.deviation_unit());
        for kind in [Kind::Baseline, Kind::Scenario] {
            match of(*variable, kind) {
                Some(statistics) => entry.object(kind.name(), by_statistic(&statistics)),
                None => entry.null(
                    kind.name(),
                    "the data has no level of this variable: it is a change against the baseline",
                ),
            };
        }
        entry.object(Kind::Deviation.name(), by_statistic(&deviation));
        object.object(variable.name(), entry);
    }
    object
}

fn channels(ensemble: &Ensemble) -> Object {
    let mut gdp = Object::new();
    let mut tfp = Object::new();
    for channel in ensemble.channels() {
        if let Some(statistics) = ensemble.gdp_channel(channel) {
            gdp.object(channel.name(), by_statistic(&statistics));
        }
        if let Some(statistics) = ensemble.tfp_channel(channel) {
            tfp.object(channel.name(), by_statistic(&statistics));
        }
    }
    let mut object = Object::new();
    object.text("unit", "log_points").object("gdp", gdp).object("tfp", tfp);
    object
}

/// Gross returns and internal rates of the business and the public stock.
pub(super) fn returns(gross: ByStock<ReturnStatistics>, rate: ByStock<ReturnStatistics>) -> Object {
    let mut object = Object::new();
    for (name, gross, rate) in
        [("business", &gross.business, &rate.business), ("public", &gross.public, &rate.public)]
    {
        let mut entry = Object::new();
        put_return(&mut entry, "gross_return", gross, "the structure implies no return on this stock");
        let reason = "the return pays back the outlay in no draw";
        put_return(&mut entry, "internal_rate_of_return", rate, reason);
        object.object(name, entry);
    }
    object
}

fn put_return(entry: &mut Object, key: &str, value: &ReturnStatistics, reason: &str) {
    match &value.statistics {
        None => {
            entry.null(key, reason);
        }
        Some(statistics) => {
            let mut object = Object::new();
            for (name, number) in statistics.iter() {
                object.number(name, number);
            }
            object.number("share_defined", value.share_defined);
            entry.object(key, object);
        }
    }
}

/// The parameters that differ from the defaults.
pub(super) fn differences(experiment: &Experiment) -> Vec<Object> {
    let set = &experiment.parameters;
    set.differences()
        .map(|id| {
            let mut object = Object::new();
            object
                .text("name", id.name())
                .text("distribution", set.described(id))
                .text("default", id.row().prior.to_string())
                .text("origin", set.origin(id).name());
            object
        })
        .collect()
}

/// The rows that the draws take.
fn posterior(draws: &JointDraws) -> Object {
    let mut object = Object::new();
    object
        .text("name", draws.name.clone())
        .count("rows", draws.len() as u64)
        .text("structure", draws.structure.clone())
        .text("country", draws.country.clone())
        .text("data", draws.data.clone());
    object
}

/// The run as long CSV: `variable,kind,statistic,year,value,unit`.
#[must_use]
pub fn run_csv(experiment: &Experiment, ensemble: &Ensemble) -> String {
    let mut csv = LongCsv::new();
    variable_rows(&mut csv, experiment, "", |variable, kind| ensemble.statistics(variable, kind));
    let years = || experiment.baseline.years.iter();
    for channel in ensemble.channels() {
        for (output, statistics) in
            [("gdp", ensemble.gdp_channel(channel)), ("tfp", ensemble.tfp_channel(channel))]
        {
            let statistics = statistics.unwrap_or_default();
            csv.statistics(
                (&format!("{output}.{channel}"), "channel"),
                years().zip(&statistics),
                "log_points",
            );
        }
    }
    csv.into_text()
}

/// The rows of all variables and kinds, under names that start with `prefix`.
pub(super) fn variable_rows(
    csv: &mut LongCsv,
    experiment: &Experiment,
    prefix: &str,
    of: impl Fn(Variable, Kind) -> Option<Vec<Statistics>>,
) {
    for variable in Variable::ALL {
        for kind in Kind::ALL {
            let Some(statistics) = of(*variable, kind) else { continue };
            let unit = match kind {
                Kind::Deviation => variable.deviation_unit().to_owned(),
                _ => variable.unit(&experiment.baseline.currency_unit),
            };
            let years = experiment.baseline.years.iter().zip(&statistics);
            csv.statistics((&format!("{prefix}{variable}"), kind.name()), years, &unit);
        }
    }
}
