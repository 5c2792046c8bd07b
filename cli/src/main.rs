//! The command-line program of kennis.
fn main() {}
