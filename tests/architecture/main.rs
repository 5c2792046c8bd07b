//! What holds of the crate as a whole: its folders use each other one way only, inside a folder no files use each other in
//! a circle, its root keeps the story, its Rust version is that of its dependencies, its types can be sent between threads, and its
//! unsafe code is as much as SECURITY.md says.

#![allow(clippy::unwrap_used, clippy::panic, reason = "functions that tests share")]

mod circles;
mod code;
mod folders;
mod modules;
mod names;
mod public_names;
mod rust_version;
mod send_sync;
mod unsafe_blocks;
