//! The request for a comparison: every structure by itself beside the mixture, on the same draws.

use super::run::{RequestError, Run};
use super::run_request::RunRequest;
use crate::ensemble::EnsembleError;
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

    /// Draws the structures side by side. One that nobody asked for, and that the rules leave too few draws of, is left out
    /// with a warning: it has no weight, and the comparison stands without it.
    ///
    /// # Errors
    /// [`RequestError`].
    pub fn draw_side_by_side(self, progress: &mut dyn FnMut(u64, u64)) -> Result<Run, RequestError> {
        let nothing_said = *self.structures() == StructureChoice::All;
        let (mut asked, mut left_out) = (self.side_by_side(), Vec::new());
        loop {
            match asked.draw(progress) {
                Ok(mut run) => {
                    run.experiment.warnings.extend(left_out);
                    return Ok(run);
                }
                Err(RequestError::Ensemble(error)) if nothing_said => {
                    let without = failed(&error).and_then(|structure| without(asked.structures(), structure));
                    let Some((structure, choice)) = without else { return Err(error.into()) };
                    left_out.push(format!("{structure}, which has no weight, is not shown: {error}"));
                    asked.structure = Some(choice);
                }
                Err(error) => return Err(error),
            }
        }
    }
}

/// The structure that an ensemble failed of.
fn failed(error: &EnsembleError) -> Option<&'static str> {
    match error {
        EnsembleError::Dropped { structure, .. } | EnsembleError::Unstable { structure, .. } => {
            Some(structure)
        }
        _ => None,
    }
}

/// The choice without a structure that has no weight in it.
fn without(choice: &StructureChoice, structure: &'static str) -> Option<(&'static str, StructureChoice)> {
    let mut weights = choice.weights();
    let place = weights.iter().position(|(name, weight)| name.name() == structure && *weight == 0.0)?;
    weights.remove(place);
    Some((structure, StructureChoice::Weights(weights)))
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

    /// With an elasticity of public R&D at which error correction feeds back too strongly under a target, the
    /// comparison stands without it; asked for by name, it fails.
    #[test]
    fn a_structure_that_nobody_asked_for_does_not_fail_the_comparison() {
        use crate::parameters::{Distribution, Origin, ParameterId as P};
        use crate::scenario::Target;
        let asked = |choice| {
            let scenario = Scenario::new("s").with_horizon(2030).with_target(Target::new(0.03, 2030, 0.4));
            let mut request =
                RunRequest::new(Economy::netherlands().unwrap(), scenario.with_structure(choice));
            request.settings.draws = 40;
            request.parameters.offer(P::ErrorCorrectionPublic, Distribution::fixed(0.9), Origin::Set);
            request
        };
        let run = asked(StructureChoice::All).draw_side_by_side(&mut |_, _| ()).unwrap();
        let names: Vec<&str> = run.ensemble.structures().map(|one| one.name()).collect();
        assert!(
            !names.contains(&"error_correction") && names.contains(&"international_spillovers"),
            "{names:?}"
        );
        let said =
            |warning: &&String| warning.starts_with("error_correction, which has no weight, is not shown");
        assert_eq!(run.experiment.warnings().iter().filter(said).count(), 1);
        let named = StructureChoice::List(vec![StructureName::ErrorCorrection]);
        assert!(matches!(asked(named).draw_side_by_side(&mut |_, _| ()), Err(RequestError::Ensemble(_))));
    }
}
