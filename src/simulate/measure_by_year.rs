//! A measure by year: its amounts, and what they cost the public. The plan sums these, and results state them: there is
//! no second computation.

use super::baseline::Baseline;
use crate::model::{QUALITY_ENTRY_LAG, Unit, WorkingPopulation};
use crate::scalar::Scalar;
use crate::scenario::Measure;

/// A measure by year, from the first year of the simulation to one year beyond the horizon.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct MeasureByYear {
    /// Amounts in the unit of the measure, with ramp, path and years.
    pub(crate) amounts: Vec<f64>,
    /// What they cost.
    pub(crate) cost: Cost,
}

/// What a measure costs the public by year, billion of the baseline's price base.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Cost {
    /// Money, or persons at their cost.
    Money(Vec<f64>),
    /// Schooling, to be divided by the working life ([`cost_of_cohorts`]): a cohort is so many of the employed.
    TimesWorkingLife(Vec<f64>),
}

impl Cost {
    /// What does not depend on a draw; nothing of schooling.
    pub(super) fn money(&self) -> &[f64] {
        match self {
            Self::Money(money) => money,
            Self::TimesWorkingLife(_) => &[],
        }
    }

    /// By year, at a working life.
    pub(super) fn at(&self, working_life: f64) -> Vec<f64> {
        match self {
            Self::Money(money) => money.clone(),
            Self::TimesWorkingLife(cost) => {
                cost.iter().map(|cost| cost_of_cohorts(*cost, working_life)).collect()
            }
        }
    }
}

/// Cost of schooling in a year, of cohorts that are `1/working_life` of the employed (E10).
#[inline(always)]
pub(super) fn cost_of_cohorts<S: Scalar>(cost: f64, working_life: S) -> S {
    S::of(cost) / working_life
}

/// What turns amounts into money: GDP of the baseline, and prices.
pub(super) struct Prices<'a> {
    pub(super) baseline: &'a Baseline,
    /// The price of the scenario's price base relative to the baseline's.
    pub(super) relative_price: f64,
    /// From the first year of the simulation.
    pub(super) years: &'a [i32],
    /// Real cohorts, where there are.
    pub(super) population: Option<&'a WorkingPopulation>,
}

impl Prices<'_> {
    /// A measure by year.
    pub(super) fn measure(&self, measure: &Measure) -> MeasureByYear {
        let amounts: Vec<f64> = self.years.iter().map(|year| measure.amount_in(*year)).collect();
        let cost = match measure.unit {
            Unit::GdpShare => Cost::Money(times(&amounts, |t| self.baseline.gdp[t + 1])),
            Unit::BnEur | Unit::BnLcu => Cost::Money(times(&amounts, |_| 1.0 / self.relative_price)),
            Unit::Persons | Unit::Pupils => Cost::Money(times(&amounts, |_| billion_a_unit(measure))),
            Unit::YearsOfSchooling => {
                let cost = billion_a_unit(measure);
                match self.population {
                    // Pupil-years of a year, times the working life: a cohort is employment / W persons.
                    None => Cost::TimesWorkingLife(times(&amounts, |_| cost * self.baseline.employment)),
                    Some(population) => Cost::Money(times(&amounts, |t| cost * population.entering(t))),
                }
            }
            Unit::QualitySd => {
                let cost = billion_a_unit(measure);
                match self.population {
                    None => Cost::TimesWorkingLife(pupils_reached(&amounts, |_, _| {
                        cost * self.baseline.employment
                    })),
                    Some(population) => {
                        Cost::Money(pupils_reached(&amounts, |t, grade| cost * population.pupils(t, grade)))
                    }
                }
            }
        };
        MeasureByYear { amounts, cost }
    }
}

/// What a person or a pupil costs, billion; nothing where no cost is stated.
pub(super) fn billion_a_unit(measure: &Measure) -> f64 {
    measure.cost_per_unit.unwrap_or(0.0) / 1e9
}

fn times(amounts: &[f64], unit: impl Fn(usize) -> f64) -> Vec<f64> {
    amounts.iter().enumerate().map(|(t, amount)| amount * unit(t)).collect()
}

/// Cost by year of a reform of quality, whose cohorts are at school for twelve years: `cost` of a year and a grade.
fn pupils_reached(quality: &[f64], cost: impl Fn(usize, usize) -> f64) -> Vec<f64> {
    let grades = QUALITY_ENTRY_LAG as usize;
    let of_year = |t: usize| {
        let at_school = (t + 1).saturating_sub(grades)..=t;
        at_school.filter(|s| quality[*s] != 0.0).map(|s| cost(t, t - s)).sum()
    };
    (0..quality.len()).map(of_year).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reform_of_quality_costs_what_its_pupils_cost_while_they_are_at_school() {
        // Three years of reform, then none: after them the cohorts that began leave one by one, twelve years later.
        let mut quality = vec![0.0; 20];
        quality[2..5].fill(0.1);
        let at_school = |t: i32| (2..5).filter(|begun| (t - 11..=t).contains(begun)).count() as f64;
        let expected: Vec<f64> = (0..20).map(|t| 1.5 * at_school(t)).collect();
        assert_eq!(pupils_reached(&quality, |_, _| 1.5), expected);
        assert_eq!(expected[4..14], [4.5; 10]);
        assert_eq!(expected[13..17], [4.5, 3.0, 1.5, 0.0]);
    }
}
