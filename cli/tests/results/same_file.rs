//! A file that a command reads is never among those that it writes, whatever its names, and none is written twice.

#![cfg(unix)]

use crate::output::{Folder, said};
use std::fs;
use std::os::unix::fs::symlink;
use std::process::Stdio;

/// Ends with 2 before anything is computed or written, and says so.
fn refused(folder: &Folder, line: &str, what: &str) {
    let all = |folder: &Folder| {
        let files = folder.names(".").into_iter().filter(|name| folder.0.join(name).is_file());
        files.map(|name| (name.clone(), fs::read(folder.0.join(name)).unwrap())).collect::<Vec<_>>()
    };
    let before = all(folder);
    let output = folder.kennis(&line.split(' ').collect::<Vec<_>>());
    assert_eq!(output.status.code(), Some(2), "{line}: {}", said(&output));
    assert!(output.stdout.is_empty() && said(&output).contains(what), "{line}: {}", said(&output));
    assert!(before == all(folder), "{line} has changed a file");
}

#[test]
fn what_is_read_is_not_written() {
    let folder = Folder::new("same-file");
    let scenario = fs::read_to_string(folder.0.join("s.toml")).unwrap();
    fs::write(folder.0.join("in.csv"), &scenario).unwrap();
    fs::write(folder.0.join("in_baseline.csv"), "year,gdp_growth\n2026,0.015\n").unwrap();
    fs::write(folder.0.join("named.toml"), format!("{scenario}baseline = \"in_baseline.csv\"\n")).unwrap();
    fs::write(
        folder.0.join("p.svg"),
        "schema = \"kennis.parameters/1\"\n[parameters]\ncapital_share = 0.36\n",
    )
    .unwrap();
    symlink("in.csv", folder.0.join("link.csv")).unwrap();
    symlink(".", folder.0.join("here")).unwrap();
    let reads =
        |line: &str, role: &str| refused(&folder, line, &format!(", which is read as {role}, expected"));
    // Draws that no test would wait for.
    let many = "--draws 100000000";
    reads(&format!("run in.csv --save-draws in.csv {many}"), "scenario");
    reads(&format!("run in.csv --save-draws link.csv {many}"), "scenario");
    reads(&format!("run link.csv --save-draws in.csv {many}"), "scenario");
    reads(&format!("run in.csv --save-draws here/in.csv {many}"), "scenario");
    reads(&format!("run s.toml --baseline in_baseline.csv --save-draws in_baseline.csv {many}"), "baseline");
    // The baseline beside the draws, which the scenario names.
    fs::remove_file(folder.0.join("in.csv")).unwrap();
    reads(&format!("run named.toml --save-draws in.csv {many}"), "baseline");
    reads(&format!("run named.toml --save-draws in_baseline.csv {many}"), "baseline");
    for command in ["run s.toml", "compare s.toml", "compare s.toml named.toml"] {
        reads(&format!("{command} --parameters p.svg --chart p.svg {many}"), "parameters");
    }
    reads("calibrate --parameters p.svg --chart p.svg", "parameters");
    // A file of the folder of results.
    for (name, line) in [
        ("run.csv", "run run.csv --out ."),
        ("compare.csv", "compare s.toml compare.csv --out here"),
        ("manifest.json", "run manifest.json --out ."),
        ("backtest.txt", "backtest --parameters backtest.txt --out ."),
        ("calibrate.txt", "calibrate --method map --parameters calibrate.txt --out ."),
    ] {
        let parameters = line.contains("--parameters");
        let text = if parameters {
            "schema = \"kennis.parameters/1\"\n[parameters]\ncapital_share = 0.36\n"
        } else {
            &scenario
        };
        fs::write(folder.0.join(name), text).unwrap();
        reads(line, if parameters { "parameters" } else { "scenario" });
    }
    let series = folder.kennis(&["data", "--format", "csv"]).stdout;
    fs::write(folder.0.join("data.csv"), series).unwrap();
    reads("data --data data.csv --out .", "data");
    reads("run s.toml --data data.csv --save-draws data.csv", "data");
    // A hard link is the same file.
    fs::hard_link(folder.0.join("data.csv"), folder.0.join("other.csv")).unwrap();
    let output = folder.kennis(&["run", "s.toml", "--data", "data.csv", "--save-draws", "other.csv"]);
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
}

#[test]
fn a_table_of_an_office_and_standard_input_are_read_too() {
    let folder = Folder::new("same-stream");
    fs::copy(folder.0.join("s.toml"), folder.0.join("in.csv")).unwrap();
    let input = fs::File::open(folder.0.join("in.csv")).unwrap();
    let mut command = folder.command(&["run", "-", "--save-draws", "in.csv"]);
    let output = command.stdin(Stdio::from(input)).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("which is read as scenario"), "{}", said(&output));
    // Refused before it is read as a table.
    fs::write(folder.0.join("data.csv"), "no table\n").unwrap();
    refused(&folder, "data --from eurostat data.csv --out .", "which is read as data");
}

#[test]
fn no_file_is_written_twice() {
    let folder = Folder::new("twice");
    fs::create_dir_all(folder.0.join("results")).unwrap();
    symlink("results", folder.0.join("other")).unwrap();
    for draws in ["results/run.csv", "other/run.csv", "other/../results/run.csv"] {
        refused(
            &folder,
            &format!("run s.toml --out results --save-draws {draws}"),
            "where --out goes too, expected a file of its own",
        );
    }
    fs::write(folder.0.join("d.csv"), "").unwrap();
    symlink("d.csv", folder.0.join("c.svg")).unwrap();
    refused(&folder, "run s.toml --chart c.svg --save-draws d.csv", "where --chart goes too");
    let printed = fs::File::create(folder.0.join("d.csv")).unwrap();
    let mut command = folder.command(&["run", "s.toml", "--save-draws", "d.csv"]);
    let output = command.stdout(printed).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("where standard output goes too"), "{}", said(&output));
}
