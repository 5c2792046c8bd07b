//! The document `kennis.compare/1` of several scenarios.

use super::header::{DrawsMade, Header};
use super::parameters_changed::ParameterChange;
use super::record::record;
use super::simulated::Simulated;
use super::statistics::{Variables, YearlyStatistics, variables};
use super::values::{ByName, InPlace, Numbers, OrReason};
use crate::ensemble::{ComparedPair, ComparedScenario, Comparison, PairedStructure};
use crate::simulate::Variable;
use crate::statistics::{DrawnDistribution, Statistics};

record! {
    /// Result of `kennis compare` of two or more scenarios: each with its bands, and the difference of every pair, draw by
    /// draw. Keys may be added within a version. A value that does not exist is null, with KEY_reason beside it.
    pub struct ScenariosDocument {
        /// What every document starts with. The hash of the parameters is that of the first scenario.
        #[cfg_attr(test, schemars(flatten))]
        pub header: InPlace<Header>,
        /// How draws were made; those left out are of all scenarios together.
        #[cfg_attr(test, schemars(flatten))]
        pub draws: InPlace<DrawsMade>,
        /// A deterministic run at the centres (--draws 0): a check on the arithmetic, never the central result.
        pub check_run: bool,
        /// Country, ISO 3166 alpha-3.
        pub country: String,
        /// Weights of the structures, the same in every scenario.
        pub structures: ByName<f64>,
        /// The scenarios, in the order of the command.
        #[cfg_attr(test, schemars(length(min = 2)))]
        pub scenarios: Vec<ScenarioResult>,
        /// Every pair: first with second, first with third, and so on.
        #[cfg_attr(test, schemars(length(min = 1)))]
        pub differences: Vec<DifferenceResult>,
    }
}

record! {
    /// One scenario.
    pub struct ScenarioResult {
        /// Its name; one that comes again has its place behind it.
        pub scenario: String,
        /// What was simulated.
        #[cfg_attr(test, schemars(flatten))]
        pub simulated: InPlace<Simulated>,
        /// The years of every list.
        #[cfg_attr(test, schemars(length(min = 1)))]
        pub years: Vec<i32>,
        /// By name: levels of baseline and scenario, and the deviation.
        #[cfg_attr(test, schemars(with = "crate::formats::schemas::AllVariables"))]
        pub variables: Variables,
        /// Draws left out, by structure.
        pub draws_dropped: ByName<u64>,
        /// Identifies names and distributions of all parameters.
        pub parameters_hash: String,
        /// Parameters that differ from the defaults.
        pub parameters: Vec<ParameterChange>,
    }
}

record! {
    /// The difference of two scenarios: the second less the first, draw by draw, each from its own baseline.
    pub struct DifferenceResult {
        /// The first scenario.
        pub first: String,
        /// The second scenario.
        pub second: String,
        /// The years of every list: those that both scenarios have.
        #[cfg_attr(test, schemars(length(min = 1)))]
        pub years: Vec<i32>,
        /// Draws that both scenarios kept, by structure.
        pub draws_paired: ByName<u64>,
        /// Draws that one of the two kept and the other left out, by structure: they are in no pair.
        pub draws_unpaired: ByName<u64>,
        /// The differences, pooled over the structures by their weights.
        #[cfg_attr(test, schemars(flatten))]
        pub pooled: InPlace<Differences>,
        /// The same in each structure alone.
        #[cfg_attr(test, schemars(length(min = 1)))]
        pub structures: Vec<StructureDifference>,
    }
}

record! {
    /// The difference of two scenarios in one structure.
    pub struct StructureDifference {
        /// Name of the structure.
        pub structure: &'static str,
        /// In the mixture; zero where it is only shown.
        #[cfg_attr(test, schemars(range(min = 0, max = 1)))]
        pub weight: f64,
        /// The differences.
        #[cfg_attr(test, schemars(flatten))]
        pub of: InPlace<Differences>,
    }
}

record! {
    /// Differences by variable and year, over the draws that both scenarios kept.
    pub struct Differences {
        /// By name: the deviation of the second scenario less that of the first.
        pub variables: ByName<VariableDifference>,
        /// By variable, year by year: the probability that the second scenario gives more, strictly.
        pub probability_more: ByName<OrReason<Numbers>>,
        /// Its Monte Carlo standard error.
        pub mc_error_probability_more: ByName<OrReason<Numbers>>,
        /// By variable, year by year: the share of the draws in which both give exactly the same.
        pub probability_equal: ByName<OrReason<Numbers>>,
    }
}

record! {
    /// The difference of a variable.
    pub struct VariableDifference {
        /// Unit of the difference, which is that of a deviation: percent of the baseline, or percentage points.
        #[cfg_attr(test, schemars(extend("enum" = ["percent", "percentage_points"])))]
        pub deviation_unit: &'static str,
        /// Over the pairs of draws.
        pub difference: YearlyStatistics,
    }
}

/// The document of a comparison of scenarios. `command` is the command that reproduces it. None where there is no scenario.
#[must_use]
pub fn scenarios_document(comparison: &Comparison, command: &str) -> Option<ScenariosDocument> {
    let Comparison { scenarios, pairs, settings, .. } = comparison;
    let first = scenarios.first()?;
    let names = comparison.names();
    let mut header = Header::of_draws("kennis.compare/1", &first.experiment, settings, command)
        .with_warnings(comparison.warnings().into_iter().chain(settings.few_draws_warning()).collect())
        .with_inputs(&comparison.inputs());
    header.data_vintage = comparison.data_vintage();
    let mut draws = DrawsMade::new(&first.experiment, &first.ensemble, settings);
    for other in &scenarios[1..] {
        for ((_, all), one) in draws.draws_dropped.entries.iter_mut().zip(other.ensemble.structures()) {
            *all += one.dropped();
        }
    }
    let check_run = first.ensemble.is_check_run;
    let scenario = |(one, name): (&ComparedScenario, &String)| ScenarioResult {
        scenario: name.clone(),
        simulated: InPlace(Simulated::new(&one.experiment, &one.ensemble)),
        years: one.ensemble.years().iter().collect(),
        variables: variables(&one.experiment, |variable, kind| one.ensemble.statistics(variable, kind)),
        draws_dropped: one.ensemble.structures().map(|one| (one.name(), one.dropped())).collect(),
        parameters_hash: one.experiment.parameters.hash(),
        parameters: ParameterChange::all(&one.experiment.parameters),
    };
    Some(ScenariosDocument {
        header: InPlace(header),
        draws: InPlace(draws),
        check_run,
        country: first.experiment.baseline.country.clone(),
        structures: first.experiment.structures.iter().map(|(name, weight)| (name.name(), *weight)).collect(),
        scenarios: scenarios.iter().zip(&names).map(scenario).collect(),
        differences: pairs.iter().map(|pair| DifferenceResult::new(pair, &names, check_run)).collect(),
    })
}

impl DifferenceResult {
    fn new(pair: &ComparedPair, names: &[String], check_run: bool) -> Self {
        let difference = &pair.difference;
        let structures = || difference.structures().iter();
        let in_structure = |one: &PairedStructure| StructureDifference {
            structure: one.name,
            weight: one.weight,
            of: InPlace(Differences::new(check_run, |variable| {
                difference.by_year_in(one.name, variable).ok()
            })),
        };
        Self {
            first: names[pair.first].clone(),
            second: names[pair.second].clone(),
            years: difference.years().iter().collect(),
            draws_paired: structures().map(|one| (one.name, one.paired)).collect(),
            draws_unpaired: structures().map(|one| (one.name, one.first_only + one.second_only)).collect(),
            pooled: InPlace(Differences::new(check_run, |variable| difference.by_year(variable).ok())),
            structures: structures().map(in_structure).collect(),
        }
    }
}

impl Differences {
    fn new<'d>(check_run: bool, of: impl Fn(Variable) -> Option<&'d [DrawnDistribution]>) -> Self {
        let kept = || Variable::ALL.iter().filter_map(|variable| Some((variable.name(), of(*variable)?)));
        let numbers = |figure: fn(&DrawnDistribution) -> Option<f64>| {
            let by_year = |years: &[DrawnDistribution]| years.iter().filter_map(figure).collect::<Numbers>();
            let none = "a check run has one path a structure, and no probability";
            kept()
                .map(|(name, years)| (name, OrReason::new((!check_run).then(|| by_year(years)), none)))
                .collect()
        };
        let variable = |(variable, years): (&Variable, &[DrawnDistribution])| {
            (variable.name(), VariableDifference::new(*variable, years))
        };
        let variables = Variable::ALL.iter().filter_map(|v| Some((v, of(*v)?)));
        Self {
            variables: variables.map(variable).collect(),
            probability_more: numbers(|d| d.probability_above(0.0).map(|p| p.value)),
            mc_error_probability_more: numbers(|d| d.probability_above(0.0).map(|p| p.mc_error)),
            probability_equal: numbers(|d| d.share_equal(0.0).map(|p| p.value)),
        }
    }
}

impl VariableDifference {
    fn new(variable: Variable, years: &[DrawnDistribution]) -> Self {
        let statistics: Vec<Statistics> = years.iter().map(DrawnDistribution::statistics).collect();
        Self { deviation_unit: variable.deviation_unit(), difference: YearlyStatistics::new(&statistics) }
    }
}
