//! `kennis cba`: the document with its schema, the table, the text and the picture of the same figures.

use crate::support::{breaches, program, tolerances as within};
use serde_json::Value;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

const HEAD: &str = "schema = \"kennis.scenario/1\"\nhorizon = 2040\n";

fn measure(name: &str, instrument: &str, unit: &str, amount: f64) -> String {
    format!(
        "{HEAD}name = \"{name}\"\n[appraisal]\npro_memorie = [\"health\"]\n[[measures]]\nname = \"m\"\ninstrument = \
         \"{instrument}\"\nunit = \"{unit}\"\namount = {amount}\nfrom = 2026\n"
    )
}

/// A folder with scenarios for one test, removed at its end.
struct Folder(PathBuf);

impl Folder {
    fn new(test: &str) -> Self {
        let path = std::env::temp_dir().join(format!("kennis-cba-{test}-{}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        fs::write(path.join("a.toml"), measure("some", "public_research", "gdp_share", 0.001)).unwrap();
        fs::write(path.join("b.toml"), measure("credit", "tax_credit", "bn_eur", 0.5)).unwrap();
        fs::write(path.join("c.toml"), measure("a cut", "public_research", "gdp_share", -0.001)).unwrap();
        fs::write(path.join("d.toml"), measure("free", "talent", "persons", 1000.0)).unwrap();
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
        let document = self.kennis(&[arguments, &["--format", "json"]].concat());
        let document: Value = serde_json::from_str(&document).unwrap();
        let schema: Value = serde_json::from_str(&self.kennis(&["schema", "kennis.cba/1"])).unwrap();
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

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value}"))
}

#[test]
fn document_table_and_text_say_the_same() {
    let folder = Folder::new("same");
    let arguments = [
        "cba",
        "a.toml",
        "--draws",
        "16",
        "--structure",
        "knowledge_capital,no_effect",
        "--by-year",
        "--residual",
        "none",
    ];
    let document = folder.json(&arguments);
    let csv = folder.kennis(&[&arguments[..], &["--format", "csv"]].concat());
    let line = |begins: &str| -> f64 {
        let line =
            csv.lines().find(|line| line.starts_with(begins)).unwrap_or_else(|| panic!("{begins}: {csv}"));
        line.split(',').nth(4).unwrap().parse().unwrap()
    };
    for (begins, value) in [
        ("gdp_npv,figure,mean,,", &document["gdp"]["npv"]["mean"]),
        ("welfare_npv,figure,p95,,", &document["welfare"]["npv"]["p95"]),
        ("benefit_cost_ratio_social,figure,ratio_of_means,,", &document["welfare"]["ratio_of_means"]),
        ("payback_year,figure,share_defined,,", &document["welfare"]["payback_year"]["share_defined"]),
        ("government,figure,mean,,", &document["incidence"]["government"]["mean"]),
        ("welfare_cumulative,by_year,mean,2040,", &document["by_year"]["welfare_cumulative"]["mean"][14]),
    ] {
        // Reading JSON rounds the last bit differently than reading the table.
        let (of_table, of_document) = (line(begins), number(value));
        assert!(
            (of_table - of_document).abs() <= 4.0 * f64::EPSILON * of_document.abs(),
            "{begins}: {of_table}, {of_document}"
        );
    }
    // Without residual value all that is counted are the years.
    let (npv, last) =
        (&document["welfare"]["npv"]["mean"], &document["by_year"]["welfare_cumulative"]["mean"][14]);
    assert!((number(npv) - number(last)).abs() < within::SUM_OF_DRAWS * number(npv).abs().max(1.0));
    let parts = ["government", "firms_research", "investment", "households"];
    let sum: f64 = parts.iter().map(|part| number(&document["incidence"][*part]["mean"])).sum();
    assert!((sum - number(npv)).abs() < within::SUM_OF_DRAWS * 1e3, "{sum} {npv}");
    assert!(document["welfare"]["benefit_cost_ratio_social"]["mean"].is_null());
    assert!(document["welfare"]["benefit_cost_ratio_social"]["mean_reason"].is_string());
    assert_eq!(document["pro_memorie"], serde_json::json!(["health"]));
    assert_eq!(document["base_year"], 2026);
    let text = folder.kennis(&arguments);
    assert!(text.lines().all(|line| line.chars().count() <= 80 || line.starts_with("Again: ")), "{text}");
    for said in ["Three accounts, which are never added up", "Who pays and who gains", "pro memorie: health"]
    {
        assert!(text.contains(said), "{said}: {text}");
    }
    assert!(text.contains(&format!("{:.1}", number(&document["public_finance"]["public_money"]["mean"]))));
}

#[test]
fn a_cut_and_a_measure_without_cost_say_what_they_are() {
    let folder = Folder::new("cut");
    let cut = folder.json(&["cba", "c.toml", "--draws", "16", "--structure", "knowledge_capital,no_effect"]);
    assert_eq!(cut["is_cut"], true);
    assert!(number(&cut["welfare"]["ratio_of_means"]) > 0.0);
    assert!(cut["welfare"]["internal_rate_of_return"].is_null() && cut["welfare"]["payback_year"].is_null());
    assert!(
        folder
            .kennis(&["cba", "c.toml", "--draws", "16", "--structure", "knowledge_capital,no_effect"])
            .contains("for every euro that is saved")
    );
    let free = folder.json(&["cba", "d.toml", "--draws", "16", "--structure", "knowledge_capital,no_effect"]);
    assert_eq!(free["measures_without_cost"], serde_json::json!(["m"]));
    assert!(free["welfare"]["ratio_of_means"].is_null());
    let reason = free["welfare"]["ratio_of_means_reason"].as_str().unwrap();
    assert!(reason.contains("cost_per_unit"), "{reason}");
    assert!(
        free["warnings"].as_array().unwrap().iter().any(|w| w.as_str().unwrap().contains("cost_per_unit"))
    );
}

#[test]
fn several_scenarios_have_differences_and_a_ranking() {
    let folder = Folder::new("several");
    let arguments =
        ["cba", "a.toml", "b.toml", "--draws", "16", "--structure", "knowledge_capital,no_effect"];
    let document = folder.json(&arguments);
    let alone =
        folder.json(&["cba", "b.toml", "--draws", "16", "--structure", "knowledge_capital,no_effect"]);
    let second = &document["scenarios"][1];
    assert_eq!(second["welfare"], alone["welfare"]);
    let mean = |value: &Value| number(&value["welfare"]["npv"]["mean"]);
    let difference = &document["differences"][0];
    assert_eq!((&difference["first"], &difference["second"]), (&"some".into(), &"credit".into()));
    // No draw of these is dropped in one alone, so that the difference of means is the mean of differences.
    let (ours, theirs) = (number(&difference["npv"]["mean"]), mean(second) - mean(&document["scenarios"][0]));
    assert!((ours - theirs).abs() < 1e-6 * theirs.abs(), "{ours} {theirs}");
    assert_eq!(document["ranking"].as_array().unwrap().len(), 2);
    assert!(number(&document["ranking"][0]["npv_mean"]) >= number(&document["ranking"][1]["npv_mean"]));
    let text = folder.kennis(&arguments);
    assert!(text.contains("Side by side, on the same draws") && text.contains("credit less some"), "{text}");
}

#[test]
fn a_chart_is_well_formed_and_its_last_point_is_the_document() {
    let folder = Folder::new("chart");
    let arguments = [
        "cba",
        "a.toml",
        "--draws",
        "16",
        "--structure",
        "knowledge_capital,no_effect",
        "--residual",
        "none",
        "--chart",
        "c.svg",
    ];
    let document = folder.json(&arguments);
    let svg = fs::read_to_string(folder.0.join("c.svg")).unwrap();
    let parsed = roxmltree::Document::parse(&svg).unwrap();
    let line = parsed.descendants().find(|node| node.attribute("data-line") == Some("median")).unwrap();
    let last: f64 = line.attribute("data-values").unwrap().split(' ').next_back().unwrap().parse().unwrap();
    let cumulative = number(&document["welfare"]["npv"]["p50"]);
    assert!((last - cumulative).abs() < 0.06, "{last} {cumulative}");
}

#[test]
fn what_cannot_be_is_refused_with_what_was_expected() {
    let folder = Folder::new("refused");
    fs::write(
        folder.0.join("u.toml"),
        format!("{HEAD}name = \"u\"\n[appraisal]\ndiscounting = \"nl_2020\"\nresidual_value = \"rest\"\n"),
    )
    .unwrap();
    let said = folder.refused(&["cba", "u.toml"]);
    assert!(
        said.contains("u.toml:5:15: appraisal.discounting: found \"nl_2020\", expected one of nl_2021"),
        "{said}"
    );
    assert!(
        said.contains("did you mean \"nl_2021\"?") && said.contains("u.toml:6:18: appraisal.residual_value"),
        "{said}"
    );
    for (arguments, expected) in [
        (&["a.toml", "--discounting", "nl_2020"][..], "did you mean \"nl_2021\"?"),
        (&["a.toml", "--discounting", "flat:-1"], "a fraction a year above -1"),
        (&["a.toml", "--residual", "run_off"], "did you mean \"runoff\"?"),
        (&["a.toml", "--base-year", "2041"], "base_year: found 2041, expected a year from"),
        (&["a.toml", "--residual", "perpetuity", "--discounting", "flat:0.001"], "a perpetuity has no value"),
        (
            &["a.toml", "--break-even", "output_elasticity_publik"],
            "did you mean \"output_elasticity_public\"?",
        ),
        (&["a.toml", "--draws", "8", "--break-even", "mincer_return"], "does not depend on it"),
        (
            &["a.toml", "--discounting", "us_omb_1992", "--set", "marginal_excess_burden=0.25"],
            "expected marginal_excess_burden 0",
        ),
        (&["a.toml", "b.toml", "--base-year", "2050"], "base_year: found 2050"),
        (&["-", "-"], "standard input once"),
    ] {
        let said = folder.refused(&[&["cba"][..], arguments].concat());
        assert!(said.contains(expected), "{arguments:?}: {said}");
    }
    let scenario = measure("some", "public_research", "gdp_share", 0.001);
    fs::write(
        folder.0.join("e.toml"),
        scenario.replace("[appraisal]", "[appraisal]\ndiscounting = \"nl_2016\""),
    )
    .unwrap();
    let said = folder.refused(&["cba", "a.toml", "e.toml", "--draws", "8"]);
    assert!(said.contains("differ in discounting"), "{said}");
    let together = ["cba", "a.toml", "e.toml", "--draws", "8", "--discounting", "nl_2021"];
    assert!(folder.output(&together).status.success());
}
