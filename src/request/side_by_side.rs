//! The request for a comparison: every structure by itself beside the mixture, on the same draws.

use super::run_request::RunRequest;
use crate::structures::{STRUCTURES, StructureChoice};

impl RunRequest {
    /// The same request with statistics of each structure, and without channels, which belong to a run. Where nothing is said
    /// of structures, those without a weight are shown beside the mixture, which their draws do not enter; a structure that is
    /// named alone is shown beside the mixture, not in place of it.
    #[must_use]
    pub fn side_by_side(mut self) -> Self {
        self.settings.channels = false;
        self.settings.by_structure = true;
        if *self.structures() == StructureChoice::All {
            let mut weights = StructureChoice::All.weights();
            let others = STRUCTURES.iter().map(|(name, _)| *name);
            let others: Vec<_> =
                others.filter(|name| weights.iter().all(|(known, _)| known != name)).collect();
            weights.extend(others.into_iter().map(|name| (name, 0.0)));
            self.structure = Some(StructureChoice::Weights(weights));
        } else if let StructureChoice::List(names) = self.structures()
            && let [only] = names.as_slice()
        {
            let only = *only;
            let mut weights = StructureChoice::All.weights();
            if weights.iter().all(|(name, _)| *name != only) {
                weights.push((only, 0.0));
            }
            self.structure = Some(StructureChoice::Weights(weights));
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Economy;
    use crate::scenario::Scenario;
    use crate::structures::StructureName;

    fn compared(choice: StructureChoice) -> RunRequest {
        let mut scenario = Scenario::new("s");
        scenario.structure = choice;
        RunRequest::new(Economy::netherlands().unwrap(), scenario).side_by_side()
    }

    #[test]
    fn where_nothing_is_said_every_structure_stands_beside_the_mixture_of_those_with_a_weight() {
        let StructureChoice::Weights(shown) = compared(StructureChoice::All).structures().clone() else {
            panic!("weights")
        };
        let (in_mixture, beside): (Vec<_>, Vec<_>) =
            shown.iter().copied().partition(|(_, weight)| *weight > 0.0);
        assert_eq!(in_mixture, StructureChoice::All.weights());
        assert_eq!(
            beside,
            [(StructureName::InternationalSpillovers, 0.0), (StructureName::ErrorCorrection, 0.0)]
        );
        assert_eq!(shown.len(), StructureName::ALL.len());
    }

    #[test]
    fn a_structure_alone_stands_beside_the_mixture() {
        // Its weight is zero, so that it is in no mixture.
        let alone = StructureName::ErrorCorrection;
        let mut expected = StructureChoice::All.weights();
        assert!(expected.iter().all(|(name, _)| *name != alone));
        expected.push((alone, 0.0));
        let beside = compared(StructureChoice::List(vec![alone]));
        assert_eq!(*beside.structures(), StructureChoice::Weights(expected));
        let two = StructureChoice::List(vec![StructureName::NoEffect, StructureName::KnowledgeCapital]);
        let compared = compared(two.clone());
        assert_eq!(*compared.structures(), two);
        assert!(compared.settings.by_structure && !compared.settings.channels);
    }
}
