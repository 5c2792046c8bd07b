//! What stands beside the effect on GDP, and implied returns: in the document, the table and the text of a run.

use crate::support::{program, tolerances::SUM_OF_DRAWS};
use serde_json::Value;
use std::path::Path;
use std::process::Command;

fn kennis(arguments: &[&str]) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let output = Command::new(program()).current_dir(root).args(arguments).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

const TARGET: &str = "examples/scenarios/three_percent.toml";
const IMPULSE: &str = "examples/scenarios/public_research_one_year.toml";

fn document(arguments: &[&str]) -> Value {
    serde_json::from_str(&kennis(&[arguments, &["--format", "json"]].concat())).unwrap()
}

/// A null says why, and which null it is.
#[test]
fn what_does_not_exist_is_null_with_its_reason() {
    let run = document(&["run", TARGET, "--draws", "200"]);
    let rate = &run["returns"]["public"]["internal_rate_of_return"];
    assert!(rate["p50"].as_f64().unwrap() > 0.05 && rate["share_defined"].as_f64().unwrap() < 1.0);
    assert!(
        rate["mean"].is_null() && rate["mean_reason"].as_str().unwrap().contains("zero or less"),
        "{rate}"
    );
    let reason = rate["mc_error_p05_reason"].as_str().unwrap();
    assert!(rate["mc_error_p05"].is_null() && reason.contains("rank lowest"), "{rate}");
    let effect = &run["effect"];
    assert!(effect["half_year"].is_null());
    assert!(effect["half_year_reason"].as_str().unwrap().starts_with("still rising"), "{effect}");
    let (peak, ratio) = (&effect["peak_year"], &effect["gdp_over_rd"]);
    assert_eq!((&peak["p50"], &peak["p95"]), (&Value::from(2060.0), &Value::Null));
    assert!(peak["p95_reason"].as_str().unwrap().contains("rank latest"), "{peak}");
    for name in ["mean", "sd", "mc_error"] {
        assert!(ratio[name].is_null() && ratio[format!("{name}_reason")].is_string(), "{name}");
    }
    assert_eq!(ratio["p50"].as_array().unwrap().len(), run["years"].as_array().unwrap().len());
    assert!(ratio["p50"][0].is_null() && ratio["ratio_of_means"][1].is_null());
    for structure in ["no_effect", "semi_endogenous"] {
        let run = document(&["run", TARGET, "--draws", "16", "--structure", structure]);
        for figure in ["gross_return", "internal_rate_of_return"] {
            assert!(run["returns"]["public"][figure].is_null());
            let reason = &run["returns"]["public"][format!("{figure}_reason")];
            assert_eq!(reason, "the structure implies no return", "{structure}");
        }
        assert_eq!(run["effect"]["peak_year"].is_null(), structure == "no_effect");
    }
}

/// The ratio of means is that of the means of GDP and R&D in the same document.
#[test]
fn the_ratio_of_means_is_that_of_the_variables() {
    let run = document(&["run", TARGET, "--draws", "64"]);
    let last = run["years"].as_array().unwrap().len() - 1;
    let extra = |variable: &str| {
        let mean = |kind: &str| run["variables"][variable][kind]["mean"][last].as_f64().unwrap();
        mean("scenario") - mean("baseline")
    };
    let ratio = run["effect"]["gdp_over_rd"]["ratio_of_means"][last].as_f64().unwrap();
    assert!((ratio - extra("gdp") / extra("rd_total")).abs() < SUM_OF_DRAWS);
}

#[test]
fn the_table_has_the_numbers_of_the_document() {
    let run = document(&["run", IMPULSE, "--draws", "64"]);
    let table = kennis(&["run", IMPULSE, "--draws", "64", "--format", "csv"]);
    let line = |start: &str| -> Option<f64> {
        let cells = table.lines().find_map(|line| line.strip_prefix(start))?;
        Some(cells.split(',').next().unwrap().parse().unwrap())
    };
    let effect = &run["effect"];
    // A document is read to the last digit but one.
    let same = |found: Option<f64>, expected: Option<f64>, what: &str| match (found, expected) {
        (Some(a), Some(b)) => assert!((a - b).abs() < SUM_OF_DRAWS * b.abs().max(1.0), "{what}: {a} {b}"),
        (a, b) => assert_eq!(a, b, "{what}"),
    };
    for name in ["peak_year", "half_year"] {
        for statistic in ["p05", "p50", "p95", "mean", "share_defined"] {
            let found = line(&format!("{name},effect,{statistic},,"));
            same(found, effect[name][statistic].as_f64(), &format!("{name} {statistic}"));
        }
    }
    let at = run["years"].as_array().unwrap().iter().position(|year| year == 2040).unwrap();
    for statistic in ["p05", "p50", "p95", "ratio_of_means", "share_defined"] {
        let found = line(&format!("gdp_over_rd,effect,{statistic},2040,"));
        assert!(found.is_some());
        same(found, effect["gdp_over_rd"][statistic][at].as_f64(), statistic);
    }
    assert_eq!(line("gdp_over_rd,effect,mean,2040,"), None);
    let comparison = kennis(&["compare", IMPULSE, "--draws", "16", "--format", "csv"]);
    for prefix in ["rate_of_return", "mixture"] {
        assert!(comparison.contains(&format!("\n{prefix}.peak_year,effect,p50,,")), "{prefix}");
    }
}

#[test]
fn the_text_says_when_it_peaks_and_whose_weight_a_zero_is() {
    let run = kennis(&["run", TARGET, "--draws", "100"]).replace('\n', " ");
    for said in [
        "Extra GDP of a year over extra R&D money",
        "largest in 2060, the last year, and may rise further (median; 5% point 2060; 10% of the draws have no effect).",
        "exactly zero because no_effect has a weight of 0.10: it is that assumption, not information",
        "semi_endogenous, no_effect imply no return",
    ] {
        assert!(run.contains(said), "{said}: {run}");
    }
    let comparison = kennis(&["compare", TARGET, "--draws", "100"]).replace('\n', " ");
    assert!(comparison.contains("of all of them but no_effect, which is a point,"), "{comparison}");
    assert!(!comparison.contains("no value is in the"), "{comparison}");
    assert!(comparison.contains("exactly zero because no_effect"), "{comparison}");
    // Without no_effect nothing is zero, and nothing has to be explained.
    let without = ["--structure", "knowledge_capital,rate_of_return"];
    let run = kennis(&[&["run", TARGET, "--draws", "100"], &without[..]].concat());
    assert!(!run.contains("exactly zero"), "{run}");
    // Schooling has no R&D to divide by.
    let schooling = kennis(&["run", "examples/scenarios/education.toml", "--draws", "40"]);
    assert!(
        !schooling.contains("Extra GDP of a year") && schooling.contains("largest in 2080"),
        "{schooling}"
    );
}
