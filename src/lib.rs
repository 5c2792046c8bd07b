//! An open growth model of R&D, education and productivity: what public and private R&D and education do to
//! productivity, GDP and public finances, with a band around every figure.
//!
//! # From a scenario to a band
//!
//! Five types, in this order. An [`Economy`] holds the data; a [`Scenario`] names measures and targets of policy; an
//! [`Experiment`] is the two together under a [`ParameterSet`], checked and compiled; an [`Ensemble`] runs it under
//! thousands of draws of the parameters; [`Statistics`] are the mean, the median and the bands of any result.
//!
//! ```
//! use kennis::{Economy, Ensemble, Experiment, Instrument, Kind, Measure, ParameterSet, Scenario, Settings, Unit, Variable};
//!
//! let mut scenario = Scenario::new("Public research, 0.1% of GDP more, for good");
//! scenario.measures.push(Measure::new(Instrument::PublicResearch, Unit::GdpShare, 0.001, 2026));
//! let experiment = Experiment::new(&Economy::netherlands()?, scenario, ParameterSet::default())?;
//!
//! let mut settings = Settings::default();
//! settings.draws = 1000;
//! let ensemble = Ensemble::draw(&experiment, &settings)?;
//!
//! let gdp = ensemble.statistics(Variable::Gdp, Kind::Deviation).unwrap_or_default();
//! for (year, s) in experiment.baseline.years.iter().zip(&gdp).step_by(10) {
//!     println!("{year}: GDP {:+.2}% (90% band {:+.2} to {:+.2})", s.p50, s.p05, s.p95);
//! }
//! # assert!(gdp.last().is_some_and(|last| last.p05 >= 0.0 && last.p50 > 0.0));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The draws are the result. A single path at the centres of the parameters ([`Experiment::at_centre`]) is a check on
//! the arithmetic, never the central estimate.
//!
//! # Where to go from here
//!
//! | to | use |
//! |---|---|
//! | see the draws themselves, as an `ndarray` view of years by draws | [`Ensemble::draws`] |
//! | go through more draws than fit in memory | [`Ensemble::each_batch`] |
//! | split the effect by channel | [`Ensemble::gdp_channel`], [`Channel`] |
//! | take another country, or your own data | [`Economy::country`], [`Economy::from_tables`] |
//! | replace the projection beyond the data | [`Scenario::baseline`], [`BaselineTable`] |
//! | change what is believed about a parameter | [`ParameterSet::set`], [`Distribution`], [`ParameterId`] |
//! | see how much of the variance lies between structures | [`Ensemble::between_structure_share`] |
//! | run one structure, or a mixture of several | [`Scenario::structure`], [`StructureChoice`], [`STRUCTURES`] |
//! | write a structure of your own | [`Structure`], [`Experiment::run`], [`Ensemble::draw_own`] |
//! | take exact derivatives of any result | [`Experiment::with_values`] with [`Dual`] |
//! | draw until a result is precise enough | [`Settings::for_precision`] |
//! | repeat one draw, or spread draws over machines | [`Settings::first_draw`], [`Settings::draws`] |
//! | fit parameters to data, and see what it does not say | `calibrate` (feature `calibrate`) |
//! | read scenario files and write JSON documents | `formats` (feature `formats`) |
//! | hold all that is asked in one value | [`request::RunRequest`] |
//! | call it from another language, JSON in, JSON out | `formats::run_json` (feature `formats`) |
//!
//! Draw `i` is a function of the seed and `i` alone, with the same bits on every platform, whatever the number of
//! threads.
//!
//! # Features
//!
//! - `parallel` (default): draws are spread over threads; the results are the same without it.
//! - `panel`: the series of some forty countries, 0.4 MB in the binary.
//! - `calibrate`: fits to data with diagnostics, and backtests.
//! - `posterior`: the full posterior by the No-U-Turn sampler.
//! - `formats`: scenario, parameter and baseline files, JSON documents with their schemas.
//!
//! Without any feature the library has neither threads nor files. Equations, with their sources and the file that
//! holds each, stand in the book under `docs/` of the repository.

#![warn(missing_docs)]

#[cfg(feature = "calibrate")]
pub mod calibrate;
mod data;
mod econometrics;
mod ensemble;
#[cfg(feature = "formats")]
pub mod formats;
mod model;
mod names;
mod parameters;
mod report;
pub mod request;
mod sampling;
mod scalar;
mod scenario;
mod simulate;
mod statistics;
mod structures;
mod validate;

// Data: series with their sources, and the economy they describe.
pub use data::{
    DataError, Economy, Flow, Imports, LATEST_PRICE_BASE, Panel, RdVolumes, Series, SeriesName, Years,
};

// Parameters: distributions with a source, and the sets and values of a run.
pub use parameters::{
    Correlation, Dependence, DependenceError, Distribution, DistributionError, Evidence, JointColumn,
    JointDraws, Layer, Origin, PARAMETER_COUNT, Parameter, ParameterId, ParameterSet, ParameterValues,
    PriorMap, QuantileMap, Shape,
};

// Scenario: what is asked of the model, as plain values, and what is wrong with it.
pub use names::nearest_name;
pub use scenario::{
    AmountPath, BaselineRow, BaselineTable, CheckContext, LAST_HORIZON, Measure, Problem, Scenario,
    ScenarioError, Target,
};

// Simulate: baseline and scenario in lock step, in any number type.
pub use model::{
    ActsOn, Additionality, CapitalClosure, FUNDERS, Financing, Funder, Gestation, GestationLag,
    ImportWeights, Instrument, InstrumentRow, PERFORMERS, Pair, PartnerRd, Performer, RdMatrix, Recipient,
    Unit, Welfare, user_cost,
};
pub use scalar::{Dual, LANES, Lanes, Scalar};
pub use simulate::{
    Baseline, BaselineError, Experiment, ExperimentError, InstrumentMoney, Levels, Plan, Ratios, Shocks,
    Variable, Year, YearRule, internal_rate_of_return, simulate,
};

// Structures: how knowledge becomes productivity; those of the crate, and the trait of your own.
pub use structures::{
    ByStock, Channel, Contributions, ERROR_CORRECTION_YEARS, ErrorCorrection, InternationalSpillovers,
    Knowledge, KnowledgeCapital, NoEffect, Past, RateOfReturn, STRUCTURES, SemiEndogenous, StockYear,
    Structure, StructureChoice, StructureName,
};

// Econometrics: regressions on the panel and vector error correction.
pub use econometrics::{
    CoeHelpman, Coefficient, EstimationError, Johansen, KNOWLEDGE_SYSTEM, LeastSquares, PanelEstimate,
    PanelGroup, Vecm, coe_helpman, dynamic_ols, estimate_rates_of_return, fixed_effects, johansen,
    knowledge_system, lag_order, least_squares,
};

// Ensemble: draws, runs of every structure under them, and their statistics.
pub use ensemble::{
    DIMENSIONS, Ensemble, EnsembleError, Kind, Layers, Member, Precision, ReturnStatistics, Settings,
};
pub use sampling::{Draws, SamplingPlan};
pub use statistics::Statistics;

// Validate: published results, reproduced with published parameters.
pub use validate::{PublishedResult, Rank, published_results, published_results_table};

// Report: results as people read them.
#[cfg(feature = "calibrate")]
pub use report::{DensityChart, backtest_text, calibrate_text, panel_text};
pub use report::{
    FanChart, PriorPredictive, compare_chart, compare_text, data_text, gdp_chart, instruments_text,
    parameter_table, parameters_text, run_text, validate_text,
};

/// The programs of the README, which must compile and run.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
