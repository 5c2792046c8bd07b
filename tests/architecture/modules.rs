//! The modules of a source tree: the paths that each one names, what it passes on from its children, and the file in
//! which a path ends.

use super::code::{is_name, without_comments_and_texts, without_tests};
use std::collections::{BTreeMap, BTreeSet};

/// The path of a module from the root of the crate, such as `["scenario", "check"]`.
pub(crate) type ModulePath = Vec<String>;

/// What the check knows of one file.
#[derive(Debug, Default)]
struct Module {
    /// Paths that its code names, from the root of the crate.
    uses: BTreeSet<Vec<String>>,
    /// Names that it brings in or passes on, with the path that each stands for.
    names: BTreeMap<String, Vec<String>>,
    /// Whether it is there for tests only.
    test_only: bool,
}

/// All modules of a source tree.
#[derive(Debug, Default)]
pub(crate) struct Modules(BTreeMap<ModulePath, Module>);

/// The path of the module in a file; the file is named from the root of the sources.
pub(crate) fn module_path(file: &str) -> ModulePath {
    let mut parts: ModulePath = file.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
    if parts.last().is_some_and(|last| last == "mod" || (last == "lib" && parts.len() == 1)) {
        parts.pop();
    }
    parts
}

impl Modules {
    /// The modules of files, given by name and text.
    pub(crate) fn new(files: &[(String, String)]) -> Self {
        let mut all = Self::default();
        let mut for_tests = Vec::new();
        for (file, text) in files {
            let path = module_path(file);
            let (code, tests) = without_tests(&without_comments_and_texts(text));
            for_tests.extend(tests.into_iter().map(|name| joined(&path, &[name])));
            all.0.insert(path.clone(), module(&path, &code));
        }
        for (path, module) in &mut all.0 {
            module.test_only = for_tests.iter().any(|tests| path.starts_with(tests));
        }
        all
    }

    /// Which files use which: pairs of modules, each from what is not for tests only.
    pub(crate) fn edges(&self) -> BTreeSet<(ModulePath, ModulePath)> {
        let mut edges = BTreeSet::new();
        for (from, module) in self.0.iter().filter(|(_, module)| !module.test_only) {
            for used in &module.uses {
                if let Some(to) = self.home(used, 0)
                    && to != *from
                {
                    edges.insert((from.clone(), to));
                }
            }
        }
        edges
    }

    /// The module in which a path ends, through names that modules pass on.
    fn home(&self, path: &[String], depth: usize) -> Option<ModulePath> {
        let known = (0..=path.len()).rev().find(|length| self.0.contains_key(&path[..*length]))?;
        let (module, rest) = path.split_at(known);
        let passed_on = rest.first().and_then(|name| self.0[module].names.get(name));
        match passed_on {
            // Names that go in a circle would go on for ever.
            Some(target) if depth < 20 && !target.starts_with(&path[..=known]) => {
                self.home(&joined(target, &rest[1..]), depth + 1)
            }
            _ => Some(module.to_vec()),
        }
    }
}

fn joined(path: &[String], rest: &[String]) -> Vec<String> {
    [path, rest].concat()
}

fn module(path: &[String], code: &str) -> Module {
    let mut module = Module::default();
    let children = children(code);
    for (at, _) in code.match_indices("::") {
        let start = code[..at].rfind(|c| !is_name(c)).map_or(0, |i| i + 1);
        let first = &code[start..at];
        let before = code[..start].trim_end();
        let is_root = ["crate", "super", "self"].contains(&first);
        if before.ends_with("::") || before.ends_with('.') || !(is_root || children.contains(first)) {
            continue;
        }
        let statement = &code[code[..start].rfind([';', '}', '{']).map_or(0, |i| i + 1)..start];
        let words: Vec<&str> = statement.split_whitespace().collect();
        let is_use = words.last() == Some(&"use");
        for (named, alias) in paths(&code[start..]) {
            let Some(from_root) = absolute(path, &named) else { continue };
            if is_use {
                module.names.insert(alias, from_root.clone());
            }
            // What a module passes on from its children it does not use itself.
            let passes_on = is_use && words.iter().any(|word| word.starts_with("pub"));
            if !(passes_on && children.contains(first)) {
                module.uses.insert(from_root);
            }
        }
    }
    module
}

/// The modules that a file declares.
fn children(code: &str) -> BTreeSet<&str> {
    let words: Vec<&str> = code.split_whitespace().collect();
    let declared = words.windows(2).filter(|pair| pair[0] == "mod" && pair[1].ends_with(';'));
    declared.map(|pair| pair[1].trim_end_matches(';')).collect()
}

/// A path from the root of the crate; none where `super` leads out of it.
fn absolute(module: &[String], named: &[String]) -> Option<Vec<String>> {
    let (mut path, mut rest) = (module.to_vec(), named);
    if rest.first().is_some_and(|first| first == "crate") {
        (path, rest) = (Vec::new(), &rest[1..]);
    }
    while let Some(first) = rest.first().filter(|first| *first == "super" || *first == "self") {
        if first == "super" {
            path.pop()?;
        }
        rest = &rest[1..];
    }
    path.extend_from_slice(rest);
    Some(path)
}

/// The paths that a text starts with, each with the name under which it is known: one, or those of a group `a::{b, c}`.
fn paths(text: &str) -> Vec<(Vec<String>, String)> {
    let mut found = Vec::new();
    read_paths(text, &mut Vec::new(), &mut found);
    found
}

/// Reads one path or group after `prefix`; returns what is left of the text.
fn read_paths<'a>(
    text: &'a str,
    prefix: &mut Vec<String>,
    found: &mut Vec<(Vec<String>, String)>,
) -> &'a str {
    let text = text.trim_start();
    if let Some(mut rest) = text.strip_prefix('{') {
        loop {
            rest = rest.trim_start();
            if let Some(after) = rest.strip_prefix('}') {
                return after;
            }
            let left = read_paths(rest, prefix, found).trim_start();
            let after = left.strip_prefix(',').unwrap_or(left);
            if after.len() == rest.len() {
                return after;
            }
            rest = after;
        }
    }
    let end = text.find(|c| !is_name(c)).unwrap_or(text.len());
    let (name, rest) = text.split_at(end);
    let star = rest.strip_prefix('*').filter(|_| name.is_empty());
    if let Some(rest) = star {
        found.push((prefix.clone(), "*".to_owned()));
        return rest;
    }
    // `self` at the end of a group is the module itself.
    let itself = name == "self" && !prefix.is_empty();
    if !itself && !name.is_empty() {
        prefix.push(name.to_owned());
    }
    let depth = prefix.len();
    let left = match rest.trim_start().strip_prefix("::") {
        Some(rest) if !rest.trim_start().starts_with('<') => read_paths(rest, prefix, found),
        _ => {
            let alias = rest.trim_start().strip_prefix("as ").map(|rest| {
                let rest = rest.trim_start();
                rest.split_at(rest.find(|c| !is_name(c)).unwrap_or(rest.len()))
            });
            let known_as =
                alias.map_or_else(|| prefix.last().cloned().unwrap_or_default(), |a| a.0.to_owned());
            found.push((prefix.clone(), known_as));
            alias.map_or(rest, |alias| alias.1)
        }
    };
    prefix.truncate(depth);
    if !itself && !name.is_empty() {
        prefix.pop();
    }
    left
}

#[test]
fn paths_are_read_in_every_form() {
    let read = |text: &str| {
        paths(text).into_iter().map(|(path, name)| format!("{} {name}", path.join("::"))).collect::<Vec<_>>()
    };
    assert_eq!(read("super::a::B;"), ["super::a::B B"]);
    assert_eq!(
        read("crate::a::{b::{C, d}, e as F, self};"),
        ["crate::a::b::C C", "crate::a::b::d d", "crate::a::e F", "crate::a a"]
    );
    assert_eq!(read("super::a::*;"), ["super::a *"]);
    assert_eq!(read("super::a::f::<T>(x)"), ["super::a::f f"]);
    assert_eq!(read("super::a::{\n    B,\n    C,\n};"), ["super::a::B B", "super::a::C C"]);
}

#[test]
fn edges_go_to_the_file_that_holds_the_name() {
    let edges = |files: &[(&str, &str)]| -> Vec<String> {
        let files: Vec<(String, String)> =
            files.iter().map(|(file, text)| ((*file).to_owned(), (*text).to_owned())).collect();
        let shown = |path: &ModulePath| path.join("::");
        Modules::new(&files).edges().iter().map(|(a, b)| format!("{} {}", shown(a), shown(b))).collect()
    };
    // Through what a folder passes on, under another name too, and through an import of the parent.
    assert_eq!(
        edges(&[
            ("a/mod.rs", "mod b;\nmod c;\npub use b::{B, f as g};\nuse crate::x::X;"),
            ("a/b.rs", "pub struct B;"),
            ("a/c.rs", "use super::{B, X};\nfn f() { super::g() }"),
            ("x.rs", "pub struct X;"),
        ]),
        ["a x", "a::c a::b", "a::c x"]
    );
    // What stands in the file of the folder is there; a folder that calls its children uses them.
    assert_eq!(
        edges(&[("a/mod.rs", "mod b;\npub trait T {}\nfn f() { b::g() }"), ("a/b.rs", "use super::T;")]),
        ["a a::b", "a::b a"]
    );
    // Tests, texts and comments do not count, nor a file that is for tests only.
    assert_eq!(
        edges(&[
            ("a/mod.rs", "#[cfg(test)]\nmod tests;\nmod b;\nmod c;"),
            ("a/tests.rs", "use super::b::B;"),
            (
                "a/b.rs",
                "// super::c\nconst S: &str = \"super::c::C\";\n#[cfg(test)]\nmod tests { use crate::a::c::C; }"
            ),
            ("a/c.rs", "pub struct C;"),
        ]),
        [""; 0]
    );
}
