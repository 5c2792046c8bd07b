//! `kennis run`: simulates a scenario beside the baseline.

use super::shard;
use crate::arguments::{Format, RunArguments};
use crate::call::Drawn;
use crate::chart::write_chart;
#[cfg(feature = "parquet")]
use crate::draws_parquet::{write_baseline_parquet, write_draws_parquet};
use crate::failure::Failure;
use crate::html;
use crate::output;
use crate::progress::Bar;
use crate::request::{Asked, beliefs};
use crate::results;
use kennis::ensemble::Anchored;
use kennis::formats::{
    ANCHORS, DrawsError, InputError, baseline_beside, run_csv, run_document, write_baseline_of_draws,
    write_draws, write_file_with,
};
use kennis::report::{Section, run_chart, run_sections, run_text};
use kennis::request::Run;
use kennis::{Ensemble, Variable};
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

/// A run with what its text and its page say beside it.
pub(super) struct Told {
    pub(super) run: Run,
    /// The same run without breakthroughs, where they are on: what their risk does to the band.
    certain: Option<Ensemble>,
    /// The headline under other beliefs.
    anchored: Vec<Anchored>,
}

impl Told {
    fn new(asked: &Asked, run: Run) -> Result<Self, Failure> {
        let bar = Bar::new("without breakthroughs", asked.quiet);
        let certain = run
            .without_breakthroughs(&mut |done, total| bar.show(done, total))
            .map_err(Failure::computation)?;
        let anchored = asked.request.anchored(&run, beliefs(&ANCHORS.join(","), &mut InputError::default()));
        Ok(Self { run, certain, anchored })
    }

    /// Draws it.
    pub(super) fn draw(asked: &Asked) -> Result<Self, Failure> {
        Self::new(asked, asked.draw()?)
    }

    /// Its sections of a page.
    pub(super) fn sections(&self, asked: &Asked) -> Vec<Section> {
        let Run { experiment, settings, ensemble, .. } = &self.run;
        let beside = (self.certain.as_ref(), &*self.anchored);
        run_sections(experiment, ensemble, settings, &asked.request.command, beside, &asked.years)
    }
}

/// Executes a run, or draws a part of it.
pub(super) fn execute(arguments: &RunArguments) -> Result<(), Failure> {
    let RunArguments { scenario, shard, save_draws, html, request } = arguments;
    if let (Some(part), Some(folder)) = (shard, &request.out.out) {
        let asked = Asked::new(scenario, request, None, &shard::FILES.map(|name| (name, Format::Json)))?;
        return shard::execute(&asked, *part, folder);
    }
    let (asked, page) = (Asked::new(scenario, request, Some(save_draws), &FILES)?, html.html.as_deref());
    html::check(page)?;
    let run = asked.draw()?;
    finish(&asked, run, page)
}

/// Writes and prints what is asked of a run.
pub(super) fn finish(asked: &Asked, run: Run, page: Option<&Path>) -> Result<(), Failure> {
    let tells = asked.format == Format::Text || asked.out.is_some() || page.is_some();
    let told = if tells { Told::new(asked, run)? } else { Told { run, certain: None, anchored: Vec::new() } };
    let Told { run, certain, anchored } = &told;
    let Run { experiment, settings, ensemble, .. } = run;
    let command = &asked.request.command;
    let results = |format| match format {
        Format::Text => {
            run_text(experiment, ensemble, settings, command, (certain.as_ref(), anchored), &asked.years)
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
    html::write_sections(page, &[experiment], command, || told.sections(asked))?;
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
