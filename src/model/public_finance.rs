//! Public finance (E14) and welfare (E13).
//!
//! ```math
//! \begin{aligned}
//! dDebt[t+1] &= (1+i)\, dDebt[t] + dG[t] - dT[t] - (\tau - \nu\, g_G)\, dY[t] \\
//! dC[t] &= dY[t] - dI[t] - dR[t] - MEB\, dT[t] - \text{training cost} - \text{money that goes abroad}
//! \end{aligned}
//! ```
//! `dG` is all public money of the measures, tax credits included; `nu` the share of public spending that follows
//! wages; `dR` the R&D money of all funders except abroad: wages bid up are counted in full (conservative).

use super::instruments::InstrumentRow;
use crate::names::named;
use crate::parameters::{ParameterId as P, ParameterValues};
use crate::scalar::Scalar;

named! {
    /// Who pays for the measures (E14).
    Financing {
        /// Public debt.
        Debt = "debt",
        /// Taxes rise by the same amount in the same year.
        Tax = "tax",
        /// Another public outlay falls by the same amount.
        Offset = "offset",
    }
}

impl<S: Scalar> Default for PublicFinance<S> {
    fn default() -> Self {
        Self::new()
    }
}

/// Public money of a year by what becomes of it, billion.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outlays<S> {
    /// All of it, `dG`: tax credits and what goes abroad included, less what is repaid.
    pub spending: S,
    /// Tax that is forgone.
    pub credits: S,
    /// Money that leaves the country.
    pub abroad: S,
}

impl<S: Scalar> Outlays<S> {
    /// Money that is spent at home.
    #[inline(always)]
    #[must_use]
    pub fn at_home(money: S) -> Self {
        Self { spending: money, credits: S::of(0.0), abroad: S::of(0.0) }
    }

    /// Adds the money of an instrument.
    #[inline(always)]
    pub fn add(&mut self, instrument: &InstrumentRow, money: S, p: &ParameterValues<S>) {
        let net = match instrument.repaid {
            Some(share) => money * (S::of(1.0) - p[share]),
            None => money,
        };
        self.spending = self.spending + net;
        if instrument.forgone_tax {
            self.credits = self.credits + money;
        }
        if instrument.goes_abroad {
            self.abroad = self.abroad + money;
        }
    }
}

/// The change of public debt against baseline, billion, in both readings of what public spending follows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PublicFinance<S> {
    /// At the end of the last year, with spending fixed in volume (`nu = 0`).
    debt: S,
    /// Where the wage-indexed share of spending follows GDP.
    debt_wage_indexed: S,
}

/// Public finance of one year, in deviation from baseline, billion.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PublicYear<S> {
    /// Taxes that pay for the measures, `dT`.
    pub taxes: S,
    /// Public revenue.
    pub revenue: S,
    /// Taxes on the change of GDP, `tau dY`.
    pub taxes_on_gdp: S,
    /// Public spending that follows GDP through wages, `nu g_G dY`.
    pub indexed_spending: S,
    /// Debt at the end of the year.
    pub debt: S,
    /// Debt where spending follows wages.
    pub debt_wage_indexed: S,
}

impl<S: Scalar> PublicFinance<S> {
    /// The baseline.
    #[inline(always)]
    #[must_use]
    pub fn new() -> Self {
        Self { debt: S::of(0.0), debt_wage_indexed: S::of(0.0) }
    }

    /// One year with these outlays and this change of GDP.
    #[inline(always)]
    pub fn year(
        &mut self,
        outlays: &Outlays<S>,
        gdp: S,
        financing: Financing,
        p: &ParameterValues<S>,
    ) -> PublicYear<S> {
        let zero = S::of(0.0);
        let taxes = if financing == Financing::Tax { outlays.spending } else { zero };
        // Another outlay falls by as much.
        let spending = if financing == Financing::Offset { zero } else { outlays.spending };
        let (tau, interest) = (p[P::TaxShare], p[P::RealInterest]);
        let end = |debt: S, retained: S| (S::of(1.0) + interest) * debt + spending - taxes - retained * gdp;
        let indexed = p[P::WageIndexedShare] * p[P::PublicSpendingShare];
        self.debt = end(self.debt, tau);
        self.debt_wage_indexed = end(self.debt_wage_indexed, tau - indexed);
        PublicYear {
            taxes,
            revenue: tau * gdp + taxes - outlays.credits,
            taxes_on_gdp: tau * gdp,
            indexed_spending: indexed * gdp,
            debt: self.debt,
            debt_wage_indexed: self.debt_wage_indexed,
        }
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
pub fn labour_response<S: Scalar>(taxes_over_gdp: S, tax_share: S, elasticity: S) -> S {
    elasticity * (S::of(1.0) - taxes_over_gdp / (S::of(1.0) - tax_share)).ln()
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    fn parameters(interest: f64, indexed: f64) -> ParameterValues<f64> {
        let mut p = crate::parameters::ParameterSet::default().centres();
        for (id, value) in [
            (P::RealInterest, interest),
            (P::TaxShare, 0.39),
            (P::WageIndexedShare, indexed),
            (P::PublicSpendingShare, 0.43),
        ] {
            p.set(id, value);
        }
        p
    }

    #[test]
    fn debt_accumulates_with_interest() {
        let (mut finance, p) = (PublicFinance::new(), parameters(0.03, 0.0));
        let mut level = 0.0;
        for _ in 0..10 {
            level = finance.year(&Outlays::at_home(1.0), 0.0, Financing::Debt, &p).debt;
        }
        // The annuity: ((1+i)^n - 1)/i.
        assert_relative_eq!(level, (1.03_f64.powi(10) - 1.0) / 0.03, max_relative = 1e-12);
    }

    #[test]
    fn wage_indexed_spending_eats_most_of_the_revenue() {
        let year =
            PublicFinance::new().year(&Outlays::at_home(0.0), 1.0, Financing::Debt, &parameters(0.01, 0.8));
        assert_relative_eq!(year.debt, -0.39, max_relative = 1e-12);
        assert_relative_eq!(year.debt_wage_indexed, -(0.39 - 0.344), max_relative = 1e-12);
    }

    #[test]
    fn financing_decides_who_pays() {
        let p = parameters(0.05, 0.0);
        let year = |financing| PublicFinance::new().year(&Outlays::at_home(2.0), 0.0, financing, &p);
        let of = |year: PublicYear<f64>| (year.debt, year.taxes, year.revenue);
        assert_eq!(of(year(Financing::Debt)), (2.0, 0.0, 0.0));
        assert_eq!(of(year(Financing::Tax)), (0.0, 2.0, 2.0));
        assert_eq!(of(year(Financing::Offset)), (0.0, 0.0, 0.0));
    }

    #[test]
    fn outlays_are_told_apart_by_the_row_of_their_instrument() {
        use super::super::Instrument;
        let mut p = parameters(0.0, 0.0);
        p.set(P::VentureCapitalRepayment, 0.25);
        let of = |instrument: Instrument| {
            let mut outlays = Outlays::at_home(0.0);
            outlays.add(instrument.row(), 4.0, &p);
            (outlays.spending, outlays.credits, outlays.abroad)
        };
        assert_eq!(of(Instrument::DirectSubsidy), (4.0, 0.0, 0.0));
        assert_eq!(of(Instrument::TaxCredit), (4.0, 4.0, 0.0));
        assert_eq!(of(Instrument::FirmAttraction), (4.0, 0.0, 4.0));
        assert_eq!(of(Instrument::VentureCapital), (3.0, 0.0, 0.0));
        let mut credits = Outlays::at_home(0.0);
        credits.add(Instrument::TaxCredit.row(), 4.0, &p);
        assert_eq!(PublicFinance::new().year(&credits, 0.0, Financing::Debt, &p).revenue, -4.0);
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
