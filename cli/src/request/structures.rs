//! The structures of `--structure`.

use super::input_problem;
use kennis::formats::{InputError, InputProblem};
use kennis::scenario::CheckContext;
use kennis::{Scenario, StructureChoice, StructureName};

/// The structures of `--structure`: `all`, a name, names with commas, or weights, `NAME=0.6,NAME=0.4`.
pub(crate) fn structure_choice(text: &str) -> Result<StructureChoice, InputError> {
    if text == "all" {
        return Ok(StructureChoice::All);
    }
    let names = || StructureName::ALL.iter().map(|name| name.name()).chain(["all"]);
    let named = |text: &str| {
        let expected = format!("one of {}", names().collect::<Vec<_>>().join(", "));
        StructureName::from_name(text).ok_or_else(|| input_problem("--structure", text, &expected, names()))
    };
    let parts: Vec<&str> = text.split(',').map(str::trim).collect();
    if !text.contains('=') {
        return Ok(StructureChoice::List(parts.into_iter().map(named).collect::<Result<_, _>>()?));
    }
    let weight = |part: &str| {
        let expected = "weights for all or for none, such as knowledge_capital=0.6,no_effect=0.4";
        let (name, weight) = part
            .split_once('=')
            .and_then(|(name, weight)| Some((name.trim(), weight.trim().parse::<f64>().ok()?)))
            .ok_or_else(|| input_problem("--structure", part, expected, std::iter::empty()))?;
        Ok::<_, InputError>((named(name)?, weight))
    };
    Ok(StructureChoice::Weights(parts.into_iter().map(weight).collect::<Result<_, _>>()?))
}

/// What the structures of the command line make wrong about a scenario that was right.
pub(crate) fn check_choice(scenario: &Scenario, context: &CheckContext) -> Result<(), InputError> {
    let problems = scenario.check(context).err().map(|error| error.problems).unwrap_or_default();
    let mut error = InputError::default();
    for mut problem in problems {
        if problem.key.starts_with("structure") {
            problem.key = format!("--{}", problem.key.replace('.', " "));
        }
        error.problems.push(InputProblem::new("", problem));
    }
    error.check()
}
