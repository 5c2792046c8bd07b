//! Standard output and standard error.

use crate::failure::Failure;
use crate::usage;
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

/// Says on standard error why there is no result, and where JSON is asked for on standard output too. Nothing is left to
/// do where that fails.
pub(crate) fn complain(failure: &Failure) {
    let _ = match failure {
        // In colours, on a terminal that wants them.
        Failure::Usage(error) => error.print(),
        other => writeln!(io::stderr().lock(), "{other}"),
    };
    if let Some(document) = failure.document().filter(|_| usage::asks_for_json()) {
        let _ = print(&document);
    }
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
