//! The documents `kennis.parameters/1` and `kennis.instruments/1`.

use super::document::Object;
use super::long_csv::LongCsv;
use crate::model::Instrument;
use crate::parameters::{Origin, ParameterId, ParameterSet};
use crate::report::{PriorPredictive, points};

/// What a document that rests on a set of parameters starts with.
pub(super) fn header(
    schema: &str,
    parameters: &ParameterSet,
    vintage: &str,
    price_base: i32,
    command: &str,
) -> Object {
    calculated(schema, parameters.hash(), vintage, price_base, command, Vec::new())
}

/// What every document of a calculation starts with.
pub(super) fn calculated(
    schema: &str,
    parameters_hash: String,
    vintage: &str,
    price_base: i32,
    command: &str,
    warnings: Vec<String>,
) -> Object {
    let mut document = Object::document(schema);
    document
        .text("version", env!("CARGO_PKG_VERSION"))
        .text("data_vintage", vintage)
        .text("parameters_hash", parameters_hash)
        .whole("price_base", price_base)
        .text("command", command)
        .texts("warnings", warnings);
    document
}

/// One parameter: what the table says, and its distribution in this set.
fn parameter(id: ParameterId, parameters: &ParameterSet) -> Object {
    let row = id.row();
    let distribution = parameters.distribution(id);
    let mut object = Object::new();
    object
        .text("name", row.name)
        .text("symbol", row.symbol)
        .text("unit", row.unit)
        .text("distribution", parameters.described(id));
    let reason = "a scenario that uses it must give it";
    let [low, centre, high] = points(parameters, id).map(|value| (!distribution.is_unset()).then_some(value));
    object
        .number_or("p05", low, reason)
        .number_or("p50", centre, reason)
        .number_or("p95", high, reason)
        .number_or("lower", Some(distribution.lower).filter(|v| v.is_finite()), "no bound")
        .number_or("upper", Some(distribution.upper).filter(|v| v.is_finite()), "no bound")
        .text("layer", row.layer.name())
        .text("evidence", row.evidence.name())
        .text("evidence_grade", row.evidence.grade().to_string())
        .text("source", row.source)
        .text("origin", parameters.origin(id).name())
        .flag("differs", *distribution != row.prior || parameters.origin(id) == Origin::Posterior);
    object
}

/// The document of the parameters, with what they say of GDP before any data.
#[must_use]
pub fn parameters_document(
    parameters: &ParameterSet,
    predictive: &[PriorPredictive],
    vintage: &str,
    price_base: i32,
    command: &str,
) -> Object {
    let mut document = header("kennis.parameters/1", parameters, vintage, price_base, command);
    document.objects("parameters", ParameterId::all().map(|id| parameter(id, parameters)));
    document.objects(
        "prior_predictive",
        predictive.iter().map(|prior| {
            let mut object = Object::new();
            object
                .text("scenario", prior.scenario.clone())
                .text("variable", "gdp")
                .text("deviation_unit", "percent")
                .wholes("years", prior.years.iter().map(|(year, _)| *year));
            let mut statistics = Object::new();
            for (position, (name, _)) in prior.years.iter().take(1).flat_map(|(_, s)| s.iter()).enumerate() {
                statistics.numbers(
                    name,
                    prior.years.iter().filter_map(|(_, s)| s.iter().nth(position).map(|(_, value)| value)),
                );
            }
            object.object("deviation", statistics);
            object
        }),
    );
    document
}

/// The points of a parameter, after truncation, and its bounds.
fn parameter_rows(csv: &mut LongCsv, name: &str, id: ParameterId, parameters: &ParameterSet) {
    let distribution = parameters.distribution(id);
    let points = points(parameters, id).map(|value| (!distribution.is_unset()).then_some(value));
    for (statistic, value) in ["p05", "p50", "p95"].into_iter().zip(points) {
        csv.row((name, "prior", statistic), None, value, id.row().unit);
    }
    csv.row((name, "bound", "lower"), None, distribution.lower, id.row().unit);
    csv.row((name, "bound", "upper"), None, distribution.upper, id.row().unit);
}

/// The parameters as long CSV: points and bounds of each, and what they say of GDP before any data as
/// `gdp.SCENARIO`.
#[must_use]
pub fn parameters_csv(parameters: &ParameterSet, predictive: &[PriorPredictive]) -> String {
    let mut csv = LongCsv::new();
    for id in ParameterId::all() {
        parameter_rows(&mut csv, id.name(), id, parameters);
    }
    for prior in predictive {
        let years = prior.years.iter().map(|(year, statistics)| (*year, statistics));
        csv.statistics((&format!("gdp.{}", prior.scenario), "deviation"), years, "percent");
    }
    csv.into_text()
}

/// The instruments as long CSV: the points and bounds of their parameters as `INSTRUMENT.PARAMETER`.
#[must_use]
pub fn instruments_csv(parameters: &ParameterSet) -> String {
    let mut csv = LongCsv::new();
    for instrument in Instrument::ALL {
        for id in instrument.row().parameters {
            parameter_rows(&mut csv, &format!("{instrument}.{}", id.name()), *id, parameters);
        }
    }
    csv.into_text()
}

/// The document of the instruments.
#[must_use]
pub fn instruments_document(
    parameters: &ParameterSet,
    vintage: &str,
    price_base: i32,
    command: &str,
) -> Object {
    let mut document = header("kennis.instruments/1", parameters, vintage, price_base, command);
    document.objects(
        "instruments",
        Instrument::ALL.iter().map(|instrument| {
            let row = instrument.row();
            let mut object = Object::new();
            object
                .text("name", instrument.name())
                .texts("units", instrument.units().iter().map(|unit| unit.name()))
                .text("money", row.money)
                .text("response", row.response)
                .objects("parameters", row.parameters.iter().map(|id| parameter(*id, parameters)));
            object
        }),
    );
    document
}
