//! A result names the files that it was made from, with their hashes: the same content is the same result, whatever the
//! folder, the line ends or a byte order mark.

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
    let output =
        Command::new(env!("CARGO_BIN_EXE_kennis")).current_dir(folder).args(arguments).output().unwrap();
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

#[test]
fn folder_line_ends_and_byte_order_mark_change_no_byte_and_a_digit_does() {
    let plain = folder("plain", |text| text.as_bytes().to_vec());
    let expected = run(&plain, &["--format", "json"]);
    let marked = folder("marked", |text| format!("\u{feff}{}", text.replace('\n', "\r\n")).into_bytes());
    assert_eq!(run(&marked, &["--format", "json"]), expected);
    fs::write(plain.join("b.csv"), BASELINE.replace("0.011", "0.0110")).unwrap();
    let other = run(&plain, &["--format", "json"]);
    let values = |text: &str| serde_json::from_str::<Value>(text).unwrap()["variables"].clone();
    assert_eq!(values(&other), values(&expected));
    assert_ne!(inputs(&other)[2], inputs(&expected)[2]);
    for folder in [plain, marked] {
        fs::remove_dir_all(folder).unwrap();
    }
}
