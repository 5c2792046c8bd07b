//! Whom an intervention reaches, and when they enter work: the cohort that begins it in year `s` is
//! $`pupils_s / n_a[s]`$ of the persons of its age `a`, and enters work `e - a` years later, `e` the mean age of entry, and not before
//! the programme has ended. Adults who are older have worked `a - e` years, and work on.

use super::baseline::Baseline;
use super::measure_by_year::{MeasureByYear, billion_a_unit};
use crate::data::Population;
use crate::model::intervention::{Given, Intervention};
use crate::scenario::Measure;

/// Age of entry to work where no ages are known: a working life of 45 years to the age of 65 (assumption).
const ENTRY_AGE: f64 = 20.0;

/// An intervention in a population.
pub(super) struct Exposure<'a> {
    intervention: &'a Intervention,
    /// Persons by age, where cohorts are those of the population.
    ages: Option<&'static Population>,
    employment: f64,
    /// Years from the start of the intervention to work.
    pub(super) lag: f64,
    years_at_work: usize,
}

impl<'a> Exposure<'a> {
    pub(super) fn new(intervention: &'a Intervention, has_ages: bool, baseline: &Baseline) -> Self {
        let ages = if has_ages { Population::embedded(&baseline.country).ok() } else { None };
        let entry = ages.map_or(ENTRY_AGE, |ages| ages.working_ages().mean_entry_age());
        let age = f64::from(intervention.age_at_exposure);
        Self {
            intervention,
            ages,
            employment: baseline.employment,
            lag: if age < entry { (entry - age).max(intervention.duration) } else { 0.0 },
            years_at_work: (age - entry).max(0.0).round() as usize,
        }
    }

    /// Who is reached by year.
    pub(super) fn given(&self, measure: &Measure, by_year: &MeasureByYear, years: &[i32]) -> Given {
        let cost = billion_a_unit(measure);
        let pupils = |t: usize| {
            if measure.unit.is_money() { by_year.cost.money()[t] / cost } else { by_year.amounts[t] }
        };
        let reach = years.iter().enumerate().map(|(t, year)| pupils(t) / self.persons(*year)).collect();
        Given { intervention: self.intervention.clone(), reach, years_at_work: self.years_at_work }
    }

    /// Persons of the age of exposure; those employed where no ages are known.
    fn persons(&self, year: i32) -> f64 {
        match self.ages {
            Some(ages) => ages.cohort_at_age(self.intervention.age_at_exposure, year),
            None => self.employment,
        }
    }
}
