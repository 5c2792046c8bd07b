//! A run as the command line asks for it: everything read, checked and put together.

mod beliefs;
mod command;
mod parameters;
mod scenario;
mod settings;
mod structures;
mod years;

pub(crate) use beliefs::beliefs;
pub(crate) use command::{WITHOUT_EFFECT, reproduced_command, words_without};
pub(crate) use parameters::{parameters, put_parameters};
pub(crate) use scenario::{ScenarioRead, economy_and_context, load_input, read_scenario_from};
pub(crate) use structures::{check_choice, structure_choice};

use crate::arguments::{
    ChartVariableOption, Format, PrecisionOptions, RequestOptions, SampleOptions, SaveDrawsOptions,
};
use crate::chart::check_chart;
use crate::economy::Sources;
use crate::failure::Failure;
use crate::inputs;
use crate::output;
use crate::progress::Bar;
use crate::results::{self, Outputs};
use kennis::data::InputRole;
use kennis::formats::{InputError, InputProblem, NamedFiles, baseline_beside, read_baseline};
use kennis::request::{PrecisionGoal, Run, RunRequest};
use kennis::scenario::Problem;
use kennis::{ParameterSet, Settings, Variable, Years};
use scenario::read_scenario_at;
use settings::settings;
use std::path::{Path, PathBuf};
use years::{check_years, listed_years};

/// A run, and where its results go.
#[derive(Debug)]
pub(crate) struct Asked {
    /// What to run.
    pub(crate) request: RunRequest,
    /// Form of the results.
    pub(crate) format: Format,
    /// Folder for files.
    pub(crate) out: Option<PathBuf>,
    /// File for the chart.
    pub(crate) chart: Option<PathBuf>,
    /// Variable of the chart.
    pub(crate) chart_variable: Variable,
    /// File for the draws, and the variables in it.
    pub(crate) save_draws: Option<(PathBuf, Vec<Variable>)>,
    /// Years that the tables of a text show; none for those in which a reader looks first.
    pub(crate) years: Vec<i32>,
    /// No progress and no remarks.
    pub(crate) quiet: bool,
}

impl Asked {
    /// Reads everything that the arguments name; `save` of a command that can save draws, `files` are those that it writes
    /// into the folder of `--out`.
    pub(crate) fn new(
        scenario: &Path,
        options: &RequestOptions,
        save: Option<&SaveDrawsOptions>,
        files: &[(&str, Format)],
    ) -> Result<Self, Failure> {
        let mut all = Self::all(&[scenario], options, save, files)?;
        // One scenario gives one request.
        all.pop().ok_or_else(|| InputError::default().into())
    }

    /// Reads everything that the arguments name, of a scenario that may be built in.
    pub(crate) fn of(
        given: Given<'_>,
        options: &RequestOptions,
        files: &[(&str, Format)],
    ) -> Result<Self, Failure> {
        let mut all = Self::of_given(&[given], options, None, files)?;
        all.pop().ok_or_else(|| InputError::default().into())
    }

    /// Reads everything that the arguments name, with several scenarios under the same options: all problems of all files at
    /// once.
    pub(crate) fn all(
        scenarios: &[&Path],
        options: &RequestOptions,
        save: Option<&SaveDrawsOptions>,
        files: &[(&str, Format)],
    ) -> Result<Vec<Self>, Failure> {
        let given: Vec<Given<'_>> = scenarios.iter().map(|path| Given::File(path)).collect();
        Self::of_given(&given, options, save, files)
    }

    fn of_given(
        scenarios: &[Given<'_>],
        options: &RequestOptions,
        save: Option<&SaveDrawsOptions>,
        files: &[(&str, Format)],
    ) -> Result<Vec<Self>, Failure> {
        let mut error = InputError::default();
        let parameters = parameters(&options.parameters, &mut error);
        let sources = Sources::new(&options.data, &mut error);
        let allowed = options.allow_files.named_files();
        let read: Vec<ScenarioRead> =
            scenarios.iter().map(|given| given.read(allowed, &sources, &parameters, &mut error)).collect();
        let structure =
            options.structure.structure.as_deref().and_then(|text| error.collect(structure_choice(text)));
        // The country is the same for all, and so is what the table is checked against.
        let context = read.iter().find_map(|read| read.context.as_ref());
        let baseline = options.baseline.baseline.as_ref().zip(context).and_then(|(path, context)| {
            let read = inputs::read(InputRole::Baseline, path);
            error.collect(read.and_then(|bytes| read_baseline(&bytes, &path.display().to_string(), context)))
        });
        let settings = settings(options, &mut error);
        check_precision(&options.sample, &options.precision, &mut error);
        check_chart(options.chart.chart.as_deref(), &mut error);
        let chart_variable = error.collect(chart_variable(&options.chart_variable));
        let save_draws = save.and_then(|save| saved(save, &mut error));
        let years = options.years.years.as_deref().map_or_else(|| Ok(Vec::new()), listed_years);
        let years = error.collect(years).unwrap_or_default();
        without_repetition(&mut error);
        std::mem::take(&mut error).check()?;
        let mut all = Vec::with_capacity(read.len());
        for read in read {
            let (Some(scenario), Some(economy), Some(context), Some(chart_variable)) =
                (read.scenario, read.economy, read.context, chart_variable)
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
            let sampling = &options.sampling;
            request.draw = sampling.draw;
            let goal = &options.precision;
            request.precision = goal.precision.map(|(figure, asked)| PrecisionGoal {
                figure,
                asked,
                max_draws: goal.max_draws,
            });
            request.command = reproduced_command();
            error.collect(check_years(&years, &context, request.scenario.horizon));
            all.push(Self {
                request,
                format: options.format.format,
                out: options.out.out.clone(),
                chart: options.chart.chart.clone(),
                chart_variable,
                save_draws: save_draws.clone(),
                years: years.clone(),
                quiet: options.quiet.quiet,
            });
        }
        without_repetition(&mut error);
        error.check()?;
        let draws = save_draws.as_ref().map(|(path, _)| path.as_path());
        Outputs::new(options.out.out.as_deref(), files)
            .with("--chart", options.chart.chart.as_deref())
            .with("--save-draws", draws)
            .with("--save-draws", draws.map(baseline_beside).as_deref())
            .prepare()?;
        output::remark_of(all.iter().map(|asked| &asked.request), options.quiet.quiet);
        Ok(all)
    }

    /// Draws, with a bar that shows how far they are.
    pub(crate) fn draw(&self) -> Result<Run, Failure> {
        let bar = Bar::new("draws", self.quiet);
        Ok(self.request.draw(&mut |done, total| bar.show(done, total))?)
    }
}

/// A scenario that is asked for.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Given<'a> {
    /// A file, or standard input.
    File(&'a Path),
    /// One that is built in.
    BuiltIn {
        /// Its name in messages.
        name: &'a str,
        /// Its text.
        text: &'a str,
    },
}

impl Given<'_> {
    fn read(
        self,
        allowed: NamedFiles,
        sources: &Sources,
        parameters: &ParameterSet,
        error: &mut InputError,
    ) -> ScenarioRead {
        match self {
            Self::File(path) => read_scenario_at(path, allowed, sources, parameters, error),
            Self::BuiltIn { name, text } => {
                let (bytes, folder) = (text.as_bytes(), Path::new(""));
                let mut read =
                    read_scenario_from((bytes, name), (folder, allowed), sources, parameters, error);
                // It is no file of the user's.
                if let Some(scenario) = &mut read.scenario {
                    scenario.input = None;
                }
                read
            }
        }
    }
}

/// How draws are made, for a command whose data do not carry a scenario.
pub(crate) fn sample_settings(options: &RequestOptions) -> Result<Settings, InputError> {
    let mut error = InputError::default();
    let settings = settings(options, &mut error);
    error.check().map(|()| settings)
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

/// The file for draws, and the variables in it.
fn saved(save: &SaveDrawsOptions, error: &mut InputError) -> Option<(PathBuf, Vec<Variable>)> {
    check_file("--save-draws", save.save_draws.as_deref(), SAVED_DRAWS, error);
    let beside = save.save_draws.as_deref().filter(|path| !path.is_dir()).map(baseline_beside);
    let problem = beside.as_deref().and_then(|path| results::file_problem("--save-draws", path));
    error.problems.extend(problem.map(|problem| InputProblem::new("", problem)));
    save.save_draws.clone().zip(error.collect(variables(&save.save_variables)))
}

/// The variables of a list with commas.
fn variables(list: &str) -> Result<Vec<Variable>, InputError> {
    list.split(',').map(str::trim).map(|name| variable("--save-variables", name, "some of")).collect()
}

/// The variable of the chart.
fn chart_variable(option: &ChartVariableOption) -> Result<Variable, InputError> {
    let name = option.chart_variable.as_deref().unwrap_or(Variable::Gdp.name());
    variable("--chart-variable", name, "one of")
}

fn variable(option: &str, name: &str, how_many: &str) -> Result<Variable, InputError> {
    Variable::from_name(name).ok_or_else(|| {
        let names = || Variable::ALL.iter().map(|variable| variable.name());
        let expected = format!("{how_many} {}", names().collect::<Vec<_>>().join(", "));
        input_problem(option, name, &expected, names())
    })
}

/// A precision needs draws, and room for them.
fn check_precision(sample: &SampleOptions, sampling: &PrecisionOptions, error: &mut InputError) {
    if sampling.precision.is_none() {
        return;
    }
    let mut problem = |option: &str, found: u64, expected: &str| {
        error.problems.push(InputProblem::new("", Problem::new(option, found.to_string(), expected)));
    };
    if sample.draws == 0 {
        problem("--draws", 0, "draws, for --precision: a check run has none");
    }
    if sampling.max_draws < sample.draws.max(2) {
        problem("--max-draws", sampling.max_draws, "at least 2, and not fewer than --draws");
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
