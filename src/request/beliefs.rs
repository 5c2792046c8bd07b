//! The request for the same scenario under other beliefs: whole, side by side, or as one line beside a run.

use super::run::{RequestError, Run};
use super::run_request::RunRequest;
use crate::ensemble::{Anchored, Ensemble, Kind};
use crate::parameters::{Origin, ParameterId, ParameterSet};
use crate::sampling::SamplingPlan;
use crate::simulate::{Experiment, Variable};
use crate::structures::Structure;

/// Draws from which the line beside a run is made: a Sobol' sequence gives two digits of a median with so many, and a run of
/// ten thousand draws hardly takes longer.
const DRAWS_BESIDE_A_RUN: u64 = 512;

impl RunRequest {
    /// The scenario under each set of beliefs: the parameters of the set in place of those of a parameter file. What the
    /// scenario or a call has set still wins, and a warning of the experiment says so.
    ///
    /// # Errors
    /// [`RequestError::Experiment`] of the first set that makes none.
    pub fn under_beliefs(
        &self,
        beliefs: Vec<(String, ParameterSet)>,
    ) -> Result<Vec<(String, Experiment)>, RequestError> {
        let under = |(name, belief): (String, ParameterSet)| {
            let mut asked = self.clone();
            asked.parameters = belief.clone();
            for id in ParameterId::all().filter(|id| self.parameters.origin(*id) == Origin::Set) {
                asked.parameters.offer(id, *self.parameters.distribution(id), Origin::Set);
            }
            let mut experiment = asked.experiment()?;
            for id in belief.differences() {
                let winner = experiment.parameters.origin(id);
                if winner > belief.origin(id) {
                    experiment.warnings.push(format!(
                        "{} is that of the {}, which wins over these beliefs",
                        id.name(),
                        if winner == Origin::Set { "command" } else { winner.name() }
                    ));
                }
            }
            Ok((name, experiment))
        };
        beliefs.into_iter().map(under).collect()
    }

    /// What the headline of a run would be under each of these sets, from a small ensemble of its own. A set is left out where
    /// the user has decided on one of its parameters already, or no structure of the mixture uses any; and all are where
    /// nothing is simulated, in a check run, and of one draw alone.
    #[must_use]
    pub fn anchored(&self, run: &Run, sets: Vec<(String, ParameterSet)>) -> Vec<Anchored> {
        let experiment = &run.experiment;
        if run.settings.draws <= 1 || experiment.plan.is_empty() {
            return Vec::new();
        }
        let in_mixture = || experiment.structures.iter().filter(|(_, weight)| *weight > 0.0);
        let used = |id: ParameterId| in_mixture().any(|(structure, _)| structure.parameters().contains(&id));
        let applies = |(_, set): &(String, ParameterSet)| {
            let mut ids = set.differences();
            set.differences().all(|id| experiment.parameters.origin(id) == Origin::Default) && ids.any(used)
        };
        let mut settings = run.settings.clone();
        settings.draws = settings.draws.min(DRAWS_BESIDE_A_RUN);
        (settings.plan, settings.first_draw, settings.precision) = (SamplingPlan::Sobol, 0, None);
        (settings.variables, settings.channels) = (vec![Variable::Gdp], false);
        (settings.by_structure, settings.hold_draws) = (false, false);
        let anchored = |(name, set): (String, ParameterSet)| {
            // Under beliefs that give no ensemble there is no headline to show.
            let (name, experiment) = self.under_beliefs(vec![(name, set)]).ok()?.pop()?;
            let ensemble = Ensemble::draw(&experiment, &settings).ok()?;
            let gdp = ensemble.statistics(Variable::Gdp, Kind::Deviation).ok()?;
            Some(Anchored::new(name, settings.draws, *gdp.last()?))
        };
        sets.into_iter().filter(applies).filter_map(anchored).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Economy;
    use crate::ensemble::Beliefs;
    use crate::parameters::Distribution;
    use crate::scenario::{Scenario, Target};
    use crate::structures::{StructureChoice, StructureName};
    use ParameterId as P;

    fn request(structure: StructureName) -> RunRequest {
        let scenario = Scenario::new("s").with_horizon(2045).with_target(Target::new(0.03, 2030, 0.4));
        let scenario = scenario.with_structure(StructureChoice::List(vec![structure]));
        let mut request = RunRequest::new(Economy::netherlands().unwrap(), scenario);
        request.settings.draws = 200;
        request
    }

    fn belief(id: P, value: f64) -> (String, ParameterSet) {
        let mut set = ParameterSet::default();
        set.offer(id, Distribution::fixed(value), Origin::ParameterFile);
        (format!("{}_{value}", id.name()), set)
    }

    fn names(anchored: &[Anchored]) -> Vec<&str> {
        anchored.iter().map(|one| one.name.as_str()).collect()
    }

    /// The line is the run of the same request with the parameters of the set, drawn with its own settings.
    #[test]
    fn a_line_is_the_headline_of_a_run_under_the_set() {
        let asked = request(StructureName::KnowledgeCapital);
        let run = asked.draw(&mut |_, _| ()).unwrap();
        let sets = vec![belief(P::OutputElasticityBusiness, 0.02), belief(P::OutputElasticityPublic, 0.1)];
        let found = asked.anchored(&run, sets.clone());
        assert_eq!(found, asked.anchored(&run, sets.clone()));
        for ((name, set), one) in sets.into_iter().zip(&found) {
            let mut alone = asked.clone();
            alone.parameters = set;
            alone.settings.plan = SamplingPlan::Sobol;
            let alone = alone.draw(&mut |_, _| ()).unwrap();
            let gdp = alone.ensemble.statistics(Variable::Gdp, Kind::Deviation).unwrap();
            assert_eq!((&one.name, one.draws, Some(&one.gdp)), (&name, 200, gdp.last()));
        }
        assert!(found[0].gdp.p50 < found[1].gdp.p50);
    }

    #[test]
    fn a_set_that_the_user_has_decided_on_or_that_nothing_uses_has_no_line() {
        let sets = || vec![belief(P::OutputElasticityBusiness, 0.02), belief(P::OutputElasticityPublic, 0.1)];
        let lines = |asked: &RunRequest| {
            let run = asked.draw(&mut |_, _| ()).unwrap();
            names(&asked.anchored(&run, sets())).join(" ")
        };
        let (both, public) =
            ("output_elasticity_business_0.02 output_elasticity_public_0.1", "output_elasticity_public_0.1");
        let asked = request(StructureName::KnowledgeCapital);
        assert_eq!(lines(&asked), both);
        for origin in [Origin::ParameterFile, Origin::Set] {
            let mut own = asked.clone();
            own.parameters.offer(P::OutputElasticityBusiness, Distribution::fixed(0.05), origin);
            assert_eq!(lines(&own), public);
        }
        let mut own = asked.clone();
        own.scenario.parameters.push((P::OutputElasticityBusiness, Distribution::fixed(0.05)));
        assert_eq!(lines(&own), public);
        for unused in [StructureName::RateOfReturn, StructureName::NoEffect, StructureName::ErrorCorrection] {
            assert_eq!(lines(&request(unused)), "", "{unused}");
        }
        let mut many = request(StructureName::NoEffect);
        many.structure = Some(StructureChoice::Weights(vec![
            (StructureName::NoEffect, 1.0),
            (StructureName::KnowledgeCapital, 0.0),
        ]));
        assert_eq!(lines(&many), "", "a structure beside the mixture is not in the headline");
        many.structure = Some(StructureChoice::All);
        assert_eq!(lines(&many), both);
        many.scenario.targets.clear();
        assert_eq!(lines(&many), "");
        let mut check_run = asked.clone();
        check_run.settings.draws = 0;
        assert_eq!(lines(&check_run), "");
    }

    #[test]
    fn beliefs_share_their_draws_and_say_what_wins_over_them() {
        let mut asked = request(StructureName::KnowledgeCapital);
        asked.parameters.offer(P::CapitalShare, Distribution::fixed(0.36), Origin::Set);
        asked.scenario.parameters.push((P::DepreciationPublic, Distribution::fixed(0.1)));
        let sets = vec![
            ("default".to_owned(), ParameterSet::default()),
            belief(P::DepreciationPublic, 0.05),
            belief(P::CapitalShare, 0.3),
            belief(P::OutputElasticityPublic, 0.1),
        ];
        let experiments = asked.under_beliefs(sets).unwrap();
        let beliefs = Beliefs::draw(experiments, &asked.draw_settings(), &mut |_, _| ()).unwrap();
        let plain = asked.draw(&mut |_, _| ()).unwrap();
        let gdp = |ensemble: &Ensemble| ensemble.statistics(Variable::Gdp, Kind::Deviation).unwrap();
        for belief in &beliefs.each[..3] {
            assert_eq!(gdp(&belief.ensemble), gdp(&plain.ensemble), "{}", belief.name);
        }
        assert_ne!(gdp(&beliefs.each[3].ensemble), gdp(&plain.ensemble));
        assert_eq!(
            beliefs.warnings(),
            [
                "depreciation_public_0.05: depreciation_public is that of the scenario, which wins over these beliefs",
                "capital_share_0.3: capital_share is that of the command, which wins over these beliefs"
            ]
        );
    }
}
