//! How a scenario asks to be appraised: names, which the appraisal itself knows.

/// How a scenario asks to be appraised; the command line wins.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(default, deny_unknown_fields))]
pub struct AppraisalChoice {
    /// Name of the discount rates, or `flat:RATE`.
    pub discounting: Option<String>,
    /// Name of the residual value.
    pub residual_value: Option<String>,
    /// Effects without a price, printed as given.
    pub pro_memorie: Vec<String>,
}

impl AppraisalChoice {
    /// With these discount rates.
    #[must_use]
    pub fn with_discounting(mut self, name: impl Into<String>) -> Self {
        self.discounting = Some(name.into());
        self
    }

    /// With this residual value.
    #[must_use]
    pub fn with_residual_value(mut self, name: impl Into<String>) -> Self {
        self.residual_value = Some(name.into());
        self
    }

    /// With effects without a price.
    #[must_use]
    pub fn with_pro_memorie(mut self, effects: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.pro_memorie.extend(effects.into_iter().map(Into::into));
        self
    }
}
