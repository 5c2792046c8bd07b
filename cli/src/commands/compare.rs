//! `kennis compare`: structures side by side on the same data, scenario and draws.

use crate::arguments::Format;
use crate::draws;
use crate::failure::Failure;
use crate::output;
use crate::request::RunRequest;
use crate::results;
use kennis::formats::{compare_csv, compare_document, write_file};
use kennis::{Experiment, StructureChoice, compare_chart, compare_text};

/// Runs the structures and prints what they say.
pub(crate) fn execute(request: RunRequest) -> Result<(), Failure> {
    let mut settings = request.settings();
    // Channels belong to a run: the comparison does not show them.
    settings.channels = false;
    settings.by_structure = true;
    let mut scenario = request.scenario;
    scenario.structure = side_by_side(scenario.structure);
    let experiment = Experiment::new(&request.economy, scenario, request.parameters)?;
    let settings = draws::enough(&experiment, settings, request.precision, request.quiet)?;
    let ensemble = draws::draw(&experiment, &settings, "draws", request.quiet)?;
    let results = |format| match format {
        Format::Text => compare_text(&experiment, &ensemble, &settings, &request.command),
        Format::Json => {
            compare_document(&experiment, &ensemble, &settings, &request.command).to_json() + "\n"
        }
        Format::Csv => compare_csv(&experiment, &ensemble),
    };
    if let Some(folder) = &request.out {
        let files =
            [("compare.txt", Format::Text), ("compare.json", Format::Json), ("compare.csv", Format::Csv)];
        results::write(folder, &request.command, &files.map(|(name, format)| (name, results(format))))?;
    }
    if let Some(path) = &request.chart {
        let svg = compare_chart(&experiment, &ensemble, &settings, &request.command);
        write_file(path, svg.as_bytes()).map_err(|error| Failure::Write { path: path.clone(), error })?;
    }
    output::print(&results(request.format))
}

/// A structure that is named alone is shown beside the mixture, not in place of it.
fn side_by_side(choice: StructureChoice) -> StructureChoice {
    let only = match &choice {
        StructureChoice::List(names) if names.len() == 1 => names[0],
        _ => return choice,
    };
    let mut weights = StructureChoice::All.weights();
    if weights.iter().all(|(name, _)| *name != only) {
        weights.push((only, 0.0));
    }
    StructureChoice::Weights(weights)
}
