//! `kennis letter`: the figures of the letter on the 3% R&D action plan, beside ours.

use crate::arguments::{Format, LetterArguments};
use crate::failure::Failure;
use crate::inputs::inputs;
use crate::output;
use crate::request::{economy_and_context, reproduced_command, structure_choice};
use crate::results::{self, Outputs};
use kennis::formats::{csv_with_inputs, letter_csv, letter_document};
use kennis::policy::letter::{Letter, LetterError};
use kennis::report::{letter_text, with_inputs};
use kennis::{Settings, StructureChoice};

/// The files of `--out`.
const FILES: [(&str, Format); 3] =
    [("letter.txt", Format::Text), ("letter.json", Format::Json), ("letter.csv", Format::Csv)];

/// Prints them.
pub(crate) fn execute(asked: &LetterArguments) -> Result<(), Failure> {
    let structure = match asked.structure.structure.as_deref() {
        Some(text) => structure_choice(text)?,
        None => StructureChoice::All,
    };
    let (economy, context) = economy_and_context(&asked.data, &asked.parameters, asked.quiet.quiet)?;
    let out = asked.out.out.as_deref();
    Outputs::new(out, &FILES).prepare()?;
    let price_base = economy.price_base().map_err(Failure::computation)?;
    let settings = settings(asked);
    let parameters = &context.parameters;
    let letter = Letter::check(&economy, parameters, &structure, &settings).map_err(failure)?;
    let inputs = inputs(Some(&economy), parameters);
    let command = reproduced_command();
    let vintage = (economy.vintage.as_str(), price_base);
    let form = |format| match format {
        Format::Text => with_inputs(letter_text(&letter, settings.draws == 0, &command), &inputs),
        Format::Json => {
            letter_document(&letter, (parameters, &settings), vintage, &inputs, &command).to_json() + "\n"
        }
        Format::Csv => csv_with_inputs(letter_csv(&letter), &inputs),
    };
    if let Some(folder) = out {
        results::write(folder, &command, &inputs, &FILES.map(|(name, format)| (name, form(format))))?;
    }
    output::print(&form(asked.format.format))
}

fn settings(asked: &LetterArguments) -> Settings {
    let mut settings = Settings::default().with_draws(asked.sample.draws).with_seed(asked.sample.seed);
    settings.threads = asked.sample.threads.map(usize::from);
    settings
}

/// A country other than the letter's is what was asked; all else may fail.
fn failure(error: LetterError) -> Failure {
    match error {
        LetterError::Country(_) => Failure::Refused(error.to_string()),
        LetterError::Experiment(error) => error.into(),
        other => Failure::computation(other),
    }
}
