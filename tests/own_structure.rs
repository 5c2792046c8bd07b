//! A structure from outside the crate in every kind of number: the worked example.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

#[path = "../examples/own_structure.rs"]
#[allow(dead_code, unreachable_pub, reason = "it has a main, and is a crate of its own elsewhere")]
mod example;

mod support;

use crate::support::tolerances as within;
use example::{Complements, RHO, experiment};
use kennis::structures::{ByStock, KnowledgeCapital};
use kennis::{Dual, Ensemble, Kind, ParameterId, ParameterValues, Scalar, Settings, Structure, Variable};

fn settings(draws: u64) -> Settings {
    let mut settings = Settings::default();
    settings.draws = draws;
    settings
}

/// The bits of GDP in the scenario, a row a draw.
fn gdp(ensemble: &Ensemble) -> Vec<Vec<u64>> {
    let draws = ensemble.structures().next().unwrap().draws(Variable::Gdp, Kind::Scenario).unwrap();
    draws.columns().into_iter().map(|draw| draw.iter().map(|value| value.to_bits()).collect()).collect()
}

#[test]
fn lanes_and_single_draws_give_the_same_bits() {
    let experiment = experiment().unwrap();
    let many = Ensemble::draw_own(&Complements, &experiment, &settings(17)).unwrap();
    assert_eq!(many.structures().map(|one| one.name()).collect::<Vec<_>>(), ["complements"]);
    let numbers = many.structure("complements").unwrap().draw_numbers();
    for (draw, path) in numbers.iter().zip(gdp(&many)) {
        let mut one = settings(1);
        one.first_draw = *draw;
        let alone = Ensemble::draw_own(&Complements, &experiment, &one).unwrap();
        assert_eq!(gdp(&alone), [path], "draw {draw}");
    }
}

#[test]
fn a_structure_of_the_crate_run_as_ones_own_is_itself() {
    let experiment = experiment().unwrap();
    let theirs = Ensemble::draw(&experiment, &settings(100)).unwrap();
    let own = Ensemble::draw_own(&KnowledgeCapital, &experiment, &settings(100)).unwrap();
    assert_eq!(gdp(&theirs), gdp(&own));
    assert_eq!(theirs.channels(), own.channels());
    assert_eq!(theirs.gross_returns().public.statistics, own.gross_returns().public.statistics);
}

#[test]
fn duals_are_the_slope_of_plain_numbers() {
    let experiment = experiment().unwrap();
    let centres = experiment.parameters().centres();
    for id in Complements.parameters() {
        let seeded = ParameterValues::from_fn(|other| {
            if other == *id { Dual::<1>::variable(centres[other], 0) } else { Dual::of(centres[other]) }
        });
        let exact = experiment.run(&Complements, &seeded).last().unwrap().gdp.derivatives[0];
        let at = |value: f64| {
            let mut values = centres;
            values.set(*id, value);
            experiment.run(&Complements, &values).last().unwrap().gdp
        };
        let slope = (at(centres[*id] + 1e-5) - at(centres[*id] - 1e-5)) / 2e-5;
        assert!(
            (exact - slope).abs() < within::CENTRAL_DIFFERENCE_OF_AN_EXAMPLE * slope.abs().max(1e-3),
            "{}: {exact} {slope}",
            id.name()
        );
    }
}

/// The formula in levels, from the stocks that the run reports.
#[test]
fn the_effect_is_the_formula_in_levels() {
    let experiment = experiment().unwrap();
    let p = experiment.parameters().centres();
    let (b, q) = (p[ParameterId::OutputElasticityBusiness], p[ParameterId::OutputElasticityPublic]);
    let years = experiment.run(&Complements, &p);
    let reference = ByStock {
        business: years[0].knowledge_business.baseline,
        public: years[0].knowledge_public.baseline,
    };
    let productivity = |business: f64, public: f64| {
        let w = b / (b + q);
        let (business, public) = (business / reference.business, public / reference.public);
        (w * business.powf(RHO) + (1.0 - w) * public.powf(RHO)).powf((b + q) / RHO)
    };
    for year in &years {
        let (business, public) = (&year.knowledge_business, &year.knowledge_public);
        let ratio = productivity(business.scenario, public.scenario)
            / productivity(business.baseline, public.baseline);
        assert!((year.tfp - ratio.ln()).abs() < within::YEAR, "{} {}", year.tfp, ratio.ln());
    }
    // The stock that has fallen behind in the baseline is worth more to its complement than where stocks multiply.
    let last = years.last().unwrap();
    let multiplied = experiment.run(&KnowledgeCapital, &p).last().unwrap().gdp;
    let public_is_behind = last.knowledge_public.baseline / reference.public
        < last.knowledge_business.baseline / reference.business;
    assert!(last.gdp > 0.0);
    assert_eq!(last.gdp > multiplied, public_is_behind, "{} {multiplied}", last.gdp);
}
