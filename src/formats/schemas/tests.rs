//! The schemas that are checked in are those of the shapes, and the readers take and refuse the same keys.

use super::SCHEMAS;
use super::shapes::{ParameterFile, ScenarioFile, schema_of};
use crate::formats::distribution::{BOUNDS, KINDS};
use crate::formats::{parameter_file, read_parameters, read_scenario, run_json, scenario_file};
use crate::parameters::ParameterId;
use crate::scenario::CheckContext;
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;

fn checked_in(name: &str) -> Value {
    let schema = SCHEMAS.iter().find(|schema| schema.name == name).unwrap();
    serde_json::from_str(schema.text).unwrap()
}

#[test]
fn the_schemas_of_files_are_those_of_the_shapes() {
    for (name, schema) in [
        ("kennis.scenario/1", schema_of::<ScenarioFile>("kennis.scenario/1")),
        ("kennis.parameters/1", schema_of::<ParameterFile>("kennis.parameters/1")),
    ] {
        if std::env::var_os("KENNIS_WRITE_SCHEMAS").is_some() {
            let file = format!("{}/schemas/{}.json", env!("CARGO_MANIFEST_DIR"), name.replace('/', "."));
            std::fs::write(file, format!("{}\n", serde_json::to_string_pretty(&schema).unwrap())).unwrap();
        } else {
            assert_eq!(checked_in(name), schema, "{name}: write it anew with KENNIS_WRITE_SCHEMAS=1");
        }
    }
}

#[test]
fn every_schema_is_json_that_names_its_draft_and_title() {
    for schema in SCHEMAS {
        let json: Value = serde_json::from_str(schema.text).unwrap();
        assert_eq!(json["title"], schema.name);
        assert_eq!(json["$schema"], "https://json-schema.org/draft/2020-12/schema");
    }
}

fn names(value: &Value) -> BTreeSet<&str> {
    match value {
        Value::Object(object) => object.keys().map(String::as_str).collect(),
        Value::Array(items) => items.iter().filter_map(Value::as_str).collect(),
        _ => BTreeSet::new(),
    }
}

fn set<'a>(keys: impl IntoIterator<Item = &'a str>) -> BTreeSet<&'a str> {
    keys.into_iter().collect()
}

#[test]
fn reader_and_schema_know_the_same_keys() {
    let scenario = checked_in("kennis.scenario/1");
    let parameters = checked_in("kennis.parameters/1");
    let definitions = &scenario["$defs"];
    for (schema, keys) in [
        (&scenario, scenario_file::KEYS),
        (&definitions["Financing"], scenario_file::FINANCING_KEYS),
        (&definitions["Measure"], scenario_file::MEASURE_KEYS),
        (&definitions["Target"], scenario_file::TARGET_KEYS),
        (&parameters, parameter_file::KEYS),
    ] {
        assert_eq!(names(&schema["properties"]), set(keys.iter().copied()));
        assert_eq!(schema["additionalProperties"], false);
    }
    let request = checked_in("kennis.request/1");
    assert_eq!(names(&request["properties"]), set(run_json::REQUEST_KEYS.iter().copied()));
    let options = &request["properties"]["options"]["properties"];
    assert_eq!(names(options), set(run_json::OPTION_KEYS.iter().copied()));
    let all = set(ParameterId::all().map(ParameterId::name));
    assert_eq!(names(&scenario["properties"]["parameters"]["properties"]), all);
    assert_eq!(scenario["properties"]["parameters"], parameters["properties"]["parameters"]);

    let kinds = definitions["Distribution"]["oneOf"].as_array().unwrap();
    assert_eq!(kinds.len(), KINDS.len());
    for (kind, (name, needed)) in kinds.iter().zip(KINDS) {
        assert_eq!(kind["properties"]["distribution"]["const"], *name);
        let keys = needed.iter().copied().chain(["distribution"]);
        assert_eq!(names(&kind["required"]), set(keys.clone()), "{name}");
        assert_eq!(names(&kind["properties"]), set(keys.chain(BOUNDS)), "{name}");
    }
}

/// One line for each key of a scenario's parts, all valid together.
const PARTS: &[(&str, &str, &[&str])] = &[
    (
        "",
        "",
        &[
            "schema = \"kennis.scenario/1\"",
            "name = \"n\"",
            "country = \"NLD\"",
            "horizon = 2060",
            "price_base = 2023",
            "structure = \"all\"",
            "capital_closure = \"user_cost\"",
            "gestation = \"pascal\"",
        ],
    ),
    ("Financing", "[financing]", &["method = \"debt\""]),
    (
        "Measure",
        "[[measures]]",
        &[
            "name = \"m\"",
            "instrument = \"education\"",
            "unit = \"years_of_schooling\"",
            "amount = 0.1",
            "from = 2026",
            "until = 2040",
            "ramp_years = 2",
            "entry_lag = 1.0",
            "cost_per_unit = 1.0",
        ],
    ),
    (
        "Target",
        "[[targets]]",
        &["variable = \"rd_intensity\"", "from = 2025", "year = 2030", "value = 0.03", "public_share = 0.4"],
    ),
];

/// What the reader says of the scenario without one line; empty where it reads.
fn without(left_out: &str) -> String {
    let mut text = String::new();
    for (_, header, lines) in PARTS {
        text += &format!("{header}\n");
        for line in lines.iter().filter(|line| **line != left_out) {
            text += &format!("{line}\n");
        }
    }
    let read = read_scenario(text.as_bytes(), "s", Path::new(""), &CheckContext::netherlands());
    read.err().map(|error| error.to_string()).unwrap_or_default()
}

#[test]
fn reader_and_schema_ask_for_the_same_keys() {
    let scenario = checked_in("kennis.scenario/1");
    assert_eq!(without(""), "");
    for (part, _, lines) in PARTS {
        let schema = if part.is_empty() { &scenario } else { &scenario["$defs"][*part] };
        let required = names(&schema["required"]);
        for line in *lines {
            let key = line.split(' ').next().unwrap();
            // The amount is asked for by the choice between it and path.
            let asked = required.contains(key) || key == "amount";
            assert_eq!(without(line).contains(&format!("{key}: found nothing")), asked, "{part} {key}");
        }
    }
    let error = read_parameters(b"a = 1", "p").unwrap_err().to_string();
    let parameters = checked_in("kennis.parameters/1");
    for key in names(&parameters["required"]) {
        assert!(error.contains(&format!("{key}: found nothing")), "{error}");
    }
}
