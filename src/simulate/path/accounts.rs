//! The accounts of a year: levels of the baseline, public finance and welfare (E13, E14), and the year as it is seen.

use super::super::baseline::Baseline;
use super::super::measure_by_year::cost_of_cohorts;
use super::super::outcome::{Levels, Ratios, Year};
use super::super::plan::Plan;
use super::output::Output;
use super::purpose::Purpose;
use crate::model::{
    Change, Financing, Funder, Outlays, Pair, Performer, PublicFinance, PublicYear, RdMatrix, ResearchMarket,
    Welfare, log_productivity,
};
use crate::parameters::{ParameterId as P, ParameterValues};
use crate::scalar::Scalar;
use crate::structures::ByStock;

/// Public finance of a year, and what welfare needs of it.
pub(super) struct Accounts<S> {
    /// Change of GDP, billion.
    gdp: S,
    baseline: Levels<S>,
    percent_of_gdp: S,
    public: PublicYear<S>,
    outlays: Outlays<S>,
    /// Cost of training and schooling.
    training: S,
}

impl<S: Scalar> Accounts<S> {
    /// Levels of the baseline alone: for a run that is not asked for money.
    #[inline(always)]
    fn without_money(baseline: Levels<S>) -> Self {
        let zero = S::of(0.0);
        let public = PublicYear {
            taxes: zero,
            revenue: zero,
            taxes_on_gdp: zero,
            indexed_spending: zero,
            debt: zero,
            debt_wage_indexed: zero,
        };
        Self {
            gdp: zero,
            baseline,
            percent_of_gdp: zero,
            public,
            outlays: Outlays::at_home(zero),
            training: zero,
        }
    }
}

/// What the money of a year came to.
pub(super) struct Spent<S> {
    pub(super) rd: Pair<RdMatrix<S>>,
    pub(super) market: ResearchMarket<S>,
    pub(super) accounts: Accounts<S>,
}

/// What keeps the accounts of a draw: what they are made of, and public finance so far.
pub(super) struct Ledger<'a, S> {
    baseline: &'a Baseline,
    plan: &'a Plan,
    p: &'a ParameterValues<S>,
    capital_share: S,
    first_log_productivity: S,
    level_is_certain: bool,
    purpose: Purpose,
    /// What the money that is solved for is multiplied by.
    factor: S,
    finance: PublicFinance<S>,
    /// Public money and taxes of last year over baseline GDP.
    pub(super) last_spending: S,
    pub(super) last_taxes: S,
}

impl<'a, S: Scalar> Ledger<'a, S> {
    #[inline(always)]
    pub(super) fn new(
        (baseline, plan): (&'a Baseline, &'a Plan),
        p: &'a ParameterValues<S>,
        capital_share: S,
        (level_is_certain, purpose): (bool, Purpose),
        factor: S,
    ) -> Self {
        let zero = S::of(0.0);
        let mut ledger = Self {
            baseline,
            plan,
            p,
            capital_share,
            first_log_productivity: zero,
            level_is_certain,
            purpose,
            factor,
            finance: PublicFinance::new(),
            last_spending: zero,
            last_taxes: zero,
        };
        ledger.first_log_productivity = ledger.log_productivity(0, zero, zero);
        ledger
    }

    /// Log productivity of the baseline in year `t`.
    #[inline(always)]
    fn log_productivity(&self, t: usize, log_gdp: S, log_capital: S) -> S {
        let b = self.plan.baseline[t];
        let (gdp, capital) = (S::of(b.gdp) + log_gdp, S::of(b.capital) + log_capital);
        log_productivity(gdp, capital, S::of(b.labour), self.capital_share)
    }

    #[inline(always)]
    fn levels(&self, t: usize, gdp: Change<S>, capital: Change<S>) -> Levels<S> {
        let b = self.baseline;
        // Without an exponential where nobody asks for it.
        let tfp = if self.purpose == Purpose::Results {
            (self.log_productivity(t, gdp.log, capital.log) - self.first_log_productivity).exp()
        } else {
            S::of(0.0)
        };
        Levels {
            gdp: S::of(b.gdp[t]) * gdp.ratio,
            labour_productivity: S::of(1000.0 * b.gdp[t] / b.hours[t]) * gdp.ratio,
            capital: S::of(b.capital[t]) * capital.ratio,
            hours: S::of(b.hours[t]),
            human_capital: S::of(b.human_capital[t]),
            tfp,
            first_log_productivity: self.first_log_productivity,
        }
    }

    /// Scenario against baseline, both against the central baseline.
    #[inline(always)]
    fn effect(&self, pair: &Pair<Change<S>>) -> Change<S> {
        if self.level_is_certain {
            return pair.scenario;
        }
        let Pair { scenario, baseline } = pair;
        Change { log: scenario.log - baseline.log, ratio: scenario.ratio / baseline.ratio }
    }

    /// `100/Y0`, without a division where the level is certain.
    #[inline(always)]
    fn percent_of_gdp(&self, t: usize, gdp: S) -> S {
        if self.level_is_certain { S::of(100.0 / self.baseline.gdp[t]) } else { S::of(100.0) / gdp }
    }

    /// Cost of training and of schooling in year `t` of the plan, billion: public money.
    #[inline(always)]
    fn training(&self, t: usize) -> S {
        let schooling = match self.plan.schooling_cost[t] {
            0.0 => S::of(0.0),
            cost => cost_of_cohorts(cost, self.p[P::WorkingLife]),
        };
        S::of(self.plan.training_cost[t]) + schooling
    }

    /// Public money, taxes, revenue and debt of year `t`.
    #[inline(always)]
    pub(super) fn accounts(&mut self, t: usize, now: &Output<S>, target_money: S) -> Accounts<S> {
        let baseline = self.levels(t, now.gdp.baseline, now.capital.baseline);
        if !self.purpose.asks_for_money() && self.plan.financing == Financing::Debt {
            return Accounts::without_money(baseline);
        }
        let percent_of_gdp = self.percent_of_gdp(t, baseline.gdp);
        let training = self.training(t - 1);
        let mut outlays = Outlays::at_home(target_money + training);
        for (place, money) in self.plan.money.iter().enumerate() {
            let spent = self.plan.money_at(place, t - 1, self.factor);
            outlays.add(money.instrument.row(), spent, self.p);
        }
        let gdp = baseline.gdp * (self.effect(&now.gdp).ratio - S::of(1.0));
        let public = self.finance.year(&outlays, gdp, self.plan.financing, self.p);
        let share_of_gdp = S::of(0.01) * percent_of_gdp;
        self.last_spending = outlays.spending * share_of_gdp;
        self.last_taxes = public.taxes * share_of_gdp;
        Accounts { gdp, baseline, percent_of_gdp, public, outlays, training }
    }

    /// Year `t` as it is seen: whole, or without what has to do with money where that is not asked for.
    #[inline(always)]
    pub(super) fn year(&self, t: usize, now: &Output<S>, spent: &Spent<S>, next: &Output<S>) -> Year<S> {
        let (gdp, capital) = (self.effect(&now.gdp), self.effect(&now.capital));
        let people = &now.people;
        let ratios = Ratios {
            gdp: gdp.ratio,
            capital: capital.ratio,
            human_capital: people.human_capital.ratio,
            labour: people.labour.ratio,
            // Without a division where labour is that of the baseline.
            labour_productivity: if self.plan.changes_people {
                gdp.ratio / people.labour.ratio
            } else {
                gdp.ratio
            },
            research_price: spent.market.price.ratio,
        };
        let year = Year {
            baseline: spent.accounts.baseline,
            ratios,
            gdp: gdp.log,
            tfp: now.tfp,
            capital: capital.log,
            human_capital: people.human_capital.log,
            labour: people.labour.log,
            contributions: now.contributions,
            breakthroughs: now.breakthroughs,
            financing: now.financing.log,
            capital_share: self.capital_share,
            research_price: spent.market.price.log,
            ..Year::nothing()
        };
        if self.purpose.asks_for_money() { self.with_money(t, year, now, spent, next) } else { year }
    }

    /// The year with R&D, knowledge, public finance and welfare.
    #[inline(always)]
    fn with_money(
        &self,
        t: usize,
        year: Year<S>,
        now: &Output<S>,
        Spent { rd, accounts, .. }: &Spent<S>,
        next: &Output<S>,
    ) -> Year<S> {
        let Accounts { baseline, public, outlays, .. } = accounts;
        let own = |matrix: &RdMatrix<S>| matrix.total() - matrix.funded(Funder::Abroad);
        let welfare = Welfare {
            gdp: accounts.gdp,
            investment: self.investment(t, baseline.capital * (year.ratios.capital - S::of(1.0)), next),
            rd: own(&rd.scenario) - own(&rd.baseline),
            excess_burden: self.p[P::MarginalExcessBurden] * public.taxes,
            training: accounts.training,
            abroad: outlays.abroad,
        };
        let foreign = self.baseline.foreign_stock[t];
        Year {
            percent_of_gdp: accounts.percent_of_gdp,
            rd_business: both(rd, |matrix| matrix.performed(Performer::Business)),
            rd_public: both(rd, RdMatrix::public),
            rd_public_funded: both(rd, |matrix| matrix.funded(Funder::Government)),
            knowledge_business: now.stocks.business.level,
            knowledge_public: now.stocks.public.level,
            knowledge_foreign: Pair {
                // Without an exponential where partners do what they do in the baseline.
                scenario: if self.plan.moves_foreign() {
                    S::of(foreign) * now.foreign_log_ratio.exp()
                } else {
                    S::of(foreign)
                },
                baseline: S::of(foreign),
            },
            spending: outlays.spending,
            taxes: public.taxes,
            credits: outlays.credits,
            revenue: public.revenue,
            taxes_on_gdp: public.taxes_on_gdp,
            indexed_spending: public.indexed_spending,
            offset_loss: baseline.gdp * year.ratios.gdp * (S::of(1.0) / now.financing.ratio - S::of(1.0)),
            debt: public.debt,
            debt_wage_indexed: public.debt_wage_indexed,
            welfare,
            foreign_capital_share: self.p[P::ForeignCapitalShare],
            ..year
        }
    }

    /// Investment of year `t`: `I[t] = K[t+1] - (1-d) K[t]`, in deviation from baseline, where capital of the year is `now`
    /// above the baseline's.
    #[inline(always)]
    fn investment(&self, t: usize, now: S, next: &Output<S>) -> S {
        let keep = S::of(1.0) - self.p[P::CapitalDepreciation];
        let capital = self.baseline.capital[t + 1];
        S::of(capital) * (next.capital.scenario.ratio - next.capital.baseline.ratio) - keep * now
    }

    /// The last year of the data: scenario and baseline are the same.
    #[inline(always)]
    pub(super) fn unchanged(&self, reference: ByStock<S>) -> Year<S> {
        let rd: RdMatrix<S> = self.baseline.rd[0].lift();
        let rd = &Pair { scenario: rd, baseline: rd };
        let same = |value: S| Pair { scenario: value, baseline: value };
        Year {
            baseline: self.levels(0, Change::none(), Change::none()),
            percent_of_gdp: S::of(100.0 / self.baseline.gdp[0]),
            capital_share: self.capital_share,
            rd_business: both(rd, |matrix| matrix.performed(Performer::Business)),
            rd_public: both(rd, RdMatrix::public),
            rd_public_funded: both(rd, |matrix| matrix.funded(Funder::Government)),
            knowledge_business: same(reference.business),
            knowledge_public: same(reference.public),
            knowledge_foreign: same(S::of(1.0)),
            foreign_capital_share: self.p[P::ForeignCapitalShare],
            ..Year::nothing()
        }
    }
}

#[inline(always)]
fn both<S: Scalar>(rd: &Pair<RdMatrix<S>>, of: impl Fn(&RdMatrix<S>) -> S) -> Pair<S> {
    Pair { scenario: of(&rd.scenario), baseline: of(&rd.baseline) }
}
