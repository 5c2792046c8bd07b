//! What a goal is of, of the draws of a lane group: figures whose ratio is the outcome, so that one mean that is zero says that
//! the goal is reached, of a present value and of a ratio of means alike.
//!
//! ```math
//! f = \frac{a}{b}, \qquad gap = a - v\,b, \qquad E[gap] = 0 \iff \frac{E[a]}{E[b]} = v
//! ```

use super::error::SolveError;
use super::goal::{Goal, GoalVariable};
use crate::appraise::{Appraisal, Discounting, ResidualValue, SocialAccount};
use crate::ensemble::{FactorGroup, FactorSampler, Factors, GroupRun, KeptOfYear, Settings};
use crate::model::Pair;
use crate::scalar::LANES;
use crate::simulate::{Experiment, Variable};

/// What is simulated for a goal, and over which years.
pub(super) enum Model {
    /// A variable, until the year of the goal.
    Variable { experiment: Experiment, variable: Variable },
    /// The social account of an appraisal, over all years that count.
    Social { account: SocialAccount, is_ratio: bool },
}

impl Model {
    pub(super) fn new(experiment: &Experiment, goal: &Goal) -> Result<Self, SolveError> {
        let variable = match goal.variable {
            GoalVariable::RdIntensity => Variable::RdIntensity,
            GoalVariable::Gdp => Variable::Gdp,
            GoalVariable::Npv | GoalVariable::BenefitCostRatio => {
                let account = SocialAccount::of(&appraisal(experiment)?)?;
                let is_ratio = goal.variable == GoalVariable::BenefitCostRatio;
                return Ok(Self::Social { account, is_ratio });
            }
        };
        let year = goal.year.unwrap_or(experiment.baseline.horizon());
        Ok(Self::Variable { experiment: experiment.until(year)?, variable })
    }

    fn experiment(&self) -> &Experiment {
        match self {
            Self::Variable { experiment, .. } => experiment,
            Self::Social { account, .. } => account.experiment(),
        }
    }
}

/// The appraisal that the scenario asks for.
pub(super) fn appraisal(experiment: &Experiment) -> Result<Appraisal<'_>, SolveError> {
    let asked = &experiment.scenario.appraisal;
    let mut appraisal = Appraisal::of(experiment);
    if let Some(name) = &asked.discounting {
        let discounting = name.parse::<Discounting>().map_err(crate::appraise::AppraisalError::from)?;
        appraisal = appraisal.discounting(discounting);
    }
    if let Some(residual) = asked.residual_value.as_deref().and_then(ResidualValue::from_name) {
        appraisal = appraisal.residual(residual);
    }
    Ok(appraisal)
}

/// A goal that can be asked of draws.
pub(super) struct Question<'a> {
    pub(super) sampler: FactorSampler<'a>,
    model: &'a Model,
    /// Of a variable: its rows, the last year, and the level of a baseline that is the same in every draw.
    rows: (usize, Option<usize>),
    certain_baseline: f64,
    pub(super) value: f64,
    /// Below this a gap is rounding.
    pub(super) rounding: f64,
}

impl<'a> Question<'a> {
    pub(super) fn new(model: &'a Model, goal: &Goal, settings: &'a Settings) -> Result<Self, SolveError> {
        let experiment = model.experiment();
        let (what, variable) = match model {
            Model::Variable { variable, .. } => (KeptOfYear::Variable(*variable), Some(*variable)),
            Model::Social { account, .. } => (KeptOfYear::CashFlows(account.stops_from()), None),
        };
        let sampler = FactorSampler::new(experiment, settings, what)?;
        let last = experiment.at_centre().pop();
        let level = last.zip(variable).map(|(year, variable)| variable.levels(&year).baseline);
        let unit = match goal.variable {
            GoalVariable::RdIntensity => 0.01,
            GoalVariable::Gdp => 1.0,
            GoalVariable::Npv | GoalVariable::BenefitCostRatio => {
                experiment.baseline.gdp().first().copied().unwrap_or(1.0)
            }
        };
        Ok(Self {
            rows: variable.map_or((0, None), |variable| sampler.rows_of(variable)),
            certain_baseline: level.unwrap_or(0.0),
            sampler,
            model,
            value: goal.value,
            rounding: 1e-10 * unit,
        })
    }

    /// The figures `a` and `b` of the draws, each with its factor.
    pub(super) fn figures(&self, group: &mut FactorGroup<'_, '_>, factors: &Factors) -> [[f64; LANES]; 2] {
        group.at(factors, |run| match self.model {
            Model::Variable { variable, .. } => [self.of_variable(*variable, run), [1.0; LANES]],
            Model::Social { account, is_ratio } => {
                let [benefits, costs] = account.benefits_and_costs(&run.flows());
                let npv = || std::array::from_fn(|lane| benefits[lane] - costs[lane]);
                if *is_ratio { [benefits, costs] } else { [npv(), [1.0; LANES]] }
            }
        })
    }

    /// How far the draws are from the goal: not negative where they have reached it.
    pub(super) fn gaps(&self, group: &mut FactorGroup<'_, '_>, factors: &Factors) -> [f64; LANES] {
        let [a, b] = self.figures(group, factors);
        std::array::from_fn(|lane| self.gap(a[lane], b[lane]))
    }

    pub(super) fn gap(&self, a: f64, b: f64) -> f64 {
        a - self.value * b
    }

    /// The level of R&D over GDP, and the deviation of GDP, in the last year.
    fn of_variable(&self, variable: Variable, run: &GroupRun<'_>) -> [f64; LANES] {
        let last = |row: usize| run.row(row).last().copied().unwrap_or([f64::NAN; LANES]);
        let (scenario, baseline) = (last(self.rows.0), self.rows.1.map(last));
        std::array::from_fn(|lane| {
            let scenario = scenario[lane];
            let baseline = baseline.map_or(self.certain_baseline, |rows| rows[lane]);
            match variable {
                Variable::RdIntensity => scenario,
                other => other.deviation(Pair { scenario, baseline }),
            }
        })
    }
}
