//! The map of a whole set of parameters from standard normals, of one draw or of lanes of draws.

use super::quantile_map::QuantileMap;
use super::set::{ParameterSet, ParameterValues};
use super::table::{PARAMETER_COUNT, ParameterId};
use crate::scalar::special::normal;
use crate::scalar::special::piecewise::Piecewise;
use crate::scalar::{Lanes, widest_build};

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

    /// The map without some parameters, which get no number as their value where they vary.
    #[must_use]
    pub(crate) fn without(mut self, left_out: &[ParameterId]) -> Self {
        for (id, _) in self.maps.extract_if(.., |(id, _)| left_out.contains(id)) {
            self.constants.set(id, f64::NAN);
        }
        self
    }

    /// The values at `z`.
    #[must_use]
    pub fn values(&self, z: &[f64; PARAMETER_COUNT]) -> ParameterValues<f64> {
        self.values_of(z)
    }

    /// The values of eight draws side by side, each with the bits that it has alone.
    #[must_use]
    pub fn lanes(&self, z: &[Lanes; PARAMETER_COUNT]) -> ParameterValues<Lanes> {
        widest_build!(avx512: Self::lanes_avx512, avx2: Self::lanes_avx2, plain: Self::values_of, (self, z))
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
    fn values_of<S: Piecewise>(&self, z: &[S; PARAMETER_COUNT]) -> ParameterValues<S> {
        let mut values = ParameterValues::from_fn(|id| S::of(self.constants[id]));
        // A step for all parameters before the next, so that the work of one overlaps with that of others.
        for (id, _) in &self.maps {
            values.set(*id, normal::cdf_of(-z[id.index()].abs()));
        }
        for (id, map) in &self.maps {
            values.set(*id, map.truncation.place(z[id.index()], values[*id]));
        }
        for (id, map) in &self.maps {
            values.set(*id, map.value_at(values[*id]));
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
    use crate::parameters::{Distribution, Origin, Shape};
    use crate::scalar::LANES;

    /// Every shape with bounds that are wide, narrow, on one side or far out.
    fn awkward() -> Vec<Distribution> {
        let shapes = [
            Shape::SplitNormal { low: 0.0, centre: 0.05, high: 0.17 },
            Shape::Normal { mean: 0.1, sd: 0.03 },
            Shape::LogNormal { median: 0.1, sd_log: 0.8 },
            Shape::Uniform { lower: -0.1, upper: 0.9 },
            Shape::Triangular { lower: -0.1, mode: 0.1, upper: 0.7 },
            Shape::Triangular { lower: 0.0, mode: 0.0, upper: 0.7 },
        ];
        let (none, any) = (f64::NEG_INFINITY, f64::INFINITY);
        let bounds = [
            (none, any),
            (none, 0.2),
            (0.08, any),
            (0.02, 0.3),
            (0.1, 0.100_001),
            (none, 0.001),
            (0.25, any),
            (0.25, 0.26),
        ];
        let all = shapes
            .iter()
            .flat_map(|&shape| bounds.map(|(lower, upper)| Distribution { shape, lower, upper }));
        all.filter(|distribution| distribution.check().is_ok()).collect()
    }

    fn beta() -> Vec<Distribution> {
        let shape = Shape::Beta { alpha: 2.0, beta: 4.0, lower: -0.1, upper: 0.9 };
        [(f64::NEG_INFINITY, f64::INFINITY), (0.0, 0.2)]
            .map(|(lower, upper)| Distribution { shape, lower, upper })
            .to_vec()
    }

    /// The table, and sets in which these distributions stand in for its own.
    fn sets(distributions: &[Distribution]) -> Vec<ParameterSet> {
        let mut sets = vec![ParameterSet::default()];
        for some in distributions.chunks(PARAMETER_COUNT) {
            let mut set = ParameterSet::default();
            for (id, distribution) in ParameterId::all().zip(some) {
                set.offer(id, *distribution, Origin::Set);
            }
            sets.push(set);
        }
        sets
    }

    type Build = unsafe fn(&PriorMap, &[Lanes; PARAMETER_COUNT]) -> ParameterValues<Lanes>;

    /// The builds that this machine can run.
    fn builds() -> Vec<(&'static str, Build)> {
        let mut builds: Vec<(&str, Build)> =
            vec![("chosen", PriorMap::lanes), ("plain", PriorMap::values_of)];
        #[cfg(target_arch = "x86_64")]
        {
            use std::arch::is_x86_feature_detected as has;
            if has!("avx2") {
                builds.push(("avx2", PriorMap::lanes_avx2));
            }
            if has!("avx512f") && has!("avx512bw") && has!("avx512dq") && has!("avx512vl") {
                builds.push(("avx512", PriorMap::lanes_avx512));
            }
        }
        builds
    }

    #[test]
    fn lanes_have_the_bits_of_the_draw_alone_in_every_build() {
        // The beta distribution of the library does not reach farther.
        let within = |reach: f64| move |set| (set, reach);
        let of_beta = sets(&beta()).into_iter().map(within(9.0));
        for (set, reach) in sets(&awkward()).into_iter().map(within(500.0)).chain(of_beta) {
            let map = PriorMap::new(&set);
            for step in -64..=64 {
                // Lanes near each other, then lanes in different regions, then some that are no number.
                for spread in [0.01, 1.9, f64::NAN] {
                    let z = |id: usize, lane: usize| match (spread.is_nan(), lane) {
                        (true, 0) => f64::NAN,
                        (true, 1) => f64::INFINITY,
                        (true, 2) => f64::NEG_INFINITY,
                        (true, _) => (f64::from(step) * lane as f64).clamp(-reach, reach),
                        _ => (f64::from(step) / 8.0 + spread * (lane as f64 - 4.0) + id as f64 / 1e3)
                            .clamp(-reach, reach),
                    };
                    let lanes = std::array::from_fn(|id| Lanes(std::array::from_fn(|lane| z(id, lane))));
                    let alone: Vec<_> =
                        (0..LANES).map(|lane| map.values(&std::array::from_fn(|id| z(id, lane)))).collect();
                    for (name, build) in builds() {
                        // SAFETY: only builds that the machine can run are listed.
                        #[allow(unsafe_code)]
                        let values = unsafe { build(&map, &lanes) };
                        for id in ParameterId::all() {
                            for (lane, alone) in alone.iter().enumerate() {
                                let (one, other) = (values[id].0[lane], alone[id]);
                                let same = one.to_bits() == other.to_bits() || one.is_nan() && other.is_nan();
                                assert!(
                                    same,
                                    "{name} {:?} {}: {one} {other}",
                                    set.distribution(id),
                                    z(id.index(), lane)
                                );
                            }
                        }
                    }
                }
            }
        }
    }

    /// A change here changes every published number: it has to be meant. (The beta distribution is another library's.)
    #[test]
    fn values_do_not_change_between_versions() {
        let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
        let table = ParameterId::all().map(|id| id.row().prior);
        for distribution in awkward().into_iter().chain(table) {
            for step in -80..=80 {
                let value = distribution.quantile(f64::from(step) / 8.0);
                hash = (hash ^ value.to_bits()).wrapping_mul(0x0000_0100_0000_01b3);
            }
        }
        assert_eq!(hash, 9_132_705_475_580_224_199);
    }

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
