//! One country of a panel, fitted alone, and what its data says of the parameters that countries share.
//!
//! What its data says of the elasticities (or returns) is the posterior less the prior, in normal approximation. The
//! priors of what is pooled are normal here, with the mean and the standard deviation of the table: the likelihood is then
//! close to normal in them, where a split normal would bend it at its centre, just where countries are pulled to.

use super::hierarchy::{Information, Normal};
use super::panel::PanelSettings;
use crate::calibrate::error::CalibrationError;
use crate::calibrate::likelihood::{Coordinate, CoordinateKind, Likelihood, Observations};
use crate::calibrate::search::{Estimate, Fit, Method, moments};
use crate::data::{Economy, Years};
use crate::structures::Structure;
use nalgebra::{DMatrix, DVector};

/// One country of a panel.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct CountryFit {
    /// Country, ISO 3166 alpha-3.
    pub country: String,
    /// Years of growth.
    pub years: Years,
    /// Its own fit: data and prior, no other country.
    pub estimates: Vec<Estimate>,
    /// Mean and standard deviation of the pooled parameters with what other countries say.
    pub shrunken: Vec<(f64, f64)>,
    /// Log likelihood at its mode.
    pub log_likelihood: f64,
    /// Iterations of its search.
    pub iterations: u64,
    /// Evaluations of its search.
    pub evaluations: u64,
    /// Why its search ended.
    pub termination: String,
    /// Whether it converged, or ended so near the mode that nothing depends on it.
    pub converged: bool,
}

impl CountryFit {
    /// The country's own estimate of that name.
    #[must_use]
    pub fn estimate(&self, name: &str) -> Option<&Estimate> {
        self.estimates.iter().find(|estimate| estimate.name == name)
    }
}

/// A country's fit, with the normal approximation to its posterior.
pub(crate) struct CountryPosterior {
    pub(crate) likelihood: Likelihood,
    pub(crate) fit: Fit,
    /// Where the pooled parameters stand.
    pub(crate) places: Vec<usize>,
    /// The posterior of all `z`.
    pub(crate) z: Normal,
}

impl CountryPosterior {
    /// The fit of an economy; what is missing where it has not the data.
    pub(super) fn of(
        economy: &Economy,
        settings: &PanelSettings,
    ) -> Result<Result<Self, String>, CalibrationError> {
        match Observations::new(economy, settings.choices) {
            Ok(observations) => Self::fitted_to(observations, settings),
            Err(error) => Ok(Err(error.to_string())),
        }
    }

    /// The fit to observations; what is missing where there are too few.
    pub(crate) fn fitted_to(
        observations: Observations,
        settings: &PanelSettings,
    ) -> Result<Result<Self, String>, CalibrationError> {
        let pooled = settings.structure.past().map_or(&[][..], |past| past.pooled);
        let priors = settings.priors.clone().with_normal_priors(pooled);
        let likelihood = match Likelihood::new(settings.structure, observations, &priors) {
            Ok(likelihood) => likelihood,
            Err(error @ CalibrationError::TooFewObservations { .. }) => return Ok(Err(error.to_string())),
            Err(error) => return Err(error),
        };
        let of_pool =
            |kind: CoordinateKind| matches!(kind, CoordinateKind::Model(id) if pooled.contains(&id));
        let list = likelihood.coordinates().list();
        let places: Vec<usize> = (0..list.len()).filter(|i| of_pool(list[*i].kind)).collect();
        if places.is_empty() {
            return Err(CalibrationError::Parameter {
                parameter: "structure",
                found: settings.structure.name().to_owned(),
                expected: "a structure with elasticities or returns that are not fixed: they are what is pooled",
            });
        }
        let fit = Fit::new(&likelihood, Method::MaximumAPosteriori, &settings.search)?;
        let factor = likelihood.coordinates().factor();
        let k = fit.u.len();
        let covariance = factor * DMatrix::from_fn(k, k, |i, j| fit.covariance[i][j]) * factor.transpose();
        let z = Normal { mean: factor * DVector::from_column_slice(&fit.u), covariance };
        Ok(Ok(Self { likelihood, fit, places, z }))
    }

    /// Whether the search ended at the mode, or so near that nothing depends on it.
    pub(crate) fn near_mode(&self) -> bool {
        self.fit.near_mode(&self.likelihood)
    }

    /// What the data says of the pooled parameters: the posterior less the prior.
    pub(crate) fn information(&self) -> Information {
        let j = self.places.len();
        let part = |m: &DMatrix<f64>| DMatrix::from_fn(j, j, |a, b| m[(self.places[a], self.places[b])]);
        let factor = self.likelihood.coordinates().factor();
        let inverse = |m: DMatrix<f64>| {
            m.cholesky().map_or_else(|| DMatrix::from_element(j, j, f64::NAN), |c| c.inverse())
        };
        let posterior = inverse(part(&self.z.covariance));
        let prior = inverse(part(&(factor * factor.transpose())));
        let mean = DVector::from_fn(j, |a, _| self.z.mean[self.places[a]]);
        Information { vector: &posterior * mean, precision: posterior - prior }
    }

    /// The parameter at position `j` of those that are pooled.
    pub(super) fn coordinate(&self, j: usize) -> &Coordinate {
        &self.likelihood.coordinates().list()[self.places[j]]
    }

    fn termination(&self) -> String {
        let said = self.fit.search.best.termination.clone();
        if self.fit.converged() || !self.near_mode() {
            return said;
        }
        format!(
            "on an edge of the priors or of the first stocks, where at most {:.1e} is left to gain: {said}",
            self.fit.remaining_gain(&self.likelihood)
        )
    }

    /// The fit in public, with what other countries say of the pooled parameters.
    pub(super) fn with_others(&self, z: &Normal) -> CountryFit {
        let list = self.likelihood.coordinates().list();
        let shrunken =
            self.places.iter().enumerate().map(|(j, place)| {
                moments(list[*place].map(), z.mean[j], z.covariance[(j, j)].max(0.0).sqrt())
            });
        let observations = self.likelihood.observations();
        CountryFit {
            country: observations.country.clone(),
            years: observations.years,
            shrunken: shrunken.collect(),
            estimates: self.fit.estimates.clone(),
            log_likelihood: self.fit.log_likelihood,
            iterations: self.fit.search.iterations(),
            evaluations: self.fit.search.evaluations(),
            termination: self.termination(),
            converged: self.near_mode(),
        }
    }
}
