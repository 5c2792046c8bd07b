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

/// So many problems are listed: who has more has one cause, or another file in mind.
pub(super) const LISTED_PROBLEMS: usize = 100;

/// Digits in groups of three.
fn with_thousands(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// All problems of the input. Shown one a line, the first hundred of them, with how many more there are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Error)]
pub struct InputError {
    /// The problems, in the order of each file.
    pub problems: Vec<InputProblem>,
}

impl fmt::Display for InputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, problem) in self.problems.iter().take(LISTED_PROBLEMS).enumerate() {
            if index > 0 {
                writeln!(f)?;
            }
            problem.fmt(f)?;
        }
        match self.problems.len().saturating_sub(LISTED_PROBLEMS) {
            0 => Ok(()),
            more => write!(f, "\nand {} more", with_thousands(more)),
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hundred_problems_are_listed_and_the_rest_is_counted() {
        let of = |count: usize| {
            let problem = |i: usize| InputProblem::new("f", Problem::new(format!("k{i}"), "a", "b"));
            InputError { problems: (0..count).map(problem).collect() }.to_string()
        };
        assert!(of(100).ends_with("f: k99: found a, expected b"));
        assert_eq!(of(100).lines().count(), 100);
        assert!(of(101).ends_with("f: k99: found a, expected b\nand 1 more"));
        assert!(of(12_445).ends_with("\nand 12,345 more"));
        assert_eq!(of(12_445).lines().count(), 101);
    }
}
