//! The standard normal between two points, as a map of the whole standard normal onto it.
//!
//! ```math
//! \Phi(w) = \Phi(a) + \Phi(z) \left( \Phi(b) - \Phi(a) \right)
//! ```
//! $`z`$ is any standard normal, $`w`$ one between $`a`$ and $`b`$. Both tails keep their relative accuracy, because of
//! $`\Phi(w)`$ and $`1 - \Phi(w)`$ the smaller one is used. The bounds of every distribution go through this map, whatever
//! its shape.

use crate::scalar::special::normal;
use crate::scalar::special::piecewise::Piecewise;

/// A standard normal renormalised between `a` and `b`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Truncation {
    a: f64,
    b: f64,
    /// `Phi(a)`.
    below: f64,
    /// `Phi(-b)`.
    above: f64,
    mass: f64,
}

/// `Phi(y) - Phi(x)`, for `x <= y`, from the tail in which the two differ most.
fn mass_between(x: f64, y: f64) -> f64 {
    if x > 0.0 { normal::cdf(-x) - normal::cdf(-y) } else { normal::cdf(y) - normal::cdf(x) }
}

impl Truncation {
    pub(super) fn new(a: f64, b: f64) -> Self {
        Self { a, b, below: normal::cdf(a), above: normal::cdf(-b), mass: mass_between(a, b) }
    }

    /// The share of the standard normal that is left.
    pub(super) fn mass(&self) -> f64 {
        self.mass
    }

    fn is_identity(&self) -> bool {
        self.a == f64::NEG_INFINITY && self.b == f64::INFINITY
    }

    /// `w` of `z`.
    pub(super) fn apply(&self, z: f64) -> f64 {
        if self.is_identity() { z } else { self.place(z, normal::cdf(-z.abs())) }
    }

    /// `w` of `z`, of one number or of lanes, given the probability `tail` of `-|z|`.
    #[inline(always)]
    pub(super) fn place<S: Piecewise>(&self, z: S, tail: S) -> S {
        if self.is_identity() {
            return z;
        }
        let (rest, is_left) = (S::of(1.0) - tail, z.lt(S::of(0.0)));
        let lower = S::of(self.below) + S::select(is_left, tail, rest) * S::of(self.mass);
        let upper = S::of(self.above) + S::select(is_left, rest, tail) * S::of(self.mass);
        let from_above = upper.lt(lower);
        let w = normal::inverse_cdf_of(S::select(from_above, upper, lower));
        S::select(from_above, -w, w).within(self.a, self.b)
    }

    /// `z` of `w`; infinite at and beyond the two points.
    pub(super) fn invert(&self, w: f64) -> f64 {
        if self.is_identity() {
            return w;
        }
        if w <= self.a {
            return f64::NEG_INFINITY;
        }
        if w >= self.b {
            return f64::INFINITY;
        }
        let lower = mass_between(self.a, w) / self.mass;
        let upper = mass_between(w, self.b) / self.mass;
        if lower <= upper { normal::inverse_cdf(lower) } else { -normal::inverse_cdf(upper) }
    }

    /// The share of what is left that lies below `w`.
    pub(super) fn share_below(&self, w: f64) -> f64 {
        mass_between(self.a, w.clamp(self.a, self.b)) / self.mass
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    #[test]
    fn goes_there_and_back() {
        for (a, b) in [(-1.0, 2.0), (f64::NEG_INFINITY, 0.3), (3.0, f64::INFINITY), (-6.0, -5.0), (7.0, 9.0)]
        {
            let truncation = Truncation::new(a, b);
            for i in -40..=40 {
                let z = f64::from(i) / 10.0;
                let w = truncation.apply(z);
                assert!((a..=b).contains(&w), "{w} from {a} to {b}");
                // Near the inner bound of a far tail a step of z is a tiny step of w.
                assert_relative_eq!(truncation.invert(w), z, epsilon = 1e-9, max_relative = 1e-9);
                assert_relative_eq!(truncation.share_below(w), normal::cdf(z), epsilon = 1e-12);
            }
        }
    }

    #[test]
    fn without_bounds_nothing_changes() {
        let truncation = Truncation::new(f64::NEG_INFINITY, f64::INFINITY);
        assert_eq!(truncation.mass(), 1.0);
        for z in [-37.0, -1.234_567_89, 0.0, 0.1, 8.5] {
            assert_eq!(truncation.apply(z).to_bits(), z.to_bits());
            assert_eq!(truncation.invert(z).to_bits(), z.to_bits());
        }
    }

    #[test]
    fn far_tails_are_mirror_images() {
        let (left, right) = (Truncation::new(-12.0, -10.0), Truncation::new(10.0, 12.0));
        for i in -50..=50 {
            let z = f64::from(i) / 10.0;
            assert_eq!(left.apply(z), -right.apply(-z));
        }
        // The exponential tail: w - a is about E / a, with the median of E at ln 2.
        assert_relative_eq!(right.apply(0.0), 10.0 + 2f64.ln() / 10.0, epsilon = 1e-3);
    }

    #[test]
    fn not_a_number_stays_one() {
        assert!(Truncation::new(-1.0, 1.0).apply(f64::NAN).is_nan());
    }
}
