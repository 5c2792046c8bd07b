//! Standard output and standard error.

use crate::failure::Failure;
use kennis::{BaselineTable, Economy};
use std::io::{self, ErrorKind, Write};
use std::path::PathBuf;

/// Prints to standard output. A reader that has gone away (`kennis ... | head`) is no failure.
pub(crate) fn print(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Failure::Write { path: PathBuf::from("standard output"), error })
        }
        _ => Ok(()),
    }
}

/// Says on standard error why there is no result. Nothing is left to do where that fails too.
pub(crate) fn complain(failure: &Failure) {
    let _ = writeln!(io::stderr().lock(), "{failure}");
}

/// Says on standard error what is odd about the user's own tables, or not used of them.
pub(crate) fn remark(economy: &Economy, baseline: Option<&BaselineTable>, horizon: i32, quiet: bool) {
    let of_baseline = baseline.map(|table| table.remarks_until(horizon)).unwrap_or_default();
    if !quiet {
        economy.remarks.iter().chain(&of_baseline).for_each(|remark| say(remark));
    }
}

/// One remark on standard error.
pub(crate) fn say(remark: &str) {
    let _ = writeln!(io::stderr().lock(), "remark: {remark}");
}
