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
//! use kennis::{
//!     Economy, Ensemble, Experiment, Instrument, Kind, Measure, ParameterSet, Scenario, Settings, Unit, Variable,
//! };
//!
//! let scenario = Scenario::new("Public research, 0.1% of GDP more, permanently")
//!     .with_measure(Measure::new(Instrument::PublicResearch, Unit::GdpShare, 0.001, 2026));
//! let experiment = Experiment::new(&Economy::netherlands()?, scenario, ParameterSet::default())?;
//! let ensemble = Ensemble::draw(&experiment, &Settings::default().with_draws(1000))?;
//!
//! let gdp = ensemble.statistics(Variable::Gdp, Kind::Deviation)?;
//! for year in [2030, 2045, 2060] {
//!     let s = gdp.at(year)?;
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
//! | see the draws themselves, as an `ndarray` view of years by draws | [`OneStructure::draws`] of [`Ensemble::structure`] |
//! | go through more draws than fit in memory | [`Ensemble::each_batch`] |
//! | split the effect by channel | [`Ensemble::gdp_channel`], [`Channel`] |
//! | take another country, or your own data | [`Economy::country`], [`Economy::from_tables`] |
//! | replace the projection beyond the data | [`Scenario::baseline`], [`BaselineTable`] |
//! | change what is believed about a parameter | [`ParameterSet::set`], [`Distribution`], [`ParameterId`] |
//! | see how much of the variance lies between structures | [`Ensemble::between_structure_share`] |
//! | run one structure, or a mixture of several | [`Scenario::structure`], [`StructureChoice`], [`structures::STRUCTURES`] |
//! | write a structure of your own | [`Structure`], [`Experiment::run`], [`Ensemble::draw_own`] |
//! | take exact derivatives of any result, by name | [`Experiment::derivatives`]; in any number type: [`Experiment::run`] with [`Dual`] |
//! | read the equations | [`model`], [`structures`] |
//! | move a bureau's own projection by the effect of policy | [`project::Projection`] |
//! | draw until a result is precise enough | [`Settings::for_precision`] |
//! | repeat one draw, or spread draws over machines | [`Settings::first_draw`], [`Settings::draws`] |
//! | fit parameters to data, and see what it does not say | `calibrate` (feature `calibrate`) |
//! | read scenario files and write JSON documents | `formats` (feature `formats`) |
//! | find the money that reaches a goal | [`solve::Solve`] |
//! | weigh costs and benefits | [`appraise::Appraisal`] |
//! | share the effect of a package among its actions; check the letter's figures | [`policy::Package`], [`policy::letter::Letter`] |
//! | say where a country stands on R&D, and what changed since the last time | `monitor` (feature `monitor`) |
//! | answer what registers of models ask of this one | `card` (feature `card`) |
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
//! - `report`: results as text and charts.
//! - `page`: results as one self-contained HTML page; `monitor`: the yearly monitor of R&D.
//! - `validate`: published results, reproduced; `econometrics`: regressions on a panel, and error correction.
//! - `card`: the model card.
//! - `calibrate`: fits to data with diagnostics, and backtests.
//! - `posterior`: the full posterior by the No-U-Turn sampler.
//! - `serde`: settings, scenarios, statistics and other plain types are read and written with serde, names as in files.
//! - `formats`: scenario, parameter and baseline files, JSON documents with their schemas.
//!
//! Without any feature the library has neither threads nor files. Equations, with their sources and the file that
//! holds each, stand in the book under `docs/` of the repository.

#![warn(missing_docs)]
#![cfg_attr(not(test), deny(clippy::disallowed_methods))]

pub mod appraise;
#[cfg(feature = "calibrate")]
pub mod calibrate;
#[cfg(feature = "card")]
pub mod card;
pub mod data;
#[cfg(feature = "econometrics")]
pub mod econometrics;
pub mod ensemble;
#[cfg(feature = "formats")]
pub mod formats;
pub mod model;
#[cfg(feature = "monitor")]
pub mod monitor;
mod names;
pub mod parameters;
pub mod policy;
pub mod project;
#[cfg(feature = "report")]
pub mod report;
pub mod request;
mod safe_text;
pub mod sampling;
pub mod scalar;
pub mod scenario;
#[cfg(feature = "sensitivity")]
pub mod sensitivity;
pub mod simulate;
pub mod solve;
pub mod statistics;
pub mod structures;
#[cfg(feature = "validate")]
pub mod validate;

// The story, from data to bands. All else stands in the modules.
pub use data::{DataError, Economy, Years};
pub use ensemble::{
    Ensemble, EnsembleError, Kind, Layers, NoResult, OneStructure, Settings, StatisticsByYear,
};
pub use model::{CapitalClosure, Financing, Instrument, ResearchPrice, Unit};
pub use names::{UnknownName, nearest_name};
pub use parameters::{Distribution, ParameterId, ParameterSet, ParameterValues};
pub use sampling::SamplingPlan;
pub use scalar::{Dual, Scalar};
pub use scenario::{AmountPath, BaselineTable, Foreign, Measure, Scenario, ScenarioError, Target};
pub use simulate::{Experiment, ExperimentError, Variable, Year};
pub use statistics::Statistics;
pub use structures::{Channel, Structure, StructureChoice, StructureName};

/// The arrays in which draws are viewed.
pub use ndarray;

/// The programs of the README, which must compile and run.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
