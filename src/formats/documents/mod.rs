//! The documents that are written, each as one type: its fields are the keys, in their order, and its schema is made
//! from it (`schemas`). Keys are only added within a version.

mod actions;
#[cfg(feature = "calibrate")]
mod adjustment;
#[cfg(feature = "calibrate")]
mod adjustment_diagnostics;
#[cfg(feature = "calibrate")]
mod backtest;
mod beliefs;
#[cfg(feature = "calibrate")]
mod calibrate;
#[cfg(feature = "card")]
mod card;
mod cba;
mod cba_parts;
mod compare;
mod data;
#[cfg(feature = "calibrate")]
mod diagnostics;
mod education;
mod effect;
mod error;
mod header;
mod human_capital;
mod letter;
mod levers;
mod manifest;
#[cfg(feature = "monitor")]
mod monitor;
#[cfg(feature = "monitor")]
mod monitor_parts;
#[cfg(feature = "calibrate")]
mod panel;
#[cfg(feature = "calibrate")]
mod panel_countries;
mod parameters;
mod parameters_changed;
mod project;
mod ranked;
#[cfg(feature = "calibrate")]
mod reasons;
pub(super) mod record;
mod returns;
mod run;
mod scenarios;
mod sensitivity;
#[cfg(feature = "shards")]
mod shard;
mod simulated;
mod solve;
mod statistics;
#[cfg(feature = "calibrate")]
mod test_record;
mod validate;
mod values;

pub use actions::{
    ActionMoneyRecord, ActionRecord, ActionStatusesDocument, ActionsDocument, OthersRecord, OutcomeRecord,
    PackageRecord, action_statuses_document, actions_document,
};
#[cfg(feature = "calibrate")]
pub use adjustment::adjustment_document;
#[cfg(feature = "calibrate")]
pub use adjustment_diagnostics::{AdjustmentDiagnostics, CountryAdjustment, OneLongRun, OtherSample};
#[cfg(feature = "calibrate")]
pub use backtest::{
    BacktestDocument, ModelRecord, PlaceboCountry, PlaceboModelRecord, PlaceboRecord, ScoreRecord,
    backtest_document,
};
pub use beliefs::{BeliefResult, BeliefsDocument, beliefs_document};
#[cfg(feature = "calibrate")]
pub use calibrate::{CalibrateDocument, CalibratedParameter, ProfileRecord, calibrate_document};
#[cfg(feature = "card")]
pub use card::{CardDocument, CardFieldRecord, card_document};
pub use cba::{
    AppraisedDifference, AppraisedScenario, AppraisedStructure, CostBenefitDocument, CostBenefitsDocument,
    GdpAccount, PublicFinanceAccount, RankRecord, WelfareAccount, cost_benefit_json,
};
pub use cba_parts::{
    BreakEvenRecord, CashFlowsRecord, CrossCheckRecord, DiscountingRecord, RateRecord, RatiosOfDraws,
    SensitivityRecord,
};
pub use compare::{
    CompareDocument, EducationVariantResult, MixtureResult, StructureResult, compare_document,
};
pub use data::{DataDocument, MissingSeries, SeriesRecord, data_document};
#[cfg(feature = "calibrate")]
pub use diagnostics::{CalibrationDiagnostics, CollinearPair, FitDiagnostics};
pub use education::{
    EducationDocument, InterventionRecord, PointsRecord, PupilCostRecord, education_document,
};
pub use effect::{EffectRecord, RatioRecord};
pub use error::{ErrorDocument, ErrorKind, ProblemRecord, error_document};
pub use header::{DrawsMade, Header, InputRecord, PrecisionReached};
pub use letter::{
    BetweenRecord, EvidenceRecord, InstrumentReachRecord, LetterCheckRecord, LetterDocument, LeverageRecord,
    PriceBaseRecord, letter_document,
};
pub use levers::LeversDocument;
#[cfg(feature = "page")]
pub(super) use levers::levers_document;
pub use manifest::{ManifestDocument, WrittenFile, manifest_document};
#[cfg(feature = "monitor")]
pub use monitor::{MonitorActions, MonitorDocument, RdIntensityRecord, monitor_document};
#[cfg(feature = "monitor")]
pub use monitor_parts::{
    Basis, ChangesRecord, CountryRatioRecord, EffectByYear, EstimateRecord, FigureChangeRecord, GapRecord,
    GraduatesRecord, MissingRecord, MoneyNeededRecord, NeededRecord, PartRecord, PeopleRecord,
    ProjectionRecord, PublishedRatioRecord, RatioChangeRecord, SourceRecord,
};
#[cfg(feature = "calibrate")]
pub use panel::panel_document;
#[cfg(feature = "calibrate")]
pub use panel_countries::{CountryEstimate, CountryRecord, MissingCountry, PanelDiagnostics};
pub use parameters::{
    InstrumentRecord, InstrumentsDocument, ParameterRecord, ParametersDocument, PriorPredictiveRecord,
    instruments_document, parameters_document,
};
pub use parameters_changed::{ParameterChange, PosteriorRows};
pub use project::{
    CoverageRecord, IncludesRecord, ProjectDocument, ProjectedColumnRecord, ProjectedPeriod, project_document,
};
pub use ranked::RankedRecord;
pub use returns::{Returns, StockReturns};
pub use run::{Channels, RunDocument, run_document};
pub use scenarios::{
    DifferenceResult, Differences, ScenarioResult, ScenariosDocument, StructureDifference,
    VariableDifference, scenarios_document,
};
pub use sensitivity::{SensitivityDocument, sensitivity_document};
#[cfg(feature = "shards")]
pub use shard::{COUNTS_FILE, ShardDocument, shard_agreement, shard_document};
pub use simulated::{
    BaselineRecord, ForeignEffectRecord, ForeignEntryRecord, ForeignRecord, MeasureRecord, PartnerRecord,
    PriceConversion, Simulated, TargetRecord,
};
pub use solve::{
    AmountRecord, ClosestRecord, CurvePoint, GoalRecord, MoneyPath, ReachedRecord, SolveDocument,
    StructureNeed, solve_document,
};
pub use statistics::{StatisticsRecord, VariableStatistics, Variables, YearlyStatistics};
#[cfg(feature = "calibrate")]
pub use test_record::TestRecord;
pub use validate::{ReproducedResult, ValidateDocument, validate_document};
pub use values::{ByName, InPlace, Matrix, Numbers, OrReason};
