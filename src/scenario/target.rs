//! A target: an R&D intensity that is imposed instead of money.

/// An imposed path of R&D money over scenario GDP: a straight line from the baseline's intensity in `from`
/// to `value` in `year`, held afterwards.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Target {
    /// Last year on the baseline.
    pub from: i32,
    /// Year in which the value is reached.
    pub year: i32,
    /// R&D over GDP, as a fraction.
    pub value: f64,
    /// Share of the extra that the public sector performs and government pays.
    pub public_share: f64,
}

impl Target {
    /// A target that starts from the baseline of 2025.
    #[must_use]
    pub fn new(value: f64, year: i32, public_share: f64) -> Self {
        Self { from: 2025, year, value, public_share }
    }

    /// The imposed intensity in `year`, given the baseline's in `from`; none up to `from`.
    #[must_use]
    pub fn intensity(&self, year: i32, baseline_in_from: f64) -> Option<f64> {
        if year <= self.from {
            return None;
        }
        let since = |year: i32| f64::from(year) - f64::from(self.from);
        let way = since(year) / since(self.year).max(1.0);
        Some(baseline_in_from + (self.value - baseline_in_from) * way.min(1.0))
    }
}
