//! Reads and writes a table of data: long CSV, a line for each observation.
//!
//! ```text
//! variable,kind,statistic,year,value,unit,country,source,vintage,licence,note
//! gdp_volume,data,value,2022,913542.1,"million euro, prices of 2015",NLD,CBS,2025-07,CC BY 4.0,
//! ```
//! Only `variable`, `year` and `value` are needed. What describes a series may stand in any of its lines, and is
//! written in the first. A year without a line, or with an empty value, is a gap.

use super::csv_text::{CsvText, Field, csv_quoted, number};
use super::input_error::{InputError, InputProblem};
use super::source::{Source, quoted};
use crate::data::{DataError, Economy, Series, SeriesName};
use crate::scenario::{Problem, shown};
use std::collections::BTreeMap;

/// The columns of a table of data.
pub const DATA_COLUMNS: &[&str] = &[
    "variable",
    "kind",
    "statistic",
    "year",
    "value",
    "unit",
    "country",
    "source",
    "vintage",
    "licence",
    "note",
];

/// Columns that must be there.
const NEEDED: [&str; 3] = ["variable", "year", "value"];
/// What `kind` and `statistic` say of an observation.
const KIND: [(&str, &str); 2] = [("kind", "data"), ("statistic", "value")];
/// The vintage of a series that states none: it sorts behind every year, so that a result is not taken for one of
/// the embedded vintage.
const NO_VINTAGE: &str = "vintage not stated";

/// The user's own series, by country.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct DataFile {
    /// Series by country; without a column `country` the country is empty, and the series are those of any country.
    pub countries: BTreeMap<String, Vec<Series>>,
}

impl DataFile {
    /// The country that the file is about, where it is one.
    #[must_use]
    pub fn only_country(&self) -> Option<&str> {
        let mut names = self.countries.keys().filter(|name| !name.is_empty());
        names.next().filter(|_| self.countries.len() == 1).map(String::as_str)
    }

    /// A country as observed: the series of the file, and those of the embedded data that the file does not have.
    ///
    /// # Errors
    /// [`DataError::Country`] where neither the file nor the embedded data have the country.
    pub fn economy(&self, country: &str) -> Result<Economy, DataError> {
        let own = self.countries.get(country).or_else(|| self.countries.get(""));
        let embedded = Economy::embedded(country);
        let Some(own) = own else {
            return embedded.map_err(|error| self.with_own_countries(error));
        };
        let mut economy = match embedded {
            Ok(economy) => economy,
            Err(DataError::Country { .. }) if is_code(country) => Economy::from_tables(country, &[])?,
            Err(error) => return Err(error),
        };
        own.iter().cloned().for_each(|series| economy.replace(series));
        Ok(economy)
    }

    /// The error of a country without data names those of the file first.
    fn with_own_countries(&self, error: DataError) -> DataError {
        let own: Vec<&str> = self.countries.keys().map(String::as_str).collect();
        match error {
            DataError::Country { country, known, nearest } => {
                let nearest_own = crate::names::nearest_name(&country.to_uppercase(), own.iter().copied());
                let nearest = nearest_own.map(str::to_owned).or(nearest);
                DataError::Country { known: format!("{}, {known}", own.join(", ")), country, nearest }
            }
            other => other,
        }
    }
}

/// Whether a text has the shape of a code of ISO 3166 alpha-3.
fn is_code(text: &str) -> bool {
    text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// Reads a table of data; `file` is its name in messages.
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
    let source = Source::new(file, bytes, "a table of data (kennis data --format csv prints one)")?;
    let text = CsvText::new(&source)?;
    let mut reader = DataReader { source: &source, series: BTreeMap::new(), problems: Vec::new() };
    for (offset, problem) in text.column_problems(DATA_COLUMNS) {
        reader.refuse(offset, problem);
    }
    for name in NEEDED.into_iter().filter(|name| text.table.column(name).is_none()) {
        let expected = format!("a first line that names the columns: {}", DATA_COLUMNS.join(", "));
        reader.refuse(0, Problem::new("", format!("no column {name:?}"), expected));
    }
    if reader.problems.is_empty() {
        let value = text.table.column("value").unwrap_or(0);
        let decimal_comma = text.has_decimal_comma(text.table.rows.iter().filter_map(|row| row.get(value)));
        for row in &text.table.rows {
            match text.length_problem(row) {
                Some((offset, problem)) => reader.refuse(offset, problem),
                None => reader.row(&Row { text: &text, fields: row }, decimal_comma),
            }
        }
    }
    let DataReader { series, mut problems, .. } = reader;
    problems.sort_by_key(|problem| problem.position);
    InputError { problems }.check()?;
    let mut countries: BTreeMap<String, Vec<Series>> = BTreeMap::new();
    for ((country, name), read) in series {
        countries.entry(country).or_default().push(read.into_series(name));
    }
    Ok(DataFile { countries })
}

/// Whether the bytes are CSV with a column `variable`, as a table of data has and a baseline has not.
#[must_use]
pub fn is_data_file(bytes: &[u8]) -> bool {
    let source = Source::new("", bytes, "");
    source.is_ok_and(|source| CsvText::new(&source).is_ok_and(|text| text.table.column("variable").is_some()))
}

/// A line, whose fields are found by the name of their column.
struct Row<'a> {
    text: &'a CsvText<'a>,
    fields: &'a [Field<'a>],
}

impl<'a> Row<'a> {
    fn field(&self, column: &str) -> Option<&'a Field<'a>> {
        self.fields.get(self.text.table.column(column)?)
    }

    fn text(&self, column: &str) -> &'a str {
        self.field(column).map_or("", |field| &field.text)
    }
}

/// One file on its way to series.
struct DataReader<'a> {
    source: &'a Source<'a>,
    series: BTreeMap<(String, SeriesName), ReadSeries>,
    problems: Vec<InputProblem>,
}

/// A series on its way.
#[derive(Default)]
struct ReadSeries {
    /// `unit`, `source`, `vintage`, `licence` and `note`, as far as they were stated.
    described: [String; 5],
    values: BTreeMap<i32, Option<f64>>,
}

/// The columns that describe a series.
const DESCRIPTION: [&str; 5] = ["unit", "source", "vintage", "licence", "note"];

impl DataReader<'_> {
    fn refuse(&mut self, offset: usize, problem: Problem) {
        self.problems.push(self.source.problem(offset, problem));
    }

    fn refuse_field(&mut self, key: &str, field: &Field<'_>, expected: impl Into<String>) {
        self.refuse(field.offset, Problem::new(key, quoted(&field.text), expected));
    }

    fn row(&mut self, row: &Row<'_>, decimal_comma: bool) {
        let (Some(name), Some(country), Some(year)) = (self.variable(row), self.country(row), self.year(row))
        else {
            return;
        };
        for (column, expected) in KIND {
            if let Some(field) = row.field(column).filter(|field| !["", expected].contains(&&*field.text)) {
                self.refuse_field(column, field, format!("{expected:?}: the table holds data, not results"));
            }
        }
        let value = self.value(row, name, year, decimal_comma);
        let read = self.series.entry((country, name)).or_default();
        let twice = read.values.insert(year, value).is_some();
        let mut other_unit = None;
        for (kept, column) in read.described.iter_mut().zip(DESCRIPTION) {
            let text = row.text(column);
            if kept.is_empty() {
                text.clone_into(kept);
            } else if column == "unit" && !text.is_empty() && text != kept {
                other_unit = Some(format!("{kept:?} as in the lines above"));
            }
        }
        if let (Some(field), Some(expected)) = (row.field("unit"), other_unit) {
            self.refuse_field("unit", field, expected);
        }
        if let Some(field) = row.field("year").filter(|_| twice) {
            let problem = Problem::new("year", format!("{name} of {year} a second time"), "each year once");
            self.refuse(field.offset, problem);
        }
    }

    fn variable(&mut self, row: &Row<'_>) -> Option<SeriesName> {
        let field = row.field("variable")?;
        let name = SeriesName::from_name(&field.text);
        if name.is_none() {
            let names = || SeriesName::ALL.iter().map(|name| name.name());
            let problem = Problem::new("variable", quoted(&field.text), "the name of a series");
            self.refuse(field.offset, problem.with_nearest(&field.text.to_lowercase(), names()));
        }
        name
    }

    /// The country of a line; empty where the table has no such column.
    fn country(&mut self, row: &Row<'_>) -> Option<String> {
        let Some(field) = row.field("country") else { return Some(String::new()) };
        if !is_code(&field.text) {
            self.refuse_field("country", field, "a code of ISO 3166 alpha-3, such as NLD");
            return None;
        }
        Some(field.text.to_string())
    }

    fn year(&mut self, row: &Row<'_>) -> Option<i32> {
        let field = row.field("year")?;
        let year = field.text.parse().ok().filter(|year| (1500..=2300).contains(year));
        if year.is_none() {
            self.refuse_field("year", field, "a year, a whole number from 1500 to 2300");
        }
        year
    }

    /// The value of a line; none where it is empty or wrong.
    fn value(&mut self, row: &Row<'_>, name: SeriesName, year: i32, decimal_comma: bool) -> Option<f64> {
        let field = row.field("value").filter(|field| !field.text.is_empty())?;
        let key = format!("{name}[{year}]");
        match number(&field.text, decimal_comma) {
            Err(expected) => self.refuse_field(&key, field, expected),
            Ok(value) => {
                let (range, unit) = name.plausible();
                if range.contains(&value) {
                    return Some(value);
                }
                let expected = format!("{unit}, from {} to {}", shown(*range.start()), shown(*range.end()));
                self.refuse(field.offset, Problem::new(key, shown(value), expected));
            }
        }
        None
    }
}

impl ReadSeries {
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
            values: (first_year..=last_year).map(|year| self.values.get(&year).copied().flatten()).collect(),
        }
    }
}

/// The observations of an economy, in the shape that [`read_data`] reads.
#[must_use]
pub fn data_csv(economy: &Economy) -> String {
    let mut text = DATA_COLUMNS.join(",") + "\n";
    for series in economy.all_series() {
        let observed = series.observed().into_iter().flat_map(|years| years.iter());
        let values = observed.filter_map(|year| Some((year, series.at(year)?)));
        for (line, (year, value)) in values.enumerate() {
            let unit = csv_quoted(&series.unit);
            text += &format!("{},data,value,{year},{value},{unit},{}", series.name, economy.country);
            let described = [&series.source, &series.vintage, &series.licence, &series.note];
            for cell in described.map(|cell| if line == 0 { csv_quoted(cell) } else { String::new() }) {
                text += &format!(",{cell}");
            }
            text.push('\n');
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(text: &str) -> String {
        read_data(text.as_bytes(), "d.csv").unwrap_err().to_string()
    }

    #[test]
    fn what_is_written_is_read_back_to_the_same_bits() {
        let economy = Economy::embedded("NLD").unwrap();
        let data = read_data(data_csv(&economy).as_bytes(), "d.csv").unwrap();
        assert_eq!(data.only_country(), Some("NLD"));
        let back = data.economy("NLD").unwrap();
        for series in economy.all_series() {
            let read = back.series(series.name).unwrap();
            let years = series.observed().unwrap();
            assert!(years.iter().all(|year| series.at(year) == read.at(year)), "{}", series.name);
            assert_eq!(read.observed(), Some(years));
            assert_eq!(
                (&read.unit, &read.source, &read.vintage, &read.licence, &read.note),
                (&series.unit, &series.source, &series.vintage, &series.licence, &series.note)
            );
        }
        assert_eq!(back.vintage, economy.vintage);
        assert_eq!(data_csv(&back).lines().count(), data_csv(&economy).lines().count());
    }

    #[test]
    fn series_of_the_file_win_and_a_new_country_has_nothing_but_them() {
        let text = "variable,year,value,country\nhours,2023,1,NLD\nhours,2023,2,XYZ\nhours,2025,3,XYZ\n";
        let data = read_data(text.as_bytes(), "d.csv").unwrap();
        let at =
            |country: &str, year| data.economy(country).unwrap().series(SeriesName::Hours).unwrap().at(year);
        assert_eq!((at("NLD", 2023), at("NLD", 2022)), (Some(1.0), None));
        assert_eq!((at("XYZ", 2023), at("XYZ", 2024), at("XYZ", 2025)), (Some(2.0), None, Some(3.0)));
        assert!(data.economy("NLD").unwrap().series(SeriesName::GdpVolume).is_ok());
        assert_eq!(data.economy("XYZ").unwrap().all_series().len(), 1);
        assert_eq!(data.economy("XYZ").unwrap().currency_unit, "bn LCU");
        assert_eq!(data.economy("NLD").unwrap().vintage, NO_VINTAGE);
        let error = data.economy("XYX").unwrap_err().to_string();
        assert!(
            error.contains("expected one of NLD, XYZ, ") && error.ends_with("did you mean \"XYZ\"?"),
            "{error}"
        );
    }

    #[test]
    fn every_wrong_line_is_named() {
        let text = "variable,year,value,unit,country,kind\n\
             huors,2022,1,,NLD,\n\
             hours,20x2,1,,NLD,\n\
             hours,2022,x,h,NLD,data\n\
             hours,2022,1,h,NLD,\n\
             hours,2023,NaN,days,NLD,\n\
             hours,2024,-1,,nld,\n\
             rd_total,2023,23780,,NLD,scenario\n\
             hours,2025\n";
        assert_eq!(
            message(text).lines().collect::<Vec<_>>(),
            [
                "d.csv:2:1: variable: found \"huors\", expected the name of a series; did you mean \"hours\"?",
                "d.csv:3:7: year: found \"20x2\", expected a year, a whole number from 1500 to 2300",
                "d.csv:4:12: hours[2022]: found \"x\", expected a number",
                "d.csv:5:7: year: found hours of 2022 a second time, expected each year once",
                "d.csv:6:12: hours[2023]: found \"NaN\", expected a finite number",
                "d.csv:6:16: unit: found \"days\", expected \"h\" as in the lines above",
                "d.csv:7:16: country: found \"nld\", expected a code of ISO 3166 alpha-3, such as NLD",
                "d.csv:8:15: rd_total[2023]: found 23780, expected % of GDP, from 0 to 20",
                "d.csv:8:26: kind: found \"scenario\", expected \"data\": the table holds data, not results",
                "d.csv:9:1: found 2 fields, expected 6 as in the first line",
            ]
        );
    }

    #[test]
    fn columns_are_named_and_decimal_commas_read_or_refused() {
        assert_eq!(
            message("series,year,value\n"),
            "d.csv:1:1: found column \"series\", expected one of variable, kind, statistic, year, value, unit, \
             country, source, vintage, licence, note\n\
             d.csv:1:1: found no column \"variable\", expected a first line that names the columns: variable, kind, \
             statistic, year, value, unit, country, source, vintage, licence, note"
        );
        assert!(
            message("variable,year,value\nhours,2022,1,5\n").contains("a decimal comma needs semicolons")
        );
        assert!(message("variable;year;value\nhours;2022;1,5\nhours;2023;1.234,5\n").contains("thousands"));
        let point = "variable;year;value;unit\nhours;2022;1.5;million, in all\n";
        let data = read_data(point.as_bytes(), "d.csv").unwrap();
        assert_eq!(data.countries[""][0].at(2022), Some(1.5));
    }

    #[test]
    fn every_embedded_observation_is_plausible() {
        for series in Economy::embedded("NLD").unwrap().all_series() {
            let (range, _) = series.name.plausible();
            assert!(series.values.iter().flatten().all(|value| range.contains(value)), "{}", series.name);
        }
    }

    proptest::proptest! {
        #[test]
        fn random_text_never_panics(body in "[a-z0-9;,\t\n\". é-]{0,200}") {
            let _ = read_data(body.as_bytes(), "d.csv");
            let _ = read_data(format!("variable,year,value,unit\nhours,{body}").as_bytes(), "d.csv");
        }
    }
}
