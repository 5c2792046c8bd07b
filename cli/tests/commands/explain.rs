//! `kennis explain`: every name of a document is explained, with equations and pages that exist.

use crate::support::program;
use kennis::report::explanations;
use std::fs;
use std::path::Path;
use std::process::Command;

fn printed(arguments: &[&str]) -> String {
    let output = Command::new(program()).args(arguments).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn every_name_of_a_run_is_explained() {
    let scenario = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/scenarios/three_percent.toml");
    let scenario = scenario.display().to_string();
    let run = printed(&["run", &scenario, "--draws", "4", "--layers", "breakthroughs", "--format", "json"]);
    let run: serde_json::Value = serde_json::from_str(&run).unwrap();
    let list = printed(&["explain"]);
    let mut names = 0;
    for object in [&run["variables"], &run["channels"]["gdp"], &run["returns"]["public"]] {
        for name in object.as_object().unwrap().keys().filter(|name| !name.ends_with("_reason")) {
            let text = printed(&["explain", name]);
            for part in
                ["  What: ", "  Unit: ", "  Equation: E", "  Sign: ", "  It is not: ", "  More: docs/"]
            {
                assert!(text.contains(part), "{name}: {text}");
            }
            assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
            assert!(list.contains(&format!("  {name} ")), "{name}");
            names += 1;
        }
    }
    assert!(names >= 30, "{names}");
    // The units are those of the document.
    let debt = &run["variables"]["debt_ratio"];
    let text = printed(&["explain", "debt_ratio"]);
    assert!(text.contains(&format!("Unit: {}\n", debt["unit"].as_str().unwrap())), "{text}");
    assert!(text.contains(&format!("Deviation: {},", debt["deviation_unit"].as_str().unwrap())), "{text}");
}

#[test]
fn a_name_that_stands_for_two_things_explains_both() {
    let text = printed(&["explain", "capital"]);
    assert!(text.contains("(variable capital)") && text.contains("(channel capital)"), "{text}");
}

/// The anchor that a page of Markdown gives a heading.
fn anchor(heading: &str) -> String {
    let kept = heading.chars().filter(|c| c.is_alphanumeric() || " -_".contains(*c));
    kept.map(|c| if c == ' ' { '-' } else { c.to_ascii_lowercase() }).collect()
}

#[test]
fn equations_and_pages_are_in_the_documentation() {
    let Some(repository) = crate::support::repository() else { return };
    let docs = repository.join("docs");
    let model = fs::read_to_string(docs.join("model.md")).unwrap();
    // The numbers in the first column of the table of equations.
    let rows = model.lines().filter_map(|line| line.strip_prefix("| E")?.split(" |").next());
    let numbers: Vec<String> =
        rows.flat_map(|cell| format!("E{cell}").split(", ").map(str::to_owned).collect::<Vec<_>>()).collect();
    assert!(numbers.len() > 15, "{numbers:?}");
    for one in explanations() {
        for equation in one.row.equations {
            assert!(numbers.iter().any(|number| number == equation), "{}: {equation}", one.name);
        }
        let (page, section) = one.row.page.split_once('#').unwrap();
        let page = fs::read_to_string(docs.join(page)).unwrap();
        let mut headings = page.lines().filter(|line| line.starts_with('#'));
        let found = headings.any(|line| anchor(line.trim_start_matches('#').trim()) == section);
        assert!(found, "{}: {}", one.name, one.row.page);
    }
}
