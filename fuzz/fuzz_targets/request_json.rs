//! Any text as a request of `run_json`: a run or an error, both as a JSON document that names its schema.
#![no_main]

use kennis::formats::run_json;
use libfuzzer_sys::fuzz_target;
use serde_json::{Value, json};

fuzz_target!(|text: &str| {
    // A valid request may ask for more than a target can wait for.
    let request = match serde_json::from_str::<Value>(text) {
        Ok(mut request) if request["options"].is_object() => {
            let draws = request["options"]["draws"].as_u64().map_or(9, |draws| draws.min(9));
            request["options"]["draws"] = json!(draws);
            request["options"]["threads"] = json!(1);
            request.to_string()
        }
        Ok(request) if request["scenario"].is_object() => {
            json!({ "scenario": request["scenario"], "options": { "draws": 3, "threads": 1 } }).to_string()
        }
        _ => text.to_owned(),
    };
    let document: Value = serde_json::from_str(&run_json(&request)).expect("JSON");
    let schema = document["schema"].as_str().expect("a schema");
    assert!(["kennis.run/1", "kennis.error/1"].contains(&schema));
    if document["kind"] == "input" {
        assert!(document["problems"].as_array().is_some_and(|problems| !problems.is_empty()), "{document}");
    }
});
