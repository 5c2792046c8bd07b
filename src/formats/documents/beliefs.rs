//! The document `kennis.compare/1` of one scenario under several sets of beliefs.

use super::header::{DrawsMade, Header, InputRecord};
use super::parameters_changed::{ParameterChange, PosteriorRows};
use super::record::record;
use super::returns::Returns;
use super::simulated::Simulated;
use super::statistics::{Variables, variables};
use super::values::{ByName, InPlace};
use crate::data::InputRole;
use crate::ensemble::{Belief, Beliefs};

record! {
    /// Result of `kennis compare --beliefs`: one scenario under several sets of parameters, on the same draws. Keys may be
    /// added within a version. A value that does not exist is null, with KEY_reason beside it.
    pub struct BeliefsDocument {
        /// What every document starts with. The hash of the parameters is that of the first set.
        #[cfg_attr(test, schemars(flatten))]
        pub header: InPlace<Header>,
        /// How draws were made; those left out are of all sets together.
        #[cfg_attr(test, schemars(flatten))]
        pub draws: InPlace<DrawsMade>,
        /// A deterministic run at the centres (--draws 0): a check on the arithmetic, never the central result.
        pub check_run: bool,
        /// Country, ISO 3166 alpha-3.
        pub country: String,
        /// Name of the scenario.
        pub scenario: String,
        /// What was simulated; money of a target is that under the first set.
        #[cfg_attr(test, schemars(flatten))]
        pub simulated: InPlace<Simulated>,
        /// Weights of the structures.
        pub structures: ByName<f64>,
        /// The years of every list.
        #[cfg_attr(test, schemars(length(min = 1)))]
        pub years: Vec<i32>,
        /// The sets, in the order of the command.
        #[cfg_attr(test, schemars(length(min = 2)))]
        pub beliefs: Vec<BeliefResult>,
    }
}

record! {
    /// The scenario under one set of beliefs.
    pub struct BeliefResult {
        /// Name of the set: that of its file without the ending, or default for the table of parameters.
        pub name: String,
        /// Its parameter file; empty for default.
        pub inputs: Vec<InputRecord>,
        /// By name: levels of baseline and scenario, and the deviation.
        #[cfg_attr(test, schemars(with = "crate::formats::schemas::AllVariables"))]
        pub variables: Variables,
        /// Implied gross return and internal rate of return by stock.
        pub returns: Returns,
        /// Draws left out, by structure.
        pub draws_dropped: ByName<u64>,
        /// Identifies names and distributions of all parameters.
        pub parameters_hash: String,
        /// Parameters that differ from the defaults.
        pub parameters: Vec<ParameterChange>,
        /// With draws of a posterior as a set.
        pub posterior: Option<PosteriorRows>,
    }
}

/// The document of a scenario under several sets of beliefs. `command` is the command that reproduces it. None where there
/// is no set.
#[must_use]
pub fn beliefs_document(beliefs: &Beliefs, command: &str) -> Option<BeliefsDocument> {
    let Beliefs { each, settings, .. } = beliefs;
    let first = each.first()?;
    let warnings = beliefs.warnings().into_iter().chain(settings.few_draws_warning()).collect();
    let header = Header::of_draws("kennis.compare/1", &first.experiment, settings, command)
        .with_warnings(warnings)
        .with_inputs(&beliefs.inputs());
    let mut draws = DrawsMade::new(&first.experiment, &first.ensemble, settings);
    for other in &each[1..] {
        let all = draws.draws_dropped.entries.iter_mut().zip(&mut draws.draws_unstable.entries);
        for (((_, dropped), (_, unstable)), one) in all.zip(other.ensemble.structures()) {
            *dropped += one.dropped();
            *unstable += one.unstable();
        }
    }
    Some(BeliefsDocument {
        header: InPlace(header),
        draws: InPlace(draws),
        check_run: first.ensemble.is_check_run,
        country: first.experiment.baseline.country.clone(),
        scenario: first.experiment.scenario.name.clone(),
        simulated: InPlace(Simulated::new(&first.experiment, &first.ensemble)),
        structures: first.experiment.structures.iter().map(|(name, weight)| (name.name(), *weight)).collect(),
        years: first.ensemble.years().iter().collect(),
        beliefs: each.iter().map(BeliefResult::new).collect(),
    })
}

impl BeliefResult {
    fn new(belief: &Belief) -> Self {
        let Belief { name, experiment, ensemble, .. } = belief;
        let own = experiment.inputs.iter().filter(|input| input.role == InputRole::Parameters).cloned();
        Self {
            name: name.clone(),
            inputs: InputRecord::all(&own.collect::<Vec<_>>()),
            variables: variables(experiment, |variable, kind| ensemble.statistics(variable, kind)),
            returns: Returns::new(ensemble.gross_returns(), ensemble.internal_rates()),
            draws_dropped: ensemble.structures().map(|one| (one.name(), one.dropped())).collect(),
            parameters_hash: experiment.parameters.hash(),
            parameters: ParameterChange::all(&experiment.parameters),
            posterior: experiment.parameters.joint().map(|draws| PosteriorRows::new(draws)),
        }
    }
}
