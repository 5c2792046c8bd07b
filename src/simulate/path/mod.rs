//! The order of a year, of baseline and scenario in lock step under the same draw.
//!
//! In a year stocks give productivity, productivity and capital give output: all of it is known before any money is
//! spent (`output`). Then money is spent (`spend`): R&D by performer and funder, the price of research,
//! the stocks of next year, public finance and welfare. The only R&D that depends on the GDP of its own year is a target
//! and the response of firms, and that GDP is known: nothing is simultaneous.

mod accounts;
mod foreign;
mod history;
mod money;
mod output;
mod people;
mod purpose;
mod shocks;

use super::baseline::Baseline;
use super::outcome::Year;
use super::plan::{Plan, PlanOfAnotherBaseline};
use super::returns::reference_stock_ratio;
use crate::model::{
    Adjustment, Capital, Change, Financing, JumpParameters, Pair, Performer, PolicyJumps, RdMatrix,
    ResearchMarket, ResearchPrice, Researchers,
};
use crate::parameters::{ParameterId as P, ParameterValues};
use crate::scalar::Scalar;
use crate::structures::{ByStock, Knowledge, StockYear, Structure};
use accounts::{Ledger, Spent};
use foreign::{Foreign, ForeignYear};
use history::{Stock, stocks};
use money::{Circumstances, Money, baseline_rd};
use output::Output;
use people::People;
pub(crate) use purpose::Purpose;
pub(crate) use shocks::Jumps;
pub use shocks::Shocks;

/// Baseline and scenario of one draw (or of one lane group of draws), a year at a time.
pub(crate) struct Path<'a, S: Scalar, M: Structure> {
    state: State<'a, S, M>,
    /// The position of the next year, and what is known of it.
    next: usize,
    output: Option<Output<S>>,
}

/// What a path starts from, and what moves from year to year.
struct State<'a, S: Scalar, M: Structure> {
    baseline: &'a Baseline,
    plan: &'a Plan,
    p: &'a ParameterValues<S>,
    structure: &'a M,
    level: &'a [S],
    jumps: Jumps<'a, S>,
    /// Whether there is a market for research, with a price.
    has_research_market: bool,
    /// `alpha`, without the R&D asset.
    capital_share: S,
    structure_state: M::State<S>,
    stocks: ByStock<Stock<S>>,
    foreign: Foreign<'a, S>,
    policy_jumps: PolicyJumps<S>,
    people: People<S>,
    money: Money<S>,
    researchers: Researchers<S>,
    capital: Pair<Capital<S>>,
    ledger: Ledger<'a, S>,
}

impl<'a, S: Scalar, M: Structure> Path<'a, S, M> {
    /// Before the first year.
    #[inline(always)]
    pub(crate) fn new(
        inputs: (&'a Baseline, &'a Plan),
        structure: &'a M,
        p: &'a ParameterValues<S>,
        shocks: &Shocks<'a, S>,
        purpose: Purpose,
    ) -> Self {
        let state = State::new(inputs, structure, p, shocks, purpose);
        Self { state, next: 0, output: None }
    }

    /// Number of years: from the last observation (where both paths are the same) to the horizon.
    #[inline(always)]
    pub(crate) fn years(&self) -> usize {
        self.state.baseline.years.len() - 1
    }

    /// The next year; called once for each of [`Self::years`].
    #[inline(always)]
    pub(crate) fn next_year(&mut self) -> Year<S> {
        let t = self.next;
        let Self { state, output, .. } = self;
        let spent = output.as_ref().map(|now| state.spend(t, now));
        // Investment of the year needs the capital of the next one, and that its output where K/Y is given.
        let next = state.output(t + 1);
        let year = match (&output, spent) {
            (Some(now), Some(spent)) => state.ledger.year(t, now, &spent, &next),
            // The last year of the data, in which both paths are the same.
            _ => state.ledger.unchanged(ByStock {
                business: state.stocks.business.reference,
                public: state.stocks.public.reference,
            }),
        };
        self.output = Some(next);
        self.next = t + 1;
        year
    }
}

impl<'a, S: Scalar, M: Structure> State<'a, S, M> {
    /// The stocks of the data's last year, which scenario and baseline share, and the state before the first year.
    #[inline(always)]
    fn new(
        (baseline, plan): (&'a Baseline, &'a Plan),
        structure: &'a M,
        p: &'a ParameterValues<S>,
        shocks: &Shocks<'a, S>,
        purpose: Purpose,
    ) -> Self {
        let stocks = stocks(baseline, plan, p, shocks.initial);
        let reference = ByStock { business: stocks.business.reference, public: stocks.public.reference };
        let structure_state = structure.start(p, reference_stock_ratio(baseline, reference));
        let capital_share = p[P::CapitalShare] - p[P::RdCapitalShare];
        let level_is_certain = shocks.level.is_empty();
        Self {
            baseline,
            plan,
            p,
            structure,
            level: shocks.level,
            jumps: shocks.jumps,
            has_research_market: purpose != Purpose::WithoutPrice && plan.research_price == ResearchPrice::On,
            capital_share,
            structure_state,
            stocks,
            foreign: Foreign::new(plan, p),
            policy_jumps: PolicyJumps::new(),
            people: People::new(plan, p),
            money: Money::new(shocks.factor),
            researchers: Researchers::new(p[P::ResearchPriceElasticity]),
            capital: Pair { scenario: Capital::new(plan.closure), baseline: Capital::new(plan.closure) },
            ledger: Ledger::new(
                (baseline, plan),
                p,
                capital_share,
                (level_is_certain, purpose),
                shocks.factor,
            ),
        }
    }

    /// Productivity and output of year `t`, from what stands at its start. Called once a year, in order.
    #[inline(always)]
    fn output(&mut self, t: usize) -> Output<S> {
        let plan_year = t - 1;
        let zero = S::of(0.0);
        // E1, E2: stocks of knowledge at the start of the year.
        let stocks = ByStock { business: self.stocks.business.year(), public: self.stocks.public.year() };
        // E11: knowledge of partners.
        let foreign = self.foreign.year(plan_year);
        // E10: human capital and labour.
        let people = self.people.year(plan_year, (self.baseline, self.plan), self.p, self.ledger.last_taxes);
        // E16: the level of the baseline, where it is uncertain.
        let level = self.level.get(plan_year).copied().unwrap_or(zero);
        let base = if self.level.is_empty() {
            (Change::none(), Change::none())
        } else {
            self.capital.baseline.output(level, zero, zero, self.capital_share)
        };
        // E4, E6, E7, E11, E17: productivity.
        let knowledge = self.knowledge(t, (stocks, foreign), people.own_human_capital, base.0.ratio);
        let contributions = self.structure.effect(self.p, &mut self.structure_state, &knowledge);
        let effect = contributions.total();
        // E12: breakthroughs.
        let breakthroughs = self.breakthroughs(plan_year, effect);
        let tfp = effect + breakthroughs;
        // E14: what another outlay that falls would have returned.
        let financing = self.offset_return();
        // E5: output.
        let (gdp, capital) = self.capital.scenario.output(
            tfp + level + financing.log,
            people.human_capital.log,
            people.labour.log,
            self.capital_share,
        );
        Output {
            gdp: Pair { scenario: gdp, baseline: base.0 },
            capital: Pair { scenario: capital, baseline: base.1 },
            contributions,
            tfp,
            breakthroughs,
            people,
            financing,
            stocks,
            foreign_log_ratio: foreign.log_ratio,
        }
    }

    /// Spends the money of year `t`, and moves everything to the next.
    #[inline(always)]
    fn spend(&mut self, t: usize, now: &Output<S>) -> Spent<S> {
        // E8: R&D by performer and funder.
        let level = (!self.level.is_empty()).then_some(now.gdp.baseline.ratio);
        let baseline = baseline_rd(&self.baseline.rd[t], level);
        let circumstances = Circumstances {
            baseline: &baseline,
            gdp: S::of(self.baseline.gdp[t]) * now.gdp.scenario.ratio,
            log_gdp: now.gdp.scenario.log - now.gdp.baseline.log,
            log_public: now.stocks.public.log_ratio,
        };
        let (scenario, target_money) = self.money.year(t - 1, self.plan, self.p, &circumstances);
        let rd = Pair { scenario, baseline };
        debug_assert!(
            rd.baseline.margins_agree() && rd.scenario.margins_agree(),
            "margins of the R&D matrix differ in year {t}"
        );
        // E9: the price of research.
        let market = self.research(&rd, now.people.trained);
        // E1, E2: what is spent becomes knowledge.
        self.stocks.business.advance(Pair {
            scenario: rd.scenario.performed(Performer::Business) * market.deflator,
            baseline: rd.baseline.performed(Performer::Business),
        });
        self.stocks.public.advance(Pair {
            scenario: rd.scenario.public() * market.deflator,
            baseline: rd.baseline.public(),
        });
        self.foreign.advance(t - 1);
        // E5: capital of next year.
        self.advance_capital(t, now);
        // E13, E14: public finance.
        let accounts = self.ledger.accounts(t, now, target_money);
        Spent { rd, market, accounts }
    }

    /// What the structure sees of year `t`.
    #[inline(always)]
    fn knowledge(
        &self,
        t: usize,
        (stocks, foreign): (ByStock<StockYear<S>>, ForeignYear<S>),
        human_capital: S,
        gdp_ratio: S,
    ) -> Knowledge<S> {
        let (business, public) = (self.stocks.business.effective(), self.stocks.public.effective());
        Knowledge {
            business: stocks.business,
            public: stocks.public,
            foreign_log_ratio: foreign.log_ratio + self.absorbed(t, foreign.log_ratio, human_capital),
            foreign_extra_effort: foreign.extra_effort,
            relative_import_share: S::of(self.baseline.relative_import_share),
            effort: Pair {
                scenario: business.scenario + public.scenario,
                baseline: business.baseline + public.baseline,
            },
            human_capital,
            gdp: S::of(self.baseline.gdp[t]) * gdp_ratio,
            interaction: self.plan.interaction,
        }
    }

    /// What human capital adds to the use of foreign knowledge, in its logs: the elasticity to it is `eps_F (1 + eta h)`, and applies to all
    /// that has come since the last observation, `eta h (ln S_F[t]/S_F[0] + f)`.
    #[inline(always)]
    fn absorbed(&self, t: usize, foreign: S, human_capital: S) -> S {
        if !self.plan.absorbs {
            return S::of(0.0);
        }
        let grown = S::of(self.baseline.foreign_growth(t)) + foreign;
        self.p[P::SpilloverHumanCapital] * human_capital * grown
    }

    /// What breakthroughs add to the effect `x` of year `t` of the plan: `Q - phi_B x`. It has mean zero given the past; with
    /// the `x` of another run than the one that drew the jumps it would not.
    #[inline(always)]
    fn breakthroughs(&mut self, t: usize, effect: S) -> S {
        match self.jumps {
            Jumps::Off => S::of(0.0),
            // The year beyond the horizon only closes the investment of the last one.
            Jumps::Given(added) => added.get(t).copied().unwrap_or(S::of(0.0)),
            Jumps::Drawn(years) => {
                let share = self.p[P::BreakthroughShare];
                let parameters = JumpParameters {
                    share,
                    size: self.p[P::BreakthroughSize],
                    decay: self.p[P::BreakthroughDecay],
                };
                self.policy_jumps.advance(effect, &years[t], parameters) - share * effect
            }
        }
    }

    /// What the outlay that made room for the measures last year would have returned this year.
    #[inline(always)]
    fn offset_return(&self) -> Change<S> {
        if self.plan.financing == Financing::Offset {
            let ratio = S::of(1.0) - self.p[P::OffsetReturn] * self.ledger.last_spending;
            Change { log: ratio.ln(), ratio }
        } else {
            Change::none()
        }
    }

    /// The market for research, which moves the supply of researchers.
    #[inline(always)]
    fn research(&mut self, rd: &Pair<RdMatrix<S>>, trained: S) -> ResearchMarket<S> {
        if !self.has_research_market {
            return Researchers::baseline();
        }
        let market = self.researchers.market((rd.scenario.total() / rd.baseline.total()).ln(), trained);
        self.researchers.advance(market, self.p[P::ResearcherAdjustment]);
        market
    }

    /// Moves the capital of scenario and baseline to the next year.
    #[inline(always)]
    fn advance_capital(&mut self, t: usize, now: &Output<S>) {
        let b = self.baseline;
        let surviving =
            (S::of(1.0) - self.p[P::CapitalDepreciation]) * S::of(b.capital[t] / b.capital[t + 1]);
        let speed = self.p[P::UserCostAdjustment];
        let user_cost = self.p[P::UserCostElasticity] * self.p[P::UserCostChange];
        self.capital.scenario.advance(now.gdp.scenario, surviving, Adjustment { speed, user_cost });
        if !self.level.is_empty() {
            let unchanged = Adjustment { speed, user_cost: S::of(0.0) };
            self.capital.baseline.advance(now.gdp.baseline, surviving, unchanged);
        }
    }
}

/// As [`Path::next_year`], out of line: the year is compiled once for a number type and a structure.
#[inline(never)]
pub(crate) fn next_year<S: Scalar, M: Structure>(path: &mut Path<'_, S, M>) -> Year<S> {
    path.next_year()
}

/// Runs baseline and scenario, and gives each year from the last observation (where they are the same) to the horizon
/// to `observe`, with its position.
///
/// # Errors
/// [`PlanOfAnotherBaseline`].
pub fn simulate<S: Scalar, M: Structure>(
    inputs: (&Baseline, &Plan),
    structure: &M,
    p: &ParameterValues<S>,
    shocks: &Shocks<'_, S>,
    observe: &mut dyn FnMut(usize, &Year<S>),
) -> Result<(), PlanOfAnotherBaseline> {
    if !inputs.1.is_of(inputs.0) {
        return Err(PlanOfAnotherBaseline);
    }
    run_path(inputs, structure, p, shocks, observe);
    Ok(())
}

/// As [`simulate`], of a baseline and a plan that go together.
pub(in super::super) fn run_path<S: Scalar, M: Structure>(
    inputs: (&Baseline, &Plan),
    structure: &M,
    p: &ParameterValues<S>,
    shocks: &Shocks<'_, S>,
    observe: &mut dyn FnMut(usize, &Year<S>),
) {
    let mut path = Path::new(inputs, structure, p, shocks, Purpose::Results);
    for t in 0..path.years() {
        observe(t, &next_year(&mut path));
    }
}
