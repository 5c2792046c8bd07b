//! Which way a table lies, and its observations whatever that is.
//!
//! ```text
//! variable,year,value,unit        year,hours,rd_total        variable,unit,2022,2023
//! hours,2022,14502,million hours  unit,million hours,%       hours,million hours,14502,14702
//! long                            2022,14502,2.18            years across
//!                                 series across
//! ```
//! What describes a series (`unit`, `source`, ...) stands in a column of its own, or in a row where series are across.

use super::super::csv_text::{CsvText, Field};
use super::period;
use crate::scenario::Problem;

/// What may describe a series.
pub(in super::super) const DESCRIPTION: [&str; 5] = ["unit", "source", "vintage", "licence", "note"];

/// Which way a table lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Layout {
    /// A line for each observation.
    Long,
    /// A column for each series, a line for each year.
    SeriesAcross,
    /// A column for each year, a line for each series.
    YearsAcross,
}

/// An observation: its name, year and value, as they stand in the file.
pub(in super::super) struct Observation<'a> {
    pub(in super::super) variable: &'a Field<'a>,
    pub(in super::super) year: &'a Field<'a>,
    pub(in super::super) value: &'a Field<'a>,
    row: usize,
    column: usize,
}

/// A table whose layout is known.
pub(in super::super) struct Table<'a> {
    text: &'a CsvText<'a>,
    pub(in super::super) layout: Layout,
    /// The column of names where years are across.
    names: usize,
}

impl<'a> Table<'a> {
    pub(in super::super) fn new(text: &'a CsvText<'a>) -> Self {
        let columns = &text.table.columns;
        let has = |name: &str| text.table.column(name).is_some();
        let is_year = |field: &Field<'_>| period::year(&field.text).is_some();
        let starts_with_name = columns.first().is_some_and(|first| !is_year(first));
        let layout = if starts_with_name && !has("value") && columns.iter().any(is_year) {
            Layout::YearsAcross
        } else if has("year") && !has("variable") && !has("value") {
            Layout::SeriesAcross
        } else {
            Layout::Long
        };
        Self { text, layout, names: text.table.column("variable").unwrap_or(0) }
    }

    /// What is wrong with the first line; `long` are the columns of a long table, `series` the names of series.
    pub(in super::super) fn column_problems(&self, long: &[&str], series: &[&str]) -> Vec<(usize, Problem)> {
        let columns = &self.text.table.columns;
        match self.layout {
            Layout::Long => self.text.column_problems(long),
            Layout::SeriesAcross => self.text.column_problems(&[&["year", "country"], series].concat()),
            Layout::YearsAcross => {
                let years = columns.iter().map(|column| column.text.as_ref());
                let years = years.filter(|text| period::year(text).is_some());
                let described = long.iter().copied().filter(|name| !["year", "value"].contains(name));
                // The column of names may have any head: "year" above the names and beside the years, or nothing.
                let first = columns.get(self.names).map(|column| column.text.as_ref());
                self.text.column_problems(&described.chain(first).chain(years).collect::<Vec<_>>())
            }
        }
    }

    /// The observations, in the order of the file, and the lines that have too few fields or too many.
    pub(in super::super) fn observations(&self) -> (Vec<Observation<'a>>, Vec<(usize, Problem)>) {
        let (mut observations, mut problems) = (Vec::new(), Vec::new());
        for (index, row) in self.text.table.rows.iter().enumerate() {
            match self.text.length_problem(row) {
                Some(problem) => problems.push(problem),
                None => self.add(index, row, &mut observations),
            }
        }
        (observations, problems)
    }

    fn add(&self, row: usize, fields: &'a [Field<'a>], observations: &mut Vec<Observation<'a>>) {
        let table = &self.text.table;
        let column = |name: &str| table.column(name).and_then(|at| fields.get(at));
        match self.layout {
            Layout::Long => {
                if let (Some(variable), Some(year), Some(value)) =
                    (column("variable"), column("year"), column("value"))
                {
                    observations.push(Observation { variable, year, value, row, column: 0 });
                }
            }
            Layout::SeriesAcross => {
                let Some(year) = column("year") else { return };
                if DESCRIPTION.contains(&&*year.text) {
                    return;
                }
                for (column, (variable, value)) in table.columns.iter().zip(fields).enumerate() {
                    if !["year", "country"].contains(&&*variable.text) {
                        observations.push(Observation { variable, year, value, row, column });
                    }
                }
            }
            Layout::YearsAcross => {
                let Some(variable) = fields.get(self.names) else { return };
                for (column, (year, value)) in table.columns.iter().zip(fields).enumerate() {
                    if column != self.names && period::year(&year.text).is_some() {
                        observations.push(Observation { variable, year, value, row, column });
                    }
                }
            }
        }
    }

    /// What describes an observation, such as its unit.
    pub(in super::super) fn described(
        &self,
        observation: &Observation<'_>,
        what: &str,
    ) -> Option<&'a Field<'a>> {
        let table = &self.text.table;
        if self.layout == Layout::SeriesAcross && DESCRIPTION.contains(&what) {
            let year = table.column("year")?;
            let row = table.rows.iter().find(|row| row.get(year).is_some_and(|field| field.text == what))?;
            return row.get(observation.column);
        }
        table.rows.get(observation.row)?.get(table.column(what)?)
    }
}

/// What to do with a table of a statistics office that is not in the form of the project; none for other tables.
pub(in super::super) fn published_by(text: &CsvText<'_>) -> Option<&'static str> {
    let has = |name: &str| text.table.columns.iter().any(|column| column.text.eq_ignore_ascii_case(name));
    let starts = |name: &str| text.table.columns.iter().any(|column| column.text.contains(name));
    if starts("geo\\") || (has("geo") && (has("OBS_VALUE") || has("TIME_PERIOD"))) {
        Some("eurostat")
    } else if has("REF_AREA") || has("OBS_VALUE") || (has("LOCATION") && has("TIME")) {
        Some("oecd")
    } else if has("Perioden") || has("Periods") {
        Some("cbs")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::source::Source;
    use super::*;

    fn read(text: &str) -> (Layout, Vec<String>) {
        let source = Source::new("t", text.as_bytes(), "").unwrap();
        let text = CsvText::new(&source).unwrap();
        let table = Table::new(&text);
        let (observations, problems) = table.observations();
        assert!(problems.is_empty());
        let shown = |o: &Observation<'_>| {
            let unit = table.described(o, "unit").map_or("", |field| &field.text);
            format!("{} {} {} {unit}", o.variable.text, o.year.text, o.value.text)
        };
        (table.layout, observations.iter().map(shown).collect())
    }

    #[test]
    fn every_way_a_table_lies_has_the_same_observations() {
        let expected = ["a 2022 1 m", "a 2023 2 m", "b 2022 3 %", "b 2023 4 %"];
        let sorted = |text: &str| {
            let (layout, mut observations) = read(text);
            observations.sort();
            assert_eq!(observations, expected, "{text}");
            layout
        };
        assert_eq!(
            sorted("variable,unit,year,value\na,m,2022,1\na,m,2023,2\nb,%,2022,3\nb,%,2023,4\n"),
            Layout::Long
        );
        assert_eq!(sorted("year,a,b\nunit,m,%\n2022,1,3\n2023,2,4\n"), Layout::SeriesAcross);
        assert_eq!(sorted("variable,unit,2022,2023\na,m,1,2\nb,%,3,4\n"), Layout::YearsAcross);
        assert_eq!(sorted("year;2022;2023;unit\na;1;2;m\nb;3;4;%\n"), Layout::YearsAcross);
    }

    #[test]
    fn tables_of_statistics_offices_are_known() {
        let office = |text: &str| {
            let source = Source::new("t", text.as_bytes(), "").unwrap();
            published_by(&CsvText::new(&source).unwrap())
        };
        assert_eq!(office("freq,unit,geo\\TIME_PERIOD\t2021 \t2022\n"), Some("eurostat"));
        assert_eq!(
            office("DATAFLOW,LAST UPDATE,freq,unit,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG\n"),
            Some("eurostat")
        );
        assert_eq!(office("STRUCTURE,REF_AREA,MEASURE,TIME_PERIOD,OBS_VALUE\n"), Some("oecd"));
        assert_eq!(office("\"ID\";\"Perioden\";\"BrutoBinnenlandsProduct_1\"\n"), Some("cbs"));
        assert_eq!(office("variable,year,value\n"), None);
    }
}
