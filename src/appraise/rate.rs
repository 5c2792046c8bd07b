//! A rate of a schedule of discount rates.

/// A rate of a schedule.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct RateUntil {
    /// The last year after the first in which it holds; none: for ever.
    pub until: Option<u32>,
    /// Rate a year, as a fraction.
    pub rate: f64,
}
