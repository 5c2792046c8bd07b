//! Files in and out: scenarios and parameters (TOML), baselines (CSV), documents (JSON).
//!
//! Readers are written by hand on spanned TOML, because only that gives every problem of a file at once, each
//! with line, column, what was found, what was expected and the nearest valid name. Nothing here computes.

mod baseline_file;
#[cfg(feature = "calibrate")]
mod calibrate_documents;
mod distribution;
mod document;
mod examples;
mod input_error;
mod output_file;
#[cfg(feature = "calibrate")]
mod panel_documents;
mod parameter_file;
mod posterior_file;
mod reader;
mod run_document;
mod scenario_file;
mod schemas;
mod setting;
mod source;
mod table_documents;

pub use baseline_file::{BASELINE_COLUMNS, read_baseline};
#[cfg(feature = "calibrate")]
pub use calibrate_documents::{backtest_document, calibrate_document};
pub use document::Object;
pub use examples::{EXAMPLES, Example};
pub use input_error::{InputError, InputProblem, Position};
pub use output_file::{remove_unfinished_files, write_file};
#[cfg(feature = "calibrate")]
pub use panel_documents::panel_document;
pub use parameter_file::{is_parameter_file, read_parameters};
pub use posterior_file::{is_posterior_file, read_posterior};
pub use run_document::{run_csv, run_document};
pub use scenario_file::read_scenario;
pub use schemas::{SCHEMAS, Schema};
pub use setting::read_setting;
pub use source::load;
pub use table_documents::{instruments_document, parameters_document};
