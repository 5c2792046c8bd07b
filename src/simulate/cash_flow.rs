//! The flows of money that an appraisal discounts: each the scenario less the baseline in one year, billion of the price base.

use super::outcome::Year;
use crate::names::named;
use crate::scalar::Scalar;

named! {
    /// A flow of money by year, scenario less baseline, billion of the price base.
    CashFlow {
        /// GDP.
        Gdp = "gdp",
        /// Investment that capital needs to follow output.
        Investment = "investment",
        /// R&D money of all funders except abroad.
        Rd = "rd",
        /// R&D money that government pays.
        RdGovernment = "rd_government",
        /// Tax that is forgone: part of the public money.
        Credits = "credits",
        /// Public money of measures and targets, tax that is forgone, training and schooling included.
        PublicMoney = "public_money",
        /// Taxes that pay for it.
        Taxes = "taxes",
        /// Excess burden of those taxes.
        ExcessBurden = "excess_burden",
        /// Training and schooling.
        Training = "training",
        /// Public money that goes abroad.
        Abroad = "abroad",
        /// GDP that is lost because another outlay made room for the measures.
        OffsetLoss = "offset_loss",
        /// Taxes on the change of GDP.
        TaxesOnGdp = "taxes_on_gdp",
        /// Public spending that follows GDP through wages.
        IndexedSpending = "indexed_spending",
        /// Capital income that goes abroad.
        ForeignIncome = "foreign_income",
    }
}

impl CashFlow {
    /// What it comes to in a year.
    #[inline(always)]
    #[must_use]
    pub fn of<S: Scalar>(self, year: &Year<S>) -> S {
        let welfare = &year.welfare;
        match self {
            Self::Gdp => welfare.gdp,
            Self::Investment => welfare.investment,
            Self::Rd => welfare.rd,
            Self::RdGovernment => year.rd_public_funded.scenario - year.rd_public_funded.baseline,
            Self::Credits => year.credits,
            Self::PublicMoney => year.spending,
            Self::Taxes => year.taxes,
            Self::ExcessBurden => welfare.excess_burden,
            Self::Training => welfare.training,
            Self::Abroad => welfare.abroad,
            Self::OffsetLoss => year.offset_loss,
            Self::TaxesOnGdp => year.taxes_on_gdp,
            Self::IndexedSpending => year.indexed_spending,
            Self::ForeignIncome => year.foreign_capital_share * year.capital_share * welfare.gdp,
        }
    }
}
