//! What another form of education makes of a scenario, on the same draws and structures.

use super::ensemble::Ensemble;
use super::error::EnsembleError;
use super::settings::Settings;
use crate::simulate::{EducationVariantName, Experiment, Variable};

/// A variant of education, drawn: GDP and human capital.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct EducationVariant {
    /// Which one.
    pub name: EducationVariantName,
    /// GDP and human capital under it.
    pub ensemble: Ensemble,
}

impl EducationVariant {
    /// Draws the variants of [`Experiment::education_variants`].
    ///
    /// # Errors
    /// [`EnsembleError`].
    pub fn draw(
        variants: &[(EducationVariantName, Experiment)],
        settings: &Settings,
    ) -> Result<Vec<Self>, EnsembleError> {
        let mut settings = settings.clone();
        settings.variables = vec![Variable::Gdp, Variable::HumanCapital];
        (settings.channels, settings.by_structure) = (false, false);
        let of = |(name, experiment): &(EducationVariantName, Experiment)| {
            Ok(Self { name: *name, ensemble: Ensemble::draw(experiment, &settings)? })
        };
        variants.iter().map(of).collect()
    }
}
