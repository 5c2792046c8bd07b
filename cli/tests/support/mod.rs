//! What the tests of the program share: documents against their JSON Schemas, and tolerances.

#[allow(dead_code, reason = "not every test program needs all of them")]
pub(crate) mod tolerances;

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

/// The root of the repository, with the documentation; none only in the package as cargo packs it, which stands alone
/// and has the manifest as it was written beside it. Elsewhere nothing is left out.
#[allow(dead_code, reason = "not every test program needs it")]
pub(crate) fn repository() -> Option<PathBuf> {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    if package.join("Cargo.toml.orig").exists() {
        return None;
    }
    let root = package.join("..");
    assert!(root.join("docs/SUMMARY.md").exists(), "{} has no documentation", root.display());
    Some(root)
}

/// The program: the one that was built with the tests, or the one that `KENNIS_PROGRAM` names. An optimised program takes a
/// third of the time.
#[allow(dead_code, reason = "not every test program needs it")]
pub(crate) fn program() -> &'static str {
    static PROGRAM: LazyLock<String> = LazyLock::new(|| match std::env::var("KENNIS_PROGRAM") {
        // Tests run in the folder of their package: a path is from the root of the repository.
        Ok(named) => {
            Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(named).to_str().unwrap().to_owned()
        }
        Err(_) => env!("CARGO_BIN_EXE_kennis").to_owned(),
    });
    &PROGRAM
}

/// The program, hearing interrupts: what tests that run in the background start ignores them otherwise.
#[allow(dead_code, reason = "not every test program needs it")]
pub(crate) fn program_that_hears_interrupts() -> Command {
    if cfg!(target_os = "linux") {
        let mut env = Command::new("env");
        env.args(["--default-signal=INT,HUP", program()]);
        env
    } else {
        Command::new(program())
    }
}

/// Where a value breaks its schema; the keywords are those that our schemas use.
#[allow(dead_code, reason = "not every test program needs it")]
pub(crate) fn breaches(root: &Value, schema: &Value, value: &Value, path: &str) -> Vec<String> {
    if let Some(reference) = schema["$ref"].as_str() {
        return breaches(root, root.pointer(&reference[1..]).unwrap(), value, path);
    }
    let mut found = Vec::new();
    let of_type = |name: &str| match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "number" => value.is_number(),
        "integer" => value.is_i64() || value.is_u64(),
        "boolean" => value.is_boolean(),
        _ => value.is_null(),
    };
    let right = match &schema["type"] {
        Value::String(name) => of_type(name),
        Value::Array(names) => names.iter().any(|name| of_type(name.as_str().unwrap())),
        _ => true,
    };
    let named = schema["enum"].as_array().is_none_or(|names| names.contains(value));
    let constant = schema.get("const").is_none_or(|constant| constant == value);
    let choices = schema["anyOf"].as_array();
    let chosen = choices.is_none_or(|all| all.iter().any(|one| breaches(root, one, value, path).is_empty()));
    if !(right && named && constant && chosen) {
        found.push(format!("{path}: {value:.80}"));
    }
    for key in schema["required"].as_array().into_iter().flatten() {
        if value.get(key.as_str().unwrap()).is_none() {
            found.push(format!("{path}.{key}: missing"));
        }
    }
    for (key, member) in value.as_object().into_iter().flatten() {
        let known = schema["properties"].get(key).or(schema.get("additionalProperties"));
        if let Some(known) = known {
            found.extend(breaches(root, known, member, &format!("{path}.{key}")));
        }
    }
    for (index, item) in value.as_array().into_iter().flatten().enumerate() {
        found.extend(breaches(root, &schema["items"], item, &format!("{path}[{index}]")));
    }
    found
}
