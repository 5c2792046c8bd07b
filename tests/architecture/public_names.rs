//! The root of the library tells the story, from data to bands; all else stands in its modules.

use std::fs;
use std::path::Path;

/// Names that a newcomer can take in.
const MAX_NAMES_AT_THE_ROOT: usize = 45;

/// The names that `pub use` puts at the root.
fn names_at_the_root(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    for part in text.split("\npub use ").skip(1) {
        let list = part.split(';').next().unwrap_or_default();
        let list = list.rsplit("::").next().unwrap_or(list);
        names.extend(list.trim_matches(['{', '}', '\n', ' ']).split(',').map(str::trim).map(str::to_owned));
    }
    names.retain(|name| !name.is_empty());
    names
}

#[test]
fn the_root_keeps_the_story() {
    let lib = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs")).unwrap();
    let names = names_at_the_root(&lib);
    for needed in ["Economy", "Scenario", "Experiment", "Ensemble", "Statistics", "ndarray"] {
        assert!(names.iter().any(|name| name == needed), "{needed} is not at the root");
    }
    assert!(names.len() <= MAX_NAMES_AT_THE_ROOT, "{} names: {names:?}", names.len());
}

#[test]
fn names_of_every_form_are_counted() {
    let text = "//! a\n\npub use a::{B, C,\n    D};\npub use e::F;\npub use ndarray;\nuse g::H;\n";
    assert_eq!(names_at_the_root(text), ["B", "C", "D", "F", "ndarray"]);
}
