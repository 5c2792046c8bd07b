//! What files of CSV have in common: places of problems, columns that must be known, quotes, and the lines that name the
//! user's files that the table was made from: at its end, and in between where tables were put below each other.

use super::input_error::InputError;
use super::source::{Source, quoted};
pub(super) use crate::data::Field;
use crate::data::{CsvTable, InputFile};
use crate::safe_text::safe_line;
use crate::scenario::Problem;

/// A table of a file.
pub(super) struct CsvText<'a> {
    pub(super) table: CsvTable<'a>,
}

impl<'a> CsvText<'a> {
    /// Splits a text; lines that name files are no rows.
    ///
    /// # Errors
    /// A quote that does not end.
    pub(super) fn new(source: &Source<'a>) -> Result<Self, InputError> {
        let mut table = CsvTable::new(without_inputs(source.text)).map_err(|quote| {
            source.problem(quote, Problem::new("", "a quote that does not end", "a quote at both ends"))
        })?;
        table.rows.retain(|row| !row.first().is_some_and(|field| field.text.starts_with(INPUT)));
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

/// What a spreadsheet takes for the beginning of a formula.
const FORMULA: [char; 4] = ['=', '+', '-', '@'];

/// Whether a text would be run by a spreadsheet, or is such a text with blanks or apostrophes before it.
fn is_formula(text: &str) -> bool {
    text.trim_start_matches(|c: char| c == '\'' || c.is_whitespace()).starts_with(FORMULA)
        && !text.trim().parse::<f64>().is_ok_and(|number| number.is_finite())
}

/// A text as a field: safe to show, with an apostrophe before what a spreadsheet would run, in quotes where it needs them.
pub(super) fn csv_quoted(text: &str) -> String {
    let text = safe_line(text);
    let apostrophe = if is_formula(&text) { "'" } else { "" };
    let text = format!("{apostrophe}{text}");
    if text.contains([',', '"', '\n', '\r']) || text.trim() != text {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}

/// The text of a field without the apostrophe that [`csv_quoted`] has put before it.
pub(super) fn without_apostrophe(text: &str) -> &str {
    text.strip_prefix('\'').filter(|_| is_formula(text)).unwrap_or(text)
}

/// What a line that names a file begins with.
const INPUT: &str = "# input: ";

/// The lines that name files, at the end of a table with so many columns: comments, and for readers that know none a
/// row whose other cells are empty, so that columns of numbers stay such.
pub(super) fn input_lines(inputs: &[InputFile], columns: usize) -> String {
    let empty = ",".repeat(columns.saturating_sub(1));
    inputs.iter().map(|input| format!("{INPUT}{}{empty}\n", input.as_comment())).collect()
}

/// A table of CSV with the user's files that it was made from, a line each at its end.
#[must_use]
pub fn csv_with_inputs(table: String, inputs: &[InputFile]) -> String {
    let columns = table.lines().next().map_or(0, |head| head.split(',').count());
    table + &input_lines(inputs, columns)
}

/// A text without the lines at its end that name files.
fn without_inputs(text: &str) -> &str {
    let mut rest = text;
    loop {
        let lines = rest.trim_end_matches(['\n', '\r']);
        let last = lines.rfind('\n').map_or(0, |end| end + 1);
        if last == 0 || !lines[last..].starts_with(INPUT) {
            return rest;
        }
        rest = &rest[..last];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        /// No cell begins a formula or is unsafe to show, and its text is read back.
        #[test]
        fn a_cell_is_harmless_and_reads_back(
            text in "[ '\"=+@,;a5.\\-]{0,6}([\\x00-\\x1f\u{9b}\u{202e}\u{2028}é]|\\PC){0,3}|\\PC*",
        ) {
            let cell = csv_quoted(&text);
            assert!(!cell.contains(crate::safe_text::is_unsafe));
            let table = format!("a,b\n{cell},x\n");
            let table = CsvTable::new(&table).unwrap();
            let field = &*table.rows[0][0].text;
            assert!(!field.trim_start().starts_with(FORMULA) || field.trim().parse::<f64>().is_ok(), "{cell}");
            assert_eq!(without_apostrophe(field).trim(), safe_line(&text).trim());
        }
    }

    #[test]
    fn what_a_spreadsheet_would_run_has_an_apostrophe_and_a_number_has_none() {
        let cells =
            ["=cmd()", "@x", "+1 a", "-x", "-1.5", "+2", "a=b", "'=x", "\t=x", "=a,b"].map(csv_quoted);
        let expected = ["'=cmd()", "'@x", "'+1 a", "'-x", "-1.5", "+2", "a=b", "''=x", r"\t=x", "\"'=a,b\""];
        assert_eq!(cells, expected);
        // An apostrophe that means itself stays.
        assert_eq!(["'=cmd()", "''=x", "'s", "=x"].map(without_apostrophe), ["=cmd()", "'=x", "'s", "=x"]);
    }

    #[test]
    fn files_stand_at_the_end_and_are_no_rows() {
        use crate::data::InputRole;
        let input = |role, name: &str| InputFile { role, name: name.to_owned(), sha256: "0f".to_owned() };
        let inputs = [input(InputRole::Scenario, "s.toml"), input(InputRole::Data, "d.csv")];
        let table = "a,b,c\n1,2,3\n";
        let with = csv_with_inputs(table.to_owned(), &inputs);
        assert_eq!(
            with,
            format!("{table}# input: scenario s.toml sha256 0f,,\n# input: data d.csv sha256 0f,,\n")
        );
        assert_eq!(without_inputs(&with), table);
        assert_eq!(without_inputs(&with.replace('\n', "\r\n")), table.replace('\n', "\r\n"));
        assert_eq!(without_inputs(table), table);
        // A head is no comment, whatever it says.
        assert_eq!(without_inputs("# input: x\n"), "# input: x\n");
        assert_eq!(csv_with_inputs(table.to_owned(), &[]), table);
    }

    #[test]
    fn between_tables_below_each_other_a_line_that_names_a_file_is_no_row() {
        let text = "a,b\n1,2\n# input: data x.tsv sha256 0f,\n3,4\n# input: data y.tsv sha256 0f,\n";
        let source = Source::new("f", text.as_bytes(), "").unwrap();
        let table = CsvText::new(&source).unwrap().table;
        let cells: Vec<&str> = table.rows.iter().flatten().map(|field| &*field.text).collect();
        assert_eq!(cells, ["1", "2", "3", "4"]);
    }

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
