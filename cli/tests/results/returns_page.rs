//! The page on rates of return shows what the program computes; `KENNIS_BLESS=1` writes its table anew.

use crate::support::tolerances as within;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The root of the repository; none where the package stands alone.
fn page() -> Option<(PathBuf, PathBuf)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let page = root.join("docs/rates-of-return.md");
    page.exists().then_some((root, page))
}

/// What is believed, and the options that say so.
const ROWS: [(&str, &str); 6] = [
    ("`knowledge_capital`: elasticities .08 and .05", "--structure knowledge_capital"),
    (
        "the same with lags of 1 and 1 year instead of 2 and 5",
        "--structure knowledge_capital --set gestation_business=1 --set gestation_public=1",
    ),
    (
        "`return_anchored`: public elasticity from a rate of 20%",
        "--structure knowledge_capital --parameters examples/parameters/return_anchored.toml",
    ),
    ("`rate_of_return`: gross returns as they are", "--structure rate_of_return"),
    ("`semi_endogenous`", "--structure semi_endogenous"),
    ("`no_effect`", "--structure no_effect"),
];

/// Depreciation of both stocks at the centres, which the rows above leave as it is.
const DEPRECIATION: [(&str, f64); 2] = [("business", 0.15), ("public", 0.10)];

fn kennis(root: &Path, arguments: &[&str]) -> Value {
    let output =
        Command::new(env!("CARGO_BIN_EXE_kennis")).current_dir(root).args(arguments).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn the_table_of_returns_is_what_the_program_computes() {
    let Some((root, path)) = page() else { return };
    let parameters = kennis(&root, &["parameters", "--draws", "0", "--format", "json"]);
    let mut table = String::from(
        "| belief | stock | gross return | net: less depreciation | internal rate, with the lag |\n|---|---|---|---|---|\n",
    );
    for (belief, options) in ROWS {
        let arguments = ["run", "examples/scenarios/three_percent.toml", "--draws", "0", "--format", "json"];
        let options: Vec<&str> = options.split(' ').collect();
        let run = kennis(&root, &[&arguments[..], &options].concat());
        for (stock, depreciation) in DEPRECIATION {
            let named = format!("depreciation_{stock}");
            let rows = parameters["parameters"].as_array().unwrap();
            let prior = rows.iter().find(|row| row["name"] == named.as_str()).unwrap();
            // The centre is the median before truncation, which hardly moves it.
            let median = prior["p50"].as_f64().unwrap();
            assert!((median - depreciation).abs() < within::LAST_DIGIT_SHOWN, "{named}: {median}");
            let figure = |name: &str| run["returns"][stock][name]["p50"].as_f64();
            let gross = figure("gross_return");
            let percent = |value: Option<f64>| {
                value.map_or("none".to_owned(), |value| format!("{:.1}%", 100.0 * value))
            };
            table += &format!(
                "| {belief} | {stock} | {} | {} | {} |\n",
                percent(gross),
                percent(gross.map(|gross| gross - depreciation)),
                percent(figure("internal_rate_of_return"))
            );
        }
    }
    let page = fs::read_to_string(&path).unwrap().replace("\r\n", "\n");
    let (open, close) = ("<!-- returns -->\n\n", "\n<!-- /returns -->");
    let (before, rest) = page.split_once(open).unwrap();
    let (shown, after) = rest.split_once(close).unwrap();
    if std::env::var_os("KENNIS_BLESS").is_some_and(|bless| bless == "1") {
        fs::write(&path, format!("{before}{open}{table}{close}{after}")).unwrap();
        return;
    }
    assert_eq!(shown, table, "KENNIS_BLESS=1 cargo test -p kennis-cli --test results returns");
    // What the text around the table says of it.
    let cells = |start: &str, stock: &str| -> Vec<String> {
        let row = table
            .lines()
            .find(|line| line.starts_with(&format!("| {start}")) && line.contains(stock))
            .unwrap();
        row.split(" | ").map(|cell| cell.trim_matches(['|', ' ']).to_owned()).collect()
    };
    let knowledge = cells("`knowledge_capital`", "public");
    for said in [&knowledge[2], &knowledge[3], &knowledge[4]] {
        let outside = format!("{before}{after}");
        assert!(outside.contains(said.as_str()), "the text does not say {said}");
    }
}
