//! Real cohorts: reforms and training with persons by age, against the ages alone and against the variant of a working
//! life.

use crate::support::tolerances as within;
use crate::support::*;
use approx::{assert_abs_diff_eq, assert_relative_eq};
use kennis::data::Population;
use kennis::model::{CohortSizes, Course};
use kennis::{
    Economy, Experiment, Instrument, Measure, ParameterId as P, ParameterSet, Scenario, StructureName, Unit,
    Year,
};

fn education(unit: Unit, amount: f64) -> Measure {
    Measure::new(Instrument::Education, unit, amount, 2026)
}

fn dutch() -> &'static Population {
    Population::embedded("NLD").unwrap()
}

fn years_of(scenario: Scenario) -> Vec<Year<f64>> {
    run_of(StructureName::NoEffect, &experiment(scenario), &[])
}

/// Persons at work in a year who began to work in the years from `first` on, and all, from the ages alone.
fn at_work(year: i32, first: i32) -> (f64, f64) {
    let ages = dutch().working_ages();
    let retirement = ages.retirement_age(year).unwrap();
    let (mut reached, mut all) = (0.0, 0.0);
    for entry in ages.entry() {
        for age in entry.age..75 {
            let works = (retirement - f64::from(age)).clamp(0.0, 1.0);
            let persons = entry.share * dutch().cohort_at_age(age, year) * works;
            all += persons;
            reached += if year - (age - entry.age) as i32 >= first { persons } else { 0.0 };
        }
    }
    (reached, all)
}

#[test]
fn a_reform_reaches_those_who_entered_work_since() {
    let (r, entrant) = (0.07, 0.5);
    // A year more from 2026 on: its first cohort is at work from 2028 on.
    let mut scenario = scenario([education(Unit::YearsOfSchooling, 1.0)]);
    scenario.horizon = 2110;
    let years = years_of(scenario);
    for year in 2026..=2110 {
        let (reached, all) = at_work(year, 2028);
        let h = (1.0 + reached / all * (f64::exp(r) - 1.0)).ln();
        assert_abs_diff_eq!(at(&years, year).human_capital, h, epsilon = within::FORMULA);
        let entering = at_work(year, year).0;
        assert_relative_eq!(entering, dutch().entering_cohort(year), max_relative = within::FORMULA);
        let l = (1.0 - entrant * entering / all).ln();
        assert_abs_diff_eq!(at(&years, year).labour, l, epsilon = within::FORMULA);
    }
    // All have met it once the last who entered before has retired.
    assert_relative_eq!(at(&years, 2110).human_capital, r, max_relative = within::FORMULA);
    assert_eq!((at(&years, 2025).labour, at(&years, 2027).human_capital), (0.0, 0.0));
    assert!(at(&years, 2028).human_capital > 0.0);
}

#[test]
fn skills_reach_work_after_twelve_years_and_cost_pupils_of_their_age() {
    let mut quality = education(Unit::QualitySd, 0.2).with_cost_per_unit(1000.0);
    quality.until = Some(2030);
    let years = years_of(scenario([quality]));
    let (of_first, all) = at_work(2039, 2039);
    let h = (1.0 + of_first / all * (f64::exp(0.13 * 0.2) - 1.0)).ln();
    assert_eq!(at(&years, 2038).human_capital, 0.0);
    assert_abs_diff_eq!(at(&years, 2039).human_capital, h, epsilon = within::FORMULA);
    // 2028: grades one to three, of six to eight years; 2041: the last cohort alone, in its twelfth grade.
    let cost = |year: i32, grades: std::ops::Range<u32>| -> f64 {
        grades.map(|grade| dutch().cohort_at_age(6 + grade, year)).sum::<f64>() * 1000.0 / 1e9
    };
    for (year, grades) in [(2026, 0..1), (2028, 0..3), (2031, 1..6), (2041, 11..12), (2042, 0..0)] {
        assert_relative_eq!(at(&years, year).spending, cost(year, grades), max_relative = within::YEAR);
    }
}

#[test]
fn schooling_costs_the_years_of_those_who_would_have_entered_work() {
    let years = years_of(scenario([education(Unit::YearsOfSchooling, 0.5).with_cost_per_unit(12_000.0)]));
    for year in [2026, 2040, 2060] {
        let cost = dutch().entering_cohort(year) * 0.5 * 12_000.0 / 1e9;
        assert_relative_eq!(at(&years, year).spending, cost, max_relative = within::YEAR);
    }
}

#[test]
fn money_buys_years_for_the_persons_of_a_cohort() {
    let given = [(P::EducationUnitCost, 10_000.0), (P::EducationEffectiveness, 0.8)];
    let experiment = experiment_with(scenario([education(Unit::BnEur, 1.0)]), &given);
    let years = run_of(StructureName::NoEffect, &experiment, &[]);
    let ds = |year: i32| 1e9 / dutch().entering_cohort(year) / 10_000.0 * 0.8;
    assert!((0.2..0.6).contains(&ds(2026)), "{}", ds(2026));
    let (entering, all) = at_work(2026, 2026);
    let l = (1.0 - 0.5 * ds(2026) * entering / all).ln();
    assert_abs_diff_eq!(at(&years, 2026).labour, l, epsilon = within::FORMULA);
    // The cohort of 2026 enters a part of a year later: that part of it is not at work in 2027.
    let (entering, all) = at_work(2027, 2027);
    let h = (1.0 + (1.0 - ds(2026)) * entering / all * (f64::exp(0.07 * ds(2026)) - 1.0)).ln();
    assert_abs_diff_eq!(at(&years, 2027).human_capital, h, epsilon = within::FORMULA);
}

#[test]
fn measures_add_up_in_human_capital() {
    let (schooling, quality) = (education(Unit::YearsOfSchooling, 0.5), education(Unit::QualitySd, 0.1));
    let h = |measures: Vec<Measure>| at(&years_of(scenario(measures)), 2060).human_capital;
    let both = h(vec![schooling.clone(), quality.clone()]);
    assert_relative_eq!(both, h(vec![schooling]) + h(vec![quality]), max_relative = within::LONG_FORMULA);
}

#[test]
fn both_variants_have_the_same_sign_and_size() {
    let measures = [education(Unit::YearsOfSchooling, 1.0)];
    let real = years_of(scenario(measures.clone()));
    let plain = years_of(scenario(measures).with_cohorts(CohortSizes::WorkingLife));
    for year in [2030, 2040, 2060] {
        let ratio = at(&real, year).human_capital / at(&plain, year).human_capital;
        assert!((0.8..1.1).contains(&ratio) && (ratio - 1.0).abs() > 1e-6, "{year}: {ratio}");
    }
}

#[test]
fn a_country_without_an_age_of_retirement_has_a_working_life() {
    let run = |cohorts| {
        let scenario =
            scenario([education(Unit::YearsOfSchooling, 1.0)]).with_country("DEU").with_cohorts(cohorts);
        let mut economy = Economy::netherlands().unwrap();
        economy.country = "DEU".to_owned();
        Experiment::new(&economy, scenario, ParameterSet::default()).unwrap()
    };
    let (asked, plain) = (run(CohortSizes::Population), run(CohortSizes::WorkingLife));
    assert!(same_bits(
        &run_of(StructureName::NoEffect, &asked, &[]),
        &run_of(StructureName::NoEffect, &plain, &[])
    ));
    assert!(asked.warnings().iter().any(|w| w.contains("working life")), "{:?}", asked.warnings());
    assert!(!plain.warnings().iter().any(|w| w.contains("working life")), "{:?}", plain.warnings());
}

#[test]
fn a_working_life_that_is_not_used_is_remarked() {
    let scenario = || scenario([education(Unit::YearsOfSchooling, 1.0)]);
    let given = [(P::WorkingLife, 40.0)];
    let said = |scenario| {
        let experiment = experiment_with(scenario, &given);
        experiment.warnings().iter().any(|warning| warning.contains("working_life"))
    };
    assert!(said(scenario()));
    assert!(!said(scenario().with_cohorts(CohortSizes::WorkingLife)));
    assert!(!experiment(scenario()).warnings().iter().any(|warning| warning.contains("working_life")));
}

#[test]
fn a_course_loses_those_who_drop_out_or_leave() {
    let talent = |measure: Measure| years_of(scenario([measure]));
    let plain = Measure::new(Instrument::Talent, Unit::Persons, 5000.0, 2026).with_cost_per_unit(20_000.0);
    let (all, engineers) = (
        talent(plain.clone()),
        talent(plain.clone().with_course(Course::Engineering).with_foreign_share(0.5)),
    );
    let here = 0.93 * (1.0 - 0.5 * 0.6);
    for year in [2027, 2040, 2060] {
        let ratio = at(&engineers, year).human_capital / at(&all, year).human_capital;
        assert_relative_eq!(ratio, here * 0.67, max_relative = within::YEAR);
        assert!(at(&engineers, year).research_price > at(&all, year).research_price);
        // Those who are lost were trained, and paid for, all the same.
        assert_eq!(at(&engineers, year).labour, at(&all, year).labour);
        assert_eq!(at(&engineers, year).spending, at(&all, year).spending);
    }
    // Two measures of different courses are simulated side by side.
    let both = talent(plain.clone()).iter().map(|y| y.human_capital).collect::<Vec<_>>();
    let mut pair = scenario([plain.clone(), plain.with_course(Course::Engineering).with_foreign_share(0.5)]);
    pair.horizon = 2060;
    for ((year, one), other) in years_of(pair).iter().zip(both).zip(&engineers) {
        assert_abs_diff_eq!(year.human_capital, one + other.human_capital, epsilon = within::ONE_STEP);
    }
}

#[test]
fn technicians_retire_at_the_statutory_age_of_their_level() {
    let mut once = Measure::new(Instrument::Talent, Unit::Persons, 10_000.0, 2026);
    once.until = Some(2026);
    let mut scenario = scenario([once]);
    scenario.horizon = 2085;
    let experiment = experiment(scenario);
    let years = run_of(StructureName::NoEffect, &experiment, &[]);
    let ages = dutch().working_ages();
    // Those of 2026 work from 2027 on, then at the age of entry of their level.
    let at_work = |year: i32| -> f64 {
        let age = |entry: u32| f64::from(entry) + f64::from(year - 2027);
        let retirement = ages.retirement_age(year).unwrap();
        ages.entry().iter().map(|e| e.share * (retirement - age(e.age)).clamp(0.0, 1.0)).sum()
    };
    for year in 2027..=2085 {
        let h = 0.92 * 0.10 * 0.5 * 10_000.0 * at_work(year) / experiment.baseline().employment;
        assert_abs_diff_eq!(at(&years, year).human_capital, h, epsilon = within::ONE_STEP);
    }
    // All work in 2070, some in 2074, none in 2081.
    assert_relative_eq!(at_work(2070), 1.0, max_relative = within::FORMULA);
    assert!((0.1..0.9).contains(&at_work(2075)) && at_work(2081) == 0.0, "{}", at_work(2075));
}
