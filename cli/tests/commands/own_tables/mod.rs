//! The reader's own tables: what is wrong is not read in silence, what is given is not unused in silence.
//!
//! Each case is a small file of a kind that has gone wrong in programs like this one, with what is right.

mod numbers;
mod published;
mod shapes;

use serde_json::Value;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

/// A folder for one test, removed at its end.
struct Folder(PathBuf);

impl Folder {
    fn new(test: &str) -> Self {
        let path = std::env::temp_dir().join(format!("kennis-tables-{test}-{}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        let folder = Self(path);
        folder.write("more.toml", SCENARIO);
        folder
    }

    fn write(&self, name: &str, contents: impl AsRef<[u8]>) {
        fs::write(self.0.join(name), contents).unwrap();
    }

    fn kennis(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_kennis")).current_dir(&self.0).args(arguments).output().unwrap()
    }

    /// What is said where the input is refused.
    fn refused(&self, arguments: &[&str]) -> String {
        let output = self.kennis(arguments);
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {said}");
        assert!(output.stdout.is_empty(), "{arguments:?}");
        said
    }

    /// What is printed, and what is remarked.
    fn done(&self, arguments: &[&str]) -> (String, String) {
        let output = self.kennis(arguments);
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.success(), "{arguments:?}: {said}");
        (String::from_utf8(output.stdout).unwrap(), said)
    }

    /// The document of a run without draws.
    fn run(&self, arguments: &[&str]) -> (Value, String) {
        let run = ["run", "more.toml", "--draws", "0", "--format", "json"];
        let (printed, said) = self.done(&[&run[..], arguments].concat());
        (serde_json::from_str(&printed).unwrap(), said)
    }

    /// Writes a table, which `check` and a run must refuse with the same words.
    fn both_refuse(&self, option: &str, table: &str) -> String {
        self.write("t.csv", table);
        let checked = self.refused(&["check", "t.csv"]);
        assert_eq!(self.refused(&["run", "more.toml", "--draws", "0", option, "t.csv"]), checked, "{table}");
        checked
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

const SCENARIO: &str = "schema = \"kennis.scenario/1\"\nname = \"research\"\nhorizon = 2060\n\
    [[measures]]\nname = \"m\"\ninstrument = \"public_research\"\nunit = \"gdp_share\"\namount = 0.001\nfrom = 2026\n";

fn baseline_of(document: &Value, variable: &str, year: i64) -> f64 {
    let years = document["years"].as_array().unwrap();
    let at = years.iter().position(|one| one.as_i64() == Some(year)).unwrap();
    document["variables"][variable]["baseline"]["p50"][at].as_f64().unwrap()
}
