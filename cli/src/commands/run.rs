//! `kennis run`: simulates a scenario beside the baseline.

use crate::arguments::Format;
use crate::failure::Failure;
use crate::output;
use crate::request::RunRequest;
use crate::results;
use kennis::formats::{run_csv, run_document};
use kennis::{Economy, Ensemble, Experiment, Settings, run_text};

/// Executes a run.
pub(crate) fn execute(request: RunRequest) -> Result<(), Failure> {
    let economy = Economy::netherlands().map_err(Failure::computation)?;
    let experiment = Experiment::new(&economy, request.scenario, request.parameters)?;
    let mut settings = Settings::default();
    settings.draws = request.draws;
    settings.seed = request.seed;
    settings.plan = request.plan;
    settings.layers = request.layers;
    if let Some(draw) = request.draw {
        settings.first_draw = draw;
        settings.draws = 1;
    }
    settings.threads = request.threads.map(usize::from);
    let ensemble = Ensemble::draw(&experiment, &settings).map_err(Failure::computation)?;
    let results = |format| match format {
        Format::Text => run_text(&experiment, &ensemble, &settings, &request.command),
        Format::Json => run_document(&experiment, &ensemble, &settings, &request.command).to_json() + "\n",
        Format::Csv => run_csv(&experiment, &ensemble),
    };
    if let Some(folder) = &request.out {
        let files = [("run.txt", Format::Text), ("run.json", Format::Json), ("run.csv", Format::Csv)];
        results::write(folder, &request.command, &files.map(|(name, format)| (name, results(format))))?;
    }
    output::print(&results(request.format))
}
