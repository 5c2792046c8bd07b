//! The parameters of an experiment as far as they are not the defaults, in words.

use super::text_table::wrapped;
use crate::simulate::Experiment;

/// Lines for a text.
pub(super) fn lines(experiment: &Experiment) -> String {
    let set = &experiment.parameters;
    let described = |id| format!("{} = {} ({})", id, set.described(id), set.origin(id).name());
    let differences: Vec<String> = set.differences().map(described).collect();
    let mut text = String::new();
    if let Some(draws) = set.joint() {
        let (rows, name) = (draws.len(), &draws.name);
        let source = format!("{}, {} {}", draws.structure, draws.country, draws.data);
        let line = format!("Posterior: {name}, {rows} rows, each draw takes one whole ({source})");
        text.push_str(&wrapped(&line, "  "));
    }
    let different = if differences.is_empty() { "none".to_owned() } else { differences.join("; ") };
    text.push_str(&wrapped(&format!("Parameters that differ from the defaults: {different}"), "  "));
    text
}
