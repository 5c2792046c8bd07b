//! One scenario under several sets of beliefs: the headline under each, fans, tables, what all of it rests on.

use super::made::Made;
use crate::ensemble::Beliefs;
use crate::report::beliefs_chart::belief_panels;
use crate::report::beliefs_text::BeliefsText;
use crate::report::blocks::on_page;
use crate::report::page::Section;
use crate::report::reported_run::ReportedRun;
use crate::report::run_chart::deviation;
use crate::simulate::Variable;

const METHOD: &str =
    "Scenario, data, structures and draws are the same under every set: the parameters are not.";

/// The sections of a scenario under several sets of beliefs. `command` is the command that reproduces it; `years` are those that
/// tables show, none for those in which a reader looks first.
#[must_use]
pub fn beliefs_sections(beliefs: &Beliefs, command: &str, years: &[i32]) -> Vec<Section> {
    let Some(one) = beliefs.each.first() else { return Vec::new() };
    let first = ReportedRun::new(&one.experiment, &one.ensemble, &beliefs.settings, years);
    let text = BeliefsText { beliefs, first: &first };
    let made = Made { vintage: &one.experiment.baseline.vintage, command };
    let mut section = Section::new("beliefs", "Under several sets of beliefs").answer(text.answer());
    for variable in [Variable::Gdp, Variable::Tfp] {
        let Ok(panels) = belief_panels(beliefs, variable, command) else { continue };
        let title = format!("{}, by set of beliefs", deviation(variable));
        let reading = panels.notes.first().cloned().unwrap_or_default();
        let figure = panels.to_figure(format!("beliefs-{variable}"), &title, 3);
        section = section.figure(made.with(figure.reading(reading), METHOD));
    }
    let tables = Section::new("beliefs-tables", "By set of beliefs, in tables");
    let rest = Section::new("beliefs-basis", "What the comparison of beliefs rests on");
    vec![section, on_page(tables, text.tables().concat()), on_page(rest, text.basis())]
}
