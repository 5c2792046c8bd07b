//! `kennis data`, `--data` and `--country`: what is printed is read back, and every country with the data runs.

use crate::support::program;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A folder for one test, removed at its end.
struct Folder(PathBuf);

impl Folder {
    fn new(test: &str) -> Self {
        let path = std::env::temp_dir().join(format!("kennis-data-{test}-{}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn write(&self, name: &str, contents: impl AsRef<[u8]>) {
        fs::write(self.0.join(name), contents).unwrap();
    }

    fn printed(&self, arguments: &[&str]) -> String {
        printed(&self.0, arguments)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn printed(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new(program()).current_dir(folder).args(arguments).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

const SCENARIO: &str = "schema = \"kennis.scenario/1\"\nname = \"research\"\nhorizon = 2045\n\
    [[measures]]\nname = \"m\"\ninstrument = \"public_research\"\nunit = \"gdp_share\"\namount = 0.001\nfrom = 2026\n";

fn document(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

/// The document without what names the request.
fn without_command(text: &str) -> Value {
    let mut document = document(text);
    document.as_object_mut().unwrap().remove("command");
    document
}

#[test]
fn data_that_are_printed_and_read_back_give_the_same_run() {
    let folder = Folder::new("round-trip");
    folder.write("s.toml", SCENARIO);
    for country in ["NLD", "DEU", "SWE", "KOR"] {
        let csv = folder.printed(&["data", "--country", country, "--format", "csv"]);
        assert!(csv.starts_with("variable,kind,statistic,year,value,unit,"));
        folder.write("d.csv", &csv);
        let run = ["run", "s.toml", "--draws", "20", "--format", "json"];
        let embedded = folder.printed(&[&run[..], &["--country", country]].concat());
        // The file is about one country, which need not be named.
        let own = folder.printed(&[&run[..], &["--data", "d.csv"]].concat());
        assert_eq!(document(&own)["country"], country);
        let mut own = without_command(&own);
        assert_eq!(own["inputs"][1]["name"], "d.csv");
        own["inputs"].as_array_mut().unwrap().remove(1);
        assert_eq!(own, without_command(&embedded));
        assert_eq!(folder.printed(&["check", "d.csv"]), "d.csv: no problems\n");
    }
}

#[test]
fn a_country_that_is_not_embedded_runs_on_its_own_data() {
    let folder = Folder::new("new-country");
    folder.write("s.toml", SCENARIO);
    // Austria under another name, with semicolons and decimal commas.
    let csv = folder.printed(&["data", "--country", "AUT", "--format", "csv"]);
    let keep = |line: &str| {
        let cells: Vec<&str> = line.split(',').collect();
        format!("{};{};{}", cells[0], cells[3], cells[4].replace('.', ","))
    };
    // Figures that others published are no series, and neither is what is made of other tables.
    let series = csv.lines().filter(|line| matches!(line.split(',').nth(1), Some("data" | "kind")));
    let lines: Vec<String> = series.map(keep).collect();
    folder.write("d.csv", lines.join("\r\n") + "\r\n");
    let run = ["run", "s.toml", "--draws", "20", "--format", "json"];
    let own = document(&folder.printed(&[&run[..], &["--country", "XYZ", "--data", "d.csv"]].concat()));
    let embedded = document(&folder.printed(&[&run[..], &["--country", "AUT"]].concat()));
    assert_eq!(own["country"], "XYZ");
    assert_eq!(own["data_vintage"], "vintage not stated; 23 series of d.csv (vintage not stated)");
    assert_eq!(own["variables"]["gdp"]["deviation"], embedded["variables"]["gdp"]["deviation"]);
    assert_eq!(own["variables"]["gdp"]["unit"], "bn LCU");
    assert_eq!(embedded["variables"]["gdp"]["unit"], "bn EUR");
}

#[test]
fn series_of_the_file_win_over_the_embedded_ones() {
    let folder = Folder::new("overlay");
    folder.write("s.toml", SCENARIO);
    folder.write("d.csv", "variable,year,value,vintage\ngdp_growth,2024,0,now\ngdp_growth,2025,0,\n");
    let run = ["run", "s.toml", "--draws", "0", "--format", "json", "--data", "d.csv"];
    let document = document(&folder.printed(&run));
    let gdp = document["variables"]["gdp"]["baseline"]["p50"].as_array().unwrap();
    assert_eq!(gdp[0], gdp[22]);
    assert_eq!(document["data_vintage"], "2026-04-14; gdp_growth of d.csv (now)");
}

#[test]
fn the_option_wins_over_the_scenario_and_the_scenario_over_the_file() {
    let folder = Folder::new("precedence");
    folder.write("s.toml", format!("country = \"FRA\"\n{SCENARIO}"));
    folder.write("d.csv", folder.printed(&["data", "--country", "DEU", "--format", "csv"]));
    let country = |arguments: &[&str]| {
        let run = ["run", "s.toml", "--draws", "0", "--format", "json"];
        document(&folder.printed(&[&run[..], arguments].concat()))["country"].as_str().unwrap().to_owned()
    };
    assert_eq!(country(&[]), "FRA");
    assert_eq!(country(&["--country", "BEL"]), "BEL");
    // Data about another country are not passed over in silence.
    let output = Command::new(program())
        .current_dir(&folder.0)
        .args(["run", "s.toml", "--draws", "0", "--data", "d.csv"])
        .output()
        .unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!((output.status.code(), said.contains("series of DEU alone")), (Some(2), true), "{said}");
    folder.write("s.toml", SCENARIO);
    assert_eq!(country(&[]), "NLD");
    assert_eq!(country(&["--data", "d.csv"]), "DEU");
}

/// Every country of the panel: a run with finite numbers, or which series is missing for which years.
#[test]
fn every_country_runs_or_says_what_is_missing() {
    let folder = Folder::new("every-country");
    folder.write("s.toml", SCENARIO);
    let panel = kennis::data::Panel::embedded().unwrap();
    let (mut runs, mut refused) = (0, Vec::new());
    for economy in panel.economies() {
        let country = economy.country.as_str();
        let output = Command::new(program())
            .current_dir(&folder.0)
            .args(["run", "s.toml", "--draws", "8", "--format", "json", "--country", country])
            .output()
            .unwrap();
        let lists = document(&folder.printed(&["data", "--country", country, "--format", "json"]));
        let missing = lists["missing"].as_array().unwrap();
        if output.status.success() {
            let run = document(&String::from_utf8(output.stdout).unwrap());
            assert_eq!(run["country"], country);
            assert!(run["variables"]["gdp"]["deviation"]["p50"][20].as_f64().unwrap() > 0.0, "{country}");
            assert!(missing.is_empty(), "{country}");
            runs += 1;
        } else {
            let said = String::from_utf8(output.stderr).unwrap();
            assert_eq!(output.status.code(), Some(2), "{country}: {said}");
            assert_eq!(said.lines().count(), missing.len(), "{country}: {said}");
            assert!(said.lines().all(|line| line.contains("whose series ")), "{said}");
            refused.push(country.to_owned());
        }
    }
    assert_eq!(refused, ["ARG", "AUS", "CHE", "CHN", "COL", "CRI", "ISR", "NZL", "RUS", "SGP", "TUR"]);
    assert_eq!(runs, 35);
}

#[test]
fn the_three_forms_of_the_data_say_the_same() {
    let folder = Folder::new("forms");
    folder.printed(&["data", "--out", "results"]);
    let read = |name: &str| fs::read_to_string(folder.0.join("results").join(name)).unwrap();
    let (text, json, csv) = (read("data.txt"), document(&read("data.json")), read("data.csv"));
    let series = json["series"].as_array().unwrap();
    let observations: usize = series.iter().map(|one| one["values"].as_array().unwrap().len()).sum();
    let figures = json["published_figures"].as_array().unwrap().len();
    assert!(figures > 30);
    let indicator = csv.lines().filter(|line| line.split(',').nth(1) == Some("indicator")).count();
    assert!(indicator > 4 * (2060 - 2015));
    assert_eq!(csv.lines().count(), observations + figures + indicator + 1);
    for one in series {
        assert!(text.contains(one["name"].as_str().unwrap()));
        assert_eq!(one["years"].as_array().unwrap().len(), one["values"].as_array().unwrap().len());
    }
    assert_eq!(json["schema"], "kennis.data/1");
    // The break of the survey in 2013, and the gap of the funders in 2000.
    let named = |name: &str| series.iter().find(|one| one["name"] == name).unwrap();
    assert!(named("rd_total")["breaks"].as_array().unwrap().contains(&2013.into()));
    assert!(named("rd_funded_abroad")["gaps"].as_array().unwrap().contains(&2000.into()));
}

#[test]
fn commands_without_a_scenario_take_a_country() {
    let folder = Folder::new("commands");
    for command in [&["parameters", "--draws", "8"][..], &["instruments"]] {
        let sweden = ["--country", "SWE", "--format", "json"];
        let json = document(&folder.printed(&[command, &sweden].concat()));
        assert_eq!(json["data_vintage"], "2025-11", "{command:?}");
    }
    // Their own vintage: the Dutch projection is newer.
    let dutch = document(&folder.printed(&["instruments", "--format", "json"]));
    assert_eq!(dutch["data_vintage"], "2026-04-14");
}

#[test]
fn human_capital_is_in_every_form_and_left_aside_when_read() {
    let folder = Folder::new("human-capital");
    let of =
        document(&folder.printed(&["data", "--format", "json", "--chart", "s.svg"]))["human_capital"].clone();
    let at = |key: &str, year: i64| {
        let position = of["years"].as_array().unwrap().iter().position(|y| y.as_i64() == Some(year)).unwrap();
        of[key][position].clone()
    };
    assert_eq!((of["last_observed"].as_i64(), at("at_work", 2010)), (Some(2015), Value::Null));
    let (schooling, index) = (at("working_age", 2060).as_f64().unwrap(), at("index", 2060).as_f64().unwrap());
    // The slopes of the Penn World Table, by hand.
    assert!((index - f64::exp(0.134 * 4.0 + 0.101 * 4.0 + 0.068 * (schooling - 8.0))).abs() < 1e-12);
    assert!(fs::read_to_string(folder.0.join("s.svg")).unwrap().contains(&format!("2060:{schooling:.4}")));
    let csv = folder.printed(&["data", "--format", "csv"]);
    let line = format!("schooling_working_age,indicator,value,2060,{schooling},years,NLD,,,,,projected\n");
    assert!(csv.contains(&line), "{line}");
    assert!(folder.printed(&["data"]).contains("Human capital: mean years of schooling"));
    // A country of which nothing is known has no block, and no chart.
    assert_eq!(
        document(&folder.printed(&["data", "--country", "EST", "--format", "json"]))["human_capital"],
        Value::Null
    );
    let refused = Command::new(program())
        .args(["data", "--country", "EST", "--chart", "e.svg"])
        .current_dir(&folder.0)
        .output()
        .unwrap();
    assert_eq!(refused.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("attainment"));
    assert!(!folder.0.join("e.svg").exists());
}

#[test]
fn a_run_says_how_large_its_cohorts_are_and_what_schooling_comes_to() {
    let folder = Folder::new("cohorts");
    let scenario = SCENARIO
        .replace("public_research", "education")
        .replace("gdp_share", "years_of_schooling")
        .replace("0.001", "1.0");
    folder.write("s.toml", &scenario);
    folder.write("w.toml", scenario.replace("horizon", "cohorts = \"working_life\"\nhorizon"));
    let run = |file: &str| document(&folder.printed(&["run", file, "--draws", "16", "--format", "json"]));
    let (real, plain) = (run("s.toml"), run("w.toml"));
    assert_eq!(real["schooling"]["cohorts"], "population");
    assert_eq!(plain["schooling"]["cohorts"], "working_life");
    // 2045: the cohorts of 2028 to 2045 have a year more; in the variant 18 of 45.
    let last = |run: &Value| run["schooling"]["added"].as_array().unwrap().last().unwrap().as_f64().unwrap();
    assert!((last(&plain) - 18.0 / 45.0).abs() < 1e-12, "{}", last(&plain));
    assert!((0.30..0.40).contains(&last(&real)), "{}", last(&real));
    let text = folder.printed(&["run", "s.toml", "--draws", "16"]);
    assert!(text.contains("Mean years of schooling of those at work"), "{text}");
    // What acts on R&D has no such block.
    folder.write("r.toml", SCENARIO);
    assert_eq!(run("r.toml")["schooling"], Value::Null);
}
