//! Draws: points of independent standard normals, each a function of the seed and its number alone.
//!
//! A new dimension comes at the end and leaves the others as they were. How the points fill the space is the plan. The
//! shocks of the years are the same under every plan: hundreds of dimensions a draw, which no plan fills well.

use super::streams::{Purpose, Streams};
use super::{latin_hypercube, sobol};
use crate::names::{UnknownName, serde_by_text};
use crate::scalar::special::normal;
use crate::scalar::special::piecewise::Piecewise;
use crate::scalar::{Lanes, widest_build};
use std::fmt;
use std::str::FromStr;

/// Dimensions that a point can have.
pub(crate) const MAX_DIMENSIONS: usize = super::sobol_directions::SOBOL_DIMENSIONS;

/// How draws fill the space of parameters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SamplingPlan {
    /// Pseudo-random. The Monte Carlo error of a mean is about `sd / sqrt(n)`.
    Random,
    /// Latin hypercube: every parameter evenly spread over its own distribution. There are eight of them, independent of each
    /// other: draw `i` belongs to number `i mod 8`. Their draws belong together: a part of them is an ordinary random sample.
    LatinHypercube {
        /// Number of draws of all eight.
        draws: u64,
    },
    /// Sobol' sequence with Owen scrambling: evenly spread in many dimensions at once. There are eight scramblings, independent of
    /// each other: draw `i` is point `i div 8` of number `i mod 8`. Best at powers of two.
    #[default]
    Sobol,
}

impl SamplingPlan {
    /// Names, in the order of the plans.
    pub const NAMES: [&str; 3] = ["random", "latin_hypercube", "sobol"];

    /// Name in files and on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Random => "random",
            Self::LatinHypercube { .. } => "latin_hypercube",
            Self::Sobol => "sobol",
        }
    }

    /// The plan of that name for a number of draws.
    #[must_use]
    pub fn from_name(name: &str, draws: u64) -> Option<Self> {
        match name {
            "random" => Some(Self::Random),
            "latin_hypercube" => Some(Self::LatinHypercube { draws }),
            "sobol" => Some(Self::Sobol),
            _ => None,
        }
    }
}

/// A Latin hypercube is shown with its number of draws, `latin_hypercube(1000)`.
impl fmt::Display for SamplingPlan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::LatinHypercube { draws } => write!(f, "{}({draws})", self.name()),
            _ => f.write_str(self.name()),
        }
    }
}

impl FromStr for SamplingPlan {
    type Err = UnknownName;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let hypercube = text.strip_prefix("latin_hypercube(").and_then(|rest| rest.strip_suffix(')'));
        let plan = match hypercube {
            Some(draws) => draws.parse().ok().map(|draws| Self::LatinHypercube { draws }),
            // Of how many draws, the name alone does not say.
            None => Self::from_name(text, 0).filter(|plan| !matches!(plan, Self::LatinHypercube { .. })),
        };
        plan.ok_or_else(|| UnknownName::new(text, ["random", "latin_hypercube(DRAWS)", "sobol"].into_iter()))
    }
}

serde_by_text!(SamplingPlan);

/// All draws of a seed under a plan; nothing is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Draws {
    /// Seed of all random numbers.
    pub seed: u64,
    /// How the draws fill the space.
    pub plan: SamplingPlan,
}

/// The row among `rows` that a standard normal chooses, all equally likely. A plan that spreads the normal evenly
/// spreads the rows evenly.
pub(crate) fn row_of(z: f64, rows: usize) -> usize {
    ((normal::cdf(z) * rows as f64) as usize).min(rows.saturating_sub(1))
}

impl Draws {
    /// Fills `out` with the independent standard normals of draw `i`: the first coordinates of the point, at most
    /// 128 of them. What `out` has beyond is left as it is.
    pub fn z(&self, i: u64, out: &mut [f64]) {
        self.normals(i, 0..out.len().min(MAX_DIMENSIONS), out);
    }

    /// As [`Self::z`], of the eight draws from `first` on side by side, each with the bits that it has alone.
    pub fn lanes(&self, first: u64, out: &mut [Lanes]) {
        self.lanes_in(first, 0..out.len().min(MAX_DIMENSIONS), out);
    }

    /// As [`Self::z`], in some dimensions only, which rise.
    pub(crate) fn z_in(&self, i: u64, dimensions: impl Iterator<Item = usize> + Clone, out: &mut [f64]) {
        self.normals(i, dimensions, out);
    }

    /// As [`Self::lanes`], in some dimensions only, which rise.
    pub(crate) fn lanes_in(
        &self,
        first: u64,
        dimensions: impl Iterator<Item = usize> + Clone,
        out: &mut [Lanes],
    ) {
        widest_build!(
            avx512: Self::lanes_avx512,
            avx2: Self::lanes_avx2,
            plain: Self::normals,
            (self, first, dimensions, out)
        )
    }

    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl")]
    fn lanes_avx512(&self, first: u64, dimensions: impl Iterator<Item = usize> + Clone, out: &mut [Lanes]) {
        self.normals(first, dimensions, out);
    }

    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2")]
    fn lanes_avx2(&self, first: u64, dimensions: impl Iterator<Item = usize> + Clone, out: &mut [Lanes]) {
        self.normals(first, dimensions, out);
    }

    /// Standard normals of the draws from `first` on: of one, or of a lane group.
    #[inline(always)]
    fn normals<S: Streams + Piecewise>(
        &self,
        first: u64,
        dimensions: impl Iterator<Item = usize> + Clone,
        out: &mut [S],
    ) {
        let (seed, places) = (self.seed, dimensions.clone());
        match self.plan {
            SamplingPlan::Random => S::uniforms(seed, Purpose::Point, first, places, out),
            SamplingPlan::LatinHypercube { draws } => {
                latin_hypercube::uniforms(seed, draws, first, places, out);
            }
            SamplingPlan::Sobol => sobol::uniforms(seed, first, places, out),
        }
        for dimension in dimensions {
            out[dimension] = normal::inverse_cdf_of(out[dimension]);
        }
    }

    /// Fills `out` with the uniforms of the shocks of draw `i`, strictly between zero and one. More of them leave
    /// the first ones as they were: with the same number a year, a longer horizon does not change the years before.
    pub fn shock_uniforms(&self, i: u64, out: &mut [f64]) {
        f64::uniforms(self.seed, Purpose::Shocks, i, 0..out.len(), out);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scalar::{LANES, Scalar};

    const PLANS: [SamplingPlan; 3] =
        [SamplingPlan::Random, SamplingPlan::LatinHypercube { draws: 1_000 }, SamplingPlan::Sobol];

    fn point(plan: SamplingPlan, seed: u64, i: u64) -> [f64; MAX_DIMENSIONS] {
        let mut z = [0.0; MAX_DIMENSIONS];
        Draws { seed, plan }.z(i, &mut z);
        z
    }

    #[test]
    fn names_go_there_and_back() {
        for (plan, name) in PLANS.into_iter().zip(SamplingPlan::NAMES) {
            assert_eq!(plan.name(), name);
            assert_eq!(SamplingPlan::from_name(name, 1_000), Some(plan));
        }
        assert_eq!(SamplingPlan::from_name("grid", 10), None);
    }

    #[test]
    fn coordinates_are_standard_normal() {
        let n = 1_000;
        for plan in PLANS {
            let (mut mean, mut square, mut product) = (0.0, 0.0, 0.0);
            for i in 0..n {
                let z = point(plan, 1, i);
                assert!(z.iter().all(|z| z.abs() < 8.3));
                mean += z.iter().sum::<f64>();
                square += z.iter().map(|z| z * z).sum::<f64>();
                product += z.windows(2).map(|z| z[0] * z[1]).sum::<f64>();
            }
            let values = (n as usize * MAX_DIMENSIONS) as f64;
            let error = 5.0 / values.sqrt();
            assert!((mean / values).abs() < error, "{plan:?}");
            assert!((square / values - 1.0).abs() < error * 2f64.sqrt(), "{plan:?}");
            assert!((product / values).abs() < error, "{plan:?}");
        }
    }

    #[test]
    fn fewer_dimensions_are_the_first_ones() {
        for plan in PLANS {
            let mut few = [0.0; 5];
            Draws { seed: 1, plan }.z(17, &mut few);
            assert_eq!(few, point(plan, 1, 17)[..5]);
            let mut many = [9.0; MAX_DIMENSIONS + 1];
            Draws { seed: 1, plan }.z(17, &mut many);
            assert_eq!(
                (many[..MAX_DIMENSIONS].to_vec(), many[MAX_DIMENSIONS]),
                (point(plan, 1, 17).to_vec(), 9.0)
            );
        }
    }

    type Build = unsafe fn(&Draws, u64, std::vec::IntoIter<usize>, &mut [Lanes]);

    /// The builds that this machine can run.
    fn builds() -> Vec<(&'static str, Build)> {
        let mut builds: Vec<(&str, Build)> = vec![("chosen", Draws::lanes_in), ("plain", Draws::normals)];
        #[cfg(target_arch = "x86_64")]
        {
            use std::arch::is_x86_feature_detected as has;
            if has!("avx2") {
                builds.push(("avx2", Draws::lanes_avx2));
            }
            if has!("avx512f") && has!("avx512bw") && has!("avx512dq") && has!("avx512vl") {
                builds.push(("avx512", Draws::lanes_avx512));
            }
        }
        builds
    }

    #[test]
    fn lanes_have_the_bits_of_the_draw_alone_in_every_build() {
        let some: Vec<usize> = vec![0, 3, 4, 17, MAX_DIMENSIONS - 1];
        for (plan, first) in PLANS.into_iter().flat_map(|plan| [(plan, 0), (plan, 997), (plan, 1 << 40)]) {
            for (name, build) in builds() {
                for dimensions in [(0..MAX_DIMENSIONS).collect(), some.clone()] {
                    let mut lanes = [Lanes::of(9.0); MAX_DIMENSIONS];
                    // SAFETY: only builds that the machine can run are listed.
                    #[allow(unsafe_code)]
                    unsafe {
                        build(&Draws { seed: 5, plan }, first, dimensions.clone().into_iter(), &mut lanes);
                    }
                    for lane in 0..LANES {
                        let alone = point(plan, 5, first + lane as u64);
                        for dimension in 0..MAX_DIMENSIONS {
                            let expected =
                                if dimensions.contains(&dimension) { alone[dimension] } else { 9.0 };
                            let value = lanes[dimension].0[lane];
                            assert_eq!(value.to_bits(), expected.to_bits(), "{plan:?} {name} {dimension}");
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn seeds_and_draws_differ() {
        for plan in PLANS {
            assert_ne!(point(plan, 1, 0), point(plan, 2, 0));
            assert_ne!(point(plan, 1, 0), point(plan, 1, 1));
            assert_eq!(point(plan, 1, 7), point(plan, 1, 7));
        }
    }

    #[test]
    fn shocks_are_those_of_the_draw_whatever_the_horizon_and_the_plan() {
        let shocks = |plan, i, n| {
            let mut out = vec![0.0; n];
            Draws { seed: 1, plan }.shock_uniforms(i, &mut out);
            out
        };
        let long = shocks(SamplingPlan::Random, 5, 10_000);
        for plan in PLANS {
            assert_eq!(shocks(plan, 5, 400), long[..400]);
        }
        assert_ne!(shocks(SamplingPlan::Random, 6, 400), long[..400]);
        assert!(long.iter().all(|u| 0.0 < *u && *u < 1.0));
        let mean = long.iter().sum::<f64>() / 10_000.0;
        assert!((mean - 0.5).abs() < 5.0 * (1.0 / 12.0 / 10_000f64).sqrt(), "{mean}");
    }

    /// A change here changes every published number: it has to be meant.
    #[test]
    fn points_do_not_change_between_versions() {
        let first: Vec<f64> = PLANS.iter().map(|plan| point(*plan, 1, 2)[0]).collect();
        assert_eq!(first, [-0.794_486_611_890_482_9, 0.876_819_469_388_178_2, 1.498_586_054_637_773]);
    }
}
