//! How many draws it takes until a result is precise enough.
//!
//! The measure is the Monte Carlo standard error of a figure of the deviation of GDP in the last year, from between eight
//! replicates. It falls with the root of the number of draws, or faster where they are evenly spread. A first ensemble of GDP
//! alone gives the error; the next number follows from it, with some in reserve, until the error is small enough or the most
//! draws are reached. Nothing depends on time or threads: the same request ends with the same number of draws.

use super::ensemble::Ensemble;
use super::error::EnsembleError;
use super::kind::Kind;
use super::precision::{PreciseFigure, Precision};
use super::settings::Settings;
use crate::sampling::SamplingPlan;
use crate::simulate::{Experiment, Variable};

/// The next number of draws leaves so much in reserve, because the error is an estimate itself.
const RESERVE: f64 = 1.05;
/// Evenly spread draws come down faster than the root: the next number is at most so many times as large.
const MOST_TIMES: u64 = 4;

impl Settings {
    /// These settings with as many draws, at least those they have and at most `max_draws`, as bring the Monte Carlo
    /// standard error of a figure of the deviation of GDP in the last year below so many percentage points.
    ///
    /// Draws of a Sobol' sequence become eight times a power of two, which spreads them best. The error is an estimate from eight
    /// replicates, which misses the true one by a quarter as a rule.
    ///
    /// # Errors
    /// [`EnsembleError`].
    pub fn for_precision(
        &self,
        experiment: &Experiment,
        (figure, asked): (PreciseFigure, f64),
        max_draws: u64,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<Self, EnsembleError> {
        if asked.is_nan() || asked <= 0.0 {
            return Err(EnsembleError::Setting {
                setting: "precision",
                found: asked.to_string(),
                expected: "percentage points above zero".to_owned(),
            });
        }
        let mut settings = self.clone();
        settings.variables = vec![Variable::Gdp];
        settings.first_year = Some(experiment.baseline.horizon());
        settings.channels = false;
        settings.hold_draws = false;
        settings.set_draws(self.draws.max(2).min(max_draws));
        loop {
            let ensemble = Ensemble::draw_with(experiment, &settings, progress)?;
            // GDP is kept: there are such statistics.
            let gdp = ensemble.statistics(Variable::Gdp, Kind::Deviation).ok();
            let mc_error = gdp.and_then(|gdp| gdp.last().map(|last| figure.error(last))).unwrap_or(0.0);
            let precision = Precision { figure, asked, max_draws, mc_error };
            if precision.is_reached() || settings.draws >= max_draws {
                let (draws, plan) = (settings.draws, settings.plan);
                return Ok(Self { draws, plan, precision: Some(precision), ..self.clone() });
            }
            let ratio = mc_error / asked;
            let needed = (settings.draws as f64 * ratio * ratio * RESERVE).ceil() as u64;
            settings.set_draws(settings.next_draws(needed).clamp(settings.draws + 1, max_draws));
        }
    }

    /// The next number of draws where so many would be needed of independent ones.
    fn next_draws(&self, needed: u64) -> u64 {
        match self.plan {
            SamplingPlan::Random => needed,
            SamplingPlan::LatinHypercube { .. } => needed.min(MOST_TIMES * self.draws),
            SamplingPlan::Sobol => needed.min(MOST_TIMES * self.draws).next_power_of_two(),
        }
    }

    /// Sets the number of draws, and with it that of a plan whose draws belong together.
    fn set_draws(&mut self, draws: u64) {
        self.draws = draws;
        if let SamplingPlan::LatinHypercube { .. } = self.plan {
            self.plan = SamplingPlan::LatinHypercube { draws };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Economy;
    use crate::parameters::ParameterSet;
    use crate::scenario::{Scenario, Target};
    use crate::structures::{StructureChoice, StructureName};

    fn experiment(structure: StructureName) -> Experiment {
        let mut scenario = Scenario::new("3% of GDP");
        scenario.targets.push(Target::new(0.03, 2030, 0.4));
        scenario.horizon = 2030;
        scenario.structure = StructureChoice::List(vec![structure]);
        Experiment::new(&Economy::netherlands().unwrap(), scenario, ParameterSet::default()).unwrap()
    }

    fn ask(experiment: &Experiment, plan: SamplingPlan, asked: f64, most: u64) -> Settings {
        let settings = Settings { draws: 200, plan, ..Settings::default() };
        settings.for_precision(experiment, (PreciseFigure::Mean, asked), most, &mut |_, _| ()).unwrap()
    }

    #[test]
    fn the_error_of_the_ensemble_is_below_what_was_asked() {
        let experiment = experiment(StructureName::KnowledgeCapital);
        let first = ask(&experiment, SamplingPlan::Random, 1e9, 10_000).precision.unwrap().mc_error;
        for plan in [SamplingPlan::Random, SamplingPlan::LatinHypercube { draws: 200 }] {
            // Half the error takes about four times the draws: it is an estimate itself.
            let settings = ask(&experiment, plan, first / 2.0, 10_000);
            let precision = settings.precision.unwrap();
            let fewest = if plan == SamplingPlan::Random { 300 } else { 200 };
            assert!(precision.is_reached() && (fewest..4_000).contains(&settings.draws), "{settings:?}");
            let gdp = Ensemble::draw(&experiment, &settings).unwrap();
            let last = gdp.statistics(Variable::Gdp, Kind::Deviation).unwrap();
            assert_eq!(last.last().unwrap().mc_error, precision.mc_error);
            assert_eq!(settings.variables, Settings::default().variables);
        }
    }

    #[test]
    fn it_stops_at_the_most_draws() {
        let experiment = experiment(StructureName::KnowledgeCapital);
        let settings = ask(&experiment, SamplingPlan::Random, 1e-9, 300);
        assert!(settings.draws == 300 && !settings.precision.unwrap().is_reached());
        let fewer_than_the_first = ask(&experiment, SamplingPlan::Random, 1e-9, 50);
        assert_eq!(fewer_than_the_first.draws, 50);
    }

    #[test]
    fn a_certain_result_takes_the_fewest() {
        let settings = ask(&experiment(StructureName::NoEffect), SamplingPlan::Random, 1e-6, 10_000);
        assert!(settings.draws == 200 && settings.precision.unwrap().is_reached());
    }
}
