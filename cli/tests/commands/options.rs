//! An option that a command accepts does something: each of every command that is quick, by what it changes.

use crate::support::program;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const SCENARIO: &str = "schema = \"kennis.scenario/1\"\nname = \"n\"\nhorizon = 2040\nbaseline = \"u.csv\"\n[[measures]]\nname = \"m\"\n\
                        instrument = \"public_research\"\nunit = \"gdp_share\"\namount = 0.001\nfrom = 2026\n";

/// A request, what is changed in it one after the other, and what changes nothing.
type Row = (&'static str, &'static [(&'static str, &'static str)], &'static [&'static str]);

/// Of each command: a request, and the same with an option more, or with another value of it. What an option of the last
/// list of a row changes is how a result is made, and never the result.
const CHANGES: &[Row] = &[
    (
        "run s.toml --draws 8 --format csv",
        &[
            ("", "--country DEU"),
            ("", "--data d.csv"),
            ("", "--baseline b.csv"),
            ("", "--allow-files"),
            ("", "--parameters p.toml"),
            ("", "--set output_elasticity_public=0.1"),
            ("", "--structure no_effect"),
            ("--draws 8", "--draws 9"),
            ("", "--seed 2"),
            ("", "--layers breakthroughs"),
            ("", "--plan random"),
            ("", "--precision 0.0001 --max-draws 40"),
            ("--precision 0.0001 --max-draws 40", "--precision 0.0001 --max-draws 20"),
            ("", "--draw 3"),
            ("--format csv", "--format json"),
            ("--format csv", "--format text --years 2031"),
            ("", "--out results"),
            ("", "--chart c.svg"),
            ("", "--html page.html"),
            ("--chart c.svg", "--chart c.svg --chart-variable tfp"),
            ("--draws 8 --format csv", "--draws 600 --shard 1/2 --out part"),
            ("", "--save-draws draws.csv"),
            ("--save-draws draws.csv", "--save-draws draws.csv --save-variables tfp"),
            ("--data odd.csv", "--data odd.csv --quiet"),
        ],
        &["--threads 1", "--memory 0.01"],
    ),
    (
        "compare s.toml --draws 8 --format csv",
        &[
            ("", "--country DEU"),
            ("", "--data d.csv"),
            ("", "--baseline b.csv"),
            ("", "--allow-files"),
            ("", "--parameters p.toml"),
            ("", "--set output_elasticity_public=0.1"),
            ("", "--structure international_spillovers"),
            ("", "--beliefs panel_anchored,default"),
            ("--draws 8", "--draws 9"),
            ("", "--seed 2"),
            ("", "--layers breakthroughs"),
            ("", "--plan random"),
            ("", "--precision 0.0001 --max-draws 40"),
            ("--precision 0.0001 --max-draws 40", "--precision 0.0001 --max-draws 20"),
            ("", "--draw 3"),
            ("--format csv", "--format json"),
            ("--format csv", "--format text --years 2031"),
            ("", "--out results"),
            ("", "--chart c.svg"),
            ("", "--html page.html"),
            ("--chart c.svg", "--chart c.svg --chart-variable tfp"),
            ("--data odd.csv", "--data odd.csv --quiet"),
        ],
        &["--threads 1", "--memory 0.01"],
    ),
    (
        "solve s.toml --target rd_intensity=0.03@2030 --instrument direct_subsidy --draws 2 --structure knowledge_capital --format csv",
        &[
            ("", "--country DEU"),
            ("", "--data d.csv"),
            ("", "--baseline b.csv"),
            ("", "--allow-files"),
            ("", "--parameters p.toml"),
            ("", "--set output_elasticity_public=0.1"),
            ("--structure knowledge_capital", "--structure no_effect"),
            ("--draws 2", "--draws 3"),
            ("", "--seed 2"),
            ("", "--layers baseline_level"),
            ("", "--plan random"),
            ("", "--draw 3"),
            ("--target rd_intensity=0.03@2030", "--target rd_intensity=0.03@2029"),
            ("--instrument direct_subsidy", "--instrument tax_credit"),
            ("", "--from 2027"),
            ("", "--path ramp"),
            ("", "--probability 0.8"),
            ("--format csv", "--format json"),
            ("", "--out results"),
            ("", "--chart c.svg"),
            ("--data odd.csv", "--data odd.csv --quiet"),
        ],
        &["--threads 1", "--memory 0.01"],
    ),
    (
        "cba s.toml --draws 2 --structure knowledge_capital --residual none --format csv",
        &[
            ("", "--country DEU"),
            ("", "--data d.csv"),
            ("", "--baseline b.csv"),
            ("", "--allow-files"),
            ("", "--parameters p.toml"),
            ("", "--set output_elasticity_public=0.1"),
            ("--structure knowledge_capital", "--structure no_effect"),
            ("--draws 2", "--draws 3"),
            ("", "--seed 2"),
            ("", "--layers breakthroughs"),
            ("", "--plan random"),
            ("", "--draw 3"),
            ("", "--discounting flat:0.04"),
            ("--residual none", "--residual perpetuity"),
            ("", "--base-year 2030"),
            ("", "--break-even output_elasticity_public"),
            ("", "--by-year"),
            ("--format csv", "--format json"),
            ("", "--out results"),
            ("", "--chart c.svg"),
            ("", "--html page.html"),
            ("", "--xlsx c.xlsx"),
            ("--data odd.csv", "--data odd.csv --quiet"),
        ],
        &["--threads 1", "--memory 0.01"],
    ),
    (
        "project s.toml --baseline b2.csv --draws 2 --structure knowledge_capital --format csv",
        &[
            ("", "--country DEU"),
            ("", "--data d2.csv"),
            ("--baseline b2.csv", "--baseline b.csv"),
            ("", "--allow-files"),
            ("", "--parameters p.toml"),
            ("", "--set output_elasticity_public=0.1"),
            ("--structure knowledge_capital", "--structure no_effect"),
            ("--draws 2", "--draws 3"),
            ("", "--seed 2"),
            ("", "--layers breakthroughs"),
            ("", "--plan random"),
            ("", "--draw 3"),
            ("", "--baseline-includes none"),
            ("--format csv", "--format text --periods 2026-2027"),
            ("--format csv", "--format text --years 2027"),
            ("--format csv", "--format json"),
            ("", "--out results"),
            ("", "--chart c.svg"),
            ("", "--xlsx c.xlsx"),
            ("", "--quiet"),
        ],
        &["--threads 1", "--memory 0.01"],
    ),
    (
        "actions a.toml --draws 2 --structure knowledge_capital --format csv",
        &[
            ("", "--country DEU"),
            ("", "--data d.csv"),
            ("", "--baseline b.csv"),
            ("", "--allow-files"),
            ("", "--parameters p.toml"),
            ("", "--set output_elasticity_public=0.1"),
            ("--structure knowledge_capital", "--structure rate_of_return"),
            ("--draws 2", "--draws 3"),
            ("", "--seed 2"),
            ("", "--layers breakthroughs"),
            ("", "--plan random"),
            ("", "--draw 3"),
            ("", "--year 2030"),
            ("", "--only 1"),
            ("", "--without 5"),
            ("", "--actions statuses.toml"),
            ("--format csv", "--format json"),
            ("", "--out results"),
            ("", "--chart c.svg"),
            ("", "--html page.html"),
            ("--data odd.csv", "--data odd.csv --quiet"),
        ],
        &["--threads 1", "--memory 0.01"],
    ),
    (
        "check s.toml",
        &[
            ("", "--country XYZ"),
            ("", "--data odd.csv"),
            ("", "--allow-files"),
            ("", "--parameters absent.toml"),
            ("", "--set output_elasticity_public=9"),
            ("", "--quiet"),
        ],
        &[],
    ),
    ("example", &[("baseline", "--list")], &[]),
    (
        "parameters --draws 8 --format csv",
        &[
            ("", "--country DEU"),
            ("", "--data d.csv"),
            ("", "--parameters p.toml"),
            ("", "--set output_elasticity_public=0.1"),
            ("", "--structure no_effect"),
            ("--draws 8", "--draws 9"),
            ("", "--seed 2"),
            ("--format csv", "--format text"),
            ("--data odd.csv", "--data odd.csv --quiet"),
        ],
        &["--threads 1"],
    ),
    (
        "instruments --format json",
        &[
            ("", "--find WBSO"),
            ("", "--country DEU"),
            ("", "--data d.csv"),
            ("", "--parameters p.toml"),
            ("", "--set bang_for_the_buck_tax_credit=0.5"),
            ("--format json", "--format csv"),
            ("--data odd.csv", "--data odd.csv --quiet"),
        ],
        &[],
    ),
    (
        "data --format csv",
        &[
            ("", "--country DEU"),
            ("", "--data d.csv"),
            ("", "o.tsv --from eurostat"),
            ("--format csv", "--format text"),
            ("", "--out results"),
            ("", "--chart s.svg"),
            ("--data odd.csv", "--data odd.csv --quiet"),
        ],
        &[],
    ),
    ("validate --format csv", &[("--format csv", "--format text"), ("", "--out results")], &[]),
    ("card --format csv", &[("--format csv", "--format text"), ("", "--out results")], &[]),
];

/// A folder with the files that the requests name.
fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("kennis-effects-{name}-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    for (file, text) in [
        ("s.toml", SCENARIO),
        ("d.csv", "variable,year,value\nhours,2023,14500\n"),
        // A number that is converted is remarked.
        (
            "odd.csv",
            "variable,year,value,unit\ngdp_growth,2024,0.011,fraction\ngdp_growth,2025,0.016,fraction\n",
        ),
        ("a.toml", &format!("{SCENARIO}action = 5\n")),
        ("statuses.toml", include_str!("../../../data/actions.toml")),
        ("b2.csv", "year,gdp_growth\n2026,0.02\n2027,0.02\n2028,0.02\n"),
        ("d2.csv", "variable,year,value\nresearchers,2023,90000\n"),
        ("b.csv", "year,gdp_growth\n2026,0.03\n"),
        // The remark on a unit that is not known quotes it where the scenario is trusted.
        ("u.csv", "year,gdp_growth\nunit,odd unit\n2026,0.02\n"),
        (
            "p.toml",
            "schema = \"kennis.parameters/1\"\n[parameters]\nbang_for_the_buck_tax_credit = 0.5\noutput_elasticity_public = 0.1\n",
        ),
        ("o.tsv", "freq,unit,sectperf,geo\\TIME_PERIOD\t2021 \t2022 \nA,PC_GDP,TOTAL,NL\t2.21 \t2.18 bp\n"),
    ] {
        fs::write(folder.join(file), text).unwrap();
    }
    folder
}

/// What comes of a request, without the command in it.
#[derive(PartialEq)]
struct Outcome {
    code: Option<i32>,
    printed: String,
    said: String,
    files: BTreeMap<String, usize>,
}

fn outcome(name: &str, line: &str) -> Outcome {
    let folder = folder(name);
    let arguments: Vec<&str> = line.split_whitespace().collect();
    let output = Command::new(program()).current_dir(&folder).args(&arguments).output().unwrap();
    let printed = String::from_utf8(output.stdout).unwrap();
    let printed = match serde_json::from_str::<serde_json::Value>(&printed) {
        Ok(mut document) => {
            document.as_object_mut().unwrap().remove("command");
            document.to_string()
        }
        Err(_) => printed,
    };
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(!said.contains("unexpected argument") && !said.contains("does not use"), "{line}: {said}");
    let files = files(&folder);
    fs::remove_dir_all(folder).unwrap();
    Outcome { code: output.status.code(), printed, said, files }
}

/// The files of a folder, with their sizes.
fn files(folder: &Path) -> BTreeMap<String, usize> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let size = |path: &Path| if path.is_dir() { 0 } else { fs::read(path).unwrap().len() };
    entries.map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), size(&path))).collect()
}

/// The options that the help of a command lists.
fn listed(command: &str) -> BTreeSet<String> {
    let output = Command::new(program()).args([command, "-h"]).output().unwrap();
    let help = String::from_utf8(output.stdout).unwrap();
    let options = help.lines().filter_map(|line| line.trim_start().strip_prefix("--"));
    options.filter_map(|line| line.split(' ').next()).map(|name| format!("--{name}")).collect()
}

#[test]
fn every_option_of_the_quick_commands_changes_what_comes_of_a_request() {
    for (base, changes, same) in CHANGES {
        let command = base.split(' ').next().unwrap();
        let tried = changes.iter().map(|(_, after)| *after).chain(same.iter().copied());
        let tried: BTreeSet<String> = tried
            .flat_map(|line| line.split(' '))
            .filter(|w| w.starts_with("--"))
            .map(str::to_owned)
            .collect();
        assert_eq!(tried, listed(command), "{command}");
        for (before, after) in *changes {
            // What the base has is replaced, and all else stands behind it.
            let line = |part: &str| {
                let replaced = !before.is_empty() && base.contains(before);
                if replaced { base.replace(before, part) } else { format!("{base} {part}") }
            };
            let (before, after) = (line(before), line(after));
            let of_base = outcome(command, &before);
            assert_eq!(of_base.code, Some(0), "{before}: {}", of_base.said);
            assert!(of_base != outcome(command, &after), "{after} is as {before}");
        }
        for option in *same {
            assert!(outcome(command, base) == outcome(command, &format!("{base} {option}")), "{option}");
        }
    }
}
