//! Pages to files.

use crate::failure::Failure;
use crate::request::check_file;
use crate::results::Outputs;
use kennis::formats::{InputError, write_file};
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
