//! Densities of one parameter before and after the data, for charts.
//!
//! ```text
//! F(theta) = Phi(z),             z = q^-1(theta)                  prior
//! G(theta) = Phi((z - m)/s)                                       posterior, Laplace: z ~ N(m, s^2)
//! G(theta) = share of the draws below                             posterior, draws
//! density(theta) = mean over |t| < w of (F(theta + t + w) - F(theta + t - w)) / (2 w)
//! ```
//! A split normal has half its mass on each side of its centre, so that its density jumps there, and a curve through the
//! points would have a tooth. The mean over a window, weighted by a triangle, has no jump, keeps the mass, and has one mode
//! where the density has one. Windows are cut at the bounds, so that no density reaches beyond one.

use crate::calibrate::countries::{PanelFit, PooledParameter};
use crate::calibrate::likelihood::{Coordinate, Likelihood};
#[cfg(feature = "posterior")]
use crate::calibrate::posterior::Posterior;
use crate::calibrate::search::Fit;
#[cfg(feature = "posterior")]
use crate::calibrate::search::IDENTIFIED;
use crate::parameters::{Distribution, QuantileMap, Shape};
use crate::scalar::special::normal;
use nalgebra::DMatrix;

/// Points of the prior, and as many of the posterior.
const POINTS: i32 = 120;
/// Standard deviations of the prior that are shown, and of the posterior within.
const REACH: f64 = 3.0;
const REACH_WITHIN: f64 = 4.0;
/// A quarter of the window that densities are the mean over, in standard deviations, and its parts.
const WINDOW: f64 = 0.25;
const PARTS: i32 = 8;
/// The prior has no mass to speak of beyond.
const ENDS: f64 = 8.0;

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
        posterior: impl Fn(f64) -> f64,
        identified: bool,
    ) -> Self {
        let (m, s) = centre;
        let even = |reach: f64| {
            (-POINTS / 2..=POINTS / 2).map(move |i| reach * f64::from(2 * i) / f64::from(POINTS))
        };
        let mut z: Vec<f64> = even(REACH).chain(even(REACH_WITHIN).map(|x| m + s * x)).collect();
        z.retain(|z| z.abs() <= 1.5 * REACH);
        z.sort_by(f64::total_cmp);
        let ends = (map.quantile(-ENDS), map.quantile(ENDS));
        let window = WINDOW * 0.5 * (map.quantile(1.0) - map.quantile(-1.0));
        let density = |below: &dyn Fn(f64) -> f64, theta: f64, window: f64| {
            let (mut probability, mut width) = (0.0, 0.0);
            for part in 0..PARTS {
                let middle = theta + window * (f64::from(2 * part + 1) / f64::from(PARTS) - 1.0);
                let (low, high) = ((middle - window).max(ends.0), (middle + window).min(ends.1));
                probability += below(map.z_of(high)) - below(map.z_of(low));
                width += high - low;
            }
            probability / width
        };
        let mut points: Vec<[f64; 3]> = z
            .into_iter()
            .map(|z| {
                let theta = map.quantile(z);
                [theta, density(&normal::cdf, theta, window), density(&posterior, theta, window * s.min(1.0))]
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
                let posterior = |z: f64| normal::cdf((z - m) / s);
                Some(Marginal::new(
                    names(coordinate),
                    coordinate.map(),
                    (m, s),
                    posterior,
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
                let mut z: Vec<f64> = draws.iter().map(|theta| coordinate.map().z_of(*theta)).collect();
                z.sort_by(f64::total_cmp);
                let n = z.len() as f64;
                let mean = z.iter().sum::<f64>() / n;
                let sd = (z.iter().map(|z| (z - mean) * (z - mean)).sum::<f64>() / n).sqrt();
                let posterior = |at: f64| z.partition_point(|z| *z < at) as f64 / n;
                let identified = self.summary(&coordinate.name)?.sd < IDENTIFIED * coordinate.prior.sd();
                Some(Marginal::new(names(coordinate), coordinate.map(), (mean, sd), posterior, identified))
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
            let posterior = |z: f64| normal::cdf((z - m) / s);
            Marginal::new((p.name.clone(), p.unit), &map, (m, s), posterior, p.identified())
        };
        self.parameters.iter().map(marginal).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calibrate::likelihood::example::dutch;
    use crate::calibrate::{Method, SearchSettings};
    use crate::parameters::ParameterId;
    use crate::structures::StructureName;
    use proptest::prelude::*;
    use proptest::test_runner::RngSeed;

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

    /// Whether a curve rises to one top and falls from there, to a fifth of a point of the picture: near a bound windows
    /// are cut.
    fn has_one_top(curve: &[f64]) -> bool {
        let top = curve.iter().copied().fold(0.0, f64::max);
        let at = curve.iter().position(|x| *x == top).unwrap();
        let rises = curve[..=at].windows(2).all(|pair| pair[1] - pair[0] >= -2e-3 * top);
        rises && curve[at..].windows(2).all(|pair| pair[1] - pair[0] <= 2e-3 * top)
    }

    fn prior(map: &QuantileMap) -> Marginal {
        Marginal::new(("a".to_owned(), "share"), map, (0.0, 1.0), normal::cdf, false)
    }

    #[test]
    fn the_prior_of_every_parameter_has_one_top_and_no_jump() {
        let mut drawn = 0;
        for id in ParameterId::all().filter(|id| !id.row().prior.is_fixed()) {
            let map = id.row().prior.prepare();
            let marginal = prior(&map);
            if marginal.points.is_empty() {
                continue;
            }
            let curve: Vec<f64> = marginal.points.iter().map(|point| point[1]).collect();
            assert!(has_one_top(&curve), "{}: {curve:?}", id.name());
            let top = curve.iter().copied().fold(0.0, f64::max);
            let step = curve.windows(2).map(|pair| (pair[1] - pair[0]).abs()).fold(0.0, f64::max);
            assert!(step < 0.25 * top, "{}: {step} of {top}", id.name());
            drawn += 1;
        }
        assert!(drawn > 20, "{drawn}");
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, rng_seed: RngSeed::Fixed(1), ..Default::default() })]

        #[test]
        fn distributions_with_one_mode_are_drawn_with_one(
            which in 0..5_u8, a in 0.05..0.95_f64, b in 1.0..6.0_f64, cut in 0.0..0.4_f64,
        ) {
            let (shape, lower) = match which {
                0 => (Shape::SplitNormal { low: 0.0, centre: a, high: 1.0 }, cut - 0.5),
                1 => (Shape::Normal { mean: a, sd: 0.2 }, cut),
                2 => (Shape::LogNormal { median: a, sd_log: 0.1 * b }, f64::NEG_INFINITY),
                3 => (Shape::Triangular { lower: 0.0, mode: a, upper: 1.0 }, cut),
                _ => (Shape::Beta { alpha: b, beta: 1.0 + 5.0 * a, lower: 0.0, upper: 1.0 }, 0.0),
            };
            let map = Distribution { shape, lower, upper: 2.0 }.prepare();
            let marginal = prior(&map);
            let curve: Vec<f64> = marginal.points.iter().map(|point| point[1]).collect();
            prop_assert!(has_one_top(&curve), "{shape:?}: {curve:?}");
            let mass = integral(&marginal, 1, |_| 1.0);
            prop_assert!((mass - 1.0).abs() < 0.03, "{shape:?}: {mass}");
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
            // Windows widen it by a few percent.
            assert!((sd / summary.sd - 1.0).abs() < 0.1, "{} {sd} {summary:?}", marginal.name);
        }
    }
}
