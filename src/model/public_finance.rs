//! Public finance (E14) and welfare (E13).
//!
//! ```text
//! dDebt[t+1] = (1+i) dDebt[t] + dG - dT - (tau - nu g_G) dY
//! dC = dY - dI - dR - MEB dT - training cost            and less money that goes abroad (firm attraction)
//! ```
//! `dG` is all public money of the measures, tax credits included; `nu` the share of public spending that follows
//! wages; `dR` the R&D money of all funders except abroad: wages bid up are counted in full (conservative).

use crate::scalar::Scalar;

/// The change of public debt against baseline at the end of a year, billion.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Debt<S> {
    level: S,
}

/// What moves public finance in one year, billion.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct PublicYear<S> {
    /// Public money of the measures, tax credits included, less an outlay that falls for it.
    pub spending: S,
    /// Taxes that pay for it.
    pub taxes: S,
    /// Change of GDP.
    pub gdp: S,
}

impl<S: Scalar> Debt<S> {
    /// The debt of the baseline.
    #[inline(always)]
    #[must_use]
    pub(crate) fn new() -> Self {
        Self { level: S::of(0.0) }
    }

    /// One year: `retained` is `tau - nu g_G`, the share of GDP that stays in the budget. Gives the debt at its end.
    #[inline(always)]
    pub(crate) fn advance(&mut self, year: PublicYear<S>, interest: S, retained: S) -> S {
        self.level = (S::of(1.0) + interest) * self.level + year.spending - year.taxes - retained * year.gdp;
        self.level
    }
}

impl<S: Scalar> Default for Debt<S> {
    fn default() -> Self {
        Self::new()
    }
}

/// What welfare is made of in one year, billion.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Welfare<S> {
    /// Change of GDP.
    pub gdp: S,
    /// Change of investment.
    pub investment: S,
    /// Change of R&D money of all funders except abroad.
    pub rd: S,
    /// Excess burden of the taxes that pay for the measures.
    pub excess_burden: S,
    /// Cost of training and schooling.
    pub training: S,
    /// Public money that goes abroad.
    pub abroad: S,
}

impl<S: Scalar> Welfare<S> {
    /// Change of consumption, `dC`.
    #[inline(always)]
    #[must_use]
    pub fn consumption(&self) -> S {
        self.gdp - self.investment - self.rd - self.excess_burden - self.training - self.abroad
    }

    /// The national-income variant: less the foreign share of the change of capital income, `f_K alpha dY`.
    #[inline(always)]
    #[must_use]
    pub fn national(&self, foreign_share: S, capital_share: S) -> S {
        self.consumption() - foreign_share * capital_share * self.gdp
    }
}

/// Response of labour to taxes that pay for the measures: `l = e_L ln(1 - (dT/Y0)/(1 - tau))`.
#[inline(always)]
pub(crate) fn labour_response<S: Scalar>(taxes_over_gdp: S, tax_share: S, elasticity: S) -> S {
    elasticity * (S::of(1.0) - taxes_over_gdp / (S::of(1.0) - tax_share)).ln()
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    #[test]
    fn debt_accumulates_with_interest() {
        let mut debt = Debt::new();
        let year = PublicYear { spending: 1.0, taxes: 0.0, gdp: 0.0 };
        for _ in 0..10 {
            debt.advance(year, 0.03, 0.39);
        }
        // The annuity: ((1+i)^n - 1)/i.
        let level = debt.advance(PublicYear { spending: 0.0, taxes: 0.0, gdp: 0.0 }, 0.0, 0.39);
        assert_relative_eq!(level, (1.03_f64.powi(10) - 1.0) / 0.03, max_relative = 1e-12);
    }

    #[test]
    fn wage_indexed_spending_eats_most_of_the_revenue() {
        let year = PublicYear { spending: 0.0, taxes: 0.0, gdp: 1.0 };
        assert!(Debt::new().advance(year, 0.01, 0.39) < -0.3);
        let indexed = Debt::new().advance(year, 0.01, 0.39 - 0.8 * 0.43);
        assert_relative_eq!(indexed, -(0.39 - 0.344), max_relative = 1e-12);
    }

    #[test]
    fn tax_financing_leaves_debt_as_it_was_before_growth() {
        let year = PublicYear { spending: 2.0, taxes: 2.0, gdp: 0.0 };
        assert_eq!(Debt::new().advance(year, 0.05, 0.39), 0.0);
    }

    #[test]
    fn welfare_signs() {
        let welfare =
            Welfare { gdp: 10.0, investment: 2.0, rd: 1.0, excess_burden: 0.5, training: 0.25, abroad: 0.25 };
        assert_eq!(welfare.consumption(), 6.0);
        assert_relative_eq!(welfare.national(0.5, 0.4), 4.0);
        assert!(labour_response(0.01, 0.39, 0.1) < 0.0);
    }
}
