//! Functions that are one formula here and another there, of one number or of a lane group of numbers.
//!
//! A number goes through the formula of its region and no other. The lanes of a group lie in different regions: a
//! formula that many need is computed for all lanes and chosen by lane, one that few need lane by lane. A lane sees
//! the arithmetic of the number alone, and gets the same bits.
//!
//! Formulas are functions of plain numbers without branches, so that the loop over the lanes becomes vector
//! instructions; inlined always, so that they are those of the build that calls.

use crate::scalar::{LANES, Lanes, Scalar};

/// A function by its regions: a centre, a tail, and what is beyond, which few numbers reach.
pub(crate) trait Pieces {
    /// Whether `x` is in the centre.
    fn is_centre(x: f64) -> bool;
    /// The formula of the centre.
    fn centre(x: f64) -> f64;
    /// Whether `x` is in the centre or the tail.
    fn is_tail(x: f64) -> bool;
    /// The formula of the tail.
    fn tail(x: f64) -> f64;
    /// Beyond both.
    fn far(x: f64) -> f64;
}

/// A number, or a lane group of numbers.
pub(crate) trait Piecewise: Scalar {
    /// The function of every number.
    fn by_piece<R: Pieces>(self) -> Self;

    /// `f` of every number, one after another.
    fn each(self, f: impl Fn(f64) -> f64) -> Self;

    /// Its absolute value.
    fn abs(self) -> Self;

    /// Its square root, correctly rounded.
    fn sqrt(self) -> Self;

    /// The nearest number from `lower` to `upper`; NaN stays. (`f64::max` would turn a NaN into the bound.)
    #[inline(always)]
    fn within(self, lower: f64, upper: f64) -> Self {
        let (lower, upper) = (Self::of(lower), Self::of(upper));
        let raised = Self::select(self.lt(lower), lower, self);
        Self::select(upper.lt(raised), upper, raised)
    }
}

impl Piecewise for f64 {
    #[inline(always)]
    fn by_piece<R: Pieces>(self) -> Self {
        if R::is_centre(self) {
            R::centre(self)
        } else if R::is_tail(self) {
            R::tail(self)
        } else {
            R::far(self)
        }
    }

    #[inline(always)]
    fn each(self, f: impl Fn(f64) -> f64) -> Self {
        f(self)
    }

    #[inline(always)]
    fn abs(self) -> Self {
        Self::abs(self)
    }

    #[inline(always)]
    fn sqrt(self) -> Self {
        Self::sqrt(self)
    }
}

impl Piecewise for Lanes {
    #[inline(always)]
    fn by_piece<R: Pieces>(self) -> Self {
        let (mut centres, mut tails) = (self.0, self.0);
        let (mut beyond, mut far) = (0u64, 0u64);
        for x in &self.0 {
            beyond |= if R::is_centre(*x) { 0 } else { u64::MAX };
            far |= if R::is_tail(*x) { 0 } else { u64::MAX };
        }
        for x in &mut centres {
            *x = R::centre(*x);
        }
        if beyond == 0 {
            return Self(centres);
        }
        for x in &mut tails {
            *x = R::tail(*x);
        }
        for ((y, x), centre) in tails.iter_mut().zip(&self.0).zip(&centres) {
            *y = if R::is_centre(*x) { *centre } else { *y };
        }
        if far != 0 {
            far_by_lane::<R>(&mut tails, &self.0);
        }
        Self(tails)
    }

    #[inline(always)]
    fn each(self, f: impl Fn(f64) -> f64) -> Self {
        Self(self.0.map(f))
    }

    #[inline(always)]
    fn abs(self) -> Self {
        let mut result = self.0;
        for x in &mut result {
            *x = x.abs();
        }
        Self(result)
    }

    #[inline(always)]
    fn sqrt(self) -> Self {
        let mut result = self.0;
        for x in &mut result {
            *x = x.sqrt();
        }
        Self(result)
    }
}

#[cold]
fn far_by_lane<R: Pieces>(result: &mut [f64; LANES], of: &[f64; LANES]) {
    for (y, x) in result.iter_mut().zip(of) {
        if !R::is_tail(*x) {
            *y = R::far(*x);
        }
    }
}
