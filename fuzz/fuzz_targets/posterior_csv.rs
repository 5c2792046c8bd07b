//! Any bytes as draws of a posterior: problems, or rows within the bounds of the table with marginals that can be drawn; a
//! run with them keeps to the rows, and has no value that is not finite.
#![no_main]

use kennis::formats::{is_posterior_file, read_posterior};
use kennis::parameters::{JointColumn, JointDraws};
use kennis::{
    Economy, Ensemble, EnsembleError, Experiment, Instrument, Kind, Measure, ParameterSet, Scenario,
    Settings, StructureChoice, StructureName, Unit, Variable,
};
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static ECONOMY: LazyLock<Economy> = LazyLock::new(|| Economy::netherlands().expect("embedded data"));

fuzz_target!(|bytes: &[u8]| {
    let read = read_posterior(bytes, "posterior.csv");
    // Nothing is read that would not be taken for a posterior.
    assert!(read.is_err() || is_posterior_file(bytes));
    match read {
        Ok(draws) => {
            rows(&draws);
            marginals(&draws);
            run(draws);
        }
        Err(error) => {
            assert!(!error.problems.is_empty());
            assert!(!error.to_string().is_empty());
        }
    }
});

/// Every row is whole, and its parameters are within the bounds of the table.
fn rows(draws: &JointDraws) {
    assert!(!draws.is_empty());
    for row in 0..draws.len() {
        assert_eq!(draws.row(row).len(), draws.columns().len());
        for (value, column) in draws.row(row).iter().zip(draws.columns()) {
            assert!(value.is_finite());
            if let JointColumn::Parameter(id) = column {
                let prior = id.row().prior;
                assert!((prior.lower..=prior.upper).contains(value), "{}: {value}", id.name());
            }
        }
    }
}

fn marginals(draws: &JointDraws) {
    for column in draws.columns() {
        let JointColumn::Parameter(id) = column else { continue };
        let marginal = draws.marginal(*id).expect("a column with rows");
        for z in [-40.0, -1.0, 0.0, 2.0, 40.0] {
            let value = marginal.quantile(z);
            assert!(
                (marginal.lower..=marginal.upper).contains(&value),
                "{}: {marginal} at {z} is {value}",
                id.name()
            );
        }
    }
}

/// A few draws of a run with the posterior.
fn run(draws: JointDraws) {
    let structure = StructureName::from_name(&draws.structure).unwrap_or(StructureName::KnowledgeCapital);
    let mut scenario = Scenario::new("posterior").with_measure(Measure::new(
        Instrument::PublicResearch,
        Unit::GdpShare,
        0.001,
        2030,
    ));
    scenario.horizon = 2040;
    scenario.structure = StructureChoice::List(vec![structure]);
    let mut parameters = ParameterSet::default();
    parameters.set_joint(draws);
    let Ok(experiment) = Experiment::new(&ECONOMY, scenario, parameters) else { return };
    let mut settings = Settings::default();
    settings.draws = 3;
    let ensemble = match Ensemble::draw(&experiment, &settings) {
        Ok(ensemble) => ensemble,
        Err(EnsembleError::Dropped { .. }) => return,
        Err(error) => panic!("{error}"),
    };
    for variable in Variable::ALL {
        for year in ensemble.statistics(*variable, Kind::Deviation).iter().flat_map(|by_year| by_year.iter())
        {
            assert!(year.iter().all(|(_, value)| value.is_finite()), "{variable}: {year:?}");
        }
    }
}
