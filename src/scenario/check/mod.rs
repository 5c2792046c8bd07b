//! The rules that a scenario must keep: all problems at once, each at the key where it stands.
//!
//! A reader that could not make sense of a key passes it as unreadable: rules that rest on it are skipped, the
//! others still speak, so that one pass over a file finds everything.

mod baseline;
#[cfg(feature = "panel")]
mod foreign;
#[cfg(not(feature = "panel"))]
mod foreign_without_panel;
mod measures;
mod parameters;
mod targets;

use super::problem::{Problem, ScenarioError};
use super::{BaselineTable, MAX_HORIZON, Scenario};
use crate::data::{DataError, DefaultLevels, Economy, SeriesName};
use crate::parameters::{Origin, ParameterSet};
use crate::structures::{StructureChoice, StructureName};
use std::collections::BTreeSet;

pub(crate) use baseline::baseline_problems;
#[cfg(feature = "formats")]
pub(crate) use baseline::{baseline_range, baseline_remarks};
#[cfg(feature = "formats")]
pub(crate) use measures::EXPECTED_ACTION;
#[cfg(feature = "formats")]
pub(crate) use parameters::{distribution_problems, unknown_parameter};

/// Weights of structures may miss one by what three decimals leave (.333 three times misses it by .001).
const WEIGHT_ROUNDING: f64 = 0.001_000_1;

/// What a scenario is checked against: the country's data and the parameters that are set elsewhere.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct CheckContext {
    /// Country of the data, ISO 3166 alpha-3.
    pub country: String,
    /// Whether the country uses the euro.
    pub euro: bool,
    /// Last year with an observation of R&D.
    pub last_rd_observation: i32,
    /// First year with a GDP deflator.
    pub first_deflator_year: i32,
    /// Last year with a GDP deflator.
    pub last_deflator_year: i32,
    /// Distributions by default, from a parameter file and from the command line.
    pub parameters: ParameterSet,
    /// Levels without a baseline table, which one is held against; none where the data lack something for them.
    pub(crate) levels: Option<DefaultLevels>,
}

impl CheckContext {
    /// The data of an economy, and the default parameters.
    ///
    /// # Errors
    /// What the data say where R&D, or both the deflator of GDP and nominal GDP, are missing.
    pub fn of(economy: &Economy) -> Result<Self, DataError> {
        let deflator = economy
            .observed(SeriesName::GdpDeflator)
            .or_else(|_| economy.observed(SeriesName::GdpNominal))?;
        Ok(Self {
            country: economy.country.clone(),
            euro: economy.uses_euro,
            last_rd_observation: economy.rd_years()?.last,
            first_deflator_year: deflator.first,
            last_deflator_year: deflator.last,
            parameters: ParameterSet::default(),
            levels: economy.default_levels(MAX_HORIZON),
        })
    }

    /// The embedded data of the Netherlands, and the default parameters.
    #[must_use]
    pub fn netherlands() -> Self {
        Self {
            country: "NLD".to_owned(),
            euro: true,
            last_rd_observation: 2023,
            first_deflator_year: 1981,
            last_deflator_year: 2024,
            parameters: ParameterSet::default(),
            levels: Economy::netherlands().ok().and_then(|economy| economy.default_levels(MAX_HORIZON)),
        }
    }
}

impl Scenario {
    /// Checks every rule.
    ///
    /// # Errors
    /// All problems, in the order of a scenario file.
    ///
    /// ```
    /// use kennis::{Instrument, Measure, Scenario, Unit};
    /// use kennis::scenario::CheckContext;
    /// let mut scenario = Scenario::new("too early");
    /// scenario.measures.push(Measure::new(Instrument::PublicResearch, Unit::GdpShare, 0.001, 2020));
    /// let problems = scenario.check(&CheckContext::netherlands()).unwrap_err().problems;
    /// assert_eq!(problems[0].key, "measures[0].from");
    /// ```
    pub fn check(&self, context: &CheckContext) -> Result<(), ScenarioError> {
        let problems = self.problems(context, &BTreeSet::new());
        if problems.is_empty() { Ok(()) } else { Err(ScenarioError { problems }) }
    }

    /// The parameters of a run: those of `base`, and the scenario's where nothing that wins has set them.
    #[must_use]
    pub fn parameter_set(&self, base: &ParameterSet) -> ParameterSet {
        let mut set = base.clone();
        for (id, distribution) in &self.parameters {
            set.offer(*id, *distribution, Origin::Scenario);
        }
        set
    }

    /// All problems of the rules that rest on readable keys only.
    pub(crate) fn problems(&self, context: &CheckContext, unreadable: &BTreeSet<String>) -> Vec<Problem> {
        let mut checker = Checker { scenario: self, context, unreadable, problems: Vec::new() };
        checker.choices();
        checker.measures();
        checker.targets();
        checker.foreign();
        checker.parameters();
        if let Some(table) = &self.baseline {
            checker.unused_baseline(table);
            checker.problems.extend(baseline_problems(table, context).into_iter().map(|mut problem| {
                problem.key = format!("baseline.{}", problem.key);
                problem
            }));
        }
        checker.problems
    }
}

/// Collects problems; the rules stand in this folder's other files.
struct Checker<'a> {
    scenario: &'a Scenario,
    context: &'a CheckContext,
    unreadable: &'a BTreeSet<String>,
    problems: Vec<Problem>,
}

impl Checker<'_> {
    fn refuse(&mut self, key: impl Into<String>, found: impl Into<String>, expected: impl Into<String>) {
        self.problems.push(Problem::new(key, found, expected));
    }

    /// Whether the keys, what they stand in and what stands in them could be read.
    fn readable(&self, keys: &[&str]) -> bool {
        let outer =
            |key: &str| key.match_indices(['.', '[']).any(|(end, _)| self.unreadable.contains(&key[..end]));
        let inner = |key: &str| {
            ['.', '['].iter().any(|separator| {
                let start = format!("{key}{separator}");
                self.unreadable.range(start.clone()..).next().is_some_and(|other| other.starts_with(&start))
            })
        };
        !keys.iter().any(|key| self.unreadable.contains(*key) || outer(key) || inner(key))
    }

    /// A baseline table of which no year is simulated.
    fn unused_baseline(&mut self, table: &BaselineTable) {
        let horizon = self.scenario.horizon;
        let Some(first) = table.rows.keys().next().filter(|first| **first > horizon) else { return };
        if self.readable(&["horizon"]) && horizon > self.context.last_rd_observation {
            let of = if table.name.is_empty() { String::new() } else { format!(" of {}", table.name) };
            let expected = format!("a year up to the horizon, {horizon}: no line of the table is used");
            self.refuse("baseline", format!("{first} as the first year{of}"), expected);
        }
    }

    /// First year in which a measure can act.
    fn first_year(&self) -> i32 {
        self.context.last_rd_observation + 1
    }

    fn choices(&mut self) {
        let scenario = self.scenario;
        let context = self.context;
        if scenario.name.trim().is_empty() && self.readable(&["name"]) {
            self.refuse("name", "no text", "a name for the results");
        }
        if scenario.country != context.country && self.readable(&["country"]) {
            self.refuse("country", format!("{:?}", scenario.country), format!("{:?}", context.country));
        }
        if !(self.first_year()..=MAX_HORIZON).contains(&scenario.horizon) && self.readable(&["horizon"]) {
            let expected = format!("a year from {} to {MAX_HORIZON}", self.first_year());
            self.refuse("horizon", scenario.horizon.to_string(), expected);
        }
        let (first, last) = (context.first_deflator_year, context.last_deflator_year);
        if !(first..=last).contains(&scenario.price_base) && self.readable(&["price_base"]) {
            let expected = format!("a year with a GDP deflator, from {first} to {last}");
            self.refuse("price_base", scenario.price_base.to_string(), expected);
        }
        self.structures();
    }

    fn structures(&mut self) {
        let names = self.scenario.structure.named();
        let is_list = matches!(self.scenario.structure, StructureChoice::List(_));
        let is_named = is_list || matches!(self.scenario.structure, StructureChoice::Weights(_));
        if names.is_empty() && is_named && self.readable(&["structure"]) {
            let found = if is_list { "an empty list" } else { "an empty table" };
            self.refuse("structure", found, "at least one structure");
        }
        if let Some(twice) = names.iter().enumerate().find(|(i, name)| names[..*i].contains(name)) {
            self.refuse("structure", format!("\"{}\" twice", twice.1), "each structure once");
        }
        if let StructureChoice::Weights(weights) = &self.scenario.structure {
            self.weights(weights);
        }
    }

    fn weights(&mut self, weights: &[(StructureName, f64)]) {
        if weights.is_empty() || !self.readable(&["structure"]) {
            return;
        }
        for (name, weight) in weights.iter().filter(|(_, weight)| !(0.0..=1.0).contains(weight)) {
            self.refuse(format!("structure.{name}"), shown(*weight), "a weight from 0 to 1");
        }
        let sum: f64 = weights.iter().map(|(_, weight)| weight).sum();
        if (sum - 1.0).abs() > WEIGHT_ROUNDING {
            // Without the dust of a sum of decimals.
            let sum = (sum * 1e9).round() / 1e9;
            self.refuse("structure", format!("weights that sum to {}", shown(sum)), "weights that sum to 1");
        }
    }
}

/// A number as a person would write it.
pub(crate) fn shown(value: f64) -> String {
    if value == 0.0 || (1e-6..1e12).contains(&value.abs()) || !value.is_finite() {
        value.to_string()
    } else {
        format!("{value:e}")
    }
}

#[cfg(test)]
mod tests;
