//! Pages to files.

use crate::failure::Failure;
use crate::request::check_file;
use crate::results::Outputs;
use kennis::Experiment;
use kennis::formats::{InputError, write_file};
use kennis::report::{Section, result_page};
use std::path::Path;

/// The file of `--html` can be written, and is read by nothing.
pub(crate) fn check(path: Option<&Path>) -> Result<(), Failure> {
    let mut error = InputError::default();
    check_file("--html", path, &["html"], &mut error);
    error.check()?;
    Ok(Outputs::new(None, &[]).with("--html", path).prepare()?)
}

/// Writes a page, where a file is named.
pub(crate) fn write(path: Option<&Path>, page: impl FnOnce() -> String) -> Result<(), Failure> {
    let Some(path) = path else { return Ok(()) };
    write_file(path, page().as_bytes()).map_err(|error| Failure::Write { path: path.to_owned(), error })
}

/// Writes a page of sections about one or more experiments, where a file is named.
pub(crate) fn write_sections(
    path: Option<&Path>,
    experiments: &[&Experiment],
    command: &str,
    sections: impl FnOnce() -> Vec<Section>,
) -> Result<(), Failure> {
    write(path, || {
        let names: Vec<String> = experiments.iter().map(|one| one.scenario().name.clone()).collect();
        let baseline = experiments.first().map(|one| one.baseline());
        let (country, vintage) = baseline.map_or(("", ""), |one| (&one.country, &one.vintage));
        let subtitle = format!("{country}, data of {vintage}");
        result_page(&names, &subtitle, vintage, command, sections()).to_html()
    })
}
