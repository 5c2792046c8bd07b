//! No shock has no effect; small shocks add up and scale.

use crate::helpers::{deviations, package};
use crate::support::tolerances as within;
use crate::support::{at, experiment, public_research, run, run_of, same_bits, scenario, under};
use approx::{assert_abs_diff_eq, assert_relative_eq};
use kennis::structures::STRUCTURES;
use kennis::{CapitalClosure, Financing, Instrument, Measure, Scenario, Target, Unit};

#[test]
fn no_shock_no_effect() {
    for closure in CapitalClosure::ALL {
        for (structure, _) in STRUCTURES {
            let experiment = experiment(under(*closure, Scenario::new("baseline")));
            for year in run_of(*structure, &experiment, &[]) {
                assert!(deviations(&year).iter().all(|deviation| *deviation == 0.0), "{closure} {structure}");
            }
        }
    }
}

#[test]
fn a_measure_of_zero_has_no_effect() {
    for financing in Financing::ALL {
        let mut nothing = package(0.0);
        nothing.financing = *financing;
        for year in run(&experiment(nothing), &[]) {
            assert!(deviations(&year).iter().all(|deviation| *deviation == 0.0), "{financing}");
        }
    }
}

#[test]
fn a_target_on_the_baseline_has_no_effect() {
    // The baseline stands at exactly 2% of GDP from 2030; a target of 2% from there changes rounding only.
    let mut scenario = Scenario::new("2% of GDP");
    let mut target = Target::new(0.02, 2040, 0.4);
    target.from = 2030;
    scenario.targets.push(target);
    for year in run(&experiment(scenario), &[]) {
        assert!(
            year.gdp.abs() < within::FORMULA
                && year.research_price.abs() < within::FORMULA
                && year.spending.abs() < within::YEAR
        );
    }
}

#[test]
fn small_shocks_scale_linearly() {
    let effect = |scale: f64| run(&experiment(package(scale)), &[]);
    let (one, ten) = (effect(1e-6), effect(1e-5));
    // Against the largest effect on the variable: an effect that changes sign is small somewhere.
    let mut largest = vec![0.0_f64; deviations(&ten[0]).len()];
    for year in &ten {
        for (largest, deviation) in largest.iter_mut().zip(deviations(year)) {
            *largest = largest.max(deviation.abs());
        }
    }
    for (one, ten) in one.iter().zip(&ten) {
        for ((small, large), largest) in deviations(one).iter().zip(deviations(ten)).zip(&largest) {
            assert_abs_diff_eq!(10.0 * small, large, epsilon = within::LINEAR * largest);
        }
    }
}

#[test]
fn more_and_less_agree_to_second_order() {
    // The sum of the effects of +x and -x is of second order: a tenth of x leaves a hundredth of the sum.
    let sum = |x: f64| {
        let (up, down) = (run(&experiment(package(x)), &[]), run(&experiment(package(-x)), &[]));
        (at(&up, 2060).gdp + at(&down, 2060).gdp, at(&up, 2060).gdp)
    };
    let ((large, effect), (small, _)) = (sum(1e-4), sum(1e-5));
    assert!(large.abs() < 0.3 * effect.abs(), "{large} against {effect}");
    assert_relative_eq!(large / small, 100.0, max_relative = within::THIRD_ORDER);
}

#[test]
fn two_measures_add_up_to_first_order() {
    let gdp = |measures: Vec<Measure>| at(&run(&experiment(scenario(measures)), &[]), 2050).gdp;
    let interaction = |x: f64| {
        let research = || public_research(x, 2026);
        let subsidy = || Measure::new(Instrument::DirectSubsidy, Unit::GdpShare, x, 2026);
        let (one, other) = (gdp(vec![research()]), gdp(vec![subsidy()]));
        (gdp(vec![research(), subsidy()]) - one - other, one + other)
    };
    let ((large, effect), (small, _)) = (interaction(1e-3), interaction(1e-4));
    assert!(large.abs() < 0.2 * effect.abs());
    assert_relative_eq!(large / small, 100.0, max_relative = within::THIRD_ORDER_OF_TWO);
}

#[test]
fn splitting_a_measure_in_two_changes_nothing() {
    let whole = run(&experiment(scenario([public_research(0.002, 2026)])), &[]);
    let halves =
        run(&experiment(scenario([public_research(0.001, 2026), public_research(0.001, 2026)])), &[]);
    assert!(same_bits(&whole, &halves));
}
