//! Every option belongs to the commands whose help lists it: another command refuses it, and nothing is ignored.

use crate::input::{Folder, HEAD, refused};
use std::collections::{BTreeMap, BTreeSet};

/// The commands, with the options that the help of each lists.
fn listed(folder: &Folder) -> BTreeMap<String, BTreeSet<String>> {
    let printed = |arguments: &[&str]| String::from_utf8(folder.kennis(arguments).stdout).unwrap();
    let help = printed(&["-h"]);
    let commands = help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|l| !l.is_empty());
    let names = commands.filter(|line| !line.starts_with("   ")).filter_map(|l| l.split_whitespace().next());
    let options = |name: &str| {
        let help = printed(&[name, "-h"]);
        let lines = help.lines().filter_map(|line| line.trim_start().strip_prefix("--"));
        lines.filter_map(|line| line.split(' ').next()).map(|option| format!("--{option}")).collect()
    };
    names.map(|name| (name.to_owned(), options(name))).collect()
}

/// What every command needs beside options.
fn needed(command: &str) -> &'static [&'static str] {
    match command {
        "run" | "compare" | "cba" | "sensitivity" | "actions" | "project" | "check" => &["s.toml"],
        "solve" => &["s.toml", "--target", "npv=0"],
        "page" => &["s.toml", "--html", "p.html"],
        "merge" => &["parts"],
        "example" => &["baseline"],
        "schema" => &["kennis.run/1"],
        "completions" => &["bash"],
        _ => &[],
    }
}

#[test]
fn an_option_of_another_command_is_refused_with_the_commands_that_use_it() {
    let folder = Folder::new("belonging");
    folder.write("s.toml", HEAD);
    let listed = listed(&folder);
    assert_eq!(listed.len(), 25, "{:?}", listed.keys());
    let all: BTreeSet<&String> = listed.values().flatten().collect();
    assert!(all.len() > 30, "{all:?}");
    for (command, own) in &listed {
        for option in all.iter().filter(|option| !own.contains(**option)) {
            let said = refused(
                &folder.kennis(&[&[command.as_str()], needed(command), &[option.as_str(), "1"]].concat()),
            );
            let start =
                format!("{option}: found an option that kennis {command} does not use, expected it with ");
            let users = said.strip_prefix(&start).unwrap_or_else(|| panic!("{command} {option}: {said}"));
            let users: BTreeSet<&str> = users.trim_end().split(", ").collect();
            let expected = listed.iter().filter(|(_, options)| options.contains(*option));
            assert_eq!(users, expected.map(|(name, _)| name.as_str()).collect(), "{command} {option}");
        }
    }
}

#[test]
fn what_did_nothing_once_is_refused() {
    let folder = Folder::new("once");
    folder.write("s.toml", HEAD);
    for (line, said) in [
        (
            "instruments --chart c.svg",
            "--chart: found an option that kennis instruments does not use, expected it with run, ",
        ),
        ("validate --country DEU", "--country: found an option that kennis validate does not use"),
        ("parameters --chart c.svg", "--chart: found an option that kennis parameters does not use"),
        (
            "compare s.toml --save-draws d.csv",
            "--save-draws: found an option that kennis compare does not use",
        ),
        ("instruments --draws 8", "--draws: found an option that kennis instruments does not use"),
        ("calibrate --threads 2", "--threads: found an option that kennis calibrate does not use"),
        ("check s.toml --format json", "--format: found an option that kennis check does not use"),
        ("example baseline --format json", "--format: found an option that kennis example does not use"),
        ("example baseline --list", "error: the argument '[NAME]' cannot be used with '--list'"),
        (
            "run s.toml --max-draws 9",
            "error: the following required arguments were not provided:\n  --precision",
        ),
        (
            "run s.toml --save-variables tfp",
            "error: the following required arguments were not provided:\n  --save",
        ),
        (
            "backtest --structure no_effect",
            "error: the following required arguments were not provided:\n  --placebo",
        ),
        (
            "data --from cbs t.csv --data d.csv",
            "error: the argument '--from <OFFICE>' cannot be used with '--data",
        ),
        ("calibrate --draws 100", "kennis: --draws are those of --method posterior"),
        (
            "calibrate --method panel --country DEU",
            "kennis: --country is one country, and --method panel fits all",
        ),
        ("calibrate --method panel --data d.csv", "kennis: --data is not used by --method panel"),
        ("validate s.toml", "error: unexpected argument 's.toml' found"),
    ] {
        let arguments: Vec<&str> = line.split(' ').collect();
        let said_now = refused_whatever_is_printed(&folder, &arguments);
        assert!(said_now.starts_with(said), "{line}: {said_now}");
    }
    assert!(!folder.0.join("c.svg").exists() && !folder.0.join("d.csv").exists());
}

/// Standard error of a call that must end with 2; with JSON there is a document on standard output.
fn refused_whatever_is_printed(folder: &Folder, arguments: &[&str]) -> String {
    let mut output = folder.kennis(arguments);
    if arguments.contains(&"json") {
        output.stdout.clear();
    }
    refused(&output)
}

#[test]
fn an_option_before_the_command_is_told_its_place() {
    let folder = Folder::new("before");
    folder.write("s.toml", HEAD);
    let said = |line: &str| refused(&folder.kennis(&line.split(' ').collect::<Vec<_>>()));
    assert_eq!(
        said("--quiet run s.toml"),
        "--quiet: found an option before the command, expected it after: kennis run --quiet\n"
    );
    assert_eq!(
        said("--draws=5 compare s.toml"),
        "--draws: found an option before the command, expected it after: kennis compare --draws\n"
    );
    assert_eq!(
        said("--chart c.svg instruments"),
        "--chart: found an option that kennis instruments does not use, expected it with run, merge, compare, cba, sensitivity, solve, actions, project, monitor, calibrate, data\n"
    );
    assert!(
        said("--find")
            .starts_with("--find: found an option without a command, expected it after one of instr")
    );
}

#[test]
fn a_slip_in_an_option_leads_to_the_nearest_of_that_command() {
    let folder = Folder::new("slips");
    folder.write("s.toml", HEAD);
    for (line, nearest) in [
        ("run s.toml --sved-draws d.csv", "--save-draws"),
        ("run s.toml --strcture all", "--structure"),
        ("compare s.toml --layer breakthroughs", "--layers"),
        ("data --contry DEU", "--country"),
        ("calibrate --profil drift", "--profile"),
        ("backtest --horizn 3", "--horizon"),
        ("instruments --fnd WBSO", "--find"),
        ("validate --ot x", "--out"),
    ] {
        let arguments: Vec<&str> = line.split(' ').collect();
        let said = refused(&folder.kennis(&arguments));
        assert!(said.contains(&format!("a similar argument exists: '{nearest}'")), "{line}: {said}");
    }
}
