//! The number type of the model: one definition of every equation, evaluated with plain `f64`, with
//! dual numbers for exact derivatives, or with lanes of several draws.
//!
//! The equations only use what [`Scalar`] offers. Comparisons give a [`Scalar::Mask`] and choices are
//! made with [`Scalar::select`], so that the same code runs over lanes in which draws differ.

mod dual;
mod elementary;
mod lanes;
pub(crate) mod special;
mod widest_build;

pub use dual::Dual;
pub(crate) use elementary::{exp_between_limits, exp_f64, ln_between_limits, ln_f64};
pub use lanes::{LANES, Lanes};
pub(crate) use widest_build::widest_build;

use std::fmt::Debug;
use std::ops::{Add, Div, Mul, Neg, Sub};

mod sealed {
    /// Keeps [`super::Scalar`] closed: new number types are added here, not by users.
    pub trait Sealed {}
    impl Sealed for f64 {}
    impl<const N: usize> Sealed for super::Dual<N> {}
    impl Sealed for super::Lanes {}
}

/// A number in which the equations of the model can be evaluated.
///
/// `exp` and `ln` are the crate's own, so that every implementation gives the same bits for the same value
/// on every platform. The trait is sealed.
pub trait Scalar:
    sealed::Sealed
    + Copy
    + Debug
    + Send
    + Sync
    + 'static
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Div<Output = Self>
    + Neg<Output = Self>
{
    /// The result of a comparison: `bool`, or one `bool` a lane.
    type Mask: Copy;

    /// Number of draws side by side.
    const WIDTH: usize;

    /// The value of one of the draws side by side.
    fn lane(self, lane: usize) -> f64;
    /// Reads one value a draw from the start of `values`, which holds at least [`Scalar::WIDTH`].
    fn load(values: &[f64]) -> Self;
    /// Writes one value a draw to the start of `values`, which holds at least [`Scalar::WIDTH`].
    fn store(self, values: &mut [f64]);
    /// The constant `value`, the same in every lane and with zero derivatives.
    fn of(value: f64) -> Self;
    /// Natural logarithm. Zero gives minus infinity, a negative number NaN.
    fn ln(self) -> Self;
    /// Exponential.
    fn exp(self) -> Self;
    /// Whether `self < other`, by lane.
    fn lt(self, other: Self) -> Self::Mask;
    /// `if_true` where the mask holds, `if_false` elsewhere.
    fn select(mask: Self::Mask, if_true: Self, if_false: Self) -> Self;
    /// Whether the mask holds in every lane.
    fn all(mask: Self::Mask) -> bool;

    /// The larger of the two.
    #[inline(always)]
    fn max(self, other: Self) -> Self {
        Self::select(self.lt(other), other, self)
    }

    /// The smaller of the two.
    #[inline(always)]
    fn min(self, other: Self) -> Self {
        Self::select(other.lt(self), other, self)
    }

    /// `self` to the power of a whole number, by repeated multiplication.
    #[inline(always)]
    fn powi(self, exponent: u32) -> Self {
        let mut result = Self::of(1.0);
        let mut i = 0;
        while i < exponent {
            result = result * self;
            i += 1;
        }
        result
    }
}

impl Scalar for f64 {
    type Mask = bool;
    const WIDTH: usize = 1;

    #[inline(always)]
    fn lane(self, _: usize) -> f64 {
        self
    }

    #[inline(always)]
    fn load(values: &[f64]) -> Self {
        values[0]
    }

    #[inline(always)]
    fn store(self, values: &mut [f64]) {
        values[0] = self;
    }

    #[inline(always)]
    fn of(value: f64) -> Self {
        value
    }

    #[inline(always)]
    fn ln(self) -> Self {
        ln_f64(self)
    }

    #[inline(always)]
    fn exp(self) -> Self {
        exp_f64(self)
    }

    #[inline(always)]
    fn lt(self, other: Self) -> bool {
        self < other
    }

    #[inline(always)]
    fn select(mask: bool, if_true: Self, if_false: Self) -> Self {
        if mask { if_true } else { if_false }
    }

    #[inline(always)]
    fn all(mask: bool) -> bool {
        mask
    }
}
