//! The model card as Markdown, a part by whoever asks.

use super::text_table::{again, wrapped};
use crate::card::{Answer, Card, CardField};

/// The card as Markdown. `command` is the command that reproduces it.
#[must_use]
pub fn card_text(card: &Card, command: &str) -> String {
    let mut text = format!("# Model card of kennis {}\n\n", env!("CARGO_PKG_VERSION"));
    text.push_str(&wrapped(&counts(&card.fields), ""));
    let mut source = "";
    for field in &card.fields {
        if field.source_of_question != source {
            source = field.source_of_question;
            text.push('\n');
            text.push_str(&wrapped(&format!("**Asked by** {source}:"), ""));
            text.push('\n');
        }
        text.push_str(&line(field));
    }
    text.push('\n');
    text.push_str(&again(command));
    text
}

fn counts(fields: &[CardField]) -> String {
    let counted = |answer: Answer| fields.iter().filter(|field| field.answer == answer).count();
    let answers: Vec<String> = Answer::ALL
        .iter()
        .filter(|answer| counted(**answer) > 0)
        .map(|answer| format!("{} {}", counted(*answer), said(*answer)))
        .collect();
    format!(
        "{} questions: {}. \"No\" is a normal answer. Figures come from the commands that stand beside them; the scenario is the example of that \
         name (kennis example).",
        fields.len(),
        answers.join(", ")
    )
}

/// An answer as it is said.
fn said(answer: Answer) -> String {
    answer.name().replace('_', " ")
}

fn line(field: &CardField) -> String {
    let evidence = field.evidence.map(|command| format!(" Evidence: `{command}`.")).unwrap_or_default();
    wrapped(
        &format!(
            "- `{}` {} **{}**. {}{evidence}",
            field.key,
            field.question,
            said(field.answer),
            field.details
        ),
        "  ",
    )
}
