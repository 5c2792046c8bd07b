//! One deterministic run of the 3% scenario until 2060: in plain numbers, in lanes of eight draws, and with the
//! derivatives with respect to every parameter.

use criterion::{Criterion, criterion_group, criterion_main};
use kennis::parameters::PARAMETER_COUNT;
use kennis::scalar::Lanes;
use kennis::{
    Dual, Economy, Experiment, ParameterId, ParameterSet, ParameterValues, Scalar, Scenario, StructureName,
    Target,
};
use std::hint::black_box;
use std::time::Instant;

fn run(criterion: &mut Criterion) {
    let mut scenario = Scenario::new("3% of GDP");
    scenario.targets.push(Target::new(0.03, 2030, 0.4));
    let Ok(economy) = Economy::netherlands() else { return };
    let Ok(experiment) = Experiment::new(&economy, scenario, ParameterSet::default()) else { return };
    let centre = experiment.parameters().centres();
    let structure = StructureName::KnowledgeCapital;

    criterion.bench_function("one run, f64", |bencher| {
        bencher.iter(|| experiment.run(&structure, black_box(&centre)));
    });
    let lanes = ParameterValues::from_fn(|id: ParameterId| Lanes::of(centre[id]));
    criterion.bench_function("eight runs in lanes", |bencher| {
        bencher.iter(|| experiment.run(&structure, black_box(&lanes)));
    });
    let eight = ParameterValues::from_fn(|id: ParameterId| Dual::<8>::variable(centre[id], id.index()));
    criterion.bench_function("one run with eight derivatives", |bencher| {
        bencher.iter(|| experiment.run(&structure, black_box(&eight)));
    });
    let all =
        ParameterValues::from_fn(|id: ParameterId| Dual::<PARAMETER_COUNT>::variable(centre[id], id.index()));
    criterion.bench_function("one run with all derivatives", |bencher| {
        // Without optimisation these numbers need more stack than a main thread has.
        bencher.iter_custom(|iterations| {
            std::thread::scope(|scope| {
                let timed = || {
                    let start = Instant::now();
                    for _ in 0..iterations {
                        black_box(experiment.run(&structure, black_box(&all)));
                    }
                    start.elapsed()
                };
                let thread = std::thread::Builder::new().stack_size(64 << 20).spawn_scoped(scope, timed);
                thread.ok().and_then(|thread| thread.join().ok()).unwrap_or_default()
            })
        });
    });
}

criterion_group!(benches, run);
criterion_main!(benches);
