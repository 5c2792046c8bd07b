//! What the document `kennis.cba/1` is made of beside its accounts.

use super::ranked::{RankedRecord, WhyNone};
use super::record::record;
use super::statistics::YearlyStatistics;
use super::values::{Numbers, OrReason};
use crate::appraise::{BreakEven, CostBenefit, CrossCheck, Discounting, Figure, SensitivityRow};
use crate::statistics::Statistics;

/// A figure that some draws may not have; null as a whole for a reason.
pub(super) fn ranked(
    one: &CostBenefit,
    figure: Figure,
    none: Option<&'static str>,
) -> OrReason<RankedRecord> {
    if let Some(reason) = none {
        return OrReason::Reason(reason);
    }
    let why = match figure {
        Figure::InternalRateOfReturn => WhyNone {
            moments: "the mean of rates of return has no meaning",
            quantile: "a draw without an internal rate lies there: its flows are never worth their costs, or always",
            all: "no draw has one internal rate",
        },
        Figure::PaybackYear => WhyNone {
            moments: "draws that never pay back rank last, and have no mean with the others",
            quantile: "the draws there never pay back",
            all: "no draw pays back",
        },
        _ => WhyNone {
            moments: "a mean of ratios has no meaning: ratio_of_means",
            quantile: "the draws there have no costs",
            all: "no draw has costs",
        },
    };
    RankedRecord::or_reason(&one.ranked(figure), why)
}

record! {
    /// Public money that comes back as taxes.
    pub struct RatiosOfDraws {
        /// Taxes on the change of GDP over public money, by draw; never averaged.
        pub self_financing_share: OrReason<RankedRecord>,
        /// The same of the means.
        pub self_financing_share_of_means: OrReason<f64>,
        /// With public spending that follows wages, by draw; never averaged.
        pub self_financing_share_wage_indexed: OrReason<RankedRecord>,
        /// The same of the means.
        pub self_financing_share_wage_indexed_of_means: OrReason<f64>,
    }
}

record! {
    /// Discount rates.
    pub struct DiscountingRecord {
        /// Name.
        pub name: String,
        /// By years after the first.
        #[cfg_attr(test, schemars(length(min = 1)))]
        pub rates: Vec<RateRecord>,
        /// Rates that the guideline has for other cases.
        pub beside: Numbers,
        /// Excess burden of public money that replaces that of taxes.
        pub public_money_burden: f64,
        /// When it came into force; left out for one of the user's own.
        pub valid_from: Option<String>,
        /// Where it was read; left out for one of the user's own.
        pub source: Option<String>,
        /// Evidence; left out for one of the user's own.
        pub grade: Option<String>,
        /// When the source was last looked at; left out for one of the user's own.
        pub last_checked: Option<String>,
    }
}

record! {
    /// A rate of a schedule.
    pub struct RateRecord {
        /// The last year after the first in which it holds; left out: for ever.
        pub until: Option<u64>,
        /// Rate a year, as a fraction.
        pub rate: f64,
    }
}

impl DiscountingRecord {
    pub(super) fn new(discounting: &Discounting) -> Self {
        let rate = |rate: &crate::appraise::RateUntil| RateRecord {
            until: rate.until.map(u64::from),
            rate: rate.rate,
        };
        Self {
            name: discounting.name.clone(),
            rates: discounting.rates().iter().map(rate).collect(),
            beside: discounting.beside.iter().copied().collect(),
            public_money_burden: discounting.public_money_burden,
            valid_from: discounting.valid_from.clone(),
            source: discounting.source.clone(),
            grade: discounting.grade.clone(),
            last_checked: discounting.last_checked.clone(),
        }
    }
}

record! {
    /// A row of the sensitivity table.
    pub struct SensitivityRecord {
        /// What is changed.
        #[cfg_attr(test, schemars(extend("enum" = ["discounting", "horizon", "residual_value", "marginal_excess_burden"])))]
        pub of: &'static str,
        /// To what.
        pub value: String,
        /// Mean net present value of welfare.
        pub npv: OrReason<f64>,
        /// Its 5% point.
        pub npv_p05: OrReason<f64>,
        /// Its 95% point.
        pub npv_p95: OrReason<f64>,
        /// Mean social benefits over mean social costs.
        pub ratio_of_means: OrReason<f64>,
    }
}

impl SensitivityRecord {
    pub(super) fn new(row: &SensitivityRow) -> Self {
        let npv =
            |of: fn(&Statistics) -> f64| OrReason::new(row.npv.as_ref().map(of), row.reason.unwrap_or(""));
        let no_ratio = row.reason.unwrap_or("there are no costs, or the scenario does not say them");
        Self {
            of: row.of.name(),
            value: row.value.clone(),
            npv: npv(|s| s.mean),
            npv_p05: npv(|s| s.p05),
            npv_p95: npv(|s| s.p95),
            ratio_of_means: OrReason::new(row.ratio_of_means, no_ratio),
        }
    }
}

record! {
    /// The value of a parameter at which mean welfare is worth nothing.
    pub struct BreakEvenRecord {
        /// The parameter.
        pub parameter: &'static str,
        /// Its value.
        pub value: OrReason<f64>,
        /// The lower bound of the search.
        pub lower: f64,
        /// The upper bound of the search.
        pub upper: f64,
        /// Mean net present value at the lower bound.
        pub npv_at_lower: OrReason<f64>,
        /// Mean net present value at the upper bound.
        pub npv_at_upper: OrReason<f64>,
    }
}

impl BreakEvenRecord {
    pub(super) fn new(found: &BreakEven) -> Self {
        let dropped = "more than 5% of the draws drop there";
        Self {
            parameter: found.parameter.name(),
            value: OrReason::new(found.value, "none within its bounds"),
            lower: found.lower,
            upper: found.upper,
            npv_at_lower: OrReason::new(found.npv_at_lower, dropped),
            npv_at_upper: OrReason::new(found.npv_at_upper, dropped),
        }
    }
}

record! {
    /// The average return to all R&D: growth over the discount rate over R&D as a share of GDP.
    pub struct CrossCheckRecord {
        /// Growth of GDP an hour in the baseline.
        pub growth: f64,
        /// The discount rate of the first years.
        pub rate: f64,
        /// R&D over GDP, last observation.
        pub rd_intensity: f64,
        /// Benefits over costs.
        pub benefit_cost_ratio: OrReason<f64>,
        /// The paper's own figure, for the United States (growth .018, rate .05, R&D .027).
        pub published: OrReason<f64>,
    }
}

impl CrossCheckRecord {
    pub(super) fn new(check: &CrossCheck) -> Self {
        let reason = "the discount rate is not above zero";
        Self {
            growth: check.growth,
            rate: check.rate,
            rd_intensity: check.rd_intensity,
            benefit_cost_ratio: OrReason::new(check.benefit_cost_ratio(), reason),
            published: OrReason::new(CrossCheck::PUBLISHED.benefit_cost_ratio(), reason),
        }
    }
}

record! {
    /// Flows by year from the base year to the horizon, billions, not discounted but for the last.
    pub struct CashFlowsRecord {
        /// The years of every list.
        pub years: Vec<i32>,
        /// What a unit of each year is worth in the base year.
        pub discount_factor: Numbers,
        /// GDP.
        pub gdp: YearlyStatistics,
        /// GDP less investment and R&D.
        pub consumption: YearlyStatistics,
        /// Investment.
        pub investment: YearlyStatistics,
        /// R&D of all funders except abroad.
        pub rd: YearlyStatistics,
        /// Public money.
        pub public_money: YearlyStatistics,
        /// Taxes.
        pub taxes: YearlyStatistics,
        /// Welfare.
        pub welfare: YearlyStatistics,
        /// Welfare so far, discounted.
        pub welfare_cumulative: YearlyStatistics,
    }
}

impl CashFlowsRecord {
    pub(super) fn new(one: &CostBenefit) -> Option<Self> {
        let rows = one.by_year();
        if rows.is_empty() {
            return None;
        }
        let place = |name: &str| CostBenefit::flow_names().iter().position(|known| *known == name);
        let flow = |name: &str| {
            let of_year = |row: &(i32, Vec<Statistics>)| place(name).map(|place| row.1[place]);
            YearlyStatistics::new(&rows.iter().filter_map(of_year).collect::<Vec<_>>())
        };
        Some(Self {
            years: rows.iter().map(|(year, _)| *year).collect(),
            discount_factor: rows.iter().map(|(year, _)| one.discount_factor(*year)).collect(),
            gdp: flow("gdp"),
            consumption: flow("consumption"),
            investment: flow("investment"),
            rd: flow("rd"),
            public_money: flow("public_money"),
            taxes: flow("taxes"),
            welfare: flow("welfare"),
            welfare_cumulative: flow("welfare_cumulative"),
        })
    }
}
