//! International spillovers: a Dutch measure leaves the foreign stock alone, a foreign shock gives its elasticity.

use crate::support::tolerances as within;
use approx::assert_relative_eq;
use kennis::{
    Economy, Experiment, Instrument, InternationalSpillovers, KnowledgeCapital, Measure, ParameterSet,
    Scenario, Unit,
};

fn experiment(country: &str) -> Experiment {
    let mut scenario = Scenario::new("foreign shock");
    scenario.country = country.to_owned();
    scenario.measures.push(Measure::new(Instrument::PublicResearch, Unit::GdpShare, 0.001, 2026));
    let economy = match country {
        "NLD" => Economy::netherlands().unwrap(),
        #[cfg(feature = "panel")]
        other => Economy::country(other).unwrap(),
        #[cfg(not(feature = "panel"))]
        other => panic!("no {other}"),
    };
    Experiment::new(&economy, scenario, ParameterSet::default()).unwrap()
}

#[test]
fn a_dutch_measure_gives_what_knowledge_capital_gives() {
    let experiment = experiment("NLD");
    let p = experiment.parameters.centres();
    let (a, b) = (experiment.run(&InternationalSpillovers, &p), experiment.run(&KnowledgeCapital, &p));
    for (a, b) in a.iter().zip(&b) {
        assert_eq!((a.gdp, a.tfp), (b.gdp, b.tfp));
        assert_eq!(a.contributions.foreign_knowledge, 0.0);
    }
}

#[test]
fn a_foreign_shock_gives_its_elasticity() {
    let mut experiment = experiment("NLD");
    // Partners' R&D 10% higher for good, closed form of the stock on a path with growth 2%.
    let q: f64 = 0.85 / 1.02;
    experiment.plan.foreign_stock =
        (0..experiment.plan.rules.len()).map(|t| (1.0 + 0.1 * (1.0 - q.powi(t as i32))).ln()).collect();
    let p = experiment.parameters.centres();
    let years = experiment.run(&InternationalSpillovers, &p);
    for (t, year) in years.iter().enumerate().skip(1) {
        let expected = 0.20 * experiment.plan.foreign_stock[t - 1];
        assert_relative_eq!(year.contributions.foreign_knowledge, expected, max_relative = within::YEAR);
        let index = year.knowledge_foreign;
        assert_relative_eq!(
            (index.scenario / index.baseline).ln(),
            experiment.plan.foreign_stock[t - 1],
            max_relative = within::DIFFERENCE
        );
    }
    let last = years.last().unwrap();
    assert_relative_eq!(
        last.contributions.foreign_knowledge,
        0.20 * 1.1_f64.ln(),
        max_relative = within::LONG_RUN
    );
    assert_relative_eq!(
        last.knowledge_foreign.baseline,
        1.02_f64.powi(2060 - 2023),
        max_relative = within::YEAR
    );
}

#[cfg(feature = "panel")]
#[test]
fn elsewhere_the_elasticity_goes_with_the_import_share() {
    let mut experiment = experiment("USA");
    experiment.plan.foreign_stock = vec![0.01; experiment.plan.rules.len()];
    let p = experiment.parameters.centres();
    let years = experiment.run(&InternationalSpillovers, &p);
    // Penn World Table 10.01, 2019: goods imports over GDP at PPP, United States over the Netherlands.
    let share = |country: &str| {
        let panel = kennis::Panel::embedded().unwrap();
        let economy = panel.economy(country).unwrap();
        economy.series(kennis::SeriesName::ImportShareGoods).unwrap().require(2019).unwrap()
    };
    let expected = 0.20 * share("USA") / share("NLD") * 0.01;
    assert_relative_eq!(
        years[5].contributions.foreign_knowledge,
        expected,
        max_relative = within::DIFFERENCE
    );
}
