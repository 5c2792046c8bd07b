//! The parameters of a run that differ from the table, and the posterior that its draws take rows of.

use super::record::record;
use crate::parameters::{JointDraws, ParameterSet};

record! {
    /// A parameter that differs from the default.
    pub struct ParameterChange {
        /// Name.
        pub name: &'static str,
        /// Its distribution in this run.
        pub distribution: String,
        /// Its distribution in the table.
        pub default: String,
        /// Where it was set.
        pub origin: &'static str,
    }
}

impl ParameterChange {
    pub(super) fn all(set: &ParameterSet) -> Vec<Self> {
        set.differences()
            .map(|id| Self {
                name: id.name(),
                distribution: set.described(id),
                default: id.row().prior.to_string(),
                origin: set.origin(id).name(),
            })
            .collect()
    }
}

record! {
    /// Draws of a posterior: each draw of the run takes one row whole.
    pub struct PosteriorRows {
        /// Name of the file.
        pub name: String,
        /// Number of rows.
        pub rows: u64,
        /// The structure whose posterior it is.
        pub structure: String,
        /// The country of its data.
        pub country: String,
        /// Years and vintage of its data.
        pub data: String,
    }
}

impl PosteriorRows {
    pub(super) fn new(draws: &JointDraws) -> Self {
        Self {
            name: draws.name.clone(),
            rows: draws.len() as u64,
            structure: draws.structure.clone(),
            country: draws.country.clone(),
            data: draws.data.clone(),
        }
    }
}
