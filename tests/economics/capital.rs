//! How capital follows output and its user cost.

use crate::helpers::steady;
use crate::support::tolerances as within;
use crate::support::{at, experiment, public_research, run, run_of, scenario, under};
use approx::{assert_abs_diff_eq, assert_relative_eq};
use kennis::{CapitalClosure, ParameterId as P, Scenario, StructureName};

#[test]
fn closures_tie_together() {
    let (g, d) = (0.015, 0.045);
    let path = |closure: CapitalClosure, horizon: i32| {
        let mut scenario = under(closure, scenario([public_research(1e-6, 2026)]));
        scenario.horizon = horizon;
        scenario.baseline = Some(steady(g, horizon.min(2199)));
        run(
            &experiment(scenario),
            &[(P::UserCostAdjustment, (g + d) / (1.0 + g)), (P::CapitalDepreciation, d)],
        )
    };
    let share = path(CapitalClosure::InvestmentShare, 2199);
    let ratio = path(CapitalClosure::CapitalOutputRatio, 2199);
    let cost = path(CapitalClosure::UserCost, 2199);
    for year in 2027..=2199 {
        let (share, cost) = (at(&share, year), at(&cost, year));
        assert_abs_diff_eq!(
            share.gdp,
            cost.gdp,
            epsilon = within::SAME_TO_FIRST_ORDER * share.gdp.abs() + within::LONG_FORMULA
        );
        assert_abs_diff_eq!(
            share.capital,
            cost.capital,
            epsilon = within::SAME_TO_FIRST_ORDER * share.capital.abs() + within::LONG_FORMULA
        );
    }
    // Immediate capital is an upper bound while the effect rises, and the same in the long run.
    assert!((2040..2100).all(|year| at(&ratio, year).gdp > at(&share, year).gdp));
    assert_relative_eq!(at(&ratio, 2199).gdp, at(&share, 2199).gdp, max_relative = within::LONG_RUN);
    // Investment of the share closure is its share of the extra output: s = (g + d) K/Y.
    let year = at(&share, 2060);
    let s = (g + d) * year.baseline.capital / year.baseline.gdp;
    assert_relative_eq!(year.welfare.investment, s * year.welfare.gdp, max_relative = within::MICRO_SHOCK);
}

#[test]
fn a_higher_user_cost_lowers_capital_in_the_long_run() {
    let mut scenario = under(CapitalClosure::UserCost, Scenario::new("baseline"));
    scenario.horizon = 2200;
    let (sigma, change, alpha) = (0.5, 0.1, 0.36);
    let years = run_of(
        StructureName::NoEffect,
        &experiment(scenario),
        &[(P::UserCostElasticity, sigma), (P::UserCostChange, change), (P::CapitalShare, alpha)],
    );
    let last = at(&years, 2200);
    assert_relative_eq!(
        last.capital,
        -sigma * change / (1.0 - alpha),
        max_relative = within::CAPITAL_AFTER_TWO_CENTURIES
    );
    assert_relative_eq!(
        last.gdp,
        -alpha * sigma * change / (1.0 - alpha),
        max_relative = within::CAPITAL_AFTER_TWO_CENTURIES
    );
}
