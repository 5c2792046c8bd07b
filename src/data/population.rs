//! Population by age: how many persons of each age there are in a year, observed and projected.
//!
//! ```text
//! country,year,births,population_0_4,...,population_100_plus,population_2024_0_14,...
//! unit,,thousand persons,...        source, vintage, licence and note likewise
//! NLD,1950,229.967,1205,...
//! ```
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
#[cfg(feature = "panel")]
use super::table::is_description;
use super::table::{Rows, cell_error};
use super::working_ages::{EntryAge, WorkingAges};
use super::years::Years;
#[cfg(feature = "panel")]
use crate::names::nearest_name;
use std::sync::OnceLock;

const NETHERLANDS: &str = include_str!("../../data/population.csv");
#[cfg(feature = "panel")]
const PANEL: &str = include_str!("../../data/population_panel.csv");

/// Five-year ages of a table: 0-4 to 95-99, and 100 and over.
const GROUPS: usize = 21;
/// Single years of age: 0 to 99, and 100 and over.
const AGES: usize = 101;
/// The broad groups of the newer prospects: their column, and the first and last five-year age in them. The total of all
/// three is the population, so that the oldest, named 65-99 in the source, hold those of 100 and over.
const BROAD: [(&str, usize, usize); 3] =
    [("population_2024_0_14", 0, 2), ("population_2024_15_64", 3, 12), ("population_2024_65_99", 13, 20)];

/// Persons by single year of age and calendar year.
#[derive(Clone, Debug, PartialEq)]
pub struct Population {
    /// Country, ISO 3166 alpha-3.
    country: String,
    years: Years,
    /// Persons by single year of age, by year.
    by_age: Vec<[f64; AGES]>,
    working: WorkingAges,
}

impl Population {
    /// The population of a country: the Netherlands, with the feature `panel` those of the panel. Read once.
    ///
    /// # Errors
    /// [`DataError::Country`] for a country without ages.
    ///
    /// ```
    /// let population = kennis::data::Population::embedded("NLD")?;
    /// // Children born in 2023, million: somewhat more than the 167,842 births.
    /// assert!((0.165..0.185).contains(&(population.cohort_at_age(0, 2023) / 1e6)));
    /// # Ok::<(), kennis::DataError>(())
    /// ```
    pub fn embedded(country: &str) -> Result<&'static Self, DataError> {
        static DUTCH: OnceLock<Result<Population, DataError>> = OnceLock::new();
        if country == "NLD" {
            let read = || Self::from_csv(NETHERLANDS, "NLD", WorkingAges::netherlands()?);
            return DUTCH.get_or_init(read).as_ref().map_err(Clone::clone);
        }
        of_panel(country)
    }

    /// A population from a table in the shape of the embedded one.
    ///
    /// # Errors
    /// [`DataError`] with line and column.
    pub fn from_csv(text: &str, country: &str, working: WorkingAges) -> Result<Self, DataError> {
        let table = table_of(&Rows::new(text)?, country)?;
        let by_age = table.years.iter().map(|year| table.single_years(year)).collect();
        Ok(Self { country: country.to_owned(), years: table.years, by_age, working })
    }

    /// A population with as many persons of every age in every year: what closed forms know.
    #[cfg(test)]
    pub(crate) fn constant(persons: f64, working: WorkingAges) -> Self {
        let years = Years::new(1950, 2100);
        Self { country: "XXX".to_owned(), years, by_age: vec![[persons; AGES]; years.len()], working }
    }

    /// Country, ISO 3166 alpha-3.
    #[must_use]
    pub fn country(&self) -> &str {
        &self.country
    }

    /// The years of the table.
    #[must_use]
    pub fn years(&self) -> Years {
        self.years
    }

    /// The ages of entry to work and of retirement.
    #[must_use]
    pub fn working_ages(&self) -> &WorkingAges {
        &self.working
    }

    /// Persons who are `age` in `year`; of 100, those of 100 and over. Before the table the ages are those of its first
    /// year, after it those of its last (assumption).
    #[must_use]
    pub fn cohort_at_age(&self, age: u32, year: i32) -> f64 {
        let known = year.clamp(self.years.first, self.years.last);
        let ages = self.years.index(known).and_then(|t| self.by_age.get(t));
        ages.and_then(|ages| ages.get(age as usize)).copied().unwrap_or(0.0)
    }

    /// All persons of a year.
    #[must_use]
    pub fn total(&self, year: i32) -> f64 {
        (0..AGES as u32).map(|age| self.cohort_at_age(age, year)).sum()
    }

    /// Persons whose first year at work is `year`, were all to work: of each level of schooling its share of those who
    /// are at its age of entry.
    #[must_use]
    pub fn entering_cohort(&self, year: i32) -> f64 {
        let of = |entry: &EntryAge| entry.share * self.cohort_at_age(entry.age, year);
        self.working.entry().iter().map(of).sum()
    }
}

#[cfg(feature = "panel")]
fn of_panel(country: &str) -> Result<&'static Population, DataError> {
    static OTHERS: OnceLock<Result<Vec<Population>, DataError>> = OnceLock::new();
    let all = OTHERS.get_or_init(read_panel).as_ref().map_err(Clone::clone)?;
    all.iter().find(|population| population.country == country).ok_or_else(|| {
        let known: Vec<&str> = all.iter().map(|population| population.country.as_str()).collect();
        DataError::Country {
            country: country.to_owned(),
            nearest: nearest_name(country, known.iter().copied()).map(str::to_owned),
            known: format!("{}, NLD", known.join(", ")),
        }
    })
}

#[cfg(not(feature = "panel"))]
fn of_panel(country: &str) -> Result<&'static Population, DataError> {
    Err(DataError::Country { country: country.to_owned(), nearest: None, known: "NLD".to_owned() })
}

/// All countries of the panel but the Netherlands, with Dutch ages of entry (assumption) and no age of retirement.
#[cfg(feature = "panel")]
fn read_panel() -> Result<Vec<Population>, DataError> {
    let working = WorkingAges::netherlands()?.without_retirement();
    let head: Vec<&str> = PANEL.lines().take_while(|line| is_head(code(line))).collect();
    let mut all = Vec::new();
    for rows in PANEL.lines().skip(head.len()).collect::<Vec<_>>().chunk_by(|a, b| code(a) == code(b)) {
        let code = code(rows[0]);
        if code != "NLD" {
            let table = [head.as_slice(), rows].concat().join("\n");
            all.push(Population::from_csv(&table, code, working.clone())?);
        }
    }
    Ok(all)
}

#[cfg(feature = "panel")]
fn is_head(key: &str) -> bool {
    key == "country" || is_description(key)
}

#[cfg(feature = "panel")]
fn code(line: &str) -> &str {
    line.split(',').next().unwrap_or("")
}

/// Five-year ages and births by year, persons.
struct Table {
    years: Years,
    groups: Vec<[f64; GROUPS]>,
    births: Vec<Option<f64>>,
}

fn table_of(rows: &Rows<'_>, country: &str) -> Result<Table, DataError> {
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
    Ok(Table { years, groups, births })
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

fn group_name(group: usize) -> String {
    let first = group * 5;
    if group + 1 == GROUPS {
        "population_100_plus".to_owned()
    } else {
        format!("population_{first}_{}", first + 4)
    }
}

impl Table {
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
    fn single_years(&self, year: i32) -> [f64; AGES] {
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
fn ages_of(group: usize) -> std::ops::Range<usize> {
    group * 5..(group * 5 + 5).min(AGES)
}

/// A value of five-year ages at a single year: straight lines through the middle of each.
fn at_age(groups: &[f64; GROUPS], age: usize) -> f64 {
    let position = ((age as f64 - 2.0) / 5.0).clamp(0.0, (GROUPS - 1) as f64);
    let before = position as usize;
    let after = (before + 1).min(GROUPS - 1);
    groups[before] + (position - before as f64) * (groups[after] - groups[before])
}

#[cfg(test)]
mod tests {
    use super::super::{Economy, SeriesName};
    use super::*;
    use approx::assert_relative_eq;

    fn dutch() -> &'static Population {
        Population::embedded("NLD").unwrap()
    }

    #[test]
    fn cohorts_of_a_year_add_up_to_the_population() {
        // The series of the country is in persons; the broad groups are rounded to a hundred persons each.
        let series = Economy::netherlands().unwrap();
        let series = series.series(SeriesName::Population).unwrap();
        for year in 1950..=2023 {
            let total = series.at(year).unwrap();
            assert!((dutch().total(year) - total).abs() < 160.0, "{year}: {} {total}", dutch().total(year));
        }
    }

    #[test]
    fn single_years_add_up_to_the_five_year_ages_scaled_to_the_broad_ones() {
        // 2040, by hand from the table: 15-64 of the two prospects, and 20-24 of the older.
        let line = NETHERLANDS.lines().find(|line| line.starts_with("NLD,2040,")).unwrap();
        let cells: Vec<f64> = line.split(',').skip(3).filter_map(|cell| cell.parse().ok()).collect();
        let working: f64 = cells[3..13].iter().sum();
        let expected = 1000.0 * cells[4] * cells[22] / working;
        let found: f64 = (20..25).map(|age| dutch().cohort_at_age(age, 2040)).sum();
        assert_relative_eq!(found, expected, max_relative = 1e-12);
        for (first, last, persons) in [(0, 14, cells[21]), (15, 64, cells[22]), (65, 100, cells[23])] {
            let found: f64 = (first..=last).map(|age| dutch().cohort_at_age(age, 2040)).sum();
            assert_relative_eq!(found, 1000.0 * persons, max_relative = 1e-12);
        }
    }

    #[test]
    fn five_year_ages_are_near_those_of_the_newer_prospects_in_the_year_that_has_them() {
        let line = NETHERLANDS.lines().find(|line| line.starts_with("NLD,2025,")).unwrap();
        let newer: Vec<f64> = line.split(',').skip(27).map(|cell| cell.parse().unwrap()).collect();
        assert_eq!(newer.len(), GROUPS);
        let mut worst: f64 = 0.0;
        for (g, persons) in newer.iter().enumerate().take(19) {
            let found: f64 = ages_of(g).map(|age| dutch().cohort_at_age(age as u32, 2025)).sum();
            worst = worst.max((found / (1000.0 * persons) - 1.0).abs());
        }
        assert!((0.005..0.045).contains(&worst), "{worst}");
    }

    #[test]
    fn a_birth_year_keeps_its_shape_as_it_ages() {
        // The cohort of 1946 of no births is not known; 1969 (most births) against 1975: 247,000 and 178,000 births.
        let at = |born: i32, age: i32| dutch().cohort_at_age(age as u32, born + age);
        for age in [5, 12, 18, 25, 33, 41, 48] {
            let ratio = at(1975, age) / at(1969, age);
            assert!((0.68..0.88).contains(&ratio), "{age}: {ratio}");
            // From one birthday to the next a cohort moves by deaths and migration only, a few percent.
            for born in [1960, 1969, 1975, 1990] {
                let step = at(born, age + 1) / at(born, age);
                assert!((0.96..1.045).contains(&step), "{born} {age}: {step}");
            }
        }
    }

    #[test]
    fn outside_the_table_the_ages_are_those_of_its_first_and_last_year() {
        for age in [0, 20, 67, 100] {
            assert_eq!(dutch().cohort_at_age(age, 2150), dutch().cohort_at_age(age, 2100));
            assert_eq!(dutch().cohort_at_age(age, 1900), dutch().cohort_at_age(age, 1950));
        }
        assert_eq!(dutch().cohort_at_age(101, 2020), 0.0);
    }

    #[test]
    fn those_who_enter_work_are_the_levels_at_their_ages() {
        let share = |level: &str| {
            dutch().working_ages().entry().iter().filter(|e| e.level == level).map(|e| e.share).sum::<f64>()
        };
        let expected: f64 = [
            ("lower_secondary", 16),
            ("upper_secondary", 18),
            ("vocational", 20),
            ("higher_professional", 22),
            ("university", 24),
        ]
        .iter()
        .map(|(level, age)| share(level) * dutch().cohort_at_age(*age, 2030))
        .sum();
        assert_relative_eq!(dutch().entering_cohort(2030), expected, max_relative = 1e-14);
        assert!((190e3..240e3).contains(&expected), "{expected}");
    }

    #[test]
    fn a_bad_table_is_refused_with_its_line() {
        let head: Vec<String> = (0..GROUPS).map(group_name).collect();
        let row = |year: &str, cell: &str| format!("NLD,{year},{}\n", vec![cell; GROUPS].join(","));
        let text = |rows: &str| format!("country,year,{}\n{rows}", head.join(","));
        let read = |text: &str| {
            Population::from_csv(text, "NLD", WorkingAges::netherlands().unwrap()).map_err(|e| e.to_string())
        };
        assert!(read(&text(&row("2000", "-1"))).unwrap_err().contains("line 2"));
        assert!(read(&text(&(row("2000", "1") + &row("2000", "1")))).unwrap_err().contains("line 3"));
        assert!(read(&text(&row("x", "1"))).unwrap_err().contains("year"));
        assert!(read("country,year\nNLD,2000\n").unwrap_err().contains("population_0_4"));
        assert!(read(&text("")).unwrap_err().contains("NLD"));
        // Every fifth year is completed by straight lines.
        let fifth = read(&text(&(row("2000", "5") + &row("2005", "10")))).unwrap();
        assert_relative_eq!(fifth.total(2002), 21.0 * 7000.0, max_relative = 1e-12);
    }

    #[cfg(feature = "panel")]
    #[test]
    fn other_countries_have_ages_of_their_own() {
        // 2020: Germany about 83, the United States about 336 million.
        let total = |code: &str| Population::embedded(code).unwrap().total(2020) / 1e6;
        assert!((total("DEU") - 83.3).abs() < 0.5 && (total("USA") - 336.0).abs() < 6.0);
        let error = Population::embedded("DEV").unwrap_err().to_string();
        assert!(error.contains("DEU"), "{error}");
    }
}
