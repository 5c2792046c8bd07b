//! A result names the files that it was made from, with their hashes: the same content is the same result, whatever the
//! folder, the line ends or a byte order mark.

use crate::support::program;
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const SCENARIO: &str = "schema = \"kennis.scenario/1\"\nname = \"n\"\nhorizon = 2030\n";
const DATA: &str = "variable,year,value,vintage\nhours,2023,14500,2026-01\n";
const BASELINE: &str = "year,gdp_growth\n2026,0.012\n2027,0.011\n";
const PARAMETERS: &str = "schema = \"kennis.parameters/1\"\n[parameters]\noutput_elasticity_public = 0.1\n";

/// A folder of its own, with the four files written by `written`.
fn folder(name: &str, written: impl Fn(&str) -> Vec<u8>) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("kennis-identity-{name}-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let files = [("s.toml", SCENARIO), ("d.csv", DATA), ("b.csv", BASELINE), ("p.toml", PARAMETERS)];
    for (file, text) in files {
        fs::write(folder.join(file), written(text)).unwrap();
    }
    folder
}

fn kennis(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new(program()).current_dir(folder).args(arguments).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

const FILES: [&str; 6] = ["--data", "d.csv", "--baseline", "b.csv", "--parameters", "p.toml"];

fn run(folder: &Path, more: &[&str]) -> String {
    kennis(folder, &[&["run", "s.toml", "--draws", "0"][..], &FILES, more].concat())
}

fn inputs(text: &str) -> Vec<(String, String, String)> {
    let document: Value = serde_json::from_str(text).unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let inputs = document["inputs"].as_array().unwrap();
    inputs.iter().map(|input| (text(&input["role"]), text(&input["name"]), text(&input["sha256"]))).collect()
}

#[test]
fn every_file_is_named_with_its_hash_in_documents_texts_and_charts() {
    let folder = folder("named", |text| text.as_bytes().to_vec());
    let document = run(&folder, &["--format", "json", "--chart", "c.svg"]);
    let inputs = inputs(&document);
    let named: Vec<(&str, &str)> =
        inputs.iter().map(|(role, name, _)| (role.as_str(), name.as_str())).collect();
    assert_eq!(
        named,
        [("scenario", "s.toml"), ("data", "d.csv"), ("baseline", "b.csv"), ("parameters", "p.toml")]
    );
    // sha256sum of the file.
    assert_eq!(inputs[3].2, "5ea595e32092e1313fe6ef0ed364d8b06ef6113a0c262b658154880d7587a61d");
    let parsed: Value = serde_json::from_str(&document).unwrap();
    let embedded = kennis::Economy::netherlands().unwrap().vintage;
    assert_eq!(
        parsed["data_vintage"],
        json!(format!("{embedded}; hours of d.csv (2026-01); baseline of b.csv (vintage not stated)"))
    );
    let (text, chart) = (run(&folder, &[]), fs::read_to_string(folder.join("c.svg")).unwrap());
    for (role, name, hash) in &inputs {
        assert!(text.contains(&format!("Input: {role} {name}, sha256\n  {hash}\n")), "{text}");
        assert!(chart.contains(&format!("Input: {role} {name}, sha256 {hash}")), "{chart}");
    }
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn commands_without_a_scenario_name_their_files_too() {
    let folder = folder("others", |text| text.as_bytes().to_vec());
    let of = |arguments: &[&str]| {
        let printed = kennis(&folder, &[arguments, &["--format", "json"]].concat());
        inputs(&printed).into_iter().map(|(role, ..)| role).collect::<Vec<_>>().join(" ")
    };
    let both = ["--data", "d.csv", "--parameters", "p.toml"];
    assert_eq!(of(&["data", "--data", "d.csv"]), "data");
    assert_eq!(of(&["data"]), "");
    assert_eq!(of(&[&["instruments"], &both[..]].concat()), "data parameters");
    assert_eq!(of(&[&["parameters", "--draws", "0"], &both[..]].concat()), "data parameters");
    assert_eq!(of(&["calibrate", "--parameters", "p.toml"]), "parameters");
    let text = kennis(&folder, &["calibrate", "--parameters", "p.toml"]);
    assert!(text.contains("Input: parameters p.toml, sha256\n"), "{text}");
    fs::remove_dir_all(&folder).unwrap();
}

/// The lines of a table that name files, which stand at its end; the head is the first line, and all lines are as long.
fn files_of_table(table: &str) -> String {
    let cells = |line: &str| line.replace("\"million euro, \"", "").matches(',').count();
    let is_file = |line: &&str| line.starts_with("# input: ");
    let rows = table.lines().filter(|line| !line.contains('"'));
    assert!(rows.clone().all(|line| cells(line) == cells(table.lines().next().unwrap())));
    assert!(table.lines().skip_while(|line| !is_file(line)).all(|line| is_file(&line)));
    let roles = table.lines().filter(is_file).filter_map(|line| line.split(' ').nth(2));
    roles.collect::<Vec<_>>().join(" ")
}

#[test]
fn tables_and_manifests_name_their_files_at_the_end() {
    let folder = folder("tables", |text| text.as_bytes().to_vec());
    let table = |line: &str| kennis(&folder, &line.split(' ').collect::<Vec<_>>());
    let all = "--data d.csv --baseline b.csv --parameters p.toml";
    let of_run = table(&format!("run s.toml --draws 0 --format csv --out results {all}"));
    assert_eq!(files_of_table(&of_run), "scenario data baseline parameters");
    let document = fs::read_to_string(folder.join("results/run.json")).unwrap();
    for (role, name, hash) in inputs(&document) {
        assert!(of_run.contains(&format!("\n# input: {role} {name} sha256 {hash},,,,,\n")), "{name}");
    }
    let manifest = fs::read_to_string(folder.join("results/manifest.json")).unwrap();
    assert_eq!(inputs(&manifest), inputs(&document));
    assert_eq!(of_run, fs::read_to_string(folder.join("results/run.csv")).unwrap());
    table(&format!("run s.toml --draws 4 --save-draws draws.csv --save-variables gdp,debt_ratio {all}"));
    let draws = fs::read_to_string(folder.join("draws.csv")).unwrap();
    assert_eq!(files_of_table(&draws), "scenario data baseline parameters");
    for (line, roles) in [
        ("compare s.toml --draws 0", "scenario"),
        ("parameters --draws 0 --parameters p.toml --data d.csv", "data parameters"),
        ("instruments --parameters p.toml", "parameters"),
        ("calibrate --parameters p.toml", "parameters"),
        ("backtest --origins 2008-2010 --parameters p.toml", "parameters"),
        ("data --data d.csv", "data"),
        ("data", ""),
        ("instruments", ""),
    ] {
        assert_eq!(files_of_table(&table(&format!("{line} --format csv"))), roles, "{line}");
    }
    // What data prints is read again, and names what it was read from.
    let printed = table("data --data d.csv --format csv");
    fs::write(folder.join("e.csv"), &printed).unwrap();
    let again = table("data --data e.csv --format csv");
    let rows = |text: &str| text.lines().filter(|line| !line.starts_with('#')).count();
    assert_eq!(rows(&again), rows(&printed));
    assert!(again.lines().last().unwrap().starts_with("# input: data e.csv sha256 "));
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn draws_of_a_posterior_name_their_files_and_are_read() {
    let folder = folder("posterior", |text| text.as_bytes().to_vec());
    let head = "# schema = kennis.posterior/1\n# structure = no_effect\n# country = NLD\n";
    let of = |input: &str| {
        fs::write(folder.join("p.csv"), format!("{head}{input}draw,depreciation_public\n0,0.1\n")).unwrap();
        let arguments = ["run", "s.toml", "--draws", "4", "--parameters", "p.csv", "--format", "json"];
        let printed: Value = serde_json::from_str(&kennis(&folder, &arguments)).unwrap();
        (printed["parameters_hash"].clone(), printed["variables"].clone())
    };
    // Where it comes from is no part of what it says.
    assert!(of("") == of("# input = data d.csv sha256 00\n# input = parameters p.toml sha256 00\n"));
    fs::remove_dir_all(&folder).unwrap();
}

/// Everything that a run prints and writes: the three forms, files with their manifest, chart and draws.
fn everything(folder: &Path) -> Vec<(String, String)> {
    let mut made: Vec<(String, String)> =
        ["text", "json", "csv"].map(|form| (form.to_owned(), run(folder, &["--format", form]))).into();
    fs::create_dir_all(folder.join("results")).unwrap();
    run(folder, &["--out", "results", "--chart", "results/c.svg", "--save-draws", "results/draws.csv"]);
    for entry in fs::read_dir(folder.join("results")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        made.push((name, fs::read_to_string(path).unwrap()));
    }
    made.sort();
    made
}

/// What is said of a scenario that is wrong, as a document.
fn failure(folder: &Path) -> String {
    let arguments = [&["run", "s.toml", "--set", "x=1", "--format", "json"][..], &FILES].concat();
    let output = Command::new(program()).current_dir(folder).args(arguments).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn folder_line_ends_and_byte_order_mark_change_no_byte_and_a_digit_does() {
    let plain = folder("plain", |text| text.as_bytes().to_vec());
    let expected = run(&plain, &["--format", "json"]);
    let marked = folder("marked", |text| format!("\u{feff}{}", text.replace('\n', "\r\n")).into_bytes());
    for ((name, one), (_, other)) in everything(&plain).iter().zip(&everything(&marked)) {
        assert!(one == other, "{name} differs");
    }
    assert_eq!(everything(&plain).len(), 10);
    assert_eq!(failure(&plain), failure(&marked));
    assert_eq!(inputs(&failure(&plain)).len(), 4);
    // From elsewhere, only the command differs.
    let parent = plain.parent().unwrap();
    let name = plain.file_name().unwrap().to_str().unwrap();
    let at = |file: &str| format!("{name}/{file}");
    let elsewhere = |form: &str| {
        let [scenario, data, baseline, parameters] = ["s.toml", "d.csv", "b.csv", "p.toml"].map(at);
        let files = ["--data", &data, "--baseline", &baseline, "--parameters", &parameters];
        kennis(parent, &[&["run", &scenario, "--draws", "0"][..], &files, &["--format", form]].concat())
    };
    assert!(elsewhere("csv") == run(&plain, &["--format", "csv"]));
    let without_command = |text: &str| {
        let mut document: Value = serde_json::from_str(text).unwrap();
        document.as_object_mut().unwrap().remove("command").unwrap();
        document
    };
    assert!(without_command(&elsewhere("json")) == without_command(&expected));
    fs::write(plain.join("b.csv"), BASELINE.replace("0.011", "0.0110")).unwrap();
    let other = run(&plain, &["--format", "json"]);
    let values = |text: &str| serde_json::from_str::<Value>(text).unwrap()["variables"].clone();
    assert_eq!(values(&other), values(&expected));
    assert_ne!(inputs(&other)[2], inputs(&expected)[2]);
    for folder in [plain, marked] {
        fs::remove_dir_all(folder).unwrap();
    }
}
