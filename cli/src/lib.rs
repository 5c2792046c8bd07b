//! The command-line program of kennis: arguments in, documents out; the model is in the library.
//!
//! It is a library as well, so that a package for another language can bring the whole program ([`main_with`]), and can call
//! a command as a function ([`Call`]): the same words, the same checks and the same bytes, without a process and its streams.

#![warn(missing_docs)]

mod arguments;
mod call;
mod caller;
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
mod output;
mod progress;
mod request;
mod results;
mod usage;
mod workbook;

pub use call::{Answer, Call, Drawn, Refused};

use clap::Parser;
use std::ffi::OsString;
use std::io::Write;

/// The program: does what the words say, of which the first is its name, on the streams of the process, and gives the exit
/// code. Signals end the process, and leave no half file.
pub fn main_with(words: impl IntoIterator<Item = OsString>) -> u8 {
    interrupt::leave_no_half_file();
    let words: Vec<OsString> = words.into_iter().collect();
    caller::begin_program(words.clone());
    let done = match arguments::Arguments::try_parse_from(words) {
        Ok(arguments) => commands::execute(&arguments),
        Err(error) if error.exit_code() == 0 => {
            // Help and version.
            output::written(error.print().and_then(|()| std::io::stdout().flush()))
        }
        Err(error) => Err(usage::failure(error)),
    };
    match done {
        Ok(()) => 0,
        Err(failure) => {
            output::complain(&failure);
            failure.exit_code()
        }
    }
}
