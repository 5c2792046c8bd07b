//! The command-line program of kennis.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(kennis_cli::main_with(std::env::args_os()))
}
