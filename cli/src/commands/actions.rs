//! `kennis actions`: the nine actions of the 3% R&D action plan, and what each adds to the effect of a scenario.

use crate::arguments::{ActionsArguments, Format};
use crate::chart::write_chart;
use crate::failure::Failure;
use crate::html;
use crate::inputs;
use crate::output;
use crate::progress::Bar;
use crate::request::{Asked, reproduced_command};
use crate::results::{self, Outputs};
use kennis::Economy;
use kennis::data::{InputFile, InputRole};
use kennis::formats::{
    InputError, InputProblem, action_statuses_csv, action_statuses_document, actions_csv, actions_document,
    embedded_actions, read_actions,
};
use kennis::policy::{ActionTable, Attribution, Date, Package, PackageError};
use kennis::report::{
    Section, action_statuses_sections, action_statuses_text, actions_chart, actions_sections, actions_text,
    result_page,
};
use kennis::scenario::{ACTIONS, Problem};
use std::path::Path;
use std::time::SystemTime;

/// The files of `--out`.
const FILES: [(&str, Format); 3] =
    [("actions.txt", Format::Text), ("actions.json", Format::Json), ("actions.csv", Format::Csv)];

/// Prints what is known of the actions, or what each adds to a scenario.
pub(crate) fn execute(arguments: &ActionsArguments) -> Result<(), Failure> {
    let mut error = InputError::default();
    let table = error.collect(table(arguments.actions.as_deref()));
    let only = arguments.only.as_deref().and_then(|list| error.collect(numbers("--only", list)));
    let without = arguments.without.as_deref().and_then(|list| error.collect(numbers("--without", list)));
    for both in only.iter().flatten().filter(|number| without.iter().flatten().any(|other| other == *number))
    {
        let expected = "each action in one of --only and --without";
        error.problems.push(InputProblem::new("", Problem::new("--without", both.to_string(), expected)));
    }
    let Some(scenario) = &arguments.scenario else {
        error.check()?;
        return statuses(arguments, &table.ok_or_else(InputError::default)?);
    };
    let asked = match Asked::new(scenario, &arguments.options.request(), None, &FILES) {
        Ok(asked) => asked,
        // All problems at once, those of the options before.
        Err(Failure::Input(other)) => {
            error.problems.extend(other.problems);
            return Err(error.into());
        }
        Err(other) => return Err(other),
    };
    error.check()?;
    html::check(arguments.html.html.as_deref())?;
    let table = table.ok_or_else(InputError::default)?;
    let experiment = asked
        .request
        .experiment()
        .map_err(|error| Failure::Refused(format!("{}: {error}", scenario.display())))?;
    let mut package = Package::of(&experiment);
    if let Some(only) = only {
        package = package.only(only);
    }
    package = package.without(without.into_iter().flatten());
    if let Some(year) = arguments.year {
        package = package.at(year);
    }
    let attribution = attribute(&asked, &package)?;
    write(&asked, &attribution, &table, arguments.html.html.as_deref())
}

fn attribute(asked: &Asked, package: &Package<'_>) -> Result<Attribution, Failure> {
    let bar = Bar::new("draws", asked.quiet);
    let settings = asked.request.draw_settings();
    package.run(&settings, &mut |done, total| bar.show(done, total)).map_err(failure)
}

/// What each action of a scenario adds, as a page shows it; nothing where no measure carries an action.
pub(super) fn attributed_sections(asked: &Asked) -> Result<Vec<Section>, Failure> {
    let experiment = asked.request.experiment().map_err(|error| Failure::Refused(error.to_string()))?;
    if experiment.scenario().measures.iter().all(|measure| measure.action.is_none()) {
        return Ok(Vec::new());
    }
    let attribution = attribute(asked, &Package::of(&experiment))?;
    Ok(actions_sections(&attribution, &embedded_actions()?, &asked.request.command))
}

fn write(
    asked: &Asked,
    attribution: &Attribution,
    table: &ActionTable,
    page: Option<&Path>,
) -> Result<(), Failure> {
    let command = &asked.request.command;
    let results = |format| match format {
        Format::Text => actions_text(attribution, table, command),
        Format::Json => actions_document(attribution, table, command).to_json() + "\n",
        Format::Csv => actions_csv(attribution, table),
    };
    if let Some(folder) = &asked.out {
        let files = FILES.map(|(name, format)| (name, results(format)));
        let inputs: Vec<InputFile> =
            attribution.experiment.inputs().iter().chain(&table.input).cloned().collect();
        results::write(folder, command, &inputs, &files)?;
    }
    if let Some(path) = &asked.chart {
        write_chart(path, &actions_chart(attribution, table, command), asked.quiet)?;
    }
    html::write_sections(page, &[&attribution.experiment], command, || {
        actions_sections(attribution, table, command)
    })?;
    output::print(&results(asked.format))
}

/// What is known of the actions, without a scenario.
fn statuses(arguments: &ActionsArguments, table: &ActionTable) -> Result<(), Failure> {
    let (command, format) = (reproduced_command(), arguments.options.format.format);
    let economy = Economy::netherlands().map_err(Failure::computation)?;
    let price_base = economy.price_base().map_err(Failure::computation)?;
    let results = |format| match format {
        Format::Text => action_statuses_text(table, &command),
        Format::Json => {
            action_statuses_document(table, &economy.vintage, price_base, &command).to_json() + "\n"
        }
        Format::Csv => action_statuses_csv(table),
    };
    let page = arguments.html.html.as_deref();
    html::check(page)?;
    if let Some(folder) = arguments.options.out.out.as_deref() {
        Outputs::new(Some(folder), &FILES).prepare()?;
        let inputs: Vec<InputFile> = table.input.iter().cloned().collect();
        results::write(folder, &command, &inputs, &FILES.map(|(name, format)| (name, results(format))))?;
    }
    html::write(page, || {
        let names = ["The nine actions of the 3% R&D action plan".to_owned()];
        let sections = action_statuses_sections(table);
        result_page(&names, "Letter to parliament, 11 July 2025", &economy.vintage, &command, sections)
            .to_html()
    })?;
    output::print(&results(format))
}

/// The table of `--actions`, or the one that is built in.
pub(super) fn table(path: Option<&Path>) -> Result<ActionTable, InputError> {
    let Some(path) = path else { return embedded_actions() };
    let bytes = inputs::read(InputRole::Actions, path)?;
    read_actions(&bytes, &path.display().to_string(), today())
}

/// The day of the clock, UTC; where it stands before 1970, the last day there is, so that nothing is refused for it.
pub(super) fn today() -> Date {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).ok();
    let days = since.and_then(|since| i64::try_from(since.as_secs() / 86_400).ok());
    days.and_then(Date::of_unix_days).or(Date::new(9999, 12, 31)).unwrap_or(Date::LETTER)
}

/// Numbers of actions with commas.
fn numbers(option: &str, list: &str) -> Result<Vec<u8>, InputError> {
    let mut error = InputError::default();
    let mut numbers: Vec<u8> = Vec::new();
    for part in list.split(',').map(str::trim) {
        let number = part.parse::<u8>().ok().filter(|number| ACTIONS.contains(number));
        let problem = match number {
            Some(number) if numbers.contains(&number) => Problem::new(option, part, "each action once"),
            Some(number) => {
                numbers.push(number);
                continue;
            }
            None => Problem::new(option, format!("{part:?}"), "actions with commas, 1 to 9, such as 1,3,7"),
        };
        error.problems.push(InputProblem::new("", problem));
    }
    error.check().map(|()| numbers)
}

/// The draws may fail; all else is what was asked.
fn failure(error: PackageError) -> Failure {
    match error {
        PackageError::Ensemble(error) => Failure::computation(error),
        PackageError::Year { found, first, horizon } => {
            let expected = format!("a year from {first} to the horizon, {horizon}");
            InputProblem::new("", Problem::new("--year", found.to_string(), expected)).into()
        }
        other => Failure::Refused(other.to_string()),
    }
}
