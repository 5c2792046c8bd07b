//! Edges of the public interface: whatever numbers a program gives, it gets a result or an error, at once, and never a
//! panic; and whatever has years has the same years.

#![allow(clippy::unwrap_used, clippy::panic, reason = "functions that tests share")]

use kennis::ensemble::{EnsembleError, MAX_DRAWS};
use kennis::parameters::ParameterSet;
use kennis::simulate::{Baseline, BaselineError, Plan, PlanOfAnotherBaseline, Shocks, simulate};
use kennis::structures::NoEffect;
use kennis::{
    AmountPath, Economy, Ensemble, Experiment, Instrument, Kind, Layers, Measure, SamplingPlan, Scenario,
    Settings, StructureChoice, StructureName, Target, Unit, Variable,
};
use std::time::{Duration, Instant};

fn netherlands() -> Economy {
    Economy::netherlands().unwrap()
}

fn scenario(horizon: i32) -> Scenario {
    Scenario::new("edge")
        .with_horizon(horizon)
        .with_structure(StructureChoice::List(vec![StructureName::KnowledgeCapital]))
        .with_measure(Measure::new(Instrument::PublicResearch, Unit::GdpShare, 0.001, horizon))
}

fn experiment(horizon: i32) -> Experiment {
    Experiment::new(&netherlands(), scenario(horizon), ParameterSet::default()).unwrap()
}

/// The setting that is refused.
fn refused<T>(result: Result<T, EnsembleError>) -> &'static str {
    match result {
        Err(EnsembleError::Setting { setting, .. }) => setting,
        Err(other) => panic!("{other}"),
        Ok(_) => panic!("taken"),
    }
}

#[test]
fn settings_that_cannot_be_are_refused_at_once_wherever_they_are_given() {
    let experiment = experiment(2030);
    let start = Instant::now();
    let default = Settings::default;
    for (settings, setting) in [
        (default().with_draws(u64::MAX), "draws"),
        (default().with_draws(MAX_DRAWS + 1).with_hold_draws(false), "draws"),
        (default().with_draws(u64::MAX).with_memory(u64::MAX), "draws"),
        (default().with_first_draw(u64::MAX), "first_draw"),
        (default().with_first_draw(u64::MAX - 1).with_draws(2), "first_draw"),
        (default().with_threads(0), "threads"),
        (default().with_threads(usize::MAX), "threads"),
        (default().with_plan(SamplingPlan::LatinHypercube { draws: 0 }), "plan"),
    ] {
        assert_eq!(refused(Ensemble::draw(&experiment, &settings)), setting);
        assert_eq!(refused(Ensemble::draw_own(&NoEffect, &experiment, &settings)), setting);
        assert_eq!(refused(Ensemble::each_batch(&experiment, &settings, |_| Ok(()))), setting);
        let precise = settings.for_precision(
            &experiment,
            (kennis::ensemble::PreciseFigure::Mean, 1e9),
            u64::MAX,
            &mut |_, _| (),
        );
        // A number of draws makes a hypercube of that many.
        assert!(setting == "plan" || refused(precise) == setting);
    }
    for asked in [0.0, -1.0, f64::NAN, f64::NEG_INFINITY] {
        let precise = default().for_precision(
            &experiment,
            (kennis::ensemble::PreciseFigure::Mean, asked),
            u64::MAX,
            &mut |_, _| (),
        );
        assert_eq!(refused(precise), "precision");
    }
    assert!(start.elapsed() < Duration::from_secs(30), "{:?}", start.elapsed());
}

/// The last draws that have a number, eight side by side and one alone, under every plan and with the shocks of years.
#[test]
fn the_last_draws_have_the_bits_that_they_have_alone() {
    let experiment = experiment(2026);
    let layers = Layers::default().with_baseline_level().with_breakthroughs();
    for plan in [
        SamplingPlan::Random,
        SamplingPlan::Sobol,
        SamplingPlan::LatinHypercube { draws: u64::MAX },
        SamplingPlan::LatinHypercube { draws: 1 },
    ] {
        for draws in [8, 9] {
            let settings = Settings::default()
                .with_draws(draws)
                .with_first_draw(u64::MAX - draws)
                .with_plan(plan)
                .with_layers(layers);
            let last = settings.clone().with_draws(1).with_first_draw(u64::MAX - 1);
            let gdp = |settings: &Settings| {
                let ensemble = Ensemble::draw(&experiment, settings).unwrap();
                let one = ensemble.structures().next().unwrap();
                assert_eq!(one.draw_numbers().last(), Some(&(u64::MAX - 1)));
                one.draws(Variable::Gdp, Kind::Scenario)
                    .unwrap()
                    .columns()
                    .into_iter()
                    .next_back()
                    .unwrap()
                    .to_vec()
            };
            assert_eq!(gdp(&settings), gdp(&last), "{plan}");
            assert!(settings.draw_parameters(&experiment, u64::MAX).unwrap().len() > 10);
        }
    }
}

#[test]
fn horizons_of_one_year_run_and_those_that_are_none_are_refused() {
    let experiment = experiment(2024);
    let ensemble = Ensemble::draw(&experiment, &Settings::default().with_draws(20)).unwrap();
    assert_eq!(ensemble.years().iter().collect::<Vec<_>>(), [2023, 2024]);
    assert!(ensemble.statistics(Variable::Gdp, Kind::Deviation).unwrap().at(2024).unwrap().p50.is_finite());
    for horizon in [i32::MIN, 0, 2022, 2023, 2201, i32::MAX] {
        let made = Experiment::new(
            &netherlands(),
            Scenario::new("s").with_horizon(horizon),
            ParameterSet::default(),
        );
        assert!(made.is_err(), "{horizon}");
    }
    for horizon in [i32::MIN, 2022, 10_000, i32::MAX] {
        let made = Baseline::new(&netherlands(), horizon, None);
        assert!(matches!(made, Err(BaselineError::Horizon { .. })), "{horizon}");
    }
    assert_eq!(Baseline::new(&netherlands(), 2023, None).unwrap().gdp().len(), 1);
}

#[test]
fn years_at_the_ends_of_their_range_are_years() {
    for from in [i32::MIN, 0, i32::MAX] {
        for ramp in [0, 1, u32::MAX] {
            let mut measure =
                Measure::new(Instrument::Education, Unit::YearsOfSchooling, 1.0, from).with_ramp(ramp);
            assert!(measure.amount_in(i32::MAX).is_finite() && measure.largest_amount() >= 0.0);
            measure.amount = AmountPath::ByYear([(i32::MIN, 1.0), (i32::MAX, 2.0)].into());
            assert!(measure.amount_in(i32::MIN).is_finite() && measure.largest_amount() <= 2.0);
            let mut scenario = Scenario::new("s").with_measure(measure);
            scenario.price_base = from;
            assert!(Experiment::new(&netherlands(), scenario, ParameterSet::default()).is_err());
        }
        let mut target = Target::new(0.03, i32::MAX, 0.4);
        (target.from, target.year) = (from, i32::MAX);
        assert!(target.intensity(i32::MAX, 0.02).unwrap_or(0.0).is_finite());
        let economy = netherlands();
        assert!(economy.all_series().iter().all(|series| series.at(from).is_none()));
    }
}

#[test]
fn a_plan_of_another_baseline_is_an_error() {
    let (short, long) = (experiment(2030), experiment(2060));
    let run = |baseline: &Baseline, plan: &Plan| {
        let mut years = 0;
        let p = short.parameters().centres();
        let shocks = Shocks::none();
        simulate((baseline, plan), &StructureName::KnowledgeCapital, &p, &shocks, &mut |_, _| years += 1)
            .map(|()| years)
    };
    assert_eq!(run(short.baseline(), short.plan()), Ok(8));
    assert_eq!(run(long.baseline(), short.plan()), Err(PlanOfAnotherBaseline));
    assert_eq!(run(short.baseline(), long.plan()), Err(PlanOfAnotherBaseline));
    // As long, and of another country's years or of another table.
    let mut other = kennis::BaselineTable::default();
    let mut row = kennis::scenario::BaselineRow::default();
    row.gdp_growth = Some(0.05);
    other.rows.insert(2028, row);
    let other = Baseline::new(&netherlands(), 2030, Some(&other)).unwrap();
    assert_eq!(run(&other, short.plan()), Err(PlanOfAnotherBaseline));
    // A foreign stock of any length is one.
    for length in [0, 1, 1_000] {
        let plan = short.plan().clone().with_foreign_stock(vec![0.01; length]);
        assert_eq!(run(short.baseline(), &plan), Ok(8));
    }
}

/// Years, levels of the baseline, statistics, draws and paths are of the same years.
#[test]
fn whatever_has_years_has_the_same_years() {
    for horizon in [2024, 2031] {
        let experiment = experiment(horizon);
        let ensemble = Ensemble::draw(&experiment, &Settings::default().with_draws(30)).unwrap();
        let (years, baseline) = (ensemble.years(), experiment.baseline());
        assert_eq!((years.first, years.last, years), (2023, horizon, baseline.years()));
        let n = years.len();
        for levels in [
            baseline.gdp(),
            baseline.hours(),
            baseline.capital(),
            baseline.human_capital(),
            baseline.foreign_stock(),
        ] {
            assert_eq!(levels.len(), n);
        }
        assert_eq!((baseline.rd().len(), experiment.at_centre().len()), (n, n));
        let slopes = experiment.derivatives(&["output_elasticity_public"]).unwrap();
        assert_eq!(slopes.of(Variable::Gdp, "output_elasticity_public").unwrap().years(), years);
        let one = ensemble.structures().next().unwrap();
        for variable in Variable::ALL {
            for kind in Kind::ALL.iter().filter(|kind| variable.has_level() || **kind == Kind::Deviation) {
                assert_eq!(one.values(*variable, *kind).unwrap().nrows(), n, "{variable} {kind}");
                assert_eq!(ensemble.statistics(*variable, *kind).unwrap().years(), years);
            }
        }
        assert_eq!(one.draws(Variable::Gdp, Kind::Scenario).unwrap().nrows(), n);
        let levels = one.values(Variable::Gdp, Kind::Baseline).unwrap();
        assert_eq!(levels.column(0).to_vec(), baseline.gdp());
        let statistics = ensemble.statistics(Variable::Gdp, Kind::Baseline).unwrap();
        for ((year, s), gdp) in statistics.by_year().zip(baseline.gdp()) {
            assert_eq!((s.p50, statistics.at(year).unwrap().mean), (*gdp, *gdp));
        }
        assert!(statistics.at(0).is_err() && statistics.at(horizon + 1).is_err());
    }
}
