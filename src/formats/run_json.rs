//! A run as one call: JSON in, JSON out, for programs in other languages.

use super::documents::{ErrorDocument, RunDocument, run_document};
use super::input_error::{InputError, InputProblem};
use super::request_json::{one, read_request};
use crate::request::RequestError;
use crate::scenario::Problem;
use crate::simulate::ExperimentError;

/// Runs a scenario: a request in JSON in, the document `kennis.run/1` out, or `kennis.error/1` with everything that is
/// wrong with the request. It opens no file, prints nothing and does not panic on input, so that a binding for another
/// language is a function from string to string.
///
/// The request (`kennis.request/1`) is an object with
/// - `scenario`: the keys of a scenario file, as JSON, with `schema` `kennis.scenario/1`; `baseline`, which names a
///   file there, is refused: the text of a table stands in the request's own `baseline`;
/// - `options`, all optional: `draws` (10,000; 0 is a check run), `seed` (1), `draw` (one draw alone), `layers` (a list
///   of `breakthroughs`, `baseline_level`), `plan` (`random`, `latin_hypercube`, `sobol`), `threads`;
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
        Ok(document) => document.to_json(),
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

fn run(text: &str) -> Result<RunDocument, Failure> {
    let request = read_request(text)?;
    let run = request.draw(&mut |_, _| ()).map_err(|error| match error {
        RequestError::Experiment(error) => Failure::Input(not_carried(error)),
        other => Failure::Computation(other.to_string()),
    })?;
    Ok(run_document(&run.experiment, &run.ensemble, &run.settings, &request.command))
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
