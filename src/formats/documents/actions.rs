//! The document `kennis.actions/1`: the nine actions, alone or with what each adds to the effect of a package.

use super::effect::{half_year, peak_year};
use super::header::{DrawsMade, Header};
use super::parameters_changed::ParameterChange;
use super::ranked::RankedRecord;
use super::record::record;
use super::simulated::MeasureRecord;
use super::statistics::StatisticsRecord;
use super::values::{ByName, InPlace, OrReason};
use crate::data::InputFile;
use crate::parameters::ParameterSet;
use crate::policy::{Action, ActionMoney, ActionTable, Attribution, OUTCOMES};
use crate::simulate::Variable;
use crate::statistics::DrawnDistribution;

record! {
    /// Result of `kennis actions SCENARIO`: the nine actions, with what each adds to the effect of the scenario in a year. Keys may
    /// be added within a version. A value that does not exist is null, with KEY_reason beside it.
    pub struct ActionsDocument {
        /// What every document starts with.
        #[cfg_attr(test, schemars(flatten))]
        pub header: InPlace<Header>,
        /// How draws were made; one that is left out in any subset of the actions is left out in all.
        #[cfg_attr(test, schemars(flatten))]
        pub draws: InPlace<DrawsMade>,
        /// A deterministic run at the centres (--draws 0): a check on the arithmetic, never the central result.
        pub check_run: bool,
        /// Country, ISO 3166 alpha-3.
        pub country: String,
        /// Name of the scenario.
        pub scenario: String,
        /// The year of the effects.
        pub year: i32,
        /// The years of the lists in measures.
        pub years: Vec<i32>,
        /// Weights of the structures.
        pub structures: ByName<f64>,
        /// Parameters that differ from the defaults.
        pub parameters: Vec<ParameterChange>,
        /// Who pays for the measures.
        pub financing: &'static str,
        /// The day up to which sources of the statuses were looked at.
        pub as_of: String,
        /// The actions, in the order of their numbers.
        #[cfg_attr(test, schemars(length(min = 9, max = 9)))]
        pub actions: Vec<ActionRecord>,
        /// All of them together.
        pub package: PackageRecord,
        /// What carries no action, and is in every subset.
        pub others: OthersRecord,
    }
}

record! {
    /// Result of `kennis actions` without a scenario: what is known of the nine actions.
    pub struct ActionStatusesDocument {
        /// What every document starts with; data and parameters are those of the program.
        #[cfg_attr(test, schemars(flatten))]
        pub header: InPlace<Header>,
        /// The day up to which sources of the statuses were looked at.
        pub as_of: String,
        /// The actions, in the order of their numbers.
        #[cfg_attr(test, schemars(length(min = 9, max = 9)))]
        pub actions: Vec<ActionRecord>,
    }
}

record! {
    /// An action of the plan.
    pub struct ActionRecord {
        /// Its number.
        #[cfg_attr(test, schemars(range(min = 1, max = 9)))]
        pub number: u64,
        /// What it is.
        pub title: String,
        /// Its heading in the letter.
        pub title_nl: String,
        /// The track that it belongs to: A existing firms, B new firms, C the climate for firms.
        pub track: OrReason<&'static str>,
        /// How far it is.
        pub status: &'static str,
        /// The day of what is known.
        pub status_date: String,
        /// Where that stands.
        pub source: String,
        /// What a reader should know.
        pub note: Option<String>,
        /// Amounts that a source names.
        pub money: Vec<ActionMoneyRecord>,
        /// The measures of the scenario that carry the action.
        pub measures: Vec<MeasureRecord>,
        /// Its Shapley share in the effect of the package, by outcome: the shares add up to the package draw by draw.
        pub effect: OrReason<ByName<OutcomeRecord>>,
    }
}

record! {
    /// An amount that a source names.
    pub struct ActionMoneyRecord {
        /// How much.
        pub amount: f64,
        /// Its unit.
        pub unit: &'static str,
        /// What it is.
        pub what: String,
        /// Who says so.
        pub source: String,
    }
}

record! {
    /// An effect on an outcome: a deviation from the baseline.
    pub struct OutcomeRecord {
        /// Unit of the deviation.
        #[cfg_attr(test, schemars(extend("enum" = ["percent", "percentage_points"])))]
        pub deviation_unit: &'static str,
        /// Over the draws.
        #[cfg_attr(test, schemars(flatten))]
        pub statistics: InPlace<StatisticsRecord>,
    }
}

record! {
    /// All actions together.
    pub struct PackageRecord {
        /// The actions that have measures.
        pub actions: Vec<u64>,
        /// The actions whose measures were left out.
        pub left_out: Vec<u64>,
        /// With the measures of all of them, less that without: what the shares add up to.
        pub effect: OrReason<ByName<OutcomeRecord>>,
        /// Year up to the horizon in which what they add to GDP is largest, up or down.
        pub peak_year: OrReason<RankedRecord>,
        /// First year after it in which that is at half of it or below. Draws that do not come to it rank latest.
        pub half_year: OrReason<RankedRecord>,
    }
}

record! {
    /// What carries no action: measures, targets, foreign R&D.
    pub struct OthersRecord {
        /// The measures.
        pub measures: Vec<MeasureRecord>,
        /// Its effect, without any action.
        pub effect: OrReason<ByName<OutcomeRecord>>,
    }
}

const NO_SCENARIO: &str = "no scenario was given";
const LEFT_OUT: &str = "the action is left out";
const NO_MEASURE: &str = "no measure of the scenario carries the action";
const NO_MONEY: &str = "no source names money for the action, and no measure of the scenario carries it";
const NO_ACTION: &str = "no measure of the scenario carries an action";
const NO_OTHERS: &str = "the scenario has nothing that carries no action";
const NO_TRACK: &str = "no source in hand assigns the action to one track: the letter does so in its annex 3";

/// The document of an attribution. `command` is the command that reproduces it.
#[must_use]
pub fn actions_document(attribution: &Attribution, table: &ActionTable, command: &str) -> ActionsDocument {
    let Attribution { experiment, settings, year, .. } = attribution;
    let inputs: Vec<InputFile> = experiment.inputs.iter().chain(&table.input).cloned().collect();
    let mut header = Header::of_draws("kennis.actions/1", experiment, settings, command).with_inputs(&inputs);
    if attribution.actions.is_empty() {
        header.warnings.push(NO_ACTION.to_owned());
    }
    header.warnings.extend(attribution.money_has_ended());
    let measures = MeasureRecord::all(experiment);
    let of_action = |number: Option<u64>| -> Vec<MeasureRecord> {
        measures.iter().filter(|measure| measure.action == number).cloned().collect()
    };
    let record = |action: &Action| {
        let reason = match (attribution.left_out.contains(&action.number), action.money.is_empty()) {
            (true, _) => LEFT_OUT,
            (false, false) => NO_MEASURE,
            (false, true) => NO_MONEY,
        };
        let effect = by_outcome(|outcome| attribution.share(action.number, outcome), reason);
        ActionRecord::new(action, of_action(Some(action.number.into())), effect)
    };
    let numbers = |actions: &[u8]| actions.iter().map(|action| u64::from(*action)).collect();
    ActionsDocument {
        header: InPlace(header),
        draws: InPlace(DrawsMade {
            seed: settings.seed,
            draws: settings.draws,
            draws_dropped: attribution.dropped().collect(),
            draws_unstable: attribution.unstable().collect(),
            layers: settings.layers_on(experiment),
            precision: None,
        }),
        check_run: settings.draws == 0,
        country: experiment.baseline.country.clone(),
        scenario: experiment.scenario.name.clone(),
        year: *year,
        years: (experiment.baseline.years.first..=experiment.baseline.horizon()).collect(),
        structures: attribution.structures().collect(),
        parameters: ParameterChange::all(&experiment.parameters),
        financing: experiment.scenario.financing.name(),
        as_of: table.as_of.to_string(),
        actions: table.actions.iter().map(record).collect(),
        package: PackageRecord {
            actions: numbers(&attribution.actions),
            left_out: numbers(&attribution.left_out),
            effect: by_outcome(|outcome| attribution.package(outcome), NO_ACTION),
            peak_year: attribution.peak_year().map_or(OrReason::Reason(NO_ACTION), |years| peak_year(&years)),
            half_year: attribution.half_year().map_or(OrReason::Reason(NO_ACTION), |years| half_year(&years)),
        },
        others: OthersRecord {
            measures: of_action(None),
            effect: by_outcome(|outcome| attribution.others(outcome), NO_OTHERS),
        },
    }
}

/// The document of the table alone. `vintage` and `price_base` are those of the data of the program.
#[must_use]
pub fn action_statuses_document(
    table: &ActionTable,
    vintage: &str,
    price_base: i32,
    command: &str,
) -> ActionStatusesDocument {
    let parameters = ParameterSet::default();
    let header = Header::of_parameters("kennis.actions/1", &parameters, vintage, price_base, command);
    let inputs: Vec<InputFile> = table.input.iter().cloned().collect();
    let record = |action| ActionRecord::new(action, Vec::new(), OrReason::Reason(NO_SCENARIO));
    ActionStatusesDocument {
        header: InPlace(header.with_inputs(&inputs)),
        as_of: table.as_of.to_string(),
        actions: table.actions.iter().map(record).collect(),
    }
}

/// The effect on each outcome, where there is one.
pub(super) fn by_outcome<'d>(
    effect: impl Fn(Variable) -> Option<&'d DrawnDistribution>,
    reason: &'static str,
) -> OrReason<ByName<OutcomeRecord>> {
    let record = |outcome: &Variable| {
        let statistics = InPlace(StatisticsRecord::of(effect(*outcome)?));
        Some((outcome.name(), OutcomeRecord { deviation_unit: outcome.deviation_unit(), statistics }))
    };
    OrReason::new(OUTCOMES.iter().map(record).collect(), reason)
}

impl ActionRecord {
    pub(super) fn new(
        action: &Action,
        measures: Vec<MeasureRecord>,
        effect: OrReason<ByName<OutcomeRecord>>,
    ) -> Self {
        Self {
            number: action.number.into(),
            title: action.title.clone(),
            title_nl: action.title_nl.clone(),
            track: OrReason::new(action.track.map(|track| track.name()), NO_TRACK),
            status: action.status.name(),
            status_date: action.status_date.to_string(),
            source: action.source.clone(),
            note: action.note.clone(),
            money: action.money.iter().map(ActionMoneyRecord::new).collect(),
            measures,
            effect,
        }
    }
}

impl ActionMoneyRecord {
    fn new(money: &ActionMoney) -> Self {
        Self {
            amount: money.amount,
            unit: money.unit.name(),
            what: money.what.clone(),
            source: money.source.clone(),
        }
    }
}
