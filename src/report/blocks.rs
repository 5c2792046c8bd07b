//! What a report is made of: paragraphs, lines, and tables under their headings. A terminal and a page show the same.

use super::by_year_table::ByYearTable;
#[cfg(feature = "page")]
use super::page::{Section, Table};
use super::text_table::{table, wrapped, wrapped_to};

/// A piece of a report.
#[derive(Clone, Debug)]
pub(super) enum Block {
    /// A text.
    Paragraph(String),
    /// What stands over the next piece; of a table on a page its caption.
    Heading(String),
    /// Things of one kind, in two columns from the edge.
    Items(Vec<String>),
    /// Sentences of their own, each with its further lines so far from the edge.
    Lines(Vec<String>, &'static str),
    /// Rows of cells, of which the first is the head.
    Table(Vec<Vec<String>>),
    /// A table with a column a year.
    ByYear(ByYearTable),
}

impl Block {
    pub(super) fn paragraph(text: impl Into<String>) -> Self {
        Self::Paragraph(text.into())
    }

    pub(super) fn heading(text: impl Into<String>) -> Self {
        Self::Heading(text.into())
    }

    /// Sentences with the usual indent.
    pub(super) fn notes(sentences: impl IntoIterator<Item = String>) -> Self {
        Self::Lines(sentences.into_iter().collect(), "  ")
    }

    fn text(&self) -> String {
        match self {
            Self::Paragraph(text) | Self::Heading(text) => wrapped(text, ""),
            Self::Items(items) => {
                items.iter().map(|item| format!("  {}", wrapped_to(item, "    ", 78))).collect()
            }
            Self::Lines(lines, indent) => lines.iter().map(|line| wrapped(line, indent)).collect(),
            Self::Table(rows) => table(rows),
            Self::ByYear(table) => table.text(),
        }
    }
}

/// Blocks for a terminal.
pub(super) fn text_of(blocks: &[Block]) -> String {
    blocks.iter().map(Block::text).collect()
}

/// Parts of a report for a terminal, with a blank line between them.
pub(super) fn text_of_parts(parts: &[Vec<Block>]) -> String {
    let parts: Vec<String> = parts.iter().map(|part| text_of(part)).filter(|text| !text.is_empty()).collect();
    parts.join("\n")
}

/// A part of a report as a section, under the heading that it begins with.
#[cfg(feature = "page")]
pub(super) fn section_of(id: &str, part: Vec<Block>) -> Section {
    let mut part = part;
    let title = match part.first() {
        Some(Block::Heading(text)) => text.clone(),
        _ => String::new(),
    };
    if !title.is_empty() {
        part.remove(0);
    }
    on_page(Section::new(id, title), part)
}

/// A section with blocks more.
#[cfg(feature = "page")]
pub(super) fn on_page(mut section: Section, blocks: Vec<Block>) -> Section {
    let mut heading = None;
    for block in blocks {
        section = match block {
            Block::Heading(text) => {
                heading = Some(text);
                continue;
            }
            Block::Table(rows) => captioned(section, heading.take(), rows),
            Block::ByYear(table) => captioned(section, heading.take(), table.rows()),
            Block::Paragraph(text) => headed(section, heading.take()).text(text),
            Block::Items(items) | Block::Lines(items, _) if items.is_empty() => section,
            Block::Lines(lines, _) if lines.len() == 1 => {
                headed(section, heading.take()).text(lines.concat())
            }
            Block::Items(items) | Block::Lines(items, _) => headed(section, heading.take()).list(items),
        };
    }
    headed(section, heading)
}

#[cfg(feature = "page")]
fn headed(section: Section, heading: Option<String>) -> Section {
    heading.into_iter().fold(section, Section::heading)
}

/// A table under its heading; without one its first cell says what it is, or else the section.
#[cfg(feature = "page")]
fn captioned(section: Section, heading: Option<String>, rows: Vec<Vec<String>>) -> Section {
    let first = rows.first().and_then(|row| row.first()).filter(|cell| !cell.is_empty());
    let caption = heading.or(first.cloned()).unwrap_or_else(|| section.title().to_owned());
    section.table(Table::of_texts(caption, rows))
}

#[cfg(all(test, feature = "page"))]
mod tests {
    use super::*;
    use crate::report::language::Language;

    fn part() -> Vec<Block> {
        let row = |cells: [&str; 2]| cells.map(str::to_owned).to_vec();
        let rows = vec![row(["", "mean"]), vec!["Welfare:".to_owned()], row(["  costs", "1.5"])];
        let mut by_year = ByYearTable::new(&[(0, 2030), (1, 2031)]);
        by_year.row("GDP", |t| t.to_string());
        vec![
            Block::heading("Accounts"),
            Block::Table(rows),
            Block::notes(["a note".to_owned()]),
            Block::ByYear(by_year),
            Block::heading("Alone"),
            Block::Items(vec!["one".to_owned(), "two".to_owned()]),
        ]
    }

    #[test]
    fn a_terminal_has_all_in_its_order() {
        let expected = "Accounts\n           mean\n  Welfare:\n    costs   1.5\na note\n       2030  2031\n  GDP     0     1\nAlone\n  \
                        one\n  two\n";
        assert_eq!(text_of(&part()), expected);
        assert_eq!(text_of_parts(&[part(), Vec::new(), part()]), format!("{expected}\n{expected}"));
    }

    #[test]
    fn a_page_has_the_same_and_headings_of_tables_are_captions() {
        let html = section_of("id", part()).to_html(Language::En);
        for piece in [
            ">Accounts</h2>",
            "<caption>Accounts</caption>",
            "<th scope=\"rowgroup\" colspan=\"2\">Welfare:</th>",
            "<th scope=\"row\">\u{2003}\u{2003}costs</th>\n<td class=\"number\">1.5</td>",
            "<p>a note</p>",
            "<th scope=\"col\" class=\"number\">2031</th>",
            "<h3>Alone</h3>\n<ul><li>one</li>\n<li>two</li></ul>",
        ] {
            assert!(html.contains(piece), "{piece}: {html}");
        }
        assert_eq!(html.matches("<tbody>").count(), 2);
    }
}
