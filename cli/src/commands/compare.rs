//! `kennis compare`: structures side by side on the same data, scenario and draws.

use crate::arguments::Format;
use crate::call::Drawn;
use crate::chart::write_chart;
use crate::failure::Failure;
use crate::html;
use crate::output;
use crate::progress::Bar;
use crate::request::Asked;
use crate::results;
use kennis::ensemble::EducationVariant;
use kennis::formats::{compare_csv, compare_document};
use kennis::report::{Section, compare_chart, compare_sections, compare_text};
use kennis::request::Run;
use std::path::Path;

/// The files of `--out`.
pub(super) const FILES: [(&str, Format); 3] =
    [("compare.txt", Format::Text), ("compare.json", Format::Json), ("compare.csv", Format::Csv)];

/// The structures side by side, and an education scenario under each form of education.
fn draw(asked: &Asked) -> Result<(Run, Vec<EducationVariant>), Failure> {
    let bar = Bar::new("draws", asked.quiet);
    let run = asked.request.clone().draw_side_by_side(&mut |done, total| bar.show(done, total))?;
    let variants = EducationVariant::draw(&run.experiment.education_variants()?, &run.settings);
    Ok((run, variants.map_err(Failure::computation)?))
}

/// The structures for a program that takes their draws.
pub(super) fn drawn(asked: &Asked) -> Result<Drawn, Failure> {
    let (run, variants) = draw(asked)?;
    Ok(Drawn { request: asked.request.clone(), run, side_by_side: Some(variants) })
}

/// The structures of a page.
pub(super) fn drawn_sections(asked: &Asked) -> Result<Vec<Section>, Failure> {
    let (run, variants) = draw(asked)?;
    Ok(sections(asked, &run, &variants))
}

fn sections(asked: &Asked, run: &Run, variants: &[EducationVariant]) -> Vec<Section> {
    let Run { experiment, settings, ensemble, .. } = run;
    compare_sections(experiment, ensemble, settings, variants, &asked.request.command, &asked.years)
}

/// Runs the structures and prints what they say.
pub(crate) fn execute(asked: &Asked, page: Option<&Path>) -> Result<(), Failure> {
    html::check(page)?;
    let (run, variants) = draw(asked)?;
    let Run { experiment, settings, ensemble, .. } = &run;
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
    html::write_sections(page, &[experiment], command, || sections(asked, &run, &variants))?;
    output::print(&results(asked.format))
}
