//! Random bits by address: the bits of draw `i` depend on the seed and `i` alone, in whatever order and on
//! whatever thread they are asked for.
//!
//! A stream is ChaCha with eight rounds (Bernstein 2008), a counter-based generator: the seed and the purpose
//! are its key, the draw its nonce. Single values come from a hash, the finaliser of SplitMix64 (Steele, Lea
//! and Flood 2014, OOPSLA, with the constants of Stafford's variant 13).

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

/// What a stream is for. The streams of two purposes have nothing in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// Parameters and initial stocks.
    Point,
    /// Shocks by year.
    Shocks,
    /// What a structure has estimated itself.
    Structure,
}

impl Purpose {
    fn label(self) -> &'static [u8; 8] {
        match self {
            Self::Point => b"point   ",
            Self::Shocks => b"shocks  ",
            Self::Structure => b"structur",
        }
    }
}

/// The random bits of draw `i`.
pub(super) fn stream(seed: u64, purpose: Purpose, i: u64) -> ChaCha8Rng {
    // Not `seed_from_u64`: how that expands a seed is not part of the generator's definition.
    let mut key = [0; 32];
    key[..8].copy_from_slice(&seed.to_le_bytes());
    key[8..16].copy_from_slice(purpose.label());
    let mut rng = ChaCha8Rng::from_seed(key);
    rng.set_stream(i);
    rng
}

/// A permutation of the 64-bit words that looks random.
pub(super) fn mix(x: u64) -> u64 {
    let x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

/// A hash of two words.
pub(super) fn hash(a: u64, b: u64) -> u64 {
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
