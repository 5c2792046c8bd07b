//! Results of a run: documents, charts, files, and the same bytes every time.

#![allow(clippy::unwrap_used, clippy::panic, reason = "functions that tests share")]

#[path = "../support/mod.rs"]
mod support;

mod actions;
mod beliefs;
mod card;
mod cba;
mod chart;
mod compare_scenarios;
mod effect;
mod identity;
mod letter;
mod levers;
mod monitor;
#[cfg(unix)]
mod names;
mod output;
mod pages;
mod project;
mod returns_page;
mod run_document;
mod same_bytes;
mod same_file;
mod saved_draws;
mod sensitivity;
mod shards;
mod simulated;
mod solve;
mod text;
