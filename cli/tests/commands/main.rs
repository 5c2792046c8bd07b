//! The commands: their surface, the data that they print, the reader's own tables, and calibration.

#![allow(clippy::unwrap_used, clippy::panic, reason = "functions that tests share")]

#[path = "../support/mod.rs"]
mod support;

mod calibrate;
mod data;
mod explain;
mod options;
mod own_tables;
mod surface;
