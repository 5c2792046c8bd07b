//! Paired differences: zero against itself, mirrored the other way round, by number whatever was dropped, and the same bits
//! however draws are held.

use crate::support::tolerances as within;
use kennis::ensemble::{PairError, PairedDifference};
use kennis::parameters::Shape;
use kennis::statistics::{DrawnDistribution, Questions};
use kennis::{
    Distribution as Prior, Economy, Ensemble, Experiment, Instrument, Kind, Layers, Measure, ParameterId,
    ParameterSet, Scenario, Settings, Statistics, StructureChoice, StructureName, Target, Unit, Variable,
};
use std::collections::BTreeMap;

/// Money for an instrument, a share of GDP from 2026 on.
fn money(instrument: Instrument, amount: f64) -> Scenario {
    Scenario::new("money").with_horizon(2045).with_measure(Measure::new(
        instrument,
        Unit::GdpShare,
        amount,
        2026,
    ))
}

fn research(amount: f64) -> Scenario {
    money(Instrument::PublicResearch, amount)
}

fn three_percent() -> Scenario {
    Scenario::new("3% of GDP").with_horizon(2045).with_target(Target::new(0.03, 2030, 0.4))
}

fn experiment(scenario: Scenario) -> Experiment {
    Experiment::new(&Economy::netherlands().unwrap(), scenario, ParameterSet::default()).unwrap()
}

fn settings() -> Settings {
    Settings::default().with_draws(400).with_channels(false).with_by_structure(true).with_variables(vec![
        Variable::Gdp,
        Variable::Tfp,
        Variable::RdIntensity,
        Variable::DebtRatio,
    ])
}

fn ensemble(scenario: Scenario) -> Ensemble {
    Ensemble::draw(&experiment(scenario), &settings()).unwrap()
}

fn of(first: &Ensemble, second: &Ensemble) -> PairedDifference {
    PairedDifference::of(first, second, &Questions::default()).unwrap()
}

fn gdp(pair: &PairedDifference, year: i32) -> &DrawnDistribution {
    pair.at(Variable::Gdp, year).unwrap()
}

fn figures(s: &Statistics) -> Vec<f64> {
    s.iter().map(|(_, value)| value).collect()
}

/// Deviations of GDP in a year by draw number, computed from single draws.
fn alone(experiment: &Experiment, structure: StructureName, draw: u64, year: i32) -> Option<f64> {
    let mut one = settings().with_draws(1).with_first_draw(draw);
    one.variables = vec![Variable::Gdp];
    // A draw alone that is dropped is more than a twentieth of its run.
    let ensemble = Ensemble::draw(experiment, &one).ok()?;
    let statistics = ensemble.structure(structure).unwrap().statistics(Variable::Gdp, Kind::Deviation);
    Some(statistics.unwrap().at(year).unwrap().mean)
}

#[test]
fn a_scenario_against_itself_is_zero_in_every_draw() {
    let a = ensemble(three_percent());
    let pair = of(&a, &ensemble(three_percent()));
    assert_eq!((pair.years(), pair.structures().len()), (a.years(), 4));
    for variable in settings().variables {
        for year in pair.by_year(variable).unwrap() {
            assert!(figures(&year.statistics()).iter().all(|x| *x == 0.0));
            let (more, equal) = (year.probability_above(0.0).unwrap(), year.share_equal(0.0).unwrap());
            assert_eq!((more.value, more.mc_error), (0.0, 0.0));
            assert!((equal.value - 1.0).abs() < within::ONE_STEP && equal.mc_error == 0.0);
            assert_eq!(year.quantile(0.05).unwrap().mc_error, 0.0);
        }
    }
}

#[test]
fn the_other_way_round_is_the_mirror() {
    let (a, b) = (ensemble(three_percent()), ensemble(research(0.002)));
    let (there, back) = (of(&a, &b), of(&b, &a));
    for variable in settings().variables {
        for (there, back) in there.by_year(variable).unwrap().iter().zip(back.by_year(variable).unwrap()) {
            let (s, m) = (there.statistics(), back.statistics());
            for (one, other) in [
                (s.mean, m.mean),
                (s.p05, m.p95),
                (s.p20, m.p80),
                (s.p25, m.p75),
                (s.p35, m.p65),
                (s.p50, m.p50),
                (s.p95, m.p05),
            ] {
                assert!((one + other).abs() < within::YEAR, "{variable}: {one} {other}");
            }
            assert!((s.sd - m.sd).abs() < within::YEAR);
            let [more, less, equal] = [
                there.probability_above(0.0).unwrap(),
                back.probability_above(0.0).unwrap(),
                there.share_equal(0.0).unwrap(),
            ]
            .map(|estimate| estimate.value);
            assert!((more + less + equal - 1.0).abs() < within::YEAR);
        }
    }
    assert!(gdp(&there, 2045).statistics().p50 < -1.0);
}

#[test]
fn the_mean_of_differences_is_the_difference_of_means_and_the_pair_is_narrower_than_two_bands() {
    let (a, b) = (ensemble(research(0.001)), ensemble(research(0.0012)));
    let pair = of(&a, &b);
    for variable in settings().variables {
        let [first, second] = [&a, &b].map(|e| e.statistics(variable, Kind::Deviation).unwrap());
        let means = second.iter().zip(first.iter()).map(|(second, first)| second.mean - first.mean);
        for ((t, year), means) in pair.by_year(variable).unwrap().iter().enumerate().zip(means) {
            let apart = year.statistics().mean - means;
            assert!(apart.abs() < within::LEVEL, "{variable} {t}: {apart}");
        }
    }
    let [first, second] = [&a, &b].map(|e| e.statistics(Variable::Gdp, Kind::Deviation).unwrap());
    let unpaired = f64::hypot(first.at(2045).unwrap().sd, second.at(2045).unwrap().sd);
    assert!(gdp(&pair, 2045).statistics().sd < 0.25 * unpaired);
    // R&D does nothing in no_effect, whose weight is a tenth.
    let equal = gdp(&pair, 2045).share_equal(0.0).unwrap();
    assert!((equal.value - 0.1).abs() < within::YEAR && equal.mc_error == 0.0);
    let certain = &pair.by_year_in(StructureName::NoEffect, Variable::Gdp).unwrap()[22];
    assert_eq!(certain.share_equal(0.0).unwrap().value, 1.0);
}

/// Elasticities so high that the rule against feedback drops draws under a target. The other scenario drops none.
fn with_dropped_draws() -> Scenario {
    let up_to = |upper| Prior {
        shape: Shape::Uniform { lower: 0.0, upper },
        lower: f64::NEG_INFINITY,
        upper: f64::INFINITY,
    };
    let mut scenario = three_percent()
        .with_parameter(ParameterId::OutputElasticityBusiness, up_to(0.3))
        .with_parameter(ParameterId::OutputElasticityPublic, up_to(0.04));
    scenario.structure = StructureChoice::List(vec![StructureName::KnowledgeCapital]);
    scenario
}

#[test]
fn draws_that_one_scenario_drops_leave_the_pair_and_the_others_are_paired_by_number() {
    let kc = StructureName::KnowledgeCapital;
    let dropping = experiment(with_dropped_draws());
    let mut plain = research(0.002);
    plain.structure = StructureChoice::List(vec![kc]);
    let plain = experiment(plain);
    let settings = settings().with_draws(120);
    let draw = |experiment| Ensemble::draw(experiment, &settings).unwrap();
    let (a, b) = (draw(&dropping), draw(&plain));
    let dropped = a.structure(kc).unwrap().dropped();
    assert!(dropped > 0 && b.structure(kc).unwrap().dropped() == 0, "{dropped}");
    for (pair, first_only, second_only, sign) in
        [(of(&a, &b), 0, dropped, 1.0), (of(&b, &a), dropped, 0, -1.0)]
    {
        let numbers = pair.structures()[0];
        assert_eq!(
            (numbers.paired, numbers.first_only, numbers.second_only),
            (120 - dropped, first_only, second_only)
        );
        let (numbers_kept, by_draw): (Vec<u64>, Vec<f64>) = (0..120)
            .filter_map(|i| {
                let (a, b) = (alone(&dropping, kc, i, 2045)?, alone(&plain, kc, i, 2045)?);
                Some((i, sign * (b - a)))
            })
            .unzip();
        assert_eq!(by_draw.len() as u64, numbers.paired);
        let expected = Statistics::of(&by_draw);
        let found = gdp(&pair, 2045).statistics();
        // All but the errors, in which the numbers of the draws count.
        for (ours, theirs) in figures(&found).iter().zip(figures(&expected)).take(11) {
            assert!((ours - theirs).abs() < within::LEVEL, "{ours} {theirs}");
        }
        let between = |values: &[f64]| {
            let (n, mean) = (values.len() as f64, values.iter().sum::<f64>() / values.len() as f64);
            let of = |r: u64| numbers_kept.iter().zip(values).filter(move |(i, _)| **i % 8 == r);
            let moved = |r: u64| of(r).map(|(_, x)| (x - mean) / n).sum::<f64>();
            ((0..8).map(|r| moved(r).powi(2)).sum::<f64>() * 8.0 / 7.0).sqrt()
        };
        assert!((found.mc_error - between(&by_draw)).abs() < within::LEVEL);
        let more = by_draw.iter().filter(|x| **x > 0.0).count() as f64 / by_draw.len() as f64;
        let stated = gdp(&pair, 2045).probability_above(0.0).unwrap();
        assert!((stated.value - more).abs() < within::YEAR);
        let is_more: Vec<f64> = by_draw.iter().map(|x| f64::from(u8::from(*x > 0.0))).collect();
        assert!((stated.mc_error - between(&is_more)).abs() < within::YEAR);
    }
}

#[test]
fn any_quantile_and_any_threshold_is_that_of_the_draws() {
    let kc = StructureName::KnowledgeCapital;
    let (a, b) = (ensemble(three_percent()), ensemble(research(0.002)));
    let by_number = |e: &Ensemble| -> BTreeMap<u64, f64> {
        let one = e.structure(kc).unwrap();
        let values = one.values(Variable::Gdp, Kind::Deviation).unwrap();
        one.draw_numbers().iter().copied().zip(values.row(22).to_vec()).collect()
    };
    let first = by_number(&a);
    let mut sorted: Vec<f64> = by_number(&b).iter().filter_map(|(i, b)| Some(b - first.get(i)?)).collect();
    sorted.sort_by(f64::total_cmp);
    // A threshold on which one draw lies: it is not above.
    let threshold = sorted[150];
    let questions = Questions::default().with_quantiles([0.0, 0.137, 1.0]).with_thresholds([threshold]);
    let pair = PairedDifference::of(&a, &b, &questions).unwrap();
    let d = &pair.by_year_in(kc, Variable::Gdp).unwrap()[22];
    for p in [0.0, 0.137, 0.95, 1.0] {
        // Type 7.
        let h = p * (sorted.len() - 1) as f64;
        let (low, high) = (sorted[h.floor() as usize], sorted[h.ceil() as usize]);
        let expected = low + h.fract() * (high - low);
        assert!((d.quantile(p).unwrap().value - expected).abs() < within::YEAR, "{p}");
    }
    let n = sorted.len() as f64;
    assert!((d.probability_above(threshold).unwrap().value - (n - 151.0) / n).abs() < within::YEAR);
    assert!((d.share_equal(threshold).unwrap().value - 1.0 / n).abs() < within::YEAR);
    assert!(d.probability_above(threshold + 0.1).is_none() && d.quantile(0.14).is_none());
}

/// Every bit that a distribution tells.
fn told(d: &DrawnDistribution) -> Vec<u64> {
    let quantiles = [0.01, 0.05, 0.5, 0.95].map(|p| d.quantile(p).unwrap());
    let shares = [0.0, 0.5].map(|x| [d.probability_above(x).unwrap(), d.share_equal(x).unwrap()]);
    let estimates = quantiles.into_iter().chain(shares.into_iter().flatten());
    let numbers = estimates.flat_map(|e| [e.value, e.mc_error]).chain(figures(&d.statistics()));
    numbers.map(f64::to_bits).collect()
}

/// Every bit of a pair.
fn bits(pair: &PairedDifference) -> (String, Vec<u64>) {
    let mut bits = Vec::new();
    for variable in [Variable::Gdp, Variable::Tfp] {
        bits.extend(pair.by_year(variable).unwrap().iter().flat_map(told));
        for one in pair.structures() {
            bits.extend(pair.by_year_in(one.name, variable).unwrap().iter().flat_map(told));
        }
    }
    (format!("{:?}{:?}", pair.years(), pair.structures()), bits)
}

/// With draws of the first that are dropped, in memory for all, for what lies around the quantiles, and for less.
#[test]
fn three_scenarios_give_three_pairs_in_order_and_the_same_bits_however_draws_are_held() {
    let mut shorter = with_dropped_draws().with_horizon(2040);
    shorter.structure = StructureChoice::All;
    let all = [research(0.002), shorter, money(Instrument::TaxCredit, 0.001)].map(experiment);
    let questions = Questions::default().with_quantiles([0.01]).with_thresholds([0.5]);
    let settings = settings().with_variables(vec![Variable::Gdp, Variable::Tfp]);
    let held = all.each_ref().map(|experiment| Ensemble::draw(experiment, &settings).unwrap());
    let expected: Vec<_> = [(0, 1), (0, 2), (1, 2)]
        .map(|(a, b)| bits(&PairedDifference::of(&held[a], &held[b], &questions).unwrap()))
        .into();
    for (memory, threads) in [(1 << 30, 1), (10 << 20, 3), (1 << 20, 2)] {
        let settings = settings.clone().with_memory(memory).with_threads(threads);
        let pairs = PairedDifference::draw(&all.each_ref(), &settings, &questions, &mut |_, _| ()).unwrap();
        assert_eq!(pairs.iter().map(bits).collect::<Vec<_>>(), expected, "{memory}");
        assert_eq!(pairs.iter().map(|pair| pair.years().last).collect::<Vec<_>>(), [2040, 2045, 2040]);
    }
}

#[test]
fn a_check_run_has_one_value_and_no_spread() {
    let check = settings().with_draws(0);
    let draw = |scenario| Ensemble::draw(&experiment(scenario), &check).unwrap();
    let (a, b) = (draw(research(0.001)), draw(research(0.002)));
    let pair = of(&a, &b);
    let [first, second] = [&a, &b].map(|e| e.statistics(Variable::Gdp, Kind::Deviation).unwrap());
    let (s, apart) = (gdp(&pair, 2045).statistics(), second.last().unwrap().p50 - first.last().unwrap().p50);
    assert!((s.p50 - apart).abs() < within::YEAR && s.sd == 0.0 && s.p05 == s.p95 && s.mc_error == 0.0);
    let experiments = [0.001, 0.002].map(|amount| experiment(research(amount)));
    let drawn =
        PairedDifference::draw(&experiments.each_ref(), &check, &Questions::default(), &mut |_, _| ());
    assert_eq!(gdp(&drawn.unwrap()[0], 2045).statistics(), s);
}

#[test]
fn what_is_not_the_same_draws_is_refused() {
    let a = ensemble(research(0.001));
    let with = |experiment: &Experiment, settings: &Settings| Ensemble::draw(experiment, settings).unwrap();
    let plain = experiment(research(0.001));
    let refused = |other: &Ensemble| match PairedDifference::of(&a, other, &Questions::default()) {
        Err(PairError::Apart { what, .. }) => what,
        other => panic!("{other:?}"),
    };
    assert_eq!(refused(&with(&plain, &settings().with_seed(2))), "seed");
    assert_eq!(refused(&with(&plain, &settings().with_plan(kennis::SamplingPlan::Random))), "plan");
    assert_eq!(refused(&with(&plain, &settings().with_draws(0))), "kind of run");
    let jumps = Layers::default().with_breakthroughs();
    assert_eq!(refused(&with(&plain, &settings().with_layers(jumps))), "layers");
    let mut one = research(0.001);
    one.structure = StructureChoice::List(vec![StructureName::RateOfReturn]);
    assert_eq!(refused(&with(&experiment(one), &settings())), "structures with the same weights");
    let streamed = with(&plain, &settings().with_hold_draws(false).with_memory(100_000));
    assert_eq!(PairedDifference::of(&a, &streamed, &Questions::default()).unwrap_err(), PairError::NotHeld);
    for wrong in
        [Questions::default().with_quantiles([1.2]), Questions::default().with_thresholds([f64::NAN])]
    {
        assert!(matches!(PairedDifference::of(&a, &a, &wrong), Err(PairError::Question { .. })));
    }
    // Other numbers of draws are paired as far as both go.
    let fewer = with(&plain, &settings().with_draws(100));
    let pair = of(&a, &fewer);
    assert!(pair.structures().iter().all(|one| (one.paired, one.first_only) == (100, 300)));
}
