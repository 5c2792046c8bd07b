//! The page on rates of return shows what the program computes; `KENNIS_BLESS=1` writes its table anew.

use crate::support::program;
use kennis::{ParameterId, ParameterSet};
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
const ROWS: [(&str, &str); 7] = [
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
    (
        "`rate_of_return` with 20% taken as gross",
        "--structure rate_of_return --set rate_of_return_business=0.2 --set rate_of_return_public=0.2",
    ),
    ("`semi_endogenous`", "--structure semi_endogenous"),
    ("`no_effect`", "--structure no_effect"),
];

/// The stocks, and their depreciation, which the rows above leave at its centre.
const STOCKS: [(&str, ParameterId); 2] =
    [("business", ParameterId::DepreciationBusiness), ("public", ParameterId::DepreciationPublic)];

fn kennis(root: &Path, arguments: &[&str]) -> Value {
    let output = Command::new(program()).current_dir(root).args(arguments).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn the_table_of_returns_is_what_the_program_computes() {
    let Some((root, path)) = page() else { return };
    let centres = ParameterSet::default().centres();
    let mut table = String::from(
        "| belief | stock | gross return | net: less depreciation | internal rate, with the lag |\n|---|---|---|---|---|\n",
    );
    for (belief, options) in ROWS {
        let arguments = ["run", "examples/scenarios/three_percent.toml", "--draws", "0", "--format", "json"];
        let options: Vec<&str> = options.split(' ').collect();
        let run = kennis(&root, &[&arguments[..], &options].concat());
        for (stock, depreciation) in STOCKS {
            let figure = |name: &str| run["returns"][stock][name]["p50"].as_f64();
            let gross = figure("gross_return");
            let percent = |value: Option<f64>| {
                value.map_or("none".to_owned(), |value| format!("{:.1}%", 100.0 * value))
            };
            table += &format!(
                "| {belief} | {stock} | {} | {} | {} |\n",
                percent(gross),
                percent(gross.map(|gross| gross - centres[depreciation])),
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
