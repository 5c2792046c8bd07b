//! A precision that was asked for, as settings and documents keep it.

use crate::names::{UnknownName, serde_by_text};
use crate::statistics::Statistics;
use std::fmt;
use std::str::FromStr;

/// A figure whose Monte Carlo standard error is known: of the deviation of GDP in the last year.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PreciseFigure {
    /// The mean.
    #[default]
    Mean,
    /// The 5% point.
    P05,
    /// The median.
    P50,
    /// The 95% point.
    P95,
}

impl PreciseFigure {
    /// All of them.
    pub const ALL: &'static [Self] = &[Self::Mean, Self::P05, Self::P50, Self::P95];

    /// Name in files and on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Mean => "mean",
            Self::P05 => "p05",
            Self::P50 => "p50",
            Self::P95 => "p95",
        }
    }

    /// In a sentence.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Mean => "mean",
            Self::P05 => "5% point",
            Self::P50 => "median",
            Self::P95 => "95% point",
        }
    }

    /// Its error.
    #[must_use]
    pub fn error(self, statistics: &Statistics) -> f64 {
        match self {
            Self::Mean => statistics.mc_error,
            Self::P05 => statistics.mc_error_p05,
            Self::P50 => statistics.mc_error_p50,
            Self::P95 => statistics.mc_error_p95,
        }
    }
}

impl fmt::Display for PreciseFigure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for PreciseFigure {
    type Err = UnknownName;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let found = Self::ALL.iter().copied().find(|figure| figure.name() == text);
        found.ok_or_else(|| UnknownName::new(text, Self::ALL.iter().map(|figure| figure.name())))
    }
}

serde_by_text!(PreciseFigure);

/// A precision that was asked for, and what came of it.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Precision {
    /// Whose Monte Carlo standard error it is.
    pub figure: PreciseFigure,
    /// The error, in percentage points of GDP in the last year, that the draws must stay below.
    pub asked: f64,
    /// Most draws that were allowed.
    pub max_draws: u64,
    /// The error that was reached.
    pub mc_error: f64,
}

impl Precision {
    /// Whether the error is below what was asked; else the draws ended at the most that were allowed.
    #[must_use]
    pub fn is_reached(&self) -> bool {
        self.mc_error < self.asked
    }
}
