//! Reads a baseline table: CSV with `year` and any of the columns of a [`BaselineRow`].

use super::csv_text::{CsvText, Field, number};
use super::input_error::{InputError, InputProblem};
use super::source::{Source, quoted};
use crate::scenario::{BaselineRow, BaselineTable, CheckContext, Problem, baseline_problems};
use std::collections::BTreeMap;

/// The columns of a baseline table.
pub const BASELINE_COLUMNS: &[&str] =
    &["year", "gdp", "gdp_growth", "hours", "rd_intensity", "rd_business_share", "rd_public_share"];

/// Reads a baseline table; `file` is its name in messages.
///
/// # Errors
/// All problems of the file.
///
/// ```
/// use kennis::formats::read_baseline;
/// use kennis::scenario::CheckContext;
/// let text = "year;gdp_growth\n2025;0,015\n2026;0,012\n";
/// let table = read_baseline(text.as_bytes(), "b.csv", &CheckContext::netherlands()).unwrap();
/// assert_eq!(table.rows[&2026].gdp_growth, Some(0.012));
/// ```
pub fn read_baseline(bytes: &[u8], file: &str, context: &CheckContext) -> Result<BaselineTable, InputError> {
    let source =
        Source::new(file, bytes, "a baseline: a line with year and other columns, then a line a year")?;
    let text = CsvText::new(&source)?;
    let decimal_comma = text.has_decimal_comma(text.table.rows.iter().flatten());
    let mut file = BaselineFile {
        source: &source,
        text: &text,
        decimal_comma,
        places: BTreeMap::new(),
        problems: Vec::new(),
    };
    file.header();
    let mut table = BaselineTable::default();
    for row in &text.table.rows {
        file.row(row, &mut table);
    }
    let BaselineFile { places, mut problems, .. } = file;
    problems.extend(baseline_problems(&table, context).into_iter().map(|problem| {
        let offset = places.get(&problem.key).copied().unwrap_or(0);
        source.problem(offset, problem)
    }));
    problems.sort_by_key(|problem| problem.position);
    InputError { problems }.check().map(|()| table)
}

/// One file on its way to a table.
struct BaselineFile<'a> {
    source: &'a Source<'a>,
    text: &'a CsvText<'a>,
    decimal_comma: bool,
    /// Where the value of a key such as `gdp[2030]` stands.
    places: BTreeMap<String, usize>,
    problems: Vec<InputProblem>,
}

impl BaselineFile<'_> {
    fn refuse(&mut self, offset: usize, problem: Problem) {
        self.problems.push(self.source.problem(offset, problem));
    }

    fn header(&mut self) {
        for (offset, problem) in self.text.column_problems(BASELINE_COLUMNS) {
            self.refuse(offset, problem);
        }
        if self.text.table.column("year").is_none() {
            self.refuse(0, Problem::new("", "no column \"year\"", "a first line that names the columns"));
        } else if self.text.table.columns.len() == 1 {
            let expected = format!("at least one of {}", BASELINE_COLUMNS[1..].join(", "));
            self.refuse(0, Problem::new("", "no column but \"year\"", expected));
        }
    }

    fn row(&mut self, row: &[Field<'_>], table: &mut BaselineTable) {
        if let Some((offset, problem)) = self.text.length_problem(row) {
            self.refuse(offset, problem);
            return;
        }
        let Some(cell) = self.text.table.column("year").map(|at| &row[at]) else { return };
        let Ok(year) = cell.text.parse::<i32>() else {
            self.refuse(cell.offset, Problem::new("year", quoted(&cell.text), "a year, a whole number"));
            return;
        };
        if let Some(last) = table.rows.keys().next_back()
            && year <= *last
        {
            let again = if table.rows.contains_key(&year) { " a second time" } else { "" };
            let problem = Problem::new("year", format!("{year}{again}"), format!("a year after {last}"));
            self.refuse(cell.offset, problem);
            return;
        }
        self.places.insert(format!("year[{year}]"), cell.offset);
        let mut values = BaselineRow::default();
        for (column, cell) in self.text.table.columns.iter().zip(row) {
            if let Some(value) = self.value(&column.text, year, cell) {
                set(&mut values, &column.text, value);
            }
        }
        table.rows.insert(year, values);
    }

    /// The number in a cell; none where it is empty, wrong, or the year.
    fn value(&mut self, column: &str, year: i32, cell: &Field<'_>) -> Option<f64> {
        if cell.text.is_empty() || column == "year" || !BASELINE_COLUMNS.contains(&column) {
            return None;
        }
        let key = format!("{column}[{year}]");
        let value = number(&cell.text, self.decimal_comma);
        if let Err(expected) = value {
            self.refuse(cell.offset, Problem::new(key.as_str(), quoted(&cell.text), expected));
        }
        self.places.insert(key, cell.offset);
        value.ok()
    }
}

fn set(row: &mut BaselineRow, column: &str, value: f64) {
    let cell = match column {
        "gdp" => &mut row.gdp,
        "gdp_growth" => &mut row.gdp_growth,
        "hours" => &mut row.hours,
        "rd_intensity" => &mut row.rd_intensity,
        "rd_business_share" => &mut row.rd_business_share,
        "rd_public_share" => &mut row.rd_public_share,
        _ => return,
    };
    *cell = Some(value);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<BaselineTable, String> {
        read_baseline(text.as_bytes(), "b.csv", &CheckContext::netherlands())
            .map_err(|error| error.to_string())
    }

    #[test]
    fn commas_semicolons_tabs_and_decimal_commas_read_the_same() {
        let expected = read("year,gdp_growth,hours\n2025,0.015,\n2030,0.01,14000\n").unwrap();
        assert_eq!(expected.rows[&2025], BaselineRow { gdp_growth: Some(0.015), ..BaselineRow::default() });
        for other in [
            "\u{feff}year;gdp_growth;hours\r\n2025;0,015;\r\n2030;0,01;14000\r\n",
            "year;gdp_growth;hours\n2025;0.015;\n2030;0.01;14000",
            "\"year\"\t\"gdp_growth\"\t\"hours\"\n2025\t0.015\t\n\n2030\t0.01\t\"14000\"\n",
        ] {
            assert_eq!(read(other).unwrap(), expected, "{other}");
        }
    }

    #[test]
    fn every_wrong_line_is_named() {
        let error = read(
            "year,gdp_grwth,hours\n2023,0.01,14000\n2025,x,NaN\n2025,0,1\n2024,0,1\n2026,0,01,5\nx,1,1\n",
        );
        assert_eq!(
            error.unwrap_err(),
            "b.csv:1:6: found column \"gdp_grwth\", expected one of year, gdp, gdp_growth, hours, rd_intensity, \
             rd_business_share, rd_public_share; did you mean \"gdp_growth\"?\n\
             b.csv:2:1: year[2023]: found 2023, expected a year from 2024 (R&D is observed up to 2023) to 2200\n\
             b.csv:3:8: hours[2025]: found \"NaN\", expected a finite number\n\
             b.csv:4:1: year: found 2025 a second time, expected a year after 2025\n\
             b.csv:5:1: year: found 2024, expected a year after 2025\n\
             b.csv:6:1: found 4 fields, expected 3 as in the first line (a decimal comma needs semicolons between \
             the fields)\n\
             b.csv:7:1: year: found \"x\", expected a year, a whole number"
        );
    }

    #[test]
    fn percent_and_thousands_separators_are_refused() {
        assert_eq!(
            read("year;gdp_growth;gdp\n2025;1,5;1.023,5\n").unwrap_err(),
            "b.csv:2:6: gdp_growth[2025]: found 1.5, expected a fraction between -0.2 and 0.2 (0.015 is 1.5%)\n\
             b.csv:2:10: gdp[2025]: found \"1.023,5\", expected a decimal comma as in the other fields, and no \
             thousands separator"
        );
    }

    #[test]
    fn a_header_is_needed() {
        assert!(read("2025,0.01\n").is_err());
        assert!(read("year\n2025\n").is_err());
    }

    proptest::proptest! {
        #[test]
        fn random_text_never_panics(body in "[a-z0-9;,\t\n\". é-]{0,200}", comma in proptest::bool::ANY) {
            let separator = if comma { "," } else { ";" };
            let _ = read(&body);
            let _ = read(&format!("year{separator}gdp{separator}hours\n{body}"));
        }
    }
}
