//! `kennis instruments`: the instruments, with the distributions of a run.

use crate::arguments::{Format, Options};
use crate::failure::Failure;
use crate::output;
use crate::request::{check_context, reproduced_command};
use kennis::formats::{InputError, instruments_document};
use kennis::{Economy, instruments_text};

/// Prints them.
pub(crate) fn execute(options: &Options) -> Result<(), Failure> {
    let mut error = InputError::default();
    let context = check_context(options, &mut error);
    error.check()?;
    let economy = Economy::netherlands().map_err(Failure::computation)?;
    let price_base = economy.price_base().map_err(Failure::computation)?;
    match options.format {
        Format::Text => output::print(&instruments_text(&context.parameters)),
        Format::Json => {
            let command = reproduced_command(std::env::args_os().map(|a| a.to_string_lossy().into_owned()));
            let document = instruments_document(&context.parameters, &economy.vintage, price_base, &command);
            output::print(&(document.to_json() + "\n"))
        }
        Format::Csv => Err(Failure::NotYet("--format csv of this command".to_owned())),
    }
}
