//! `kennis explain`: what a line of a result means.

use crate::failure::Failure;
use crate::output;
use crate::request::input_problem;
use kennis::report::{explanations, explanations_text, list_of_explanations};

/// Prints what is said of a name, or all names.
pub(crate) fn execute(name: Option<&str>) -> Result<(), Failure> {
    let Some(name) = name else { return output::print(&list_of_explanations()) };
    let all = explanations();
    let found: Vec<_> = all.iter().filter(|one| one.name == name).cloned().collect();
    if found.is_empty() {
        let expected = "the name of a variable, channel, kind or return (kennis explain lists them)";
        return Err(input_problem("explain", name, expected, all.iter().map(|one| one.name)).into());
    }
    output::print(&explanations_text(&found))
}
