//! An appraisal: a scenario, how it is discounted, from which base year, and what counts after its horizon.

use super::cost_benefit::CostBenefit;
use super::cross_check::CrossCheck;
use super::discounting::{Discounting, DiscountingError};
use super::drawing::{Drawing, draw};
use super::error::AppraisalError;
use super::figures::{Alternative, Burden, Factors, FigurePlan};
use super::residual::{RUN_OFF_YEARS, ResidualValue, YEARS_OF_GROWTH};
use crate::ensemble::{CashFlowSampler, EnsembleError, Settings};
use crate::model::{ActsOn, Financing, Unit};
use crate::parameters::{ParameterId, ParameterValues};
use crate::scalar::Scalar;
use crate::simulate::{CashFlow, Experiment};
use crate::structures::Structure;

/// No euro of a later year is worth as much.
const MAX_FACTOR: f64 = 1e20;

/// Years before the last observation from which on a base year may be.
const YEARS_BEFORE: i32 = 50;

/// A cost-benefit analysis that is to be made of an experiment.
///
/// ```
/// use kennis::appraise::{Appraisal, Discounting, Figure, Ratio, ResidualValue};
/// use kennis::{Economy, Experiment, Instrument, Measure, ParameterSet, Scenario, Settings, Unit};
/// let more = Measure::new(Instrument::PublicResearch, Unit::GdpShare, 0.001, 2026);
/// let scenario = Scenario::new("more public research").with_measure(more);
/// let experiment = Experiment::new(&Economy::netherlands()?, scenario, ParameterSet::default())?;
/// let result = Appraisal::of(&experiment)
///     .discounting(Discounting::preset("nl_2021")?)
///     .residual(ResidualValue::RunOff)
///     .run(&Settings::default().with_draws(200))?;
/// let npv = result.statistics(Figure::WelfareNpv);
/// let ratio = result.ratio_of_means(Ratio::Social).ok_or("no costs")?;
/// println!("{:.0} bn EUR ({:.0} to {:.0}); {:.1} a euro", npv.mean, npv.p05, npv.p95, ratio.value);
/// # assert!(npv.p05 < npv.p95 && ratio.value > 0.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
#[must_use = "an appraisal is made by `run`"]
pub struct Appraisal<'a> {
    pub(super) experiment: &'a Experiment,
    pub(super) discounting: Discounting,
    pub(super) residual: ResidualValue,
    base_year: Option<i32>,
    pub(super) by_year: bool,
    /// In place of the burden of the parameters and of the discount rates.
    pub(super) burden: Option<Burden>,
    /// Whether internal rate and payback are wanted.
    rates: bool,
}

impl<'a> Appraisal<'a> {
    /// By the Dutch guideline, with run-off, from the first year of the measures.
    pub fn of(experiment: &'a Experiment) -> Self {
        Self {
            experiment,
            discounting: Discounting::default(),
            residual: ResidualValue::RunOff,
            base_year: None,
            by_year: false,
            burden: None,
            rates: true,
        }
    }

    /// As the scenario of the experiment asks; by the Dutch guideline, with run-off, where it does not.
    ///
    /// # Errors
    /// [`AppraisalError::Discounting`] where there are no discount rates of the name that it asks for.
    pub fn as_asked(experiment: &'a Experiment) -> Result<Self, AppraisalError> {
        let asked = &experiment.scenario.appraisal;
        let mut appraisal = Self::of(experiment);
        if let Some(name) = &asked.discounting {
            appraisal.discounting = name.parse::<Discounting>()?;
        }
        if let Some(residual) = asked.residual_value.as_deref().and_then(ResidualValue::from_name) {
            appraisal.residual = residual;
        }
        Ok(appraisal)
    }

    /// Other discount rates.
    pub fn discounting(mut self, discounting: Discounting) -> Self {
        self.discounting = discounting;
        self
    }

    /// Another residual value.
    pub fn residual(mut self, residual: ResidualValue) -> Self {
        self.residual = residual;
        self
    }

    /// Another base year, which has factor one.
    pub fn base_year(mut self, year: i32) -> Self {
        self.base_year = Some(year);
        self
    }

    /// With the flows by year ([`CostBenefit::by_year`]).
    pub fn by_year(mut self, by_year: bool) -> Self {
        self.by_year = by_year;
        self
    }

    /// Another experiment, appraised in the same way from the same base year, for its present values alone.
    pub(super) fn beside<'b>(&self, experiment: &'b Experiment) -> Appraisal<'b> {
        Appraisal {
            experiment,
            discounting: self.discounting.clone(),
            residual: self.residual,
            base_year: Some(self.first_year()),
            by_year: false,
            burden: self.burden,
            rates: false,
        }
    }

    pub(super) fn has_base_year(&self) -> bool {
        self.base_year.is_some()
    }

    /// The base year: that which was asked for, or the first year of the measures.
    #[must_use]
    pub fn first_year(&self) -> i32 {
        self.base_year.unwrap_or_else(|| first_year_of_policy(self.experiment))
    }

    /// Makes the appraisal.
    ///
    /// # Errors
    /// [`AppraisalError`].
    pub fn run(&self, settings: &Settings) -> Result<CostBenefit, AppraisalError> {
        self.run_with(settings, &mut |_, _| ())
    }

    /// As [`Self::run`], telling `progress` how many draws are done and how many there are.
    ///
    /// # Errors
    /// [`AppraisalError`].
    pub fn run_with(
        &self,
        settings: &Settings,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<CostBenefit, AppraisalError> {
        let prepared = self.prepare(&[])?;
        let (mut scenarios, _) = prepared.draw(settings, progress)?;
        let drawn = scenarios.pop().ok_or_else(no_scenario)?;
        Ok(prepared.result(self, drawn, settings))
    }

    /// The present value of welfare of one deterministic run of a structure at given parameter values, in any number type:
    /// duals give its derivatives. All years of a run-off count, since a draw does not stop.
    ///
    /// # Errors
    /// [`AppraisalError`].
    pub fn welfare_at<S: Scalar, M: Structure>(
        &self,
        structure: &M,
        values: &ParameterValues<S>,
    ) -> Result<S, AppraisalError> {
        let prepared = self.prepare(&[])?;
        let years = prepared.experiment.run(structure, values);
        let (plan, factors) = (&prepared.plan, &prepared.plan.factors[0]);
        let flow = |year: &crate::simulate::Year<S>| match plan.headline.burden {
            Burden::OfTaxes => year.welfare.consumption(),
            Burden::OfPublicMoney(share) => {
                year.welfare.consumption() + CashFlow::ExcessBurden.of(year)
                    - S::of(share) * CashFlow::PublicMoney.of(year)
            }
        };
        let values = years.iter().zip(factors.by_year()).map(|(year, factor)| S::of(*factor) * flow(year));
        let sum = values.fold(S::of(0.0), |sum, value| sum + value);
        let last = years.get(plan.horizon).map_or(S::of(0.0), flow);
        let perpetuity = match self.residual {
            ResidualValue::Perpetuity => factors.perpetuity(),
            ResidualValue::RunOff | ResidualValue::None => 0.0,
        };
        Ok(sum + S::of(perpetuity) * last)
    }

    /// Compiles it, with alternatives that are computed beside it: other discount rates, residual values and burdens.
    pub(super) fn prepare(
        &self,
        beside: &[(Discounting, ResidualValue, Burden)],
    ) -> Result<Prepared, AppraisalError> {
        let baseline = &self.experiment.baseline;
        let (first_year, horizon, base_year) =
            (baseline.last_observation(), baseline.horizon(), self.first_year());
        if !(first_year - YEARS_BEFORE..=horizon).contains(&base_year) {
            let first = first_year - YEARS_BEFORE;
            return Err(AppraisalError::BaseYear { found: base_year, first, horizon });
        }
        let burden = self.burden_of(&self.discounting)?;
        let runs_off = self.residual == ResidualValue::RunOff
            || beside.iter().any(|(_, residual, _)| *residual == ResidualValue::RunOff);
        let last_year = if runs_off { horizon + RUN_OFF_YEARS } else { horizon };
        let experiment = self.experiment.run_off(last_year, base_year + YEARS_OF_GROWTH)?;
        let years = experiment.baseline.years().len();
        let growth = growth(&experiment, horizon);
        let after_base = u32::try_from(horizon - base_year).unwrap_or(0);
        let factors = |discounting: &Discounting, residual: ResidualValue| {
            let perpetuity = discounting.perpetuity(after_base, growth);
            if residual == ResidualValue::Perpetuity && perpetuity.is_none() {
                return Err(AppraisalError::Perpetuity { rate: discounting.last_rate(), growth });
            }
            let factors = Factors::new(discounting, years, base_year - first_year, perpetuity);
            // Rates far below zero make a euro of later years worth more than any sum can hold.
            if factors.by_year().iter().any(|factor| factor.is_nan() || *factor >= MAX_FACTOR) {
                let found = discounting.last_rate().to_string();
                return Err(DiscountingError::Rate { found }.into());
            }
            Ok(factors)
        };
        let mut schedules = vec![factors(&self.discounting, self.residual)?];
        let headline = Alternative { factors: 0, residual: self.residual, burden };
        let mut alternatives = Vec::new();
        for (discounting, residual, burden) in beside {
            schedules.push(factors(discounting, *residual)?);
            let factors = schedules.len() - 1;
            alternatives.push(Alternative { factors, residual: *residual, burden: *burden });
        }
        let position = usize::try_from(base_year - first_year).unwrap_or(0);
        let plan = FigurePlan {
            first_year,
            base_year,
            horizon: usize::try_from(horizon - first_year).unwrap_or(0),
            gdp: experiment.baseline.gdp()[position],
            is_offset: experiment.plan.financing == Financing::Offset,
            factors: schedules,
            headline,
            beside: alternatives,
            by_year: self.by_year,
            rates: self.rates,
        };
        // What measures have begun may not show yet: a draw of which nothing is seen has not faded before they are over.
        let stops_from = runs_off.then_some(plan.horizon + 1 + experiment.plan.longest_lag());
        Ok(Prepared { experiment, plan, stops_from })
    }

    /// What public money costs beyond itself, under these discount rates.
    pub(super) fn burden_of(&self, discounting: &Discounting) -> Result<Burden, AppraisalError> {
        if let Some(burden) = self.burden {
            return Ok(burden);
        }
        let found = self.experiment.parameters.centres()[ParameterId::MarginalExcessBurden];
        match discounting.public_money_burden {
            0.0 => Ok(Burden::OfTaxes),
            burden if found != 0.0 => {
                Err(AppraisalError::TwoBurdens { found, discounting: discounting.name.clone(), burden })
            }
            burden => Ok(Burden::OfPublicMoney(burden)),
        }
    }

    /// Measures whose cost the scenario does not say.
    pub(super) fn without_cost(&self) -> Vec<String> {
        let no_cost = |measure: &&crate::scenario::Measure| {
            let people = matches!(measure.instrument.row().acts_on, ActsOn::Technicians | ActsOn::Cohorts);
            let in_money = matches!(measure.unit, Unit::BnEur | Unit::BnLcu | Unit::GdpShare);
            people && !in_money && measure.cost_per_unit.is_none()
        };
        let measures = self.experiment.scenario.measures.iter().filter(no_cost);
        measures.map(|measure| measure.name.clone()).collect()
    }

    /// The average return to all R&D beside it.
    pub(super) fn cross_check(&self) -> CrossCheck {
        CrossCheck::of(self.experiment, self.discounting.rate(1))
    }
}

/// An appraisal that is compiled.
#[derive(Clone, Debug)]
pub(super) struct Prepared {
    /// The experiment over all years that count.
    pub(super) experiment: Experiment,
    pub(super) plan: FigurePlan,
    pub(super) stops_from: Option<usize>,
}

impl Prepared {
    /// What the draws of an appraisal came to.
    pub(super) fn result(
        &self,
        appraisal: &Appraisal<'_>,
        drawn: super::drawing::DrawnScenario,
        settings: &Settings,
    ) -> CostBenefit {
        CostBenefit {
            experiment: appraisal.experiment.clone(),
            discounting: appraisal.discounting.clone(),
            residual: appraisal.residual,
            base_year: self.plan.base_year,
            settings: settings.clone(),
            without_cost: appraisal.without_cost(),
            cross_check: appraisal.cross_check(),
            plan: self.plan.clone(),
            drawn,
        }
    }

    pub(super) fn drawing<'a>(&'a self, settings: &'a Settings) -> Result<Drawing<'a>, EnsembleError> {
        let sampler = CashFlowSampler::new(&self.experiment, settings, self.stops_from)?;
        Ok(Drawing { sampler, plan: &self.plan })
    }

    fn draw(
        &self,
        settings: &Settings,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<(Vec<super::drawing::DrawnScenario>, Vec<super::drawing::DrawnPair>), EnsembleError> {
        let sums = self.plan.by_year || settings.draws <= 1;
        draw(&[self.drawing(settings)?], settings, sums, progress)
    }

    /// Mean welfare at present value, and nothing else.
    pub(super) fn mean_welfare(&self, settings: &Settings) -> Result<f64, EnsembleError> {
        let (scenarios, _) = self.draw(settings, &mut |_, _| ())?;
        let welfare_npv = super::figure::Figure::WelfareNpv.index();
        let mean = scenarios.first().map(|drawn| drawn.figures[welfare_npv][0].statistics().mean);
        Ok(mean.unwrap_or(f64::NAN))
    }
}

/// There is always one scenario.
fn no_scenario() -> AppraisalError {
    AppraisalError::Ensemble(EnsembleError::Setting {
        setting: "scenarios",
        found: "none".to_owned(),
        expected: "at least one".to_owned(),
    })
}

/// The first year of the measures, of a target the year after it leaves the baseline; without policy the year after the last
/// observation.
pub(super) fn first_year_of_policy(experiment: &Experiment) -> i32 {
    let scenario = &experiment.scenario;
    let measures = scenario.measures.iter().map(|measure| measure.from);
    let targets = scenario.targets.iter().map(|target| target.from + 1);
    let foreign = experiment.plan.first_year_of_foreign();
    measures.chain(targets).chain(foreign).min().unwrap_or(experiment.baseline.last_observation() + 1)
}

/// Growth of GDP of the baseline in a year.
fn growth(experiment: &Experiment, year: i32) -> f64 {
    let baseline = &experiment.baseline;
    let position = usize::try_from(year - baseline.last_observation()).unwrap_or(0);
    match position {
        0 => 0.0,
        t => baseline.gdp()[t] / baseline.gdp()[t - 1] - 1.0,
    }
}
