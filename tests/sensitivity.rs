//! Where uncertainty comes from, on the model itself: closed forms, limits, and what must hold whatever the numbers.
#![cfg(feature = "sensitivity")]
#![allow(clippy::unwrap_used, reason = "functions that tests share")]

use kennis::appraise::{Appraisal, Figure, ResidualValue};
use kennis::sensitivity::{MAX_ROWS, Output, Sensitivity, SensitivityAnalysis, SensitivityError};
use kennis::{
    Distribution, Economy, Experiment, Instrument, Layers, Measure, ParameterId as P, ParameterSet, Scenario,
    Settings, StructureChoice, StructureName, Unit,
};

fn scenario(structures: &[StructureName]) -> Scenario {
    let measure = Measure::new(Instrument::PublicResearch, Unit::GdpShare, 0.002, 2026);
    let choice = StructureChoice::List(structures.to_vec());
    Scenario::new("public research").with_measure(measure).with_structure(choice).with_horizon(2033)
}

fn experiment(scenario: Scenario) -> Experiment {
    Experiment::new(&Economy::netherlands().unwrap(), scenario, ParameterSet::default()).unwrap()
}

/// Without a run-off, whose years take longest.
fn asked(experiment: &Experiment) -> Sensitivity<'_> {
    Sensitivity::of(experiment).residual(ResidualValue::None)
}

fn settings(rows: u64) -> Settings {
    Settings::default().with_draws(rows)
}

fn analysis(experiment: &Experiment, output: Output, rows: u64) -> SensitivityAnalysis {
    asked(experiment).output(output).run(&settings(rows)).unwrap()
}

const TWO: [StructureName; 2] = [StructureName::KnowledgeCapital, StructureName::RateOfReturn];

#[test]
fn shares_add_up_and_lie_where_they_can() {
    let of = experiment(scenario(&TWO));
    let a = analysis(&of, Output::Gdp, 128);
    let shapley: f64 = a.parameters.iter().map(|p| p.shapley).sum();
    assert!((shapley + a.structure.first.value - 1.0).abs() < 1e-12, "{shapley}");
    for p in &a.parameters {
        // First-order indices are no larger than total ones, beyond their errors.
        assert!(p.first.low <= p.total.high && p.total.value >= 0.0, "{p:?}");
        assert!((0.0..=a.evpi).contains(&p.evppi), "{p:?} {}", a.evpi);
        assert!(p.first.low <= p.first.value && p.total.value <= p.total.high);
    }
    assert!(a.parameters.windows(2).all(|pair| pair[0].total.value >= pair[1].total.value));
    for g in &a.groups {
        let most = a.parameters.iter().filter(|p| p.group == g.group).map(|p| p.evppi).fold(0.0, f64::max);
        assert!(most <= g.evppi && g.evppi <= a.evpi, "{g:?}");
    }
    for of_year in &a.layers {
        let sum: f64 = of_year.shares.iter().map(|(_, share)| share).sum();
        let whole = sum + of_year.interactions;
        assert!((whole - 1.0).abs() < 1e-12 || whole == 0.0, "{of_year:?}");
    }
    assert_eq!(a.layers.last().unwrap().year, Some(2033));
    // What a parameter of an instrument that is not there does is nothing: it is not listed.
    assert!(a.parameters.iter().all(|p| p.name != "bang_for_the_buck_tax_credit"));
}

/// With one parameter left to vary all of the variance is its own, its end points are those of its distribution, and the derivative is
/// that of the curve.
#[test]
fn one_parameter_alone_has_all_of_it() {
    let mut base = scenario(&[StructureName::KnowledgeCapital]);
    for id in P::all().filter(|id| *id != P::OutputElasticityPublic) {
        let centre = if id == P::InitialStockError { 0.0 } else { id.row().prior.centre() };
        if !id.row().prior.is_unset() {
            base = base.with_parameter(id, Distribution::fixed(centre));
        }
    }
    let of = experiment(base.clone());
    let a = analysis(&of, Output::Gdp, 128);
    let [p] = a.parameters.as_slice() else { panic!("{:?}", a.parameters) };
    assert_eq!(p.name, "output_elasticity_public");
    assert!((p.first.value - 1.0).abs() < 0.15 && (p.total.value - 1.0).abs() < 0.15, "{p:?}");
    assert!((p.shapley - 1.0).abs() < 1e-12);
    let at = |value: f64| {
        let fixed = base.clone().with_parameter(P::OutputElasticityPublic, Distribution::fixed(value));
        100.0 * (experiment(fixed).at_centre().last().unwrap().gdp.exp() - 1.0)
    };
    let prior = P::OutputElasticityPublic.row().prior;
    for (found, z) in [(p.low.unwrap(), -1.644_853_626_951_472_7), (p.high.unwrap(), 1.644_853_626_951_472_7)]
    {
        assert!((found / at(prior.quantile(z)) - 1.0).abs() < 1e-9, "{found}");
    }
    let (centre, step) = (prior.centre(), 1e-5);
    let slope = (at(centre + step) - at(centre - step)) / (2.0 * step);
    assert!((p.derivative.unwrap() / slope - 1.0).abs() < 1e-6, "{:?} {slope}", p.derivative);
    // Points are medians after truncation.
    assert!((a.centre.unwrap() / at(prior.quantile(0.0)) - 1.0).abs() < 1e-9);
}

#[test]
fn what_does_not_vary_has_no_parameters_and_nothing_to_know() {
    let a = analysis(&experiment(scenario(&[StructureName::NoEffect])), Output::Tfp, 64);
    assert_eq!((a.mean, a.sd, a.structure.first.value), (0.0, 0.0, 0.0));
    assert!(a.parameters.iter().all(|p| p.first.value == 0.0 && p.total.value == 0.0 && p.shapley == 0.0));
    // Money without effect: not to fund is better, whatever is learned.
    assert_eq!((a.decision.best, a.evpi), (None, 0.0));
    assert!(a.decision.options[0].1 < 0.0);
}

#[test]
fn the_same_numbers_whatever_the_threads_and_others_with_another_seed() {
    let of = experiment(scenario(&TWO));
    let run = |threads, seed| {
        let settings = settings(64).with_threads(threads).with_seed(seed);
        let a = asked(&of).run(&settings).unwrap();
        (a.parameters, a.groups, a.evpi, a.layers)
    };
    assert_eq!(run(1, 3), run(2, 3));
    assert_ne!(run(1, 3), run(1, 4));
    // Of all years, whatever the settings keep.
    let late = asked(&of).run(&settings(64).with_seed(3).with_first_year(2033)).unwrap();
    assert_eq!(run(1, 3), (late.parameters, late.groups, late.evpi, late.layers));
}

/// Every kind of band: of first and total shares of parameters, of groups and of the structure.
#[test]
fn bands_hold_their_values_and_those_of_more_rows_are_narrower() {
    let of = experiment(scenario(&TWO));
    let widths = |rows| {
        let a = analysis(&of, Output::Gdp, rows);
        let kinds = [
            a.parameters.iter().map(|p| p.first).collect::<Vec<_>>(),
            a.parameters.iter().map(|p| p.total).collect(),
            a.groups.iter().map(|g| g.first).collect(),
            vec![a.structure.first],
        ];
        kinds.map(|bands| {
            for band in &bands {
                let is_certain = band.value == 0.0 && band.low == 0.0 && band.high == 0.0;
                assert!(is_certain || (band.low < band.value && band.value < band.high), "{rows}: {band:?}");
            }
            bands.iter().map(|band| band.high - band.low).sum::<f64>()
        })
    };
    let (few, many) = (widths(64), widths(512));
    // Eight times the rows: a third of the width for independent points, and less for even ones.
    for (kind, (few, many)) in few.into_iter().zip(many).enumerate() {
        assert!(many > 0.0 && many < 0.6 * few, "kind {kind}: {few} {many}");
    }
}

#[test]
fn a_level_that_is_uncertain_widens_debt_and_is_a_layer() {
    let of = experiment(scenario(&[StructureName::KnowledgeCapital]));
    let plain = analysis(&of, Output::DebtRatio, 64);
    let layers = Layers::default().with_baseline_level();
    let wide = asked(&of).output(Output::DebtRatio).run(&settings(64).with_layers(layers)).unwrap();
    let named = |a: &SensitivityAnalysis| {
        a.layers.last().unwrap().shares.iter().map(|(name, _)| *name).collect::<Vec<_>>()
    };
    assert!(named(&wide).contains(&"baseline_level") && !named(&plain).contains(&"baseline_level"));
    assert!(wide.sd > plain.sd, "{} {}", wide.sd, plain.sd);
    let share =
        wide.layers.last().unwrap().shares.iter().find(|(name, _)| *name == "baseline_level").unwrap().1;
    assert!(share > 0.0, "{share}");
}

/// Of a present value: the mean is that of the appraisal, and of two scenarios the better one is found.
#[test]
fn the_decision_is_on_the_net_present_value() {
    let (good, bad) = (experiment(scenario(&TWO)), {
        let mut twice = scenario(&TWO);
        twice.name = "thrice".to_owned();
        twice.measures[0].amount = kennis::AmountPath::Constant(0.006);
        experiment(twice)
    });
    let a = asked(&good).output(Output::WelfareNpv).beside([&bad]).run(&settings(64)).unwrap();
    let whole = Appraisal::of(&good)
        .residual(ResidualValue::None)
        .run(&Settings::default().with_draws(4000))
        .unwrap();
    let npv = whole.statistics(Figure::WelfareNpv);
    let mean = a.decision.options[0].1;
    assert!((mean - npv.mean).abs() < 8.0 * npv.mc_error + 0.1 * npv.mean.abs(), "{mean} {npv:?}");
    assert!((a.mean - mean).abs() < 1e-6 * mean.abs().max(1.0));
    assert_eq!((a.year, a.layers.len(), a.decision.options.len()), (None, 1, 2));
    let best = a.decision.options.iter().map(|option| option.1).fold(0.0, f64::max);
    assert_eq!(a.decision.best.map_or(0.0, |best| a.decision.options[best].1), best);
    assert!(a.parameters.iter().any(|p| p.derivative.is_some_and(|slope| slope != 0.0)));
}

#[test]
fn what_cannot_be_is_refused() {
    let of = experiment(scenario(&TWO));
    let rows = |rows| asked(&of).run(&settings(rows)).unwrap_err().to_string();
    assert!(rows(10).starts_with("rows: found 10, expected 64 to 8192"), "{}", rows(10));
    assert!(matches!(asked(&of).run(&settings(MAX_ROWS + 1)), Err(SensitivityError::Rows { .. })));
    let year = asked(&of).year(2050).run(&settings(64)).unwrap_err().to_string();
    assert_eq!(year, "year: found 2050, expected a year from 2024 to the horizon, 2033");
}
