//! Those at work by year of entry: the cohorts of E10 with their real sizes.
//!
//! Whose first year at work is year `y` has, at level `l` of schooling, the age of entry $`e_l`$ in it. In year `t` they
//! are $`a = e_l + t - y`$ years old, and at work until the statutory age of retirement $`R[t]`$, a fraction of a year
//! counting pro rata. With the share $`\varphi_l`$ of a birth year that enters at level `l` and $`n_a[t]`$ persons of age
//! `a`, and $`\tau = t - y + 1`$ the years at work:
//! ```math
//! \omega_\tau[t] = \frac{1}{N[t]} \sum_l \varphi_l\, n_{e_l + \tau - 1}[t]\,
//!     \operatorname{clamp}(R[t] - e_l - \tau + 1,\, 0,\, 1), \qquad
//! N[t] = \sum_\tau \sum_l \ldots, \qquad \sum_\tau \omega_\tau[t] = 1
//! ```
//! With as many persons of every age and one age of entry, $`\omega_\tau = 1/W`$ for the `W = R - e` years of a working
//! life: the variant without ages. Participation is not modelled: all of these ages count as at work.

use crate::data::Population;
use crate::names::named;
use crate::scalar::Scalar;

named! {
    /// How large the cohorts of education are.
    CohortSizes {
        /// Persons by age and year, from entry to the statutory age of retirement; a working life where the country has
        /// no ages or no age of retirement in the data.
        Population = "population",
        /// Every cohort is one over the working life of those employed.
        WorkingLife = "working_life",
    }
}

#[allow(clippy::derivable_impls, reason = "the macro that names the variants marks no default")]
impl Default for CohortSizes {
    fn default() -> Self {
        Self::Population
    }
}

/// Ages of the grades of a school career: the first one begins at six.
const FIRST_GRADE: u32 = 6;
/// No one is older at work.
const OLDEST: u32 = 100;

/// The population at work by years since entry, for the years of a simulation.
#[derive(Clone, Debug, PartialEq)]
pub struct WorkingPopulation {
    years: Vec<WorkingYear>,
}

#[derive(Clone, Debug, PartialEq)]
struct WorkingYear {
    /// Share in those at work of those in their `tau`-th year at work; none at zero.
    shares: Vec<f64>,
    /// Share of those in their `tau`-th year who have not reached the age of retirement.
    at_work: Vec<f64>,
    /// Persons in their first year.
    entering: f64,
    /// Persons at work.
    total: f64,
    /// Persons of the age of each grade, from the first.
    pupils: Vec<f64>,
}

impl WorkingPopulation {
    /// Of a population, in these years; none where its country has no age of retirement.
    #[must_use]
    pub fn new(population: &Population, years: &[i32]) -> Option<Self> {
        let years: Option<Vec<_>> = years.iter().map(|year| WorkingYear::new(population, *year)).collect();
        years.map(|years| Self { years })
    }

    /// Persons in their first year at work in year `t`, counted from the first year of the simulation.
    #[must_use]
    pub fn entering(&self, t: usize) -> f64 {
        self.years.get(t).map_or(0.0, |year| year.entering)
    }

    /// Their share in those at work.
    #[must_use]
    pub fn entering_share(&self, t: usize) -> f64 {
        self.years.get(t).map_or(0.0, |year| year.share(1))
    }

    /// Persons from entry to retirement in year `t`.
    #[must_use]
    pub fn total(&self, t: usize) -> f64 {
        self.years.get(t).map_or(0.0, |year| year.total)
    }

    /// Persons of the age of a grade, counted from zero, in year `t`.
    #[must_use]
    pub fn pupils(&self, t: usize, grade: usize) -> f64 {
        self.years.get(t).and_then(|year| year.pupils.get(grade)).copied().unwrap_or(0.0)
    }

    /// Share, in those at work in year `t`, of the cohort of `years_ago` years before that enters after `lag` years; of
    /// a lag that is no whole number, parts of two cohorts.
    ///
    /// It is linear in the lag between whole numbers: with $`\omega_\tau = 0`$ for $`\tau \leq 0`$,
    /// $`\omega_k + \sum_{n \geq 1} (\omega_{k-n} - \omega_{k-n+1}) \operatorname{clamp}(lag - n + 1, 0, 1)`$.
    #[inline(always)]
    #[must_use]
    pub fn share_of_cohort<S: Scalar>(&self, t: usize, years_ago: usize, lag: S) -> S {
        let Some(year) = self.years.get(t) else { return S::of(0.0) };
        let mut share = S::of(year.share(years_ago));
        for n in 1..=years_ago {
            let whole = S::of(n as f64 - 1.0);
            // No draw has a longer lag: what follows is nothing.
            if S::all((lag - whole).lt(S::of(f64::MIN_POSITIVE))) {
                break;
            }
            let step = year.share(years_ago - n) - year.share(years_ago - n + 1);
            share = share + S::of(step) * (lag - whole).max(S::of(0.0)).min(S::of(1.0));
        }
        share
    }

    /// The same for a lag that no draw changes, without the steps between.
    #[must_use]
    pub fn share_at_lag(&self, t: usize, years_ago: usize, lag: f64) -> f64 {
        let Some(year) = self.years.get(t) else { return 0.0 };
        let whole = lag as usize;
        let share = |lag: usize| years_ago.checked_sub(lag).map_or(0.0, |tenure| year.share(tenure));
        let part = lag - whole as f64;
        share(whole) + part * (share(whole + 1) - share(whole))
    }

    /// Share of persons who began to work `years` years before year `t` who have not retired.
    #[must_use]
    pub fn at_work(&self, t: usize, years: usize) -> f64 {
        self.years.get(t).and_then(|year| year.at_work.get(years)).copied().unwrap_or(0.0)
    }
}

impl WorkingYear {
    fn new(population: &Population, year: i32) -> Option<Self> {
        let ages = population.working_ages();
        let retirement = ages.retirement_age(year)?;
        let not_retired = |age: u32| (retirement - f64::from(age)).clamp(0.0, 1.0);
        let mut persons = vec![0.0];
        let mut at_work = vec![0.0];
        for tenure in 1..=OLDEST {
            let (mut count, mut share) = (0.0, 0.0);
            for entry in ages.entry() {
                let age = entry.age + tenure - 1;
                count += entry.share * population.cohort_at_age(age, year) * not_retired(age);
                share += entry.share * not_retired(age);
            }
            persons.push(count);
            at_work.push(share);
        }
        let total: f64 = persons.iter().sum();
        let pupils = (0..12).map(|grade| population.cohort_at_age(FIRST_GRADE + grade, year)).collect();
        let shares: Vec<f64> = persons.iter().map(|persons| persons / total).collect();
        (total > 0.0).then(|| Self { entering: persons[1], shares, at_work, total, pupils })
    }

    fn share(&self, tenure: usize) -> f64 {
        self.shares.get(tenure).copied().unwrap_or(0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::super::education::share_in_work;
    use super::*;
    use crate::data::WorkingAges;
    use crate::scalar::{LANES, Lanes};
    use approx::{assert_abs_diff_eq, assert_relative_eq};

    fn years() -> Vec<i32> {
        (2024..=2130).collect()
    }

    fn constant(entry: Vec<(u32, f64)>, retirement: f64) -> WorkingPopulation {
        let working = WorkingAges::new(entry, vec![(2000, retirement)]);
        WorkingPopulation::new(&Population::constant(1000.0, working), &years()).unwrap()
    }

    fn dutch() -> WorkingPopulation {
        WorkingPopulation::new(Population::embedded("NLD").unwrap(), &years()).unwrap()
    }

    #[test]
    fn with_as_many_of_every_age_a_cohort_is_one_over_the_working_life() {
        for (retirement, w) in [(67.0, 45.0), (67.25, 45.25)] {
            let population = constant(vec![(22, 1.0)], retirement);
            assert_relative_eq!(population.total(3), 1000.0 * w, max_relative = 1e-14);
            assert_relative_eq!(population.entering_share(3), 1.0 / w, max_relative = 1e-14);
            for years_ago in 0..100 {
                for lag in [0.0, 1.0, 3.0, 12.0] {
                    let expected = share_in_work(years_ago as f64, lag, w) / w;
                    let found = population.share_of_cohort(100, years_ago, lag);
                    assert_abs_diff_eq!(found, expected, epsilon = 1e-15);
                }
                // Lags of a part of a year, where the working life is whole.
                for lag in [0.25, 0.5, 4.75] {
                    if w == 45.0 {
                        let expected = share_in_work(years_ago as f64, lag, w) / w;
                        let found = population.share_of_cohort(100, years_ago, lag);
                        assert_abs_diff_eq!(found, expected, epsilon = 1e-15);
                    }
                }
            }
        }
    }

    #[test]
    fn with_several_levels_the_working_life_is_that_of_the_mean_age_of_entry() {
        // Half enters at 18, half at 24: a cohort is whole for 43 years, half for 6 more.
        let population = constant(vec![(18, 0.5), (24, 0.5)], 67.0);
        let w = 67.0 - 21.0;
        for (years_ago, share) in [(0, 0.0), (1, 1.0), (43, 1.0), (44, 0.5), (49, 0.5), (50, 0.0)] {
            let found = population.share_of_cohort(60, years_ago, 0.0);
            assert_abs_diff_eq!(found, share / w, epsilon = 1e-15);
            assert_abs_diff_eq!(population.at_work(60, years_ago), share, epsilon = 1e-15);
        }
    }

    #[test]
    fn cohorts_of_a_year_are_all_who_work() {
        let population = dutch();
        for t in [0, 10, 50, 106] {
            let sum: f64 = (0..100).map(|years_ago| population.share_of_cohort(t, years_ago, 0.0)).sum();
            assert_relative_eq!(sum, 1.0, max_relative = 1e-12);
            assert_relative_eq!(
                population.entering(t) / population.total(t),
                population.entering_share(t),
                max_relative = 1e-12
            );
        }
        // Persons from entry to retirement, counted once more from the ages alone.
        let ages = Population::embedded("NLD").unwrap();
        let entered = |age: u32| -> f64 {
            let entry = ages.working_ages().entry();
            entry.iter().filter(|entry| entry.age <= age).map(|entry| entry.share).sum()
        };
        let before: f64 = (16..67).map(|age| entered(age) * ages.cohort_at_age(age, 2026)).sum();
        assert_relative_eq!(population.total(2), before, max_relative = 1e-12);
        assert!((10.5e6..12.5e6).contains(&before), "{before}");
    }

    #[test]
    fn a_cohort_leaves_when_it_reaches_the_statutory_age() {
        // Entered at 24 in 2024: 67 in 2067, when the age of retirement is 68.75: it works the whole of 2068 (aged 68: .75).
        let working = WorkingAges::new(vec![(24, 1.0)], vec![(2024, 67.0), (2030, 68.75)]);
        let population = WorkingPopulation::new(&Population::constant(1000.0, working), &years()).unwrap();
        let at_work = |year: i32| {
            let t = (year - 2024) as usize;
            // In year y + tau - 1 those of y are in their tau-th year.
            population.at_work(t, t + 1)
        };
        assert_eq!((at_work(2067), at_work(2068), at_work(2069)), (1.0, 0.75, 0.0));
        // Those of 44 years before leave at 67 in 2024 and stay longer when the age is higher.
        assert_eq!((population.at_work(0, 43), population.at_work(0, 44)), (1.0, 0.0));
        assert_eq!((population.at_work(10, 44), population.at_work(10, 45)), (1.0, 0.75));
    }

    #[test]
    fn a_lag_that_no_draw_changes_gives_the_same_share() {
        let population = dutch();
        for lag in [0.0, 0.5, 1.0, 2.75, 12.0, 60.0] {
            for years_ago in 0..60 {
                let direct = population.share_at_lag(50, years_ago, lag);
                let by_steps = population.share_of_cohort(50, years_ago, lag);
                assert_abs_diff_eq!(direct, by_steps, epsilon = 1e-16);
            }
        }
    }

    #[test]
    fn lanes_have_the_bits_of_each_lag_alone() {
        let population = dutch();
        let lags: [f64; LANES] = std::array::from_fn(|lane| lane as f64 * 1.7);
        for years_ago in [0, 1, 7, 40] {
            let together = population.share_of_cohort(60, years_ago, Lanes(lags));
            for (lane, lag) in lags.iter().enumerate() {
                let alone = population.share_of_cohort(60, years_ago, *lag);
                assert_eq!(together.0[lane].to_bits(), alone.to_bits(), "{years_ago} {lag}");
            }
        }
    }
}
