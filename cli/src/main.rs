//! The command-line program of kennis: arguments in, documents out; the model is in the library.

mod arguments;
mod chart;
mod commands;
#[cfg(feature = "parquet")]
mod draws_parquet;
mod economy;
mod failure;
mod inputs;
mod interrupt;
mod not_yet;
mod output;
mod progress;
mod request;
mod results;

use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    interrupt::leave_no_half_file();
    let arguments = match arguments::Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version go to standard output with 0, errors to standard error with 2; a reader that has
            // gone away is no failure.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    match commands::execute(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            output::complain(&failure);
            ExitCode::from(failure.exit_code())
        }
    }
}
