//! `kennis compare --beliefs`, and the line under a run: the same scenario under other parameters, on the same draws.

use crate::support::{breaches, program};
use serde_json::Value;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

const DRAWS: [&str; 2] = ["--draws", "120"];

/// A folder with a scenario and two sets for one test, removed at its end.
struct Folder(PathBuf);

impl Folder {
    fn new(test: &str) -> Self {
        let path = std::env::temp_dir().join(format!("kennis-beliefs-{test}-{}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        fs::write(
            path.join("s.toml"),
            "schema = \"kennis.scenario/1\"\nname = \"target\"\nhorizon = 2040\n[[targets]]\nvariable = \"rd_intensity\"\n\
             year = 2030\nvalue = 0.03\npublic_share = 0.4\n",
        )
        .unwrap();
        for (name, value) in [("low", 0.01), ("high", 0.12)] {
            let text = format!(
                "schema = \"kennis.parameters/1\"\n[parameters]\noutput_elasticity_business = {value}\n"
            );
            fs::write(path.join(format!("{name}.toml")), text).unwrap();
        }
        Self(path)
    }

    fn output(&self, arguments: &[&str]) -> Output {
        Command::new(program()).current_dir(&self.0).args(arguments).output().unwrap()
    }

    fn kennis(&self, arguments: &[&str]) -> String {
        let output = self.output(arguments);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    fn json(&self, arguments: &[&str]) -> Value {
        serde_json::from_str(&self.kennis(&[arguments, &DRAWS, &["--format", "json"]].concat())).unwrap()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A text in one line.
fn joined(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn every_set_has_the_results_of_a_run_with_its_file() {
    let folder = Folder::new("document");
    let document =
        folder.json(&["compare", "s.toml", "--beliefs", "default,low.toml,high.toml,return_anchored"]);
    let schema: Value = serde_json::from_str(&folder.kennis(&["schema", "kennis.compare/1"])).unwrap();
    assert_eq!(breaches(&schema, &schema, &document, ""), [""; 0]);
    let beliefs = document["beliefs"].as_array().unwrap();
    let names: Vec<&str> = beliefs.iter().map(|one| one["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["default", "low", "high", "return_anchored"]);
    fs::write(folder.0.join("return_anchored.toml"), folder.kennis(&["example", "return_anchored"])).unwrap();
    for (belief, own) in beliefs.iter().zip([
        vec![],
        vec!["--parameters", "low.toml"],
        vec!["--parameters", "high.toml"],
        vec!["--parameters", "return_anchored.toml"],
    ]) {
        let run = folder.json(&[&["run", "s.toml"][..], &own].concat());
        for key in ["variables", "returns", "draws_dropped", "parameters_hash", "parameters"] {
            assert_eq!(belief[key], run[key], "{own:?} {key}");
        }
        let of_run = run["inputs"].as_array().unwrap().iter().filter(|input| input["role"] == "parameters");
        assert_eq!(*belief["inputs"].as_array().unwrap(), of_run.cloned().collect::<Vec<_>>(), "{own:?}");
        assert_eq!(belief["inputs"].as_array().unwrap().len(), own.len() / 2);
    }
    assert_eq!(document["inputs"].as_array().unwrap().len(), 4);
    let mean = |i: usize| {
        beliefs[i]["variables"]["gdp"]["deviation"]["mean"].as_array().unwrap().last().unwrap().as_f64()
    };
    assert!(mean(1) < mean(0) && mean(0) < mean(2));
}

#[test]
fn table_text_and_picture_show_the_figures_of_the_document() {
    let folder = Folder::new("forms");
    let asked = ["compare", "s.toml", "--beliefs", "low.toml,high.toml"];
    let document = folder.json(&asked);
    let csv = folder.kennis(&[&asked[..], &DRAWS, &["--format", "csv"]].concat());
    let text = folder.kennis(&[&asked[..], &DRAWS, &["--chart", "c.svg", "--out", "out"]].concat());
    let answer = joined(&text);
    for belief in document["beliefs"].as_array().unwrap() {
        let (name, gdp) = (belief["name"].as_str().unwrap(), &belief["variables"]["gdp"]["deviation"]);
        let last = |key: &str| gdp[key].as_array().unwrap().last().unwrap().as_f64().unwrap();
        let line = format!("{name}.gdp,deviation,p50,2040,{},percent", last("p50"));
        assert!(csv.lines().any(|known| known == line), "{line}");
        let quoted = answer.split_once(&format!("% with {name} (median; mean ")).unwrap();
        let number = |text: &str| text.parse::<f64>().unwrap();
        let median = number(quoted.0.rsplit(' ').next().unwrap());
        let mean = number(quoted.1.split_once('%').unwrap().0);
        assert!((median - last("p50")).abs() < 0.006 && (mean - last("mean")).abs() < 0.006, "{answer}");
    }
    assert!(answer.contains("low: output_elasticity_business = 0.01 (parameter file)"), "{answer}");
    assert!(text.lines().all(|line| line.chars().count() <= 100 || line.starts_with("Again: ")), "{text}");
    let svg = fs::read_to_string(folder.0.join("c.svg")).unwrap();
    assert_eq!(svg.matches("<g data-panel=").count(), 2);
    for name in ["compare.txt", "compare.json", "compare.csv", "manifest.json"] {
        assert!(folder.0.join("out").join(name).exists(), "{name}");
    }
}

#[test]
fn what_cannot_be_asked_is_refused_with_what_can() {
    let folder = Folder::new("refused");
    for (arguments, expected) in [
        (
            vec!["s.toml", "--beliefs", "low.toml"],
            "--beliefs: found \"low.toml\", expected at least two sets",
        ),
        (
            vec!["s.toml", "--beliefs", "low.toml,return_ancored"],
            "return_anchored, panel_anchored, slow_and_lasting, cbo_2025_implied, default; did you mean \"return_anchored\"?",
        ),
        (vec!["s.toml", "--beliefs", "low.toml,none.toml"], "none.toml"),
        (vec!["s.toml", "--beliefs", "low.toml,s.toml"], "s.toml"),
        (vec!["s.toml", "s.toml", "--beliefs", "low.toml,high.toml"], "--beliefs: found several scenarios"),
        (
            vec!["s.toml", "--beliefs", "low.toml,high.toml", "--parameters", "low.toml"],
            "--parameters: found a parameter file beside --beliefs",
        ),
        (
            vec!["s.toml", "--beliefs", "low.toml,high.toml", "--precision", "0.1"],
            "--precision: found --beliefs",
        ),
    ] {
        let output = folder.output(&[&["compare"], &arguments[..]].concat());
        let said = joined(&String::from_utf8(output.stderr).unwrap());
        assert_eq!(output.status.code(), Some(2), "{arguments:?} {said}");
        assert!(said.contains(expected), "{arguments:?}: {said}");
    }
    let twice = folder.json(&["compare", "s.toml", "--beliefs", "low.toml,./low.toml"]);
    assert_eq!([&twice["beliefs"][0]["name"], &twice["beliefs"][1]["name"]], ["low", "low (2)"]);
}

#[test]
fn a_run_says_where_the_headline_would_go_unless_the_user_has_decided() {
    let folder = Folder::new("line");
    let line = |options: &[&str]| {
        let text = folder.kennis(&[&["run", "s.toml"], &DRAWS[..], options].concat());
        let joined = joined(&text);
        let start = joined.find("Under other beliefs the median in 2040 would be ")?;
        Some(joined[start..].split_inclusive("more).").next().unwrap().to_owned())
    };
    let whole = line(&[]).unwrap();
    assert!(whole.contains("% (mean ") && whole.contains("120 draws"), "{whole}");
    assert!(whole.contains("with panel_anchored") && whole.contains("with return_anchored"), "{whole}");
    assert_eq!(line(&["--threads", "1"]).unwrap(), whole);
    let one = line(&["--parameters", "low.toml"]).unwrap();
    assert!(!one.contains("panel_anchored") && one.contains("with return_anchored"), "{one}");
    let other = line(&["--set", "output_elasticity_public=0.05"]).unwrap();
    assert!(other.contains("with panel_anchored") && !other.contains("return_anchored"), "{other}");
    for none in [vec!["--structure", "rate_of_return"], vec!["--structure", "no_effect"], vec!["--draw", "3"]]
    {
        assert_eq!(line(&none), None, "{none:?}");
    }
    // It is the run under the set: a file of the same content gives the same median, on the draws of the line.
    fs::write(folder.0.join("panel.toml"), folder.kennis(&["example", "panel_anchored"])).unwrap();
    let run = folder.json(&["run", "s.toml", "--plan", "sobol", "--parameters", "panel.toml"]);
    let median =
        run["variables"]["gdp"]["deviation"]["p50"].as_array().unwrap().last().unwrap().as_f64().unwrap();
    let said = whole.split_once("would be ").unwrap().1.split_once('%').unwrap().0.parse::<f64>().unwrap();
    assert!((said - median).abs() < 0.006, "{said} {median}");
}
