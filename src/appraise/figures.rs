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

use super::cash_flows::payback_of_each;
use super::discounting::Discounting;
use super::figure::{FIGURES, Figure as F, HIGHEST, LEFT_OUT, LOWEST};
use super::internal_rates::{InternalRate, internal_rate_of_each};
use super::residual::ResidualValue;
use crate::ensemble::GroupFlows;
use crate::scalar::{LANES, Lanes, Scalar};
use crate::simulate::CashFlow;

/// Flows of a year or their present values, by flow: of one draw, or of draws side by side.
pub(super) type ByFlow<S> = [S; CashFlow::ALL.len()];

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
    pub(super) fn write(&self, flows: &GroupFlows<'_>, figures: &mut [[f64; LANES]]) {
        let values: Vec<Sums> = self.factors.iter().map(|factors| self.sums(flows, factors)).collect();
        let present = |alternative: &Alternative| {
            let perpetuity = self.factors[alternative.factors].perpetuity;
            values[alternative.factors].present(alternative.residual, perpetuity)
        };
        self.of_present_values(&present(&self.headline), self.headline.burden, figures);
        for (i, alternative) in self.beside.iter().enumerate() {
            let value = present(alternative);
            let place = self.place_of_alternative(i);
            figures[place] = welfare(&value, alternative.burden).0;
            figures[place + 1] = social_benefits(&value).0;
            figures[place + 2] = social_costs(&value, alternative.burden).0;
        }
        self.of_course(flows, figures);
    }

    /// The present values of the headline, by flow, of a lane group.
    pub(super) fn headline_values(&self, flows: &GroupFlows<'_>) -> ByFlow<Lanes> {
        let Alternative { factors, residual, .. } = self.headline;
        let factors = &self.factors[factors];
        self.sums(flows, factors).present(residual, factors.perpetuity)
    }

    fn sums(&self, flows: &GroupFlows<'_>, factors: &Factors) -> Sums {
        let of_flow = |flow: usize| {
            let by_year = flows.of(flow);
            let (within, after) = by_year.split_at(by_year.len().min(self.horizon + 1));
            let factors = factors.by_year.split_at(within.len().min(factors.by_year.len()));
            let last = within.last().copied().unwrap_or_default();
            [discounted(within, factors.0), discounted(after, factors.1), Lanes(last)]
        };
        let by_flow: [[Lanes; 3]; CashFlow::ALL.len()] = std::array::from_fn(of_flow);
        let of = |part: usize| by_flow.map(|parts| parts[part]);
        Sums { within: of(0), after: of(1), last: of(2) }
    }

    /// The figures that follow from present values.
    fn of_present_values(&self, v: &ByFlow<Lanes>, burden: Burden, figures: &mut [[f64; LANES]]) {
        let of = |flow: CashFlow| v[flow as usize];
        let (gdp, investment) = (of(CashFlow::Gdp), of(CashFlow::Investment));
        let private = private_rd(v);
        let receipt = if self.is_offset { of(CashFlow::PublicMoney) } else { Lanes::of(0.0) };
        let (benefits, costs) = (social_benefits(v), social_costs(v, burden));
        let (public_benefits, public_costs) =
            (gdp - investment - private, of(CashFlow::PublicMoney) + burden_of(v, burden));
        let money = of(CashFlow::PublicMoney);
        let government = of(CashFlow::Taxes) + receipt - money + of(CashFlow::TaxesOnGdp);
        let indexed = of(CashFlow::IndexedSpending);
        let households = welfare(v, burden) - government + private + investment;
        let least = Lanes::of(NO_COSTS * self.gdp);
        let ratio = |benefits: Lanes, costs: Lanes| {
            let has_costs = least.lt(costs.absolute());
            Lanes::select(has_costs, benefits / costs, Lanes::of(LEFT_OUT))
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
            figures[figure.index()] = value.0;
        }
    }

    /// The figures that need the course of welfare: internal rate, payback, and those by year.
    fn of_course(&self, flows: &GroupFlows<'_>, figures: &mut [[f64; LANES]]) {
        for figure in [F::InternalRateOfReturn, F::PaybackYear] {
            figures[figure.index()] = [LEFT_OUT; LANES];
        }
        if !(self.rates || self.by_year) {
            return;
        }
        let course = self.course(flows);
        figures[F::InternalRateOfReturn.index()] = rates_of(&course);
        let factors = self.factors[self.headline.factors].by_year();
        // Never below zero is the base year; else the year itself, though the base year may be later.
        let year = |t: usize| match t {
            0 => f64::from(self.base_year),
            t => f64::from(self.first_year + 1) + t as f64,
        };
        figures[F::PaybackYear.index()] =
            payback_of_each(&course, &factors[1..]).map(|paid_back| paid_back.map_or(HIGHEST, year));
        if self.by_year {
            self.write_by_year(flows, &course, figures);
        }
    }

    /// Welfare by year, from the first year after the last observation.
    fn course(&self, flows: &GroupFlows<'_>) -> Vec<[f64; LANES]> {
        let by_flow: ByFlow<&[[f64; LANES]]> = std::array::from_fn(|flow| flows.of(flow));
        let years = match self.headline.residual {
            ResidualValue::RunOff => by_flow[0].len(),
            ResidualValue::None | ResidualValue::Perpetuity => self.horizon + 1,
        };
        let mut course = Vec::with_capacity(years);
        for t in 1..years {
            course.push(welfare(&by_flow.map(|flow| Lanes(flow[t])), self.headline.burden).0);
        }
        course
    }

    fn write_by_year(&self, flows: &GroupFlows<'_>, course: &[[f64; LANES]], figures: &mut [[f64; LANES]]) {
        let factors = self.factors[self.headline.factors].by_year();
        let base = *self.years().start();
        for lane in 0..LANES {
            let before = course.iter().zip(&factors[1..]).take(base - 1);
            let mut sum: f64 = before.map(|(flows, factor)| flows[lane] * factor).sum();
            for (place, position) in self.years().enumerate() {
                let now: ByFlow<f64> = std::array::from_fn(|flow| flows.of(flow)[position][lane]);
                sum += course[position - 1][lane] * factors[position];
                for (flow, value) in self.of_year(&now, sum).into_iter().enumerate() {
                    figures[self.place_by_year(flow, place)][lane] = value;
                }
            }
        }
    }

    /// The flows of a year in the order of [`BY_YEAR`].
    pub(super) fn of_year(&self, now: &ByFlow<f64>, cumulative: f64) -> [f64; BY_YEAR.len()] {
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

/// The internal rates as figures: ranked last where all of it is lost, first where nothing is ever lost.
fn rates_of(course: &[[f64; LANES]]) -> [f64; LANES] {
    let mut sums = [0.0; LANES];
    let mut nothing = [true; LANES];
    for flows in course {
        for ((sum, nothing), flow) in sums.iter_mut().zip(&mut nothing).zip(flows) {
            *sum += flow;
            *nothing &= *flow == 0.0;
        }
    }
    let rates = internal_rate_of_each(course);
    std::array::from_fn(|lane| match rates[lane] {
        InternalRate::One(rate) => rate,
        InternalRate::Several => LEFT_OUT,
        InternalRate::None if sums[lane] < 0.0 => LOWEST,
        InternalRate::None if nothing[lane] => LEFT_OUT,
        InternalRate::None => HIGHEST,
    })
}

/// Present values of a lane group under one schedule, by flow: until the horizon, after it, and the flow of the horizon.
#[derive(Clone, Copy, Debug)]
struct Sums {
    within: ByFlow<Lanes>,
    after: ByFlow<Lanes>,
    last: ByFlow<Lanes>,
}

impl Sums {
    fn present(&self, residual: ResidualValue, perpetuity: f64) -> ByFlow<Lanes> {
        let rest = |flow: usize| match residual {
            ResidualValue::RunOff => self.after[flow],
            ResidualValue::None => Lanes::of(0.0),
            ResidualValue::Perpetuity => Lanes::of(perpetuity) * self.last[flow],
        };
        std::array::from_fn(|flow| self.within[flow] + rest(flow))
    }
}

fn discounted(flows: &[[f64; LANES]], factors: &[f64]) -> Lanes {
    let terms = flows.iter().zip(factors).map(|(flows, factor)| Lanes::of(*factor) * Lanes(*flows));
    terms.fold(Lanes::of(0.0), |sum, term| sum + term)
}

#[inline(always)]
fn burden_of<S: Scalar>(v: &ByFlow<S>, burden: Burden) -> S {
    match burden {
        Burden::OfTaxes => v[CashFlow::ExcessBurden as usize],
        Burden::OfPublicMoney(share) => S::of(share) * v[CashFlow::PublicMoney as usize],
    }
}

/// R&D money that neither government nor abroad pays, net of tax credits.
#[inline(always)]
fn private_rd<S: Scalar>(v: &ByFlow<S>) -> S {
    v[CashFlow::Rd as usize] - v[CashFlow::RdGovernment as usize] - v[CashFlow::Credits as usize]
}

/// Change of consumption.
#[inline(always)]
pub(super) fn welfare<S: Scalar>(v: &ByFlow<S>, burden: Burden) -> S {
    social_benefits(v) - social_costs(v, burden)
}

#[inline(always)]
pub(super) fn social_benefits<S: Scalar>(v: &ByFlow<S>) -> S {
    let of = |flow: CashFlow| v[flow as usize];
    of(CashFlow::Gdp) + of(CashFlow::OffsetLoss) - of(CashFlow::Investment)
}

#[inline(always)]
pub(super) fn social_costs<S: Scalar>(v: &ByFlow<S>, burden: Burden) -> S {
    let of = |flow: CashFlow| v[flow as usize];
    of(CashFlow::Rd)
        + burden_of(v, burden)
        + of(CashFlow::Training)
        + of(CashFlow::Abroad)
        + of(CashFlow::OffsetLoss)
}
