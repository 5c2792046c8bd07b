//! A table of a page: a caption, headings, and rows whose first cell is their heading. A number keeps its full value beside
//! the one that is shown, for those who take the table with them as CSV.

use super::html::Html;
use crate::report::language::{Language, decimals_of};
use crate::report::text_table;

/// A table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    pub(super) caption: String,
    head: Vec<String>,
    rows: Vec<Vec<Cell>>,
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Cell {
    /// Text in the language of the page.
    Text(String),
    /// Text in another language, such as the name of a source.
    Foreign(Language, String),
    /// Text that is not broken over lines, such as a day.
    Fixed(String),
    /// A number, with the decimals that it is shown with.
    Number(f64, usize),
    /// A share, shown as percent.
    Share(f64),
    /// A year.
    Year(i32),
    /// A figure as a text has it.
    Written(String),
    /// Nothing.
    Empty,
}

impl Cell {
    /// A number with three digits.
    #[must_use]
    pub fn number(value: f64) -> Self {
        Self::Number(value, decimals_of(value))
    }

    /// A number that may be missing.
    #[must_use]
    pub fn maybe(value: Option<f64>, decimals: usize) -> Self {
        value.map_or(Self::Empty, |value| Self::Number(value, decimals))
    }

    fn is_number(&self) -> bool {
        matches!(self, Self::Number(..) | Self::Share(_) | Self::Year(_) | Self::Written(_))
    }

    /// As it is shown.
    fn shown(&self, language: Language) -> String {
        match self {
            Self::Text(text) | Self::Fixed(text) | Self::Foreign(_, text) | Self::Written(text) => {
                text.clone()
            }
            Self::Number(value, decimals) => language.number(*value, *decimals),
            Self::Share(share) => language.percent(*share),
            Self::Year(year) => year.to_string(),
            Self::Empty => "–".to_owned(),
        }
    }

    fn html(&self, name: &str, scope: &[(&str, &str)], language: Language) -> Html {
        let mut attributes: Vec<(&str, &str)> = scope.to_vec();
        let raw = match self {
            Self::Number(value, _) | Self::Share(value) => Some(value.to_string()),
            _ => None,
        };
        match self {
            Self::Text(_) => {}
            Self::Foreign(other, _) => attributes.push(("lang", other.name())),
            Self::Fixed(_) => attributes.push(("class", "fixed")),
            _ => attributes.push(("class", "number")),
        }
        attributes.extend(raw.as_deref().map(|raw| ("data-value", raw)));
        Html::of(name, &attributes, &self.shown(language))
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl Table {
    /// A table without rows.
    #[must_use]
    pub fn new(caption: impl Into<String>, head: impl IntoIterator<Item = impl Into<String>>) -> Self {
        let head = head.into_iter().map(Into::into).collect();
        Self { caption: caption.into(), head, rows: Vec::new() }
    }

    /// With a row more.
    #[must_use]
    pub fn row(mut self, cells: impl IntoIterator<Item = impl Into<Cell>>) -> Self {
        self.rows.push(cells.into_iter().map(Into::into).collect());
        self
    }

    /// What it is of.
    #[must_use]
    pub fn caption(&self) -> &str {
        &self.caption
    }

    /// The headings of its columns.
    #[must_use]
    pub fn head(&self) -> &[String] {
        &self.head
    }

    /// Its rows.
    #[must_use]
    pub fn rows(&self) -> &[Vec<Cell>] {
        &self.rows
    }

    /// A table of texts, of which the first is the head; a text alone in its row is the heading of the rows below it. What is
    /// indented there is part of what stands above it.
    #[must_use]
    pub fn of_texts(caption: impl Into<String>, rows: impl IntoIterator<Item = Vec<String>>) -> Self {
        let mut rows = rows.into_iter();
        let table = Self::new(caption, rows.next().unwrap_or_default());
        rows.fold(table, |table, row| {
            let label = |text: &str| {
                let words = text.trim_start_matches(' ');
                Cell::Text("\u{2003}".repeat((text.len() - words.len()).min(2)) + words)
            };
            let cells = row.iter().enumerate();
            table.row(cells.map(|(column, text)| match column {
                0 => label(text),
                _ => Cell::Written(text.clone()),
            }))
        })
    }

    /// Whether it has a row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// For a terminal: a table where its columns fit, else a paragraph a row.
    pub(super) fn to_text(&self, language: Language) -> String {
        let shown = |row: &Vec<Cell>| row.iter().map(|cell| cell.shown(language)).collect::<Vec<_>>();
        let rows: Vec<Vec<String>> = self.rows.iter().map(shown).collect();
        let all: Vec<Vec<String>> = std::iter::once(self.head.clone()).chain(rows.iter().cloned()).collect();
        let table = text_table::table(&all);
        let mut text = text_table::wrapped(&self.caption, "");
        if table.lines().all(|line| line.chars().count() <= text_table::COLUMNS) {
            return text + &table;
        }
        for row in &rows {
            let cells = row.iter().zip(&self.head).skip(1).filter(|(cell, _)| *cell != "–");
            let cells: Vec<String> = cells.map(|(cell, head)| format!("{head}: {cell}")).collect();
            let first = row.first().map(String::as_str).unwrap_or_default();
            let line = text_table::wrapped_to(&format!("{first}. {}", cells.join("; ")), "    ", 78);
            text += &format!("  {line}");
        }
        text
    }

    /// Rows that stand under one heading.
    fn groups(&self) -> impl Iterator<Item = &[Vec<Cell>]> {
        self.rows.chunk_by(|_, next| !is_heading(next, self.head.len()))
    }

    pub(super) fn html(&self, language: Language) -> Html {
        let is_number =
            |column: usize| self.rows.iter().any(|row| row.get(column).is_some_and(Cell::is_number));
        let head = self.head.iter().enumerate().map(|(column, text)| {
            let class = if is_number(column) && column > 0 { "number" } else { "words" };
            // A heading of nothing is no heading.
            if text.is_empty() {
                return Html::of("td", &[], "");
            }
            Html::of("th", &[("scope", "col"), ("class", class)], text)
        });
        let head = Html::element("thead", &[], Html::element("tr", &[], head.collect()));
        let columns = self.head.len();
        let body = self.groups().map(|rows| {
            Html::element("tbody", &[], rows.iter().map(|row| row_html(row, columns, language)).collect())
        });
        let caption = Html::of("caption", &[], &self.caption);
        let content = caption.then(head).then(body.collect());
        // A table that is wider than the page moves under the finger, and under the arrow keys. Its caption stays, so that it is
        // read whole; for those who hear the table it is in it.
        let shown = Html::of("p", &[("class", "caption"), ("aria-hidden", "true")], &self.caption);
        let frame =
            [("class", "wide"), ("tabindex", "0"), ("role", "region"), ("aria-label", &*self.caption)];
        shown.then(Html::element("div", &frame, Html::element("table", &[], content)))
    }
}

/// Whether a row is the heading of those below it.
fn is_heading(row: &[Cell], columns: usize) -> bool {
    row.len() == 1 && columns > 1
}

fn row_html(row: &[Cell], columns: usize, language: Language) -> Html {
    if let [heading] = row
        && is_heading(row, columns)
    {
        let columns = columns.to_string();
        let scope = [("scope", "rowgroup"), ("colspan", &*columns)];
        return Html::element("tr", &[], heading.html("th", &scope, language));
    }
    let cells = row.iter().enumerate().map(|(column, cell)| match column {
        0 => cell.html("th", &[("scope", "row")], language),
        _ => cell.html("td", &[], language),
    });
    Html::element("tr", &[], cells.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_that_is_too_wide_for_a_terminal_is_a_paragraph_a_row() {
        let row = |text: &str| [Cell::from("1"), Cell::from(text), Cell::Number(1.5, 1)];
        let narrow = Table::new("c", ["a", "b", "d"]).row(row("x"));
        assert_eq!(narrow.to_text(Language::Nl), "c\n  a  b    d\n  1  x  1,5\n");
        let wide = Table::new("c", ["a", "b", "d"]).row(row(&"word ".repeat(30))).to_text(Language::En);
        assert!(wide.starts_with("c\n  1. b: word word") && wide.contains("d: 1.5"), "{wide}");
        assert!(wide.lines().all(|line| line.chars().count() <= 80), "{wide}");
    }

    #[test]
    fn numbers_are_shown_in_the_language_and_kept_whole() {
        let table = Table::new("R&D", ["year", "ratio", "probability"]).row([
            Cell::Year(2030),
            Cell::Number(2.004_95, 2),
            Cell::Share(0.001),
        ]);
        let html = table.html(Language::Nl).into_text();
        for part in [
            "<caption>R&amp;D</caption>",
            "<th scope=\"row\" class=\"number\">2030</th>",
            "<td class=\"number\" data-value=\"2.00495\">2,00</td>",
            "<td class=\"number\" data-value=\"0.001\">&lt;1%</td>",
        ] {
            assert!(html.contains(part), "{part}: {html}");
        }
    }
}
