//! Signs and orders of magnitude of effects, and what moves them.

use crate::helpers::{every_structure, package, three_percent};
use crate::support::tolerances as within;
use crate::support::{at, experiment, public_research, run, run_of, scenario};
use approx::{assert_abs_diff_eq, assert_relative_eq};
use kennis::structures::STRUCTURES;
use kennis::{Experiment, Instrument, Measure, ParameterId as P, StructureName, Unit, Variable};

#[test]
fn signs() {
    let years = run(&experiment(scenario([public_research(0.001, 2026)])), &[]);
    let (early, late) = (at(&years, 2027), at(&years, 2060));
    // Wages first: business loses volume at once, public knowledge needs years.
    assert!(early.gdp < 0.0 && early.research_price > 0.0);
    assert!(late.gdp > 0.0 && late.tfp > 0.0 && late.capital > 0.0);
    assert!(late.debt_wage_indexed > late.debt);
    assert!(late.labour == 0.0 && late.human_capital == 0.0);
    let cut = run(&experiment(scenario([public_research(-0.001, 2026)])), &[]);
    assert!(at(&cut, 2060).gdp < 0.0 && at(&cut, 2026).research_price < 0.0 && at(&cut, 2027).gdp > 0.0);
}

#[test]
fn effects_have_a_sensible_size() {
    // Extra R&D is near zero in 2030; a central effect above 2% in 2060 would be a bug.
    let public = run(&experiment(scenario([public_research(0.001, 2026)])), &[]);
    assert!(at(&public, 2030).gdp.abs() < 0.001);
    assert!((0.001..0.02).contains(&at(&public, 2060).gdp), "{}", at(&public, 2060).gdp);
    let target = run(&experiment(three_percent()), &[]);
    assert!(at(&target, 2030).gdp < 0.007 && (0.02..0.12).contains(&at(&target, 2060).gdp));
    // Technicians are hardly visible.
    let talent = Measure::new(Instrument::Talent, Unit::Persons, 3800.0, 2026);
    assert!(at(&run(&experiment(scenario([talent])), &[]), 2035).gdp.abs() < 0.002);
}

#[test]
fn no_effect_keeps_costs_wages_and_responses() {
    let experiment = experiment(package(1e-4));
    let (none, some) = (run_of(StructureName::NoEffect, &experiment, &[]), run(&experiment, &[]));
    for (none, some) in none.iter().zip(&some) {
        assert_eq!((none.tfp, none.spending), (0.0, some.spending));
        assert_eq!((none.labour, none.human_capital), (some.labour, some.human_capital));
    }
    let first = (at(&none, 2026), at(&some, 2026));
    assert_eq!((first.0.research_price, first.0.rd_business), (first.1.research_price, first.1.rd_business));
    assert!(
        at(&none, 2040).research_price > 0.0
            && at(&none, 2040).rd_business.scenario > at(&none, 2040).rd_business.baseline
    );
}

#[test]
fn effects_rise_with_the_elasticities() {
    let permanent = experiment(scenario([public_research(0.001, 2026)]));
    let target = experiment(three_percent());
    let rising = |experiment: &Experiment, id: P, points: [f64; 4], fixed: &[(P, f64)]| {
        let effects: Vec<f64> = points
            .iter()
            .map(|value| at(&run(experiment, &[fixed, &[(id, *value)]].concat()), 2060).gdp)
            .collect();
        assert!(effects.windows(2).all(|pair| pair[0] < pair[1]), "{}: {effects:?}", id.name());
    };
    rising(&permanent, P::OutputElasticityPublic, [0.0, 0.05, 0.1, 0.17], &[]);
    rising(&permanent, P::Complementarity, [-0.05, 0.0, 0.05, 0.15], &[]);
    rising(
        &permanent,
        P::OutputElasticityBusiness,
        [0.0, 0.05, 0.1, 0.13],
        &[(P::ResearchPriceElasticity, 0.0)],
    );
    rising(&target, P::OutputElasticityBusiness, [0.0, 0.05, 0.1, 0.13], &[]);
    rising(&target, P::OutputElasticityPublic, [0.0, 0.05, 0.1, 0.17], &[]);
    rising(&target, P::CapitalShare, [0.30, 0.34, 0.38, 0.42], &[]);
}

#[test]
fn capital_without_the_rd_asset_amplifies_less() {
    let experiment = experiment(scenario([public_research(0.001, 2026)]));
    let effect = |rd_share: f64| at(&run(&experiment, &[(P::RdCapitalShare, rd_share)]), 2060).gdp;
    let lower_alpha = at(&run(&experiment, &[(P::CapitalShare, 0.33)]), 2060).gdp;
    assert!(effect(0.03) < effect(0.0));
    assert_relative_eq!(effect(0.03), lower_alpha, max_relative = within::YEAR);
}

#[test]
fn output_without_rd_is_what_is_left_for_other_uses() {
    let years = run(&experiment(three_percent()), &[]);
    let year = at(&years, 2035);
    let (gdp, rd) = (Variable::Gdp.levels(year), Variable::RdTotal.levels(year));
    let left = Variable::GdpWithoutRd.levels(year);
    assert_relative_eq!(left.scenario, gdp.scenario - rd.scenario, max_relative = within::FORMULA);
    assert_relative_eq!(left.baseline, gdp.baseline - rd.baseline, max_relative = within::FORMULA);
    // R&D of 3% of GDP takes more of it than it has brought by then.
    let deviation = |variable: Variable| variable.deviation(variable.levels(year));
    assert!(
        deviation(Variable::Gdp) > 0.0 && deviation(Variable::GdpWithoutRd) < deviation(Variable::Gdp) - 0.9
    );
}

#[test]
fn with_theta_the_return_travels_instead_of_the_elasticity() {
    let experiment = experiment(scenario([public_research(0.001, 2026)]));
    let fixed =
        [(P::TransferTheta, 1.0), (P::SourceStockRatioBusiness, 0.10), (P::SourceStockRatioPublic, 0.10)];
    let transferred = run(&experiment, &fixed);
    let first = at(&transferred, 2023);
    let own = |pair: kennis::model::Pair<f64>| pair.baseline / first.baseline.gdp;
    let elasticity = |eps: f64, ratio: f64| eps * ratio / 0.10;
    let direct = run(
        &experiment,
        &[
            (P::OutputElasticityBusiness, elasticity(0.08, own(first.knowledge_business))),
            (P::OutputElasticityPublic, elasticity(0.05, own(first.knowledge_public))),
        ],
    );
    for (one, other) in transferred.iter().zip(&direct) {
        assert_abs_diff_eq!(one.gdp, other.gdp, epsilon = within::FORMULA);
    }
}

#[test]
fn structures_differ_in_what_they_make_of_the_same_money() {
    let experiment = experiment(scenario([public_research(0.001, 2026)]));
    for structure in every_structure() {
        let effect = at(&run_of(structure, &experiment, &[]), 2060).gdp;
        assert_eq!(effect == 0.0, structure == StructureName::NoEffect);
        // The elasticity of public R&D in error correction is a negative estimate.
        let sizes = if structure == StructureName::ErrorCorrection { -0.05..0.0 } else { 0.0..0.02 };
        assert!(sizes.contains(&effect), "{structure}: {effect}");
    }
    // In the year of the money all agree on money and price, and the stocks are the same a year later.
    let spent = |structure: StructureName| {
        let years = run_of(structure, &experiment, &[]);
        (at(&years, 2026).research_price, at(&years, 2027).knowledge_public)
    };
    assert!(STRUCTURES.iter().all(|(structure, _)| spent(*structure) == spent(StructureName::NoEffect)));
}
