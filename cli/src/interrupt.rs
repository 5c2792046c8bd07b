//! Signals that end the program: no half file, and an exit code that names the signal.

use kennis::formats::remove_unfinished_files;
use std::process::exit;

/// A program that a signal ended has 128 and its number as exit code.
const BY_SIGNAL: i32 = 128;

/// Removes files that are being written when a signal comes (Ctrl-C, a closed terminal, the end of a session), and ends
/// with 130, 129 or 143. A signal that the program was started to ignore stays ignored. A file that grows beyond the limit
/// of the system is an error of the write, not the end.
#[cfg(unix)]
pub(crate) fn leave_no_half_file() {
    use signal_hook::consts::signal::{SIGHUP, SIGINT, SIGTERM, SIGXFSZ};
    let ignored = ignored_signals();
    let heard =
        [SIGHUP, SIGINT, SIGTERM, SIGXFSZ].into_iter().filter(|signal| ignored >> (signal - 1) & 1 == 0);
    // Where no handler can be set, the system's own ends the program, which is what the user asked for.
    let Ok(mut signals) = signal_hook::iterator::Signals::new(heard) else { return };
    let wait = move || {
        if let Some(signal) = signals.forever().find(|signal| *signal != SIGXFSZ) {
            remove_unfinished_files();
            exit(BY_SIGNAL + signal);
        }
    };
    let _ = std::thread::Builder::new().name("signals".to_owned()).spawn(wait);
}

/// The signals that the program was started to ignore, by `nohup` or by a shell in the background: bit `n - 1` is signal
/// `n`. None where the system does not say.
#[cfg(unix)]
fn ignored_signals() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or(0)
}

/// Removes files that are being written when the user interrupts, and ends with 130.
#[cfg(not(unix))]
pub(crate) fn leave_no_half_file() {
    const INTERRUPT: i32 = 2;
    // Where no handler can be set, the system's own ends the program, which is what the user asked for.
    let _ = ctrlc::set_handler(|| {
        remove_unfinished_files();
        exit(BY_SIGNAL + INTERRUPT);
    });
}
