//! The channels of an effect add up and say what they are.

use crate::helpers::{log_ratio, long_run_structures, package, three_percent};
use crate::support::tolerances as within;
use crate::support::{experiment, experiment_with, run, under};
use approx::{assert_abs_diff_eq, assert_relative_eq};
use kennis::parameters::Origin;
use kennis::{
    CapitalClosure, Channel, Distribution, Economy, Ensemble, Experiment, Financing, Kind, ParameterId as P,
    ParameterSet, Settings, StatisticsByYear, StructureChoice, Variable,
};

#[test]
fn channels_add_up() {
    for closure in CapitalClosure::ALL {
        for make in [three_percent, || package(3e-4)] {
            let experiment = experiment(under(*closure, make()));
            for psi in [0.0, 0.54, 1.0] {
                let full = run(&experiment, &[(P::ResearchPriceElasticity, psi)]);
                let without = run(&experiment, &[(P::ResearchPriceElasticity, 0.0)]);
                for (full, without) in full.iter().zip(&without) {
                    let price = full.gdp - without.gdp;
                    let sum: f64 = Channel::ALL.iter().map(|channel| without.channel(*channel)).sum();
                    assert_abs_diff_eq!(sum + price, full.gdp, epsilon = within::YEAR);
                    let tfp: f64 =
                        Channel::ALL.iter().filter(|c| c.acts_on_tfp()).map(|c| without.channel(*c)).sum();
                    assert_abs_diff_eq!(tfp + full.tfp - without.tfp, full.tfp, epsilon = within::YEAR);
                }
            }
        }
    }
}

#[test]
fn channels_of_the_output_add_up_draw_by_draw() {
    let mut taxed = package(3e-4);
    taxed.financing = Financing::Tax;
    let mut parameters = ParameterSet::default();
    for (id, value) in [(P::LabourTaxElasticity, 0.1), (P::InteractionElasticity, 0.01)] {
        parameters.set(id, Distribution::fixed(value), Origin::Set).unwrap();
    }
    for (structure, mut scenario) in
        long_run_structures().flat_map(|structure| [(structure, taxed.clone()), (structure, three_percent())])
    {
        scenario.structure = StructureChoice::List(vec![structure]);
        let experiment =
            Experiment::new(&Economy::netherlands().unwrap(), scenario, parameters.clone()).unwrap();
        let mut compared = 0;
        for draw in 0..12 {
            let mut settings = Settings::default();
            (settings.draws, settings.first_draw) = (1, draw);
            // Every other draw has breakthroughs, in the level and in the effect of policy.
            settings.layers.breakthroughs = draw % 2 == 1;
            // A single draw may be one that the rule of feedback drops.
            let Ok(ensemble) = Ensemble::draw(&experiment, &settings) else { continue };
            let one = ensemble.structure(structure).unwrap();
            let channels = ensemble.channels();
            assert!(channels.contains(&Channel::ResearchPrice) && channels.contains(&Channel::Capital));
            let scenario = |variable: Variable| {
                one.draws(variable, Kind::Scenario).unwrap().column(0).iter().copied().collect::<Vec<f64>>()
            };
            let (gdp, tfp) = (scenario(Variable::Gdp), scenario(Variable::Tfp));
            let parts: Vec<_> =
                channels.iter().map(|channel| ensemble.gdp_channel(*channel).unwrap()).collect();
            let of_tfp: Vec<_> =
                channels.iter().filter_map(|channel| ensemble.tfp_channel(*channel).ok()).collect();
            let before = one.draws(Variable::Tfp, Kind::Baseline).unwrap();
            let baseline_gdp = ensemble.statistics(Variable::Gdp, Kind::Baseline).unwrap();
            for (t, (gdp, tfp)) in gdp.iter().zip(&tfp).enumerate() {
                let sum = |parts: &[StatisticsByYear]| {
                    parts.iter().map(|part| part.iter().nth(t).unwrap().mean).sum::<f64>()
                };
                let log = |scenario: f64, baseline: f64| 100.0 * (scenario / baseline).ln();
                assert_abs_diff_eq!(
                    sum(&parts),
                    log(*gdp, baseline_gdp.iter().nth(t).unwrap().mean),
                    epsilon = within::DECADES
                );
                assert_abs_diff_eq!(sum(&of_tfp), log(*tfp, before[(t, 0)]), epsilon = within::DECADES);
                compared += 1;
            }
        }
        assert!(compared > 10 * 38, "{structure}");
    }
}

#[test]
fn channels_say_what_they_are() {
    let mut scenario = package(3e-4);
    scenario.financing = Financing::Offset;
    let experiment = experiment_with(scenario, &[(P::InteractionElasticity, 0.02), (P::OffsetReturn, 0.1)]);
    let year = run(&experiment, &[])[30];
    let alpha = year.capital_share;
    assert_relative_eq!(year.channel(Channel::Capital), alpha * year.capital);
    assert_relative_eq!(year.channel(Channel::Labour), (1.0 - alpha) * year.labour);
    assert_relative_eq!(year.channel(Channel::HumanCapital), (1.0 - alpha) * year.human_capital);
    assert_relative_eq!(
        year.channel(Channel::BusinessKnowledge),
        0.08 * log_ratio(year.knowledge_business),
        max_relative = within::YEAR
    );
    assert_relative_eq!(
        year.channel(Channel::PublicKnowledge),
        0.05 * log_ratio(year.knowledge_public),
        max_relative = within::YEAR
    );
    assert!(year.channel(Channel::Interaction) != 0.0 && year.channel(Channel::Financing) < 0.0);
    // The interaction is eps_BP (b p - b0 p0), stocks in logs against those of 2023.
    let first = run(&experiment, &[])[0];
    let log = |pair: kennis::model::Pair<f64>, reference: kennis::model::Pair<f64>| {
        [(pair.scenario / reference.baseline).ln(), (pair.baseline / reference.baseline).ln()]
    };
    let b = log(year.knowledge_business, first.knowledge_business);
    let p = log(year.knowledge_public, first.knowledge_public);
    assert_relative_eq!(
        year.channel(Channel::Interaction),
        0.02 * (b[0] * p[0] - b[1] * p[1]),
        max_relative = within::DIFFERENCE
    );
}
