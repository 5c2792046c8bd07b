//! The countries of a panel, and how they are calibrated.

#[cfg(feature = "panel")]
use crate::calibrate::error::CalibrationError;
use crate::calibrate::likelihood::{ObservationChoices, Priors};
use crate::calibrate::search::SearchSettings;
use crate::data::Economy;
use crate::structures::StructureName;

/// The countries of a panel.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Countries {
    /// Those that may have the data: R&D without a gap in its last ten years.
    pub economies: Vec<Economy>,
    /// Those that have not, and what is missing.
    pub missing: Vec<(String, String)>,
}

impl Countries {
    /// Economies, all of which may have the data.
    #[must_use]
    pub fn new(economies: Vec<Economy>) -> Self {
        Self { economies, missing: Vec::new() }
    }

    /// The embedded panel, the Netherlands from their own, longer tables.
    ///
    /// # Errors
    /// [`CalibrationError::Data`] where the embedded tables cannot be read, which the tests of the crate exclude.
    #[cfg(feature = "panel")]
    pub fn embedded() -> Result<Self, CalibrationError> {
        let panel = crate::data::Panel::embedded()?;
        let mut countries = Self::default();
        for country in panel.economies().map(|economy| economy.country.as_str()) {
            let found = if country == "NLD" { Economy::netherlands() } else { panel.unbroken(country) };
            match found {
                Ok(economy) => countries.economies.push(economy),
                Err(error) => countries.missing.push((country.to_owned(), error.to_string())),
            }
        }
        Ok(countries)
    }
}

/// How a panel is calibrated.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct PanelSettings {
    /// The structure.
    pub structure: StructureName,
    /// Priors of every country; those of the pooled parameters are the priors of the common mean.
    pub priors: Priors,
    /// Which observations are used, of every country.
    pub choices: ObservationChoices,
    /// The search.
    pub search: SearchSettings,
}

impl PanelSettings {
    /// All observations, and the priors of the table.
    #[must_use]
    pub fn new(structure: StructureName) -> Self {
        let (priors, choices) = (Priors::default(), ObservationChoices::default());
        Self { structure, priors, choices, search: SearchSettings::default() }
    }
}
