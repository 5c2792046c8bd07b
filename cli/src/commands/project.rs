//! `kennis project`: a bureau's projection back with the effects of a scenario in it.

use crate::arguments::{Format, ProjectArguments};
use crate::chart::write_chart;
use crate::failure::Failure;
use crate::inputs;
use crate::output;
use crate::progress::Bar;
use crate::request::{Asked, input_problem, years};
use crate::results;
use crate::workbook;
use kennis::Experiment;
use kennis::data::InputRole;
use kennis::formats::{
    InputError, InputProblem, ProjectionFile, project_document, projection_csv, read_projection,
};
use kennis::project::{BaselineIncludes, Period, ProjectedTable, Projection, ProjectionError};
use kennis::report::{projection_chart, projection_text};
use kennis::scenario::Problem;
use std::path::Path;

/// The files of `--out`.
const FILES: [(&str, Format); 3] =
    [("project.txt", Format::Text), ("project.json", Format::Json), ("project.csv", Format::Csv)];

/// Moves the projection, and prints it.
pub(crate) fn execute(arguments: &ProjectArguments) -> Result<(), Failure> {
    let mut error = InputError::default();
    let includes = error.collect(includes(arguments));
    let periods = error.collect(periods(arguments));
    let Some(path) = &arguments.baseline.baseline else {
        let expected =
            "--baseline FILE.csv: the projection that is moved (docs/projections.md shows what is read)";
        error.problems.push(InputProblem::new("", Problem::new("--baseline", "no projection", expected)));
        return Err(error.into());
    };
    // Before anything is written: it may not be written over.
    let bytes = error.collect(inputs::read(InputRole::Baseline, path));
    error.check()?;
    let mut asked = Asked::new(&arguments.scenario, &arguments.request(), None, &FILES)?;
    workbook::check(arguments.xlsx.as_deref())?;
    let typed = path.display().to_string();
    let file = read_projection(&bytes.unwrap_or_default(), &typed, &asked.request.economy)?;
    let horizon = asked.request.scenario.horizon;
    let baseline = file.table.baseline(&asked.request.economy, horizon);
    asked.request.baseline = Some(baseline.map_err(|error| failure(error, &typed))?);
    output::remark_of([&asked.request].into_iter(), asked.quiet);
    let experiment = asked.request.experiment();
    let scenario = arguments.scenario.display();
    let experiment = experiment.map_err(|error| Failure::Refused(format!("{scenario}: {error}")))?;
    let mut projection = Projection::of(&experiment, &file.table);
    if let Some(includes) = includes.flatten() {
        projection = projection.includes(includes);
    }
    if let Some(periods) = periods.flatten() {
        projection = projection.periods(periods);
    }
    let bar = Bar::new("draws", asked.quiet);
    let settings = asked.request.draw_settings();
    let moved = projection.run_with(&settings, &mut |done, total| bar.show(done, total));
    drop(bar);
    let moved = moved.map_err(|error| failure(error, &typed))?;
    if let Some(warning) = moved.warning().filter(|_| !asked.quiet) {
        output::say(&warning);
    }
    write(&asked, &experiment, &file, &moved, arguments.xlsx.as_deref())
}

fn write(
    asked: &Asked,
    experiment: &Experiment,
    file: &ProjectionFile,
    moved: &ProjectedTable,
    xlsx: Option<&Path>,
) -> Result<(), Failure> {
    let command = &asked.request.command;
    let results = |format| match format {
        Format::Text => projection_text(experiment, &file.table, moved, command, &asked.years),
        Format::Json => project_document(experiment, &file.table, moved, command).to_json() + "\n",
        Format::Csv => projection_csv(file, moved),
    };
    if let Some(folder) = &asked.out {
        let files = FILES.map(|(name, format)| (name, results(format)));
        results::write(folder, command, experiment.inputs(), &files)?;
    }
    if let Some(path) = &asked.chart {
        write_chart(path, &projection_chart(experiment, moved, command).to_svg(), asked.quiet)?;
    }
    if let Some(path) = xlsx {
        workbook::write_projection(path, experiment, moved, command)?;
    }
    output::print(&results(asked.format))
}

/// What the growth of the projection holds of R&D, where it is said.
fn includes(arguments: &ProjectArguments) -> Result<Option<BaselineIncludes>, InputError> {
    let Some(name) = arguments.baseline_includes.as_deref() else { return Ok(None) };
    let names = || BaselineIncludes::ALL.iter().map(|known| known.name());
    let expected = "trend (the growth of the projection holds what its own R&D brings) or none (it holds nothing of R&D)";
    let found = BaselineIncludes::from_name(name);
    found.map(Some).ok_or_else(|| input_problem("--baseline-includes", name, expected, names()))
}

/// The periods of a list with commas, where they are said.
fn periods(arguments: &ProjectArguments) -> Result<Option<Vec<Period>>, InputError> {
    let Some(list) = arguments.periods.as_deref() else { return Ok(None) };
    let mut error = InputError::default();
    let period = |text: &str| years("--periods", text).map(|years| Period::new(years.first, years.last));
    let periods = list.split(',').filter_map(|text| error.collect(period(text))).collect();
    error.check().map(|()| Some(periods))
}

/// The draws may fail; all else is what was asked.
fn failure(error: ProjectionError, file: &str) -> Failure {
    match error {
        ProjectionError::Ensemble(error) => Failure::computation(error),
        other => Failure::Refused(format!("{file}: {other}")),
    }
}
