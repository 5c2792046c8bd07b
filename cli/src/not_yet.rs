//! What the contract names and this version does not have: the one list, which only gets shorter.

use crate::arguments::Command;
use crate::failure::Failure;
use kennis::formats::InputProblem;
use kennis::nearest_name;
use kennis::scenario::Problem;

/// Commands that are still to come.
pub(crate) const COMMANDS: &[&str] = &["merge"];

/// Says of a name that is no command whether it is still to come or a slip.
pub(crate) fn other_command(name: &str) -> Failure {
    if COMMANDS.contains(&name) {
        return Failure::NotYet(format!("the command {name}"));
    }
    let known: Vec<String> = Command::names();
    let mut problem = Problem::new("kennis", format!("{name:?}"), format!("a command: {}", known.join(", ")));
    let candidates = known.iter().map(String::as_str).chain(COMMANDS.iter().copied());
    problem.nearest = nearest_name(name, candidates).map(str::to_owned);
    InputProblem::new("", problem).into()
}
