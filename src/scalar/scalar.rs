//! What a number must offer for the equations of the model, and how a plain `f64` does.

use super::elementary::{exp_f64, ln_f64};
use std::fmt::Debug;
use std::ops::{Add, Div, Mul, Neg, Sub};

pub(super) mod sealed {
    /// Keeps [`super::Scalar`] closed: number types are those of this folder, and users add none.
    pub trait Sealed {}
    impl Sealed for f64 {}
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

    /// The size of the number, whatever its sign.
    #[inline(always)]
    fn absolute(self) -> Self {
        self.max(-self)
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
