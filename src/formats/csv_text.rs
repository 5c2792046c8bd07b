//! What files of CSV have in common: places of problems, columns that must be known, quotes.

use super::input_error::InputError;
use super::source::{Source, quoted};
use crate::data::CsvTable;
pub(super) use crate::data::Field;
use crate::scenario::Problem;

/// A table of a file.
pub(super) struct CsvText<'a> {
    pub(super) table: CsvTable<'a>,
}

impl<'a> CsvText<'a> {
    /// Splits a text.
    ///
    /// # Errors
    /// A quote that does not end.
    pub(super) fn new(source: &Source<'a>) -> Result<Self, InputError> {
        let table = CsvTable::new(source.text).map_err(|quote| {
            source.problem(quote, Problem::new("", "a quote that does not end", "a quote at both ends"))
        })?;
        Ok(Self { table })
    }

    /// What is wrong with the first line, where each column must be one of `known`, once.
    pub(super) fn column_problems(&self, known: &[&str]) -> Vec<(usize, Problem)> {
        let mut problems = Vec::new();
        for (index, column) in self.table.columns.iter().enumerate() {
            let name = column.text.as_ref();
            if !known.contains(&name) {
                let found = format!("column {}", quoted(name));
                let problem = Problem::new("", found, format!("one of {}", known.join(", ")));
                let problem = problem.with_nearest(&name.to_lowercase(), known.iter().copied());
                problems.push((column.offset, problem));
            } else if self.table.columns[..index].iter().any(|earlier| earlier.text == name) {
                let found = format!("column \"{name}\" a second time");
                problems.push((column.offset, Problem::new("", found, "each column once")));
            }
        }
        problems
    }

    /// What is wrong with the number of fields of a line.
    pub(super) fn length_problem(&self, row: &[Field<'_>]) -> Option<(usize, Problem)> {
        let expected = self.table.expected_fields(row)?;
        let offset = row.first().map_or(0, |field| field.offset);
        Some((offset, Problem::new("", format!("{} fields", row.len()), expected)))
    }
}

/// A text as a field, in quotes where it needs them.
pub(super) fn csv_quoted(text: &str) -> String {
    if text.contains([',', '"', '\n', '\r']) || text.trim() != text {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_open_quote_is_named() {
        let source = Source::new("f", b"a,b\n1,\"2\n", "").unwrap();
        let problem = CsvText::new(&source).err().unwrap();
        assert_eq!(
            problem.to_string(),
            "f:2:3: found a quote that does not end, expected a quote at both ends"
        );
    }
}
