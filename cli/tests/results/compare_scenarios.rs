//! `kennis compare` of several scenarios: the document with its schema, the table, the text and the picture of the same
//! differences.

use crate::support::{breaches, program, tolerances as within};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const HEAD: &str = "schema = \"kennis.scenario/1\"\nhorizon = 2040\n";

fn research(name: &str, amount: f64) -> String {
    format!(
        "{HEAD}name = \"{name}\"\n[[measures]]\nname = \"m\"\ninstrument = \"public_research\"\nunit = \"gdp_share\"\n\
         amount = {amount}\nfrom = 2026\n"
    )
}

const TARGET: &str = "name = \"target\"\n[[targets]]\nvariable = \"rd_intensity\"\nyear = 2030\nvalue = 0.03\npublic_share = 0.4\n";

/// A folder with scenarios for one test, removed at its end.
struct Folder(PathBuf);

impl Folder {
    fn new(test: &str) -> Self {
        let path = std::env::temp_dir().join(format!("kennis-scenarios-{test}-{}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        fs::write(path.join("a.toml"), research("some", 0.001)).unwrap();
        fs::write(path.join("b.toml"), research("more", 0.002)).unwrap();
        fs::write(path.join("c.toml"), format!("{HEAD}{TARGET}")).unwrap();
        Self(path)
    }

    fn kennis(&self, arguments: &[&str]) -> String {
        let output = Command::new(program()).current_dir(&self.0).args(arguments).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    fn json(&self, arguments: &[&str]) -> Value {
        serde_json::from_str(&self.kennis(&[arguments, &["--format", "json"]].concat())).unwrap()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn list(values: &Value) -> Vec<f64> {
    values.as_array().unwrap().iter().map(|value| value.as_f64().unwrap()).collect()
}

fn last(values: &Value) -> f64 {
    *list(values).last().unwrap()
}

#[test]
fn the_document_has_every_scenario_as_it_is_run_alone_and_every_pair_in_order() {
    let folder = Folder::new("document");
    let draws = ["--draws", "120"];
    let document = folder.json(&[&["compare", "a.toml", "b.toml", "c.toml"][..], &draws].concat());
    let schema: Value = serde_json::from_str(&folder.kennis(&["schema", "kennis.compare/1"])).unwrap();
    assert_eq!(breaches(&schema, &schema, &document, ""), [""; 0]);
    let names: Vec<&str> =
        document["scenarios"].as_array().unwrap().iter().map(|s| s["scenario"].as_str().unwrap()).collect();
    assert_eq!(names, ["some", "more", "target"]);
    let pairs: Vec<(&str, &str)> = document["differences"]
        .as_array()
        .unwrap()
        .iter()
        .map(|d| (d["first"].as_str().unwrap(), d["second"].as_str().unwrap()))
        .collect();
    assert_eq!(pairs, [("some", "more"), ("some", "target"), ("more", "target")]);
    for (file, scenario) in
        ["a.toml", "b.toml", "c.toml"].iter().zip(document["scenarios"].as_array().unwrap())
    {
        let alone = folder.json(&[&["run", file][..], &draws].concat());
        assert_eq!(scenario["variables"], alone["variables"], "{file}");
        assert_eq!(scenario["years"], alone["years"]);
        assert_eq!(scenario["draws_dropped"], alone["draws_dropped"]);
    }
    // Means of differences are differences of means where no draw is dropped.
    let difference = &document["differences"][0];
    let gdp =
        |scenario: usize| list(&document["scenarios"][scenario]["variables"]["gdp"]["deviation"]["mean"]);
    let means = list(&difference["variables"]["gdp"]["difference"]["mean"]);
    for ((a, b), mean) in gdp(0).iter().zip(gdp(1)).zip(&means) {
        assert!((b - a - mean).abs() < within::SUM_OF_DRAWS);
    }
    // R&D helps in nearly all draws, and never in no_effect.
    assert!(last(&difference["probability_more"]["gdp"]) > 0.5);
    assert!((last(&difference["probability_equal"]["gdp"]) - 0.1).abs() < within::SUM_OF_DRAWS);
    let no_effect = difference["structures"].as_array().unwrap().last().unwrap();
    assert_eq!(no_effect["structure"], "no_effect");
    assert_eq!(last(&no_effect["probability_equal"]["gdp"]), 1.0);
    assert!(last(&difference["mc_error_probability_more"]["gdp"]) < 0.05);
    let inputs = document["inputs"].as_array().unwrap();
    assert_eq!(
        inputs.iter().map(|i| i["name"].as_str().unwrap()).collect::<Vec<_>>(),
        ["a.toml", "b.toml", "c.toml"]
    );
}

#[test]
fn the_same_bytes_whatever_the_threads_and_the_memory() {
    let folder = Folder::new("bytes");
    let request = ["compare", "c.toml", "a.toml", "--draws", "260", "--format", "json"];
    let expected = folder.kennis(&[&request[..], &["--threads", "1"]].concat());
    for more in [&["--threads", "3"][..], &["--memory", "0.01", "--threads", "2"]] {
        assert_eq!(folder.kennis(&[&request[..], more].concat()), expected, "{more:?}");
    }
}

#[test]
fn the_table_has_the_numbers_of_the_document() {
    let folder = Folder::new("table");
    let request = ["compare", "a.toml", "b.toml", "--draws", "50", "--out", "r"];
    folder.kennis(&request);
    let document: Value =
        serde_json::from_str(&fs::read_to_string(folder.0.join("r/compare.json")).unwrap()).unwrap();
    let csv = fs::read_to_string(folder.0.join("r/compare.csv")).unwrap();
    let value = |start: &str| -> f64 {
        let line = csv.lines().find(|line| line.starts_with(start)).unwrap_or_else(|| panic!("no {start}"));
        line.split(',').nth(4).unwrap().parse().unwrap()
    };
    let difference = &document["differences"][0];
    let same = |a: f64, b: f64| assert!((a - b).abs() <= within::LAST_BIT_READ * b.abs(), "{a} {b}");
    let gdp = &difference["variables"]["gdp"];
    same(value("more less some.gdp,difference,p95,2040"), last(&gdp["difference"]["p95"]));
    same(value("more less some.gdp,difference,mc_error_p50,2040"), last(&gdp["difference"]["mc_error_p50"]));
    same(
        value("more less some.gdp,difference,probability_more,2040"),
        last(&difference["probability_more"]["gdp"]),
    );
    let structure = &difference["structures"][0];
    let name =
        format!("more less some.{}.tfp,difference,mean,2040", structure["structure"].as_str().unwrap());
    same(value(&name), last(&structure["variables"]["tfp"]["difference"]["mean"]));
    let scenario = &document["scenarios"][1]["variables"]["gdp"]["deviation"]["p50"];
    same(value("more.gdp,deviation,p50,2040"), last(scenario));
    assert!(folder.0.join("r/manifest.json").exists());
}

#[test]
fn the_text_says_the_difference_how_sure_it_is_and_where_both_are_equal() {
    let folder = Folder::new("text");
    let request = ["compare", "a.toml", "b.toml", "--draws", "120"];
    let text = folder.kennis(&request);
    assert!(
        text.starts_with("2 scenarios on the same draws\n1: some\n2: more\nNLD, 2023 to 2040, "),
        "{text}"
    );
    let words = text.replace('\n', " ");
    for said in ["2 less 1: in 2040 GDP is ", "% of the baseline higher under 2", "equal in 10% (no_effect)."]
    {
        assert!(words.contains(said), "{said}: {text}");
    }
    assert!(text.lines().all(|line| line.chars().count() <= 80 || line.starts_with("Again: ")), "{text}");
    assert!(text.ends_with(&format!("Again: kennis {}\n", request.join(" "))));
    let document = folder.json(&request);
    let more = 100.0 * last(&document["differences"][0]["probability_more"]["gdp"]);
    assert!(words.contains(&format!("2 gives more in {more:.0}% of the draws")), "{more} {text}");
    let check = folder.kennis(&["compare", "a.toml", "b.toml", "--draws", "0"]);
    assert!(
        check.contains("CHECK RUN") && !check.contains("equal") && !check.contains("90% band"),
        "{check}"
    );
    let alone = folder.kennis(&["compare", "a.toml", "b.toml", "--draw", "7"]);
    assert!(alone.contains("DRAW 7 ALONE"), "{alone}");
}

#[test]
fn a_check_run_has_no_probability_and_says_why() {
    let folder = Folder::new("check");
    let document = folder.json(&["compare", "a.toml", "b.toml", "--draws", "0"]);
    assert_eq!(document["check_run"], true);
    let schema: Value = serde_json::from_str(&folder.kennis(&["schema", "kennis.compare/1"])).unwrap();
    assert_eq!(breaches(&schema, &schema, &document, ""), [""; 0]);
    let difference = &document["differences"][0];
    assert!(difference["probability_more"]["gdp"].is_null());
    assert!(difference["probability_more"]["gdp_reason"].as_str().unwrap().contains("check run"));
    assert_eq!(last(&difference["variables"]["gdp"]["difference"]["sd"]), 0.0);
}

/// The numbers of an attribute of the element of a panel that holds `mark`.
fn drawn(svg: &str, panel: &str, mark: &str, attribute: &str) -> Vec<f64> {
    let panel =
        svg.split(&format!("<g data-panel=\"{panel}\">")).nth(1).unwrap().split("</g>").next().unwrap();
    let element = panel.split('<').find(|element| element.contains(mark)).unwrap();
    let text = element.split(&format!("{attribute}=\"")).nth(1).unwrap().split('"').next().unwrap();
    text.split(' ').map(|number| number.parse().unwrap()).collect()
}

#[test]
fn the_picture_shows_the_scenarios_and_their_differences() {
    let folder = Folder::new("picture");
    let request = ["compare", "a.toml", "c.toml", "--draws", "60", "--chart", "c.svg"];
    let document = folder.json(&request);
    let svg = fs::read_to_string(folder.0.join("c.svg")).unwrap();
    let scenario = |i: usize| &document["scenarios"][i]["variables"]["gdp"]["deviation"];
    let difference = &document["differences"][0]["variables"]["gdp"]["difference"];
    for (panel, statistics) in
        [("1: some", scenario(0)), ("2: target", scenario(1)), ("2 less 1", difference)]
    {
        for (mark, attribute, statistic) in [
            ("data-line=\"median\"", "data-values", "p50"),
            ("data-band=\"90%\"", "data-low", "p05"),
            ("data-band=\"60%\"", "data-high", "p80"),
        ] {
            let (shown, expected) = (drawn(&svg, panel, mark, attribute), list(&statistics[statistic]));
            assert_eq!(shown.len(), expected.len());
            for (shown, expected) in shown.iter().zip(expected) {
                assert!((shown - expected).abs() <= within::FOUR_DECIMALS, "{panel} {statistic}");
            }
        }
    }
}

#[test]
fn different_horizons_baselines_and_parameters_are_compared_and_said() {
    let folder = Folder::new("different");
    fs::write(folder.0.join("b.csv"), "year,gdp_growth\n2027,0.03\n").unwrap();
    let other = research("other", 0.001).replace("horizon = 2040", "horizon = 2035\nbaseline = \"b.csv\"")
        + "[parameters]\noutput_elasticity_public = 0.1\n";
    fs::write(folder.0.join("o.toml"), other).unwrap();
    let request = ["compare", "a.toml", "o.toml", "--draws", "40"];
    let document = folder.json(&request);
    let difference = &document["differences"][0];
    assert_eq!(last(&difference["years"]), 2035.0);
    assert_eq!(
        (
            document["scenarios"][0]["years"].as_array().unwrap().len(),
            difference["years"].as_array().unwrap().len()
        ),
        (18, 13)
    );
    let warnings = document["warnings"].to_string();
    let text = folder.kennis(&request).replace("\n  ", " ");
    for said in
        ["have different horizons", "have different baselines", "have different output_elasticity_public"]
    {
        assert!(warnings.contains(said), "{warnings}");
        assert!(text.contains(said), "{text}");
    }
    assert_ne!(document["scenarios"][0]["parameters_hash"], document["scenarios"][1]["parameters_hash"]);
}

#[test]
fn a_scenario_twice_has_two_names_and_no_difference() {
    let folder = Folder::new("twice");
    let path = Path::new("a.toml").display().to_string();
    let document = folder.json(&["compare", &path, &path, "--draws", "40"]);
    let difference = &document["differences"][0];
    assert_eq!((&difference["first"], &difference["second"]), (&"some".into(), &"some (2)".into()));
    assert!(list(&difference["variables"]["gdp"]["difference"]["p95"]).iter().all(|x| *x == 0.0));
    assert_eq!(
        (last(&difference["probability_more"]["gdp"]), last(&difference["probability_equal"]["gdp"])),
        (0.0, 1.0)
    );
    let text = folder.kennis(&["compare", &path, &path, "--draws", "40"]).replace('\n', " ");
    assert!(text.contains("GDP is as high under 2 as under 1") && text.contains("equal in 100%"), "{text}");
}
