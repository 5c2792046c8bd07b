//! The commands: their surface, the data that they print, and calibration.

#![allow(clippy::unwrap_used, clippy::panic, reason = "functions that tests share")]

#[path = "../support/mod.rs"]
mod support;

mod calibrate;
mod data;
mod surface;
