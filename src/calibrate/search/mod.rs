//! The optimum of a likelihood: how it is searched, its standard errors, and what the data says there and what not.

mod covariance;
mod diagnostics;
mod fit;
mod kinks;
mod levenberg_marquardt;
mod optimise;
mod profile;
mod residual_tests;
mod warnings;

pub use diagnostics::{Collinear, Diagnostics};
#[cfg(feature = "posterior")]
pub(super) use fit::correlation;
pub(super) use fit::moments;
pub use fit::{Estimate, Fit, IDENTIFIED, Method};
pub use optimise::{Observer, Optimiser, Optimum, Search, SearchProgress, SearchSettings, maximise};
pub use profile::{ProfilePoint, profile};
pub use residual_tests::{TestResult, durbin_watson, jarque_bera, ljung_box};
