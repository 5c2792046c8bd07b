//! A run as the command line asks for it: everything read, checked and put together.

use crate::arguments::{Format, Options};
use crate::failure::Failure;
use crate::results;
use kennis::formats::{
    InputError, InputProblem, is_posterior_file, load, read_baseline, read_parameters, read_posterior,
    read_scenario, read_setting,
};
use kennis::{
    CheckContext, Layers, Origin, ParameterId, ParameterSet, Problem, SamplingPlan, Scenario,
    StructureChoice, StructureName, Years,
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
        check_chart(options, &mut error);
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
            draw: options.draw,
            threads: options.threads,
            memory: options.memory.map(|memory| memory.bytes),
            format: options.format,
            out: options.out.clone(),
            chart: options.chart.clone(),
            quiet: options.quiet,
            command: reproduced_command(std::env::args_os().map(|arg| arg.to_string_lossy().into_owned())),
        })
    }
}

/// What files are checked against, with the parameters of `--parameters` and `--set`.
pub(crate) fn check_context(options: &Options, error: &mut InputError) -> CheckContext {
    let mut context = CheckContext::netherlands();
    if let Some(path) = &options.parameters {
        error.collect(read_parameter_file(path, &mut context.parameters));
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

/// Says where the file for the chart cannot be one.
pub(crate) fn check_chart(options: &Options, error: &mut InputError) {
    if let Some(path) = &options.chart
        && path.extension().is_none_or(|extension| extension != "svg")
    {
        let problem =
            Problem::new("--chart", format!("{:?}", path.display().to_string()), "a file that ends in .svg");
        error.problems.push(InputProblem::new("", problem));
    }
    if let Some(folder) = options.chart.as_ref().and_then(|path| path.parent())
        && !folder.as_os_str().is_empty()
        && !folder.is_dir()
    {
        let found = format!("{:?}", folder.display().to_string());
        error.problems.push(InputProblem::new("", Problem::new("--chart", found, "a folder that exists")));
    }
}

/// Puts the parameters of a file in a set: distributions, or draws of a posterior.
fn read_parameter_file(path: &Path, parameters: &mut ParameterSet) -> Result<(), InputError> {
    let (bytes, name) = (load(path)?, path.display().to_string());
    if is_posterior_file(&bytes) {
        parameters.set_joint(read_posterior(&bytes, &name)?);
    } else {
        for (id, distribution) in read_parameters(&bytes, &name)? {
            parameters.set(id, distribution, Origin::ParameterFile);
        }
    }
    Ok(())
}

/// Reads a scenario file, or standard input for `-`; what it names is relative to its folder.
pub(crate) fn read_scenario_at(path: &Path, context: &CheckContext) -> Result<Scenario, InputError> {
    let (bytes, name) = load_input(path)?;
    read_scenario(&bytes, &name, path.parent().unwrap_or(Path::new("")), context)
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
