//! Functions that are one formula here and another there, of one number or of a lane group of numbers.
//!
//! A number goes through the formula of its region and no other. The lanes of a group lie in different regions: a
//! formula that many need is computed for all lanes and chosen by lane, one that few need lane by lane. A lane sees
//! the arithmetic of the number alone, and gets the same bits.
//!
//! Formulas are functions of plain numbers without branches, so that the loop over the lanes becomes vector
//! instructions; inlined always, so that they are those of the build that calls.

use crate::scalar::{Lanes, Scalar};

/// A number, or a lane group of numbers.
pub(crate) trait ByRegion: Scalar {
    /// `f` of every number.
    fn map(self, f: impl Fn(f64) -> f64) -> Self;

    /// The first formula where its region is, else the second, else `rest`, which few need.
    fn by_region(
        self,
        first: (impl Fn(f64) -> bool, impl Fn(f64) -> f64),
        second: (impl Fn(f64) -> bool, impl Fn(f64) -> f64),
        rest: fn(f64) -> f64,
    ) -> Self;

    /// Its absolute value.
    #[inline(always)]
    fn abs(self) -> Self {
        self.map(f64::abs)
    }

    /// The nearest number from `lower` to `upper`; NaN stays. (`f64::max` would turn a NaN into the bound.)
    #[inline(always)]
    fn within(self, lower: f64, upper: f64) -> Self {
        let (lower, upper) = (Self::of(lower), Self::of(upper));
        let raised = Self::select(self.lt(lower), lower, self);
        Self::select(upper.lt(raised), upper, raised)
    }

    /// Its square root, correctly rounded.
    #[inline(always)]
    fn sqrt(self) -> Self {
        self.map(f64::sqrt)
    }
}

impl ByRegion for f64 {
    #[inline(always)]
    fn map(self, f: impl Fn(f64) -> f64) -> Self {
        f(self)
    }

    #[inline(always)]
    fn by_region(
        self,
        (in_first, first): (impl Fn(f64) -> bool, impl Fn(f64) -> f64),
        (in_second, second): (impl Fn(f64) -> bool, impl Fn(f64) -> f64),
        rest: fn(f64) -> f64,
    ) -> Self {
        if in_first(self) {
            first(self)
        } else if in_second(self) {
            second(self)
        } else {
            rest(self)
        }
    }
}

impl ByRegion for Lanes {
    #[inline(always)]
    fn map(self, f: impl Fn(f64) -> f64) -> Self {
        let mut result = self.0;
        for x in &mut result {
            *x = f(*x);
        }
        Self(result)
    }

    #[inline(always)]
    fn by_region(
        self,
        (in_first, first): (impl Fn(f64) -> bool, impl Fn(f64) -> f64),
        (in_second, second): (impl Fn(f64) -> bool, impl Fn(f64) -> f64),
        rest: fn(f64) -> f64,
    ) -> Self {
        let firsts = self.map(first);
        let (mut beyond, mut neither) = (0, 0);
        for x in &self.0 {
            beyond += u32::from(!in_first(*x));
            neither += u32::from(!in_first(*x) & !in_second(*x));
        }
        if beyond == 0 {
            return firsts;
        }
        let mut result = self.map(second);
        for ((y, x), first) in result.0.iter_mut().zip(&self.0).zip(&firsts.0) {
            *y = if in_first(*x) { *first } else { *y };
        }
        if neither > 0 {
            for (y, x) in result.0.iter_mut().zip(&self.0) {
                if !in_first(*x) && !in_second(*x) {
                    *y = rest(*x);
                }
            }
        }
        result
    }
}
