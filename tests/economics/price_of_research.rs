//! The price of research: it rises with money, crowds out at first, and comes back.

use crate::helpers::{every_structure, log_ratio, package, three_percent};
use crate::support::tolerances as within;
use crate::support::{at, experiment, experiment_with, public_research, run, run_of, same_bits, scenario};
use approx::{assert_abs_diff_eq, assert_relative_eq};
use kennis::{
    Channel, Ensemble, Kind, ParameterId as P, ResearchPrice, Scenario, Settings, StructureChoice,
    StructureName, Variable,
};

#[test]
fn the_price_of_a_permanent_step_follows_its_closed_form() {
    // From 2030 R&D is a constant share of GDP, so that a constant share more is a constant step of money.
    let (psi, chi) = (0.54, 0.2);
    let experiment = experiment(scenario([public_research(0.002, 2031)]));
    let years = run_of(
        StructureName::NoEffect,
        &experiment,
        &[(P::Complementarity, 0.0), (P::ResearchPriceElasticity, psi), (P::ResearcherAdjustment, chi)],
    );
    let d = (1.0_f64 + 0.002 / 0.02).ln();
    for t in 0..=29 {
        let year = at(&years, 2031 + t);
        let price = d * psi / (1.0 + psi) * (1.0 - chi / (1.0 + psi)).powi(t);
        assert_relative_eq!(log_ratio(year.rd_total()), d, max_relative = within::DECADES);
        assert_relative_eq!(year.research_price, price, max_relative = within::DECADES);
    }
}

#[test]
fn public_money_crowds_out_private_volume_at_first_and_less_later() {
    let experiment = experiment(scenario([public_research(0.001, 2026)]));
    let years = run_of(StructureName::NoEffect, &experiment, &[(P::Complementarity, 0.0)]);
    let volume = |year: i32| {
        let year = at(&years, year);
        year.rd_business.scenario * (-year.research_price).exp() / year.rd_business.baseline
    };
    assert!(volume(2026) < 0.99 && volume(2026) > 0.97, "{}", volume(2026));
    assert!((2026..2060).all(|year| volume(year) < volume(year + 1) && volume(year + 1) < 1.0));
    assert!(volume(2060) > 0.9995);
    // Money of business is as it was: nothing of it follows GDP here.
    assert!(years.iter().all(|year| year.rd_business.scenario == year.rd_business.baseline));
}

#[test]
fn the_end_of_money_lowers_the_price_below_the_baseline() {
    let mut temporary = public_research(0.002, 2026);
    temporary.until = Some(2035);
    let years = run(&experiment(scenario([temporary])), &[]);
    assert!(at(&years, 2035).research_price > 0.0 && at(&years, 2036).research_price < 0.0);
}

fn without_price(scenario: Scenario) -> Scenario {
    scenario.with_research_price(ResearchPrice::Off)
}

/// Volume is money where supply is infinitely elastic: the limit of a price elasticity of zero, whatever the speed at which
/// researchers follow.
#[test]
fn without_a_price_a_run_is_that_of_a_price_elasticity_of_zero() {
    for make in [three_percent, || package(3e-4), || scenario([public_research(0.001, 2026)])] {
        let off = experiment(without_price(make()));
        for structure in every_structure() {
            let run = run_of(structure, &off, &[]);
            let limit = run_of(structure, &experiment(make()), &[(P::ResearchPriceElasticity, 0.0)]);
            assert!(same_bits(&run, &limit), "{structure}");
            // Nothing of the market is left in it: any elasticity and speed give the same.
            let other = [(P::ResearchPriceElasticity, 1.5), (P::ResearcherAdjustment, 0.9)];
            assert!(same_bits(&run, &run_of(structure, &off, &other)), "{structure}");
            assert!(run.iter().all(|year| year.research_price == 0.0));
        }
        let on = run(&experiment(make()), &[]);
        assert!(on.iter().any(|year| year.research_price != 0.0));
    }
}

/// One run gives results and channels: those of two runs at an elasticity of zero, without the channel of the price.
#[test]
fn an_ensemble_without_a_price_has_the_statistics_and_channels_of_the_limit() {
    let all = StructureChoice::Weights(every_structure().map(|structure| (structure, 1.0 / 6.0)).collect());
    let of = |scenario: Scenario| scenario.with_structure(all.clone()).with_horizon(2045);
    let mut settings = Settings::default().with_draws(64);
    settings.layers.breakthroughs = true;
    let off = experiment(of(without_price(three_percent())));
    let limit = experiment_with(of(three_percent()), &[(P::ResearchPriceElasticity, 0.0)]);
    let [off, limit] = [off, limit].map(|experiment| Ensemble::draw(&experiment, &settings).unwrap());
    let channels = |e: &Ensemble| e.channels().into_iter().filter(|c| *c != Channel::ResearchPrice).collect();
    let expected: Vec<Channel> = channels(&limit);
    assert_eq!(off.channels(), expected);
    assert!(limit.channels().contains(&Channel::ResearchPrice) && expected.contains(&Channel::Breakthroughs));
    assert!(off.gdp_channel(Channel::ResearchPrice).is_err());
    let mut sum = vec![0.0; off.years().len()];
    for channel in expected {
        let [one, other] = [&off, &limit].map(|e| e.gdp_channel(channel).unwrap());
        assert_eq!(one, other, "{channel}");
        sum.iter_mut().zip(one.iter()).for_each(|(sum, s)| *sum += s.mean);
    }
    for variable in [Variable::Gdp, Variable::Tfp, Variable::DebtRatio, Variable::Welfare] {
        let [one, other] = [&off, &limit].map(|e| e.statistics(variable, Kind::Deviation).unwrap());
        assert_eq!(one, other, "{variable}");
    }
    // The channels are of this run: their sum is 100 times the log deviation in each draw, and so in the mean.
    let last = off.years().len() - 1;
    let mut mean = 0.0;
    for one in off.structures() {
        let [scenario, baseline] = [Kind::Scenario, Kind::Baseline]
            .map(|kind| one.draws(Variable::Gdp, kind).unwrap().row(last).to_vec());
        let logs = scenario.iter().zip(&baseline).map(|(s, b)| 100.0 * (s / b).ln());
        mean += one.weight() * logs.sum::<f64>() / scenario.len() as f64;
    }
    assert_abs_diff_eq!(sum[last], mean, epsilon = 1e-9);
    let price = off.statistics(Variable::ResearchPrice, Kind::Deviation).unwrap();
    assert!(price.iter().all(|s| s.p05 == 0.0 && s.p95 == 0.0));
}

#[test]
fn who_trains_researchers_without_a_price_is_told_that_they_do_nothing_to_research() {
    let said = |scenario: Scenario| {
        let experiment = experiment(scenario);
        experiment.warnings().iter().filter(|warning| warning.starts_with("research_price is off")).count()
    };
    assert_eq!(said(without_price(package(3e-4))), 1);
    assert_eq!(said(package(3e-4)) + said(without_price(three_percent())), 0);
}
