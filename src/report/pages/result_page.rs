//! A page of sections: the names of its scenarios above them, program and data below.

use crate::report::language::Language;
use crate::report::page::{Page, Section};
use crate::report::words::Word;

/// A page of these scenarios, with what it is in `subtitle`, data of a vintage, and the command that gives it again.
pub fn result_page(
    names: &[String],
    subtitle: &str,
    vintage: &str,
    command: &str,
    sections: impl IntoIterator<Item = Section>,
) -> Page {
    let made = [("version", env!("CARGO_PKG_VERSION")), ("data", vintage)];
    let page = Page::new(Language::En, names.join("; "))
        .subtitle(subtitle)
        .origin([Word::MadeBy.with(Language::En, &made)])
        .command(command);
    sections.into_iter().fold(page, Page::section)
}
