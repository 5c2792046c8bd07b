//! The user's files that the result of a command without a scenario rests on.

use kennis::data::InputFile;
use kennis::{Economy, ParameterSet};

/// The table of data and the parameter file, as far as there are.
pub(crate) fn inputs(economy: Option<&Economy>, parameters: &ParameterSet) -> Vec<InputFile> {
    let data = economy.and_then(|economy| economy.input.as_ref());
    data.into_iter().chain(&parameters.input).cloned().collect()
}
