//! Results say what was simulated, in figures that can be worked out by hand.

use crate::support::tolerances as within;
use crate::support::{breaches, program};
use serde_json::Value;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

struct Folder(PathBuf);

impl Folder {
    fn new(test: &str) -> Self {
        let path = std::env::temp_dir().join(format!("kennis-simulated-{test}-{}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        fs::write(path.join("s.toml"), MIX).unwrap();
        Self(path)
    }

    fn text(&self, arguments: &[&str]) -> String {
        let output = Command::new(program()).current_dir(&self.0).args(arguments).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    fn document(&self, arguments: &[&str]) -> Value {
        let schema = arguments[0];
        let schema = self.text(&["schema", &format!("kennis.{schema}/1")]);
        let schema: Value = serde_json::from_str(&schema).unwrap();
        let text = self.text(&[arguments, &["--format", "json"]].concat());
        let document = serde_json::from_str(&text).unwrap();
        assert_eq!(breaches(&schema, &schema, &document, ""), Vec::<String>::new());
        document
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Money in old prices by a path, a share of GDP by a ramp, persons at a cost, and schooling without one.
const MIX: &str = "schema = \"kennis.scenario/1\"\nname = \"mix\"\nhorizon = 2040\nprice_base = 2015\n\
    [financing]\nmethod = \"tax\"\n\
    [[measures]]\nname = \"fund\"\ninstrument = \"public_research\"\nunit = \"bn_eur\"\n\
    path = { 2026 = 0.5, 2028 = 1.0 }\nuntil = 2030\n\
    [[measures]]\nname = \"credit\"\ninstrument = \"tax_credit\"\nunit = \"gdp_share\"\namount = 0.0004\nfrom = 2027\n\
    ramp_years = 4\n\
    [[measures]]\nname = \"people\"\ninstrument = \"talent\"\nunit = \"persons\"\namount = 1000\nfrom = 2026\n\
    until = 2027\ncost_per_unit = 20000\n\
    [[measures]]\nname = \"school\"\ninstrument = \"education\"\nunit = \"years_of_schooling\"\namount = 0.1\nfrom = 2028\n";

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(|number| number.as_f64().unwrap()).collect()
}

fn close(found: f64, expected: f64) {
    assert!((found - expected).abs() < within::SUM_OF_DRAWS, "{found} {expected}");
}

#[test]
fn measures_are_stated_as_given_and_in_money_by_year() {
    let folder = Folder::new("measures");
    for command in ["run", "compare"] {
        let document = folder.document(&[command, "s.toml", "--draws", "8"]);
        let measures = document["measures"].as_array().unwrap();
        let names: Vec<&str> = measures.iter().map(|measure| measure["name"].as_str().unwrap()).collect();
        assert_eq!(names, ["fund", "credit", "people", "school"]);
        let [fund, credit, people, school] = measures.as_slice() else { panic!() };
        let years: Vec<i64> =
            document["years"].as_array().unwrap().iter().map(|year| year.as_i64().unwrap()).collect();
        let at = |year: i64| years.iter().position(|other| *other == year).unwrap();

        // As given.
        assert_eq!((&fund["amount"], &fund["path"]["2028"]), (&Value::Null, &Value::from(1.0)));
        assert_eq!((&fund["unit"], &fund["instrument"]), (&"bn_eur".into(), &"public_research".into()));
        assert_eq!((&credit["amount"], &credit["ramp_years"]), (&Value::from(0.0004), &4.into()));
        assert_eq!((&credit["from"], credit.get("until")), (&2027.into(), None));

        // In money: prices, the ramp on the baseline's GDP, a cost a person.
        let conversion = &document["price_conversion"];
        assert_eq!((&conversion["from"], &conversion["to"]), (&2015.into(), &document["price_base"]));
        let factor = conversion["factor"].as_f64().unwrap();
        assert!(factor > 1.2 && factor < 1.4, "{factor}");
        let money = numbers(&fund["bn_eur"]);
        for (year, amount) in [(2025, 0.0), (2026, 0.5), (2027, 0.5), (2028, 1.0), (2030, 1.0), (2031, 0.0)] {
            close(money[at(year)], amount * factor);
            assert_eq!(numbers(&fund["amounts"])[at(year)], amount);
        }
        let variables =
            if command == "run" { &document["variables"] } else { &document["mixture"]["variables"] };
        let gdp = numbers(&variables["gdp"]["baseline"]["mean"]);
        let money = numbers(&credit["bn_eur"]);
        for (year, ramp) in [(2026, 0.0), (2027, 0.25), (2028, 0.5), (2029, 0.75), (2030, 1.0), (2040, 1.0)] {
            close(money[at(year)], 0.0004 * ramp * gdp[at(year)]);
        }
        close(numbers(&people["bn_eur"])[at(2027)], 0.02);
        assert_eq!(numbers(&people["amounts"])[at(2027)], 1000.0);
        assert!(
            school["bn_eur"].is_null() && school["bn_eur_reason"].as_str().unwrap().contains("cost_per_unit")
        );
        assert_eq!(numbers(&school["amounts"])[at(2040)], 0.1);
        assert_eq!((&document["financing"], &document["targets"]), (&"tax".into(), &Value::Array(vec![])));
        assert_eq!(document["baseline"], serde_json::json!({ "source": "default" }));
    }
}

#[test]
fn a_target_is_stated_with_the_money_that_it_takes() {
    let folder = Folder::new("target");
    fs::write(folder.0.join("t.toml"), folder.text(&["example", "three_percent"])).unwrap();
    let document = folder.document(&["run", "t.toml", "--draws", "16"]);
    let target = &document["targets"][0];
    let years = document["years"].as_array().unwrap();
    let at = |year: i64| years.iter().position(|other| *other == year).unwrap();
    assert_eq!((&target["value"], &target["year"]), (&Value::from(0.03), &2030.into()));
    let imposed = target["imposed"].as_array().unwrap();
    assert!(imposed[at(2025)].is_null() && target["imposed_reason"].is_string());
    assert_eq!((&imposed[at(2030)], &imposed[at(2060)]), (&Value::from(0.03), &Value::from(0.03)));
    // A straight line.
    let step = |year: i64| imposed[at(year)].as_f64().unwrap() - imposed[at(year - 1)].as_f64().unwrap();
    close(step(2028), step(2030));
    // What is imposed of mean GDP, less the baseline; 40% of it is public.
    let mean = |variable: &str, kind: &str| numbers(&document["variables"][variable][kind]["mean"]);
    let (gdp, rd) = (mean("gdp", "scenario"), mean("rd_total", "baseline"));
    for year in [2030, 2060] {
        let extra = numbers(&target["bn_eur"])[at(year)];
        close(extra, 0.03 * gdp[at(year)] - rd[at(year)]);
        close(numbers(&target["bn_eur_public"])[at(year)], 0.4 * extra);
    }
    assert_eq!(numbers(&target["bn_eur"])[at(2025)], 0.0);
    let text = folder.text(&["run", "t.toml", "--draws", "16"]);
    assert!(text.contains("\nWhat was simulated\n  Target: rd_intensity of 3% of GDP in 2030"), "{text}");
}

#[test]
fn outside_the_euro_money_is_in_the_national_currency() {
    let folder = Folder::new("currency");
    fs::write(folder.0.join("p.toml"), folder.text(&["example", "public_research_permanent"])).unwrap();
    let document = folder.document(&["run", "p.toml", "--country", "SWE", "--draws", "8"]);
    let measure = &document["measures"][0];
    assert!(measure["bn_eur"].is_null() && measure["bn_eur_reason"].as_str().unwrap().contains("bn_lcu"));
    let gdp = numbers(&document["variables"]["gdp"]["baseline"]["mean"]);
    close(*numbers(&measure["bn_lcu"]).last().unwrap(), 0.001 * gdp.last().unwrap());
    let text = folder.text(&["run", "p.toml", "--country", "SWE", "--draws", "8"]);
    assert!(text.contains("  Public money, bn LCU of 2023, paid by debt\n"), "{text}");
}

#[test]
fn the_text_says_what_was_simulated_and_against_which_baseline() {
    let folder = Folder::new("text");
    fs::write(folder.0.join("bureau.csv"), "year,gdp_growth\n2026,0.02\n2027,0.01\n").unwrap();
    for command in ["run", "compare"] {
        let text = folder.text(&[command, "s.toml", "--draws", "8"]);
        let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
        for said in [
            "against the baseline without new policy",
            "fund: public_research, 0.5 bn EUR of 2015 from 2026, 1 bn EUR of 2015 from 2028, from 2026 until 2030",
            "credit: tax_credit, 0.04% of baseline GDP (0.0004 gdp_share), from 2027 to the horizon, 2040, in 4 equal \
             steps, whole in 2030",
            "people: talent, 1000 persons a year, from 2026 until 2027, at 20000 euro a person",
            "school: education, 0.1 years of schooling more a cohort, from 2028 to the horizon, 2040; it states no cost",
            "A billion of 2015 is 1.",
            "Public money, bn EUR of 2023, paid by taxes",
        ] {
            assert!(flat.contains(said), "{said}: {text}");
        }
        let own = [command, "s.toml", "--draws", "8", "--baseline", "bureau.csv"];
        let text = folder.text(&own);
        let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(flat.contains("against the baseline of bureau.csv") && !flat.contains("without new policy"));
        assert!(flat.contains("Baseline: bureau.csv, 2026 to 2027;"), "{text}");
        let expected = serde_json::json!({
            "source": "file", "name": "bureau.csv", "first_year": 2026, "last_year": 2027
        });
        assert_eq!(folder.document(&own)["baseline"], expected);
    }
}

/// The amounts of the text are those of the document.
#[test]
fn text_and_document_state_the_same_money() {
    let folder = Folder::new("same");
    let arguments = ["run", "s.toml", "--draws", "8", "--years", "2026-2030"];
    let text = folder.text(&arguments);
    let document = folder.document(&arguments);
    let years = document["years"].as_array().unwrap();
    let line = text.lines().find(|line| line.starts_with("    fund ")).unwrap();
    let shown: Vec<f64> = line.split_whitespace().skip(1).map(|cell| cell.parse().unwrap()).collect();
    let all = numbers(&document["measures"][0]["bn_eur"]);
    let at = years.iter().position(|year| *year == 2026).unwrap();
    assert_eq!(shown.len(), 5);
    for (shown, exact) in shown.iter().zip(&all[at..]) {
        assert!((shown - exact).abs() <= 0.005, "{shown} {exact}");
    }
}

#[test]
fn partners_are_stated_with_what_hangs_on_their_weights() {
    let folder = Folder::new("foreign");
    fs::write(folder.0.join("f.toml"), folder.text(&["example", "eu_three_percent"])).unwrap();
    let document = folder.document(&["run", "f.toml", "--draws", "16"]);
    let foreign = &document["foreign"];
    let entry = serde_json::json!({ "countries": ["EU"], "year": 2030, "value": 0.03, "rule": "at_least" });
    assert_eq!(foreign["entries"], Value::Array(vec![entry]));
    assert_eq!(foreign["weights"], "coe_helpman");
    let years = document["years"].as_array().unwrap();
    let at = |year: i64| years.iter().position(|other| *other == year).unwrap();
    let partners = foreign["partners"].as_array().unwrap();
    let partner = |code: &str| partners.iter().find(|partner| partner["country"] == code).unwrap();
    let (france, sweden) = (partner("FRA"), partner("SWE"));
    let imposed = numbers(&france["imposed"]);
    let start = france["baseline"].as_f64().unwrap();
    assert_eq!(
        (imposed.len(), imposed[0], imposed[at(2030)], imposed[at(2060)]),
        (years.len(), start, 0.03, 0.03)
    );
    close(imposed[at(2026)], start + (0.03 - start) * 3.0 / 7.0);
    assert!(numbers(&sweden["imposed"]).iter().all(|ratio| *ratio > 0.036));
    let weights: Vec<&Value> =
        foreign["sensitivity"].as_array().unwrap().iter().map(|one| &one["weights"]).collect();
    assert_eq!(weights, ["coe_helpman", "lichtenberg_pottelsberghe", "frictionless_gravity"]);
    // The used one is that of the check run: the mixture at the centres, in the last year.
    let check = folder.document(&["run", "f.toml", "--draws", "0"]);
    let mean = |variable: &str| *numbers(&check["variables"][variable]["deviation"]["mean"]).last().unwrap();
    close(foreign["sensitivity"][0]["gdp"].as_f64().unwrap(), mean("gdp"));
    close(foreign["sensitivity"][0]["knowledge_foreign"].as_f64().unwrap(), mean("knowledge_foreign"));
    assert!(document["channels"]["gdp"]["foreign_knowledge"].is_object());
    let text = folder.text(&["run", "f.toml", "--draws", "16"]);
    let words = text.split_whitespace().collect::<Vec<&str>>().join(" ");
    for part in [
        "Abroad: R&D of EU, at least 3% of GDP in 2030, in a straight line from the last observation",
        "import shares (Coe and Helpman), used here: stock +2.73%, GDP +",
        "frictionless gravity: stock +0.85%, GDP +",
        "Warning: foreign: no effect in rate_of_return, no_effect (40% of the mixture), which see no partners",
        "R&D of partners, % of GDP",
    ] {
        assert!(words.contains(part), "{part}: {text}");
    }
    // Without partners there is no such key, in a run, a comparison of structures and one of scenarios.
    assert!(folder.document(&["run", "s.toml", "--draws", "16"]).get("foreign").is_none());
    assert!(folder.document(&["compare", "f.toml", "--draws", "16"])["foreign"]["weights"].is_string());
    let scenarios = folder.document(&["compare", "s.toml", "f.toml", "--draws", "16"]);
    let of = |number: usize| scenarios["scenarios"][number].get("foreign").is_some();
    assert_eq!((of(0), of(1)), (false, true));
}
