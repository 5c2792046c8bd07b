//! Parameters are distributions with a source: one table of names, units, priors, bounds and citations,
//! the map from standard normals to parameter values, and the sets that a run uses.

mod distribution;
mod set;
mod table;

pub use distribution::{Distribution, DistributionError, Shape};
pub use set::{Origin, ParameterSet, ParameterValues};
pub use table::{Evidence, Layer, PARAMETER_COUNT, Parameter, ParameterId};

/// The candidate closest to `name` in spelling, if one is close enough to be what was meant.
pub fn nearest_name<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    candidates
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(name, candidate), candidate))
        .min()
        .filter(|(distance, candidate)| *distance * 3 <= candidate.len().max(name.len()))
        .map(|(_, candidate)| candidate)
}
