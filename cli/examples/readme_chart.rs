//! The picture of the README: the fan chart of R&D of 3% of GDP, in `docs/images/three_percent.svg`.

use kennis::formats::{load, read_scenario, write_file};
use kennis::report::run_chart;
use kennis::scenario::CheckContext;
use kennis::{Economy, Ensemble, Experiment, ParameterSet, Settings, Variable};
use std::path::Path;

const SCENARIO: &str = "examples/scenarios/three_percent.toml";
const PICTURE: &str = "docs/images/three_percent.svg";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let context = CheckContext::netherlands();
    let scenario = read_scenario(&load(&root.join(SCENARIO))?, SCENARIO, &root, &context)?;
    let parameters = scenario.parameter_set(&ParameterSet::default());
    let experiment = Experiment::new(&Economy::netherlands()?, scenario, parameters)?;
    let settings = Settings::default();
    let ensemble = Ensemble::draw(&experiment, &settings)?;
    let command = format!("kennis run {SCENARIO} --chart {PICTURE}");
    let svg = run_chart(&experiment, &ensemble, &settings, Variable::Gdp, &command)?.to_svg();
    write_file(&root.join(PICTURE), svg.as_bytes())?;
    println!("{PICTURE}");
    Ok(())
}
