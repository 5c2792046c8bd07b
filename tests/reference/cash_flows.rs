//! Net present values and internal rates of a hundred random cash flows against numpy-financial (`cash_flows.py`), and what
//! must hold of each of them.

use crate::support::tolerances as within;
use approx::assert_relative_eq;
use kennis::appraise::{Discounting, RateUntil, internal_rates, net_present_value, payback};
use serde_json::Value;

/// A cash flow with what numpy-financial says of it.
struct Recorded {
    flow: Vec<f64>,
    rate: f64,
    npv: f64,
    irr: Option<f64>,
}

fn recorded() -> Vec<Recorded> {
    let values: Vec<Value> = serde_json::from_str(include_str!("cash_flows.json")).unwrap();
    let of = |value: &Value| Recorded {
        flow: value["flow"].as_array().unwrap().iter().map(|x| x.as_f64().unwrap()).collect(),
        rate: value["rate"].as_f64().unwrap(),
        npv: value["npv"].as_f64().unwrap(),
        irr: value["irr"].as_f64(),
    };
    values.iter().map(of).collect()
}

/// The present value and the sum of the absolute values of its terms, by powers.
fn at_rate(flow: &[f64], rate: f64) -> (f64, f64) {
    let terms = || flow.iter().enumerate().map(|(t, flow)| flow / (1.0 + rate).powi(t as i32));
    (terms().sum(), terms().map(f64::abs).sum())
}

#[test]
fn net_present_values_are_those_of_numpy_financial() {
    let recorded = recorded();
    assert_eq!(recorded.len(), 100);
    for Recorded { flow, rate, npv, .. } in &recorded {
        let ours = net_present_value(flow, &Discounting::flat(*rate).unwrap());
        assert_relative_eq!(ours, *npv, epsilon = within::YEAR, max_relative = within::YEAR);
    }
}

#[test]
fn internal_rates_are_those_of_numpy_financial() {
    let (mut found, mut none, mut several) = (0, 0, 0);
    for Recorded { flow, irr, .. } in &recorded() {
        let ours = internal_rates(flow);
        assert!(ours.windows(2).all(|pair| pair[0] < pair[1]), "{ours:?}");
        several += usize::from(ours.len() > 1);
        match irr {
            // It gives the root nearest to zero, wherever that is.
            Some(irr) if (-0.02..=5.0).contains(irr) => {
                let nearest = ours.iter().copied().min_by(|a, b| a.abs().total_cmp(&b.abs()));
                let nearest = nearest.unwrap_or_else(|| panic!("none, and {irr}: {flow:?}"));
                assert_relative_eq!(nearest, *irr, epsilon = within::EIGENVALUES);
                found += 1;
            }
            Some(_) => {}
            None => {
                assert!(ours.is_empty(), "{ours:?}: {flow:?}");
                none += 1;
            }
        }
    }
    // Each of the cases is there.
    assert!(found > 50 && none > 3 && several > 3, "{found} {none} {several}");
}

#[test]
fn at_an_internal_rate_nothing_is_left_and_no_rate_is_missed() {
    for Recorded { flow, .. } in &recorded() {
        let rates = internal_rates(flow);
        for rate in &rates {
            let (value, size) = at_rate(flow, *rate);
            assert!(value.abs() <= within::LEVEL * size, "{value} at {rate}");
            // The function of the library says the same, up to where it takes a rate.
            if *rate <= 1.0 {
                let npv = net_present_value(flow, &Discounting::flat(*rate).unwrap());
                assert!(npv.abs() <= within::LEVEL * size, "{npv} at {rate}");
            }
        }
        // As many changes of sign on a fine grid as there are rates.
        let grid = (0..=4_000).map(|i| -0.02 + 5.02 * (f64::from(i) / 4_000.0).powi(3));
        let signs: Vec<bool> = grid.map(|rate| at_rate(flow, rate).0 > 0.0).collect();
        let changes = signs.windows(2).filter(|pair| pair[0] != pair[1]).count();
        assert_eq!(rates.len(), changes, "{rates:?}: {flow:?}");
    }
}

/// Shifting all years of a given cash flow leaves its ratios as they are: it stays as long until it is paid back, and the
/// rates are the same.
#[test]
fn a_flow_that_comes_later_has_the_same_ratios() {
    let discounting = Discounting::schedule(
        "own",
        vec![RateUntil { until: Some(7), rate: 0.05 }, RateUntil { until: None, rate: 0.02 }],
    )
    .unwrap();
    let flat = Discounting::flat(0.03).unwrap();
    for Recorded { flow, .. } in &recorded() {
        for years in [1, 5, 30] {
            let later: Vec<f64> = std::iter::repeat_n(0.0, years).chain(flow.iter().copied()).collect();
            let (gains, costs) = parts(flow);
            let (later_gains, later_costs) = parts(&later);
            let npv = |flow: &[f64]| net_present_value(flow, &flat);
            if npv(&costs) < 0.0 {
                let ratio = npv(&gains) / npv(&costs);
                assert_relative_eq!(
                    npv(&later_gains) / npv(&later_costs),
                    ratio,
                    max_relative = within::YEAR
                );
            }
            // Under one rate all is worth less in the same proportion.
            assert_relative_eq!(npv(&later), npv(flow) * flat.factor(years as i32), epsilon = within::YEAR);
            assert_eq!(internal_rates(&later), internal_rates(flow));
            match payback(flow, &flat) {
                Some(0) => assert_eq!(payback(&later, &flat), Some(0)),
                paid_back => assert_eq!(payback(&later, &flat), paid_back.map(|t| t + years)),
            }
            // Under a schedule the factors of the years hold, whatever the flow.
            let factors = discounting.factors(later.len());
            let by_hand: f64 = later.iter().zip(&factors).map(|(flow, factor)| flow * factor).sum();
            assert_relative_eq!(
                net_present_value(&later, &discounting),
                by_hand,
                epsilon = within::LONG_FORMULA
            );
        }
    }
}

/// What comes in and what goes out.
fn parts(flow: &[f64]) -> (Vec<f64>, Vec<f64>) {
    (flow.iter().map(|flow| flow.max(0.0)).collect(), flow.iter().map(|flow| flow.min(0.0)).collect())
}
