//! A page without its pictures and its script, for writers of other forms: of each section the paragraphs and the tables, those
//! behind charts with what to read in them, source and method.

use super::figure::Figure;
use super::section::{Block, Section};
use super::table::Table;
use crate::report::language::Language;
use crate::report::words::Word;

/// A paragraph or a table.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Plain<'a> {
    /// A paragraph.
    Text(String),
    /// A table.
    Table(&'a Table),
}

impl Section {
    /// The section without pictures, in the order of the page.
    #[must_use]
    pub fn plain(&self, language: Language) -> Vec<Plain<'_>> {
        self.blocks.iter().flat_map(|block| block.plain(language)).collect()
    }
}

impl Block {
    fn plain(&self, language: Language) -> Vec<Plain<'_>> {
        match self {
            Self::Text(text) | Self::Foreign(_, text) | Self::Answer(text) | Self::Heading(text) => {
                vec![Plain::Text(text.clone())]
            }
            Self::List(items) => items.iter().cloned().map(Plain::Text).collect(),
            Self::Table(table) | Self::Folded(_, table) => vec![Plain::Table(table)],
            Self::Figure(figure) => figure.plain(language),
            Self::Command(_) => Vec::new(),
        }
    }
}

impl Figure {
    fn plain(&self, language: Language) -> Vec<Plain<'_>> {
        let named = |word: Word, text: &str| match text {
            "" => String::new(),
            text => format!("{}: {text}", word.in_language(language)),
        };
        let sources = self.sources().into_iter().map(|(_, text)| text).collect::<Vec<_>>().join("; ");
        let texts = [named(Word::Source, &sources), named(Word::Method, &self.method), self.reading.clone()];
        let texts = texts.into_iter().filter(|text| !text.is_empty()).map(Plain::Text);
        std::iter::once(Plain::Table(&self.table)).chain(texts).collect()
    }
}
