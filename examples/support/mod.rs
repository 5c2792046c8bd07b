//! What the examples of benches/peers share: their arguments, and the experiment of a scenario file.
#![allow(dead_code)]

use kennis::formats::{load, read_scenario};
use kennis::scenario::CheckContext;
use kennis::{Economy, Experiment, Scenario, StructureChoice};
use std::path::Path;

pub(crate) type Failure = Box<dyn std::error::Error>;

/// `SCENARIO --name value ...`; without a scenario the example of the 3% target.
pub(crate) struct Arguments(Vec<String>);

impl Arguments {
    pub(crate) fn read() -> Self {
        Self(std::env::args().skip(1).collect())
    }

    pub(crate) fn option(&self, name: &str) -> Option<&str> {
        self.0.windows(2).find(|pair| pair[0] == name).map(|pair| pair[1].as_str())
    }

    pub(crate) fn number(&self, name: &str, default: u64) -> Result<u64, Failure> {
        match self.option(name) {
            None => Ok(default),
            Some(text) => {
                text.parse().map_err(|_| format!("{name}: found {text:?}, expected a whole number").into())
            }
        }
    }

    /// The experiment of the scenario, with the one structure that `--structure` names.
    pub(crate) fn experiment(&self) -> Result<Experiment, Failure> {
        let structure = self.option("--structure").map(str::parse).transpose()?;
        self.experiment_with(|scenario| {
            if let Some(name) = structure {
                scenario.structure = StructureChoice::List(vec![name]);
            }
        })
    }

    /// The experiment of the scenario after a change.
    pub(crate) fn experiment_with(&self, change: impl FnOnce(&mut Scenario)) -> Result<Experiment, Failure> {
        let default = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/scenarios/three_percent.toml");
        let path = self.0.first().filter(|word| !word.starts_with("--")).map_or(default, String::as_str);
        let folder = Path::new(path).parent().unwrap_or(Path::new(""));
        let context = CheckContext::netherlands();
        let mut scenario = read_scenario(&load(Path::new(path))?, path, folder, &context)?;
        change(&mut scenario);
        let parameters = scenario.parameter_set(&context.parameters);
        Ok(Experiment::new(&Economy::netherlands()?, scenario, parameters)?)
    }
}
