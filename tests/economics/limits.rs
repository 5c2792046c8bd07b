//! Limits: no price, no complementarity, no gestation, firms that adjust at once, and cuts.

use crate::helpers::{FROM, MONEY, change, measure, permanent};
use crate::support::tolerances as within;
use crate::support::{at, experiment, run, run_of, scenario};
use approx::{assert_abs_diff_eq, assert_relative_eq};
use kennis::{Financing, Instrument, ParameterId as P, Scenario, StructureName, Variable};

#[test]
fn without_a_price_of_research_money_is_volume() {
    for instrument in Instrument::ALL.iter().filter(|instrument| instrument.is_rd()) {
        let years = permanent(*instrument, &[(P::ResearchPriceElasticity, 0.0)]);
        assert!(years.iter().all(|year| year.research_price == 0.0), "{instrument}");
    }
}

#[test]
fn without_complementarity_public_knowledge_leaves_firms_alone() {
    let experiment = experiment(scenario([measure(Instrument::PublicResearch, None)]));
    let years = run_of(StructureName::NoEffect, &experiment, &[(P::Complementarity, 0.0)]);
    assert!(years.iter().all(|year| year.rd_business.scenario == year.rd_business.baseline));
    let with = run_of(StructureName::NoEffect, &experiment, &[(P::Complementarity, 0.05)]);
    let year = at(&with, 2040);
    let own = experiment.baseline().rd()[17].cells[0][0];
    let expected = own * ((year.knowledge_public.scenario / year.knowledge_public.baseline).powf(0.05) - 1.0);
    assert_relative_eq!(change(year.rd_business), expected, max_relative = within::DIFFERENCE);
}

#[test]
fn without_gestation_money_works_the_year_after() {
    // At a gestation near zero all of 2026 is in the stock of 2027, and the impulse decays at delta from there.
    let mut once = measure(Instrument::PublicResearch, Some(FROM));
    once.ramp_years = 1;
    let fixed = [(P::GestationPublic, 1e-9), (P::ResearchPriceElasticity, 0.0)];
    let years = run(&experiment(scenario([once])), &fixed);
    let extra = |year: i32| change(at(&years, year).knowledge_public);
    for t in 0..20 {
        assert_relative_eq!(
            extra(2027 + t),
            MONEY * 0.9_f64.powi(t),
            max_relative = within::ALMOST_ZERO_PARAMETER
        );
    }
}

#[test]
fn the_shortest_gestation_that_is_allowed_brings_most_of_it_the_year_after() {
    let fixed = [(P::GestationPublic, 1.0), (P::ResearchPriceElasticity, 0.0)];
    let years = run(&experiment(scenario([measure(Instrument::PublicResearch, Some(FROM))])), &fixed);
    // p = 1/4: (3/4)^3.
    assert_relative_eq!(
        change(at(&years, 2027).knowledge_public),
        0.421_875 * MONEY,
        max_relative = within::DIFFERENCE
    );
}

#[test]
fn firms_that_adjust_at_once_forget_at_once() {
    let years = run(
        &experiment(scenario([measure(Instrument::TaxCredit, Some(FROM))])),
        &[
            (P::FirmAdjustment, 1.0),
            (P::Complementarity, 0.0),
            (P::OutputElasticityBusiness, 0.0),
            (P::OutputElasticityPublic, 0.0),
        ],
    );
    assert_relative_eq!(change(at(&years, 2026).rd_business), 0.81 * MONEY, max_relative = within::YEAR);
    assert_eq!(change(at(&years, 2027).rd_business), 0.0);
}

#[test]
fn the_response_of_firms_fades_after_the_money() {
    let years = run(
        &experiment(scenario([measure(Instrument::TaxCredit, Some(FROM))])),
        &[(P::Complementarity, 0.0), (P::OutputElasticityBusiness, 0.0), (P::OutputElasticityPublic, 0.0)],
    );
    for t in 0..10 {
        let expected = 0.5_f64.powi(t + 1) * 0.81 * MONEY;
        assert_relative_eq!(
            change(at(&years, 2026 + t).rd_business),
            expected,
            max_relative = within::DIFFERENCE
        );
    }
}

#[test]
fn a_cut_mirrors_a_rise_in_money() {
    for instrument in Instrument::ALL.iter().filter(|instrument| instrument.is_rd()) {
        let up = run(&experiment(scenario([measure(*instrument, None)])), &[]);
        let mut less = measure(*instrument, None);
        less.amount = kennis::AmountPath::Constant(-MONEY);
        let down = run(&experiment(scenario([less])), &[]);
        let (up, down) = (at(&up, 2026), at(&down, 2026));
        assert_abs_diff_eq!(change(up.rd_total()), -change(down.rd_total()), epsilon = within::YEAR);
        assert_abs_diff_eq!(
            change(up.rd_public_funded),
            -change(down.rd_public_funded),
            epsilon = within::YEAR
        );
        assert_eq!((up.spending, up.revenue), (-down.spending, -down.revenue));
    }
}

#[test]
fn government_pays_for_tax_financed_measures_with_taxes() {
    for instrument in Instrument::ALL.iter().filter(|instrument| instrument.is_rd()) {
        let mut taxed: Scenario = scenario([measure(*instrument, None)]);
        taxed.financing = Financing::Tax;
        let years = run(&experiment(taxed), &[(P::MarginalExcessBurden, 0.25)]);
        let year = at(&years, 2026);
        assert_relative_eq!(year.welfare.excess_burden, 0.25 * MONEY, max_relative = within::FORMULA);
        let debt = Variable::DebtRatio.deviation(Variable::DebtRatio.levels(year));
        assert_abs_diff_eq!(debt, 0.0, epsilon = within::YEAR);
    }
}
