//! `kennis sensitivity`: where the uncertainty of a result comes from, and what it would be worth to know more.

use crate::arguments::{Format, SensitivityArguments};
use crate::chart::write_chart;
use crate::failure::Failure;
use crate::html;
use crate::output;
use crate::progress::Bar;
use crate::request::{Asked, input_problem};
use crate::results;
use kennis::appraise::{AppraisalError, Discounting, ResidualValue};
use kennis::formats::{InputError, sensitivity_csv, sensitivity_document};
use kennis::report::{sensitivity_chart, sensitivity_sections, sensitivity_text};
use kennis::sensitivity::{Output, Sensitivity, SensitivityAnalysis, SensitivityError};
use std::path::{Path, PathBuf};

/// The files of `--out`.
const FILES: [(&str, Format); 3] =
    [("sensitivity.txt", Format::Text), ("sensitivity.json", Format::Json), ("sensitivity.csv", Format::Csv)];

/// Analyses the first scenario, and the choice between all of them.
pub(crate) fn execute(arguments: &SensitivityArguments) -> Result<(), Failure> {
    let output = output_of(arguments)?;
    let paths: Vec<&Path> = arguments.scenarios.iter().map(PathBuf::as_path).collect();
    let all = Asked::all(&paths, &arguments.request(), None, &FILES)?;
    html::check(arguments.html.html.as_deref())?;
    let Some(asked) = all.first() else { return Ok(()) };
    let mut experiments = Vec::with_capacity(all.len());
    for (one, path) in all.iter().zip(&paths) {
        let experiment = one.request.experiment();
        experiments
            .push(experiment.map_err(|error| Failure::Refused(format!("{}: {error}", path.display())))?);
    }
    let Some((experiment, others)) = experiments.split_first() else { return Ok(()) };
    let mut sensitivity = Sensitivity::of(experiment).output(output).beside(others);
    if let Some(year) = arguments.year {
        sensitivity = sensitivity.year(year);
    }
    let choice = &experiment.scenario().appraisal;
    if let Some(name) = &choice.discounting {
        let rates = name.parse::<Discounting>().map_err(|why| Failure::Refused(why.to_string()))?;
        sensitivity = sensitivity.discounting(rates);
    }
    if let Some(residual) = choice.residual_value.as_deref().and_then(ResidualValue::from_name) {
        sensitivity = sensitivity.residual(residual);
    }
    let settings = asked.request.draw_settings();
    let bar = Bar::new("points", asked.quiet);
    let analysis = sensitivity.run_with(&settings, &mut |done, total| bar.show(done, total));
    drop(bar);
    write(asked, &analysis.map_err(failure)?, arguments.html.html.as_deref())
}

fn output_of(arguments: &SensitivityArguments) -> Result<Output, InputError> {
    let Some(name) = arguments.output.as_deref() else { return Ok(Output::Gdp) };
    let names = || Output::ALL.iter().map(|output| output.name());
    let expected = format!("one of {}", names().collect::<Vec<_>>().join(", "));
    Output::from_name(name).ok_or_else(|| input_problem("--output", name, &expected, names()))
}

fn write(asked: &Asked, analysis: &SensitivityAnalysis, page: Option<&Path>) -> Result<(), Failure> {
    let command = &asked.request.command;
    let results = |format| match format {
        Format::Text => sensitivity_text(analysis, command),
        Format::Json => sensitivity_document(analysis, command).to_json() + "\n",
        Format::Csv => sensitivity_csv(analysis),
    };
    if let Some(folder) = &asked.out {
        let files = FILES.map(|(name, format)| (name, results(format)));
        results::write(folder, command, analysis.experiment.inputs(), &files)?;
    }
    if let Some(path) = &asked.chart {
        write_chart(path, &sensitivity_chart(analysis, command), asked.quiet)?;
    }
    html::write_sections(page, &[&analysis.experiment], command, || sensitivity_sections(analysis, command))?;
    output::print(&results(asked.format))
}

/// The draws may fail; all else is what was asked.
fn failure(error: SensitivityError) -> Failure {
    match error {
        SensitivityError::Ensemble(error) | SensitivityError::Appraisal(AppraisalError::Ensemble(error)) => {
            Failure::computation(error)
        }
        other => Failure::Refused(other.to_string()),
    }
}
