//! Reads a table of data: long CSV, a line for each observation, or series or years across.
//!
//! ```text
//! variable,kind,statistic,year,value,unit,country,source,vintage,licence,note,status
//! gdp_volume,data,value,2022,913542.1,"million euro, prices of 2015",NLD,CBS,2025-07,CC BY 4.0,,
//! ```
//! Only `variable`, `year` and `value` are needed. What describes a series may stand in any of its lines, and is
//! written in the first. A year without a line, or with an empty value, is a gap. Lines at the end that name the files
//! that the table was made from are no rows.

mod values;

use super::csv_text::{CsvText, Field, without_apostrophe};
use super::data_csv::{DATA_COLUMNS, INDICATOR, PUBLISHED};
use super::data_file::{DataFile, file_name, is_code};
use super::input_error::{InputError, InputProblem};
use super::input_file::input_file;
use super::source::{Source, quoted};
use super::table::cell::{Cell, is_status, parts};
use super::table::layout::{DESCRIPTION, Layout, Observation, Table, published_by};
use super::table::period;
use super::table::text::{decoded, is_windows_1252};
use super::table::unit::{Reading, of_series};
use crate::data::{InputRole, Series, SeriesName};
use crate::scenario::Problem;
use std::collections::{BTreeMap, BTreeSet};

/// Columns that a long table must have.
const NEEDED: [&str; 3] = ["variable", "year", "value"];
/// What `kind` and `statistic` say of an observation.
const KIND: [(&str, &str); 2] = [("kind", "data"), ("statistic", "value")];
/// The vintage of a series that states none: it sorts behind every year, so that a result is not taken for one of
/// the embedded vintage.
pub(super) const NO_VINTAGE: &str = "vintage not stated";
const WHAT: &str = "a table of data (kennis data --format csv prints one)";

/// Reads a table of data; `file` is its name in messages. What does not go together with the embedded data is found by
/// [`DataFile::problems`].
///
/// # Errors
/// All problems of the file.
///
/// ```
/// let text = "variable;year;value\nhours;2022;14210,5\nhours;2023;14502\n";
/// let data = kennis::formats::read_data(text.as_bytes(), "d.csv").unwrap();
/// let economy = data.economy("NLD").unwrap();
/// assert_eq!(economy.series(kennis::data::SeriesName::Hours).unwrap().at(2022), Some(14210.5));
/// ```
pub fn read_data(bytes: &[u8], file: &str) -> Result<DataFile, InputError> {
    let text = decoded(file, bytes)?;
    let source = Source::new(file, &text, WHAT)?;
    let input = Some(input_file(InputRole::Data, file, bytes));
    let text = CsvText::new(&source)?;
    let table = Table::new(&text);
    let mut reader = DataReader { source: &source, table: &table, problems: Vec::new(), remarks: Vec::new() };
    if is_windows_1252(bytes) {
        reader.remarks.push(format!("{}: read as Windows-1252, for it is not UTF-8", file_name(file)));
    }
    reader.columns(&text);
    let mut data = DataFile { file: file.to_owned(), input, ..DataFile::default() };
    if reader.problems.is_empty() {
        reader.series(&mut data);
    }
    let DataReader { mut problems, remarks, .. } = reader;
    problems.sort_by_key(|problem| problem.position);
    InputError { problems }.check()?;
    data.remarks = remarks;
    Ok(data)
}

/// Whether the bytes are a table with a column `variable`, as a table of data has and a baseline has not, or with columns
/// that only a table of data has.
#[must_use]
pub fn is_data_file(bytes: &[u8]) -> bool {
    let Ok(text) = decoded("", bytes) else { return false };
    let Ok(source) = Source::new("", &text, "") else { return false };
    let Ok(text) = CsvText::new(&source) else { return false };
    let columns = || text.table.columns.iter().map(|column| column.text.as_ref());
    let only_data = |name: &str| {
        SeriesName::from_name(name).is_some() && !super::baseline_file::BASELINE_COLUMNS.contains(&name)
    };
    // The names of a baseline with years across may stand below "variable".
    let names = text.table.rows.iter().filter_map(|row| row.first()).map(|field| field.text.as_ref());
    let is_baseline = Table::new(&text).layout == Layout::YearsAcross
        && names.clone().any(|name| ["gdp", "rd_business_share", "rd_public_share"].contains(&name));
    !is_baseline
        && (published_by(&text).is_some() || columns().any(|name| name == "variable" || only_data(name)))
}

/// One file on its way to series.
struct DataReader<'a> {
    source: &'a Source<'a>,
    table: &'a Table<'a>,
    problems: Vec<InputProblem>,
    remarks: Vec<String>,
}

/// One observation that has its names.
struct Entry<'a> {
    key: (String, SeriesName),
    year: i32,
    value: &'a Field<'a>,
    cell: Cell<'a>,
    status: String,
}

/// A series on its way.
#[derive(Default)]
struct ReadSeries<'a> {
    /// `unit`, `source`, `vintage`, `licence` and `note`, as far as they were stated.
    described: [String; 5],
    unit: Option<&'a Field<'a>>,
    /// Years that have a line.
    years: BTreeSet<i32>,
    values: BTreeMap<i32, f64>,
    status: BTreeMap<i32, String>,
}

impl<'a> DataReader<'a> {
    fn refuse(&mut self, offset: usize, problem: Problem) {
        self.problems.push(self.source.problem(offset, problem));
    }

    fn refuse_field(&mut self, key: &str, field: &Field<'_>, expected: impl Into<String>) {
        self.refuse(field.offset, Problem::new(key, quoted(&field.text), expected));
    }

    /// The first line.
    fn columns(&mut self, text: &CsvText<'a>) {
        if let Some(office) = published_by(text) {
            let expected = format!(
                "a table of data, with the columns variable, year and value: kennis data --from {office} FILE > mine.csv \
                 makes one of it"
            );
            self.refuse(0, Problem::new("", "a table as a statistics office publishes it", expected));
            return;
        }
        let series: Vec<&str> = SeriesName::ALL.iter().map(|name| name.name()).collect();
        for (offset, problem) in self.table.column_problems(DATA_COLUMNS, &series) {
            self.refuse(offset, problem);
        }
        let is_missing = |name: &&str| text.table.column(name).is_none();
        if self.table.layout == Layout::Long {
            for name in NEEDED.into_iter().filter(is_missing) {
                let expected = format!("a first line that names the columns: {}", DATA_COLUMNS.join(", "));
                self.refuse(0, Problem::new("", format!("no column {name:?}"), expected));
            }
        }
    }

    fn series(&mut self, data: &mut DataFile) {
        let (observations, problems) = self.table.observations();
        for (offset, problem) in problems {
            self.refuse(offset, problem);
        }
        let mut read: BTreeMap<(String, SeriesName), ReadSeries<'a>> = BTreeMap::new();
        let mut entries = Vec::new();
        for observation in &observations {
            if let Some(entry) = self.entry(observation) {
                self.describe(&entry, observation, read.entry(entry.key.clone()).or_default());
                entries.push(entry);
            }
        }
        self.values(&entries, &mut read, data);
        let empty: Vec<&str> = read
            .iter()
            .filter(|(_, series)| series.values.is_empty())
            .map(|((_, name), _)| name.name())
            .collect();
        if empty.len() == read.len() && self.problems.is_empty() {
            let found = if read.is_empty() { "no line below the first" } else { "no value in any line" };
            let start = self.source.text.len();
            self.refuse(start, Problem::new("", found, "at least one line with a value"));
        } else if !empty.is_empty() {
            let (file, names) = (file_name(self.source.file), empty.join(", "));
            self.remarks.push(format!("{file}: {names} without any value: not used"));
        }
        for ((country, name), series) in read.into_iter().filter(|(_, series)| !series.values.is_empty()) {
            data.countries.entry(country).or_default().push(series.into_series(name));
        }
    }

    /// An observation with the names of its series and year, where they can be read.
    fn entry(&mut self, observation: &Observation<'a>) -> Option<Entry<'a>> {
        // What others published, and what is made of other tables, beside the series: no observation.
        if self
            .table
            .described(observation, "kind")
            .is_some_and(|kind| [PUBLISHED, INDICATOR].contains(&&*kind.text))
        {
            return None;
        }
        let name = self.variable(observation.variable);
        let country = self.country(observation);
        let year = period::year(&observation.year.text);
        if year.is_none() {
            self.refuse_field("year", observation.year, period::EXPECTED);
        }
        let (name, country, (year, of_year)) = (name?, country?, year?);
        for (column, expected) in KIND {
            let field = self.table.described(observation, column);
            if let Some(field) = field.filter(|field| !["", expected].contains(&&*field.text)) {
                self.refuse_field(column, field, format!("{expected:?}: the table holds data, not results"));
            }
        }
        let cell = parts(&observation.value.text);
        let of_line = self.table.described(observation, "status").map_or("", |field| &field.text);
        let of_line = self.flags(of_line);
        let mut status = String::new();
        for flag in [of_line.as_str(), cell.status, of_year].into_iter().flat_map(str::chars) {
            if !status.contains(flag) {
                status.push(flag);
            }
        }
        Some(Entry { key: (country, name), year, value: observation.value, cell, status })
    }

    /// The flags of a status, in capitals as in SDMX or not, where `A` is a normal value; one in words says nothing that is
    /// known, which is remarked.
    fn flags(&mut self, status: &str) -> String {
        let flags = status.trim().to_ascii_lowercase();
        if flags.is_empty() || flags == "a" {
            return String::new();
        }
        if is_status(&flags) {
            return flags;
        }
        let (file, status) = (file_name(self.source.file), quoted(status));
        let remark =
            format!("{file}: status {status} is no flag, such as b (break) or p (provisional): not used");
        if !self.remarks.contains(&remark) {
            self.remarks.push(remark);
        }
        String::new()
    }

    fn variable(&mut self, field: &Field<'_>) -> Option<SeriesName> {
        let name = SeriesName::from_name(&field.text);
        if name.is_none() {
            let names = || SeriesName::ALL.iter().map(|name| name.name());
            let problem = Problem::new("variable", quoted(&field.text), "the name of a series");
            self.refuse(field.offset, problem.with_nearest(&field.text.to_lowercase(), names()));
        }
        name
    }

    /// The country of a line; empty where the table has no such column.
    fn country(&mut self, observation: &Observation<'a>) -> Option<String> {
        let Some(field) = self.table.described(observation, "country") else { return Some(String::new()) };
        if !is_code(&field.text) {
            self.refuse_field("country", field, "a code of ISO 3166 alpha-3, such as NLD");
            return None;
        }
        Some(field.text.to_string())
    }

    /// Takes over what a line says of its series.
    fn describe(&mut self, entry: &Entry<'a>, observation: &Observation<'a>, read: &mut ReadSeries<'a>) {
        let (_, name) = &entry.key;
        if !read.years.insert(entry.year) {
            let found = format!("{name} of {} a second time", entry.year);
            self.refuse(observation.year.offset, Problem::new("year", found, "each year once"));
        }
        for (kept, column) in read.described.iter_mut().zip(DESCRIPTION) {
            let Some(field) =
                self.table.described(observation, column).filter(|field| !field.text.is_empty())
            else {
                continue;
            };
            let text = without_apostrophe(&field.text);
            if kept.is_empty() {
                (*kept).push_str(text);
                if column == "unit" {
                    read.unit = Some(field);
                }
            } else if column == "unit" && text != kept {
                let expected = format!("{kept:?} as in the lines above");
                self.problems.push(
                    self.source.problem(field.offset, Problem::new("unit", quoted(&field.text), expected)),
                );
            }
        }
    }
}

impl ReadSeries<'_> {
    /// The factor of the unit, as far as it is known without the numbers.
    fn factor_alone(&self, name: SeriesName) -> f64 {
        match self.unit.zip(of_series(name)).map(|(unit, expected)| expected.read(&unit.text, &[])) {
            Some(Reading::Times(factor)) => factor,
            _ => 1.0,
        }
    }

    fn into_series(self, name: SeriesName) -> Series {
        let [unit, source, vintage, licence, note] = self.described;
        let stated =
            |text: String, otherwise: &str| if text.is_empty() { otherwise.to_owned() } else { text };
        let first_year = self.values.keys().next().copied().unwrap_or(0);
        let last_year = self.values.keys().next_back().copied().unwrap_or(first_year);
        Series {
            name,
            unit: stated(unit, name.plausible().1),
            source: stated(source, "the user's data"),
            vintage: stated(vintage, NO_VINTAGE),
            licence: stated(licence, "not stated"),
            note,
            first_year,
            values: (first_year..=last_year).map(|year| self.values.get(&year).copied()).collect(),
            status: self.status,
        }
    }
}

#[cfg(test)]
mod tests;
