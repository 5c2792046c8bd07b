//! `kennis monitor`: the document with its schema, the table, the text and the page of the same figures; what changed since a
//! former one; a country with little data; and what is refused.

use crate::support::{breaches, program};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

const SCENARIO: &str = "schema = \"kennis.scenario/1\"\nname = \"Q7\"\nhorizon = 2031\n[[measures]]\nname = \"m\"\n\
    instrument = \"public_research\"\nunit = \"bn_eur\"\namount = 1.0\nfrom = 2026\naction = 5\n";
const ASKED: [&str; 4] = ["monitor", "s.toml", "--draws", "16"];
const STATUSES: &str = include_str!("../../../data/actions.toml");

/// A folder with a scenario for one test, removed at its end.
struct Folder(PathBuf);

impl Folder {
    fn new(test: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("kennis-monitor-{test}-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("s.toml"), SCENARIO).unwrap();
        Self(folder)
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.0.join(name), text).unwrap();
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.0.join(name)).unwrap()
    }

    fn kennis(&self, arguments: &[&str]) -> Output {
        Command::new(program()).args(arguments).current_dir(&self.0).output().unwrap()
    }

    fn printed(&self, arguments: &[&str]) -> String {
        let output = self.kennis(arguments);
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    /// The document of what was asked, with options behind it.
    fn document(&self, options: &[&str]) -> Value {
        let arguments = [&ASKED[..], options, &["--format", "json"]].concat();
        serde_json::from_str(&self.printed(&arguments)).unwrap()
    }

    /// What standard error says of wrong input.
    fn refused(&self, arguments: &[&str]) -> String {
        let output = self.kennis(arguments);
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{arguments:?}: {said}");
        said
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value} is no number"))
}

#[test]
fn document_table_text_and_page_say_the_same() {
    let folder = Folder::new("forms");
    let text = folder.printed(&[&ASKED[..], &["--out", "out", "--html", "page.html"]].concat());
    assert_eq!(folder.read("out/monitor.txt"), text);
    let document: Value = serde_json::from_str(&folder.read("out/monitor.json")).unwrap();
    let schema: Value = serde_json::from_str(&folder.printed(&["schema", "kennis.monitor/1"])).unwrap();
    assert_eq!(breaches(&schema, &schema, &document, ""), [""; 0]);
    for key in [
        "year",
        "rd_intensity",
        "decomposition",
        "by_performer",
        "by_funder",
        "probability_of_target",
        "public_money_needed",
        "actions",
        "effects",
        "researchers",
        "graduates",
        "international",
        "vintages",
        "sources",
        "seed",
        "draws",
        "draws_dropped",
        "layers",
        "inputs",
    ] {
        assert!(document.get(key).is_some(), "{key}");
    }
    assert_eq!((&document["year"], &document["scenario"]), (&2030.into(), &"Q7".into()));
    let actions = document["actions"]["list"].as_array().unwrap();
    assert_eq!(actions.len(), 9);

    // Numbers of the table are those of the document, and so are those of the page.
    let ratio = &document["rd_intensity"];
    let last = ratio["last_observation"].as_i64().unwrap();
    let csv = folder.read("out/monitor.csv");
    assert!(csv.starts_with("variable,kind,statistic,year,value,unit\n"));
    let page = folder.read("page.html");
    for one in ratio["published"].as_array().unwrap() {
        let line =
            format!("rd_intensity,published,{},{last},{}", one["vintage"].as_str().unwrap(), one["value"]);
        assert!(csv.contains(&line), "{line}");
        assert!(page.contains(&format!("data-value=\"{}\"", 100.0 * number(&one["value"]))), "{one}");
    }
    let used = ratio["published"].as_array().unwrap().iter().find(|one| one["used"] == true).unwrap();
    let observed = ratio["observed"].as_array().unwrap().last().unwrap();
    assert_eq!(number(&used["value"]), number(observed));
    for part in document["by_performer"].as_array().unwrap() {
        assert!(csv.contains(&format!(",{},", part["gdp_share"])), "{part}");
    }
    // Who performs adds up to all, and the change of the ratio to what moved it.
    let sum =
        |list: &Value, key: &str| list.as_array().unwrap().iter().map(|part| number(&part[key])).sum::<f64>();
    assert!((sum(&document["by_performer"], "rd_share") - 1.0).abs() < 0.01);
    for change in document["decomposition"].as_array().unwrap() {
        let parts = number(&change["numerator"]) + number(&change["denominator"]);
        assert!((parts - number(&change["change"])).abs() < 1e-12, "{change}");
    }
    // The gap is what lacks to the target in its year.
    let projection = &ratio["projection"];
    let at = projection["years"].as_array().unwrap().iter().position(|year| *year == 2030).unwrap();
    let mean = number(&projection["mean"][at]);
    assert!((mean + number(&ratio["gap"]["gdp_share"]["mean"]) - number(&ratio["target"])).abs() < 1e-12);
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(flat.contains(&format!("{:.2}% of GDP", 100.0 * mean)), "{text}");
    assert!(text.lines().all(|line| line.chars().count() <= 80 || line.starts_with("Again: ")), "{text}");
}

/// By cause how far all figures moved together.
fn moved(changes: &Value) -> BTreeMap<String, f64> {
    let mut by_cause = BTreeMap::new();
    for figure in changes["figures"].as_array().unwrap() {
        let mut sum = 0.0;
        for (cause, change) in figure["by_cause"].as_object().unwrap() {
            *by_cause.entry(cause.clone()).or_default() += number(change).abs();
            sum += number(change);
        }
        assert!((sum - (number(&figure["now"]) - number(&figure["then"]))).abs() < 1e-12, "{figure}");
    }
    by_cause
}

/// A table of data with other R&D in its last year: firms do .04% of GDP more.
fn revised(data: &str) -> String {
    let mut lines = data.lines();
    let mut table = lines.next().unwrap().to_owned() + "\n";
    for line in lines {
        let cells: Vec<&str> = line.splitn(6, ',').collect();
        if !matches!(cells[..2], ["rd_total" | "rd_business", "data"]) {
            continue;
        }
        let more = if cells[3] == "2023" { 0.04 } else { 0.0 };
        let value = (cells[4].parse::<f64>().unwrap() + more).to_string();
        table += &[cells[0], cells[1], cells[2], cells[3], &value, cells[5]].join(",");
        table += "\n";
    }
    table
}

/// What differs between two files of monitors lands in the column of its cause, and all others are zero to the last bit.
#[test]
fn a_former_monitor_changed_in_one_cause_lands_wholly_in_its_column() {
    let folder = Folder::new("against");
    let now = folder.printed(&[&ASKED[..], &["--format", "json"]].concat());
    folder.write("now.json", &now);
    folder.write("p.toml", &SCENARIO.replace("amount = 1.0", "amount = 0.5"));
    folder.write("d.csv", &revised(&folder.printed(&["data", "--format", "csv"])));
    let cases: [(&str, Vec<&str>); 3] = [
        ("parameters", vec!["monitor", "s.toml", "--draws", "16", "--set", "output_elasticity_public=0.02"]),
        ("policy", vec!["monitor", "p.toml", "--draws", "16"]),
        ("data", vec!["monitor", "s.toml", "--draws", "16", "--data", "d.csv"]),
    ];
    for (cause, former) in cases {
        folder.write("then.json", &folder.printed(&[&former[..], &["--format", "json", "--quiet"]].concat()));
        let document = folder.document(&["--against", "then.json"]);
        for (other, change) in moved(&document["vintages"]) {
            assert_eq!(other == cause, change > 0.0, "{cause}: {other} {change}");
        }
        let roles: Vec<&str> =
            document["inputs"].as_array().unwrap().iter().filter_map(|one| one["role"].as_str()).collect();
        assert!(roles.contains(&"monitor"), "{roles:?}");
    }
    // Beside itself nothing has changed, and without a former one it is said that there is none.
    let document = folder.document(&["--against", "now.json"]);
    assert!(moved(&document["vintages"]).values().all(|change| *change == 0.0));
    let alone: Value = serde_json::from_str(&now).unwrap();
    assert!(alone["vintages"].is_null() && alone["vintages_reason"].as_str().unwrap().contains("--against"));
}

#[test]
fn a_country_with_little_data_gets_what_there_is_and_is_told_what_lacks() {
    let folder = Folder::new("little");
    let all = ["monitor", "--country", "CRI", "--draws", "16", "--quiet"];
    let text = folder.printed(&[&all[..], &["--out", "out", "--html", "page.html"]].concat());
    let document: Value = serde_json::from_str(&folder.read("out/monitor.json")).unwrap();
    let schema: Value = serde_json::from_str(&folder.printed(&["schema", "kennis.monitor/1"])).unwrap();
    assert_eq!(breaches(&schema, &schema, &document, ""), [""; 0]);
    assert!(document["actions"].is_null() && document["actions_reason"].is_string());
    let missing = document["missing"].as_array().unwrap();
    let whats: Vec<&str> = missing.iter().filter_map(|one| one["what"].as_str()).collect();
    assert!(whats.contains(&"projection") && whats.contains(&"rd_personnel"), "{whats:?}");
    for key in ["probability_of_target", "effects", "key_figures"] {
        assert!(document[key].is_null() && document[format!("{key}_reason")].is_string(), "{key}");
    }
    assert_eq!(document["by_performer"].as_array().unwrap().len(), 4);
    let page = folder.read("page.html");
    assert!(page.contains("<section id=\"missing\"") && page.contains("<section id=\"ratio\""));
    for one in missing {
        let what = one["what"].as_str().unwrap();
        assert!(text.contains(what) && page.contains(&format!("({what})")), "{what}: {text}");
    }
}

#[test]
fn a_wrong_table_of_actions_is_refused_with_its_places() {
    let folder = Folder::new("actions");
    let said = |from: &str, to: &str| {
        assert!(STATUSES.contains(from), "{from}");
        folder.write("a.toml", &STATUSES.replacen(from, to, 1));
        let said = folder.refused(&[&ASKED[..], &["--actions", "a.toml"]].concat());
        assert!(said.lines().all(|line| line.starts_with("a.toml:")), "{said}");
        said
    };
    let unknown = said("number      = 9", "number      = 11");
    assert!(
        unknown.contains(".number: found 11, expected an action of the 3% R&D action plan, 1 to 9"),
        "{unknown}"
    );
    let line = STATUSES.lines().position(|line| line == "number      = 9").unwrap() + 1;
    assert!(unknown.contains(&format!("a.toml:{line}:")), "{unknown}");
    let future = said("as_of  = 2026-06-30", "as_of  = 2999-01-01");
    assert!(future.contains("as_of: found 2999-01-01, expected a day that is not after"), "{future}");
    let later = said("status_date = 2025-07-11", "status_date = 2026-12-31");
    assert!(later.contains(".status_date: found 2026-12-31, expected a day that is not after"), "{later}");
    let missing = said("source      = \"letter to parliament, 11 July 2025\"\n", "");
    assert!(missing.contains(".source: found nothing, expected"), "{missing}");
}

#[test]
fn a_former_monitor_of_another_country_is_refused_before_the_draws() {
    let folder = Folder::new("countries");
    folder.write("nld.json", &folder.document(&[]).to_string());
    let asked = ["monitor", "--country", "DEU", "--draws", "100000000", "--against", "nld.json"];
    assert_eq!(folder.refused(&asked), "--against: found a monitor of NLD, expected one of DEU\n");
}

#[test]
fn a_country_whose_prices_end_early_has_a_monitor() {
    let folder = Folder::new("prices");
    let printed = folder.printed(&["monitor", "--country", "RUS", "--draws", "16", "--format", "json"]);
    let document: Value = serde_json::from_str(&printed).unwrap();
    assert_eq!(document["missing"][0]["what"], "projection");
    assert_eq!(document["rd_intensity"]["last_observation"], 2020);
}

#[test]
fn what_cannot_be_done_is_refused_before_the_draws() {
    let folder = Folder::new("refused");
    // So many draws would take hours.
    let asked = ["monitor", "s.toml", "--draws", "100000000"];
    let said = |options: &[&str]| folder.refused(&[&asked[..], options].concat());
    let language = said(&["--lang", "nll"]);
    assert!(language.contains("found \"nll\", expected one of en, nl; did you mean \"nl\"?"), "{language}");
    let place = said(&["--html", "none/page.html"]);
    assert!(place.starts_with("--html: found \"none\", expected a folder that exists"), "{place}");
    let ending = said(&["--html", "page.htm"]);
    assert!(ending.contains("--html: found \"page.htm\", expected a file that ends in .html"), "{ending}");
    folder.write("m.json", "{\"schema\":\"kennis.run/1\"}");
    let former = said(&["--against", "m.json"]);
    assert_eq!(former, "m.json: schema: found \"kennis.run/1\", expected \"kennis.monitor/1\"\n");
    let year = folder.refused(&[&ASKED[..], &["--year", "2023"]].concat());
    assert!(year.starts_with("--year: found 2023, expected a year from 2024 to the horizon"), "{year}");
    assert_eq!(fs::read_dir(&folder.0).unwrap().count(), 2, "nothing is written");
}
