//! Parts of a run on several machines: together they give the bytes of one run, whatever becomes of a worker; what does not
//! belong together is refused by name.

use crate::support::{breaches, program, repository};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

/// A folder of its own, which goes when the test ends.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("kennis-shards-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("s.toml"), SCENARIO).unwrap();
        Self(folder)
    }

    fn command(&self, line: &str) -> Command {
        let mut command = Command::new(program());
        command.current_dir(&self.0).args(line.split(' '));
        command
    }

    fn kennis(&self, line: &str) -> Output {
        self.command(line).output().unwrap()
    }

    fn done(&self, line: &str) -> Vec<u8> {
        let output = self.kennis(line);
        assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
        output.stdout
    }

    /// What is said of a command that ends with 2.
    fn refused(&self, line: &str) -> String {
        let output = self.kennis(line);
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{line}: {said}");
        said
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

const SCENARIO: &str = "schema = \"kennis.scenario/1\"\nname = \"More\"\nhorizon = 2040\n\
    [structure]\nknowledge_capital = 0.5\nsemi_endogenous = 0.3\nno_effect = 0.2\n\
    [[measures]]\nname = \"m\"\ninstrument = \"public_research\"\nunit = \"gdp_share\"\namount = 0.001\nfrom = 2026\n";

#[test]
fn parts_give_the_bytes_of_one_run() {
    let folder = Folder::new("bytes");
    // The last part has less than a block, and memory and threads differ.
    for (draws, of, more) in
        [(2_100, 3, ""), (1_100, 5, " --plan random --seed 3"), (300, 1, " --layers breakthroughs")]
    {
        let run = format!("run s.toml --draws {draws}{more}");
        let mut folders = Vec::new();
        for number in (1..=of).rev() {
            let memory = if number == 1 { "1" } else { "0.4" };
            folder.done(&format!(
                "{run} --shard {number}/{of} --out part{number} --threads {number} --memory {memory} --quiet"
            ));
            folders.push(format!("part{number}"));
        }
        let folders = folders.join(" ");
        for form in [" --format json", " --format csv", " --format json --html p.html", ""] {
            assert_eq!(
                String::from_utf8(folder.done(&format!("merge {folders}{form}"))).unwrap(),
                String::from_utf8(folder.done(&format!("{run}{form}"))).unwrap(),
                "{run}{form}"
            );
        }
    }
}

#[test]
fn the_document_of_a_part_is_that_of_its_schema() {
    let folder = Folder::new("schema");
    folder.done("run s.toml --draws 600 --shard 2/2 --out b");
    let document: Value = serde_json::from_slice(&fs::read(folder.0.join("b/shard.json")).unwrap()).unwrap();
    let schema: Value = serde_json::from_slice(&folder.done("schema kennis.shard/1")).unwrap();
    assert_eq!(breaches(&schema, &schema, &document, ""), Vec::<String>::new());
    let part = &document["part"];
    // Three blocks of 256: two in the first part, one with 88 draws in the second.
    let numbers = ["number", "of", "first_draw", "draws"].map(|key| part[key].as_u64().unwrap());
    assert_eq!(numbers, [2, 2, 512, 88]);
    assert_eq!(document["run"], serde_json::json!(["kennis", "run", "s.toml", "--draws", "600"]));
    let size = fs::metadata(folder.0.join("b/counts.bin")).unwrap().len();
    assert_eq!(document["counts"]["bytes"], size);
}

#[test]
fn what_does_not_belong_together_is_refused_by_name() {
    let folder = Folder::new("refused");
    let part = |number: u64, out: &str, more: &str| {
        folder.done(&format!("run s.toml --draws 600{more} --shard {number}/2 --out {out}"));
    };
    part(1, "a", "");
    part(2, "b", "");
    part(2, "seed", " --seed 2");
    folder.done("run s.toml --draws 600 --shard 3/3 --out third");
    for (line, expected) in [
        ("merge a", "no part 2/2"),
        ("merge a b a", "part 1/2 in a and in a"),
        ("merge a third", "part 3/3"),
        ("merge a seed", "seed/shard.json: run"),
        ("merge a nowhere", "nowhere/shard.json"),
        ("run s.toml --draws 600 --shard 3/2 --out c", "--shard"),
        ("run s.toml --draws 600 --shard 1/2", "--out"),
        ("run s.toml --draws 600 --shard 1/2 --out c --draw 3", "--draw"),
    ] {
        let said = folder.refused(line);
        assert!(said.contains(expected), "{line}: {said}");
    }
    // What cannot be written is found before the parts are put together.
    assert!(folder.refused("merge a b --html nowhere/p.html").contains("--html"));
    let path = folder.0.join("b/shard.json");
    let text = fs::read_to_string(&path).unwrap();
    for (key, there, then) in [
        ("version", "\"version\":\"", "\"version\":\"9"),
        ("data_vintage", "\"data_vintage\":\"", "\"data_vintage\":\"of old "),
        ("inputs", "\"sha256\":\"", "\"sha256\":\"0"),
    ] {
        fs::write(&path, text.replacen(there, then, 1)).unwrap();
        let said = folder.refused("merge a b");
        assert!(said.contains("b/shard.json") && said.contains(key), "{key}: {said}");
    }
    fs::write(&path, &text).unwrap();
    // The scenario has changed since, and the counts are others.
    fs::write(folder.0.join("s.toml"), SCENARIO.replace("0.001", "0.002")).unwrap();
    assert!(folder.refused("merge a b").contains("a/shard.json: inputs"));
    fs::write(folder.0.join("s.toml"), SCENARIO).unwrap();
    let counts = folder.0.join("b/counts.bin");
    let mut bytes = fs::read(&counts).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&counts, &bytes).unwrap();
    assert!(folder.refused("merge a b").contains("b/counts.bin"));
    fs::write(&counts, &bytes[..middle]).unwrap();
    assert!(folder.refused("merge a b").contains("bytes"));
}

#[test]
fn a_part_needs_a_block_of_draws() {
    let folder = Folder::new("few");
    let output = folder.kennis("run s.toml --draws 500 --shard 1/3 --out c");
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.code() == Some(1) && said.contains("at least 768 draws"), "{said}");
}

/// A worker that is killed in the middle leaves no part; the job starts it again, and the bytes are the same.
#[cfg(unix)]
#[test]
fn a_worker_that_is_killed_is_started_again() {
    let folder = Folder::new("killed");
    let run = "run s.toml --draws 200000";
    let mut worker = folder
        .command(&format!("{run} --shard 1/100 --out one"))
        .args(["--threads", "1"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let started = Instant::now();
    while !folder.0.join("one").exists() && started.elapsed() < Duration::from_secs(60) {
        std::thread::sleep(Duration::from_millis(5));
    }
    worker.kill().unwrap();
    worker.wait().unwrap();
    assert!(!folder.0.join("one/shard.json").exists(), "it was faster than the kill");
    assert!(folder.refused("merge one").contains("one/shard.json"));
    for (number, name) in [(1, "one"), (2, "two")] {
        folder.done(&format!("run s.toml --draws 600 --shard {number}/2 --out {name}"));
    }
    assert_eq!(
        folder.done("merge one two --format json"),
        folder.done("run s.toml --draws 600 --format json")
    );
    let left: Vec<_> =
        fs::read_dir(folder.0.join("one")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left.len(), 2, "{left:?}");
}

/// The scripts name options that there are.
#[test]
fn the_scripts_of_the_examples_run_parts() {
    let Some(root) = repository() else { return };
    for script in ["slurm.sh", "kubernetes.yaml", "with_dask.py", "with_ray.py"] {
        let text = fs::read_to_string(Path::new(&root).join("examples/scaling").join(script)).unwrap();
        assert!(text.contains("--shard") && text.contains("merge"), "{script}");
    }
}
