//! A bureau's table as it lies: which way the years run, where names, units and codes stand, and every cell as it is written,
//! so that the table can be given back.

use super::super::csv_text::{CsvText, Field};
use super::super::table::period;
use std::ops::Range;

/// Heads of the columns of a table with years across, and of the years of one with years down.
const NAMES: [&str; 9] =
    ["variable", "variabele", "title", "name", "naam", "label", "indicator", "omschrijving", "concept"];
const UNITS: [&str; 3] = ["unit", "eenheid", "units"];
const COUNTRIES: [&str; 3] = ["country", "land", "member state"];
const YEARS: [&str; 6] = ["year", "jaar", "years", "jaren", "periode", "period"];

/// Which way the years run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    /// A line for each year.
    Down,
    /// A column for each year.
    Across,
}

/// The table: all fields, the first line among them.
pub(super) struct Grid<'a> {
    pub(super) lines: Vec<&'a [Field<'a>]>,
    pub(super) separator: char,
    pub(super) direction: Direction,
    /// The line (years across) or the column (years down) of the years: their places and fields.
    pub(super) years: Vec<(usize, &'a Field<'a>)>,
    /// The columns (years down) or lines (years across) that hold a variable.
    pub(super) series: Range<usize>,
    /// Where the name of a series stands, along it.
    name: usize,
    unit: Option<usize>,
    code: Option<usize>,
    country: Option<usize>,
    /// Columns that hold the years, or what describes a series, and no variable.
    skipped: Vec<usize>,
}

impl<'a> Grid<'a> {
    /// None where no line and no column has years.
    pub(super) fn new(text: &'a CsvText<'a>) -> Option<Self> {
        let table = &text.table;
        let head = &table.columns;
        let lines: Vec<&[Field<'_>]> =
            std::iter::once(head.as_slice()).chain(table.rows.iter().map(Vec::as_slice)).collect();
        let place = |known: &[&str]| {
            head.iter().position(|field| known.contains(&field.text.to_lowercase().as_str()))
        };
        let is_year = |field: &Field<'_>| period::year(&field.text).is_some();
        let separator = table.separator;
        if head.first().is_some_and(|first| !is_year(first)) && head.iter().any(is_year) {
            let years = head.iter().enumerate().filter(|(_, field)| is_year(field)).collect();
            let name = place(&NAMES).unwrap_or(0);
            return Some(Self {
                series: 1..lines.len(),
                lines,
                separator,
                direction: Direction::Across,
                years,
                name,
                unit: place(&UNITS),
                code: place(&["code"]),
                country: place(&COUNTRIES),
                skipped: Vec::new(),
            });
        }
        let column = place(&YEARS)?;
        let of_line = |what: &[&str]| {
            lines.iter().position(|line| {
                line.get(column).is_some_and(|field| what.contains(&field.text.to_lowercase().as_str()))
            })
        };
        // What is neither a year nor a word stands in a line of its own: a slip, which is said.
        let described = |field: &Field<'_>| !field.text.starts_with(|c: char| c.is_ascii_digit());
        let years = lines
            .iter()
            .enumerate()
            .skip(1)
            .filter_map(|(line, fields)| Some((line, fields.get(column)?)))
            .filter(|(_, field)| !described(field) || is_year(field))
            .collect();
        Some(Self {
            series: 0..head.len(),
            unit: of_line(&UNITS),
            code: of_line(&["code"]),
            lines,
            separator,
            direction: Direction::Down,
            years,
            name: 0,
            country: None,
            skipped: vec![column],
        })
    }

    /// A field of a series, at a place along it.
    pub(super) fn along(&self, series: usize, place: usize) -> Option<&'a Field<'a>> {
        match self.direction {
            Direction::Across => self.lines.get(series)?.get(place),
            Direction::Down => self.lines.get(place)?.get(series),
        }
    }

    /// Line and column of a place of a series.
    pub(super) fn line_and_column(&self, series: usize, place: usize) -> (usize, usize) {
        match self.direction {
            Direction::Across => (series, place),
            Direction::Down => (place, series),
        }
    }

    /// Whether a series is one, and not the column of the years.
    pub(super) fn is_series(&self, series: usize) -> bool {
        !self.skipped.contains(&series)
    }

    pub(super) fn name(&self, series: usize) -> Option<&'a Field<'a>> {
        self.along(series, self.name)
    }

    /// Line and column of the name of a series.
    pub(super) fn name_place(&self, series: usize) -> (usize, usize) {
        self.line_and_column(series, self.name)
    }

    pub(super) fn unit(&self, series: usize) -> Option<&'a Field<'a>> {
        self.along(series, self.unit?).filter(|field| !field.text.is_empty())
    }

    pub(super) fn code(&self, series: usize) -> Option<&'a Field<'a>> {
        self.along(series, self.code?)
    }

    pub(super) fn country(&self, series: usize) -> Option<&'a Field<'a>> {
        self.along(series, self.country?)
    }
}
