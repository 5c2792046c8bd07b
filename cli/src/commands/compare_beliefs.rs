//! `kennis compare --beliefs`: one scenario under several sets of parameters, on the same draws.

use super::compare::FILES;
use crate::arguments::{Format, RequestOptions};
use crate::chart::write_chart;
use crate::failure::Failure;
use crate::html;
use crate::output;
use crate::progress::Bar;
use crate::request::{Asked, beliefs};
use crate::results;
use kennis::ensemble::Beliefs;
use kennis::formats::{InputError, InputProblem, beliefs_csv, beliefs_document, csv_with_inputs};
use kennis::report::{beliefs_chart, beliefs_sections, beliefs_text};
use kennis::scenario::Problem;
use std::path::{Path, PathBuf};

/// Runs the scenario under each set and prints what they say.
pub(crate) fn execute(
    scenarios: &[PathBuf],
    listed: &str,
    options: &RequestOptions,
    page: Option<&Path>,
) -> Result<(), Failure> {
    let mut error = InputError::default();
    check_arguments(scenarios, options, &mut error);
    let sets = beliefs(listed, &mut error);
    error.check()?;
    let Some(scenario) = scenarios.first() else { return Ok(()) };
    let asked = Asked::new(Path::new(scenario), options, None, &FILES)?;
    html::check(page)?;
    let experiments = asked.request.under_beliefs(sets)?;
    let settings = asked.request.draw_settings();
    let bar = Bar::new("draws", asked.quiet);
    let beliefs = Beliefs::draw(experiments, &settings, &mut |done, total| bar.show(done, total))
        .map_err(Failure::computation)?;
    drop(bar);
    let command = &asked.request.command;
    let results = |format| match format {
        Format::Text => beliefs_text(&beliefs, command, &asked.years),
        Format::Json => {
            beliefs_document(&beliefs, command).map_or_else(String::new, |document| document.to_json() + "\n")
        }
        Format::Csv => csv_with_inputs(beliefs_csv(&beliefs), &beliefs.inputs()),
    };
    if let Some(folder) = &asked.out {
        results::write(
            folder,
            command,
            &beliefs.inputs(),
            &FILES.map(|(name, format)| (name, results(format))),
        )?;
    }
    if let Some(path) = &asked.chart {
        let svg = beliefs_chart(&beliefs, asked.chart_variable, command)?;
        write_chart(path, &svg, asked.quiet)?;
    }
    if let Some(one) = beliefs.each.first() {
        let sections = || beliefs_sections(&beliefs, command, &asked.years);
        html::write_sections(page, &[&one.experiment], command, sections)?;
    }
    output::print(&results(asked.format))
}

/// What cannot be asked with sets of beliefs.
fn check_arguments(scenarios: &[PathBuf], options: &RequestOptions, error: &mut InputError) {
    let mut refuse = |option: &str, found: &str, expected: &str| {
        error.problems.push(InputProblem::new("", Problem::new(option, found, expected)));
    };
    if scenarios.len() > 1 {
        refuse("--beliefs", "several scenarios", "one scenario with it");
    }
    if options.parameters.parameters.is_some() {
        refuse("--parameters", "a parameter file beside --beliefs", "the file among those of --beliefs");
    }
    if options.precision.precision.is_some() {
        refuse("--precision", "--beliefs", "a number of draws for all sets (--draws)");
    }
}
