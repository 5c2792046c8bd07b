//! Reads a bureau's projection as it is published: years down or across, columns or lines by their names in Dutch or English,
//! rates and ratios in percent or as fractions by their units. What is not known goes through, so that the table can be given
//! back whole (`projection_csv`).

mod columns;
mod grid;
mod names;

use super::csv_text::{CsvText, Field};
use super::data_file::file_name;
use super::input_error::{InputError, InputProblem};
use super::input_file::input_file;
use super::published::iso3;
use super::source::{Source, quoted};
use super::table::cell::parts;
use super::table::notation::Notation;
use super::table::number::{DecimalSign, Evidence, evidence};
use super::table::period;
use super::table::text::decoded;
use super::table::unit::of_baseline;
use crate::data::{Economy, InputRole, Years};
use crate::project::{ProjectedVariable as V, ProjectionColumn, ProjectionTable};
use crate::scenario::{BaselineTable, CheckContext, Problem, baseline_problems, baseline_remarks};
use columns::{Kind, PercentSigns, kind};
use grid::{Direction, Grid};
use names::{of_code, of_name};
use std::ops::RangeInclusive;

/// A bureau's projection, and the file as it lies.
#[derive(Clone, Debug, PartialEq)]
pub struct ProjectionFile {
    /// What it projects.
    pub table: ProjectionTable,
    /// All fields, line by line, the first line among them.
    pub(super) lines: Vec<Vec<String>>,
    pub(super) separator: char,
    pub(super) decimal_comma: bool,
    /// Whether the years run down.
    pub(super) years_down: bool,
    /// Where the columns of the table stand, in their order.
    pub(super) places: Vec<Place>,
}

/// Where a column of the table stands in the file.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Place {
    /// The column (years down) or line (years across).
    pub(super) series: usize,
    /// Line and column of its name.
    pub(super) name: (usize, usize),
    /// Line and column of each year of the table.
    pub(super) cells: Vec<(usize, usize)>,
}

/// Reads a bureau's projection for an economy; `file` is its name in messages.
///
/// # Errors
/// All problems of the file: a gap in its years, two ways to write numbers, two units in a series, numbers that may be
/// thousands or decimals, a variable twice, nothing that the model moves, and what no baseline can be.
///
/// ```
/// use kennis::Economy;
/// use kennis::formats::read_projection;
/// let text = "jaar;Bruto binnenlands product (bbp, economische groei, %);Werkloosheid (%)\n2026;1,2;3,9\n2027;1,4;4,0\n";
/// let read = read_projection(text.as_bytes(), "cpb.csv", &Economy::netherlands()?)?;
/// assert_eq!(read.table.columns[0].values, [Some(1.2), Some(1.4)]);
/// assert_eq!(read.table.passed_through, ["Werkloosheid (%)"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn read_projection(bytes: &[u8], file: &str, economy: &Economy) -> Result<ProjectionFile, InputError> {
    let text = decoded(file, bytes)?;
    let source = Source::new(file, &text, "a projection: years down or across, and the series by name")?;
    let context = CheckContext::of(economy).map_err(|error| {
        let expected = "a country with these observations";
        InputError::from(InputProblem::new(file, Problem::new("country", error.to_string(), expected)))
    })?;
    let price_base = economy.price_base().unwrap_or_default();
    let text = CsvText::new(&source)?;
    let Some(grid) = Grid::new(&text).filter(|_| !is_long(&text)) else {
        return Err(source.problem(0, no_years(&text)).into());
    };
    let mut reader =
        Reader { source: &source, grid: &grid, price_base, problems: Vec::new(), remarks: Vec::new() };
    for row in &text.table.rows {
        // Under a table may stand notes and its source, in a field alone.
        let is_note = matches!(row.as_slice(), [note] if of_name(&note.text).is_none() && period::year(&note.text).is_none());
        if let Some((offset, problem)) = text.length_problem(row).filter(|_| !is_note) {
            reader.refuse(offset, problem);
        }
    }
    let years = reader.years();
    let series = reader.series(&context.country);
    let (columns, places, decimal_comma) = reader.columns(&series.moved, years);
    let Reader { mut problems, remarks, .. } = reader;
    if problems.is_empty() && columns.is_empty() {
        problems.push(source.problem(0, nothing_known(&series.passed)));
    }
    problems.sort_by_key(|problem| problem.position);
    InputError { problems }.check()?;
    let mut table = ProjectionTable::new(years, columns)
        .map_err(|error| InputProblem::new(file, Problem::new("", error.to_string(), "a projection")))?;
    table.name = file_name(file).to_owned();
    table.input = Some(input_file(InputRole::Baseline, file, bytes));
    table.passed_through = series.passed;
    table.remarks = remarks;
    let lines = grid.lines.iter().map(|line| line.iter().map(|field| field.text.to_string()).collect());
    let mut read = ProjectionFile {
        lines: lines.collect(),
        separator: grid.separator,
        decimal_comma,
        years_down: grid.direction == Direction::Down,
        places,
        table,
    };
    check_baseline(&mut read, economy, &context, (&source, &grid))?;
    Ok(read)
}

/// Whether a table has a line for each observation.
fn is_long(text: &CsvText<'_>) -> bool {
    ["variable", "value"].iter().all(|name| text.table.column(name).is_some())
}

/// Why a table has no years.
fn no_years(text: &CsvText<'_>) -> Problem {
    if is_long(text) {
        let expected = "a projection with years down or across; a table with a line for each observation is one of data (--data)";
        return Problem::new("", "a table with a line for each observation", expected);
    }
    let head: Vec<&str> = text.table.columns.iter().map(|field| field.text.as_ref()).collect();
    let expected = "a column year (or jaar), or years as the heads of columns";
    Problem::new("", format!("no years in {}", quoted(&head.join(", "))), expected)
}

fn nothing_known(passed: &[String]) -> Problem {
    let own = || V::ALL.iter().map(|variable| variable.name());
    let expected = format!(
        "one of {}, or what a bureau calls it (docs/projections.md lists the names)",
        own().collect::<Vec<_>>().join(", ")
    );
    let problem =
        Problem::new("", format!("no series that the model moves: {}", passed.join(", ")), expected);
    match passed.first() {
        Some(first) => problem.with_nearest(&first.to_lowercase(), own()),
        None => problem,
    }
}

/// One file on its way to a table.
struct Reader<'a> {
    source: &'a Source<'a>,
    grid: &'a Grid<'a>,
    price_base: i32,
    problems: Vec<InputProblem>,
    remarks: Vec<String>,
}

/// The series of a file.
struct Series<'a> {
    moved: Vec<MovedSeries<'a>>,
    passed: Vec<String>,
}

/// A series that the model moves.
struct MovedSeries<'a> {
    series: usize,
    name: &'a Field<'a>,
    variable: V,
    percent: bool,
    in_program_unit: Option<f64>,
}

impl<'a> Reader<'a> {
    fn refuse(&mut self, offset: usize, problem: Problem) {
        self.problems.push(self.source.problem(offset, problem));
    }

    /// The years, each after the one before.
    fn years(&mut self) -> Years {
        let mut years: Vec<i32> = Vec::new();
        for (_, field) in &self.grid.years {
            let Some((year, _)) = period::year(&field.text) else {
                self.refuse(field.offset, Problem::new("year", quoted(&field.text), period::EXPECTED));
                continue;
            };
            if let Some(last) = years.last().copied().filter(|last| year != last + 1) {
                let expected =
                    format!("{}: growth needs years without a gap, each once and rising", last + 1);
                self.refuse(field.offset, Problem::new("year", format!("{year} after {last}"), expected));
            }
            years.push(year);
        }
        match (years.first(), years.last()) {
            (Some(first), Some(last)) => Years::new(*first, *last),
            _ => {
                let problem = Problem::new("year", "no year", "a line for each year");
                self.refuse(0, problem);
                Years::new(0, 0)
            }
        }
    }

    /// What each series is.
    fn series(&mut self, country: &str) -> Series<'a> {
        let mut found = Series { moved: Vec::new(), passed: Vec::new() };
        for series in self.grid.series.clone().filter(|series| self.grid.is_series(*series)) {
            let Some(name) = self.grid.name(series) else { continue };
            let of_country = self.grid.country(series).map(|field| country_of(&field.text));
            let named = if of_country.is_none_or(|of| of == Some(country)) {
                let code = self.grid.code(series).and_then(|code| of_code(&code.text));
                code.or_else(|| of_name(&name.text))
            } else {
                None
            };
            let unit = self.grid.unit(series).map(|field| field.text.as_ref());
            let kind = named.map(|named| kind(&name.text, named, unit, self.signs(series), self.price_base));
            match kind {
                // Without a name, or a note under the table.
                None if name.text.is_empty() || self.cells(series).next().is_none() => {}
                None => found.passed.push(name.text.to_string()),
                Some(Err(problem)) => self.refuse(name.offset, problem),
                Some(Ok(Kind::PassedThrough(why))) => {
                    self.remarks.push(format!("{}, line {}: {why}", self.file(), self.line(name)));
                    found.passed.push(name.text.to_string());
                }
                Some(Ok(Kind::Moved { variable, percent, in_program_unit, remark })) => {
                    if let Some(first) = found.moved.iter().find(|other| other.variable == variable) {
                        let expected = format!(
                            "each variable once: {variable} is {} of line {}, too",
                            quoted(&first.name.text),
                            self.line(first.name)
                        );
                        self.refuse(
                            name.offset,
                            Problem::new(&*name.text, format!("{variable} a second time"), expected),
                        );
                        continue;
                    }
                    let (file, line) = (self.file(), self.line(name));
                    self.remarks.extend(remark.map(|remark| format!("{file}, line {line}: {remark}")));
                    found.moved.push(MovedSeries { series, name, variable, percent, in_program_unit });
                }
            }
        }
        found
    }

    fn file(&self) -> &'a str {
        file_name(self.source.file)
    }

    fn line(&self, field: &Field<'_>) -> usize {
        self.source.position(field.offset).line
    }

    fn cells(&self, series: usize) -> impl Iterator<Item = &'a Field<'a>> + use<'_, 'a> {
        self.grid.years.iter().filter_map(move |(place, _)| self.grid.along(series, *place))
    }

    fn signs(&self, series: usize) -> PercentSigns {
        let numbers: Vec<bool> = self
            .cells(series)
            .map(|field| parts(&field.text))
            .filter(|cell| cell.number.is_some())
            .map(|cell| cell.percent)
            .collect();
        match numbers.iter().filter(|percent| **percent).count() {
            0 => PercentSigns::None,
            all if all == numbers.len() => PercentSigns::All,
            _ => PercentSigns::Some,
        }
    }

    /// The numbers of the series, in one notation.
    fn columns(
        &mut self,
        moved: &[MovedSeries<'a>],
        years: Years,
    ) -> (Vec<ProjectionColumn>, Vec<Place>, bool) {
        let mut numbers: Vec<(usize, &str, Evidence)> = Vec::new();
        for one in moved {
            let (range, _) = range(one.variable);
            let scale = if one.percent { 100.0 } else { 1.0 };
            for field in self.cells(one.series) {
                let Some(number) = parts(&field.text).number else { continue };
                numbers.push((
                    field.offset,
                    number,
                    evidence(number, |value| range.contains(&(value / scale))),
                ));
            }
        }
        numbers.sort_by_key(|(offset, _, _)| *offset);
        let notation = Notation::new(&numbers);
        let (mut columns, mut places) = (Vec::new(), Vec::new());
        for one in moved {
            let values = self.values(one, &notation);
            if values.len() != years.len() {
                // The years were refused.
                continue;
            }
            // Numbers that were refused are numbers.
            if self.cells(one.series).all(|field| parts(&field.text).number.is_none()) {
                self.refuse(
                    one.name.offset,
                    Problem::new(&*one.name.text, "no number", "a number in at least one year"),
                );
            }
            let mut column =
                ProjectionColumn::new(&one.name.text, one.variable, values).with_percent(one.percent);
            column.in_program_unit = one.in_program_unit;
            columns.push(column);
            let cells =
                self.grid.years.iter().map(|(place, _)| self.grid.line_and_column(one.series, *place));
            places.push(Place {
                series: one.series,
                name: self.grid.name_place(one.series),
                cells: cells.collect(),
            });
        }
        (columns, places, notation.sign() == DecimalSign::Comma)
    }

    fn values(&mut self, one: &MovedSeries<'a>, notation: &Notation) -> Vec<Option<f64>> {
        let (range, expected) = range(one.variable);
        let scale = if one.percent { 100.0 } else { 1.0 };
        let fields: Vec<&Field<'_>> = self.cells(one.series).collect();
        let years: Vec<String> = self.grid.years.iter().map(|(_, field)| field.text.to_string()).collect();
        let mut values = Vec::with_capacity(fields.len());
        for (field, year) in fields.iter().zip(&years) {
            let Some(number) = parts(&field.text).number else {
                values.push(None);
                continue;
            };
            let key = format!("{}[{year}]", one.name.text);
            match notation.read(field.offset, number, self.source) {
                Err(expected) => self.refuse(field.offset, Problem::new(key, quoted(&field.text), expected)),
                Ok(value) if !range.contains(&(value / scale)) => {
                    let hint = match (one.percent, one.variable.is_share()) {
                        (true, _) => ", in percent",
                        (false, true) if range.contains(&(value / 100.0)) => {
                            "; if the numbers are in percent, the unit % says so"
                        }
                        _ => "",
                    };
                    let found = written(&field.text, one.variable, one.percent);
                    self.refuse(field.offset, Problem::new(key, found, format!("{expected}{hint}")));
                }
                Ok(value) => {
                    values.push(Some(value));
                    continue;
                }
            }
            values.push(None);
        }
        values
    }
}

/// A cell as it stands in the file, with its unit where that is a rate's or a ratio's.
fn written(text: &str, variable: V, percent: bool) -> String {
    let unit = match (variable.is_share(), percent) {
        (false, _) => "",
        (true, true) if text.contains('%') => "",
        (true, true) => " percent",
        (true, false) => " as a fraction",
    };
    format!("{}{unit}", quoted(text))
}

/// What is wrong or odd about the baseline of a table, said of the cell that it comes from: the file may have other numbers, in
/// percent, in another unit or of growth.
fn as_written(problem: Problem, column: &ProjectionColumn, text: &str) -> Problem {
    let own = column.variable.name();
    let name = problem.key.split('[').next().unwrap_or_default();
    let cell = written(text, column.variable, column.percent);
    let Problem { found, mut expected, .. } = problem.clone();
    let found = if own != name {
        format!("{cell}, which makes {name} {found}")
    } else if column.percent {
        if let Some(of_fractions) = expected.find("; if it is in percent") {
            expected.truncate(of_fractions);
        }
        if !expected.contains("fraction") {
            expected.push_str(", as a fraction");
        }
        expected.push_str("; if the numbers are fractions, the unit fraction says so");
        format!("{cell}, as a fraction {found}")
    } else if column.in_program_unit.is_some_and(|factor| factor != 1.0) {
        let unit = of_baseline(own).map_or("the program's unit", |expected| expected.name());
        format!("{cell}, in {unit} {found}")
    } else {
        return problem;
    };
    Problem { found, expected, ..problem }
}

/// The country of a line, by its code or its name; the Dutch name of the Netherlands, too.
fn country_of(text: &str) -> Option<&'static str> {
    if text.eq_ignore_ascii_case("nederland") { Some("NLD") } else { iso3(text) }
}

/// What a variable can be, rates and ratios as fractions.
fn range(variable: V) -> (RangeInclusive<f64>, &'static str) {
    match variable {
        V::DebtRatio => (0.0..=5.0, "a ratio to GDP from 0 to 5 (500%)"),
        V::RdIntensity | V::RdBusinessShare | V::RdPublicShare => {
            (f64::MIN_POSITIVE..=0.2, "a ratio to GDP above 0, at most 0.2 (20%)")
        }
        growth if growth.is_growth() => (-0.2..=0.2, "growth between -0.2 and 0.2 (20%) a year"),
        _ => (f64::MIN_POSITIVE..=1e15, "a level above 0"),
    }
}

/// What is wrong or odd about the baseline that the model takes from the table, at the places of the table.
fn check_baseline(
    read: &mut ProjectionFile,
    economy: &Economy,
    context: &CheckContext,
    (source, grid): (&Source<'_>, &Grid<'_>),
) -> Result<(), InputError> {
    let whole = |problem: Problem| InputError::from(source.problem(0, problem));
    let first = context.last_rd_observation + 1;
    if read.table.years.last < first {
        let found = format!("years up to {}", read.table.years.last);
        return Err(whole(Problem::new(
            "year",
            found,
            format!("years from {first} on: R&D is observed up to {}", first - 1),
        )));
    }
    let baseline: BaselineTable = read
        .table
        .baseline(economy, read.table.years.last)
        .map_err(|error| whole(Problem::new("", error.to_string(), "a projection of this country")))?;
    let cell = |key: &str| {
        let (name, year) = key.strip_suffix(']').and_then(|key| key.split_once('['))?;
        let t = read.table.years.index(year.parse().ok()?)?;
        let column = read.table.columns.iter().position(|column| {
            let own = column.variable.name();
            own == name || own.trim_end_matches("_growth") == name.trim_end_matches("_growth")
        })?;
        let (line, at) = read.places[column].cells[t];
        Some((&read.table.columns[column], grid.lines.get(line)?.get(at)?))
    };
    let placed = |problem: Problem| match cell(&problem.key) {
        Some((column, field)) => (field.offset, as_written(problem, column, &field.text)),
        None => (0, problem),
    };
    let problems: Vec<InputProblem> = baseline_problems(&baseline, context)
        .into_iter()
        .map(|problem| {
            let (offset, problem) = placed(problem);
            source.problem(offset, problem)
        })
        .collect();
    InputError { problems }.check()?;
    let odd = baseline_remarks(&baseline, context).into_iter().map(|problem| {
        let (offset, Problem { key, found, expected, .. }) = placed(problem);
        let line = source.position(offset).line;
        format!("{}, line {line}: {key} is odd: {found}; expected {expected}", file_name(source.file))
    });
    let odd: Vec<String> = odd.collect();
    read.table.remarks.extend(odd);
    Ok(())
}

#[cfg(test)]
mod tests;
