//! Distributions of parameters: a shape and its bounds.
//!
//! Everything that draws, fits or decomposes works on a standard normal $`z`$ (`quantile_map.rs`).

use super::distribution_error::DistributionError;
use super::shape::Shape;
use super::truncation::Truncation;

/// A bound that is infinite is none in text: formats such as JSON have no infinity.
#[cfg(feature = "serde")]
mod bound {
    macro_rules! bound {
        ($name:ident, $none:expr) => {
            pub(super) mod $name {
                use serde::{Deserialize, Deserializer, Serialize, Serializer};

                pub(in super::super) fn none() -> f64 {
                    $none
                }

                pub(in super::super) fn serialize<S: Serializer>(
                    bound: &f64,
                    s: S,
                ) -> Result<S::Ok, S::Error> {
                    (*bound != $none).then_some(*bound).serialize(s)
                }

                pub(in super::super) fn deserialize<'de, D: Deserializer<'de>>(
                    d: D,
                ) -> Result<f64, D::Error> {
                    Option::<f64>::deserialize(d).map(|bound| bound.unwrap_or($none))
                }
            }
        };
    }
    bound!(lower, f64::NEG_INFINITY);
    bound!(upper, f64::INFINITY);
}

/// A shape with its truncation, as a map $`\theta = q(z)`$ of a standard normal $`z`$.
///
/// Everything that draws, fits or decomposes works on $`z`$. With $`F`$ the distribution function of the shape and
/// $`\Phi`$ that of the standard normal, bounds renormalise:
///
/// ```math
/// F(q(z)) = F(lower) + \Phi(z) \left( F(upper) - F(lower) \right)
/// ```
/// They do not clip: a clip would be a point mass on the bound, with zero gradient.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Distribution {
    /// The shape before truncation.
    pub shape: Shape,
    /// Lower bound; minus infinity where there is none.
    #[cfg_attr(feature = "serde", serde(default = "bound::lower::none", with = "bound::lower"))]
    pub lower: f64,
    /// Upper bound; infinity where there is none.
    #[cfg_attr(feature = "serde", serde(default = "bound::upper::none", with = "bound::upper"))]
    pub upper: f64,
}

impl Distribution {
    /// A constant.
    #[must_use]
    pub fn fixed(value: f64) -> Self {
        Self { shape: Shape::Fixed { value }, lower: f64::NEG_INFINITY, upper: f64::INFINITY }
    }

    /// Whether it has no value.
    #[must_use]
    pub fn is_unset(&self) -> bool {
        self.shape == Shape::Unset
    }

    /// Whether every draw is the same.
    #[must_use]
    pub fn is_fixed(&self) -> bool {
        matches!(self.shape, Shape::Fixed { .. } | Shape::Unset)
    }

    /// The median before truncation: what a check run uses. Zero where there is no value.
    #[must_use]
    pub fn centre(&self) -> f64 {
        match self.shape {
            Shape::SplitNormal { centre, .. } => centre,
            Shape::Normal { mean, .. } => mean,
            Shape::LogNormal { median, .. } => median,
            _ => self.shape.value(0.0),
        }
    }

    /// Checks the numbers. The other methods expect this to have passed: without it they may give NaN.
    ///
    /// # Errors
    /// The first number that is not finite, not positive or out of order; or bounds between which nothing is
    /// left, as around a constant outside them.
    pub fn check(&self) -> Result<(), DistributionError> {
        let Self { shape, lower, upper } = *self;
        shape.check()?;
        for (field, value) in [("lower", lower), ("upper", upper)] {
            if value.is_nan() {
                return Err(DistributionError::NotFinite { field, value });
            }
        }
        if lower >= upper {
            return Err(DistributionError::Order {
                field: "upper",
                value: upper,
                expected: "more than lower",
            });
        }
        let some = match shape {
            Shape::Fixed { value } => (lower..=upper).contains(&value),
            Shape::Unset => true,
            _ => self.truncation().mass() > 0.0,
        };
        if some { Ok(()) } else { Err(DistributionError::Empty { lower, upper }) }
    }

    pub(super) fn truncation(&self) -> Truncation {
        if self.is_fixed() {
            return Truncation::new(f64::NEG_INFINITY, f64::INFINITY);
        }
        Truncation::new(self.shape.position(self.lower), self.shape.position(self.upper))
    }

    /// The probability of a value up to `theta`.
    #[must_use]
    pub fn cdf(&self, theta: f64) -> f64 {
        if self.is_fixed() {
            return if theta >= self.centre() { 1.0 } else { 0.0 };
        }
        self.truncation().share_below(self.shape.position(theta))
    }
}

impl std::fmt::Display for Distribution {
    /// The shape, and the bounds where there are any and the shape is not a constant.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.shape)?;
        if self.is_fixed() || (self.lower == f64::NEG_INFINITY && self.upper == f64::INFINITY) {
            return Ok(());
        }
        write!(f, " within {} to {}", self.lower, self.upper)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parameters::ParameterId;
    use crate::scalar::special::normal;
    use approx::assert_relative_eq;
    use rand::SeedableRng;
    use rand::distr::Distribution as _;
    use statrs::distribution::{Continuous, ContinuousCDF};

    const INFINITY: f64 = f64::INFINITY;

    fn bounded(shape: Shape, lower: f64, upper: f64) -> Distribution {
        Distribution { shape, lower, upper }
    }

    /// Every shape, without bounds and with bounds that matter on both sides; the bounds touch no kink.
    fn examples() -> Vec<Distribution> {
        let shapes = [
            (Shape::SplitNormal { low: 0.0, centre: 0.05, high: 0.17 }, 0.01, 0.12),
            (Shape::Normal { mean: 1.0, sd: 2.0 }, -0.5, 9.0),
            (Shape::LogNormal { median: 2.0, sd_log: 0.8 }, 0.5, 7.0),
            (Shape::Uniform { lower: -1.0, upper: 3.0 }, 0.0, 2.5),
            (Shape::Triangular { lower: 0.0, mode: 1.0, upper: 4.0 }, 0.2, 3.0),
            (Shape::Beta { alpha: 2.0, beta: 4.0, lower: 1.0, upper: 5.0 }, 1.5, 3.0),
        ];
        shapes.iter().flat_map(|&(s, l, u)| [bounded(s, -INFINITY, INFINITY), bounded(s, l, u)]).collect()
    }

    #[test]
    fn split_normal_has_its_points_and_half_the_mass_on_each_side() {
        let d = bounded(Shape::SplitNormal { low: 0.0, centre: 0.05, high: 0.17 }, -INFINITY, INFINITY);
        for (p, value) in [(0.05, 0.0), (0.5, 0.05), (0.95, 0.17)] {
            assert_relative_eq!(d.quantile(normal::inverse_cdf(p)), value, epsilon = 1e-15);
            assert_relative_eq!(d.cdf(value), p, epsilon = 1e-14);
        }
        assert_eq!(d.cdf(d.centre()), 0.5);
    }

    #[test]
    fn bounds_renormalise() {
        let d = bounded(Shape::Normal { mean: 1.0, sd: 2.0 }, -0.5, 9.0);
        let oracle = statrs::distribution::Normal::new(1.0, 2.0).unwrap();
        let (below, above) = (oracle.cdf(-0.5), oracle.cdf(9.0));
        for i in -30..=30 {
            let z = f64::from(i) / 10.0;
            let expected = oracle.inverse_cdf(below + normal::cdf(z) * (above - below));
            assert_relative_eq!(d.quantile(z), expected, epsilon = 1e-9);
        }
    }

    #[test]
    fn maps_rise_within_bounds_and_come_back() {
        for d in examples() {
            let map = d.prepare();
            let mut last = -INFINITY;
            for i in -60..=60 {
                let z = f64::from(i) / 10.0;
                let theta = map.quantile(z);
                assert!(theta > last && theta > d.lower && theta < d.upper, "{d:?} at {z}: {theta}");
                assert_eq!(theta, d.quantile(z));
                assert_relative_eq!(d.z_of(theta), z, epsilon = 1e-5, max_relative = 1e-5);
                if z.abs() < 3.0 {
                    assert_relative_eq!(d.z_of(theta), z, epsilon = 1e-10);
                    assert_relative_eq!(d.cdf(theta), normal::cdf(z), epsilon = 1e-12);
                }
                last = theta;
            }
            for z in [-40.0, -INFINITY, 40.0, INFINITY] {
                assert!((d.lower..=d.upper).contains(&d.quantile(z)), "{d:?} at {z}");
            }
            assert!(d.quantile(f64::NAN).is_nan());
        }
    }

    #[test]
    fn slope_agrees_with_finite_differences() {
        for d in examples() {
            let map = d.prepare();
            for i in 0..60 {
                let (z, h) = (f64::from(i) / 10.0 - 2.97, 1e-5);
                let difference = (map.quantile(z + h) - map.quantile(z - h)) / (2.0 * h);
                assert_relative_eq!(map.slope(z), difference, max_relative = 1e-6);
            }
        }
    }

    #[test]
    fn density_integrates_to_the_cdf_and_agrees_with_statrs() {
        for d in examples() {
            let (from, to) = (d.quantile(-1.0), d.quantile(0.7));
            // The density of a split normal jumps at its centre: a piece on either side.
            let middle = d.shape.kink().unwrap_or(0.5 * (from + to));
            let piece = |from: f64, to: f64| {
                let step = (to - from) / 10_000.0;
                (0..10_000)
                    .map(|i| d.log_density(from + step * (f64::from(i) + 0.5)).exp() * step)
                    .sum::<f64>()
            };
            let sum = piece(from, middle) + piece(middle, to);
            assert_relative_eq!(sum, normal::cdf(0.7) - normal::cdf(-1.0), epsilon = 1e-7);
            assert_eq!(d.log_density(d.lower - 1e-9), -INFINITY);
        }
        let beta = statrs::distribution::Beta::new(2.0, 4.0).unwrap();
        let d = bounded(Shape::Beta { alpha: 2.0, beta: 4.0, lower: 0.0, upper: 1.0 }, -INFINITY, INFINITY);
        assert_relative_eq!(d.log_density(0.3), beta.ln_pdf(0.3), max_relative = 1e-12);
    }

    #[test]
    fn the_mode_of_a_triangle_may_be_an_end() {
        for mode in [0.0, 1.0] {
            let d = bounded(Shape::Triangular { lower: 0.0, mode, upper: 1.0 }, -INFINITY, INFINITY);
            assert_eq!(d.check(), Ok(()));
            assert_relative_eq!(d.mean(), (1.0 + mode) / 3.0, max_relative = 1e-12);
            assert_relative_eq!(d.log_density(mode), 2f64.ln(), max_relative = 1e-15);
            assert_relative_eq!(d.cdf(0.5), 0.25 + 0.5 * (1.0 - mode), max_relative = 1e-12);
        }
    }

    #[test]
    fn samples_have_the_moments() {
        let n = 200_000;
        for d in examples() {
            let rng = rand_chacha::ChaCha8Rng::seed_from_u64(7);
            let values: Vec<f64> = d.sample_iter(rng).take(n).collect();
            let mean = values.iter().sum::<f64>() / n as f64;
            let sd = (values.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / n as f64).sqrt();
            assert!((mean - d.mean()).abs() < 5.0 * d.sd() / (n as f64).sqrt(), "{d:?}: {mean} {}", d.mean());
            assert_relative_eq!(sd, d.sd(), max_relative = 0.03);
        }
    }

    #[test]
    fn a_constant_is_its_value_whatever_the_bounds() {
        for d in [Distribution::fixed(0.12), bounded(Shape::Fixed { value: 0.12 }, 0.0, 1.0)] {
            for z in [-INFINITY, -3.0, 0.0, 9.0] {
                assert_eq!((d.quantile(z), d.slope(z)), (0.12, 0.0));
            }
            assert_eq!((d.mean(), d.sd(), d.log_density(0.12)), (0.12, 0.0, 0.0));
            assert_eq!((d.cdf(0.119), d.cdf(0.12)), (0.0, 1.0));
            assert_eq!(d.log_density(0.13), -INFINITY);
        }
    }

    #[test]
    fn wrong_numbers_are_named() {
        let whole = |shape| bounded(shape, -INFINITY, INFINITY).check().unwrap_err().to_string();
        assert_eq!(whole(Shape::Normal { mean: 0.0, sd: 0.0 }), "sd is 0, expected more than zero");
        assert_eq!(
            whole(Shape::SplitNormal { low: 0.2, centre: 0.1, high: 0.3 }),
            "centre is 0.1, expected more than low"
        );
        assert_eq!(
            whole(Shape::Uniform { lower: 0.0, upper: INFINITY }),
            "upper is inf, expected a finite number"
        );
        assert_eq!(
            whole(Shape::Triangular { lower: 0.0, mode: 2.0, upper: 1.0 }),
            "mode is 2, expected between lower and upper"
        );
        let normal = Shape::Normal { mean: 0.0, sd: 1.0 };
        assert_eq!(
            bounded(normal, 60.0, 70.0).check(),
            Err(DistributionError::Empty { lower: 60.0, upper: 70.0 })
        );
        assert!(matches!(bounded(normal, 1.0, 1.0).check(), Err(DistributionError::Order { .. })));
        assert!(matches!(bounded(normal, f64::NAN, 1.0).check(), Err(DistributionError::NotFinite { .. })));
        assert!(bounded(Shape::Fixed { value: 2.0 }, 0.0, 1.0).check().is_err());
        assert!(bounded(Shape::Uniform { lower: 0.0, upper: 1.0 }, 2.0, 3.0).check().is_err());
    }

    #[test]
    fn priors_respect_their_bounds_and_hardly_move_the_centre() {
        for id in ParameterId::all() {
            let prior = id.row().prior;
            if prior.is_fixed() {
                continue;
            }
            assert!(prior.lower < prior.quantile(-8.0) && prior.quantile(8.0) < prior.upper, "{}", id.name());
            let moved = (prior.quantile(0.0) - prior.centre()).abs() / prior.sd();
            assert!(moved < 0.25, "{}: {moved}", id.name());
        }
    }
}
