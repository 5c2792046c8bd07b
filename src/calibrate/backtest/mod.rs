//! How far a calibration can be trusted: forecasts from what was known at the time, for the country itself and for a
//! country left out, and their scores.

#[allow(clippy::module_inception, reason = "the concept has the name of the folder")]
mod backtest;
mod forecast;
mod horizon_score;
mod known_at;
mod level_coverage;
mod placebo;
mod scores;
mod stacking;

pub use backtest::{Backtest, BacktestSettings, ModelScore, backtest};
pub use forecast::{ForecastSettings, Forecaster};
pub use horizon_score::HorizonScore;
pub use known_at::KnownAt;
pub use level_coverage::{
    GroupCoverage, LEVEL_HORIZONS, LevelCoverage, LevelShare, LevelWalk, level_coverage,
};
pub use placebo::{Placebo, PlaceboModel, PlaceboScore, placebo};
pub use scores::{covers, crps, diebold_mariano, mean_distance};
