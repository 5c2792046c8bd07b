//! A run: the answer, what was simulated, effects by year with their fans, returns, what it rests on.

use super::made::Made;
use super::parameters_section::parameters_section;
use crate::ensemble::{Anchored, Ensemble, Settings};
use crate::report::answer_text::{answer, breakthroughs, other_beliefs};
use crate::report::blocks::{on_page, section_of};
use crate::report::page::{Figure, Section};
use crate::report::reported_run::ReportedRun;
use crate::report::run_chart::run_chart;
use crate::report::run_text::{basis, subtitle, tables};
use crate::report::simulated_text::{SIMULATED, simulated};
use crate::simulate::{Experiment, Variable};

/// Variables with a fan of their own.
const FANS: [Variable; 4] = [Variable::Gdp, Variable::Tfp, Variable::RdIntensity, Variable::DebtRatio];

/// How all effects of a run are computed.
const METHOD: &str = "Every draw is a path with the scenario less the path without it, under the same parameters; structures are mixed by \
                      their weights.";

/// The sections of a run. `command` is the command that reproduces it. `certain` is the same run without breakthroughs,
/// where they are on; `anchored` is the headline under other beliefs. `years` are those that tables show; none for those in
/// which a reader looks first.
#[must_use]
pub fn run_sections(
    experiment: &Experiment,
    ensemble: &Ensemble,
    settings: &Settings,
    command: &str,
    (certain, anchored): (Option<&Ensemble>, &[Anchored]),
    years: &[i32],
) -> Vec<Section> {
    let run = ReportedRun::new(experiment, ensemble, settings, years);
    let made = Made { vintage: &experiment.baseline.vintage, command };
    let said = certain.and_then(|certain| breakthroughs(&run, certain));
    let mut first = Section::new("run", "The answer");
    first = answer(&run).into_iter().fold(first, Section::answer);
    first = said.into_iter().chain(other_beliefs(&run, anchored)).fold(first, Section::text);
    first = first.text(format!("{}.", subtitle(&run)));
    let effects = Section::new("run-effects", "Effects by year");
    let effects =
        FANS.iter().filter_map(|variable| fan(&run, *variable, &made)).fold(effects, Section::figure);
    let basis = on_page(Section::new("run-basis", "What the run rests on"), basis(&run));
    vec![
        first,
        section_of("run-simulated", simulated(&run, SIMULATED.to_owned())),
        on_page(effects, tables(&run).concat()),
        basis,
        parameters_section("run-parameters", &experiment.parameters),
    ]
}

/// The fan of a variable; none of one that was not kept.
fn fan(run: &ReportedRun<'_>, variable: Variable, made: &Made<'_>) -> Option<Figure> {
    let mut chart = run_chart(run.experiment, run.ensemble, run.settings, variable, made.command).ok()?;
    chart.title.clone_from(&chart.axis);
    let reading = chart.notes.first().cloned().unwrap_or_default();
    let figure = chart.to_figure(format!("run-{variable}"), chart.table(3));
    Some(made.with(figure.reading(reading), METHOD))
}
