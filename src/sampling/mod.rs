//! Sampling: points of independent standard normals, each a function of a seed and its number alone, under three plans.
//! It knows no economics.

mod latin_hypercube;
mod points;
mod sobol;
mod sobol_directions;
mod streams;

pub use points::{Draws, SamplingPlan};
pub(crate) use points::{MAX_DIMENSIONS, row_of};
pub(crate) use streams::hash;
