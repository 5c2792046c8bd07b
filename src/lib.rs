#![doc = include_str!("../README.md")]
#![allow(missing_docs)]
mod data;
#[cfg(feature = "formats")]
pub mod formats;
mod model;
mod names;
mod parameters;
mod scalar;
mod scenario;
mod simulate;
mod report;
mod structures;
mod uncertainty;
pub use scalar::{Dual, Scalar};
pub use scenario::*;
pub use simulate::*;
pub use structures::*;
pub use uncertainty::*;
pub use report::{FanChart, PriorPredictive, gdp_chart, instruments_text, parameter_table, parameters_text, run_text};
pub use data::*;
pub use model::*;
pub use names::nearest_name;
pub use parameters::*;
