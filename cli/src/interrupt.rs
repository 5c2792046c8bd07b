//! Ctrl-C: no half file, and exit code 130.

/// Exit code of a program that was interrupted: 128 and the number of the signal.
const INTERRUPTED: i32 = 130;

/// Removes files that are being written when the user interrupts, and ends with 130.
pub(crate) fn leave_no_half_file() {
    // Where no handler can be set, the system's own ends the program, which is what the user asked for.
    let _ = ctrlc::set_handler(|| {
        kennis::formats::remove_unfinished_files();
        std::process::exit(INTERRUPTED);
    });
}
