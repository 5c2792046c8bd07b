//! Parameters are distributions with a source: one table of names, units, priors, bounds and citations,
//! the map from standard normals to parameter values, and the sets that a run uses.

mod distribution;
mod set;
mod table;

pub use distribution::{Distribution, DistributionError, Shape};
pub use set::{Origin, ParameterSet, ParameterValues};
pub use table::{Evidence, Layer, PARAMETER_COUNT, Parameter, ParameterId};
