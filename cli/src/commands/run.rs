//! `kennis run`: simulates a scenario beside the baseline.

use crate::arguments::Format;
use crate::failure::Failure;
use crate::output;
use crate::progress::Bar;
use crate::request::RunRequest;
use crate::results;
use kennis::formats::{DrawsError, run_csv, run_document, write_draws, write_file, write_file_with};
use kennis::{Economy, Ensemble, Experiment, Settings, gdp_chart, run_text};

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
    settings.memory = request.memory.unwrap_or(settings.memory);
    let bar = Bar::new("draws", request.quiet);
    if let Some((asked, most)) = request.precision {
        settings = settings
            .for_precision(&experiment, asked, most, &mut |done, total| bar.show(done, total))
            .map_err(Failure::computation)?;
    }
    let ensemble = Ensemble::draw_with(&experiment, &settings, &mut |done, total| bar.show(done, total))
        .map_err(Failure::computation)?;
    drop(bar);
    let results = |format| match format {
        Format::Text => run_text(&experiment, &ensemble, &settings, &request.command),
        Format::Json => run_document(&experiment, &ensemble, &settings, &request.command).to_json() + "\n",
        Format::Csv => run_csv(&experiment, &ensemble),
    };
    if let Some(folder) = &request.out {
        let files = [("run.txt", Format::Text), ("run.json", Format::Json), ("run.csv", Format::Csv)];
        results::write(folder, &request.command, &files.map(|(name, format)| (name, results(format))))?;
    }
    if let Some(path) = &request.chart {
        let svg = gdp_chart(&experiment, &ensemble, &settings, &request.command).to_svg();
        write_file(path, svg.as_bytes()).map_err(|error| Failure::Write { path: path.clone(), error })?;
    }
    if let Some((path, variables)) = &request.save_draws {
        write_file_with(path, |file| write_draws(&experiment, &settings, variables, file)).map_err(
            |error| match error {
                DrawsError::Io(error) => Failure::Write { path: path.clone(), error },
                other => Failure::computation(other),
            },
        )?;
    }
    output::print(&results(request.format))
}
