//! People: cohorts, labour that stays at school, technicians, and what training costs, by the closed forms of a working
//! life. Real cohorts are in `cohorts.rs`.

use crate::support::tolerances as within;
use crate::support::*;
use approx::{assert_abs_diff_eq, assert_relative_eq};
use kennis::model::CohortSizes;
use kennis::{
    AmountPath, Channel, Economy, Experiment, Instrument, Measure, ParameterId as P, ParameterSet, Scenario,
    StructureName, Unit, Year,
};
use std::collections::BTreeMap;

const W: f64 = 45.0;

fn scenario(measures: impl IntoIterator<Item = Measure>) -> Scenario {
    crate::support::scenario(measures).with_cohorts(CohortSizes::WorkingLife)
}

fn education(unit: Unit, amount: f64) -> Measure {
    Measure::new(Instrument::Education, unit, amount, 2026)
}

fn talent(persons: f64) -> Measure {
    Measure::new(Instrument::Talent, Unit::Persons, persons, 2026)
}

fn people_only(measures: impl IntoIterator<Item = Measure>, horizon: i32) -> (Experiment, Vec<Year<f64>>) {
    let mut scenario = scenario(measures);
    scenario.horizon = horizon;
    let experiment = experiment(scenario);
    let years = run_of(StructureName::NoEffect, &experiment, &[]);
    (experiment, years)
}

#[test]
fn a_reform_of_schooling_follows_its_closed_form() {
    let (r, entrant) = (0.07, 0.5);
    for ds in [0.5, 1.0, 2.0] {
        let (_, years) = people_only([education(Unit::YearsOfSchooling, ds)], 2100);
        for t in 0..=74 {
            let year = at(&years, 2026 + t);
            // f = min(max(t - t_e, 0)/W, 1): the first cohort enters ds years late.
            let f = ((f64::from(t) - ds).max(0.0) / W).min(1.0);
            let h = (1.0 + f * (f64::exp(r * ds) - 1.0)).ln();
            let l = (1.0 - entrant * ds / W).ln();
            assert_abs_diff_eq!(year.human_capital, h, epsilon = within::FORMULA);
            assert_abs_diff_eq!(year.labour, l, epsilon = within::ONE_STEP);
            assert_relative_eq!(
                year.gdp,
                year.capital_share * year.capital + 0.64 * (h + l),
                epsilon = within::FORMULA
            );
        }
        assert_eq!((at(&years, 2025).labour, at(&years, 2025).gdp), (0.0, 0.0));
    }
}

#[test]
fn more_schooling_costs_output_until_about_2034() {
    let (_, years) = people_only([education(Unit::YearsOfSchooling, 1.0)], 2060);
    let turn = (2026..2060).find(|year| at(&years, *year).gdp > 0.0).unwrap();
    assert!((2032..=2037).contains(&turn), "{turn}");
    assert!(at(&years, 2026).gdp < 0.0);
    assert!(at(&years, 2060).gdp > 0.01);
}

#[test]
fn in_the_long_run_schooling_pays_its_mincer_return_less_the_years_lost() {
    let (_, years) = people_only([education(Unit::YearsOfSchooling, 1.0)], 2200);
    let last = at(&years, 2200);
    assert_relative_eq!(last.human_capital, 0.07, max_relative = within::YEAR);
    assert_relative_eq!(last.gdp, 0.07 + (1.0_f64 - 0.5 / W).ln(), max_relative = within::LONG_RUN);
}

#[test]
fn skills_reach_work_after_twelve_years() {
    let (_, years) = people_only([education(Unit::QualitySd, 0.2)], 2100);
    assert_eq!(at(&years, 2038).human_capital, 0.0);
    for t in 12..=74 {
        let f = (f64::from(t - 12) / W).min(1.0);
        let h = (1.0 + f * (f64::exp(0.13 * 0.2) - 1.0)).ln();
        assert_abs_diff_eq!(at(&years, 2026 + t).human_capital, h, epsilon = within::FORMULA);
    }
    // Better lessons take no time from work.
    assert!(years.iter().all(|year| year.labour == 0.0));
}

#[test]
fn a_stated_entry_lag_wins() {
    for lag in [0.0, 3.0, 4.5] {
        let mut measure = education(Unit::QualitySd, 0.2);
        measure.entry_lag = Some(lag);
        let (_, years) = people_only([measure], 2060);
        for t in 0..=34 {
            let f = (f64::from(t) - lag).max(0.0) / W;
            assert_abs_diff_eq!(
                at(&years, 2026 + t).human_capital,
                (1.0 + f * (f64::exp(0.13 * 0.2) - 1.0)).ln(),
                epsilon = within::FORMULA
            );
        }
    }
}

#[test]
fn the_lag_is_that_of_the_longest_course_even_beyond_the_horizon() {
    // Reached in 2031: a run to 2028 must not let the first cohorts enter work sooner.
    let to = |horizon: i32| {
        let mut measure = education(Unit::YearsOfSchooling, 3.0);
        measure.ramp_years = 6;
        people_only([measure], horizon).1
    };
    let (short, long) = (to(2028), to(2060));
    assert!(same_bits(&short, &long[..short.len()]));
    assert_eq!(at(&long, 2029).human_capital, 0.0);
    let first = (1.0 + (f64::exp(0.07 * 0.5) - 1.0) / W).ln();
    assert_abs_diff_eq!(at(&long, 2030).human_capital, first, epsilon = within::ONE_STEP);
}

#[test]
fn each_cohort_keeps_its_own_dose() {
    // Doses of .2 in 2026 to 2028, 1 in 2029 and 2030, none after: all enter with the lag of the largest.
    let mut measure = education(Unit::YearsOfSchooling, 0.0);
    measure.amount = AmountPath::ByYear(BTreeMap::from([(2026, 0.2), (2029, 1.0)]));
    measure.until = Some(2030);
    let (_, years) = people_only([measure], 2100);
    let dose = |year: i32| match year {
        2026..=2028 => 0.2,
        2029..=2030 => 1.0,
        _ => 0.0,
    };
    for year in 2026..=2100 {
        let mut sum = 0.0;
        for cohort in 2026..=2030 {
            let entered = (f64::from(year - cohort) - 1.0).clamp(0.0, 1.0);
            let retired = (f64::from(year - cohort) - 1.0 - W).clamp(0.0, 1.0);
            sum += (entered - retired) * (f64::exp(0.07 * dose(cohort)) - 1.0);
        }
        let result = at(&years, year);
        assert_abs_diff_eq!(result.human_capital, (1.0 + sum / W).ln(), epsilon = within::FORMULA);
        assert_abs_diff_eq!(result.labour, (1.0 - 0.5 * dose(year) / W).ln(), epsilon = within::ONE_STEP);
    }
    assert_abs_diff_eq!(at(&years, 2100).human_capital, 0.0, epsilon = within::FORMULA);
}

#[test]
fn a_cut_in_schooling_gives_labour_at_once() {
    let (_, years) = people_only([education(Unit::YearsOfSchooling, -1.0)], 2100);
    assert!(at(&years, 2026).gdp > 0.0 && at(&years, 2027).human_capital < 0.0);
    assert!(at(&years, 2100).gdp < 0.0);
}

#[test]
fn measures_add_up_in_human_capital() {
    let (schooling, quality) = (education(Unit::YearsOfSchooling, 0.5), education(Unit::QualitySd, 0.1));
    let h = |measures: Vec<Measure>| at(&people_only(measures, 2060).1, 2060).human_capital;
    let both = h(vec![schooling.clone(), quality.clone()]);
    assert_relative_eq!(both, h(vec![schooling]) + h(vec![quality]), max_relative = within::LONG_FORMULA);
}

#[test]
fn pupils_cost_their_years() {
    let mut schooling = education(Unit::YearsOfSchooling, 0.5);
    schooling.cost_per_unit = Some(12_000.0);
    let (experiment, years) = people_only([schooling], 2060);
    // A cohort is a 45th of employment, and stays half a year longer.
    let cost = experiment.baseline().employment / W * 0.5 * 12_000.0 / 1e9;
    assert!((0.5..2.0).contains(&cost), "{cost}");
    let mut debt = 0.0;
    for year in 2026..=2060 {
        let year = at(&years, year);
        assert_relative_eq!(year.spending, cost, max_relative = within::YEAR);
        assert_relative_eq!(year.welfare.training, cost, max_relative = within::YEAR);
        assert_relative_eq!(
            year.welfare.consumption(),
            year.welfare.gdp - year.welfare.investment - year.welfare.rd - cost,
            epsilon = within::YEAR
        );
        debt = 1.01 * debt + cost - 0.39 * year.welfare.gdp;
        assert_abs_diff_eq!(year.debt, debt, epsilon = within::DECADES);
    }
    assert_eq!(at(&years, 2025).spending, 0.0);
}

#[test]
fn better_lessons_cost_money_for_every_cohort_at_school() {
    let mut quality = education(Unit::QualitySd, 0.1);
    (quality.cost_per_unit, quality.until) = (Some(1000.0), Some(2030));
    let (experiment, years) = people_only([quality], 2060);
    let cohort = experiment.baseline().employment / W * 1000.0 / 1e9;
    // One grade more each year up to five cohorts; each stays twelve years.
    for (year, cohorts) in [
        (2025, 0.0),
        (2026, 1.0),
        (2028, 3.0),
        (2030, 5.0),
        (2035, 5.0),
        (2037, 5.0),
        (2038, 4.0),
        (2042, 0.0),
    ] {
        assert_relative_eq!(at(&years, year).spending, cohorts * cohort, max_relative = within::YEAR);
    }
}

/// Education in money needs what a euro buys.
fn in_money(amount: f64, given: &[(P, f64)]) -> (Experiment, Vec<Year<f64>>) {
    let experiment = experiment_with(scenario([education(Unit::BnEur, amount)]), given);
    let years = run_of(StructureName::NoEffect, &experiment, &[]);
    (experiment, years)
}

#[test]
fn money_buys_years_of_schooling_at_their_unit_cost() {
    let (cost, effectiveness) = (10_000.0, 0.8);
    let given = [(P::EducationUnitCost, cost), (P::EducationEffectiveness, effectiveness)];
    let (experiment, years) = in_money(1.0, &given);
    let cohort = experiment.baseline().employment / W;
    let ds = 1e9 / cohort / cost * effectiveness;
    assert!((0.2..0.6).contains(&ds), "{ds}");
    for t in 0..=34 {
        let year = at(&years, 2026 + t);
        let f = (f64::from(t) - ds).max(0.0) / W;
        assert_abs_diff_eq!(
            year.human_capital,
            (1.0 + f * (f64::exp(0.07 * ds) - 1.0)).ln(),
            epsilon = within::LONG_FORMULA
        );
        assert_abs_diff_eq!(year.labour, (1.0 - 0.5 * ds / W).ln(), epsilon = within::FORMULA);
        assert_relative_eq!(year.spending, 1.0, max_relative = within::FORMULA);
        assert_relative_eq!(year.welfare.training, 1.0, max_relative = within::FORMULA);
    }
}

#[test]
fn money_buys_skills_by_its_logarithm() {
    let (experiment, years) = in_money(2.0, &[(P::SkillPerLogSpending, 0.5), (P::EducationSpending, 40.0)]);
    assert!(experiment.warnings().is_empty());
    let dq = 0.5 * (2.0_f64 / 40.0).ln_1p();
    for t in 0..=34 {
        let f = (f64::from(t) - 12.0).max(0.0) / W;
        let year = at(&years, 2026 + t);
        assert_abs_diff_eq!(
            year.human_capital,
            (1.0 + f * (f64::exp(0.13 * dq) - 1.0)).ln(),
            epsilon = within::LONG_FORMULA
        );
        assert_eq!(year.labour, 0.0);
    }
}

#[test]
fn skills_for_money_need_the_spending_they_are_compared_with() {
    let economy = Economy::netherlands().unwrap();
    let mut measured = scenario([education(Unit::BnEur, 1.0)]);
    measured.parameters.push((P::SkillPerLogSpending, kennis::Distribution::fixed(0.5)));
    let error = Experiment::new(&economy, measured.clone(), ParameterSet::default()).unwrap_err();
    assert!(error.to_string().contains("education_spending"), "{error}");
    // What a year of schooling costs is needed as well where only its effectiveness is given.
    measured.parameters.push((P::EducationSpending, kennis::Distribution::fixed(40.0)));
    measured.parameters.push((P::EducationEffectiveness, kennis::Distribution::fixed(0.5)));
    let error = Experiment::new(&economy, measured, ParameterSet::default()).unwrap_err();
    assert!(error.to_string().contains("education_unit_cost"), "{error}");
}

// Technicians.

#[test]
fn technicians_work_from_the_year_after_until_they_retire() {
    let mut once = talent(10_000.0);
    once.until = Some(2027);
    let (experiment, years) = people_only([once], 2100);
    let h = |persons: f64| (1.0 - 0.08) * 0.10 * 0.5 * persons / experiment.baseline().employment;
    for (year, persons) in [
        (2026, 0.0),
        (2027, 10_000.0),
        (2028, 20_000.0),
        (2060, 20_000.0),
        (2071, 20_000.0),
        (2072, 10_000.0),
        (2073, 0.0),
    ] {
        assert_abs_diff_eq!(at(&years, year).human_capital, h(persons), epsilon = within::LAST_DIGIT);
    }
    // They learn for half a year, in the year of training.
    let lost = (1.0 - 0.5 * 10_000.0 * 0.5 / experiment.baseline().employment).ln();
    for (year, labour) in [(2025, 0.0), (2026, lost), (2027, lost), (2028, 0.0)] {
        assert_abs_diff_eq!(at(&years, year).labour, labour, epsilon = within::LAST_DIGIT);
    }
}

#[test]
fn nobody_counts_twice() {
    let (_, years) = people_only([talent(5000.0)], 2060);
    let experiment = experiment(scenario([talent(5000.0)]));
    let all_in_rd = run_of(StructureName::NoEffect, &experiment, &[(P::TechnicianRdShare, 1.0)]);
    let none_in_rd = run_of(
        StructureName::NoEffect,
        &experiment,
        &[(P::TechnicianRdShare, 0.0), (P::Complementarity, 0.0)],
    );
    for ((mixed, rd), outside) in years.iter().zip(&all_in_rd).zip(&none_in_rd) {
        // In research they lower the price and nothing else; outside they are more productive and nothing else.
        assert_eq!(rd.human_capital, 0.0);
        assert_relative_eq!(mixed.human_capital, 0.92 * outside.human_capital, max_relative = within::YEAR);
    }
    assert!(at(&all_in_rd, 2040).research_price < at(&years, 2040).research_price);
    assert!(at(&years, 2040).research_price < at(&none_in_rd, 2040).research_price);
    // Nobody who would have been trained anyway counts.
    let not_additional = run(&experiment, &[(P::TechnicianAdditionalShare, 0.0)]);
    assert!(not_additional.iter().all(|year| year.gdp == 0.0 && year.research_price == 0.0));
}

#[test]
fn researchers_act_through_the_price_of_research() {
    // Without a price of research more researchers change nothing, and their channel is the price.
    let experiment = experiment(scenario([talent(5000.0)]));
    let fixed = [(P::TechnicianRdShare, 1.0), (P::TechnicianTrainingYears, 0.0)];
    let without = run(&experiment, &[&fixed[..], &[(P::ResearchPriceElasticity, 0.0)]].concat());
    assert!(without.iter().all(|year| year.gdp == 0.0));
    let with = run(&experiment, &fixed);
    assert!(at(&with, 2040).gdp > 0.0 && at(&with, 2040).research_price < 0.0);
    assert_eq!(at(&with, 2040).channel(Channel::HumanCapital), 0.0);
    // Money is as it was (business follows GDP a little): volume is what rises.
    let first = at(&with, 2027);
    assert_eq!(first.rd_total().scenario, first.rd_total().baseline);
    let n = (1.0 + 0.5 * 5000.0 / experiment.baseline().researchers).ln();
    assert_relative_eq!(first.research_price, -0.54 / 1.54 * n, max_relative = within::YEAR);
}

#[test]
fn training_costs_money_a_person() {
    let mut measure = talent(4000.0);
    measure.cost_per_unit = Some(25_000.0);
    let (_, years) = people_only([measure], 2060);
    let year = at(&years, 2026);
    assert_relative_eq!(year.spending, 0.1, max_relative = within::YEAR);
    assert_relative_eq!(year.welfare.training, 0.1, max_relative = within::YEAR);
    assert_relative_eq!(year.debt, 0.1 - 0.39 * year.welfare.gdp, max_relative = within::DECADES);
    // Training takes labour, so that GDP falls at first.
    assert!(year.gdp < 0.0 && year.rd_public_funded.scenario == year.rd_public_funded.baseline);
    // A person that is not additional costs as much.
    let experiment = experiment(scenario([{
        let mut measure = talent(4000.0);
        measure.cost_per_unit = Some(25_000.0);
        measure
    }]));
    let idle = run(&experiment, &[(P::TechnicianAdditionalShare, 0.0)]);
    assert_relative_eq!(at(&idle, 2026).spending, 0.1, max_relative = within::YEAR);
}

#[test]
fn education_leaves_research_to_its_own_price() {
    // Schooling does not make researchers in this version: the price moves only as business R&D follows GDP.
    let (_, years) = people_only([education(Unit::YearsOfSchooling, 1.0)], 2060);
    assert!(at(&years, 2026).research_price < 0.0);
    assert!(at(&years, 2059).research_price > 0.0);
}
