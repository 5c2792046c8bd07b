//! International spillovers: a Dutch measure leaves the foreign stock alone, a foreign shock gives its elasticity.

use crate::support::tolerances as within;
use approx::assert_relative_eq;
use kennis::simulate::{Plan, Shocks, simulate};
use kennis::structures::{InternationalSpillovers, KnowledgeCapital};
use kennis::{Economy, Experiment, Instrument, Measure, ParameterSet, Scenario, Unit, Year};

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
    let p = experiment.parameters().centres();
    let (a, b) = (experiment.run(&InternationalSpillovers, &p), experiment.run(&KnowledgeCapital, &p));
    for (a, b) in a.iter().zip(&b) {
        assert_eq!((a.gdp, a.tfp), (b.gdp, b.tfp));
        assert_eq!(a.contributions.foreign_knowledge, 0.0);
    }
}

/// The run at the centres under another plan.
fn with_plan(experiment: &Experiment, plan: &Plan) -> Vec<Year<f64>> {
    let mut years = Vec::new();
    let p = experiment.parameters().centres();
    let inputs = (experiment.baseline(), plan);
    simulate(inputs, &InternationalSpillovers, &p, &Shocks::none(), &mut |_, year| years.push(*year))
        .unwrap();
    years
}

#[test]
fn a_foreign_shock_gives_its_elasticity() {
    let experiment = experiment("NLD");
    // Partners' R&D 10% higher for good, closed form of the stock on a path with growth 2%.
    let q: f64 = 0.85 / 1.02;
    let years = experiment.plan().rules().len() as i32;
    let foreign_stock: Vec<f64> = (0..years).map(|t| (1.0 + 0.1 * (1.0 - q.powi(t))).ln()).collect();
    let plan = experiment.plan().clone().with_foreign_stock(foreign_stock.clone());
    let years = with_plan(&experiment, &plan);
    for (t, year) in years.iter().enumerate().skip(1) {
        let expected = 0.20 * foreign_stock[t - 1];
        assert_relative_eq!(year.contributions.foreign_knowledge, expected, max_relative = within::YEAR);
        let index = year.knowledge_foreign;
        assert_relative_eq!(
            (index.scenario / index.baseline).ln(),
            foreign_stock[t - 1],
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
    let experiment = experiment("USA");
    let years = experiment.plan().rules().len();
    let plan = experiment.plan().clone().with_foreign_stock(vec![0.01; years]);
    let years = with_plan(&experiment, &plan);
    // Penn World Table 10.01, 2019: goods imports over GDP at PPP, United States over the Netherlands.
    let share = |country: &str| {
        let panel = kennis::data::Panel::embedded().unwrap();
        let economy = panel.economy(country).unwrap();
        economy.series(kennis::data::SeriesName::ImportShareGoods).unwrap().require(2019).unwrap()
    };
    let expected = 0.20 * share("USA") / share("NLD") * 0.01;
    assert_relative_eq!(
        years[5].contributions.foreign_knowledge,
        expected,
        max_relative = within::DIFFERENCE
    );
}
