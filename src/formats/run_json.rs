//! A run, or costs and benefits, as one call: JSON in, JSON out, for programs in other languages.

#[cfg(feature = "page")]
use super::documents::levers_document;
use super::documents::{ErrorDocument, cost_benefit_json, run_document};
use super::input_error::{InputError, InputProblem};
use super::request_json::{Asked, one, read_request};
use crate::appraise::{Appraisal, AppraisalError, CostBenefitAnalysis};
use crate::request::{Ask, RequestError, Run, RunRequest};
use crate::scenario::Problem;
use crate::simulate::ExperimentError;
#[cfg(feature = "page")]
use crate::simulate::Variable;

/// Answers a request: JSON in, the document `kennis.run/1`, `kennis.cba/1` or `kennis.levers/1` out, or `kennis.error/1` with everything that is
/// wrong with the request. It opens no file, prints nothing and does not panic on input, so that a binding for another
/// language is a function from string to string.
///
/// The request (`kennis.request/1`) is an object with
/// - `ask`, optional: `run`, `cba`, or `levers` (what the levers of a page show; with the feature `page`);
/// - `scenario`: the keys of a scenario file, as JSON, with `schema` `kennis.scenario/1`; `baseline`, which names a
///   file there, is refused: the text of a table stands in the request's own `baseline`;
/// - `options`, all optional: `draws` (8,192; 0 is a check run), `seed` (1), `draw` (one draw alone), `layers` (a list
///   of `breakthroughs`, `baseline_level`), `plan` (`random`, `latin_hypercube`, `sobol`), `threads`, `language` (of levers: `en`, `nl`);
/// - `parameters`, optional: values and distributions as in a parameter file, over which those of the scenario win;
/// - `data`, optional: the text of a table of data ([`read_data`](super::read_data)), whose series win over the embedded
///   ones;
/// - `baseline`, optional: the text of a baseline table ([`read_baseline`](super::read_baseline)).
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
        Ok(document) => document,
        Err(Failure::Input(error)) => ErrorDocument::input(&error).to_json(),
        Err(Failure::Computation(message)) => ErrorDocument::computation(message).to_json(),
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

fn run(text: &str) -> Result<String, Failure> {
    let asked = read_request(text)?;
    match asked.ask {
        Ask::Run => {
            let run = draw(&asked.run)?;
            Ok(run_document(&run.experiment, &run.ensemble, &run.settings, &asked.run.command).to_json())
        }
        Ask::Cba => costs_and_benefits(&asked.run),
        Ask::Levers => levers(asked),
    }
}

fn draw(request: &RunRequest) -> Result<Run, Failure> {
    request.draw(&mut |_, _| ()).map_err(|error| match error {
        RequestError::Experiment(error) => Failure::Input(not_carried(error)),
        other => Failure::Computation(other.to_string()),
    })
}

fn costs_and_benefits(request: &RunRequest) -> Result<String, Failure> {
    let experiment = request.experiment().map_err(not_carried)?;
    let appraisal = Appraisal::as_asked(&experiment)?;
    let settings = request.draw_settings();
    let analysis = CostBenefitAnalysis::run(&[appraisal], None, &settings, &mut |_, _| ())?;
    Ok(cost_benefit_json(&analysis, &request.command))
}

/// Two ensembles of the same draws: the paths that are shown, and the flows that are appraised.
#[cfg(feature = "page")]
fn levers(mut asked: Asked) -> Result<String, Failure> {
    let settings = &mut asked.run.settings;
    (settings.variables, settings.channels) = (vec![Variable::Gdp, Variable::RdIntensity], false);
    let run = draw(&asked.run)?;
    let costs = Appraisal::as_asked(&run.experiment)?.run(&run.settings)?;
    let document = levers_document(&run, &costs, asked.language, &asked.run.command);
    Ok(document.map_err(|error| Failure::Computation(error.to_string()))?.to_json())
}

#[cfg(not(feature = "page"))]
fn levers(_: Asked) -> Result<String, Failure> {
    Err(Failure::Computation("levers need a build with pages".to_owned()))
}

/// The draws may fail; all else is what was asked.
impl From<AppraisalError> for Failure {
    fn from(error: AppraisalError) -> Self {
        match error {
            AppraisalError::Ensemble(error) => Self::Computation(error.to_string()),
            other => {
                let expected = "an appraisal that the scenario carries";
                Self::Input(one("scenario", Problem::new("appraisal", other.to_string(), expected)))
            }
        }
    }
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
