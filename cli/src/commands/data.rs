//! `kennis data`: the series of a country, with where they come from.

use crate::arguments::{Format, Options};
use crate::economy::observed;
use crate::failure::Failure;
use crate::output;
use crate::request::reproduced_command;
use crate::results;
use kennis::formats::{data_csv, data_document};
use kennis::report::data_text;

/// Prints them.
pub(crate) fn execute(options: &Options) -> Result<(), Failure> {
    let economy = observed(options)?;
    let command = reproduced_command();
    let made = |format| match format {
        Format::Text => data_text(&economy, &command),
        Format::Json => data_document(&economy, &command).to_json() + "\n",
        Format::Csv => data_csv(&economy),
    };
    if let Some(folder) = &options.out {
        results::prepare(folder)?;
        let files = [("data.txt", Format::Text), ("data.json", Format::Json), ("data.csv", Format::Csv)];
        results::write(folder, &command, &files.map(|(name, format)| (name, made(format))))?;
    }
    output::print(&made(options.format))
}
