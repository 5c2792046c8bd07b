//! The document `kennis.error/1`: why there is no result.

use super::header::InputRecord;
use super::record::record;
use super::values::OrReason;
use crate::data::InputFile;
use crate::formats::data_file::file_name;
use crate::formats::input_error::{InputError, InputProblem, LISTED_PROBLEMS};
use crate::names::named;
use crate::scenario::Problem;

named! {
    /// Why there is no result, in a word.
    ErrorKind {
        /// The request is wrong.
        Input = "input",
        /// The request is well formed, and cannot be met.
        Refused = "refused",
        /// The computation failed.
        Computation = "computation",
        /// A result could not be written.
        Write = "write",
    }
}

record! {
    /// Why run_json or a command with --format json gives no result. Keys are only added within a version.
    pub struct ErrorDocument {
        /// Schema of the document, with its version.
        pub schema: &'static str,
        /// Version of kennis.
        pub version: &'static str,
        /// input: the request is wrong; refused: it cannot be met; computation: it failed; write: a result could not be
        /// written. Of run_json: input or computation.
        #[cfg_attr(test, schemars(extend("enum" = ErrorKind::ALL.iter().map(|kind| kind.name()).collect::<Vec<_>>())))]
        pub kind: &'static str,
        /// All problems, one a line; of a command what it says on standard error, with paths as they were typed.
        pub message: String,
        /// The problems of a request, at most a hundred.
        pub problems: Vec<ProblemRecord>,
        /// How many problems there are, those that are not listed among them.
        pub problems_total: u64,
        /// The command; left out by run_json.
        pub command: Option<String>,
        /// The user's files that were read before; empty where there are none.
        pub inputs: Vec<InputRecord>,
    }
}

record! {
    /// One problem.
    pub struct ProblemRecord {
        /// The part of the request; of a command `options` for its arguments, the role of a file, or `request`.
        #[cfg_attr(test, schemars(extend("enum" = crate::formats::request_json::PARTS)))]
        pub part: String,
        /// Line, from 1.
        pub line: OrReason<u64>,
        /// Column, from 1.
        pub column: OrReason<u64>,
        /// Path such as `measures[0].unit`, or an option; empty for the whole.
        pub key: String,
        /// What was found.
        pub found: String,
        /// What was expected.
        pub expected: String,
        /// The nearest valid name.
        pub nearest: OrReason<String>,
        /// Name of the file, without folders; left out where it is none.
        pub file: Option<String>,
    }
}

/// The document of a command that failed. `part` tells what a file, as it was typed, was read as.
#[must_use]
pub fn error_document<'a>(
    kind: ErrorKind,
    message: String,
    problems: &[InputProblem],
    part: impl Fn(&str) -> &'a str,
    command: &str,
    inputs: &[InputFile],
) -> ErrorDocument {
    let record = |problem: &InputProblem| {
        let file = Some(file_name(&problem.file)).filter(|name| !name.is_empty());
        let part = if file.is_some() { part(&problem.file) } else { "options" };
        let no_place =
            if file.is_some() { "it is about the file as a whole" } else { "an option has no line" };
        ProblemRecord { file: file.map(str::to_owned), ..ProblemRecord::new(part, problem, true, no_place) }
    };
    ErrorDocument {
        command: Some(command.to_owned()),
        inputs: InputRecord::all(inputs),
        ..ErrorDocument::new(kind, message, problems, record)
    }
}

impl ErrorDocument {
    /// Wrong input of a request in JSON.
    pub(crate) fn input(error: &InputError) -> Self {
        let record = |problem: &InputProblem| {
            // Lines are those of a table, and none of JSON.
            let is_table = ["data", "baseline"].contains(&problem.file.as_str());
            ProblemRecord::new(&problem.file, problem, is_table, "the part is no table")
        };
        Self::new(ErrorKind::Input, error.to_string(), &error.problems, record)
    }

    /// A computation that failed.
    pub(crate) fn computation(message: String) -> Self {
        let none = |problem: &InputProblem| ProblemRecord::new("", problem, false, "");
        Self::new(ErrorKind::Computation, message, &[], none)
    }

    fn new(
        kind: ErrorKind,
        message: String,
        problems: &[InputProblem],
        record: impl Fn(&InputProblem) -> ProblemRecord,
    ) -> Self {
        Self {
            schema: "kennis.error/1",
            version: env!("CARGO_PKG_VERSION"),
            kind: kind.name(),
            message,
            problems: problems.iter().take(LISTED_PROBLEMS).map(record).collect(),
            problems_total: problems.len() as u64,
            command: None,
            inputs: Vec::new(),
        }
    }
}

impl ProblemRecord {
    fn new(part: &str, problem: &InputProblem, has_lines: bool, no_place: &'static str) -> Self {
        let position = problem.position.filter(|_| has_lines);
        let Problem { key, found, expected, nearest } = problem.problem.clone();
        Self {
            part: part.to_owned(),
            line: OrReason::new(position.map(|position| position.line as u64), no_place),
            column: OrReason::new(position.map(|position| position.column as u64), no_place),
            key,
            found,
            expected,
            nearest: OrReason::new(nearest, "no valid name is close"),
            file: None,
        }
    }
}
