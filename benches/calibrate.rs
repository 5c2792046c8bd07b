//! Fits of the Dutch data, by kind and structure. `peer` is the problem that `benches/peers/calibrate.py` gives to scipy.

#![allow(missing_docs, clippy::unwrap_used)]

use criterion::{Criterion, criterion_group, criterion_main};
use kennis::calibrate::{
    Fit, Likelihood, LogDensity, Method, ObservationChoices, Observations, Priors, SearchSettings,
    SumOfSquares, maximise,
};
use kennis::{Distribution, Economy, StructureName};
use std::hint::black_box;

fn likelihood(structure: StructureName, priors: &Priors) -> Likelihood {
    let observations =
        Observations::new(&Economy::netherlands().unwrap(), ObservationChoices::default()).unwrap();
    Likelihood::new(structure, observations, priors).unwrap()
}

fn one_start() -> SearchSettings {
    let mut settings = SearchSettings::default();
    settings.starts = 1;
    settings
}

fn fits(c: &mut Criterion) {
    let settings = one_start();
    let mut priors = Priors::default();
    priors.sigma = Distribution::fixed(0.0094);
    let peer = likelihood(StructureName::KnowledgeCapital, &priors);
    c.bench_function("peer", |b| b.iter(|| black_box(maximise(&peer, &settings))));

    let full = likelihood(StructureName::KnowledgeCapital, &Priors::default());
    let u = vec![0.1; full.dimension()];
    let mut gradient = u.clone();
    c.bench_function("log density", |b| b.iter(|| black_box(full.value(black_box(&u)))));
    c.bench_function("log density and gradient", |b| {
        b.iter(|| black_box(full.gradient(black_box(&u), &mut gradient)))
    });
    for structure in &kennis::calibrate::structures_with_likelihood() {
        let likelihood = likelihood(*structure, &Priors::default());
        c.bench_function(&format!("map, search only: {structure}"), |b| {
            b.iter(|| black_box(maximise(&likelihood, &settings)))
        });
    }
    c.bench_function("map with diagnostics: knowledge_capital", |b| {
        b.iter(|| black_box(Fit::new(&full, Method::MaximumAPosteriori, &settings).unwrap()));
    });
    let regression = likelihood(StructureName::KnowledgeCapital, &Priors::default().regression());
    c.bench_function("least squares, conventional stocks: knowledge_capital", |b| {
        b.iter(|| black_box(maximise(&SumOfSquares::new(&regression), &settings)));
    });
}

#[cfg(feature = "posterior")]
fn posterior(c: &mut Criterion) {
    use kennis::calibrate::{Posterior, SamplerSettings};
    let full = likelihood(StructureName::KnowledgeCapital, &Priors::default());
    let settings = SamplerSettings::default();
    let mut group = c.benchmark_group("posterior");
    group.sample_size(10);
    group.bench_function("knowledge_capital, 4 x (1000 + 1000)", |b| {
        b.iter(|| black_box(Posterior::draw(&full, &settings).unwrap()));
    });
    group.finish();
}

#[cfg(not(feature = "posterior"))]
fn posterior(_: &mut Criterion) {}

criterion_group!(benches, fits, posterior);
criterion_main!(benches);
