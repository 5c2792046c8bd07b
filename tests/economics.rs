//! What an economist expects of the whole machine: signs, timing, orders of magnitude, steady states, and accounts
//! that add up.
#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use approx::{assert_abs_diff_eq, assert_relative_eq};
use kennis::{
    BaselineRow, BaselineTable, CapitalClosure, Channel, Distribution, Economy, Ensemble, Experiment,
    Financing, Funder, GestationLag, Instrument, Kind, Measure, Origin, ParameterId as P, ParameterSet,
    Performer, STRUCTURES, Scenario, Settings, Statistics, StructureChoice, StructureName, Target, Unit,
    Variable, Year,
};
use support::*;

fn three_percent() -> Scenario {
    let mut scenario = Scenario::new("3% of GDP");
    scenario.targets.push(Target::new(0.03, 2030, 0.4));
    scenario
}

/// Measures of every kind, small enough to stay near the baseline.
fn package(scale: f64) -> Scenario {
    let mut measures: Vec<Measure> = [
        Instrument::PublicResearch,
        Instrument::DirectSubsidy,
        Instrument::TaxCredit,
        Instrument::InnovationProcurement,
        Instrument::VentureCapital,
        Instrument::EuCofinancing,
        Instrument::Facilities,
        Instrument::Valorisation,
        Instrument::FirmAttraction,
    ]
    .map(|instrument| Measure::new(instrument, Unit::GdpShare, scale, 2026))
    .into();
    measures.push(Measure::new(Instrument::Talent, Unit::Persons, 1e7 * scale, 2027));
    measures.push(Measure::new(Instrument::Education, Unit::YearsOfSchooling, 1e2 * scale, 2026));
    scenario(measures)
}

/// The structures that run to any horizon: error correction is not extrapolated so far.
fn long_run_structures() -> impl Iterator<Item = StructureName> {
    STRUCTURES.iter().map(|(name, _)| *name).filter(|name| *name != StructureName::ErrorCorrection)
}

fn log_ratio(pair: kennis::Pair<f64>) -> f64 {
    (pair.scenario / pair.baseline).ln()
}

/// Everything that can deviate from the baseline.
fn deviations(year: &Year<f64>) -> Vec<f64> {
    let mut all: Vec<f64> = Variable::ALL.iter().map(|v| v.deviation(v.levels(year))).collect();
    all.extend([year.tfp, year.gdp, year.capital, year.labour, year.human_capital, year.spending, year.debt]);
    all.extend(Channel::ALL.iter().map(|channel| year.channel(*channel)));
    all
}

// No shock, small shocks, timing.

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
        assert!(year.gdp.abs() < 1e-14 && year.research_price.abs() < 1e-14 && year.spending.abs() < 1e-12);
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
            assert_abs_diff_eq!(10.0 * small, large, epsilon = 5e-3 * largest);
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
    assert_relative_eq!(large / small, 100.0, max_relative = 0.1);
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
    assert_relative_eq!(large / small, 100.0, max_relative = 0.2);
}

#[test]
fn splitting_a_measure_in_two_changes_nothing() {
    let whole = run(&experiment(scenario([public_research(0.002, 2026)])), &[]);
    let halves =
        run(&experiment(scenario([public_research(0.001, 2026), public_research(0.001, 2026)])), &[]);
    assert!(same_bits(&whole, &halves));
}

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
    assert_relative_eq!(spent.research_price, price, max_relative = 1e-12);
    let extra = spent.rd_public.scenario * (-price).exp() - spent.rd_public.baseline;
    let stock = first.knowledge_public;
    assert_relative_eq!(stock.scenario - stock.baseline, (1.0 - p).powi(3) * extra, max_relative = 1e-9);
    assert_relative_eq!(first.contributions.public_knowledge, eps * log_ratio(stock), max_relative = 1e-12);
    // What business lost to the price is gone from its stock.
    let lost = spent.rd_business.baseline * ((-price).exp() - 1.0);
    let business = first.knowledge_business;
    assert_relative_eq!(
        business.scenario - business.baseline,
        (3.0_f64 / 5.0).powi(3) * lost,
        max_relative = 1e-9
    );
    assert_relative_eq!(first.gdp, first.contributions.total(), max_relative = 1e-12);
    // In the year after depreciation works too.
    let second = at(&years, 2028).knowledge_public;
    let next = at(&years, 2027);
    let extra_next = next.rd_public.scenario * (-next.research_price).exp() - next.rd_public.baseline;
    let expected = (1.0 - delta) * (stock.scenario - stock.baseline)
        + (1.0 - p).powi(3) * (3.0 * p * extra + extra_next);
    assert_relative_eq!(second.scenario - second.baseline, expected, max_relative = 1e-9);
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

// Signs and sizes.

#[test]
fn signs() {
    let years = run(&experiment(scenario([public_research(0.001, 2026)])), &[]);
    let (early, late) = (at(&years, 2027), at(&years, 2060));
    // Wages first: business loses volume at once, public knowledge needs years.
    assert!(early.gdp < 0.0 && early.research_price > 0.0);
    assert!(late.gdp > 0.0 && late.tfp > 0.0 && late.capital > 0.0);
    assert!(late.debt_wage_indexed > late.debt);
    assert!(late.labour == 0.0 && late.human_capital == 0.0);
    let cut = run(&experiment(scenario([public_research(-0.001, 2026)])), &[]);
    assert!(at(&cut, 2060).gdp < 0.0 && at(&cut, 2026).research_price < 0.0 && at(&cut, 2027).gdp > 0.0);
}

#[test]
fn effects_have_a_sensible_size() {
    // Extra R&D is near zero in 2030; a central effect above 2% in 2060 would be a bug.
    let public = run(&experiment(scenario([public_research(0.001, 2026)])), &[]);
    assert!(at(&public, 2030).gdp.abs() < 0.001);
    assert!((0.001..0.02).contains(&at(&public, 2060).gdp), "{}", at(&public, 2060).gdp);
    let target = run(&experiment(three_percent()), &[]);
    assert!(at(&target, 2030).gdp < 0.007 && (0.02..0.12).contains(&at(&target, 2060).gdp));
    // Technicians are hardly visible.
    let talent = Measure::new(Instrument::Talent, Unit::Persons, 3800.0, 2026);
    assert!(at(&run(&experiment(scenario([talent])), &[]), 2035).gdp.abs() < 0.002);
}

#[test]
fn no_effect_keeps_costs_wages_and_responses() {
    let experiment = experiment(package(1e-4));
    let (none, some) = (run_of(StructureName::NoEffect, &experiment, &[]), run(&experiment, &[]));
    for (none, some) in none.iter().zip(&some) {
        assert_eq!((none.tfp, none.spending), (0.0, some.spending));
        assert_eq!((none.labour, none.human_capital), (some.labour, some.human_capital));
    }
    let first = (at(&none, 2026), at(&some, 2026));
    assert_eq!((first.0.research_price, first.0.rd_business), (first.1.research_price, first.1.rd_business));
    assert!(
        at(&none, 2040).research_price > 0.0
            && at(&none, 2040).rd_business.scenario > at(&none, 2040).rd_business.baseline
    );
}

#[test]
fn effects_rise_with_the_elasticities() {
    let permanent = experiment(scenario([public_research(0.001, 2026)]));
    let target = experiment(three_percent());
    let rising = |experiment: &Experiment, id: P, points: [f64; 4], fixed: &[(P, f64)]| {
        let effects: Vec<f64> = points
            .iter()
            .map(|value| at(&run(experiment, &[fixed, &[(id, *value)]].concat()), 2060).gdp)
            .collect();
        assert!(effects.windows(2).all(|pair| pair[0] < pair[1]), "{}: {effects:?}", id.name());
    };
    rising(&permanent, P::OutputElasticityPublic, [0.0, 0.05, 0.1, 0.17], &[]);
    rising(&permanent, P::Complementarity, [-0.05, 0.0, 0.05, 0.15], &[]);
    rising(
        &permanent,
        P::OutputElasticityBusiness,
        [0.0, 0.05, 0.1, 0.13],
        &[(P::ResearchPriceElasticity, 0.0)],
    );
    rising(&target, P::OutputElasticityBusiness, [0.0, 0.05, 0.1, 0.13], &[]);
    rising(&target, P::OutputElasticityPublic, [0.0, 0.05, 0.1, 0.17], &[]);
    rising(&target, P::CapitalShare, [0.30, 0.34, 0.38, 0.42], &[]);
}

#[test]
fn longer_gestation_delays_and_does_not_lose() {
    let mut permanent = scenario([public_research(0.001, 2026)]);
    permanent.horizon = 2200;
    let experiment = experiment(permanent);
    let (short, long) =
        (run(&experiment, &[(P::GestationPublic, 2.0)]), run(&experiment, &[(P::GestationPublic, 10.0)]));
    assert!(at(&short, 2035).gdp > at(&long, 2035).gdp);
    assert_relative_eq!(at(&short, 2200).gdp, at(&long, 2200).gdp, max_relative = 2e-3);
}

#[test]
fn capital_without_the_rd_asset_amplifies_less() {
    let experiment = experiment(scenario([public_research(0.001, 2026)]));
    let effect = |rd_share: f64| at(&run(&experiment, &[(P::RdCapitalShare, rd_share)]), 2060).gdp;
    let lower_alpha = at(&run(&experiment, &[(P::CapitalShare, 0.33)]), 2060).gdp;
    assert!(effect(0.03) < effect(0.0));
    assert_relative_eq!(effect(0.03), lower_alpha, max_relative = 1e-12);
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
    assert_relative_eq!(extra(2032), volume, max_relative = 1e-12);
    assert!(extra(2033) < extra(2032));
}

#[test]
fn output_without_rd_is_what_is_left_for_other_uses() {
    let years = run(&experiment(three_percent()), &[]);
    let year = at(&years, 2035);
    let (gdp, rd) = (Variable::Gdp.levels(year), Variable::RdTotal.levels(year));
    let left = Variable::GdpWithoutRd.levels(year);
    assert_relative_eq!(left.scenario, gdp.scenario - rd.scenario, max_relative = 1e-14);
    assert_relative_eq!(left.baseline, gdp.baseline - rd.baseline, max_relative = 1e-14);
    // R&D of 3% of GDP takes more of it than it has brought by then.
    let deviation = |variable: Variable| variable.deviation(variable.levels(year));
    assert!(
        deviation(Variable::Gdp) > 0.0 && deviation(Variable::GdpWithoutRd) < deviation(Variable::Gdp) - 0.9
    );
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
    assert_relative_eq!(at(&slow, 2200).gdp, at(&quick, 2200).gdp, max_relative = 2e-3);
}

#[test]
fn with_theta_the_return_travels_instead_of_the_elasticity() {
    let experiment = experiment(scenario([public_research(0.001, 2026)]));
    let fixed =
        [(P::TransferTheta, 1.0), (P::SourceStockRatioBusiness, 0.10), (P::SourceStockRatioPublic, 0.10)];
    let transferred = run(&experiment, &fixed);
    let first = at(&transferred, 2023);
    let own = |pair: kennis::Pair<f64>| pair.baseline / first.baseline.gdp;
    let elasticity = |eps: f64, ratio: f64| eps * ratio / 0.10;
    let direct = run(
        &experiment,
        &[
            (P::OutputElasticityBusiness, elasticity(0.08, own(first.knowledge_business))),
            (P::OutputElasticityPublic, elasticity(0.05, own(first.knowledge_public))),
        ],
    );
    for (one, other) in transferred.iter().zip(&direct) {
        assert_abs_diff_eq!(one.gdp, other.gdp, epsilon = 1e-14);
    }
}

// The long run through the whole engine.

/// Long-run effect of a permanent step of public research, to first order: stocks move by their share of R&D, business
/// R&D that follows GDP feeds back.
fn long_run(x: f64, composition: f64, p: &[(P, f64)]) -> f64 {
    let of = |id: P| p.iter().find(|(known, _)| *known == id).unwrap().1;
    let (eps_b, eps_p) = (of(P::OutputElasticityBusiness), of(P::OutputElasticityPublic));
    let (alpha, xi) = (of(P::CapitalShare), of(P::Complementarity));
    let feedback = eps_b * composition;
    (eps_p + feedback * xi) * x / (1.0 - alpha) / (1.0 - feedback / (1.0 - alpha))
}

#[test]
fn permanent_research_converges_to_its_closed_form() {
    for (eps_b, eps_p, xi, psi) in [
        (0.0, 0.05, 0.0, 0.0),
        (0.0, 0.05, 0.0, 0.54),
        (0.08, 0.05, 0.0, 0.54),
        (0.13, 0.17, 0.15, 1.0),
        (0.08, 0.0, 0.1, 0.54),
    ] {
        let parameters = [
            (P::OutputElasticityBusiness, eps_b),
            (P::OutputElasticityPublic, eps_p),
            (P::CapitalShare, 0.36),
            (P::Complementarity, xi),
            (P::ResearchPriceElasticity, psi),
        ];
        for closure in CapitalClosure::ALL {
            let amount = 1e-7;
            let mut permanent = under(*closure, scenario([public_research(amount, 2024)]));
            permanent.horizon = 2200;
            let experiment = experiment(permanent);
            let years = run(&experiment, &parameters);
            let last = at(&years, 2200);
            let x = amount * last.baseline.gdp / last.rd_public.baseline;
            let matrix = &experiment.baseline.rd[177];
            let composition = matrix.cells[0][0] / matrix.performed(Performer::Business);
            assert_relative_eq!(last.gdp, long_run(x, composition, &parameters), max_relative = 1e-2);
            // All money is volume in the long run, and capital follows output.
            assert!(last.research_price.abs() < 1e-3 * x);
            assert_relative_eq!(last.capital, last.gdp, max_relative = 1e-2);
            assert_relative_eq!(last.gdp * (1.0 - 0.36), last.tfp, max_relative = 5e-3);
        }
    }
}

#[test]
fn a_constant_return_ends_at_the_return_on_the_extra_stock() {
    // a = rho omega x / (g + delta) with x the extra R&D over GDP; business R&D that follows GDP adds its own.
    let (g, alpha, delta, m, rho) = (0.015, 0.36, 0.10, 5.0, 0.30);
    let mut permanent = scenario([public_research(1e-6, 2026)]);
    (permanent.horizon, permanent.baseline) = (2199, Some(steady(g, 2199)));
    let experiment = experiment(permanent);
    let replaced =
        [(P::RateOfReturnBusiness, 0.0), (P::Complementarity, 0.0), (P::ResearchPriceElasticity, 0.54)];
    let last = *at(&run_of(StructureName::RateOfReturn, &experiment, &replaced), 2199);
    let p = m / (m + 3.0);
    let omega = f64::powi((1.0 - p) / (1.0 - p / (1.0 + g)), 3);
    assert_relative_eq!(last.tfp, rho * omega * 1e-6 / (g + delta), max_relative = 5e-3);
    assert_relative_eq!(last.gdp, last.tfp / (1.0 - alpha), max_relative = 5e-3);
}

#[test]
fn more_effort_ends_at_its_absorption_and_its_share_in_the_frontier() {
    let mut permanent = scenario([public_research(1e-6, 2026)]);
    (permanent.horizon, permanent.baseline) = (2199, Some(steady(0.015, 2199)));
    let experiment = experiment(permanent);
    let years = run_of(
        StructureName::SemiEndogenous,
        &experiment,
        &[(P::CatchUpSpeed, 0.2), (P::FishingOut, 4.0), (P::FrontierGrowth, 0.05)],
    );
    let last = at(&years, 2199);
    // Effort is R&D that came to term: of growing R&D a longer gestation lets less through.
    let through = |m: f64| {
        let p = m / (m + 3.0);
        ((1.0 - p) / (1.0 - p / 1.015)).powi(3)
    };
    let effort = |of: fn(kennis::Pair<f64>) -> f64| {
        through(2.0) * of(last.rd_business) + through(5.0) * of(last.rd_public)
    };
    let n = (effort(|pair| pair.scenario) / effort(|pair| pair.baseline)).ln();
    assert_relative_eq!(last.tfp, (0.10 + 0.01 * 0.75 / 4.0) * n, max_relative = 5e-3);
    assert_relative_eq!(last.contributions.frontier, 0.01 * 0.75 / 4.0 * n, max_relative = 5e-3);
    assert_eq!((last.contributions.business_knowledge, last.contributions.public_knowledge), (0.0, 0.0));
}

#[test]
fn structures_differ_in_what_they_make_of_the_same_money() {
    let experiment = experiment(scenario([public_research(0.001, 2026)]));
    for structure in long_run_structures() {
        let effect = at(&run_of(structure, &experiment, &[]), 2060).gdp;
        assert_eq!(effect == 0.0, structure == StructureName::NoEffect);
        assert!((0.0..0.02).contains(&effect), "{structure}: {effect}");
    }
    // In the year of the money all agree on money and price, and the stocks are the same a year later.
    let spent = |structure: StructureName| {
        let years = run_of(structure, &experiment, &[]);
        (at(&years, 2026).research_price, at(&years, 2027).knowledge_public)
    };
    assert!(STRUCTURES.iter().all(|(structure, _)| spent(*structure) == spent(StructureName::NoEffect)));
}

#[test]
fn the_effect_is_a_level_and_never_growth() {
    let mut permanent = scenario([public_research(0.001, 2026)]);
    permanent.horizon = 2200;
    let years = run(&experiment(permanent), &[]);
    let [first, second, third] = [2140, 2170, 2200].map(|year| at(&years, year).gdp);
    // What is left of the way shrinks by more than half in thirty years.
    assert!(
        third - second < 0.5 * (second - first) && third - second < 0.01 * third,
        "{first} {second} {third}"
    );
}

/// A baseline that grows at `g` each year, with R&D at 2% of GDP.
fn steady(g: f64, horizon: i32) -> BaselineTable {
    let mut table = BaselineTable::default();
    for year in 2024..=horizon + 1 {
        let mut row = BaselineRow::default();
        row.gdp_growth = Some(g);
        row.rd_intensity = Some(0.02);
        table.rows.insert(year, row);
    }
    table
}

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
        assert_abs_diff_eq!(share.gdp, cost.gdp, epsilon = 1e-4 * share.gdp.abs() + 1e-13);
        assert_abs_diff_eq!(share.capital, cost.capital, epsilon = 1e-4 * share.capital.abs() + 1e-13);
    }
    // Immediate capital is an upper bound while the effect rises, and the same in the long run.
    assert!((2040..2100).all(|year| at(&ratio, year).gdp > at(&share, year).gdp));
    assert_relative_eq!(at(&ratio, 2199).gdp, at(&share, 2199).gdp, max_relative = 5e-3);
    // Investment of the share closure is its share of the extra output: s = (g + d) K/Y.
    let year = at(&share, 2060);
    let s = (g + d) * year.baseline.capital / year.baseline.gdp;
    assert_relative_eq!(year.welfare.investment, s * year.welfare.gdp, max_relative = 1e-6);
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
    assert_relative_eq!(last.capital, -sigma * change / (1.0 - alpha), max_relative = 1e-4);
    assert_relative_eq!(last.gdp, -alpha * sigma * change / (1.0 - alpha), max_relative = 1e-4);
}

// The price of research.

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
        assert_relative_eq!(log_ratio(year.rd_total()), d, max_relative = 1e-10);
        assert_relative_eq!(year.research_price, price, max_relative = 1e-10);
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

// Targets.

#[test]
fn a_target_is_hit_exactly_every_year() {
    for closure in CapitalClosure::ALL {
        let years = run(&experiment(under(*closure, three_percent())), &[]);
        let intensity = |year: i32| Variable::RdIntensity.levels(at(&years, year));
        for year in 2030..=2060 {
            assert_relative_eq!(intensity(year).scenario, 0.03, max_relative = 1e-14);
        }
        // A straight line from the baseline of 2025.
        let start = intensity(2025);
        assert_eq!(start.scenario, start.baseline);
        for year in 2026..2030 {
            let expected = start.baseline + (0.03 - start.baseline) * f64::from(year - 2025) / 5.0;
            assert_relative_eq!(intensity(year).scenario, expected, max_relative = 1e-13);
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
            assert_relative_eq!(public.scenario - public.baseline, public_share * extra, epsilon = 1e-11);
            // Government pays the public part, business the rest.
            let government = year.rd_public_funded;
            assert_relative_eq!(
                government.scenario - government.baseline,
                public_share * extra,
                epsilon = 1e-11
            );
            assert_relative_eq!(year.spending, public_share * extra, epsilon = 1e-11);
            assert_relative_eq!(year.welfare.rd, extra, epsilon = 1e-11);
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
        max_relative = 1e-14
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
            max_relative = 1e-9
        );
    }
}

// The baseline.

/// GDP from productivity, capital, human capital and hours: `A K^alpha (h L)^(1-alpha)`.
fn output(year: &Year<f64>, kind: impl Fn(kennis::Pair<f64>) -> f64) -> f64 {
    let level = |variable: Variable| kind(variable.levels(year));
    let alpha = year.capital_share;
    level(Variable::Tfp)
        * year.baseline.first_log_productivity.exp()
        * level(Variable::Capital).powf(alpha)
        * (level(Variable::HumanCapital) * level(Variable::Hours)).powf(1.0 - alpha)
}

#[test]
fn gdp_is_reproduced_from_its_factors() {
    for closure in CapitalClosure::ALL {
        for alpha in [0.30, 0.36, 0.42] {
            for year in run(&experiment(under(*closure, package(1e-4))), &[(P::CapitalShare, alpha)]) {
                let gdp = Variable::Gdp.levels(&year);
                assert_relative_eq!(output(&year, |pair| pair.baseline), gdp.baseline, max_relative = 1e-12);
                assert_relative_eq!(output(&year, |pair| pair.scenario), gdp.scenario, max_relative = 1e-12);
            }
        }
    }
}

#[test]
fn the_residual_makes_every_draw_give_the_same_baseline() {
    let experiment = experiment(Scenario::new("baseline"));
    let mut settings = Settings::default();
    settings.draws = 20;
    let ensemble = Ensemble::draw(&experiment, &settings).unwrap();
    for (year, statistics) in ensemble.statistics(Variable::Gdp, Kind::Baseline).unwrap().iter().enumerate() {
        assert_relative_eq!(statistics.mean, experiment.baseline.gdp[year], max_relative = 1e-12);
        assert!(statistics.sd < 1e-12 * statistics.mean);
    }
}

#[test]
fn a_users_baseline_is_reproduced() {
    let mut table = BaselineTable::default();
    for (year, gdp, hours) in [(2024, 1100.0, 14_500.0), (2025, 1050.0, 14_400.0), (2026, 1200.0, 14_600.0)] {
        let mut row = BaselineRow::default();
        (row.gdp, row.hours) = (Some(gdp), Some(hours));
        (row.rd_business_share, row.rd_public_share) = (Some(0.015), Some(0.008));
        table.rows.insert(year, row);
    }
    let mut scenario = scenario([public_research(0.001, 2026)]);
    scenario.baseline = Some(table.clone());
    let years = run(&experiment(scenario), &[]);
    for (year, row) in &table.rows {
        let year = at(&years, *year);
        let baseline = |variable: Variable| variable.levels(year).baseline;
        assert_relative_eq!(baseline(Variable::Gdp), row.gdp.unwrap(), max_relative = 1e-12);
        assert_relative_eq!(output(year, |pair| pair.baseline), row.gdp.unwrap(), max_relative = 1e-12);
        assert_relative_eq!(baseline(Variable::Hours), row.hours.unwrap(), max_relative = 1e-12);
        assert_relative_eq!(baseline(Variable::RdBusiness) / row.gdp.unwrap(), 0.015, max_relative = 1e-12);
        assert_relative_eq!(baseline(Variable::RdPublic) / row.gdp.unwrap(), 0.008, max_relative = 1e-12);
        assert_relative_eq!(baseline(Variable::RdIntensity), 0.023, max_relative = 1e-12);
    }
    // An amount as a share of GDP is a share of this baseline.
    assert_relative_eq!(at(&years, 2026).spending, 1.2, max_relative = 1e-12);
}

#[test]
fn baseline_stocks_are_the_convolution_of_past_rd() {
    // With no error of the start, from the balanced path: sums over weights against the filters.
    let experiment = experiment(Scenario::new("baseline"));
    let (delta, m) = (0.10_f64, 5.0_f64);
    let years = run(&experiment, &[(P::DepreciationPublic, delta), (P::GestationPublic, m)]);
    let baseline = &experiment.baseline;
    let p = m / (m + 3.0);
    let g = baseline.rd_growth;
    // R&D by year, with a thousand years of balanced growth before the data.
    let first = baseline.history_public[0];
    let mut flows: Vec<f64> = (1..=1000).rev().map(|t| first * (1.0 + g).powi(-t)).collect();
    flows.extend(&baseline.history_public);
    flows.extend(baseline.rd[1..].iter().map(|matrix| matrix.public()));
    let weight = |k: usize| {
        let k = k as f64;
        (k + 2.0) * (k + 1.0) / 2.0 * (1.0 - p).powi(3) * p.powf(k)
    };
    let mut stock = 0.0;
    let mut stocks = Vec::new();
    for t in 0..flows.len() {
        stocks.push(stock);
        let effective: f64 = (0..=t.min(200)).map(|k| weight(k) * flows[t - k]).sum();
        stock = (1.0 - delta) * stock + effective;
    }
    let start = 1000 + baseline.history_public.len() - 1;
    for (t, year) in years.iter().enumerate() {
        assert_relative_eq!(year.knowledge_public.baseline, stocks[start + t], max_relative = 1e-9);
    }
}

#[test]
fn a_longer_horizon_leaves_earlier_years_the_same_bits() {
    for closure in CapitalClosure::ALL {
        for make in [three_percent, || package(1e-4)] {
            let to = |horizon: i32| {
                let mut scenario = under(*closure, make());
                scenario.horizon = horizon;
                experiment(scenario)
            };
            let (short, long) = (to(2060), to(2200));
            for structure in long_run_structures() {
                let (short, long) = (run_of(structure, &short, &[]), run_of(structure, &long, &[]));
                assert!(same_bits(&short, &long[..short.len()]), "{closure} {structure}");
                assert!(long.iter().all(|year| deviations(year).iter().all(|value| value.is_finite())));
            }
        }
    }
}

// Accounts.

#[test]
fn both_margins_add_up_every_year() {
    let experiment = experiment(package(5e-4));
    let years = run(&experiment, &[]);
    for (year, matrix) in years.iter().zip(&experiment.baseline.rd) {
        assert!(matrix.margins_agree());
        let performed: f64 = Performer::ALL.iter().map(|performer| matrix.performed(*performer)).sum();
        let funded: f64 = Funder::ALL.iter().map(|funder| matrix.funded(*funder)).sum();
        assert_relative_eq!(performed, funded, max_relative = 1e-13);
        assert_relative_eq!(year.rd_total().baseline, performed, max_relative = 1e-13);
        assert_relative_eq!(
            year.rd_business.baseline,
            matrix.performed(Performer::Business),
            max_relative = 1e-13
        );
        assert_relative_eq!(
            year.rd_public_funded.baseline,
            matrix.funded(Funder::Government),
            max_relative = 1e-13
        );
        // Intensity is money of all performers over GDP.
        let intensity = Variable::RdIntensity.levels(year);
        let gdp = Variable::Gdp.levels(year);
        assert_relative_eq!(
            intensity.scenario * gdp.scenario,
            year.rd_total().scenario,
            max_relative = 1e-13
        );
        assert_relative_eq!(intensity.baseline * gdp.baseline, performed, max_relative = 1e-13);
    }
}

#[test]
fn debt_by_hand() {
    let (i, tau, g_g, nu) = (0.01, 0.39, 0.43, 0.8);
    for financing in Financing::ALL {
        let mut scenario = package(2e-4);
        scenario.financing = *financing;
        let years = run(&experiment(scenario), &[(P::RealInterest, i), (P::TaxShare, tau)]);
        let (mut debt, mut indexed) = (0.0, 0.0);
        for year in &years[1..] {
            let (gdp, credit) = (Variable::Gdp.levels(year), 2e-4 * year.baseline.gdp);
            let change = gdp.scenario - gdp.baseline;
            let (paid, taxes) = match financing {
                Financing::Debt => (year.spending, 0.0),
                Financing::Tax => (year.spending, year.spending),
                _ => (0.0, 0.0),
            };
            debt = (1.0 + i) * debt + paid - taxes - tau * change;
            indexed = (1.0 + i) * indexed + paid - taxes - (tau - nu * g_g) * change;
            assert_abs_diff_eq!(year.debt, debt, epsilon = 1e-10);
            assert_abs_diff_eq!(year.debt_wage_indexed, indexed, epsilon = 1e-10);
            let credits = if year.spending == 0.0 { 0.0 } else { credit };
            assert_abs_diff_eq!(year.revenue, tau * change + taxes - credits, epsilon = 1e-10);
            let percent = |value: f64| 100.0 * value / year.baseline.gdp;
            let deviation = |variable: Variable| variable.deviation(variable.levels(year));
            assert_abs_diff_eq!(deviation(Variable::DebtRatio), percent(debt), epsilon = 1e-10);
            assert_abs_diff_eq!(deviation(Variable::DebtRatioWageIndexed), percent(indexed), epsilon = 1e-10);
            assert_abs_diff_eq!(deviation(Variable::Revenue), percent(year.revenue), epsilon = 1e-10);
        }
    }
}

#[test]
fn spending_is_all_public_money() {
    // Nine instruments of a fixed share of GDP; training and schooling have no price here.
    let years = run(&experiment(package(1e-4)), &[]);
    for year in 2026..=2060 {
        let year = at(&years, year);
        assert_relative_eq!(year.spending, 9e-4 * year.baseline.gdp, max_relative = 1e-12);
    }
    // Six of them pay for R&D: not the tax credit, venture capital and the attraction of firms.
    let year = at(&years, 2030);
    let government = year.rd_public_funded;
    assert_relative_eq!(
        government.scenario - government.baseline,
        6e-4 * year.baseline.gdp,
        max_relative = 1e-10
    );
}

#[test]
fn welfare_by_hand() {
    let (d, meb) = (0.045, 0.25);
    for closure in CapitalClosure::ALL {
        for make in [three_percent, || package(2e-4)] {
            let mut scenario = under(*closure, make());
            scenario.financing = Financing::Tax;
            let target = !scenario.targets.is_empty();
            let parameters =
                [(P::CapitalDepreciation, d), (P::MarginalExcessBurden, meb), (P::ForeignCapitalShare, 0.3)];
            let years = run(&experiment(scenario), &parameters);
            let mut from_abroad = 0.0;
            for pair in years.windows(2) {
                let (year, next) = (&pair[0], &pair[1]);
                let change = |year: &Year<f64>, variable: Variable| {
                    let levels = variable.levels(year);
                    levels.scenario - levels.baseline
                };
                let gdp = change(year, Variable::Gdp);
                let investment =
                    change(next, Variable::Capital) - (1.0 - d) * change(year, Variable::Capital);
                // R&D of all funders except abroad: of these instruments only the attraction of firms is from abroad.
                let attracted = if target || year.spending == 0.0 { 0.0 } else { 2e-4 * year.baseline.gdp };
                from_abroad += 0.5 * (0.4 * attracted - from_abroad);
                let rd = change(year, Variable::RdTotal) - from_abroad;
                let by_hand = gdp - investment - rd - meb * year.spending - attracted;
                assert_abs_diff_eq!(year.welfare.investment, investment, epsilon = 1e-9);
                assert_abs_diff_eq!(year.welfare.consumption(), by_hand, epsilon = 1e-9);
                let national = by_hand - 0.3 * year.capital_share * gdp;
                let deviation = |variable: Variable| variable.deviation(variable.levels(year));
                assert_abs_diff_eq!(
                    deviation(Variable::Welfare),
                    100.0 * by_hand / year.baseline.gdp,
                    epsilon = 1e-9
                );
                assert_abs_diff_eq!(
                    deviation(Variable::WelfareNationalIncome),
                    100.0 * national / year.baseline.gdp,
                    epsilon = 1e-9
                );
            }
        }
    }
}

#[test]
fn financing_acts_as_it_says() {
    let with = |financing: Financing, replaced: &[(P, f64)]| {
        let mut scenario = scenario([public_research(0.001, 2026)]);
        scenario.financing = financing;
        run(&experiment(scenario), replaced)
    };
    let debt = with(Financing::Debt, &[]);
    let tax = with(Financing::Tax, &[]);
    let offset = with(Financing::Offset, &[]);
    for ((debt, tax), offset) in debt.iter().zip(&tax).zip(&offset) {
        // Who pays does not matter to GDP as long as taxes and outlays do nothing.
        assert_eq!((debt.gdp, debt.gdp), (tax.gdp, offset.gdp));
        assert_relative_eq!(tax.debt, offset.debt, epsilon = 1e-10);
        assert_relative_eq!(tax.revenue - debt.revenue, tax.spending, epsilon = 1e-10);
    }
    assert!(at(&debt, 2035).debt > at(&tax, 2035).debt);
    // Taxes cost labour from the year after: l = e ln(1 - (dT/Y)/(1 - tau)).
    let labour = with(Financing::Tax, &[(P::LabourTaxElasticity, 0.1)]);
    assert_eq!(at(&labour, 2026).labour, 0.0);
    for year in 2027..=2060 {
        assert_relative_eq!(
            at(&labour, year).labour,
            0.1 * (1.0_f64 - 0.001 / 0.61).ln(),
            max_relative = 1e-10
        );
        assert!(at(&labour, year).gdp < at(&tax, year).gdp);
    }
    // An outlay that falls would have returned 20% a year later.
    let returned = with(Financing::Offset, &[(P::OffsetReturn, 0.2)]);
    assert_eq!(at(&returned, 2026).financing, 0.0);
    assert_relative_eq!(at(&returned, 2027).financing, (1.0_f64 - 0.2 * 0.001).ln(), max_relative = 1e-10);
    assert!(at(&returned, 2040).gdp < at(&offset, 2040).gdp);
}

#[test]
fn amounts_in_euro_are_deflated_to_the_price_base() {
    let economy = Economy::netherlands().unwrap();
    let spend = |price_base: i32| {
        let mut scenario = scenario([Measure::new(Instrument::PublicResearch, Unit::BnEur, 1.0, 2026)]);
        scenario.price_base = price_base;
        at(&run(&experiment(scenario), &[]), 2026).spending
    };
    assert_relative_eq!(spend(2023), 1.0, max_relative = 1e-14);
    let price = economy.relative_price(2015).unwrap();
    // Prices rose by a quarter to a third from 2015 to 2023: a euro of 2015 buys more.
    assert!((0.7..0.85).contains(&price));
    assert_relative_eq!(spend(2015) * price, 1.0, max_relative = 1e-12);
}

// Channels.

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
                    assert_abs_diff_eq!(sum + price, full.gdp, epsilon = 1e-12);
                    let tfp: f64 =
                        Channel::ALL.iter().filter(|c| c.acts_on_tfp()).map(|c| without.channel(*c)).sum();
                    assert_abs_diff_eq!(tfp + full.tfp - without.tfp, full.tfp, epsilon = 1e-12);
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
        parameters.set(id, Distribution::fixed(value), Origin::Set);
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
            let channels = ensemble.channels();
            assert!(channels.contains(&Channel::ResearchPrice) && channels.contains(&Channel::Capital));
            let scenario = |variable: Variable| {
                ensemble
                    .draws(0, variable, Kind::Scenario)
                    .unwrap()
                    .column(0)
                    .iter()
                    .copied()
                    .collect::<Vec<f64>>()
            };
            let (gdp, tfp) = (scenario(Variable::Gdp), scenario(Variable::Tfp));
            let parts: Vec<_> =
                channels.iter().map(|channel| ensemble.gdp_channel(*channel).unwrap()).collect();
            let of_tfp: Vec<_> =
                channels.iter().filter_map(|channel| ensemble.tfp_channel(*channel)).collect();
            let before = ensemble.draws(0, Variable::Tfp, Kind::Baseline).unwrap();
            let baseline_gdp = ensemble.statistics(Variable::Gdp, Kind::Baseline).unwrap();
            for (t, (gdp, tfp)) in gdp.iter().zip(&tfp).enumerate() {
                let sum = |parts: &[Vec<Statistics>]| parts.iter().map(|part| part[t].mean).sum::<f64>();
                let log = |scenario: f64, baseline: f64| 100.0 * (scenario / baseline).ln();
                assert_abs_diff_eq!(sum(&parts), log(*gdp, baseline_gdp[t].mean), epsilon = 1e-10);
                assert_abs_diff_eq!(sum(&of_tfp), log(*tfp, before[(t, 0)]), epsilon = 1e-10);
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
        max_relative = 1e-12
    );
    assert_relative_eq!(
        year.channel(Channel::PublicKnowledge),
        0.05 * log_ratio(year.knowledge_public),
        max_relative = 1e-12
    );
    assert!(year.channel(Channel::Interaction) != 0.0 && year.channel(Channel::Financing) < 0.0);
    // The interaction is eps_BP (b p - b0 p0), stocks in logs against those of 2023.
    let first = run(&experiment, &[])[0];
    let log = |pair: kennis::Pair<f64>, reference: kennis::Pair<f64>| {
        [(pair.scenario / reference.baseline).ln(), (pair.baseline / reference.baseline).ln()]
    };
    let b = log(year.knowledge_business, first.knowledge_business);
    let p = log(year.knowledge_public, first.knowledge_public);
    assert_relative_eq!(
        year.channel(Channel::Interaction),
        0.02 * (b[0] * p[0] - b[1] * p[1]),
        max_relative = 1e-9
    );
}

#[test]
fn cuts_that_leave_no_rd_are_refused() {
    let made = |scenario: Scenario| {
        Experiment::new(&Economy::netherlands().unwrap(), scenario, ParameterSet::default())
    };
    let cut = scenario([public_research(-0.05, 2026)]);
    assert_matches_no_rd(made(cut).unwrap_err(), Variable::RdPublic, 2026);
    let mut low = Scenario::new("0.1% of GDP");
    low.targets.push(Target::new(0.001, 2030, 0.4));
    assert_matches_no_rd(made(low).unwrap_err(), Variable::RdPublic, 2030);
    assert!(made(scenario([public_research(-0.001, 2026)])).is_ok());
}

fn assert_matches_no_rd(error: kennis::ExperimentError, performer: Variable, first: i32) {
    let kennis::ExperimentError::NoRd { variable, year, amount } = error else { panic!("{error}") };
    assert_eq!((variable, year), (performer, first));
    assert!(amount <= 0.0);
}
