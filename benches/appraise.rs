//! An appraisal of more public research at 8,192 draws: without run-off beside the run that it stands on, and with run-off beside
//! the bare simulation of as many years. One thread: all of these spread over more in the same way.

use criterion::{Criterion, criterion_group, criterion_main};
use kennis::appraise::{Appraisal, ResidualValue};
use kennis::{
    Economy, Ensemble, Experiment, Instrument, Measure, ParameterSet, Scenario, Settings, Unit, Variable,
};
use std::error::Error;
use std::hint::black_box;

const DRAWS: u64 = 8_192;
/// In test mode, without optimisation.
const DRAWS_TESTED: u64 = 16;

/// Public research until 2060: after it the policy has ended, as in the years of the run-off.
fn experiment(horizon: i32) -> Result<Experiment, Box<dyn Error>> {
    let mut research = Measure::new(Instrument::PublicResearch, Unit::GdpShare, 0.001, 2026);
    research.until = Some(2060);
    let scenario = Scenario::new("Public research").with_measure(research).with_horizon(horizon);
    Ok(Experiment::new(&Economy::netherlands()?, scenario, ParameterSet::default())?)
}

fn appraise(criterion: &mut Criterion) {
    // `cargo bench` says so; `cargo test` does not.
    let draws = if std::env::args().any(|argument| argument == "--bench") { DRAWS } else { DRAWS_TESTED };
    let settings = Settings::default().with_draws(draws).with_threads(1);
    let bare =
        settings.clone().with_variables(vec![Variable::Gdp]).with_channels(false).with_hold_draws(false);
    let (Ok(experiment), Ok(longest)) = (experiment(2060), experiment(kennis::scenario::MAX_HORIZON)) else {
        return;
    };
    let mut group = criterion.benchmark_group("8,192 draws");
    group.sample_size(10);
    group.bench_function("run to 2060", |bencher| {
        bencher.iter(|| Ensemble::draw(black_box(&experiment), &settings));
    });
    group.bench_function("appraisal without run-off", |bencher| {
        let appraisal = Appraisal::of(&experiment).residual(ResidualValue::None);
        bencher.iter(|| appraisal.run(black_box(&settings)));
    });
    group.bench_function("appraisal with run-off", |bencher| {
        let appraisal = Appraisal::of(&experiment).residual(ResidualValue::RunOff);
        bencher.iter(|| appraisal.run(black_box(&settings)));
    });
    group.bench_function("GDP alone to 2060", |bencher| {
        bencher.iter(|| Ensemble::draw(black_box(&experiment), &bare));
    });
    group.bench_function("GDP alone to the last horizon", |bencher| {
        bencher.iter(|| Ensemble::draw(black_box(&longest), &bare));
    });
    group.finish();
}

criterion_group!(benches, appraise);
criterion_main!(benches);
