//! Reads a baseline table: CSV with `year` and any of the columns of a [`BaselineRow`], or with years across.
//!
//! A row `unit` (a column where years are across) may state the units of the columns.

use super::csv_text::{CsvText, Field};
use super::data_file::file_name;
use super::input_error::{InputError, InputProblem};
use super::input_file::input_file;
use super::source::{Source, quoted};
use super::table::cell::{Cell, parts};
use super::table::layout::{Layout, Observation, Table, published_by};
use super::table::notation::Notation;
use super::table::number::{Evidence, evidence, times};
use super::table::period;
use super::table::text::{decoded, is_windows_1252};
use super::table::unit::{Reading, of_baseline};
use crate::data::InputRole;
use crate::scenario::{
    BaselineRow, BaselineTable, CheckContext, Problem, baseline_problems, baseline_range, baseline_remarks,
    shown,
};
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
    let text = decoded(file, bytes)?;
    let source =
        Source::new(file, &text, "a baseline: a line with year and other columns, then a line a year")?;
    let input = Some(input_file(InputRole::Baseline, file, bytes));
    let text = CsvText::new(&source)?;
    let table = Table::new(&text);
    let mut file = BaselineFile {
        source: &source,
        text: &text,
        table: &table,
        places: BTreeMap::new(),
        problems: Vec::new(),
        remarks: Vec::new(),
    };
    if is_windows_1252(bytes) {
        file.remarks.push(format!("{}: read as Windows-1252, for it is not UTF-8", file_name(source.file)));
    }
    file.header();
    let mut baseline =
        BaselineTable { name: file_name(source.file).to_owned(), input, ..BaselineTable::default() };
    file.rows(&mut baseline);
    file.check(&mut baseline, context);
    let BaselineFile { mut problems, remarks, .. } = file;
    problems.sort_by_key(|problem| problem.position);
    baseline.remarks = remarks;
    InputError { problems }.check().map(|()| baseline)
}

/// One file on its way to a table.
struct BaselineFile<'a> {
    source: &'a Source<'a>,
    text: &'a CsvText<'a>,
    table: &'a Table<'a>,
    /// Where the value of a key such as `gdp[2030]` stands.
    places: BTreeMap<String, usize>,
    problems: Vec<InputProblem>,
    remarks: Vec<String>,
}

/// A cell with a number.
struct Entry<'a> {
    column: &'a str,
    year: i32,
    field: &'a Field<'a>,
    cell: Cell<'a>,
    number: &'a str,
    unit: Option<&'a Field<'a>>,
}

impl<'a> BaselineFile<'a> {
    fn refuse(&mut self, offset: usize, problem: Problem) {
        self.problems.push(self.source.problem(offset, problem));
    }

    fn header(&mut self) {
        let columns = &self.text.table.columns;
        let has = |name: &str| self.text.table.column(name).is_some();
        if let Some(office) = published_by(self.text) {
            let expected = format!(
                "a baseline: a column year, a line for each year, and gdp_growth, hours or rd_intensity beside it (kennis \
                 data --from {office} FILE makes a table for --data of it)"
            );
            self.refuse(0, Problem::new("", "a table as a statistics office publishes it", expected));
        } else if has("variable") && has("value") {
            let expected = "a baseline, with a column year and a line for each year; a table of data is given with --data";
            self.refuse(0, Problem::new("", "a table of data", expected));
        } else if self.table.layout == Layout::YearsAcross {
            let names: Vec<&str> = BASELINE_COLUMNS.iter().copied().skip(1).collect();
            for (offset, problem) in self.table.column_problems(&["variable", "unit"], &names) {
                self.refuse(offset, problem);
            }
        } else {
            for (offset, problem) in self.text.column_problems(BASELINE_COLUMNS) {
                self.refuse(offset, problem);
            }
            if !has("year") {
                self.refuse(0, Problem::new("", "no column \"year\"", "a first line that names the columns"));
            } else if columns.len() == 1 {
                let expected = format!("at least one of {}", BASELINE_COLUMNS[1..].join(", "));
                self.refuse(0, Problem::new("", "no column but \"year\"", expected));
            }
        }
    }

    /// The rows of the file.
    fn rows(&mut self, baseline: &mut BaselineTable) {
        let (observations, problems) = self.table.observations();
        for (offset, problem) in problems {
            self.refuse(offset, problem);
        }
        let years = self.years(&observations);
        let mut entries = Vec::new();
        for observation in &observations {
            let Some(year) = years.get(&observation.year.offset).copied() else { continue };
            baseline.rows.entry(year).or_default();
            entries.extend(self.entry(observation, year));
        }
        if self.problems.is_empty() && entries.is_empty() {
            let problem = Problem::new("", "no value in any line", "at least one year with a value");
            self.refuse(self.source.text.len(), problem);
        }
        self.values(&entries, baseline);
    }

    /// The year of each field that holds one, by its place: whole, and each after the one before.
    fn years(&mut self, observations: &[Observation<'a>]) -> BTreeMap<usize, i32> {
        let fields: BTreeMap<usize, &Field<'_>> =
            observations.iter().map(|observation| (observation.year.offset, observation.year)).collect();
        let mut years: BTreeMap<usize, i32> = BTreeMap::new();
        for (offset, field) in fields {
            let Some((year, _)) = period::year(&field.text) else {
                self.refuse(offset, Problem::new("year", quoted(&field.text), "a year, a whole number"));
                continue;
            };
            let last = years.values().copied().max();
            match last.filter(|last| year <= *last) {
                Some(last) => {
                    let again =
                        if years.values().any(|known| *known == year) { " a second time" } else { "" };
                    let problem =
                        Problem::new("year", format!("{year}{again}"), format!("a year after {last}"));
                    self.refuse(offset, problem);
                }
                None => {
                    self.places.insert(format!("year[{year}]"), offset);
                    years.insert(offset, year);
                }
            }
        }
        years
    }

    /// A cell that holds a number of a known column.
    fn entry(&mut self, observation: &Observation<'a>, year: i32) -> Option<Entry<'a>> {
        let column = observation.variable.text.as_ref();
        if !BASELINE_COLUMNS[1..].contains(&column) {
            // Where years are across, the names stand below the first line.
            if self.table.layout == Layout::YearsAcross && !self.places.contains_key(column) {
                let expected = format!("one of {}", BASELINE_COLUMNS[1..].join(", "));
                let problem = Problem::new("", quoted(column), expected);
                let problem =
                    problem.with_nearest(&column.to_lowercase(), BASELINE_COLUMNS[1..].iter().copied());
                self.refuse(observation.variable.offset, problem);
                self.places.insert(column.to_owned(), observation.variable.offset);
            }
            return None;
        }
        let cell = parts(&observation.value.text);
        let number = cell.number?;
        let key = format!("{column}[{year}]");
        if let Some(line) = self.places.get(&key).map(|offset| self.source.position(*offset).line) {
            let expected = format!("each column once (it stands in line {line})");
            self.refuse(
                observation.value.offset,
                Problem::new(key, format!("{column} of {year} a second time"), expected),
            );
            return None;
        }
        self.places.insert(key, observation.value.offset);
        let unit = self.table.described(observation, "unit").filter(|field| !field.text.is_empty());
        Some(Entry { column, year, field: observation.value, cell, number, unit })
    }

    /// The numbers: their notation from all of them, then their unit.
    fn values(&mut self, entries: &[Entry<'a>], baseline: &mut BaselineTable) {
        let numbers: Vec<(usize, &str, Evidence)> = entries
            .iter()
            .map(|entry| {
                let (range, _) = baseline_range(entry.column);
                let factor = match entry.reading(&[]) {
                    Some(Reading::Times(factor)) => factor,
                    _ => 1.0,
                };
                let says = evidence(entry.number, |value| range.contains(&times(value, factor)));
                (entry.field.offset, entry.number, says)
            })
            .collect();
        let notation = Notation::new(&numbers);
        let mut columns: BTreeMap<&str, Vec<(&Entry<'_>, f64)>> = BTreeMap::new();
        for entry in entries {
            match notation.read(entry.field.offset, entry.number, self.source) {
                Ok(value) => columns.entry(entry.column).or_default().push((entry, value)),
                Err(expected) => {
                    let key = format!("{}[{}]", entry.column, entry.year);
                    self.refuse(entry.field.offset, Problem::new(key, quoted(&entry.field.text), expected));
                }
            }
        }
        for (column, values) in columns {
            let sample: Vec<f64> = values.iter().map(|(_, value)| *value).collect();
            let factor = values.first().map_or(1.0, |(entry, _)| self.factor(entry, &sample));
            for (entry, value) in values {
                let percent = of_baseline(column)
                    .map(|expected| expected.percent_sign())
                    .filter(|_| entry.cell.percent);
                let value = match percent {
                    None => times(value, factor),
                    Some(Reading::Times(factor)) => times(value, factor),
                    Some(_) => {
                        let key = format!("{column}[{}]", entry.year);
                        let expected = baseline_range(column).1;
                        self.refuse(
                            entry.field.offset,
                            Problem::new(key, quoted(&entry.field.text), expected),
                        );
                        continue;
                    }
                };
                set(baseline.rows.entry(entry.year).or_default(), column, value);
            }
        }
    }

    /// What the numbers of a column are multiplied by for their unit.
    fn factor(&mut self, entry: &Entry<'_>, sample: &[f64]) -> f64 {
        let (Some(field), Some(reading), Some(expected)) =
            (entry.unit, entry.reading(sample), of_baseline(entry.column))
        else {
            return 1.0;
        };
        let (file, column) = (file_name(self.source.file), entry.column);
        let (line, unit) = (self.source.position(field.offset).line, quoted(&field.text));
        match reading {
            Reading::Same => 1.0,
            Reading::Times(factor) => {
                let (by, to) = (shown(factor), expected.name());
                self.remarks.push(format!(
                    "{file}, line {line}: {column} is in {unit}, and was multiplied by {by} ({to})"
                ));
                factor
            }
            Reading::Unknown => {
                let to = expected.name();
                self.remarks.push(format!(
                    "{file}, line {line}: the unit {unit} is not known: {column} is taken for {to}"
                ));
                1.0
            }
            Reading::Other(expected) => {
                self.refuse(field.offset, Problem::new(format!("{column}: unit"), unit, expected));
                1.0
            }
        }
    }

    /// What is wrong or odd about the table as a whole.
    fn check(&mut self, baseline: &mut BaselineTable, context: &CheckContext) {
        let readable = self.problems.is_empty();
        for problem in baseline_problems(baseline, context) {
            let offset = self.places.get(&problem.key).copied().unwrap_or(0);
            self.refuse(offset, problem);
        }
        if !readable || !self.problems.is_empty() {
            return;
        }
        let file = file_name(self.source.file);
        for Problem { key, found, expected, .. } in baseline_remarks(baseline, context) {
            let offset = self.places.get(&key).copied().unwrap_or(0);
            let line = self.source.position(offset).line;
            self.remarks.push(format!("{file}, line {line}: {key} is odd: {found}; expected {expected}"));
        }
    }
}

impl Entry<'_> {
    /// What its unit says.
    fn reading(&self, sample: &[f64]) -> Option<Reading> {
        Some(of_baseline(self.column)?.read(&self.unit?.text, sample))
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
mod tests;
