//! The optimum of a likelihood: how it is searched, its standard errors, and what the data says there and what not.

mod covariance;
mod diagnostics;
mod estimate;
mod fit;
mod kinks;
mod levenberg_marquardt;
mod method;
mod optimise;
mod optimum;
mod profile;
mod residual_tests;
mod settings;
mod warnings;

pub use diagnostics::{Collinear, Diagnostics};
pub(super) use estimate::moments;
pub use estimate::{Estimate, IDENTIFIED};
pub use fit::Fit;
#[cfg(feature = "posterior")]
pub(super) use fit::correlation;
pub use method::Method;
pub use optimise::maximise;
pub use optimum::{Optimum, Search};
pub use profile::{ProfilePoint, profile};
pub use residual_tests::{TestResult, durbin_watson, jarque_bera, ljung_box};
pub use settings::{Observer, Optimiser, SearchProgress, SearchSettings};
