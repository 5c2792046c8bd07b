//! Which structures a run uses, and their weights in the mixture.

use super::{STRUCTURES, StructureName};

/// Which structures a run uses.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum StructureChoice {
    /// All structures with a weight above zero, mixed by their weights: what a run uses when nothing is said.
    #[default]
    All,
    /// These, mixed by their weights divided by the sum.
    List(Vec<StructureName>),
    /// These, mixed by the weights given, which sum to one; with weight zero a structure runs beside the mixture.
    Weights(Vec<(StructureName, f64)>),
}

impl StructureChoice {
    /// The structures that it names.
    pub(crate) fn named(&self) -> Vec<StructureName> {
        match self {
            Self::All => Vec::new(),
            Self::List(names) => names.clone(),
            Self::Weights(weights) => weights.iter().map(|(name, _)| *name).collect(),
        }
    }
}

impl StructureChoice {
    /// The structures of the choice with their weights in the mixture, which sum to one.
    #[must_use]
    pub fn weights(&self) -> Vec<(StructureName, f64)> {
        let mut chosen: Vec<(StructureName, f64)> = match self {
            Self::All => STRUCTURES.iter().copied().filter(|(_, weight)| *weight > 0.0).collect(),
            Self::List(names) => {
                STRUCTURES.iter().copied().filter(|(name, _)| names.contains(name)).collect()
            }
            Self::Weights(weights) => weights.clone(),
        };
        if let Self::List(names) = self {
            chosen.sort_by_key(|(name, _)| names.iter().position(|named| named == name));
        }
        if chosen.iter().all(|(_, weight)| *weight == 0.0) {
            // None of those asked for has a place in the mixture: they count alike.
            chosen.iter_mut().for_each(|(_, weight)| *weight = 1.0);
        }
        let sum: f64 = chosen.iter().map(|(_, weight)| weight).sum();
        // Weights that sum to one stay as they are, bit by bit: taking them from a choice and giving them back is no change.
        if (sum - 1.0).abs() > 1e-12 {
            chosen.iter_mut().for_each(|(_, weight)| *weight /= sum);
        }
        chosen
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structures::StructureName as Name;

    #[test]
    fn weights_keep_their_proportions_and_sum_to_one() {
        let of =
            |choice: StructureChoice| choice.weights().iter().map(|(_, weight)| *weight).collect::<Vec<_>>();
        // In the mixture 0.3 and 0.1.
        let two = StructureChoice::List(vec![Name::NoEffect, Name::KnowledgeCapital]);
        let found = of(two);
        assert!((found[0] - 0.25).abs() < 1e-15 && (found[1] - 0.75).abs() < 1e-15, "{found:?}");
        // Without a place in the mixture they count alike.
        let beside = StructureChoice::List(vec![Name::ErrorCorrection, Name::InternationalSpillovers]);
        assert_eq!(of(beside), [0.5, 0.5]);
        let given = StructureChoice::Weights(vec![(Name::NoEffect, 3.0), (Name::SemiEndogenous, 1.0)]);
        assert_eq!(of(given), [0.75, 0.25]);
    }
}
