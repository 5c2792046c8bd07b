//! The document of a run keeps to its schema, and `--out` writes what its manifest lists.

#![allow(clippy::unwrap_used, reason = "tests")]

use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::Command;

fn kennis(folder: &Path, arguments: &[&str]) -> String {
    let output =
        Command::new(env!("CARGO_BIN_EXE_kennis")).current_dir(folder).args(arguments).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// Where a value breaks its schema; the keywords are those that our schemas use.
fn breaches(root: &Value, schema: &Value, value: &Value, path: &str) -> Vec<String> {
    if let Some(reference) = schema["$ref"].as_str() {
        return breaches(root, root.pointer(&reference[1..]).unwrap(), value, path);
    }
    let mut found = Vec::new();
    let of_type = |name: &str| match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "number" => value.is_number(),
        "integer" => value.is_i64() || value.is_u64(),
        "boolean" => value.is_boolean(),
        _ => value.is_null(),
    };
    let right = match &schema["type"] {
        Value::String(name) => of_type(name),
        Value::Array(names) => names.iter().any(|name| of_type(name.as_str().unwrap())),
        _ => true,
    };
    let named = schema["enum"].as_array().is_none_or(|names| names.contains(value));
    let constant = schema.get("const").is_none_or(|constant| constant == value);
    let choices = schema["anyOf"].as_array();
    let chosen = choices.is_none_or(|all| all.iter().any(|one| breaches(root, one, value, path).is_empty()));
    if !(right && named && constant && chosen) {
        found.push(format!("{path}: {value:.80}"));
    }
    for key in schema["required"].as_array().into_iter().flatten() {
        if value.get(key.as_str().unwrap()).is_none() {
            found.push(format!("{path}.{key}: missing"));
        }
    }
    for (key, member) in value.as_object().into_iter().flatten() {
        let known = schema["properties"].get(key).or(schema.get("additionalProperties"));
        if let Some(known) = known {
            found.extend(breaches(root, known, member, &format!("{path}.{key}")));
        }
    }
    for (index, item) in value.as_array().into_iter().flatten().enumerate() {
        found.extend(breaches(root, &schema["items"], item, &format!("{path}[{index}]")));
    }
    found
}

/// The schema of that name, as the program prints it.
fn schema(name: &str) -> Value {
    serde_json::from_str(&kennis(Path::new("."), &["schema", name])).unwrap()
}

#[test]
fn documents_of_data_keep_to_their_schema() {
    let schema = schema("kennis.data/1");
    for country in ["NLD", "DEU", "CHE", "ARG"] {
        let printed = kennis(Path::new("."), &["data", "--country", country, "--format", "json"]);
        let document: Value = serde_json::from_str(&printed).unwrap();
        assert_eq!(breaches(&schema, &schema, &document, ""), Vec::<String>::new());
        assert!(printed.starts_with("{\"schema\":\"kennis.data/1\","));
    }
}

#[test]
fn requests_and_answers_keep_to_their_schemas() {
    let (request, run, error) =
        (schema("kennis.request/1"), schema("kennis.run/1"), schema("kennis.error/1"));
    let scenario = "\"scenario\": { \"schema\": \"kennis.scenario/1\", \"name\": \"n\", \"horizon\": 2030 }";
    for (options, answered) in [
        (
            "\"draws\": 9, \"seed\": 1, \"layers\": [\"breakthroughs\"], \"plan\": \"sobol\", \"threads\": 1",
            &run,
        ),
        ("\"draw\": 3", &run),
        ("\"draws\": -1, \"layers\": [\"x\"]", &error),
    ] {
        let text = format!("{{ {scenario}, \"options\": {{ {options} }} }}");
        let asked: Value = serde_json::from_str(&text).unwrap();
        let answer: Value = serde_json::from_str(&kennis::formats::run_json(&text)).unwrap();
        assert_eq!(breaches(answered, answered, &answer, ""), Vec::<String>::new());
        assert_eq!(breaches(&request, &request, &asked, "").is_empty(), answered == &run, "{options}");
    }
    let table =
        kennis::formats::run_json(&format!("{{ {scenario}, \"data\": \"variable,year,value\\nx,1,1\" }}"));
    let table: Value = serde_json::from_str(&table).unwrap();
    assert_eq!(breaches(&error, &error, &table, ""), Vec::<String>::new());
    assert_eq!(table["problems"][0]["line"], 2);
}

#[test]
fn the_document_keeps_to_its_schema_and_out_holds_what_the_manifest_lists() {
    let folder = std::env::temp_dir().join(format!("kennis-run-document-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("s.toml"), kennis(&folder, &["example", "three_percent"])).unwrap();
    let schema: Value = serde_json::from_str(&kennis(&folder, &["schema", "kennis.run/1"])).unwrap();
    for draws in ["0", "40"] {
        let arguments = ["run", "s.toml", "--draws", draws, "--format", "json", "--out", "results"];
        let printed = kennis(&folder, &arguments);
        let document: Value = serde_json::from_str(&printed).unwrap();
        assert_eq!(breaches(&schema, &schema, &document, ""), Vec::<String>::new());
        assert!(printed.starts_with("{\"schema\":\"kennis.run/1\","));
        assert_eq!(
            document["command"],
            arguments.iter().fold("kennis".to_owned(), |all, one| all + " " + one)
        );
        assert_eq!(fs::read_to_string(folder.join("results/run.json")).unwrap(), printed);
    }
    let manifest = fs::read_to_string(folder.join("results/manifest.json")).unwrap();
    let manifest: Value = serde_json::from_str(&manifest).unwrap();
    let mut listed = vec!["manifest.json".to_owned()];
    for file in manifest["files"].as_array().unwrap() {
        let name = file["name"].as_str().unwrap();
        assert_eq!(
            fs::metadata(folder.join("results").join(name)).unwrap().len(),
            file["bytes"].as_u64().unwrap()
        );
        listed.push(name.to_owned());
    }
    let mut there: Vec<String> = fs::read_dir(folder.join("results"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    listed.sort();
    there.sort();
    assert_eq!(there, listed);
    fs::remove_dir_all(&folder).unwrap();
}
