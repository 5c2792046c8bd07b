//! Files in and out: scenarios and parameters (TOML), baselines (CSV), documents (JSON).
//!
//! Readers are written by hand on values with their places (`value`), of TOML files and of JSON requests alike, because
//! only that gives every problem at once, each with line, column, what was found, what was expected and the nearest
//! valid name. Nothing here computes.

mod action_table_file;
mod actions_csv;
mod baseline_file;
#[cfg(feature = "calibrate")]
mod calibrate_csv;
#[cfg(feature = "card")]
mod card_csv;
mod cba_csv;
mod country;
mod csv_text;
mod data_csv;
mod data_file;
mod data_reader;
mod distribution;
pub mod documents;
mod draws_csv;
mod education_csv;
mod education_file;
mod examples;
mod input_error;
mod input_file;
mod letter_csv;
mod long_csv;
#[cfg(feature = "monitor")]
mod monitor_csv;
#[cfg(feature = "monitor")]
mod monitor_file;
mod named_file;
mod output_file;
mod parameter_file;
mod parameters_csv;
mod posterior_file;
mod projection_csv;
mod projection_file;
mod published;
mod reader;
mod request_json;
#[cfg(feature = "monitor")]
mod request_text;
mod run_csv;
mod run_json;
mod scenario_file;
#[cfg(feature = "monitor")]
mod scenario_json;
mod schemas;
mod sensitivity_csv;
mod setting;
mod solve_csv;
mod source;
mod table;
mod validate_csv;
mod value;

pub use action_table_file::{embedded_actions, is_action_table, read_actions};
pub use actions_csv::{action_statuses_csv, actions_csv};
pub use baseline_file::{BASELINE_COLUMNS, read_baseline};
#[cfg(feature = "calibrate")]
pub use calibrate_csv::{adjustment_csv, backtest_csv, calibrate_csv, panel_csv};
#[cfg(feature = "card")]
pub use card_csv::card_csv;
pub use cba_csv::cost_benefit_csv;
pub use country::{DataSource, country_economy, no_data};
pub use csv_text::csv_with_inputs;
pub use data_csv::{DATA_COLUMNS, data_csv, data_file_csv};
pub use data_file::DataFile;
pub use data_reader::{is_data_file, read_data};
#[cfg(feature = "card")]
pub use documents::card_document;
#[cfg(feature = "monitor")]
pub use documents::monitor_document;
#[cfg(feature = "shards")]
pub use documents::{COUNTS_FILE, shard_agreement, shard_document};
pub use documents::{
    action_statuses_document, actions_document, beliefs_document, compare_document, cost_benefit_json,
    data_document, education_document, error_document, instruments_document, letter_document,
    manifest_document, parameters_document, project_document, run_document, scenarios_document,
    sensitivity_document, solve_document, validate_document,
};
#[cfg(feature = "calibrate")]
pub use documents::{adjustment_document, backtest_document, calibrate_document, panel_document};
pub use draws_csv::{
    DRAW_KEYS, DrawsError, baseline_beside, certain_baselines, draws_column_name, draws_columns,
    each_batch_of_draws, write_baseline_of_draws, write_draws,
};
pub use education_csv::education_csv;
pub use education_file::{embedded_education, is_education, read_education};
pub use examples::{ANCHORS, EXAMPLES, Example};
pub use input_error::{InputError, InputProblem, Position};
pub use input_file::{input_file, sha256_of};
pub use letter_csv::letter_csv;
#[cfg(feature = "monitor")]
pub use monitor_csv::monitor_csv;
#[cfg(feature = "monitor")]
pub use monitor_file::read_monitor;
pub use named_file::NamedFiles;
pub use output_file::{check_writable, remove_unfinished_files, write_file, write_file_with, write_files};
pub use parameter_file::{is_parameter_file, read_parameters};
pub use parameters_csv::{instruments_csv, parameters_csv};
pub use posterior_file::{is_posterior_file, read_posterior};
pub use projection_csv::projection_csv;
pub use projection_file::{ProjectionFile, read_projection};
pub use published::{Office, read_published};
#[cfg(feature = "monitor")]
pub use request_text::levers_request;
pub use run_csv::{beliefs_csv, compare_csv, run_csv, scenarios_csv};
pub use run_json::run_json;
pub use scenario_file::{discounting_problem, read_scenario, read_scenario_with};
pub use schemas::{SCHEMAS, Schema};
pub use sensitivity_csv::sensitivity_csv;
pub use setting::read_setting;
pub use solve_csv::solve_csv;
pub use source::{load, load_published, load_published_stream, load_stream};
pub use validate_csv::validate_csv;
