//! A table of a page: a caption, headings, and rows whose first cell is their heading. A number keeps its full value beside
//! the one that is shown, for those who take the table with them as CSV.

use super::html::Html;
use crate::report::language::{Language, decimals_of};

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
    /// A number, with the decimals that it is shown with.
    Number(f64, usize),
    /// A share, shown as percent.
    Share(f64),
    /// A year.
    Year(i32),
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
        matches!(self, Self::Number(..) | Self::Share(_) | Self::Year(_))
    }

    fn html(&self, name: &str, scope: &[(&str, &str)], language: Language) -> Html {
        let mut attributes: Vec<(&str, &str)> = scope.to_vec();
        let raw;
        let text = match self {
            Self::Text(text) => text.clone(),
            Self::Foreign(other, text) => {
                attributes.push(("lang", other.name()));
                text.clone()
            }
            Self::Number(value, decimals) => {
                raw = value.to_string();
                attributes.extend([("class", "number"), ("data-value", raw.as_str())]);
                language.number(*value, *decimals)
            }
            Self::Share(share) => {
                raw = share.to_string();
                attributes.extend([("class", "number"), ("data-value", raw.as_str())]);
                language.percent(*share)
            }
            Self::Year(year) => {
                attributes.push(("class", "number"));
                year.to_string()
            }
            Self::Empty => {
                attributes.push(("class", "number"));
                "–".to_owned()
            }
        };
        Html::of(name, &attributes, &text)
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

    /// Whether it has a row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    pub(super) fn html(&self, language: Language) -> Html {
        let is_number =
            |column: usize| self.rows.iter().any(|row| row.get(column).is_some_and(Cell::is_number));
        let head = self.head.iter().enumerate().map(|(column, text)| {
            let class = if is_number(column) && column > 0 { "number" } else { "words" };
            Html::of("th", &[("scope", "col"), ("class", class)], text)
        });
        let head = Html::element("thead", &[], Html::element("tr", &[], head.collect()));
        let body: Html = self.rows.iter().map(|row| row_html(row, language)).collect();
        let content =
            Html::of("caption", &[], &self.caption).then(head).then(Html::element("tbody", &[], body));
        // A table that is wider than the page moves under the finger, and under the arrow keys.
        let frame =
            [("class", "wide"), ("tabindex", "0"), ("role", "region"), ("aria-label", &*self.caption)];
        Html::element("div", &frame, Html::element("table", &[], content))
    }
}

fn row_html(row: &[Cell], language: Language) -> Html {
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
