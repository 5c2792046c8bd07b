//! A run as one call: JSON in, JSON out, for programs in other languages.

use super::baseline_file::read_baseline;
use super::country::country_economy;
use super::data_file::DataFile;
use super::data_reader::read_data;
use super::document::Object;
use super::input_error::{InputError, InputProblem};
use super::json_as_toml;
use super::reader::{Reader, Section};
use super::run_document::run_document;
use super::scenario_file::read_scenario_with;
use super::source::Source;
use crate::data::Economy;
use crate::ensemble::{Ensemble, Layers, Settings};
use crate::parameters::ParameterSet;
use crate::sampling::SamplingPlan;
use crate::scenario::{CheckContext, Problem, Scenario};
use crate::simulate::{Experiment, ExperimentError};
use serde_json::{Map, Value};
use std::path::Path;

/// Schema of a request.
const SCHEMA: &str = "kennis.request/1";
/// Keys of a request.
pub(super) const REQUEST_KEYS: &[&str] = &["schema", "scenario", "options", "data", "baseline"];
/// Keys of its options.
pub(super) const OPTION_KEYS: &[&str] = &["draws", "seed", "draw", "layers", "plan", "threads"];
/// More draws than this are taken for a slip.
const MOST_DRAWS: u64 = 100_000_000;

/// Runs a scenario: a request in JSON in, the document `kennis.run/1` out, or `kennis.error/1` with everything that is
/// wrong with the request. It opens no file, prints nothing and does not panic on input, so that a binding for another
/// language is a function from string to string.
///
/// The request (`kennis.request/1`) is an object with
/// - `scenario`: the keys of a scenario file, as JSON, with `schema` `kennis.scenario/1`; `baseline`, which names a
///   file there, is refused: the text of a table stands in the request's own `baseline`;
/// - `options`, all optional: `draws` (10,000; 0 is a check run), `seed` (1), `draw` (one draw alone), `layers` (a list
///   of `breakthroughs`, `baseline_level`), `plan` (`random`, `latin_hypercube`, `sobol`), `threads`;
/// - `data`, optional: the text of a table of data ([`read_data`]), whose series win over the embedded ones;
/// - `baseline`, optional: the text of a baseline table ([`read_baseline`]).
///
/// The same request gives the same bytes, whatever the threads. Countries other than the Netherlands need the feature
/// `panel`, or `data`.
///
/// ```
/// let request = r#"{
///     "scenario": {
///         "schema": "kennis.scenario/1", "name": "More public research", "horizon": 2040,
///         "measures": [{ "name": "m", "instrument": "public_research", "unit": "gdp_share", "amount": 0.001, "from": 2026 }]
///     },
///     "options": { "draws": 100, "seed": 7 }
/// }"#;
/// let run = kennis::formats::run_json(request);
/// assert!(run.starts_with(r#"{"schema":"kennis.run/1","#));
///
/// let error = kennis::formats::run_json(&request.replace("public_research", "public_reserch"));
/// assert!(error.starts_with(r#"{"schema":"kennis.error/1","#) && error.contains(r#""nearest":"public_research""#));
/// ```
#[must_use]
pub fn run_json(request: &str) -> String {
    match run(request) {
        Ok(document) => document.to_json(),
        Err(Failure::Input(error)) => input_document(&error).to_json(),
        Err(Failure::Computation(message)) => error_document("computation", &message, Vec::new()).to_json(),
    }
}

/// Why there is no run.
enum Failure {
    Input(InputError),
    Computation(String),
}

impl From<InputError> for Failure {
    fn from(error: InputError) -> Self {
        Self::Input(error)
    }
}

fn run(request: &str) -> Result<Object, Failure> {
    let request = Request::read(request)?;
    let failed = |error: &dyn std::fmt::Display| Failure::Computation(error.to_string());
    let experiment =
        Experiment::new(&request.economy, request.scenario, ParameterSet::default()).map_err(not_carried)?;
    let ensemble = Ensemble::draw(&experiment, &request.settings).map_err(|error| failed(&error))?;
    Ok(run_document(&experiment, &ensemble, &request.settings, &request.command))
}

/// The problems of a scenario that passes every rule it can be read with.
fn not_carried(error: ExperimentError) -> InputError {
    match error {
        ExperimentError::Scenario(error) => InputError {
            problems: error.problems.into_iter().map(|p| InputProblem::new("scenario", p)).collect(),
        },
        other => one("scenario", Problem::new("", other.to_string(), "a scenario that the data carry")),
    }
}

/// A request that can be run.
struct Request {
    scenario: Scenario,
    economy: Economy,
    settings: Settings,
    command: String,
}

/// The parts of a request, by the names that problems are reported under.
struct Parts {
    scenario: Map<String, Value>,
    options: Map<String, Value>,
    data: Option<String>,
    baseline: Option<String>,
}

impl Request {
    fn read(text: &str) -> Result<Self, InputError> {
        let parts = Parts::read(text)?;
        let mut error = InputError::default();
        let settings = error.collect(read_options(&parts.options));
        let data = parts.data.as_ref().and_then(|text| error.collect(read_data(text.as_bytes(), "data")));
        // Nothing can be said of countries where the data cannot be read.
        let readable = data.is_some() == parts.data.is_some();
        let mut found: Option<(Economy, CheckContext)> = None;
        let mut unfit = InputError::default();
        let scenario = scenario_text(parts.scenario).and_then(|text| {
            read_scenario_with(text.as_bytes(), "scenario", Path::new(""), |named| {
                if !readable {
                    return Err(Vec::new());
                }
                let economy = economy(named, data.as_ref(), &mut unfit)?;
                let context = CheckContext::of(&economy)
                    .map_err(|error| vec![Problem::new("country", error.to_string(), "its observations")])?;
                found = Some((economy, context.clone()));
                Ok(context)
            })
        });
        let scenario = error.collect(scenario);
        error.problems.extend(unfit.problems);
        let baseline = parts.baseline.as_ref().zip(found.as_ref()).and_then(|(text, (_, context))| {
            error.collect(read_baseline(text.as_bytes(), "baseline", context))
        });
        error.check()?;
        let (Some(mut scenario), Some((economy, _)), Some(settings)) = (scenario, found, settings) else {
            return Err(InputError::default());
        };
        scenario.baseline = baseline;
        let command = command(&settings, parts.data.is_some(), parts.baseline.is_some());
        Ok(Self { scenario, economy, settings, command })
    }
}

/// The economy of a country: that of the scenario, of data about one country, the Netherlands. What is wrong with the
/// data goes to `unfit`.
fn economy(
    named: Option<&str>,
    data: Option<&DataFile>,
    unfit: &mut InputError,
) -> Result<Economy, Vec<Problem>> {
    let country = named.or(data.and_then(DataFile::only_country)).unwrap_or("NLD");
    let problems = data.map(|data| data.problems(country).problems).unwrap_or_default();
    if !problems.is_empty() {
        unfit.problems.extend(problems);
        return Err(Vec::new());
    }
    country_economy("country", country, |country| match data {
        Some(data) => data.economy(country),
        None => Economy::embedded(country),
    })
}

impl Parts {
    fn read(text: &str) -> Result<Self, InputError> {
        let value: Value = serde_json::from_str(text).map_err(|error| {
            one("request", Problem::new("", format!("text that is not JSON ({error})"), "a request in JSON"))
        })?;
        let Value::Object(mut request) = value else {
            return Err(one("request", Problem::new("", "no object", "an object with scenario and options")));
        };
        let mut error = InputError::default();
        for key in request.keys().filter(|key| !REQUEST_KEYS.contains(&key.as_str())) {
            let expected = format!("one of {}", REQUEST_KEYS.join(", "));
            let problem = Problem::new(key.as_str(), "an unknown key", expected);
            let problem = problem.with_nearest(key, REQUEST_KEYS.iter().copied());
            error.problems.push(InputProblem::new("request", problem));
        }
        if let Some(schema) = request.get("schema").filter(|schema| *schema != SCHEMA) {
            let problem = Problem::new("schema", schema.to_string(), format!("{SCHEMA:?}"));
            error.problems.push(InputProblem::new("request", problem));
        }
        let mut object = |key: &str, needed: bool| match request.remove(key) {
            Some(Value::Object(object)) => object,
            None | Some(Value::Null) if !needed => Map::new(),
            other => {
                let found = if other.is_none() { "nothing" } else { "no object" };
                error.problems.push(InputProblem::new("request", Problem::new(key, found, "an object")));
                Map::new()
            }
        };
        let (scenario, options) = (object("scenario", true), object("options", false));
        let mut text = |key: &str| match request.remove(key) {
            Some(Value::String(text)) => Some(text),
            None | Some(Value::Null) => None,
            Some(_) => {
                let problem = Problem::new(key, "no text", "the text of a CSV table");
                error.problems.push(InputProblem::new("request", problem));
                None
            }
        };
        let (data, baseline) = (text("data"), text("baseline"));
        error.check()?;
        Ok(Self { scenario, options, data, baseline })
    }
}

fn one(part: &str, problem: Problem) -> InputError {
    InputProblem::new(part, problem).into()
}

/// The scenario as TOML. What names a file is refused: a call of a library opens none.
fn scenario_text(scenario: Map<String, Value>) -> Result<String, InputError> {
    if scenario.get("baseline").is_some_and(|baseline| !baseline.is_null()) {
        let expected = "no file: the text of the table as baseline of the request, beside scenario";
        return Err(one("scenario", Problem::new("baseline", "the name of a file", expected)));
    }
    as_toml("scenario", &scenario)
}

fn as_toml(part: &str, object: &Map<String, Value>) -> Result<String, InputError> {
    let text = json_as_toml::document(object)
        .map_err(|path| one(part, Problem::new(path, "null in a list", "a value")))?;
    // An object without keys is no empty file: what is missing in it is said.
    Ok(if text.is_empty() { "# nothing\n".to_owned() } else { text })
}

fn read_options(options: &Map<String, Value>) -> Result<Settings, InputError> {
    let text = as_toml("options", options)?;
    let source = Source::new("options", text.as_bytes(), "options")?;
    Reader::read(&source, read_settings)
}

fn read_settings(reader: &mut Reader, root: &Section<'_>) -> Settings {
    reader.known_keys(root, OPTION_KEYS);
    let mut settings = Settings { hold_draws: false, ..Settings::default() };
    let mut whole = |key: &str, range: std::ops::RangeInclusive<u64>| {
        let expected = format!("a whole number from {} to {}", range.start(), range.end());
        let entry = reader.get(root, key)?;
        let value: u64 = reader.whole(&entry, &expected)?;
        if !range.contains(&value) {
            reader.refuse(&entry, Problem::new(key, value.to_string(), expected));
            return None;
        }
        Some(value)
    };
    settings.draws = whole("draws", 0..=MOST_DRAWS).unwrap_or(settings.draws);
    settings.seed = whole("seed", 0..=i64::MAX as u64).unwrap_or(settings.seed);
    settings.threads = whole("threads", 1..=1024).map(|threads| threads as usize);
    if let Some(draw) = whole("draw", 0..=i64::MAX as u64) {
        settings.first_draw = draw;
        settings.draws = 1;
    }
    if let Some(entry) = reader.get(root, "plan") {
        let name = reader.named(&entry, &SamplingPlan::NAMES, |name| name);
        let plan = name.and_then(|name| SamplingPlan::from_name(name, settings.draws));
        settings.plan = plan.unwrap_or(settings.plan);
    }
    let layers = reader.get(root, "layers").and_then(|entry| reader.list(&entry, "a list of layers"));
    for item in layers.unwrap_or_default() {
        if let Some(name) = reader.named(&item, &Layers::NAMES, |name| name) {
            settings.layers.switch_on(name);
        }
    }
    settings
}

/// The command that gives the same document, with the scenario on standard input.
fn command(settings: &Settings, data: bool, baseline: bool) -> String {
    let mut command = format!("kennis run - --draws {} --seed {}", settings.draws, settings.seed);
    if settings.first_draw > 0 {
        command += &format!(" --draw {}", settings.first_draw);
    }
    let layers = [
        (Layers::NAMES[0], settings.layers.breakthroughs),
        (Layers::NAMES[1], settings.layers.baseline_level),
    ];
    let on: Vec<&str> = layers.into_iter().filter(|(_, on)| *on).map(|(name, _)| name).collect();
    if !on.is_empty() {
        command += &format!(" --layers {}", on.join(","));
    }
    match settings.plan {
        SamplingPlan::Random => {}
        SamplingPlan::LatinHypercube { .. } => command += " --plan latin_hypercube",
        SamplingPlan::Sobol => command += " --plan sobol",
    }
    if data {
        command += " --data DATA.csv";
    }
    if baseline {
        command += " --baseline BASELINE.csv";
    }
    command + " --format json"
}

fn input_document(error: &InputError) -> Object {
    error_document("input", &error.to_string(), error.problems.iter().map(problem_object).collect())
}

fn error_document(kind: &str, message: &str, problems: Vec<Object>) -> Object {
    let mut document = Object::document("kennis.error/1");
    document
        .text("version", env!("CARGO_PKG_VERSION"))
        .text("kind", kind)
        .text("message", message)
        .objects("problems", problems);
    document
}

/// One problem; lines are those of a table, and none of JSON.
fn problem_object(problem: &InputProblem) -> Object {
    let mut object = Object::new();
    object.text("part", problem.file.clone());
    let of_table = problem.position.filter(|_| ["data", "baseline"].contains(&problem.file.as_str()));
    match of_table {
        Some(position) => object.count("line", position.line as u64).count("column", position.column as u64),
        None => object.null("line", "the part is no table").null("column", "the part is no table"),
    };
    let Problem { key, found, expected, nearest } = problem.problem.clone();
    object.text("key", key).text("found", found).text("expected", expected);
    match nearest {
        Some(nearest) => object.text("nearest", nearest),
        None => object.null("nearest", "no valid name is close"),
    };
    object
}
