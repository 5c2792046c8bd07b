//! The schemas that are checked in are those of the shapes, and the readers take and refuse the same keys.

use super::SCHEMAS;
use super::derive::schema_of;
use super::shapes::{
    ActionsFileOrDocument, EducationFileOrDocument, OneOrMoreAppraised, ParametersFileOrDocument, Request,
    ScenarioFile, StructuresOrScenarios,
};
use crate::formats::distribution::{BOUNDS, KINDS};
use crate::formats::{
    action_table_file, documents, education_file, parameter_file, read_parameters, read_scenario,
    request_json, scenario_file,
};
use crate::parameters::ParameterId;
use crate::scenario::CheckContext;
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;

fn checked_in(name: &str) -> Value {
    let schema = SCHEMAS.iter().find(|schema| schema.name == name).unwrap();
    serde_json::from_str(schema.text).unwrap()
}

/// The block of parameters stands in the schema of parameters; others refer to it.
fn with_parameters_elsewhere(mut schema: Value) -> Value {
    schema["$defs"].as_object_mut().unwrap().retain(|name, _| name != "Parameters" && name != "Distribution");
    let reference = &mut schema["properties"]["parameters"]["$ref"];
    assert_eq!(*reference, "#/$defs/Parameters");
    *reference = "kennis.parameters.1.json#/$defs/Parameters".into();
    schema
}

/// Schemas whose types this build does not have.
fn not_built(name: &str) -> bool {
    match name {
        "kennis.calibrate/1" | "kennis.backtest/1" => !cfg!(feature = "calibrate"),
        "kennis.card/1" => !cfg!(feature = "card"),
        "kennis.monitor/1" => !cfg!(feature = "monitor"),
        "kennis.shard/1" => !cfg!(feature = "shards"),
        _ => false,
    }
}

fn derived(name: &str) -> Option<Value> {
    Some(match name {
        "kennis.scenario/1" => with_parameters_elsewhere(schema_of::<ScenarioFile>(name)),
        "kennis.parameters/1" => schema_of::<ParametersFileOrDocument>(name),
        "kennis.request/1" => with_parameters_elsewhere(schema_of::<Request>(name)),
        "kennis.run/1" => schema_of::<documents::RunDocument>(name),
        #[cfg(feature = "shards")]
        "kennis.shard/1" => schema_of::<documents::ShardDocument>(name),
        "kennis.levers/1" => schema_of::<documents::LeversDocument>(name),
        "kennis.compare/1" => schema_of::<StructuresOrScenarios>(name),
        "kennis.cba/1" => schema_of::<OneOrMoreAppraised>(name),
        "kennis.actions/1" => schema_of::<ActionsFileOrDocument>(name),
        "kennis.sensitivity/1" => schema_of::<documents::SensitivityDocument>(name),
        "kennis.solve/1" => schema_of::<documents::SolveDocument>(name),
        "kennis.project/1" => schema_of::<documents::ProjectDocument>(name),
        "kennis.validate/1" => schema_of::<documents::ValidateDocument>(name),
        "kennis.data/1" => schema_of::<documents::DataDocument>(name),
        "kennis.error/1" => schema_of::<documents::ErrorDocument>(name),
        "kennis.instruments/1" => schema_of::<documents::InstrumentsDocument>(name),
        "kennis.education/1" => schema_of::<EducationFileOrDocument>(name),
        "kennis.letter/1" => schema_of::<documents::LetterDocument>(name),
        "kennis.manifest/1" => schema_of::<documents::ManifestDocument>(name),
        #[cfg(feature = "card")]
        "kennis.card/1" => schema_of::<documents::CardDocument>(name),
        #[cfg(feature = "monitor")]
        "kennis.monitor/1" => schema_of::<documents::MonitorDocument>(name),
        #[cfg(feature = "calibrate")]
        "kennis.calibrate/1" => schema_of::<documents::CalibrateDocument>(name),
        #[cfg(feature = "calibrate")]
        "kennis.backtest/1" => schema_of::<documents::BacktestDocument>(name),
        _ => return None,
    })
}

#[test]
fn the_schemas_are_those_of_the_types() {
    for schema in SCHEMAS {
        let Some(derived) = derived(schema.name) else {
            assert!(not_built(schema.name), "{}: which type is it made from?", schema.name);
            continue;
        };
        if std::env::var_os("KENNIS_WRITE_SCHEMAS").is_some() {
            let file = format!("{}/schemas/{}", env!("CARGO_MANIFEST_DIR"), schema.file());
            std::fs::write(file, format!("{derived:#}\n")).unwrap();
        } else {
            assert_eq!(
                checked_in(schema.name),
                derived,
                "{}: write it anew with KENNIS_WRITE_SCHEMAS=1",
                schema.name
            );
        }
    }
}

/// Nothing that the types leave out is checked in by hand.
#[test]
fn every_file_of_schemas_is_listed() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas");
    let there: BTreeSet<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(there, SCHEMAS.iter().map(|schema| schema.file()).collect());
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
    let actions = checked_in("kennis.actions/1");
    let education = checked_in("kennis.education/1");
    let definitions = &scenario["$defs"];
    for (schema, keys) in [
        (&scenario, scenario_file::KEYS),
        (&definitions["Financing"], scenario_file::FINANCING_KEYS),
        (&definitions["Appraisal"], scenario_file::APPRAISAL_KEYS),
        (&definitions["Measure"], scenario_file::MEASURE_KEYS),
        (&definitions["Target"], scenario_file::TARGET_KEYS),
        (&definitions["Foreign"], scenario_file::FOREIGN_KEYS),
        (&parameters["$defs"]["ParameterFile"], parameter_file::KEYS),
        (&actions["$defs"]["ActionsFile"], action_table_file::KEYS),
        (&actions["$defs"]["Action"], action_table_file::ACTION_KEYS),
        (&actions["$defs"]["Money"], action_table_file::MONEY_KEYS),
        (&education["$defs"]["EducationFile"], education_file::KEYS),
        (&education["$defs"]["Months"], education_file::MONTHS_KEYS),
        (&education["$defs"]["Conversion"], education_file::CONVERSION_KEYS),
        (&education["$defs"]["Intervention"], education_file::INTERVENTION_KEYS),
        (&education["$defs"]["Points"], education_file::POINTS_KEYS),
        (&education["$defs"]["Cost"], education_file::COST_KEYS),
    ] {
        assert_eq!(names(&schema["properties"]), set(keys.iter().copied()));
        assert_eq!(schema["additionalProperties"], false);
    }
    let request = checked_in("kennis.request/1");
    assert_eq!(names(&request["properties"]), set(request_json::REQUEST_KEYS.iter().copied()));
    let options = &request["$defs"]["Options"];
    assert_eq!(options["additionalProperties"], false);
    assert_eq!(names(&options["properties"]), set(request_json::OPTION_KEYS.iter().copied()));
    let all = set(ParameterId::all().map(ParameterId::name));
    assert_eq!(names(&parameters["$defs"]["Parameters"]["properties"]), all);

    let kinds = parameters["$defs"]["Distribution"]["oneOf"].as_array().unwrap();
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
            "research_price = \"off\"",
            "capital_closure = \"user_cost\"",
            "gestation = \"pascal\"",
            "cohorts = \"working_life\"",
        ],
    ),
    ("Financing", "[financing]", &["method = \"debt\""]),
    (
        "Appraisal",
        "[appraisal]",
        &["discounting = \"nl_2021\"", "residual_value = \"none\"", "pro_memorie = [\"health\"]"],
    ),
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
            "action = 9",
            "solve = false",
        ],
    ),
    (
        "Target",
        "[[targets]]",
        &["variable = \"rd_intensity\"", "from = 2025", "year = 2030", "value = 0.03", "public_share = 0.4"],
    ),
    #[cfg(feature = "panel")]
    ("Foreign", "[[foreign]]", &["countries = \"EU\"", "year = 2031", "value = 0.031", "rule = \"exactly\""]),
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
            // The amount and its first year are asked for by the choice between them and path.
            let asked = required.contains(key) || names(&schema["oneOf"][0]["required"]).contains(key);
            assert_eq!(without(line).contains(&format!("{key}: found nothing")), asked, "{part} {key}");
        }
    }
    let error = read_parameters(b"a = 1", "p").unwrap_err().to_string();
    let parameters = checked_in("kennis.parameters/1");
    for key in names(&parameters["$defs"]["ParameterFile"]["required"]) {
        assert!(error.contains(&format!("{key}: found nothing")), "{error}");
    }
}
