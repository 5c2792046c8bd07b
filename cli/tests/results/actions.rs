//! `kennis actions`: the document with its schema, the table, the text and the picture of the same figures, and what is refused.

use crate::support::{breaches, program};
use serde_json::Value;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

const STATUSES: &str = include_str!("../../../data/actions.toml");

fn measure(instrument: &str, amount: f64, action: u8) -> String {
    format!(
        "[[measures]]\nname = \"{instrument} {action}\"\ninstrument = \"{instrument}\"\nunit = \"bn_eur\"\namount = {amount}\nfrom = \
         2026\naction = {action}\n"
    )
}

fn scenario(measures: &[String]) -> String {
    let head = "schema = \"kennis.scenario/1\"\nname = \"a package\"\nhorizon = 2035\n";
    format!("{head}{}", measures.concat())
}

fn three() -> [String; 3] {
    [
        measure("innovation_procurement", 0.5, 1),
        measure("valorisation", 0.3, 5),
        measure("tax_credit", 0.4, 8),
    ]
}

/// A folder with scenarios for one test, removed at its end.
struct Folder(PathBuf);

impl Folder {
    fn new(test: &str) -> Self {
        let path = std::env::temp_dir().join(format!("kennis-actions-{test}-{}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        let [one, five, eight] = three();
        fs::write(path.join("s.toml"), scenario(&three())).unwrap();
        fs::write(path.join("turned.toml"), scenario(&[eight.clone(), five, one.clone()])).unwrap();
        fs::write(path.join("fewer.toml"), scenario(&[one, eight])).unwrap();
        fs::write(path.join("statuses.toml"), STATUSES).unwrap();
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
        let document = self.kennis(&[&["actions"], arguments, &["--format", "json"]].concat());
        let document: Value = serde_json::from_str(&document).unwrap();
        let schema: Value = serde_json::from_str(&self.kennis(&["schema", "kennis.actions/1"])).unwrap();
        assert_eq!(breaches(&schema, &schema, &document, "$"), Vec::<String>::new());
        document
    }

    fn refused(&self, arguments: &[&str]) -> String {
        let output = self.output(&[&["actions"], arguments].concat());
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.code() == Some(2) && output.stdout.is_empty(), "{said}");
        said
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value}"))
}

/// The parser of the test may miss the last bit of a number.
fn same(one: f64, other: f64, what: &str) {
    assert!((one - other).abs() <= 1e-15 * other.abs(), "{what}: {one} {other}");
}

#[test]
fn document_table_text_and_picture_say_the_same() {
    let folder = Folder::new("same");
    let arguments = ["s.toml", "--draws", "24", "--year", "2033"];
    let document = folder.json(&arguments);
    let csv = folder.kennis(&[&["actions"], &arguments[..], &["--format", "csv"]].concat());
    let line = |begins: &str| -> f64 {
        let line =
            csv.lines().find(|line| line.starts_with(begins)).unwrap_or_else(|| panic!("{begins}: {csv}"));
        line.split(',').nth(4).unwrap().parse().unwrap()
    };
    assert_eq!((document["year"].as_i64(), document["draws"].as_u64()), (Some(2033), Some(24)));
    for outcome in ["rd_intensity", "gdp", "debt_ratio"] {
        let effect = |place: usize| &document["actions"][place - 1]["effect"][outcome];
        for action in [1, 5, 8] {
            for statistic in ["mean", "p05", "p95", "mc_error"] {
                let begins = format!("{outcome},action_{action},{statistic},2033,");
                same(line(&begins), number(&effect(action)[statistic]), &begins);
            }
        }
        let sum: f64 = [1, 5, 8].map(|action| number(&effect(action)["mean"])).iter().sum();
        let package = number(&document["package"]["effect"][outcome]["mean"]);
        assert!((sum - package).abs() < 1e-12 && package != 0.0, "{outcome}: {sum} {package}");
        same(line(&format!("{outcome},package,mean,2033,")), package, outcome);
        let unit = if outcome == "gdp" { "percent" } else { "percentage_points" };
        assert_eq!(document["package"]["effect"][outcome]["deviation_unit"], unit);
    }
    assert_eq!(line("peak_year,package,p50,,"), number(&document["package"]["peak_year"]["p50"]));
    // An action without a measure has no effect, and says why; a status stands there all the same.
    let actions = document["actions"].as_array().unwrap();
    assert_eq!(actions.len(), 9);
    assert!(actions.iter().zip(1..).all(|(action, number)| action["number"] == number));
    let reason = |number: usize| actions[number - 1]["effect_reason"].as_str();
    assert!(actions[1]["effect"].is_null() && actions[1]["measures"] == serde_json::json!([]));
    assert_eq!(
        reason(2),
        Some("no source names money for the action, and no measure of the scenario carries it")
    );
    assert_eq!(reason(3), Some("no measure of the scenario carries the action"));
    assert_eq!(reason(1), None);
    assert_eq!(actions[7]["measures"][0]["action"], 8);
    assert_eq!(
        actions[2]["money"][0]["what"].as_str().unwrap().matches("capital, not R&D outlays").count(),
        1
    );
    assert!(actions[0]["track"].is_null() && actions[0]["track_reason"].is_string());
    assert!(document["others"]["effect"].is_null() && document["others"]["effect_reason"].is_string());

    let text =
        folder.kennis(&[&["actions"], &arguments[..], &["--chart", "c.svg", "--out", "results"]].concat());
    assert!(text.lines().all(|line| line.chars().count() <= 80 || line.starts_with("Again: ")), "{text}");
    for said in
        ["What each action adds: a package", "GDP in 2033, percent", "(last known: 11 July 2025)", "Shapley"]
    {
        assert!(text.contains(said), "{said}: {text}");
    }
    let bar = text.lines().find(|line| line.trim_start().starts_with("All of them")).unwrap();
    let shown: f64 = bar.split_whitespace().nth(3).unwrap().parse().unwrap();
    assert!((shown - number(&document["package"]["effect"]["rd_intensity"]["mean"])).abs() < 0.006, "{bar}");
    let picture = fs::read_to_string(folder.0.join("c.svg")).unwrap();
    let bar = picture.split("data-outcome=\"gdp\" data-mean=\"").nth(2).unwrap();
    let mean = number(&document["actions"][4]["effect"]["gdp"]["mean"]);
    same(bar.split('"').next().unwrap().parse().unwrap(), mean, "the second bar");
    assert_eq!(picture.matches("data-mean").count(), 12, "four rows in three panels");
    assert!(picture.contains("action 2, 3, 4, 6, 7, 9"), "{picture}");
    for file in ["actions.txt", "actions.json", "actions.csv", "manifest.json"] {
        assert!(folder.0.join("results").join(file).exists(), "{file}");
    }
}

/// What differs by name: command, inputs, and why an action has no effect.
fn figures(document: &Value) -> Vec<Value> {
    let effects = document["actions"].as_array().unwrap().iter().map(|action| action["effect"].clone());
    effects.chain([document["package"]["effect"].clone(), document["package"]["peak_year"].clone()]).collect()
}

#[test]
fn left_out_is_deleted_and_the_order_of_measures_does_not_matter() {
    let folder = Folder::new("only");
    let of = |arguments: &[&str]| folder.json(&[arguments, &["--draws", "16"]].concat());
    let fewer = of(&["fewer.toml"]);
    let only = of(&["s.toml", "--only", "1,8"]);
    assert_eq!(figures(&only), figures(&fewer));
    assert_eq!(figures(&of(&["s.toml", "--without", "5"])), figures(&fewer));
    assert_eq!(figures(&of(&["s.toml", "--only", "8, 1,3", "--without", "5,2"])), figures(&fewer));
    assert_eq!(only["actions"][4]["effect_reason"], "the action is left out");
    assert_eq!(only["package"]["left_out"], serde_json::json!([2, 3, 4, 5, 6, 7, 9]));
    assert_eq!(only["package"]["actions"], serde_json::json!([1, 8]));
    let (one, other) = (of(&["s.toml"]), of(&["turned.toml"]));
    for outcome in ["rd_intensity", "gdp", "debt_ratio"] {
        for action in [0, 4, 7] {
            let mean = |document: &Value| number(&document["actions"][action]["effect"][outcome]["mean"]);
            assert!((mean(&one) - mean(&other)).abs() < 1e-12, "{outcome} {action}");
        }
    }
    // Nothing is left: all are null, with a warning.
    let none = of(&["s.toml", "--only", "2"]);
    assert!(none["package"]["effect"].is_null() && none["package"]["peak_year"].is_null());
    assert!(none["actions"].as_array().unwrap().iter().all(|action| action["effect"].is_null()));
    assert!(none["warnings"].to_string().contains("no measure of the scenario carries an action"));
}

#[test]
fn without_a_scenario_the_statuses_are_printed_and_a_file_replaces_them() {
    let folder = Folder::new("statuses");
    let document = folder.json(&[]);
    assert_eq!(document["as_of"], "2026-06-30");
    assert!(document["inputs"] == serde_json::json!([]) && document.get("draws").is_none());
    let actions = document["actions"].as_array().unwrap();
    assert!(
        actions.iter().all(|one| one["effect"].is_null() && one["effect_reason"] == "no scenario was given")
    );
    assert_eq!(actions[8]["money"][0]["amount"], 5.0);
    let text = folder.kennis(&["actions"]);
    assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
    assert_eq!(text.matches("(last known:").count() + text.matches("(last\n").count(), 9, "{text}");
    let csv = folder.kennis(&["actions", "--format", "csv"]);
    assert!(
        csv.contains("action_1,money,amount,,0.5,") && csv.contains("action_7,status,exploration,,20250711,")
    );

    let edited = STATUSES.replacen("status      = \"pilot\"", "status      = \"established\"", 1);
    fs::write(folder.0.join("edited.toml"), edited).unwrap();
    for arguments in
        [&["--actions", "edited.toml"][..], &["s.toml", "--draws", "16", "--actions", "edited.toml"]]
    {
        let document = folder.json(arguments);
        assert_eq!(document["actions"][1]["status"], "established");
        let roles: Vec<&Value> =
            document["inputs"].as_array().unwrap().iter().map(|one| &one["role"]).collect();
        assert_eq!(*roles.last().unwrap(), "actions");
        assert_eq!(roles.len(), if arguments.len() > 2 { 2 } else { 1 });
    }
    assert!(folder.kennis(&["check", "edited.toml"]).contains("no problems"));
}

#[test]
fn what_cannot_be_is_refused_all_at_once() {
    let folder = Folder::new("refused");
    let scenario = fs::read_to_string(folder.0.join("s.toml")).unwrap();
    fs::write(folder.0.join("ten.toml"), scenario.replacen("action = 1", "action = 10", 1)).unwrap();
    let said = folder.refused(&["ten.toml", "--only", "0,3,3,x", "--year", "2030"]);
    for part in [
        "--only: found \"0\", expected actions with commas, 1 to 9, such as 1,3,7",
        "--only: found 3, expected each action once",
        "--only: found \"x\"",
        "ten.toml:10:10: measures[0].action: found 10, expected an action of the 3% R&D action plan, 1 to 9",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    let said = folder.refused(&["s.toml", "--only", "1,5", "--without", "5"]);
    assert_eq!(said, "--without: found 5, expected each action in one of --only and --without\n");
    let said = folder.refused(&["s.toml", "--year", "2036"]);
    assert!(said.contains("--year: found 2036, expected a year from 2024 to the horizon, 2035"), "{said}");
    // The day of the clock: nothing of the next century is known.
    let future = STATUSES.replace("2026-06-30", "2126-06-30");
    fs::write(folder.0.join("future.toml"), future.replacen("2025-12-11", "2125-12-11", 1)).unwrap();
    for arguments in [&["--actions", "future.toml"][..], &["s.toml", "--actions", "future.toml"]] {
        let said = folder.refused(arguments);
        assert!(said.contains("as_of: found 2126-06-30, expected a day that is not after "), "{said}");
    }
    assert!(folder.refused(&["--actions", "absent.toml"]).contains("no such file"));
    // What only a scenario can be asked.
    for option in [
        &["--year", "2030"][..],
        &["--only", "1"],
        &["--draws", "9"],
        &["--chart", "c.svg"],
        &["--country", "DEU"],
    ] {
        let said = folder.refused(option);
        assert!(said.contains("SCENARIO"), "{option:?}: {said}");
    }
}

#[test]
fn the_examples_of_the_action_plan_run() {
    let folder = Folder::new("examples");
    for (name, with_effect) in [("action_plan_2025", &[3, 6][..]), ("action_plan_illustration", &[1, 8])] {
        fs::write(folder.0.join("e.toml"), folder.kennis(&["example", name])).unwrap();
        let mut arguments = vec!["e.toml", "--draws", "16", "--year", "2032"];
        if with_effect[0] == 1 {
            // Nine actions are 512 runs of each draw.
            arguments.extend(["--only", "1,8"]);
        }
        let document = folder.json(&arguments);
        for action in 1..=9 {
            let effect = &document["actions"][action - 1]["effect"];
            assert_eq!(!effect.is_null(), with_effect.contains(&action), "{name} {action}");
        }
    }
}
