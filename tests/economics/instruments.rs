//! Instruments side by side: what tells them apart, who pays, and what they have in common.

use crate::helpers::{FROM, MONEY, change, measure, permanent};
use crate::support::tolerances as within;
use crate::support::{at, experiment, run, same_bits, scenario};
use approx::{assert_abs_diff_eq, assert_relative_eq};
use kennis::{Instrument, Measure, ParameterId as P};

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
    assert_relative_eq!(change(year.rd_business), 0.5 * 0.81 * MONEY, max_relative = within::DIFFERENCE);
}

#[test]
fn a_credit_gives_the_business_rd_of_a_subsidy_of_the_same_total() {
    // A subsidy of G with m leads to (1 + m) G performed in business; a credit to b G. With all adjustment at once
    // and b = 1 + m both are the same R&D, and only who pays differs.
    let fixed = [(P::FirmAdjustment, 1.0), (P::AdditionalityDirectSubsidy, -0.19)];
    let subsidy = permanent(Instrument::DirectSubsidy, &fixed);
    let credit = permanent(Instrument::TaxCredit, &fixed);
    for (subsidy, credit) in subsidy.iter().zip(&credit) {
        assert_abs_diff_eq!(subsidy.gdp, credit.gdp, epsilon = within::LONG_FORMULA);
        assert_abs_diff_eq!(subsidy.debt, credit.debt, epsilon = within::DIFFERENCE);
        assert_abs_diff_eq!(
            subsidy.welfare.consumption(),
            credit.welfare.consumption(),
            epsilon = within::DIFFERENCE
        );
    }
    assert_relative_eq!(
        change(at(&subsidy, 2030).rd_public_funded),
        MONEY,
        max_relative = within::DIFFERENCE
    );
    assert_eq!(change(at(&credit, 2030).rd_public_funded), 0.0);
}

#[test]
fn cofinancing_that_is_never_additional_crowds_out_one_for_one() {
    // q = 0: the public euro replaces a private one, m = -1, and R&D is what it was.
    let fixed = [(P::FirmAdjustment, 1.0), (P::AdditionalShareEuCofinancing, 0.0)];
    for year in permanent(Instrument::EuCofinancing, &fixed) {
        assert_abs_diff_eq!(change(year.rd_total()), 0.0, epsilon = within::YEAR);
        assert_abs_diff_eq!(year.gdp, 0.0, epsilon = within::FORMULA);
    }
    // q = 1: each euro comes with 1.79 private ones.
    let all = permanent(
        Instrument::EuCofinancing,
        &[(P::FirmAdjustment, 1.0), (P::AdditionalShareEuCofinancing, 1.0)],
    );
    assert_relative_eq!(change(at(&all, 2026).rd_total()), 2.79 * MONEY, max_relative = within::YEAR);
}

#[test]
fn venture_capital_is_a_transfer_that_is_partly_repaid() {
    let none = permanent(Instrument::VentureCapital, &[]);
    let repaid = permanent(Instrument::VentureCapital, &[(P::VentureCapitalRepayment, 0.7)]);
    for (none, repaid) in none.iter().zip(&repaid) {
        assert_eq!(none.gdp, repaid.gdp);
        assert_relative_eq!(repaid.spending, 0.3 * none.spending, max_relative = within::YEAR);
        // Welfare does not see the transfer: only the R&D that it makes.
        assert_eq!(none.welfare.consumption(), repaid.welfare.consumption());
    }
    assert_relative_eq!(at(&none, 2026).welfare.rd, 0.5 * 0.3 * 0.3 * MONEY, max_relative = within::YEAR);
    assert_eq!(at(&none, 2030).rd_public_funded.scenario, at(&none, 2030).rd_public_funded.baseline);
}

#[test]
fn attraction_of_firms_is_paid_from_abroad_and_costs_welfare() {
    let attraction = permanent(Instrument::FirmAttraction, &[(P::Complementarity, 0.0)]);
    let first = at(&attraction, 2026);
    // R&D rises, and neither business nor government at home pays for it.
    assert_relative_eq!(change(first.rd_business), 0.5 * 0.4 * MONEY, max_relative = within::YEAR);
    assert_eq!(first.welfare.abroad, MONEY);
    assert_abs_diff_eq!(first.welfare.rd, 0.0, epsilon = within::LONG_FORMULA);
    assert_abs_diff_eq!(
        first.welfare.consumption(),
        -first.welfare.investment - MONEY,
        epsilon = within::LONG_FORMULA
    );
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
        &permanent(Instrument::DirectSubsidy, &[(P::AdditionalityDirectSubsidy, 0.3)]),
        &permanent(Instrument::InnovationProcurement, &[(P::AdditionalityInnovationProcurement, 0.3)])
    ));
}

#[test]
fn facilities_and_valorisation_differ_only_in_who_performs() {
    let (facilities, valorisation) =
        (permanent(Instrument::Facilities, &[]), permanent(Instrument::Valorisation, &[]));
    for (one, other) in facilities.iter().zip(&valorisation) {
        // One stock for all public performers.
        assert_relative_eq!(one.rd_public.scenario, other.rd_public.scenario, max_relative = within::FORMULA);
        assert_abs_diff_eq!(one.gdp, other.gdp, epsilon = within::FORMULA);
    }
}

#[test]
fn instruments_do_not_depend_on_the_order_of_measures() {
    let all: Vec<Measure> = Instrument::ALL.iter().filter(|i| i.is_rd()).map(|i| measure(*i, None)).collect();
    let forward = run(&experiment(scenario(all.clone())), &[]);
    let backward = run(&experiment(scenario(all.into_iter().rev())), &[]);
    for (one, other) in forward.iter().zip(&backward) {
        assert_abs_diff_eq!(one.gdp, other.gdp, epsilon = within::FORMULA);
        assert_abs_diff_eq!(one.debt, other.debt, epsilon = within::DECADES);
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
        assert_relative_eq!(year.spending, money, max_relative = within::FORMULA);
        if t == 0 {
            assert_relative_eq!(change(year.rd_business), money + response, max_relative = within::YEAR);
        }
        assert_relative_eq!(change(year.rd_public_funded), money, max_relative = within::YEAR);
    }
}
