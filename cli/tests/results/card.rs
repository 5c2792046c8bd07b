//! `kennis card`: Markdown, document and table say the same, and its figures are those that the commands print.

use crate::support::{breaches, program};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("kennis-{name}-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// What a command prints.
fn printed(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new(program()).args(arguments).current_dir(folder).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The document of a command.
fn document(folder: &Path, line: &str) -> Value {
    let arguments: Vec<&str> = line.split(' ').chain(["--format", "json"]).collect();
    serde_json::from_str(&printed(folder, &arguments)).unwrap()
}

fn field<'a>(card: &'a Value, key: &str) -> &'a Value {
    let fields = card["fields"].as_array().unwrap();
    fields.iter().find(|field| field["key"] == key).unwrap_or_else(|| panic!("{key}"))
}

fn details<'a>(card: &'a Value, key: &str) -> &'a str {
    field(card, key)["details"].as_str().unwrap()
}

/// A text as a field of CSV.
fn quoted(text: &str) -> String {
    if text.contains([',', '"']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_owned() }
}

#[test]
fn the_figures_of_the_card_are_those_of_the_commands() {
    let folder = folder("card");
    let markdown = printed(&folder, &["card", "--out", "card"]);
    let of = |name: &str| fs::read_to_string(folder.join("card").join(name)).unwrap();
    assert_eq!(of("card.md"), markdown);
    let card: Value = serde_json::from_str(&of("card.json")).unwrap();
    let schema: Value = serde_json::from_str(&printed(&folder, &["schema", "kennis.card/1"])).unwrap();
    assert_eq!(breaches(&schema, &schema, &card, ""), [""; 0]);
    let fields = card["fields"].as_array().unwrap();

    // All three forms hold all fields.
    let table = of("card.csv");
    let rows: Vec<&str> = table.lines().skip(1).collect();
    assert_eq!(rows.len(), fields.len());
    let flat = markdown.split_whitespace().collect::<Vec<_>>().join(" ");
    for (row, field) in rows.into_iter().zip(fields) {
        let cells = ["key", "question", "answer", "details", "evidence", "source_of_question"]
            .map(|key| quoted(field[key].as_str().unwrap_or_default()));
        assert_eq!(row, cells.join(","));
        let answer = field["answer"].as_str().unwrap().replace('_', " ");
        let line = format!(
            "- `{}` {} **{answer}**. {}",
            field["key"].as_str().unwrap(),
            field["question"].as_str().unwrap(),
            field["details"].as_str().unwrap()
        );
        assert!(flat.contains(&line), "{line}");
    }
    assert!(
        markdown.lines().all(|line| line.chars().count() <= 80 || line.starts_with("Again: ")),
        "{markdown}"
    );

    // What a command says, the card says.
    let validate = document(&folder, "validate");
    let (passed, far) = (&validate["passed"], |row: &&Value| row["rank"] == "C" && row["passed"] == false);
    let grounded = details(&card, "grounded_in_reality");
    assert!(grounded.starts_with(&format!("{passed} of {passed} published results")), "{grounded}");
    for row in validate["results"].as_array().unwrap().iter().filter(far) {
        assert!(details(&card, "known_limits").contains(row["id"].as_str().unwrap()), "{row}");
    }
    let backtest = document(&folder, "backtest");
    assert_eq!(card["parameters_hash"], backtest["parameters_hash"]);
    assert!(details(&card, "repeatable").contains(card["parameters_hash"].as_str().unwrap()));
    for model in backtest["models"].as_array().unwrap() {
        let last = model["scores"].as_array().unwrap().last().unwrap();
        let said = format!(
            "{} {:.2} and {:.0}%",
            model["model"].as_str().unwrap(),
            model["relative_crps"].as_f64().unwrap(),
            100.0 * last["coverage_90"].as_f64().unwrap()
        );
        assert!(details(&card, "validation").contains(&said), "{said}: {}", details(&card, "validation"));
    }
    let data = document(&folder, "data");
    let series = data["series"].as_array().unwrap().len();
    assert!(details(&card, "input_data_public").starts_with(&format!("{series} of {series} series")));
    assert!(details(&card, "data_vintage").contains(data["data_vintage"].as_str().unwrap()));
    let parameters = document(&folder, "parameters --draws 8");
    let all = parameters["parameters"].as_array().unwrap();
    let judged = all.iter().filter(|one| one["evidence"] == "assumption").count();
    assert!(
        details(&card, "objective").contains(&format!("the {judged} of {} parameters", all.len())),
        "{judged} {}",
        details(&card, "objective")
    );
    sensitivity_is_that_of_its_command(&folder, &card);
    commands_are_there(&folder, &card);
    fs::remove_dir_all(&folder).unwrap();
}

/// The scenario of the card is the example whose command it names.
fn sensitivity_is_that_of_its_command(folder: &Path, card: &Value) {
    let example = printed(folder, &["example", "public_research_permanent"]);
    fs::write(folder.join("public_research_permanent.toml"), example).unwrap();
    let field = field(card, "sensitivity_analysis");
    let command = field["evidence"].as_str().unwrap().strip_prefix("kennis ").unwrap();
    let analysis = document(folder, command);
    let said = field["details"].as_str().unwrap();
    for parameter in &analysis["parameters"].as_array().unwrap()[..3] {
        let share = 100.0 * parameter["total"].as_f64().unwrap();
        let name = parameter["name"].as_str().unwrap();
        assert!(said.contains(&format!("{name} {share:.0}%")), "{parameter} {said}");
    }
}

/// Every command that is named is there, and a field without one says so.
fn commands_are_there(folder: &Path, card: &Value) {
    let help = printed(folder, &["-h"]);
    for field in card["fields"].as_array().unwrap() {
        let Some(command) = field["evidence"].as_str() else {
            assert_eq!(field["evidence_reason"], "no command can say it");
            continue;
        };
        let name = command.split(' ').nth(1).unwrap();
        assert!(name.starts_with("--") || help.contains(&format!("\n  {name} ")), "{command}");
    }
}
