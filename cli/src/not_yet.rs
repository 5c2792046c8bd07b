//! What the contract names and this version does not have: the one list, which only gets shorter.

use crate::arguments::Command;
use crate::failure::Failure;
use kennis::formats::InputProblem;
use kennis::nearest_name;
use kennis::scenario::Problem;

/// Commands that are still to come.
pub(crate) const COMMANDS: &[&str] = &["card"];

/// Options that are still to come, with what their name does not tell.
const OPTIONS: &[(&str, &str)] = &[("--html", "")];

/// Says of an option that no command has that it is still to come; none of a slip.
pub(crate) fn option(name: &str) -> Option<Failure> {
    let (name, what) = OPTIONS.iter().find(|(option, _)| *option == name)?;
    Some(Failure::NotYet(format!("{name}{what}")))
}

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
