//! Inside a folder no files use each other in a circle, and no subfolders do.
//!
//! In each folder a file or a subfolder is a place; one uses another if any of its files does. A circle of files is a
//! circle of places in the folder that holds them all, so that this finds circles of either kind.

use super::folders::source_files;
use super::modules::{ModulePath, Modules};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fs;
use std::path::Path;

/// Folders in which there is a circle that is still to be opened. A folder without one leaves the list.
const WITH_A_CIRCLE: &[&str] = &[];

/// The places of a folder, with those that each uses, and a pair of files that shows it.
type Uses = BTreeMap<String, BTreeMap<String, String>>;

/// Every circle, as a line: the folder, and the way around with the files that make it.
fn circles(files: &[(String, String)]) -> Vec<String> {
    let mut folders: BTreeMap<ModulePath, Uses> = BTreeMap::new();
    for (from, to) in Modules::new(files).edges() {
        let common = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
        if common == 0 {
            // Top folders have an order of their own.
            continue;
        }
        let place = |path: &ModulePath| path.get(common).map_or_else(|| "mod".to_owned(), Clone::clone);
        let shown = format!("{} uses {}", from.join("/"), to.join("/"));
        let uses = folders.entry(from[..common].to_vec()).or_default();
        uses.entry(place(&from)).or_default().entry(place(&to)).or_insert(shown);
    }
    let mut found = Vec::new();
    for (folder, uses) in &folders {
        let mut seen = BTreeSet::new();
        for start in uses.keys() {
            let Some(circle) = shortest_circle(uses, start) else { continue };
            if circle.iter().any(|place| seen.contains(place)) {
                continue;
            }
            let way: Vec<&str> = circle.windows(2).map(|pair| uses[&pair[0]][&pair[1]].as_str()).collect();
            found.push(format!("src/{}: {}", folder.join("/"), way.join(", ")));
            seen.extend(circle);
        }
    }
    found
}

/// The shortest way from a place back to itself.
fn shortest_circle(uses: &Uses, start: &str) -> Option<Vec<String>> {
    let mut queue = VecDeque::from([vec![start.to_owned()]]);
    let mut visited = BTreeSet::new();
    while let Some(way) = queue.pop_front() {
        for next in uses.get(way.last()?).into_iter().flat_map(BTreeMap::keys) {
            let longer = [way.as_slice(), std::slice::from_ref(next)].concat();
            if next == start {
                return Some(longer);
            }
            if visited.insert(next.clone()) {
                queue.push_back(longer);
            }
        }
    }
    None
}

#[test]
fn no_files_of_a_folder_use_each_other_in_a_circle() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    source_files(&root, &mut paths);
    let files: Vec<(String, String)> = paths
        .iter()
        .map(|path| {
            let name = path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
            (name, fs::read_to_string(path).unwrap())
        })
        .collect();
    assert!(Modules::new(&files).edges().len() > 300, "the check sees hardly any use");
    let (known, new): (Vec<String>, Vec<String>) = circles(&files)
        .into_iter()
        .partition(|circle| WITH_A_CIRCLE.iter().any(|folder| circle.starts_with(&format!("{folder}:"))));
    assert!(new.is_empty(), "{} circles\n{}", new.len(), new.join("\n"));
    assert_eq!(known.len(), WITH_A_CIRCLE.len(), "these are left of {WITH_A_CIRCLE:?}: {known:#?}");
}

#[test]
fn circles_are_found() {
    let found = |files: &[(&str, &str)]| {
        let owned: Vec<(String, String)> =
            files.iter().map(|(file, text)| ((*file).to_owned(), (*text).to_owned())).collect();
        circles(&owned)
    };
    // Two files, by either way of writing a path.
    assert_eq!(
        found(&[
            ("a/mod.rs", "mod b;\nmod c;"),
            ("a/b.rs", "use super::c::C;"),
            ("a/c.rs", "fn f(b: crate::a::b::B) {}"),
        ]),
        ["src/a: a/b uses a/c, a/c uses a/b"]
    );
    // Three, one of them through what the folder passes on.
    assert_eq!(
        found(&[
            ("a/mod.rs", "mod b;\nmod c;\nmod d;\npub use d::D;"),
            ("a/b.rs", "use super::c::C;"),
            ("a/c.rs", "use super::D;"),
            ("a/d.rs", "use super::b;"),
        ]),
        ["src/a: a/b uses a/c, a/c uses a/d, a/d uses a/b"]
    );
    // Two subfolders whose files make no circle.
    assert_eq!(
        found(&[
            ("a/b/x.rs", "use crate::a::c::y::Y;"),
            ("a/c/y.rs", ""),
            ("a/c/z.rs", "use crate::a::b::w::W;"),
            ("a/b/w.rs", ""),
        ]),
        ["src/a: a/b/x uses a/c/y, a/c/z uses a/b/w"]
    );
    // A folder whose own file calls a child that needs it.
    assert_eq!(
        found(&[("a/mod.rs", "mod b;\npub trait T {}\nfn f() { b::g() }"), ("a/b.rs", "use super::T;")]),
        ["src/a: a/b uses a, a uses a/b"]
    );
}

#[test]
fn one_way_is_no_circle() {
    let files = [
        ("a/mod.rs", "mod b;\nmod c;\npub use b::B;\npub use c::C;"),
        ("a/b.rs", "use super::c::C;\n#[cfg(test)]\nmod tests { use super::*; }"),
        ("a/c.rs", "#[cfg(test)]\nmod tests { use super::super::b::B; }"),
        ("b/mod.rs", "use crate::a::B;"),
    ];
    let owned: Vec<(String, String)> =
        files.iter().map(|(file, text)| ((*file).to_owned(), (*text).to_owned())).collect();
    assert_eq!(circles(&owned), [""; 0]);
}
