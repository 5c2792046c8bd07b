//! Every instrument by hand: a permanent and a one-off measure, the first years in levels, against the engine.
#![allow(clippy::unwrap_used)]

mod support;

use approx::{assert_abs_diff_eq, assert_relative_eq};
use kennis::{
    Experiment, Financing, Instrument, Measure, Pair, ParameterId as P, Scenario, StructureName, Unit,
    Variable, Year,
};
use support::*;

/// First year with money.
const FROM: i32 = 2026;
/// Money a year, billion.
const MONEY: f64 = 2.0;
/// Years that are computed by hand.
const YEARS: usize = 5;

/// Performers (business, higher education, government), then funders (business, government, other national, abroad).
type Cells = [[f64; 4]; 3];

const BUSINESS: usize = 0;
const EDUCATION: usize = 1;
const INSTITUTES: usize = 2;
const BY_BUSINESS: usize = 0;
const BY_GOVERNMENT: usize = 1;
const BY_ABROAD: usize = 3;

/// What one year comes to by hand.
#[derive(Clone, Copy, Debug)]
struct HandYear {
    log_gdp: f64,
    cells: Cells,
    base: Cells,
    log_price: f64,
    stocks: [Pair<f64>; 2],
    debt: f64,
}

/// An instrument in a few words: which cells its money goes to (shares), and the response of firms.
struct Paid<'a> {
    /// Share of the money by performer, paid by government.
    to: &'a dyn Fn(&Cells) -> [f64; 3],
    /// Extra euro per public euro.
    m: f64,
    /// Who pays the response.
    response_by: usize,
    /// Public money a euro of the measure costs.
    cost: f64,
}

fn row(cells: &Cells, performer: usize) -> f64 {
    cells[performer].iter().sum()
}

fn column(cells: &Cells, funder: usize) -> f64 {
    cells.iter().map(|row| row[funder]).sum()
}

/// The first years in levels, by sums over the weights of the lag and plain loops. Default parameters.
fn by_hand(experiment: &Experiment, money: [f64; YEARS], paid: &Paid<'_>) -> Vec<HandYear> {
    let (eps, delta, m) = ([0.08, 0.05], [0.15, 0.10], [2.0, 5.0]);
    let (alpha, d, psi, chi, xi, phi) = (0.36, 0.045, 0.54, 0.2, 0.05, 0.5);
    let (tau, interest) = (0.39, 0.01);
    let weight = |j: usize, k: usize| {
        let (p, k) = (m[j] / (m[j] + 3.0), k as f64);
        (k + 2.0) * (k + 1.0) / 2.0 * (1.0_f64 - p).powi(3) * f64::powf(p, k)
    };
    let untouched = run(experiment, &[]);
    let b = &experiment.baseline;
    let mut years = Vec::new();
    let (mut response, mut supply, mut debt) = (0.0, 0.0, 0.0);
    let mut capital = 1.0; // K/K0
    let mut extra_volumes: [Vec<f64>; 2] = [Vec::new(), Vec::new()];
    for (t, money) in money.iter().enumerate() {
        let year = usize::try_from(FROM - FIRST_YEAR).unwrap() + t;
        // Stocks: what extra volume of earlier years has come to term and is not yet depreciated.
        let levels = [untouched[year].knowledge_business, untouched[year].knowledge_public];
        let stocks: [Pair<f64>; 2] = std::array::from_fn(|j| {
            let mut extra = 0.0;
            for (s, volume) in extra_volumes[j].iter().enumerate() {
                for k in 0..t - s {
                    extra += volume * weight(j, k) * f64::powi(1.0 - delta[j], (t - s - 1 - k) as i32);
                }
            }
            Pair { scenario: levels[j].baseline + extra, baseline: levels[j].baseline }
        });
        let log = |pair: Pair<f64>| (pair.scenario / pair.baseline).ln();
        let log_gdp = eps[0] * log(stocks[0]) + eps[1] * log(stocks[1]) + alpha * f64::ln(capital);
        // Money: the baseline, public money, business that follows GDP and public knowledge, the response.
        let base = b.rd[year].cells;
        let mut cells = base;
        let shares = (paid.to)(&base);
        for (performer, share) in shares.iter().enumerate() {
            cells[performer][BY_GOVERNMENT] += share * money;
        }
        cells[BUSINESS][BY_BUSINESS] *= (log_gdp + xi * log(stocks[1])).exp();
        response = (1.0 - phi) * response + phi * paid.m * money;
        cells[BUSINESS][paid.response_by] += response;
        // Price of research: all performers pay the same.
        let total = |cells: &Cells| cells.iter().flatten().sum::<f64>();
        let demand = f64::ln(total(&cells) / total(&base));
        let volume = (demand + psi * supply) / (1.0 + psi);
        let log_price = demand - volume;
        supply += chi * (volume - supply);
        let public = |cells: &Cells| row(cells, EDUCATION) + row(cells, INSTITUTES);
        extra_volumes[0].push(row(&cells, BUSINESS) * (-log_price).exp() - row(&base, BUSINESS));
        extra_volumes[1].push(public(&cells) * (-log_price).exp() - public(&base));
        // Capital: K' = (1-d) K + s Y, with s the baseline's.
        let gdp = b.gdp[year];
        let invested = b.capital[year + 1] - (1.0 - d) * b.capital[year];
        capital = ((1.0 - d) * capital * b.capital[year] + invested * log_gdp.exp()) / b.capital[year + 1];
        debt = (1.0 + interest) * debt + paid.cost * money - tau * gdp * (log_gdp.exp() - 1.0);
        years.push(HandYear { log_gdp, cells, base, log_price, stocks, debt });
    }
    years
}

fn agree(pair: Pair<f64>, scenario: f64, baseline: f64) {
    assert_relative_eq!(pair.scenario, scenario, max_relative = 1e-11);
    assert_relative_eq!(pair.baseline, baseline, max_relative = 1e-11);
}

fn measure(instrument: Instrument, until: Option<i32>) -> Measure {
    let mut measure = Measure::new(instrument, Unit::BnEur, MONEY, FROM);
    measure.until = until;
    measure
}

/// The engine against the hand, for a permanent and a one-off measure.
fn check(instrument: Instrument, paid: &Paid<'_>) {
    for until in [None, Some(FROM)] {
        let experiment = experiment(scenario([measure(instrument, until)]));
        let years = run(&experiment, &[]);
        let money: [f64; YEARS] =
            std::array::from_fn(|t| if until.is_none() || t == 0 { MONEY } else { 0.0 });
        for (t, hand) in by_hand(&experiment, money, paid).iter().enumerate() {
            let year = at(&years, FROM + t as i32);
            assert_abs_diff_eq!(year.gdp, hand.log_gdp, epsilon = 1e-14);
            assert_abs_diff_eq!(year.research_price, hand.log_price, epsilon = 1e-13);
            agree(year.rd_business, row(&hand.cells, BUSINESS), row(&hand.base, BUSINESS));
            let public = |cells: &Cells| row(cells, EDUCATION) + row(cells, INSTITUTES);
            agree(year.rd_public, public(&hand.cells), public(&hand.base));
            agree(
                year.rd_public_funded,
                column(&hand.cells, BY_GOVERNMENT),
                column(&hand.base, BY_GOVERNMENT),
            );
            agree(year.knowledge_business, hand.stocks[0].scenario, hand.stocks[0].baseline);
            agree(year.knowledge_public, hand.stocks[1].scenario, hand.stocks[1].baseline);
            assert_abs_diff_eq!(year.spending, paid.cost * money[t], epsilon = 1e-13);
            assert_abs_diff_eq!(year.debt, hand.debt, epsilon = 1e-11);
            // Welfare counts R&D of all funders except abroad.
            let own = |cells: &Cells| cells.iter().flatten().sum::<f64>() - column(cells, BY_ABROAD);
            assert_abs_diff_eq!(year.welfare.rd, own(&hand.cells) - own(&hand.base), epsilon = 1e-11);
            let abroad = if instrument == Instrument::FirmAttraction { money[t] } else { 0.0 };
            assert_eq!(year.welfare.abroad, abroad);
            let credits = if instrument == Instrument::TaxCredit { money[t] } else { 0.0 };
            let gdp = year.baseline.gdp * (hand.log_gdp.exp() - 1.0);
            assert_abs_diff_eq!(year.revenue, 0.39 * gdp - credits, epsilon = 1e-11);
        }
    }
}

/// Money of government for higher education and institutes, in the proportion of the baseline.
fn to_public(base: &Cells) -> [f64; 3] {
    let (education, institutes) = (base[EDUCATION][BY_GOVERNMENT], base[INSTITUTES][BY_GOVERNMENT]);
    [0.0, education / (education + institutes), institutes / (education + institutes)]
}

fn to(performer: usize) -> impl Fn(&Cells) -> [f64; 3] {
    move |_| {
        let mut shares = [0.0; 3];
        shares[performer] = 1.0;
        shares
    }
}

fn to_nobody(_: &Cells) -> [f64; 3] {
    [0.0; 3]
}

#[test]
fn public_research() {
    check(Instrument::PublicResearch, &Paid { to: &to_public, m: 0.0, response_by: BY_BUSINESS, cost: 1.0 });
}

#[test]
fn direct_subsidy() {
    check(
        Instrument::DirectSubsidy,
        &Paid { to: &to(BUSINESS), m: 0.4, response_by: BY_BUSINESS, cost: 1.0 },
    );
}

#[test]
fn innovation_procurement() {
    check(
        Instrument::InnovationProcurement,
        &Paid { to: &to(BUSINESS), m: 0.4, response_by: BY_BUSINESS, cost: 1.0 },
    );
}

#[test]
fn tax_credit() {
    check(Instrument::TaxCredit, &Paid { to: &to_nobody, m: 0.81, response_by: BY_BUSINESS, cost: 1.0 });
}

#[test]
fn eu_cofinancing() {
    // Half of it is additional: m = q (1 + r) - 1 = .5 x 2.79 - 1.
    check(
        Instrument::EuCofinancing,
        &Paid { to: &to(BUSINESS), m: 0.395, response_by: BY_BUSINESS, cost: 1.0 },
    );
}

#[test]
fn facilities() {
    check(Instrument::Facilities, &Paid { to: &to(INSTITUTES), m: 0.4, response_by: BY_BUSINESS, cost: 1.0 });
}

#[test]
fn valorisation() {
    check(
        Instrument::Valorisation,
        &Paid { to: &to(EDUCATION), m: 0.4, response_by: BY_BUSINESS, cost: 1.0 },
    );
}

#[test]
fn venture_capital() {
    check(
        Instrument::VentureCapital,
        &Paid { to: &to_nobody, m: 0.3 * 0.5, response_by: BY_BUSINESS, cost: 1.0 },
    );
}

#[test]
fn firm_attraction() {
    check(Instrument::FirmAttraction, &Paid { to: &to_nobody, m: 0.4, response_by: BY_ABROAD, cost: 1.0 });
}

/// Talent: no R&D money; researchers lower the price of research, the others are more productive, training costs time.
#[test]
fn talent() {
    let (q, s, premium, years_of_training) = (0.5, 0.08, 0.10, 0.5);
    let (alpha, psi, chi) = (0.36, 0.54, 0.2);
    for until in [None, Some(FROM)] {
        let mut measure = Measure::new(Instrument::Talent, Unit::Persons, 4000.0, FROM);
        (measure.until, measure.cost_per_unit) = (until, Some(20_000.0));
        let experiment = experiment(scenario([measure]));
        let (e, n) = (experiment.baseline.employment, experiment.baseline.researchers);
        let years = run_of(StructureName::NoEffect, &experiment, &[(P::Complementarity, 0.0)]);
        let (mut stock, mut induced, mut debt) = (0.0, 0.0, 0.0);
        let mut capital = 1.0;
        for t in 0..YEARS {
            let trained = if until.is_none() || t == 0 { 4000.0 } else { 0.0 };
            let year = at(&years, FROM + t as i32);
            let h = (1.0 - s) * premium * q * stock / e;
            let l = (1.0_f64 - q * trained * years_of_training / e).ln();
            let graduates = (1.0_f64 + q * s * stock / n).ln();
            assert_abs_diff_eq!(year.human_capital, h, epsilon = 1e-15);
            assert_abs_diff_eq!(year.labour, l, epsilon = 1e-15);
            let y = alpha * f64::ln(capital) + (1.0 - alpha) * (h + l);
            assert_abs_diff_eq!(year.gdp, y, epsilon = 1e-14);
            // Money of business follows GDP.
            let cells = experiment.baseline.rd[usize::try_from(FROM - FIRST_YEAR).unwrap() + t].cells;
            let total: f64 = cells.iter().flatten().sum();
            let demand = f64::ln(1.0 + cells[0][0] * (y.exp() - 1.0) / total);
            let supply = induced + graduates;
            let volume = (demand + psi * supply) / (1.0 + psi);
            assert_abs_diff_eq!(year.research_price, demand - volume, epsilon = 1e-13);
            induced += chi * (volume - supply);
            let cost = trained * 20_000.0 / 1e9;
            assert_relative_eq!(year.spending, cost, max_relative = 1e-12);
            assert_relative_eq!(year.welfare.training, cost, max_relative = 1e-12);
            debt = 1.01 * debt + cost - 0.39 * year.baseline.gdp * (y.exp() - 1.0);
            assert_abs_diff_eq!(year.debt, debt, epsilon = 1e-11);
            let b = &experiment.baseline;
            let position = usize::try_from(FROM - FIRST_YEAR).unwrap() + t;
            let invested = b.capital[position + 1] - 0.955 * b.capital[position];
            capital = (0.955 * capital * b.capital[position] + invested * y.exp()) / b.capital[position + 1];
            stock += trained;
        }
    }
}

/// Education: a year of schooling more costs labour at once, and pays from the second year after it starts.
#[test]
fn education() {
    let (alpha, r, w, entrant) = (0.36, 0.07, 45.0, 0.5);
    for until in [None, Some(FROM)] {
        let mut measure = Measure::new(Instrument::Education, Unit::YearsOfSchooling, 1.0, FROM);
        (measure.until, measure.cost_per_unit) = (until, Some(10_000.0));
        let experiment = experiment(scenario([measure]));
        let years = run_of(StructureName::NoEffect, &experiment, &[]);
        let mut debt = 0.0;
        let mut capital = 1.0;
        for t in 0..YEARS {
            let at_school = if until.is_none() || t == 0 { 1.0 } else { 0.0 };
            // The cohort of 2026 leaves school a year later, and has worked from 2028 on: one cohort more each year.
            let cohorts: f64 = match until {
                None => (t as f64 - 1.0).max(0.0),
                Some(_) => {
                    if t >= 2 {
                        1.0
                    } else {
                        0.0
                    }
                }
            };
            let h = (1.0 + cohorts / w * (f64::exp(r) - 1.0)).ln();
            let l = f64::ln(1.0 - entrant * at_school / w);
            let year = at(&years, FROM + t as i32);
            assert_abs_diff_eq!(year.human_capital, h, epsilon = 1e-15);
            assert_abs_diff_eq!(year.labour, l, epsilon = 1e-15);
            let y = alpha * f64::ln(capital) + (1.0 - alpha) * (h + l);
            assert_abs_diff_eq!(year.gdp, y, epsilon = 1e-14);
            let cost = at_school * 10_000.0 * experiment.baseline.employment / w / 1e9;
            assert_relative_eq!(year.spending, cost, max_relative = 1e-12);
            assert_relative_eq!(year.welfare.training, cost, max_relative = 1e-12);
            debt = 1.01 * debt + cost - 0.39 * year.baseline.gdp * (y.exp() - 1.0);
            assert_abs_diff_eq!(year.debt, debt, epsilon = 1e-10);
            let b = &experiment.baseline;
            let position = usize::try_from(FROM - FIRST_YEAR).unwrap() + t;
            let invested = b.capital[position + 1] - 0.955 * b.capital[position];
            capital = (0.955 * capital * b.capital[position] + invested * y.exp()) / b.capital[position + 1];
        }
    }
}

// Cross-checks between instruments.

fn change(pair: Pair<f64>) -> f64 {
    pair.scenario - pair.baseline
}

fn permanent(instrument: Instrument, replaced: &[(P, f64)]) -> Vec<Year<f64>> {
    run(&experiment(scenario([measure(instrument, None)])), replaced)
}

/// The parameter that says how firms respond.
fn additionality(instrument: Instrument) -> Option<P> {
    Some(match instrument {
        Instrument::DirectSubsidy => P::AdditionalityDirectSubsidy,
        Instrument::TaxCredit => P::BangForTheBuckTaxCredit,
        Instrument::InnovationProcurement => P::AdditionalityInnovationProcurement,
        Instrument::VentureCapital => P::AdditionalShareVentureCapital,
        Instrument::EuCofinancing => P::AdditionalShareEuCofinancing,
        Instrument::Facilities => P::AdditionalityFacilities,
        Instrument::Valorisation => P::AdditionalityValorisation,
        Instrument::FirmAttraction => P::AdditionalityFirmAttraction,
        _ => return None,
    })
}

#[test]
fn every_instrument_has_its_own_additionality() {
    for instrument in Instrument::ALL.iter().filter(|instrument| instrument.is_rd()) {
        let experiment = experiment(scenario([measure(*instrument, None)]));
        let centre = at(&run(&experiment, &[]), 2030).rd_business.scenario;
        for other in Instrument::ALL.iter().filter_map(|other| additionality(*other)) {
            let changed = at(&run(&experiment, &[(other, 0.123)]), 2030).rd_business.scenario;
            assert_eq!(
                additionality(*instrument) == Some(other),
                changed != centre,
                "{instrument} {}",
                other.name()
            );
        }
    }
}

#[test]
fn a_tax_credit_is_not_government_funding() {
    let years = permanent(Instrument::TaxCredit, &[]);
    for year in &years {
        assert_eq!(year.rd_public_funded.scenario, year.rd_public_funded.baseline);
        assert_eq!(year.rd_public.scenario, year.rd_public.baseline);
    }
    let year = at(&years, 2026);
    // It is public money all the same: in spending, and as less revenue.
    assert_eq!((year.spending, year.revenue), (MONEY, -MONEY));
    // Half of the response in the first year, three quarters in the second.
    assert_relative_eq!(change(year.rd_business), 0.5 * 0.81 * MONEY, max_relative = 1e-9);
}

#[test]
fn a_credit_gives_the_business_rd_of_a_subsidy_of_the_same_total() {
    // A subsidy of G with m leads to (1 + m) G performed in business; a credit to b G. With all adjustment at once
    // and b = 1 + m both are the same R&D, and only who pays differs.
    let fixed = [(P::FirmAdjustment, 1.0), (P::AdditionalityDirectSubsidy, -0.19)];
    let subsidy = permanent(Instrument::DirectSubsidy, &fixed);
    let credit = permanent(Instrument::TaxCredit, &fixed);
    for (subsidy, credit) in subsidy.iter().zip(&credit) {
        assert_abs_diff_eq!(subsidy.gdp, credit.gdp, epsilon = 1e-13);
        assert_abs_diff_eq!(subsidy.debt, credit.debt, epsilon = 1e-9);
        assert_abs_diff_eq!(subsidy.welfare.consumption(), credit.welfare.consumption(), epsilon = 1e-9);
    }
    assert_relative_eq!(change(at(&subsidy, 2030).rd_public_funded), MONEY, max_relative = 1e-9);
    assert_eq!(change(at(&credit, 2030).rd_public_funded), 0.0);
}

#[test]
fn cofinancing_that_is_never_additional_crowds_out_one_for_one() {
    // q = 0: the public euro replaces a private one, m = -1, and R&D is what it was.
    let fixed = [(P::FirmAdjustment, 1.0), (P::AdditionalShareEuCofinancing, 0.0)];
    for year in permanent(Instrument::EuCofinancing, &fixed) {
        assert_abs_diff_eq!(change(year.rd_total()), 0.0, epsilon = 1e-12);
        assert_abs_diff_eq!(year.gdp, 0.0, epsilon = 1e-14);
    }
    // q = 1: each euro comes with 1.79 private ones.
    let all = permanent(
        Instrument::EuCofinancing,
        &[(P::FirmAdjustment, 1.0), (P::AdditionalShareEuCofinancing, 1.0)],
    );
    assert_relative_eq!(change(at(&all, 2026).rd_total()), 2.79 * MONEY, max_relative = 1e-12);
}

#[test]
fn venture_capital_is_a_transfer_that_is_partly_repaid() {
    let none = permanent(Instrument::VentureCapital, &[]);
    let repaid = permanent(Instrument::VentureCapital, &[(P::VentureCapitalRepayment, 0.7)]);
    for (none, repaid) in none.iter().zip(&repaid) {
        assert_eq!(none.gdp, repaid.gdp);
        assert_relative_eq!(repaid.spending, 0.3 * none.spending, max_relative = 1e-12);
        // Welfare does not see the transfer: only the R&D that it makes.
        assert_eq!(none.welfare.consumption(), repaid.welfare.consumption());
    }
    assert_relative_eq!(at(&none, 2026).welfare.rd, 0.5 * 0.15 * MONEY, max_relative = 1e-12);
    assert_eq!(at(&none, 2030).rd_public_funded.scenario, at(&none, 2030).rd_public_funded.baseline);
}

#[test]
fn attraction_of_firms_is_paid_from_abroad_and_costs_welfare() {
    let attraction = permanent(Instrument::FirmAttraction, &[(P::Complementarity, 0.0)]);
    let first = at(&attraction, 2026);
    // R&D rises, and neither business nor government at home pays for it.
    assert_relative_eq!(change(first.rd_business), 0.5 * 0.4 * MONEY, max_relative = 1e-12);
    assert_eq!(first.welfare.abroad, MONEY);
    assert_abs_diff_eq!(first.welfare.rd, 0.0, epsilon = 1e-13);
    assert_abs_diff_eq!(first.welfare.consumption(), -first.welfare.investment - MONEY, epsilon = 1e-13);
    assert!(change(first.rd_public_funded) == 0.0 && first.spending == MONEY);
    // The same money through venture capital is a transfer at home.
    let at_home = permanent(Instrument::VentureCapital, &[]);
    assert_eq!(at(&at_home, 2026).welfare.abroad, 0.0);
}

#[test]
fn public_research_has_no_response_of_its_own() {
    // In the year of the money business R&D is what it was, to the bit; what public knowledge does comes later.
    let years = permanent(Instrument::PublicResearch, &[]);
    assert_eq!(change(at(&years, 2026).rd_business), 0.0);
    let without = permanent(Instrument::PublicResearch, &[(P::Complementarity, 0.0)]);
    assert!(at(&years, 2040).rd_business.scenario > at(&without, 2040).rd_business.scenario);
}

#[test]
fn subsidy_and_procurement_with_the_same_additionality_are_the_same() {
    assert!(same_bits(
        &permanent(Instrument::DirectSubsidy, &[]),
        &permanent(Instrument::InnovationProcurement, &[])
    ));
}

#[test]
fn facilities_and_valorisation_differ_only_in_who_performs() {
    let (facilities, valorisation) =
        (permanent(Instrument::Facilities, &[]), permanent(Instrument::Valorisation, &[]));
    for (one, other) in facilities.iter().zip(&valorisation) {
        // One stock for all public performers.
        assert_relative_eq!(one.rd_public.scenario, other.rd_public.scenario, max_relative = 1e-14);
        assert_abs_diff_eq!(one.gdp, other.gdp, epsilon = 1e-14);
    }
}

#[test]
fn instruments_do_not_depend_on_the_order_of_measures() {
    let all: Vec<Measure> = Instrument::ALL.iter().filter(|i| i.is_rd()).map(|i| measure(*i, None)).collect();
    let forward = run(&experiment(scenario(all.clone())), &[]);
    let backward = run(&experiment(scenario(all.into_iter().rev())), &[]);
    for (one, other) in forward.iter().zip(&backward) {
        assert_abs_diff_eq!(one.gdp, other.gdp, epsilon = 1e-14);
        assert_abs_diff_eq!(one.debt, other.debt, epsilon = 1e-10);
    }
}

#[test]
fn a_ramp_spends_its_share_each_year() {
    let mut ramped = measure(Instrument::DirectSubsidy, None);
    ramped.ramp_years = 4;
    let years = run(&experiment(scenario([ramped])), &[]);
    let mut response = 0.0;
    for t in 0..6 {
        let money = MONEY * f64::from((t + 1).min(4)) / 4.0;
        response += 0.5 * (0.4 * money - response);
        let year = at(&years, FROM + t);
        assert_relative_eq!(year.spending, money, max_relative = 1e-14);
        if t == 0 {
            assert_relative_eq!(change(year.rd_business), money + response, max_relative = 1e-12);
        }
        assert_relative_eq!(change(year.rd_public_funded), money, max_relative = 1e-12);
    }
}

// Limits.

#[test]
fn without_a_price_of_research_money_is_volume() {
    for instrument in Instrument::ALL.iter().filter(|instrument| instrument.is_rd()) {
        let years = permanent(*instrument, &[(P::ResearchPriceElasticity, 0.0)]);
        assert!(years.iter().all(|year| year.research_price == 0.0), "{instrument}");
    }
}

#[test]
fn without_complementarity_public_knowledge_leaves_firms_alone() {
    let experiment = experiment(scenario([measure(Instrument::PublicResearch, None)]));
    let years = run_of(StructureName::NoEffect, &experiment, &[(P::Complementarity, 0.0)]);
    assert!(years.iter().all(|year| year.rd_business.scenario == year.rd_business.baseline));
    let with = run_of(StructureName::NoEffect, &experiment, &[(P::Complementarity, 0.05)]);
    let year = at(&with, 2040);
    let own = experiment.baseline.rd[17].cells[0][0];
    let expected = own * ((year.knowledge_public.scenario / year.knowledge_public.baseline).powf(0.05) - 1.0);
    assert_relative_eq!(change(year.rd_business), expected, max_relative = 1e-9);
}

#[test]
fn without_gestation_money_works_the_year_after() {
    // At a gestation near zero all of 2026 is in the stock of 2027, and the impulse decays at delta from there.
    let mut once = measure(Instrument::PublicResearch, Some(FROM));
    once.ramp_years = 1;
    let fixed = [(P::GestationPublic, 1e-9), (P::ResearchPriceElasticity, 0.0)];
    let years = run(&experiment(scenario([once])), &fixed);
    let extra = |year: i32| change(at(&years, year).knowledge_public);
    for t in 0..20 {
        assert_relative_eq!(extra(2027 + t), MONEY * 0.9_f64.powi(t), max_relative = 1e-7);
    }
}

#[test]
fn the_shortest_gestation_that_is_allowed_brings_most_of_it_the_year_after() {
    let fixed = [(P::GestationPublic, 1.0), (P::ResearchPriceElasticity, 0.0)];
    let years = run(&experiment(scenario([measure(Instrument::PublicResearch, Some(FROM))])), &fixed);
    // p = 1/4: (3/4)^3.
    assert_relative_eq!(change(at(&years, 2027).knowledge_public), 0.421_875 * MONEY, max_relative = 1e-9);
}

#[test]
fn firms_that_adjust_at_once_forget_at_once() {
    let years = run(
        &experiment(scenario([measure(Instrument::TaxCredit, Some(FROM))])),
        &[
            (P::FirmAdjustment, 1.0),
            (P::Complementarity, 0.0),
            (P::OutputElasticityBusiness, 0.0),
            (P::OutputElasticityPublic, 0.0),
        ],
    );
    assert_relative_eq!(change(at(&years, 2026).rd_business), 0.81 * MONEY, max_relative = 1e-12);
    assert_eq!(change(at(&years, 2027).rd_business), 0.0);
}

#[test]
fn the_response_of_firms_fades_after_the_money() {
    let years = run(
        &experiment(scenario([measure(Instrument::TaxCredit, Some(FROM))])),
        &[(P::Complementarity, 0.0), (P::OutputElasticityBusiness, 0.0), (P::OutputElasticityPublic, 0.0)],
    );
    for t in 0..10 {
        let expected = 0.5_f64.powi(t + 1) * 0.81 * MONEY;
        assert_relative_eq!(change(at(&years, 2026 + t).rd_business), expected, max_relative = 1e-9);
    }
}

#[test]
fn a_cut_mirrors_a_rise_in_money() {
    for instrument in Instrument::ALL.iter().filter(|instrument| instrument.is_rd()) {
        let up = run(&experiment(scenario([measure(*instrument, None)])), &[]);
        let mut less = measure(*instrument, None);
        less.amount = kennis::AmountPath::Constant(-MONEY);
        let down = run(&experiment(scenario([less])), &[]);
        let (up, down) = (at(&up, 2026), at(&down, 2026));
        assert_abs_diff_eq!(change(up.rd_total()), -change(down.rd_total()), epsilon = 1e-12);
        assert_abs_diff_eq!(change(up.rd_public_funded), -change(down.rd_public_funded), epsilon = 1e-12);
        assert_eq!((up.spending, up.revenue), (-down.spending, -down.revenue));
    }
}

#[test]
fn government_pays_for_tax_financed_measures_with_taxes() {
    for instrument in Instrument::ALL.iter().filter(|instrument| instrument.is_rd()) {
        let mut taxed: Scenario = scenario([measure(*instrument, None)]);
        taxed.financing = Financing::Tax;
        let years = run(&experiment(taxed), &[(P::MarginalExcessBurden, 0.25)]);
        let year = at(&years, 2026);
        assert_relative_eq!(year.welfare.excess_burden, 0.25 * MONEY, max_relative = 1e-14);
        let debt = Variable::DebtRatio.deviation(Variable::DebtRatio.levels(year));
        assert_abs_diff_eq!(debt, 0.0, epsilon = 1e-12);
    }
}
