//! Mean and standard deviation of a distribution, by quadrature over its map from the standard normal:
//!
//! ```math
//! E\, \theta^k = \int q(z)^k\, \varphi(z)\, dz
//! ```
//! One integral serves every shape with any truncation. It runs over pieces of half a unit, each with ten
//! Gauss-Legendre points, and a piece ends where the map has a kink; relative error about 1e-12.

use super::distribution::Distribution;
use super::quantile_map::QuantileMap;
use super::shape::Shape;
use crate::scalar::special::normal;

/// Abscissae and weights of the ten-point rule, the positive half (Abramowitz and Stegun 1964, table 25.4).
const GAUSS_LEGENDRE: [(f64, f64); 5] = [
    (0.148_874_338_981_631_21, 0.295_524_224_714_752_87),
    (0.433_395_394_129_247_2, 0.269_266_719_309_996_36),
    (0.679_409_568_299_024_4, 0.219_086_362_515_982_04),
    (0.865_063_366_688_984_5, 0.149_451_349_150_580_6),
    (0.973_906_528_517_171_7, 0.066_671_344_308_688_14),
];

/// The standard normal beyond nine has a probability of 1e-19.
const REACH: f64 = 9.0;

impl Distribution {
    /// The mean, with the bounds.
    #[must_use]
    pub fn mean(&self) -> f64 {
        if self.is_fixed() { self.centre() } else { self.expectation(|theta| theta) }
    }

    /// The standard deviation, with the bounds.
    #[must_use]
    pub fn sd(&self) -> f64 {
        if self.is_fixed() {
            return 0.0;
        }
        let mean = self.mean();
        self.expectation(|theta| (theta - mean) * (theta - mean)).sqrt()
    }

    fn expectation(&self, f: impl Fn(f64) -> f64) -> f64 {
        let map = self.prepare();
        // The k-th moment of a log-normal sits around z = k sd_log.
        let end = if let Shape::LogNormal { sd_log, .. } = self.shape { REACH + 2.0 * sd_log } else { REACH };
        let kink = self.shape.kink().map(|theta| map.z_of(theta)).filter(|z| (-REACH..end).contains(z));
        match kink {
            Some(z) => integral(&map, &f, -REACH, z) + integral(&map, &f, z, end),
            None => integral(&map, &f, -REACH, end),
        }
    }
}

fn integral(map: &QuantileMap, f: impl Fn(f64) -> f64, from: f64, to: f64) -> f64 {
    let pieces = ((to - from) / 0.5).ceil().max(1.0);
    let half = 0.5 * (to - from) / pieces;
    let mut sum = 0.0;
    for piece in 0..pieces as u32 {
        let middle = from + half * f64::from(2 * piece + 1);
        for (x, weight) in GAUSS_LEGENDRE {
            for z in [middle - half * x, middle + half * x] {
                sum += weight * f(map.quantile(z)) * normal::density(z);
            }
        }
    }
    sum * half
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;
    use statrs::statistics::Distribution as _;

    fn shape(shape: Shape) -> Distribution {
        Distribution { shape, lower: f64::NEG_INFINITY, upper: f64::INFINITY }
    }

    fn assert_moments(distribution: Distribution, mean: f64, sd: f64) {
        assert_relative_eq!(distribution.mean(), mean, max_relative = 1e-11, epsilon = 1e-13);
        assert_relative_eq!(distribution.sd(), sd, max_relative = 1e-9);
    }

    #[test]
    fn closed_forms() {
        assert_moments(shape(Shape::Normal { mean: -3.0, sd: 2.0 }), -3.0, 2.0);
        assert_moments(shape(Shape::Uniform { lower: 1.0, upper: 4.0 }), 2.5, (9f64 / 12.0).sqrt());
        let (l, m, u) = (1f64, 2f64, 6f64);
        assert_moments(
            shape(Shape::Triangular { lower: l, mode: m, upper: u }),
            (l + m + u) / 3.0,
            ((l * l + m * m + u * u - l * m - l * u - m * u) / 18.0).sqrt(),
        );
        for s in [0.1f64, 1.0, 2.5] {
            let mean = 3.0 * (0.5 * s * s).exp();
            assert_moments(
                shape(Shape::LogNormal { median: 3.0, sd_log: s }),
                mean,
                mean * (s * s).exp_m1().sqrt(),
            );
        }
        for (alpha, beta) in [(2.0, 5.0), (0.5, 0.5), (1.0, 3.0)] {
            let oracle = statrs::distribution::Beta::new(alpha, beta).unwrap();
            assert_moments(
                shape(Shape::Beta { alpha, beta, lower: -1.0, upper: 3.0 }),
                -1.0 + 4.0 * oracle.mean().unwrap(),
                4.0 * oracle.std_dev().unwrap(),
            );
        }
        assert_moments(Distribution::fixed(0.3), 0.3, 0.0);
    }

    /// Two half normals with standard deviations s and t: mean (t - s) / sqrt(2 pi), second moment
    /// (s^2 + t^2) / 2 around the centre.
    #[test]
    fn split_normal() {
        let (s, t) = ((0.05f64) / 1.644_853_626_951_472_7, 0.12 / 1.644_853_626_951_472_7);
        let mean = (t - s) / (2.0 * std::f64::consts::PI).sqrt();
        let sd = ((s * s + t * t) / 2.0 - mean * mean).sqrt();
        assert_moments(shape(Shape::SplitNormal { low: 0.0, centre: 0.05, high: 0.17 }), 0.05 + mean, sd);
    }

    #[test]
    fn truncated_normal() {
        for (a, b) in [(-1.0, 2.0), (f64::NEG_INFINITY, 0.5), (1.5, f64::INFINITY), (-8.0, 0.0)] {
            let mass = normal::cdf(b) - normal::cdf(a);
            let moment = |x: f64| if x.is_finite() { x * normal::density(x) } else { 0.0 };
            let mean = (normal::density(a) - normal::density(b)) / mass;
            let variance = 1.0 + (moment(a) - moment(b)) / mass - mean * mean;
            let bounded = Distribution {
                shape: Shape::Normal { mean: 10.0, sd: 3.0 },
                lower: 10.0 + 3.0 * a,
                upper: 10.0 + 3.0 * b,
            };
            assert_moments(bounded, 10.0 + 3.0 * mean, 3.0 * variance.sqrt());
        }
    }
}
