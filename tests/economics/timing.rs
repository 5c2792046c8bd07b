//! When an effect comes: stocks at the start of a year, gestation, adjustment, and what fades.

use crate::helpers::{deviations, log_ratio};
use crate::support::tolerances as within;
use crate::support::{at, experiment, public_research, run, scenario};
use approx::assert_relative_eq;
use kennis::model::GestationLag;
use kennis::{Distribution, ParameterId as P};

#[test]
fn nothing_happens_before_the_year_after_the_money() {
    let years = run(&experiment(scenario([public_research(0.001, 2026)])), &[]);
    for year in 2023..=2025 {
        assert!(deviations(at(&years, year)).iter().all(|deviation| *deviation == 0.0), "{year}");
    }
    // Stocks are start-of-year: what is spent in 2026 is in the stock of 2027.
    let spent = at(&years, 2026);
    assert_eq!((spent.gdp, spent.tfp, log_ratio(spent.knowledge_public)), (0.0, 0.0, 0.0));
    assert!(spent.research_price > 0.0 && spent.rd_public.scenario > spent.rd_public.baseline);
    let first = at(&years, 2027);
    assert!(log_ratio(first.knowledge_public) > 0.0 && first.tfp != 0.0 && first.gdp != 0.0);
    // Capital is start-of-year too: productivity of 2027 makes investment of 2027, capital of 2028.
    assert_eq!(first.capital, 0.0);
    assert!(at(&years, 2028).capital != 0.0);
}

#[test]
fn the_first_year_is_the_share_of_the_lag_with_no_gestation() {
    let (delta, m, psi, eps) = (0.10_f64, 5.0_f64, 0.54, 0.05);
    let years =
        run(&experiment(scenario([public_research(0.001, 2026)])), &[(P::ResearchPriceElasticity, psi)]);
    let (spent, first) = (at(&years, 2026), at(&years, 2027));
    // By hand: (1-p)^3 of the extra volume of 2026, p = m/(m+3), is in the stock of 2027.
    let p = m / (m + 3.0);
    let d = log_ratio(spent.rd_total());
    let price = psi / (1.0 + psi) * d;
    assert_relative_eq!(spent.research_price, price, max_relative = within::YEAR);
    let extra = spent.rd_public.scenario * (-price).exp() - spent.rd_public.baseline;
    let stock = first.knowledge_public;
    assert_relative_eq!(
        stock.scenario - stock.baseline,
        (1.0 - p).powi(3) * extra,
        max_relative = within::DIFFERENCE
    );
    assert_relative_eq!(
        first.contributions.public_knowledge,
        eps * log_ratio(stock),
        max_relative = within::YEAR
    );
    // What business lost to the price is gone from its stock.
    let lost = spent.rd_business.baseline * ((-price).exp() - 1.0);
    let business = first.knowledge_business;
    assert_relative_eq!(
        business.scenario - business.baseline,
        (3.0_f64 / 5.0).powi(3) * lost,
        max_relative = within::DIFFERENCE
    );
    assert_relative_eq!(first.gdp, first.contributions.total(), max_relative = within::YEAR);
    // In the year after depreciation works too.
    let second = at(&years, 2028).knowledge_public;
    let next = at(&years, 2027);
    let extra_next = next.rd_public.scenario * (-next.research_price).exp() - next.rd_public.baseline;
    let expected = (1.0 - delta) * (stock.scenario - stock.baseline)
        + (1.0 - p).powi(3) * (3.0 * p * extra + extra_next);
    assert_relative_eq!(second.scenario - second.baseline, expected, max_relative = within::DIFFERENCE);
}

#[test]
fn one_year_of_money_fades_without_a_trace_in_growth() {
    let mut once = public_research(0.001, 2026);
    once.until = Some(2026);
    let mut scenario = scenario([once]);
    scenario.horizon = 2200;
    let years = run(&experiment(scenario), &[]);
    let peak = years.iter().max_by(|a, b| a.gdp.total_cmp(&b.gdp)).unwrap();
    let position = years.iter().position(|year| year.gdp == peak.gdp).unwrap();
    assert!((2030..2040).contains(&(2023 + position as i32)), "{position}");
    assert!(
        peak.gdp > 1e-4 && at(&years, 2200).gdp.abs() < 5e-3 * peak.gdp,
        "{}",
        at(&years, 2200).gdp / peak.gdp
    );
}

#[test]
fn longer_gestation_delays_and_does_not_lose() {
    let mut permanent = scenario([public_research(0.001, 2026)]);
    permanent.horizon = 2200;
    let experiment = experiment(permanent);
    let (short, long) =
        (run(&experiment, &[(P::GestationPublic, 2.0)]), run(&experiment, &[(P::GestationPublic, 10.0)]));
    assert!(at(&short, 2035).gdp > at(&long, 2035).gdp);
    assert_relative_eq!(at(&short, 2200).gdp, at(&long, 2200).gdp, max_relative = within::QUICK_AND_SLOW);
}

#[test]
fn with_a_point_mass_all_money_works_after_the_same_years() {
    let mut impulse = scenario([public_research(0.001, 2026)]);
    impulse.measures[0].until = Some(2026);
    impulse.gestation = GestationLag::PointMass;
    impulse.parameters = vec![
        (P::GestationBusiness, Distribution::fixed(2.0)),
        (P::GestationPublic, Distribution::fixed(5.0)),
    ];
    let years = run(&experiment(impulse), &[]);
    let extra = |year: i32| {
        let stock = at(&years, year).knowledge_public;
        stock.scenario - stock.baseline
    };
    let spent = at(&years, 2026);
    let volume = spent.rd_public.scenario * (-spent.research_price).exp() - spent.rd_public.baseline;
    // The price stays off its baseline after the money, so that the stock moves a little in later years.
    for year in 2027..=2031 {
        assert_eq!(extra(year), 0.0, "{year}");
    }
    assert_relative_eq!(extra(2032), volume, max_relative = within::YEAR);
    assert!(extra(2033) < extra(2032));
}

#[test]
fn slow_adjustment_and_gestation_delay_alike() {
    // With kappa below one and no lag in the stock the effect comes later and ends the same.
    let mut permanent = scenario([public_research(0.001, 2026)]);
    permanent.horizon = 2200;
    let experiment = experiment(permanent);
    let quick = run(&experiment, &[]);
    let slow = run(&experiment, &[(P::AdjustmentSpeed, 0.2)]);
    assert!(at(&slow, 2035).gdp < at(&quick, 2035).gdp);
    assert_relative_eq!(at(&slow, 2200).gdp, at(&quick, 2200).gdp, max_relative = within::QUICK_AND_SLOW);
}
