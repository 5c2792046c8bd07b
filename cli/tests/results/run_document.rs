//! Documents of a run, a comparison and the published results keep to their schemas, and `--out` writes what its
//! manifest lists.

use crate::support::{breaches, program, tolerances as within};
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::Command;

fn kennis(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new(program()).current_dir(folder).args(arguments).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The schema of that name, as the program prints it.
fn schema(name: &str) -> Value {
    serde_json::from_str(&kennis(Path::new("."), &["schema", name])).unwrap()
}

#[test]
fn documents_of_data_keep_to_their_schema() {
    let schema = schema("kennis.data/1");
    for country in ["NLD", "DEU", "CHE", "ARG"] {
        let printed = kennis(Path::new("."), &["data", "--country", country, "--format", "json"]);
        let document: Value = serde_json::from_str(&printed).unwrap();
        assert_eq!(breaches(&schema, &schema, &document, ""), Vec::<String>::new());
        assert!(printed.starts_with("{\"schema\":\"kennis.data/1\","));
    }
}

#[test]
fn tables_and_manifests_keep_to_their_schemas() {
    let folder = std::env::temp_dir().join(format!("kennis-tables-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    for (command, name) in
        [("parameters --draws 0", "kennis.parameters/1"), ("instruments", "kennis.instruments/1")]
    {
        let arguments: Vec<&str> = command.split(' ').chain(["--format", "json"]).collect();
        let printed = kennis(&folder, &arguments);
        assert!(printed.starts_with(&format!("{{\"schema\":\"{name}\",")));
        let (schema, document) = (schema(name), serde_json::from_str(&printed).unwrap());
        assert_eq!(breaches(&schema, &schema, &document, ""), Vec::<String>::new());
    }
    kennis(&folder, &["data", "--out", "results"]);
    let manifest = fs::read_to_string(folder.join("results/manifest.json")).unwrap();
    let (schema, document) = (schema("kennis.manifest/1"), serde_json::from_str(&manifest).unwrap());
    assert_eq!(breaches(&schema, &schema, &document, ""), Vec::<String>::new());
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn requests_and_answers_keep_to_their_schemas() {
    let (request, run, error) =
        (schema("kennis.request/1"), schema("kennis.run/1"), schema("kennis.error/1"));
    let scenario = "\"scenario\": { \"schema\": \"kennis.scenario/1\", \"name\": \"n\", \"horizon\": 2030 }";
    for (options, answered) in [
        (
            "\"draws\": 9, \"seed\": 1, \"layers\": [\"breakthroughs\"], \"plan\": \"sobol\", \"threads\": 1",
            &run,
        ),
        ("\"draw\": 3", &run),
        ("\"draws\": -1, \"layers\": [\"x\"]", &error),
    ] {
        let text = format!("{{ {scenario}, \"options\": {{ {options} }} }}");
        let asked: Value = serde_json::from_str(&text).unwrap();
        let answer: Value = serde_json::from_str(&kennis::formats::run_json(&text)).unwrap();
        assert_eq!(breaches(answered, answered, &answer, ""), Vec::<String>::new());
        assert_eq!(breaches(&request, &request, &asked, "").is_empty(), answered == &run, "{options}");
    }
    let table =
        kennis::formats::run_json(&format!("{{ {scenario}, \"data\": \"variable,year,value\\nx,1,1\" }}"));
    let table: Value = serde_json::from_str(&table).unwrap();
    assert_eq!(breaches(&error, &error, &table, ""), Vec::<String>::new());
    assert_eq!(table["problems"][0]["line"], 2);
}

#[test]
fn the_document_keeps_to_its_schema_and_out_holds_what_the_manifest_lists() {
    let folder = std::env::temp_dir().join(format!("kennis-run-document-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("s.toml"), kennis(&folder, &["example", "three_percent"])).unwrap();
    let schema: Value = serde_json::from_str(&kennis(&folder, &["schema", "kennis.run/1"])).unwrap();
    for draws in ["0", "40"] {
        let arguments = ["run", "s.toml", "--draws", draws, "--format", "json", "--out", "results"];
        let printed = kennis(&folder, &arguments);
        let document: Value = serde_json::from_str(&printed).unwrap();
        assert_eq!(breaches(&schema, &schema, &document, ""), Vec::<String>::new());
        assert!(printed.starts_with("{\"schema\":\"kennis.run/1\","));
        assert_eq!(
            document["command"],
            arguments.iter().fold("kennis".to_owned(), |all, one| all + " " + one)
        );
        assert_eq!(fs::read_to_string(folder.join("results/run.json")).unwrap(), printed);
    }
    for (most, reached) in [("1500", true), ("41", false)] {
        let precise = ["--draws", "40", "--precision", "0.15", "--max-draws", most, "--format", "json"];
        let arguments = [&["run", "s.toml", "--structure", "knowledge_capital"][..], &precise].concat();
        let document: Value = serde_json::from_str(&kennis(&folder, &arguments)).unwrap();
        assert_eq!(breaches(&schema, &schema, &document, ""), Vec::<String>::new());
        let precision = &document["precision"];
        assert_eq!(precision["reached"], reached, "{precision} {}", document["draws"]);
        let errors = document["variables"]["gdp"]["deviation"]["mc_error"].as_array().unwrap();
        assert_eq!(errors.last(), Some(&precision["mc_error"]));
    }
    let manifest = fs::read_to_string(folder.join("results/manifest.json")).unwrap();
    let manifest: Value = serde_json::from_str(&manifest).unwrap();
    let mut listed = vec!["manifest.json".to_owned()];
    for file in manifest["files"].as_array().unwrap() {
        let name = file["name"].as_str().unwrap();
        assert_eq!(
            fs::metadata(folder.join("results").join(name)).unwrap().len(),
            file["bytes"].as_u64().unwrap()
        );
        listed.push(name.to_owned());
    }
    let mut there: Vec<String> = fs::read_dir(folder.join("results"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    listed.sort();
    there.sort();
    assert_eq!(there, listed);
    fs::remove_dir_all(&folder).unwrap();
}

/// The text as one line, and whether it fits a terminal.
fn text(arguments: &[&str]) -> String {
    let folder = std::env::temp_dir();
    let scenario = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/scenarios");
    let scenario = scenario.join(arguments[0]).display().to_string();
    let text = kennis(&folder, &[&["run", &scenario], &arguments[1..]].concat());
    // The command that repeats the run is one line, to be copied.
    let wide: Vec<&str> =
        text.lines().filter(|line| line.chars().count() > 80 && !line.starts_with("Again: ")).collect();
    assert!(wide.is_empty(), "{wide:#?}");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_draw_alone_shows_its_parameters_and_is_no_result() {
    let said = text(&["public_research_one_year.toml", "--draw", "7"]);
    assert!(said.contains("DRAW 7 ALONE, not a result") && !said.contains("The band holds"), "{said}");
    let document = kennis(
        &std::env::temp_dir(),
        &["run", "-", "--draw", "7", "--format", "json", "--quiet"]
            .map(|a| if a == "-" { SCENARIO } else { a }),
    );
    let document: Value = serde_json::from_str(&document).unwrap();
    assert_eq!(document["draw"], 7);
    let drawn = document["draw_parameters"].as_object().unwrap();
    let elasticity = drawn["output_elasticity_public"].as_f64().unwrap();
    assert!(said.contains(&format!("output_elasticity_public {elasticity:.6}")), "{said}");
    // Set to these values, the run at the centres is the same run, but for the start of the stocks.
    assert!(drawn.contains_key("initial_stock_error_public"));
    assert!(drawn.len() > 30 && !drawn.contains_key("transfer_theta"), "fixed parameters are not drawn");
}

const SCENARIO: &str =
    concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/scenarios/public_research_one_year.toml");

#[test]
fn the_text_names_the_layers_and_what_breakthroughs_do_to_the_band() {
    let plain = text(&["three_percent.toml", "--draws", "200"]);
    assert!(
        plain.contains("that are on: parameters, effectiveness, structure. The level of the baseline"),
        "{plain}"
    );
    assert!(!plain.contains("Breakthroughs are on"), "{plain}");
    let risky = text(&["three_percent.toml", "--draws", "200", "--layers", "breakthroughs"]);
    let band = |text: &str, after: &str| -> [f64; 2] {
        let rest = text.split(after).nth(1).unwrap();
        let inside = rest[rest.find('[').unwrap() + 1..rest.find(']').unwrap()].to_owned();
        let (low, high) = inside.split_once(", ").unwrap();
        [low.parse().unwrap(), high.parse().unwrap()]
    };
    let (with, without) = (band(&risky, "Breakthroughs are on"), band(&risky, "with them,"));
    let same = format!("band from {:.2}% to {:.1}%", without[0], without[1]);
    assert!(plain.contains(&same), "{same}: {plain}");
    assert!(with[1] != without[1]);
    assert!(
        risky.contains(" Breakthroughs ")
            && risky.contains("parameters, effectiveness, structure, breakthroughs.")
    );
}

#[test]
fn small_effects_have_three_decimals() {
    let said = text(&["public_research_one_year.toml", "--draws", "200"]);
    let median = said.split("In 2060 GDP is ").nth(1).unwrap().split('%').next().unwrap();
    assert_eq!(median.len(), "0.008".len(), "{said}");
    assert!(median.parse::<f64>().unwrap() > 0.0);
}

/// The command that prints a document, with all arguments but the form.
fn document(folder: &Path, arguments: &[&str]) -> Value {
    serde_json::from_str(&kennis(folder, &[arguments, &["--format", "json"]].concat())).unwrap()
}

#[test]
fn a_comparison_keeps_to_its_schema_and_its_mixture_is_the_run() {
    let folder = std::env::temp_dir().join(format!("kennis-compare-document-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("s.toml"), kennis(&folder, &["example", "three_percent"])).unwrap();
    let schema: Value = serde_json::from_str(&kennis(&folder, &["schema", "kennis.compare/1"])).unwrap();
    let run = document(&folder, &["run", "s.toml", "--draws", "40"]);
    for (draws, beside) in [("0", "no_effect"), ("40", "international_spillovers")] {
        let arguments = ["compare", "s.toml", "--draws", draws, "--structure", beside, "--out", "results"];
        let comparison = document(&folder, &arguments);
        assert_eq!(breaches(&schema, &schema, &comparison, ""), Vec::<String>::new());
        let share = &comparison["between_structure_variance_share"];
        assert_eq!(share["gdp"].is_null(), draws == "0");
        let written = fs::read_to_string(folder.join("results/compare.json")).unwrap();
        assert_eq!(serde_json::from_str::<Value>(&written).unwrap(), comparison);
        if draws == "40" {
            assert_eq!(comparison["mixture"]["variables"], run["variables"]);
            let structures = comparison["structures"].as_array().unwrap();
            let last = structures.last().unwrap();
            assert_eq!((&last["structure"], last["weight"].as_f64()), (&Value::from(beside), Some(0.0)));
            for structure in structures {
                let name = structure["structure"].as_str().unwrap();
                let alone = document(&folder, &["run", "s.toml", "--draws", "40", "--structure", name]);
                assert_eq!(structure["variables"], alone["variables"], "{name}");
                assert_eq!(structure["returns"], alone["returns"], "{name}");
            }
        }
    }
    let csv = fs::read_to_string(folder.join("results/compare.csv")).unwrap();
    assert!(csv.starts_with("variable,kind,statistic,year,value,unit\nknowledge_capital.gdp,"));
    assert!(csv.contains("\ngdp,between_structure_variance,share,2060,"));
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn the_text_of_a_comparison_fits_in_eighty_columns_and_names_every_structure() {
    let folder = std::env::temp_dir().join(format!("kennis-compare-text-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("s.toml"), kennis(&folder, &["example", "three_percent"])).unwrap();
    for draws in ["0", "40"] {
        let beside = ["--structure", "international_spillovers"];
        let text = kennis(&folder, &[&["compare", "s.toml", "--draws", draws][..], &beside].concat());
        for line in text.lines().filter(|line| !line.starts_with("Again: ")) {
            assert!(line.chars().count() <= 80, "{line}");
        }
        for title in ["knowledge_capital, weight 0.30", "no_effect, weight 0.10", "  mixture"] {
            assert_eq!(text.matches(title).count(), 2, "{title}");
        }
        assert!(text.contains("international_spillovers, not in the mixture"));
        assert_eq!(text.contains("Where they differ"), draws != "0", "{text}");
    }
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn published_results_keep_to_their_schema_and_all_pass() {
    let folder = std::env::temp_dir().join(format!("kennis-validate-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let schema: Value = serde_json::from_str(&kennis(&folder, &["schema", "kennis.validate/1"])).unwrap();
    let printed = document(&folder, &["validate", "--out", "results"]);
    assert_eq!(breaches(&schema, &schema, &printed, ""), Vec::<String>::new());
    let results = printed["results"].as_array().unwrap();
    // Rows of rank C are shown, near or far, and decide nothing.
    let deciding: Vec<&Value> = results.iter().filter(|row| row["rank"] != "C").collect();
    assert!(deciding.len() >= 50 && deciding.iter().all(|row| row["passed"] == true));
    assert_eq!((&printed["passed"], &printed["failed"]), (&Value::from(deciding.len()), &Value::from(0)));
    assert_eq!(printed["not_deciding"], Value::from(results.len() - deciding.len()));
    for name in ["validate.txt", "validate.json", "validate.csv", "manifest.json"] {
        assert!(folder.join("results").join(name).exists(), "{name}");
    }
    let csv = kennis(&folder, &["validate", "--format", "csv"]);
    assert_eq!(csv.lines().count(), results.len() + 1);
    fs::remove_dir_all(&folder).unwrap();
}

/// Every table in the long form has six fields a line, and a finite number; the numbers are those of the document.
/// Table and document hold the same number.
fn same(line: f64, value: &Value) {
    let value = value.as_f64().unwrap();
    assert!((line - value).abs() <= within::LAST_BIT_READ * value.abs(), "{line} {value}");
}

#[test]
fn long_tables_of_all_commands() {
    let folder = Path::new(".");
    let line = |text: &str, start: &str| -> f64 {
        let found =
            text.lines().find_map(|line| line.strip_prefix(start)).unwrap_or_else(|| panic!("{start}"));
        found.split(',').next().unwrap().parse().unwrap()
    };
    for command in
        ["parameters --draws 8", "instruments", "calibrate", "calibrate --method panel", "backtest --placebo"]
    {
        let arguments: Vec<&str> = command.split(' ').chain(["--format", "csv"]).collect();
        let text = kennis(folder, &arguments);
        assert!(text.starts_with("variable,kind,statistic,year,value,unit\n"), "{command}");
        assert!(text.lines().count() > 10, "{command}");
        for row in text.lines().skip(1).filter(|row| !row.contains('"')) {
            let cells: Vec<&str> = row.split(',').collect();
            assert_eq!(cells.len(), 6, "{command}: {row}");
            assert!(cells[4].parse::<f64>().is_ok_and(f64::is_finite), "{command}: {row}");
        }
    }
    let table = kennis(folder, &["parameters", "--draws", "8", "--format", "csv"]);
    let parameters = document(folder, &["parameters", "--draws", "8"]);
    let delta =
        parameters["parameters"].as_array().unwrap().iter().find(|p| p["name"] == "depreciation_public");
    assert_eq!(line(&table, "depreciation_public,prior,p95,,"), delta.unwrap()["p95"].as_f64().unwrap());
    let gdp = format!(
        "gdp.{},deviation,p50,2060,",
        parameters["prior_predictive"][0]["scenario"].as_str().unwrap()
    );
    let predictive = &parameters["prior_predictive"][0];
    let at = predictive["years"].as_array().unwrap().iter().position(|year| year == 2060).unwrap();
    // A name with a comma is quoted.
    let gdp = if gdp.matches(',').count() > 4 {
        format!("\"{}", gdp.replacen(",deviation", "\",deviation", 1))
    } else {
        gdp
    };
    same(line(&table, &gdp), &predictive["deviation"]["p50"][at]);
    let table = kennis(folder, &["instruments", "--format", "csv"]);
    assert!(line(&table, "tax_credit.bang_for_the_buck_tax_credit,prior,p50,,") > 0.0);
    let table = kennis(folder, &["calibrate", "--format", "csv"]);
    let fit = document(folder, &["calibrate"]);
    same(line(&table, "output_elasticity_public,parameter,estimate,,"), &fit["parameters"][1]["estimate"]);
    let table = kennis(folder, &["backtest", "--format", "csv"]);
    let scores = document(folder, &["backtest"]);
    same(line(&table, "knowledge_capital,ahead_5,crps,,"), &scores["models"][0]["scores"][4]["crps"]);
}
