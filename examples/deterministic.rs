//! One path at the centres of the parameters, without threads, files or random numbers: the core of the library.
//! A check on the arithmetic; the result of a scenario is an ensemble.

use kennis::{Economy, Experiment, ParameterSet, Scenario, Target};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut scenario = Scenario::new("R&D of 3% of GDP in 2030");
    scenario.targets.push(Target::new(0.03, 2030, 0.4));
    let experiment = Experiment::new(&Economy::netherlands()?, scenario, ParameterSet::default())?;
    let path = experiment.at_centre();
    for (year, point) in experiment.baseline().years().iter().zip(&path).filter(|(year, _)| year % 10 == 0) {
        println!(
            "{year}: GDP {:+.6}%, productivity {:+.6} log points",
            100.0 * point.gdp.exp_m1(),
            100.0 * point.tfp
        );
    }
    Ok(())
}
