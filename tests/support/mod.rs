//! What the economic tests share: scenarios in a line, runs at given parameters.
#![allow(dead_code, unreachable_pub, clippy::unwrap_used)]

pub mod tolerances;

use kennis::parameters::Origin;
use kennis::{
    CapitalClosure, Distribution, Economy, Experiment, Financing, Instrument, Measure, ParameterId,
    ParameterSet, ParameterValues, Scenario, StructureName, Unit, Year,
};

/// First year of the simulation: the last with R&D in the data.
pub const FIRST_YEAR: i32 = 2023;

/// Public research of a share of GDP from a year on.
pub fn public_research(amount: f64, from: i32) -> Measure {
    Measure::new(Instrument::PublicResearch, Unit::GdpShare, amount, from)
}

/// A scenario with these measures.
pub fn scenario(measures: impl IntoIterator<Item = Measure>) -> Scenario {
    let mut scenario = Scenario::new("test");
    scenario.measures.extend(measures);
    scenario
}

/// Public research that taxes pay for, which cost labour.
pub fn financed_by_taxes() -> Scenario {
    let mut scenario = scenario([public_research(0.002, 2028)]).with_financing(Financing::Tax);
    for (id, value) in [(ParameterId::LabourTaxElasticity, 0.2), (ParameterId::MarginalExcessBurden, 0.0)] {
        scenario = scenario.with_parameter(id, Distribution::fixed(value));
    }
    scenario
}

/// The Dutch experiment of a scenario, with the default parameters.
pub fn experiment(scenario: Scenario) -> Experiment {
    Experiment::new(&Economy::netherlands().unwrap(), scenario, ParameterSet::default()).unwrap()
}

/// The same with some parameters fixed.
pub fn experiment_with(scenario: Scenario, fixed: &[(ParameterId, f64)]) -> Experiment {
    let mut parameters = ParameterSet::default();
    for (id, value) in fixed {
        parameters.set(*id, Distribution::fixed(*value), Origin::Set).unwrap();
    }
    Experiment::new(&Economy::netherlands().unwrap(), scenario, parameters).unwrap()
}

/// The run of knowledge capital at the centres, with some values replaced.
pub fn run(experiment: &Experiment, replaced: &[(ParameterId, f64)]) -> Vec<Year<f64>> {
    run_of(StructureName::KnowledgeCapital, experiment, replaced)
}

/// The run of a structure at the centres, with some values replaced.
pub fn run_of(
    structure: StructureName,
    experiment: &Experiment,
    replaced: &[(ParameterId, f64)],
) -> Vec<Year<f64>> {
    experiment.run(&structure, &values(experiment, replaced))
}

/// The centres, with some values replaced.
pub fn values(experiment: &Experiment, replaced: &[(ParameterId, f64)]) -> ParameterValues<f64> {
    let mut values = experiment.parameters().centres();
    for (id, value) in replaced {
        values.set(*id, *value);
    }
    values
}

/// A year of a run.
pub fn at(years: &[Year<f64>], year: i32) -> &Year<f64> {
    &years[usize::try_from(year - FIRST_YEAR).unwrap()]
}

/// The same scenario under another closure.
pub fn under(closure: CapitalClosure, mut scenario: Scenario) -> Scenario {
    scenario.capital_closure = closure;
    scenario
}

/// Whether two runs have the same bits: the shortest text that reads back to them is the same.
pub fn same_bits(one: &[Year<f64>], other: &[Year<f64>]) -> bool {
    format!("{one:?}") == format!("{other:?}")
}
