//! Draws in a file are those of the run, and pooled by their weights they give its figures, as
//! docs/howto/pool-the-draws.md says.

use crate::support::{program, tolerances as within};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn kennis(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new(program()).current_dir(folder).args(arguments).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// A run with draws in `draws.csv`, and its document.
fn saved(name: &str, options: &[&str]) -> (PathBuf, Value) {
    let folder = std::env::temp_dir().join(format!("kennis-{name}-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("s.toml"), kennis(&folder, &["example", "three_percent"])).unwrap();
    let arguments = ["run", "s.toml", "--format", "json", "--save-draws", "draws.csv"];
    let document = serde_json::from_str(&kennis(&folder, &[&arguments[..], options].concat())).unwrap();
    (folder, document)
}

/// A table as its first line says.
struct Csv {
    head: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Csv {
    fn read(path: &Path) -> Self {
        let text = fs::read_to_string(path).unwrap();
        let rows = text.lines().filter(|line| !line.starts_with('#'));
        let mut lines = rows.map(|line| line.split(',').map(str::to_owned).collect());
        Self { head: lines.next().unwrap(), rows: lines.collect() }
    }

    fn column(&self, name: &str) -> Vec<&str> {
        let position = self.head.iter().position(|known| known == name).unwrap_or_else(|| panic!("{name}"));
        self.rows.iter().map(|row| row[position].as_str()).collect()
    }

    fn numbers(&self, name: &str) -> Vec<f64> {
        self.column(name).iter().map(|text| text.parse().unwrap()).collect()
    }

    /// Value and weight of a column in a year, of the draws that have a weight.
    fn of_year(&self, name: &str, year: &str) -> Vec<(f64, f64)> {
        let all = self.column("year").into_iter().zip(self.numbers(name)).zip(self.numbers("draw_weight"));
        let of_year = all.filter(|((of, _), weight)| *of == year && *weight > 0.0);
        of_year.map(|((_, value), weight)| (value, weight)).collect()
    }
}

/// The recipe of the page: the values in rising order, value i at (C_i - w_i/2 - w_1/2)/(1 - w_1/2 - w_n/2), C the
/// cumulative weight, and a straight line between two of them.
fn quantile(mut draws: Vec<(f64, f64)>, p: f64) -> f64 {
    draws.sort_by(|a, b| a.partial_cmp(b).unwrap());
    let total: f64 = draws.iter().map(|(_, weight)| weight).sum();
    let weight = |i: usize| draws[i].1 / total;
    let (first, last) = (weight(0), weight(draws.len() - 1));
    let mut sum = 0.0;
    let mut before = (0.0, draws[0].0);
    for (i, (value, _)) in draws.iter().enumerate() {
        sum += weight(i);
        let position = (sum - weight(i) / 2.0 - first / 2.0) / (1.0 - first / 2.0 - last / 2.0);
        if position >= p {
            let way = if position > before.0 { (p - before.0) / (position - before.0) } else { 1.0 };
            return before.1 + way * (value - before.1);
        }
        before = (position, *value);
    }
    before.1
}

#[test]
fn pooled_by_their_weights_they_give_the_figures_of_the_run() {
    let (folder, document) =
        saved("pooled-draws", &["--draws", "400", "--save-variables", "gdp,rd_intensity,debt_ratio"]);
    let draws = Csv::read(&folder.join("draws.csv"));
    assert_eq!(draws.head[..5], ["structure", "structure_weight", "draw", "draw_weight", "year"]);
    // Structures differ in weight and in the draws that were dropped, so that no two weights stand for another.
    let mut of_structure = BTreeMap::new();
    for (structure, weight) in draws.column("structure").into_iter().zip(draws.numbers("structure_weight")) {
        assert_eq!(*of_structure.entry(structure).or_insert(weight), weight);
    }
    assert!(of_structure.len() > 3 && of_structure["no_effect"] == 0.1, "{of_structure:?}");
    assert!(document["draws_dropped"]["knowledge_capital"].as_u64().unwrap() > 0);
    for (position, year) in document["years"].as_array().unwrap().iter().enumerate() {
        let name = year.to_string();
        let sum: f64 = draws.of_year("gdp_deviation", &name).iter().map(|(_, weight)| weight).sum();
        assert!((sum - 1.0).abs() < within::SUM_OF_DRAWS, "{year}: {sum}");
        for (column, variable, kind) in [
            ("gdp_deviation", "gdp", "deviation"),
            ("gdp_scenario", "gdp", "scenario"),
            ("rd_intensity_deviation", "rd_intensity", "deviation"),
            ("debt_ratio_deviation", "debt_ratio", "deviation"),
        ] {
            let pooled = draws.of_year(column, &name);
            let theirs = &document["variables"][variable][kind];
            let mean: f64 = pooled.iter().map(|(value, weight)| value * weight).sum();
            let mut figures = vec![("mean", mean)];
            for (figure, p) in [("p05", 0.05), ("p50", 0.5), ("p95", 0.95)] {
                figures.push((figure, quantile(pooled.clone(), p)));
            }
            for (figure, ours) in figures {
                let expected = theirs[figure][position].as_f64().unwrap();
                assert!(
                    (ours - expected).abs() < within::SUM_OF_DRAWS * (1.0 + expected.abs()),
                    "{column} {year} {figure}: {ours} {expected}"
                );
            }
        }
    }
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn the_baseline_stands_once_and_what_differs_by_draw_stands_with_the_draws() {
    let (folder, document) = saved(
        "saved-draws",
        &["--draws", "300", "--structure", "knowledge_capital", "--save-variables", "gdp,tfp,debt_ratio"],
    );
    let draws = Csv::read(&folder.join("draws.csv"));
    let columns = ["gdp_scenario", "gdp_deviation", "tfp_baseline", "tfp_scenario", "tfp_deviation"];
    assert_eq!(draws.head[5..10], columns);
    assert_eq!(draws.head[10..], ["debt_ratio_deviation"]);
    let years = document["years"].as_array().unwrap();
    let kept = 300 - document["draws_dropped"]["knowledge_capital"].as_u64().unwrap();
    assert_eq!(draws.rows.len(), kept as usize * years.len());
    assert_eq!(draws.rows[0][..3], ["knowledge_capital", "1", "0"]);
    for column in &draws.head[5..] {
        let (variable, kind) = column.rsplit_once('_').unwrap();
        let expected = document["variables"][variable][kind]["mean"][years.len() - 1].as_f64().unwrap();
        let mean: f64 = draws.of_year(column, "2060").iter().map(|(value, weight)| value * weight).sum();
        assert!(
            (mean - expected).abs() < within::SUM_OF_DRAWS * (1.0 + expected.abs()),
            "{column}: {mean} {expected}"
        );
    }
    let baseline = Csv::read(&folder.join("draws_baseline.csv"));
    assert_eq!(baseline.head, ["year", "gdp_baseline"]);
    let theirs = document["variables"]["gdp"]["baseline"]["mean"].as_array().unwrap();
    assert_eq!(baseline.rows.len(), years.len());
    for ((level, year), (their_level, their_year)) in
        baseline.numbers("gdp_baseline").iter().zip(baseline.column("year")).zip(theirs.iter().zip(years))
    {
        let their_level = their_level.as_f64().unwrap();
        assert!((level - their_level).abs() < within::SUM_OF_DRAWS);
        assert_eq!(year.parse().ok(), their_year.as_i64());
    }
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn a_level_that_varies_is_among_the_draws() {
    let options = ["--draws", "50", "--layers", "baseline_level", "--save-variables", "gdp"];
    let (folder, _) = saved("saved-levels", &options);
    let draws = Csv::read(&folder.join("draws.csv"));
    assert_eq!(draws.head[5..], ["gdp_baseline", "gdp_scenario", "gdp_deviation"]);
    let of_year = draws.of_year("gdp_baseline", "2040");
    assert!(of_year.iter().any(|(level, _)| *level != of_year[0].0));
    assert_eq!(Csv::read(&folder.join("draws_baseline.csv")).head, ["year"]);
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn less_memory_gives_the_same_rows() {
    let options = ["--draws", "300", "--save-variables", "gdp,tfp"];
    let (folder, _) = saved("saved-all", &options);
    let (other, _) =
        saved("saved-in-batches", &[&options[..], &["--memory", "0.01", "--threads", "1"]].concat());
    for file in ["draws.csv", "draws_baseline.csv"] {
        // Structures take turns by batch.
        let sorted = |folder: &Path| {
            let mut rows = Csv::read(&folder.join(file)).rows;
            rows.sort();
            rows
        };
        assert!(sorted(&folder) == sorted(&other), "{file}");
    }
    fs::remove_dir_all(&folder).unwrap();
    fs::remove_dir_all(&other).unwrap();
}
