//! Any text after `--set` and `--structure`: a constant within the bounds of its parameter, or a problem; structures
//! that a scenario checks, or a problem. What is accepted by the check runs.
#![no_main]

use kennis::formats::{InputError, InputProblem, read_setting};
use kennis::parameters::Origin;
use kennis::scenario::{CheckContext, Problem};
use kennis::{Economy, Experiment, ParameterSet, Scenario, StructureChoice};
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

#[path = "../../cli/src/request/structures.rs"]
mod structures;

/// What that file of the program takes from the folder that it is in.
fn input_problem<'a>(
    option: &str,
    found: &str,
    expected: &str,
    names: impl IntoIterator<Item = &'a str>,
) -> InputError {
    InputProblem::new("", Problem::new(option, format!("{found:?}"), expected).with_nearest(found, names))
        .into()
}

static ECONOMY: LazyLock<Economy> = LazyLock::new(|| Economy::netherlands().expect("embedded data"));
static CONTEXT: LazyLock<CheckContext> = LazyLock::new(CheckContext::netherlands);

fuzz_target!(|text: &str| {
    setting(text);
    structure(text);
});

fn setting(text: &str) {
    match read_setting(text) {
        Ok((id, distribution)) => {
            let value = distribution.centre();
            let prior = id.row().prior;
            assert!(
                distribution.is_fixed() && (prior.lower..=prior.upper).contains(&value),
                "{text:?}: {value}"
            );
            // The value is that of the text, and no other.
            assert_eq!(text.split_once('=').and_then(|(_, value)| value.trim().parse().ok()), Some(value));
            let mut parameters = ParameterSet::default();
            assert!(parameters.set(id, distribution, Origin::Set).is_ok());
            assert_eq!(parameters.centres()[id], value);
        }
        Err(problem) => assert!(!problem.to_string().is_empty()),
    }
}

fn structure(text: &str) {
    let choice = match structures::structure_choice(text) {
        Ok(choice) => choice,
        Err(error) => return assert!(!error.problems.is_empty() && !error.to_string().is_empty()),
    };
    let mut scenario = Scenario::new("choice");
    scenario.horizon = 2026;
    scenario.structure = choice;
    if let Err(error) = structures::check_choice(&scenario, &CONTEXT) {
        return assert!(!error.problems.is_empty());
    }
    // No structure stands twice, and the weights sum to one.
    let weights = scenario.structure.weights();
    let sum: f64 = weights.iter().map(|(_, weight)| weight).sum();
    assert!(
        (sum - 1.0).abs() < 1e-12 && weights.iter().all(|(_, weight)| *weight >= 0.0),
        "{text:?}: {weights:?}"
    );
    for (i, (name, _)) in weights.iter().enumerate() {
        assert!(weights[..i].iter().all(|(other, _)| other != name), "{text:?}: {name} twice");
    }
    assert!(scenario.structure == StructureChoice::All || text != "all");
    let experiment =
        Experiment::new(&ECONOMY, scenario, ParameterSet::default()).expect("what passes its check");
    assert_eq!(experiment.structures().len(), weights.len());
}
