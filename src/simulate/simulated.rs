//! What was simulated, as results state it: the measures and the imposed R&D by year, out of the plan that the draws run.

use super::experiment::Experiment;
use super::measure_by_year::Cost;
use super::plan::YearRule;
use crate::parameters::ParameterId;
use crate::scenario::Measure;

/// A measure as it is simulated. Lists run over the years of the results, from the last observation to the horizon.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct SimulatedMeasure<'a> {
    /// As it was given.
    pub measure: &'a Measure,
    /// Amounts by year in the unit of the measure, with ramp, path and years.
    pub amounts: Vec<f64>,
    /// Public money by year, billion of the currency in prices of the results: an amount in money, or what persons and
    /// pupils cost. None where the measure states no cost.
    pub money: Option<Vec<f64>>,
    /// Whether the money differs by draw, with the working life of a cohort; it is shown at the centre.
    pub money_varies: bool,
}

impl Experiment {
    /// The measures as they are simulated, in the order of the scenario.
    ///
    /// ```
    /// use kennis::{Economy, Experiment, Instrument, Measure, ParameterSet, Scenario, Unit};
    /// let measure = Measure::new(Instrument::PublicResearch, Unit::BnEur, 2.0, 2026).with_ramp(4).with_until(2028);
    /// let scenario = Scenario::new("a ramp").with_measure(measure).with_horizon(2030);
    /// let experiment = Experiment::new(&Economy::netherlands()?, scenario, ParameterSet::default())?;
    /// // Results are in prices of 2023, as the amounts are, and begin in 2023.
    /// let money = experiment.simulated_measures()[0].money.clone();
    /// assert_eq!(money, Some(vec![0.0, 0.0, 0.0, 0.5, 1.0, 1.5, 0.0, 0.0]));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn simulated_measures(&self) -> Vec<SimulatedMeasure<'_>> {
        let working_life = ParameterId::WorkingLife;
        let fixed = self.parameters.distribution(working_life).is_fixed();
        let centre = self.parameters.centres()[working_life];
        let simulated = self.scenario.measures.iter().zip(&self.plan.measures);
        simulated
            .map(|(measure, by_year)| {
                let stated = measure.unit.is_money() || measure.cost_per_unit.is_some();
                SimulatedMeasure {
                    measure,
                    amounts: self.over_years(&by_year.amounts),
                    money: stated.then(|| self.over_years(&by_year.cost.at(centre))),
                    money_varies: stated && !fixed && matches!(by_year.cost, Cost::TimesWorkingLife(_)),
                }
            })
            .collect()
    }

    /// R&D over GDP that a target imposes, as a fraction, over the years of the results; none in years without.
    #[must_use]
    pub fn imposed_intensities(&self) -> Vec<Option<f64>> {
        let imposed = self.plan.rules.iter().map(|rule| match rule {
            YearRule::Intensity { share, .. } => Some(*share),
            YearRule::Money => None,
        });
        std::iter::once(None).chain(imposed).take(self.years_of_results()).collect()
    }

    /// What a billion in prices of the scenario's price base is in prices of the results, where an amount of the scenario
    /// is in billions.
    #[must_use]
    pub fn price_conversion(&self) -> Option<f64> {
        self.price_conversion
    }

    /// Nothing is simulated in the year of the last observation, and the year beyond the horizon is not shown.
    fn over_years(&self, values: &[f64]) -> Vec<f64> {
        std::iter::once(0.0).chain(values.iter().copied()).take(self.years_of_results()).collect()
    }

    fn years_of_results(&self) -> usize {
        self.baseline.years.len() - 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Economy;
    use crate::model::{CohortSizes, Instrument, Unit};
    use crate::parameters::{Distribution, ParameterSet, Shape};
    use crate::scenario::{AmountPath, Scenario, Target};
    use approx::assert_relative_eq;

    fn experiment(scenario: Scenario) -> Experiment {
        Experiment::new(&Economy::netherlands().unwrap(), scenario, ParameterSet::default()).unwrap()
    }

    fn money(measure: Measure) -> Vec<f64> {
        let experiment = experiment(Scenario::new("s").with_measure(measure));
        experiment.simulated_measures()[0].money.clone().unwrap()
    }

    #[test]
    fn a_share_of_gdp_is_that_of_the_baseline_in_its_year() {
        let measure = Measure::new(Instrument::PublicResearch, Unit::GdpShare, 0.002, 2026);
        let found = money(measure.with_ramp(4).with_until(2031));
        // GDP of 2023 is 1,067.599 billion; growth of the projection in percent from 2024 on.
        let growth = [0.97967492, 1.7160415, 1.233, 1.422, 1.377, 1.281];
        let mut gdp = 1_067.599;
        for (t, percent) in growth.iter().enumerate() {
            gdp *= 1.0 + percent / 100.0;
            let ramp = [0.0, 0.0, 0.25, 0.5, 0.75, 1.0][t];
            assert_relative_eq!(found[t + 1], 0.002 * ramp * gdp, max_relative = 1e-9);
        }
        assert!(found[2031 - 2023] > 0.0 && found[2032 - 2023..].iter().all(|money| *money == 0.0));
        assert_eq!((found.len(), found[0]), (2060 - 2023 + 1, 0.0));
    }

    #[test]
    fn old_euro_are_converted_and_a_path_holds_its_last_amount() {
        let mut measure = Measure::new(Instrument::TaxCredit, Unit::BnEur, 0.0, 2026);
        measure.amount = AmountPath::ByYear([(2026, 1.0), (2028, -0.5)].into());
        let mut scenario = Scenario::new("s").with_measure(measure);
        scenario.price_base = 2015;
        let experiment = experiment(scenario);
        let found = experiment.simulated_measures()[0].money.clone().unwrap();
        // A euro of 2015 in euro of 2023: nominal GDP over GDP in prices of 2015, in 2023.
        let economy = Economy::netherlands().unwrap();
        let at_2023 = |name| economy.series(name).unwrap().at(2023).unwrap();
        let inflation =
            at_2023(crate::data::SeriesName::GdpNominal) / at_2023(crate::data::SeriesName::GdpVolume);
        assert_relative_eq!(experiment.price_conversion().unwrap(), inflation, max_relative = 1e-4);
        assert!(inflation > 1.2 && inflation < 1.4, "{inflation}");
        for (year, amount) in [(2025, 0.0), (2026, 1.0), (2027, 1.0), (2028, -0.5), (2060, -0.5)] {
            let converted = amount * experiment.price_conversion().unwrap();
            assert_relative_eq!(found[year - 2023], converted, max_relative = 1e-12);
        }
    }

    #[test]
    fn people_cost_what_the_measure_states_and_nothing_is_said_where_it_states_nothing() {
        let talent = Measure::new(Instrument::Talent, Unit::Persons, 5_000.0, 2026).with_until(2027);
        assert_eq!(money(talent.clone().with_cost_per_unit(20_000.0))[2026 - 2023..][..3], [0.1, 0.1, 0.0]);
        let without = experiment(Scenario::new("s").with_measure(talent));
        assert_eq!(without.simulated_measures()[0].money, None);
        assert_eq!(without.simulated_measures()[0].amounts[2026 - 2023..][..3], [5_000.0, 5_000.0, 0.0]);

        let schooling = Measure::new(Instrument::Education, Unit::YearsOfSchooling, 0.5, 2026);
        let schooling = schooling.with_cost_per_unit(9_000.0);
        let scenario = Scenario::new("s").with_measure(schooling).with_cohorts(CohortSizes::WorkingLife);
        let fixed = experiment(scenario.clone());
        let measure = &fixed.simulated_measures()[0];
        // Half a year for a cohort, which is the employed over a working life of 45 years.
        let cohort = fixed.baseline.employment / 45.0;
        let found = measure.money.as_ref().unwrap()[10];
        assert_relative_eq!(found, 0.5 * cohort * 9_000.0 / 1e9, max_relative = 1e-12);
        assert!(!measure.money_varies);
        let shape = Shape::Uniform { lower: 40.0, upper: 50.0 };
        let varies = Distribution { shape, ..Distribution::fixed(0.0) };
        let varies = experiment(scenario.with_parameter(ParameterId::WorkingLife, varies));
        assert!(varies.simulated_measures()[0].money_varies);
    }

    #[test]
    fn what_is_stated_is_what_the_draws_spend() {
        let scenario = Scenario::new("s")
            .with_measure(
                Measure::new(Instrument::PublicResearch, Unit::GdpShare, 0.001, 2026).with_until(2030),
            )
            .with_measure(Measure::new(Instrument::DirectSubsidy, Unit::BnEur, -0.3, 2028).with_ramp(3))
            .with_measure(Measure::new(Instrument::Talent, Unit::Persons, 1e4, 2027).with_cost_per_unit(3e4));
        let experiment = experiment(scenario);
        let stated: Vec<Vec<f64>> =
            experiment.simulated_measures().into_iter().filter_map(|measure| measure.money).collect();
        for (t, year) in experiment.at_centre().iter().enumerate() {
            let sum: f64 = stated.iter().map(|money| money[t]).sum();
            assert_relative_eq!(year.spending, sum, epsilon = 1e-12);
        }
        assert_eq!(stated.len(), 3);
    }

    #[test]
    fn a_target_is_a_line_from_the_baseline_of_its_first_year() {
        let experiment = experiment(Scenario::new("s").with_target(Target::new(0.03, 2030, 0.4)));
        let imposed = experiment.imposed_intensities();
        assert_eq!(imposed[..3], [None; 3]);
        // From 2.227% in 2023 to 2% in 2030 the baseline is at 2.162% in 2025.
        let start = 0.02227 + (0.02 - 0.02227) * 2.0 / 7.0;
        for (year, way) in [(2026, 0.2), (2028, 0.6), (2030, 1.0), (2060, 1.0)] {
            let expected = start + (0.03 - start) * way;
            assert_relative_eq!(imposed[year - 2023].unwrap(), expected, max_relative = 1e-3);
        }
        assert_eq!(imposed.len(), 38);
    }
}
