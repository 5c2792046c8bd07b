//! Ensembles: the same bits however draws are held, structures side by side, paired differences, draws of a posterior, and
//! what fuzzing found.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "functions that tests share")]

#[path = "../support/mod.rs"]
mod support;

mod appraisal;
mod beside_years;
mod bounded_memory;
mod compare;
mod dropped_draws;
mod fuzz_findings;
mod joint_draws;
mod kept_years;
mod package;
mod paired;
mod project;
