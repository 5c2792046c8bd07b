//! The folders of `src/` use each other one way only, and inside a folder no files use each other in a circle.

#![allow(clippy::unwrap_used, clippy::panic, reason = "functions that tests share")]

mod circles;
mod code;
mod folders;
mod modules;
