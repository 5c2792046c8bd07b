//! Structures side by side: where they agree, their fans, effects and returns, what all of it rests on.

use super::made::Made;
use crate::ensemble::{EducationVariant, Ensemble, Settings};
use crate::report::blocks::on_page;
use crate::report::compare_chart::structure_panels;
use crate::report::compare_text::CompareText;
use crate::report::page::Section;
use crate::report::reported_run::ReportedRun;
use crate::report::run_chart::deviation;
use crate::report::run_text::{basis, subtitle};
use crate::simulate::{Experiment, Variable};

const METHOD: &str =
    "The same draws of the parameters run through every structure; the mixture counts them by their weights.";

/// The sections of a comparison of structures. `command` is the command that reproduces it; `years` are those that tables show,
/// none for those in which a reader looks first.
#[must_use]
pub fn compare_sections(
    experiment: &Experiment,
    ensemble: &Ensemble,
    settings: &Settings,
    variants: &[EducationVariant],
    command: &str,
    years: &[i32],
) -> Vec<Section> {
    let run = ReportedRun::new(experiment, ensemble, settings, years);
    let text = CompareText { run: &run, ensemble };
    let made = Made { vintage: &experiment.baseline.vintage, command };
    let mut first = Section::new("structures", "Structures side by side");
    first = text.agreement().into_iter().fold(first, Section::answer).text(format!("{}.", subtitle(&run)));
    for variable in [Variable::Gdp, Variable::Tfp] {
        let Ok(panels) = structure_panels(experiment, ensemble, settings, variable, command) else {
            continue;
        };
        let title = format!("{}, by structure", deviation(variable));
        let reading = panels.notes.first().cloned().unwrap_or_default();
        let figure = panels.to_figure(format!("structures-{variable}"), &title, 3);
        first = first.figure(made.with(figure.reading(reading), METHOD));
    }
    let tables = Section::new("structures-tables", "By structure, in tables");
    let rest = Section::new("structures-basis", "What the comparison of structures rests on");
    vec![first, on_page(tables, text.tables(variants).concat()), on_page(rest, basis(&run))]
}
