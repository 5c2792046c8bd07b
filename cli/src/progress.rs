//! How far a long computation is: a bar on standard error, on a terminal only.

use crate::caller;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A bar that goes away with the value; a program that has called the command is told instead. The library behind it draws nothing where standard error is no terminal, and
/// no colours where NO_COLOR is set.
pub(crate) struct Bar {
    what: &'static str,
    bar: ProgressBar,
}

impl Bar {
    /// A bar that counts `what`; none with `quiet`.
    pub(crate) fn new(what: &'static str, quiet: bool) -> Self {
        let target = if quiet || caller::is_embedded() {
            ProgressDrawTarget::hidden()
        } else {
            ProgressDrawTarget::stderr_with_hz(5)
        };
        let bar = ProgressBar::with_draw_target(None, target).with_message(what);
        let template = "{bar:30} {human_pos} of {human_len} {msg}, {eta} left";
        let bar = match ProgressStyle::with_template(template) {
            Ok(style) => bar.with_style(style.progress_chars("=> ")),
            Err(_) => bar,
        };
        Self { what, bar }
    }

    /// Shows that `done` of `total` are done.
    pub(crate) fn show(&self, done: u64, total: u64) {
        self.bar.set_length(total);
        self.bar.set_position(done);
        caller::watch(self.what, done, total);
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
