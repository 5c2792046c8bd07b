//! The simulation timed: all draws and years of one structure, a batch at a time and without statistics.
//!
//!     time_simulation SCENARIO --draws N --seed S --threads T --repeats R
//!
//! It prints one JSON document with the seconds of each repeat, and how many of them making the draws takes alone
//! (benches/peers/README.md).

mod support;

use kennis::parameters::{Dependence, PARAMETER_COUNT, PriorMap};
use kennis::sampling::Draws;
use kennis::scalar::{LANES, Lanes};
use kennis::{
    Ensemble, EnsembleError, Experiment, SamplingPlan, Scalar, Settings, StructureChoice, StructureName,
    Variable,
};
use std::hint::black_box;
use std::time::Instant;
use support::{Arguments, Failure};

/// What is kept of every draw and year, as levels.
const KEPT: [Variable; 17] = [
    Variable::Gdp,
    Variable::Tfp,
    Variable::Capital,
    Variable::Hours,
    Variable::HumanCapital,
    Variable::LabourProductivity,
    Variable::RdBusiness,
    Variable::RdPublic,
    Variable::RdTotal,
    Variable::RdIntensity,
    Variable::RdPublicFunded,
    Variable::ResearchPrice,
    Variable::KnowledgeBusiness,
    Variable::KnowledgePublic,
    Variable::Revenue,
    Variable::DebtRatio,
    Variable::DebtRatioWageIndexed,
];

fn main() -> Result<(), Failure> {
    let arguments = Arguments::read();
    let experiment = arguments.experiment_with(|scenario| {
        scenario.structure = StructureChoice::List(vec![StructureName::KnowledgeCapital]);
    })?;
    let mut settings = Settings::default();
    settings.draws = arguments.number("--draws", 1_000)?;
    settings.seed = arguments.number("--seed", 1)?;
    settings.threads = Some(arguments.number("--threads", 1)?.max(1) as usize);
    settings.variables = KEPT.to_vec();
    settings.channels = false;
    let (mut seconds, mut of_draws) = (Vec::new(), Vec::new());
    for _ in 0..arguments.number("--repeats", 3)? {
        let start = Instant::now();
        Ensemble::each_batch(&experiment, &settings, |batch| {
            black_box(batch);
            Ok::<(), EnsembleError>(())
        })?;
        seconds.push(start.elapsed().as_secs_f64());
        let start = Instant::now();
        make_draws(&experiment, settings.draws, settings.seed);
        of_draws.push(start.elapsed().as_secs_f64());
    }
    println!("{}", serde_json::json!({ "seconds": seconds, "draws_seconds": of_draws }));
    Ok(())
}

/// Makes the draws alone, eight side by side, on one thread.
fn make_draws(experiment: &Experiment, draws: u64, seed: u64) {
    let map = PriorMap::new(experiment.parameters());
    let dependence = Dependence::default();
    let points = Draws { seed, plan: SamplingPlan::default() };
    for first in (0..draws).step_by(LANES) {
        let mut z = [Lanes::of(0.0); PARAMETER_COUNT];
        points.lanes(first, &mut z);
        dependence.apply(&mut z);
        black_box(map.lanes(&z));
    }
}
