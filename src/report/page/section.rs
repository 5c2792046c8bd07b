//! A section of a page: a heading, and blocks under it.

use super::figure::{Figure, command};
use super::html::Html;
use super::table::Table;
use crate::report::language::Language;
use crate::report::text_table::{wrapped, wrapped_to};

/// A section.
#[derive(Clone, Debug, PartialEq)]
#[must_use]
pub struct Section {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) blocks: Vec<Block>,
}

/// What stands under a heading.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Block {
    Text(String),
    Foreign(Language, String),
    Answer(String),
    Heading(String),
    List(Vec<String>),
    Table(Table),
    Folded(String, Table),
    Figure(Box<Figure>),
    Command(String),
}

impl Section {
    /// A section with the name that links lead to, and its heading.
    pub fn new(id: impl Into<String>, title: impl Into<String>) -> Self {
        Self { id: id.into(), title: title.into(), blocks: Vec::new() }
    }

    /// Its heading.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.title
    }

    /// With a paragraph.
    pub fn text(self, text: impl Into<String>) -> Self {
        self.block(Block::Text(text.into()))
    }

    /// With a paragraph in another language than that of the page.
    pub fn foreign_text(self, language: Language, text: impl Into<String>) -> Self {
        self.block(Block::Foreign(language, text.into()))
    }

    /// With a sentence that answers, in large letters.
    pub fn answer(self, text: impl Into<String>) -> Self {
        self.block(Block::Answer(text.into()))
    }

    /// With a heading of its own over what follows.
    pub fn heading(self, text: impl Into<String>) -> Self {
        self.block(Block::Heading(text.into()))
    }

    /// With a list.
    pub fn list(self, items: impl IntoIterator<Item = String>) -> Self {
        self.block(Block::List(items.into_iter().collect()))
    }

    /// With a table.
    pub fn table(self, table: Table) -> Self {
        self.block(Block::Table(table))
    }

    /// With a table that is folded, under a line that opens it.
    pub fn folded(self, line: impl Into<String>, table: Table) -> Self {
        self.block(Block::Folded(line.into(), table))
    }

    /// With a figure.
    pub fn figure(self, figure: Figure) -> Self {
        self.block(Block::Figure(Box::new(figure)))
    }

    /// With a command that gives the section again.
    pub fn command(self, command: impl Into<String>) -> Self {
        self.block(Block::Command(command.into()))
    }

    fn block(mut self, block: Block) -> Self {
        self.blocks.push(block);
        self
    }

    pub(super) fn to_text(&self, language: Language) -> String {
        let blocks: String = self.blocks.iter().map(|block| block.to_text(language)).collect();
        format!("{}{blocks}", wrapped(&self.title, ""))
    }

    /// The section alone as HTML, for a page that is open.
    #[must_use]
    pub fn to_html(&self, language: Language) -> String {
        self.html(language).into_text()
    }

    pub(super) fn html(&self, language: Language) -> Html {
        let heading = format!("{}-heading", self.id);
        let blocks: Html = self.blocks.iter().map(|block| block.html(language)).collect();
        let content = Html::of("h2", &[("id", &heading)], &self.title).then(blocks);
        Html::element("section", &[("id", &self.id), ("aria-labelledby", &heading)], content)
    }
}

impl Block {
    /// For a terminal: charts are not seen there, and the command stands at the end of all.
    fn to_text(&self, language: Language) -> String {
        match self {
            Self::Text(text) | Self::Foreign(_, text) | Self::Answer(text) | Self::Heading(text) => {
                wrapped(text, "")
            }
            Self::List(items) => {
                items.iter().map(|item| format!("- {}", wrapped_to(item, "  ", 78))).collect()
            }
            Self::Table(table) | Self::Folded(_, table) => table.to_text(language),
            Self::Figure(figure) => figure.to_text(language),
            Self::Command(_) => String::new(),
        }
    }

    fn html(&self, language: Language) -> Html {
        match self {
            Self::Text(text) => Html::of("p", &[], text),
            Self::Foreign(other, text) => Html::of("p", &[("lang", other.name())], text),
            Self::Answer(text) => Html::of("p", &[("class", "answer")], text),
            Self::Heading(text) => Html::of("h3", &[], text),
            Self::List(items) => {
                Html::element("ul", &[], items.iter().map(|item| Html::of("li", &[], item)).collect())
            }
            Self::Table(table) => table.html(language),
            Self::Folded(line, table) => {
                let line = Html::of("summary", &[], line);
                Html::element("details", &[], line.then(table.html(language)))
            }
            Self::Figure(figure) => figure.html(language),
            Self::Command(text) => command(text, language),
        }
    }
}
