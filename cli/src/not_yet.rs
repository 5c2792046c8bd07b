//! What the contract names and this version does not have: the one list, which only gets shorter.

use crate::arguments::{Command, Options};
use crate::failure::Failure;
use kennis::formats::InputProblem;
use kennis::nearest_name;
use kennis::scenario::Problem;

/// Commands that are still to come.
pub(crate) const COMMANDS: &[&str] = &["cba", "solve", "sensitivity", "monitor", "letter", "project", "card"];

/// The options that are still to come and stand on the command line.
fn options(options: &Options) -> impl Iterator<Item = String> {
    let later = &options.later;
    let given = [
        ("--html", later.html.is_some()),
        ("--discount (of the command cba, costs and benefits)", later.discount.is_some()),
    ];
    given.into_iter().filter(|(_, given)| *given).map(|(name, _)| name.to_owned())
}

/// Refuses options that this version does not have.
pub(crate) fn refuse_options(given: &Options) -> Result<(), Failure> {
    let missing: Vec<String> = options(given).collect();
    if missing.is_empty() { Ok(()) } else { Err(Failure::NotYet(missing.join(", "))) }
}

/// Says of a name that is no command whether it is still to come or a slip.
pub(crate) fn other_command(name: &str) -> Failure {
    if COMMANDS.contains(&name) {
        return Failure::NotYet(format!("the command {name}"));
    }
    let known: Vec<String> = Command::names();
    let mut problem = Problem::new("", format!("{name:?}"), format!("a command: {}", known.join(", ")));
    let candidates = known.iter().map(String::as_str).chain(COMMANDS.iter().copied());
    problem.nearest = nearest_name(name, candidates).map(str::to_owned);
    InputProblem::new("kennis", problem).into()
}
