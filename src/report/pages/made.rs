//! Who made a figure, and the command that makes it again.

use crate::report::language::Language;
use crate::report::page::Figure;
use crate::report::words::Word;

/// What figures of one command have in common.
pub(super) struct Made<'a> {
    /// The vintage of the data.
    pub(super) vintage: &'a str,
    /// The command that gives the figures again.
    pub(super) command: &'a str,
}

impl Made<'_> {
    /// A figure with its source, how it is computed, and the command.
    pub(super) fn with(&self, figure: Figure, method: &str) -> Figure {
        let places = [("version", env!("CARGO_PKG_VERSION")), ("data", self.vintage)];
        figure.source(Word::ModelSource.with(Language::En, &places), method).command(self.command)
    }
}
