//! `kennis compare`: structures side by side on the same data, scenario and draws.

use crate::arguments::Format;
use crate::chart::write_chart;
use crate::failure::Failure;
use crate::output;
use crate::progress::Bar;
use crate::request::Asked;
use crate::results;
use kennis::ensemble::EducationVariant;
use kennis::formats::{compare_csv, compare_document};
use kennis::report::{compare_chart, compare_text};
use kennis::request::Run;

/// The files of `--out`.
pub(super) const FILES: [(&str, Format); 3] =
    [("compare.txt", Format::Text), ("compare.json", Format::Json), ("compare.csv", Format::Csv)];

/// Runs the structures and prints what they say.
pub(crate) fn execute(asked: &Asked) -> Result<(), Failure> {
    let bar = Bar::new("draws", asked.quiet);
    let run = asked.request.clone().draw_side_by_side(&mut |done, total| bar.show(done, total))?;
    drop(bar);
    let Run { experiment, settings, ensemble, .. } = &run;
    let variants =
        EducationVariant::draw(&experiment.education_variants()?, settings).map_err(Failure::computation)?;
    let command = &asked.request.command;
    let results = |format| match format {
        Format::Text => compare_text(experiment, ensemble, settings, &variants, command, &asked.years),
        Format::Json => compare_document(experiment, ensemble, settings, &variants, command).to_json() + "\n",
        Format::Csv => compare_csv(experiment, ensemble, &variants),
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
        let svg = compare_chart(experiment, ensemble, settings, asked.chart_variable, command)?;
        write_chart(path, &svg, asked.quiet)?;
    }
    output::print(&results(asked.format))
}
