//! `kennis letter`: the contract of its document, its table and its text.

use crate::support::{breaches, program};
use serde_json::Value;
use std::process::{Command, Output};

const ASKED: [&str; 3] = ["letter", "--draws", "32"];

fn kennis(arguments: &[&str]) -> Output {
    Command::new(program()).args(arguments).output().unwrap()
}

fn stdout(arguments: &[&str]) -> String {
    let output = kennis(arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn document_table_and_text_say_the_same() {
    let document: Value =
        serde_json::from_str(&stdout(&[&ASKED[..], &["--format", "json"]].concat())).unwrap();
    let schema: Value = serde_json::from_str(&stdout(&["schema", "kennis.letter/1"])).unwrap();
    assert_eq!(breaches(&schema, &schema, &document, ""), [""; 0]);
    assert_eq!(document["schema"], "kennis.letter/1");
    assert_eq!((&document["seed"], &document["draws"]), (&1.into(), &32.into()));
    let checks = document["checks"].as_array().unwrap();
    for check in checks {
        for key in ["figure", "letter", "ours", "assumptions", "consistent", "why"] {
            assert!(check.get(key).is_some(), "{key}: {check}");
        }
        assert_eq!(check["consistent"].is_null(), check.get("consistent_reason").is_some());
    }
    let of = |consistent: Value| checks.iter().filter(|c| c["consistent"] == consistent).count();
    assert_eq!(document["consistent"], of(true.into()));
    assert_eq!(document["inconsistent"], of(false.into()));
    assert_eq!(document["not_said"], of(Value::Null));
    let leverage = &document["leverage"];
    assert_eq!((&leverage["needed"]["low"], &leverage["needed"]["high"]), (&2.0.into(), &5.0.into()));
    // The conflict is there: no effect that was found is enough for the letter's money.
    let evidence = leverage["evidence"].as_array().unwrap();
    assert!(evidence.iter().any(|row| row["causal"] == true));
    assert!(evidence.iter().all(|row| row["causal"] == false || row["enough"] == false));
    // Nor does its money reach the target through any instrument.
    let reached = leverage["reached"].as_array().unwrap();
    assert_eq!(reached.len(), 4);
    assert!(reached.iter().all(|row| row["rd_intensity"]["p95"].as_f64().unwrap() < 0.03));

    let csv = stdout(&[&ASKED[..], &["--format", "csv"]].concat());
    let lines: Vec<&str> = csv.lines().collect();
    assert_eq!(lines.len(), checks.len() + 1);
    // The first one has no text with a comma before its numbers but the figure's own.
    let first = &checks[0];
    let (letter, ours) = (&first["letter"]["low"], &first["ours"]["high"]);
    let figure = first["figure"].as_str().unwrap();
    assert!(lines[1].starts_with(&format!("\"{figure}\",{letter:.1},")), "{}", lines[1]);
    assert!(lines[1].contains(&format!(",{ours},% of GDP,")), "{}", lines[1]);
    let text = stdout(&ASKED);
    assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
    let said = format!("{} comparisons agree, {} do not", document["consistent"], document["inconsistent"]);
    assert!(text.replace('\n', " ").contains(&said), "{text}");
}

#[test]
fn another_country_is_refused() {
    let output = kennis(&["letter", "--country", "DEU", "--draws", "8"]);
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("found DEU, expected NLD"), "{said}");
}
