//! The likelihood of one country's past (E18): its observations, its priors, and what of them is estimated.
//!
//! ```math
//! \begin{aligned}
//! \Delta \ln TFP[t] &= \mu + \Delta a[t](\theta) + \text{dummies} + e[t], \qquad e \sim N(0, \sigma^2) \\
//! \log p(y \mid u) &= -n \ln \sigma - \tfrac{n}{2} \ln 2\pi - \sum_t \frac{e[t]^2}{2 \sigma^2} \\
//! \log p(u \mid y) &= \log p(y \mid u) - \tfrac{1}{2} u'u - \tfrac{k}{2} \ln 2\pi + \text{constant}
//! \end{aligned}
//! ```
//! In differences, beca
//! The errors and their derivatives stand in `residuals.rs`, the density in `posterior_density.rs`.

use super::coordinates::{CoordinateKind, Coordinates};
use super::observations::Observations;
use super::past::structures_with_likelihood;
use super::priors::Priors;
use super::rd_history::RdHistory;
use crate::calibrate::error::CalibrationError;
use crate::parameters::{Distribution, Origin, ParameterId, ParameterSet, ParameterValues, Shape};
use crate::structures::{Structure, StructureName};

/// The likelihood of one country's productivity under a structure (E18):
///
/// ```math
/// \Delta \ln TFP[t] = \mu + \Delta a[t](\theta) + \text{dummies} + e[t], \qquad e \sim N(0, \sigma^2)
/// ```
/// $`\Delta a`$ is the growth of productivity that the structure makes of R&D in the past. In differences, because
/// the error of the level is a random walk.
#[derive(Clone, Debug)]
pub struct Likelihood {
    pub(super) structure: StructureName,
    pub(super) observations: Observations,
    /// R&D that works in the observed years.
    pub(super) past: RdHistory,
    pub(super) priors: Priors,
    pub(super) coordinates: Coordinates,
    pub(super) constants: ParameterValues<f64>,
    pub(super) drift: f64,
    pub(super) sigma: f64,
    /// Position of the first observed year among the years of the stocks.
    pub(super) skipped: usize,
}

impl Likelihood {
    /// The likelihood of observations under a structure with the priors of a set.
    ///
    /// # Errors
    /// [`CalibrationError::Structure`] where the structure has none; [`CalibrationError::TooFewObservations`];
    /// [`CalibrationError::Prior`] for a prior that is not a distribution; [`CalibrationError::Parameter`] where
    /// adjustment and gestation are both free (both delay, and the data cannot tell them apart), and for an
    /// interaction, which one country's past does not tell.
    pub fn new(
        structure: StructureName,
        observations: Observations,
        priors: &Priors,
    ) -> Result<Self, CalibrationError> {
        if structure.past().is_none() {
            let names: Vec<&str> = structures_with_likelihood().iter().map(|s| s.name()).collect();
            return Err(CalibrationError::Structure {
                structure: structure.name(),
                expected: names.join(", "),
            });
        }
        if let Some(draws) = priors.parameters.joint() {
            return Err(CalibrationError::Parameter {
                parameter: "parameters",
                found: format!("a posterior ({})", draws.name),
                expected: "priors: a posterior holds data already, which would count twice",
            });
        }
        if structure == StructureName::KnowledgeCapital {
            check_knowledge_capital(&priors.parameters)?;
        }
        let coordinates = Coordinates::new(structure, priors, &observations.dummies)?;
        if observations.growth.len() <= coordinates.len() {
            return Err(CalibrationError::TooFewObservations {
                observations: observations.growth.len(),
                parameters: coordinates.len(),
                years: observations.years,
            });
        }
        let skipped = (observations.years.first - observations.history.first_year - 1).max(0) as usize;
        Ok(Self {
            structure,
            coordinates,
            constants: priors.parameters.centres(),
            drift: priors.drift.centre(),
            sigma: priors.sigma.centre(),
            priors: priors.clone(),
            skipped,
            past: observations.history.until(observations.years.last - 1),
            observations,
        })
    }

    /// The structure.
    #[must_use]
    pub fn structure(&self) -> StructureName {
        self.structure
    }

    /// The priors.
    #[must_use]
    pub fn priors(&self) -> &Priors {
        &self.priors
    }

    /// What is observed.
    #[must_use]
    pub fn observations(&self) -> &Observations {
        &self.observations
    }

    /// The same likelihood of other growth rates, one a year: for data made up from known parameters.
    ///
    /// # Errors
    /// [`CalibrationError::Years`] where their number is not that of the years.
    pub fn with_growth(&self, growth: Vec<f64>) -> Result<Self, CalibrationError> {
        let years = self.observations.years;
        if growth.len() != years.len() {
            let asked = crate::data::Years::new(years.first, years.first + growth.len() as i32 - 1);
            return Err(CalibrationError::Years { asked, available: years });
        }
        let mut other = self.clone();
        other.observations.growth = growth;
        Ok(other)
    }

    /// The same likelihood with a parameter held at a value.
    ///
    /// # Errors
    /// [`CalibrationError::Parameter`] for a parameter that is not estimated here or cannot be held (an error of a
    /// first stock, a dummy); [`CalibrationError::Prior`] for a value outside its bounds.
    pub fn holding(&self, name: &str, value: f64) -> Result<Self, CalibrationError> {
        let kind = self.coordinates.list().iter().find(|c| c.name == name).map(|c| c.kind);
        let mut priors = self.priors.clone();
        let held = |prior: &Distribution| Distribution { shape: Shape::Fixed { value }, ..*prior };
        match kind {
            Some(CoordinateKind::Model(id)) => {
                let prior = held(priors.parameters.distribution(id));
                priors.parameters.offer(id, prior, Origin::Set);
            }
            Some(CoordinateKind::Drift) => priors.drift = held(&priors.drift),
            Some(CoordinateKind::Sigma) => priors.sigma = held(&priors.sigma),
            _ => {
                return Err(CalibrationError::Parameter {
                    parameter: "parameter to hold",
                    found: name.to_owned(),
                    expected: "a parameter of the model that is estimated, drift or sigma",
                });
            }
        }
        Self::new(self.structure, self.observations.clone(), &priors)
    }

    /// The parameters.
    #[must_use]
    pub fn coordinates(&self) -> &Coordinates {
        &self.coordinates
    }

    /// Number of parameters of the mean: all but sigma.
    #[must_use]
    pub fn mean_parameters(&self) -> usize {
        self.coordinates.len() - usize::from(self.coordinates.sigma().is_some())
    }
}

fn check_knowledge_capital(set: &ParameterSet) -> Result<(), CalibrationError> {
    let free = |id| !set.distribution(id).is_fixed();
    let slow = free(ParameterId::AdjustmentSpeed) || set.centres()[ParameterId::AdjustmentSpeed] != 1.0;
    if slow && (free(ParameterId::GestationBusiness) || free(ParameterId::GestationPublic)) {
        return Err(CalibrationError::Parameter {
            parameter: "adjustment_speed",
            found: set.distribution(ParameterId::AdjustmentSpeed).to_string(),
            expected: "1, or gestation of business and public both fixed: both delay",
        });
    }
    let interaction = set.distribution(ParameterId::InteractionElasticity);
    if !interaction.is_fixed() || interaction.centre() != 0.0 {
        return Err(CalibrationError::Parameter {
            parameter: "interaction_elasticity",
            found: interaction.to_string(),
            expected: "0: the past of one country does not tell it",
        });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::observations::ObservationChoices;
    use super::*;
    use crate::data::Economy;

    #[test]
    fn wrong_requests_are_told() {
        let economy = Economy::netherlands().unwrap();
        let choices = ObservationChoices { first: Some(2010), ..Default::default() };
        let short = Observations::new(&economy, choices).unwrap();
        let make = |structure, priors: &Priors| {
            Likelihood::new(structure, short.clone(), priors).map(|_| ()).unwrap_err().to_string()
        };
        let default = Priors::default();
        assert_eq!(
            make(StructureName::KnowledgeCapital, &default),
            "10 observations (2010 to 2019) for 12 parameters: fix some of them, or use more years"
        );
        assert!(
            make(StructureName::InternationalSpillovers, &default)
                .starts_with("structure international_spillovers has no likelihood")
        );
        let mut slow = default.clone();
        let fixed = crate::parameters::Distribution::fixed(0.3);
        slow.parameters.offer(ParameterId::AdjustmentSpeed, fixed, crate::parameters::Origin::Set);
        assert!(make(StructureName::KnowledgeCapital, &slow).starts_with("adjustment_speed is"));
    }
}
