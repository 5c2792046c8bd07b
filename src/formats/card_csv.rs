//! The model card as CSV.

use super::csv_text::csv_quoted;
use crate::card::Card;
use std::fmt::Write as _;

/// The fields as CSV, one a question, with the keys of the document; no evidence where no command can give it.
#[must_use]
pub fn card_csv(card: &Card) -> String {
    let mut text = String::from("key,question,answer,details,evidence,source_of_question\n");
    for f in &card.fields {
        let cells = [
            f.key,
            f.question,
            f.answer.name(),
            &f.details,
            f.evidence.unwrap_or_default(),
            f.source_of_question,
        ];
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{}", cells.map(csv_quoted).join(","));
    }
    text
}
