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
    for (most, reached) in [("900", true), ("41", false)] {
        let precise = ["--draws", "40", "--precision", "0.15", "--max-draws", most, "--format", "json"];
        let arguments = [&["run", "s.toml", "--structure", "knowledge_capital"][..], &precise].concat();
        let document: Value = serde_json::from_str(&kennis(&folder, &arguments)).unwrap();
        assert_eq!(breaches(&schema, &schema, &document, ""), Vec::<String>::new());
        let precision = &document["precision"];
        assert_eq!(precision["reached"], reached, "{precision} {}", document["draws"]);
        let errors = document["variables"]["gdp"]["deviation"]["mc_error"].as_array().unwrap();
        assert_eq!(errors.last(), Some(&precision["mc_error"]));
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

/// The draws in the file are those of the run: their mean and number are the document's.
#[test]
fn saved_draws_are_those_of_the_run() {
    let folder = std::env::temp_dir().join(format!("kennis-saved-draws-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("s.toml"), kennis(&folder, &["example", "three_percent"])).unwrap();
    let arguments =
        ["run", "s.toml", "--draws", "300", "--format", "json", "--structure", "knowledge_capital"];
    let save = ["--save-draws", "draws.csv", "--save-variables", "gdp,tfp,debt_ratio"];
    let document: Value =
        serde_json::from_str(&kennis(&folder, &[&arguments[..], &save[..]].concat())).unwrap();
    let text = fs::read_to_string(folder.join("draws.csv")).unwrap();
    let mut lines = text.lines().map(|line| line.split(',').collect::<Vec<_>>());
    let head = lines.next().unwrap();
    assert_eq!(head[..6], ["structure", "draw", "year", "gdp.baseline", "gdp.scenario", "gdp.deviation"]);
    assert_eq!(head.len(), 10);
    let rows: Vec<Vec<&str>> = lines.collect();
    let years = document["years"].as_array().unwrap();
    let kept = 300 - document["draws_dropped"]["knowledge_capital"].as_u64().unwrap();
    assert_eq!(rows.len(), kept as usize * years.len());
    assert_eq!(rows[0][..3], ["knowledge_capital", "0", "2023"]);
    for (column, name) in head.iter().enumerate().skip(3) {
        let (variable, kind) = name.split_once('.').unwrap();
        let last = rows.iter().filter(|row| row[2] == "2060").map(|row| row[column].parse::<f64>().unwrap());
        let expected = document["variables"][variable][kind]["mean"][years.len() - 1].as_f64().unwrap();
        let mean = last.sum::<f64>() / kept as f64;
        assert!((mean - expected).abs() < 1e-9 * (1.0 + expected.abs()), "{name}: {mean} {expected}");
    }
    // A tenth of the memory gives the same file.
    let small =
        [&arguments[..], &["--save-draws", "small.csv", "--save-variables", "gdp,tfp,debt_ratio"]].concat();
    kennis(&folder, &[&small[..], &["--memory", "0.01", "--threads", "1"]].concat());
    assert!(fs::read_to_string(folder.join("small.csv")).unwrap() == text);
    fs::remove_dir_all(&folder).unwrap();
}
