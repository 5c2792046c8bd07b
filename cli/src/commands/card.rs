//! `kennis card`: what registers of policy models ask, answered by the other commands.

use crate::arguments::{CardArguments, Format};
use crate::failure::Failure;
use crate::output;
use crate::request::reproduced_command;
use crate::results::{self, Outputs};
use kennis::card::{Card, CardEvidence};
use kennis::formats::{card_csv, card_document};
use kennis::report::card_text;

/// The files of `--out`.
const FILES: [(&str, Format); 3] =
    [("card.md", Format::Text), ("card.json", Format::Json), ("card.csv", Format::Csv)];

/// Prints the card; there is none where `kennis validate` fails.
pub(crate) fn execute(asked: &CardArguments) -> Result<(), Failure> {
    let out = asked.out.out.as_deref();
    Outputs::new(out, &FILES).prepare()?;
    let evidence = CardEvidence::gather().map_err(Failure::computation)?;
    let price_base = evidence.economy.price_base().map_err(Failure::computation)?;
    let card = Card::new(evidence).map_err(Failure::computation)?;
    let command = reproduced_command();
    let form = |format| match format {
        Format::Text => card_text(&card, &command),
        Format::Json => card_document(&card, price_base, &command).to_json() + "\n",
        Format::Csv => card_csv(&card),
    };
    if let Some(folder) = out {
        results::write(folder, &command, &[], &FILES.map(|(name, format)| (name, form(format))))?;
    }
    output::print(&form(asked.format.format))
}
