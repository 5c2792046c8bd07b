//! A calibration of many countries: each fitted alone, and what they say together.
//!
//! A country that has not the data is listed with what is missing.

use super::country::{CountryFit, CountryPosterior};
use super::hierarchy::{Hierarchy, Information, Pooled, not_normal};
use super::panel::{Countries, PanelSettings};
use super::pooled_parameter::PooledParameter;
use crate::calibrate::error::CalibrationError;
use crate::calibrate::parallel::parallel_map;
use crate::structures::StructureName;
use nalgebra::DMatrix;

/// A calibration of many countries.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct PanelFit {
    /// The structure.
    pub structure: StructureName,
    /// The countries that have the data.
    pub countries: Vec<CountryFit>,
    /// Countries that have not, and what is missing.
    pub missing: Vec<(String, String)>,
    /// The pooled parameters.
    pub parameters: Vec<PooledParameter>,
    /// Correlation of their common means, on the standard normal.
    pub correlation: Vec<Vec<f64>>,
}

impl PanelFit {
    /// Whether every country's search converged.
    #[must_use]
    pub fn converged(&self) -> bool {
        self.countries.iter().all(|country| country.converged)
    }

    /// Fits every country of a panel and pools them.
    ///
    /// # Errors
    /// [`CalibrationError::Structure`] where the structure has no likelihood, [`CalibrationError::Parameter`] where it has
    /// no parameter to pool, and what stops every country, such as a prior that is not a distribution.
    pub fn new(countries: &Countries, settings: &PanelSettings) -> Result<Self, CalibrationError> {
        let fits = parallel_map(&countries.economies, |economy| CountryPosterior::of(economy, settings))?;
        let mut missing = countries.missing.clone();
        let mut fitted = Vec::new();
        for (economy, fit) in countries.economies.iter().zip(fits) {
            match fit {
                Ok(fit) => fitted.push(fit),
                Err(reason) => missing.push((economy.country.clone(), reason)),
            }
        }
        missing.sort();
        let Some(first) = fitted.first() else {
            let reason = "no country has the data".to_owned();
            return Err(CalibrationError::NotConverged { reason });
        };
        let pooled = pool(fitted.iter().map(CountryPosterior::information).collect())?;
        let parameters =
            (0..first.places.len()).map(|j| PooledParameter::new(first.coordinate(j), j, &pooled)).collect();
        let correlation = correlation(&pooled.common.covariance);
        let countries = fitted.iter().zip(&pooled.countries).map(|(fit, z)| fit.with_others(z)).collect();
        Ok(Self { structure: settings.structure, countries, missing, parameters, correlation })
    }

    /// What a reader of a panel must not overlook.
    #[must_use]
    pub fn warnings(&self) -> Vec<String> {
        let mut warnings = Vec::new();
        let failed: Vec<&str> =
            self.countries.iter().filter(|c| !c.converged).map(|c| c.country.as_str()).collect();
        if !failed.is_empty() {
            warnings.push(format!("not converged: {}", failed.join(", ")));
        }
        let unknown: Vec<&str> =
            self.parameters.iter().filter(|p| !p.identified()).map(|p| p.name.as_str()).collect();
        if !unknown.is_empty() {
            let (count, names) = (self.countries.len(), unknown.join(", "));
            warnings.push(format!("{count} countries together say next to nothing about {names}"));
        }
        warnings.push(
            "countries are pooled as if independent: shocks that hit all of them in one year make the pooled means less \
             certain than shown"
                .to_owned(),
        );
        warnings
    }
}

fn pool(countries: Vec<Information>) -> Result<Pooled, CalibrationError> {
    Hierarchy::new(countries).and_then(|hierarchy| hierarchy.pooled()).ok_or_else(not_normal)
}

fn correlation(covariance: &DMatrix<f64>) -> Vec<Vec<f64>> {
    let cell = |i: usize, j: usize| {
        if i == j { 1.0 } else { covariance[(i, j)] / (covariance[(i, i)] * covariance[(j, j)]).sqrt() }
    };
    (0..covariance.nrows()).map(|i| (0..covariance.nrows()).map(|j| cell(i, j)).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calibrate::likelihood::example::dutch;
    use crate::data::Economy;
    use crate::scalar::special::normal;
    use approx::assert_relative_eq;
    use rand::{Rng, SeedableRng};

    /// Made-up countries with the Dutch R&D, more years' worth of information, and elasticities of their own.
    fn simulated(count: usize, tau: f64, sigma: f64) -> (Vec<CountryPosterior>, Vec<f64>) {
        let mut settings = PanelSettings::new(StructureName::KnowledgeCapital);
        settings.search.starts = 1;
        let likelihood = dutch(settings.structure);
        let mut rng = rand_chacha::ChaCha8Rng::seed_from_u64(11);
        let mut standard = || normal::from_bits(rng.next_u64());
        let mut truth = Vec::new();
        let fits = (0..count)
            .map(|_| {
                let mut u = vec![0.0; likelihood.coordinates().len()];
                u[0] = 1.0 + tau * standard();
                truth.push(u[0]);
                let theta = likelihood.coordinates().values(&u);
                let errors = likelihood.errors(&theta);
                let mut observations = likelihood.observations().clone();
                for (growth, error) in observations.growth.iter_mut().zip(errors) {
                    *growth += sigma * standard() - error;
                }
                CountryPosterior::fitted_to(observations, &settings).unwrap().unwrap()
            })
            .collect();
        (fits, truth)
    }

    #[test]
    fn what_a_country_says_and_the_prior_give_its_posterior_back() {
        let (fits, _) = simulated(1, 0.0, 0.01);
        let information = fits[0].information();
        let posterior = DMatrix::identity(2, 2) + &information.precision;
        let covariance = posterior.try_inverse().unwrap();
        assert_relative_eq!(covariance[(0, 1)], fits[0].z.covariance[(0, 1)], max_relative = 1e-8);
        assert_relative_eq!((covariance * information.vector)[0], fits[0].z.mean[0], max_relative = 1e-8);
    }

    #[test]
    fn simulated_countries_are_recovered_and_shrunk_towards_each_other() {
        let (fits, truth) = simulated(20, 0.5, 0.002);
        let pooled = pool(fits.iter().map(CountryPosterior::information).collect()).unwrap();
        let mean = truth.iter().sum::<f64>() / 20.0;
        let sd = pooled.common.covariance[(0, 0)].sqrt();
        assert!((pooled.common.mean[0] - mean).abs() < 3.0 * sd && sd < 0.5, "{pooled:?} {mean}");
        let error = |of: &dyn Fn(usize) -> f64| -> f64 {
            (0..20).map(|c| (of(c) - truth[c]).powi(2)).sum::<f64>() / 20.0
        };
        let alone = error(&|c| fits[c].z.mean[0]);
        let together = error(&|c| pooled.countries[c].mean[0]);
        assert!(together < alone, "{together} {alone}");
    }

    #[test]
    fn the_netherlands_alone_are_the_netherlands() {
        use crate::parameters::{Distribution, Origin, ParameterId as P, Shape};
        let mut countries = Countries::new(vec![Economy::netherlands().unwrap()]);
        countries.missing.push(("AUS".to_owned(), "gaps".to_owned()));
        let mut settings = PanelSettings::new(StructureName::KnowledgeCapital);
        settings.search.starts = 1;
        // The prior with which the mode of docs/calibration.md was found first.
        let shape = Shape::SplitNormal { low: 0.03, centre: 0.08, high: 0.13 };
        let prior = Distribution { shape, ..P::OutputElasticityBusiness.row().prior };
        settings.priors.parameters.set(P::OutputElasticityBusiness, prior, Origin::Set).unwrap();
        let panel = PanelFit::new(&countries, &settings).unwrap();
        assert_eq!((panel.countries.len(), panel.missing.len()), (1, 1));
        let alone = panel.countries[0].estimate("output_elasticity_business").unwrap();
        assert!((alone.estimate - 0.0866).abs() < 1e-3);
        // One country says nothing of how countries differ: that keeps its prior, mean .5 sqrt(2/pi).
        assert!((panel.parameters[0].between_z - 0.399).abs() < 0.03, "{:?}", panel.parameters);
        let error = PanelFit::new(&countries, &PanelSettings::new(StructureName::NoEffect));
        assert!(
            error.unwrap_err().to_string().starts_with("structure is no_effect, expected a structure with")
        );
    }
}
