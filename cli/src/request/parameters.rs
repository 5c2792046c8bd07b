//! The parameters of `--parameters` and `--set`.

use crate::arguments::ParameterOptions;
use crate::inputs;
use kennis::data::InputRole;
use kennis::formats::{
    InputError, InputProblem, input_file, is_posterior_file, read_parameters, read_posterior, read_setting,
};
use kennis::parameters::{Origin, OutrankedOrigin};
use kennis::scenario::Problem;
use kennis::{ParameterId, ParameterSet};
use std::path::Path;

/// The parameters of `--parameters` and `--set`.
pub(crate) fn parameters(options: &ParameterOptions, error: &mut InputError) -> ParameterSet {
    let mut parameters = ParameterSet::default();
    if let Some(path) = &options.parameters {
        error.collect(read_parameter_file(path, &mut parameters));
    }
    let mut earlier: Vec<ParameterId> = Vec::new();
    for text in &options.settings {
        match read_setting(text) {
            Ok((id, _)) if earlier.contains(&id) => {
                let key = format!("--set {}", id.name());
                let problem = Problem::new(key, "the parameter a second time", "each parameter once");
                error.problems.push(InputProblem::new("", problem));
            }
            Ok((id, distribution)) => {
                earlier.push(id);
                if let Err(outranked) = parameters.set(id, distribution, Origin::Set) {
                    error.problems.push(wins(&outranked));
                }
            }
            Err(problem) => error.problems.push(InputProblem::new("", problem)),
        }
    }
    parameters
}

/// Puts the parameters of a file in a set: distributions, or draws of a posterior.
fn read_parameter_file(path: &Path, parameters: &mut ParameterSet) -> Result<(), InputError> {
    put_parameters(&inputs::read(InputRole::Parameters, path)?, &path.display().to_string(), parameters)
}

/// Puts the parameters of a file's bytes in a set.
pub(crate) fn put_parameters(
    bytes: &[u8],
    name: &str,
    parameters: &mut ParameterSet,
) -> Result<(), InputError> {
    parameters.input = Some(input_file(InputRole::Parameters, name, bytes));
    if is_posterior_file(bytes) {
        parameters.set_joint(read_posterior(bytes, name)?);
    } else {
        for (id, distribution) in read_parameters(bytes, name)? {
            parameters
                .set(id, distribution, Origin::ParameterFile)
                .map_err(|outranked| InputError { problems: vec![wins(&outranked)] })?;
        }
    }
    Ok(())
}

/// A distribution that another one wins over.
fn wins(outranked: &OutrankedOrigin) -> InputProblem {
    let found = format!("{} after {}", outranked.origin.name(), outranked.winner.name());
    InputProblem::new("", Problem::new(outranked.parameter.name(), found, "each parameter once"))
}
