//! A run that draws jointly from the rows of a posterior.

use crate::support::tolerances as within;
use kennis::data::StockDefinition;
use kennis::parameters::{JointColumn, JointDraws, Origin, Shape};
use kennis::{
    Distribution, Economy, Ensemble, Experiment, Kind, ParameterId as P, ParameterSet, SamplingPlan,
    Scenario, Settings, StructureChoice, StructureName, Target, Variable,
};

const ROWS: usize = 256;

/// Two elasticities that go together, and the error of a first stock.
fn posterior() -> JointDraws {
    let columns = vec![
        JointColumn::Parameter(P::OutputElasticityBusiness),
        JointColumn::Parameter(P::OutputElasticityPublic),
        JointColumn::InitialBusiness,
    ];
    let rows = (0..ROWS).map(|i| {
        let x = i as f64 / ROWS as f64;
        vec![0.05 + 0.1 * x, 0.12 - 0.08 * x + 0.01 * (20.0 * x).sin(), 0.3 * (7.0 * x).cos()]
    });
    JointDraws::new("posterior.csv", "knowledge_capital", columns, rows)
        .of_data("NLD", "1982 to 2019")
        .on_stocks(StockDefinition::AsPublished)
}

fn experiment(parameters: ParameterSet) -> Experiment {
    let mut scenario = Scenario::new("3% of GDP");
    scenario.targets.push(Target::new(0.03, 2030, 0.4));
    scenario.structure = StructureChoice::List(vec![StructureName::KnowledgeCapital]);
    Experiment::new(&Economy::netherlands().unwrap(), scenario, parameters).unwrap()
}

fn with_posterior() -> ParameterSet {
    let mut set = ParameterSet::default();
    set.set_joint(posterior());
    set
}

fn settings(plan: SamplingPlan) -> Settings {
    let mut settings = Settings::default();
    settings.draws = 8 * ROWS as u64;
    settings.plan = plan;
    settings
}

/// The values of some parameters, by draw.
fn drawn(parameters: ParameterSet, settings: &Settings, names: &[&str]) -> Vec<Vec<f64>> {
    let experiment = experiment(parameters);
    (0..settings.draws)
        .map(|i| {
            let values = settings.draw_parameters(&experiment, i).unwrap();
            names.iter().map(|name| values.iter().find(|(n, _)| n == name).unwrap().1).collect()
        })
        .collect()
}

const NAMES: [&str; 3] =
    ["output_elasticity_business", "output_elasticity_public", "initial_stock_error_business"];

/// The row of the posterior that three values are: whole rows are drawn, so that all correlation survives.
fn row_of(values: &[f64], posterior: &JointDraws) -> usize {
    let close = |row: &[f64]| row[..2] == values[..2] && (row[2] - values[2]).abs() < within::ONE_STEP;
    (0..ROWS).find(|i| close(posterior.row(*i))).unwrap()
}

#[test]
fn every_draw_is_a_row_and_even_plans_take_every_row_alike() {
    let posterior = posterior();
    for (plan, most) in [
        (SamplingPlan::Random, 24),
        (SamplingPlan::LatinHypercube { draws: 8 * ROWS as u64 }, 8),
        (SamplingPlan::Sobol, 8),
    ] {
        let mut counts = [0; ROWS];
        for values in drawn(with_posterior(), &settings(plan), &NAMES) {
            counts[row_of(&values, &posterior)] += 1;
        }
        // Once in each of eight replicates where the plan is even; of a Poisson number with mean 8, more than 24 is 1e-6.
        assert!(counts.iter().all(|count| *count <= most), "{plan:?}: {counts:?}");
        if plan == SamplingPlan::Random {
            let chi: f64 = counts.iter().map(|c| (f64::from(*c) - 8.0).powi(2) / 8.0).sum();
            assert!((chi - 255.0).abs() < within::STANDARD_ERRORS * 510f64.sqrt(), "{chi}");
        }
    }
}

#[test]
fn all_other_parameters_are_as_without() {
    for plan in [SamplingPlan::Random, SamplingPlan::Sobol] {
        let mut settings = settings(plan);
        settings.draws = 20;
        let (with, without) = (experiment(with_posterior()), experiment(ParameterSet::default()));
        for i in 0..20 {
            let values = |experiment| settings.draw_parameters(experiment, i).unwrap();
            for (a, b) in values(&with).iter().zip(&values(&without)) {
                assert_eq!(a.0, b.0);
                assert_eq!(a.1.to_bits() == b.1.to_bits(), !NAMES.contains(&a.0.as_str()), "{}", a.0);
            }
        }
    }
}

#[test]
fn what_wins_over_the_file_is_not_drawn_from_it() {
    let mut set = with_posterior();
    // Far from all rows.
    let shape = Shape::Normal { mean: 0.3, sd: 0.001 };
    let own = Distribution { shape, lower: 0.2, upper: 0.35 };
    set.set(P::OutputElasticityPublic, own, Origin::Scenario).unwrap();
    set.set(P::InitialStockError, Distribution::fixed(0.1), Origin::Set).unwrap();
    let mut settings = settings(SamplingPlan::Random);
    settings.draws = 10;
    let experiment = experiment(set);
    for i in 0..10 {
        let values = settings.draw_parameters(&experiment, i).unwrap();
        let of = |name| values.iter().find(|(n, _)| n == name).map(|(_, value)| *value);
        assert!((of(NAMES[1]).unwrap() - 0.3).abs() < 0.01);
        let rows = posterior();
        assert!((0..ROWS).all(|r| (rows.row(r)[2] - of(NAMES[2]).unwrap()).abs() > 1e-12));
    }
}

#[test]
fn the_effect_is_that_of_the_rows() {
    // With all else at its centre the effect of a run is a function of the row alone: its mean over a Sobol' run is
    // the mean over the rows.
    let fixed = |mut set: ParameterSet| {
        for id in P::all().filter(|id| set.origin(*id) == Origin::Default).collect::<Vec<_>>() {
            let centre = set.distribution(id).centre();
            if !set.distribution(id).is_fixed() {
                set.set(id, Distribution::fixed(centre), Origin::Set).unwrap();
            }
        }
        set
    };
    let columns = posterior().columns()[..2].to_vec();
    let rows: Vec<Vec<f64>> = (0..ROWS).map(|i| posterior().row(i)[..2].to_vec()).collect();
    let mut set = ParameterSet::default();
    set.set_joint(JointDraws::new("p", "knowledge_capital", columns, rows.clone()));
    // No errors of the first stocks: they would be drawn.
    set.set(P::InitialStockError, Distribution::fixed(0.0), Origin::Set).unwrap();
    let mut settings = settings(SamplingPlan::Sobol);
    settings.variables = vec![Variable::Gdp];
    settings.channels = false;
    let experiment = experiment(fixed(set));
    let run = |threads| {
        let mut settings = settings.clone();
        settings.threads = Some(threads);
        let ensemble = Ensemble::draw(&experiment, &settings).unwrap();
        ensemble.statistics(Variable::Gdp, Kind::Deviation).unwrap().at(2060).unwrap().mean
    };
    let by_row: f64 = rows
        .iter()
        .map(|row| {
            let mut values = experiment.parameters().centres();
            values.set(P::OutputElasticityBusiness, row[0]);
            values.set(P::OutputElasticityPublic, row[1]);
            let year = experiment.run(&StructureName::KnowledgeCapital, &values)[37];
            let levels = Variable::Gdp.levels(&year);
            100.0 * (levels.scenario / levels.baseline - 1.0) / ROWS as f64
        })
        .sum();
    assert!((run(1) / by_row - 1.0).abs() < within::YEAR, "{} {by_row}", run(1));
    assert_eq!(run(1).to_bits(), run(2).to_bits());
}

#[test]
fn other_structures_countries_and_stocks_give_a_warning() {
    let warning = |structure: &str, country: &str, stocks: Option<StockDefinition>| {
        let draws = posterior();
        let columns = draws.columns().to_vec();
        let rows = (0..ROWS).map(|i| posterior().row(i).to_vec());
        let mut set = ParameterSet::default();
        let draws = JointDraws::new("p.csv", structure, columns, rows).of_data(country, "2000");
        set.set_joint(match stocks {
            Some(stocks) => draws.on_stocks(stocks),
            None => draws,
        });
        experiment(set).warnings().join("; ")
    };
    let published = Some(StockDefinition::AsPublished);
    assert_eq!(warning("knowledge_capital", "NLD", published), "");
    for (stocks, says) in [
        (Some(StockDefinition::HigherEducationApart), "it was fitted on higher_education_apart"),
        (None, "it does not say on which it was fitted"),
    ] {
        assert_eq!(
            warning("knowledge_capital", "NLD", stocks),
            format!(
                "the posterior p.csv was fitted with knowledge_capital to NLD, and is used here with stocks as_published \
                 ({says})"
            )
        );
    }
    assert_eq!(
        warning("rate_of_return", "DEU", published),
        "the posterior p.csv was fitted with rate_of_return to DEU, and is used here with structure knowledge_capital \
         and country NLD"
    );
}
