//! Human capital in documents: the indicator of a country, and what a scenario does to it.

use super::record::record;
use super::values::Numbers;
use crate::data::{HumanCapital, HumanCapitalYear};
use crate::simulate::{Experiment, SchoolingAtWork};

record! {
    /// Mean years of schooling of a country, observed and projected by cohort replacement. Lists run over years.
    pub struct HumanCapitalRecord {
        /// The years: those of the table, then every year of the projection.
        pub years: Vec<i32>,
        /// The last year of the table; those after it are projected.
        pub last_observed: i32,
        /// Ages 15-64.
        pub working_age: Numbers,
        /// The same where those who enter keep what the last young have.
        pub working_age_without_trend: Numbers,
        /// Ages 25-34; null where the table has no ages.
        pub young: Numbers,
        /// From 25 to the statutory age of retirement; null before the last observed year, and where the country has no such age.
        pub at_work: Numbers,
        /// Index of the Penn World Table at the mean of 15-64.
        pub index: Numbers,
        /// The same without the trend.
        pub index_without_trend: Numbers,
        /// Yearly rise of the young at the end of the table, which fades over thirty birth years; left out without ages.
        pub trend: Option<f64>,
    }
}

impl HumanCapitalRecord {
    /// None where the tables have nothing of the country.
    pub(super) fn new(country: &str) -> Option<Self> {
        let of = HumanCapital::embedded(country, crate::data::HUMAN_CAPITAL_HORIZON).ok()?;
        let list = |value: fn(&HumanCapitalYear) -> f64| of.years.iter().map(value).collect();
        let gaps = |value: fn(&HumanCapitalYear) -> Option<f64>, reason| {
            Numbers::or_reason(of.years.iter().map(value), reason)
        };
        Some(Self {
            years: of.years.iter().map(|year| year.year).collect(),
            last_observed: of.last_observed()?,
            working_age: list(|year| year.working_age),
            working_age_without_trend: list(|year| year.working_age_without_trend),
            young: gaps(|year| year.young, "the table has no ages in this year"),
            at_work: gaps(
                |year| year.at_work,
                "before the last observed year, or no age of retirement is known",
            ),
            index: list(HumanCapitalYear::index),
            index_without_trend: list(HumanCapitalYear::index_without_trend),
            trend: of.trend,
        })
    }
}

record! {
    /// Mean years of schooling of those at work. Lists run over the years of the document.
    pub struct SchoolingRecord {
        /// How large cohorts are: population (persons by age) or working_life.
        #[cfg_attr(test, schemars(extend("enum" = ["population", "working_life"])))]
        pub cohorts: &'static str,
        /// Without the measures; null in years without attainment by age.
        pub baseline: Numbers,
        /// What the measures add at the centres of the parameters; skills add no years.
        pub added: Numbers,
    }
}

impl SchoolingRecord {
    pub(super) fn new(experiment: &Experiment) -> Option<Self> {
        let SchoolingAtWork { cohorts, baseline, added, .. } = experiment.schooling_at_work()?;
        Some(Self {
            cohorts: cohorts.name(),
            baseline: Numbers::or_reason(baseline, "no attainment by age is known for the year"),
            added: added.into_iter().collect(),
        })
    }
}
