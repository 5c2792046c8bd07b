//! `kennis compare` of several scenarios: each with its bands, and the difference of every two of them, draw by draw.

use super::compare::FILES;
use crate::arguments::{Format, RequestOptions};
use crate::chart::write_chart;
use crate::failure::Failure;
use crate::html;
use crate::output;
use crate::progress::Bar;
use crate::request::{Asked, input_problem};
use crate::results;
use kennis::Experiment;
use kennis::ensemble::{Comparison, PairError};
use kennis::formats::{InputError, InputProblem, csv_with_inputs, scenarios_csv, scenarios_document};
use kennis::report::{scenarios_chart, scenarios_sections, scenarios_text};
use kennis::request::RunRequest;
use kennis::scenario::Problem;
use std::path::{Path, PathBuf};

/// Runs the scenarios on the same draws and prints what they say.
pub(crate) fn execute(
    scenarios: &[PathBuf],
    options: &RequestOptions,
    page: Option<&Path>,
) -> Result<(), Failure> {
    check_arguments(scenarios, options)?;
    let paths: Vec<&Path> = scenarios.iter().map(PathBuf::as_path).collect();
    let all = Asked::all(&paths, options, None, &FILES)?;
    html::check(page)?;
    let comparison = draw(scenarios, &all)?;
    let Some(asked) = all.first() else { return Ok(()) };
    let command = &asked.request.command;
    let results = |format| match format {
        Format::Text => scenarios_text(&comparison, command, &asked.years),
        Format::Json => scenarios_document(&comparison, command)
            .map_or_else(String::new, |document| document.to_json() + "\n"),
        Format::Csv => csv_with_inputs(scenarios_csv(&comparison), &comparison.inputs()),
    };
    if let Some(folder) = &asked.out {
        results::write(
            folder,
            command,
            &comparison.inputs(),
            &FILES.map(|(name, format)| (name, results(format))),
        )?;
    }
    if let Some(path) = &asked.chart {
        let svg = scenarios_chart(&comparison, asked.chart_variable, command)?;
        write_chart(path, &svg, asked.quiet)?;
    }
    let experiments: Vec<&Experiment> = comparison.scenarios.iter().map(|one| &one.experiment).collect();
    html::write_sections(page, &experiments, command, || {
        scenarios_sections(&comparison, command, &asked.years)
    })?;
    output::print(&results(asked.format))
}

/// The scenarios on the same draws.
pub(super) fn draw(scenarios: &[PathBuf], all: &[Asked]) -> Result<Comparison, Failure> {
    let names: Vec<String> = scenarios.iter().map(|path| path.display().to_string()).collect();
    let requests: Vec<&RunRequest> = all.iter().map(|asked| &asked.request).collect();
    check_pairs(&names, &requests)?;
    let experiments = experiments(&names, &requests)?;
    let settings = requests.first().map(|request| request.draw_settings()).unwrap_or_default();
    let bar = Bar::new("draws", all.first().is_none_or(|asked| asked.quiet));
    Comparison::draw(experiments, &settings, &mut |done, total| bar.show(done, total)).map_err(|error| {
        match error {
            PairError::Ensemble { position, error } => {
                Failure::computation(format!("{}: {error}", names[position]))
            }
            other => Failure::computation(other),
        }
    })
}

/// What several scenarios cannot be asked together.
pub(super) fn check_arguments(scenarios: &[PathBuf], options: &RequestOptions) -> Result<(), InputError> {
    let mut error = InputError::default();
    if scenarios.iter().filter(|path| *path == Path::new("-")).count() > 1 {
        let said = input_problem("scenario", "- -", "standard input once: it holds one scenario", []);
        error.problems.extend(said.problems);
    }
    let expected = "one scenario with it: of several, a number of draws for all (--draws)";
    if options.precision.precision.is_some() {
        error
            .problems
            .push(InputProblem::new("", Problem::new("--precision", "several scenarios", expected)));
    }
    error.check()
}

/// Every scenario makes a pair with the first, and so with every other: the same country, and the same structures with the
/// same weights.
fn check_pairs(names: &[String], requests: &[&RunRequest]) -> Result<(), InputError> {
    let mut error = InputError::default();
    let scenarios: Vec<_> = requests.iter().map(|request| request.final_scenario()).collect();
    let Some((first, others)) = scenarios.split_first() else { return Ok(()) };
    let mut refuse = |file: &String, key: &str, found: String, expected: String| {
        error.problems.push(InputProblem::new(file.clone(), Problem::new(key, found, expected)));
    };
    for (scenario, file) in others.iter().zip(&names[1..]) {
        if scenario.country != first.country {
            let expected = format!(
                "{}, the country of {}: shares and euro of two countries have no difference by draw",
                first.country, names[0]
            );
            refuse(file, "country", scenario.country.clone(), expected);
        }
        let [own, that] = [scenario, first].map(|scenario| {
            let weights = scenario.structure.weights();
            weights.iter().map(|(name, weight)| format!("{weight} {name}")).collect::<Vec<_>>().join(", ")
        });
        if own != that {
            let expected = format!("{that}, as in {}; or one choice for all with --structure", names[0]);
            refuse(file, "structure", own, expected);
        }
    }
    error.check()
}

/// The experiments; or what is wrong with all of them, each with its file.
fn experiments(names: &[String], requests: &[&RunRequest]) -> Result<Vec<Experiment>, Failure> {
    let (mut experiments, mut refused) = (Vec::new(), Vec::new());
    for (name, request) in names.iter().zip(requests) {
        match request.experiment() {
            Ok(experiment) => experiments.push(experiment),
            Err(error) => refused.push(format!("{name}: {error}")),
        }
    }
    if refused.is_empty() { Ok(experiments) } else { Err(Failure::Refused(refused.join("\nkennis: "))) }
}
