//! Eight draws side by side: the number of Monte Carlo.
//!
//! Every operation is a loop over the lanes of the same plain arithmetic as `f64`, so that a lane has the
//! bits of the draw computed alone, and the compiler turns the loop into vector instructions.

use super::elementary::{exp_f64, ln_f64};
use super::scalar::Scalar;
use super::scalar::sealed::Sealed;
use std::ops::{Add, Div, Mul, Neg, Sub};

/// Number of draws in a lane group.
pub const LANES: usize = 8;

/// Eight draws side by side.
#[derive(Clone, Copy, Debug, PartialEq)]
#[repr(align(64))]
pub struct Lanes(pub [f64; LANES]);

macro_rules! by_lane {
    ($trait:ident $method:ident $operator:tt) => {
        impl $trait for Lanes {
            type Output = Self;
            #[inline(always)]
            fn $method(self, other: Self) -> Self {
                let mut result = self.0;
                for (r, o) in result.iter_mut().zip(&other.0) {
                    *r $operator *o;
                }
                Self(result)
            }
        }
    };
}
by_lane!(Add add +=);
by_lane!(Sub sub -=);
by_lane!(Mul mul *=);
by_lane!(Div div /=);

impl Lanes {
    #[inline(always)]
    fn map(self, f: impl Fn(f64) -> f64) -> Self {
        let mut result = self.0;
        for r in &mut result {
            *r = f(*r);
        }
        Self(result)
    }
}

impl Neg for Lanes {
    type Output = Self;
    #[inline(always)]
    fn neg(self) -> Self {
        self.map(|x| -x)
    }
}

impl Sealed for Lanes {}

impl Scalar for Lanes {
    type Mask = [bool; LANES];
    const WIDTH: usize = LANES;

    #[inline(always)]
    fn lane(self, lane: usize) -> f64 {
        self.0[lane]
    }

    #[inline(always)]
    fn load(values: &[f64]) -> Self {
        let mut lanes = [0.0; LANES];
        lanes.copy_from_slice(&values[..LANES]);
        Self(lanes)
    }

    #[inline(always)]
    fn store(self, values: &mut [f64]) {
        values[..LANES].copy_from_slice(&self.0);
    }

    #[inline(always)]
    fn of(value: f64) -> Self {
        Self([value; LANES])
    }

    #[inline(always)]
    fn ln(self) -> Self {
        self.map(ln_f64)
    }

    #[inline(always)]
    fn exp(self) -> Self {
        self.map(exp_f64)
    }

    #[inline(always)]
    fn lt(self, other: Self) -> [bool; LANES] {
        let mut mask = [false; LANES];
        for (m, (a, b)) in mask.iter_mut().zip(self.0.iter().zip(&other.0)) {
            *m = a < b;
        }
        mask
    }

    #[inline(always)]
    fn select(mask: [bool; LANES], if_true: Self, if_false: Self) -> Self {
        let mut result = if_false.0;
        for (r, (m, t)) in result.iter_mut().zip(mask.iter().zip(&if_true.0)) {
            *r = if *m { *t } else { *r };
        }
        Self(result)
    }

    #[inline(always)]
    fn all(mask: [bool; LANES]) -> bool {
        mask.iter().all(|m| *m)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lane_has_the_bits_of_the_draw_alone() {
        let x = Lanes([0.1, 1.0, 2.5, -0.3, 7.0, 1e-3, 40.0, 0.999]);
        let y = Lanes([3.0, 0.2, 1.0, 0.7, 1e-9, 5.0, 2.0, 1.1]);
        let f = |a: f64, b: f64| ((a * b + b.ln_of()) / (a - b)).exp_of();
        trait Own {
            fn ln_of(self) -> f64;
            fn exp_of(self) -> f64;
        }
        impl Own for f64 {
            fn ln_of(self) -> f64 {
                ln_f64(self)
            }
            fn exp_of(self) -> f64 {
                exp_f64(self)
            }
        }
        let lanes = Scalar::exp((x * y + Scalar::ln(y)) / (x - y));
        for i in 0..LANES {
            assert_eq!(lanes.0[i].to_bits(), f(x.0[i], y.0[i]).to_bits());
        }
    }

    #[test]
    fn select_chooses_by_lane() {
        let x = Lanes([1.0, 5.0, 1.0, 5.0, 1.0, 5.0, 1.0, 5.0]);
        let limit = Lanes::of(3.0);
        assert_eq!(Scalar::min(x, limit).0, [1.0, 3.0, 1.0, 3.0, 1.0, 3.0, 1.0, 3.0]);
        assert!(Lanes::all(x.lt(Lanes::of(6.0))) && !Lanes::all(x.lt(limit)));
    }
}
