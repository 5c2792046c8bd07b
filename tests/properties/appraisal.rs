//! Properties of the appraisal of every scenario that can be asked.

use crate::model::{experiment, scenarios, structures};
use crate::support::tolerances as within;
use kennis::appraise::{
    Appraisal, AppraisalError, CostBenefit, Discounting, Figure, RateUntil, ResidualValue, internal_rates,
    net_present_value, payback,
};
use kennis::{EnsembleError, Settings, StructureChoice};
use proptest::prelude::*;

/// Draws in each case: a lane group, and one alone.
const DRAWS: u64 = 9;

fn discountings() -> impl Strategy<Value = Discounting> {
    let flat = (-0.005..0.15_f64).prop_map(|rate| Discounting::flat(rate).unwrap());
    let falling = (1..40_u32, 1..40_u32, 0.03..0.1_f64).prop_map(|(first, more, rate)| {
        let until = [Some(first), Some(first + more), None];
        let rates = until.into_iter().zip([1.0, 0.8, 0.7]);
        let rates = rates.map(|(until, share)| RateUntil { until, rate: share * rate }).collect();
        Discounting::schedule("own", rates).unwrap()
    });
    prop_oneof![flat, falling]
}

/// A cash flow of money with some years without.
fn cash_flows() -> impl Strategy<Value = Vec<f64>> {
    proptest::collection::vec(prop_oneof![1 => Just(0.0), 4 => -5.0..5.0_f64], 0..60)
}

proptest! {
    #![proptest_config(crate::cases(48))]

    /// Every figure of every draw is a number or has its place, the accounts add up, and ratios are those of the accounts.
    #[test]
    fn accounts_add_up_in_every_scenario(
        scenario in scenarios(),
        structure in structures(),
        discounting in discountings(),
        residual in proptest::sample::select(ResidualValue::ALL),
    ) {
        let mut scenario = scenario;
        scenario.structure = StructureChoice::List(vec![structure]);
        // Run-offs of centuries are slow without optimisation, and are tested elsewhere.
        let residual = if residual == ResidualValue::RunOff { ResidualValue::None } else { residual };
        let experiment = experiment(scenario);
        let appraisal = Appraisal::of(&experiment).discounting(discounting).residual(residual).by_year(true);
        let settings = Settings::default().with_draws(DRAWS).with_threads(1);
        let result = match appraisal.run(&settings) {
            Err(
                AppraisalError::Perpetuity { .. }
                | AppraisalError::Ensemble(EnsembleError::Dropped { .. } | EnsembleError::Unstable { .. }),
            ) => return Ok(()),
            result => result.unwrap(),
        };
        let name = structure.name();
        let of = |figure: Figure| result.draws(name, figure).unwrap().to_vec();
        let close = |a: f64, b: f64, size: f64| (a - b).abs() <= within::LEVEL * (1.0 + size);
        let sums = Figure::ALL.iter().filter(|figure| !has_places(**figure));
        for figure in sums {
            prop_assert!(of(*figure).iter().all(|value| value.is_finite() && value.abs() < 1e9), "{}", figure);
        }
        for draw in 0..of(Figure::GdpNpv).len() {
            let of = |figure: Figure| of(figure)[draw];
            let welfare = of(Figure::WelfareNpv);
            let (research, investment) = (of(Figure::IncidenceFirmsResearch), of(Figure::IncidenceInvestment));
            let size: f64 = Figure::ALL.iter().filter(|figure| !has_places(**figure)).map(|f| of(*f).abs()).sum();
            for (government, households) in [
                (Figure::IncidenceGovernment, Figure::IncidenceHouseholds),
                (Figure::IncidenceGovernmentWageIndexed, Figure::IncidenceHouseholdsWageIndexed),
            ] {
                prop_assert!(close(of(government) + research + investment + of(households), welfare, size));
            }
            prop_assert!(close(of(Figure::SocialBenefits) - of(Figure::SocialCosts), welfare, size));
            for (ratio, top, bottom) in [
                (Figure::BenefitCostRatioSocial, Figure::SocialBenefits, Figure::SocialCosts),
                (Figure::BenefitCostRatioPublic, Figure::PublicBenefits, Figure::PublicCosts),
                (Figure::SelfFinancingShare, Figure::TaxesOnGdp, Figure::PublicMoney),
            ] {
                let value = of(ratio);
                prop_assert!(value.is_nan() || value == of(top) / of(bottom), "{}", ratio);
                prop_assert_eq!(value.is_nan(), of(bottom).abs() < 1e-6, "{} {}", ratio, of(bottom));
            }
        }
        // By year: the last of the cumulative welfare is that until the horizon.
        if residual == ResidualValue::None && result.base_year <= experiment.baseline().horizon() {
            let by_year = result.by_year();
            let place = CostBenefit::flow_names().len() - 1;
            let last = by_year.last().map_or(0.0, |(_, statistics)| statistics[place].mean);
            let npv = result.statistics(Figure::WelfareNpv).mean;
            prop_assert!(close(last, npv, result.statistics(Figure::GdpNpv).mean.abs() + npv.abs()), "{} {}", last, npv);
        }
    }

    /// At every rate that is found nothing is left, and a change of sign at the ends has a rate in between.
    #[test]
    fn internal_rates_leave_nothing(flow in cash_flows()) {
        let at = |rate: f64| -> (f64, f64) {
            let terms = || flow.iter().enumerate().map(|(t, x)| x / (1.0 + rate).powi(t as i32));
            (terms().sum(), terms().map(f64::abs).sum())
        };
        let rates = internal_rates(&flow);
        for rate in &rates {
            let (value, size) = at(*rate);
            prop_assert!(value.abs() <= within::DECADES * size, "{} at {}", value, rate);
        }
        let (low, high) = (at(-0.02).0, at(5.0).0);
        if low * high < 0.0 {
            prop_assert!(!rates.len().is_multiple_of(2), "{:?}", rates);
        } else if low * high > 0.0 {
            prop_assert!(rates.len().is_multiple_of(2), "{:?}", rates);
        }
    }

    /// The value of a sum is the sum of the values, and paid back means that no later year is below zero.
    #[test]
    fn values_add_up_and_payback_lasts(one in cash_flows(), discounting in discountings()) {
        let other: Vec<f64> = one.iter().rev().map(|x| 2.0 * x - 0.5).collect();
        let both: Vec<f64> = one.iter().zip(&other).map(|(a, b)| a + 3.0 * b).collect();
        let value = |flow: &[f64]| net_present_value(flow, &discounting);
        let size: f64 = one.iter().chain(&other).map(|x| x.abs()).sum::<f64>() + 1.0;
        prop_assert!((value(&both) - value(&one) - 3.0 * value(&other)).abs() < within::YEAR * size);
        let until = |t: usize| value(&one[..=t]);
        match payback(&one, &discounting) {
            Some(0) => prop_assert!((0..one.len()).all(|t| until(t) > -within::YEAR * size)),
            Some(year) => {
                prop_assert!((year..one.len()).all(|t| until(t) > -within::YEAR * size));
                prop_assert!(until(year - 1) < within::YEAR * size);
            }
            None => prop_assert!(until(one.len() - 1) < within::YEAR * size),
        }
    }
}

/// Figures that are ratios, rates and years, which a draw may not have.
fn has_places(figure: Figure) -> bool {
    matches!(
        figure,
        Figure::BenefitCostRatioSocial
            | Figure::BenefitCostRatioPublic
            | Figure::SelfFinancingShare
            | Figure::SelfFinancingShareWageIndexed
            | Figure::InternalRateOfReturn
            | Figure::PaybackYear
    )
}
