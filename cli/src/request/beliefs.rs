//! The sets of `--beliefs`.

use super::input_problem;
use super::parameters::put_parameters;
use crate::inputs;
use kennis::ParameterSet;
use kennis::data::InputRole;
use kennis::formats::{EXAMPLES, Example, InputError};
use std::path::Path;

/// The table of parameters, as a set.
const DEFAULT: &str = "default";

/// The sets of `--beliefs`, with commas: parameter files, names of those that are built in, or `default`, the table. A name
/// that comes again has its place behind it.
pub(crate) fn beliefs(listed: &str, error: &mut InputError) -> Vec<(String, ParameterSet)> {
    let items: Vec<&str> = listed.split(',').map(str::trim).filter(|item| !item.is_empty()).collect();
    if items.len() < 2 {
        let expected = "at least two sets with commas, such as default,ours.toml";
        error.problems.extend(input_problem("--beliefs", listed, expected, []).problems);
    }
    let mut sets: Vec<(String, ParameterSet)> = Vec::new();
    for item in items {
        let Some((name, set)) = error.collect(set_of(item)) else { continue };
        let taken = sets.iter().any(|(known, _)| *known == name);
        sets.push((if taken { format!("{name} ({})", sets.len() + 1) } else { name }, set));
    }
    sets
}

fn set_of(item: &str) -> Result<(String, ParameterSet), InputError> {
    let mut set = ParameterSet::default();
    if item == DEFAULT {
        return Ok((item.to_owned(), set));
    }
    if let Some(example) = Example::named(item).filter(|example| example.is_beliefs()) {
        put_parameters(example.text.as_bytes(), &format!("{item}.toml"), &mut set)?;
        return Ok((item.to_owned(), set));
    }
    let path = Path::new(item);
    if !path.exists() && path.extension().is_none() {
        let names = || EXAMPLES.iter().filter(|one| one.is_beliefs()).map(|one| one.name).chain([DEFAULT]);
        let expected = format!("a parameter file, or one of {}", names().collect::<Vec<_>>().join(", "));
        return Err(input_problem("--beliefs", item, &expected, names()));
    }
    put_parameters(&inputs::read(InputRole::Parameters, path)?, &path.display().to_string(), &mut set)?;
    let name = path.file_stem().map_or_else(|| item.to_owned(), |stem| stem.to_string_lossy().into_owned());
    Ok((name, set))
}
