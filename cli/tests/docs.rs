//! The documentation keeps step with the program. `KENNIS_BLESS=1` rewrites the pages that are made from code.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The root of the repository; none where the package stands alone.
fn root() -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let there = root.join("docs/SUMMARY.md").exists();
    if !there {
        eprintln!("skipped: the package stands alone, without the documentation");
    }
    there.then_some(root)
}

fn files(folder: &Path, extension: &str, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            // What mdBook has built is no source.
            if path.file_name().is_none_or(|name| name != "book") {
                files(&path, extension, found);
            }
        } else if path.extension().is_some_and(|own| own == extension) {
            found.push(path);
        }
    }
}

/// Text with the line endings of the repository, whatever git made of them.
fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display())).replace("\r\n", "\n")
}

#[test]
fn the_page_of_parameters_is_the_table() {
    let Some(root) = root() else { return };
    let path = root.join("docs/parameters.md");
    let made = kennis::parameter_table();
    if std::env::var_os("KENNIS_BLESS").is_some_and(|bless| bless == "1") {
        fs::write(&path, &made).unwrap();
    }
    let differs = read(&path).lines().zip(made.lines()).position(|(old, new)| old != new);
    assert!(
        read(&path) == made,
        "docs/parameters.md differs from the table of parameters (first at line {:?}): \
         KENNIS_BLESS=1 cargo test -p kennis-cli --test docs",
        differs.map(|at| at + 1)
    );
}

/// The targets of the links of a page, without those to other sites.
fn links(text: &str) -> Vec<String> {
    let mut code = false;
    let mut found = Vec::new();
    for line in text.lines() {
        code ^= line.trim_start().starts_with("```");
        if code {
            continue;
        }
        for (at, _) in line.match_indices("](") {
            let target = line[at + 2..].split(')').next().unwrap_or("").split('#').next().unwrap_or("");
            if !target.is_empty() && !target.contains("://") && !target.starts_with("mailto:") {
                found.push(target.to_owned());
            }
        }
    }
    found
}

#[test]
fn links_lead_somewhere() {
    let Some(root) = root() else { return };
    let mut pages = Vec::new();
    files(&root.join("docs"), "md", &mut pages);
    pages.extend(["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md", "data/LICENSES.md"].map(|p| root.join(p)));
    let mut broken = Vec::new();
    for page in &pages {
        for link in links(&read(page)) {
            if !page.parent().unwrap().join(&link).exists() {
                broken.push(format!("{}: {link}", page.display()));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn the_summary_lists_every_page() {
    let Some(root) = root() else { return };
    let docs = root.join("docs");
    let listed: BTreeSet<PathBuf> = links(&read(&docs.join("SUMMARY.md"))).into_iter().map(|l| docs.join(l)).collect();
    let mut pages = Vec::new();
    files(&docs, "md", &mut pages);
    pages.retain(|page| page.file_name().is_some_and(|name| name != "SUMMARY.md"));
    assert_eq!(listed, pages.into_iter().collect());
}

#[test]
fn the_pages_name_every_folder_and_every_file_of_the_model() {
    let Some(root) = root() else { return };
    let architecture = read(&root.join("docs/architecture.md"));
    for entry in fs::read_dir(root.join("src")).unwrap() {
        let name = entry.unwrap().file_name().to_string_lossy().into_owned();
        if name != "lib.rs" {
            assert!(architecture.contains(&format!("`{}`", name.trim_end_matches(".rs"))), "architecture.md: {name}");
        }
    }
    let model = read(&root.join("docs/model.md"));
    let mut sources = Vec::new();
    for folder in ["src/model", "src/structures"] {
        files(&root.join(folder), "rs", &mut sources);
    }
    for source in sources.iter().filter(|source| !source.ends_with("mod.rs")) {
        let name = source.file_name().unwrap().to_string_lossy();
        assert!(model.contains(name.as_ref()), "model.md does not name {name}");
    }
}

#[test]
fn the_readme_has_the_two_commands() {
    let Some(root) = root() else { return };
    let readme = read(&root.join("README.md"));
    for command in [
        "cargo run --release -p kennis-cli -- run examples/scenarios/three_percent.toml",
        "cargo test --workspace",
    ] {
        assert!(readme.lines().any(|line| line.trim() == command), "{command}");
    }
}
