//! `kennis schema`: prints the JSON Schema of a document.

use crate::failure::Failure;
use crate::output;
use kennis::formats::{InputProblem, SCHEMAS};
use kennis::scenario::Problem;

/// Prints the schema of that name.
pub(crate) fn execute(name: &str) -> Result<(), Failure> {
    let names = || SCHEMAS.iter().map(|schema| schema.name);
    match SCHEMAS.iter().find(|schema| schema.name == name) {
        Some(schema) => output::print(&schema.bundled()),
        None => {
            let expected = format!("one of {}", names().collect::<Vec<_>>().join(", "));
            let problem = Problem::new("schema", format!("{name:?}"), expected).with_nearest(name, names());
            Err(InputProblem::new("", problem).into())
        }
    }
}
