//! A scenario file, read and checked against the data of the country that it names.

use super::parameters::parameters;
use crate::arguments::{DataOptions, ParameterOptions};
use crate::caller::{self, STANDARD_INPUT};
use crate::economy::{self, Sources};
use crate::inputs;
use crate::output;
use kennis::data::InputRole;
use kennis::formats::{InputError, InputProblem, NamedFiles, load, load_stream, read_scenario_with};
use kennis::scenario::{CheckContext, Problem};
use kennis::{Economy, ParameterSet, Scenario};
use std::path::Path;

/// A scenario with what it is about; none of what has problems.
#[derive(Debug, Default)]
pub(crate) struct ScenarioRead {
    pub(crate) scenario: Option<Scenario>,
    pub(crate) economy: Option<Economy>,
    pub(crate) context: Option<CheckContext>,
}

/// Reads a scenario file, or standard input for `-`; what it names is relative to its folder.
pub(crate) fn read_scenario_at(
    path: &Path,
    allowed: NamedFiles,
    sources: &Sources,
    parameters: &ParameterSet,
    error: &mut InputError,
) -> ScenarioRead {
    let loaded = load_input(path);
    let typed = loaded.as_ref().map_or(path.display().to_string(), |(_, name)| name.clone());
    inputs::note(InputRole::Scenario, path, &typed, loaded.as_ref().ok().map(|(bytes, _)| bytes.as_slice()));
    let Some((bytes, name)) = error.collect(loaded) else { return ScenarioRead::default() };
    let folder = path.parent().unwrap_or(Path::new(""));
    read_scenario_from((&bytes, &name), (folder, allowed), sources, parameters, error)
}

/// Reads the bytes of a scenario with the name of its file, its folder, and which files it may name.
pub(crate) fn read_scenario_from(
    (bytes, name): (&[u8], &str),
    (folder, allowed): (&Path, NamedFiles),
    sources: &Sources,
    parameters: &ParameterSet,
    error: &mut InputError,
) -> ScenarioRead {
    let (mut read, mut unfit) = (ScenarioRead::default(), InputError::default());
    let scenario = read_scenario_with(bytes, name, folder, allowed, |named| {
        let economy = sources.economy(named, &mut unfit)?;
        let mut context = context_of(&economy).map_err(|problem| vec![problem])?;
        context.parameters.clone_from(parameters);
        read.economy = Some(economy);
        read.context = Some(context.clone());
        Ok(context)
    });
    error.problems.extend(unfit.problems);
    // The baseline that the scenario names is read with it.
    let problems = scenario.as_ref().err().map_or(&[][..], |error| error.problems.as_slice());
    if let Some(problem) = problems.iter().find(|problem| ![name, ""].contains(&problem.file.as_str())) {
        let baseline = Path::new(&problem.file);
        inputs::note(InputRole::Baseline, baseline, &problem.file, load(baseline).ok().as_deref());
    }
    read.scenario = error.collect(scenario);
    if let Some(table) = read.scenario.as_ref().and_then(|scenario| scenario.baseline.as_ref()) {
        let typed = table.path.display().to_string();
        inputs::note_path(InputRole::Baseline, &table.path, typed, table.input.clone());
    }
    read
}

/// The bytes of a file, or of standard input for `-`, and its name in messages.
pub(crate) fn load_input(path: &Path) -> Result<(Vec<u8>, String), InputError> {
    if path != Path::new("-") {
        let bytes = caller::text_of(path).map_or_else(|| load(path), Ok)?;
        return Ok((bytes, path.display().to_string()));
    }
    Ok((load_stream(STANDARD_INPUT, caller::standard_input())?, STANDARD_INPUT.to_owned()))
}

/// The economy of a command without a scenario, and what its scenarios are checked against.
pub(crate) fn economy_and_context(
    data: &DataOptions,
    parameters: &ParameterOptions,
    quiet: bool,
) -> Result<(Economy, CheckContext), InputError> {
    let mut error = InputError::default();
    let economy = economy::economy(data, &mut error);
    let parameters = self::parameters(parameters, &mut error);
    error.check()?;
    let economy = economy.ok_or_else(InputError::default)?;
    let mut context = context_of(&economy).map_err(|problem| InputProblem::new("", problem))?;
    context.parameters = parameters;
    output::remark(&economy, quiet);
    Ok((economy, context))
}

/// What a scenario for an economy that is ready for a baseline is checked against.
fn context_of(economy: &Economy) -> Result<CheckContext, Problem> {
    CheckContext::of(economy)
        .map_err(|error| Problem::new("country", error.to_string(), "a country with these observations"))
}
