//! Sobol' sequence with Owen scrambling.
//!
//! Any point is computed alone: the sum without carry of the direction numbers of the bits of its Gray code
//! (Antonov and Saleev 1979), so that point `i` is point `i` of other implementations. The scrambling permutes
//! every bit by a random function of the bits above it (Owen 1995), here by a hash in which a bit only acts on
//! those below it, as Laine and Karras (2011) proposed and Burley (2020, "Practical hash-based Owen scrambling",
//! Journal of Computer Graphics Techniques 9(4)) completed, in 64 bits. Scrambled points are uniform each, keep
//! the balance of the sequence, and the seed makes independent copies of it.
//!
//! Draw `i` is point `i div 8` of scrambling `i mod 8`: the draws are eight replicates of the sequence side by side.
//!
//! All 2^64 points have directions; 52 bits of a coordinate are used, all of them random.

use super::sobol_directions::{DIRECTIONS, SOBOL_DIMENSIONS};
use super::streams::{hash, mix};
use crate::scalar::special::normal::open_uniform;
use crate::scalar::{LANES, Scalar};
use crate::statistics::{REPLICATES, replicate_of};

/// Draws that share a point.
const COPIES: u64 = REPLICATES as u64;

/// Uniforms in these dimensions of the draws from `first` on.
#[inline(always)]
pub(crate) fn uniforms<S: Scalar>(
    seed: u64,
    first: u64,
    dimensions: impl Iterator<Item = usize>,
    out: &mut [S],
) {
    // Draws side by side share a point, or are of two that follow each other.
    let draws: [u64; LANES] = std::array::from_fn(|lane| first.wrapping_add(lane as u64));
    let point = first / COPIES;
    let last = draws[S::WIDTH - 1] / COPIES;
    let points = [unscrambled(point), if last == point { [0; SOBOL_DIMENSIONS] } else { unscrambled(last) }];
    let of_draw: [&[u64; SOBOL_DIMENSIONS]; LANES] =
        draws.map(|draw| &points[usize::from(draw / COPIES != point)]);
    let seeds = draws.map(|draw| hash(seed, replicate_of(draw) as u64));
    let mut coordinates = [0.0; LANES];
    for dimension in dimensions {
        for ((u, point), seed) in coordinates.iter_mut().zip(&of_draw).zip(&seeds).take(S::WIDTH) {
            *u = open_uniform(scramble(point[dimension], hash(*seed, dimension as u64)));
        }
        out[dimension] = S::load(&coordinates);
    }
}

/// Point `i`, in 64-bit fractions.
fn unscrambled(i: u64) -> [u64; SOBOL_DIMENSIONS] {
    let mut point = [0; SOBOL_DIMENSIONS];
    let mut gray = i ^ (i >> 1);
    while gray != 0 {
        for (x, direction) in point.iter_mut().zip(&DIRECTIONS[gray.trailing_zeros() as usize]) {
            *x ^= direction;
        }
        gray &= gray - 1;
    }
    point
}

/// Permutes the bits of `x` from the highest down, each by a random function of those above it.
fn scramble(x: u64, key: u64) -> u64 {
    // Turned round, sums and products carry from what was a high bit to lower ones only. The factors of the
    // exclusive sums are even, so that no bit acts on itself, and the other factor is odd, so that all is invertible.
    let x = x.reverse_bits();
    let x = x ^ x.wrapping_mul(0x3d20_adea_6b8b_4566);
    let x = x.wrapping_add(key);
    let x = x.wrapping_mul(mix(key) | 1);
    let x = x ^ x.wrapping_mul(0x0552_6c56_e3b8_9d2a);
    let x = x ^ x.wrapping_mul(0x53a2_2864_9e37_79b8);
    x.reverse_bits()
}

#[cfg(test)]
mod tests {
    use super::super::streams::{Purpose, Streams};
    use super::*;
    use crate::scalar::special::normal::inverse_cdf;
    use std::collections::HashSet;

    /// From scipy 1.17.1:
    /// ```python
    /// x = scipy.stats.qmc.Sobol(128, scramble=False, bits=52).random(1024)
    /// [(n, d, x[n, d]) for n, d in [(1, 0), (2, 1), (3, 2), (5, 7), (100, 20), (513, 63), (777, 100), (1023, 127)]]
    /// ```
    #[test]
    fn unscrambled_points_are_those_of_scipy() {
        for (n, d, x) in [
            (1, 0, 0.5),
            (2, 1, 0.25),
            (3, 2, 0.75),
            (5, 7, 0.375),
            (100, 20, 0.757_812_5),
            (513, 63, 0.041_992_187_5),
            (777, 100, 0.842_773_437_5),
            (1023, 127, 0.700_195_312_5),
        ] {
            assert_eq!(unscrambled(n)[d] as f64 / 2f64.powi(64), x, "{n} {d}");
        }
        assert_eq!(unscrambled(0), [0; SOBOL_DIMENSIONS]);
    }

    /// The first two dimensions are a (0, m, 2)-net: each of the 2^m boxes of every shape holds one of the first
    /// 2^m points, scrambled or not; in every dimension each of 2^m slices does.
    #[test]
    fn scrambled_points_are_balanced() {
        let m = 10;
        for seed in 0..3 {
            let points: Vec<Vec<u64>> = (0..1u64 << m)
                .map(|i| (0..).zip(unscrambled(i)).map(|(d, x)| scramble(x, hash(seed, d))).collect())
                .collect();
            for a in 0..=m {
                let top = |x: u64, bits: u32| x.checked_shr(64 - bits).unwrap_or(0);
                let boxes: HashSet<_> = points.iter().map(|p| (top(p[0], a), top(p[1], m - a))).collect();
                assert_eq!(boxes.len(), 1 << m, "{a}");
            }
            for d in 0..SOBOL_DIMENSIONS {
                let slices: HashSet<u64> = points.iter().map(|p| p[d] >> (64 - m)).collect();
                assert_eq!(slices.len(), 1 << m, "dimension {d}");
            }
        }
    }

    /// Given the bits above, a bit is flipped in half of the copies, whatever happened to its neighbours.
    #[test]
    fn bits_are_flipped_independently() {
        let copies = 20_000;
        let limit = 5.0 * (f64::from(copies) / 4.0).sqrt();
        for x in [0u64, 0x8000_0000_0000_0000, 0xb7e1_5162_8aed_2a6a] {
            for bit in [0, 1, 2, 5, 10, 20, 40, 51] {
                let (mut flips, mut agreements, mut siblings) = (0.0, 0.0, 0.0);
                for seed in 0..copies {
                    let key = hash(u64::from(seed as u32), 7);
                    let flip = |x: u64, bit: u32| ((scramble(x, key) ^ x) >> (63 - bit)) & 1;
                    flips += flip(x, bit) as f64;
                    agreements += (flip(x, bit) ^ flip(x, bit + 1)) as f64;
                    // The same bit below another first bit is flipped on its own.
                    siblings += (flip(x, bit) ^ flip(x ^ (1 << 63), bit)) as f64;
                }
                let half = f64::from(copies) / 2.0;
                assert!((flips - half).abs() < limit, "{x:x} bit {bit}: {flips}");
                assert!((agreements - half).abs() < limit, "{x:x} bits {bit}, {}: {agreements}", bit + 1);
                assert!(bit == 0 || (siblings - half).abs() < limit, "{x:x} bit {bit}: {siblings}");
            }
        }
    }

    #[test]
    fn a_million_points_are_distinct() {
        let mut seen = HashSet::new();
        for i in (0..1 << 20).chain((1 << 40)..(1 << 40) + 1_000) {
            assert!(seen.insert(scramble(unscrambled(i)[3], hash(1, 3)) >> 12), "{i}");
        }
    }

    /// The error of a mean over many copies: of a smooth function of ten normals, and of the first points of a
    /// power of two.
    #[test]
    fn integrates_better_than_random_points() {
        let (n, copies) = (1 << 11, 24);
        let error = |fill: fn(u64, u64, &mut [f64])| {
            let square: f64 = (0..copies)
                .map(|seed| {
                    let mut sum = 0.0;
                    for i in 0..n {
                        let mut z = [0.0; 10];
                        fill(seed, i, &mut z);
                        let z = z.map(inverse_cdf);
                        sum += (0.1 * z.iter().sum::<f64>()).exp() + z[0] * z[1];
                    }
                    (sum / n as f64 - (0.05f64).exp()).powi(2)
                })
                .sum();
            (square / copies as f64).sqrt()
        };
        let sobol = error(|seed, i, out| uniforms(seed, i, 0..out.len(), out));
        let random = error(|seed, i, out| f64::uniforms(seed, Purpose::Point, i, 0..out.len(), out));
        // Of eight scramblings with an eighth of the points each.
        assert!(sobol < random / 6.0, "{sobol} {random}");
    }

    #[test]
    fn uniform_over_copies() {
        let copies = 100_000;
        let mean: f64 =
            (0..copies).map(|seed| open_uniform(scramble(unscrambled(5)[9], hash(seed, 9)))).sum::<f64>();
        assert!((mean / copies as f64 - 0.5).abs() < 5.0 / (12.0 * copies as f64).sqrt());
    }
}
