//! Years of schooling of those at work, with and without the education measures of a scenario (E10).

use super::experiment::Experiment;
use crate::data::HumanCapital;
use crate::model::{CohortSizes, Cohorts};

/// Mean years of schooling by year, over the years of the results.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct SchoolingAtWork {
    /// How large the cohorts are.
    pub cohorts: CohortSizes,
    /// Those at work without the measures; none in years, and for countries, without attainment by age.
    pub baseline: Vec<Option<f64>>,
    /// What the measures add at the centres of the parameters; skills add no years.
    pub added: Vec<f64>,
}

impl Experiment {
    /// Mean years of schooling of those at work, where the scenario has a measure of education.
    ///
    /// ```
    /// use kennis::{Economy, Experiment, Instrument, Measure, ParameterSet, Scenario, Unit};
    /// let measure = Measure::new(Instrument::Education, Unit::YearsOfSchooling, 1.0, 2026);
    /// let scenario = Scenario::new("a year more").with_measure(measure);
    /// let experiment = Experiment::new(&Economy::netherlands()?, scenario, ParameterSet::default())?;
    /// let added = experiment.schooling_at_work().unwrap().added;
    /// // Most of those at work in 2060 entered after 2026, and nobody in 2027 did.
    /// assert!(added[2027 - 2023] == 0.0 && added[2060 - 2023] > 0.6);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn schooling_at_work(&self) -> Option<SchoolingAtWork> {
        if self.plan.doses.is_empty() {
            return None;
        }
        let centres = self.parameters.centres();
        let cohorts: Vec<Cohorts<f64>> =
            self.plan.doses.iter().map(|doses| Cohorts::new(doses, &centres)).collect();
        let years = self.baseline.years();
        let indicator = HumanCapital::embedded(&self.baseline.country, years.last).ok();
        let at = |year: i32| indicator.as_ref()?.at(year)?.at_work;
        let sizes = self.plan.population.as_ref().map(|_| CohortSizes::Population);
        // The plan begins a year after the results.
        let added = |t: usize| {
            t.checked_sub(1).map_or(0.0, |t| cohorts.iter().map(|cohorts| cohorts.mean_schooling(t)).sum())
        };
        Some(SchoolingAtWork {
            cohorts: sizes.unwrap_or(CohortSizes::WorkingLife),
            baseline: years.iter().map(at).collect(),
            added: (0..years.len()).map(added).collect(),
        })
    }
}
