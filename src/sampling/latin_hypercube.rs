//! Latin hypercube: in every dimension one draw in each of `N` slices of equal probability (McKay, Beckman and
//! Conover 1979, Technometrics 21, 239-245). There are eight of them side by side, each with an eighth of the draws: draw `i` is
//! draw `i div 8` of hypercube `i mod 8`.
//!
//! `u = (pi(i) + jitter) / N`, with another permutation `pi` of `0..N` for each dimension. The permutation is
//! computed, not stored, so that any draw can be made alone: an alternating Feistel network (Luby and Rackoff
//! 1988) on a power of two that holds `N`, walked until it lands below `N` (Black and Rogaway 2002,
//! "Ciphers with arbitrary finite domains").

use super::streams::{Purpose, Streams, hash, mix};
use crate::scalar::LANES;
use crate::statistics::REPLICATES;

/// Rounds of the network.
const ROUNDS: u64 = 6;
/// Fewest bits that the network works on: halves of one or two bits mix badly. A small hypercube walks further.
const FEWEST_BITS: u32 = 8;

/// Uniforms in these dimensions, which rise, of the draws from `first` on, of hypercubes of together `draws`; a draw beyond
/// the last begins others.
#[inline(always)]
pub(crate) fn uniforms<S: Streams>(
    seed: u64,
    draws: u64,
    first: u64,
    dimensions: impl Iterator<Item = usize> + Clone,
    out: &mut [S],
) {
    let places: [Place; LANES] =
        std::array::from_fn(|lane| Place::of(first.wrapping_add(lane as u64), draws.max(1), seed));
    let (mut slices, mut sizes) = ([0.0; LANES], [1.0; LANES]);
    sizes.iter_mut().zip(&places).for_each(|(size, place)| *size = place.size as f64);
    S::uniforms(seed, Purpose::Point, first, dimensions.clone(), out);
    for dimension in dimensions {
        for (slice, place) in slices[..S::WIDTH].iter_mut().zip(&places) {
            *slice = permute(place.number, place.size, hash(place.key, dimension as u64)) as f64;
        }
        let u = (S::load(&slices) + out[dimension]) / S::load(&sizes);
        // The sum may be rounded up to N.
        out[dimension] = u.min(S::of(1.0 - 0.5 * f64::EPSILON));
    }
}

/// Where a draw stands: its number in a hypercube of that size, and the key of the hypercube.
#[derive(Clone, Copy)]
struct Place {
    number: u64,
    size: u64,
    key: u64,
}

impl Place {
    fn of(draw: u64, draws: u64, seed: u64) -> Self {
        let copies = REPLICATES as u64;
        let (all, number) = (draw / draws, draw % draws);
        let copy = number % copies;
        // Where they do not divide by eight, the first hypercubes have one draw more.
        let size = (draws - copy).div_ceil(copies);
        Self { number: number / copies, size, key: hash(hash(seed, all), copy) }
    }
}

/// Where the permutation of `0..n` that belongs to `key` takes `i`, for `i < n`.
fn permute(i: u64, n: u64, key: u64) -> u64 {
    if n < 2 {
        return 0;
    }
    let bits = (64 - (n - 1).leading_zeros()).max(FEWEST_BITS);
    let low_bits = bits / 2;
    let (high_mask, low_mask) = (mask(bits - low_bits), mask(low_bits));
    let mut x = i;
    loop {
        let (mut high, mut low) = (x >> low_bits, x & low_mask);
        for round in 0..ROUNDS / 2 {
            high ^= mix(key.wrapping_add(2 * round) ^ low.wrapping_mul(0x9e37_79b9_7f4a_7c15)) & high_mask;
            low ^= mix(key.wrapping_add(2 * round + 1) ^ high.wrapping_mul(0x9e37_79b9_7f4a_7c15)) & low_mask;
        }
        x = (high << low_bits) | low;
        if x < n {
            return x;
        }
    }
}

fn mask(bits: u32) -> u64 {
    (1 << bits) - 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fill(seed: u64, draws: u64, i: u64, out: &mut [f64]) {
        uniforms(seed, draws, i, 0..out.len(), out);
    }

    #[test]
    fn permutations_are_permutations() {
        for n in [1, 2, 3, 5, 10, 64, 1_000, 1_025] {
            for key in 0..20 {
                let mut seen = vec![false; n as usize];
                (0..n).for_each(|i| seen[permute(i, n, hash(key, n)) as usize] = true);
                assert!(seen.iter().all(|x| *x), "{n} {key}");
            }
        }
        assert!(permute(12, u64::MAX, 5) < u64::MAX);
    }

    /// Over many keys every place is as likely for a draw, and for a second draw given the first.
    #[test]
    fn permutations_are_uniform() {
        for (n, i, j) in [(7, 2, 3), (40, 17, 16), (200, 0, 128)] {
            let degrees = (n * (n - 1) - 1) as f64;
            let keys = 20 * n * (n - 1);
            let mut pairs = vec![0f64; (n * n) as usize];
            for key in 0..keys {
                let key = hash(99, key);
                pairs[(permute(i, n, key) * n + permute(j, n, key)) as usize] += 1.0;
            }
            let chi_square: f64 = (0..n * n)
                .filter(|pair| pair / n != pair % n)
                .map(|pair| (pairs[pair as usize] - 20.0).powi(2) / 20.0)
                .sum();
            assert!(
                (chi_square - degrees).abs() < 5.0 * (2.0 * degrees).sqrt(),
                "{n}: {chi_square} for {degrees}"
            );
        }
    }

    /// Of each of eight hypercubes, of 63 draws the first four and of 62 the others.
    #[test]
    fn every_slice_holds_one_draw() {
        let n: u64 = 500;
        let mut counts = vec![vec![0; 63]; 8 * 4];
        for i in n..2 * n {
            let (mut point, copy) = ([0.0; 4], (i % n % 8) as usize);
            fill(3, n, i, &mut point);
            let size = if copy < 4 { 63.0 } else { 62.0 };
            for (dimension, u) in point.iter().enumerate() {
                counts[4 * copy + dimension][(u * size) as usize] += 1;
            }
        }
        for (k, counts) in counts.iter().enumerate() {
            let size = if k / 4 < 4 { 63 } else { 62 };
            assert!(counts[..size].iter().all(|count| *count == 1), "{k}");
        }
        assert_eq!(counts.iter().flatten().sum::<i32>(), 4 * 500);
    }

    #[test]
    fn dimensions_are_not_correlated() {
        let n = 10_000;
        let mut sum = 0.0;
        for i in 0..n {
            let mut u = [0.0; 2];
            fill(1, n, i, &mut u);
            sum += 12.0 * (u[0] - 0.5) * (u[1] - 0.5);
        }
        assert!((sum / n as f64).abs() < 5.0 / (n as f64).sqrt(), "{}", sum / n as f64);
    }
}
