//! The document `kennis.monitor/1`.

use super::actions::{ActionRecord, by_outcome};
use super::header::{DrawsMade, Header};
use super::monitor_parts::{
    Basis, ChangesRecord, CountryRatioRecord, EffectByYear, EstimateRecord, GapRecord, GraduatesRecord,
    MissingRecord, MoneyNeededRecord, PartRecord, PeopleRecord, ProjectionRecord, PublishedRatioRecord,
    RatioChangeRecord, SourceRecord,
};
use super::record::record;
use super::simulated::MeasureRecord;
use super::values::{ByName, InPlace, Numbers, OrReason};
use crate::data::InputFile;
use crate::formats::request_text::request_json;
use crate::monitor::{KeyFigure, Monitor, Outlook};
use crate::policy::{Action, ActionTable};

record! {
    /// Result of `kennis monitor`: where a country stands on R&D. Ratios are shares of GDP. Keys may be added within a version. A value that does not
    /// exist is null, with KEY_reason beside it.
    pub struct MonitorDocument {
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
        /// Unit of money.
        pub currency_unit: String,
        /// Name of the scenario: policy beside the baseline.
        pub scenario: String,
        /// The year of the target.
        pub year: i32,
        /// R&D over GDP: observed, published, projected, and the target.
        pub rd_intensity: RdIntensityRecord,
        /// The probability that R&D over GDP comes to the target in its year.
        pub probability_of_target: OrReason<EstimateRecord>,
        /// Why the ratio changed.
        pub decomposition: Vec<RatioChangeRecord>,
        /// By who performs R&D.
        pub by_performer: Vec<PartRecord>,
        /// By who pays for it.
        pub by_funder: Vec<PartRecord>,
        /// The probability of the target against money; empty where nothing lacks, or where there is no projection.
        pub public_money_needed: Vec<MoneyNeededRecord>,
        /// The nine actions of the Dutch plan.
        pub actions: OrReason<MonitorActions>,
        /// What policy adds, by variable.
        pub effects: OrReason<ByName<EffectByYear>>,
        /// Researchers, and all people in R&D.
        pub researchers: Vec<PeopleRecord>,
        /// The young with tertiary education.
        pub graduates: OrReason<GraduatesRecord>,
        /// Countries, the highest ratio first.
        pub international: Vec<CountryRatioRecord>,
        /// The figures that monitors are compared by.
        pub key_figures: OrReason<ByName<f64>>,
        /// What changed since a former monitor, by cause.
        pub vintages: OrReason<ChangesRecord>,
        /// What is not there.
        pub missing: Vec<MissingRecord>,
        /// Where the series come from.
        pub sources: Vec<SourceRecord>,
        /// All that was asked, as a request: what a later monitor runs again.
        pub basis: OrReason<Basis>,
    }
}

record! {
    /// R&D over GDP.
    pub struct RdIntensityRecord {
        /// The target.
        pub target: f64,
        /// Observed years.
        pub years: Vec<i32>,
        /// Observed ratios.
        pub observed: Numbers,
        /// The year of the last observation.
        pub last_observation: i32,
        /// The last observation in every published vintage.
        pub published: Vec<PublishedRatioRecord>,
        /// What is to come.
        pub projection: OrReason<ProjectionRecord>,
        /// What lacks to the target.
        pub gap: OrReason<GapRecord>,
    }
}

record! {
    /// The nine actions, with what each adds in the year of the target.
    pub struct MonitorActions {
        /// The day up to which sources of the statuses were looked at.
        pub as_of: String,
        /// The actions, in the order of their numbers.
        pub list: Vec<ActionRecord>,
    }
}

const NO_PROJECTION: &str = "the data carry no projection: missing";
const NO_PLAN: &str = "the plan is that of the Netherlands";
const NO_FORMER: &str = "no former monitor was given (--against)";
const NO_ATTAINMENT: &str = "the tables have no attainment of the young by level";
const POSTERIOR: &str = "parameters are rows of a posterior, which a request does not hold";
const NO_MONEY: &str = "no source names money for the action, and no measure of the scenario carries it";
const NO_MEASURE: &str = "no measure of the scenario carries the action";

/// The document of a monitor. `command` is the command that reproduces it, `inputs` are the files that it rests on.
#[must_use]
pub fn monitor_document(monitor: &Monitor, inputs: &[InputFile], command: &str) -> MonitorDocument {
    let request = &monitor.request;
    let economy = &request.economy;
    let outlook = monitor.outlook.as_ref();
    let basis = request_json(economy, &request.scenario, &request.parameters, &request.settings);
    let statuses = request.statuses.as_ref();
    MonitorDocument {
        header: InPlace(header(monitor, command).with_inputs(inputs)),
        draws: InPlace(draws_made(monitor)),
        check_run: request.settings.draws == 0,
        country: economy.country.clone(),
        currency_unit: economy.currency_unit.clone(),
        scenario: request.scenario.name.clone(),
        year: request.year,
        rd_intensity: rd_intensity(monitor),
        probability_of_target: OrReason::new(
            outlook.map(|outlook| EstimateRecord::new(outlook.probability)),
            NO_PROJECTION,
        ),
        decomposition: monitor.decomposition.iter().map(RatioChangeRecord::new).collect(),
        by_performer: monitor.by_performer.iter().map(PartRecord::new).collect(),
        by_funder: monitor.by_funder.iter().map(PartRecord::new).collect(),
        public_money_needed: outlook
            .iter()
            .flat_map(|outlook| &outlook.money_needed)
            .map(MoneyNeededRecord::new)
            .collect(),
        actions: OrReason::new(statuses.map(|table| actions(table, outlook)), NO_PLAN),
        effects: OrReason::new(outlook.map(EffectByYear::all), NO_PROJECTION),
        researchers: monitor.people.iter().map(PeopleRecord::new).collect(),
        graduates: OrReason::new(monitor.graduates.as_ref().map(GraduatesRecord::new), NO_ATTAINMENT),
        international: monitor.international.iter().map(CountryRatioRecord::new).collect(),
        key_figures: OrReason::new(outlook.map(key_figures), NO_PROJECTION),
        vintages: OrReason::new(
            monitor.changes.as_ref().map(|changes| ChangesRecord::new(changes, &economy.currency_unit)),
            NO_FORMER,
        ),
        missing: monitor.missing.iter().map(MissingRecord::new).collect(),
        sources: economy.all_series().iter().map(SourceRecord::new).collect(),
        basis: OrReason::new(basis.map(Basis), POSTERIOR),
    }
}

fn header(monitor: &Monitor, command: &str) -> Header {
    let request = &monitor.request;
    const SCHEMA: &str = "kennis.monitor/1";
    match &monitor.outlook {
        Some(outlook) => {
            let mut header = Header::of_draws(SCHEMA, &outlook.experiment, &request.settings, command);
            if let Some(attribution) = &outlook.attribution {
                header.warnings.extend(attribution.money_has_ended());
            }
            header
        }
        None => {
            let price_base = request.economy.price_base().unwrap_or(monitor.last_observation);
            Header::of_parameters(SCHEMA, &request.parameters, &request.economy.vintage, price_base, command)
        }
    }
}

fn draws_made(monitor: &Monitor) -> DrawsMade {
    let settings = &monitor.request.settings;
    let outlook = monitor.outlook.as_ref();
    let left_out = || outlook.into_iter().flat_map(|outlook| &outlook.left_out);
    DrawsMade {
        seed: settings.seed,
        draws: settings.draws,
        draws_dropped: left_out().map(|(name, dropped, _)| (*name, *dropped)).collect(),
        draws_unstable: left_out().map(|(name, _, unstable)| (*name, *unstable)).collect(),
        layers: outlook.map(|outlook| settings.layers_on(&outlook.experiment)).unwrap_or_default(),
        precision: None,
    }
}

fn rd_intensity(monitor: &Monitor) -> RdIntensityRecord {
    let outlook = monitor.outlook.as_ref();
    RdIntensityRecord {
        target: monitor.request.target,
        years: monitor.history.iter().map(|(year, _)| *year).collect(),
        observed: monitor.history.iter().map(|(_, ratio)| *ratio).collect(),
        last_observation: monitor.last_observation,
        published: monitor.published.iter().map(PublishedRatioRecord::new).collect(),
        projection: OrReason::new(outlook.map(ProjectionRecord::new), NO_PROJECTION),
        gap: OrReason::new(outlook.map(GapRecord::new), NO_PROJECTION),
    }
}

fn actions(table: &ActionTable, outlook: Option<&Outlook>) -> MonitorActions {
    let attribution = outlook.and_then(|outlook| outlook.attribution.as_ref());
    let measures = outlook.map(|outlook| MeasureRecord::all(&outlook.experiment)).unwrap_or_default();
    let record = |action: &Action| {
        let number = Some(u64::from(action.number));
        let own = measures.iter().filter(|measure| measure.action == number).cloned().collect();
        let reason = if action.money.is_empty() { NO_MONEY } else { NO_MEASURE };
        let effect = by_outcome(
            |outcome| attribution.and_then(|attribution| attribution.share(action.number, outcome)),
            reason,
        );
        ActionRecord::new(action, own, effect)
    };
    MonitorActions { as_of: table.as_of.to_string(), list: table.actions.iter().map(record).collect() }
}

fn key_figures(outlook: &Outlook) -> ByName<f64> {
    KeyFigure::ALL.iter().map(|figure| (figure.name(), outlook.key_figures.get(*figure))).collect()
}
