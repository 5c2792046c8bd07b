//! Parameters are distributions with a source: one table of names, units, priors, bounds and citations,
//! the map from standard normals to parameter values, and the sets that a run uses.

mod canonical;
mod dependence;
mod distribution;
mod joint_draws;
mod map;
mod moments;
mod set;
mod shape;
mod table;
mod truncation;

pub use dependence::{Correlation, Dependence, DependenceError};
pub use distribution::{Distribution, DistributionError};
pub use joint_draws::{JointColumn, JointDraws};
pub use map::{PriorMap, QuantileMap};
pub use set::{Origin, ParameterSet, ParameterValues};
pub use shape::Shape;
pub use table::{Evidence, Layer, PARAMETER_COUNT, Parameter, ParameterId};
