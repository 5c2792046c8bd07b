//! The parameters of an experiment as far as they are not the defaults, in words.

use crate::simulate::Experiment;

/// A sentence each.
pub(super) fn sentences(experiment: &Experiment) -> Vec<String> {
    let set = &experiment.parameters;
    let described = |id| format!("{} = {} ({})", id, set.described(id), set.origin(id).name());
    let differences: Vec<String> = set.differences().map(described).collect();
    let mut sentences = Vec::new();
    if let Some(draws) = set.joint() {
        let (rows, name) = (draws.len(), &draws.name);
        let source = format!("{}, {} {}", draws.structure, draws.country, draws.data);
        sentences.push(format!("Posterior: {name}, {rows} rows, each draw takes one whole ({source})"));
    }
    let different = if differences.is_empty() { "none".to_owned() } else { differences.join("; ") };
    sentences.push(format!("Parameters that differ from the defaults: {different}"));
    sentences
}
