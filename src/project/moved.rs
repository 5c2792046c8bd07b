//! A bureau's table with the effects in it: statistics over draws by column, by year and by period.

use super::column::ProjectedVariable;
use super::includes::BaselineIncludes;
use super::table::ProjectionColumn;
use crate::ensemble::{Ensemble, Settings};
use crate::statistics::Statistics;

/// A column in one year, or on average over a period, in the unit of the table.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct MovedCell {
    /// First year.
    pub first: i32,
    /// Last year; the same where it is one year.
    pub last: i32,
    /// What the bureau projects.
    pub projected: f64,
    /// Its baseline over draws: what it projects, with the uncertainty of its level.
    pub baseline: Statistics,
    /// With policy; under [`BaselineIncludes::None`] with the R&D of the baseline, too.
    pub with_policy: Statistics,
    /// With policy less baseline, draw by draw: what policy does, and under [`BaselineIncludes::None`] what the R&D of the
    /// baseline adds, too.
    pub difference: Statistics,
    /// What of that policy does, on top of the R&D of the baseline, under [`BaselineIncludes::None`]; else all of it is.
    pub of_policy: Option<Statistics>,
    /// What of that comes from the R&D of the baseline, under [`BaselineIncludes::None`].
    pub of_baseline_rd: Option<Statistics>,
}

impl MovedCell {
    /// What policy does: the difference, or its part under [`BaselineIncludes::None`].
    #[must_use]
    pub fn policy(&self) -> &Statistics {
        self.of_policy.as_ref().unwrap_or(&self.difference)
    }

    /// Whether nothing moves it in any draw.
    #[must_use]
    pub fn is_unmoved(&self) -> bool {
        self.difference.mean == 0.0 && self.difference.sd == 0.0
    }
}

/// A column that the model moves.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct MovedColumn {
    /// The column as the bureau has it.
    pub column: ProjectionColumn,
    /// By year, those with a value.
    pub years: Vec<MovedCell>,
    /// Averages over periods: the arithmetic mean of the years, those of which every year has a value.
    pub periods: Vec<MovedCell>,
}

#[cfg(feature = "report")]
impl MovedColumn {
    /// Whether it is a ratio to GDP, which moves by policy alone.
    pub(crate) fn variable_is_ratio(&self) -> bool {
        self.column.variable.is_share() && !self.column.variable.is_growth()
    }
}

/// A bureau's table with the effects in it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ProjectedTable {
    /// What the growth of the baseline is taken to hold.
    pub includes: BaselineIncludes,
    /// Whether that was said; else it is the default.
    pub includes_is_stated: bool,
    /// The columns that the model moves, in the order of the table.
    pub columns: Vec<MovedColumn>,
    /// The volume of GDP, billion of the price base, by year of the table, for a chart and for texts.
    pub gdp: MovedColumn,
    /// The runs of the scenario beside the baseline: peak and half-life of the effect, dropped draws.
    pub ensemble: Ensemble,
    /// How it was drawn.
    pub settings: Settings,
}

impl ProjectedTable {
    /// What a reader of the results should know: where nobody said what the growth of the baseline holds.
    #[must_use]
    pub fn warning(&self) -> Option<String> {
        (!self.includes_is_stated).then(|| {
            format!(
                "nothing is said of what the growth of the baseline holds of R&D: {}. --baseline-includes trend or none says it",
                self.includes.meaning()
            )
        })
    }

    /// The column of a variable.
    #[must_use]
    pub fn column(&self, variable: ProjectedVariable) -> Option<&MovedColumn> {
        self.columns.iter().find(|moved| moved.column.variable == variable)
    }
}
