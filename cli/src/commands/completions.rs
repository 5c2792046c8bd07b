//! `kennis completions`: prints completions for a shell.

use crate::arguments::Arguments;
use crate::failure::Failure;
use crate::output;
use clap::CommandFactory;
use clap_complete::Shell;

/// Prints the completions.
pub(crate) fn execute(shell: Shell) -> Result<(), Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "kennis", &mut script);
    output::print(&String::from_utf8_lossy(&script))
}
