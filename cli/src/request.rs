//! A run as the command line asks for it: everything read, checked and put together.

use crate::arguments::{Format, Options};
use crate::failure::Failure;
use crate::results;
use kennis::formats::{
    InputError, InputProblem, load, read_baseline, read_parameters, read_scenario, read_setting,
};
use kennis::{
    CheckContext, Layers, Origin, ParameterId, ParameterSet, Problem, SamplingPlan, Scenario,
    StructureChoice, StructureName, Variable, Years,
};
use std::io::Read;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

/// A run that can be executed.
#[derive(Debug)]
pub(crate) struct RunRequest {
    /// What to simulate; `structure` and `baseline` of the command line have replaced the file's.
    pub(crate) scenario: Scenario,
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
        let context = check_context(options, &mut error);
        let scenario = error.collect(read_scenario_at(scenario, &context));
        let structure = options.structure.as_deref().and_then(|text| error.collect(structure_choice(text)));
        let baseline = options.baseline.as_ref().and_then(|path| {
            let read =
                load(path).and_then(|bytes| read_baseline(&bytes, &path.display().to_string(), &context));
            error.collect(read)
        });
        let layers = error.collect(layers(options.layers.as_deref().unwrap_or("")));
        let plan = error.collect(sampling_plan(&options.plan, options.draws));
        check_precision(options, &mut error);
        check_file("--chart", options.chart.as_deref(), "svg", &mut error);
        check_file("--save-draws", options.save_draws.as_deref(), "csv", &mut error);
        let saved = error.collect(variables(&options.save_variables));
        error.check()?;
        let Some(mut scenario) = scenario else { return Err(InputError::default().into()) };
        if let Some(folder) = &options.out {
            results::prepare(folder)?;
        }
        scenario.structure = structure.unwrap_or(scenario.structure);
        scenario.baseline = baseline.or(scenario.baseline);
        Ok(Self {
            parameters: scenario.parameter_set(&context.parameters),
            scenario,
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
}

/// A file to write has the right ending, and a folder that exists.
fn check_file(option: &str, path: Option<&Path>, ending: &str, error: &mut InputError) {
    let Some(path) = path else { return };
    let mut problem = |found: &Path, expected: String| {
        let found = format!("{:?}", found.display().to_string());
        error.problems.push(InputProblem::new("", Problem::new(option, found, expected)));
    };
    if path.extension().is_none_or(|extension| extension != ending) {
        problem(path, format!("a file that ends in .{ending}"));
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    if let Some(folder) = folder.filter(|folder| !folder.is_dir()) {
        problem(folder, "a folder that exists".to_owned());
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

/// What files are checked against, with the parameters of `--parameters` and `--set`.
pub(crate) fn check_context(options: &Options, error: &mut InputError) -> CheckContext {
    let mut context = CheckContext::netherlands();
    if let Some(path) = &options.parameters {
        let read = load(path).and_then(|bytes| read_parameters(&bytes, &path.display().to_string()));
        for (id, distribution) in error.collect(read).unwrap_or_default() {
            context.parameters.set(id, distribution, Origin::ParameterFile);
        }
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
                context.parameters.set(id, distribution, Origin::Set);
            }
            Err(problem) => error.problems.push(InputProblem::new("", problem)),
        }
    }
    context
}

/// Reads a scenario file, or standard input for `-`; what it names is relative to its folder.
pub(crate) fn read_scenario_at(path: &Path, context: &CheckContext) -> Result<Scenario, InputError> {
    if path == Path::new("-") {
        let mut bytes = Vec::new();
        std::io::stdin().lock().read_to_end(&mut bytes).map_err(|error| {
            InputProblem::new("<stdin>", Problem::new("", error.to_string(), "a scenario on standard input"))
        })?;
        return read_scenario(&bytes, "<stdin>", Path::new(""), context);
    }
    let folder = path.parent().unwrap_or(Path::new(""));
    read_scenario(&load(path)?, &path.display().to_string(), folder, context)
}

fn structure_choice(text: &str) -> Result<StructureChoice, InputError> {
    if text == "all" {
        return Ok(StructureChoice::All);
    }
    let names = || StructureName::ALL.iter().map(|name| name.name()).chain(["all"]);
    StructureName::from_name(text).map(|name| StructureChoice::List(vec![name])).ok_or_else(|| {
        let expected = format!("one of {}", names().collect::<Vec<_>>().join(", "));
        let problem = Problem::new("--structure", format!("{text:?}"), expected).with_nearest(text, names());
        InputProblem::new("", problem).into()
    })
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
