//! One command a file.

mod actions;
mod backtest;
mod calibrate;
mod calibrate_adjustment;
mod calibrate_panel;
mod card;
mod cba;
mod check;
mod compare;
mod compare_beliefs;
mod compare_scenarios;
mod completions;
mod data;
mod education;
mod example;
mod explain;
mod instruments;
mod letter;
mod man;
mod merge;
mod monitor;
mod page;
mod parameters;
mod project;
mod run;
mod schema;
mod sensitivity;
mod shard;
mod solve;
mod validate;

use crate::arguments::{Arguments, Command};
use crate::call::Drawn;
use crate::failure::Failure;
use crate::request::Asked;
use clap::CommandFactory;
use kennis::formats::InputProblem;
use kennis::scenario::Problem;

/// As [`execute`], for a program that takes draws as they are: a run, or structures side by side, is handed over and not
/// printed, where no file is asked for; all else is printed.
pub(crate) fn answer(arguments: &Arguments) -> Result<Option<Drawn>, Failure> {
    match &arguments.command {
        Command::Run(asked) if !asked.writes_files() => {
            run::drawn(&Asked::new(&asked.scenario, &asked.request, None, &run::FILES)?).map(Some)
        }
        Command::Compare(asked) => match (asked.scenarios.as_slice(), &asked.beliefs) {
            ([one], None) if asked.html.html.is_none() && !asked.request.asks_for_files() => {
                compare::drawn(&Asked::new(one, &asked.request, None, &compare::FILES)?).map(Some)
            }
            _ => execute(arguments).map(|()| None),
        },
        _ => execute(arguments).map(|()| None),
    }
}

/// Does what the arguments ask.
pub(crate) fn execute(arguments: &Arguments) -> Result<(), Failure> {
    match &arguments.command {
        Command::Run(asked) => run::execute(asked),
        Command::Merge(asked) => merge::execute(asked),
        Command::Compare(asked) => {
            let (request, page) = (&asked.request, asked.html.html.as_deref());
            match (asked.scenarios.as_slice(), &asked.beliefs) {
                (scenarios, Some(beliefs)) => compare_beliefs::execute(scenarios, beliefs, request, page),
                ([one], None) => compare::execute(&Asked::new(one, request, None, &compare::FILES)?, page),
                (several, None) => compare_scenarios::execute(several, request, page),
            }
        }
        Command::Cba(asked) => cba::execute(asked),
        Command::Solve(asked) => solve::execute(asked),
        Command::Actions(asked) => actions::execute(asked),
        Command::Project(asked) => project::execute(asked),
        Command::Monitor(asked) => monitor::execute(asked),
        Command::Page(asked) => page::execute(asked),
        Command::Check(asked) => check::execute(asked),
        Command::Parameters(asked) => parameters::execute(asked),
        Command::Sensitivity(asked) => sensitivity::execute(asked),
        Command::Instruments(asked) => instruments::execute(asked),
        Command::Education(asked) => education::execute(asked),
        Command::Example { name, .. } => example::execute(name.as_deref()),
        Command::Explain { name } => explain::execute(name.as_deref()),
        Command::Schema { name } => schema::execute(name),
        Command::Calibrate(asked) => calibrate::execute(asked),
        Command::Backtest(asked) => backtest::execute(asked),
        Command::Letter(asked) => letter::execute(asked),
        Command::Validate(asked) => validate::execute(asked),
        Command::Card(asked) => card::execute(asked),
        Command::Data(asked) => data::execute(asked),
        Command::Completions { shell } => completions::execute(*shell),
        Command::Man { command } => man::execute(command.as_deref()),
        Command::Other(words) => {
            let name = words.first().map(|word| word.to_string_lossy()).unwrap_or_default();
            Err(Command::unknown(&name))
        }
    }
}

impl Command {
    /// Says that there is no command of that name.
    fn unknown(name: &str) -> Failure {
        let known = Self::names();
        let expected = format!("a command: {}", known.join(", "));
        let problem = Problem::new("kennis", format!("{name:?}"), expected);
        InputProblem::new("", problem.with_nearest(name, known.iter().map(String::as_str))).into()
    }

    /// The names of the commands, for messages.
    pub(crate) fn names() -> Vec<String> {
        Arguments::command().get_subcommands().map(|command| command.get_name().to_owned()).collect()
    }
}
