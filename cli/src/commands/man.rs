//! `kennis man`: prints the manual page of the program, or of a command.

use crate::arguments::Arguments;
use crate::failure::Failure;
use crate::output;
use crate::request::input_problem;
use clap::CommandFactory;
use std::path::PathBuf;

/// Prints the page in roff, for `man -l -`.
pub(crate) fn execute(name: Option<&str>) -> Result<(), Failure> {
    let mut program = Arguments::command();
    // Gives commands their full names, and options that the parser adds.
    program.build();
    let command = match name {
        None => program,
        Some(name) => {
            let found = program.get_subcommands().find(|command| command.get_name() == name);
            found.cloned().ok_or_else(|| {
                let names = || program.get_subcommands().map(clap::Command::get_name);
                let expected = format!("a command: {}", names().collect::<Vec<_>>().join(", "));
                input_problem("man", name, &expected, names())
            })?
        }
    };
    let mut page = Vec::new();
    let rendered = clap_mangen::Man::new(command).render(&mut page);
    rendered.map_err(|error| Failure::Write { path: PathBuf::from("manual page"), error })?;
    output::print(&String::from_utf8_lossy(&page))
}
