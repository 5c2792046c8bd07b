//! Scenarios beside each other: the difference of every two with its band, their fans, tables, what all of it rests on.

use super::made::Made;
use crate::ensemble::Comparison;
use crate::report::blocks::on_page;
use crate::report::page::Section;
use crate::report::run_chart::deviation;
use crate::report::scenarios_chart::scenario_panels;
use crate::report::scenarios_text::ScenariosText;
use crate::simulate::Variable;

const METHOD: &str =
    "All scenarios run on the same draws of the parameters; a difference is taken draw by draw.";

/// The sections of a comparison of scenarios. `command` is the command that reproduces it; `years` are those that tables show,
/// none for those in which a reader looks first.
#[must_use]
pub fn scenarios_sections(comparison: &Comparison, command: &str, years: &[i32]) -> Vec<Section> {
    let text = ScenariosText { comparison, years };
    let vintage = comparison.data_vintage();
    let made = Made { vintage: &vintage, command };
    let names = comparison.names().into_iter().enumerate();
    let mut first = Section::new("scenarios", "Scenarios beside each other")
        .list(names.map(|(place, name)| format!("{}: {name}", place + 1)));
    first = text.answers().into_iter().fold(first, Section::answer);
    first = text.reading().into_iter().fold(first, Section::text);
    for variable in [Variable::Gdp, Variable::RdIntensity, Variable::DebtRatio] {
        let Ok(panels) = scenario_panels(comparison, variable, command) else { continue };
        let reading = panels.notes.first().cloned().unwrap_or_default();
        let figure = panels.to_figure(format!("scenarios-{variable}"), &deviation(variable), 3);
        first = first.figure(made.with(figure.reading(reading), METHOD));
    }
    let tables = Section::new("scenarios-tables", "Scenarios and differences, in tables");
    let rest = Section::new("scenarios-basis", "What the comparison of scenarios rests on");
    vec![first, on_page(tables, text.tables().concat()), on_page(rest, text.basis())]
}
