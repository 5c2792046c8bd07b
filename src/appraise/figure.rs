//! What an appraisal says of a draw.

use crate::names::named;

named! {
    /// What an appraisal says of a draw. Values are present values in the base year, billion of the price base, where their
    /// names do not say otherwise.
    Figure {
        /// GDP account: present value of the change of GDP.
        GdpNpv = "gdp_npv",
        /// Welfare account: present value of the change of consumption.
        WelfareNpv = "welfare_npv",
        /// Welfare out of national income: less the capital income that goes abroad.
        NationalIncomeNpv = "national_income_npv",
        /// Benefits of the social ratio: GDP less the investment that it takes.
        SocialBenefits = "social_benefits",
        /// Costs of the social ratio: R&D of all funders at home, excess burden, training, money that goes abroad.
        SocialCosts = "social_costs",
        /// Benefits of the public ratio: GDP less investment and private R&D.
        PublicBenefits = "public_benefits",
        /// Costs of the public ratio: public money and excess burden.
        PublicCosts = "public_costs",
        /// Public finance account: taxes less public money.
        PublicFinanceNpv = "public_finance_npv",
        /// The same with public spending that follows wages.
        PublicFinanceNpvWageIndexed = "public_finance_npv_wage_indexed",
        /// Public money of the measures.
        PublicMoney = "public_money",
        /// Taxes on the change of GDP.
        TaxesOnGdp = "taxes_on_gdp",
        /// The same less public spending that follows wages.
        TaxesOnGdpWageIndexed = "taxes_on_gdp_wage_indexed",
        /// Social benefits over social costs.
        BenefitCostRatioSocial = "benefit_cost_ratio_social",
        /// Public benefits over public costs.
        BenefitCostRatioPublic = "benefit_cost_ratio_public",
        /// Taxes on the change of GDP over public money.
        SelfFinancingShare = "self_financing_share",
        /// The same less public spending that follows wages.
        SelfFinancingShareWageIndexed = "self_financing_share_wage_indexed",
        /// Internal rate of return of welfare, a year.
        InternalRateOfReturn = "internal_rate_of_return",
        /// The year from which on cumulative welfare stays at or above zero.
        PaybackYear = "payback_year",
        /// Incidence on government.
        IncidenceGovernment = "government",
        /// Incidence on government with public spending that follows wages.
        IncidenceGovernmentWageIndexed = "government_wage_indexed",
        /// Incidence: private R&D, net of tax credits.
        IncidenceFirmsResearch = "firms_research",
        /// Incidence: investment.
        IncidenceInvestment = "investment",
        /// Incidence on households: the rest.
        IncidenceHouseholds = "households",
        /// Incidence on households with public spending that follows wages.
        IncidenceHouseholdsWageIndexed = "households_wage_indexed",
    }
}

/// How many there are.
pub(super) const FIGURES: usize = Figure::ALL.len();

/// In the place of a figure that a draw does not have, below all that have one.
pub(super) const LOWEST: f64 = -1e90;
/// In the place of a figure that a draw does not have, above all that have one.
pub(super) const HIGHEST: f64 = 1e90;
/// In the place of a figure of a draw that is left out: neither low nor high.
pub(super) const LEFT_OUT: f64 = f64::NAN;

impl Figure {
    /// Whether some draws may not have it.
    pub(super) fn may_be_missing(self) -> bool {
        matches!(
            self,
            Self::BenefitCostRatioSocial
                | Self::BenefitCostRatioPublic
                | Self::SelfFinancingShare
                | Self::SelfFinancingShareWageIndexed
                | Self::InternalRateOfReturn
                | Self::PaybackYear
        )
    }

    /// Its place among the figures.
    pub(super) fn index(self) -> usize {
        self as usize
    }
}

named! {
    /// Ratios of two present values.
    Ratio {
        /// Social benefits over social costs.
        Social = "benefit_cost_ratio_social",
        /// Public benefits over public costs.
        Public = "benefit_cost_ratio_public",
        /// Taxes on the change of GDP over public money.
        SelfFinancing = "self_financing_share",
        /// The same less public spending that follows wages.
        SelfFinancingWageIndexed = "self_financing_share_wage_indexed",
    }
}

impl Ratio {
    /// Numerator, denominator, and the ratio of a draw.
    #[must_use]
    pub fn figures(self) -> [Figure; 3] {
        match self {
            Self::Social => [Figure::SocialBenefits, Figure::SocialCosts, Figure::BenefitCostRatioSocial],
            Self::Public => [Figure::PublicBenefits, Figure::PublicCosts, Figure::BenefitCostRatioPublic],
            Self::SelfFinancing => [Figure::TaxesOnGdp, Figure::PublicMoney, Figure::SelfFinancingShare],
            Self::SelfFinancingWageIndexed => {
                [Figure::TaxesOnGdpWageIndexed, Figure::PublicMoney, Figure::SelfFinancingShareWageIndexed]
            }
        }
    }
}
