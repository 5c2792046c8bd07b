//! A run as the command line asks for it: everything read, checked and put together.

use crate::arguments::{Format, Options};
use crate::economy::{self, Sources};
use crate::failure::Failure;
use crate::output;
use crate::results;
use kennis::formats::{
    InputError, InputProblem, is_posterior_file, load, read_baseline, read_parameters, read_posterior,
    read_scenario_with, read_setting,
};
use kennis::{
    CheckContext, Economy, Layers, Origin, ParameterId, ParameterSet, Problem, SamplingPlan, Scenario,
    Settings, StructureChoice, StructureName, Variable, Years,
};
use std::io::Read;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

/// A run that can be executed.
#[derive(Debug)]
pub(crate) struct RunRequest {
    /// What to simulate; `structure` and `baseline` of the command line have replaced the file's.
    pub(crate) scenario: Scenario,
    /// The data: of `--country` or of the scenario's country, with those of `--data`.
    pub(crate) economy: Economy,
    /// Parameters: defaults, parameter file, scenario, `--set`, the later ones winning.
    pub(crate) parameters: ParameterSet,
    /// Number of draws; 0 is a check run.
    pub(crate) draws: u64,
    /// Seed.
    pub(crate) seed: u64,
    /// Layers of uncertainty beside the parameters.
    pub(crate) layers: Layers,
    /// How draws fill the space of parameters.
    pub(crate) plan: SamplingPlan,
    /// The Monte Carlo error to reach, and the most draws for it.
    pub(crate) precision: Option<(f64, u64)>,
    /// The draw that is to be run alone.
    pub(crate) draw: Option<u64>,
    /// Threads, where the user names a number.
    pub(crate) threads: Option<NonZeroUsize>,
    /// Most bytes that the draws may take, where the user names an amount.
    pub(crate) memory: Option<u64>,
    /// Form of the results.
    pub(crate) format: Format,
    /// Folder for files.
    pub(crate) out: Option<PathBuf>,
    /// File for the fan chart.
    pub(crate) chart: Option<PathBuf>,
    /// File for the draws, and the variables in it.
    pub(crate) save_draws: Option<(PathBuf, Vec<Variable>)>,
    /// No progress and no remarks.
    pub(crate) quiet: bool,
    /// The command that gives the same bytes again.
    pub(crate) command: String,
}

impl RunRequest {
    /// Reads everything that the arguments name.
    pub(crate) fn new(scenario: &Path, options: &Options) -> Result<Self, Failure> {
        let mut error = InputError::default();
        let parameters = parameters(options, &mut error);
        let sources = Sources::new(options, &mut error);
        let read = read_scenario_at(scenario, &sources, &parameters, &mut error);
        let structure = options.structure.as_deref().and_then(|text| error.collect(structure_choice(text)));
        let baseline = options.baseline.as_ref().zip(read.context.as_ref()).and_then(|(path, context)| {
            let read =
                load(path).and_then(|bytes| read_baseline(&bytes, &path.display().to_string(), context));
            error.collect(read)
        });
        let layers = error.collect(layers(options.layers.as_deref().unwrap_or("")));
        let plan = error.collect(sampling_plan(&options.plan, options.draws));
        check_precision(options, &mut error);
        check_file("--chart", options.chart.as_deref(), &["svg"], &mut error);
        check_file("--save-draws", options.save_draws.as_deref(), SAVED_DRAWS, &mut error);
        let saved = error.collect(variables(&options.save_variables));
        error.check()?;
        let (Some(mut scenario), Some(economy), Some(context)) = (read.scenario, read.economy, read.context)
        else {
            return Err(InputError::default().into());
        };
        if let Some(choice) = structure {
            scenario.structure = choice;
            check_choice(&scenario, &context)?;
        }
        if let Some(folder) = &options.out {
            results::prepare(folder)?;
        }
        scenario.baseline = baseline.or(scenario.baseline);
        output::remark(&economy, scenario.baseline.as_ref(), scenario.horizon, options.quiet);
        Ok(Self {
            parameters: scenario.parameter_set(&parameters),
            scenario,
            economy,
            draws: options.draws,
            seed: options.seed,
            layers: layers.unwrap_or_default(),
            plan: plan.unwrap_or_default(),
            precision: options.precision.map(|asked| (asked, options.max_draws)),
            draw: options.draw,
            threads: options.threads,
            memory: options.memory.map(|memory| memory.bytes),
            format: options.format,
            out: options.out.clone(),
            chart: options.chart.clone(),
            save_draws: options.save_draws.clone().zip(saved),
            quiet: options.quiet,
            command: reproduced_command(std::env::args_os().map(|arg| arg.to_string_lossy().into_owned())),
        })
    }

    /// How the ensemble is drawn.
    pub(crate) fn settings(&self) -> Settings {
        let mut settings = Settings::default();
        settings.draws = self.draws;
        settings.seed = self.seed;
        settings.plan = self.plan;
        settings.layers = self.layers;
        if let Some(draw) = self.draw {
            settings.first_draw = draw;
            settings.draws = 1;
        }
        settings.threads = self.threads.map(usize::from);
        settings.memory = self.memory.unwrap_or(settings.memory);
        settings.hold_draws = false;
        settings
    }
}

/// Endings of a file of draws.
const SAVED_DRAWS: &[&str] = if cfg!(feature = "parquet") { &["csv", "parquet"] } else { &["csv"] };

/// A file to write has the right ending, and a folder that exists.
pub(crate) fn check_file(option: &str, path: Option<&Path>, endings: &[&str], error: &mut InputError) {
    let Some(path) = path else { return };
    if path.extension().is_none_or(|extension| endings.iter().all(|ending| extension != *ending)) {
        let found = format!("{:?}", path.display().to_string());
        let expected = format!("a file that ends in .{}", endings.join(" or ."));
        let problem = Problem::new(option, found, expected);
        error.problems.push(InputProblem::new("", problem));
    }
    if let Some(problem) = results::file_problem(option, path) {
        error.problems.push(InputProblem::new("", problem));
    }
}

/// The variables of a list with commas.
fn variables(list: &str) -> Result<Vec<Variable>, InputError> {
    let names = || Variable::ALL.iter().map(|variable| variable.name());
    list.split(',')
        .map(str::trim)
        .map(|name| {
            let variable = Variable::ALL.iter().copied().find(|variable| variable.name() == name);
            variable.ok_or_else(|| {
                let expected = format!("some of {}", names().collect::<Vec<_>>().join(", "));
                input_problem("--save-variables", name, &expected, names())
            })
        })
        .collect()
}

/// A precision needs draws, and room for them.
fn check_precision(options: &Options, error: &mut InputError) {
    if options.precision.is_none() {
        return;
    }
    let mut problem = |option: &str, found: u64, expected: &str| {
        error.problems.push(InputProblem::new("", Problem::new(option, found.to_string(), expected)));
    };
    if options.draws == 0 {
        problem("--draws", 0, "draws, for --precision: a check run has none");
    }
    if options.max_draws < options.draws.max(2) {
        problem("--max-draws", options.max_draws, "at least 2, and not fewer than --draws");
    }
}

/// The economy of a command without a scenario, and what its scenarios are checked against.
pub(crate) fn economy_and_context(options: &Options) -> Result<(Economy, CheckContext), InputError> {
    let mut error = InputError::default();
    let economy = economy::economy(options, &mut error);
    let parameters = parameters(options, &mut error);
    error.check()?;
    let economy = economy.ok_or_else(InputError::default)?;
    let mut context = context_of(&economy).map_err(|problem| InputProblem::new("", problem))?;
    context.parameters = parameters;
    output::remark(&economy, None, 0, options.quiet);
    Ok((economy, context))
}

/// What a scenario for an economy that is ready for a baseline is checked against.
fn context_of(economy: &Economy) -> Result<CheckContext, Problem> {
    CheckContext::of(economy)
        .map_err(|error| Problem::new("country", error.to_string(), "a country with these observations"))
}

/// The parameters of `--parameters` and `--set`.
pub(crate) fn parameters(options: &Options, error: &mut InputError) -> ParameterSet {
    let mut parameters = ParameterSet::default();
    if let Some(path) = &options.parameters {
        error.collect(read_parameter_file(path, &mut parameters));
    }
    let mut earlier: Vec<ParameterId> = Vec::new();
    for text in &options.settings {
        match read_setting(text) {
            Ok((id, _)) if earlier.contains(&id) => {
                let key = format!("--set {}", id.name());
                let problem = Problem::new(key, "the parameter a second time", "each parameter once");
                error.problems.push(InputProblem::new("", problem));
            }
            Ok((id, distribution)) => {
                earlier.push(id);
                parameters.set(id, distribution, Origin::Set);
            }
            Err(problem) => error.problems.push(InputProblem::new("", problem)),
        }
    }
    parameters
}

/// A scenario with what it is about; none of what has problems.
#[derive(Debug, Default)]
pub(crate) struct ScenarioRead {
    pub(crate) scenario: Option<Scenario>,
    pub(crate) economy: Option<Economy>,
    pub(crate) context: Option<CheckContext>,
}

/// Puts the parameters of a file in a set: distributions, or draws of a posterior.
fn read_parameter_file(path: &Path, parameters: &mut ParameterSet) -> Result<(), InputError> {
    put_parameters(&load(path)?, &path.display().to_string(), parameters)
}

/// Puts the parameters of a file's bytes in a set.
pub(crate) fn put_parameters(
    bytes: &[u8],
    name: &str,
    parameters: &mut ParameterSet,
) -> Result<(), InputError> {
    if is_posterior_file(bytes) {
        parameters.set_joint(read_posterior(bytes, name)?);
    } else {
        for (id, distribution) in read_parameters(bytes, name)? {
            parameters.set(id, distribution, Origin::ParameterFile);
        }
    }
    Ok(())
}

/// Reads a scenario file, or standard input for `-`; what it names is relative to its folder.
pub(crate) fn read_scenario_at(
    path: &Path,
    sources: &Sources,
    parameters: &ParameterSet,
    error: &mut InputError,
) -> ScenarioRead {
    let Some((bytes, name)) = error.collect(load_input(path)) else { return ScenarioRead::default() };
    read_scenario_from((&bytes, &name), path.parent().unwrap_or(Path::new("")), sources, parameters, error)
}

/// Reads the bytes of a scenario with the name of its file.
pub(crate) fn read_scenario_from(
    (bytes, name): (&[u8], &str),
    folder: &Path,
    sources: &Sources,
    parameters: &ParameterSet,
    error: &mut InputError,
) -> ScenarioRead {
    let (mut read, mut unfit) = (ScenarioRead::default(), InputError::default());
    let scenario = read_scenario_with(bytes, name, folder, |named| {
        let economy = sources.economy(named, &mut unfit)?;
        let mut context = context_of(&economy).map_err(|problem| vec![problem])?;
        context.parameters.clone_from(parameters);
        read.economy = Some(economy);
        read.context = Some(context.clone());
        Ok(context)
    });
    error.problems.extend(unfit.problems);
    read.scenario = error.collect(scenario);
    read
}

/// The bytes of a file, or of standard input for `-`, and its name in messages.
pub(crate) fn load_input(path: &Path) -> Result<(Vec<u8>, String), InputError> {
    if path != Path::new("-") {
        return Ok((load(path)?, path.display().to_string()));
    }
    let mut bytes = Vec::new();
    std::io::stdin().lock().read_to_end(&mut bytes).map_err(|error| {
        InputProblem::new("<stdin>", Problem::new("", error.to_string(), "a file on standard input"))
    })?;
    Ok((bytes, "<stdin>".to_owned()))
}

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

/// The layers of a list with commas; `parameters`, `effectiveness` and `structure` are on anyway.
fn layers(list: &str) -> Result<Layers, InputError> {
    let mut layers = Layers::default();
    let always = ["parameters", "effectiveness", "structure"];
    for name in list.split(',').map(str::trim).filter(|name| !name.is_empty()) {
        if !always.contains(&name) && !layers.switch_on(name) {
            let names = || Layers::NAMES.into_iter().chain(always);
            let expected = format!("some of {}", names().collect::<Vec<_>>().join(", "));
            let problem = Problem::new("--layers", format!("{name:?}"), expected).with_nearest(name, names());
            return Err(InputProblem::new("", problem).into());
        }
    }
    Ok(layers)
}

fn sampling_plan(name: &str, draws: u64) -> Result<SamplingPlan, InputError> {
    SamplingPlan::from_name(name, draws).ok_or_else(|| {
        let expected = format!("one of {}", SamplingPlan::NAMES.join(", "));
        let problem =
            Problem::new("--plan", format!("{name:?}"), expected).with_nearest(name, SamplingPlan::NAMES);
        InputProblem::new("", problem).into()
    })
}

/// A problem with an option, and the nearest valid name.
pub(crate) fn input_problem<'a>(
    option: &str,
    found: &str,
    expected: &str,
    names: impl IntoIterator<Item = &'a str>,
) -> InputError {
    InputProblem::new("", Problem::new(option, format!("{found:?}"), expected).with_nearest(found, names))
        .into()
}

/// Years such as 1990-2019.
pub(crate) fn years(option: &str, text: &str) -> Result<Years, InputError> {
    let year = |text: &str| text.trim().parse::<i32>().ok().filter(|year| (1500..=2300).contains(year));
    text.split_once('-')
        .and_then(|(first, last)| Some(Years::new(year(first)?, year(last)?)))
        .filter(|years| !years.is_empty())
        .ok_or_else(|| {
            input_problem(option, text, "first and last year, such as 1990-2019", std::iter::empty())
        })
}

/// Options with a value that change how a result is computed and never the result.
const WITHOUT_EFFECT: [&str; 2] = ["--threads", "--memory"];

/// The command line without the options that change nothing, quoted for a shell.
pub(crate) fn reproduced_command(arguments: impl Iterator<Item = String>) -> String {
    let mut words = vec!["kennis".to_owned()];
    let mut arguments = arguments.skip(1);
    while let Some(argument) = arguments.next() {
        if WITHOUT_EFFECT.contains(&argument.as_str()) {
            arguments.next();
        } else if !argument.split_once('=').is_some_and(|(name, _)| WITHOUT_EFFECT.contains(&name)) {
            words.push(shell_quoted(argument));
        }
    }
    words.join(" ")
}

fn shell_quoted(word: String) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./=:,+@%".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_is_reproduced_without_what_changes_nothing_and_quoted() {
        let words =
            "/usr/bin/kennis|run|my file.toml|--threads|3|--memory|2|--seed=2|--threads=4|--memory=1|it's";
        let command = reproduced_command(words.split('|').map(str::to_owned));
        assert_eq!(command, r"kennis run 'my file.toml' --seed=2 'it'\''s'");
    }
}
