//! What the data says of the parameters: observations of the past, the parameters as independent standard normals, and
//! the likelihood that ties them together.

mod coordinates;
mod density;
#[cfg(test)]
pub(super) mod example;
#[allow(clippy::module_inception, reason = "the concept has the name of the folder")]
mod likelihood;
mod observations;
mod past;
mod posterior_density;
mod priors;
mod rd_history;
mod residuals;
mod sum_of_squares;

pub use coordinates::{Coordinate, CoordinateKind, Coordinates};
pub use density::{Kink, LogDensity};
pub use likelihood::Likelihood;
pub use observations::{Breaks, DUTCH_BREAKS, ObservationChoices, Observations};
pub use past::structures_with_likelihood;
pub(super) use posterior_density::LN_2PI;
pub use priors::Priors;
pub use rd_history::RdHistory;
pub use residuals::Residuals;
pub use sum_of_squares::SumOfSquares;
