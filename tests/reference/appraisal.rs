//! Every figure of an appraisal against an independent one in levels: GDP and capital of the run as levels, public money
//! from the lines of the scenario, R&D by who pays it, discount factors and perpetuities by plain loops.

use crate::support::tolerances as within;
use kennis::appraise::{Appraisal, AppraisalError, CostBenefit, Discounting, Figure, ResidualValue};
use kennis::parameters::Origin;
use kennis::scenario::BaselineRow;
use kennis::simulate::{Baseline, Plan, Shocks, simulate};
use kennis::{
    BaselineTable, CapitalClosure, Distribution, Economy, EnsembleError, Experiment, Financing, Instrument,
    Measure, ParameterId as P, ParameterSet, ParameterValues, Scenario, Settings, StructureChoice,
    StructureName, Target, Unit, Year,
};

/// The first year of every run: the last with R&D in the data.
const FIRST: i32 = 2023;
/// The year of all measures here, and of the base.
const BASE: i32 = 2026;
/// The last year with policy of all scenarios here.
const HORIZON: i32 = 2050;
/// Draws that are compared in each case, beside the check run.
const DRAWS: usize = 2;

/// A scenario, its structure, and the parameters that it fixes.
struct Case {
    scenario: Scenario,
    structure: StructureName,
    fixed: Vec<(P, f64)>,
    /// Discount rates that bring a burden of public money.
    burden_of_public_money: bool,
}

fn case(name: &str, structure: StructureName, measures: impl IntoIterator<Item = Measure>) -> Case {
    let working_life = kennis::model::CohortSizes::WorkingLife;
    let mut scenario = Scenario::new(name).with_horizon(HORIZON).with_cohorts(working_life);
    scenario.measures.extend(measures);
    Case { scenario, structure, fixed: Vec::new(), burden_of_public_money: false }
}

impl Case {
    fn paid_by(mut self, financing: Financing) -> Self {
        self.scenario.financing = financing;
        self
    }

    fn with(mut self, id: P, value: f64) -> Self {
        self.fixed.push((id, value));
        self
    }

    fn under(mut self, closure: CapitalClosure) -> Self {
        self.scenario.capital_closure = closure;
        self
    }

    fn parameters(&self) -> ParameterSet {
        let mut set = ParameterSet::default();
        // What a run from outside cannot be given.
        set.set(P::InitialStockError, Distribution::fixed(0.0), Origin::Set).unwrap();
        for (id, value) in &self.fixed {
            set.set(*id, Distribution::fixed(*value), Origin::Set).unwrap();
        }
        set
    }

    fn experiment(&self) -> Experiment {
        let mut scenario = self.scenario.clone();
        scenario.structure = StructureChoice::List(vec![self.structure]);
        Experiment::new(&Economy::netherlands().unwrap(), scenario, self.parameters()).unwrap()
    }
}

fn cases() -> Vec<Case> {
    use Instrument as I;
    use StructureName as N;
    let money = |instrument, amount| Measure::new(instrument, Unit::GdpShare, amount, BASE);
    let mut target = case("3% of GDP", N::SemiEndogenous, []);
    target.scenario.targets.push(Target::new(0.03, 2030, 0.4));
    let mut old_prices = case(
        "one year",
        N::RateOfReturn,
        [Measure::new(I::PublicResearch, Unit::BnEur, 1.0, BASE).with_until(BASE)],
    );
    old_prices.scenario.price_base = 2015;
    let mut burden = case(
        "public money with a burden",
        N::KnowledgeCapital,
        [money(I::PublicResearch, 3e-4), money(I::Facilities, 2e-4)],
    );
    burden.burden_of_public_money = true;
    vec![
        case("public research", N::KnowledgeCapital, [money(I::PublicResearch, 0.001).with_ramp(4)])
            .with(P::ForeignCapitalShare, 0.3),
        old_prices,
        case("tax credit", N::RateOfReturn, [Measure::new(I::TaxCredit, Unit::BnEur, 0.5, BASE)])
            .under(CapitalClosure::UserCost),
        case("subsidy that taxes pay for", N::KnowledgeCapital, [money(I::DirectSubsidy, 0.0005)])
            .paid_by(Financing::Tax)
            .with(P::MarginalExcessBurden, 0.25),
        target.with(P::ForeignCapitalShare, 0.2),
        case(
            "venture capital that is repaid",
            N::InternationalSpillovers,
            [money(I::VentureCapital, 0.0004)],
        )
        .with(P::VentureCapitalRepayment, 0.6),
        case("firms from abroad", N::KnowledgeCapital, [money(I::FirmAttraction, 0.0003)]),
        case(
            "technicians",
            N::KnowledgeCapital,
            [Measure::new(I::Talent, Unit::Persons, 5_000.0, BASE).with_cost_per_unit(20_000.0)],
        )
        .under(CapitalClosure::CapitalOutputRatio),
        case(
            "schooling",
            N::KnowledgeCapital,
            [Measure::new(I::Education, Unit::YearsOfSchooling, 0.25, BASE).with_cost_per_unit(8_000.0)],
        )
        .under(CapitalClosure::CapitalOutputRatio),
        case("another outlay falls", N::SemiEndogenous, [money(I::PublicResearch, 0.001)])
            .paid_by(Financing::Offset)
            .with(P::OffsetReturn, 0.3),
        case("a cut", N::RateOfReturn, [money(I::PublicResearch, -0.0005), money(I::TaxCredit, -0.0002)]),
        burden,
    ]
}

/// Levels of the last year that the baseline keeps, for all years after it.
fn held_from(economy: &Economy, last: i32, horizon: i32) -> BaselineTable {
    let free = Baseline::new(economy, last, None).unwrap();
    let (gdp, hours) = (*free.gdp().last().unwrap(), *free.hours().last().unwrap());
    let mut row = BaselineRow::default();
    (row.gdp, row.hours) = (Some(gdp), Some(hours));
    let mut table = BaselineTable::default();
    table.rows = (last + 1..=horizon + 1).map(|year| (year, row)).collect();
    table
}

/// A run over the years that count, and one more for investment, from the public parts: baseline, plan, equations.
fn run(case: &Case, values: &ParameterValues<f64>, residual: ResidualValue) -> (Baseline, Vec<Year<f64>>) {
    let economy = Economy::netherlands().unwrap();
    let mut scenario = case.scenario.clone();
    let last = if residual == ResidualValue::RunOff { HORIZON + 400 } else { HORIZON };
    if residual == ResidualValue::RunOff {
        for measure in &mut scenario.measures {
            measure.until = Some(measure.until.unwrap_or(HORIZON));
        }
    }
    scenario.horizon = last + 1;
    let table = held_from(&economy, BASE + 100, last + 1);
    let baseline = Baseline::new(&economy, last + 1, Some(&table)).unwrap();
    let price = economy.relative_price(scenario.price_base).unwrap();
    let plan = Plan::new(&scenario, &baseline, price, &case.parameters());
    let mut years = Vec::new();
    let inputs = (&baseline, &plan);
    simulate(inputs, &case.structure, values, &Shocks::none(), &mut |_, year| years.push(*year)).unwrap();
    (baseline, years)
}

/// The flows of a year, billion.
#[derive(Clone, Copy, Default)]
struct Flows {
    gdp: f64,
    investment: f64,
    /// R&D that business pays for, before credits.
    business: f64,
    /// R&D that government pays for.
    government: f64,
    credits: f64,
    money: f64,
    taxes: f64,
    training: f64,
    abroad: f64,
    offset_loss: f64,
}

/// The flows by year, from the year after the first.
fn flows(case: &Case, p: &ParameterValues<f64>, run: &(Baseline, Vec<Year<f64>>), ends: bool) -> Vec<Flows> {
    let economy = Economy::netherlands().unwrap();
    let (baseline, years) = run;
    let gdp = |t: usize| (years[t].baseline.gdp, years[t].baseline.gdp * years[t].gdp.exp());
    let capital = |t: usize| {
        let (level, log) = (years[t].baseline.capital, years[t].capital);
        level * log.exp() - level
    };
    let (mut from_abroad, mut last_share) = (0.0, 0.0);
    let mut all = Vec::new();
    for t in 1..years.len() - 1 {
        let year = FIRST + t as i32;
        let mut now = Flows::default();
        let (y0, y) = gdp(t);
        now.gdp = y - y0;
        now.investment = capital(t + 1) - (1.0 - p[P::CapitalDepreciation]) * capital(t);
        let mut attracted = 0.0;
        for measure in &case.scenario.measures {
            let until = measure.until.unwrap_or(if ends { HORIZON } else { i32::MAX });
            if year < BASE || year > until {
                continue;
            }
            let ramp = (f64::from(year - BASE + 1) / f64::from(measure.ramp_years)).min(1.0);
            let amount = measure.amount.at(year) * ramp;
            let unit_cost = measure.cost_per_unit.unwrap_or(0.0) / 1e9;
            let money = match measure.unit {
                Unit::GdpShare => amount * y0,
                Unit::BnEur => amount / economy.relative_price(case.scenario.price_base).unwrap(),
                Unit::Persons => amount * unit_cost,
                Unit::YearsOfSchooling => amount * baseline.employment / p[P::WorkingLife] * unit_cost,
                other => panic!("{other}"),
            };
            now.money += money;
            match measure.instrument {
                Instrument::PublicResearch | Instrument::DirectSubsidy | Instrument::Facilities => {
                    now.government += money;
                }
                Instrument::TaxCredit => now.credits += money,
                Instrument::VentureCapital => now.money -= p[P::VentureCapitalRepayment] * money,
                Instrument::FirmAttraction => {
                    now.abroad += money;
                    attracted += money;
                }
                Instrument::Talent | Instrument::Education => now.training += money,
                other => panic!("{other}"),
            }
        }
        from_abroad += p[P::FirmAdjustment] * (p[P::AdditionalityFirmAttraction] * attracted - from_abroad);
        for target in &case.scenario.targets {
            if year <= target.from {
                continue;
            }
            let intensity = |year: i32| {
                let t = (year - FIRST) as usize;
                years[t].rd_total().baseline / gdp(t).0
            };
            let way = f64::from(year - target.from) / f64::from(target.year - target.from);
            let start = intensity(target.from);
            let share = start + (target.value - start) * way.min(1.0);
            let extra = share * y - years[t].rd_total().baseline;
            now.government += target.public_share * extra;
            now.money += target.public_share * extra;
        }
        let rd = years[t].rd_total();
        now.business = rd.scenario - rd.baseline - now.government - from_abroad;
        if case.scenario.financing == Financing::Tax {
            now.taxes = now.money;
        }
        if case.scenario.financing == Financing::Offset {
            // Without it GDP would be so much higher.
            now.offset_loss = y / (1.0 - p[P::OffsetReturn] * last_share) - y;
        }
        last_share = now.money / y0;
        all.push(now);
    }
    all
}

/// Number of years from the first one that count under a run-off: until the effect on GDP is a ten-thousandth of the largest
/// so far, once what is at school has come to work.
fn years_that_count(years: &[Year<f64>], case: &Case) -> usize {
    let lag = if case.scenario.name == "schooling" { 1 } else { 0 };
    let from = (HORIZON - FIRST) as usize + 1 + lag;
    let mut largest: f64 = 0.0;
    for (t, year) in years.iter().enumerate().take(years.len() - 1) {
        largest = largest.max(year.gdp.abs());
        // Without any effect there is nothing to fade, and costs run on.
        if t >= from && largest > 1e-12 && year.gdp.abs() < 1e-4 * largest {
            return t;
        }
    }
    years.len() - 1
}

/// The rate between years `u - 1` and `u` after the base year.
fn rate(discounting: &str, u: i32) -> f64 {
    match discounting {
        "nl_2021" => 0.0225,
        "us_omb_1992" => 0.07,
        "uk_green_book_2026" => match u {
            ..=30 => 0.035,
            31..=75 => 0.03,
            76..=125 => 0.025,
            126..=200 => 0.02,
            201..=300 => 0.015,
            _ => 0.01,
        },
        other => panic!("{other}"),
    }
}

fn factor(discounting: &str, year: i32) -> f64 {
    let after: f64 = (BASE + 1..=year).map(|year| 1.0 / (1.0 + rate(discounting, year - BASE))).product();
    let before: f64 = (year..BASE).map(|_| 1.0 + rate(discounting, 1)).product();
    after * before
}

/// What a billion in the horizon year is worth that goes on for ever and grows, without that of the year itself.
fn perpetuity(discounting: &str, growth: f64) -> f64 {
    let (mut factor, mut sum) = (factor(discounting, HORIZON), 0.0);
    for u in HORIZON - BASE + 1..30_000 {
        factor *= (1.0 + growth) / (1.0 + rate(discounting, u));
        sum += factor;
    }
    sum
}

/// All figures, from the flows.
fn figures(
    case: &Case,
    discounting: &str,
    residual: ResidualValue,
    p: &ParameterValues<f64>,
) -> Vec<(Figure, f64)> {
    let run_off = residual == ResidualValue::RunOff;
    let run = run(case, p, residual);
    let all = flows(case, p, &run, run_off);
    let years = if run_off { years_that_count(&run.1, case) - 1 } else { (HORIZON - FIRST) as usize };
    let burden_of = |flow: &Flows| {
        if case.burden_of_public_money { 0.25 * flow.money } else { p[P::MarginalExcessBurden] * flow.taxes }
    };
    let offset = if case.scenario.financing == Financing::Offset { 1.0 } else { 0.0 };
    let private = |f: &Flows| f.business - f.credits;
    let consumption =
        |f: &Flows| f.gdp - f.investment - f.business - f.government - burden_of(f) - f.training - f.abroad;
    let (tau, indexed) = (p[P::TaxShare], p[P::WageIndexedShare] * p[P::PublicSpendingShare]);
    let government = |f: &Flows| f.taxes + offset * f.money - f.money + tau * f.gdp;
    let growth = {
        let t = (HORIZON - FIRST) as usize;
        run.1[t].baseline.gdp / run.1[t - 1].baseline.gdp - 1.0
    };
    let for_ever = if residual == ResidualValue::Perpetuity { perpetuity(discounting, growth) } else { 0.0 };
    let value = |of: &dyn Fn(&Flows) -> f64| {
        let years = || all.iter().take(years).enumerate();
        let sum: f64 = years().map(|(t, f)| factor(discounting, FIRST + 1 + t as i32) * of(f)).sum();
        sum + for_ever * of(&all[(HORIZON - FIRST) as usize - 1])
    };
    let course: Vec<f64> = all.iter().take(years).map(consumption).collect();
    let capital_income = p[P::ForeignCapitalShare] * (p[P::CapitalShare] - p[P::RdCapitalShare]);
    let welfare = value(&consumption);
    let social_benefits = value(&|f| f.gdp + f.offset_loss - f.investment);
    let social_costs =
        value(&|f| f.business + f.government + burden_of(f) + f.training + f.abroad + f.offset_loss);
    let public_benefits = value(&|f| f.gdp - f.investment - private(f));
    let public_costs = value(&|f| f.money + burden_of(f));
    let (money, taxes_on_gdp) = (value(&|f| f.money), value(&|f| tau * f.gdp));
    let households =
        value(&|f| f.gdp - f.training - f.abroad - f.government - f.credits - burden_of(f) - government(f));
    vec![
        (Figure::GdpNpv, value(&|f| f.gdp)),
        (Figure::WelfareNpv, welfare),
        (Figure::NationalIncomeNpv, value(&|f| consumption(f) - capital_income * f.gdp)),
        (Figure::SocialBenefits, social_benefits),
        (Figure::SocialCosts, social_costs),
        (Figure::PublicBenefits, public_benefits),
        (Figure::PublicCosts, public_costs),
        (Figure::PublicFinanceNpv, value(&government)),
        (Figure::PublicFinanceNpvWageIndexed, value(&|f| government(f) - indexed * f.gdp)),
        (Figure::PublicMoney, money),
        (Figure::TaxesOnGdp, taxes_on_gdp),
        (Figure::TaxesOnGdpWageIndexed, value(&|f| (tau - indexed) * f.gdp)),
        (Figure::BenefitCostRatioSocial, social_benefits / social_costs),
        (Figure::BenefitCostRatioPublic, public_benefits / public_costs),
        (Figure::SelfFinancingShare, taxes_on_gdp / money),
        (Figure::SelfFinancingShareWageIndexed, value(&|f| (tau - indexed) * f.gdp) / money),
        (Figure::InternalRateOfReturn, internal_rate(&course)),
        (Figure::PaybackYear, payback_year(&course, discounting)),
        (Figure::IncidenceGovernment, value(&government)),
        (Figure::IncidenceGovernmentWageIndexed, value(&|f| government(f) - indexed * f.gdp)),
        (Figure::IncidenceFirmsResearch, value(&|f| -private(f))),
        (Figure::IncidenceInvestment, value(&|f| -f.investment)),
        (Figure::IncidenceHouseholds, households),
        (Figure::IncidenceHouseholdsWageIndexed, households + value(&|f| indexed * f.gdp)),
    ]
}

/// The one rate between -2% and 500% at which nothing is left, by halving; a place below or above all where there is none,
/// not a number where there are several.
fn internal_rate(course: &[f64]) -> f64 {
    let value = |rate: f64| -> f64 {
        let mut factor = 1.0;
        course.iter().fold(0.0, |sum, flow| {
            let now = sum + flow * factor;
            factor /= 1.0 + rate;
            now
        })
    };
    let grid: Vec<f64> = (0..=4000).map(|i| -0.02 + 5.02 * (f64::from(i) / 4000.0).powi(3)).collect();
    let brackets: Vec<&[f64]> =
        grid.windows(2).filter(|pair| (value(pair[0]) > 0.0) != (value(pair[1]) > 0.0)).collect();
    match brackets.as_slice() {
        [] if course.iter().sum::<f64>() < 0.0 => f64::NEG_INFINITY,
        [] => f64::INFINITY,
        [pair] => {
            let (mut low, mut high) = (pair[0], pair[1]);
            for _ in 0..200 {
                let middle = 0.5 * (low + high);
                if (value(middle) > 0.0) == (value(low) > 0.0) { low = middle } else { high = middle }
            }
            low
        }
        _ => f64::NAN,
    }
}

fn payback_year(course: &[f64], discounting: &str) -> f64 {
    let (mut sum, mut last_below) = (0.0, None);
    for (t, flow) in course.iter().enumerate() {
        sum += flow * factor(discounting, FIRST + 1 + t as i32);
        if sum < 0.0 {
            last_below = Some(t);
        }
    }
    match last_below {
        None => f64::from(BASE),
        Some(t) if t + 1 == course.len() => f64::INFINITY,
        Some(t) => f64::from(FIRST + 1 + t as i32 + 1),
    }
}

/// The check run, and the first draws that are kept, with their parameters.
fn drawn(
    case: &Case,
    appraisal: &Appraisal<'_>,
    experiment: &Experiment,
) -> Vec<(CostBenefit, ParameterValues<f64>)> {
    let centres = experiment.parameters().centres();
    let mut all = vec![(appraisal.run(&Settings::default().with_draws(0)).unwrap(), centres)];
    for i in 0.. {
        let settings = Settings::default().with_first_draw(i * 37).with_draws(1);
        let result = match appraisal.run(&settings) {
            Err(AppraisalError::Ensemble(EnsembleError::Dropped { .. } | EnsembleError::Unstable { .. })) => {
                continue;
            }
            result => result.unwrap(),
        };
        let mut values = centres;
        for (name, value) in settings.draw_parameters(experiment, i * 37).unwrap() {
            if let Some(id) = P::from_name(&name) {
                values.set(id, value);
            }
        }
        all.push((result, values));
        if all.len() > DRAWS {
            return all;
        }
    }
    panic!("{}: no draws", case.scenario.name)
}

/// Whether a figure is that of the other implementation. Years that are paid back are whole; what does not exist has a place.
fn agrees(figure: Figure, ours: f64, theirs: f64, size: f64) -> bool {
    match figure {
        Figure::InternalRateOfReturn | Figure::PaybackYear if theirs.is_infinite() => {
            ours.abs() > 1e80 && (ours > 0.0) == (theirs > 0.0)
        }
        Figure::InternalRateOfReturn if theirs.is_nan() => ours.is_nan(),
        Figure::InternalRateOfReturn => (ours - theirs).abs() <= 1e-7,
        Figure::PaybackYear => ours == theirs,
        _ => (ours - theirs).abs() <= within::DIFFERENCE * theirs.abs().max(size),
    }
}

fn compare(residual: ResidualValue) {
    let mut compared = 0;
    let mut failures = Vec::new();
    for case in cases() {
        if residual == ResidualValue::RunOff && !case.scenario.targets.is_empty() {
            continue;
        }
        let experiment = case.experiment();
        let names: &[&str] =
            if case.burden_of_public_money { &["us_omb_1992"] } else { &["nl_2021", "uk_green_book_2026"] };
        for name in names {
            let appraisal =
                Appraisal::of(&experiment).discounting(Discounting::preset(name).unwrap()).residual(residual);
            assert_eq!(appraisal.first_year(), BASE);
            if residual == ResidualValue::Perpetuity && *name == "uk_green_book_2026" {
                // A percent in the end, which GDP grows by: no value.
                let growth = experiment.baseline().gdp();
                let growth = growth[growth.len() - 1] / growth[growth.len() - 2] - 1.0;
                if growth >= 0.01 {
                    let error = appraisal.run(&Settings::default().with_draws(0)).unwrap_err();
                    assert!(matches!(error, AppraisalError::Perpetuity { .. }), "{error}");
                    continue;
                }
            }
            for (draw, (result, values)) in drawn(&case, &appraisal, &experiment).iter().enumerate() {
                let theirs = figures(&case, name, residual, values);
                assert_eq!(theirs.len(), Figure::ALL.len());
                // Levels of GDP are known to eleven digits, of which discounted sums keep these.
                let size = 0.1;
                for (figure, theirs) in theirs {
                    let ours = result.draws(case.structure.name(), figure).unwrap()[0];
                    compared += 1;
                    if !agrees(figure, ours, theirs, size) {
                        failures.push(format!(
                            "{} {name} draw {draw} {figure}: {ours} against {theirs}",
                            case.scenario.name
                        ));
                    }
                }
            }
        }
    }
    assert!(failures.is_empty(), "{} of {compared}:\n{}", failures.len(), failures.join("\n"));
    assert!(compared >= 12 * (DRAWS + 1) * Figure::ALL.len(), "{compared}");
}

#[test]
fn without_a_residual_value_every_figure_agrees() {
    compare(ResidualValue::None);
}

#[test]
fn with_a_perpetuity_every_figure_agrees() {
    compare(ResidualValue::Perpetuity);
}

/// Without the target, which has no last year of its own: a run from outside cannot end it.
#[test]
fn with_run_off_every_figure_agrees() {
    compare(ResidualValue::RunOff);
}
