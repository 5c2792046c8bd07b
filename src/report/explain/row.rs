//! What is said of a line of a result.

/// What is said of a line of a result.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct ExplanationRow {
    /// What people call it.
    pub label: &'static str,
    /// The label in tables, with the unit of the deviation.
    pub in_tables: &'static str,
    /// What it is, in two sentences.
    pub definition: &'static str,
    /// Numbers of its equations in docs/model.md.
    pub equations: &'static [&'static str],
    /// Its formula, in the symbols of that page.
    pub formula: &'static str,
    /// Page and section of the documentation.
    pub page: &'static str,
    /// What plus and minus mean.
    pub sign: &'static str,
    /// What it is easily taken for.
    pub is_not: &'static str,
}

/// A line of a result, explained.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Explanation {
    /// Variable, channel, kind or return.
    pub what: &'static str,
    /// Name in JSON, CSV and on the command line.
    pub name: &'static str,
    /// Unit.
    pub unit: String,
    /// Unit of the deviation from the baseline, of a variable.
    pub deviation_unit: Option<&'static str>,
    /// What is said of it.
    pub row: &'static ExplanationRow,
}
