//! Structures side by side: each keeps its draws whatever stands beside it, and the variance adds up.

use crate::support::tolerances as within;
use kennis::{
    Economy, Ensemble, Experiment, Instrument, Kind, Measure, NoResult, OneStructure, ParameterSet, Scenario,
    Settings, StructureChoice, StructureName, Unit, Variable,
};

const NAMES: [StructureName; 4] = [
    StructureName::KnowledgeCapital,
    StructureName::RateOfReturn,
    StructureName::SemiEndogenous,
    StructureName::NoEffect,
];

fn scenario(horizon: i32) -> Scenario {
    let mut scenario = Scenario::new("public research");
    scenario.horizon = horizon;
    scenario.measures.push(Measure::new(Instrument::PublicResearch, Unit::GdpShare, 0.001, 2026));
    scenario
}

fn experiment(names: &[StructureName], beside: &[StructureName]) -> Experiment {
    let mut scenario = scenario(2043);
    let mut weights = StructureChoice::List(names.to_vec()).weights();
    weights.extend(beside.iter().map(|name| (*name, 0.0)));
    scenario.structure = StructureChoice::Weights(weights);
    Experiment::new(&Economy::netherlands().unwrap(), scenario, ParameterSet::default()).unwrap()
}

fn settings() -> Settings {
    let mut settings = Settings::default();
    settings.by_structure = true;
    settings.draws = 300;
    settings.channels = false;
    settings
}

/// The bits of all kept values of a structure.
fn bits(ensemble: &Ensemble, name: StructureName) -> (Vec<u64>, Vec<u64>) {
    let one = ensemble.structure(name).unwrap();
    let mut bits = Vec::new();
    for variable in Variable::ALL {
        for kind in [Kind::Baseline, Kind::Scenario] {
            let draws = one.draws(*variable, kind);
            bits.extend(draws.iter().flat_map(|draws| draws.iter().map(|value| value.to_bits())));
        }
    }
    (one.draw_numbers().to_vec(), bits)
}

#[test]
fn draws_of_a_structure_do_not_depend_on_what_stands_beside_it() {
    let all = Ensemble::draw(&experiment(&NAMES, &[]), &settings()).unwrap();
    let reversed: Vec<StructureName> = NAMES.iter().rev().copied().collect();
    let beside = [StructureName::ErrorCorrection, StructureName::InternationalSpillovers];
    let permuted = Ensemble::draw(&experiment(&reversed, &beside), &settings()).unwrap();
    let fewer = Ensemble::draw(&experiment(&NAMES[1..3], &[]), &settings()).unwrap();
    for name in NAMES {
        let here = bits(&all, name);
        assert!(here.1.len() > 300 * 20);
        assert_eq!(here, bits(&permuted, name), "{name}");
        if fewer.structure(name).is_ok() {
            assert_eq!(here, bits(&fewer, name), "{name}");
        }
        let alone = Ensemble::draw(&experiment(&[name], &[]), &settings()).unwrap();
        assert_eq!(here, bits(&alone, name), "{name}");
    }
    for name in beside {
        let alone = Ensemble::draw(&experiment(&[name], &[]), &settings()).unwrap();
        assert_eq!(bits(&permuted, name), bits(&alone, name), "{name}");
    }
}

#[test]
fn what_stands_beside_the_mixture_does_not_move_it() {
    let statistics = |beside: &[StructureName]| {
        let ensemble = Ensemble::draw(&experiment(&NAMES, beside), &settings()).unwrap();
        let returns = (
            ensemble.gross_returns().unwrap().public.statistics,
            ensemble.internal_rates().unwrap().public.share_defined,
        );
        (
            ensemble.statistics(Variable::Gdp, Kind::Deviation),
            ensemble.between_structure_share(Variable::Gdp),
            returns,
        )
    };
    assert_eq!(statistics(&[]), statistics(&[StructureName::ErrorCorrection]));
}

/// The law of total variance from the draws themselves, with every draw weighted by its structure's share.
#[test]
fn the_share_between_structures_is_that_of_the_draws() {
    let ensemble = Ensemble::draw(&experiment(&NAMES, &[]), &settings()).unwrap();
    let shares = ensemble.between_structure_share(Variable::Tfp).unwrap();
    let mixture = ensemble.statistics(Variable::Tfp, Kind::Deviation).unwrap();
    assert_eq!(shares[0], (2023, None), "nothing differs in the year of the last observation");
    for t in [10, 20] {
        let (mut mean, mut groups) = (0.0, Vec::new());
        for one in ensemble.structures() {
            let level = |kind, draw: usize| one.draws(Variable::Tfp, kind).map(|d| d[[t, draw]]);
            let values: Vec<f64> = (0..one.draw_numbers().len())
                .map(|draw| {
                    let scenario = level(Kind::Scenario, draw).unwrap();
                    // The baseline is the same in every draw: what `draws` says of it is none.
                    let baseline = level(Kind::Baseline, draw).unwrap_or_else(|_| baseline_tfp(one, t));
                    100.0 * (scenario / baseline - 1.0)
                })
                .collect();
            let own = values.iter().sum::<f64>() / values.len() as f64;
            mean += one.weight() * own;
            groups.push((one.weight(), own, values));
        }
        let between: f64 = groups.iter().map(|(w, own, _)| w * (own - mean).powi(2)).sum();
        let total: f64 = groups
            .iter()
            .map(|(w, own, values)| {
                let n = values.len() as f64;
                let within = values.iter().map(|v| (v - own).powi(2)).sum::<f64>() / (n - 1.0);
                w * (within + (own - mean).powi(2))
            })
            .sum();
        let share = shares[t].1.unwrap();
        assert!((share - between / total).abs() < within::DIFFERENCE, "{share} {}", between / total);
        assert!((mixture.iter().nth(t).unwrap().sd - total.sqrt()).abs() < within::DIFFERENCE);
        assert!((0.05..0.8).contains(&share), "{share}");
    }
}

fn baseline_tfp(one: OneStructure<'_>, t: usize) -> f64 {
    one.statistics(Variable::Tfp, Kind::Baseline).unwrap().iter().nth(t).unwrap().p50
}

/// It takes normals of its own beside the parameters: they too are a function of seed and draw alone.
#[test]
fn error_correction_draws_its_coefficients_by_draw() {
    let experiment = experiment(&[StructureName::ErrorCorrection], &[]);
    let many = Ensemble::draw(&experiment, &settings()).unwrap();
    let one = many.structure(StructureName::ErrorCorrection).unwrap();
    let draws = one.draws(Variable::Gdp, Kind::Scenario).unwrap();
    for i in [0, 7, 150, 299] {
        let mut alone = settings();
        (alone.draws, alone.first_draw) = (1, one.draw_numbers()[i]);
        let alone = Ensemble::draw(&experiment, &alone).unwrap();
        let alone = alone.structure(StructureName::ErrorCorrection).unwrap();
        let path = alone.draws(Variable::Gdp, Kind::Scenario).unwrap();
        assert!(path.column(0).iter().zip(draws.column(i)).all(|(a, b)| a.to_bits() == b.to_bits()), "{i}");
    }
    // With the parameters fixed, what is left of the spread is that of the coefficients.
    let mut set = experiment.parameters().clone();
    for id in kennis::ParameterId::all() {
        let centre = experiment.parameters().centres()[id];
        if !experiment.parameters().distribution(id).is_unset() {
            set.set(id, kennis::Distribution::fixed(centre), kennis::parameters::Origin::Set).unwrap();
        }
    }
    let fixed = Experiment::new(&Economy::netherlands().unwrap(), experiment.scenario().clone(), set);
    let gdp =
        Ensemble::draw(&fixed.unwrap(), &settings()).unwrap().statistics(Variable::Gdp, Kind::Deviation);
    assert!(gdp.unwrap().last().unwrap().sd > 1.0);
    assert!(experiment.warnings().iter().any(|warning| warning.contains("the data cannot tell")));
}

#[test]
fn a_check_run_has_no_share() {
    let mut check = settings();
    check.draws = 0;
    let ensemble = Ensemble::draw(&experiment(&NAMES, &[]), &check).unwrap();
    assert_eq!(ensemble.between_structure_share(Variable::Gdp), Err(NoResult::CheckRun));
}

#[test]
fn weights_are_those_given_or_those_of_the_list_divided_by_their_sum() {
    let list = StructureChoice::List(vec![StructureName::NoEffect, StructureName::RateOfReturn]).weights();
    assert_eq!(list.iter().map(|(name, _)| *name).collect::<Vec<_>>(), [NAMES[3], NAMES[1]]);
    assert!((list[0].1 - 0.25).abs() < within::YEAR && (list[1].1 - 0.75).abs() < within::YEAR);
    let given = StructureChoice::Weights(vec![(NAMES[0], 0.6), (NAMES[3], 0.4)]).weights();
    assert_eq!(given, [(NAMES[0], 0.6), (NAMES[3], 0.4)]);
    assert_eq!(StructureChoice::List(vec![StructureName::ErrorCorrection]).weights()[0].1, 1.0);
    let default = StructureChoice::All.weights();
    assert_eq!(StructureChoice::Weights(default.clone()).weights(), default, "to the bit");
    let sum: f64 = StructureChoice::All.weights().iter().map(|(_, weight)| weight).sum();
    assert!((sum - 1.0).abs() < within::YEAR);
}
