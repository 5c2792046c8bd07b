//! With `--format json` a failure is one document, kennis.error/1, whatever has failed; the sentence for people stays.

use crate::input::{Folder, HEAD, command};
use crate::support::breaches;
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// The one document of a failure, which keeps to its schema and says what standard error says.
fn document(output: &Output, code: i32) -> Value {
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(code), "{said}");
    let text = std::str::from_utf8(&output.stdout).unwrap();
    assert_eq!(text.lines().count(), 1, "{text}");
    let document: Value = serde_json::from_str(text).unwrap();
    let schema = command(Path::new("."), &["schema", "kennis.error/1"]).output().unwrap().stdout;
    let schema: Value = serde_json::from_slice(&schema).unwrap();
    assert_eq!(breaches(&schema, &schema, &document, ""), Vec::<String>::new(), "{text}");
    let message = document["message"].as_str().unwrap();
    assert!(!message.is_empty() && said.trim_end().ends_with(message), "{said}\n{message}");
    document
}

/// Of the first problem: part, key and nearest.
fn first(document: &Value) -> [&str; 3] {
    ["part", "key", "nearest"].map(|key| document["problems"][0][key].as_str().unwrap_or("none"))
}

#[test]
fn every_way_to_fail_is_a_document() {
    let folder = Folder::new("error-document");
    folder.write("s.toml", HEAD);
    folder.write("wrong.toml", HEAD.replace("horizon", "horizn"));
    fs::create_dir_all(folder.0.join("taken/run.txt")).unwrap();
    for (line, code, kind, problem) in [
        // What the parser refuses.
        ("run s.toml --sead 5 --format json", 2, "input", ["options", "--sead", "--seed"]),
        ("run s.toml --format=json --draws x", 2, "input", ["options", "--draws", "none"]),
        ("run --format json", 2, "input", ["options", "<SCENARIO>", "none"]),
        ("completions bsh --format json", 2, "input", ["options", "--format", "none"]),
        ("--format json run s.toml", 2, "input", ["options", "--format", "none"]),
        ("validate --country DEU --format json", 2, "input", ["options", "--country", "none"]),
        // What the readers refuse.
        ("run wrong.toml --format json", 2, "input", ["scenario", "horizn", "horizon"]),
        ("run absent.toml --format json", 2, "input", ["scenario", "", "none"]),
        ("run s.toml --format json --data absent.csv", 2, "input", ["data", "", "none"]),
        ("compare s.toml --baseline wrong.toml --format json", 2, "input", ["baseline", "", "none"]),
        (
            "run s.toml --format json --parameters wrong.toml",
            2,
            "input",
            ["parameters", "parameters", "none"],
        ),
        (
            "parameters --set capital_sare=1 --format json",
            2,
            "input",
            ["options", "--set capital_sare", "capital_share"],
        ),
        ("chek s.toml --format json", 2, "input", ["options", "kennis", "check"]),
        // What cannot be met, fails or cannot be written.
        ("calibrate --years 2010-2014 --format json", 2, "refused", ["none"; 3]),
        ("run s.toml --draw 18446744073709551615 --format json", 1, "computation", ["none"; 3]),
        ("run s.toml --draws 4 --out taken --format json", 2, "input", ["options", "--out", "none"]),
    ] {
        let output = folder.kennis(&line.split(' ').collect::<Vec<_>>());
        let document = document(&output, code);
        assert_eq!((document["kind"].as_str(), first(&document)), (Some(kind), problem), "{line}");
        assert_eq!(document["command"], format!("kennis {line}"));
    }
}

#[test]
fn other_forms_print_no_document_and_a_result_is_not_followed_by_one() {
    let folder = Folder::new("no-document");
    folder.write("s.toml", HEAD);
    for line in ["run s.toml --sead 5", "run s.toml --sead --format csv", "run absent.toml --format text"] {
        let output = folder.kennis(&line.split(' ').collect::<Vec<_>>());
        assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{line}");
    }
    // A result, and nothing behind it.
    let output = folder.kennis(&["run", "s.toml", "--draws", "0", "--format", "json"]);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(serde_json::from_slice::<Value>(&output.stdout).unwrap()["schema"], "kennis.run/1");
}

/// A standard output that takes nothing: the sentence is there, and no panic.
#[test]
#[cfg(unix)]
fn a_full_standard_output_leaves_the_sentence() {
    let Ok(full) = fs::File::options().write(true).open("/dev/full") else { return };
    let mut command = Command::new(env!("CARGO_BIN_EXE_kennis"));
    let output = command.args(["run", "absent.toml", "--format", "json"]).stdout(full).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(said, "absent.toml: found no such file, expected a file that can be read\n");
}

#[test]
fn a_problem_has_its_place_and_the_files_that_were_read_are_listed() {
    let folder = Folder::new("error-place");
    fs::create_dir_all(folder.0.join("sub")).unwrap();
    folder.write("sub/s.toml", format!("{HEAD}baseline = \"b.csv\"\n"));
    folder.write("sub/b.csv", "year,gdp_growth\n2026,1.5\n");
    folder.write("p.toml", "schema = \"kennis.parameters/1\"\n[parameters]\ncapital_share = 36\n");
    let arguments = ["run", "sub/s.toml", "--parameters", "p.toml", "--format", "json"];
    let found = document(&folder.kennis(&arguments), 2);
    let place = |problem: &Value| ["part", "file", "line", "column", "key"].map(|key| problem[key].clone());
    let problems: Vec<_> = found["problems"].as_array().unwrap().iter().map(place).collect();
    assert_eq!(
        problems,
        [
            [json!("parameters"), json!("p.toml"), json!(3), json!(17), json!("parameters.capital_share")],
            [json!("baseline"), json!("b.csv"), json!(2), json!(6), json!("gdp_growth[2026]")],
        ]
    );
    let read = |document: &Value| {
        let inputs = document["inputs"].as_array().unwrap().clone();
        inputs
            .iter()
            .map(|input| format!("{} {}", input["role"], input["name"]).replace('"', ""))
            .collect::<Vec<_>>()
    };
    assert_eq!(read(&found), ["scenario s.toml", "baseline b.csv", "parameters p.toml"]);
    // The hash is that of a result.
    folder.write("right.toml", HEAD);
    let done = folder.kennis(&["run", "right.toml", "--draws", "0", "--format", "json"]);
    let done: Value = serde_json::from_slice(&done.stdout).unwrap();
    let failed = document(&folder.kennis(&["run", "right.toml", "--set", "x=1", "--format", "json"]), 2);
    assert_eq!(failed["inputs"], done["inputs"]);
    // What could not be read is not listed.
    let absent = document(&folder.kennis(&["run", "absent.toml", "--format", "json"]), 2);
    assert_eq!(read(&absent), Vec::<String>::new());
}
