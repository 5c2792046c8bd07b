//! A folder with wrong input, the program on it, and what it must say: one exit code, one stream.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A folder for one test, removed at its end.
pub(crate) struct Folder(pub(crate) PathBuf);

impl Folder {
    pub(crate) fn new(test: &str) -> Self {
        let path = std::env::temp_dir().join(format!("kennis-{test}-{}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub(crate) fn write(&self, name: &str, contents: impl AsRef<[u8]>) {
        fs::write(self.0.join(name), contents).unwrap();
    }

    pub(crate) fn kennis(&self, arguments: &[&str]) -> Output {
        command(&self.0, arguments).output().unwrap()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

pub(crate) fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kennis"));
    command.current_dir(folder).args(arguments).stdin(Stdio::null());
    command
}

/// Standard error of a call that must end with 2 and print nothing.
pub(crate) fn refused(output: &Output) -> String {
    let error = String::from_utf8(output.stderr.clone()).unwrap();
    assert_eq!(output.status.code(), Some(2), "{error}");
    assert_eq!(String::from_utf8_lossy(&output.stdout), "");
    assert!(!error.contains("panicked") && !error.contains('\u{1b}'), "{error}");
    error
}

pub(crate) const HEAD: &str = "schema = \"kennis.scenario/1\"\nname = \"test\"\nhorizon = 2060\n";

pub(crate) const MEASURE: &str = "[[measures]]\nname = \"m\"\ninstrument = \"public_research\"\nunit = \"gdp_share\"\namount = 0.001\nfrom = 2026\n";

pub(crate) const TARGET: &str =
    "[[targets]]\nvariable = \"rd_intensity\"\nyear = 2030\nvalue = 0.03\npublic_share = 0.4\n";

/// Checks that `run` says exactly these lines of a scenario.
pub(crate) fn says(folder: &Folder, scenario: impl AsRef<[u8]>, lines: &[&str]) {
    folder.write("s.toml", scenario.as_ref());
    let said = refused(&folder.kennis(&["run", "s.toml"]));
    assert_eq!(said.lines().collect::<Vec<_>>(), lines, "{}", String::from_utf8_lossy(scenario.as_ref()));
    assert_eq!(refused(&folder.kennis(&["check", "s.toml"])), said);
}

/// Names of the structures, as messages list them.
pub(crate) const STRUCTURES: &str = "knowledge_capital, rate_of_return, semi_endogenous, international_spillovers, error_correction, \
                          no_effect";
