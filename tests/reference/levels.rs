//! Baseline and scenario against an independent implementation, in levels, of the same specification
//! (`tests/reference/`): every variable of every standard run, to rounding.

use crate::support::tolerances as within;
use kennis::model::Pair;
use kennis::parameters::Origin;
use kennis::simulate::{Baseline, Plan, Shocks, simulate};
use kennis::{
    AmountPath, CapitalClosure, Distribution, Economy, Financing, Instrument, Measure, ParameterId,
    ParameterSet, Scenario, StructureName, Target, Unit, Variable, Year,
};
use serde_json::Value;

fn number(value: &Value, key: &str) -> Option<f64> {
    value.get(key).and_then(Value::as_f64)
}

fn year(value: &Value, key: &str) -> Option<i32> {
    number(value, key).map(|y| y as i32)
}

fn measure(value: &Value) -> Measure {
    let instrument = Instrument::from_name(value["instrument"].as_str().unwrap()).unwrap();
    let unit = Unit::from_name(value["unit"].as_str().unwrap()).unwrap();
    let path = value.get("path").and_then(Value::as_object).map(|path| {
        path.iter().map(|(year, amount)| (year.parse().unwrap(), amount.as_f64().unwrap())).collect()
    });
    let from = year(value, "from").or_else(|| {
        path.as_ref().and_then(|p: &std::collections::BTreeMap<i32, f64>| p.keys().next().copied())
    });
    let mut measure = Measure::new(instrument, unit, number(value, "amount").unwrap_or(0.0), from.unwrap());
    if let Some(path) = path {
        measure.amount = AmountPath::ByYear(path);
    }
    measure.until = year(value, "until");
    measure.ramp_years = number(value, "ramp_years").unwrap_or(1.0) as u32;
    measure.entry_lag = number(value, "entry_lag");
    measure.cost_per_unit = number(value, "cost_per_unit");
    measure
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

/// Centres that the other program was given, of parameters whose prior has moved since.
const THEN: [(ParameterId, f64); 5] = [
    (ParameterId::RateOfReturnPublic, 0.30),
    (ParameterId::FrontierElasticity, 0.10),
    (ParameterId::SkillReturn, 0.10),
    (ParameterId::AdditionalityInnovationProcurement, 0.40),
    (ParameterId::AdditionalShareVentureCapital, 0.50),
];

fn scenario(run: &Value) -> (Scenario, ParameterSet) {
    let source = &run["scenario"];
    let mut scenario = Scenario::new(run["run"].as_str().unwrap());
    scenario.horizon = year(source, "horizon").unwrap();
    scenario.price_base = year(source, "price_base").unwrap_or(2023);
    scenario.cohorts = kennis::model::CohortSizes::WorkingLife;
    scenario.capital_closure = CapitalClosure::from_name(run["capital_closure"].as_str().unwrap()).unwrap();
    if let Some(method) = source.get("financing").and_then(|f| f["method"].as_str()) {
        scenario.financing = Financing::from_name(method).unwrap();
    }
    scenario.measures = list(&source["measures"]).map(measure).collect();
    for target in list(&source["targets"]) {
        let mut new = Target::new(
            number(target, "value").unwrap(),
            year(target, "year").unwrap(),
            number(target, "public_share").unwrap(),
        );
        new.from = year(target, "from").unwrap_or(2025);
        scenario.targets.push(new);
    }
    let mut parameters = ParameterSet::default();
    for (id, value) in THEN {
        parameters.set(id, Distribution::fixed(value), Origin::ParameterFile).unwrap();
    }
    for (name, value) in source.get("parameters").and_then(Value::as_object).into_iter().flatten() {
        let id = ParameterId::from_name(name).unwrap();
        parameters.set(id, Distribution::fixed(value.as_f64().unwrap()), Origin::Scenario).unwrap();
    }
    (scenario, parameters)
}

fn run(
    scenario: &Scenario,
    parameters: &ParameterSet,
    structure: &str,
    observe: &mut impl FnMut(usize, &Year<f64>),
) {
    let economy = Economy::netherlands().unwrap();
    let baseline = Baseline::new(&economy, scenario.horizon, None).unwrap();
    let price = economy.relative_price(scenario.price_base).unwrap();
    let plan = Plan::new(scenario, &baseline, price, parameters);
    let values = parameters.centres();
    let structure: StructureName = structure.parse().unwrap();
    simulate((&baseline, &plan), &structure, &values, &Shocks::none(), observe).unwrap();
}

#[test]
fn every_variable_of_every_run_agrees() {
    let runs: Vec<Value> = serde_json::from_str(include_str!("reference.json")).unwrap();
    let mut compared = 0;
    let mut failures = Vec::new();
    for reference in &runs {
        let structure = reference["structure"].as_str().unwrap();
        let (scenario, parameters) = scenario(reference);
        let mut years: Vec<Year<f64>> = Vec::new();
        run(&scenario, &parameters, structure, &mut |_, year| years.push(*year));
        for (position, wanted) in list(&reference["years"]).enumerate() {
            let year = &years[(wanted.as_i64().unwrap() - 2023) as usize];
            for (name, expected) in reference["variables"].as_object().unwrap() {
                let variable = Variable::from_name(name).unwrap();
                let levels: Pair<f64> = variable.levels(year);
                let mut ours = vec![("deviation", variable.deviation(levels), 2e-11)];
                if name == "welfare" {
                    // The reference states it in billion.
                    ours[0] = ("deviation", year.welfare.consumption(), within::DECADES);
                }
                if variable.has_level() {
                    ours.push(("baseline", levels.baseline, within::LEVEL * levels.baseline.abs().max(1.0)));
                    ours.push(("scenario", levels.scenario, within::LEVEL * levels.scenario.abs().max(1.0)));
                }
                for (kind, value, tolerance) in ours {
                    let theirs = expected[kind][position].as_f64().unwrap();
                    compared += 1;
                    let agrees = (value - theirs).abs() <= tolerance.max(theirs.abs() * within::LEVEL);
                    if !agrees {
                        failures.push(format!(
                            "{} {name} {kind} {wanted}: {value} against {theirs}",
                            scenario.name
                        ));
                    }
                }
            }
        }
    }
    assert!(
        failures.is_empty(),
        "{} of {compared}:\n{}",
        failures.len(),
        failures[..failures.len().min(60)].join("\n")
    );
    assert!(compared > 10_000, "{compared}");
}
