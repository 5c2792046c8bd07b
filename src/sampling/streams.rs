//! Random bits by address: the bits of draw `i` depend on the seed and `i` alone, in whatever order and on
//! whatever thread they are asked for.
//!
//! A stream is ChaCha with eight rounds (Bernstein 2008), a counter-based generator: the seed and the purpose
//! are its key, the draw its nonce. For one draw it is that of `rand_chacha`; the streams of eight draws side by side
//! are made here, with the same bits. Single values come from a hash, the finaliser of SplitMix64 (Steele, Lea
//! and Flood 2014, OOPSLA, with the constants of Stafford's variant 13).

use crate::scalar::special::normal::open_uniform;
use crate::scalar::{LANES, Lanes, Scalar};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Words of 32 bits in a block of a stream.
const BLOCK: usize = 16;

/// What a stream is for. The streams of two purposes have nothing in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// Parameters and initial stocks.
    Point,
    /// Shocks by year.
    Shocks,
}

impl Purpose {
    fn label(self) -> &'static [u8; 8] {
        match self {
            Self::Point => b"point   ",
            Self::Shocks => b"shocks  ",
        }
    }
}

/// A word of 32 bits of each of eight streams.
type Words = [u32; LANES];

/// Numbers whose streams are made side by side.
pub(crate) trait Streams: Scalar {
    /// The uniforms, strictly between zero and one, at these places of the streams of the draws from `first` on: that
    /// of place `k` goes to `out[k]`. Places rise; what lies between them is left as it is.
    fn uniforms(
        seed: u64,
        purpose: Purpose,
        first: u64,
        places: impl Iterator<Item = usize>,
        out: &mut [Self],
    );
}

impl Streams for f64 {
    fn uniforms(
        seed: u64,
        purpose: Purpose,
        first: u64,
        places: impl Iterator<Item = usize>,
        out: &mut [Self],
    ) {
        let mut rng = stream(seed, purpose, first);
        let mut next = 0;
        for place in places {
            while next < place {
                rng.next_u64();
                next += 1;
            }
            out[place] = open_uniform(rng.next_u64());
            next += 1;
        }
    }
}

impl Streams for Lanes {
    #[inline(always)]
    fn uniforms(
        seed: u64,
        purpose: Purpose,
        first: u64,
        places: impl Iterator<Item = usize>,
        out: &mut [Self],
    ) {
        // A uniform takes two words.
        let mut words = [[0; LANES]; BLOCK];
        let mut made = None;
        for place in places {
            let (counter, k) = (2 * place / BLOCK, 2 * place % BLOCK);
            if made != Some(counter) {
                words = block(seed, purpose, first, counter as u64);
                made = Some(counter);
            }
            for ((u, low), high) in out[place].0.iter_mut().zip(&words[k]).zip(&words[k + 1]) {
                *u = open_uniform(u64::from(*high) << 32 | u64::from(*low));
            }
        }
    }
}

/// Block `counter` of the streams of the draws from `first` on.
#[inline(always)]
fn block(seed: u64, purpose: Purpose, first: u64, counter: u64) -> [Words; BLOCK] {
    let halves = |x: u64| [x as u32, (x >> 32) as u32];
    let [seed, label, counter] = [seed, u64::from_le_bytes(*purpose.label()), counter].map(halves);
    let mut start = [[0; LANES]; BLOCK];
    // "expand 32-byte k", the key and the number of the block are the same in all streams; the nonce is the draw.
    let common = [0x6170_7865, 0x3320_646e, 0x7962_2d32, 0x6b20_6574, seed[0], seed[1], label[0], label[1]];
    for (word, value) in start.iter_mut().zip(common) {
        *word = [value; LANES];
    }
    [start[12], start[13]] = counter.map(|value| [value; LANES]);
    let draws: [[u32; 2]; LANES] = std::array::from_fn(|lane| halves(first.wrapping_add(lane as u64)));
    [start[14], start[15]] = [draws.map(|draw| draw[0]), draws.map(|draw| draw[1])];
    let mut state = start;
    for _ in 0..4 {
        quarter_round(&mut state, 0, 4, 8, 12);
        quarter_round(&mut state, 1, 5, 9, 13);
        quarter_round(&mut state, 2, 6, 10, 14);
        quarter_round(&mut state, 3, 7, 11, 15);
        quarter_round(&mut state, 0, 5, 10, 15);
        quarter_round(&mut state, 1, 6, 11, 12);
        quarter_round(&mut state, 2, 7, 8, 13);
        quarter_round(&mut state, 3, 4, 9, 14);
    }
    for (word, start) in state.iter_mut().zip(&start) {
        for (x, y) in word.iter_mut().zip(start) {
            *x = x.wrapping_add(*y);
        }
    }
    state
}

#[inline(always)]
fn quarter_round(state: &mut [Words; BLOCK], a: usize, b: usize, c: usize, d: usize) {
    let [mut x, mut y, mut z, mut w] = [state[a], state[b], state[c], state[d]];
    for lane in 0..LANES {
        x[lane] = x[lane].wrapping_add(y[lane]);
        w[lane] = (w[lane] ^ x[lane]).rotate_left(16);
        z[lane] = z[lane].wrapping_add(w[lane]);
        y[lane] = (y[lane] ^ z[lane]).rotate_left(12);
        x[lane] = x[lane].wrapping_add(y[lane]);
        w[lane] = (w[lane] ^ x[lane]).rotate_left(8);
        z[lane] = z[lane].wrapping_add(w[lane]);
        y[lane] = (y[lane] ^ z[lane]).rotate_left(7);
    }
    [state[a], state[b], state[c], state[d]] = [x, y, z, w];
}

/// The random bits of draw `i`.
pub(crate) fn stream(seed: u64, purpose: Purpose, i: u64) -> ChaCha8Rng {
    // Not `seed_from_u64`: how that expands a seed is not part of the generator's definition.
    let mut key = [0; 32];
    key[..8].copy_from_slice(&seed.to_le_bytes());
    key[8..16].copy_from_slice(purpose.label());
    let mut rng = ChaCha8Rng::from_seed(key);
    rng.set_stream(i);
    rng
}

/// A permutation of the 64-bit words that looks random.
pub(crate) fn mix(x: u64) -> u64 {
    let x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

/// A hash of two words.
pub(crate) fn hash(a: u64, b: u64) -> u64 {
    // Odd steps away from zero, which `mix` maps onto itself.
    mix(mix(a.wrapping_add(0x9e37_79b9_7f4a_7c15)).wrapping_add(b.wrapping_mul(0xd134_2543_de82_ef95)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::Rng;
    use std::collections::HashSet;

    #[test]
    fn every_stream_is_another() {
        let mut first = HashSet::new();
        for seed in 0..4 {
            for purpose in [Purpose::Point, Purpose::Shocks] {
                for i in [0, 1, 2, u64::MAX] {
                    first.insert(stream(seed, purpose, i).next_u64());
                }
            }
        }
        assert_eq!(first.len(), 4 * 2 * 4);
    }

    /// A change of the generator would change every published number: it has to be meant.
    #[test]
    fn bits_do_not_change_between_versions() {
        let mut rng = stream(1, Purpose::Point, 3);
        assert_eq!([rng.next_u64(), rng.next_u64()], [8_587_478_626_290_865_747, 17_681_605_667_639_033_551]);
        assert_eq!([hash(1, 2), mix(3)], [18_350_238_978_914_854_945, 2_185_194_620_014_831_856]);
    }

    /// The blocks made here against those of `rand_chacha`, also where the number of the draw carries into its
    /// second word.
    #[test]
    fn streams_side_by_side_are_those_of_each_draw() {
        for (seed, first) in [(1, 0), (u64::MAX, 7), (0x0123_4567_89ab_cdef, u64::from(u32::MAX) - 3)] {
            for purpose in [Purpose::Point, Purpose::Shocks] {
                for places in [(0..200).collect::<Vec<_>>(), vec![1, 6, 7, 8, 31, 64, 199]] {
                    let mut side_by_side = [Lanes::of(2.0); 200];
                    Lanes::uniforms(seed, purpose, first, places.iter().copied(), &mut side_by_side);
                    for lane in 0..LANES {
                        let mut rng = stream(seed, purpose, first + lane as u64);
                        let all: Vec<f64> = (0..200).map(|_| open_uniform(rng.next_u64())).collect();
                        let mut alone = [2.0; 200];
                        f64::uniforms(seed, purpose, first + lane as u64, places.iter().copied(), &mut alone);
                        for place in 0..200 {
                            let expected = if places.contains(&place) { all[place] } else { 2.0 };
                            assert_eq!([side_by_side[place].0[lane], alone[place]], [expected; 2]);
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn hashes_flip_half_of_the_bits() {
        for bit in 0..64 {
            let flipped: u32 = (0..1_000).map(|a| (hash(a, 5) ^ hash(a ^ (1 << bit), 5)).count_ones()).sum();
            assert!((31_000..33_000).contains(&flipped), "bit {bit}: {flipped}");
            let flipped: u32 = (0..1_000).map(|b| (hash(5, b) ^ hash(5, b ^ (1 << bit))).count_ones()).sum();
            assert!((31_000..33_000).contains(&flipped), "bit {bit}: {flipped}");
        }
    }
}
