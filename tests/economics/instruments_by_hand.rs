//! Every instrument by hand: a permanent and a one-off measure, the first years in levels, against the engine.

use crate::helpers::{FROM, MONEY, measure};
use crate::support::tolerances as within;
use crate::support::{FIRST_YEAR, at, experiment, run, run_of, scenario};
use approx::{assert_abs_diff_eq, assert_relative_eq};
use kennis::model::CohortSizes;
use kennis::model::Pair;
use kennis::{Experiment, Instrument, Measure, ParameterId as P, StructureName, Unit};

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
    let b = &experiment.baseline();
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
        let base = b.rd()[year].cells;
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
        let gdp = b.gdp()[year];
        let invested = b.capital()[year + 1] - (1.0 - d) * b.capital()[year];
        capital =
            ((1.0 - d) * capital * b.capital()[year] + invested * log_gdp.exp()) / b.capital()[year + 1];
        debt = (1.0 + interest) * debt + paid.cost * money - tau * gdp * (log_gdp.exp() - 1.0);
        years.push(HandYear { log_gdp, cells, base, log_price, stocks, debt });
    }
    years
}

fn agree(pair: Pair<f64>, scenario: f64, baseline: f64) {
    assert_relative_eq!(pair.scenario, scenario, max_relative = within::LEVEL);
    assert_relative_eq!(pair.baseline, baseline, max_relative = within::LEVEL);
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
            assert_abs_diff_eq!(year.gdp, hand.log_gdp, epsilon = within::FORMULA);
            assert_abs_diff_eq!(year.research_price, hand.log_price, epsilon = within::LONG_FORMULA);
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
            assert_abs_diff_eq!(year.spending, paid.cost * money[t], epsilon = within::LONG_FORMULA);
            assert_abs_diff_eq!(year.debt, hand.debt, epsilon = within::LEVEL);
            // Welfare counts R&D of all funders except abroad.
            let own = |cells: &Cells| cells.iter().flatten().sum::<f64>() - column(cells, BY_ABROAD);
            assert_abs_diff_eq!(year.welfare.rd, own(&hand.cells) - own(&hand.base), epsilon = within::LEVEL);
            let abroad = if instrument == Instrument::FirmAttraction { money[t] } else { 0.0 };
            assert_eq!(year.welfare.abroad, abroad);
            let credits = if instrument == Instrument::TaxCredit { money[t] } else { 0.0 };
            let gdp = year.baseline.gdp * (hand.log_gdp.exp() - 1.0);
            assert_abs_diff_eq!(year.revenue, 0.39 * gdp - credits, epsilon = within::LEVEL);
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
        &Paid { to: &to(BUSINESS), m: 0.3, response_by: BY_BUSINESS, cost: 1.0 },
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
        &Paid { to: &to_nobody, m: 0.3 * 0.3, response_by: BY_BUSINESS, cost: 1.0 },
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
        let (e, n) = (experiment.baseline().employment, experiment.baseline().researchers);
        let years = run_of(StructureName::NoEffect, &experiment, &[(P::Complementarity, 0.0)]);
        let (mut stock, mut induced, mut debt) = (0.0, 0.0, 0.0);
        let mut capital = 1.0;
        for t in 0..YEARS {
            let trained = if until.is_none() || t == 0 { 4000.0 } else { 0.0 };
            let year = at(&years, FROM + t as i32);
            let h = (1.0 - s) * premium * q * stock / e;
            let l = (1.0_f64 - q * trained * years_of_training / e).ln();
            let graduates = (1.0_f64 + q * s * stock / n).ln();
            assert_abs_diff_eq!(year.human_capital, h, epsilon = within::ONE_STEP);
            assert_abs_diff_eq!(year.labour, l, epsilon = within::ONE_STEP);
            let y = alpha * f64::ln(capital) + (1.0 - alpha) * (h + l);
            assert_abs_diff_eq!(year.gdp, y, epsilon = within::FORMULA);
            // Money of business follows GDP.
            let cells = experiment.baseline().rd()[usize::try_from(FROM - FIRST_YEAR).unwrap() + t].cells;
            let total: f64 = cells.iter().flatten().sum();
            let demand = f64::ln(1.0 + cells[0][0] * (y.exp() - 1.0) / total);
            let supply = induced + graduates;
            let volume = (demand + psi * supply) / (1.0 + psi);
            assert_abs_diff_eq!(year.research_price, demand - volume, epsilon = within::LONG_FORMULA);
            induced += chi * (volume - supply);
            let cost = trained * 20_000.0 / 1e9;
            assert_relative_eq!(year.spending, cost, max_relative = within::YEAR);
            assert_relative_eq!(year.welfare.training, cost, max_relative = within::YEAR);
            debt = 1.01 * debt + cost - 0.39 * year.baseline.gdp * (y.exp() - 1.0);
            assert_abs_diff_eq!(year.debt, debt, epsilon = within::LEVEL);
            let b = &experiment.baseline();
            let position = usize::try_from(FROM - FIRST_YEAR).unwrap() + t;
            let invested = b.capital()[position + 1] - 0.955 * b.capital()[position];
            capital =
                (0.955 * capital * b.capital()[position] + invested * y.exp()) / b.capital()[position + 1];
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
        let experiment = experiment(scenario([measure]).with_cohorts(CohortSizes::WorkingLife));
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
            assert_abs_diff_eq!(year.human_capital, h, epsilon = within::ONE_STEP);
            assert_abs_diff_eq!(year.labour, l, epsilon = within::ONE_STEP);
            let y = alpha * f64::ln(capital) + (1.0 - alpha) * (h + l);
            assert_abs_diff_eq!(year.gdp, y, epsilon = within::FORMULA);
            let cost = at_school * 10_000.0 * experiment.baseline().employment / w / 1e9;
            assert_relative_eq!(year.spending, cost, max_relative = within::YEAR);
            assert_relative_eq!(year.welfare.training, cost, max_relative = within::YEAR);
            debt = 1.01 * debt + cost - 0.39 * year.baseline.gdp * (y.exp() - 1.0);
            assert_abs_diff_eq!(year.debt, debt, epsilon = within::DECADES);
            let b = &experiment.baseline();
            let position = usize::try_from(FROM - FIRST_YEAR).unwrap() + t;
            let invested = b.capital()[position + 1] - 0.955 * b.capital()[position];
            capital =
                (0.955 * capital * b.capital()[position] + invested * y.exp()) / b.capital()[position + 1];
        }
    }
}
