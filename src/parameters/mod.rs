//! Parameters are distributions with a source: one table of names, units, priors, bounds and citations,
//! the map from standard normals to parameter values, and the sets that a run uses.

mod canonical;
mod dependence;
mod distribution;
mod distribution_error;
mod joint_draws;
mod moments;
mod prior_map;
mod quantile_map;
mod set;
mod shape;
mod table;
mod truncation;

pub use dependence::{Correlation, Dependence, DependenceError};
pub use distribution::Distribution;
pub use distribution_error::DistributionError;
pub use joint_draws::{JointColumn, JointDraws};
pub use prior_map::PriorMap;
pub use quantile_map::QuantileMap;
pub use set::{Origin, OutrankedOrigin, ParameterSet, ParameterValues};
pub use shape::Shape;
pub use table::{Evidence, Layer, PARAMETER_COUNT, Parameter, ParameterId};
