//! The document `kennis.error/1`: why there is no run.

use super::record::record;
use super::values::OrReason;
use crate::formats::input_error::{InputError, InputProblem};
use crate::scenario::Problem;

record! {
    /// Why run_json gives no run. Keys are only added within a version.
    pub struct ErrorDocument {
        /// Schema of the document, with its version.
        pub schema: &'static str,
        /// Version of kennis.
        pub version: &'static str,
        /// input: the request is wrong; computation: it failed.
        #[cfg_attr(test, schemars(extend("enum" = ["input", "computation"])))]
        pub kind: &'static str,
        /// All problems, one a line.
        pub message: String,
        /// The problems of a request.
        pub problems: Vec<ProblemRecord>,
    }
}

record! {
    /// One problem; lines are those of a table, and none of JSON.
    pub struct ProblemRecord {
        /// The part of the request.
        #[cfg_attr(test, schemars(extend("enum" = crate::formats::request_json::PARTS)))]
        pub part: String,
        /// Line, from 1.
        pub line: OrReason<u64>,
        /// Column, from 1.
        pub column: OrReason<u64>,
        /// Path such as `measures[0].unit`; empty for the whole.
        pub key: String,
        /// What was found.
        pub found: String,
        /// What was expected.
        pub expected: String,
        /// The nearest valid name.
        pub nearest: OrReason<String>,
    }
}

impl ErrorDocument {
    /// Wrong input.
    pub(crate) fn input(error: &InputError) -> Self {
        let problems = error.problems.iter().map(ProblemRecord::new).collect();
        Self::new("input", error.to_string(), problems)
    }

    /// A computation that failed.
    pub(crate) fn computation(message: String) -> Self {
        Self::new("computation", message, Vec::new())
    }

    fn new(kind: &'static str, message: String, problems: Vec<ProblemRecord>) -> Self {
        Self { schema: "kennis.error/1", version: env!("CARGO_PKG_VERSION"), kind, message, problems }
    }
}

impl ProblemRecord {
    fn new(problem: &InputProblem) -> Self {
        let of_table = problem.position.filter(|_| ["data", "baseline"].contains(&problem.file.as_str()));
        let Problem { key, found, expected, nearest } = problem.problem.clone();
        let no_table = "the part is no table";
        Self {
            part: problem.file.clone(),
            line: OrReason::new(of_table.map(|position| position.line as u64), no_table),
            column: OrReason::new(of_table.map(|position| position.column as u64), no_table),
            key,
            found,
            expected,
            nearest: OrReason::new(nearest, "no valid name is close"),
        }
    }
}
