//! Partial pooling over countries (E18b): what all countries have in common, how far they differ, and what that says of
//! each.
//!
//! ```text
//! country c says of its parameters z[c]      log p(y[c] | z) = h[c]'z - z'A[c]z/2 + constant    (Laplace)
//! countries differ                           z[c] ~ N(m, T),  T = diag(tau^2)
//! priors                                     m ~ N(0, I),  tau[j] half-normal(.5)
//! ```
//! with `z` the standard normals of the parameters that are pooled, so that `m ~ N(0, I)` is the prior of the table, and
//! `h`, `A` what the data of a country says once its other parameters are integrated out. Given `tau` all is normal:
//!
//! ```text
//! S = diag(tau),  B[c] = I + S A[c] S,  P[c] = S B[c]^-1 S
//! K[c] = A[c] - A[c] P[c] A[c],  k[c] = (I - A[c] P[c]) h[c]                     what c says of m
//! m | tau, y    ~ N(M^-1 sum k[c], M^-1),  M = I + sum K[c]
//! z[c] | tau, y ~ N((I - P[c] A[c]) m + P[c] h[c], P[c])  with m as above
//! log p(y|tau)  = sum(h[c]'P[c]h[c] - ln|B[c]|)/2 + (sum k[c])'M^-1(sum k[c])/2 - ln|M|/2 + constant
//! ```
//! The prior of `tau` is an assumption: that of the table holds differences between studies and countries already, so
//! that countries are taken to differ by less than it is wide. At `tau = 0` all countries are one (complete pooling),
//! where it is large each stands alone. `tau` is integrated out on a grid: its maximum is often zero, and would make
//! countries look more alike than the data says.

use crate::calibrate::error::CalibrationError;
use crate::scalar::{exp_f64, ln_f64, whole_power_f64};
use nalgebra::{DMatrix, DVector};

/// Steps of the grid over one `tau`, denser near zero (its root is even), and where it ends: five standard
/// deviations of its prior.
const STEPS: usize = 40;
const REACH: f64 = 5.0 * SPREAD;
/// Scale of the half-normal prior of `tau` (assumption).
const SPREAD: f64 = 0.5;

/// What the data of one country says of the pooled parameters.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Information {
    /// `A`.
    pub(crate) precision: DMatrix<f64>,
    /// `h`.
    pub(crate) vector: DVector<f64>,
}

/// A normal distribution of the pooled parameters.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Normal {
    pub(crate) mean: DVector<f64>,
    pub(crate) covariance: DMatrix<f64>,
}

/// What one country says at one `tau`.
struct Evidence {
    /// `P`.
    within: DMatrix<f64>,
    /// `K` and `k`.
    precision: DMatrix<f64>,
    vector: DVector<f64>,
    /// `(h'Ph - ln|B|)/2`.
    log_evidence: f64,
}

impl Evidence {
    fn new(country: &Information, tau: &[f64]) -> Option<Self> {
        let (a, h) = (&country.precision, &country.vector);
        let s = DMatrix::from_diagonal(&DVector::from_column_slice(tau));
        let identity = DMatrix::<f64>::identity(tau.len(), tau.len());
        let b = (&identity + &s * a * &s).cholesky()?;
        let within = &s * b.inverse() * &s;
        let twice = h.dot(&(&within * h)) - 2.0 * b.l_dirty().diagonal().map(ln_f64).sum();
        Some(Self {
            precision: a - a * &within * a,
            vector: h - a * &within * h,
            log_evidence: 0.5 * twice,
            within,
        })
    }
}

/// The sums over countries at one `tau`.
#[derive(Clone)]
struct PooledEvidence {
    tau: Vec<f64>,
    precision: DMatrix<f64>,
    vector: DVector<f64>,
    log_evidence: f64,
}

impl PooledEvidence {
    fn at(countries: &[Information], tau: &[f64]) -> Option<Self> {
        let j = tau.len();
        // The prior, and dtau/dx of the grid.
        let prior: f64 =
            tau.iter().map(|t| 0.5 * ln_f64(*t).max(f64::MIN) - 0.5 * whole_power_f64(t / SPREAD, 2)).sum();
        let (precision, vector) = (DMatrix::identity(j, j), DVector::zeros(j));
        let mut total = Self { tau: tau.to_vec(), precision, vector, log_evidence: prior };
        for country in countries {
            total.add(&Evidence::new(country, tau)?, 1.0);
        }
        Some(total)
    }

    fn add(&mut self, evidence: &Evidence, sign: f64) {
        self.precision += &evidence.precision * sign;
        self.vector += &evidence.vector * sign;
        self.log_evidence += evidence.log_evidence * sign;
    }

    /// `m | tau, y`, and the log of `p(y, tau)`.
    fn mean(&self) -> Option<(Normal, f64)> {
        let factor = self.precision.clone().cholesky()?;
        let mean = factor.solve(&self.vector);
        let log_determinant = 2.0 * factor.l_dirty().diagonal().map(ln_f64).sum();
        let log_density = self.log_evidence + 0.5 * (self.vector.dot(&mean) - log_determinant);
        Some((Normal { mean, covariance: factor.inverse() }, log_density))
    }
}

/// Countries that share what they say.
pub(crate) struct Hierarchy {
    countries: Vec<Information>,
    grid: Vec<PooledEvidence>,
}

/// What pooling says: of the common mean, of the spread between countries, and of each country.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Pooled {
    /// `m`.
    pub(crate) common: Normal,
    /// Mean and standard deviation of each `tau`.
    pub(crate) spread: Vec<(f64, f64)>,
    /// The parameters of a country of which nothing else is known.
    pub(crate) another: Normal,
    /// `z[c]`, by country.
    pub(crate) countries: Vec<Normal>,
}

impl Hierarchy {
    /// Of countries that say something of the same parameters; none where what one says is no distribution.
    pub(crate) fn new(countries: Vec<Information>) -> Option<Self> {
        let parameters = countries.first()?.vector.len();
        let points = (STEPS as u32).checked_pow(parameters as u32)? as usize;
        let grid = (0..points)
            .map(|mut index| {
                let tau: Vec<f64> = (0..parameters)
                    .map(|_| {
                        let step = index % STEPS;
                        index /= STEPS;
                        REACH * whole_power_f64((step as f64 + 0.5) / STEPS as f64, 2)
                    })
                    .collect();
                PooledEvidence::at(&countries, &tau)
            })
            .collect::<Option<Vec<PooledEvidence>>>()?;
        Some(Self { countries, grid })
    }

    /// What the countries say together.
    pub(super) fn pooled(&self) -> Option<Pooled> {
        self.summary(&self.grid, &self.countries)
    }

    /// What all countries but one say: nothing of it is in it.
    pub(crate) fn without(&self, left_out: usize) -> Option<Pooled> {
        let country = self.countries.get(left_out)?;
        let grid = self
            .grid
            .iter()
            .map(|total| {
                let mut rest = total.clone();
                rest.add(&Evidence::new(country, &total.tau)?, -1.0);
                Some(rest)
            })
            .collect::<Option<Vec<PooledEvidence>>>()?;
        self.summary(&grid, &[])
    }

    fn summary(&self, grid: &[PooledEvidence], countries: &[Information]) -> Option<Pooled> {
        let means = grid.iter().map(PooledEvidence::mean).collect::<Option<Vec<_>>>()?;
        let highest = means.iter().map(|(_, log)| *log).fold(f64::NEG_INFINITY, f64::max);
        let weights: Vec<f64> = means.iter().map(|(_, log)| exp_f64(log - highest)).collect();
        let sum: f64 = weights.iter().sum();
        let j = grid.first()?.tau.len();
        let mut common = Mixture::new(j);
        let mut another = Mixture::new(j);
        let mut each: Vec<Mixture> = countries.iter().map(|_| Mixture::new(j)).collect();
        let mut spread = vec![(0.0, 0.0); j];
        for ((total, (normal, _)), weight) in grid.iter().zip(&means).zip(&weights) {
            let weight = weight / sum;
            common.add(weight, normal);
            let between = DMatrix::from_diagonal(&DVector::from_column_slice(&total.tau).map(|t| t * t));
            let covariance = &normal.covariance + between;
            another.add(weight, &Normal { mean: normal.mean.clone(), covariance });
            for (mixture, country) in each.iter_mut().zip(countries) {
                mixture.add(weight, &shrunken(country, &total.tau, normal)?);
            }
            for ((first, second), tau) in spread.iter_mut().zip(&total.tau) {
                *first += weight * tau;
                *second += weight * tau * tau;
            }
        }
        Some(Pooled {
            common: common.moments(),
            another: another.moments(),
            countries: each.into_iter().map(Mixture::moments).collect(),
            spread: spread.into_iter().map(|(m, s)| (m, (s - m * m).max(0.0).sqrt())).collect(),
        })
    }
}

/// `z[c] | tau, y`.
fn shrunken(country: &Information, tau: &[f64], common: &Normal) -> Option<Normal> {
    let evidence = Evidence::new(country, tau)?;
    let j = tau.len();
    let pull = DMatrix::<f64>::identity(j, j) - &evidence.within * &country.precision;
    let mean = &pull * &common.mean + &evidence.within * &country.vector;
    let covariance = &evidence.within + &pull * &common.covariance * pull.transpose();
    Some(Normal { mean, covariance })
}

/// Moments of a mixture of normals.
struct Mixture {
    first: DVector<f64>,
    second: DMatrix<f64>,
}

impl Mixture {
    fn new(parameters: usize) -> Self {
        Self { first: DVector::zeros(parameters), second: DMatrix::zeros(parameters, parameters) }
    }

    fn add(&mut self, weight: f64, normal: &Normal) {
        self.first += &normal.mean * weight;
        self.second += (&normal.covariance + &normal.mean * normal.mean.transpose()) * weight;
    }

    fn moments(self) -> Normal {
        let covariance = self.second - &self.first * self.first.transpose();
        Normal { mean: self.first, covariance }
    }
}

/// The error where the posterior of a country is not normal at all.
pub(crate) fn not_normal() -> CalibrationError {
    CalibrationError::NotConverged { reason: "what a country says has no normal approximation".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scalar::special::normal;
    use approx::assert_relative_eq;
    use rand::{Rng, SeedableRng};

    fn at(countries: &[Information], tau: &[f64]) -> (Normal, Vec<Normal>) {
        let (common, _) = PooledEvidence::at(countries, tau).unwrap().mean().unwrap();
        let each = countries.iter().map(|c| shrunken(c, tau, &common).unwrap()).collect();
        (common, each)
    }

    /// A country that observes one parameter as `y` with standard error `s`.
    fn observes(y: f64, s: f64) -> Information {
        let precision = DMatrix::from_element(1, 1, 1.0 / (s * s));
        Information { vector: DVector::from_element(1, y / (s * s)), precision }
    }

    fn two(a: [f64; 4], h: [f64; 2]) -> Information {
        Information { precision: DMatrix::from_row_slice(2, 2, &a), vector: DVector::from_row_slice(&h) }
    }

    #[test]
    fn with_known_variances_it_is_the_textbook() {
        // Gelman et al., Bayesian Data Analysis, section 5.4, with the prior N(0, 1) of the common mean.
        let (y, s, tau): ([f64; 3], [f64; 3], f64) = ([0.3, -0.5, 1.2], [0.2, 0.5, 2.0], 0.4);
        let countries: Vec<Information> = y.iter().zip(s).map(|(y, s)| observes(*y, s)).collect();
        let (common, each) = at(&countries, &[tau]);
        let w: Vec<f64> = s.iter().map(|s| 1.0 / (s * s + tau * tau)).collect();
        let precision = 1.0 + w.iter().sum::<f64>();
        let mean = w.iter().zip(y).map(|(w, y)| w * y).sum::<f64>() / precision;
        assert_relative_eq!(common.mean[0], mean, max_relative = 1e-12);
        assert_relative_eq!(common.covariance[(0, 0)], 1.0 / precision, max_relative = 1e-12);
        for (c, normal) in each.iter().enumerate() {
            let (own, pooled) = (1.0 / (s[c] * s[c]), 1.0 / (tau * tau));
            let expected = (own * y[c] + pooled * mean) / (own + pooled);
            let pull = pooled / (own + pooled);
            assert_relative_eq!(normal.mean[0], expected, max_relative = 1e-12);
            let variance = 1.0 / (own + pooled) + pull * pull / precision;
            assert_relative_eq!(normal.covariance[(0, 0)], variance, max_relative = 1e-12);
        }
    }

    #[test]
    fn two_parameters_agree_with_one_large_normal() {
        // All of m, z[1], z[2] at once: the precision matrix written out, and inverted.
        let countries = [two([4.0, 1.5, 1.5, 2.0], [1.0, -0.4]), two([0.3, -0.2, -0.2, 9.0], [0.5, 3.0])];
        let tau = [0.7, 0.25];
        let (mut precision, mut vector) = (DMatrix::<f64>::identity(6, 6), DVector::zeros(6));
        for (c, country) in countries.iter().enumerate() {
            for i in 0..2 {
                let (t, at) = (1.0 / (tau[i] * tau[i]), 2 + 2 * c + i);
                precision[(i, i)] += t;
                precision[(i, at)] -= t;
                precision[(at, i)] -= t;
                precision[(at, at)] += t - 1.0;
                vector[at] += country.vector[i];
                for k in 0..2 {
                    precision[(at, 2 + 2 * c + k)] += country.precision[(i, k)];
                }
            }
        }
        let covariance = precision.try_inverse().unwrap();
        let mean = &covariance * vector;
        let (common, each) = at(&countries, &tau);
        for (block, normal) in std::iter::once(&common).chain(&each).enumerate() {
            for i in 0..2 {
                assert_relative_eq!(normal.mean[i], mean[2 * block + i], max_relative = 1e-10);
                for k in 0..2 {
                    let expected = covariance[(2 * block + i, 2 * block + k)];
                    assert_relative_eq!(normal.covariance[(i, k)], expected, max_relative = 1e-10);
                }
            }
        }
    }

    #[test]
    fn no_spread_is_complete_pooling_and_much_is_none() {
        let countries = [two([4.0, 1.5, 1.5, 2.0], [1.0, -0.4]), two([3.0, -0.2, -0.2, 9.0], [0.5, 3.0])];
        let (common, each) = at(&countries, &[0.0, 0.0]);
        let together = DMatrix::identity(2, 2) + &countries[0].precision + &countries[1].precision;
        let mean = together.try_inverse().unwrap() * (&countries[0].vector + &countries[1].vector);
        for normal in each.iter().chain([&common]) {
            assert_relative_eq!(normal.mean, mean, max_relative = 1e-12);
            assert_relative_eq!(normal.covariance, common.covariance, max_relative = 1e-12);
        }
        let (_, each) = at(&countries, &[1e5, 1e5]);
        for (normal, country) in each.iter().zip(&countries) {
            let alone = country.precision.clone().try_inverse().unwrap();
            assert_relative_eq!(normal.mean, &alone * &country.vector, max_relative = 1e-6);
            assert_relative_eq!(normal.covariance, alone, max_relative = 1e-6);
        }
    }

    #[test]
    fn the_grid_is_the_integral_over_the_spread() {
        // One parameter: the density of tau by brute force, y[c] ~ N(m, s^2 + tau^2) and m ~ N(0, 1), on a fine grid.
        let (y, s): ([f64; 4], f64) = ([0.9, -0.7, 0.2, 1.4], 0.5);
        let countries = y.iter().map(|y| observes(*y, s)).collect();
        let pooled = Hierarchy::new(countries).unwrap().pooled().unwrap();
        let (mut weight, mut tau_mean, mut m_mean) = (0.0, 0.0, 0.0);
        for i in 0..400 {
            let tau = 3.0 * (f64::from(i) + 0.5) / 400.0;
            for k in 0..400 {
                let m = -6.0 + 12.0 * (f64::from(k) + 0.5) / 400.0;
                let sd = (s * s + tau * tau).sqrt();
                let log: f64 = y.iter().map(|y| normal::ln_density((y - m) / sd) - sd.ln()).sum();
                let w = (log + normal::ln_density(m) + normal::ln_density(tau / SPREAD)).exp();
                weight += w;
                tau_mean += w * tau;
                m_mean += w * m;
            }
        }
        assert_relative_eq!(pooled.spread[0].0, tau_mean / weight, max_relative = 1e-4);
        assert_relative_eq!(pooled.common.mean[0], m_mean / weight, max_relative = 1e-4);
    }

    #[test]
    fn simulated_countries_give_back_what_made_them() {
        let mut rng = rand_chacha::ChaCha8Rng::seed_from_u64(3);
        let mut standard = || normal::from_bits(rng.next_u64());
        let (m, tau) = ([0.5, -0.8], [0.6, 0.15]);
        let countries: Vec<Information> = (0..150)
            .map(|_| {
                // Each observes both parameters with correlated errors.
                let z = [m[0] + tau[0] * standard(), m[1] + tau[1] * standard()];
                let covariance = DMatrix::from_row_slice(2, 2, &[0.09, 0.03, 0.03, 0.04]);
                let factor = covariance.clone().cholesky().unwrap();
                let noise = factor.l() * DVector::from_row_slice(&[standard(), standard()]);
                let precision = factor.inverse();
                Information { vector: &precision * (DVector::from_row_slice(&z) + noise), precision }
            })
            .collect();
        let pooled = Hierarchy::new(countries).unwrap().pooled().unwrap();
        for j in 0..2 {
            let sd = pooled.common.covariance[(j, j)].sqrt();
            assert!((pooled.common.mean[j] - m[j]).abs() < 4.0 * sd, "{pooled:?}");
            let (mean, sd) = pooled.spread[j];
            assert!((mean - tau[j]).abs() < 4.0 * sd && sd < 0.08, "{mean} {sd}");
        }
    }

    #[test]
    fn a_country_left_out_leaves_no_trace() {
        let countries = vec![observes(0.3, 0.2), observes(-0.5, 0.5), observes(1.2, 0.3)];
        let without = Hierarchy::new(countries.clone()).unwrap().without(2).unwrap();
        let pair = Hierarchy::new(countries[..2].to_vec()).unwrap().pooled().unwrap();
        assert_relative_eq!(without.another.mean, pair.another.mean, max_relative = 1e-9);
        assert_relative_eq!(without.another.covariance, pair.another.covariance, max_relative = 1e-9);
        // Another country is less certain than the common mean, by what countries differ.
        assert!(pair.another.covariance[(0, 0)] > pair.common.covariance[(0, 0)]);
    }
}
