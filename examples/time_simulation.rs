//! The simulation alone, timed: all draws and years of one structure, without making draws and without statistics.
//!
//!     time_simulation SCENARIO --draws N --seed S --threads T --repeats R
//!
//! It prints one JSON document with the seconds of each repeat (benches/peers/README.md). It is also how a program
//! runs the equations itself, on lanes of draws that it has made, with the instruction set of the machine.

#![allow(
    unsafe_code,
    reason = "calls of functions that are compiled for AVX-512 or AVX2, where there is that"
)]

mod support;

use kennis::{
    Dependence, Draws, Experiment, Kind, KnowledgeCapital, LANES, Lanes, PARAMETER_COUNT, ParameterValues,
    PriorMap, SamplingPlan, Scalar, Shocks, Variable, simulate,
};
#[cfg(target_arch = "x86_64")]
use std::arch::is_x86_feature_detected;
use std::hint::black_box;
use std::time::Instant;
use support::{Arguments, Failure};

/// What is written for every draw and year: levels of the scenario (deviations where there is no level), and the
/// baselines that differ by draw.
const WRITTEN: [(Variable, Kind); 20] = [
    (Variable::Gdp, Kind::Scenario),
    (Variable::Tfp, Kind::Scenario),
    (Variable::Capital, Kind::Scenario),
    (Variable::Hours, Kind::Scenario),
    (Variable::HumanCapital, Kind::Scenario),
    (Variable::LabourProductivity, Kind::Scenario),
    (Variable::RdBusiness, Kind::Scenario),
    (Variable::RdPublic, Kind::Scenario),
    (Variable::RdTotal, Kind::Scenario),
    (Variable::RdIntensity, Kind::Scenario),
    (Variable::RdPublicFunded, Kind::Scenario),
    (Variable::ResearchPrice, Kind::Scenario),
    (Variable::KnowledgeBusiness, Kind::Scenario),
    (Variable::KnowledgePublic, Kind::Scenario),
    (Variable::Revenue, Kind::Scenario),
    (Variable::DebtRatio, Kind::Scenario),
    (Variable::DebtRatioWageIndexed, Kind::Scenario),
    (Variable::Tfp, Kind::Baseline),
    (Variable::KnowledgeBusiness, Kind::Baseline),
    (Variable::KnowledgePublic, Kind::Baseline),
];

fn main() -> Result<(), Failure> {
    let arguments = Arguments::read();
    let experiment = arguments.experiment()?;
    let groups = groups(&experiment, arguments.number("--draws", 1_000)?, arguments.number("--seed", 1)?);
    let threads = arguments.number("--threads", 1)?.max(1) as usize;
    let (mut seconds, mut processor) = (Vec::new(), Vec::new());
    for _ in 0..arguments.number("--repeats", 3)? {
        let start = Instant::now();
        let of_threads = std::thread::scope(|scope| {
            let parts = groups.chunks(groups.len().div_ceil(threads));
            let threads: Vec<_> = parts.map(|part| scope.spawn(|| run_all(&experiment, part))).collect();
            threads.into_iter().map(|thread| thread.join().ok().flatten()).collect::<Vec<_>>()
        });
        seconds.push(start.elapsed().as_secs_f64());
        processor.extend(of_threads.into_iter().sum::<Option<f64>>());
    }
    println!("{}", serde_json::json!({ "seconds": seconds, "processor_seconds": processor }));
    Ok(())
}

/// Processor time of the calling thread so far, where the system tells it.
fn processor_seconds() -> Option<f64> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(1e-9 * text.split_whitespace().next()?.parse::<f64>().ok()?)
}

/// The draws, eight side by side.
fn groups(experiment: &Experiment, draws: u64, seed: u64) -> Vec<ParameterValues<Lanes>> {
    let map = PriorMap::new(&experiment.parameters);
    let dependence = Dependence::default();
    let points = Draws { seed, plan: SamplingPlan::Random };
    let draw = |i: u64| {
        let mut z = [0.0; PARAMETER_COUNT];
        points.z(i, &mut z);
        dependence.apply(&mut z);
        map.values(&z)
    };
    (0..draws)
        .step_by(LANES)
        .map(|first| {
            let lanes: [_; LANES] = std::array::from_fn(|lane| draw(first + lane as u64));
            ParameterValues::from_fn(|id| Lanes(std::array::from_fn(|lane| lanes[lane][id])))
        })
        .collect()
}

/// Runs the groups, every one writing into the same memory, and gives the processor time that it took.
fn run_all(experiment: &Experiment, groups: &[ParameterValues<Lanes>]) -> Option<f64> {
    let start = processor_seconds();
    let mut rows = vec![[0.0; LANES]; experiment.baseline.years.len() * WRITTEN.len()];
    for group in groups {
        run(experiment, group, &mut rows);
        black_box(&mut rows);
    }
    Some(processor_seconds()? - start?)
}

fn run(experiment: &Experiment, group: &ParameterValues<Lanes>, rows: &mut [[f64; LANES]]) {
    #[cfg(target_arch = "x86_64")]
    if is_x86_feature_detected!("avx512f")
        && is_x86_feature_detected!("avx512dq")
        && is_x86_feature_detected!("avx512vl")
    {
        // SAFETY: the features were detected on this machine.
        return unsafe { run_avx512(experiment, group, rows) };
    }
    #[cfg(target_arch = "x86_64")]
    if is_x86_feature_detected!("avx2") {
        // SAFETY: the feature was detected on this machine.
        return unsafe { run_avx2(experiment, group, rows) };
    }
    run_here::<64>(experiment, group, rows);
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512dq,avx512vl")]
fn run_avx512(experiment: &Experiment, group: &ParameterValues<Lanes>, rows: &mut [[f64; LANES]]) {
    run_here::<512>(experiment, group, rows);
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn run_avx2(experiment: &Experiment, group: &ParameterValues<Lanes>, rows: &mut [[f64; LANES]]) {
    run_here::<256>(experiment, group, rows);
}

/// `BITS` only tells the builds apart: a closure that they share would not be inlined, nor compiled for the wider
/// instruction set.
#[inline(always)]
fn run_here<const BITS: u32>(
    experiment: &Experiment,
    group: &ParameterValues<Lanes>,
    rows: &mut [[f64; LANES]],
) {
    let Experiment { baseline, plan, .. } = experiment;
    simulate::<Lanes, KnowledgeCapital>(baseline, plan, group, &Shocks::none(), &mut |t, year| {
        let rows = &mut rows[t * WRITTEN.len()..][..WRITTEN.len()];
        for (row, (variable, kind)) in rows.iter_mut().zip(WRITTEN) {
            // By kind first: what only the other one needs is not computed.
            let value = match kind {
                Kind::Baseline => variable.levels(year).baseline,
                _ => variable.levels(year).scenario,
            };
            value.store(row);
        }
    });
}
