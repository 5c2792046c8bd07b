//! What the data says of the parameters: observations of the past, the parameters as independent standard normals, and
//! the likelihood that ties them together.

mod coordinates;
mod density;
#[cfg(test)]
pub(super) mod example;
#[allow(clippy::module_inception, reason = "the concept has the name of the folder")]
mod likelihood;
mod observations;
pub(super) mod system;

pub use coordinates::{Coordinate, CoordinateKind, Coordinates, Priors};
pub use density::{Kink, LogDensity};
pub(super) use likelihood::LN_2PI;
pub use likelihood::{Likelihood, Residuals, SumOfSquares};
pub use observations::{Breaks, DUTCH_BREAKS, ObservationChoices, Observations, Performers, RdHistory};
pub use system::STRUCTURES_WITH_LIKELIHOOD;
