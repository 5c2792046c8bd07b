//! Standard output and standard error.

use crate::caller;
use crate::failure::Failure;
use crate::usage;
use kennis::Economy;
use kennis::report::{safe_line, safe_text};
use kennis::request::RunRequest;
use std::io::{self, ErrorKind, Write};
use std::path::PathBuf;

/// Prints to standard output, safe to show: JSON and CSV are already, and text of whatever caller becomes it.
pub(crate) fn print(text: &str) -> Result<(), Failure> {
    written(caller::print(&safe_text(text)))
}

/// What became of printing. A reader that has gone away (`kennis ... | head`) is no failure.
pub(crate) fn written(printed: io::Result<()>) -> Result<(), Failure> {
    match printed {
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
        // In colours, on a terminal that wants them; not where an argument might be taken for one.
        Failure::Usage(error) if !usage::has_unsafe_words() => error.print(),
        other => writeln!(io::stderr().lock(), "{}", safe_text(&other.to_string())),
    };
    if let Some(document) = failure.document().filter(|_| usage::asks_for_json()) {
        let _ = print(&document);
    }
}

/// Says on standard error what is odd about the user's own table of data, or not used of it.
pub(crate) fn remark(economy: &Economy, quiet: bool) {
    if !quiet {
        economy.remarks.iter().for_each(|remark| say(remark));
    }
}

/// The same of requests with their baselines, each remark once.
pub(crate) fn remark_of<'r>(requests: impl Iterator<Item = &'r RunRequest>, quiet: bool) {
    let mut said: Vec<String> = Vec::new();
    for request in requests {
        let scenario = request.final_scenario();
        let of_baseline =
            scenario.baseline.map(|table| table.remarks_until(scenario.horizon)).unwrap_or_default();
        said.extend(request.economy.remarks.iter().cloned().chain(of_baseline));
    }
    let mut seen = std::collections::BTreeSet::new();
    if !quiet {
        said.iter().filter(|remark| seen.insert(*remark)).for_each(|remark| say(remark));
    }
}

/// One remark on standard error.
pub(crate) fn say(remark: &str) {
    caller::say(&safe_line(remark));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::caller::Given;

    /// What a writer of texts forgot to make safe does not reach the terminal.
    #[test]
    fn nothing_that_steers_a_terminal_is_printed_or_said() {
        let steers = "R&D \u{1b}[31m\u{9b}1m \u{202e}x\ty\nz\r";
        caller::begin_embedded(Vec::new(), Vec::new(), Box::new(|_, _, _| ()));
        print(steers).unwrap();
        say(steers);
        let Given { printed, remarks: said, .. } = caller::end_embedded();
        assert_eq!(printed, "R&D \\u{1b}[31m\\u{9b}1m \\u{202e}x\ty\nz\\r");
        assert_eq!(said, ["R&D \\u{1b}[31m\\u{9b}1m \\u{202e}x\\ty\\nz\\r"]);
    }
}
