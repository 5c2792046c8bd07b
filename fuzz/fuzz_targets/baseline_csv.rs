//! Any bytes as a baseline table: a baseline that is finite, or problems.
#![no_main]

use kennis::formats::read_baseline;
use kennis::Economy;
use kennis::scenario::CheckContext;
use kennis::simulate::Baseline;
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static ECONOMY: LazyLock<Economy> = LazyLock::new(|| Economy::netherlands().expect("embedded data"));

fuzz_target!(|bytes: &[u8]| {
    match read_baseline(bytes, "baseline.csv", &CheckContext::netherlands()) {
        Ok(table) => {
            // What the reader takes, the baseline takes.
            let baseline = Baseline::new(&ECONOMY, 2200, Some(&table)).expect("a baseline");
            assert!(baseline.gdp().iter().chain(baseline.hours()).all(|value| value.is_finite() && *value > 0.0));
        }
        Err(error) => assert!(!error.problems.is_empty()),
    }
});
