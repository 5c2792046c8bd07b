//! The document `kennis.compare/1`.

use super::effect::EffectRecord;
use super::header::{DrawsMade, Header};
use super::parameters_changed::ParameterChange;
use super::record::record;
use super::returns::Returns;
use super::simulated::Simulated;
use super::statistics::{Variables, YearlyStatistics, variables};
use super::values::{ByName, InPlace, Numbers, OrReason};
use crate::ensemble::{EducationVariant, Ensemble, Kind, OneStructure, Settings};
use crate::simulate::{Experiment, Variable};

record! {
    /// Result of `kennis compare`: structures side by side on the same data, scenario and draws. Keys may be added within a
    /// version. A value that does not exist is null, with KEY_reason beside it.
    pub struct CompareDocument {
        /// What every document starts with.
        #[cfg_attr(test, schemars(flatten))]
        pub header: InPlace<Header>,
        /// How draws were made.
        #[cfg_attr(test, schemars(flatten))]
        pub draws: InPlace<DrawsMade>,
        /// A deterministic run at the centres (--draws 0): a check on the arithmetic, never the central result.
        pub check_run: bool,
        /// Country, ISO 3166 alpha-3.
        pub country: String,
        /// Name of the scenario.
        pub scenario: String,
        /// What was simulated.
        #[cfg_attr(test, schemars(flatten))]
        pub simulated: InPlace<Simulated>,
        /// The years of every list.
        #[cfg_attr(test, schemars(length(min = 1)))]
        pub years: Vec<i32>,
        /// Each structure alone.
        #[cfg_attr(test, schemars(length(min = 1)))]
        pub structures: Vec<StructureResult>,
        /// The structures together, by their weights.
        pub mixture: MixtureResult,
        /// By variable, year by year: the share of the variance of its deviation in the mixture that lies between the means
        /// of the structures. Null where nothing varies.
        pub between_structure_variance_share: ByName<OrReason<Numbers>>,
        /// Parameters that differ from the defaults.
        pub parameters: Vec<ParameterChange>,
        /// The mixture where schooling and skills act in another way; empty without measures of education.
        pub education_variants: Vec<EducationVariantResult>,
    }
}

record! {
    /// The mixture under another form of education.
    pub struct EducationVariantResult {
        /// mincer is the default; mincer_with_externality: others gain too; growth: skills raise growth, for comparison.
        #[cfg_attr(test, schemars(extend("enum" = ["mincer", "mincer_with_externality", "growth"])))]
        pub variant: &'static str,
        /// Deviation of GDP from the baseline, percent.
        pub gdp: YearlyStatistics,
        /// Deviation of human capital from the baseline, percent.
        pub human_capital: YearlyStatistics,
    }
}

record! {
    /// What one structure says.
    pub struct StructureResult {
        /// Its name.
        pub structure: &'static str,
        /// In the mixture; zero where it is only shown.
        #[cfg_attr(test, schemars(range(min = 0, max = 1)))]
        pub weight: f64,
        /// By name: levels of baseline and scenario, and the deviation.
        #[cfg_attr(test, schemars(with = "crate::formats::schemas::AllVariables"))]
        pub variables: Variables,
        /// Implied gross return and internal rate of return by stock.
        pub returns: Returns,
        /// What stands beside its effect on GDP.
        pub effect: EffectRecord,
    }
}

record! {
    /// What the mixture says.
    pub struct MixtureResult {
        /// By name: levels of baseline and scenario, and the deviation.
        #[cfg_attr(test, schemars(with = "crate::formats::schemas::AllVariables"))]
        pub variables: Variables,
        /// Implied gross return and internal rate of return by stock, of the structures that imply them.
        pub returns: Returns,
        /// What stands beside its effect on GDP.
        pub effect: EffectRecord,
    }
}

/// The document of a comparison of structures. `command` is the command that reproduces it.
#[must_use]
pub fn compare_document(
    experiment: &Experiment,
    ensemble: &Ensemble,
    settings: &Settings,
    variants: &[EducationVariant],
    command: &str,
) -> CompareDocument {
    let structure = |one: OneStructure<'_>| StructureResult {
        structure: one.name(),
        weight: one.weight(),
        variables: variables(experiment, |variable, kind| one.statistics(variable, kind)),
        returns: Returns::new(one.gross_returns(), one.internal_rates()),
        effect: EffectRecord::new(one.gdp_over_rd(), one.peak_year(), one.half_year()),
    };
    CompareDocument {
        header: InPlace(Header::of_draws("kennis.compare/1", experiment, settings, command)),
        draws: InPlace(DrawsMade::new(experiment, ensemble, settings)),
        check_run: ensemble.is_check_run,
        country: experiment.baseline.country.clone(),
        scenario: experiment.scenario.name.clone(),
        simulated: InPlace(Simulated::new(experiment, ensemble)),
        years: ensemble.years().iter().collect(),
        structures: ensemble.structures().map(structure).collect(),
        mixture: MixtureResult {
            variables: variables(experiment, |variable, kind| ensemble.statistics(variable, kind)),
            returns: Returns::new(ensemble.gross_returns(), ensemble.internal_rates()),
            effect: EffectRecord::new(ensemble.gdp_over_rd(), ensemble.peak_year(), ensemble.half_year()),
        },
        between_structure_variance_share: shares(ensemble),
        parameters: ParameterChange::all(&experiment.parameters),
        education_variants: variants.iter().filter_map(EducationVariantResult::new).collect(),
    }
}

impl EducationVariantResult {
    fn new(of: &EducationVariant) -> Option<Self> {
        let years = |variable| {
            let statistics = of.ensemble.statistics(variable, Kind::Deviation).ok()?;
            Some(YearlyStatistics::new(statistics.as_slice()))
        };
        Some(Self {
            variant: of.name.name(),
            gdp: years(Variable::Gdp)?,
            human_capital: years(Variable::HumanCapital)?,
        })
    }
}

fn shares(ensemble: &Ensemble) -> ByName<OrReason<Numbers>> {
    let gap = "null in years in which the variable differs from the baseline in no draw";
    let none = "a check run has one path a structure, and no variance";
    let of = |variable: &Variable| {
        let shares = ensemble.between_structure_share(*variable).ok();
        let shares = shares.map(|shares| shares.into_iter().map(|(_, share)| share).collect());
        (variable.name(), OrReason::new(shares.map(|shares: Vec<_>| Numbers::or_reason(shares, gap)), none))
    };
    Variable::ALL.iter().map(of).collect()
}
