//! The likelihood (E18).
//!
//! ```math
//! \begin{aligned}
//! \Delta \ln TFP[t] &= \mu + \Delta system[t](\theta) + \text{dummies} + e[t], \qquad e \sim N(0, \sigma^2) \\
//! \log p(y \mid u) &= -n \ln \sigma - \tfrac{n}{2} \ln 2\pi - \sum_t \frac{e[t]^2}{2 \sigma^2} \\
//! \log p(u \mid y) &= \log p(y \mid u) - \tfrac{1}{2} u'u - \tfrac{k}{2} \ln 2\pi + \text{constant}
//! \end{aligned}
//! ```
//! In differences, because the error of the level is a random walk. Everything is a function of the independent
//! standard normals $`u`$ (see [`Coordinates`]); the Jacobian $`J`$ of the errors comes from dual numbers that carry
//! $`d\theta/du`$, so it is exact, and the curvature is the expected information: $`J'J/\sigma^2`$ for the mean,
//! $`2n\, (\sigma'/\sigma)^2`$ for $`\sigma`$, and the identity of the prior.

use super::coordinates::{CoordinateKind, Coordinates, Priors};
use super::density::{Kink, LogDensity};
use super::error::CalibrationError;
use super::observations::{Observations, RdHistory};
use super::system::{self, SystemValues};
use crate::parameters::{Distribution, Origin, ParameterId, ParameterSet, ParameterValues, Shape};
use crate::scalar::{Dual, Scalar};
use crate::scenario::StructureName;

/// `ln(2 pi)`.
pub(super) const LN_2PI: f64 = 1.837_877_066_409_345_5;

/// The likelihood of one country's productivity under a structure (E18):
///
/// ```math
/// \Delta \ln TFP[t] = \mu + \Delta system[t](\theta) + \text{dummies} + e[t], \qquad e \sim N(0, \sigma^2)
/// ```
/// $`\Delta system`$ is the growth of productivity that the structure makes of R&D in the past. In differences, because
/// the error of the level is a random walk.
#[derive(Clone, Debug)]
pub struct Likelihood {
    structure: StructureName,
    observations: Observations,
    /// R&D that works in the observed years.
    past: RdHistory,
    priors: Priors,
    coordinates: Coordinates,
    constants: ParameterValues<f64>,
    drift: f64,
    sigma: f64,
    /// Position of the first observed year among the years of the stocks.
    skipped: usize,
}

/// Errors with their derivatives.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Residuals {
    /// `e[t]`, by observation.
    pub errors: Vec<f64>,
    /// `de[t]/du`, row by row, one column a parameter of the mean (sigma stands last and is left out).
    pub jacobian: Vec<f64>,
    /// Number of columns.
    pub columns: usize,
    /// Standard deviation of the errors.
    pub sigma: f64,
    /// `dsigma/du`; zero where it is fixed.
    pub sigma_slope: f64,
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
        if !system::STRUCTURES_WITH_LIKELIHOOD.contains(&structure) {
            let names: Vec<&str> = system::STRUCTURES_WITH_LIKELIHOOD.iter().map(|s| s.name()).collect();
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
                priors.parameters.set(id, prior, Origin::Set);
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

    /// The standard deviation of the errors at the parameter values `theta`.
    pub(super) fn sigma_of(&self, theta: &[f64]) -> f64 {
        self.coordinates.sigma().map_or(self.sigma, |i| theta[i])
    }

    fn place<S: Scalar>(&self, theta: impl Fn(usize) -> S) -> SystemValues<S> {
        let mut values = SystemValues {
            parameters: ParameterValues::from_fn(|id| S::of(self.constants[id])),
            initial_business: S::of(0.0),
            initial_public: S::of(0.0),
        };
        for (i, coordinate) in self.coordinates.list().iter().enumerate().take(self.coordinates.in_system()) {
            match coordinate.kind {
                CoordinateKind::Model(id) => values.parameters.set(id, theta(i)),
                CoordinateKind::InitialBusiness => values.initial_business = theta(i),
                CoordinateKind::InitialPublic => values.initial_public = theta(i),
                _ => {}
            }
        }
        values
    }

    /// Expected growth without dummies, at the parameter values `theta`, from the first observed year to the year
    /// after the last of `history`.
    pub(super) fn expected_growth(&self, theta: &[f64], history: &RdHistory) -> Vec<f64> {
        let drift = self
            .coordinates
            .list()
            .iter()
            .position(|c| c.kind == CoordinateKind::Drift)
            .map_or(self.drift, |i| theta[i]);
        let mut growth = system::growth(self.structure, &self.place(|i| theta[i]), history);
        growth.drain(..self.skipped.min(growth.len()));
        growth.iter_mut().for_each(|g| *g += drift);
        growth
    }

    /// The errors at the parameter values `theta`.
    #[must_use]
    pub fn errors(&self, theta: &[f64]) -> Vec<f64> {
        let expected = self.expected_growth(theta, &self.past);
        let mut errors: Vec<f64> =
            self.observations.growth.iter().zip(expected).map(|(y, m)| y - m).collect();
        for (i, coordinate) in self.coordinates.list().iter().enumerate() {
            if let CoordinateKind::Dummy(year) = coordinate.kind
                && let Some(t) = self.observations.years.index(year)
            {
                errors[t] -= theta[i];
            }
        }
        errors
    }

    /// The errors at `u`, with their derivatives.
    #[must_use]
    pub fn residuals(&self, u: &[f64]) -> Residuals {
        match self.coordinates.in_system() {
            0 => self.residuals_in::<1>(u),
            1..=4 => self.residuals_in::<4>(u),
            5..=8 => self.residuals_in::<8>(u),
            _ => self.residuals_in::<12>(u),
        }
    }

    fn residuals_in<const N: usize>(&self, u: &[f64]) -> Residuals {
        let coordinates = &self.coordinates;
        let (free, columns, n) =
            (coordinates.in_system(), self.mean_parameters(), self.observations.growth.len());
        let z = coordinates.dependent(u);
        let theta = coordinates.values(u);
        let slope: Vec<f64> = z.iter().zip(coordinates.list()).map(|(z, c)| c.map().slope(*z)).collect();
        let dual = |i: usize| {
            let mut value = Dual::<N>::of(theta[i]);
            for (j, derivative) in value.derivatives.iter_mut().enumerate().take(free.min(i + 1)) {
                *derivative = slope[i] * coordinates.weight(i, j);
            }
            value
        };
        let growth = system::growth(self.structure, &self.place(dual), &self.past);
        let mut errors = Vec::with_capacity(n);
        let mut jacobian = vec![0.0; n * columns];
        let rows = jacobian.chunks_exact_mut(columns.max(1));
        for ((observed, expected), row) in
            self.observations.growth.iter().zip(&growth[self.skipped..]).zip(rows)
        {
            errors.push(observed - expected.value);
            for (cell, derivative) in row.iter_mut().zip(&expected.derivatives).take(free) {
                *cell = -derivative;
            }
        }
        let mut drift = self.drift;
        for (i, coordinate) in coordinates.list().iter().enumerate().skip(free) {
            match coordinate.kind {
                CoordinateKind::Drift => {
                    drift = theta[i];
                    (0..n).for_each(|t| jacobian[t * columns + i] = -slope[i]);
                }
                CoordinateKind::Dummy(year) => {
                    if let Some(t) = self.observations.years.index(year) {
                        errors[t] -= theta[i];
                        jacobian[t * columns + i] = -slope[i];
                    }
                }
                _ => {}
            }
        }
        errors.iter_mut().for_each(|e| *e -= drift);
        let sigma = coordinates.sigma();
        Residuals {
            errors,
            jacobian,
            columns,
            sigma: self.sigma_of(&theta),
            sigma_slope: sigma.map_or(0.0, |i| slope[i]),
        }
    }

    /// `log p(y | theta)`.
    #[must_use]
    pub fn log_likelihood(&self, theta: &[f64]) -> f64 {
        normal_log_likelihood(&self.errors(theta), self.sigma_of(theta))
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

fn normal_log_likelihood(errors: &[f64], sigma: f64) -> f64 {
    let n = errors.len() as f64;
    let squares: f64 = errors.iter().map(|e| e * e).sum();
    -n * (sigma.ln() + 0.5 * LN_2PI) - 0.5 * squares / (sigma * sigma)
}

/// What is not finite counts as impossible.
fn possible(value: f64) -> f64 {
    if value.is_finite() { value } else { f64::NEG_INFINITY }
}

impl LogDensity for Likelihood {
    fn dimension(&self) -> usize {
        self.coordinates.len()
    }

    fn kinks(&self) -> Vec<Kink> {
        self.coordinates.kinks(self.coordinates.len())
    }

    fn value(&self, u: &[f64]) -> f64 {
        let square: f64 = u.iter().map(|x| x * x).sum();
        let prior = -0.5 * (square + u.len() as f64 * LN_2PI);
        possible(self.log_likelihood(&self.coordinates.values(u)) + prior)
    }

    fn gradient(&self, u: &[f64], gradient: &mut [f64]) -> f64 {
        let r = self.residuals(u);
        let (precision, n) = (1.0 / (r.sigma * r.sigma), r.errors.len() as f64);
        for (g, x) in gradient.iter_mut().zip(u) {
            *g = -x;
        }
        for (row, e) in r.jacobian.chunks_exact(r.columns.max(1)).zip(&r.errors) {
            for (g, d) in gradient.iter_mut().zip(row) {
                *g -= d * e * precision;
            }
        }
        if let Some(i) = self.coordinates.sigma() {
            let squares: f64 = r.errors.iter().map(|e| e * e).sum();
            gradient[i] += (squares * precision - n) * r.sigma_slope / r.sigma;
        }
        let square: f64 = u.iter().map(|x| x * x).sum();
        possible(normal_log_likelihood(&r.errors, r.sigma) - 0.5 * (square + u.len() as f64 * LN_2PI))
    }

    fn curvature(&self, u: &[f64], gradient: &mut [f64], curvature: &mut [f64]) -> f64 {
        let r = self.residuals(u);
        let (precision, n, k) = (1.0 / (r.sigma * r.sigma), r.errors.len() as f64, u.len());
        for (g, x) in gradient.iter_mut().zip(u) {
            *g = -x;
        }
        curvature.fill(0.0);
        (0..k).for_each(|i| curvature[i * k + i] = 1.0);
        for (row, e) in r.jacobian.chunks_exact(r.columns.max(1)).zip(&r.errors) {
            for (i, d) in row.iter().enumerate() {
                gradient[i] -= d * e * precision;
                let scaled = d * precision;
                for (c, other) in curvature[i * k..i * k + r.columns].iter_mut().zip(row) {
                    *c += scaled * other;
                }
            }
        }
        if let Some(i) = self.coordinates.sigma() {
            let squares: f64 = r.errors.iter().map(|e| e * e).sum();
            let relative = r.sigma_slope / r.sigma;
            gradient[i] += (squares * precision - n) * relative;
            curvature[i * k + i] += 2.0 * n * relative * relative;
        }
        let square: f64 = u.iter().map(|x| x * x).sum();
        possible(normal_log_likelihood(&r.errors, r.sigma) - 0.5 * (square + k as f64 * LN_2PI))
    }
}

/// The sum of squares alone, without a prior, over the parameters of the mean: `-sum e^2 / (2 s^2)` with `s` the
/// standard deviation of growth, so that it has no unit. The map of each prior still keeps its bounds.
#[derive(Clone, Copy, Debug)]
pub struct SumOfSquares<'a> {
    likelihood: &'a Likelihood,
    precision: f64,
}

impl<'a> SumOfSquares<'a> {
    /// The least-squares problem of a likelihood.
    #[must_use]
    pub fn new(likelihood: &'a Likelihood) -> Self {
        let growth = &likelihood.observations.growth;
        let n = growth.len() as f64;
        let mean = growth.iter().sum::<f64>() / n;
        let variance = growth.iter().map(|y| (y - mean).powi(2)).sum::<f64>() / n;
        Self { likelihood, precision: if variance > 0.0 { 1.0 / variance } else { 1.0 } }
    }

    /// All parameters, sigma included where there is one, at zero.
    pub(super) fn with_sigma(self, u: &[f64]) -> Vec<f64> {
        let mut all = u.to_vec();
        all.resize(self.likelihood.coordinates.len(), 0.0);
        all
    }
}

impl LogDensity for SumOfSquares<'_> {
    fn dimension(&self) -> usize {
        self.likelihood.mean_parameters()
    }

    fn kinks(&self) -> Vec<Kink> {
        self.likelihood.coordinates.kinks(self.likelihood.mean_parameters())
    }

    fn value(&self, u: &[f64]) -> f64 {
        let theta = self.likelihood.coordinates.values(&self.with_sigma(u));
        let squares: f64 = self.likelihood.errors(&theta).iter().map(|e| e * e).sum();
        possible(-0.5 * squares * self.precision)
    }

    fn gradient(&self, u: &[f64], gradient: &mut [f64]) -> f64 {
        let r = self.likelihood.residuals(&self.with_sigma(u));
        gradient.fill(0.0);
        for (row, e) in r.jacobian.chunks_exact(r.columns.max(1)).zip(&r.errors) {
            for (g, d) in gradient.iter_mut().zip(row) {
                *g -= d * e * self.precision;
            }
        }
        possible(-0.5 * self.precision * r.errors.iter().map(|e| e * e).sum::<f64>())
    }

    fn curvature(&self, u: &[f64], gradient: &mut [f64], curvature: &mut [f64]) -> f64 {
        let r = self.likelihood.residuals(&self.with_sigma(u));
        let k = r.columns;
        gradient.fill(0.0);
        curvature.fill(0.0);
        for (row, e) in r.jacobian.chunks_exact(k.max(1)).zip(&r.errors) {
            for (i, d) in row.iter().enumerate() {
                gradient[i] -= d * e * self.precision;
                for (c, other) in curvature[i * k..(i + 1) * k].iter_mut().zip(row) {
                    *c += d * other * self.precision;
                }
            }
        }
        possible(-0.5 * self.precision * r.errors.iter().map(|e| e * e).sum::<f64>())
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::calibrate::observations::ObservationChoices;
    use crate::data::Economy;
    use approx::assert_relative_eq;

    pub(in crate::calibrate) fn dutch(structure: StructureName) -> Likelihood {
        let observations =
            Observations::new(&Economy::netherlands().unwrap(), ObservationChoices::default()).unwrap();
        Likelihood::new(structure, observations, &Priors::default()).unwrap()
    }

    /// A point away from the kinks of the priors.
    pub(in crate::calibrate) fn point(k: usize) -> Vec<f64> {
        (0..k).map(|i| 0.31 * ((i as f64 * 1.7).sin() + 0.45)).collect()
    }

    #[test]
    fn gradients_agree_with_finite_differences() {
        for structure in system::STRUCTURES_WITH_LIKELIHOOD {
            let likelihood = dutch(*structure);
            let squares = SumOfSquares::new(&likelihood);
            for density in [&likelihood as &dyn LogDensity, &squares] {
                let u = point(density.dimension());
                let mut gradient = vec![0.0; u.len()];
                let value = density.gradient(&u, &mut gradient);
                assert_relative_eq!(value, density.value(&u), max_relative = 1e-12);
                for i in 0..u.len() {
                    let at = |h: f64| {
                        let mut moved = u.clone();
                        moved[i] += h;
                        density.value(&moved)
                    };
                    let difference = (at(1e-5) - at(-1e-5)) / 2e-5;
                    assert_relative_eq!(gradient[i], difference, epsilon = 1e-6, max_relative = 1e-6);
                }
            }
        }
    }

    #[test]
    fn the_jacobian_is_exact() {
        for structure in system::STRUCTURES_WITH_LIKELIHOOD {
            let likelihood = dutch(*structure);
            let u = point(likelihood.dimension());
            let r = likelihood.residuals(&u);
            for j in 0..r.columns {
                let at = |h: f64| {
                    let mut moved = u.clone();
                    moved[j] += h;
                    likelihood.errors(&likelihood.coordinates().values(&moved))
                };
                for (t, (up, down)) in at(1e-5).iter().zip(at(-1e-5)).enumerate() {
                    let difference = (up - down) / 2e-5;
                    assert_relative_eq!(r.jacobian[t * r.columns + j], difference, epsilon = 1e-9);
                }
            }
        }
    }

    #[test]
    fn curvature_is_the_expected_information_and_the_prior() {
        let likelihood = dutch(StructureName::KnowledgeCapital);
        let k = likelihood.dimension();
        let (mut gradient, mut curvature) = (vec![0.0; k], vec![0.0; k * k]);
        let u = point(k);
        likelihood.curvature(&u, &mut gradient, &mut curvature);
        let r = likelihood.residuals(&u);
        for i in 0..r.columns {
            for j in 0..r.columns {
                let sum: f64 = r.jacobian.chunks_exact(r.columns).map(|row| row[i] * row[j]).sum();
                let expected = sum / (r.sigma * r.sigma) + f64::from(u8::from(i == j));
                assert_relative_eq!(curvature[i * k + j], expected, max_relative = 1e-10, epsilon = 1e-12);
            }
        }
        assert_relative_eq!(
            curvature[k * k - 1],
            1.0 + 76.0 * (r.sigma_slope / r.sigma).powi(2),
            max_relative = 1e-12
        );
        let mut only = vec![0.0; k];
        likelihood.gradient(&u, &mut only);
        assert_eq!(only, gradient);
    }

    #[test]
    fn log_likelihood_of_no_effect_is_the_normal_density() {
        let likelihood = dutch(StructureName::NoEffect);
        let theta = [0.004, 0.001, -0.002, 0.012];
        let years = likelihood.observations().years;
        let normal = statrs::distribution::Normal::new(0.0, 0.012).unwrap();
        use statrs::distribution::Continuous;
        let expected: f64 = years
            .iter()
            .zip(&likelihood.observations().growth)
            .map(|(year, y)| {
                let dummy = if year == 2011 {
                    0.001
                } else if year == 2013 {
                    -0.002
                } else {
                    0.0
                };
                normal.ln_pdf(y - 0.004 - dummy)
            })
            .sum();
        assert_relative_eq!(likelihood.log_likelihood(&theta), expected, max_relative = 1e-12);
    }

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
            make(StructureName::ErrorCorrection, &default)
                .starts_with("structure error_correction has no likelihood")
        );
        let mut slow = default.clone();
        let fixed = crate::parameters::Distribution::fixed(0.3);
        slow.parameters.set(ParameterId::AdjustmentSpeed, fixed, crate::parameters::Origin::Set);
        assert!(make(StructureName::KnowledgeCapital, &slow).starts_with("adjustment_speed is"));
    }
}
