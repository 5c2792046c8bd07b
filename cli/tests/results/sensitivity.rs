//! `kennis sensitivity` and `kennis education`: documents with their schemas, tables, text and picture, and what they refuse.

use crate::support::{breaches, program};
use serde_json::Value;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

const HEAD: &str = "schema = \"kennis.scenario/1\"\nname = \"Research\"\nhorizon = 2032\n";
const RESEARCH: &str = "[[measures]]\nname = \"science\"\ninstrument = \"public_research\"\nunit = \"gdp_share\"\namount = 0.001\nfrom = 2026\n\
    [appraisal]\nresidual_value = \"none\"\n";
const TUTORING: &str = "[[measures]]\nname = \"tutors\"\ninstrument = \"education\"\nunit = \"pupils\"\namount = 20000\nfrom = 2026\n\
    intervention = \"tutoring\"\ncost_per_unit = 1000\n[appraisal]\nresidual_value = \"none\"\n";

/// A folder with scenarios for one test, removed at its end.
struct Folder(PathBuf);

impl Folder {
    fn new(test: &str) -> Self {
        let path = std::env::temp_dir().join(format!("kennis-sensitivity-{test}-{}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        let folder = Self(path);
        folder.write("s.toml", &format!("{HEAD}{RESEARCH}"));
        folder.write("tutors.toml", &format!("{HEAD}{TUTORING}"));
        folder
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.0.join(name), text).unwrap();
    }

    fn output(&self, arguments: &[&str]) -> Output {
        Command::new(program()).current_dir(&self.0).args(arguments).output().unwrap()
    }

    fn kennis(&self, arguments: &[&str]) -> String {
        let output = self.output(arguments);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    fn document(&self, schema: &str, arguments: &[&str]) -> Value {
        let text = self.kennis(&[arguments, &["--format", "json"]].concat());
        let document: Value = serde_json::from_str(&text).unwrap();
        let schema: Value = serde_json::from_str(&self.kennis(&["schema", schema])).unwrap();
        assert_eq!(breaches(&schema, &schema, &document, "$"), Vec::<String>::new());
        document
    }

    fn refused(&self, arguments: &[&str]) -> String {
        let output = self.output(arguments);
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

const DESIGN: [&str; 4] = ["--rows", "64", "--structure", "knowledge_capital,no_effect"];

#[test]
fn document_table_text_and_picture_of_a_sensitivity_say_the_same() {
    let folder = Folder::new("same");
    let asked = [&["sensitivity", "s.toml"][..], &DESIGN].concat();
    let document = folder.document("kennis.sensitivity/1", &asked);
    let first = &document["parameters"][0];
    assert_eq!(first["name"], "output_elasticity_public");
    assert_eq!((&document["output"], &document["year"]), (&"gdp".into(), &2032.into()));
    assert_eq!(document["decision"]["kind"], "fund_or_not");
    let csv = folder.kennis(&[&asked[..], &["--format", "csv"]].concat());
    let line = format!("output_elasticity_public,parameter,total,2032,{},share of variance", first["total"]);
    assert!(csv.lines().any(|found| found == line), "{line}");
    let text = folder.kennis(&[&asked[..], &["--chart", "s.svg"]].concat());
    assert!(
        text.lines().filter(|line| !line.starts_with("Again: ")).all(|line| line.chars().count() <= 80),
        "{text}"
    );
    let total = format!("{:.1}", 100.0 * first["total"].as_f64().unwrap());
    let row = text.lines().find(|line| line.trim_start().starts_with("output_elasticity_public")).unwrap();
    assert!(row.contains(&total), "{row} {total}");
    let svg = fs::read_to_string(folder.0.join("s.svg")).unwrap();
    let picture = roxmltree::Document::parse(&svg).unwrap();
    let bar = picture
        .descendants()
        .find(|node| node.attribute("data-parameter") == Some("output_elasticity_public"));
    assert_eq!(bar.unwrap().attribute("data-low").unwrap(), first["low"].to_string());
    let texts: Vec<&str> = picture.descendants().filter_map(|node| node.text()).collect();
    assert!(texts.contains(&"GDP, percent from the baseline, in 2032"), "the axis has a unit: {texts:?}");
    let layers = document["layers"].as_array().unwrap().len() * 4;
    assert_eq!(picture.descendants().filter(|node| node.has_attribute("data-layer")).count(), layers);
}

#[test]
fn two_scenarios_are_a_choice_and_education_is_among_what_can_be_known() {
    let folder = Folder::new("choice");
    // Adults are at work already: what children learn is not there before the horizon.
    folder.write(
        "adults.toml",
        &format!("{HEAD}{}", TUTORING.replace("\"tutoring\"", "\"sectoral_training\"")),
    );
    let document = folder.document(
        "kennis.sensitivity/1",
        &[&["sensitivity", "adults.toml", "s.toml", "--output", "welfare_npv"][..], &DESIGN].concat(),
    );
    assert_eq!(document["decision"]["kind"], "which_scenario");
    assert_eq!(document["decision"]["options"].as_array().unwrap().len(), 2);
    assert!(document["year"].is_null());
    let names: Vec<&str> =
        document["parameters"].as_array().unwrap().iter().filter_map(|p| p["name"].as_str()).collect();
    assert!(names.contains(&"intervention_effect") && names.contains(&"mincer_return"), "{names:?}");
}

#[test]
fn what_a_sensitivity_cannot_be_is_refused() {
    let folder = Folder::new("refused");
    for (arguments, said) in [
        (
            &["--output", "gpd"][..],
            "--output: found \"gpd\", expected one of gdp, tfp, welfare_npv, rd_intensity, debt_ratio; did you mean \"gdp\"?",
        ),
        (&["--year", "2050"], "year: found 2050, expected a year from 2024 to the horizon, 2032"),
        (&["--rows", "10"], "rows: found 10, expected 64 to 8192"),
    ] {
        let found = folder.refused(&[&["sensitivity", "s.toml"][..], arguments].concat());
        assert!(found.contains(said), "{found}");
    }
}

#[test]
fn the_catalogue_of_education_has_its_document_table_and_text() {
    let folder = Folder::new("catalogue");
    let document = folder.document("kennis.education/1", &["education"]);
    let rows = document["interventions"].as_array().unwrap();
    assert!(rows.len() >= 20);
    let of_name = |name: &str| rows.iter().find(|row| row["name"] == name).unwrap();
    let row = of_name("learning_support_prevocational");
    assert_eq!(row["cost_per_pupil"]["amount"], 4100.0);
    assert!(of_name("tutoring")["cost_per_pupil"].is_null());
    let csv = folder.kennis(&["education", "--format", "csv"]);
    let line =
        format!("learning_support_prevocational,effect,p50,,{},years_of_schooling", row["effect"]["centre"]);
    assert!(csv.lines().any(|found| found == line), "{line}");
    let text = folder.kennis(&["education", "--find", "tutor"]);
    assert!(text.contains("B tutoring_at_scale") && !text.contains("small_classes_star"));
    let said = folder.refused(&["education", "--find", "tutorin_at_scale"]);
    assert!(said.contains("did you mean \"tutoring_at_scale\"?"), "{said}");
}

#[test]
fn a_scenario_names_rows_of_the_catalogue_or_of_its_own() {
    let folder = Folder::new("rows");
    let run = ["--draws", "16", "--structure", "no_effect"];
    let document = folder.document("kennis.run/1", &[&["run", "tutors.toml"][..], &run].concat());
    let cost = &document["measures"][0];
    assert_eq!(cost["unit"], "pupils");
    // A table of the scenario's own, with another name for the same.
    let built_in = include_str!("../../../data/education.toml");
    folder.write("own.toml", &built_in.replace("name = \"tutoring\"", "name = \"own_tutoring\""));
    let own =
        format!("{HEAD}catalogue = \"own.toml\"\n{}", TUTORING.replace("\"tutoring\"", "\"own_tutoring\""));
    folder.write("own_scenario.toml", &own);
    let of_own = folder.document("kennis.run/1", &[&["run", "own_scenario.toml"][..], &run].concat());
    assert_eq!(of_own["variables"], document["variables"]);
    assert!(of_own["inputs"].as_array().unwrap().iter().any(|input| input["role"] == "education"));
    for (text, said) in [
        (
            TUTORING.replace("tutoring", "tutorring"),
            "measures[0].intervention: found \"tutorring\", expected a row of the catalogue (kennis education); did you mean \"tutoring\"?",
        ),
        (
            TUTORING.replace("pupils", "quality_sd"),
            "measures[0].unit: found \"quality_sd\", expected pupils or bn_eur with an intervention",
        ),
        (
            TUTORING.replace("intervention = \"tutoring\"\n", ""),
            "measures[0].intervention: found nothing, expected the name of a row of the catalogue",
        ),
        (
            TUTORING.replace("20000", "900000"),
            "times the persons of age 7, expected at most as many pupils who begin in a year",
        ),
        (
            TUTORING.replace("pupils", "bn_eur").replace("cost_per_unit = 1000\n", "").replace("20000", "1"),
            "whose cost a pupil is not known, expected cost_per_unit beside it",
        ),
        (
            TUTORING.replace("\"education\"", "\"public_research\""),
            "found an intervention for public_research, expected it with education only",
        ),
    ] {
        folder.write("wrong.toml", &format!("{HEAD}{text}"));
        let found = folder.refused(&["run", "wrong.toml", "--draws", "4"]);
        assert!(found.contains(said), "{said}: {found}");
    }
    folder.write("broken.toml", "schema = \"kennis.education/1\"\ndate = \"2026-01-01\"\n");
    folder.write("wrong.toml", &format!("{HEAD}catalogue = \"broken.toml\"\n{TUTORING}"));
    let found = folder.refused(&["run", "wrong.toml", "--draws", "4"]);
    assert!(found.contains("interventions: found nothing, expected tables, [[interventions]]"), "{found}");
    folder.write("wrong.toml", &format!("{HEAD}catalogue = \"../own.toml\"\n{TUTORING}"));
    assert!(folder.refused(&["run", "wrong.toml"]).contains("a file in the scenario's folder or below it"));
}

/// A comparison of an education scenario has its forms beside each other, and one of R&D has none.
#[test]
fn forms_of_education_stand_beside_each_other() {
    let folder = Folder::new("forms");
    let compare = |file| ["compare", file, "--draws", "16", "--structure", "knowledge_capital,no_effect"];
    let document = folder.document("kennis.compare/1", &compare("tutors.toml"));
    let variants = document["education_variants"].as_array().unwrap();
    let names: Vec<&str> = variants.iter().filter_map(|variant| variant["variant"].as_str()).collect();
    assert_eq!(names, ["mincer", "mincer_with_externality", "growth"]);
    assert_eq!(
        folder.document("kennis.compare/1", &compare("s.toml"))["education_variants"],
        Value::Array(Vec::new())
    );
    let text = folder.kennis(&compare("tutors.toml"));
    assert!(text.contains("Forms of education: GDP in the mixture, percent from the baseline"), "{text}");
}
