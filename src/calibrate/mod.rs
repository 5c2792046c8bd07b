//! Calibration: from data to parameters, with what the data does and does not say about them.
//!
//! [`Observations`] are growth of productivity and the R&D behind it; a [`Likelihood`] ties them to the parameters of a
//! structure, as independent standard normals ([`Coordinates`]), with exact derivatives. [`maximise`] finds its
//! optimum.

mod coordinates;
mod density;
mod error;
#[cfg(feature = "calibrate")]
mod levenberg_marquardt;
mod likelihood;
mod observations;
#[cfg(feature = "calibrate")]
mod optimise;
mod system;

pub use coordinates::{Coordinate, CoordinateKind, Coordinates, RegressionPriors};
pub use density::LogDensity;
pub use error::CalibrationError;
pub use likelihood::{LeastSquares, Likelihood, Residuals};
pub use observations::{Breaks, DUTCH_BREAKS, ObservationChoices, Observations, Performers, RdHistory};
#[cfg(feature = "calibrate")]
pub use optimise::{Observer, Optimiser, Optimum, Search, SearchProgress, SearchSettings, maximise};
pub use system::STRUCTURES_WITH_LIKELIHOOD;
