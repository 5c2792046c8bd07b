//! Files in and out: scenarios and parameters (TOML), baselines (CSV), documents (JSON).
//!
//! Readers are written by hand on spanned TOML, because only that gives every problem of a file at once, each
//! with line, column, what was found, what was expected and the nearest valid name. Nothing here computes.

mod baseline_file;
#[cfg(feature = "calibrate")]
mod calibrate_csv;
#[cfg(feature = "calibrate")]
mod calibrate_documents;
mod compare_document;
mod country;
mod csv_text;
mod data_csv;
mod data_document;
mod data_file;
mod data_reader;
mod distribution;
mod document;
mod draws_csv;
mod examples;
mod input_error;
mod json_as_toml;
mod long_csv;
mod output_file;
#[cfg(feature = "calibrate")]
mod panel_documents;
mod parameter_file;
mod posterior_file;
mod published;
mod reader;
mod run_document;
mod run_json;
mod scenario_file;
mod schemas;
mod setting;
mod source;
mod table;
mod table_documents;
mod validate_document;

pub use baseline_file::{BASELINE_COLUMNS, read_baseline};
#[cfg(feature = "calibrate")]
pub use calibrate_csv::{backtest_csv, calibrate_csv, panel_csv};
#[cfg(feature = "calibrate")]
pub use calibrate_documents::{backtest_document, calibrate_document};
pub use compare_document::{compare_csv, compare_document};
pub use country::{country_economy, no_data};
pub use data_csv::{DATA_COLUMNS, data_csv, data_file_csv};
pub use data_document::data_document;
pub use data_file::DataFile;
pub use data_reader::{is_data_file, read_data};
pub use document::Object;
pub use draws_csv::{DrawsError, draws_columns, write_draws};
pub use examples::{EXAMPLES, Example};
pub use input_error::{InputError, InputProblem, Position};
pub use output_file::{remove_unfinished_files, write_file, write_file_with};
#[cfg(feature = "calibrate")]
pub use panel_documents::panel_document;
pub use parameter_file::{is_parameter_file, read_parameters};
pub use posterior_file::{is_posterior_file, read_posterior};
pub use published::{Office, read_published};
pub use run_document::{run_csv, run_document};
pub use run_json::run_json;
pub use scenario_file::{read_scenario, read_scenario_with};
pub use schemas::{SCHEMAS, Schema};
pub use setting::read_setting;
pub use source::{load, load_published};
pub use table_documents::{instruments_csv, instruments_document, parameters_csv, parameters_document};
pub use validate_document::{validate_csv, validate_document};
