//! A precision that was asked for, as settings and documents keep it.

/// A precision that was asked for, and what came of it.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Precision {
    /// Monte Carlo standard error of the mean deviation of GDP in the last year, in percentage points, that the draws
    /// must stay below.
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
