//! Calibration: from data to parameters, with what the data does and does not say about them.
//!
//! [`Observations`] are growth of productivity and the R&D behind it; a [`Likelihood`] ties them to the parameters of a
//! structure, as independent standard normals ([`Coordinates`]), with exact derivatives. [`maximise`] finds its
//! optimum.

mod coordinates;
#[cfg(feature = "calibrate")]
mod covariance;
mod density;
mod diagnostics;
mod error;
#[cfg(feature = "calibrate")]
mod fit;
#[cfg(feature = "calibrate")]
mod levenberg_marquardt;
mod likelihood;
mod observations;
#[cfg(feature = "calibrate")]
mod optimise;
#[cfg(feature = "calibrate")]
mod profile;
mod residual_tests;
mod system;

pub use coordinates::{Coordinate, CoordinateKind, Coordinates, Priors};
pub use density::{Kink, LogDensity};
pub use diagnostics::{Collinear, Diagnostics};
pub use error::CalibrationError;
#[cfg(feature = "calibrate")]
pub use fit::{Estimate, Fit, IDENTIFIED, Method};
pub use likelihood::{LeastSquares, Likelihood, Residuals};
pub use observations::{Breaks, DUTCH_BREAKS, ObservationChoices, Observations, Performers, RdHistory};
#[cfg(feature = "calibrate")]
pub use optimise::{Observer, Optimiser, Optimum, Search, SearchProgress, SearchSettings, maximise};
#[cfg(feature = "calibrate")]
pub use profile::{ProfilePoint, profile};
pub use residual_tests::{TestResult, durbin_watson, jarque_bera, ljung_box};
pub use system::STRUCTURES_WITH_LIKELIHOOD;
