//! What a draw and a result cost before and after the model: points of each plan, the map of the priors, and the
//! statistics of all draws of one result.

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use kennis::ensemble::DIMENSIONS;
use kennis::parameters::{Dependence, PARAMETER_COUNT, PriorMap};
use kennis::sampling::Draws;
use kennis::scalar::{LANES, Lanes};
use kennis::{ParameterSet, SamplingPlan, Scalar, Statistics};
use std::hint::black_box;

fn draws(c: &mut Criterion) {
    let mut group = c.benchmark_group("draw");
    let plans = [SamplingPlan::Random, SamplingPlan::LatinHypercube { draws: 100_000 }, SamplingPlan::Sobol];
    for plan in plans {
        let draws = Draws { seed: 1, plan };
        let (mut i, mut z) = (0, [0.0; DIMENSIONS]);
        group.bench_function(plan.name(), |b| {
            b.iter(|| {
                i = (i + 1) % 100_000;
                draws.z(i, &mut z);
                black_box(z[DIMENSIONS - 1])
            });
        });
    }
    // Eight draws side by side: what an ensemble takes.
    for plan in plans {
        let draws = Draws { seed: 1, plan };
        let (mut first, mut z) = (0, [Lanes::of(0.0); DIMENSIONS]);
        group.bench_function(format!("{}_in_lanes", plan.name()), |b| {
            b.iter(|| {
                first = (first + LANES as u64) % 100_000;
                draws.lanes(first, &mut z);
                black_box(z[DIMENSIONS - 1])
            });
        });
    }
    let draws = Draws { seed: 1, plan: SamplingPlan::Random };
    let (mut i, mut shocks) = (0, vec![0.0; 38 * 8]);
    group.bench_function("shocks_of_38_years_of_8", |b| {
        b.iter(|| {
            i += 1;
            draws.shock_uniforms(i, &mut shocks);
            black_box(shocks[0])
        });
    });
    let (map, dependence) = (PriorMap::new(&ParameterSet::default()), Dependence::default());
    let mut z = [0.3; PARAMETER_COUNT];
    group.bench_function("prior_map", |b| b.iter(|| black_box(map.values(black_box(&z)))));
    // Points of their own, so that lanes lie in all regions.
    let points: Vec<[Lanes; PARAMETER_COUNT]> = (0..256)
        .map(|group| {
            let mut z = [Lanes::of(0.0); PARAMETER_COUNT];
            draws.lanes(group * LANES as u64, &mut z);
            z
        })
        .collect();
    let mut next = points.iter().cycle();
    group.bench_function("prior_map_in_lanes", |b| b.iter(|| next.next().map(|z| map.lanes(black_box(z)))));
    group.bench_function("dependence", |b| b.iter(|| dependence.apply(black_box(&mut z))));
    group.finish();
}

fn statistics(c: &mut Criterion) {
    let mut group = c.benchmark_group("statistics");
    for n in [10_000, 100_000] {
        let draws = Draws { seed: 1, plan: SamplingPlan::Random };
        let normal: Vec<f64> = (0..n)
            .map(|i| {
                let mut z = [0.0];
                draws.z(i, &mut z);
                z[0]
            })
            .collect();
        group.throughput(Throughput::Elements(n));
        group.bench_with_input(BenchmarkId::new("normal", n), &normal, |b, x| b.iter(|| Statistics::of(x)));
        let tail: Vec<f64> = normal.iter().map(|z| (3.0 * z).exp()).collect();
        group.bench_with_input(BenchmarkId::new("log_normal", n), &tail, |b, x| b.iter(|| Statistics::of(x)));
        let zeros: Vec<f64> = normal.iter().map(|z| z.max(1.0) - 1.0).collect();
        group.bench_with_input(BenchmarkId::new("most_of_them_zero", n), &zeros, |b, x| {
            b.iter(|| Statistics::of(x))
        });
        group.throughput(Throughput::Elements(4 * n));
        let four = [0.4, 0.3, 0.2, 0.1].map(|weight| {
            let level_and_spread = |z: &f64| (weight + 0.5 * z).exp();
            (weight, normal.iter().map(level_and_spread).collect::<Vec<f64>>())
        });
        group.bench_with_input(BenchmarkId::new("four_structures", n), &four, |b, x| {
            b.iter(|| Statistics::of_mixture(x))
        });
        group.throughput(Throughput::Elements(3 * n));
        let mixture = [(0.5, normal), (0.3, vec![0.0; n as usize]), (0.2, tail)];
        group.bench_with_input(BenchmarkId::new("mixture", n), &mixture, |b, x| {
            b.iter(|| Statistics::of_mixture(x))
        });
    }
    group.finish();
}

criterion_group!(benches, draws, statistics);
criterion_main!(benches);
