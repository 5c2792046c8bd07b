//! `kennis instruments`: the instruments, with the distributions of a run.

use crate::arguments::{Format, Options};
use crate::failure::Failure;
use crate::inputs::inputs;
use crate::output;
use crate::request::{economy_and_context, reproduced_command};
use kennis::formats::documents::InputRecord;
use kennis::formats::{instruments_csv, instruments_document};
use kennis::report::{instruments_text, with_inputs};

/// Prints them.
pub(crate) fn execute(options: &Options) -> Result<(), Failure> {
    let (economy, context) = economy_and_context(options)?;
    let price_base = economy.price_base().map_err(Failure::computation)?;
    let inputs = inputs(Some(&economy), &context.parameters);
    match options.format {
        Format::Text => output::print(&with_inputs(instruments_text(&context.parameters), &inputs)),
        Format::Json => {
            let command = reproduced_command();
            let mut document =
                instruments_document(&context.parameters, &economy.vintage, price_base, &command);
            document.header.inputs = InputRecord::all(&inputs);
            output::print(&(document.to_json() + "\n"))
        }
        Format::Csv => output::print(&instruments_csv(&context.parameters)),
    }
}
