//! Accounts that add up: R&D by performer and funder, spending, debt, welfare and financing.

use crate::helpers::{package, three_percent};
use crate::support::tolerances as within;
use crate::support::{at, experiment, public_research, run, scenario, under};
use approx::{assert_abs_diff_eq, assert_relative_eq};
use kennis::model::{Funder, Performer};
use kennis::{
    CapitalClosure, Economy, Financing, Instrument, Measure, ParameterId as P, Unit, Variable, Year,
};

#[test]
fn both_margins_add_up_every_year() {
    let experiment = experiment(package(5e-4));
    let years = run(&experiment, &[]);
    for (year, matrix) in years.iter().zip(experiment.baseline().rd()) {
        assert!(matrix.margins_agree());
        let performed: f64 = Performer::ALL.iter().map(|performer| matrix.performed(*performer)).sum();
        let funded: f64 = Funder::ALL.iter().map(|funder| matrix.funded(*funder)).sum();
        assert_relative_eq!(performed, funded, max_relative = within::LONG_FORMULA);
        assert_relative_eq!(year.rd_total().baseline, performed, max_relative = within::LONG_FORMULA);
        assert_relative_eq!(
            year.rd_business.baseline,
            matrix.performed(Performer::Business),
            max_relative = within::LONG_FORMULA
        );
        assert_relative_eq!(
            year.rd_public_funded.baseline,
            matrix.funded(Funder::Government),
            max_relative = within::LONG_FORMULA
        );
        // Intensity is money of all performers over GDP.
        let intensity = Variable::RdIntensity.levels(year);
        let gdp = Variable::Gdp.levels(year);
        assert_relative_eq!(
            intensity.scenario * gdp.scenario,
            year.rd_total().scenario,
            max_relative = within::LONG_FORMULA
        );
        assert_relative_eq!(
            intensity.baseline * gdp.baseline,
            performed,
            max_relative = within::LONG_FORMULA
        );
    }
}

#[test]
fn debt_by_hand() {
    let (i, tau, g_g, nu) = (0.01, 0.39, 0.43, 0.8);
    for financing in Financing::ALL {
        let mut scenario = package(2e-4);
        scenario.financing = *financing;
        let years = run(&experiment(scenario), &[(P::RealInterest, i), (P::TaxShare, tau)]);
        let (mut debt, mut indexed) = (0.0, 0.0);
        for year in &years[1..] {
            let (gdp, credit) = (Variable::Gdp.levels(year), 2e-4 * year.baseline.gdp);
            let change = gdp.scenario - gdp.baseline;
            let (paid, taxes) = match financing {
                Financing::Debt => (year.spending, 0.0),
                Financing::Tax => (year.spending, year.spending),
                _ => (0.0, 0.0),
            };
            debt = (1.0 + i) * debt + paid - taxes - tau * change;
            indexed = (1.0 + i) * indexed + paid - taxes - (tau - nu * g_g) * change;
            assert_abs_diff_eq!(year.debt, debt, epsilon = within::DECADES);
            assert_abs_diff_eq!(year.debt_wage_indexed, indexed, epsilon = within::DECADES);
            let credits = if year.spending == 0.0 { 0.0 } else { credit };
            assert_abs_diff_eq!(year.revenue, tau * change + taxes - credits, epsilon = within::DECADES);
            let percent = |value: f64| 100.0 * value / year.baseline.gdp;
            let deviation = |variable: Variable| variable.deviation(variable.levels(year));
            assert_abs_diff_eq!(deviation(Variable::DebtRatio), percent(debt), epsilon = within::DECADES);
            assert_abs_diff_eq!(
                deviation(Variable::DebtRatioWageIndexed),
                percent(indexed),
                epsilon = within::DECADES
            );
            assert_abs_diff_eq!(
                deviation(Variable::Revenue),
                percent(year.revenue),
                epsilon = within::DECADES
            );
        }
    }
}

#[test]
fn spending_is_all_public_money() {
    // Nine instruments of a fixed share of GDP; training and schooling have no price here.
    let years = run(&experiment(package(1e-4)), &[]);
    for year in 2026..=2060 {
        let year = at(&years, year);
        assert_relative_eq!(year.spending, 9e-4 * year.baseline.gdp, max_relative = within::YEAR);
    }
    // Six of them pay for R&D: not the tax credit, venture capital and the attraction of firms.
    let year = at(&years, 2030);
    let government = year.rd_public_funded;
    assert_relative_eq!(
        government.scenario - government.baseline,
        6e-4 * year.baseline.gdp,
        max_relative = within::DECADES
    );
}

#[test]
fn welfare_by_hand() {
    let (d, meb) = (0.045, 0.25);
    for closure in CapitalClosure::ALL {
        for make in [three_percent, || package(2e-4)] {
            let mut scenario = under(*closure, make());
            scenario.financing = Financing::Tax;
            let target = !scenario.targets.is_empty();
            let parameters =
                [(P::CapitalDepreciation, d), (P::MarginalExcessBurden, meb), (P::ForeignCapitalShare, 0.3)];
            let years = run(&experiment(scenario), &parameters);
            let mut from_abroad = 0.0;
            for pair in years.windows(2) {
                let (year, next) = (&pair[0], &pair[1]);
                let change = |year: &Year<f64>, variable: Variable| {
                    let levels = variable.levels(year);
                    levels.scenario - levels.baseline
                };
                let gdp = change(year, Variable::Gdp);
                let investment =
                    change(next, Variable::Capital) - (1.0 - d) * change(year, Variable::Capital);
                // R&D of all funders except abroad: of these instruments only the attraction of firms is from abroad.
                let attracted = if target || year.spending == 0.0 { 0.0 } else { 2e-4 * year.baseline.gdp };
                from_abroad += 0.5 * (0.4 * attracted - from_abroad);
                let rd = change(year, Variable::RdTotal) - from_abroad;
                let by_hand = gdp - investment - rd - meb * year.spending - attracted;
                assert_abs_diff_eq!(year.welfare.investment, investment, epsilon = within::DIFFERENCE);
                assert_abs_diff_eq!(year.welfare.consumption(), by_hand, epsilon = within::DIFFERENCE);
                let national = by_hand - 0.3 * year.capital_share * gdp;
                let deviation = |variable: Variable| variable.deviation(variable.levels(year));
                assert_abs_diff_eq!(
                    deviation(Variable::Welfare),
                    100.0 * by_hand / year.baseline.gdp,
                    epsilon = within::DIFFERENCE
                );
                assert_abs_diff_eq!(
                    deviation(Variable::WelfareNationalIncome),
                    100.0 * national / year.baseline.gdp,
                    epsilon = within::DIFFERENCE
                );
            }
        }
    }
}

#[test]
fn financing_acts_as_it_says() {
    let with = |financing: Financing, replaced: &[(P, f64)]| {
        let mut scenario = scenario([public_research(0.001, 2026)]);
        scenario.financing = financing;
        run(&experiment(scenario), replaced)
    };
    let debt = with(Financing::Debt, &[]);
    let tax = with(Financing::Tax, &[]);
    let offset = with(Financing::Offset, &[]);
    for ((debt, tax), offset) in debt.iter().zip(&tax).zip(&offset) {
        // Who pays does not matter to GDP as long as taxes and outlays do nothing.
        assert_eq!((debt.gdp, debt.gdp), (tax.gdp, offset.gdp));
        assert_relative_eq!(tax.debt, offset.debt, epsilon = within::DECADES);
        assert_relative_eq!(tax.revenue - debt.revenue, tax.spending, epsilon = within::DECADES);
    }
    assert!(at(&debt, 2035).debt > at(&tax, 2035).debt);
    // Taxes cost labour from the year after: l = e ln(1 - (dT/Y)/(1 - tau)).
    let labour = with(Financing::Tax, &[(P::LabourTaxElasticity, 0.1)]);
    assert_eq!(at(&labour, 2026).labour, 0.0);
    for year in 2027..=2060 {
        assert_relative_eq!(
            at(&labour, year).labour,
            0.1 * (1.0_f64 - 0.001 / 0.61).ln(),
            max_relative = within::DECADES
        );
        assert!(at(&labour, year).gdp < at(&tax, year).gdp);
    }
    // An outlay that falls would have returned 20% a year later.
    let returned = with(Financing::Offset, &[(P::OffsetReturn, 0.2)]);
    assert_eq!(at(&returned, 2026).financing, 0.0);
    assert_relative_eq!(
        at(&returned, 2027).financing,
        (1.0_f64 - 0.2 * 0.001).ln(),
        max_relative = within::DECADES
    );
    assert!(at(&returned, 2040).gdp < at(&offset, 2040).gdp);
}

#[test]
fn amounts_in_euro_are_deflated_to_the_price_base() {
    let economy = Economy::netherlands().unwrap();
    let spend = |price_base: i32| {
        let mut scenario = scenario([Measure::new(Instrument::PublicResearch, Unit::BnEur, 1.0, 2026)]);
        scenario.price_base = price_base;
        at(&run(&experiment(scenario), &[]), 2026).spending
    };
    assert_relative_eq!(spend(2023), 1.0, max_relative = within::FORMULA);
    let price = economy.relative_price(2015).unwrap();
    // Prices rose by a quarter to a third from 2015 to 2023: a euro of 2015 buys more.
    assert!((0.7..0.85).contains(&price));
    assert_relative_eq!(spend(2015) * price, 1.0, max_relative = within::YEAR);
}
