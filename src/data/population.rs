//! Population by age: how many persons of each age there are in a year, observed and projected.
//!
//! ```text
//! country,year,births,population_0_4,...,population_100_plus,population_2024_0_14,...
//! unit,,thousand persons,...        source, vintage, licence and note likewise
//! NLD,1950,229.967,1205,...
//! ```
//! How single years are made of the five-year ages of the table stands in `five_year_ages.rs`.

use super::error::DataError;
use super::five_year_ages::{AGES, FiveYearAges};
use super::table::Rows;
#[cfg(feature = "panel")]
use super::table::is_description;
use super::working_ages::{EntryAge, WorkingAges};
use super::years::Years;
#[cfg(feature = "panel")]
use crate::names::nearest_name;
use std::sync::OnceLock;

const NETHERLANDS: &str = include_str!("../../data/population.csv");
#[cfg(feature = "panel")]
const PANEL: &str = include_str!("../../data/population_panel.csv");

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
        let table = FiveYearAges::read(&Rows::new(text)?, country)?;
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

#[cfg(test)]
mod tests {
    use super::super::five_year_ages::{GROUPS, ages_of, group_name};
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
