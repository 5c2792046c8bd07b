//! Same request, same bytes: whatever the threads, and from version to version until the contract changes.

use crate::support::program;
use std::path::Path;
use std::process::Command;

fn run(arguments: &[&str]) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let output = Command::new(program()).current_dir(root).args(arguments).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

const REQUEST: [&str; 6] =
    ["run", "examples/scenarios/three_percent.toml", "--draws", "301", "--format", "json"];

#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    let with = |threads: &str| run(&[&REQUEST[..], &["--threads", threads]].concat());
    let one = with("1");
    assert_eq!(one, with("2"));
    assert_eq!(one, with("7"));
}

/// What 301 draws of the mixture keep takes more than a hundredth of a GiB: they are run twice, in parts.
#[test]
fn a_bound_on_memory_gives_the_same_bytes() {
    let with = |memory: &str| run(&[&REQUEST[..], &["--memory", memory]].concat());
    assert_eq!(with("1"), with("0.01"));
}

#[test]
fn a_comparison_gives_the_same_bytes_for_any_number_of_threads() {
    let request = ["compare", REQUEST[1], "--draws", "301", "--format", "json"];
    let with = |threads: &str| run(&[&request[..], &["--threads", threads]].concat());
    assert_eq!(with("1"), with("7"));
}

#[test]
fn layers_too_give_the_same_bytes_for_any_number_of_threads() {
    let layers = ["--layers", "breakthroughs,baseline_level"];
    let with = |threads: &str| run(&[&REQUEST[..], &layers[..], &["--threads", threads]].concat());
    assert_eq!(with("1"), with("7"));
}

/// The C library chooses its logarithms and powers by what the processor can do. Without fused operations it gives other
/// last bits, and no command may notice. Only the sampler of the full posterior is left out: docs/stability.md says why.
#[cfg(all(target_os = "linux", target_env = "gnu", target_arch = "x86_64"))]
#[test]
fn every_command_gives_the_same_bytes_on_another_processor() {
    let commands: [&[&str]; 15] = [
        &["run", REQUEST[1], "--draws", "64", "--layers", "breakthroughs,baseline_level"],
        &["run", REQUEST[1], "--draws", "64", "--plan", "sobol"],
        &["run", REQUEST[1], "--draws", "64", "--plan", "latin_hypercube"],
        &["compare", REQUEST[1], "--draws", "64"],
        &["validate"],
        &["parameters"],
        &["instruments"],
        &["education"],
        &["sensitivity", REQUEST[1], "--rows", "64", "--structure", "no_effect,knowledge_capital"],
        &["data"],
        &["data", "--country", "DEU"],
        &["calibrate", "--structure", "knowledge_capital"],
        &["calibrate", "--structure", "rate_of_return", "--method", "least_squares"],
        &["calibrate", "--structure", "knowledge_capital", "--method", "panel"],
        &["backtest", "--origins", "2004-2006"],
    ];
    for command in commands {
        let with = |tunables: &str| {
            let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
            let mut program = Command::new(program());
            program.current_dir(root).args(command).args(["--format", "csv"]);
            let output = program.env("GLIBC_TUNABLES", tunables).output().unwrap();
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            String::from_utf8(output.stdout).unwrap()
        };
        assert!(with("") == with("glibc.cpu.hwcaps=-FMA,-AVX2,-AVX2_Usable,-FMA_Usable"), "{command:?}");
    }
}

#[test]
fn a_draw_alone_is_the_draw_of_the_ensemble() {
    // The first draw alone, and an ensemble of one draw that starts there.
    let alone: serde_json::Value =
        serde_json::from_str(&run(&[&REQUEST[..], &["--draw", "0"]].concat())).unwrap();
    let first: serde_json::Value =
        serde_json::from_str(&run(&["run", REQUEST[1], "--draws", "1", "--format", "json"])).unwrap();
    assert_eq!(alone["variables"], first["variables"]);
}

/// The document of a small run, as it was when it was last looked at; `KENNIS_BLESS=1` writes it anew.
#[test]
fn golden_document() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/run.json");
    let now = run(&["run", REQUEST[1], "--draws", "64", "--format", "json"]);
    if std::env::var_os("KENNIS_BLESS").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, &now).unwrap();
    }
    let golden = std::fs::read_to_string(&path).unwrap();
    // Not one long line of difference: the first key that differs is enough.
    let at = golden.bytes().zip(now.bytes()).position(|(a, b)| a != b);
    assert!(
        golden == now,
        "differs at byte {at:?}: {:?}",
        at.map(|at| &now[at.saturating_sub(60)..(at + 40).min(now.len())])
    );
}
