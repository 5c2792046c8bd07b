//! The price of research: it rises with money, crowds out at first, and comes back.

use crate::helpers::log_ratio;
use crate::support::tolerances as within;
use crate::support::{at, experiment, public_research, run, run_of, scenario};
use approx::assert_relative_eq;
use kennis::{ParameterId as P, StructureName};

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
