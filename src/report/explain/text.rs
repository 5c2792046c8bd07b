//! Explanations in words.

use super::super::text_table::{wrapped, wrapped_to};
use super::explanations;
use super::row::Explanation;

/// The text of some explanations.
#[must_use]
pub fn explanations_text(some: &[Explanation]) -> String {
    some.iter().map(one).collect::<Vec<_>>().join("\n")
}

fn one(explanation: &Explanation) -> String {
    let row = explanation.row;
    let mut text = format!("{} ({} {})\n", row.label, explanation.what, explanation.name);
    let mut line = |name: &str, words: &str| {
        text.push_str(&format!("  {}", wrapped_to(&format!("{name}: {words}"), "    ", 78)));
    };
    line("What", row.definition);
    line("Unit", &explanation.unit);
    if let Some(unit) = explanation.deviation_unit {
        line("Deviation", &format!("{unit}, against the baseline of the same draw"));
    }
    line("Equation", &format!("{}: {}", row.equations.join(", "), row.formula));
    line("Sign", row.sign);
    line("It is not", row.is_not);
    line("More", &format!("docs/{}", row.page));
    text
}

/// All names with their labels.
#[must_use]
pub fn list_of_explanations() -> String {
    let mut text = wrapped("What a result has lines of; kennis explain NAME says more.", "");
    let mut what = "";
    for one in explanations() {
        if one.what != what {
            what = one.what;
            text.push_str(&format!("\n{}s\n", capital(what)));
        }
        text.push_str(&format!("  {:24}  {}\n", one.name, one.row.label));
    }
    text
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
