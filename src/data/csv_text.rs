//! Splits CSV text into fields that know where they stand.
//!
//! Fields are separated by commas, or by semicolons or tabs where the first line with any of them has those, or by what
//! Excel's first line `sep=;` names. A field in quotes may hold separators, line ends and doubled quotes. Lines without
//! text are left out, those of separators alone too, and so are empty fields beyond the last column.

use std::borrow::Cow;

/// A field without blanks and quotes, and the byte at which it starts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Field<'a> {
    pub(crate) text: Cow<'a, str>,
    pub(crate) offset: usize,
}

/// A table: a first line with the names of the columns, and the lines below it.
pub(crate) struct CsvTable<'a> {
    pub(crate) columns: Vec<Field<'a>>,
    pub(crate) rows: Vec<Vec<Field<'a>>>,
    pub(crate) separator: char,
}

impl<'a> CsvTable<'a> {
    /// Splits a text; an error is the place of a quote that does not end.
    pub(crate) fn new(text: &'a str) -> Result<Self, usize> {
        let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or("");
        let (separator, mut at) = match named_separator(first) {
            // The line itself is no part of the table.
            Some(separator) => (separator, text.find(first).unwrap_or(0) + first.len()),
            // Above a table may stand its title.
            None => (text.lines().find_map(separator_of).unwrap_or(','), 0),
        };
        let mut records = Vec::new();
        while at < text.len() {
            let (record, end) = record(text, at, separator)?;
            at = end;
            if record.iter().any(|field| !field.text.is_empty()) {
                records.push(record);
            }
        }
        let mut records = records.into_iter();
        let mut columns = records.next().unwrap_or_default();
        let mut rows: Vec<Vec<Field<'_>>> = records.collect();
        // A separator at the end of each line makes a column that has neither a name nor a value.
        let width = rows.iter().chain([&columns]).map(|record| filled(record)).max().unwrap_or(0);
        let named = columns.len();
        columns.truncate(width);
        // Beside commas a field too many may be the decimals of a number before it: only what the first line has too, or
        // what stands behind a single value, is surely nothing.
        let is_sure = |row: &[Field<'_>]| separator != ',' || row.len() <= named || columns.len() <= 2;
        for row in rows.iter_mut().filter(|row| is_sure(row)) {
            row.truncate(filled(row).max(columns.len()));
        }
        Ok(Self { columns, rows, separator })
    }

    /// The position of a column.
    pub(crate) fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.text == name)
    }

    /// What is expected in place of the number of fields of a line, where that is wrong.
    pub(crate) fn expected_fields(&self, row: &[Field<'_>]) -> Option<String> {
        let decimal_comma = self.separator == ',' && row.len() > self.columns.len();
        let hint = if decimal_comma { " (a decimal comma needs semicolons between the fields)" } else { "" };
        (row.len() != self.columns.len())
            .then(|| format!("{} as in the first line{hint}", self.columns.len()))
    }
}

/// The separator that Excel's line `sep=;` names.
fn named_separator(line: &str) -> Option<char> {
    let name = line.trim_matches(|c: char| c == '"' || c == '\r' || c == ' ');
    let mut rest =
        name.get(..4).filter(|start| start.eq_ignore_ascii_case("sep=")).and(name.get(4..))?.chars();
    rest.next().filter(|separator| rest.next().is_none() && [';', '\t', ',', '|'].contains(separator))
}

/// The separator of a line: a semicolon, a tab or a comma that stands outside quotes.
fn separator_of(line: &str) -> Option<char> {
    let outside: Vec<&str> = line.split('"').step_by(2).collect();
    let has = |separator: &char| outside.iter().any(|part| part.contains(*separator));
    [';', '\t', ','].into_iter().find(has)
}

/// Number of fields up to the last one with text.
fn filled(record: &[Field<'_>]) -> usize {
    record.iter().rposition(|field| !field.text.is_empty()).map_or(0, |last| last + 1)
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
        let table = CsvTable::new(text).unwrap();
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
    fn fields_know_where_they_stand_and_an_open_quote_too() {
        let table = CsvTable::new("a, b\n  1,\"2\"\n").unwrap();
        assert_eq!(table.rows[0].iter().map(|field| field.offset).collect::<Vec<_>>(), [7, 9]);
        assert_eq!(CsvTable::new("a,b\n1,\"2\n").err(), Some(6));
    }

    #[test]
    fn what_excel_adds_is_left_out() {
        let expected = split("year;hours\n2025;14990\n");
        for text in [
            "sep=;\r\nyear;hours\r\n2025;14990\r\n",
            "\"sep=;\"\r\nyear;hours\r\n2025;14990\r\n",
            "year;hours\n2025;14990\n;\n;;\n",
            "year;hours;;\n2025;14990;;\n",
            "year;hours\n2025;14990;;\n",
            "SEP=|\nyear|hours\n2025|14990",
        ] {
            assert_eq!(split(text), expected, "{text:?}");
        }
        // A value beyond the last column stays, and so does a column without a value.
        assert_eq!(split("a,b\n1,2,3\n4,,\n"), [vec!["a", "b"], vec!["1", "2", "3"], vec!["4", ""]]);
        // It may be the decimals of a value, with the vintage left out.
        assert_eq!(split("a,b,c,d\nx,2022,2,18,\n")[1], ["x", "2022", "2", "18", ""]);
        assert_eq!(split("a,b,c,\nx,2022,2,\n")[1], ["x", "2022", "2"]);
        assert_eq!(split("\"a;b\",c\n1,2"), [["a;b", "c"], ["1", "2"]]);
    }

    #[test]
    fn the_csv_crate_splits_the_same() {
        for text in [include_str!("../../data/netherlands.csv"), include_str!("../../data/panel.csv")] {
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

    proptest::proptest! {
        #[test]
        fn any_text_is_split_or_has_an_open_quote(text in "[ab,;\t\r\n\" é]{0,60}") {
            if let Ok(table) = CsvTable::new(&text) {
                for field in std::iter::once(&table.columns).chain(&table.rows).flatten() {
                    proptest::prop_assert!(text.is_char_boundary(field.offset));
                }
            }
        }
    }
}
