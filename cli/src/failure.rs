//! Why the program ends without a result, the exit code that says so, and the document kennis.error/1.

use crate::inputs;
use crate::request::reproduced_command;
use crate::usage;
use kennis::formats::documents::ErrorKind;
use kennis::formats::{InputError, InputProblem, error_document};
use kennis::report::safe_line;
use kennis::request::RequestError;
use kennis::{ExperimentError, NoResult};
use std::io;
use std::path::PathBuf;
use thiserror::Error;

/// Why there is no result.
#[derive(Debug, Error)]
pub(crate) enum Failure {
    /// The input is wrong: every problem, one a line.
    #[error(transparent)]
    Input(#[from] InputError),
    /// The arguments cannot be parsed.
    #[error("{}", usage::shown(.0).trim_end())]
    Usage(Box<clap::Error>),
    /// A request that cannot be met, such as one for years without data.
    #[error("kennis: {0}")]
    Refused(String),
    /// The computation failed.
    #[error("kennis: {0}")]
    Computation(String),
    /// The result is printed, and it says that something has failed.
    #[error("kennis: {0}")]
    Shown(String),
    /// A result could not be written.
    #[error("{}: cannot write: {error}", safe_line(&path.display().to_string()))]
    Write {
        /// Where to.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
}

impl Failure {
    /// 2 where the input is wrong (or asks for what is not there), 1 where the computation failed.
    pub(crate) fn exit_code(&self) -> u8 {
        match self {
            Self::Input(_) | Self::Usage(_) | Self::Refused(_) => 2,
            Self::Computation(_) | Self::Shown(_) | Self::Write { .. } => 1,
        }
    }

    /// The document that says why there is no result, with a line feed; none where a result is there.
    pub(crate) fn document(&self) -> Option<String> {
        let (kind, problems) = match self {
            Self::Input(error) => (ErrorKind::Input, error.problems.clone()),
            Self::Usage(error) => (ErrorKind::Input, vec![usage::problem(error)]),
            Self::Refused(_) => (ErrorKind::Refused, Vec::new()),
            Self::Computation(_) => (ErrorKind::Computation, Vec::new()),
            Self::Shown(_) => return None,
            Self::Write { .. } => (ErrorKind::Write, Vec::new()),
        };
        let (command, read) = (reproduced_command(), inputs::read_so_far());
        let document = error_document(kind, self.to_string(), &problems, inputs::part, &command, &read);
        Some(document.to_json() + "\n")
    }

    /// A computation that failed, and why.
    pub(crate) fn computation(error: impl std::fmt::Display) -> Self {
        Self::Computation(error.to_string())
    }
}

impl From<ExperimentError> for Failure {
    fn from(error: ExperimentError) -> Self {
        match error {
            // What the data do not carry, or leaves no R&D, is asked too much.
            ExperimentError::NoRd { .. } | ExperimentError::Baseline(_) => Self::Refused(error.to_string()),
            // The readers have checked the scenario; what they could not know is wrong input all the same.
            ExperimentError::Scenario(error) => Self::Input(InputError {
                problems: error.problems.into_iter().map(|p| InputProblem::new("", p)).collect(),
            }),
            other => Self::computation(other),
        }
    }
}

impl From<RequestError> for Failure {
    fn from(error: RequestError) -> Self {
        match error {
            RequestError::Experiment(error) => error.into(),
            other => Self::computation(other),
        }
    }
}

impl From<InputProblem> for Failure {
    fn from(problem: InputProblem) -> Self {
        Self::Input(problem.into())
    }
}

impl From<NoResult> for Failure {
    fn from(error: NoResult) -> Self {
        Self::computation(error)
    }
}
