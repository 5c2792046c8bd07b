//! The folders of `src/` depend on each other one way only, in one order; the documentation shows the same order.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// A folder uses only those before it. `names`, `safe_text` and `lib` are files: `lib` only lists, and uses all.
const ORDER: &[&str] = &[
    "names",
    "safe_text",
    "scalar",
    "statistics",
    "sampling",
    "data",
    "parameters",
    "model",
    "structures",
    "scenario",
    "simulate",
    "ensemble",
    "econometrics",
    "appraise",
    "sensitivity",
    "calibrate",
    "solve",
    "policy",
    "validate",
    "project",
    "monitor",
    "card",
    "report",
    "request",
    "formats",
];

/// All source files below a folder.
pub(crate) fn source_files(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            source_files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// The path of a file's module, such as `["scenario", "check"]`.
fn module(file: &Path, root: &Path) -> Vec<String> {
    let mut parts: Vec<String> = file
        .strip_prefix(root)
        .unwrap()
        .with_extension("")
        .components()
        .map(|part| part.as_os_str().to_string_lossy().into_owned())
        .collect();
    if parts.last().is_some_and(|last| last == "mod") {
        parts.pop();
    }
    parts
}

fn identifier(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
    &text[..end]
}

/// The first names of a path's rest: one, or those of a group `{a::b, c}`.
fn first_names(rest: &str) -> Vec<&str> {
    let Some(group) = rest.strip_prefix('{') else { return vec![identifier(rest)] };
    let (mut names, mut depth, mut start) = (Vec::new(), 0, 0);
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth > 0 => depth -= 1,
            ',' | '}' if depth == 0 => {
                names.push(identifier(group[start..at].trim()));
                start = at + 1;
                if c == '}' {
                    break;
                }
            }
            _ => {}
        }
    }
    names.retain(|name| !name.is_empty());
    names
}

/// What a file names at the root of the crate: `crate::X`, and chains of `super::` that are long enough to get there.
fn names_at_the_root(text: &str, depth: usize) -> BTreeSet<String> {
    let code: String =
        text.lines().map(|line| line.split("//").next().unwrap_or("")).collect::<Vec<_>>().join("\n");
    let mut names = BTreeSet::new();
    for (at, _) in code.match_indices("crate::") {
        names.extend(first_names(&code[at + "crate::".len()..]).into_iter().map(str::to_owned));
    }
    for (at, _) in code.match_indices("super::") {
        if code[..at].ends_with("super::") {
            continue;
        }
        let (mut rest, mut steps) = (&code[at..], 0);
        while let Some(shorter) = rest.strip_prefix("super::") {
            (rest, steps) = (shorter, steps + 1);
        }
        let known = |name: &&str| ORDER.contains(name);
        if steps >= depth {
            names.extend(first_names(rest).into_iter().filter(known).map(str::to_owned));
        }
    }
    names
}

#[test]
fn folders_use_only_those_before_them() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    source_files(&root, &mut files);
    assert!(files.len() > 30, "{} files", files.len());
    let mut wrong = Vec::new();
    for file in &files {
        let module = module(file, &root);
        let shown = file.strip_prefix(&root).unwrap().display();
        let Some(own) = module.first().filter(|first| *first != "lib") else { continue };
        let Some(rank) = ORDER.iter().position(|folder| folder == own) else {
            wrong.push(format!("src/{shown}: the folder {own} has no place in the order"));
            continue;
        };
        for name in names_at_the_root(&fs::read_to_string(file).unwrap(), module.len()) {
            match ORDER.iter().position(|folder| *folder == name) {
                Some(other) if other <= rank => {}
                Some(_) => wrong.push(format!("src/{shown}: {own} uses {name}, which comes after it")),
                None => wrong
                    .push(format!("src/{shown}: crate::{name} is no folder: name it where it is defined")),
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn uses_are_found_in_every_form() {
    let found = |text: &str, depth: usize| names_at_the_root(text, depth).into_iter().collect::<Vec<_>>();
    assert_eq!(found("use crate::model::{Pair, Start};\nlet x = crate::data::f();", 1), ["data", "model"]);
    assert_eq!(found("use crate::{scalar::{Dual, Scalar}, report};", 1), ["report", "scalar"]);
    assert_eq!(found("$crate::scenario::X", 2), ["scenario"]);
    assert_eq!(found("use super::report; use super::x;", 1), ["report"]);
    assert_eq!(found("use super::report;", 2), [""; 0]);
    assert_eq!(found("super::super::formats::f()", 2), ["formats"]);
    assert_eq!(found("// crate::report\n/// [`crate::Run`]", 1), [""; 0]);
    assert_eq!(found("crate::Economy", 1), ["Economy"]);
}
