//! Any bytes as a parameter file: read, or refused with problems; what is read are distributions that can be drawn.
#![no_main]

use kennis::formats::{is_parameter_file, read_parameters};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = is_parameter_file(bytes);
    match read_parameters(bytes, "parameters.toml") {
        Ok(list) => {
            for (id, distribution) in list {
                for z in [-40.0, -3.0, -1e-300, 0.0, 1.0, 8.5, 40.0] {
                    let value = distribution.quantile(z);
                    let inside = (distribution.lower..=distribution.upper).contains(&value);
                    assert!(value.is_finite() && inside, "{}: {distribution} at {z} is {value}", id.name());
                }
            }
        }
        Err(error) => assert!(!error.problems.is_empty()),
    }
});
