//! `kennis check`: reads files and says everything that is wrong with them.

use crate::arguments::{Format, Options};
use crate::failure::Failure;
use crate::output;
use crate::request::{check_context, load_input};
use kennis::CheckContext;
use kennis::formats::{
    InputError, is_parameter_file, is_posterior_file, read_baseline, read_parameters, read_posterior,
    read_scenario,
};
use std::path::{Path, PathBuf};

/// Checks all files; prints one line for each where none has a problem.
pub(crate) fn execute(files: &[PathBuf], options: &Options) -> Result<(), Failure> {
    if options.format != Format::Text {
        return Err(Failure::NotYet("check with --format json or csv".to_owned()));
    }
    let mut error = InputError::default();
    let context = check_context(options, &mut error);
    for file in files {
        error.collect(check_file(file, &context));
    }
    error.check()?;
    let lines: String = files.iter().map(|file| format!("{}: no problems\n", file.display())).collect();
    if options.quiet { Ok(()) } else { output::print(&lines) }
}

/// Draws of a posterior where the file says so, a baseline where the name ends in `.csv`, a parameter file where its schema says so, else a scenario.
fn check_file(path: &Path, context: &CheckContext) -> Result<(), InputError> {
    let (bytes, name) = load_input(path)?;
    if is_posterior_file(&bytes) {
        return read_posterior(&bytes, &name).map(drop);
    }
    if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("csv")) {
        return read_baseline(&bytes, &name, context).map(drop);
    }
    if is_parameter_file(&bytes) {
        return read_parameters(&bytes, &name).map(drop);
    }
    read_scenario(&bytes, &name, path.parent().unwrap_or(Path::new("")), context).map(drop)
}
