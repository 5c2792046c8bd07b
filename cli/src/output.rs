//! Standard output and standard error.

use crate::failure::Failure;
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
