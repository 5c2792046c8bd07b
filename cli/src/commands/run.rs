//! `kennis run`: simulates a scenario beside the baseline.

use crate::arguments::Format;
use crate::draws;
#[cfg(feature = "parquet")]
use crate::draws_parquet::write_draws_parquet;
use crate::failure::Failure;
use crate::output;
use crate::request::RunRequest;
use crate::results;
use kennis::formats::{DrawsError, run_csv, run_document, write_draws, write_file, write_file_with};
use kennis::{Experiment, Variable, gdp_chart, run_text};

/// Executes a run.
pub(crate) fn execute(request: RunRequest) -> Result<(), Failure> {
    let settings = request.settings();
    let experiment = Experiment::new(&request.economy, request.scenario, request.parameters)?;
    let settings = draws::enough(&experiment, settings, request.precision, request.quiet)?;
    let ensemble = draws::draw(&experiment, &settings, "draws", request.quiet)?;
    // The text of a run with breakthroughs says what their risk does to the band.
    let writes_text = request.format == Format::Text || request.out.is_some();
    let certain = if writes_text && settings.layers.breakthroughs && settings.draws > 1 {
        let mut without = settings.clone();
        without.layers.breakthroughs = false;
        (without.variables, without.channels) = (vec![Variable::Gdp], false);
        Some(draws::draw(&experiment, &without, "without breakthroughs", request.quiet)?)
    } else {
        None
    };
    let results = |format| match format {
        Format::Text => run_text(&experiment, &ensemble, &settings, &request.command, certain.as_ref()),
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
        let written = write_file_with(path, |file| {
            #[cfg(feature = "parquet")]
            if path.extension().is_some_and(|extension| extension == "parquet") {
                return write_draws_parquet(&experiment, &settings, variables, file);
            }
            write_draws(&experiment, &settings, variables, file)
        });
        written.map_err(|error| match error {
            DrawsError::Io(error) => Failure::Write { path: path.clone(), error },
            other => Failure::computation(other),
        })?;
    }
    output::print(&results(request.format))
}
