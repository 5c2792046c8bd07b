//! Any bytes as a scenario file: read, or refused with problems; what is read passes its own check.
#![no_main]

use kennis::formats::read_scenario;
use kennis::scenario::CheckContext;
use libfuzzer_sys::fuzz_target;
use std::path::Path;

fuzz_target!(|bytes: &[u8]| {
    let context = CheckContext::netherlands();
    match read_scenario(bytes, "scenario.toml", Path::new("no/such/folder"), &context) {
        Ok(scenario) => assert_eq!(scenario.check(&context), Ok(())),
        Err(error) => {
            assert!(!error.problems.is_empty());
            assert!(!error.to_string().is_empty());
        }
    }
});
