//! Calibration: from data to parameters, with what the data does and does not say about them.
//!
//! [`Observations`] are growth of productivity and the R&D behind it; a [`Likelihood`] ties them to the parameters of a
//! structure, as independent standard normals ([`Coordinates`]), with exact derivatives. A [`Fit`] is its optimum with
//! standard errors and [`Diagnostics`], a `Posterior` draws from all of it, a [`PanelFit`] pools countries, and a
//! [`backtest`] and a [`placebo`] say how far it can be trusted. Feature `calibrate`; the posterior is feature `posterior`.

mod backtest;
mod countries;
mod error;
mod likelihood;
mod marginal;
mod parallel;
mod posterior;
mod quantile;
mod search;

pub use backtest::{
    Backtest, BacktestSettings, ForecastSettings, Forecaster, GroupCoverage, HorizonScore, KnownAt,
    LEVEL_HORIZONS, LevelCoverage, LevelShare, LevelWalk, ModelScore, Placebo, PlaceboModel, PlaceboScore,
    backtest, covers, crps, diebold_mariano, level_coverage, mean_distance, placebo,
};
pub use countries::{Countries, CountryFit, PanelFit, PanelSettings, PooledParameter};
pub use error::CalibrationError;
pub use likelihood::{
    Breaks, Coordinate, CoordinateKind, Coordinates, DUTCH_BREAKS, Kink, Likelihood, LogDensity,
    ObservationChoices, Observations, Priors, RdHistory, Residuals, SumOfSquares, structures_with_likelihood,
};
pub use marginal::Marginal;
pub use posterior::{Convergence, ess_mean};
#[cfg(feature = "posterior")]
pub use posterior::{Posterior, PosteriorSource, PosteriorSummary, SamplerSettings, posterior_csv};
pub use search::{
    Collinear, Diagnostics, Estimate, Fit, IDENTIFIED, Method, Observer, Optimiser, Optimum, ProfilePoint,
    Search, SearchProgress, SearchSettings, TestResult, durbin_watson, jarque_bera, ljung_box, maximise,
    profile,
};
