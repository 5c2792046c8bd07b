//! Results as people read them.

#[cfg(feature = "calibrate")]
mod adjustment_text;
#[cfg(feature = "calibrate")]
mod backtest_text;
mod bands;
#[cfg(feature = "calibrate")]
mod calibrate_text;
mod chart_scale;
mod compare_chart;
mod compare_text;
mod data_text;
#[cfg(feature = "calibrate")]
mod density_chart;
mod fan_chart;
mod inputs_text;
mod instruments_text;
#[cfg(feature = "calibrate")]
mod panel_text;
mod parameter_table;
mod parameters_text;
mod run_text;
mod svg;
mod text_table;
mod validate_text;

#[cfg(feature = "calibrate")]
pub use adjustment_text::adjustment_text;
#[cfg(feature = "calibrate")]
pub use backtest_text::backtest_text;
#[cfg(feature = "calibrate")]
pub use calibrate_text::calibrate_text;
pub use compare_chart::compare_chart;
pub use compare_text::compare_text;
pub use data_text::data_text;
#[cfg(feature = "calibrate")]
pub use density_chart::DensityChart;
pub use fan_chart::FanChart;
pub use inputs_text::{input_notes, with_inputs};
pub use instruments_text::instruments_text;
#[cfg(feature = "calibrate")]
pub use panel_text::panel_text;
pub use parameter_table::parameter_table;
#[cfg(feature = "formats")]
pub(crate) use parameters_text::points;
pub use parameters_text::{PriorPredictive, parameters_text};
pub use run_text::{gdp_chart, run_text};
pub use validate_text::validate_text;
