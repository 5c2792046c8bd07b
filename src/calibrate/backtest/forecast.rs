//! Forecasts of productivity from what was known: every structure, and two rivals that know no R&D.
//!
//! ```text
//! ln TFP[T+h] - ln TFP[T] = sum of expected growth + sqrt(h) sigma x            structures, and random_walk
//! random_walk   t(n-1):  h mean,  s sqrt(h + h^2/n)                             drift estimated, no prior
//! trend         t(n-2):  a + b (T+h) - ln TFP[T],  s sqrt(1 + 1/n + (T+h - mean)^2/sum(t - mean)^2)
//! ```
//! A structure is fitted anew at every origin; its parameters are drawn from Laplace's approximation to the posterior.
//! R&D beyond the origin grows as total R&D did in the ten years before. Draws are stratified in the error, so that
//! two thousand are enough.

use super::known_at::KnownAt;
use crate::calibrate::countries::Normal;
use crate::calibrate::error::CalibrationError;
use crate::calibrate::likelihood::{Likelihood, ObservationChoices, Priors};
use crate::calibrate::search::{Fit, Method, SearchSettings};
use crate::names::with_names;
use crate::scalar::special::normal;
use crate::scalar::{to_twelve_decimals_f64, whole_power_f64};
use crate::structures::StructureName;
use nalgebra::{DMatrix, DVector};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use statrs::distribution::{ContinuousCDF, StudentsT};

/// A model that forecasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Forecaster {
    /// A structure.
    Structure(StructureName),
    /// Growth is its mean and an error.
    RandomWalk,
    /// The level is a straight line and an error.
    Trend,
}

impl Forecaster {
    /// Name in output.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Structure(structure) => structure.name(),
            Self::RandomWalk => "random_walk",
            Self::Trend => "trend",
        }
    }

    /// The one of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "random_walk" => Some(Self::RandomWalk),
            "trend" => Some(Self::Trend),
            _ => StructureName::from_name(name).map(Self::Structure),
        }
    }
}

with_names!(
    Forecaster,
    StructureName::ALL.iter().map(|structure| structure.name()).chain(["random_walk", "trend"])
);

/// How forecasts are made.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ForecastSettings {
    /// Priors of the structures.
    pub priors: Priors,
    /// Which observations are used; the last year is the origin.
    pub choices: ObservationChoices,
    /// The search.
    pub search: SearchSettings,
    /// Draws of a forecast.
    pub draws: usize,
    /// Seed of the parameters.
    pub seed: u64,
}

impl Default for ForecastSettings {
    fn default() -> Self {
        Self {
            priors: Priors::default(),
            choices: ObservationChoices::default(),
            search: SearchSettings { starts: 1, ..SearchSettings::default() },
            draws: 2000,
            seed: 1,
        }
    }
}

impl ForecastSettings {
    /// The forecast of a model for the years after the origin: by horizon from one year on, sorted draws of
    /// `ln TFP[T+h] - ln TFP[T]`.
    ///
    /// # Errors
    /// [`CalibrationError`] where what was known is not enough, or the fit did not converge.
    pub fn forecast(
        &self,
        model: Forecaster,
        known: &KnownAt,
        horizon: usize,
    ) -> Result<Vec<Vec<f64>>, CalibrationError> {
        match model {
            Forecaster::Structure(structure) => self.structure(structure, known, horizon),
            Forecaster::RandomWalk => self.random_walk(known, horizon),
            Forecaster::Trend => self.trend(known, horizon),
        }
    }

    fn structure(
        &self,
        structure: StructureName,
        known: &KnownAt,
        horizon: usize,
    ) -> Result<Vec<Vec<f64>>, CalibrationError> {
        let observations = known.observations(self.choices)?;
        let likelihood = Likelihood::new(structure, observations, &self.priors)?;
        let fit = Fit::new(&likelihood, Method::MaximumAPosteriori, &self.search)?;
        if !fit.near_mode(&likelihood) {
            let reason = format!("{structure} at {}: {}", known.origin(), fit.search.best.termination);
            return Err(CalibrationError::NotConverged { reason });
        }
        let k = fit.u.len();
        let covariance = DMatrix::from_fn(k, k, |i, j| fit.covariance[i][j]);
        self.paths(&likelihood, &DVector::from_column_slice(&fit.u), covariance, horizon)
    }

    /// Forecasts with `z` drawn from a normal distribution.
    pub(super) fn forecast_from(
        &self,
        likelihood: &Likelihood,
        z: &Normal,
        horizon: usize,
    ) -> Result<Vec<Vec<f64>>, CalibrationError> {
        let solved = likelihood.coordinates().factor().clone().try_inverse();
        let inverse = solved.ok_or_else(|| not_positive(likelihood))?;
        let covariance = &inverse * &z.covariance * inverse.transpose();
        self.paths(likelihood, &(inverse * &z.mean), covariance, horizon)
    }

    /// Forecasts with `u` drawn from a normal distribution.
    fn paths(
        &self,
        likelihood: &Likelihood,
        mean: &DVector<f64>,
        covariance: DMatrix<f64>,
        horizon: usize,
    ) -> Result<Vec<Vec<f64>>, CalibrationError> {
        let spread = covariance.cholesky().map(|c| c.unpack()).ok_or_else(|| not_positive(likelihood))?;
        let (observations, k) = (likelihood.observations(), mean.len());
        let (seen, flows) = (observations.years, observations.history.years());
        let beyond = (seen.last + horizon as i32 - 1 - flows.last).max(0) as usize;
        let history = observations.history.extended(beyond);
        let mut rng = ChaCha8Rng::seed_from_u64(self.seed);
        let mut draws: Vec<Vec<f64>> = vec![Vec::with_capacity(self.draws); horizon];
        let mut strata: Vec<usize> = (0..self.draws).collect();
        let points: Vec<DVector<f64>> =
            (0..self.draws).map(|_| DVector::from_fn(k, |_, _| normal::from_bits(rng.next_u64()))).collect();
        shuffle(&mut strata, &mut rng);
        for (point, stratum) in points.iter().zip(strata) {
            let u = mean + &spread * point;
            let theta = likelihood.coordinates().values(u.as_slice());
            let growth = likelihood.expected_growth(&theta, &history);
            let error =
                likelihood.sigma_of(&theta) * normal::inverse_cdf((stratum as f64 + 0.5) / self.draws as f64);
            let mut sum = 0.0;
            for (h, growth) in growth[seen.len()..].iter().take(horizon).enumerate() {
                sum += growth;
                draws[h].push(sum + error * ((h + 1) as f64).sqrt());
            }
        }
        draws.iter_mut().for_each(|d| d.sort_by(f64::total_cmp));
        Ok(draws)
    }

    pub(super) fn random_walk(
        &self,
        known: &KnownAt,
        horizon: usize,
    ) -> Result<Vec<Vec<f64>>, CalibrationError> {
        let growth = known.observations(self.choices)?.growth;
        let n = growth.len() as f64;
        let mean = growth.iter().sum::<f64>() / n;
        let s = (growth.iter().map(|g| whole_power_f64(g - mean, 2)).sum::<f64>() / (n - 1.0)).sqrt();
        let points = self.student(n - 1.0);
        let at = |h: f64| located(&points, h * mean, s * (h + h * h / n).sqrt());
        Ok((1..=horizon).map(|h| at(h as f64)).collect())
    }

    fn trend(&self, known: &KnownAt, horizon: usize) -> Result<Vec<Vec<f64>>, CalibrationError> {
        let growth = known.observations(self.choices)?.growth;
        // Levels from the year before the first growth rate; the last one is the origin.
        let mut level = vec![0.0];
        for g in &growth {
            level.push(level[level.len() - 1] + g);
        }
        let n = level.len() as f64;
        let (middle, mean) = ((n - 1.0) / 2.0, level.iter().sum::<f64>() / n);
        let spread: f64 = (0..level.len()).map(|t| whole_power_f64(t as f64 - middle, 2)).sum();
        let slope = level.iter().enumerate().map(|(t, y)| (t as f64 - middle) * y).sum::<f64>() / spread;
        let line = |t: f64| mean + slope * (t - middle);
        let squares: f64 =
            level.iter().enumerate().map(|(t, y)| whole_power_f64(y - line(t as f64), 2)).sum();
        let s = (squares / (n - 2.0)).sqrt();
        let points = self.student(n - 2.0);
        let at = |h: f64| {
            let t = n - 1.0 + h;
            let scale = s * (1.0 + 1.0 / n + whole_power_f64(t - middle, 2) / spread).sqrt();
            located(&points, line(t) - level[level.len() - 1], scale)
        };
        Ok((1..=horizon).map(|h| at(h as f64)).collect())
    }

    /// Points of Student's t in the middle of strata of equal probability.
    fn student(&self, degrees: f64) -> Vec<f64> {
        let n = self.draws as f64;
        StudentsT::new(0.0, 1.0, degrees).map_or_else(
            |_| vec![0.0; self.draws],
            |t| {
                (0..self.draws).map(|i| to_twelve_decimals_f64(t.inverse_cdf((i as f64 + 0.5) / n))).collect()
            },
        )
    }
}

fn not_positive(likelihood: &Likelihood) -> CalibrationError {
    let (structure, last) = (likelihood.structure(), likelihood.observations().years.last);
    CalibrationError::NotConverged { reason: format!("{structure} at {last}: the curvature is not positive") }
}

fn located(points: &[f64], location: f64, scale: f64) -> Vec<f64> {
    points.iter().map(|x| location + scale * x).collect()
}

/// Fisher and Yates.
fn shuffle(values: &mut [usize], rng: &mut ChaCha8Rng) {
    for i in (1..values.len()).rev() {
        values.swap(i, (rng.next_u64() % (i as u64 + 1)) as usize);
    }
}
