//! The shape of a data table: a row of series names, rows that describe them, then a row a year.
//!
//! ```text
//! year,hours,...
//! unit,million hours,...
//! source,...        vintage, licence and note likewise, in any order
//! 1995,10856.4,...
//! ```

use super::csv_text::CsvTable;
use super::error::DataError;
use super::series::Series;
use super::series_name::SeriesName;
use crate::names::nearest_name;
use std::collections::BTreeMap;

/// Reads a table.
///
/// # Errors
/// [`DataError::Format`] or [`DataError::Cell`] with line and column.
pub(crate) fn read_table(text: &str) -> Result<Vec<Series>, DataError> {
    let rows = Rows::new(text)?;
    let mut table = Table::new(&rows.names())?;
    for (line, cells) in rows.iter() {
        table.add(line, &cells?)?;
    }
    Ok(table.series)
}

/// The lines of a table, each with its number and as many cells as the first line has.
pub(super) struct Rows<'a> {
    text: &'a str,
    table: CsvTable<'a>,
}

impl<'a> Rows<'a> {
    pub(super) fn new(text: &'a str) -> Result<Self, DataError> {
        let text = text.trim_start_matches('\u{feff}');
        let table = CsvTable::new(text).map_err(|quote| DataError::Format {
            line: line_of(text, quote),
            reason: "a quote that does not end".to_owned(),
        })?;
        Ok(Self { text, table })
    }

    /// The cells of the first line.
    pub(super) fn names(&self) -> Vec<&str> {
        self.table.columns.iter().map(|column| column.text.as_ref()).collect()
    }

    /// The position of a column.
    pub(super) fn column(&self, name: &str) -> Option<usize> {
        self.table.column(name)
    }

    /// The number of each line below the first, and its cells.
    pub(super) fn iter(&self) -> impl Iterator<Item = (u64, Result<Vec<&str>, DataError>)> {
        let (mut line, mut counted) = (1, 0);
        self.table.rows.iter().map(move |row| {
            let start = row.first().map_or(counted, |field| field.offset);
            line += self.text[counted..start].matches('\n').count() as u64;
            counted = start;
            let cells = row.iter().map(|field| field.text.as_ref()).collect();
            let Some(expected) = self.table.expected_fields(row) else { return (line, Ok(cells)) };
            let reason = format!("{} fields, expected {expected}", row.len());
            (line, Err(DataError::Format { line, reason }))
        })
    }
}

fn line_of(text: &str, offset: usize) -> u64 {
    text[..offset].matches('\n').count() as u64 + 1
}

/// A table being read.
#[derive(Clone)]
pub(super) struct Table {
    pub(super) series: Vec<Series>,
    last_year: Option<i32>,
}

impl Table {
    pub(super) fn new(header: &[&str]) -> Result<Self, DataError> {
        if header.first() != Some(&"year") {
            let found = header.first().unwrap_or(&"");
            return Err(cell_error(1, "1", found, "\"year\" as the first column"));
        }
        let mut series: Vec<Series> = Vec::new();
        for name in header.iter().skip(1).copied() {
            let known = SeriesName::from_name(name).ok_or_else(|| DataError::Cell {
                line: 1,
                column: name.to_owned(),
                found: name.to_owned(),
                expected: "the name of a series",
                nearest: nearest_name(name, SeriesName::ALL.iter().map(|s| s.name())).map(str::to_owned),
            })?;
            if series.iter().any(|s| s.name == known) {
                return Err(cell_error(1, name, name, "each series once"));
            }
            series.push(Series {
                name: known,
                unit: String::new(),
                source: String::new(),
                vintage: String::new(),
                licence: String::new(),
                note: String::new(),
                first_year: 0,
                values: Vec::new(),
                status: BTreeMap::new(),
            });
        }
        Ok(Self { series, last_year: None })
    }

    pub(super) fn add(&mut self, line: u64, cells: &[&str]) -> Result<(), DataError> {
        let (key, cells) = cells.split_first().map_or(("", cells), |(key, cells)| (*key, cells));
        let cells = cells.iter().copied();
        match key {
            _ if is_description(key) => {
                for (series, text) in self.series.iter_mut().zip(cells) {
                    let field = match key {
                        "unit" => &mut series.unit,
                        "source" => &mut series.source,
                        "vintage" => &mut series.vintage,
                        "licence" => &mut series.licence,
                        _ => &mut series.note,
                    };
                    text.clone_into(field);
                }
                Ok(())
            }
            _ => self.add_year(line, key, cells),
        }
    }

    fn add_year<'a>(
        &mut self,
        line: u64,
        key: &str,
        cells: impl Iterator<Item = &'a str>,
    ) -> Result<(), DataError> {
        let year: i32 = key.parse().ok().filter(|year| (1500..=2300).contains(year)).ok_or_else(|| {
            cell_error(line, "year", key, "a year, or unit, source, vintage, licence or note")
        })?;
        if self.last_year.is_some_and(|last| year != last + 1) {
            return Err(cell_error(line, "year", key, "the year after the one above"));
        }
        let first = self.last_year.is_none();
        self.last_year = Some(year);
        for (series, text) in self.series.iter_mut().zip(cells) {
            if first {
                series.first_year = year;
            }
            let value = match text {
                "" => None,
                text => {
                    Some(text.parse::<f64>().ok().filter(|value| value.is_finite()).ok_or_else(|| {
                        cell_error(
                            line,
                            series.name.name(),
                            text,
                            "a finite number with a decimal point, or nothing",
                        )
                    })?)
                }
            };
            series.values.push(value);
        }
        Ok(())
    }
}

/// Whether a row of that key describes the series.
pub(super) fn is_description(key: &str) -> bool {
    ["unit", "source", "vintage", "licence", "note"].contains(&key)
}

pub(super) fn cell_error(line: u64, column: &str, found: &str, expected: &'static str) -> DataError {
    DataError::Cell { line, column: column.to_owned(), found: found.to_owned(), expected, nearest: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_name_line_column_and_nearest_name() {
        let message = |text: &str| read_table(text).map(|_| ()).map_err(|e| e.to_string());
        assert_eq!(
            message("year,huors\n2000,1\n").unwrap_err(),
            "line 1, column \"huors\": found \"huors\", expected the name of a series; did you mean \"hours\"?"
        );
        assert!(message("year,hours\n2000,1\n2002,1\n").unwrap_err().starts_with("line 3, column \"year\""));
        assert!(message("year,hours\n2000,NaN\n").unwrap_err().contains("finite number"));
        assert!(message("year,hours\n2000,1,5\n").unwrap_err().starts_with("line 2"));
        assert!(message("years,hours\n").is_err());
        assert!(message("").is_err());
        assert!(message("year,hours,hours\n").is_err());
    }
}
