//! Whether the stated Monte Carlo errors cover as they should: over many seeds, how often a figure lies within 1.895 times its stated
//! error of the mean over all seeds (90% of Student's distribution with seven degrees of freedom), and what the mean square of
//! the stated errors is beside the true one.
//!
//!     error_coverage                            a small table
//!     error_coverage --seeds 200 --draws 8192   the table of docs/uncertainty.md (a minute)

#[path = "support/figures.rs"]
mod figures;

use figures::{gdp_alone, last_year, value};
use kennis::ensemble::PreciseFigure;
use kennis::{
    Economy, Experiment, ParameterSet, SamplingPlan, Scenario, Statistics, StructureChoice, StructureName,
    Target,
};

type Failure = Box<dyn std::error::Error>;

/// The 95% point of Student's distribution with seven degrees of freedom.
const STUDENT: f64 = 1.895;

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let number = |name: &str, otherwise: u64| -> Result<u64, Failure> {
        let given = arguments.windows(2).find(|pair| pair[0] == name);
        given.map_or(Ok(otherwise), |pair| Ok(pair[1].parse()?))
    };
    let (seeds, draws) = (number("--seeds", 8)?, number("--draws", 64)?);
    println!(
        "GDP in 2060, {seeds} seeds, {draws} draws: true error in percentage points, stated over true, share within {STUDENT}"
    );
    let one = StructureChoice::List(vec![StructureName::KnowledgeCapital]);
    for (name, structures) in [("knowledge_capital", one), ("mixture", StructureChoice::default())] {
        let experiment = experiment(structures)?;
        for plan in SamplingPlan::NAMES {
            let all = statistics(&experiment, plan, draws, seeds)?;
            for figure in PreciseFigure::ALL {
                println!("{name} {plan} {figure}: {}", Coverage::of(&all, *figure));
            }
        }
    }
    Ok(())
}

fn experiment(structures: StructureChoice) -> Result<Experiment, Failure> {
    let mut scenario = Scenario::new("3% of GDP");
    scenario.targets.push(Target::new(0.03, 2030, 0.4));
    scenario.structure = structures;
    Ok(Experiment::new(&Economy::netherlands()?, scenario, ParameterSet::default())?)
}

/// Statistics of GDP in 2060, by seed.
fn statistics(
    experiment: &Experiment,
    plan: &str,
    draws: u64,
    seeds: u64,
) -> Result<Vec<Statistics>, Failure> {
    let settings = gdp_alone(experiment, plan, draws)?;
    let of_seed = |seed| last_year(experiment, &settings.clone().with_seed(seed));
    (1..=seeds).map(of_seed).collect()
}

/// What became of the stated errors.
struct Coverage {
    truth: f64,
    stated_over_true: f64,
    within: f64,
}

impl Coverage {
    fn of(all: &[Statistics], figure: PreciseFigure) -> Self {
        let n = all.len() as f64;
        let value = |s: &Statistics| value(figure, s);
        let mean = all.iter().map(value).sum::<f64>() / n;
        let variance = all.iter().map(|s| (value(s) - mean).powi(2)).sum::<f64>() / (n - 1.0);
        let stated = all.iter().map(|s| figure.error(s).powi(2)).sum::<f64>() / n;
        let within =
            all.iter().filter(|s| (value(s) - mean).abs() <= STUDENT * figure.error(s)).count() as f64 / n;
        Self { truth: variance.sqrt(), stated_over_true: (stated / variance).sqrt(), within }
    }
}

impl std::fmt::Display for Coverage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:.4} {:.2} {:.3}", self.truth, self.stated_over_true, self.within)
    }
}
