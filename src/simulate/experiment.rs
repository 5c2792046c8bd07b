//! An experiment: the baseline of an economy, the plan of a scenario, the parameters and the structures to run.

use super::baseline::{Baseline, BaselineError};
use super::foreign_plan::ForeignPlan;
use super::foreign_remarks::foreign_remarks;
use super::measure_remarks::{cohort_remarks, measure_remarks};
use super::outcome::{Variable, Year};
use super::path::{Shocks, run_path};
use super::plan::Plan;
use crate::data::{DataError, Economy, InputFile, STOCKS_OF_A_RUN};
use crate::model::{ActsOn, EducationForm, ResearchPrice, Unit};
use crate::parameters::{ParameterId, ParameterSet, ParameterValues};
use crate::scalar::Scalar;
use crate::scenario::{CheckContext, Measure, Problem, Scenario, ScenarioError};
use crate::structures::StructureName;
use crate::structures::{Channel, Structure};
use thiserror::Error;

/// A measure below this share of GDP a year gets a warning: the model is for programmes, not for single projects.
const SMALL_SHARE_OF_GDP: f64 = 1e-5;

/// Why an experiment cannot be made.
#[derive(Clone, Debug, PartialEq, Error)]
#[non_exhaustive]
pub enum ExperimentError {
    /// The scenario has problems.
    #[error(transparent)]
    Scenario(#[from] ScenarioError),
    /// The baseline cannot be made.
    #[error(transparent)]
    Baseline(#[from] BaselineError),
    /// Cuts, or a low target, that leave a performer no R&D, or government less than nothing to pay.
    #[error(
        "{variable} would be {} in {year} at the centres of the parameters: the cuts or the target leave no R&D there; \
         expected measures and targets that keep it above zero",
        amount.map_or_else(|| "below zero".to_owned(), |amount| format!("{amount:.3}"))
    )]
    NoRd {
        /// R&D of the performer, or of government as who pays.
        variable: Variable,
        /// First year without.
        year: i32,
        /// What it would be, in billion; none where there is no such path.
        amount: Option<f64>,
    },
}

impl From<DataError> for ExperimentError {
    fn from(error: DataError) -> Self {
        Self::Baseline(error.into())
    }
}

/// A scenario of an economy, checked and compiled, ready to be simulated. What it holds goes together, and does not
/// change: another scenario, or another set of parameters, is another experiment.
#[derive(Clone, Debug)]
pub struct Experiment {
    pub(crate) scenario: Scenario,
    pub(crate) baseline: Baseline,
    pub(crate) plan: Plan,
    pub(crate) price_conversion: Option<f64>,
    pub(crate) parameters: ParameterSet,
    pub(crate) structures: Vec<(StructureName, f64)>,
    pub(crate) warnings: Vec<String>,
    pub(crate) inputs: Vec<InputFile>,
    /// The data, for the same scenario over other years.
    economy: Economy,
}

impl Experiment {
    /// The scenario.
    #[must_use]
    pub fn scenario(&self) -> &Scenario {
        &self.scenario
    }

    /// The baseline.
    #[must_use]
    pub fn baseline(&self) -> &Baseline {
        &self.baseline
    }

    /// What the scenario comes to in each year.
    #[must_use]
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// The parameters: those given, and the scenario's.
    #[must_use]
    pub fn parameters(&self) -> &ParameterSet {
        &self.parameters
    }

    /// The structures with their weights, which sum to one.
    #[must_use]
    pub fn structures(&self) -> &[(StructureName, f64)] {
        &self.structures
    }

    /// What a reader of the results should know.
    #[must_use]
    pub fn warnings(&self) -> &[String] {
        &self.warnings
    }

    /// The user's files that it rests on: scenario, data, baseline, parameters, as far as they were read from files.
    #[must_use]
    pub fn inputs(&self) -> &[InputFile] {
        &self.inputs
    }
}

impl Experiment {
    /// Checks a scenario and compiles it for an economy. `parameters` are the table's, or those of a parameter file
    /// and of calls; the scenario's own come in where nothing that wins has set them.
    ///
    /// # Errors
    /// [`ExperimentError`] with every problem of the scenario at once.
    ///
    /// ```
    /// use kennis::{Economy, Experiment, ParameterSet, Scenario, Target};
    /// let scenario = Scenario::new("3% of GDP").with_target(Target::new(0.03, 2030, 0.4));
    /// let experiment = Experiment::new(&Economy::netherlands()?, scenario, ParameterSet::default())?;
    /// let centre = experiment.at_centre();
    /// assert!(centre.last().is_some_and(|year| year.gdp > 0.0));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn new(
        economy: &Economy,
        scenario: Scenario,
        parameters: ParameterSet,
    ) -> Result<Self, ExperimentError> {
        let mut context = CheckContext::of(economy)?;
        context.parameters = parameters;
        scenario.check(&context)?;
        let parameters = scenario.parameter_set(&context.parameters);
        let baseline = Baseline::new(economy, scenario.horizon, scenario.baseline.as_ref())?;
        let experiment = Self::compiled(economy, scenario, parameters, baseline)?;
        experiment.check_rd()?;
        Ok(experiment)
    }

    /// The experiment with other parameters, in place of its own and its scenario's.
    pub(crate) fn with_parameters(&self, parameters: ParameterSet) -> Result<Self, ExperimentError> {
        let mut context = CheckContext::of(&self.economy)?;
        context.parameters.clone_from(&parameters);
        self.scenario.check(&context)?;
        Self::compiled(&self.economy, self.scenario.clone(), parameters, self.baseline.clone())
    }

    /// The experiment with other measures, checked.
    pub(crate) fn with_measures(&self, measures: Vec<Measure>) -> Result<Self, ExperimentError> {
        let scenario = Scenario { measures, ..self.scenario.clone() };
        let mut context = CheckContext::of(&self.economy)?;
        context.parameters.clone_from(&self.parameters);
        scenario.check(&context)?;
        self.compiled_anew(scenario, |_| ())
    }

    /// The experiment with another form of education.
    pub(crate) fn with_education_form(&self, form: EducationForm) -> Result<Self, ExperimentError> {
        self.compiled_anew(self.scenario.clone().with_education_form(form), |_| ())
    }

    /// The experiment with some of its own measures: what was checked of each holds for some of them, also where a measure
    /// begins after the horizon.
    pub(crate) fn with_some_measures(&self, measures: Vec<Measure>) -> Result<Self, ExperimentError> {
        self.compiled_anew(Scenario { measures, ..self.scenario.clone() }, |_| ())
    }

    /// The experiment with another scenario on the same baseline, its plan changed by `change`.
    fn compiled_anew(
        &self,
        scenario: Scenario,
        change: impl FnOnce(&mut Self),
    ) -> Result<Self, ExperimentError> {
        let (parameters, baseline) = (self.parameters.clone(), self.baseline.clone());
        let mut experiment = Self::compiled(&self.economy, scenario, parameters, baseline)?;
        change(&mut experiment);
        experiment.check_rd()?;
        Ok(experiment)
    }

    /// The unit of amounts in the country's money.
    pub(crate) fn unit_of_money(&self) -> Unit {
        if self.economy.uses_euro { Unit::BnEur } else { Unit::BnLcu }
    }

    /// The experiment until another year.
    pub(crate) fn until(&self, horizon: i32) -> Result<Self, ExperimentError> {
        let mut scenario = self.scenario.clone();
        scenario.horizon = horizon;
        let baseline = Baseline::new(&self.economy, horizon, scenario.baseline.as_ref())?;
        Self::compiled(&self.economy, scenario, self.parameters.clone(), baseline)
    }

    /// The experiment until another year, however late, in which policy stops after its own horizon and the levels of the
    /// baseline stay as they are in `constant_from`. Until its own horizon nothing stops: investment of that year is made
    /// for the next, in which policy goes on.
    pub(crate) fn run_off(&self, last_year: i32, constant_from: i32) -> Result<Self, ExperimentError> {
        let mut scenario = self.scenario.clone();
        scenario.horizon = last_year;
        let stops = last_year > self.scenario.horizon;
        for measure in scenario.measures.iter_mut().filter(|_| stops) {
            measure.until =
                Some(measure.until.map_or(self.scenario.horizon, |until| until.min(self.scenario.horizon)));
        }
        let mut baseline = Baseline::new(&self.economy, last_year, scenario.baseline.as_ref())?;
        baseline.hold_levels_from(constant_from);
        let mut experiment = Self::compiled(&self.economy, scenario, self.parameters.clone(), baseline)?;
        if stops {
            experiment.plan.end_targets(self.scenario.horizon);
        }
        Ok(experiment)
    }

    /// The same economy without policy and without growth from R&D: from the first year after the data the volume of R&D, business
    /// and public, is that of the last observation.
    ///
    /// It is imposed as a share of GDP, $`R[0]/Y^0[t]`$, so that it follows what less R&D does to GDP.
    pub(crate) fn with_constant_rd(&self) -> Result<Self, ExperimentError> {
        let mut scenario = self.scenario.clone();
        (scenario.measures, scenario.targets, scenario.foreign) = (Vec::new(), Vec::new(), Vec::new());
        self.compiled_anew(scenario, |experiment| experiment.plan.keep_rd(&experiment.baseline))
    }

    /// Compiles a scenario that has been checked.
    fn compiled(
        economy: &Economy,
        scenario: Scenario,
        parameters: ParameterSet,
        baseline: Baseline,
    ) -> Result<Self, ExperimentError> {
        let scenario = priced(economy, scenario)?;
        let structures = scenario.structure.weights();
        // Only an amount in money has a price.
        let in_money = scenario.measures.iter().any(|m| matches!(m.unit, Unit::BnEur | Unit::BnLcu));
        let price = if in_money { economy.relative_price(scenario.price_base)? } else { 1.0 };
        let mut plan = Plan::new(&scenario, &baseline, price, &parameters);
        check_reach(&scenario, &plan, &parameters)?;
        plan.foreign = ForeignPlan::new(&scenario.foreign, &baseline)?;
        let mut warnings = warnings(&plan, &baseline, &parameters);
        warnings.extend(measure_remarks(&scenario, &baseline, &plan));
        warnings.extend(cohort_remarks(&scenario, &baseline, &plan, &parameters));
        warnings.extend(foreign_remarks(&plan, &structures));
        warnings.extend(economy.remarks.iter().cloned());
        warnings.extend(scenario.baseline.iter().flat_map(|table| table.remarks_until(scenario.horizon)));
        warnings.extend(talent_without_price(&scenario, &plan));
        warnings.extend(error_correction_warning(&structures));
        warnings.extend(posterior_warning(&parameters, &structures, &baseline.country));
        let table = scenario.baseline.as_ref().and_then(|table| table.input.as_ref());
        let read = [
            scenario.input.as_ref(),
            scenario.catalogue.as_ref(),
            economy.input.as_ref(),
            table,
            parameters.input.as_ref(),
        ];
        let inputs = read.into_iter().flatten().cloned().collect();
        let price_conversion = in_money.then_some(1.0 / price);
        let economy = economy.clone();
        Ok(Self {
            scenario,
            baseline,
            plan,
            price_conversion,
            parameters,
            structures,
            warnings,
            inputs,
            economy,
        })
    }

    /// Every performer keeps some R&D, since a stock of knowledge has a logarithm, and government pays for some.
    fn check_rd(&self) -> Result<(), ExperimentError> {
        let path = self.run(&StructureName::NoEffect, &self.parameters.centres());
        for (year, values) in self.baseline.years.iter().zip(&path) {
            for variable in [Variable::RdPublicFunded, Variable::RdBusiness, Variable::RdPublic] {
                let amount = variable.levels(values).scenario;
                if amount.is_nan() || amount <= 0.0 {
                    let amount = (!amount.is_nan()).then_some(amount);
                    return Err(ExperimentError::NoRd { variable, year, amount });
                }
            }
        }
        Ok(())
    }

    /// One deterministic run of the first structure at the centres of the parameters: a check on the arithmetic,
    /// never the central result.
    #[must_use]
    pub fn at_centre(&self) -> Vec<Year<f64>> {
        let name = self.structures.first().map_or(StructureName::NoEffect, |(name, _)| *name);
        self.run(&name, &self.parameters.centres())
    }

    /// One deterministic run of a structure, by its name or the user's own, at given parameter values, in any number type:
    /// duals give derivatives. Gives the years from the last observation to the horizon.
    #[must_use]
    pub fn run<S: Scalar, M: Structure>(&self, structure: &M, values: &ParameterValues<S>) -> Vec<Year<S>> {
        let mut years = Vec::with_capacity(self.baseline.years.len());
        let inputs = (&self.baseline, &self.plan);
        run_path(inputs, structure, values, &Shocks::none(), &mut |_, year| years.push(*year));
        years
    }

    /// The channels of the effect on GDP that apply with a structure.
    #[must_use]
    pub fn channels(&self, structure: StructureName) -> Vec<Channel> {
        self.channels_beside(structure.channels(), structure.foreign_channel())
    }

    /// The channels of a structure, `own`, with the one through which it sees partners, and those that apply beside it.
    pub(crate) fn channels_beside(&self, own: &[Channel], foreign: Option<Channel>) -> Vec<Channel> {
        let mut channels = own.to_vec();
        channels.extend(foreign.filter(|channel| self.plan.moves_foreign() && !own.contains(channel)));
        let interacts = self.plan.interaction && own.contains(&Channel::BusinessKnowledge);
        if interacts && !own.contains(&Channel::Interaction) {
            channels.push(Channel::Interaction);
        }
        let fixed_at_zero =
            |id| self.parameters.distribution(id).is_fixed() && self.parameters.centres()[id] == 0.0;
        if !self.plan.doses.is_empty() || self.plan.trains_technicians {
            channels.push(Channel::HumanCapital);
            channels.push(Channel::Labour);
        } else if self.plan.financing == crate::model::Financing::Tax
            && !fixed_at_zero(ParameterId::LabourTaxElasticity)
        {
            channels.push(Channel::Labour);
        }
        channels.push(Channel::Capital);
        if self.plan.financing == crate::model::Financing::Offset && !fixed_at_zero(ParameterId::OffsetReturn)
        {
            channels.push(Channel::Financing);
        }
        channels
    }
}

/// The scenario with what interventions cost a pupil, in prices of the results: what the measure states, or what the row of the
/// catalogue has, in euro.
fn priced(economy: &Economy, mut scenario: Scenario) -> Result<Scenario, ExperimentError> {
    for measure in &mut scenario.measures {
        let Some(intervention) = measure.intervention.as_deref() else { continue };
        let cost = intervention.cost_per_pupil.as_ref().zip(intervention.cost_of_duration());
        if let Some((cost, amount)) = cost
            && measure.cost_per_unit.is_none()
            && economy.uses_euro
            && cost.currency == "EUR"
        {
            measure.cost_per_unit = Some(amount / economy.relative_price(cost.price_year)?);
        }
    }
    Ok(scenario)
}

/// No intervention reaches more pupils than there are persons of their age.
fn check_reach(scenario: &Scenario, plan: &Plan, parameters: &ParameterSet) -> Result<(), ScenarioError> {
    let working_life = parameters.centres()[ParameterId::WorkingLife];
    let mut doses = plan.doses.iter();
    let mut problems = Vec::new();
    for (index, measure) in scenario.measures.iter().enumerate() {
        if measure.instrument.row().acts_on != ActsOn::Cohorts {
            continue;
        }
        let Some(doses) = doses.next() else { break };
        let Some(given) = &doses.given else { continue };
        let share = if doses.population.is_some() { 1.0 } else { working_life };
        if let Some(most) = given.reach.iter().map(|reach| reach * share).reduce(f64::max)
            && (most > 1.0 || most.is_nan())
        {
            let age = given.intervention.age_at_exposure;
            let found = format!("{most:.2} times the persons of age {age}");
            let expected = "at most as many pupils who begin in a year as there are persons of their age";
            problems.push(Problem::new(format!("measures[{index}].amount"), found, expected));
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(ScenarioError { problems }) }
}

/// People act on research through its price.
fn talent_without_price(scenario: &Scenario, plan: &Plan) -> Option<String> {
    (plan.trains_technicians && scenario.research_price == ResearchPrice::Off).then(|| {
        "research_price is off: those who are trained for research act on it through its price, and do nothing to it here"
            .to_owned()
    })
}

/// What a reader of error correction has to know.
fn error_correction_warning(structures: &[(StructureName, f64)]) -> Option<String> {
    let used = structures.iter().any(|(name, _)| *name == StructureName::ErrorCorrection);
    used.then(|| {
        "error_correction: its elasticities are our own estimate on 16 countries, and none differs from zero by two \
         standard errors; that of public R&D has the wrong sign"
            .to_owned()
    })
}

/// A posterior holds for the structure and the country that it was fitted to.
fn posterior_warning(
    parameters: &ParameterSet,
    structures: &[(StructureName, f64)],
    country: &str,
) -> Option<String> {
    let draws = parameters.joint()?;
    let others: Vec<&str> =
        structures.iter().map(|(name, _)| name.name()).filter(|name| *name != draws.structure).collect();
    let mut uses = Vec::new();
    if !others.is_empty() {
        uses.push(format!("structure {}", others.join(", ")));
    }
    if draws.country != country {
        uses.push(format!("country {country}"));
    }
    match draws.stocks {
        Some(STOCKS_OF_A_RUN) => {}
        Some(fitted) => uses.push(format!("stocks {STOCKS_OF_A_RUN} (it was fitted on {fitted})")),
        None => uses.push(format!("stocks {STOCKS_OF_A_RUN} (it does not say on which it was fitted)")),
    }
    (!uses.is_empty()).then(|| {
        format!(
            "the posterior {} was fitted with {} to {}, and is used here with {}",
            draws.name,
            draws.structure,
            draws.country,
            uses.join(" and ")
        )
    })
}

fn warnings(plan: &Plan, baseline: &Baseline, parameters: &ParameterSet) -> Vec<String> {
    let mut warnings = Vec::new();
    let largest = plan
        .money
        .iter()
        .flat_map(|money| money.by_year.iter().zip(baseline.gdp.iter().skip(1)))
        .map(|(money, gdp)| (money / gdp).abs())
        .fold(0.0, f64::max);
    if largest > 0.0 && largest < SMALL_SHARE_OF_GDP && !plan.has_target() {
        warnings.push(format!(
            "the largest yearly amount is {:.1e} of GDP: the model is for programmes and macro packages, not for single projects",
            largest
        ));
    }
    if baseline.country != "NLD" {
        warnings.push(format!(
            "the data are of {}, the parameters are those for the Netherlands: taxes, responses of firms, supply of researchers",
            baseline.country
        ));
    }
    if parameters.distribution(ParameterId::TransferTheta).centre() != 0.0
        && parameters.distribution(ParameterId::SourceStockRatioBusiness).is_unset()
        && parameters.distribution(ParameterId::SourceStockRatioPublic).is_unset()
    {
        warnings.push(
            "transfer_theta has no effect: source_stock_ratio_business and source_stock_ratio_public are not given"
                .to_owned(),
        );
    }
    warnings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Financing, Instrument};
    use crate::parameters::Distribution;
    use crate::scenario::Measure;

    fn warned(scenario: Scenario) -> Option<String> {
        let economy = Economy::netherlands().unwrap();
        let experiment = Experiment::new(&economy, scenario, ParameterSet::default()).unwrap();
        experiment.warnings().iter().find(|warning| warning.contains("yearly amount is")).cloned()
    }

    #[test]
    fn channels_are_those_of_the_structure_and_of_what_the_scenario_moves() {
        let economy = Economy::netherlands().unwrap();
        let own = StructureName::KnowledgeCapital.channels();
        let beside = |scenario: Scenario| {
            let experiment = Experiment::new(&economy, scenario, ParameterSet::default()).unwrap();
            let channels = experiment.channels(StructureName::KnowledgeCapital);
            assert_eq!(&channels[..own.len()], own);
            channels[own.len()..].to_vec()
        };
        let of = |instrument, unit, amount| {
            let mut measure = Measure::new(instrument, unit, amount, 2030);
            measure.cost_per_unit = Some(20_000.0);
            Scenario::new("s").with_measure(measure)
        };
        let people = [Channel::HumanCapital, Channel::Labour, Channel::Capital];
        assert_eq!(beside(of(Instrument::Talent, Unit::Persons, 5_000.0)), people);
        assert_eq!(beside(of(Instrument::Education, Unit::YearsOfSchooling, 0.1)), people);
        assert_eq!(beside(share_of_gdp(0.001)), [Channel::Capital]);
        // Who pays moves GDP where its parameter is not zero.
        let financed = |financing, id: ParameterId, value: f64| {
            let mut scenario = share_of_gdp(0.001);
            scenario.financing = financing;
            scenario.parameters.push((id, Distribution::fixed(value)));
            beside(scenario)
        };
        let (tax, offset) = (ParameterId::LabourTaxElasticity, ParameterId::OffsetReturn);
        assert_eq!(financed(Financing::Tax, tax, 0.1), [Channel::Labour, Channel::Capital]);
        assert_eq!(financed(Financing::Offset, offset, 0.5), [Channel::Capital, Channel::Financing]);
        for (financing, id, value) in
            [(Financing::Tax, tax, 0.0), (Financing::Offset, offset, 0.0), (Financing::Debt, tax, 0.1)]
        {
            assert_eq!(financed(financing, id, value), [Channel::Capital], "{financing}");
        }
    }

    fn share_of_gdp(amount: f64) -> Scenario {
        Scenario::new("s").with_measure(Measure::new(Instrument::DirectSubsidy, Unit::GdpShare, amount, 2030))
    }

    #[test]
    fn a_single_project_is_warned_of_with_its_share_of_gdp() {
        for amount in [5e-6, -5e-6] {
            let warning = warned(share_of_gdp(amount)).unwrap();
            assert!(warning.contains("the largest yearly amount is 5.0e-6 of GDP"), "{warning}");
        }
        // Of two measures of one instrument the sum counts, of a ramp its end.
        let twice = share_of_gdp(2e-6)
            .with_measure(Measure::new(Instrument::DirectSubsidy, Unit::GdpShare, 3e-6, 2031).with_ramp(4));
        assert!(warned(twice).unwrap().contains("5.0e-6"));
        for scenario in [share_of_gdp(1.1e-5), Scenario::new("nothing"), share_of_gdp(0.0)] {
            assert_eq!(warned(scenario.clone()), None, "{scenario:?}");
        }
    }
}
