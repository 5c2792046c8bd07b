//! The command-line program of kennis: arguments in, documents out; the model is in the library.

mod arguments;
mod chart;
mod commands;
#[cfg(feature = "parquet")]
mod draws_parquet;
mod economy;
mod failure;
mod file_identity;
mod html;
mod inputs;
mod interrupt;
mod not_yet;
mod output;
mod progress;
mod request;
mod results;
mod usage;
mod workbook;

use clap::Parser;
use std::io::Write;
use std::process::ExitCode;

fn main() -> ExitCode {
    interrupt::leave_no_half_file();
    let done = match arguments::Arguments::try_parse() {
        Ok(arguments) => commands::execute(&arguments),
        Err(error) if error.exit_code() == 0 => {
            // Help and version.
            output::written(error.print().and_then(|()| std::io::stdout().flush()))
        }
        Err(error) => Err(usage::failure(error)),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            output::complain(&failure);
            ExitCode::from(failure.exit_code())
        }
    }
}
