//! Properties over everything that can be asked and written: of the model, and of the tables that it is run on.

#![allow(clippy::unwrap_used, clippy::panic, reason = "functions that tests share")]

#[path = "../support/mod.rs"]
mod support;

mod appraisal;
mod model;
#[cfg(feature = "formats")]
mod notations;
