//! What a year of a draw comes to: the variables of the output and the channels of the effect.

use crate::model::{Pair, Welfare};
use crate::names::named;
use crate::scalar::Scalar;
use crate::structures::{Channel, Contributions};

/// One year of one draw (or of one lane group of draws).
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Year<S> {
    /// Baseline GDP, capital (billion), hours (million) and human capital (index).
    pub baseline: Levels<S>,
    /// Levels of the scenario over those of the baseline.
    pub ratios: Ratios<S>,
    /// `100/Y0`: money times this is in percent of baseline GDP.
    pub percent_of_gdp: S,
    /// Log deviation of GDP, `y`.
    pub gdp: S,
    /// Log deviation of productivity, `a`.
    pub tfp: S,
    /// Log deviation of capital, `k`.
    pub capital: S,
    /// Log deviation of human capital, `h`.
    pub human_capital: S,
    /// Log deviation of labour, `l`.
    pub labour: S,
    /// Log deviation of productivity by channel of the structure, `x`, before breakthroughs.
    pub contributions: Contributions<S>,
    /// What breakthroughs add to it: `Q - phi_B x`, with the `x` of the run with a price of research in the run without.
    pub breakthroughs: S,
    /// Log deviation of GDP that the financing of the measures makes, apart from labour.
    pub financing: S,
    /// Capital's share of output.
    pub capital_share: S,
    /// R&D money of business, of the public sector, and paid by government, billion.
    pub rd_business: Pair<S>,
    /// R&D money of the public sector.
    pub rd_public: Pair<S>,
    /// R&D money that government pays.
    pub rd_public_funded: Pair<S>,
    /// Log price of research against baseline.
    pub research_price: S,
    /// Stock of business, billion.
    pub knowledge_business: Pair<S>,
    /// Stock of the public sector, billion.
    pub knowledge_public: Pair<S>,
    /// Foreign stock, index.
    pub knowledge_foreign: Pair<S>,
    /// Public money of the measures and the target, billion.
    pub spending: S,
    /// Taxes that pay for it, billion.
    pub taxes: S,
    /// Tax that is forgone, billion: part of the public money.
    pub credits: S,
    /// Change of public revenue, billion.
    pub revenue: S,
    /// Taxes on the change of GDP, billion.
    pub taxes_on_gdp: S,
    /// Public spending that follows GDP through wages, billion.
    pub indexed_spending: S,
    /// GDP that is lost because another outlay made room for the measures, billion.
    pub offset_loss: S,
    /// Change of public debt at the end of the year, billion.
    pub debt: S,
    /// The same where the wage-indexed share of spending follows GDP.
    pub debt_wage_indexed: S,
    /// Welfare of the year, billion.
    pub welfare: Welfare<S>,
    /// The foreign share of capital income.
    pub foreign_capital_share: S,
}

impl<S: Scalar> Year<S> {
    /// No money and no levels, and scenario and baseline the same: what a year is made from.
    #[inline(always)]
    pub(super) fn nothing() -> Self {
        let zero = S::of(0.0);
        let none = Pair { scenario: zero, baseline: zero };
        Self {
            baseline: Levels {
                gdp: zero,
                capital: zero,
                hours: zero,
                human_capital: zero,
                labour_productivity: zero,
                tfp: zero,
                first_log_productivity: zero,
            },
            ratios: Ratios::none(),
            percent_of_gdp: zero,
            gdp: zero,
            tfp: zero,
            capital: zero,
            human_capital: zero,
            labour: zero,
            contributions: Contributions::zero(),
            breakthroughs: zero,
            financing: zero,
            capital_share: zero,
            rd_business: none,
            rd_public: none,
            rd_public_funded: none,
            research_price: zero,
            knowledge_business: none,
            knowledge_public: none,
            knowledge_foreign: none,
            spending: zero,
            taxes: zero,
            credits: zero,
            revenue: zero,
            taxes_on_gdp: zero,
            indexed_spending: zero,
            offset_loss: zero,
            debt: zero,
            debt_wage_indexed: zero,
            welfare: Welfare {
                gdp: zero,
                investment: zero,
                rd: zero,
                excess_burden: zero,
                training: zero,
                abroad: zero,
            },
            foreign_capital_share: zero,
        }
    }
}

/// Levels of the scenario over those of the baseline: the exponentials of the deviations, computed once.
#[derive(Clone, Copy, Debug)]
pub struct Ratios<S> {
    /// GDP, `e^y`.
    pub gdp: S,
    /// Capital, `e^k`.
    pub capital: S,
    /// Human capital, `e^h`.
    pub human_capital: S,
    /// Labour, `e^l`.
    pub labour: S,
    /// GDP an hour, `e^(y-l)`.
    pub labour_productivity: S,
    /// Price of research, `e^p`.
    pub research_price: S,
}

impl<S: Scalar> Ratios<S> {
    /// Scenario and baseline are the same.
    #[inline(always)]
    pub(super) fn none() -> Self {
        let one = S::of(1.0);
        Self {
            gdp: one,
            capital: one,
            human_capital: one,
            labour: one,
            labour_productivity: one,
            research_price: one,
        }
    }
}

/// Levels of the baseline.
#[derive(Clone, Copy, Debug)]
pub struct Levels<S> {
    /// GDP, billion.
    pub gdp: S,
    /// Capital, billion.
    pub capital: S,
    /// Hours, million.
    pub hours: S,
    /// Human capital, index.
    pub human_capital: S,
    /// GDP an hour, thousand: billion over million hours.
    pub labour_productivity: S,
    /// Productivity, index: first year 1.
    pub tfp: S,
    /// Log productivity of the first year, of which that is an index.
    pub first_log_productivity: S,
}

named! {
    /// A variable of the output.
    Variable {
        /// Gross domestic product, volume.
        Gdp = "gdp",
        /// GDP less R&D: what is left for all other uses. ESA 2010 counts R&D as investment, and GDP with it.
        GdpWithoutRd = "gdp_without_rd",
        /// Total factor productivity.
        Tfp = "tfp",
        /// Capital stock.
        Capital = "capital",
        /// Hours worked.
        Hours = "hours",
        /// Human capital per hour.
        HumanCapital = "human_capital",
        /// GDP per hour.
        LabourProductivity = "labour_productivity",
        /// R&D performed by business, money.
        RdBusiness = "rd_business",
        /// R&D performed by the public sector, money.
        RdPublic = "rd_public",
        /// R&D performed, money.
        RdTotal = "rd_total",
        /// R&D over GDP.
        RdIntensity = "rd_intensity",
        /// R&D paid by government, money.
        RdPublicFunded = "rd_public_funded",
        /// Price of research.
        ResearchPrice = "research_price",
        /// Knowledge stock of business.
        KnowledgeBusiness = "knowledge_business",
        /// Knowledge stock of the public sector.
        KnowledgePublic = "knowledge_public",
        /// Foreign knowledge stock.
        KnowledgeForeign = "knowledge_foreign",
        /// Public revenue.
        Revenue = "revenue",
        /// Public debt.
        DebtRatio = "debt_ratio",
        /// Public debt where spending follows wages.
        DebtRatioWageIndexed = "debt_ratio_wage_indexed",
        /// Welfare: consumption.
        Welfare = "welfare",
        /// Welfare out of national income.
        WelfareNationalIncome = "welfare_national_income",
    }
}

impl Variable {
    /// Unit of baseline and scenario.
    #[must_use]
    pub fn unit(self, currency: &str) -> String {
        match self {
            Self::Gdp
            | Self::GdpWithoutRd
            | Self::Capital
            | Self::RdBusiness
            | Self::RdPublic
            | Self::RdTotal
            | Self::RdPublicFunded
            | Self::KnowledgeBusiness
            | Self::KnowledgePublic => currency.to_owned(),
            Self::Tfp | Self::HumanCapital | Self::KnowledgeForeign => "index".to_owned(),
            Self::ResearchPrice => "index, baseline = 1".to_owned(),
            Self::Hours => "million hours".to_owned(),
            Self::LabourProductivity => format!("{} per hour", currency.trim_start_matches("bn ")),
            Self::RdIntensity => "share of GDP".to_owned(),
            Self::Revenue
            | Self::DebtRatio
            | Self::DebtRatioWageIndexed
            | Self::Welfare
            | Self::WelfareNationalIncome => "percent of baseline GDP".to_owned(),
        }
    }

    /// Unit of the deviation.
    #[must_use]
    pub fn deviation_unit(self) -> &'static str {
        if self.has_level() && self != Self::RdIntensity { "percent" } else { "percentage_points" }
    }

    /// Whether it has a level in the data; the others have a deviation only.
    #[must_use]
    pub fn has_level(self) -> bool {
        !matches!(
            self,
            Self::Revenue
                | Self::DebtRatio
                | Self::DebtRatioWageIndexed
                | Self::Welfare
                | Self::WelfareNationalIncome
        )
    }

    /// Whether the baseline is the same in every draw, as long as its level is certain.
    #[must_use]
    pub fn baseline_is_certain(self) -> bool {
        !matches!(self, Self::Tfp | Self::KnowledgeBusiness | Self::KnowledgePublic)
    }

    /// Level in baseline and scenario; for a variable without a level zero and the deviation in percentage points.
    #[inline(always)]
    #[must_use]
    pub fn levels<S: Scalar>(self, year: &Year<S>) -> Pair<S> {
        let of = |baseline: S, ratio: S| Pair { baseline, scenario: baseline * ratio };
        let ratios = &year.ratios;
        let ratio = |change: S| Pair { baseline: S::of(0.0), scenario: change * year.percent_of_gdp };
        match self {
            Self::Gdp => of(year.baseline.gdp, ratios.gdp),
            Self::GdpWithoutRd => {
                // No call of this function itself, which could not be inlined then.
                let (gdp, rd) = (of(year.baseline.gdp, ratios.gdp), year.rd_total());
                Pair { baseline: gdp.baseline - rd.baseline, scenario: gdp.scenario - rd.scenario }
            }
            Self::Tfp => of(year.baseline.tfp, year.tfp.exp()),
            Self::Capital => of(year.baseline.capital, ratios.capital),
            Self::Hours => of(year.baseline.hours, ratios.labour),
            Self::HumanCapital => of(year.baseline.human_capital, ratios.human_capital),
            Self::LabourProductivity => of(year.baseline.labour_productivity, ratios.labour_productivity),
            Self::RdBusiness => year.rd_business,
            Self::RdPublic => year.rd_public,
            Self::RdTotal => year.rd_total(),
            Self::RdIntensity => {
                let rd = year.rd_total();
                Pair {
                    baseline: rd.baseline / year.baseline.gdp,
                    scenario: rd.scenario / (year.baseline.gdp * ratios.gdp),
                }
            }
            Self::RdPublicFunded => year.rd_public_funded,
            Self::ResearchPrice => of(S::of(1.0), ratios.research_price),
            Self::KnowledgeBusiness => year.knowledge_business,
            Self::KnowledgePublic => year.knowledge_public,
            Self::KnowledgeForeign => year.knowledge_foreign,
            Self::Revenue => ratio(year.revenue),
            Self::DebtRatio => ratio(year.debt),
            Self::DebtRatioWageIndexed => ratio(year.debt_wage_indexed),
            Self::Welfare => ratio(year.welfare.consumption()),
            Self::WelfareNationalIncome => {
                ratio(year.welfare.national(year.foreign_capital_share, year.capital_share))
            }
        }
    }

    /// The deviation in its unit: `100 (scenario/baseline - 1)`, or percentage points.
    #[inline(always)]
    #[must_use]
    pub fn deviation<S: Scalar>(self, levels: Pair<S>) -> S {
        if !self.has_level() {
            levels.scenario
        } else if self == Self::RdIntensity {
            S::of(100.0) * (levels.scenario - levels.baseline)
        } else {
            S::of(100.0) * (levels.scenario - levels.baseline) / levels.baseline
        }
    }
}

impl Variable {
    /// What the deviation of a variable with a level rises by with the level of the scenario.
    #[must_use]
    pub(crate) fn deviation_slope(self, baseline: f64) -> f64 {
        if self == Self::RdIntensity { 100.0 } else { 100.0 / baseline }
    }
}

impl<S: Scalar> Year<S> {
    /// Total R&D money, billion.
    #[inline(always)]
    #[must_use]
    pub fn rd_total(&self) -> Pair<S> {
        Pair {
            scenario: self.rd_business.scenario + self.rd_public.scenario,
            baseline: self.rd_business.baseline + self.rd_public.baseline,
        }
    }
}

impl<S: Scalar> Year<S> {
    /// What a channel adds to log GDP; the price of research is a difference of runs and adds nothing here.
    #[inline(always)]
    #[must_use]
    pub fn channel(&self, channel: Channel) -> S {
        let work = S::of(1.0) - self.capital_share;
        let c = &self.contributions;
        match channel {
            Channel::BusinessKnowledge => c.business_knowledge,
            Channel::PublicKnowledge => c.public_knowledge,
            Channel::ForeignKnowledge => c.foreign_knowledge,
            Channel::Interaction => c.interaction,
            Channel::ResearchEffort => c.research_effort,
            Channel::Frontier => c.frontier,
            Channel::Breakthroughs => self.breakthroughs,
            Channel::HumanCapital => work * self.human_capital,
            Channel::Labour => work * self.labour,
            Channel::Capital => self.capital_share * self.capital,
            Channel::Financing => self.financing,
            Channel::ResearchPrice => S::of(0.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deviations_are_in_their_unit() {
        let pair = |baseline: f64, scenario: f64| Pair { baseline, scenario };
        for (variable, levels, expected, unit) in [
            (Variable::Gdp, pair(1_000.0, 1_030.0), 3.0, "percent"),
            (Variable::RdTotal, pair(20.0, 19.0), -5.0, "percent"),
            (Variable::RdIntensity, pair(0.02, 0.03), 1.0, "percentage_points"),
            (Variable::Revenue, pair(0.0, 0.4), 0.4, "percentage_points"),
        ] {
            let found = variable.deviation(levels);
            assert!((found - expected).abs() < 1e-12, "{variable}: {found}");
            assert_eq!(variable.deviation_unit(), unit, "{variable}");
            if variable.has_level() {
                // The slope is that of a straight line through two levels.
                let higher = variable.deviation(pair(levels.baseline, levels.scenario + 0.5));
                let slope = variable.deviation_slope(levels.baseline);
                assert!((higher - found - 0.5 * slope).abs() < 1e-9, "{variable}: {slope}");
            }
        }
    }
}
