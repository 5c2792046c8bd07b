//! Results as people read them.

mod actions_chart;
#[cfg(feature = "page")]
mod actions_page;
mod actions_text;
#[cfg(feature = "calibrate")]
mod adjustment_text;
mod answer_text;
#[cfg(feature = "calibrate")]
mod backtest_text;
mod bands;
#[cfg(feature = "page")]
mod bars_chart;
mod beliefs_chart;
mod beliefs_text;
mod blocks;
mod by_year_table;
#[cfg(feature = "calibrate")]
mod calibrate_text;
#[cfg(feature = "card")]
mod card_text;
mod cba_chart;
mod cba_text;
mod chart_labels;
mod chart_layout;
mod chart_scale;
mod compare_chart;
mod compare_text;
#[cfg(feature = "monitor")]
mod country_names;
mod data_text;
#[cfg(feature = "calibrate")]
mod density_chart;
mod deviations_text;
mod education_text;
mod effect_text;
mod explain;
mod fan_chart;
mod human_capital_chart;
mod human_capital_text;
mod inputs_text;
mod instruments_text;
mod language;
mod letter_text;
mod level_coverage;
#[cfg(feature = "page")]
mod levers_page;
#[cfg(feature = "page")]
mod levers_section;
#[cfg(feature = "monitor")]
mod lines_chart;
#[cfg(feature = "monitor")]
mod monitor_page;
#[cfg(feature = "page")]
mod page;
#[cfg(feature = "page")]
mod pages;
#[cfg(feature = "calibrate")]
mod panel_text;
mod parameter_table;
mod parameters_changed;
mod parameters_text;
mod project_chart;
mod project_text;
mod reported_run;
mod returns_text;
mod run_chart;
mod run_text;
mod scenarios_chart;
mod scenarios_text;
mod sensitivity_chart;
mod sensitivity_text;
mod shown_years;
mod simulated_text;
mod solve_chart;
mod solve_text;
mod svg;
mod text_table;
mod validate_text;
mod words;

pub use crate::safe_text::{safe_line, safe_text};
pub use actions_chart::actions_chart;
pub use actions_text::{action_statuses_text, actions_text};
#[cfg(feature = "calibrate")]
pub use adjustment_text::adjustment_text;
#[cfg(feature = "calibrate")]
pub use backtest_text::backtest_text;
pub use beliefs_chart::beliefs_chart;
pub use beliefs_text::beliefs_text;
#[cfg(feature = "calibrate")]
pub use calibrate_text::calibrate_text;
#[cfg(feature = "card")]
pub use card_text::card_text;
pub use cba_chart::cost_benefit_chart;
pub use cba_text::cost_benefit_text;
pub use compare_chart::compare_chart;
pub use compare_text::compare_text;
pub use data_text::data_text;
#[cfg(feature = "calibrate")]
pub use density_chart::DensityChart;
pub use education_text::education_text;
pub use explain::{Explanation, ExplanationRow, explanations, explanations_text, list_of_explanations};
pub use fan_chart::FanChart;
pub use human_capital_chart::human_capital_chart;
pub use inputs_text::{input_notes, with_inputs};
pub use instruments_text::instruments_text;
pub use language::Language;
pub use letter_text::letter_text;
#[cfg(feature = "formats")]
pub(crate) use level_coverage::held_in_the_past;
#[cfg(feature = "page")]
pub use levers_page::levers_of_package;
#[cfg(feature = "page")]
pub use levers_section::levers_section;
#[cfg(feature = "monitor")]
pub use monitor_page::{monitor_chart, monitor_page};
#[cfg(feature = "page")]
pub use page::{Cell, Figure, LeverEngine, Levers, NoEngine, Page, Plain, Section, Table};
#[cfg(feature = "page")]
pub use pages::{
    action_statuses_sections, actions_sections, beliefs_sections, compare_sections, cost_benefit_sections,
    result_page, run_sections, scenarios_sections, sensitivity_sections,
};
#[cfg(feature = "calibrate")]
pub use panel_text::panel_text;
pub use parameter_table::parameter_table;
#[cfg(feature = "formats")]
pub(crate) use parameters_text::points;
pub use parameters_text::{PriorPredictive, parameters_text};
pub use project_chart::projection_chart;
pub use project_text::projection_text;
pub use run_chart::run_chart;
pub use run_text::run_text;
pub use scenarios_chart::scenarios_chart;
pub use scenarios_text::scenarios_text;
pub use sensitivity_chart::sensitivity_chart;
pub use sensitivity_text::sensitivity_text;
pub use solve_chart::solve_chart;
pub use solve_text::solve_text;
pub use validate_text::validate_text;
