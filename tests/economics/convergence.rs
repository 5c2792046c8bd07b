//! Permanent measures converge to their effect in the long run: a level, and never growth.

use crate::helpers::steady;
use crate::support::tolerances as within;
use crate::support::{at, experiment, public_research, run, run_of, scenario, under};
use approx::assert_relative_eq;
use kennis::model::Performer;
use kennis::{CapitalClosure, ParameterId as P, StructureName};

/// Long-run effect of a permanent step of public research, to first order: stocks move by their share of R&D, business
/// R&D that follows GDP feeds back.
fn long_run(x: f64, composition: f64, p: &[(P, f64)]) -> f64 {
    let of = |id: P| p.iter().find(|(known, _)| *known == id).unwrap().1;
    let (eps_b, eps_p) = (of(P::OutputElasticityBusiness), of(P::OutputElasticityPublic));
    let (alpha, xi) = (of(P::CapitalShare), of(P::Complementarity));
    let feedback = eps_b * composition;
    (eps_p + feedback * xi) * x / (1.0 - alpha) / (1.0 - feedback / (1.0 - alpha))
}

#[test]
fn permanent_research_converges_to_its_closed_form() {
    for (eps_b, eps_p, xi, psi) in [
        (0.0, 0.05, 0.0, 0.0),
        (0.0, 0.05, 0.0, 0.54),
        (0.08, 0.05, 0.0, 0.54),
        (0.13, 0.17, 0.15, 1.0),
        (0.08, 0.0, 0.1, 0.54),
    ] {
        let parameters = [
            (P::OutputElasticityBusiness, eps_b),
            (P::OutputElasticityPublic, eps_p),
            (P::CapitalShare, 0.36),
            (P::Complementarity, xi),
            (P::ResearchPriceElasticity, psi),
        ];
        for closure in CapitalClosure::ALL {
            let amount = 1e-7;
            let mut permanent = under(*closure, scenario([public_research(amount, 2024)]));
            permanent.horizon = 2200;
            let experiment = experiment(permanent);
            let years = run(&experiment, &parameters);
            let last = at(&years, 2200);
            let x = amount * last.baseline.gdp / last.rd_public.baseline;
            let matrix = &experiment.baseline().rd()[177];
            let composition = matrix.cells[0][0] / matrix.performed(Performer::Business);
            assert_relative_eq!(
                last.gdp,
                long_run(x, composition, &parameters),
                max_relative = within::LONG_RUN_OF_DATA
            );
            // All money is volume in the long run, and capital follows output.
            assert!(last.research_price.abs() < within::PRICE_AFTER_TWO_CENTURIES * x);
            assert_relative_eq!(last.capital, last.gdp, max_relative = within::LONG_RUN_OF_DATA);
            assert_relative_eq!(last.gdp * (1.0 - 0.36), last.tfp, max_relative = within::LONG_RUN);
        }
    }
}

#[test]
fn a_constant_return_ends_at_the_return_on_the_extra_stock() {
    // a = rho omega x / (g + delta) with x the extra R&D over GDP; business R&D that follows GDP adds its own.
    let (g, alpha, delta, m, rho) = (0.015, 0.36, 0.10, 5.0, 0.40);
    let mut permanent = scenario([public_research(1e-6, 2026)]);
    (permanent.horizon, permanent.baseline) = (2199, Some(steady(g, 2199)));
    let experiment = experiment(permanent);
    let replaced =
        [(P::RateOfReturnBusiness, 0.0), (P::Complementarity, 0.0), (P::ResearchPriceElasticity, 0.54)];
    let last = *at(&run_of(StructureName::RateOfReturn, &experiment, &replaced), 2199);
    let p = m / (m + 3.0);
    let omega = f64::powi((1.0 - p) / (1.0 - p / (1.0 + g)), 3);
    assert_relative_eq!(last.tfp, rho * omega * 1e-6 / (g + delta), max_relative = within::LONG_RUN);
    assert_relative_eq!(last.gdp, last.tfp / (1.0 - alpha), max_relative = within::LONG_RUN);
}

#[test]
fn more_effort_ends_at_its_absorption_and_its_share_in_the_frontier() {
    let mut permanent = scenario([public_research(1e-6, 2026)]);
    (permanent.horizon, permanent.baseline) = (2199, Some(steady(0.015, 2199)));
    let experiment = experiment(permanent);
    let years = run_of(
        StructureName::SemiEndogenous,
        &experiment,
        &[(P::CatchUpSpeed, 0.2), (P::FishingOut, 4.0), (P::FrontierGrowth, 0.05)],
    );
    let last = at(&years, 2199);
    // Effort is R&D that came to term: of growing R&D a longer gestation lets less through.
    let through = |m: f64| {
        let p = m / (m + 3.0);
        ((1.0 - p) / (1.0 - p / 1.015)).powi(3)
    };
    let effort = |of: fn(kennis::model::Pair<f64>) -> f64| {
        through(2.0) * of(last.rd_business) + through(5.0) * of(last.rd_public)
    };
    let n = (effort(|pair| pair.scenario) / effort(|pair| pair.baseline)).ln();
    assert_relative_eq!(last.tfp, (0.12 + 0.01 * 0.75 / 4.0) * n, max_relative = within::LONG_RUN);
    assert_relative_eq!(last.contributions.frontier, 0.01 * 0.75 / 4.0 * n, max_relative = within::LONG_RUN);
    assert_eq!((last.contributions.business_knowledge, last.contributions.public_knowledge), (0.0, 0.0));
}

#[test]
fn the_effect_is_a_level_and_never_growth() {
    let mut permanent = scenario([public_research(0.001, 2026)]);
    permanent.horizon = 2200;
    let years = run(&experiment(permanent), &[]);
    let [first, second, third] = [2140, 2170, 2200].map(|year| at(&years, year).gdp);
    // What is left of the way shrinks by more than half in thirty years.
    assert!(
        third - second < 0.5 * (second - first) && third - second < 0.01 * third,
        "{first} {second} {third}"
    );
}
