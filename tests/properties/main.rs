//! Properties over everything that can be asked and written: of the model, and of the tables that it is run on.

#![allow(clippy::unwrap_used, clippy::panic, reason = "functions that tests share")]

use proptest::test_runner::{Config as ProptestConfig, RngSeed};

#[path = "../support/mod.rs"]
mod support;

/// So many cases from a fixed seed, so that the same commit gives the same verdict; `PROPTEST_RNG_SEED` asks for others.
fn cases(cases: u32) -> ProptestConfig {
    let default = ProptestConfig::default();
    let rng_seed = match default.rng_seed {
        RngSeed::Random => RngSeed::Fixed(1),
        given => given,
    };
    ProptestConfig { cases, failure_persistence: None, rng_seed, ..default }
}

mod appraisal;
mod model;
#[cfg(feature = "formats")]
mod notations;
