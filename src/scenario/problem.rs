//! What is wrong with a scenario: every problem at once, each with its key, what was found and expected.

use thiserror::Error;

/// One problem, at a key such as `measures[0].unit` (counted from zero).
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{}found {found}, expected {expected}{}", prefix(.key), suggestion(.nearest.as_deref()))]
#[non_exhaustive]
pub struct Problem {
    /// Where, as a path of keys; empty for the whole.
    pub key: String,
    /// What stands there.
    pub found: String,
    /// What should stand there.
    pub expected: String,
    /// The nearest valid name, where one is close.
    pub nearest: Option<String>,
}

fn prefix(key: &str) -> String {
    if key.is_empty() { String::new() } else { format!("{key}: ") }
}

fn suggestion(nearest: Option<&str>) -> String {
    nearest.map_or_else(String::new, |name| format!("; did you mean \"{name}\"?"))
}

impl Problem {
    /// A problem without a nearest name.
    #[must_use]
    pub fn new(key: impl Into<String>, found: impl Into<String>, expected: impl Into<String>) -> Self {
        Self { key: key.into(), found: found.into(), expected: expected.into(), nearest: None }
    }

    /// With the nearest of the valid names, where one is close.
    #[must_use]
    pub fn with_nearest<'a>(mut self, name: &str, valid: impl IntoIterator<Item = &'a str>) -> Self {
        self.nearest = crate::names::nearest_name(name, valid).map(str::to_owned);
        self
    }
}

/// All problems of a scenario.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("the scenario has {} problem{}: {}", .problems.len(), if .problems.len() == 1 { "" } else { "s" },
    .problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
pub struct ScenarioError {
    /// The problems, in the order of the file.
    pub problems: Vec<Problem>,
}
