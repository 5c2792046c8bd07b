//! The plan: what a scenario comes to in each year, compiled once, shared by all draws.
//!
//! Money is summed by instrument, so that a draw holds one response an instrument and no list.

use super::baseline::Baseline;
use super::exposure::Exposure;
use super::foreign_plan::ForeignPlan;
use super::measure_by_year::{Cost, MeasureByYear, Prices};
use crate::data::Population;
use crate::model::{
    ActsOn, CapitalClosure, CohortSizes, Doses, EducationForm, Financing, Gestation, GestationLag,
    Instrument, Performer, QUALITY_ENTRY_LAG, ResearchPrice, Trained, Unit, WorkingPopulation,
};
use crate::parameters::{ParameterId, ParameterSet, ParameterValues, Shape};
use crate::scalar::Scalar;
use crate::scenario::{Measure, Scenario, Target};
use crate::structures::ByStock;
use std::sync::Arc;
use thiserror::Error;

/// How R&D money is set in a year.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum YearRule {
    /// Baseline plus measures plus the response of firms.
    Money,
    /// R&D over scenario GDP is imposed.
    Intensity {
        /// R&D over GDP, as a fraction.
        share: f64,
        /// Share of the extra that is public.
        public_share: f64,
    },
}

/// A plan and a baseline that it was not compiled for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the plan was compiled for another baseline")]
pub struct PlanOfAnotherBaseline;

/// The money of an instrument by year, billion of the price base.
#[derive(Clone, Debug, PartialEq)]
pub struct InstrumentMoney {
    /// The instrument.
    pub instrument: Instrument,
    /// Money by year, from the first year of the simulation.
    pub by_year: Vec<f64>,
}

/// Logarithms of the baseline in a year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct LogBaseline {
    pub(crate) gdp: f64,
    pub(crate) capital: f64,
    /// Hours times human capital.
    pub(crate) labour: f64,
}

impl LogBaseline {
    fn of(baseline: &Baseline, t: usize) -> Self {
        Self {
            gdp: Scalar::ln(baseline.gdp[t]),
            capital: Scalar::ln(baseline.capital[t]),
            labour: Scalar::ln(baseline.human_capital[t] * baseline.hours[t]),
        }
    }
}

/// What a scenario comes to in each year, from the first year after the data to one year beyond the horizon.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Plan {
    first_year: i32,
    /// Logarithms of the baseline, from the last observation.
    pub(crate) baseline: Vec<LogBaseline>,
    /// How R&D money is set, by year.
    pub(crate) rules: Vec<YearRule>,
    /// The measures by year, in the order of the scenario: what the sums below are made of.
    pub(crate) measures: Vec<MeasureByYear>,
    /// Money by instrument; those without money are left out.
    pub(crate) money: Vec<InstrumentMoney>,
    /// Of the money of each instrument the part that a solution scales, by year; empty where no measure is solved for.
    pub(crate) solved: Vec<Vec<f64>>,
    /// Education measures.
    pub(crate) doses: Vec<Doses>,
    /// Persons trained as technicians by year, by course.
    pub(crate) technicians: Vec<Trained>,
    /// Those at work by year of entry; none: every cohort is one over the working life.
    pub(crate) population: Option<Arc<WorkingPopulation>>,
    /// Cost of training and of education in money, by year, billion: public money.
    pub(crate) training_cost: Vec<f64>,
    /// Cost of a pupil-year times pupil-years per cohort year, by measure of education and year: billion, to be
    /// divided by the working life.
    pub(crate) schooling_cost: Vec<f64>,
    /// R&D of partners, where the scenario moves it.
    pub(crate) foreign: Option<ForeignPlan>,
    /// Log deviation of the foreign stock by year that is given beside it; empty where none is.
    pub(crate) foreign_stock: Vec<f64>,
    /// How capital follows output.
    pub(crate) closure: CapitalClosure,
    /// Whole years of gestation by stock, where the lag is a point mass.
    pub(crate) point_mass: Option<ByStock<u32>>,
    /// Who pays.
    pub(crate) financing: Financing,
    /// Whether more demand for research makes it dearer.
    pub(crate) research_price: ResearchPrice,
    /// Whether any draw has an interaction of stocks: without it two logarithms a year are saved.
    pub(crate) interaction: bool,
    /// Whether human capital or labour may differ from the baseline.
    pub(crate) changes_people: bool,
    /// Whether any year trains technicians.
    pub(crate) trains_technicians: bool,
    /// Whether in any draw human capital adds to the use of foreign knowledge.
    pub(crate) absorbs: bool,
}

impl Plan {
    /// Compiles a scenario that has been checked, all but its foreign R&D, which rests on the data of other countries:
    /// an [`Experiment`](super::Experiment) adds it.
    ///
    /// `relative_price` is the price of the scenario's price base relative to the baseline's.
    #[must_use]
    pub fn new(
        scenario: &Scenario,
        baseline: &Baseline,
        relative_price: f64,
        parameters: &ParameterSet,
    ) -> Self {
        // One year beyond the horizon: investment of the last year needs the output of the next.
        let years: Vec<i32> = baseline.years.iter().skip(1).collect();
        let population = working_population(scenario, baseline, &years);
        let prices = Prices { baseline, relative_price, years: &years, population: population.as_deref() };
        let compile = Compiler { baseline, years: &years, form: scenario.education_form };
        let mut plan = Self {
            first_year: baseline.years.first,
            baseline: (0..baseline.years.len()).map(|t| LogBaseline::of(baseline, t)).collect(),
            rules: vec![YearRule::Money; years.len()],
            measures: scenario.measures.iter().map(|measure| prices.measure(measure)).collect(),
            money: Vec::new(),
            solved: Vec::new(),
            doses: Vec::new(),
            technicians: Vec::new(),
            population: population.clone(),
            training_cost: vec![0.0; years.len()],
            schooling_cost: vec![0.0; years.len()],
            foreign: None,
            foreign_stock: Vec::new(),
            closure: scenario.capital_closure,
            point_mass: point_mass(scenario, parameters),
            financing: scenario.financing,
            research_price: scenario.research_price,
            interaction: parameters.distribution(ParameterId::InteractionElasticity).shape
                != (Shape::Fixed { value: 0.0 }),
            changes_people: false,
            trains_technicians: false,
            absorbs: parameters.distribution(ParameterId::SpilloverHumanCapital).shape
                != (Shape::Fixed { value: 0.0 }),
        };
        for (measure, by_year) in scenario.measures.iter().zip(plan.measures.clone()) {
            match measure.instrument.row().acts_on {
                ActsOn::Technicians => technicians(measure, by_year, &mut plan),
                ActsOn::Cohorts => compile.cohorts(measure, by_year, &mut plan),
                ActsOn::Rd => money(measure.instrument, by_year, &mut plan),
            }
        }
        plan.solved = solved(scenario, &plan);
        for target in &scenario.targets {
            compile.target(target, &mut plan);
        }
        let trains = |trained: &Trained| trained.by_year.iter().any(|persons| *persons != 0.0);
        plan.trains_technicians = plan.technicians.iter().any(trains);
        plan.changes_people =
            !plan.doses.is_empty() || plan.trains_technicians || plan.financing == Financing::Tax;
        plan
    }

    /// Ends targets and what is imposed on partners: after `year` R&D is again baseline plus measures plus response.
    pub(super) fn end_targets(&mut self, year: i32) {
        let kept = usize::try_from(year - self.first_year).unwrap_or(0);
        self.rules.iter_mut().skip(kept).for_each(|rule| *rule = YearRule::Money);
        if let Some(foreign) = &mut self.foreign {
            foreign.end_after(kept);
        }
    }

    /// Imposes the R&D of the last observation, as a share of baseline GDP, on all years. The public sector has the part of the
    /// change that is its own.
    pub(super) fn keep_rd(&mut self, baseline: &Baseline) {
        let first = &baseline.rd[0];
        for (t, rule) in self.rules.iter_mut().enumerate() {
            let now = &baseline.rd[t + 1];
            let change = now.total() - first.total();
            let business = now.performed(Performer::Business) - first.performed(Performer::Business);
            // Nothing to divide where nothing changes; where one rises and the other falls, all of it is of the one that moves
            // as the total does.
            let public_share = if change == 0.0 { 0.0 } else { (1.0 - business / change).clamp(0.0, 1.0) };
            *rule = YearRule::Intensity { share: first.total() / baseline.gdp[t + 1], public_share };
        }
    }

    /// Most years between a measure and the first of its effects: cohorts are at school, R&D of a point mass is under way.
    /// (The other lag has some of its weight in the first year.)
    pub(crate) fn longest_lag(&self) -> usize {
        let of_cohorts = self.doses.iter().map(|doses| match doses.entry_lag {
            Some(lag) => lag,
            // Money buys years of schooling, or skills, which have the longer lag.
            None if doses.is_schooling() => doses.longest,
            None => doses.longest.max(QUALITY_ENTRY_LAG),
        });
        let years = of_cohorts.fold(0.0, f64::max).ceil() as usize;
        let of_research = self.point_mass.map_or(0, |lags| lags.business.max(lags.public) as usize);
        years.max(of_research)
    }

    /// How R&D money is set, by year: from the first year after the data to one year beyond the horizon.
    #[must_use]
    pub fn rules(&self) -> &[YearRule] {
        &self.rules
    }

    /// Money by instrument, in the same years; those without money are left out.
    #[must_use]
    pub fn money(&self) -> &[InstrumentMoney] {
        &self.money
    }

    /// The plan with a log deviation of the foreign stock by year, from the first year after the data: zero beyond those
    /// that are given.
    #[must_use]
    pub fn with_foreign_stock(mut self, log_deviation: Vec<f64>) -> Self {
        self.foreign_stock = log_deviation;
        self
    }

    /// Whether it was compiled for this baseline.
    pub(super) fn is_of(&self, baseline: &Baseline) -> bool {
        self.baseline.len() == baseline.years.len()
            && self.first_year == baseline.years.first
            && self.baseline.iter().enumerate().all(|(t, logs)| *logs == LogBaseline::of(baseline, t))
    }

    /// Depreciation and lag of both stocks.
    #[inline(always)]
    #[must_use]
    pub fn gestation<S: Scalar>(&self, p: &ParameterValues<S>) -> ByStock<Gestation<S>> {
        let (business, public) = (p[ParameterId::DepreciationBusiness], p[ParameterId::DepreciationPublic]);
        match self.point_mass {
            None => ByStock {
                business: Gestation::new(business, p[ParameterId::GestationBusiness]),
                public: Gestation::new(public, p[ParameterId::GestationPublic]),
            },
            Some(years) => ByStock {
                business: Gestation::point_mass(business, years.business),
                public: Gestation::point_mass(public, years.public),
            },
        }
    }

    /// Whether any year imposes the intensity of R&D.
    #[must_use]
    pub fn has_target(&self) -> bool {
        self.rules.iter().any(|rule| matches!(rule, YearRule::Intensity { .. }))
    }

    /// The first year in which R&D of a partner differs from the baseline: the one after its last observation. None
    /// where none does.
    #[must_use]
    pub fn first_year_of_foreign(&self) -> Option<i32> {
        self.foreign.as_ref()?.first_year(self.first_year + 1)
    }

    /// Whether anything may move the stock of partners.
    #[inline(always)]
    pub(super) fn moves_foreign(&self) -> bool {
        self.foreign.is_some() || !self.foreign_stock.is_empty()
    }

    /// Money of instrument number `place` in year `t` of the plan, with the part that is solved for times `factor`: exactly
    /// what the measures say where that is one.
    #[inline(always)]
    pub(super) fn money_at<S: Scalar>(&self, place: usize, t: usize, factor: S) -> S {
        let given = S::of(self.money[place].by_year[t]);
        match self.solved.get(place) {
            None => given,
            Some(solved) => given + (factor - S::of(1.0)) * S::of(solved[t]),
        }
    }

    /// Whether nothing differs from the baseline.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        !self.has_target()
            && self.money.is_empty()
            && self.doses.is_empty()
            && !self.trains_technicians
            && self.first_year_of_foreign().is_none()
    }
}

fn point_mass(scenario: &Scenario, parameters: &ParameterSet) -> Option<ByStock<u32>> {
    let years = |id| parameters.distribution(id).centre().round().max(0.0) as u32;
    (scenario.gestation == GestationLag::PointMass).then(|| ByStock {
        business: years(ParameterId::GestationBusiness),
        public: years(ParameterId::GestationPublic),
    })
}

fn money(instrument: Instrument, by_year: MeasureByYear, plan: &mut Plan) {
    let Cost::Money(path) = by_year.cost else { return };
    if path.iter().all(|money| *money == 0.0) {
        return;
    }
    match plan.money.iter_mut().find(|known| known.instrument == instrument) {
        Some(known) => add(&mut known.by_year, &path),
        None => plan.money.push(InstrumentMoney { instrument, by_year: path }),
    }
}

/// The part of the money of each instrument that a solution scales.
fn solved(scenario: &Scenario, plan: &Plan) -> Vec<Vec<f64>> {
    if scenario.measures.iter().all(|measure| !measure.solve) {
        return Vec::new();
    }
    let of_instrument = |money: &InstrumentMoney| {
        let mut sum = vec![0.0; money.by_year.len()];
        let own = |measure: &Measure| measure.solve && measure.instrument == money.instrument;
        for (_, by_year) in scenario.measures.iter().zip(&plan.measures).filter(|(measure, _)| own(measure)) {
            add(&mut sum, by_year.cost.money());
        }
        sum
    };
    plan.money.iter().map(of_instrument).collect()
}

fn technicians(measure: &Measure, by_year: MeasureByYear, plan: &mut Plan) {
    add(&mut plan.training_cost, by_year.cost.money());
    let (course, foreign_share) = (measure.course, measure.foreign_share);
    let same = |known: &&mut Trained| known.course == course && known.foreign_share == foreign_share;
    match plan.technicians.iter_mut().find(same) {
        Some(known) => add(&mut known.by_year, &by_year.amounts),
        None => plan.technicians.push(Trained { course, foreign_share, by_year: by_year.amounts }),
    }
}

/// Those at work by year of entry, where a measure moves people and the country has ages in the data.
fn working_population(
    scenario: &Scenario,
    baseline: &Baseline,
    years: &[i32],
) -> Option<Arc<WorkingPopulation>> {
    let moves_people = scenario.measures.iter().any(|measure| !measure.instrument.is_rd());
    if scenario.cohorts == CohortSizes::WorkingLife || !moves_people {
        return None;
    }
    let population = Population::embedded(&baseline.country).ok()?;
    WorkingPopulation::new(population, years).map(Arc::new)
}

struct Compiler<'a> {
    baseline: &'a Baseline,
    years: &'a [i32],
    form: EducationForm,
}

impl Compiler<'_> {
    fn cohorts(&self, measure: &Measure, by_year: MeasureByYear, plan: &mut Plan) {
        let mut doses = Doses {
            entry_lag: measure.entry_lag,
            population: plan.population.clone(),
            form: self.form,
            ..Doses::none(self.years.len(), self.baseline.employment)
        };
        match &by_year.cost {
            Cost::Money(money) => add(&mut plan.training_cost, money),
            Cost::TimesWorkingLife(cost) => add(&mut plan.schooling_cost, cost),
        }
        if let Some(intervention) = &measure.intervention {
            let exposure = Exposure::new(intervention, plan.population.is_some(), self.baseline);
            doses.entry_lag = measure.entry_lag.or(Some(exposure.lag));
            doses.given = Some(exposure.given(measure, &by_year, self.years));
            plan.doses.push(doses);
            return;
        }
        match (measure.unit, by_year.cost) {
            (Unit::YearsOfSchooling, _) => {
                doses.schooling = by_year.amounts;
                doses.longest = measure.largest_amount();
            }
            (Unit::QualitySd, _) => doses.quality = by_year.amounts,
            (_, Cost::Money(money)) => doses.money = money,
            (_, Cost::TimesWorkingLife(_)) => {}
        }
        plan.doses.push(doses);
    }

    fn target(&self, target: &Target, plan: &mut Plan) {
        let from = self.baseline.years.index(target.from).unwrap_or(0);
        let start = self.baseline.rd[from].total() / self.baseline.gdp[from];
        for (rule, year) in plan.rules.iter_mut().zip(self.years) {
            if let Some(share) = target.intensity(*year, start) {
                *rule = YearRule::Intensity { share, public_share: target.public_share };
            }
        }
    }
}

fn add(to: &mut [f64], what: &[f64]) {
    for (sum, value) in to.iter_mut().zip(what) {
        *sum += value;
    }
}
