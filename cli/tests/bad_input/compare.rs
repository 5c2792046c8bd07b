//! Several scenarios that cannot be compared: all problems of all files, each with its file.

use crate::input::{Folder, HEAD, MEASURE, refused};

#[test]
fn all_problems_of_all_files_are_said_at_once() {
    let folder = Folder::new("compare-problems");
    folder.write("a.toml", HEAD.replace("2060", "1960"));
    folder.write("b.toml", format!("{HEAD}{}", MEASURE.replace("gdp_share", "gdp_shares")));
    let said = refused(&folder.kennis(&["compare", "a.toml", "b.toml", "absent.toml"]));
    let lines: Vec<&str> = said.lines().collect();
    assert_eq!(lines.len(), 3, "{said}");
    assert_eq!(lines[0], "a.toml:3:11: horizon: found 1960, expected a year from 2024 to 2200");
    assert!(lines[1].starts_with("b.toml:7:") && lines[1].contains("did you mean \"gdp_share\"?"), "{said}");
    assert_eq!(lines[2], "absent.toml: found no such file, expected a file that can be read");
}

/// What only the experiment can tell names its file too.
#[test]
fn cuts_that_leave_no_rd_are_said_of_every_file() {
    let folder = Folder::new("compare-cuts");
    let cut = format!("{HEAD}{}", MEASURE.replace("0.001", "-0.05"));
    folder.write("a.toml", &cut);
    folder.write("b.toml", HEAD);
    folder.write("c.toml", &cut);
    let said = refused(&folder.kennis(&["compare", "a.toml", "b.toml", "c.toml"]));
    let files: Vec<&str> = said.lines().map(|line| line.split(": ").nth(1).unwrap()).collect();
    assert_eq!(files, ["a.toml", "c.toml"], "{said}");
}

#[test]
fn other_countries_and_other_structures_have_no_difference() {
    let folder = Folder::new("compare-pairs");
    folder.write("a.toml", HEAD);
    folder.write("b.toml", format!("{HEAD}country = \"DEU\"\nstructure = \"no_effect\"\n"));
    let said = refused(&folder.kennis(&["compare", "a.toml", "b.toml"]));
    let lines: Vec<&str> = said.lines().collect();
    assert!(
        lines[0].starts_with("b.toml: country: found DEU, expected NLD, the country of a.toml"),
        "{said}"
    );
    assert!(
        lines[1].starts_with("b.toml: structure: found 1 no_effect, expected 0.3 knowledge_capital"),
        "{said}"
    );
    assert!(lines[1].ends_with("as in a.toml; or one choice for all with --structure"), "{said}");
    assert_eq!(lines.len(), 2);
    let together = ["--country", "NLD", "--structure", "no_effect", "--draws", "4"];
    folder.write("b.toml", format!("{HEAD}structure = \"rate_of_return\"\n"));
    let output = folder.kennis(&[&["compare", "a.toml", "b.toml"][..], &together].concat());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn options_and_inputs_for_one_scenario_are_refused() {
    let folder = Folder::new("compare-options");
    folder.write("a.toml", HEAD);
    let said = refused(&folder.kennis(&["compare", "a.toml", "a.toml", "--precision", "0.1"]));
    assert!(said.starts_with("--precision: found several scenarios, expected one scenario"), "{said}");
    let said = refused(&folder.kennis(&["compare", "-", "-"]));
    assert!(said.contains("standard input once"), "{said}");
}

#[test]
fn what_is_wrong_with_the_table_of_all_is_said_once() {
    let folder = Folder::new("compare-data");
    folder.write("a.toml", HEAD);
    folder.write("d.csv", "variable,year,value\nhours,2023,abc\n");
    let said = refused(&folder.kennis(&["compare", "a.toml", "a.toml", "--data", "d.csv"]));
    assert_eq!(said.lines().count(), 1, "{said}");
}
