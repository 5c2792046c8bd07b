//! The likelihood that tests share.

use super::likelihood::Likelihood;
use super::observations::{ObservationChoices, Observations};
use super::priors::Priors;
use crate::data::Economy;
use crate::structures::StructureName;

/// The likelihood of the Dutch data with the priors of the table.
pub(crate) fn dutch(structure: StructureName) -> Likelihood {
    let observations =
        Observations::new(&Economy::netherlands().unwrap(), ObservationChoices::default()).unwrap();
    Likelihood::new(structure, observations, &Priors::default()).unwrap()
}

/// A point away from the kinks of the priors.
pub(crate) fn point(k: usize) -> Vec<f64> {
    (0..k).map(|i| 0.31 * ((i as f64 * 1.7).sin() + 0.45)).collect()
}
