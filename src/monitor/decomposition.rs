//! Why R&D over GDP changed: its numerator, or its denominator.
//!
//! ```math
//! r_1 - r_0 = L(r_1, r_0) \ln \frac{R_1}{R_0} - L(r_1, r_0) \ln \frac{Y_1}{Y_0}, \qquad L(a, b) = \frac{a - b}{\ln a - \ln b}, \quad L(a, a) = a
//! ```
//! `R` is R&D and `Y` GDP, both in volume by the price of GDP. With the logarithmic mean `L` the two parts add up to the change, without a
//! rest.

use crate::data::{DataError, Economy, SeriesName};
use crate::scalar::ln_f64;

/// A change of R&D over GDP, and its parts, as shares of GDP.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct RatioChange {
    /// The first year.
    pub from: i32,
    /// The last year.
    pub to: i32,
    /// The change.
    pub change: f64,
    /// What R&D did to it.
    pub numerator: f64,
    /// What GDP did to it: negative where GDP grew.
    pub denominator: f64,
}

impl RatioChange {
    /// Between two years that are observed.
    pub(super) fn between(economy: &Economy, from: i32, to: i32) -> Result<Self, DataError> {
        let ratio = economy.series(SeriesName::RdTotal)?;
        let ratios = [ratio.require(from)? / 100.0, ratio.require(to)? / 100.0];
        let gdp = [economy.gdp(from)?, economy.gdp(to)?];
        Ok(Self::of((from, to), ratios, gdp))
    }

    fn of((from, to): (i32, i32), [r0, r1]: [f64; 2], [y0, y1]: [f64; 2]) -> Self {
        let mean = logarithmic_mean(r1, r0);
        let denominator = -mean * ln_f64(y1 / y0);
        Self { from, to, change: r1 - r0, numerator: (r1 - r0) - denominator, denominator }
    }
}

/// The logarithmic mean; near equality its series, where the quotient has no digits left.
fn logarithmic_mean(a: f64, b: f64) -> f64 {
    let distance = (a - b) / (a + b);
    if distance.abs() < 1e-4 {
        // (a - b)/(ln a - ln b) = (a + b)/2 / (1 + d^2/3 + ...)
        return 0.5 * (a + b) / (1.0 + distance * distance / 3.0);
    }
    (a - b) / ln_f64(a / b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_add_up_and_each_is_what_it_does_alone() {
        // GDP alone falls by a tenth: R&D did nothing.
        let gdp_alone = RatioChange::of((1, 2), [0.02, 0.02 / 0.9], [100.0, 90.0]);
        assert!(gdp_alone.numerator.abs() < 1e-15 && gdp_alone.denominator > 0.0, "{gdp_alone:?}");
        let rd_alone = RatioChange::of((1, 2), [0.02, 0.022], [100.0, 100.0]);
        assert_eq!((rd_alone.numerator, rd_alone.denominator), (rd_alone.change, 0.0));
        // The numerator by its own formula.
        let both = RatioChange::of((1, 2), [0.02, 0.023], [100.0, 96.2]);
        let rd = (0.023 * 96.2_f64 / (0.02 * 100.0)).ln();
        assert!((both.numerator - logarithmic_mean(0.023, 0.02) * rd).abs() < 1e-15);
    }

    #[test]
    fn the_mean_is_smooth_where_both_are_equal() {
        for (a, b) in [(0.02, 0.02), (0.02, 0.02 * 1.000_199), (0.02, 0.02 * 1.000_201), (1.0, 2.0)] {
            let (low, high) = (f64::min(a, b), f64::max(a, b));
            let exact = if a == b { a } else { (high - low) / (high / low).ln() };
            assert!((logarithmic_mean(a, b) - exact).abs() < 1e-11 * exact, "{a} {b}");
        }
    }

    /// In 2020 the ratio rose by .11 to .13 point while GDP fell by 3.8% (CBS): two thirds are the denominator.
    #[test]
    fn in_2020_the_denominator_did_most_of_it() {
        let change = RatioChange::between(&Economy::netherlands().unwrap(), 2019, 2020).unwrap();
        assert!(
            change.denominator / change.change > 0.5 && change.denominator / change.change < 0.9,
            "{change:?}"
        );
        assert!((100.0 * change.denominator - 2.2 * 0.039).abs() < 0.01, "{change:?}");
    }
}
