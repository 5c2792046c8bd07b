//! The map `theta = q(z)`, prepared for many draws: what depends on the bounds alone is computed once.

use super::by_region::ByRegion;
use super::distribution::Distribution;
use super::normal;
use super::set::{ParameterSet, ParameterValues};
use super::shape::Shape;
use super::table::{PARAMETER_COUNT, ParameterId};
use super::truncation::Truncation;
use crate::scalar::{Lanes, exp_f64, ln_f64, widest_build};

/// The map of one distribution; made by [`Distribution::prepare`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct QuantileMap {
    distribution: Distribution,
    truncation: Truncation,
}

impl QuantileMap {
    pub(super) fn new(distribution: Distribution, truncation: Truncation) -> Self {
        Self { distribution, truncation }
    }

    /// As [`Distribution::quantile`].
    #[must_use]
    pub fn quantile(&self, z: f64) -> f64 {
        self.quantile_of(z, normal::cdf(-z.abs()))
    }

    /// [`Self::quantile`] of one number or of lanes.
    #[inline(always)]
    fn quantile_of<S: ByRegion>(&self, z: S, tail: S) -> S {
        let Distribution { shape, lower, upper } = self.distribution;
        match shape {
            Shape::Fixed { .. } | Shape::Unset => shape.value(z),
            // Rounding may carry the value just outside.
            _ => shape.value(self.truncation.place(z, tail)).within(lower, upper),
        }
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

/// The map of a whole set: from one standard normal a parameter, in the order of the table, to values.
/// Constants cost nothing a draw.
#[derive(Clone, Debug)]
pub struct PriorMap {
    constants: ParameterValues<f64>,
    maps: Vec<(ParameterId, QuantileMap)>,
}

impl PriorMap {
    /// Prepares the map of a set of distributions.
    #[must_use]
    pub fn new(set: &ParameterSet) -> Self {
        let varying = ParameterId::all().filter(|&id| !set.distribution(id).is_fixed());
        Self {
            constants: set.centres(),
            maps: varying.map(|id| (id, set.distribution(id).prepare())).collect(),
        }
    }

    /// The values at `z`.
    #[must_use]
    pub fn values(&self, z: &[f64; PARAMETER_COUNT]) -> ParameterValues<f64> {
        self.values_of(z)
    }

    /// The values of eight draws side by side, each with the bits that it has alone.
    #[must_use]
    pub fn lanes(&self, z: &[Lanes; PARAMETER_COUNT]) -> ParameterValues<Lanes> {
        widest_build!(self.lanes_avx512(z), self.lanes_avx2(z), self.values_of(z))
    }

    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl")]
    fn lanes_avx512(&self, z: &[Lanes; PARAMETER_COUNT]) -> ParameterValues<Lanes> {
        self.values_of(z)
    }

    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2")]
    fn lanes_avx2(&self, z: &[Lanes; PARAMETER_COUNT]) -> ParameterValues<Lanes> {
        self.values_of(z)
    }

    #[inline(always)]
    fn values_of<S: ByRegion>(&self, z: &[S; PARAMETER_COUNT]) -> ParameterValues<S> {
        let mut values = ParameterValues::from_fn(|id| S::of(self.constants[id]));
        for (id, _) in &self.maps {
            values.set(*id, normal::cdf_of(-z[id.index()].abs()));
        }
        for (id, map) in &self.maps {
            values.set(*id, map.quantile_of(z[id.index()], values[*id]));
        }
        values
    }

    /// The parameters that vary, with their maps, in the order of the table.
    #[must_use]
    pub fn varying(&self) -> &[(ParameterId, QuantileMap)] {
        &self.maps
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_maps_as_its_distributions_do() {
        let set = ParameterSet::default();
        let map = PriorMap::new(&set);
        for step in -3..=3 {
            let z = std::array::from_fn(|i| f64::from(step) + i as f64 / 100.0);
            let values = map.values(&z);
            for id in ParameterId::all() {
                assert_eq!(values[id], set.distribution(id).quantile(z[id.index()]), "{}", id.name());
            }
        }
        assert!(map.varying().len() > 30 && map.varying().len() < PARAMETER_COUNT);
    }
}
