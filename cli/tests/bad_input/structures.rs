//! Structures and their weights.

use crate::input::{Folder, HEAD, STRUCTURES, refused, says};

#[test]
fn wrong_weights() {
    let folder = Folder::new("structures");
    let unknown = format!("found an unknown key, expected one of {STRUCTURES}");
    for (structure, said) in [
        (
            "{ knowledge_capital = 0.6, no_effect = 0.3 }",
            "4:13: structure: found weights that sum to 0.9, expected weights that sum to 1".to_owned(),
        ),
        (
            "{ knowledge_captial = 0.6, no_effect = 0.4 }",
            format!("4:15: structure.knowledge_captial: {unknown}; did you mean \"knowledge_capital\"?"),
        ),
        ("{}", "4:13: structure: found an empty table, expected at least one structure".to_owned()),
        ("{ no_effect = \"1\" }", "4:27: structure.no_effect: found \"1\", expected a number".to_owned()),
        ("{ no_effect = nan }", "4:27: structure.no_effect: found nan, expected a finite number".to_owned()),
    ] {
        says(&folder, format!("{HEAD}structure = {structure}\n"), &[&format!("s.toml:{said}")]);
    }
    says(
        &folder,
        format!("{HEAD}structure = {{ no_effect = -0.5, rate_of_return = 1.5 }}\n"),
        &[
            "s.toml:4:27: structure.no_effect: found -0.5, expected a weight from 0 to 1",
            "s.toml:4:50: structure.rate_of_return: found 1.5, expected a weight from 0 to 1",
        ],
    );
}

#[test]
fn wrong_structures_on_the_command_line_of_every_command_that_simulates() {
    let folder = Folder::new("structure-option");
    folder.write("s.toml", HEAD);
    let one_of = format!("expected one of {STRUCTURES}, all");
    for (structure, said) in [
        (
            "semi_endogenus",
            format!("--structure: found \"semi_endogenus\", {one_of}; did you mean \"semi_endogenous\"?"),
        ),
        ("", format!("--structure: found \"\", {one_of}")),
        (
            "no_effect,no_effect",
            "--structure: found \"no_effect\" twice, expected each structure once".to_owned(),
        ),
        (
            "knowledge_capital=0.6,no_effect",
            "--structure: found \"no_effect\", expected weights for all or for none, such as \
             knowledge_capital=0.6,no_effect=0.4"
                .to_owned(),
        ),
        (
            "knowledge_capital=0.6,no_effect=0.3",
            "--structure: found weights that sum to 0.9, expected weights that sum to 1".to_owned(),
        ),
        ("no_effect=nan", "--structure no_effect: found NaN, expected a weight from 0 to 1".to_owned()),
    ] {
        for command in ["run", "compare"] {
            let said_here = refused(&folder.kennis(&[command, "s.toml", "--structure", structure]));
            assert!(said_here.starts_with(&said), "{command}: {said_here}");
        }
        let said_here = refused(&folder.kennis(&["parameters", "--structure", structure]));
        assert!(said_here.starts_with(&said), "parameters: {said_here}");
    }
}
