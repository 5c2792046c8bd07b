//! Splits CSV text into fields that know where they stand.
//!
//! Fields are separated by commas, or by semicolons or tabs; beside those two a decimal comma is understood, and then
//! a point is refused, because it could be a thousands separator. A field in quotes may hold separators, line ends and
//! doubled quotes.

use super::input_error::InputError;
use super::source::Source;
use crate::scenario::Problem;
use std::borrow::Cow;

/// A field without blanks and quotes, and the byte at which it starts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Field<'a> {
    pub(super) text: Cow<'a, str>,
    pub(super) offset: usize,
}

/// A table: a first line with the names of the columns, and the lines below it. Empty lines are left out.
pub(super) struct CsvText<'a> {
    pub(super) columns: Vec<Field<'a>>,
    pub(super) rows: Vec<Vec<Field<'a>>>,
    pub(super) separator: char,
}

impl<'a> CsvText<'a> {
    /// Splits a text.
    ///
    /// # Errors
    /// A quote that does not end.
    pub(super) fn new(source: &Source<'a>) -> Result<Self, InputError> {
        let first = source.text.lines().find(|line| !line.trim().is_empty()).unwrap_or("");
        let separator = [';', '\t'].into_iter().find(|c| first.contains(*c)).unwrap_or(',');
        let mut records = Vec::new();
        let mut at = 0;
        while at < source.text.len() {
            let (record, end) = record(source.text, at, separator).map_err(|quote| {
                source.problem(quote, Problem::new("", "a quote that does not end", "a quote at both ends"))
            })?;
            at = end;
            if record.len() > 1 || record.iter().any(|field| !field.text.is_empty()) {
                records.push(record);
            }
        }
        let mut records = records.into_iter();
        Ok(Self { columns: records.next().unwrap_or_default(), rows: records.collect(), separator })
    }

    /// The position of a column.
    pub(super) fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.text == name)
    }

    /// Whether numbers in these fields are written with a decimal comma.
    pub(super) fn has_decimal_comma<'f>(&self, fields: impl IntoIterator<Item = &'f Field<'f>>) -> bool {
        self.separator != ',' && fields.into_iter().any(|field| field.text.contains(','))
    }

    /// What is wrong with the first line, where each column must be one of `known`, once.
    pub(super) fn column_problems(&self, known: &[&str]) -> Vec<(usize, Problem)> {
        let mut problems = Vec::new();
        for (index, column) in self.columns.iter().enumerate() {
            let name = column.text.as_ref();
            if !known.contains(&name) {
                let found = format!("column {}", super::source::quoted(name));
                let problem = Problem::new("", found, format!("one of {}", known.join(", ")));
                let problem = problem.with_nearest(&name.to_lowercase(), known.iter().copied());
                problems.push((column.offset, problem));
            } else if self.columns[..index].iter().any(|earlier| earlier.text == name) {
                let found = format!("column \"{name}\" a second time");
                problems.push((column.offset, Problem::new("", found, "each column once")));
            }
        }
        problems
    }

    /// What is wrong with the number of fields of a line.
    pub(super) fn length_problem(&self, row: &[Field<'_>]) -> Option<(usize, Problem)> {
        if row.len() == self.columns.len() {
            return None;
        }
        let hint = if self.separator == ',' && row.len() > self.columns.len() {
            " (a decimal comma needs semicolons between the fields)"
        } else {
            ""
        };
        let offset = row.first().map_or(0, |field| field.offset);
        let expected = format!("{} as in the first line{hint}", self.columns.len());
        Some((offset, Problem::new("", format!("{} fields", row.len()), expected)))
    }
}

/// A finite number.
///
/// # Errors
/// What is expected in place of the text.
pub(super) fn number(text: &str, decimal_comma: bool) -> Result<f64, &'static str> {
    if decimal_comma && text.contains('.') {
        return Err("a decimal comma as in the other fields, and no thousands separator");
    }
    let text = if decimal_comma { Cow::from(text.replace(',', ".")) } else { Cow::from(text) };
    let number: f64 = text.parse().map_err(|_| "a number")?;
    if number.is_finite() { Ok(number) } else { Err("a finite number") }
}

/// The fields of the record that starts at a byte, and where the next one starts; an error is the place of a quote
/// that does not end.
fn record(text: &str, start: usize, separator: char) -> Result<(Vec<Field<'_>>, usize), usize> {
    let mut fields = Vec::new();
    let mut at = start;
    loop {
        let (field, end) = field(text, at, separator)?;
        fields.push(field);
        match text[end..].chars().next() {
            Some(next) if next == separator => at = end + next.len_utf8(),
            Some(next) => return Ok((fields, end + next.len_utf8())),
            None => return Ok((fields, end)),
        }
    }
}

/// The field that starts at a byte, and where it ends.
fn field(text: &str, start: usize, separator: char) -> Result<(Field<'_>, usize), usize> {
    let rest = &text[start..];
    let blank = |c: char| c.is_whitespace() && c != separator && c != '\n';
    let offset = start + rest.len() - rest.trim_start_matches(blank).len();
    let end_of =
        |from: usize| text[from..].find([separator, '\n']).map_or(text.len(), |length| from + length);
    if !text[offset..].starts_with('"') {
        let end = end_of(offset);
        return Ok((Field { text: Cow::from(text[offset..end].trim()), offset }, end));
    }
    let close = closing_quote(text, offset + 1).ok_or(offset)?;
    let end = end_of(close + 1);
    let inner = &text[offset + 1..close];
    let text = match text[close + 1..end].trim() {
        "" if inner.contains('"') => Cow::from(inner.replace("\"\"", "\"")),
        "" => Cow::from(inner.trim()),
        // What follows the quote belongs to the field too, and makes it what it is not.
        _ => Cow::from(text[offset..end].trim()),
    };
    Ok((Field { text, offset }, end))
}

/// The first quote from a byte on that is not doubled.
fn closing_quote(text: &str, from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        let quote = at + text[at..].find('"')?;
        if !text[quote + 1..].starts_with('"') {
            return Some(quote);
        }
        at = quote + 2;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<Vec<String>> {
        let source = Source::new("f", text.as_bytes(), "").unwrap();
        let table = CsvText::new(&source).unwrap();
        let texts = |row: &Vec<Field<'_>>| row.iter().map(|field| field.text.to_string()).collect();
        std::iter::once(&table.columns).chain(&table.rows).map(texts).collect()
    }

    #[test]
    fn quotes_hold_separators_line_ends_and_quotes() {
        assert_eq!(
            split("a,b\r\n\n \"1, x\" , \"say \"\"yes\"\"\"\n"),
            [["a", "b"], ["1, x", "say \"yes\""]]
        );
        assert_eq!(split("a;b\n\"1\n2\";\n"), [["a", "b"], ["1\n2", ""]]);
        assert_eq!(split("a\tb\n1\t \"2\"x"), [["a", "b"], ["1", "\"2\"x"]]);
    }

    #[test]
    fn fields_know_where_they_stand_and_an_open_quote_is_named() {
        let source = Source::new("f", b"a, b\n  1,\"2\"\n", "").unwrap();
        let table = CsvText::new(&source).unwrap();
        assert_eq!(table.rows[0].iter().map(|field| field.offset).collect::<Vec<_>>(), [7, 9]);
        let source = Source::new("f", b"a,b\n1,\"2\n", "").unwrap();
        let problem = CsvText::new(&source).err().unwrap();
        assert_eq!(
            problem.to_string(),
            "f:2:3: found a quote that does not end, expected a quote at both ends"
        );
    }

    #[test]
    fn the_csv_crate_splits_the_same() {
        let text = include_str!("../../data/netherlands.csv");
        let theirs: Vec<Vec<String>> = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .from_reader(text.as_bytes())
            .records()
            .map(|record| record.unwrap().iter().map(|field| field.trim().to_owned()).collect())
            .collect();
        assert_eq!(split(text), theirs);
    }
}
