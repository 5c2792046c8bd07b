//! One command a file.

mod backtest;
mod calibrate;
mod calibrate_adjustment;
mod calibrate_panel;
mod check;
mod compare;
mod completions;
mod data;
mod example;
mod instruments;
mod man;
mod parameters;
mod run;
mod schema;
mod validate;

use crate::arguments::{Arguments, Command};
use crate::failure::Failure;
use crate::not_yet;
use crate::request::Asked;
use clap::CommandFactory;

/// Does what the arguments ask.
pub(crate) fn execute(arguments: &Arguments) -> Result<(), Failure> {
    let options = &arguments.options;
    if let Command::Other(words) = &arguments.command {
        let name = words.first().map(|word| word.to_string_lossy()).unwrap_or_default();
        return Err(not_yet::other_command(&name));
    }
    not_yet::refuse_options(options)?;
    match &arguments.command {
        Command::Run { scenario } => run::execute(&Asked::new(scenario, options)?),
        Command::Compare { scenario } => compare::execute(Asked::new(scenario, options)?),
        Command::Check { files } => check::execute(files, options),
        Command::Parameters => parameters::execute(options),
        Command::Instruments { find } => instruments::execute(find.as_deref(), options),
        Command::Example { name, list } => example::execute(name.as_deref().filter(|_| !list)),
        Command::Schema { name } => schema::execute(name),
        Command::Calibrate(asked) => calibrate::execute(asked, options),
        Command::Backtest { origins, horizon, placebo } => {
            backtest::execute(origins.as_deref(), *horizon, *placebo, options)
        }
        Command::Validate => validate::execute(options),
        Command::Data { from, file } => data::execute(from.as_deref().zip(file.as_deref()), options),
        Command::Completions { shell } => completions::execute(*shell),
        Command::Man => man::execute(),
        Command::Other(_) => Ok(()),
    }
}

impl Command {
    /// The names of the commands, for messages.
    pub(crate) fn names() -> Vec<String> {
        Arguments::command().get_subcommands().map(|command| command.get_name().to_owned()).collect()
    }
}
