#![doc = include_str!("../README.md")]
#![allow(missing_docs)]
#[cfg(feature = "calibrate")]
pub mod calibrate;
mod data;
mod econometrics;
#[cfg(feature = "formats")]
pub mod formats;
mod model;
mod names;
mod parameters;
mod report;
mod scalar;
mod scenario;
mod simulate;
mod structures;
mod uncertainty;
mod validate;
pub use data::*;
pub use econometrics::*;
pub use model::*;
pub use names::nearest_name;
pub use parameters::*;
pub use report::{
    FanChart, PriorPredictive, gdp_chart, instruments_text, parameter_table, parameters_text, run_text,
};
#[cfg(feature = "calibrate")]
pub use report::{backtest_text, calibrate_text};
pub use scalar::{Dual, LANES, Lanes, Scalar};
pub use scenario::*;
pub use simulate::*;
pub use structures::*;
pub use uncertainty::*;
pub use validate::{PublishedResult, Rank, published_results, published_results_table};
