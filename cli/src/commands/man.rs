//! `kennis man`: prints the manual page.

use crate::arguments::Arguments;
use crate::failure::Failure;
use crate::output;
use clap::CommandFactory;
use std::path::PathBuf;

/// Prints the page in roff, for `man -l -`.
pub(crate) fn execute() -> Result<(), Failure> {
    let mut page = Vec::new();
    let rendered = clap_mangen::Man::new(Arguments::command()).render(&mut page);
    rendered.map_err(|error| Failure::Write { path: PathBuf::from("manual page"), error })?;
    output::print(&String::from_utf8_lossy(&page))
}
