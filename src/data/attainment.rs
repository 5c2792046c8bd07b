//! Attainment: years of schooling, and the levels reached, by age.
//!
//! ```text
//! country,year,age,years_of_schooling,share_no_schooling,share_primary,share_secondary,share_tertiary,source
//! unit,,,years,...
//! NLD,2015,25-34,12.913,0.00,2.67,52.23,45.10,Barro and Lee v3 (2021)
//! ```
//! Nothing is interpolated: a year is in the table or it is not.

use super::error::DataError;
use super::table::{Rows, cell_error, is_description};

const EMBEDDED: &str = include_str!("../../data/attainment.csv");

/// Ages of those of whom most have left school and entered work last.
const YOUNG: (u32, u32) = (25, 34);

/// What people of some ages have reached in a year.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct AttainmentRow {
    /// Year.
    pub year: i32,
    /// First age.
    pub first_age: u32,
    /// Last age.
    pub last_age: u32,
    /// Mean years of schooling.
    pub years_of_schooling: f64,
    /// Shares by level, where the source has them.
    pub levels: Option<LevelShares>,
    /// Source.
    pub source: String,
}

/// Shares of people by level of schooling; they sum to one.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct LevelShares {
    /// Primary schooling, or none.
    pub primary: f64,
    /// Secondary schooling, begun or completed.
    pub secondary: f64,
    /// Tertiary schooling, begun or completed.
    pub tertiary: f64,
}

/// Attainment of a country by age and year.
#[derive(Clone, Debug, PartialEq)]
pub struct Attainment {
    rows: Vec<AttainmentRow>,
}

impl Attainment {
    /// The attainment of a country; without rows where the table has none of it.
    ///
    /// # Errors
    /// [`DataError`] where the embedded table cannot be read, which the tests of the crate exclude.
    pub fn embedded(country: &str) -> Result<Self, DataError> {
        Self::from_csv(EMBEDDED, country)
    }

    /// Attainment from a table in the shape of the embedded one.
    ///
    /// # Errors
    /// [`DataError`] with line and column.
    pub fn from_csv(text: &str, country: &str) -> Result<Self, DataError> {
        let mut rows = Vec::new();
        for (line, cells) in Rows::new(text)?.iter() {
            let cells = cells?;
            if !is_description(cells[0]) && cells[0] == country {
                rows.push(row(&cells, line)?);
            }
        }
        Ok(Self { rows })
    }

    /// All rows, in the order of the table.
    #[must_use]
    pub fn rows(&self) -> &[AttainmentRow] {
        &self.rows
    }

    /// The row of some ages in a year.
    #[must_use]
    pub fn at(&self, year: i32, first_age: u32, last_age: u32) -> Option<&AttainmentRow> {
        self.rows.iter().find(|row| (row.year, row.first_age, row.last_age) == (year, first_age, last_age))
    }

    /// The last year in which those who entered work last are observed, ages 25-34.
    #[must_use]
    pub fn last_year(&self) -> Option<i32> {
        let young = self.rows.iter().filter(|row| (row.first_age, row.last_age) == YOUNG);
        young.map(|row| row.year).max()
    }

    /// The levels of those who entered work last; all at secondary schooling where they are not known.
    #[must_use]
    pub fn entrants(&self) -> LevelShares {
        let last = self.last_year().and_then(|year| self.at(year, YOUNG.0, YOUNG.1));
        let unknown = LevelShares { primary: 0.0, secondary: 1.0, tertiary: 0.0 };
        last.and_then(|row| row.levels).unwrap_or(unknown)
    }
}

fn row(cells: &[&str], line: u64) -> Result<AttainmentRow, DataError> {
    let [_, year, age, schooling, none, primary, secondary, tertiary, source] = *cells else {
        return Err(DataError::Format { line, reason: format!("{} fields, expected nine", cells.len()) });
    };
    let number = |column: &str, cell: &str| {
        let value = cell.parse::<f64>().ok().filter(|value| (0.0..=100.0).contains(value));
        value.ok_or_else(|| cell_error(line, column, cell, "a number from 0 to 100"))
    };
    let (first_age, last_age) = age
        .split_once('-')
        .and_then(|(first, last)| Some((first.parse().ok()?, last.parse().ok()?)))
        .ok_or_else(|| cell_error(line, "age", age, "ages such as 25-34"))?;
    let levels = if [none, primary, secondary].iter().any(|cell| cell.is_empty()) {
        None
    } else {
        let shares = [
            number("share_no_schooling", none)? + number("share_primary", primary)?,
            number("share_secondary", secondary)?,
            number("share_tertiary", tertiary)?,
        ];
        // They add up to 100 within rounding.
        let total: f64 = shares.iter().sum();
        let [primary, secondary, tertiary] = shares.map(|share| share / total);
        (total > 0.0).then_some(LevelShares { primary, secondary, tertiary })
    };
    Ok(AttainmentRow {
        year: year.parse().map_err(|_| cell_error(line, "year", year, "a year"))?,
        first_age,
        last_age,
        years_of_schooling: number("years_of_schooling", schooling)?,
        levels,
        source: source.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    #[test]
    fn the_last_young_cohort_is_that_of_2015() {
        let dutch = Attainment::embedded("NLD").unwrap();
        assert_eq!(dutch.last_year(), Some(2015));
        let young = dutch.at(2015, 25, 34).unwrap();
        assert_eq!(young.years_of_schooling, 12.913);
        let shares = dutch.entrants();
        assert_relative_eq!(shares.tertiary, 0.4510, max_relative = 1e-4);
        assert_relative_eq!(shares.primary + shares.secondary + shares.tertiary, 1.0, max_relative = 1e-14);
    }

    #[test]
    fn a_country_without_levels_has_years_only() {
        let german = Attainment::embedded("DEU").unwrap();
        assert!(!german.rows().is_empty() && german.rows().iter().all(|row| row.levels.is_none()));
        assert_eq!(german.last_year(), None);
        assert!(Attainment::embedded("XYZ").unwrap().rows().is_empty());
    }

    #[test]
    fn a_bad_row_is_refused_with_its_line() {
        let head = "country,year,age,years_of_schooling,a,b,c,d,source\n";
        for (row, said) in [
            ("NLD,x,25-34,12,,,,,s\n", "year"),
            ("NLD,2000,25,12,,,,,s\n", "25-34"),
            ("NLD,2000,25-34,120,,,,,s\n", "years_of_schooling"),
        ] {
            let error = Attainment::from_csv(&format!("{head}{row}"), "NLD").unwrap_err().to_string();
            assert!(error.contains("line 2") && error.contains(said), "{error}");
        }
    }
}
