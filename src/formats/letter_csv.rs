//! The checks of the letter as CSV.

use super::csv_text::csv_quoted;
use crate::policy::letter::{Between, Letter};
use std::fmt::Write as _;

/// The checks as CSV, one a row, with the keys of the document; what does not exist is empty.
#[must_use]
pub fn letter_csv(letter: &Letter) -> String {
    let mut text = String::from(
        "figure,letter_low,letter_high,ours_low,ours_high,unit,price_base,assumptions,consistent,why\n",
    );
    for check in &letter.checks {
        let ends = |between: Option<Between>| {
            between.map_or_else(|| ",".to_owned(), |b| format!("{},{}", b.low, b.high))
        };
        let (letter, ours) = (ends(Some(check.letter)), ends(check.ours));
        let base = csv_quoted(check.price_base.as_deref().unwrap_or_default());
        let consistent = check.consistent.map(|consistent| consistent.to_string()).unwrap_or_default();
        let _ = writeln!(
            text,
            "{},{letter},{ours},{},{base},{},{consistent},{}",
            csv_quoted(&check.figure),
            csv_quoted(check.unit),
            csv_quoted(&check.assumptions.join("; ")),
            csv_quoted(&check.why),
        );
    }
    text
}
