//! Pseudo-random draws: every coordinate of every draw on its own.

use super::streams::{Purpose, stream};
use crate::parameters::normal;
use rand::Rng;

/// Standard normals of draw `i`, one word of random bits each.
pub(super) fn fill(seed: u64, i: u64, out: &mut [f64]) {
    let mut rng = stream(seed, Purpose::Point, i);
    for z in out {
        *z = normal::from_bits(rng.next_u64());
    }
}
