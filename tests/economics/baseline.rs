//! The baseline: its factors, stocks and horizon, and that of a user.

use crate::helpers::{deviations, every_structure, package, three_percent};
use crate::support::tolerances as within;
use crate::support::{at, experiment, public_research, run, run_of, same_bits, scenario, under};
use approx::assert_relative_eq;
use kennis::scenario::BaselineRow;
use kennis::{
    BaselineTable, CapitalClosure, Distribution, Ensemble, Kind, ParameterId as P, Scenario, Settings,
    StructureChoice, StructureName, Variable, Year,
};

/// GDP from productivity, capital, human capital and hours: `A K^alpha (h L)^(1-alpha)`.
fn output(year: &Year<f64>, kind: impl Fn(kennis::model::Pair<f64>) -> f64) -> f64 {
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
                assert_relative_eq!(
                    output(&year, |pair| pair.baseline),
                    gdp.baseline,
                    max_relative = within::YEAR
                );
                assert_relative_eq!(
                    output(&year, |pair| pair.scenario),
                    gdp.scenario,
                    max_relative = within::YEAR
                );
            }
        }
    }
}

#[test]
fn labour_productivity_is_gdp_over_hours() {
    for year in run(&experiment(package(1e-4)), &[]) {
        let levels = |variable: Variable| variable.levels(&year);
        let (gdp, hours) = (levels(Variable::Gdp), levels(Variable::Hours));
        let found = levels(Variable::LabourProductivity);
        assert_relative_eq!(
            found.baseline,
            1000.0 * gdp.baseline / hours.baseline,
            max_relative = within::YEAR
        );
        assert_relative_eq!(
            found.scenario,
            1000.0 * gdp.scenario / hours.scenario,
            max_relative = within::YEAR
        );
    }
}

#[test]
fn accounts_hold_draw_by_draw_where_the_level_of_the_baseline_is_uncertain() {
    let mut scenario = Scenario::new("baseline");
    scenario.structure = StructureChoice::List(vec![StructureName::KnowledgeCapital]);
    scenario.parameters.push((P::CapitalShare, Distribution::fixed(0.36)));
    let mut settings = Settings::default();
    settings.draws = 16;
    settings.layers.baseline_level = true;
    let ensemble = Ensemble::draw(&experiment(scenario), &settings).unwrap();
    let one = ensemble.structures().next().unwrap();
    let draws = |variable| one.draws(variable, Kind::Baseline).unwrap().to_owned();
    let [gdp, tfp, capital, human_capital, hours] =
        [Variable::Gdp, Variable::Tfp, Variable::Capital, Variable::HumanCapital, Variable::Hours].map(draws);
    let business = Kind::ALL.iter().filter(|kind| **kind != Kind::Deviation);
    let business: Vec<_> = business.map(|kind| one.draws(Variable::RdBusiness, *kind).unwrap()).collect();
    let last = gdp.nrows() - 1;
    assert!((0..16).any(|draw| (gdp[[last, draw]] / gdp[[last, 0]] - 1.0).abs() > 1e-3));
    for draw in 0..16 {
        for year in 1..=last {
            let growth = |of: &kennis::ndarray::Array2<f64>| of[[year, draw]] / of[[0, draw]];
            let of_factors = growth(&tfp)
                * growth(&capital).powf(0.36)
                * (growth(&human_capital) * growth(&hours)).powf(0.64);
            assert_relative_eq!(growth(&gdp), of_factors, max_relative = within::LEVEL);
            // Firms follow what policy makes of output, not the level of the baseline.
            assert_relative_eq!(
                business[0][[year, draw]],
                business[1][[year, draw]],
                max_relative = within::LEVEL
            );
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
        assert_relative_eq!(statistics.mean, experiment.baseline().gdp()[year], max_relative = within::YEAR);
        assert!(statistics.sd < within::YEAR * statistics.mean);
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
        assert_relative_eq!(baseline(Variable::Gdp), row.gdp.unwrap(), max_relative = within::YEAR);
        assert_relative_eq!(
            output(year, |pair| pair.baseline),
            row.gdp.unwrap(),
            max_relative = within::YEAR
        );
        assert_relative_eq!(baseline(Variable::Hours), row.hours.unwrap(), max_relative = within::YEAR);
        assert_relative_eq!(
            baseline(Variable::RdBusiness) / row.gdp.unwrap(),
            0.015,
            max_relative = within::YEAR
        );
        assert_relative_eq!(
            baseline(Variable::RdPublic) / row.gdp.unwrap(),
            0.008,
            max_relative = within::YEAR
        );
        assert_relative_eq!(baseline(Variable::RdIntensity), 0.023, max_relative = within::YEAR);
    }
    // An amount as a share of GDP is a share of this baseline.
    assert_relative_eq!(at(&years, 2026).spending, 1.2, max_relative = within::YEAR);
}

#[test]
fn baseline_stocks_are_the_convolution_of_past_rd() {
    // With no error of the start, from the balanced path: sums over weights against the filters.
    let experiment = experiment(Scenario::new("baseline"));
    let (delta, m) = (0.10_f64, 5.0_f64);
    let years = run(&experiment, &[(P::DepreciationPublic, delta), (P::GestationPublic, m)]);
    let baseline = &experiment.baseline();
    let p = m / (m + 3.0);
    let g = baseline.rd_growth;
    // R&D by year, with a thousand years of balanced growth before the data.
    let first = baseline.history_public()[0];
    let mut flows: Vec<f64> = (1..=1000).rev().map(|t| first * (1.0 + g).powi(-t)).collect();
    flows.extend(baseline.history_public());
    flows.extend(baseline.rd()[1..].iter().map(|matrix| matrix.public()));
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
    let start = 1000 + baseline.history_public().len() - 1;
    for (t, year) in years.iter().enumerate() {
        assert_relative_eq!(
            year.knowledge_public.baseline,
            stocks[start + t],
            max_relative = within::DIFFERENCE
        );
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
            for structure in every_structure() {
                let (short, long) = (run_of(structure, &short, &[]), run_of(structure, &long, &[]));
                assert!(same_bits(&short, &long[..short.len()]), "{closure} {structure}");
                assert!(long.iter().all(|year| deviations(year).iter().all(|value| value.is_finite())));
            }
        }
    }
}

/// The level layer in closed form: where K/Y is given, log GDP is the level of productivity over `1 - alpha`, so that its
/// variance is `(n sigma_A^2 + n^2 sigma_d^2)/(1-alpha)^2` after n years. Its median is the projection, its mean above it, and
/// deviations stay what they are.
#[test]
fn the_level_of_the_baseline_has_the_band_of_a_walk_and_of_a_trend() {
    let (alpha, walk, drift) = (0.36, 0.010, 0.010);
    let mut scenario = scenario([public_research(0.001, 2026)])
        .with_structure(kennis::StructureChoice::List(vec![kennis::StructureName::KnowledgeCapital]));
    scenario.capital_closure = CapitalClosure::CapitalOutputRatio;
    for (id, value) in [(P::CapitalShare, alpha), (P::LevelVolatility, walk), (P::LevelDrift, drift)] {
        scenario = scenario.with_parameter(id, kennis::Distribution::fixed(value));
    }
    let experiment = experiment(scenario);
    let mut settings = Settings::default();
    (settings.draws, settings.channels, settings.plan) = (4096, false, kennis::SamplingPlan::Sobol);
    let certain = Ensemble::draw(&experiment, &settings).unwrap();
    settings.layers = settings.layers.with_baseline_level();
    let ensemble = Ensemble::draw(&experiment, &settings).unwrap();
    let gdp = ensemble.statistics(Variable::Gdp, Kind::Baseline).unwrap();
    for n in [1, 5, 10, 30] {
        let s = gdp.at(2023 + n).unwrap();
        let years = f64::from(n);
        let sd = (years * walk * walk + years * years * drift * drift).sqrt() / (1.0 - alpha);
        assert_relative_eq!((s.p95 / s.p05).ln() / (2.0 * 1.644_854), sd, max_relative = 0.05);
        let central = experiment.baseline().gdp()[n as usize];
        assert_relative_eq!((s.p50 / central).ln(), 0.0, epsilon = 4.0 * 1.2533 * sd / 64.0);
        assert_relative_eq!((s.mean / central).ln(), 0.5 * sd * sd, epsilon = 4.0 * sd / 64.0);
    }
    let effect =
        |of: &Ensemble| of.statistics(Variable::Gdp, Kind::Deviation).unwrap().at(2045).unwrap().mean;
    assert_relative_eq!(effect(&ensemble), effect(&certain), max_relative = 0.01);
}
