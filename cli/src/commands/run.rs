//! `kennis run`: simulates a scenario beside the baseline.

use super::shard;
use crate::arguments::{Format, RunArguments};
use crate::call::Drawn;
use crate::chart::write_chart;
#[cfg(feature = "parquet")]
use crate::draws_parquet::{write_baseline_parquet, write_draws_parquet};
use crate::failure::Failure;
use crate::output;
use crate::progress::Bar;
use crate::request::{Asked, beliefs};
use crate::results;
use kennis::Variable;
use kennis::formats::{
    ANCHORS, DrawsError, InputError, baseline_beside, run_csv, run_document, write_baseline_of_draws,
    write_draws, write_file_with,
};
use kennis::report::{run_chart, run_text};
use kennis::request::Run;
use std::cell::Cell;
use std::io::Write;
use std::path::Path;

/// The files of `--out`.
pub(super) const FILES: [(&str, Format); 3] =
    [("run.txt", Format::Text), ("run.json", Format::Json), ("run.csv", Format::Csv)];

/// A run for a program that takes its draws.
pub(super) fn drawn(asked: &Asked) -> Result<Drawn, Failure> {
    let run = asked.draw()?;
    Ok(Drawn { request: asked.request.clone(), run, side_by_side: None })
}

/// Executes a run, or draws a part of it.
pub(super) fn execute(arguments: &RunArguments) -> Result<(), Failure> {
    let RunArguments { scenario, shard, save_draws, request } = arguments;
    if let (Some(part), Some(folder)) = (shard, &request.out.out) {
        let asked = Asked::new(scenario, request, None, &shard::FILES.map(|name| (name, Format::Json)))?;
        return shard::execute(&asked, *part, folder);
    }
    let asked = Asked::new(scenario, request, Some(save_draws), &FILES)?;
    let run = asked.draw()?;
    finish(&asked, &run)
}

/// Writes and prints what is asked of a run.
pub(super) fn finish(asked: &Asked, run: &Run) -> Result<(), Failure> {
    let Run { experiment, settings, ensemble, .. } = run;
    let command = &asked.request.command;
    // The text of a run with breakthroughs says what their risk does to the band.
    let writes_text = asked.format == Format::Text || asked.out.is_some();
    let certain = if writes_text {
        let bar = Bar::new("without breakthroughs", asked.quiet);
        run.without_breakthroughs(&mut |done, total| bar.show(done, total)).map_err(Failure::computation)?
    } else {
        None
    };
    let anchored = if writes_text {
        asked.request.anchored(run, beliefs(&ANCHORS.join(","), &mut InputError::default()))
    } else {
        Vec::new()
    };
    let results = |format| match format {
        Format::Text => {
            run_text(experiment, ensemble, settings, command, (certain.as_ref(), &anchored), &asked.years)
        }
        Format::Json => run_document(experiment, ensemble, settings, command).to_json() + "\n",
        Format::Csv => run_csv(experiment, ensemble),
    };
    if let Some(folder) = &asked.out {
        results::write(
            folder,
            command,
            experiment.inputs(),
            &FILES.map(|(name, format)| (name, results(format))),
        )?;
    }
    if let Some(path) = &asked.chart {
        let chart = run_chart(experiment, ensemble, settings, asked.chart_variable, command)?;
        write_chart(path, &chart.to_svg(), asked.quiet)?;
    }
    if let Some((path, variables)) = &asked.save_draws {
        write_draws_of(run, variables, path)?;
    }
    output::print(&results(asked.format))
}

/// Writes the draws to a file, and beside it the baseline that they share: it takes its place once the draws have theirs, so
/// that a failure leaves what was there before.
fn write_draws_of(run: &Run, variables: &[Variable], path: &Path) -> Result<(), Failure> {
    #[cfg(feature = "parquet")]
    let is_parquet = path.extension().is_some_and(|extension| extension == "parquet");
    let beside = baseline_beside(path);
    let writing = Cell::new(beside.as_path());
    let draws = |file: &mut (dyn Write + Send)| {
        #[cfg(feature = "parquet")]
        if is_parquet {
            return write_draws_parquet(run, variables, file);
        }
        write_draws(run, variables, file)
    };
    let baseline = |file: &mut (dyn Write + Send)| {
        #[cfg(feature = "parquet")]
        if is_parquet {
            return write_baseline_parquet(run, variables, file);
        }
        write_baseline_of_draws(run, variables, file)
    };
    let written = write_file_with(&beside, |file| {
        baseline(file)?;
        file.flush()?;
        writing.set(path);
        write_file_with(path, draws)?;
        writing.set(&beside);
        Ok(())
    });
    written.map_err(|error| match error {
        DrawsError::Io(error) => Failure::Write { path: writing.get().to_owned(), error },
        other => Failure::computation(other),
    })
}
