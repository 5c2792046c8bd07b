//! Each rule once, on scenarios built in code.

use super::*;
use crate::model::{Instrument, Unit};
use crate::parameters::{Distribution, ParameterId};
use crate::scenario::{AmountPath, Measure, Target};
use crate::structures::StructureName;
use std::collections::BTreeMap;

fn keys(change: impl FnOnce(&mut Scenario)) -> Vec<String> {
    let mut scenario = Scenario::new("test");
    change(&mut scenario);
    match scenario.check(&CheckContext::netherlands()) {
        Ok(()) => Vec::new(),
        Err(error) => error.problems.into_iter().map(|problem| problem.key).collect(),
    }
}

fn measure_keys(change: impl FnOnce(&mut Measure)) -> Vec<String> {
    keys(|scenario| {
        let mut measure = Measure::new(Instrument::PublicResearch, Unit::GdpShare, 0.001, 2026);
        change(&mut measure);
        scenario.measures.push(measure);
    })
}

#[test]
fn a_plain_scenario_passes() {
    assert!(keys(|_| ()).is_empty());
    assert!(measure_keys(|_| ()).is_empty());
    assert!(measure_keys(|m| m.amount = AmountPath::Constant(-0.001)).is_empty());
    assert!(keys(|s| s.targets.push(Target::new(0.03, 2030, 0.4))).is_empty());
}

#[test]
fn foreign_rd_needs_the_panel_and_partners_once() {
    use crate::scenario::{Foreign, PartnerCountries};
    let eu = || Foreign::new(PartnerCountries::Eu, 0.03, 2030);
    if cfg!(not(feature = "panel")) {
        assert_eq!(keys(|s| s.foreign.push(eu())), ["foreign[0]"]);
        return;
    }
    assert!(keys(|s| s.foreign.push(eu())).is_empty());
    // The own country beside others is left out, and may stand in two lists.
    let list = |codes: &[&str]| Foreign::new(PartnerCountries::list(codes.iter().copied()), 0.03, 2030);
    assert!(keys(|s| s.foreign.extend([list(&["NLD", "DEU"]), list(&["NLD", "FRA"])])).is_empty());
    assert_eq!(keys(|s| s.foreign.push(list(&["NLD"]))), ["foreign[0].countries"]);
    assert_eq!(keys(|s| s.foreign.push(list(&[]))), ["foreign[0].countries"]);
    assert_eq!(keys(|s| s.foreign.push(list(&["DEU", "XXX"]))), ["foreign[0].countries[1]"]);
    assert_eq!(keys(|s| s.foreign.push(list(&["DEU", "DEU"]))), ["foreign[0].countries[1]"]);
    assert_eq!(keys(|s| s.foreign.extend([list(&["DEU"]), eu()])), ["foreign[1].countries"]);
    assert_eq!(keys(|s| s.foreign.push(Foreign { year: 2023, ..eu() })), ["foreign[0].year"]);
    assert_eq!(keys(|s| s.foreign.push(Foreign { year: 2201, ..eu() })), ["foreign[0].year"]);
    for value in [0.0, -0.1, 0.21, f64::NAN, f64::INFINITY] {
        assert_eq!(keys(|s| s.foreign.push(Foreign { value, ..eu() })), ["foreign[0].value"]);
    }
}

#[test]
fn years_stay_between_the_data_and_2200() {
    assert_eq!(keys(|s| s.horizon = 2023), ["horizon"]);
    assert_eq!(keys(|s| s.horizon = 2201), ["horizon"]);
    assert_eq!(keys(|s| s.price_base = 1980), ["price_base"]);
    assert_eq!(measure_keys(|m| m.from = 2023), ["measures[0].from"]);
    assert_eq!(measure_keys(|m| m.from = 2061), ["measures[0].from"]);
    assert_eq!(measure_keys(|m| m.until = Some(2025)), ["measures[0].until"]);
    assert_eq!(measure_keys(|m| m.ramp_years = 0), ["measures[0].ramp_years"]);
    let path = AmountPath::ByYear(BTreeMap::from([(2025, 0.1), (2026, 0.1), (2061, 0.1)]));
    assert_eq!(measure_keys(|m| m.amount = path), ["measures[0].path.2025", "measures[0].path.2061"]);
}

#[test]
fn units_belong_to_instruments_and_currencies_to_countries() {
    assert_eq!(measure_keys(|m| m.unit = Unit::Persons), ["measures[0].unit"]);
    assert_eq!(measure_keys(|m| m.unit = Unit::BnLcu), ["measures[0].unit"]);
    let abroad = CheckContext { euro: false, ..CheckContext::netherlands() };
    let mut scenario = Scenario::new("abroad");
    scenario.measures.push(Measure::new(Instrument::DirectSubsidy, Unit::BnLcu, 1.0, 2026));
    assert!(scenario.check(&abroad).is_ok());
    scenario.measures[0].unit = Unit::BnEur;
    assert!(scenario.check(&abroad).is_err());
}

#[test]
fn amounts_are_finite_and_can_be_meant() {
    for amount in [0.5, -0.5, f64::NAN, f64::INFINITY] {
        assert_eq!(measure_keys(|m| m.amount = AmountPath::Constant(amount)), ["measures[0].amount"]);
    }
    let education =
        |unit, amount| measure_keys(|m| *m = Measure::new(Instrument::Education, unit, amount, 2026));
    assert_eq!(education(Unit::YearsOfSchooling, 11.0), ["measures[0].amount"]);
    assert_eq!(education(Unit::QualitySd, -4.0), ["measures[0].amount"]);
    assert_eq!(education(Unit::GdpShare, 0.01), ["measures[0].unit"]);
    assert!(education(Unit::QualitySd, 0.1).is_empty());
}

#[test]
fn an_action_is_one_of_the_nine() {
    for action in [0, 10, u8::MAX] {
        assert_eq!(measure_keys(|m| m.action = Some(action)), ["measures[0].action"]);
    }
    assert!([1, 9].into_iter().all(|action| measure_keys(|m| m.action = Some(action)).is_empty()));
}

#[test]
fn entry_lag_and_cost_belong_to_education_and_training() {
    assert_eq!(measure_keys(|m| m.entry_lag = Some(3.0)), ["measures[0].entry_lag"]);
    assert_eq!(measure_keys(|m| m.cost_per_unit = Some(3.0)), ["measures[0].cost_per_unit"]);
    let talent = |cost| {
        measure_keys(|m| {
            *m = Measure::new(Instrument::Talent, Unit::Persons, 38_000.0, 2026);
            m.cost_per_unit = Some(cost);
        })
    };
    assert!(talent(20_000.0).is_empty());
    assert_eq!(talent(-1.0), ["measures[0].cost_per_unit"]);
}

#[test]
fn a_target_stands_alone_in_its_years() {
    let research = Measure::new(Instrument::PublicResearch, Unit::GdpShare, 0.001, 2024);
    let with_target = |measure: Measure| {
        keys(|s| {
            s.measures.push(measure);
            s.targets.push(Target::new(0.03, 2030, 0.4));
        })
    };
    assert_eq!(with_target(research.clone()), ["measures[0]"]);
    assert!(with_target(Measure { until: Some(2025), ..research }).is_empty());
    assert!(with_target(Measure::new(Instrument::Talent, Unit::Persons, 1.0, 2026)).is_empty());
    let two = [Target::new(0.03, 2030, 0.4), Target::new(0.02, 2040, 0.4)];
    assert_eq!(keys(|s| s.targets.extend(two)), ["targets[1]"]);
    let wrong = Target { from: 2031, year: 2030, value: 3.0, public_share: 1.5 };
    assert_eq!(
        keys(|s| s.targets.push(wrong)),
        ["targets[0].year", "targets[0].value", "targets[0].public_share"]
    );
}

#[test]
fn parameters_stay_within_bounds_and_do_not_contradict() {
    let fixed = |list: &[(ParameterId, f64)]| {
        keys(|s| s.parameters = list.iter().map(|(id, v)| (*id, Distribution::fixed(*v))).collect())
    };
    assert_eq!(fixed(&[(ParameterId::DepreciationPublic, 0.9)]), ["parameters.depreciation_public"]);
    assert_eq!(
        fixed(&[(ParameterId::MarginalExcessBurden, 0.25), (ParameterId::LabourTaxElasticity, 0.1)]),
        ["parameters.labour_tax_elasticity"]
    );
    assert_eq!(fixed(&[(ParameterId::AdjustmentSpeed, 0.5)]), ["parameters.adjustment_speed"]);
    let gestation = [(ParameterId::GestationBusiness, 2.0), (ParameterId::GestationPublic, 5.0)];
    assert!(fixed(&[gestation[0], gestation[1], (ParameterId::AdjustmentSpeed, 0.5)]).is_empty());
}

#[test]
fn all_problems_come_at_once() {
    let found = keys(|s| {
        s.name = " ".to_owned();
        s.country = "XXX".to_owned();
        s.horizon = 1990;
        s.structure = StructureChoice::List(vec![StructureName::NoEffect, StructureName::NoEffect]);
    });
    assert_eq!(found, ["name", "country", "horizon", "structure"]);
}

#[test]
fn rules_that_rest_on_an_unreadable_key_are_silent() {
    let mut scenario = Scenario::new("test");
    let mut measure = Measure::new(Instrument::PublicResearch, Unit::Persons, 5.0, 2020);
    measure.until = Some(2010);
    scenario.measures.push(measure);
    let unreadable = BTreeSet::from(["measures[0].instrument".to_owned(), "measures[0].from".to_owned()]);
    assert!(scenario.problems(&CheckContext::netherlands(), &unreadable).is_empty());
}

#[test]
fn the_context_of_the_netherlands_is_that_of_its_data() {
    let economy = crate::data::Economy::netherlands().unwrap();
    assert_eq!(CheckContext::of(&economy).unwrap(), CheckContext::netherlands());
}
