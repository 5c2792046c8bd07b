//! `kennis example`: prints a scenario that is built in, or lists them.

use crate::failure::Failure;
use crate::output;
use kennis::formats::{EXAMPLES, InputProblem};
use kennis::scenario::Problem;

/// Prints the example of that name, or the list.
pub(crate) fn execute(name: Option<&str>) -> Result<(), Failure> {
    let Some(name) = name else {
        let width = EXAMPLES.iter().map(|example| example.name.len()).max().unwrap_or(0);
        let lines = EXAMPLES.iter().map(|example| format!("{:width$}  {}\n", example.name, example.about));
        return output::print(&lines.collect::<String>());
    };
    let names = || EXAMPLES.iter().map(|example| example.name);
    match EXAMPLES.iter().find(|example| example.name == name) {
        Some(example) => output::print(example.text),
        None => {
            let expected = format!("one of {}", names().collect::<Vec<_>>().join(", "));
            let problem = Problem::new("example", format!("{name:?}"), expected).with_nearest(name, names());
            Err(InputProblem::new("", problem).into())
        }
    }
}
