//! A comparison of scenarios: each with its own ensemble, and the paired difference of every two of them.

use super::super::ensemble::Ensemble;
use super::super::settings::Settings;
use super::super::side_by_side::{all_inputs, distinct_names};
use super::difference::{PairedDifference, pairs};
use super::error::PairError;
use crate::data::InputFile;
use crate::parameters::{ParameterId, ParameterSet};
use crate::simulate::Experiment;
use crate::statistics::Questions;

/// Scenarios on the same draws, and their differences.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Comparison {
    /// The scenarios, each as it is when it is drawn alone.
    pub scenarios: Vec<ComparedScenario>,
    /// Every pair: first with second, first with third, and so on.
    pub pairs: Vec<ComparedPair>,
    /// How all of them were drawn.
    pub settings: Settings,
}

/// A scenario of a comparison.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ComparedScenario {
    /// What was run.
    pub experiment: Experiment,
    /// Its statistics.
    pub ensemble: Ensemble,
}

/// Two scenarios of a comparison.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ComparedPair {
    /// Place of the first among the scenarios.
    pub first: usize,
    /// Place of the second.
    pub second: usize,
    /// Second less first.
    pub difference: PairedDifference,
}

impl Comparison {
    /// Draws experiments under the same settings, with statistics by structure and without channels. The draws are held
    /// where those of all scenarios fit in the memory of the settings together, else they are made a batch at a time, and
    /// again for the differences, with the same bits. `progress` gets draws that are done, and how many there will be.
    ///
    /// # Errors
    /// [`PairError`]: one of them cannot be drawn, or two of them make no pair.
    pub fn draw(
        experiments: Vec<Experiment>,
        settings: &Settings,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<Self, PairError> {
        let mut settings = settings.clone();
        (settings.channels, settings.by_structure) = (false, true);
        let share = Settings {
            memory: settings.memory / (experiments.len() as u64 + 1),
            hold_draws: true,
            ..settings.clone()
        };
        let mut scenarios = Vec::with_capacity(experiments.len());
        for (position, experiment) in experiments.into_iter().enumerate() {
            let ensemble = Ensemble::draw_with(&experiment, &share, progress)
                .map_err(|error| PairError::Ensemble { position, error })?;
            scenarios.push(ComparedScenario { experiment, ensemble });
        }
        let differences = differences(&scenarios, &share, progress)?;
        let pair = |((first, second), difference)| ComparedPair { first, second, difference };
        let pairs = pairs(scenarios.len()).into_iter().zip(differences).map(pair).collect();
        Ok(Self { scenarios, pairs, settings })
    }

    /// A name of each scenario that no other one has: a name that comes again has its place behind it.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        distinct_names(self.scenarios.iter().map(|one| &one.experiment))
    }

    /// Vintage of the data; of several, where scenarios have their own tables, each once.
    #[must_use]
    pub fn data_vintage(&self) -> String {
        let mut vintages: Vec<&str> = Vec::new();
        for vintage in self.scenarios.iter().map(|one| one.experiment.baseline.vintage.as_str()) {
            if !vintages.contains(&vintage) {
                vintages.push(vintage);
            }
        }
        vintages.join(" | ")
    }

    /// The user's files that the scenarios rest on, each once.
    #[must_use]
    pub fn inputs(&self) -> Vec<InputFile> {
        all_inputs(self.scenarios.iter().map(|one| &one.experiment))
    }

    /// What a reader of the differences should know, and after it the warnings of the scenarios, each with the name of its
    /// scenario where not all have it.
    #[must_use]
    pub fn warnings(&self) -> Vec<String> {
        let names = self.names();
        let mut warnings = Vec::new();
        for pair in &self.pairs {
            let (first, second) =
                (&self.scenarios[pair.first].experiment, &self.scenarios[pair.second].experiment);
            let both = format!("{} and {}", names[pair.first], names[pair.second]);
            warnings.extend(pair_warnings(&both, first, second));
        }
        for (one, name) in self.scenarios.iter().zip(&names) {
            for warning in &one.experiment.warnings {
                let shared = self.scenarios.iter().all(|other| other.experiment.warnings.contains(warning));
                let said = if shared { warning.clone() } else { format!("{name}: {warning}") };
                if !warnings.contains(&said) {
                    warnings.push(said);
                }
            }
        }
        warnings
    }
}

fn differences(
    scenarios: &[ComparedScenario],
    settings: &Settings,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<Vec<PairedDifference>, PairError> {
    let questions = Questions::default();
    if !scenarios.iter().all(|one| one.ensemble.holds_draws()) {
        let experiments: Vec<&Experiment> = scenarios.iter().map(|one| &one.experiment).collect();
        return PairedDifference::draw(&experiments, settings, &questions, progress);
    }
    let of = |(first, second): (usize, usize)| {
        PairedDifference::of(&scenarios[first].ensemble, &scenarios[second].ensemble, &questions)
    };
    pairs(scenarios.len()).into_iter().map(of).collect()
}

/// In what two experiments differ beside their policy.
fn pair_warnings(both: &str, first: &Experiment, second: &Experiment) -> Vec<String> {
    let mut warnings = Vec::new();
    let years = first.baseline.years.len().min(second.baseline.years.len()) - 1;
    if first.baseline.horizon() != second.baseline.horizon() {
        let last = first.baseline.horizon().min(second.baseline.horizon());
        warnings.push(format!("{both} have different horizons: their difference ends in {last}"));
    }
    if !same_baseline(first, second, years) {
        warnings.push(format!(
            "{both} have different baselines: their difference is that of two deviations, each from its own baseline, and not \
             one of levels"
        ));
    }
    if first.scenario.research_price != second.scenario.research_price {
        warnings.push(format!(
            "{both} differ in research_price: their difference holds that of this choice, beside that of the policy"
        ));
    }
    let different = different_parameters(&first.parameters, &second.parameters);
    if !different.is_empty() {
        warnings.push(format!(
            "{both} have different {}: their difference holds that of these beliefs, beside that of the policy",
            different.join(", ")
        ));
    }
    warnings
}

/// Whether GDP, hours and R&D without new policy are the same in so many years.
fn same_baseline(first: &Experiment, second: &Experiment, years: usize) -> bool {
    let (a, b) = (&first.baseline, &second.baseline);
    let same = |a: &[f64], b: &[f64]| a[..years] == b[..years];
    same(&a.gdp, &b.gdp)
        && same(&a.hours, &b.hours)
        && same(&a.human_capital, &b.human_capital)
        && same(&a.capital, &b.capital)
        && a.rd[..years] == b.rd[..years]
        && same(&a.foreign_stock, &b.foreign_stock)
}

/// Names of the parameters that have other distributions.
fn different_parameters(first: &ParameterSet, second: &ParameterSet) -> Vec<&'static str> {
    let differs = |id: &ParameterId| first.described(*id) != second.described(*id);
    ParameterId::all().filter(differs).map(ParameterId::name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Economy;
    use crate::model::{Instrument, Unit};
    use crate::parameters::Distribution;
    use crate::scenario::{BaselineRow, BaselineTable, Measure, Scenario};
    use crate::simulate::Variable;

    fn scenario(amount: f64) -> Scenario {
        Scenario::new("s").with_horizon(2030).with_measure(Measure::new(
            Instrument::PublicResearch,
            Unit::GdpShare,
            amount,
            2026,
        ))
    }

    fn compared(scenarios: Vec<Scenario>, memory: u64) -> Comparison {
        let economy = Economy::netherlands().unwrap();
        let experiment = |scenario| Experiment::new(&economy, scenario, ParameterSet::default()).unwrap();
        let settings = Settings::default().with_draws(300).with_memory(memory);
        let settings = settings.with_variables(vec![Variable::Gdp]);
        let experiments = scenarios.into_iter().map(experiment).collect();
        Comparison::draw(experiments, &settings, &mut |_, _| ()).unwrap()
    }

    #[test]
    fn memory_decides_how_and_never_what() {
        let scenarios = || vec![scenario(0.001), scenario(0.002), scenario(0.001)];
        let (held, streamed) = (compared(scenarios(), 1 << 30), compared(scenarios(), 200_000));
        assert!(held.scenarios[0].ensemble.holds_draws() && !streamed.scenarios[0].ensemble.holds_draws());
        let places = |c: &Comparison| c.pairs.iter().map(|p| (p.first, p.second)).collect::<Vec<_>>();
        assert_eq!(places(&held), [(0, 1), (0, 2), (1, 2)]);
        for (a, b) in held.pairs.iter().zip(&streamed.pairs) {
            let gdp = |pair: &ComparedPair| {
                let last = pair.difference.at(Variable::Gdp, 2030).unwrap();
                (last.statistics(), last.quantile(0.05), last.probability_above(0.0))
            };
            assert_eq!(gdp(a), gdp(b));
        }
        assert_eq!(held.names(), ["s", "s (2)", "s (3)"]);
        assert!(held.warnings().is_empty(), "{:?}", held.warnings());
    }

    #[test]
    fn what_differs_beside_the_policy_is_said() {
        let mut table = BaselineTable::default();
        table.rows.insert(2027, BaselineRow { gdp_growth: Some(0.02), ..BaselineRow::default() });
        let other = scenario(0.001)
            .with_horizon(2032)
            .with_baseline(table)
            .with_parameter(ParameterId::OutputElasticityPublic, Distribution::fixed(0.1));
        let warnings = compared(vec![scenario(0.001), other], 1 << 30).warnings();
        for said in
            ["different horizons: their difference ends in 2030", "baselines", "output_elasticity_public"]
        {
            assert_eq!(warnings.iter().filter(|warning| warning.contains(said)).count(), 1, "{warnings:?}");
        }
    }
}
