//! The Rust version that the workspace states is at least that of every dependency.

use serde_json::Value;
use std::process::Command;

/// Major and minor of a version such as `1.89` or `1.89.0`.
fn version(text: &str) -> (u64, u64) {
    let mut parts = text.split('.').map(|part| part.parse().unwrap_or(0));
    (parts.next().unwrap_or(0), parts.next().unwrap_or(0))
}

/// What a program prints.
fn printed(program: &str, arguments: &[&str]) -> Result<String, String> {
    let output = Command::new(program).args(arguments).current_dir(env!("CARGO_MANIFEST_DIR")).output();
    let output = output.map_err(|error| format!("{program}: {error}"))?;
    let [said, complained] =
        [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    if output.status.success() { Ok(said) } else { Err(complained) }
}

/// What cargo knows of the packages of this platform: of those that it has or, where one has never been needed here, with
/// the network.
fn metadata() -> Value {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let about = printed("rustc", &["-vV"]).unwrap();
    let host = about.lines().find_map(|line| line.strip_prefix("host: ")).unwrap();
    let arguments = ["metadata", "--all-features", "--format-version", "1", "--filter-platform", host];
    let said = printed(&cargo, &[&arguments[..], &["--offline"]].concat())
        .or_else(|_| printed(&cargo, &arguments))
        .unwrap_or_else(|error| panic!("cargo metadata (try `cargo fetch`): {error}"));
    serde_json::from_str(&said).unwrap()
}

#[test]
fn rust_version_is_at_least_that_of_every_dependency() {
    let metadata = metadata();
    let stated = version(env!("CARGO_PKG_RUST_VERSION"));
    assert!(stated > (1, 0), "the package states no rust-version");
    let used: Vec<&Value> =
        metadata["resolve"]["nodes"].as_array().unwrap().iter().map(|node| &node["id"]).collect();
    let mut newer = Vec::new();
    for package in metadata["packages"].as_array().unwrap().iter().filter(|p| used.contains(&&p["id"])) {
        if let Some(needed) = package["rust_version"].as_str()
            && version(needed) > stated
        {
            newer.push(format!("{} {} needs {needed}", package["name"], package["version"]));
        }
    }
    assert!(used.len() > 10, "{} packages", used.len());
    assert!(newer.is_empty(), "rust-version is {}: {}", env!("CARGO_PKG_RUST_VERSION"), newer.join(", "));
}
