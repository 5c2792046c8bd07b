//! The indicator of human capital: mean years of schooling, observed and projected by cohort replacement.
//!
//! Observed years are of the table of attainment; a mean over ages is weighted by persons. After the last of them, `T`, a
//! birth year keeps what its ages had in `T`; those who were then younger than 25 have what 25-34 had, and a trend $`g`$,
//! the yearly rise of 25-34 over the ten years before `T`, which fades to nothing over thirty birth years (assumption):
//! ```math
//! s_b = s_{25-34}[T] + g \left( x - \frac{x^2}{60} \right), \qquad x = \min(\max(b - (T - 25),\, 0),\, 30)
//! ```
//! Without the trend is the low variant. Those of 15-24, many of whom are at school, keep their share of what those of 30 have.
//! The index is that of the Penn World Table at the mean of 15-64, $`e^{\phi(s)}`$ with $`\phi' = .134`$ to four years,
//! $`.101`$ to eight, $`.068`$ beyond.

use super::attainment::Attainment;
use super::error::DataError;
use super::population::Population;
use crate::scalar::Scalar;

/// The last year to which the indicator is shown.
pub const HUMAN_CAPITAL_HORIZON: i32 = 2060;
/// Those who left school last.
const YOUNG: (u32, u32) = (25, 34);
const MIDDLE_OF_YOUNG: u32 = 30;
/// Ages of the table, in groups of ten years.
const GROUPS: [(u32, u32); 5] = [(15, 24), YOUNG, (35, 44), (45, 54), (55, 64)];
/// Birth years over which the trend of the young fades (assumption).
const FADE: f64 = 30.0;
/// Years over which that trend is measured.
const TREND_YEARS: i32 = 10;
/// Slopes of the index: years of schooling from which each holds, and log points a year.
const SLOPES: [(f64, f64); 3] = [(0.0, 0.134), (4.0, 0.101), (8.0, 0.068)];

/// Mean years of schooling of a year.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct HumanCapitalYear {
    /// Year.
    pub year: i32,
    /// Whether it is of the table; otherwise it is projected.
    pub observed: bool,
    /// Ages 15-64.
    pub working_age: f64,
    /// Ages 15-64 without a trend of the young.
    pub working_age_without_trend: f64,
    /// Ages 25-34: those who entered work last. None where the table has no ages.
    pub young: Option<f64>,
    /// From 25 to the statutory age of retirement: those at work who have all left school. None before the last observed
    /// year, and where the country has no such age.
    pub at_work: Option<f64>,
}

impl HumanCapitalYear {
    /// The index of the Penn World Table at the mean of 15-64.
    #[must_use]
    pub fn index(&self) -> f64 {
        schooling_index(self.working_age)
    }

    /// The same without a trend of the young.
    #[must_use]
    pub fn index_without_trend(&self) -> f64 {
        schooling_index(self.working_age_without_trend)
    }
}

/// The index of human capital of the Penn World Table at mean years of schooling, $`e^{\phi(s)}`$.
///
/// ```
/// use kennis::data::schooling_index;
/// assert!((schooling_index(4.0) - f64::exp(0.134 * 4.0)).abs() < 1e-14);
/// assert!((schooling_index(12.0) - f64::exp(0.134 * 4.0 + 0.101 * 4.0 + 0.068 * 4.0)).abs() < 1e-14);
/// ```
#[must_use]
pub fn schooling_index(years: f64) -> f64 {
    let mut log = 0.0;
    for (n, (from, slope)) in SLOPES.iter().enumerate() {
        let to = SLOPES.get(n + 1).map_or(f64::INFINITY, |(next, _)| *next);
        log += slope * (years.min(to) - from).max(0.0);
    }
    Scalar::exp(log)
}

/// Human capital of a country by year.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct HumanCapital {
    /// Country, ISO 3166 alpha-3.
    pub country: String,
    /// Rise of 25-34 a birth year at the end of the table, which fades; none without ages.
    pub trend: Option<f64>,
    /// Observed years, then every year to the last of the projection.
    pub years: Vec<HumanCapitalYear>,
}

impl HumanCapital {
    /// The indicator of a country, projected to `last` where the table has ages; without years where it has nothing of
    /// the country.
    ///
    /// # Errors
    /// [`DataError`] where an embedded table cannot be read, which the tests of the crate exclude.
    ///
    /// ```
    /// use kennis::data::HumanCapital;
    /// let dutch = HumanCapital::embedded("NLD", 2060)?;
    /// let at = |year: i32| dutch.at(year).map(|of| of.working_age);
    /// // Observed in 2015, projected in 2060: the young have more schooling than those who retire.
    /// assert!(at(2015).unwrap() < at(2060).unwrap());
    /// # Ok::<(), kennis::DataError>(())
    /// ```
    pub fn embedded(country: &str, last: i32) -> Result<Self, DataError> {
        let attainment = Attainment::embedded(country)?;
        let population = Population::embedded(country).ok();
        Ok(Self::new(country, &attainment, population, last))
    }

    fn new(country: &str, attainment: &Attainment, population: Option<&Population>, last: i32) -> Self {
        let cohorts = population.and_then(|population| Cohorts::new(attainment, population));
        let mut years: Vec<HumanCapitalYear> = attainment
            .rows()
            .iter()
            .filter(|row| (row.first_age, row.last_age) == (15, 64))
            .filter(|row| cohorts.as_ref().is_none_or(|cohorts| cohorts.observed(row.year).is_none()))
            .map(|row| HumanCapitalYear {
                year: row.year,
                observed: true,
                working_age: row.years_of_schooling,
                working_age_without_trend: row.years_of_schooling,
                young: None,
                at_work: None,
            })
            .collect();
        if let Some(cohorts) = &cohorts {
            let observed =
                (cohorts.population.years().first..=cohorts.last).filter_map(|y| cohorts.observed(y));
            years.extend(observed);
            years.extend((cohorts.last + 1..=last).map(|year| cohorts.projected(year)));
        }
        years.sort_by_key(|of| of.year);
        let trend = cohorts.map(|cohorts| cohorts.trend);
        Self { country: country.to_owned(), trend, years }
    }

    /// A year of it.
    #[must_use]
    pub fn at(&self, year: i32) -> Option<&HumanCapitalYear> {
        self.years.iter().find(|of| of.year == year)
    }

    /// The last observed year.
    #[must_use]
    pub fn last_observed(&self) -> Option<i32> {
        self.years.iter().filter(|of| of.observed).map(|of| of.year).max()
    }
}

/// What birth years have, at the end of the table and after it.
struct Cohorts<'a> {
    attainment: &'a Attainment,
    population: &'a Population,
    /// The last observed year.
    last: i32,
    /// Schooling of the groups of ages in it.
    groups: [f64; 5],
    /// Rise of 25-34 a year.
    trend: f64,
}

impl<'a> Cohorts<'a> {
    /// None where the table has no ages, or not the years that the trend needs.
    fn new(attainment: &'a Attainment, population: &'a Population) -> Option<Self> {
        let last = attainment.last_year()?;
        let before = attainment.at(last - TREND_YEARS, YOUNG.0, YOUNG.1)?.years_of_schooling;
        let groups = groups(attainment, last)?;
        let trend = (groups[1] - before) / f64::from(TREND_YEARS);
        Some(Self { attainment, population, last, groups, trend })
    }

    /// A year of the table, with its ages.
    fn observed(&self, year: i32) -> Option<HumanCapitalYear> {
        let groups = groups(self.attainment, year)?;
        let of_age = |age: u32| groups[group(age)];
        let working_age = self.mean(year, 15, 65.0, of_age);
        Some(HumanCapitalYear {
            year,
            observed: true,
            working_age,
            working_age_without_trend: working_age,
            young: Some(groups[1]),
            at_work: if year == self.last { self.at_work(year, of_age) } else { None },
        })
    }

    fn projected(&self, year: i32) -> HumanCapitalYear {
        let of_age = |age: u32| self.schooling(year, age, self.trend);
        HumanCapitalYear {
            year,
            observed: false,
            working_age: self.mean(year, 15, 65.0, of_age),
            working_age_without_trend: self.mean(year, 15, 65.0, |age| self.schooling(year, age, 0.0)),
            young: Some(self.mean(year, YOUNG.0, f64::from(YOUNG.1) + 1.0, of_age)),
            at_work: self.at_work(year, of_age),
        }
    }

    /// Schooling of an age in a year of the projection.
    fn schooling(&self, year: i32, age: u32, trend: f64) -> f64 {
        if age < YOUNG.0 {
            // Many of the youngest are at school.
            return self.schooling(year, MIDDLE_OF_YOUNG, trend) * self.groups[0] / self.groups[1];
        }
        let then = self.last - (year - age as i32);
        if let Ok(then @ 25..) = u32::try_from(then) {
            return self.groups[group(then)];
        }
        let since = f64::from(25 - then).min(FADE);
        self.groups[1] + trend * (since - since * since / (2.0 * FADE))
    }

    fn at_work(&self, year: i32, of_age: impl Fn(u32) -> f64) -> Option<f64> {
        let retirement = self.population.working_ages().retirement_age(year)?;
        Some(self.mean(year, YOUNG.0, retirement, of_age))
    }

    /// The mean over persons from an age to another, which may be a part of a year.
    fn mean(&self, year: i32, from: u32, to: f64, of_age: impl Fn(u32) -> f64) -> f64 {
        let (mut sum, mut persons) = (0.0, 0.0);
        for age in from..=to as u32 {
            let count = self.population.cohort_at_age(age, year) * (to - f64::from(age)).clamp(0.0, 1.0);
            sum += count * of_age(age);
            persons += count;
        }
        sum / persons
    }
}

/// The group of an age; those beyond the last are in it.
fn group(age: u32) -> usize {
    GROUPS.iter().rposition(|(first, _)| *first <= age).unwrap_or(0)
}

/// Schooling of all groups in a year of the table.
fn groups(attainment: &Attainment, year: i32) -> Option<[f64; 5]> {
    let mut of_group = [0.0; 5];
    for (value, (first, last)) in of_group.iter_mut().zip(GROUPS) {
        *value = attainment.at(year, first, last)?.years_of_schooling;
    }
    Some(of_group)
}

#[cfg(test)]
mod tests {
    use super::super::{Economy, SeriesName, WorkingAges};
    use super::*;
    use approx::assert_relative_eq;

    fn dutch() -> HumanCapital {
        HumanCapital::embedded("NLD", 2100).unwrap()
    }

    #[test]
    fn observed_years_are_those_of_lee_and_lee_over_the_same_ages() {
        // Their 15-64 was made of the same groups with other persons: to two hundredths of a year.
        let (attainment, dutch) = (Attainment::embedded("NLD").unwrap(), dutch());
        for year in (1950..=2010).step_by(5) {
            let theirs = attainment.at(year, 15, 64).unwrap().years_of_schooling;
            assert!((dutch.at(year).unwrap().working_age - theirs).abs() < 0.02, "{year}");
        }
        // Before the ages of the table begin, theirs alone.
        assert_eq!(
            dutch.at(1870).unwrap().working_age,
            attainment.at(1870, 15, 64).unwrap().years_of_schooling
        );
        assert_eq!(dutch.last_observed(), Some(2015));
    }

    #[test]
    fn the_projection_begins_where_the_table_ends() {
        let attainment = Attainment::embedded("NLD").unwrap();
        let cohorts = Cohorts::new(&attainment, Population::embedded("NLD").unwrap()).unwrap();
        let (observed, projected) = (cohorts.observed(2015).unwrap(), cohorts.projected(2015));
        for (a, b) in [
            (observed.working_age, projected.working_age),
            (observed.young.unwrap(), projected.young.unwrap()),
            (observed.at_work.unwrap(), projected.at_work.unwrap()),
        ] {
            assert_relative_eq!(a, b, max_relative = 1e-12);
        }
        // Those of 25 and older have exactly what they had.
        for age in 25..=64 {
            assert_eq!(cohorts.schooling(2015, age, 0.0), cohorts.groups[group(age)]);
            assert_eq!(cohorts.schooling(2025, age + 10, cohorts.trend), cohorts.groups[group(age)]);
        }
        assert_relative_eq!(cohorts.trend, (12.913 - 12.046) / 10.0, max_relative = 1e-12);
    }

    #[test]
    fn replaced_cohorts_end_at_the_closed_form() {
        // As many of every age, no trend: in 2055 all who are 25 and older had left school after 2015.
        let attainment = Attainment::embedded("NLD").unwrap();
        let working = WorkingAges::new(vec![(20, 1.0)], vec![(2000, 65.0)]);
        let population = Population::constant(1000.0, working);
        let cohorts = Cohorts::new(&attainment, &population).unwrap();
        let of =
            |year: i32, trend: f64| cohorts.mean(year, 25, 65.0, |age| cohorts.schooling(year, age, trend));
        assert_relative_eq!(of(2055, 0.0), 12.913, max_relative = 1e-12);
        // Thirty years later the trend is whole for all: half of it over thirty birth years.
        assert_relative_eq!(of(2090, cohorts.trend), 12.913 + cohorts.trend * 15.0, max_relative = 1e-12);
        // Half-way, twenty of the forty ages are replaced.
        let kept = (12.913 * 10.0 + 12.542 * 10.0) / 20.0;
        assert_relative_eq!(of(2035, 0.0), (12.913 + kept) / 2.0, max_relative = 1e-12);
        assert_relative_eq!(
            cohorts.at_work(2035, |age| cohorts.schooling(2035, age, 0.0)).unwrap(),
            of(2035, 0.0)
        );
    }

    #[test]
    fn the_index_is_that_of_the_penn_world_table_from_1965_and_thirteen_percent_below_it_in_1950() {
        let economy = Economy::netherlands().unwrap();
        let theirs = economy.series(SeriesName::HumanCapital).unwrap();
        let ratio = |year: i32| dutch().at(year).unwrap().index() / theirs.at(year).unwrap();
        assert!((0.86..0.89).contains(&ratio(1950)), "{}", ratio(1950));
        for year in (1970..=2015).step_by(5) {
            assert!((ratio(year) - 1.0).abs() < 0.025, "{year}: {}", ratio(year));
        }
        // Growth since 1970: .52% a year of theirs, .50% of this.
        let growth = |of: &dyn Fn(i32) -> f64| (of(2015) / of(1970)).ln() / 45.0;
        let (mine, their) = (growth(&|y| dutch().at(y).unwrap().index()), growth(&|y| theirs.at(y).unwrap()));
        assert!((mine - their).abs() < 5e-4, "{mine} {their}");
    }

    #[test]
    fn a_country_without_ages_has_what_was_observed_alone() {
        let of = HumanCapital::embedded("SWE", 2060).unwrap();
        assert!(of.trend.is_none() && of.years.len() == 13 && of.years.iter().all(|year| year.observed));
        assert!(HumanCapital::embedded("XYZ", 2060).unwrap().years.is_empty());
    }

    #[test]
    fn schooling_rises_and_its_rise_fades() {
        let dutch = dutch();
        let at = |year: i32| dutch.at(year).unwrap();
        for year in 2016..2060 {
            assert!(at(year).working_age >= at(year).working_age_without_trend, "{year}");
        }
        let rise = |from: i32| at(from + 10).at_work.unwrap() - at(from).at_work.unwrap();
        assert!(rise(2020) > rise(2040) && rise(2040) > rise(2070) && rise(2070) > -0.01);
        assert!((13.9..14.5).contains(&at(2060).young.unwrap()), "{:?}", at(2060).young);
    }
}
