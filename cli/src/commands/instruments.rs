//! `kennis instruments`: the instruments, with the distributions of a run.

use crate::arguments::{Format, InstrumentsArguments};
use crate::failure::Failure;
use crate::inputs::inputs;
use crate::output;
use crate::request::{economy_and_context, reproduced_command};
use kennis::Instrument;
use kennis::formats::documents::InputRecord;
use kennis::formats::{InputProblem, csv_with_inputs, instruments_csv, instruments_document};
use kennis::report::{instruments_text, with_inputs};
use kennis::scenario::Problem;

/// Prints them, or those that a text leads to.
pub(crate) fn execute(asked: &InstrumentsArguments) -> Result<(), Failure> {
    let instruments = asked.find.as_deref().map_or_else(|| Ok(Instrument::ALL.to_vec()), found)?;
    let (economy, context) = economy_and_context(&asked.data, &asked.parameters, asked.quiet.quiet)?;
    let price_base = economy.price_base().map_err(Failure::computation)?;
    let inputs = inputs(Some(&economy), &context.parameters);
    match asked.format.format {
        Format::Text => {
            output::print(&with_inputs(instruments_text(&instruments, &context.parameters), &inputs))
        }
        Format::Json => {
            let command = reproduced_command();
            let mut document = instruments_document(
                &instruments,
                &context.parameters,
                &economy.vintage,
                price_base,
                &command,
            );
            document.header.inputs = InputRecord::all(&inputs);
            output::print(&(document.to_json() + "\n"))
        }
        Format::Csv => {
            let table = instruments_csv(&instruments, &context.parameters);
            output::print(&csv_with_inputs(table, &inputs))
        }
    }
}

/// The instruments of a name, a scheme or a word.
fn found(text: &str) -> Result<Vec<Instrument>, Failure> {
    let found = Instrument::find(text);
    if !found.is_empty() {
        return Ok(found);
    }
    let names = || Instrument::ALL.iter().map(|instrument| instrument.name());
    let listed = names().collect::<Vec<_>>().join(", ");
    let expected = format!("a scheme such as WBSO, a word, or one of {listed}");
    let aliases = Instrument::ALL.iter().flat_map(|instrument| instrument.row().aliases.iter().copied());
    let problem = Problem::new("--find", format!("{text:?}"), expected);
    Err(InputProblem::new("", problem.with_nearest(text, names().chain(aliases))).into())
}
