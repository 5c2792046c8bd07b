//! `kennis check`: reads files and says everything that is wrong with them.

use crate::arguments::{Format, Options};
use crate::economy::Sources;
use crate::failure::Failure;
use crate::output;
use crate::request::{ScenarioRead, load_input, parameters, read_scenario_from};
use kennis::ParameterSet;
use kennis::formats::{
    InputError, is_data_file, is_parameter_file, is_posterior_file, read_baseline, read_data,
    read_parameters, read_posterior,
};
use kennis::request::RunRequest;
use kennis::scenario::CheckContext;
use std::path::{Path, PathBuf};

/// Checks all files; prints one line for each where none has a problem.
pub(crate) fn execute(files: &[PathBuf], options: &Options) -> Result<(), Failure> {
    if options.format != Format::Text {
        return Err(Failure::NotYet("check with --format json or csv".to_owned()));
    }
    let mut error = InputError::default();
    let checker =
        Checker { sources: Sources::new(options, &mut error), parameters: parameters(options, &mut error) };
    let read: Vec<ScenarioRead> = files.iter().map(|file| checker.check(file, &mut error)).collect();
    error.check()?;
    // What only the baseline can tell: cuts that leave no R&D, for one.
    for ScenarioRead { scenario, economy, .. } in read {
        if let (Some(scenario), Some(economy)) = (scenario, economy) {
            let mut request = RunRequest::new(economy, scenario);
            request.parameters.clone_from(&checker.parameters);
            request.experiment()?;
        }
    }
    let lines: String = files.iter().map(|file| format!("{}: no problems\n", file.display())).collect();
    if options.quiet { Ok(()) } else { output::print(&lines) }
}

/// Checks one file after the other against the data and the parameters of the options.
struct Checker {
    sources: Sources,
    parameters: ParameterSet,
}

impl Checker {
    /// Draws of a posterior, a table of data or a baseline where the name ends in `.csv`, a parameter file where its
    /// schema says so, else a scenario, which it gives back.
    fn check(&self, path: &Path, error: &mut InputError) -> ScenarioRead {
        let Some((bytes, name)) = error.collect(load_input(path)) else { return ScenarioRead::default() };
        if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("csv")) {
            if is_posterior_file(&bytes) {
                error.collect(read_posterior(&bytes, &name));
            } else if is_data_file(&bytes) {
                error.collect(read_data(&bytes, &name));
            } else if let Some(context) = self.context() {
                error.collect(read_baseline(&bytes, &name, &context));
            }
        } else if is_parameter_file(&bytes) {
            error.collect(read_parameters(&bytes, &name));
        } else {
            let folder = path.parent().unwrap_or(Path::new(""));
            return read_scenario_from((&bytes, &name), folder, &self.sources, &self.parameters, error);
        }
        ScenarioRead::default()
    }

    /// What a baseline is checked against; none where the country has problems, which have been said.
    fn context(&self) -> Option<CheckContext> {
        CheckContext::of(&self.sources.economy(None).ok()?).ok()
    }
}
