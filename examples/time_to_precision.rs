//! The mean, 5% point, median and 95% point of GDP in the last year, by number of draws and seed, and the seconds that they take:
//! what benches/peers/precision.py asks of the library.
//!
//!     time_to_precision SCENARIO --structure NAME --plan sobol --draws 256,512 --seeds 32 --threads 1 --repeats 5
//!
//! Without `--structure` the scenario has the mixture of its own choice. It prints one JSON document: by number of draws the
//! `figures` of seeds 1, 2, ..., and the `seconds` of each repeat with seed 1; and the seconds of reading data and scenario (`experiment_seconds`).

#[path = "support/figures.rs"]
mod figures;
mod support;

use figures::{gdp_alone, last_year, value};
use kennis::ensemble::PreciseFigure;
use kennis::{Experiment, Settings};
use serde_json::{Map, Value, json};
use std::hint::black_box;
use std::time::Instant;
use support::{Arguments, Failure};

fn main() -> Result<(), Failure> {
    let arguments = Arguments::read();
    let start = Instant::now();
    let experiment = arguments.experiment()?;
    let experiment_seconds = start.elapsed().as_secs_f64();
    let plan = arguments.option("--plan").unwrap_or("sobol");
    let seeds = arguments.number("--seeds", 0)?;
    let repeats = arguments.number("--repeats", 1)?;
    let (mut figures, mut seconds) = (Map::new(), Map::new());
    for text in arguments.option("--draws").unwrap_or("256").split(',') {
        let draws = text.parse().map_err(|_| format!("--draws: found {text:?}, expected a whole number"))?;
        let mut settings = gdp_alone(&experiment, plan, draws)?;
        settings.threads = Some(arguments.number("--threads", 1)?.max(1) as usize);
        figures.insert(text.to_owned(), json!(by_seed(&experiment, &settings, seeds)?));
        seconds.insert(text.to_owned(), json!(timed(&experiment, &settings, repeats)?));
    }
    let document =
        json!({ "figures": figures, "seconds": seconds, "experiment_seconds": experiment_seconds });
    println!("{document}");
    Ok(())
}

fn by_seed(experiment: &Experiment, settings: &Settings, seeds: u64) -> Result<Vec<Value>, Failure> {
    let of_seed = |seed| {
        let statistics = last_year(experiment, &settings.clone().with_seed(seed))?;
        let all: Vec<f64> = PreciseFigure::ALL.iter().map(|figure| value(*figure, &statistics)).collect();
        Ok(json!(all))
    };
    (1..=seeds).map(of_seed).collect()
}

fn timed(experiment: &Experiment, settings: &Settings, repeats: u64) -> Result<Vec<f64>, Failure> {
    let once = |_| {
        let start = Instant::now();
        black_box(last_year(experiment, settings)?);
        Ok(start.elapsed().as_secs_f64())
    };
    (0..repeats).map(once).collect()
}
