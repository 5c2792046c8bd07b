//! Dual numbers: a value with its exact first derivatives.
//!
//! `f(a + b e) = f(a) + f'(a) b e` with `e^2 = 0`, for `N` directions at once.

use super::elementary::{exp_f64, ln_f64};
use super::scalar::Scalar;
use super::scalar::sealed::Sealed;
use std::ops::{Add, Div, Mul, Neg, Sub};

/// A value with its derivatives in `N` directions.
///
/// ```
/// use kennis::{Dual, Scalar};
/// let x: Dual<1> = Dual::variable(2.0, 0);
/// let y = x * x + x.ln();
/// assert_eq!(y.derivatives[0], 2.0 * 2.0 + 1.0 / 2.0);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dual<const N: usize> {
    /// The value itself.
    pub value: f64,
    /// The derivative of the value in each direction.
    pub derivatives: [f64; N],
}

impl<const N: usize> Dual<N> {
    /// The independent variable number `direction` at `value`. A direction of `N` or more has no
    /// derivative: the result is the constant `value`.
    #[must_use]
    pub fn variable(value: f64, direction: usize) -> Self {
        let mut derivatives = [0.0; N];
        if let Some(d) = derivatives.get_mut(direction) {
            *d = 1.0;
        }
        Self { value, derivatives }
    }

    /// `f(self)` with the chain rule: `value = f`, `slope = f'`.
    #[inline(always)]
    fn chain(self, value: f64, slope: f64) -> Self {
        let mut derivatives = self.derivatives;
        for d in &mut derivatives {
            *d *= slope;
        }
        Self { value, derivatives }
    }

    /// `a self' + b other'`, the derivatives of any function of two numbers.
    #[inline(always)]
    fn combine(value: f64, a: f64, x: &Self, b: f64, y: &Self) -> Self {
        let mut derivatives = [0.0; N];
        for (d, (p, q)) in derivatives.iter_mut().zip(x.derivatives.iter().zip(&y.derivatives)) {
            *d = a * p + b * q;
        }
        Self { value, derivatives }
    }
}

impl<const N: usize> Add for Dual<N> {
    type Output = Self;
    #[inline(always)]
    fn add(self, o: Self) -> Self {
        Self::combine(self.value + o.value, 1.0, &self, 1.0, &o)
    }
}

impl<const N: usize> Sub for Dual<N> {
    type Output = Self;
    #[inline(always)]
    fn sub(self, o: Self) -> Self {
        Self::combine(self.value - o.value, 1.0, &self, -1.0, &o)
    }
}

impl<const N: usize> Mul for Dual<N> {
    type Output = Self;
    #[inline(always)]
    fn mul(self, o: Self) -> Self {
        Self::combine(self.value * o.value, o.value, &self, self.value, &o)
    }
}

impl<const N: usize> Div for Dual<N> {
    type Output = Self;
    #[inline(always)]
    fn div(self, o: Self) -> Self {
        let quotient = self.value / o.value;
        Self::combine(quotient, 1.0 / o.value, &self, -quotient / o.value, &o)
    }
}

impl<const N: usize> Neg for Dual<N> {
    type Output = Self;
    #[inline(always)]
    fn neg(self) -> Self {
        self.chain(-self.value, -1.0)
    }
}

impl<const N: usize> Sealed for Dual<N> {}

impl<const N: usize> Scalar for Dual<N> {
    type Mask = bool;
    const WIDTH: usize = 1;

    #[inline(always)]
    fn lane(self, _: usize) -> f64 {
        self.value
    }

    #[inline(always)]
    fn load(values: &[f64]) -> Self {
        Self::of(values[0])
    }

    #[inline(always)]
    fn store(self, values: &mut [f64]) {
        values[0] = self.value;
    }

    #[inline(always)]
    fn of(value: f64) -> Self {
        Self { value, derivatives: [0.0; N] }
    }

    #[inline(always)]
    fn ln(self) -> Self {
        self.chain(ln_f64(self.value), 1.0 / self.value)
    }

    #[inline(always)]
    fn exp(self) -> Self {
        let e = exp_f64(self.value);
        self.chain(e, e)
    }

    #[inline(always)]
    fn lt(self, other: Self) -> bool {
        self.value < other.value
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
