//! Targets of R&D as a share of GDP, and cuts that leave no R&D.

use crate::helpers::three_percent;
use crate::support::tolerances as within;
use crate::support::{at, experiment, public_research, run, scenario, under};
use approx::assert_relative_eq;
use kennis::{
    CapitalClosure, Economy, Experiment, Instrument, Measure, ParameterSet, Scenario, Target, Unit, Variable,
};

#[test]
fn a_target_is_hit_exactly_every_year() {
    for closure in CapitalClosure::ALL {
        let years = run(&experiment(under(*closure, three_percent())), &[]);
        let intensity = |year: i32| Variable::RdIntensity.levels(at(&years, year));
        for year in 2030..=2060 {
            assert_relative_eq!(intensity(year).scenario, 0.03, max_relative = within::FORMULA);
        }
        // A straight line from the baseline of 2025.
        let start = intensity(2025);
        assert_eq!(start.scenario, start.baseline);
        for year in 2026..2030 {
            let expected = start.baseline + (0.03 - start.baseline) * f64::from(year - 2025) / 5.0;
            assert_relative_eq!(intensity(year).scenario, expected, max_relative = within::LONG_FORMULA);
        }
    }
}

#[test]
fn money_beyond_the_baseline_splits_by_the_public_share() {
    for public_share in [0.0, 0.4, 1.0] {
        let mut scenario = Scenario::new("target");
        scenario.targets.push(Target::new(0.03, 2030, public_share));
        let years = run(&experiment(scenario), &[]);
        for year in 2026..=2060 {
            let year = at(&years, year);
            let (total, public) = (year.rd_total(), year.rd_public);
            let extra = total.scenario - total.baseline;
            assert_relative_eq!(
                public.scenario - public.baseline,
                public_share * extra,
                epsilon = within::LEVEL
            );
            // Government pays the public part, business the rest.
            let government = year.rd_public_funded;
            assert_relative_eq!(
                government.scenario - government.baseline,
                public_share * extra,
                epsilon = within::LEVEL
            );
            assert_relative_eq!(year.spending, public_share * extra, epsilon = within::LEVEL);
            assert_relative_eq!(year.welfare.rd, extra, epsilon = within::LEVEL);
        }
    }
}

#[test]
fn a_target_follows_the_gdp_of_its_own_year() {
    let years = run(&experiment(three_percent()), &[]);
    let year = at(&years, 2060);
    assert_relative_eq!(
        year.rd_total().scenario,
        0.03 * year.baseline.gdp * year.gdp.exp(),
        max_relative = within::FORMULA
    );
    assert!(year.rd_total().scenario > 0.0305 * year.baseline.gdp);
}

#[test]
fn a_measure_before_a_target_leaves_its_response_behind() {
    // The target replaces the equations of R&D, so that the years before it do not change what it asks.
    let mut subsidy = Measure::new(Instrument::DirectSubsidy, Unit::GdpShare, 0.001, 2024);
    subsidy.until = Some(2025);
    let mut scenario = three_percent();
    scenario.measures.push(subsidy);
    let years = run(&experiment(scenario), &[]);
    assert!(at(&years, 2024).rd_business.scenario > at(&years, 2024).rd_business.baseline);
    for year in 2026..=2060 {
        let year = at(&years, year);
        let (total, public) = (year.rd_total(), year.rd_public);
        assert_relative_eq!(
            public.scenario - public.baseline,
            0.4 * (total.scenario - total.baseline),
            max_relative = within::DIFFERENCE
        );
    }
}

#[test]
fn cuts_that_leave_no_rd_are_refused() {
    let made = |scenario: Scenario| {
        Experiment::new(&Economy::netherlands().unwrap(), scenario, ParameterSet::default())
    };
    let cut = scenario([public_research(-0.05, 2026)]);
    assert_matches_no_rd(made(cut).unwrap_err(), Variable::RdPublicFunded, 2026);
    let mut low = Scenario::new("0.1% of GDP");
    low.targets.push(Target::new(0.001, 2030, 0.4));
    // Government's part of the cut is more than it pays, before the public sector has nothing left.
    assert_matches_no_rd(made(low).unwrap_err(), Variable::RdPublicFunded, 2029);
    assert!(made(scenario([public_research(-0.001, 2026)])).is_ok());
}

fn assert_matches_no_rd(error: kennis::ExperimentError, performer: Variable, first: i32) {
    let kennis::ExperimentError::NoRd { variable, year, amount } = error else { panic!("{error}") };
    assert_eq!((variable, year), (performer, first));
    assert!(amount.is_none_or(|amount| amount <= 0.0));
}
