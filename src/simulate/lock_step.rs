//! Baseline and scenario advance year by year in lock step under the same draw.
//!
//! In a year: stocks give productivity, productivity and capital give output (all known before any money is spent);
//! then R&D money by performer and funder, the price of research, public finance; then the stocks of next year. The
//! only R&D that depends on the GDP of its own year is a target and the response of firms, and that GDP is known.

use super::baseline::Baseline;
use super::outcome::{Levels, Ratios, Year};
use super::plan::{Plan, YearRule};
use super::returns::reference_stock_ratio;
use crate::model::{
    Adjustment, Capital, Change, Cohorts, Debt, Funder, Gestation, JumpParameters, KnowledgeStock, Pair,
    Performer, PolicyJumps, PublicYear, RdMatrix, Recipient, ResearchMarket, Researchers, Response, Start,
    Technicians, Welfare, YearJumps, additionality, labour_response, log_productivity, spent_at,
};
use crate::parameters::{ParameterId as P, ParameterValues};
use crate::scalar::Scalar;
use crate::scenario::{Financing, Instrument};
use crate::structures::{ByStock, Contributions, Knowledge, StockYear, Structure};

/// The random part of a draw beside its parameters.
#[derive(Clone, Copy, Debug)]
pub struct Shocks<'a, S> {
    /// Standard normals of the initial stocks.
    pub(crate) initial: ByStock<S>,
    /// Log level of baseline productivity against its central path, from the first year of the simulation to one year
    /// beyond the horizon; empty where the level is certain.
    pub(crate) level: &'a [S],
    /// Breakthroughs in the effect of policy.
    pub(crate) jumps: Jumps<'a, S>,
    /// Standard normals of what the structure has estimated itself; empty at the centre.
    pub(crate) structure: &'a [S],
}

/// Breakthroughs in the effect of policy, from the first year of the simulation to one year beyond the horizon.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Jumps<'a, S> {
    /// None: the effect is that of the structure.
    Off,
    /// Drawn, by year.
    Drawn(&'a [YearJumps<S>]),
    /// The `Q` of another run under the same draw, by year.
    Given(&'a [S]),
}

impl<S: Scalar> Shocks<'_, S> {
    /// Nothing random: the centre.
    #[must_use]
    pub fn none() -> Self {
        let initial = ByStock { business: S::of(0.0), public: S::of(0.0) };
        Self { initial, level: &[], jumps: Jumps::Off, structure: &[] }
    }
}

/// Whether more research makes research dearer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ResearchPrice {
    /// As demand and supply have it.
    Market,
    /// That of the baseline, as with a price elasticity of zero.
    Fixed,
}

/// Runs baseline and scenario, and gives each year from the last observation (where they are the same) to the horizon
/// to `observe`, with its position.
#[inline(always)]
pub fn simulate<S: Scalar, M: Structure>(
    baseline: &Baseline,
    plan: &Plan,
    p: &ParameterValues<S>,
    shocks: &Shocks<'_, S>,
    observe: &mut impl FnMut(usize, &Year<S>),
) {
    simulate_at::<S, M>(ResearchPrice::Market, baseline, plan, p, shocks, observe);
}

/// As [`simulate`], at a price of research.
#[inline(always)]
pub(crate) fn simulate_at<S: Scalar, M: Structure>(
    research_price: ResearchPrice,
    baseline: &Baseline,
    plan: &Plan,
    p: &ParameterValues<S>,
    shocks: &Shocks<'_, S>,
    observe: &mut impl FnMut(usize, &Year<S>),
) {
    let mut path = Path::<S, M>::new(baseline, plan, p, shocks);
    path.research_price = research_price;
    let last = baseline.years.len() - 2;
    let mut year = path.first_year();
    let mut output = path.output(1);
    for t in 0..=last {
        if t > 0 {
            year = path.spend(t, &output);
            // Investment of the year needs the capital of the next one.
            let next = path.output(t + 1);
            path.invest(t, &mut year, &next);
            output = next;
        }
        // The one call, so that it is inlined, with the instruction set of the caller.
        observe(t, &year);
    }
}

/// What is known of a year before money is spent in it.
#[derive(Clone, Copy)]
struct Output<S> {
    /// Output and capital of baseline and scenario against the central baseline.
    gdp: Pair<Change<S>>,
    capital: Pair<Change<S>>,
    contributions: Contributions<S>,
    tfp: S,
    /// `Q`, and what breakthroughs add to the effect of the structure.
    jumps: S,
    breakthroughs: S,
    people: People<S>,
    financing: S,
    business: StockYear<S>,
    public: StockYear<S>,
}

/// What measures make of the people of a year.
#[derive(Clone, Copy)]
struct People<S> {
    human_capital: Change<S>,
    labour: Change<S>,
    /// Trained researchers, in logs.
    trained: S,
}

struct Path<'a, S: Scalar, M: Structure> {
    baseline: &'a Baseline,
    plan: &'a Plan,
    p: &'a ParameterValues<S>,
    level: &'a [S],
    jumps: Jumps<'a, S>,
    policy_jumps: PolicyJumps<S>,
    capital_share: S,
    gestation: ByStock<Gestation<S>>,
    business: Pair<KnowledgeStock<S>>,
    public: Pair<KnowledgeStock<S>>,
    /// Baseline stocks at the start of the reference year.
    reference: ByStock<S>,
    structure: M::State<S>,
    capital: Pair<Capital<S>>,
    research_price: ResearchPrice,
    researchers: Researchers<S>,
    responses: [Response<S>; Instrument::ALL.len()],
    debt: Debt<S>,
    debt_wage_indexed: Debt<S>,
    cohorts: Vec<Cohorts<S>>,
    people_change: bool,
    trains_technicians: bool,
    /// Public money and taxes of last year over baseline GDP.
    last_spending: S,
    last_taxes: S,
    first_log_productivity: S,
}

/// The stock at the start of the last year of the data, and of the year after. (A function and no closure: a closure
/// that is not inlined has the baseline instruction set.)
#[inline(always)]
fn warm_up<S: Scalar>(
    gestation: Gestation<S>,
    flows: &[f64],
    growth: f64,
    log_error: S,
) -> (S, KnowledgeStock<S>) {
    let mut stock = KnowledgeStock::start(gestation, Start { flow: S::of(flows[0]), growth, log_error });
    let last = flows.len() - 1;
    for flow in &flows[1..last] {
        stock.advance(gestation, S::of(*flow));
    }
    let reference = stock.stock();
    stock.advance(gestation, S::of(flows[last]));
    (reference, stock)
}

impl<'a, S: Scalar, M: Structure> Path<'a, S, M> {
    /// The stocks of the data's last year, which scenario and baseline share, and the state before the first year.
    #[inline(always)]
    fn new(
        baseline: &'a Baseline,
        plan: &'a Plan,
        p: &'a ParameterValues<S>,
        shocks: &Shocks<'a, S>,
    ) -> Self {
        let gestation = plan.gestation(p);
        let (error, growth) = (p[P::InitialStockError], baseline.rd_growth);
        let initial = &shocks.initial;
        let (business_reference, business) =
            warm_up(gestation.business, &baseline.history_business, growth, error * initial.business);
        let (public_reference, public) =
            warm_up(gestation.public, &baseline.history_public, growth, error * initial.public);
        let reference = ByStock { business: business_reference, public: public_reference };
        let mut structure = M::start(p, reference_stock_ratio(baseline, reference));
        if !shocks.structure.is_empty() {
            M::disturb(&mut structure, shocks.structure);
        }
        let both = |stock: KnowledgeStock<S>| Pair { scenario: stock.clone(), baseline: stock };
        let capital_share = p[P::CapitalShare] - p[P::RdCapitalShare];
        let mut path = Self {
            baseline,
            plan,
            p,
            level: shocks.level,
            jumps: shocks.jumps,
            policy_jumps: PolicyJumps::new(),
            capital_share,
            gestation,
            business: both(business),
            public: both(public),
            reference,
            structure,
            capital: Pair { scenario: Capital::new(plan.closure), baseline: Capital::new(plan.closure) },
            research_price: ResearchPrice::Market,
            researchers: Researchers::new(p[P::ResearchPriceElasticity]),
            responses: [Response::new(); Instrument::ALL.len()],
            debt: Debt::new(),
            debt_wage_indexed: Debt::new(),
            cohorts: plan.doses.iter().map(|doses| Cohorts::new(doses, p)).collect(),
            people_change: plan.changes_people(),
            trains_technicians: plan.trains_technicians(),
            last_spending: S::of(0.0),
            last_taxes: S::of(0.0),
            first_log_productivity: S::of(0.0),
        };
        path.first_log_productivity = path.log_productivity(0, S::of(0.0), S::of(0.0));
        path
    }

    /// Log productivity of the baseline in year `t`.
    #[inline(always)]
    fn log_productivity(&self, t: usize, log_gdp: S, log_capital: S) -> S {
        let b = self.plan.baseline[t];
        let (gdp, capital) = (S::of(b.gdp) + log_gdp, S::of(b.capital) + log_capital);
        log_productivity(gdp, capital, S::of(b.labour), self.capital_share)
    }

    /// The last year of the data: scenario and baseline are the same.
    #[inline(always)]
    fn first_year(&self) -> Year<S> {
        let rd = self.baseline.rd[0];
        let zero = S::of(0.0);
        let both = |value: S| Pair { scenario: value, baseline: value };
        Year {
            baseline: self.levels(0, Change::none(), Change::none()),
            ratios: Ratios::none(),
            percent_of_gdp: S::of(100.0 / self.baseline.gdp[0]),
            gdp: zero,
            tfp: zero,
            capital: zero,
            human_capital: zero,
            labour: zero,
            contributions: Contributions::zero(),
            breakthroughs: zero,
            jumps: zero,
            financing: zero,
            capital_share: self.capital_share,
            rd_business: both(S::of(rd.performed(Performer::Business))),
            rd_public: both(S::of(rd.public())),
            rd_public_funded: both(S::of(rd.funded(Funder::Government))),
            research_price: zero,
            knowledge_business: both(self.reference.business),
            knowledge_public: both(self.reference.public),
            knowledge_foreign: both(S::of(1.0)),
            spending: zero,
            revenue: zero,
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
            foreign_capital_share: self.p[P::ForeignCapitalShare],
        }
    }

    #[inline(always)]
    fn levels(&self, t: usize, gdp: Change<S>, capital: Change<S>) -> Levels<S> {
        let b = self.baseline;
        let log_productivity = self.log_productivity(t, gdp.log, capital.log);
        Levels {
            gdp: S::of(b.gdp[t]) * gdp.ratio,
            labour_productivity: S::of(1000.0 * b.gdp[t] / b.hours[t]) * gdp.ratio,
            capital: S::of(b.capital[t]) * capital.ratio,
            hours: S::of(b.hours[t]),
            human_capital: S::of(b.human_capital[t]),
            tfp: (log_productivity - self.first_log_productivity).exp(),
            first_log_productivity: self.first_log_productivity,
        }
    }

    #[inline(always)]
    fn stock_year(&self, stock: &Pair<KnowledgeStock<S>>, reference: S) -> StockYear<S> {
        let level = Pair { scenario: stock.scenario.stock(), baseline: stock.baseline.stock() };
        StockYear { level, log_ratio: (level.scenario / level.baseline).ln(), reference }
    }

    /// Productivity and output of year `t`, from what stands at its start. Called once a year, in order.
    #[inline(always)]
    fn output(&mut self, t: usize) -> Output<S> {
        let business = self.stock_year(&self.business, self.reference.business);
        let public = self.stock_year(&self.public, self.reference.public);
        let people = self.people(t - 1);
        let level = self.level.get(t - 1).copied().unwrap_or(S::of(0.0));
        let zero = S::of(0.0);
        let base = if self.level.is_empty() {
            (Change::none(), Change::none())
        } else {
            self.capital.baseline.output(level, zero, zero, self.capital_share)
        };
        let knowledge = Knowledge {
            business,
            public,
            foreign_log_ratio: S::of(self.plan.foreign_stock.get(t - 1).copied().unwrap_or(0.0)),
            relative_import_share: S::of(self.baseline.relative_import_share),
            effort: Pair {
                scenario: self.business.scenario.effective() + self.public.scenario.effective(),
                baseline: self.business.baseline.effective() + self.public.baseline.effective(),
            },
            human_capital: people.human_capital.log,
            gdp: S::of(self.baseline.gdp[t]) * base.0.ratio,
            interaction: self.plan.interaction,
        };
        let contributions = M::effect(self.p, &mut self.structure, &knowledge);
        let effect = contributions.total();
        let (jumps, breakthroughs) = self.breakthroughs(t - 1, effect);
        let tfp = effect + breakthroughs;
        let financing = self.offset_return();
        let (gdp, capital) = self.capital.scenario.output(
            tfp + level + financing,
            people.human_capital.log,
            people.labour.log,
            self.capital_share,
        );
        Output {
            gdp: Pair { scenario: gdp, baseline: base.0 },
            capital: Pair { scenario: capital, baseline: base.1 },
            contributions,
            tfp,
            jumps,
            breakthroughs,
            people,
            financing,
            business,
            public,
        }
    }

    /// `Q` of year `t` of the plan, and `a - x = Q - phi_B x`.
    #[inline(always)]
    fn breakthroughs(&mut self, t: usize, effect: S) -> (S, S) {
        let share = self.p[P::BreakthroughShare];
        let jumps = match self.jumps {
            Jumps::Off => return (S::of(0.0), S::of(0.0)),
            // The year beyond the horizon only closes the investment of the last one.
            Jumps::Given(levels) => levels.get(t).copied().unwrap_or(S::of(0.0)),
            Jumps::Drawn(years) => {
                let parameters = JumpParameters {
                    share,
                    size: self.p[P::BreakthroughSize],
                    decay: self.p[P::BreakthroughDecay],
                };
                self.policy_jumps.advance(effect, &years[t], parameters)
            }
        };
        (jumps, jumps - share * effect)
    }

    /// Human capital, labour and trained researchers of year `t` of the plan.
    #[inline(always)]
    fn people(&self, t: usize) -> People<S> {
        if !self.people_change {
            let none = Change::none();
            return People { human_capital: none, labour: none, trained: S::of(0.0) };
        }
        let mut human_capital = S::of(0.0);
        let mut labour = S::of(0.0);
        let mut trained = S::of(0.0);
        for cohorts in &self.cohorts {
            human_capital = human_capital + cohorts.human_capital(t);
            labour = labour + cohorts.labour(t);
        }
        if self.trains_technicians {
            let technicians = Technicians {
                trained: &self.plan.technicians,
                employment: self.baseline.employment,
                researchers: self.baseline.researchers,
            };
            let year = technicians.year(t, self.p);
            human_capital = human_capital + year.human_capital;
            labour = labour + year.labour;
            trained = trained + year.researchers;
        }
        if self.plan.financing == Financing::Tax {
            labour = labour
                + labour_response(self.last_taxes, self.p[P::TaxShare], self.p[P::LabourTaxElasticity]);
        }
        People { human_capital: Change::of_log(human_capital), labour: Change::of_log(labour), trained }
    }

    /// What the outlay that made room for the measures last year would have returned this year, in logs.
    #[inline(always)]
    fn offset_return(&self) -> S {
        if self.plan.financing == Financing::Offset {
            (S::of(1.0) - self.p[P::OffsetReturn] * self.last_spending).ln()
        } else {
            S::of(0.0)
        }
    }

    /// R&D money of year `t` by performer and funder in the scenario, and the public money of a target.
    #[inline(always)]
    fn rd_money(&mut self, t: usize, output: &Output<S>, base: &RdMatrix<S>) -> (RdMatrix<S>, S) {
        let mut rd = *base;
        let mut response = S::of(0.0);
        for money in &self.plan.money {
            let instrument = money.instrument;
            let spent = money.by_year[t - 1];
            let x = self.responses[instrument as usize].respond(
                self.p[P::FirmAdjustment],
                additionality(instrument, self.p),
                spent,
            );
            match self.plan.rules[t - 1] {
                YearRule::Intensity { .. } => continue,
                YearRule::Money => {}
            }
            if instrument == Instrument::FirmAttraction {
                rd.add(Performer::Business, Funder::Abroad, x);
            } else {
                response = response + x;
            }
            match spent_at(instrument) {
                Some(Recipient::Performer(performer)) => rd.add(performer, Funder::Government, S::of(spent)),
                Some(Recipient::PublicSector) => add_to_public_sector(&mut rd, base, S::of(spent)),
                None => {}
            }
        }
        match self.plan.rules[t - 1] {
            YearRule::Money => {
                let follows = output.gdp.scenario.log - output.gdp.baseline.log
                    + self.p[P::Complementarity] * output.public.log_ratio;
                let own = base.cells[Performer::Business as usize][Funder::Business as usize];
                rd.add(Performer::Business, Funder::Business, own * (follows.exp() - S::of(1.0)) + response);
                (rd, S::of(0.0))
            }
            YearRule::Intensity { share, public_share } => {
                let gdp = S::of(self.baseline.gdp[t]) * output.gdp.scenario.ratio;
                let extra = S::of(share) * gdp - base.total();
                let public = S::of(public_share) * extra;
                add_to_public_sector(&mut rd, base, public);
                rd.add(Performer::Business, Funder::Business, extra - public);
                (rd, public)
            }
        }
    }

    /// Spends the money of year `t`, and moves the stocks of knowledge to the next.
    #[inline(always)]
    fn spend(&mut self, t: usize, output: &Output<S>) -> Year<S> {
        let levels = self.levels(t, output.gdp.baseline, output.capital.baseline);
        let mut base: RdMatrix<S> = self.baseline.rd[t].lift();
        if !self.level.is_empty() {
            // What business pays follows the level of GDP; the rest of the baseline is fixed in euro.
            let own = base.cells[Performer::Business as usize][Funder::Business as usize];
            base.add(Performer::Business, Funder::Business, own * (output.gdp.baseline.ratio - S::of(1.0)));
        }
        let (rd, target_money) = self.rd_money(t, output, &base);
        debug_assert!(
            base.margins_agree() && rd.margins_agree(),
            "margins of the R&D matrix differ in year {t}"
        );

        let ResearchMarket { price, deflator, .. } = self.research(&rd, &base, output.people.trained);
        self.business.scenario.advance(self.gestation.business, rd.performed(Performer::Business) * deflator);
        self.business.baseline.advance(self.gestation.business, base.performed(Performer::Business));
        self.public.scenario.advance(self.gestation.public, rd.public() * deflator);
        self.public.baseline.advance(self.gestation.public, base.public());

        self.advance_capital(t, output);

        let (gdp, capital) = (self.effect(&output.gdp), self.effect(&output.capital));
        let mut year = Year {
            percent_of_gdp: self.percent_of_gdp(t, levels.gdp),
            baseline: levels,
            ratios: Ratios {
                gdp: gdp.ratio,
                capital: capital.ratio,
                human_capital: output.people.human_capital.ratio,
                labour: output.people.labour.ratio,
                labour_productivity: self.over_labour(gdp.ratio, output.people.labour),
                research_price: price.ratio,
            },
            gdp: gdp.log,
            tfp: output.tfp,
            capital: capital.log,
            human_capital: output.people.human_capital.log,
            labour: output.people.labour.log,
            contributions: output.contributions,
            breakthroughs: output.breakthroughs,
            jumps: output.jumps,
            financing: output.financing,
            capital_share: self.capital_share,
            rd_business: performed(&rd, &base, |m| m.performed(Performer::Business)),
            rd_public: performed(&rd, &base, RdMatrix::public),
            rd_public_funded: performed(&rd, &base, |m| m.funded(Funder::Government)),
            research_price: price.log,
            knowledge_business: output.business.level,
            knowledge_public: output.public.level,
            knowledge_foreign: {
                let index = self.baseline.foreign_stock[t];
                let change = self.plan.foreign_stock.get(t - 1).copied().unwrap_or(0.0);
                Pair { scenario: S::of(index * change.exp()), baseline: S::of(index) }
            },
            ..self.first_year()
        };
        self.public_finance(t, &rd, &base, target_money, &mut year);
        year
    }

    /// Scenario against baseline, both against the central baseline.
    #[inline(always)]
    fn effect(&self, pair: &Pair<Change<S>>) -> Change<S> {
        if self.level.is_empty() {
            return pair.scenario;
        }
        let Pair { scenario, baseline } = pair;
        Change { log: scenario.log - baseline.log, ratio: scenario.ratio / baseline.ratio }
    }

    /// `100/Y0`, without a division where the level is certain.
    #[inline(always)]
    fn percent_of_gdp(&self, t: usize, gdp: S) -> S {
        if self.level.is_empty() { S::of(100.0 / self.baseline.gdp[t]) } else { S::of(100.0) / gdp }
    }

    /// A ratio over that of labour, without a division where labour is that of the baseline.
    #[inline(always)]
    fn over_labour(&self, ratio: S, labour: Change<S>) -> S {
        if self.people_change { ratio / labour.ratio } else { ratio }
    }

    /// The market for research, which moves the supply of researchers.
    #[inline(always)]
    fn research(&mut self, rd: &RdMatrix<S>, base: &RdMatrix<S>, trained: S) -> ResearchMarket<S> {
        if self.research_price == ResearchPrice::Fixed {
            return Researchers::baseline();
        }
        let market = self.researchers.market((rd.total() / base.total()).ln(), trained);
        self.researchers.advance(market, self.p[P::ResearcherAdjustment]);
        market
    }

    /// Moves the capital of scenario and baseline to the next year.
    #[inline(always)]
    fn advance_capital(&mut self, t: usize, output: &Output<S>) {
        let b = self.baseline;
        let surviving =
            (S::of(1.0) - self.p[P::CapitalDepreciation]) * S::of(b.capital[t] / b.capital[t + 1]);
        let speed = self.p[P::UserCostAdjustment];
        let user_cost = self.p[P::UserCostElasticity] * self.p[P::UserCostChange];
        self.capital.scenario.advance(output.gdp.scenario, surviving, Adjustment { speed, user_cost });
        if !self.level.is_empty() {
            let unchanged = Adjustment { speed, user_cost: S::of(0.0) };
            self.capital.baseline.advance(output.gdp.baseline, surviving, unchanged);
        }
    }

    /// Public money, revenue, debt and what welfare needs of year `t`.
    #[inline(always)]
    fn public_finance(
        &mut self,
        t: usize,
        rd: &RdMatrix<S>,
        base: &RdMatrix<S>,
        target_money: S,
        year: &mut Year<S>,
    ) {
        let p = self.p;
        let schooling = match self.plan.schooling_cost[t - 1] {
            0.0 => S::of(0.0),
            cost => S::of(cost) / p[P::WorkingLife],
        };
        let training = S::of(self.plan.training_cost[t - 1]) + schooling;
        let mut spending = target_money + training;
        let mut credits = S::of(0.0);
        let mut abroad = S::of(0.0);
        for money in &self.plan.money {
            let amount = S::of(money.by_year[t - 1]);
            match money.instrument {
                Instrument::VentureCapital => {
                    spending = spending + amount * (S::of(1.0) - p[P::VentureCapitalRepayment]);
                }
                Instrument::TaxCredit => {
                    credits = credits + amount;
                    spending = spending + amount;
                }
                Instrument::FirmAttraction => {
                    abroad = abroad + amount;
                    spending = spending + amount;
                }
                _ => spending = spending + amount,
            }
        }
        let zero = S::of(0.0);
        let taxes = if self.plan.financing == Financing::Tax { spending } else { zero };
        let net = if self.plan.financing == Financing::Offset { zero } else { spending };
        let gdp = year.baseline.gdp * (year.ratios.gdp - S::of(1.0));
        let budget = PublicYear { spending: net, taxes, gdp };
        let (tau, interest) = (p[P::TaxShare], p[P::RealInterest]);
        year.debt = self.debt.advance(budget, interest, tau);
        let indexed = tau - p[P::WageIndexedShare] * p[P::PublicSpendingShare];
        year.debt_wage_indexed = self.debt_wage_indexed.advance(budget, interest, indexed);
        year.revenue = tau * gdp + taxes - credits;
        year.spending = spending;
        let own = |m: &RdMatrix<S>| m.total() - m.funded(Funder::Abroad);
        year.welfare = Welfare {
            gdp,
            investment: zero,
            rd: own(rd) - own(base),
            excess_burden: p[P::MarginalExcessBurden] * taxes,
            training,
            abroad,
        };
        let share_of_gdp = S::of(0.01) * year.percent_of_gdp;
        self.last_spending = spending * share_of_gdp;
        self.last_taxes = taxes * share_of_gdp;
    }

    /// Investment of year `t`: `I[t] = K[t+1] - (1-d) K[t]`, in deviation from baseline. Capital itself has moved.
    #[inline(always)]
    fn invest(&self, t: usize, year: &mut Year<S>, next: &Output<S>) {
        let b = self.baseline;
        let keep = S::of(1.0) - self.p[P::CapitalDepreciation];
        let change = S::of(b.capital[t + 1]) * (next.capital.scenario.ratio - next.capital.baseline.ratio);
        let now = year.baseline.capital * (year.ratios.capital - S::of(1.0));
        year.welfare.investment = change - keep * now;
    }
}

#[inline(always)]
fn performed<S: Scalar>(rd: &RdMatrix<S>, base: &RdMatrix<S>, of: impl Fn(&RdMatrix<S>) -> S) -> Pair<S> {
    Pair { scenario: of(rd), baseline: of(base) }
}

/// Adds public money to higher education and government institutes, in the proportion of what government pays there
/// in the baseline.
#[inline(always)]
fn add_to_public_sector<S: Scalar>(rd: &mut RdMatrix<S>, base: &RdMatrix<S>, money: S) {
    let paid = |performer: Performer| base.cells[performer as usize][Funder::Government as usize];
    let education = paid(Performer::HigherEducation);
    let share = education / (education + paid(Performer::Government));
    let first = money * share;
    rd.add(Performer::HigherEducation, Funder::Government, first);
    rd.add(Performer::Government, Funder::Government, money - first);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Economy;
    use crate::parameters::ParameterSet;
    use crate::scenario::{CapitalClosure, Measure, Scenario, Target, Unit};
    use crate::simulate::Experiment;
    use crate::structures::KnowledgeCapital;
    use approx::assert_relative_eq;

    /// Scenarios that between them move people, capital in every closure, and money by target and by measure.
    fn experiments() -> Vec<Experiment> {
        let economy = Economy::netherlands().unwrap();
        let mut scenarios = Vec::new();
        for closure in CapitalClosure::ALL {
            let mut target = Scenario::new("target");
            target.targets.push(Target::new(0.03, 2030, 0.4));
            let mut measures = Scenario::new("measures");
            for (instrument, unit, amount) in [
                (Instrument::PublicResearch, Unit::GdpShare, 1e-3),
                (Instrument::Education, Unit::YearsOfSchooling, 0.1),
            ] {
                measures.measures.push(Measure::new(instrument, unit, amount, 2026));
            }
            measures.financing = Financing::Tax;
            scenarios.extend(
                [target, measures].map(|scenario| Scenario { capital_closure: *closure, ..scenario }),
            );
        }
        let experiment = |scenario| Experiment::new(&economy, scenario, ParameterSet::default()).unwrap();
        scenarios.into_iter().map(experiment).collect()
    }

    fn run(e: &Experiment, price: ResearchPrice, p: &ParameterValues<f64>, level: &[f64]) -> Vec<Year<f64>> {
        let shocks = Shocks { level, ..Shocks::none() };
        let mut years = Vec::new();
        simulate_at::<f64, KnowledgeCapital>(price, &e.baseline, &e.plan, p, &shocks, &mut |_, year| {
            years.push(*year);
        });
        years
    }

    #[test]
    fn a_fixed_price_of_research_is_an_elasticity_of_zero() {
        for e in experiments() {
            let centres = e.parameters.centres();
            let mut without = centres;
            without.set(P::ResearchPriceElasticity, 0.0);
            let fixed = run(&e, ResearchPrice::Fixed, &centres, &[]);
            let zero = run(&e, ResearchPrice::Market, &without, &[]);
            let market = run(&e, ResearchPrice::Market, &centres, &[]);
            for (a, b) in fixed.iter().zip(&zero) {
                assert_eq!((a.gdp, a.tfp, a.research_price), (b.gdp, b.tfp, b.research_price));
            }
            let last = fixed.len() - 1;
            assert!(fixed[last].tfp > market[last].tfp, "a price takes away from the effect");
        }
    }

    #[test]
    fn ratios_are_the_exponentials_of_the_logs() {
        for e in experiments() {
            let varying: Vec<f64> = (1..e.baseline.years.len()).map(|t| 0.02 * (t as f64).sin()).collect();
            for level in [&[][..], &varying] {
                for year in run(&e, ResearchPrice::Market, &e.parameters.centres(), level) {
                    let ratios = &year.ratios;
                    for (ratio, log) in [
                        (ratios.gdp, year.gdp),
                        (ratios.capital, year.capital),
                        (ratios.human_capital, year.human_capital),
                        (ratios.labour, year.labour),
                        (ratios.labour_productivity, year.gdp - year.labour),
                        (ratios.research_price, year.research_price),
                    ] {
                        assert_relative_eq!(ratio, log.exp(), max_relative = 1e-14);
                    }
                    let baseline = &year.baseline;
                    assert_relative_eq!(year.percent_of_gdp * baseline.gdp, 100.0, max_relative = 1e-14);
                    let an_hour = 1000.0 * baseline.gdp / baseline.hours;
                    assert_relative_eq!(baseline.labour_productivity, an_hour, max_relative = 1e-14);
                }
            }
        }
    }
}
