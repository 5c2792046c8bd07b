//! A file of the user's that a result rests on: what it was read as, its name and its hash.

use crate::names::named;
use crate::safe_text::is_unsafe;

named! {
    /// What a file was read as.
    InputRole {
        /// The scenario.
        Scenario = "scenario",
        /// A table of data.
        Data = "data",
        /// A baseline.
        Baseline = "baseline",
        /// Parameters, or draws of a posterior.
        Parameters = "parameters",
        /// Statuses of the actions of a plan.
        Actions = "actions",
        /// A catalogue of interventions in education.
        Education = "education",
        /// A former monitor.
        Monitor = "monitor",
    }
}

/// A file of the user's that a result rests on: the same name with other content is another result.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct InputFile {
    /// What it was read as.
    pub role: InputRole,
    /// Name, without folders.
    pub name: String,
    /// SHA-256 of its text in UTF-8, without byte order mark and with line feeds, as 64 hexadecimal digits.
    pub sha256: String,
}

impl InputFile {
    /// The file as a comment of a table of CSV: role, name and hash, without what would end the comment or its cell.
    ///
    /// ```
    /// use kennis::data::{InputFile, InputRole};
    /// let input = InputFile { role: InputRole::Data, name: "a,\nb.csv".into(), sha256: "00".into() };
    /// assert_eq!(input.as_comment(), "data a__b.csv sha256 00");
    /// ```
    #[must_use]
    pub fn as_comment(&self) -> String {
        let name = self.name.replace(|c: char| is_unsafe(c) || [',', '"', '#'].contains(&c), "_");
        format!("{} {name} sha256 {}", self.role, self.sha256)
    }
}
