//! `kennis monitor`: where a country stands on R&D.

use super::actions::table;
use crate::arguments::{Format, MonitorArguments};
use crate::chart::write_chart;
use crate::economy::observed;
use crate::failure::Failure;
use crate::html;
use crate::inputs;
use crate::output;
use crate::progress::Bar;
use crate::request::{Asked, Given, reproduced_command, sample_settings};
use crate::results::{self, Outputs};
use crate::workbook;
use kennis::data::{InputFile, InputRole, SeriesName};
use kennis::formats::{
    EXAMPLES, InputError, InputProblem, embedded_actions, levers_request, load, monitor_csv,
    monitor_document, read_monitor, read_scenario,
};
use kennis::monitor::{FormerMonitor, Monitor, MonitorError, MonitorRequest};
use kennis::report::{LeverEngine, Levers, levers_of_package, monitor_chart, monitor_page};
use kennis::scenario::{CheckContext, Problem};
use kennis::{Economy, Scenario};
use std::path::Path;

/// The files of `--out`.
const FILES: [(&str, Format); 3] =
    [("monitor.txt", Format::Text), ("monitor.json", Format::Json), ("monitor.csv", Format::Csv)];

/// Policy beside the baseline where no scenario is named: of the Netherlands the plan as far as its letter names figures.
const PLAN: &str = "action_plan_2025";
/// The scenario that levers start from.
const ILLUSTRATION: &str = "action_plan_illustration";
/// The country of the plan.
const NETHERLANDS: &str = "NLD";
/// Of other countries no new policy, as long as the plan runs.
const NO_POLICY: &str = "schema = \"kennis.scenario/1\"\nname = \"no new policy\"\nhorizon = 2040\n";

/// Makes the monitor and writes it in every form that is asked for.
pub(crate) fn execute(arguments: &MonitorArguments) -> Result<(), Failure> {
    let mut error = InputError::default();
    let statuses = error.collect(table(arguments.actions.as_deref()));
    let former = error.collect(former(arguments.against.as_deref()));
    let asked = match request(arguments) {
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
    workbook::check(arguments.xlsx.as_deref())?;
    let levers = levers(arguments)?;
    let mut request = asked;
    if levers.is_some() && request.economy.country != NETHERLANDS {
        let expected = "NLD: the levers are the actions of the Dutch plan; leave the option out";
        return Err(refused("--engine", &request.economy.country, expected));
    }
    let former = former.flatten();
    if let Some(other) = former.as_ref().map(|former| &former.request.economy.country)
        && *other != request.economy.country
    {
        let expected = format!("one of {}", request.economy.country);
        return Err(refused("--against", &format!("a monitor of {other}"), &expected));
    }
    request.year = arguments.year;
    request.statuses = statuses.filter(|_| request.economy.country == NETHERLANDS);
    let bar = Bar::new("draws", arguments.options.quiet.quiet);
    let monitor = Monitor::new(&request, former.as_ref(), &mut |done, total| bar.show(done, total));
    drop(bar);
    write(arguments, &monitor.map_err(failure)?, levers)
}

/// The request: of a scenario, of the one that is built in, or, where the data do not carry a projection, of the data alone.
fn request(arguments: &MonitorArguments) -> Result<MonitorRequest, Failure> {
    let options = arguments.options.request();
    let no_policy;
    let given = match &arguments.scenario {
        Some(path) => Given::File(path),
        None => {
            let economy = observed(&options.data, true)?;
            if !economy.lacks().is_empty() {
                Outputs::new(options.out.out.as_deref(), &FILES)
                    .with("--chart", options.chart.chart.as_deref())
                    .prepare()?;
                output::remark(&economy, options.quiet.quiet);
                let scenario = Scenario::new("no new policy")
                    .with_country(economy.country.clone())
                    .with_price_base(price_base(&economy));
                let mut request = MonitorRequest::new(economy, scenario);
                request.settings = sample_settings(&options)?;
                return Ok(request);
            }
            let plan = EXAMPLES.iter().find(|example| example.name == PLAN).map(|example| example.text);
            match plan.filter(|_| economy.country == NETHERLANDS) {
                Some(text) => Given::BuiltIn { name: PLAN, text },
                None => {
                    no_policy = format!("{NO_POLICY}price_base = {}\n", price_base(&economy));
                    Given::BuiltIn { name: "no_policy", text: &no_policy }
                }
            }
        }
    };
    let asked = Asked::of(given, &options, &FILES)?;
    let scenario = asked.request.final_scenario();
    let mut request = MonitorRequest::new(asked.request.economy.clone(), scenario);
    request.parameters = asked.request.parameters.clone();
    request.settings = asked.request.draw_settings();
    Ok(request)
}

/// The usual price base, or the last year in which the country has prices, where that is before it.
fn price_base(economy: &Economy) -> i32 {
    let usual = Scenario::new("").price_base;
    economy.observed(SeriesName::GdpDeflator).map_or(usual, |years| years.last.min(usual))
}

/// The monitor of `--against`.
fn former(path: Option<&Path>) -> Result<Option<FormerMonitor>, InputError> {
    let Some(path) = path else { return Ok(None) };
    let bytes = inputs::read(InputRole::Monitor, path)?;
    read_monitor(&bytes, &path.display().to_string()).map(Some)
}

fn refused(key: &str, found: &str, expected: &str) -> Failure {
    InputProblem::new("", Problem::new(key, found, expected)).into()
}

/// The levers of the page, on the illustration of all nine actions: where an engine is named.
fn levers(arguments: &MonitorArguments) -> Result<Option<Levers>, Failure> {
    let Some(path) = arguments.engine.as_deref() else { return Ok(None) };
    if arguments.html.html.is_none() {
        return Err(refused("--engine", "no page", "--html FILE.html with it: the engine is for a page"));
    }
    let engine = LeverEngine::new(load(path)?).map_err(|error| {
        let found = format!("{:?}: {error}", path.display().to_string());
        refused("--engine", &found, "the file that engine/build.sh writes, .wasm or .wasm.gz")
    })?;
    let example = EXAMPLES.iter().find(|example| example.name == ILLUSTRATION);
    let text = example.map_or("", |example| example.text);
    let context = CheckContext::netherlands();
    let scenario = read_scenario(text.as_bytes(), ILLUSTRATION, Path::new("."), &context)?;
    let table = embedded_actions()?;
    let request = levers_request(&scenario);
    Ok(Some(levers_of_package(engine, &scenario, request, &table, arguments.language.lang)))
}

fn write(arguments: &MonitorArguments, monitor: &Monitor, levers: Option<Levers>) -> Result<(), Failure> {
    let command = reproduced_command();
    let inputs: Vec<InputFile> = inputs::read_so_far();
    let language = arguments.language.lang;
    let results = |format| match format {
        Format::Text => monitor_page(monitor, language, &inputs, &command).to_text(),
        Format::Json => monitor_document(monitor, &inputs, &command).to_json() + "\n",
        Format::Csv => monitor_csv(monitor, &inputs),
    };
    let options = &arguments.options;
    if let Some(folder) = options.out.out.as_deref() {
        results::write(folder, &command, &inputs, &FILES.map(|(name, format)| (name, results(format))))?;
    }
    if let Some(path) = options.chart.chart.as_deref() {
        write_chart(path, &monitor_chart(monitor, language, &command), options.quiet.quiet)?;
    }
    html::write(arguments.html.html.as_deref(), || {
        monitor_page(monitor, language, &inputs, &command).levers(levers).to_html()
    })?;
    workbook::write_page(arguments.xlsx.as_deref(), || monitor_page(monitor, language, &inputs, &command))?;
    output::print(&results(options.format.format))
}

/// The draws may fail; all else is what was asked.
fn failure(error: MonitorError) -> Failure {
    match error {
        MonitorError::Ensemble(error) => Failure::computation(error),
        MonitorError::NoResult(error) => error.into(),
        MonitorError::Year { found, first, horizon } => {
            let expected = format!("a year from {first} to the horizon of the scenario, {horizon}");
            InputProblem::new("", Problem::new("--year", found.to_string(), expected)).into()
        }
        other => Failure::Refused(other.to_string()),
    }
}
