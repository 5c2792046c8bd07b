//! Where results cannot be written, and what an interrupt leaves: no half file, no file that is not listed.

#![cfg(unix)]

use crate::support::{program, program_that_hears_interrupts};
use std::fs::{self, File, Permissions};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

/// A folder with a scenario for one test, removed at its end.
pub(crate) struct Folder(pub(crate) PathBuf);

impl Folder {
    pub(crate) fn new(test: &str) -> Self {
        let path = std::env::temp_dir().join(format!("kennis-output-{test}-{}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        let scenario = "schema = \"kennis.scenario/1\"\nname = \"test\"\nhorizon = 2060\n";
        fs::write(path.join("s.toml"), scenario).unwrap();
        Self(path)
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(program());
        command.current_dir(&self.0).args(arguments).stdin(Stdio::null());
        command
    }

    pub(crate) fn kennis(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// The files of a folder in it, by name.
    fn contents(&self, folder: &str) -> Vec<(String, Vec<u8>)> {
        let read = |name: String| (name.clone(), fs::read(self.0.join(folder).join(name)).unwrap());
        self.names(folder).into_iter().map(read).collect()
    }

    /// The names in a folder in it, sorted.
    pub(crate) fn names(&self, folder: &str) -> Vec<String> {
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

pub(crate) fn said(output: &Output) -> String {
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

/// A command whose files fail beyond two blocks, as on a disk that is full; the signal that comes first is the program's.
fn on_a_full_disk(folder: &Folder, arguments: &str) -> Output {
    let script = format!("ulimit -f 1; exec {} {arguments}", program());
    Command::new("bash").current_dir(&folder.0).args(["-c", &script]).output().unwrap()
}

#[test]
fn a_full_disk_leaves_the_old_results_whole() {
    let folder = Folder::new("full-disk");
    assert!(folder.kennis(&["run", "s.toml", "--draws", "4", "--out", "results"]).status.success());
    let old = folder.contents("results");
    let output = on_a_full_disk(&folder, "run s.toml --draws 8 --out results --format json");
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    assert!(said(&output).starts_with("results/run.txt: cannot write: File too large"), "{}", said(&output));
    let document: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(document["kind"], "write");
    assert_eq!(folder.contents("results"), old);

    for file in ["--chart c.svg", "--save-draws c.csv"] {
        let output = on_a_full_disk(&folder, &format!("run s.toml --draws 8 {file}"));
        assert_eq!(output.status.code(), Some(1), "{}", said(&output));
        assert!(said(&output).contains(": cannot write: File too large"), "{}", said(&output));
        assert_eq!(folder.names("."), ["results", "s.toml"]);
    }
}

#[test]
fn help_and_pages_that_cannot_be_printed_fail() {
    for arguments in [&["--help"][..], &["run", "-h"], &["--version"], &["man"], &["completions", "bash"]] {
        let Ok(full) = File::options().write(true).open("/dev/full") else { return };
        let output = Folder::new("help").command(arguments).stdout(full).output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{arguments:?}");
        let said = said(&output);
        assert!(said.starts_with("standard output: cannot write: No space left"), "{arguments:?} {said}");
    }
}

#[test]
fn memory_that_the_system_has_not_is_a_sentence() {
    let folder = Folder::new("memory");
    let draws = "run s.toml --draws 100000000 --memory 512 --threads 1 --structure knowledge_capital";
    let script = format!("ulimit -v 4000000; exec {} {draws}", program());
    let output = Command::new("bash").current_dir(&folder.0).args(["-c", &script]).output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    assert!(said(&output).contains("MiB of draws: with less for them (--memory"), "{}", said(&output));
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
fn a_file_that_cannot_be_written_is_found_before_the_run() {
    let folder = Folder::new("before");
    // Draws that no test would wait for.
    let refused = |arguments: &[&str], what: &str| {
        let output = folder.kennis(&[&["run", "s.toml", "--draws", "100000000"], arguments].concat());
        assert_eq!(output.status.code(), Some(2), "{}", said(&output));
        assert!(output.stdout.is_empty() && said(&output).contains(what), "{}", said(&output));
    };
    fs::create_dir_all(folder.0.join("results/run.json")).unwrap();
    refused(&["--out", "results"], "--out: found results/run.json (a folder stands there), expected a file");
    let long = format!("{}.svg", "n".repeat(252));
    refused(&["--chart", &long], "File name too long");
    // The baseline beside it has a longer name.
    let long = format!("{}.csv", "n".repeat(250));
    refused(&["--save-draws", &long], "_baseline.csv\" (File name too long");
    fs::write(folder.0.join("mine.svg"), "mine").unwrap();
    fs::set_permissions(folder.0.join("mine.svg"), Permissions::from_mode(0o444)).unwrap();
    refused(&["--chart", "mine.svg"], "--chart: found \"mine.svg\" (the file that stands there is protected");
    symlink("absent", folder.0.join("dangling.svg")).unwrap();
    refused(&["--chart", "dangling.svg"], "(a link to nothing stands there)");
    fs::write(folder.0.join("one.svg"), "one").unwrap();
    fs::hard_link(folder.0.join("one.svg"), folder.0.join("two.svg")).unwrap();
    refused(&["--chart", "two.svg"], "has other names, which would keep the old contents");
    assert_eq!(fs::read_to_string(folder.0.join("one.svg")).unwrap(), "one");
}

#[test]
fn mode_and_link_of_a_file_are_kept() {
    let folder = Folder::new("mode");
    fs::write(folder.0.join("real.svg"), "old").unwrap();
    fs::set_permissions(folder.0.join("real.svg"), Permissions::from_mode(0o600)).unwrap();
    symlink("real.svg", folder.0.join("link.svg")).unwrap();
    assert!(folder.kennis(&["run", "s.toml", "--draws", "4", "--chart", "link.svg"]).status.success());
    assert!(fs::symlink_metadata(folder.0.join("link.svg")).unwrap().is_symlink());
    assert!(fs::read_to_string(folder.0.join("real.svg")).unwrap().starts_with("<svg"));
    assert_eq!(fs::metadata(folder.0.join("real.svg")).unwrap().permissions().mode() & 0o777, 0o600);
}

/// Starts a run that takes a while to write its draws, and returns when it has begun to. Always the program that was built with
/// the tests: an optimised one is through before it is met.
fn writing(folder: &Folder, before: &str) -> Child {
    let line = "run s.toml --draws 4000 --structure knowledge_capital --quiet --save-draws d.csv";
    // Tests that run in the background ignore interrupts, and what they start would ignore them too.
    let hearing =
        if before.is_empty() && cfg!(target_os = "linux") { "env --default-signal=INT,HUP" } else { "" };
    let script = format!("{before} exec {hearing} {} {line}", env!("CARGO_BIN_EXE_kennis"));
    let mut command = Command::new("bash");
    command.current_dir(&folder.0).args(["-c", &script]).stdin(Stdio::null());
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    for _ in 0..1200 {
        // The baseline is complete and waits, and the file of the draws is begun.
        if unfinished(folder) == 2 {
            return child;
        }
        assert!(child.try_wait().unwrap().is_none(), "ended before it was seen to write");
        std::thread::sleep(Duration::from_millis(50));
    }
    child.kill().unwrap();
    panic!("never began to write");
}

/// How many temporary files there are.
fn unfinished(folder: &Folder) -> usize {
    folder.names(".").into_iter().filter(|name| name.ends_with(".unfinished")).count()
}

fn send(signal: &str, child: &Child) {
    assert!(Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap().success());
}

#[test]
fn a_signal_leaves_no_half_file_and_the_exit_code_that_names_it() {
    for (signal, code) in [("-TERM", 143), ("-HUP", 129), ("-INT", 130)] {
        let folder = Folder::new(&format!("signal{signal}"));
        let mut child = writing(&folder, "");
        send(signal, &child);
        assert_eq!(child.wait().unwrap().code(), Some(code), "{signal}");
        assert_eq!(folder.names("."), ["s.toml"], "{signal}");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_signal_that_is_ignored_stays_ignored() {
    let folder = Folder::new("ignored");
    let mut child = writing(&folder, "trap '' INT HUP;");
    send("-INT", &child);
    send("-HUP", &child);
    std::thread::sleep(Duration::from_millis(300));
    assert!(child.try_wait().unwrap().is_none(), "an ignored signal has ended the run");
    send("-TERM", &child);
    assert_eq!(child.wait().unwrap().code(), Some(143));
}

#[test]
fn what_a_killed_run_has_left_the_next_one_clears() {
    let folder = Folder::new("killed");
    let mut child = writing(&folder, "");
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(unfinished(&folder), 2);
    assert!(folder.kennis(&["run", "s.toml", "--draws", "4", "--save-draws", "d.csv"]).status.success());
    assert_eq!(folder.names("."), ["d.csv", "d_baseline.csv", "s.toml"]);
}

#[test]
fn a_link_that_is_planted_is_not_written_through() {
    let folder = Folder::new("planted");
    fs::write(folder.0.join("precious"), "mine").unwrap();
    // Names that temporary files could have: those of the ids of processes to come, and one of today's.
    let id = std::process::id();
    let names =
        (id..id + 200).map(|id| format!(".c.svg.{id}.unfinished")).chain([".kennis-0.unfinished".to_owned()]);
    names.for_each(|name| symlink("precious", folder.0.join(name)).unwrap());
    let before = folder.names(".").len();
    assert!(folder.kennis(&["run", "s.toml", "--draws", "4", "--chart", "c.svg"]).status.success());
    assert_eq!(fs::read_to_string(folder.0.join("precious")).unwrap(), "mine");
    assert_eq!(folder.names(".").len(), before + 1);
}

#[test]
fn two_runs_into_one_folder_do_not_mix() {
    let folder = Folder::new("two");
    for _ in 0..5 {
        let runs = ["1", "2", "3"].map(|seed| {
            let line = ["run", "s.toml", "--draws", "16", "--seed", seed, "--out", "results"];
            folder.command(&line).stdout(Stdio::null()).spawn().unwrap()
        });
        runs.into_iter().for_each(|mut run| assert!(run.wait().unwrap().success()));
        let names = ["manifest.json", "run.csv", "run.json", "run.txt"];
        assert_eq!(folder.names("results"), names);
        let read = |name: &str| fs::read_to_string(folder.0.join("results").join(name)).unwrap();
        let manifest: serde_json::Value = serde_json::from_str(&read("manifest.json")).unwrap();
        // The seed is in the text and the document; the table has other draws.
        let command = manifest["command"].as_str().unwrap();
        assert!(read("run.txt").contains(command) && read("run.json").contains(command), "{command}");
        let seed = command.split(' ').skip_while(|word| *word != "--seed").nth(1).unwrap();
        let alone = ["run", "s.toml", "--draws", "16", "--seed", seed, "--format", "csv"];
        assert!(read("run.csv").as_bytes() == folder.kennis(&alone).stdout, "{command}");
    }
}

#[test]
fn an_interrupted_run_ends_with_130_and_leaves_nothing() {
    let folder = Folder::new("interrupt");
    // A busy machine may not have started the run when the signal comes: then it is tried again, later. The draws are
    // more than the longest wait can compute.
    for milliseconds in [500, 2_000, 8_000] {
        let arguments = ["run", "s.toml", "--draws", "300000", "--out", "results", "--chart", "c.svg"];
        let mut program = program_that_hears_interrupts();
        program.current_dir(&folder.0).args(arguments).stdout(Stdio::null()).stderr(Stdio::null());
        let mut child = program.spawn().unwrap();
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
