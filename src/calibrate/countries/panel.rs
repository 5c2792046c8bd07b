//! The same calibration for every country, and what they say together.
//!
//! Every country is fitted alone, data and prior. What its data says of the elasticities (or returns) is the posterior
//! less the prior, in normal approximation; the hierarchy pools it over countries. The priors of what is pooled are
//! normal here, with the mean and the standard deviation of the table: the likelihood is then close to normal in them,
//! where a split normal would bend it at its centre, just where countries are pulled to. A country that has not the
//! data is listed with what is missing.

use super::hierarchy::{Hierarchy, Information, Normal, Pooled};
use crate::calibrate::error::CalibrationError;
use crate::calibrate::likelihood::{
    CoordinateKind, Likelihood, LogDensity, ObservationChoices, Observations, Priors, system,
};
use crate::calibrate::parallel::in_order;
use crate::calibrate::search::{Estimate, Fit, IDENTIFIED, Method, SearchSettings, moments};
use crate::data::{Economy, Years};
use crate::scenario::StructureName;
use nalgebra::{DMatrix, DVector};

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

/// A parameter that countries share.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct PooledParameter {
    /// Name.
    pub name: String,
    /// Unit.
    pub unit: &'static str,
    /// Mean of the prior.
    pub prior_mean: f64,
    /// Standard deviation of the prior.
    pub prior_sd: f64,
    /// What countries have in common.
    pub mean: f64,
    /// Its standard deviation.
    pub sd: f64,
    /// Standard deviation between countries, in units of the parameter at the common mean.
    pub between: f64,
    /// Standard deviation between countries on the standard normal: 1 is as wide as the prior.
    pub between_z: f64,
    /// What is not known of that.
    pub between_z_sd: f64,
    /// Mean for a country of which nothing else is known.
    pub another_mean: f64,
    /// Its standard deviation.
    pub another_sd: f64,
}

impl PooledParameter {
    /// Whether the common mean is told by the data: its standard deviation is below [`IDENTIFIED`] of the prior's.
    #[must_use]
    pub fn identified(&self) -> bool {
        self.sd < IDENTIFIED * self.prior_sd
    }
}

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
        let fits = in_order(&countries.economies, |economy| OneFit::of(economy, settings))?;
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
        let pooled = pool(fitted.iter().map(OneFit::information).collect())?;
        let parameters = (0..first.places.len()).map(|j| first.pooled_parameter(j, &pooled)).collect();
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

pub(super) fn pool(countries: Vec<Information>) -> Result<Pooled, CalibrationError> {
    Hierarchy::new(countries).and_then(|hierarchy| hierarchy.pooled()).ok_or_else(not_normal)
}

pub(crate) fn not_normal() -> CalibrationError {
    CalibrationError::NotConverged { reason: "what a country says has no normal approximation".to_owned() }
}

/// Less log density than this is nothing: a tenth of a standard deviation. Where several maps bend at once the search may
/// end just beside the mode.
const NOTHING: f64 = 0.005;

/// A country's fit, with the normal approximation to its posterior.
pub(crate) struct OneFit {
    pub(crate) likelihood: Likelihood,
    pub(crate) fit: Fit,
    /// Where the pooled parameters stand.
    pub(crate) places: Vec<usize>,
    /// The posterior of all `z`.
    pub(crate) z: Normal,
}

impl OneFit {
    /// The fit of an economy; what is missing where it has not the data.
    fn of(economy: &Economy, settings: &PanelSettings) -> Result<Result<Self, String>, CalibrationError> {
        match Observations::new(economy, settings.choices) {
            Ok(observations) => Self::to(observations, settings),
            Err(error) => Ok(Err(error.to_string())),
        }
    }

    /// The fit to observations; what is missing where there are too few.
    pub(crate) fn to(
        observations: Observations,
        settings: &PanelSettings,
    ) -> Result<Result<Self, String>, CalibrationError> {
        let pooled = system::pooled(settings.structure);
        let priors = settings.priors.clone().straightened(pooled);
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

    /// What the log density could still gain, by its curvature: `g'Cg/2`.
    fn left_to_gain(&self) -> f64 {
        let k = self.fit.u.len();
        let mut gradient = vec![0.0; k];
        self.likelihood.gradient(&self.fit.u, &mut gradient);
        let product = |i: usize| (0..k).map(|j| self.fit.covariance[i][j] * gradient[j]).sum::<f64>();
        0.5 * (0..k).map(|i| gradient[i] * product(i)).sum::<f64>()
    }

    /// Whether the search ended at the mode, or so near that nothing depends on it.
    pub(crate) fn settled(&self) -> bool {
        self.fit.converged() || self.left_to_gain() < NOTHING
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

    fn pooled_parameter(&self, j: usize, pooled: &Pooled) -> PooledParameter {
        let coordinate = &self.likelihood.coordinates().list()[self.places[j]];
        let of = |normal: &Normal| {
            moments(coordinate.map(), normal.mean[j], normal.covariance[(j, j)].max(0.0).sqrt())
        };
        let (mean, sd) = of(&pooled.common);
        let (another_mean, another_sd) = of(&pooled.another);
        let (between_z, between_z_sd) = pooled.spread[j];
        PooledParameter {
            name: coordinate.name.clone(),
            unit: coordinate.unit,
            prior_mean: coordinate.prior.mean(),
            prior_sd: coordinate.prior.sd(),
            mean,
            sd,
            between: moments(coordinate.map(), pooled.common.mean[j], between_z).1,
            between_z,
            between_z_sd,
            another_mean,
            another_sd,
        }
    }

    fn termination(&self) -> String {
        let said = self.fit.search.best.termination.clone();
        if self.fit.converged() || !self.settled() {
            return said;
        }
        format!(
            "on an edge of the priors or of the first stocks, where at most {:.1e} is left to gain: {said}",
            self.left_to_gain()
        )
    }

    fn with_others(&self, z: &Normal) -> CountryFit {
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
            converged: self.settled(),
        }
    }
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
    use crate::scalar::special::normal;
    use approx::assert_relative_eq;
    use rand::{Rng, SeedableRng};

    /// Made-up countries with the Dutch R&D, more years' worth of information, and elasticities of their own.
    fn simulated(count: usize, tau: f64, sigma: f64) -> (Vec<OneFit>, Vec<f64>) {
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
                OneFit::to(observations, &settings).unwrap().unwrap()
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
        let pooled = pool(fits.iter().map(OneFit::information).collect()).unwrap();
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
        let mut countries = Countries::new(vec![Economy::netherlands().unwrap()]);
        countries.missing.push(("AUS".to_owned(), "gaps".to_owned()));
        let mut settings = PanelSettings::new(StructureName::KnowledgeCapital);
        settings.search.starts = 1;
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
