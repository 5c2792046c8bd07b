//! When people enter work, by level of schooling, and when they retire.
//!
//! ```text
//! country,year,variable,level,value,unit,status,source,quote
//! NLD,2025,retirement_age,,67,years,law,...
//! NLD,,entry_age,university,24,years,assumption,...
//! NLD,,share_of_tertiary,university,0.4,share,assumption,...
//! ```
//! The age of retirement is that of the state pension. It runs in straight lines between the years that the table has
//! (law to 2031, a projection after), and stays before the first and after the last (assumption). The levels of those who
//! enter are the shares of people of 25-34 in the last year of the table of attainment; entry ages and what the broad
//! groups of that table hold are assumptions.

use super::attainment::Attainment;
use super::error::DataError;
use super::table::{Rows, cell_error};

const EMBEDDED: &str = include_str!("../../data/working_ages.csv");

/// A level of schooling at which people enter work.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct EntryAge {
    /// Level of schooling.
    pub level: String,
    /// Age in the first year at work.
    pub age: u32,
    /// Share of a birth year that enters at this level.
    pub share: f64,
}

/// Ages of entry to work and of retirement.
#[derive(Clone, Debug, PartialEq)]
pub struct WorkingAges {
    entry: Vec<EntryAge>,
    /// Age of retirement by year, in the order of the years.
    retirement: Vec<(i32, f64)>,
}

impl WorkingAges {
    /// Levels of entry and ages of retirement by year.
    ///
    /// Shares are made to sum to one.
    #[must_use]
    pub fn new(entry: Vec<(u32, f64)>, mut retirement: Vec<(i32, f64)>) -> Self {
        let total: f64 = entry.iter().map(|(_, share)| share).sum();
        retirement.sort_by_key(|(year, _)| *year);
        let entry = entry
            .into_iter()
            .map(|(age, share)| EntryAge { level: format!("entry at {age}"), age, share: share / total })
            .collect();
        Self { entry, retirement }
    }

    /// Those of the Netherlands.
    ///
    /// # Errors
    /// [`DataError`] where the embedded table cannot be read, which the tests of the crate exclude.
    pub fn netherlands() -> Result<Self, DataError> {
        Self::read(EMBEDDED, "NLD", &Attainment::embedded("NLD")?)
    }

    fn read(text: &str, country: &str, attainment: &Attainment) -> Result<Self, DataError> {
        let rows = Rows::new(text)?;
        let (mut ages, mut shares, mut retirement) = (Vec::new(), Vec::new(), Vec::new());
        for (line, cells) in rows.iter() {
            let cells = cells?;
            let [of, year, variable, level, value] = cells[..5] else {
                return Err(DataError::Format { line, reason: "expected nine fields".to_owned() });
            };
            let number: f64 = value.parse().map_err(|_| cell_error(line, "value", value, "a number"))?;
            let year_of = || year.parse::<i32>().map_err(|_| cell_error(line, "year", year, "a year"));
            match variable {
                _ if of != country => {}
                "retirement_age" => retirement.push((year_of()?, number)),
                "entry_age" => ages.push((level.to_owned(), number as u32)),
                "share_of_primary" => shares.push((level.to_owned(), number * attainment.entrants().primary)),
                "share_of_secondary" => {
                    shares.push((level.to_owned(), number * attainment.entrants().secondary))
                }
                "share_of_tertiary" => {
                    shares.push((level.to_owned(), number * attainment.entrants().tertiary))
                }
                _ => return Err(cell_error(line, "variable", variable, "an age or a share")),
            }
        }
        retirement.sort_by_key(|(year, _)| *year);
        let share_of =
            |level: &str| shares.iter().filter(|(of, _)| of == level).map(|(_, share)| share).sum();
        let entry =
            ages.into_iter().map(|(level, age)| EntryAge { share: share_of(&level), level, age }).collect();
        Ok(Self { entry, retirement })
    }

    /// The same entry to work, without an age of retirement: a country whose age of retirement is not in the table.
    #[cfg(feature = "panel")]
    pub(super) fn without_retirement(&self) -> Self {
        Self { retirement: Vec::new(), ..self.clone() }
    }

    /// The levels at which people enter work.
    #[must_use]
    pub fn entry(&self) -> &[EntryAge] {
        &self.entry
    }

    /// The mean age of entry to work.
    #[must_use]
    pub fn mean_entry_age(&self) -> f64 {
        self.entry.iter().map(|entry| entry.share * f64::from(entry.age)).sum()
    }

    /// The statutory age of retirement in a year; none where the country has none in the table.
    #[must_use]
    pub fn retirement_age(&self, year: i32) -> Option<f64> {
        let next = self.retirement.partition_point(|(of, _)| *of < year);
        let (last, first) = (self.retirement.last()?, self.retirement.first()?);
        let Some(to) = self.retirement.get(next) else { return Some(last.1) };
        if next == 0 || to.0 == year {
            return Some(if next == 0 { first.1 } else { to.1 });
        }
        let from = self.retirement[next - 1];
        Some(from.1 + f64::from(year - from.0) / f64::from(to.0 - from.0) * (to.1 - from.1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    #[test]
    fn the_age_of_retirement_follows_law_and_projection_in_straight_lines() {
        let ages = WorkingAges::netherlands().unwrap();
        let at = |year| ages.retirement_age(year).unwrap();
        assert_eq!((at(2023), at(2024), at(2027), at(2028), at(2031)), (66.8333, 67.0, 67.0, 67.25, 67.25));
        assert_relative_eq!(at(2033), 67.5, max_relative = 1e-12);
        assert_relative_eq!(at(2041), 67.75 + 6.0 / 15.0, max_relative = 1e-12);
        assert_eq!((at(1990), at(2050), at(2150)), (66.3333, 68.75, 68.75));
        assert_eq!(WorkingAges::new(vec![(20, 1.0)], Vec::new()).retirement_age(2030), None);
    }

    #[test]
    fn those_who_enter_are_all_of_a_birth_year() {
        let ages = WorkingAges::netherlands().unwrap();
        assert_relative_eq!(
            ages.entry().iter().map(|entry| entry.share).sum::<f64>(),
            1.0,
            max_relative = 1e-12
        );
        // 2015, people of 25-34: 2.67% primary, 52.23% secondary, 45.10% tertiary.
        let expected = 0.0267 * 16.0 + 0.5223 * (0.15 * 16.0 + 0.7 * 20.0 + 0.15 * 18.0) + 0.4510 * 22.8;
        assert_relative_eq!(ages.mean_entry_age(), expected, max_relative = 1e-4);
    }
}
