//! The figures of a draw from its cash flows.
//!
//! ```math
//! \begin{aligned}
//! dC &= dY - dI - dR - B - \text{training} - \text{abroad}, \qquad B = MEB\, dT \text{ or a share of } dG \\
//! BCR_{social} &= \frac{PV(dY + L - dI)}{PV(dR + B + \text{training} + \text{abroad} + L)}, \qquad
//! BCR_{public} = \frac{PV(dY - dI - dR_{private})}{PV(dG + B)}
//! \end{aligned}
//! ```
//! `dR_private` is R&D money that neither government nor abroad pays, net of tax credits, which are in `dG`; `L` the GDP that is
//! lost because another outlay made room: a cost, and not a smaller benefit.

use super::cash_flows::{internal_rates, payback_at};
use super::discounting::Discounting;
use super::figure::{FIGURES, Figure as F, HIGHEST, LEFT_OUT, LOWEST};
use super::residual::ResidualValue;
use crate::ensemble::GroupFlows;
use crate::scalar::LANES;
use crate::simulate::CashFlow;

/// Flows of a year or their present values, by flow.
pub(super) type ByFlow = [f64; CashFlow::ALL.len()];

/// Figures of an alternative: net present value of welfare, social benefits and social costs.
pub(super) const OF_ALTERNATIVE: usize = 3;

/// Costs below this share of GDP of the base year are none: there is nothing to divide by.
const NO_COSTS: f64 = 1e-9;

/// What public money costs beyond itself.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Burden {
    /// The excess burden of the taxes that pay for it, a parameter.
    OfTaxes,
    /// So much a euro of it, whoever pays.
    OfPublicMoney(f64),
}

/// A schedule of rates, ready to be used on the years of a run.
#[derive(Clone, Debug)]
pub(super) struct Factors {
    /// By year from the last observation.
    by_year: Vec<f64>,
    /// What a flow of the horizon year that goes on for ever adds, per unit of it.
    perpetuity: f64,
}

impl Factors {
    /// Of so many years from the last observation, `base` years before the base year; none where a perpetuity is asked for
    /// and has no value.
    pub(super) fn new(discounting: &Discounting, years: usize, base: i32, perpetuity: Option<f64>) -> Self {
        // The schedule from the base year on, once, and what lies before it.
        let after = discounting.factors(usize::try_from(years as i32 - base).unwrap_or(0).max(1));
        let factor = |position: usize| {
            let t = position as i32 - base;
            usize::try_from(t)
                .map_or_else(|_| discounting.factor(t), |t| after.get(t).copied().unwrap_or(0.0))
        };
        Self { by_year: (0..years).map(factor).collect(), perpetuity: perpetuity.unwrap_or(0.0) }
    }

    pub(super) fn by_year(&self) -> &[f64] {
        &self.by_year
    }

    pub(super) fn perpetuity(&self) -> f64 {
        self.perpetuity
    }
}

/// Another way to appraise the same flows.
#[derive(Clone, Copy, Debug)]
pub(super) struct Alternative {
    /// Position among the schedules.
    pub(super) factors: usize,
    pub(super) residual: ResidualValue,
    pub(super) burden: Burden,
}

/// What is made of the cash flows of a draw.
#[derive(Clone, Debug)]
pub(super) struct FigurePlan {
    /// The last observation.
    pub(super) first_year: i32,
    pub(super) base_year: i32,
    /// Position of the horizon.
    pub(super) horizon: usize,
    /// GDP of the baseline in the base year, or the nearest year of the run.
    pub(super) gdp: f64,
    /// Whether another outlay makes room: a receipt of public finance.
    pub(super) is_offset: bool,
    /// The schedules; the first one is that of the figures.
    pub(super) factors: Vec<Factors>,
    /// The figures themselves, and what is computed beside them.
    pub(super) headline: Alternative,
    pub(super) beside: Vec<Alternative>,
    /// Whether there are figures by year.
    pub(super) by_year: bool,
    /// Whether internal rate and payback are wanted: they take longer than all the sums.
    pub(super) rates: bool,
}

/// Flows by year, in the order of the figures.
pub(super) const BY_YEAR: [&str; 8] =
    ["gdp", "consumption", "investment", "rd", "public_money", "taxes", "welfare", "welfare_cumulative"];

impl FigurePlan {
    /// The positions of the years that have figures by year.
    pub(super) fn years(&self) -> std::ops::RangeInclusive<usize> {
        let base = usize::try_from(self.base_year - self.first_year).unwrap_or(0).max(1);
        base..=self.horizon
    }

    /// Number of figures of a draw.
    pub(super) fn count(&self) -> usize {
        let by_year = if self.by_year { BY_YEAR.len() * self.years().count() } else { 0 };
        FIGURES + OF_ALTERNATIVE * self.beside.len() + by_year
    }

    /// Place of the first figure of an alternative.
    pub(super) fn place_of_alternative(&self, alternative: usize) -> usize {
        FIGURES + OF_ALTERNATIVE * alternative
    }

    /// Place of a flow of a year.
    pub(super) fn place_by_year(&self, flow: usize, year: usize) -> usize {
        FIGURES + OF_ALTERNATIVE * self.beside.len() + flow * self.years().count() + year
    }

    /// Writes the figures of a lane group.
    #[allow(clippy::needless_range_loop, reason = "a lane of all figures, not a figure")]
    pub(super) fn write(&self, flows: &GroupFlows<'_>, figures: &mut [[f64; LANES]]) {
        for figure in [F::InternalRateOfReturn, F::PaybackYear] {
            figures[figure.index()] = [LEFT_OUT; LANES];
        }
        let values: Vec<Sums> = self.factors.iter().map(|factors| self.sums(flows, factors)).collect();
        let present = |alternative: &Alternative, lane: usize| {
            let factors = &self.factors[alternative.factors];
            values[alternative.factors].present(alternative.residual, factors.perpetuity, lane)
        };
        for lane in 0..LANES {
            let mut put = |place: usize, value: f64| figures[place][lane] = value;
            let burden = self.headline.burden;
            self.of_present_values(&present(&self.headline, lane), burden, &mut put);
            for (i, alternative) in self.beside.iter().enumerate() {
                let value = present(alternative, lane);
                let place = self.place_of_alternative(i);
                put(place, welfare(&value, alternative.burden));
                put(place + 1, social_benefits(&value));
                put(place + 2, social_costs(&value, alternative.burden));
            }
            if self.rates || self.by_year {
                self.of_course(flows, lane, &mut put);
            }
        }
    }

    /// The present values of the headline, by flow, of all draws of a lane group.
    pub(super) fn headline_values(&self, flows: &GroupFlows<'_>) -> [ByFlow; LANES] {
        let Alternative { factors, residual, .. } = self.headline;
        let factors = &self.factors[factors];
        let sums = self.sums(flows, factors);
        std::array::from_fn(|lane| sums.present(residual, factors.perpetuity, lane))
    }

    fn sums(&self, flows: &GroupFlows<'_>, factors: &Factors) -> Sums {
        let mut sums = Sums::default();
        for flow in 0..CashFlow::ALL.len() {
            let by_year = flows.of(flow);
            let (within, after) = by_year.split_at(by_year.len().min(self.horizon + 1));
            let factors = factors.by_year.split_at(within.len().min(factors.by_year.len()));
            sums.within[flow] = discounted(within, factors.0);
            sums.after[flow] = discounted(after, factors.1);
            sums.last[flow] = within.last().copied().unwrap_or_default();
        }
        sums
    }

    /// The figures that follow from present values.
    fn of_present_values(&self, v: &ByFlow, burden: Burden, put: &mut impl FnMut(usize, f64)) {
        let of = |flow: CashFlow| v[flow as usize];
        let (gdp, investment) = (of(CashFlow::Gdp), of(CashFlow::Investment));
        let private = private_rd(v);
        let receipt = if self.is_offset { of(CashFlow::PublicMoney) } else { 0.0 };
        let (benefits, costs) = (social_benefits(v), social_costs(v, burden));
        let (public_benefits, public_costs) =
            (gdp - investment - private, of(CashFlow::PublicMoney) + burden_of(v, burden));
        let money = of(CashFlow::PublicMoney);
        let government = of(CashFlow::Taxes) + receipt - money + of(CashFlow::TaxesOnGdp);
        let indexed = of(CashFlow::IndexedSpending);
        let households = welfare(v, burden) - government + private + investment;
        let ratio = |benefits: f64, costs: f64| {
            if costs.abs() > NO_COSTS * self.gdp { benefits / costs } else { LEFT_OUT }
        };
        for (figure, value) in [
            (F::GdpNpv, gdp),
            (F::WelfareNpv, welfare(v, burden)),
            (F::NationalIncomeNpv, welfare(v, burden) - of(CashFlow::ForeignIncome)),
            (F::SocialBenefits, benefits),
            (F::SocialCosts, costs),
            (F::PublicBenefits, public_benefits),
            (F::PublicCosts, public_costs),
            (F::PublicFinanceNpv, government),
            (F::PublicFinanceNpvWageIndexed, government - indexed),
            (F::PublicMoney, money),
            (F::TaxesOnGdp, of(CashFlow::TaxesOnGdp)),
            (F::TaxesOnGdpWageIndexed, of(CashFlow::TaxesOnGdp) - indexed),
            (F::BenefitCostRatioSocial, ratio(benefits, costs)),
            (F::BenefitCostRatioPublic, ratio(public_benefits, public_costs)),
            (F::SelfFinancingShare, ratio(of(CashFlow::TaxesOnGdp), money)),
            (F::SelfFinancingShareWageIndexed, ratio(of(CashFlow::TaxesOnGdp) - indexed, money)),
            (F::IncidenceGovernment, government),
            (F::IncidenceGovernmentWageIndexed, government - indexed),
            (F::IncidenceFirmsResearch, -private),
            (F::IncidenceInvestment, -investment),
            (F::IncidenceHouseholds, households),
            (F::IncidenceHouseholdsWageIndexed, households + indexed),
        ] {
            put(figure.index(), value);
        }
    }

    /// The figures that need the course of welfare: internal rate, payback, and those by year.
    fn of_course(&self, flows: &GroupFlows<'_>, lane: usize, put: &mut impl FnMut(usize, f64)) {
        let year = |position: usize| -> ByFlow { std::array::from_fn(|flow| flows.of(flow)[position][lane]) };
        let years = match self.headline.residual {
            ResidualValue::RunOff => flows.of(0).len(),
            ResidualValue::None | ResidualValue::Perpetuity => self.horizon + 1,
        };
        let course: Vec<f64> = (1..years).map(|t| welfare(&year(t), self.headline.burden)).collect();
        let rates = internal_rates(&course);
        let rate = match rates.as_slice() {
            [rate] => *rate,
            [] if course.iter().sum::<f64>() < 0.0 => LOWEST,
            [] if course.iter().all(|flow| *flow == 0.0) => LEFT_OUT,
            [] => HIGHEST,
            _ => LEFT_OUT,
        };
        put(F::InternalRateOfReturn.index(), rate);
        let factors = self.factors[self.headline.factors].by_year();
        // Never below zero is the base year; else the year itself, though the base year may be later.
        let paid_back = payback_at(course.iter().copied(), &factors[1..]).map(|t| match t {
            0 => f64::from(self.base_year),
            t => f64::from(self.first_year + 1) + t as f64,
        });
        put(F::PaybackYear.index(), paid_back.unwrap_or(HIGHEST));
        if self.by_year {
            let base = *self.years().start();
            let before = course.iter().zip(&factors[1..]).take(base - 1);
            let mut sum: f64 = before.map(|(flow, factor)| flow * factor).sum();
            for (place, position) in self.years().enumerate() {
                let now = year(position);
                sum += course[position - 1] * factors[position];
                for (flow, value) in self.of_year(&now, sum).into_iter().enumerate() {
                    put(self.place_by_year(flow, place), value);
                }
            }
        }
    }

    /// The flows of a year in the order of [`BY_YEAR`].
    pub(super) fn of_year(&self, now: &ByFlow, cumulative: f64) -> [f64; BY_YEAR.len()] {
        let of = |flow: CashFlow| now[flow as usize];
        [
            of(CashFlow::Gdp),
            of(CashFlow::Gdp) - of(CashFlow::Investment) - of(CashFlow::Rd),
            of(CashFlow::Investment),
            of(CashFlow::Rd),
            of(CashFlow::PublicMoney),
            of(CashFlow::Taxes) + of(CashFlow::TaxesOnGdp),
            welfare(now, self.headline.burden),
            cumulative,
        ]
    }
}

/// Present values of a lane group under one schedule, by flow: until the horizon, after it, and the flow of the horizon.
#[derive(Clone, Debug, Default)]
struct Sums {
    within: [[f64; LANES]; CashFlow::ALL.len()],
    after: [[f64; LANES]; CashFlow::ALL.len()],
    last: [[f64; LANES]; CashFlow::ALL.len()],
}

impl Sums {
    fn present(&self, residual: ResidualValue, perpetuity: f64, lane: usize) -> ByFlow {
        std::array::from_fn(|flow| {
            let within = self.within[flow][lane];
            match residual {
                ResidualValue::RunOff => within + self.after[flow][lane],
                ResidualValue::None => within,
                ResidualValue::Perpetuity => within + perpetuity * self.last[flow][lane],
            }
        })
    }
}

fn discounted(flows: &[[f64; LANES]], factors: &[f64]) -> [f64; LANES] {
    let mut sum = [0.0; LANES];
    for (flows, factor) in flows.iter().zip(factors) {
        for (sum, flow) in sum.iter_mut().zip(flows) {
            *sum += factor * flow;
        }
    }
    sum
}

fn burden_of(v: &ByFlow, burden: Burden) -> f64 {
    match burden {
        Burden::OfTaxes => v[CashFlow::ExcessBurden as usize],
        Burden::OfPublicMoney(share) => share * v[CashFlow::PublicMoney as usize],
    }
}

/// R&D money that neither government nor abroad pays, net of tax credits.
fn private_rd(v: &ByFlow) -> f64 {
    v[CashFlow::Rd as usize] - v[CashFlow::RdGovernment as usize] - v[CashFlow::Credits as usize]
}

/// Change of consumption.
pub(super) fn welfare(v: &ByFlow, burden: Burden) -> f64 {
    social_benefits(v) - social_costs(v, burden)
}

pub(super) fn social_benefits(v: &ByFlow) -> f64 {
    let of = |flow: CashFlow| v[flow as usize];
    of(CashFlow::Gdp) + of(CashFlow::OffsetLoss) - of(CashFlow::Investment)
}

pub(super) fn social_costs(v: &ByFlow, burden: Burden) -> f64 {
    let of = |flow: CashFlow| v[flow as usize];
    of(CashFlow::Rd)
        + burden_of(v, burden)
        + of(CashFlow::Training)
        + of(CashFlow::Abroad)
        + of(CashFlow::OffsetLoss)
}
