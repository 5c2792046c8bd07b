//! The map `theta = q(z)` of one distribution from a standard normal `z`.
//!
//! With `F` the distribution function of the shape, bounds renormalise:
//! `F(q(z)) = F(lower) + Phi(z) (F(upper) - F(lower))`. They do not clip: a clip would be a point mass with zero
//! gradient. What depends on the bounds alone is computed once for many draws.

use super::distribution::Distribution;
use super::truncation::Truncation;
use crate::scalar::special::normal;
use crate::scalar::special::piecewise::Piecewise;
use crate::scalar::{exp_f64, ln_f64};
use rand::Rng;

/// The map of one distribution; made by [`Distribution::prepare`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct QuantileMap {
    distribution: Distribution,
    pub(super) truncation: Truncation,
}

impl QuantileMap {
    /// As [`Distribution::quantile`].
    #[must_use]
    pub fn quantile(&self, z: f64) -> f64 {
        if self.distribution.is_fixed() {
            return self.distribution.shape.value(z);
        }
        self.value_at(self.truncation.apply(z))
    }

    /// The value at the standard normal `w` before truncation, of one number or of lanes. Rounding may carry it just
    /// outside the bounds.
    #[inline(always)]
    pub(super) fn value_at<S: Piecewise>(&self, w: S) -> S {
        let Distribution { shape, lower, upper } = self.distribution;
        shape.value(w).within(lower, upper)
    }

    /// As [`Distribution::z_of`].
    #[must_use]
    pub fn z_of(&self, theta: f64) -> f64 {
        self.truncation.invert(self.distribution.shape.position(theta))
    }

    /// As [`Distribution::slope`]: `phi(z) / f(q(z))` with `f` the density.
    #[must_use]
    pub fn slope(&self, z: f64) -> f64 {
        if self.distribution.is_fixed() {
            return 0.0;
        }
        exp_f64(normal::ln_density(z) - self.log_density(self.quantile(z)))
    }

    /// As [`Distribution::log_density`].
    #[must_use]
    pub fn log_density(&self, theta: f64) -> f64 {
        let Distribution { shape, lower, upper } = self.distribution;
        if (lower..=upper).contains(&theta) {
            shape.log_density(theta) - ln_f64(self.truncation.mass())
        } else {
            f64::NEG_INFINITY
        }
    }
}

impl Distribution {
    /// The map from `z`, prepared for many draws: what depends on the bounds alone is computed once.
    #[must_use]
    pub fn prepare(&self) -> QuantileMap {
        QuantileMap { distribution: *self, truncation: self.truncation() }
    }

    /// The value at the standard normal `z`. Never outside the bounds; of a constant always its value; zero
    /// where there is no value.
    #[must_use]
    pub fn quantile(&self, z: f64) -> f64 {
        self.prepare().quantile(z)
    }

    /// The standard normal at which the value is `theta`, the inverse of [`Self::quantile`]: infinite at the
    /// bounds and outside them.
    #[must_use]
    pub fn z_of(&self, theta: f64) -> f64 {
        self.prepare().z_of(theta)
    }

    /// The slope `dq/dz` at `z`, in the unit of the parameter. At a kink, that of the right-hand side; zero of
    /// a constant.
    #[must_use]
    pub fn slope(&self, z: f64) -> f64 {
        self.prepare().slope(z)
    }

    /// Natural logarithm of the density at `theta`: minus infinity outside the bounds. Of a constant, the
    /// logarithm of the probability: zero at its value.
    #[must_use]
    pub fn log_density(&self, theta: f64) -> f64 {
        self.prepare().log_density(theta)
    }
}

impl rand::distr::Distribution<f64> for Distribution {
    /// One value; takes one `u64` from the generator.
    fn sample<R: Rng + ?Sized>(&self, rng: &mut R) -> f64 {
        self.quantile(normal::from_bits(rng.next_u64()))
    }
}
