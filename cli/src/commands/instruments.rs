//! `kennis instruments`: the instruments, with the distributions of a run.

use crate::arguments::{Format, Options};
use crate::failure::Failure;
use crate::output;
use crate::request::{economy_and_context, reproduced_command};
use kennis::formats::{instruments_csv, instruments_document};
use kennis::report::instruments_text;

/// Prints them.
pub(crate) fn execute(options: &Options) -> Result<(), Failure> {
    let (economy, context) = economy_and_context(options)?;
    let price_base = economy.price_base().map_err(Failure::computation)?;
    match options.format {
        Format::Text => output::print(&instruments_text(&context.parameters)),
        Format::Json => {
            let command = reproduced_command();
            let document = instruments_document(&context.parameters, &economy.vintage, price_base, &command);
            output::print(&(document.to_json() + "\n"))
        }
        Format::Csv => output::print(&instruments_csv(&context.parameters)),
    }
}
