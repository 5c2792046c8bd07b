//! Draws in a Parquet file are those in the CSV.

#![cfg(feature = "parquet")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "functions that tests share")]

use parquet::file::metadata::KeyValue;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::{Field, Row};
use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Output};

fn kennis(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_kennis")).args(arguments).current_dir(folder).output().unwrap()
}

/// A row as the CSV has it.
fn line(row: &Row) -> String {
    let fields = row.get_column_iter().map(|(_, field)| match field {
        Field::Str(text) => text.clone(),
        Field::Long(draw) => draw.to_string(),
        Field::Int(year) => year.to_string(),
        Field::Double(value) => value.to_string(),
        other => panic!("{other:?}"),
    });
    fields.collect::<Vec<_>>().join(",")
}

#[test]
fn parquet_holds_the_rows_of_the_csv() {
    let folder = std::env::temp_dir().join(format!("kennis-parquet-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("s.toml"), kennis(&folder, &["example", "three_percent"]).stdout).unwrap();
    for file in ["draws.csv", "draws.parquet"] {
        let structures = ["--structure", "knowledge_capital,no_effect"];
        let arguments = ["run", "s.toml", "--draws", "1100", "--seed", "7", "--memory", "0.01"];
        let save = ["--save-draws", file, "--save-variables", "gdp,tfp,debt_ratio"];
        let output = kennis(&folder, &[&arguments[..], &structures, &save].concat());
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    let (draws, record, groups) = rows(&folder.join("draws.parquet"));
    assert!(record.iter().any(|pair| pair.key == "seed" && pair.value.as_deref() == Some("7")));
    assert_eq!(groups, 4, "two batches of both structures");
    let (baseline, ..) = rows(&folder.join("draws_baseline.parquet"));
    assert!(baseline[0] == "year,gdp_baseline" && baseline.len() > 30, "{baseline:?}");
    for (rows, csv) in [(draws, "draws.csv"), (baseline, "draws_baseline.csv")] {
        let csv = fs::read_to_string(folder.join(csv)).unwrap();
        // The files that it was made from stand in the record of the other.
        let lines: Vec<&str> = csv.lines().filter(|line| !line.starts_with('#')).collect();
        assert_eq!(rows.len(), lines.len());
        if let Some((row, line)) = rows.iter().zip(&lines).find(|(row, line)| row != *line) {
            panic!("{row}\n{line}");
        }
    }
    fs::remove_dir_all(&folder).unwrap();
}

/// The lines that a file would be as CSV, what repeats it, and the number of its row groups.
fn rows(path: &Path) -> (Vec<String>, Vec<KeyValue>, usize) {
    let reader = SerializedFileReader::new(File::open(path).unwrap()).unwrap();
    let metadata = reader.metadata().file_metadata();
    let names: Vec<&str> = metadata.schema_descr().columns().iter().map(|column| column.name()).collect();
    let mut rows = vec![names.join(",")];
    rows.extend(reader.get_row_iter(None).unwrap().map(|row| line(&row.unwrap())));
    (rows, metadata.key_value_metadata().unwrap().clone(), reader.num_row_groups())
}

#[test]
fn another_ending_is_refused_with_both_that_there_are() {
    let output = kennis(Path::new("."), &["run", "s.toml", "--save-draws", "draws.xlsx"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("a file that ends in .csv or .parquet"));
}
