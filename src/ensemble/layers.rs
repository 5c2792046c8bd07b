//! Layers of uncertainty that a run can switch on beside the parameters.

use crate::names::UnknownName;

/// Layers that are off unless asked for: their parameters are assumptions, and they cost time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(default, deny_unknown_fields))]
pub struct Layers {
    /// Breakthroughs: jumps in the level of productivity, and in the effect of policy (E12).
    pub breakthroughs: bool,
    /// The level of the baseline: a random walk of log productivity, and an error of its trend (E16).
    pub baseline_level: bool,
}

impl Layers {
    /// Names of the layers that can be switched on.
    pub const NAMES: [&'static str; 2] = ["breakthroughs", "baseline_level"];

    /// With breakthroughs.
    #[must_use]
    pub fn with_breakthroughs(self) -> Self {
        Self { breakthroughs: true, ..self }
    }

    /// With the level of the baseline.
    #[must_use]
    pub fn with_baseline_level(self) -> Self {
        Self { baseline_level: true, ..self }
    }

    /// Switches on a layer by its name.
    ///
    /// # Errors
    /// [`UnknownName`] with the nearest name.
    pub fn switch_on(&mut self, name: &str) -> Result<(), UnknownName> {
        match name {
            "breakthroughs" => self.breakthroughs = true,
            "baseline_level" => self.baseline_level = true,
            _ => return Err(UnknownName::new(name, Self::NAMES.into_iter())),
        }
        Ok(())
    }

    /// Whether baseline GDP differs between draws.
    #[must_use]
    pub fn level_varies(self) -> bool {
        self.breakthroughs || self.baseline_level
    }
}
