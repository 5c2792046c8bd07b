//! The document `kennis.compare/1`.

use super::header::{DrawsMade, Header};
use super::parameters_changed::ParameterChange;
use super::record::record;
use super::simulated::Simulated;
use super::statistics::{Returns, Variables, variables};
use super::values::{ByName, InPlace, Numbers, OrReason};
use crate::ensemble::{Ensemble, OneStructure, Settings};
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
    }
}

record! {
    /// What the mixture says.
    pub struct MixtureResult {
        /// By name: levels of baseline and scenario, and the deviation.
        #[cfg_attr(test, schemars(with = "crate::formats::schemas::AllVariables"))]
        pub variables: Variables,
    }
}

/// The document of a comparison of structures. `command` is the command that reproduces it.
#[must_use]
pub fn compare_document(
    experiment: &Experiment,
    ensemble: &Ensemble,
    settings: &Settings,
    command: &str,
) -> CompareDocument {
    let structure = |one: OneStructure<'_>| StructureResult {
        structure: one.name(),
        weight: one.weight(),
        variables: variables(experiment, |variable, kind| one.statistics(variable, kind)),
        returns: Returns::new(one.gross_returns(), one.internal_rates()),
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
        },
        between_structure_variance_share: shares(ensemble),
        parameters: ParameterChange::all(&experiment.parameters),
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
