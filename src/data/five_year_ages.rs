//! Five-year ages of a table, and the single years that are made of them.
//!
//! Five-year ages $`P_g`$ are of the prospects of 2022. Where the prospects of 2024 give ages 0-14, 15-64 and 65 and over,
//! the five-year ages are scaled to them. Single years follow births, and their group keeps its total:
//! ```math
//! n_a[t] = P_g[t]\, \frac{b[t-a]\, r_a[t]}{\sum_{i \in g} b[t-i]\, r_i[t]}, \qquad
//! r_g[t] = \frac{P_g[t]}{\sum_{i \in g} b[t-i]}
//! ```
//! where $`r_a`$ runs in straight lines through the $`r_g`$ at the middle of each group: those who are left of a year's
//! births after deaths and migration. Births before the table are a fifth of the five-year age of its first year, those
//! after it a fifth of the children under five two years later. A table with every fifth year only is completed by
//! straight lines.

use super::error::DataError;
use super::table::{Rows, cell_error};
use super::years::Years;

/// Five-year ages of a table: 0-4 to 95-99, and 100 and over.
pub(super) const GROUPS: usize = 21;
/// Single years of age: 0 to 99, and 100 and over.
pub(super) const AGES: usize = 101;
/// The broad groups of the newer prospects: their column, and the first and last five-year age in them. The total of all
/// three is the population, so that the oldest, named 65-99 in the source, hold those of 100 and over.
const BROAD: [(&str, usize, usize); 3] =
    [("population_2024_0_14", 0, 2), ("population_2024_15_64", 3, 12), ("population_2024_65_99", 13, 20)];

/// Five-year ages and births by year, persons.
pub(super) struct FiveYearAges {
    pub(super) years: Years,
    groups: Vec<[f64; GROUPS]>,
    births: Vec<Option<f64>>,
}

fn read(rows: &Rows<'_>, country: &str) -> Result<FiveYearAges, DataError> {
    let column = |name: &str| {
        rows.column(name)
            .ok_or_else(|| DataError::Format { line: 1, reason: format!("no column \"{name}\"") })
    };
    let ages: Vec<usize> = (0..GROUPS).map(|g| column(&group_name(g))).collect::<Result<_, _>>()?;
    let (of_country, of_year) = (column("country")?, column("year")?);
    let (births, broad) = (rows.column("births"), BROAD.map(|(name, ..)| rows.column(name)));
    let mut read: Vec<(i32, [f64; GROUPS], Option<f64>)> = Vec::new();
    for (line, cells) in rows.iter() {
        let cells = cells?;
        if cells[of_country] != country {
            continue;
        }
        let year: i32 =
            cells[of_year].parse().map_err(|_| cell_error(line, "year", cells[of_year], "a year"))?;
        if read.last().is_some_and(|(last, ..)| *last >= year) {
            return Err(cell_error(line, "year", cells[of_year], "a year after the one above"));
        }
        let persons = |at: usize| thousands(cells[at], line);
        let mut groups = [0.0; GROUPS];
        for (group, at) in groups.iter_mut().zip(&ages) {
            *group = persons(*at)?.ok_or_else(|| cell_error(line, "population", "", "thousand persons"))?;
        }
        for (at, (_, first, last)) in broad.iter().zip(BROAD) {
            let Some(total) = at.map(persons).transpose()?.flatten() else { continue };
            let group = &mut groups[first..=last];
            let scale = total / group.iter().sum::<f64>();
            group.iter_mut().for_each(|persons| *persons *= scale);
        }
        read.push((year, groups, births.map(persons).transpose()?.flatten()));
    }
    let (Some((first, ..)), Some((last, ..))) = (read.first(), read.last()) else {
        return Err(DataError::Format { line: 1, reason: format!("no row of country \"{country}\"") });
    };
    let years = Years::new(*first, *last);
    let by_year = |year| {
        let births = read.iter().find(|row| row.0 == year).and_then(|row| row.2);
        (between(&read, year), births)
    };
    let (groups, births) = years.iter().map(by_year).unzip();
    Ok(FiveYearAges { years, groups, births })
}

/// Persons of a cell in thousands; none where it is empty.
fn thousands(cell: &str, line: u64) -> Result<Option<f64>, DataError> {
    if cell.is_empty() {
        return Ok(None);
    }
    let value = cell.parse::<f64>().ok().filter(|value| value.is_finite() && *value >= 0.0);
    let value =
        value.ok_or_else(|| cell_error(line, "population", cell, "thousand persons, zero or more"))?;
    Ok(Some(value * 1000.0))
}

/// The ages of a year, in straight lines between the years that are read.
fn between(read: &[(i32, [f64; GROUPS], Option<f64>)], year: i32) -> [f64; GROUPS] {
    let next = read.partition_point(|row| row.0 < year).min(read.len() - 1);
    let (to, before) = (&read[next], &read[next.saturating_sub(1)]);
    if to.0 == year || to.0 == before.0 {
        return to.1;
    }
    let along = f64::from(year - before.0) / f64::from(to.0 - before.0);
    std::array::from_fn(|g| before.1[g] + along * (to.1[g] - before.1[g]))
}

pub(super) fn group_name(group: usize) -> String {
    let first = group * 5;
    if group + 1 == GROUPS {
        "population_100_plus".to_owned()
    } else {
        format!("population_{first}_{}", first + 4)
    }
}

impl FiveYearAges {
    /// The rows of a country.
    pub(super) fn read(rows: &Rows<'_>, country: &str) -> Result<Self, DataError> {
        read(rows, country)
    }

    /// Births of a year, or what stands for them outside the table.
    fn born(&self, year: i32) -> f64 {
        if let Some(births) = self.years.index(year).and_then(|t| self.births[t]) {
            return births;
        }
        if year < self.years.first {
            let group = usize::try_from((self.years.first - year) / 5).unwrap_or(0).min(GROUPS - 2);
            return self.groups[0][group] / 5.0;
        }
        let later = (year + 2).min(self.years.last);
        self.years.index(later).map_or(0.0, |t| self.groups[t][0] / 5.0)
    }

    /// Persons by single year of age.
    pub(super) fn single_years(&self, year: i32) -> [f64; AGES] {
        let groups = &self.groups[self.years.index(year).unwrap_or(0)];
        let born: [f64; AGES] =
            std::array::from_fn(|age| self.born(year - age as i32).max(f64::MIN_POSITIVE));
        let left: [f64; GROUPS] =
            std::array::from_fn(|g| groups[g] / ages_of(g).map(|age| born[age]).sum::<f64>());
        let mut ages: [f64; AGES] = std::array::from_fn(|age| born[age] * at_age(&left, age));
        for (g, persons) in groups.iter().enumerate() {
            let sum: f64 = ages_of(g).map(|age| ages[age]).sum();
            let scale = if sum > 0.0 { persons / sum } else { 0.0 };
            ages_of(g).for_each(|age| ages[age] *= scale);
        }
        ages
    }
}

/// The single years of a five-year age.
pub(super) fn ages_of(group: usize) -> std::ops::Range<usize> {
    group * 5..(group * 5 + 5).min(AGES)
}

/// A value of five-year ages at a single year: straight lines through the middle of each.
fn at_age(groups: &[f64; GROUPS], age: usize) -> f64 {
    let position = ((age as f64 - 2.0) / 5.0).clamp(0.0, (GROUPS - 1) as f64);
    let before = position as usize;
    let after = (before + 1).min(GROUPS - 1);
    groups[before] + (position - before as f64) * (groups[after] - groups[before])
}
