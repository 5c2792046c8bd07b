//! Any bytes as a baseline table, jumps of its levels among them: problems, or a table on which a run under a measure and
//! under a target has no value that is not finite.
#![no_main]

use kennis::formats::read_baseline;
use kennis::scenario::CheckContext;
use kennis::simulate::BaselineError;
use kennis::{
    Economy, Experiment, ExperimentError, Instrument, Measure, ParameterSet, Scenario, Target, Unit, Variable,
};
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static ECONOMY: LazyLock<Economy> = LazyLock::new(|| Economy::netherlands().expect("embedded data"));
static CONTEXT: LazyLock<CheckContext> = LazyLock::new(CheckContext::netherlands);

fuzz_target!(|bytes: &[u8]| {
    let table = match read_baseline(bytes, "baseline.csv", &CONTEXT) {
        Ok(table) => table,
        Err(error) => return assert!(!error.problems.is_empty()),
    };
    let scenario = || Scenario::new("own baseline").with_baseline(table.clone());
    let measure = Measure::new(Instrument::DirectSubsidy, Unit::GdpShare, 0.001, 2030);
    for scenario in [scenario().with_measure(measure), scenario().with_target(Target::new(0.03, 2035, 0.4))] {
        match Experiment::new(&ECONOMY, scenario, ParameterSet::default()) {
            Ok(experiment) => finite(&experiment),
            // What the reader takes, the baseline takes; a scenario may find the table too late or too poor in R&D.
            Err(ExperimentError::Baseline(BaselineError::Row { year, column, found, .. })) => {
                panic!("{column}[{year}]: {found}")
            }
            Err(_) => {}
        }
    }
});

fn finite(experiment: &Experiment) {
    for year in experiment.at_centre() {
        for variable in Variable::ALL {
            let levels = variable.levels(&year);
            let values = [levels.baseline, levels.scenario, variable.deviation(levels)];
            assert!(values.iter().all(|value| value.is_finite()), "{variable}: {values:?}");
        }
    }
}
