//! The nine actions: what they add together, each with its status, money and effect, what it rests on.

use super::made::Made;
use crate::policy::{ActionTable, Attribution, OUTCOMES};
use crate::report::actions_page::{effects, statuses};
use crate::report::actions_text::{answer, basis, how_to_read};
use crate::report::blocks::on_page;
use crate::report::inputs_text::input_notes;
use crate::report::language::Language;
use crate::report::page::Section;
use crate::report::run_chart::deviation;
use crate::report::simulated_text::policy;
use crate::report::words::Word;

const METHOD: &str = "Every subset of the actions runs on the same draws; shares are Shapley's.";

/// The sections of an attribution. `command` is the command that reproduces it.
#[must_use]
pub fn actions_sections(attribution: &Attribution, table: &ActionTable, command: &str) -> Vec<Section> {
    let experiment = &attribution.experiment;
    let made = Made { vintage: &experiment.baseline.vintage, command };
    let year = attribution.year;
    let note = attribution.money_has_ended().map(|ended| format!("Note: {ended}."));
    let first = Section::new("actions", "What each action adds").answer(answer(attribution));
    let mut first = on_page(note.into_iter().fold(first, Section::text), vec![policy(experiment)]);
    if !attribution.actions.is_empty() {
        for outcome in OUTCOMES {
            let title = format!("What each action adds in {year}: {}", deviation(outcome));
            let texts = [title, deviation(outcome)];
            let id = format!("actions-{outcome}");
            let figure = effects(Language::En, (table, attribution), outcome, texts, &id);
            first = first.figure(made.with(figure, METHOD));
        }
        first = first.text(how_to_read(attribution));
    }
    let rest = Section::new("actions-basis", "What the effects of actions rest on");
    vec![first, known(table, Some(attribution)), on_page(rest, basis(attribution, table))]
}

/// The section of what is known of the actions, without a scenario.
#[must_use]
pub fn action_statuses_sections(table: &ActionTable) -> Vec<Section> {
    vec![known(table, None).list(input_notes(table.input.as_slice()))]
}

fn known(table: &ActionTable, attribution: Option<&Attribution>) -> Section {
    let language = Language::En;
    let caption = match attribution {
        Some(attribution) => Word::ActionsTable.with(language, &[("year", &attribution.year.to_string())]),
        None => "Status and money".to_owned(),
    };
    Section::new("actions-status", Word::ActionsHeading.in_language(language))
        .text(Word::ActionsText.with(language, &[("date", &language.date(table.as_of))]))
        .table(statuses(language, table, attribution, caption))
}
