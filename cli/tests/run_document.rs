//! The document of a run keeps to its schema, and `--out` writes what its manifest lists.

#![allow(clippy::unwrap_used, reason = "tests")]

mod support;

use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::Command;
use support::breaches;

fn kennis(folder: &Path, arguments: &[&str]) -> String {
    let output =
        Command::new(env!("CARGO_BIN_EXE_kennis")).current_dir(folder).args(arguments).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
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

/// The text as one line, and whether it fits a terminal.
fn text(arguments: &[&str]) -> String {
    let folder = std::env::temp_dir();
    let scenario = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/scenarios");
    let scenario = scenario.join(arguments[0]).display().to_string();
    let text = kennis(&folder, &[&["run", &scenario], &arguments[1..]].concat());
    // The command that repeats the run is one line, to be copied.
    let wide: Vec<&str> =
        text.lines().filter(|line| line.chars().count() > 80 && !line.starts_with("Again: ")).collect();
    assert!(wide.is_empty(), "{wide:#?}");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_draw_alone_shows_its_parameters_and_is_no_result() {
    let said = text(&["public_research_one_year.toml", "--draw", "7"]);
    assert!(said.contains("DRAW 7 ALONE, not a result") && !said.contains("The band holds"), "{said}");
    let document = kennis(
        &std::env::temp_dir(),
        &["run", "-", "--draw", "7", "--format", "json", "--quiet"]
            .map(|a| if a == "-" { SCENARIO } else { a }),
    );
    let document: Value = serde_json::from_str(&document).unwrap();
    assert_eq!(document["draw"], 7);
    let drawn = document["draw_parameters"].as_object().unwrap();
    let elasticity = drawn["output_elasticity_public"].as_f64().unwrap();
    assert!(said.contains(&format!("output_elasticity_public {elasticity:.6}")), "{said}");
    // Set to these values, the run at the centres is the same run, but for the start of the stocks.
    assert!(drawn.contains_key("initial_stock_error_public"));
    assert!(drawn.len() > 30 && !drawn.contains_key("transfer_theta"), "fixed parameters are not drawn");
}

const SCENARIO: &str =
    concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/scenarios/public_research_one_year.toml");

#[test]
fn the_text_names_the_layers_and_what_breakthroughs_do_to_the_band() {
    let plain = text(&["three_percent.toml", "--draws", "200"]);
    assert!(
        plain.contains("that are on: parameters, effectiveness, structure. The level of the baseline"),
        "{plain}"
    );
    assert!(!plain.contains("Breakthroughs are on"), "{plain}");
    let risky = text(&["three_percent.toml", "--draws", "200", "--layers", "breakthroughs"]);
    let band = |text: &str, after: &str| -> [f64; 2] {
        let rest = text.split(after).nth(1).unwrap();
        let inside = rest[rest.find('[').unwrap() + 1..rest.find(']').unwrap()].to_owned();
        let (low, high) = inside.split_once(", ").unwrap();
        [low.parse().unwrap(), high.parse().unwrap()]
    };
    let (with, without) = (band(&risky, "Breakthroughs are on"), band(&risky, "with them,"));
    let same = format!("band from {:.2}% to {:.1}%", without[0], without[1]);
    assert!(plain.contains(&same), "{same}: {plain}");
    assert!(with[1] != without[1]);
    assert!(
        risky.contains(" breakthroughs ")
            && risky.contains("parameters, effectiveness, structure, breakthroughs.")
    );
}

#[test]
fn small_effects_have_three_decimals() {
    let said = text(&["public_research_one_year.toml", "--draws", "200"]);
    let median = said.split("In 2060 GDP is ").nth(1).unwrap().split('%').next().unwrap();
    assert_eq!(median.len(), "0.008".len(), "{said}");
    assert!(median.parse::<f64>().unwrap() > 0.0);
}
