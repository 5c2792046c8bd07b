//! Experiments side by side: names that tell them apart, and the files that they rest on.

use crate::data::InputFile;
use crate::simulate::Experiment;

/// A name of each scenario that no other one has: a name that comes again has its place behind it.
pub(crate) fn distinct_names<'e>(experiments: impl Iterator<Item = &'e Experiment>) -> Vec<String> {
    let names: Vec<&str> = experiments.map(|one| one.scenario.name.as_str()).collect();
    let name = |(place, name): (usize, &&str)| {
        let is_first = names.iter().position(|other| other == name) == Some(place);
        if is_first { (*name).to_owned() } else { format!("{name} ({})", place + 1) }
    };
    names.iter().enumerate().map(name).collect()
}

/// The user's files that experiments rest on, each once.
pub(crate) fn all_inputs<'e>(experiments: impl Iterator<Item = &'e Experiment>) -> Vec<InputFile> {
    let mut inputs: Vec<InputFile> = Vec::new();
    for input in experiments.flat_map(|one| &one.inputs) {
        if !inputs.contains(input) {
            inputs.push(input.clone());
        }
    }
    inputs
}
