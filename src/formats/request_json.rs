//! Reads a request in JSON (`kennis.request/1`) with everything that is wrong with it.

use super::baseline_file::read_baseline;
use super::country::DataSource;
use super::data_reader::read_data;
use super::distribution::{override_problems, read_overrides};
use super::education_file::embedded_education;
use super::input_error::{InputError, InputProblem};
use super::reader::{Reader, Section};
use super::scenario_file::read_checked;
use crate::data::Economy;
use crate::ensemble::{Layers, Settings};
use crate::parameters::{Distribution, Origin, ParameterId, ParameterSet};
use crate::report::Language;
use crate::request::{Ask, RunRequest};
use crate::sampling::SamplingPlan;
use crate::scenario::{CheckContext, Problem};
use serde_json::{Map, Value};

/// Schema of a request.
const SCHEMA: &str = "kennis.request/1";
/// Keys of a request.
pub(super) const REQUEST_KEYS: &[&str] =
    &["schema", "ask", "scenario", "options", "parameters", "data", "baseline"];
/// Keys of its options.
pub(super) const OPTION_KEYS: &[&str] = &["draws", "seed", "draw", "layers", "plan", "threads", "language"];
/// The parts of a request that a problem can stand in.
#[cfg(test)]
pub(super) const PARTS: [&str; 6] = ["request", "scenario", "options", "parameters", "data", "baseline"];
/// More draws than this are taken for a slip.
pub(super) const MAX_DRAWS_OF_A_REQUEST: u64 = 100_000_000;

/// A request that is read.
pub(super) struct Asked {
    /// What is asked.
    pub(super) ask: Ask,
    /// Of what.
    pub(super) run: RunRequest,
    /// The language of texts and figures.
    #[cfg_attr(not(feature = "page"), allow(dead_code, reason = "levers alone have a language"))]
    pub(super) language: Language,
}

/// The parts of a request, by the names that problems are reported under.
struct Parts {
    ask: Ask,
    scenario: Map<String, Value>,
    options: Map<String, Value>,
    parameters: Map<String, Value>,
    data: Option<String>,
    baseline: Option<String>,
}

/// Reads a request whole, with everything that is wrong with it.
pub(super) fn read_request(text: &str) -> Result<Asked, InputError> {
    let parts = Parts::read(text)?;
    let mut error = InputError::default();
    let asked = error.collect(Reader::read_json("options", &parts.options, read_options));
    let parameters = error.collect(Reader::read_json("parameters", &parts.parameters, read_parameters));
    let parameters = parameters.unwrap_or_default();
    let data = parts.data.as_ref().and_then(|text| error.collect(read_data(text.as_bytes(), "data")));
    // Nothing can be said of countries where the data cannot be read.
    let readable = data.is_some() == parts.data.is_some();
    let source = DataSource { data, country: None };
    let mut found: Option<(Economy, CheckContext)> = None;
    let mut unfit = InputError::default();
    let scenario = refuse_file(&parts.scenario).and_then(|()| {
        Reader::read_json("scenario", &parts.scenario, |reader, root| {
            let checked = read_checked(reader, root, embedded_education().ok(), |named| {
                if !readable {
                    return Err(Vec::new());
                }
                let economy = source.economy(named, &mut unfit)?;
                let mut context = CheckContext::of(&economy)
                    .map_err(|error| vec![Problem::new("country", error.to_string(), "its observations")])?;
                context.parameters.clone_from(&parameters);
                found = Some((economy, context.clone()));
                Ok(context)
            });
            checked.scenario
        })
    });
    let scenario = error.collect(scenario);
    error.problems.extend(unfit.problems);
    let baseline =
        parts.baseline.as_ref().zip(found.as_ref()).and_then(|(text, (_, context))| {
            error.collect(read_baseline(text.as_bytes(), "baseline", context))
        });
    error.check()?;
    let (Some(scenario), Some((economy, _)), Some(options)) = (scenario, found, asked) else {
        return Err(InputError::default());
    };
    let mut request = RunRequest::new(economy, scenario);
    request.parameters = parameters;
    request.baseline = baseline;
    options.put_into(&mut request);
    request.command = command(&request, &parts);
    Ok(Asked { ask: parts.ask, run: request, language: options.language.unwrap_or(Language::En) })
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
        let ask = request.remove("ask").and_then(|ask| error.collect(read_ask(&ask)));
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
        let parameters = object("parameters", false);
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
        let ask = ask.unwrap_or(Ask::Run);
        Ok(Self { ask, scenario, options, parameters, data, baseline })
    }
}

pub(super) fn one(part: &str, problem: Problem) -> InputError {
    InputProblem::new(part, problem).into()
}

/// What is asked, of what this build answers.
fn read_ask(value: &Value) -> Result<Ask, InputError> {
    let names: Vec<&str> = Ask::ALL.iter().filter(|ask| ask.is_built()).map(|ask| ask.name()).collect();
    let name = value.as_str().unwrap_or_default();
    let ask = Ask::from_name(name).filter(|ask| ask.is_built());
    ask.ok_or_else(|| {
        let problem = Problem::new("ask", value.to_string(), format!("one of {}", names.join(", ")));
        one("request", problem.with_nearest(name, names))
    })
}

/// What names a file is refused: a call of a library opens none.
fn refuse_file(scenario: &Map<String, Value>) -> Result<(), InputError> {
    if scenario.get("baseline").is_some_and(|baseline| !baseline.is_null()) {
        let expected = "no file: the text of the table as baseline of the request, beside scenario";
        return Err(one("scenario", Problem::new("baseline", "the name of a file", expected)));
    }
    if scenario.get("catalogue").is_some_and(|catalogue| !catalogue.is_null()) {
        let expected = "no file: a request names rows of the catalogue that is built in";
        return Err(one("scenario", Problem::new("catalogue", "the name of a file", expected)));
    }
    Ok(())
}

/// The options of a request, as far as they are given.
#[derive(Default)]
struct Options {
    draws: Option<u64>,
    seed: Option<u64>,
    draw: Option<u64>,
    threads: Option<u64>,
    plan: Option<&'static str>,
    layers: Vec<&'static str>,
    language: Option<Language>,
}

impl Options {
    fn put_into(&self, request: &mut RunRequest) {
        let Settings { draws, seed, threads, plan, layers, .. } = &mut request.settings;
        *draws = self.draws.unwrap_or(*draws);
        *seed = self.seed.unwrap_or(*seed);
        *threads = self.threads.map(|threads| threads as usize);
        *plan = self.plan.and_then(|name| SamplingPlan::from_name(name, *draws)).unwrap_or(*plan);
        for name in &self.layers {
            // The names were checked when they were read.
            let _ = layers.switch_on(name);
        }
        request.draw = self.draw;
    }
}

/// The parameters of the request, beside those of the scenario.
fn read_parameters(reader: &mut Reader, root: &Section<'_>) -> ParameterSet {
    let overrides: Vec<(ParameterId, Distribution)> = read_overrides(reader, root);
    reader.add(override_problems("", &overrides));
    let mut set = ParameterSet::default();
    for (id, distribution) in overrides {
        set.offer(id, distribution, Origin::ParameterFile);
    }
    set
}

fn read_options(reader: &mut Reader, root: &Section<'_>) -> Options {
    reader.known_keys(root, OPTION_KEYS);
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
    let mut options = Options {
        draws: whole("draws", 0..=MAX_DRAWS_OF_A_REQUEST),
        seed: whole("seed", 0..=i64::MAX as u64),
        draw: whole("draw", 0..=i64::MAX as u64),
        threads: whole("threads", 1..=1024),
        ..Options::default()
    };
    if let Some(entry) = reader.get(root, "plan") {
        options.plan = reader.named(&entry, &SamplingPlan::NAMES, |name| name);
    }
    if let Some(entry) = reader.get(root, "language") {
        options.language = reader.named(&entry, Language::ALL, Language::name);
    }
    let layers = reader.get(root, "layers").and_then(|entry| reader.list(&entry, "a list of layers"));
    for item in layers.unwrap_or_default() {
        options.layers.extend(reader.named(&item, &Layers::NAMES, |name| name));
    }
    options
}

/// The command that gives the same document, with the scenario on standard input.
fn command(request: &RunRequest, parts: &Parts) -> String {
    let settings = request.draw_settings();
    let draws = match settings.plan {
        SamplingPlan::LatinHypercube { draws } => draws,
        _ => settings.draws,
    };
    let mut command = format!("kennis {} - --draws {draws} --seed {}", parts.ask.command(), settings.seed);
    // The first draw alone is the ensemble of one draw, but for that of a hypercube.
    if settings.first_draw > 0 || draws != settings.draws {
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
        SamplingPlan::Sobol => {}
        SamplingPlan::LatinHypercube { .. } => command += " --plan latin_hypercube",
        SamplingPlan::Random => command += " --plan random",
    }
    if !parts.parameters.is_empty() {
        command += " --parameters PARAMETERS.toml";
    }
    if parts.data.is_some() {
        command += " --data DATA.csv";
    }
    if parts.baseline.is_some() {
        command += " --baseline BASELINE.csv";
    }
    command + " --format json"
}
