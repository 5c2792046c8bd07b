//! What is wrong with input: every problem at once, each with its file, line and column.

use crate::safe_text::safe_line;
use crate::scenario::Problem;
use std::fmt;
use thiserror::Error;

/// Line and column, both from 1; the column counts characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct Position {
    /// Line.
    pub line: usize,
    /// Column.
    pub column: usize,
}

/// One problem and where it stands. Shown as `FILE:LINE:COLUMN: key: found X, expected Y; did you mean "Z"?`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct InputProblem {
    /// File, as the user named it; empty where it is no file (an option).
    pub file: String,
    /// Line and column, where there is one.
    pub position: Option<Position>,
    /// Key, what was found, what was expected, and the nearest valid name.
    pub problem: Problem,
}

impl InputProblem {
    /// A problem of a file as a whole, or, with an empty `file`, of something that is no file.
    #[must_use]
    pub fn new(file: impl Into<String>, problem: Problem) -> Self {
        Self { file: file.into(), position: None, problem }
    }
}

impl fmt::Display for InputProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.file.is_empty() {
            write!(f, "{}:", safe_line(&self.file))?;
            if let Some(Position { line, column }) = self.position {
                write!(f, "{line}:{column}:")?;
            }
            f.write_str(" ")?;
        }
        f.write_str(&safe_line(&self.problem.to_string()))
    }
}

/// All problems of the input, one a line.
#[derive(Clone, Debug, Default, PartialEq, Eq, Error)]
pub struct InputError {
    /// The problems, in the order of each file.
    pub problems: Vec<InputProblem>,
}

impl fmt::Display for InputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, problem) in self.problems.iter().enumerate() {
            if index > 0 {
                writeln!(f)?;
            }
            problem.fmt(f)?;
        }
        Ok(())
    }
}

impl From<InputProblem> for InputError {
    fn from(problem: InputProblem) -> Self {
        Self { problems: vec![problem] }
    }
}

impl InputError {
    /// Keeps the value, or takes over the problems of a reader.
    pub fn collect<T>(&mut self, result: Result<T, Self>) -> Option<T> {
        match result {
            Ok(value) => Some(value),
            Err(error) => {
                self.problems.extend(error.problems);
                None
            }
        }
    }

    /// # Errors
    /// Itself, where there is a problem.
    pub fn check(self) -> Result<(), Self> {
        if self.problems.is_empty() { Ok(()) } else { Err(self) }
    }
}
