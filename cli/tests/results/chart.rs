//! The fan chart shows the numbers of the run. `KENNIS_BLESS=1` draws the picture of the README anew.

use crate::support::{program, tolerances as within};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const SCENARIO: &str = "examples/scenarios/three_percent.toml";
const PICTURE: &str = "docs/images/three_percent.svg";
const STRUCTURES_PICTURE: &str = "docs/images/three_percent_structures.svg";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// What `kennis run` prints of a scenario, in the root of the repository.
fn run(arguments: &[&str]) -> String {
    let output =
        Command::new(program()).current_dir(root()).args(["run", SCENARIO]).args(arguments).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The document and the picture of one run.
fn drawn(name: &str, arguments: &[&str]) -> (serde_json::Value, String) {
    let path = std::env::temp_dir().join(format!("kennis-chart-{name}-{}.svg", std::process::id()));
    let json = run(&[&["--format", "json", "--chart", path.to_str().unwrap()], arguments].concat());
    let svg = fs::read_to_string(&path).unwrap();
    fs::remove_file(&path).unwrap();
    (serde_json::from_str(&json).unwrap(), svg)
}

/// The numbers of an attribute of the element that holds `mark`.
fn numbers(svg: &str, mark: &str, attribute: &str) -> Vec<f64> {
    let element =
        svg.split('<').find(|element| element.contains(mark)).unwrap_or_else(|| panic!("no {mark}"));
    let text = element.split(&format!("{attribute}=\"")).nth(1).unwrap().split('"').next().unwrap();
    text.split(' ').map(|number| number.parse().unwrap()).collect()
}

fn list(values: &serde_json::Value) -> Vec<f64> {
    values.as_array().unwrap().iter().map(|value| value.as_f64().unwrap()).collect()
}

/// Every figure of the picture, with the statistic of the document that it shows.
const SHOWN: [(&str, &str, &str); 7] = [
    ("data-line=\"median\"", "data-values", "p50"),
    ("data-band=\"30%\"", "data-low", "p35"),
    ("data-band=\"30%\"", "data-high", "p65"),
    ("data-band=\"60%\"", "data-low", "p20"),
    ("data-band=\"60%\"", "data-high", "p80"),
    ("data-band=\"90%\"", "data-low", "p05"),
    ("data-band=\"90%\"", "data-high", "p95"),
];

/// Holds a picture against a document, to the rounding of four decimals.
fn hold(svg: &str, run: &serde_json::Value) {
    hold_variable(svg, run, "gdp");
}

fn hold_variable(svg: &str, run: &serde_json::Value, variable: &str) {
    assert_eq!(numbers(svg, "data-years", "data-years"), list(&run["years"]));
    for (mark, attribute, statistic) in SHOWN {
        let drawn = numbers(svg, mark, attribute);
        let fresh = list(&run["variables"][variable]["deviation"][statistic]);
        assert_eq!(drawn.len(), fresh.len(), "{statistic}");
        for (drawn, fresh) in drawn.iter().zip(&fresh) {
            assert!(
                (drawn - fresh).abs() <= within::FOUR_DECIMALS,
                "{statistic}: {drawn} drawn, {fresh} in the run"
            );
        }
    }
}

#[test]
fn a_chart_shows_the_numbers_of_its_run() {
    let (run, svg) = drawn("bands", &["--draws", "201", "--seed", "3"]);
    hold(&svg, &run);
    assert!(svg.contains("201 draws, seed 3") && svg.contains(run["version"].as_str().unwrap()));
    assert!(!svg.contains("<script") && !svg.contains("@font-face") && !svg.contains("href"));
}

#[test]
fn a_chart_of_another_variable_shows_its_deviation() {
    for (variable, axis) in [
        ("tfp", "Total factor productivity, percent from the baseline"),
        ("debt_ratio", "Public debt, change in percent of baseline GDP"),
        ("rd_intensity", "R&amp;D over GDP, percentage points from the baseline"),
    ] {
        let (run, svg) = drawn(variable, &["--draws", "60", "--chart-variable", variable]);
        hold_variable(&svg, &run, variable);
        assert!(svg.contains(&format!(">{axis}</text>")), "{variable}");
        // The target imposes the intensity: every draw has the same, and there is no band to name.
        assert_eq!(svg.contains("Every draw has the same path"), variable == "rd_intensity");
        assert_eq!(svg.contains(">95%</text>"), variable != "rd_intensity");
    }
}

#[test]
fn a_check_run_and_a_single_draw_claim_no_band_of_draws() {
    let cases =
        [("check", ["--draws", "0"], "has no band"), ("alone", ["--draw", "7"], "between the structures")];
    for (name, arguments, reading) in cases {
        let (run, svg) = drawn(name, &arguments);
        hold(&svg, &run);
        assert!(svg.contains(reading) && !svg.contains("The dark band"), "{name}");
    }
}

#[test]
fn the_picture_of_the_readme_is_that_of_a_fresh_run() {
    let Some(repository) = crate::support::repository() else { return };
    let picture = repository.join(PICTURE);
    if std::env::var_os("KENNIS_BLESS").is_some_and(|bless| bless == "1") {
        run(&["--chart", PICTURE]);
    }
    let json = run(&["--format", "json"]);
    hold(&fs::read_to_string(&picture).unwrap(), &serde_json::from_str(&json).unwrap());
}

/// The document of `kennis compare`, which draws its picture to `chart`.
fn compared(draws: &str, chart: &Path) -> serde_json::Value {
    let output = Command::new(program())
        .current_dir(root())
        .args(["compare", SCENARIO, "--draws", draws, "--format", "json", "--chart"])
        .arg(chart)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// Holds every panel of a comparison against the document.
fn hold_panels(svg: &str, document: &serde_json::Value) {
    let structures = document["structures"].as_array().unwrap();
    let named = structures.iter().map(|s| (s["structure"].as_str().unwrap(), &s["variables"]));
    for (name, variables) in named.chain([("mixture", &document["mixture"]["variables"])]) {
        let panel = svg.split(&format!("<g data-panel=\"{name}\">")).nth(1).unwrap();
        let panel = panel.split("</g>").next().unwrap();
        for (mark, attribute, statistic) in SHOWN.iter().filter(|(mark, ..)| !mark.contains("30%")) {
            let expected = list(&variables["gdp"]["deviation"][statistic]);
            let shown = numbers(panel, mark, attribute);
            assert_eq!(shown.len(), expected.len());
            for (shown, expected) in shown.iter().zip(expected) {
                assert!(
                    (shown - expected).abs() <= within::FOUR_DECIMALS,
                    "{name} {statistic}: {shown} {expected}"
                );
            }
        }
    }
}

#[test]
fn the_picture_of_a_comparison_shows_the_numbers_of_its_document() {
    let path = std::env::temp_dir().join(format!("kennis-chart-compare-{}.svg", std::process::id()));
    let document = compared("40", &path);
    hold_panels(&fs::read_to_string(&path).unwrap(), &document);
    fs::remove_file(&path).unwrap();
}

#[test]
fn the_picture_of_the_page_on_structures_is_that_of_a_fresh_run() {
    let Some(repository) = crate::support::repository() else { return };
    let picture = repository.join(STRUCTURES_PICTURE);
    let path = if std::env::var_os("KENNIS_BLESS").is_some_and(|bless| bless == "1") {
        PathBuf::from(STRUCTURES_PICTURE)
    } else {
        std::env::temp_dir().join(format!("kennis-chart-structures-{}.svg", std::process::id()))
    };
    let document = compared("1000", &path);
    hold_panels(&fs::read_to_string(&picture).unwrap(), &document);
    if path.is_absolute() {
        fs::remove_file(&path).unwrap();
    }
}
