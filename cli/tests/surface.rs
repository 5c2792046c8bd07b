//! What the program prints where nothing is wrong.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use assert_cmd::Command;

fn kennis() -> Command {
    Command::new(env!("CARGO_BIN_EXE_kennis"))
}

fn printed(arguments: &[&str]) -> String {
    let output = kennis().args(arguments).assert().success().get_output().clone();
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn every_example_passes_its_own_check() {
    let list = printed(&["example", "--list"]);
    assert!(list.lines().count() >= 4);
    for line in list.lines() {
        let name = line.split(' ').next().unwrap();
        let checked =
            kennis().args(["check", "-"]).write_stdin(printed(&["example", name])).assert().success();
        checked.stdout("-: no problems\n");
    }
}

#[test]
fn schemas_are_json_that_names_itself() {
    for name in
        ["kennis.scenario/1", "kennis.parameters/1", "kennis.run/1", "kennis.compare/1", "kennis.validate/1"]
    {
        let schema: serde_json::Value = serde_json::from_str(&printed(&["schema", name])).unwrap();
        assert_eq!(schema["title"], name);
    }
}

#[test]
fn help_version_completions_and_manual_page() {
    assert!(printed(&["--version"]).starts_with("kennis "));
    assert!(printed(&["--help"]).contains("Usage: kennis"));
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(printed(&["completions", shell]).contains("example"), "{shell}");
    }
    assert!(printed(&["man"]).contains(".TH kennis 1"));
    assert!(printed(&["--help"]).lines().all(|line| line.chars().count() <= 100));
}

#[test]
fn a_parameter_file_and_a_baseline_are_checked_as_such() {
    let folder = std::env::temp_dir().join(format!("kennis-surface-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let parameters = "schema = \"kennis.parameters/1\"\n[parameters]\ndepreciation_public = 0.12\n";
    std::fs::write(folder.join("p.toml"), parameters).unwrap();
    std::fs::write(folder.join("b.csv"), "year;gdp_growth\n2025;0,015\n").unwrap();
    let checked = kennis().current_dir(&folder).args(["check", "p.toml", "b.csv"]).assert().success();
    checked.stdout("p.toml: no problems\nb.csv: no problems\n");
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
#[cfg(unix)]
fn a_reader_that_goes_away_is_no_failure() {
    use std::process::{Command, Stdio};
    let mut command = Command::new(env!("CARGO_BIN_EXE_kennis"));
    command.args(["schema", "kennis.scenario/1"]).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
}

#[test]
#[cfg(unix)]
fn an_interrupt_ends_with_130() {
    use std::process::{Command, Stdio};
    // A busy machine may not have started the program when the signal comes: then it is tried again, later.
    for seconds in [1, 4, 16] {
        // Waits for standard input, which never comes.
        let mut child = Command::new(env!("CARGO_BIN_EXE_kennis"))
            .args(["run", "-"])
            .stdin(Stdio::piped())
            .spawn()
            .unwrap();
        std::thread::sleep(std::time::Duration::from_secs(seconds));
        let sent = Command::new("kill").args(["-INT", &child.id().to_string()]).status();
        if !sent.is_ok_and(|status| status.success()) {
            child.kill().unwrap();
        }
        if child.wait().unwrap().code() == Some(130) {
            return;
        }
    }
    panic!("never ended with 130");
}
