//! Where results cannot be written, and what an interrupt leaves: no half file, no file that is not listed.

#![cfg(unix)]

use std::fs::{self, File, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::time::Duration;

/// A folder with a scenario for one test, removed at its end.
struct Folder(PathBuf);

impl Folder {
    fn new(test: &str) -> Self {
        let path = std::env::temp_dir().join(format!("kennis-output-{test}-{}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        let scenario = "schema = \"kennis.scenario/1\"\nname = \"test\"\nhorizon = 2060\n";
        fs::write(path.join("s.toml"), scenario).unwrap();
        Self(path)
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kennis"));
        command.current_dir(&self.0).args(arguments).stdin(Stdio::null());
        command
    }

    fn kennis(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// The names in a folder in it, sorted.
    fn names(&self, folder: &str) -> Vec<String> {
        let entries = fs::read_dir(self.0.join(folder)).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn said(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn standard_output_that_is_full_fails_the_run() {
    let Ok(full) = File::options().write(true).open("/dev/full") else { return };
    let folder = Folder::new("dev-full");
    let output = folder.command(&["run", "s.toml", "--draws", "8"]).stdout(full).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).starts_with("standard output: cannot write: No space left"), "{}", said(&output));
}

/// Files of more than a block fail, as on a disk that is full: the shell ignores the signal that comes first.
fn on_a_full_disk(folder: &Folder, arguments: &str) -> Output {
    let script = format!("trap '' XFSZ; ulimit -f 1; exec {} {arguments}", env!("CARGO_BIN_EXE_kennis"));
    Command::new("sh").current_dir(&folder.0).args(["-c", &script]).output().unwrap()
}

#[test]
fn a_full_disk_leaves_no_half_file_and_no_manifest() {
    let folder = Folder::new("full-disk");
    fs::create_dir_all(folder.0.join("results")).unwrap();
    // What an earlier run left is no manifest of this one.
    fs::write(folder.0.join("results/manifest.json"), "{}").unwrap();
    let output = on_a_full_disk(&folder, "run s.toml --draws 8 --out results");
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    assert!(said(&output).starts_with("results/run.txt: cannot write: "), "{}", said(&output));
    assert!(output.stdout.is_empty());
    assert!(folder.names("results").is_empty(), "{:?}", folder.names("results"));

    let output = on_a_full_disk(&folder, "run s.toml --draws 8 --chart c.svg");
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    assert!(said(&output).starts_with("c.svg: cannot write: "), "{}", said(&output));
    assert_eq!(folder.names("."), ["results", "s.toml"]);
}

#[test]
fn folders_that_cannot_be_written_are_refused_before_the_run() {
    let folder = Folder::new("read-only");
    fs::create_dir_all(folder.0.join("read-only")).unwrap();
    fs::create_dir_all(folder.0.join("c.svg")).unwrap();
    let refused = |arguments: &[&str], what: &str| {
        let output = folder.kennis(&[&["run", "s.toml"], arguments].concat());
        assert_eq!(output.status.code(), Some(2), "{}", said(&output));
        assert!(output.stdout.is_empty() && said(&output).contains(what), "{}", said(&output));
    };
    refused(&["--out", "/dev/null"], "--out: found /dev/null (");
    refused(&["--out", "s.toml/results"], "--out: found s.toml/results (");
    refused(&["--chart", "c.svg"], "--chart: found \"c.svg\", expected a file, not a folder");
    refused(&["--chart", "absent/c.svg"], "--chart: found \"absent\", expected a folder that exists");
    fs::set_permissions(folder.0.join("read-only"), Permissions::from_mode(0o555)).unwrap();
    // Whoever may write everywhere (root) sees no difference.
    if File::create(folder.0.join("read-only/probe")).is_err() {
        refused(&["--out", "read-only"], "--out: found read-only (Permission denied");
        refused(&["--out", "read-only/results"], "--out: found read-only/results (Permission denied");
        refused(
            &["--chart", "read-only/c.svg"],
            "--chart: found \"read-only\", expected a folder that can be",
        );
    }
    fs::set_permissions(folder.0.join("read-only"), Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn an_interrupted_run_ends_with_130_and_leaves_nothing() {
    let folder = Folder::new("interrupt");
    // A busy machine may not have started the run when the signal comes: then it is tried again, later. The draws are
    // more than the longest wait can compute.
    for milliseconds in [500, 2_000, 8_000] {
        let arguments = ["run", "s.toml", "--draws", "300000", "--out", "results", "--chart", "c.svg"];
        let mut child =
            folder.command(&arguments).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(milliseconds));
        let sent = Command::new("kill").args(["-INT", &child.id().to_string()]).status();
        if !sent.is_ok_and(|status| status.success()) {
            child.kill().unwrap();
        }
        let code = child.wait().unwrap().code();
        if code == Some(130) && folder.0.join("results").exists() {
            assert!(folder.names("results").is_empty(), "{:?}", folder.names("results"));
            assert_eq!(folder.names("."), ["results", "s.toml"]);
            return;
        }
    }
    panic!("never ended with 130");
}
