//! Densities of one parameter before and after the data, for charts.
//!
//! ```text
//! prior(theta)     = phi(z) / q'(z),  theta = q(z)
//! posterior(theta) = phi((z - m)/s) / (s q'(z))                   Laplace: z ~ N(m, s^2)
//! posterior(theta) = mean over draws of phi((z - z_i)/b) / (b q'(z))
//! ```
//! Kernels are on the standard normal `z`, so that no density reaches beyond a bound; `b` is Silverman's bandwidth.

use crate::calibrate::countries::{PanelFit, PooledParameter};
use crate::calibrate::likelihood::{Coordinate, Likelihood};
#[cfg(feature = "posterior")]
use crate::calibrate::posterior::Posterior;
use crate::calibrate::search::Fit;
#[cfg(feature = "posterior")]
use crate::calibrate::search::IDENTIFIED;
use crate::parameters::{Distribution, QuantileMap, Shape};
use crate::scalar::power_f64;
use crate::scalar::special::normal;
use nalgebra::DMatrix;

/// Points of the prior, and as many of the posterior.
const POINTS: i32 = 120;
/// Standard deviations of the prior that are shown, and of the posterior within.
const REACH: f64 = 3.0;
const REACH_WITHIN: f64 = 4.0;

/// Densities of a parameter.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Marginal {
    /// Name.
    pub name: String,
    /// Unit.
    pub unit: &'static str,
    /// Value, density of the prior, density of the posterior; values rise.
    pub points: Vec<[f64; 3]>,
    /// Whether the data identifies the parameter.
    pub identified: bool,
}

impl Marginal {
    fn new(
        (name, unit): (String, &'static str),
        map: &QuantileMap,
        centre: (f64, f64),
        density: impl Fn(f64) -> f64,
        identified: bool,
    ) -> Self {
        let (m, s) = centre;
        let even = |reach: f64| {
            (-POINTS / 2..=POINTS / 2).map(move |i| reach * f64::from(2 * i) / f64::from(POINTS))
        };
        let mut z: Vec<f64> = even(REACH).chain(even(REACH_WITHIN).map(|x| m + s * x)).collect();
        z.retain(|z| z.abs() <= 1.5 * REACH);
        z.sort_by(f64::total_cmp);
        let mut points: Vec<[f64; 3]> = z
            .into_iter()
            .map(|z| {
                let slope = map.slope(z);
                [map.quantile(z), normal::density(z) / slope, density(z) / slope]
            })
            .filter(|point| point.iter().all(|x| x.is_finite()))
            .collect();
        points.dedup_by(|a, b| a[0] == b[0]);
        Self { name, unit, points, identified }
    }
}

fn names(coordinate: &Coordinate) -> (String, &'static str) {
    (coordinate.name.clone(), coordinate.unit)
}

impl Fit {
    /// Prior and posterior of every parameter by Laplace's approximation; none without a prior.
    #[must_use]
    pub fn marginals(&self, likelihood: &Likelihood) -> Vec<Marginal> {
        let coordinates = likelihood.coordinates();
        let k = self.u.len();
        let covariance = DMatrix::from_fn(k, k, |i, j| self.covariance.get(i).map_or(0.0, |row| row[j]));
        let of_z = coordinates.factor() * covariance * coordinates.factor().transpose();
        let centres = coordinates.dependent(&self.u);
        coordinates
            .list()
            .iter()
            .zip(&self.estimates)
            .enumerate()
            .filter_map(|(i, (coordinate, estimate))| {
                let (m, s) = (centres[i], of_z[(i, i)].sqrt());
                let density = |z: f64| normal::density((z - m) / s) / s;
                Some(Marginal::new(
                    names(coordinate),
                    coordinate.map(),
                    (m, s),
                    density,
                    estimate.identified?,
                ))
            })
            .collect()
    }
}

#[cfg(feature = "posterior")]
impl Posterior {
    /// Prior and posterior of every parameter, from the draws.
    #[must_use]
    pub fn marginals(&self, likelihood: &Likelihood) -> Vec<Marginal> {
        let list = likelihood.coordinates().list();
        list.iter()
            .filter_map(|coordinate| {
                let draws = self.draws_of(&coordinate.name)?.concat();
                let z: Vec<f64> = draws.iter().map(|theta| coordinate.map().z_of(*theta)).collect();
                let n = z.len() as f64;
                let mean = z.iter().sum::<f64>() / n;
                let sd = (z.iter().map(|z| (z - mean) * (z - mean)).sum::<f64>() / n).sqrt();
                let width = 1.06 * sd * power_f64(n, -0.2);
                let density =
                    |at: f64| z.iter().map(|z| normal::density((at - z) / width)).sum::<f64>() / (n * width);
                let identified = self.summary(&coordinate.name)?.sd < IDENTIFIED * coordinate.prior.sd();
                Some(Marginal::new(names(coordinate), coordinate.map(), (mean, sd), density, identified))
            })
            .collect()
    }
}

impl PanelFit {
    /// Prior and posterior of what countries have in common.
    #[must_use]
    pub fn marginals(&self) -> Vec<Marginal> {
        let marginal = |p: &PooledParameter| {
            let shape = Shape::Normal { mean: p.prior_mean, sd: p.prior_sd };
            let (lower, upper) = (f64::NEG_INFINITY, f64::INFINITY);
            let map = Distribution { shape, lower, upper }.prepare();
            let (m, s) = ((p.mean - p.prior_mean) / p.prior_sd, p.sd / p.prior_sd);
            let density = |z: f64| normal::density((z - m) / s) / s;
            Marginal::new((p.name.clone(), p.unit), &map, (m, s), density, p.identified())
        };
        self.parameters.iter().map(marginal).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calibrate::likelihood::example::dutch;
    use crate::calibrate::{Method, SearchSettings};
    use crate::structures::StructureName;

    fn integral(marginal: &Marginal, density: usize, of: impl Fn(f64) -> f64) -> f64 {
        let piece = |pair: &[[f64; 3]]| {
            0.5 * (pair[1][0] - pair[0][0])
                * (of(pair[0][0]) * pair[0][density] + of(pair[1][0]) * pair[1][density])
        };
        marginal.points.windows(2).map(piece).sum()
    }

    fn fit() -> (Likelihood, Fit) {
        let likelihood = dutch(StructureName::KnowledgeCapital);
        let fit = Fit::new(&likelihood, Method::MaximumAPosteriori, &SearchSettings::default()).unwrap();
        (likelihood, fit)
    }

    #[test]
    fn densities_have_mass_one_and_the_moments_of_the_fit() {
        let (likelihood, fit) = fit();
        let marginals = fit.marginals(&likelihood);
        assert_eq!(marginals.len(), 12);
        for (marginal, estimate) in marginals.iter().zip(&fit.estimates) {
            for density in [1, 2] {
                let mass = integral(marginal, density, |_| 1.0);
                assert!((mass - 1.0).abs() < 0.02, "{}: {mass}", marginal.name);
            }
            let mean = integral(marginal, 2, |x| x);
            let variance = integral(marginal, 2, |x| (x - mean) * (x - mean));
            let sd = estimate.posterior_sd.unwrap();
            assert!((variance.sqrt() / sd - 1.0).abs() < 0.05, "{} {} {sd}", marginal.name, variance.sqrt());
            assert!(marginal.points.windows(2).all(|pair| pair[0][0] < pair[1][0]));
        }
    }

    #[cfg(feature = "posterior")]
    #[test]
    fn the_density_of_draws_has_their_moments() {
        let likelihood = dutch(StructureName::NoEffect);
        let settings =
            crate::calibrate::SamplerSettings { chains: 2, draws: 1000, warm_up: 300, ..Default::default() };
        let posterior = Posterior::draw(&likelihood, &settings).unwrap();
        for marginal in posterior.marginals(&likelihood) {
            let summary = posterior.summary(&marginal.name).unwrap();
            let mean = integral(&marginal, 2, |x| x);
            let sd = integral(&marginal, 2, |x| (x - mean) * (x - mean)).sqrt();
            assert!((integral(&marginal, 2, |_| 1.0) - 1.0).abs() < 0.02, "{}", marginal.name);
            assert!((mean - summary.mean).abs() < 0.1 * summary.sd, "{} {mean} {summary:?}", marginal.name);
            // Kernels widen it by a few percent.
            assert!((sd / summary.sd - 1.0).abs() < 0.1, "{} {sd} {summary:?}", marginal.name);
        }
    }
}
