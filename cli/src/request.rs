//! A run as the command line asks for it: everything read, checked and put together.

mod command;
mod parameters;
mod scenario;
mod settings;
mod structures;

pub(crate) use command::reproduced_command;
pub(crate) use parameters::{parameters, put_parameters};
pub(crate) use scenario::{ScenarioRead, economy_and_context, load_input, read_scenario_from};
pub(crate) use structures::{check_choice, structure_choice};

use crate::arguments::{Format, Options};
use crate::economy::Sources;
use crate::failure::Failure;
use crate::output;
use crate::progress::Bar;
use crate::results;
use kennis::formats::{InputError, InputProblem, load, read_baseline};
use kennis::request::{PrecisionGoal, Run, RunRequest};
use kennis::scenario::Problem;
use kennis::{Variable, Years};
use scenario::read_scenario_at;
use settings::settings;
use std::path::{Path, PathBuf};

/// A run, and where its results go.
#[derive(Debug)]
pub(crate) struct Asked {
    /// What to run.
    pub(crate) request: RunRequest,
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
}

impl Asked {
    /// Reads everything that the arguments name.
    pub(crate) fn new(scenario: &Path, options: &Options) -> Result<Self, Failure> {
        let mut all = Self::all(&[scenario], options)?;
        // One scenario gives one request.
        all.pop().ok_or_else(|| InputError::default().into())
    }

    /// Reads everything that the arguments name, with several scenarios under the same options: all problems of all files at
    /// once.
    pub(crate) fn all(scenarios: &[&Path], options: &Options) -> Result<Vec<Self>, Failure> {
        let mut error = InputError::default();
        let parameters = parameters(options, &mut error);
        let sources = Sources::new(options, &mut error);
        let read: Vec<ScenarioRead> = scenarios
            .iter()
            .map(|scenario| read_scenario_at(scenario, &sources, &parameters, &mut error))
            .collect();
        let structure = options.structure.as_deref().and_then(|text| error.collect(structure_choice(text)));
        // The country is the same for all, and so is what the table is checked against.
        let context = read.iter().find_map(|read| read.context.as_ref());
        let baseline = options.baseline.as_ref().zip(context).and_then(|(path, context)| {
            let read =
                load(path).and_then(|bytes| read_baseline(&bytes, &path.display().to_string(), context));
            error.collect(read)
        });
        let settings = settings(options, &mut error);
        check_precision(options, &mut error);
        check_file("--chart", options.chart.as_deref(), &["svg"], &mut error);
        check_file("--save-draws", options.save_draws.as_deref(), SAVED_DRAWS, &mut error);
        let saved = error.collect(variables(&options.save_variables));
        without_repetition(&mut error);
        std::mem::take(&mut error).check()?;
        let mut all = Vec::with_capacity(read.len());
        for read in read {
            let (Some(scenario), Some(economy), Some(context)) = (read.scenario, read.economy, read.context)
            else {
                return Err(InputError::default().into());
            };
            let mut request = RunRequest::new(economy, scenario);
            request.parameters = parameters.clone();
            request.structure = structure.clone();
            if request.structure.is_some() {
                error.collect(check_choice(&request.final_scenario(), &context));
            }
            request.baseline = baseline.clone();
            request.settings = settings.clone();
            request.draw = options.draw;
            request.precision =
                options.precision.map(|asked| PrecisionGoal { asked, max_draws: options.max_draws });
            request.command = reproduced_command();
            all.push(Self {
                request,
                format: options.format,
                out: options.out.clone(),
                chart: options.chart.clone(),
                save_draws: options.save_draws.clone().zip(saved.clone()),
                quiet: options.quiet,
            });
        }
        without_repetition(&mut error);
        error.check()?;
        if let Some(folder) = &options.out {
            results::prepare(folder)?;
        }
        output::remark_of(all.iter().map(|asked| &asked.request), options.quiet);
        Ok(all)
    }

    /// Draws, with a bar that shows how far they are.
    pub(crate) fn draw(&self) -> Result<Run, Failure> {
        let bar = Bar::new("draws", self.quiet);
        Ok(self.request.draw(&mut |done, total| bar.show(done, total))?)
    }
}

/// What is wrong with a file that several scenarios are read with is said once.
fn without_repetition(error: &mut InputError) {
    let mut said: Vec<InputProblem> = Vec::new();
    for problem in std::mem::take(&mut error.problems) {
        if !said.contains(&problem) {
            said.push(problem);
        }
    }
    error.problems = said;
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
