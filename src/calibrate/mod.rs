//! Calibration: from data to parameters, with what the data does and does not say about them.
//!
//! [`Observations`] are growth of productivity and the R&D behind it; a [`Likelihood`] ties them to the parameters of a
//! structure, as independent standard normals ([`Coordinates`]), with exact derivatives. A [`Fit`] is its optimum with
//! standard errors and [`Diagnostics`], a `Posterior` draws from all of it, a [`PanelFit`] pools countries, and a
//! [`backtest`] and a [`placebo`] say how far it can be trusted. Feature `calibrate`; the posterior is feature `posterior`.

mod backtest;
mod convergence;
mod coordinates;
mod covariance;
mod density;
mod diagnostics;
mod error;
mod fit;
mod forecast;
mod hierarchy;
mod in_order;
mod known_at;
mod levenberg_marquardt;
mod likelihood;
mod marginal;
mod observations;
mod optimise;
mod panel;
mod placebo;
#[cfg(feature = "posterior")]
mod posterior;
#[cfg(feature = "posterior")]
mod posterior_file;
mod profile;
mod residual_tests;
#[cfg(feature = "posterior")]
mod sampler;
mod scores;
mod stacking;
mod system;
mod warnings;

pub use backtest::{Backtest, BacktestSettings, HorizonScore, ModelScore, backtest};
pub use convergence::{Convergence, ess_mean};
pub use coordinates::{Coordinate, CoordinateKind, Coordinates, Priors};
pub use density::{Kink, LogDensity};
pub use diagnostics::{Collinear, Diagnostics};
pub use error::CalibrationError;
pub use fit::{Estimate, Fit, IDENTIFIED, Method};
pub use forecast::{ForecastSettings, Forecaster};
pub use known_at::KnownAt;
pub use likelihood::{Likelihood, Residuals, SumOfSquares};
pub use marginal::Marginal;
pub use observations::{Breaks, DUTCH_BREAKS, ObservationChoices, Observations, Performers, RdHistory};
pub use optimise::{Observer, Optimiser, Optimum, Search, SearchProgress, SearchSettings, maximise};
pub use panel::{Countries, CountryFit, PanelFit, PanelSettings, PooledParameter};
pub use placebo::{Placebo, PlaceboModel, PlaceboScore, placebo};
#[cfg(feature = "posterior")]
pub use posterior::{Posterior, PosteriorSummary};
#[cfg(feature = "posterior")]
pub use posterior_file::{PosteriorSource, posterior_csv};
pub use profile::{ProfilePoint, profile};
pub use residual_tests::{TestResult, durbin_watson, jarque_bera, ljung_box};
#[cfg(feature = "posterior")]
pub use sampler::SamplerSettings;
pub use scores::{covers, crps, diebold_mariano, mean_distance};
pub use system::structures_with_likelihood;
