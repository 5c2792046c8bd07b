//! Why there is no monitor.

use crate::data::{DataError, NoYear};
use crate::ensemble::{EnsembleError, NoResult};
use crate::policy::PackageError;
use crate::simulate::ExperimentError;
use thiserror::Error;

/// Why there is no monitor.
#[derive(Clone, Debug, PartialEq, Error)]
#[non_exhaustive]
pub enum MonitorError {
    /// The data lack what even a monitor without a projection needs: R&D over GDP.
    #[error(transparent)]
    Data(#[from] DataError),
    /// The scenario cannot be simulated.
    #[error(transparent)]
    Experiment(#[from] ExperimentError),
    /// The draws cannot be made.
    #[error(transparent)]
    Ensemble(#[from] EnsembleError),
    /// What was asked is not among the results.
    #[error(transparent)]
    NoResult(#[from] NoResult),
    /// The effect of the actions cannot be attributed.
    #[error(transparent)]
    Package(#[from] PackageError),
    /// The year of the target is not one to come.
    #[error("year: found {found}, expected a year from {first} to the horizon of the scenario, {horizon}")]
    Year {
        /// The year.
        found: i32,
        /// The first year after the last observation.
        first: i32,
        /// The horizon.
        horizon: i32,
    },
    /// A step from a former monitor to this one cannot be run.
    #[error("the change since the former monitor, {step}: {error}")]
    Step {
        /// What was taken from where.
        step: &'static str,
        /// Why.
        #[source]
        error: Box<MonitorError>,
    },
}

impl From<NoYear> for MonitorError {
    fn from(error: NoYear) -> Self {
        Self::NoResult(error.into())
    }
}
