//! Statistics are the same to the last bit whether the draws are held, streamed or simulated twice, and whatever the
//! threads.

use kennis::ensemble::RankedStatistics;
use kennis::parameters::{Origin, Shape};
use kennis::{
    Distribution, Economy, Ensemble, Experiment, Kind, NoResult, ParameterId, ParameterSet, SamplingPlan,
    Scenario, Settings, Statistics, StructureChoice, StructureName, Target, Variable,
};

fn experiment(structure: StructureChoice) -> Experiment {
    experiment_of(structure, ParameterSet::default())
}

fn experiment_of(structure: StructureChoice, parameters: ParameterSet) -> Experiment {
    let mut scenario = Scenario::new("3% of GDP");
    scenario.targets.push(Target::new(0.03, 2030, 0.4));
    scenario.structure = structure;
    Experiment::new(&Economy::netherlands().unwrap(), scenario, parameters).unwrap()
}

fn settings(draws: u64) -> Settings {
    let mut settings = Settings::default();
    settings.draws = draws;
    settings.threads = Some(2);
    settings
}

/// Every statistic, by name.
fn all(ensemble: &Ensemble) -> Vec<(String, Vec<u64>)> {
    let bits = |s: &mut dyn Iterator<Item = &Statistics>| -> Vec<u64> {
        s.flat_map(|s| s.iter().map(|(_, value)| value.to_bits()).collect::<Vec<_>>()).collect()
    };
    let mut all = Vec::new();
    for variable in Variable::ALL {
        for kind in Kind::ALL {
            if let Ok(statistics) = ensemble.statistics(*variable, *kind) {
                all.push((format!("{variable} {}", kind.name()), bits(&mut statistics.iter())));
            }
        }
    }
    for channel in ensemble.channels() {
        for statistics in [ensemble.gdp_channel(channel), ensemble.tfp_channel(channel)] {
            all.push((format!("{channel}"), statistics.map_or(Vec::new(), |s| bits(&mut s.iter()))));
        }
    }
    let (gross, rate) = (ensemble.gross_returns().unwrap(), ensemble.internal_rates().unwrap());
    let mut ranked: Vec<RankedStatistics> =
        [gross.business, gross.public, rate.business, rate.public].into_iter().flatten().collect();
    ranked.extend([ensemble.peak_year(), ensemble.half_year()].into_iter().flatten());
    for (_, ratio) in ensemble.gdp_over_rd().into_iter().flatten() {
        ranked.push(ratio.draws);
        all.push((
            "a ratio of means".to_owned(),
            ratio.ratio_of_means.map(f64::to_bits).into_iter().collect(),
        ));
    }
    for value in ranked {
        // What does not exist has no bits; that it does not is compared too.
        let bits = |value: Option<f64>| value.map_or(0, f64::to_bits);
        let mut numbers: Vec<u64> = value.iter().map(|(_, value)| bits(value)).collect();
        numbers.push(value.share_defined.to_bits());
        all.push(("beside the years".to_owned(), numbers));
    }
    all
}

/// Draws both ways, and compares; the draws that are not held are simulated so many times.
fn same_both_ways(experiment: &Experiment, settings: &Settings, memory: u64, times: u64) {
    let held = Ensemble::draw(experiment, settings).unwrap();
    assert!(held.holds_draws());
    let expected = all(&held);
    assert!(expected.len() > 15);
    let mut bounded = settings.clone();
    bounded.memory = memory;
    bounded.hold_draws = false;
    bounded.threads = Some(3);
    let mut simulated = 0;
    let streamed = Ensemble::draw_with(experiment, &bounded, &mut |done, _| simulated = done).unwrap();
    assert_eq!(simulated, times * settings.draws);
    assert!(!streamed.holds_draws());
    for (a, b) in held.structures().zip(streamed.structures()) {
        assert_eq!(b.draws(Variable::Gdp, Kind::Scenario), Err(NoResult::NotHeld));
        assert_eq!((a.kept(), a.dropped(), a.not_finite()), (b.kept(), b.dropped(), b.not_finite()));
    }
    for (held, streamed) in expected.iter().zip(all(&streamed)) {
        assert_eq!(*held, streamed);
    }
}

#[test]
fn one_structure() {
    let choice = StructureChoice::List(vec![StructureName::KnowledgeCapital]);
    same_both_ways(&experiment(choice), &settings(2_200), 3 << 20, 2);
}

/// There is room for the values around the quantiles, in several batches.
#[test]
fn one_structure_simulated_once() {
    let choice = StructureChoice::List(vec![StructureName::KnowledgeCapital]);
    same_both_ways(&experiment(choice), &settings(2_500), 60 << 20, 1);
}

#[test]
fn a_mixture_simulated_once() {
    let mut settings = settings(3_000);
    settings.variables = vec![Variable::Gdp, Variable::Tfp, Variable::Welfare];
    same_both_ways(&experiment(StructureChoice::All), &settings, 160 << 20, 1);
}

/// The limit is so low that the values of some results have to wait for a third and a fourth time.
#[test]
fn as_often_as_needed() {
    let mut settings = settings(300);
    settings.channels = false;
    settings.variables = vec![Variable::Gdp, Variable::Tfp];
    let choice = StructureChoice::List(vec![StructureName::KnowledgeCapital]);
    let held = Ensemble::draw(&experiment(choice.clone()), &settings).unwrap();
    settings.memory = 10_000;
    let streamed = Ensemble::draw(&experiment(choice), &settings).unwrap();
    assert!(held.holds_draws() && !streamed.holds_draws());
    assert_eq!(all(&held), all(&streamed));
}

#[test]
fn a_mixture_with_all_layers() {
    let mut settings = settings(300);
    settings.layers.breakthroughs = true;
    settings.layers.baseline_level = true;
    same_both_ways(&experiment(StructureChoice::All), &settings, 3 << 20, 2);
}

#[test]
fn a_mixture_under_an_even_plan() {
    let mut settings = settings(1_500);
    settings.plan = SamplingPlan::LatinHypercube { draws: 1_500 };
    settings.first_draw = 13;
    same_both_ways(&experiment(StructureChoice::All), &settings, 3 << 20, 2);
}

#[test]
fn progress_rises_to_its_end() {
    for memory in [1 << 30, 100_000] {
        let mut settings = settings(300);
        settings.variables = vec![Variable::Gdp];
        settings.channels = false;
        settings.memory = memory;
        let mut seen = Vec::new();
        Ensemble::draw_with(&experiment(StructureChoice::All), &settings, &mut |done, total| {
            seen.push((done, total));
        })
        .unwrap();
        let (done, total) = *seen.last().unwrap();
        assert_eq!(done, total);
        assert!(seen.windows(2).all(|pair| pair[0].0 <= pair[1].0 && pair[1].1 == total));
    }
}

/// Of the draws of a lane group some are dropped and others kept: those keep their own values, in every way.
#[test]
fn kept_draws_keep_their_values_beside_dropped_ones() {
    let mut parameters = ParameterSet::default();
    let shape = Shape::Normal { mean: 0.13, sd: 0.038 };
    let wide = Distribution { shape, ..Distribution::fixed(0.13) };
    parameters.set(ParameterId::OutputElasticityBusiness, wide, Origin::Set).unwrap();
    let choice = StructureChoice::List(vec![StructureName::KnowledgeCapital]);
    let experiment = experiment_of(choice, parameters);
    let mut some = settings(1_700);
    some.variables = vec![Variable::Gdp, Variable::Tfp];
    let many = Ensemble::draw(&experiment, &some).unwrap();
    let one = many.structure(StructureName::KnowledgeCapital).unwrap();
    assert!(one.dropped() > 5, "{} dropped", one.dropped());
    let levels = one.draws(Variable::Gdp, Kind::Scenario).unwrap();
    let numbers = one.draw_numbers();
    // Around every gap in the numbers.
    let gaps = (1..numbers.len()).filter(|i| numbers[*i] > numbers[i - 1] + 1);
    for column in gaps.flat_map(|i| [i - 1, i, i + 1]) {
        let mut alone = some.clone();
        (alone.draws, alone.first_draw) = (1, numbers[column]);
        let alone = Ensemble::draw(&experiment, &alone).unwrap();
        let alone = alone.structure(StructureName::KnowledgeCapital).unwrap();
        assert_eq!(alone.draws(Variable::Gdp, Kind::Scenario).unwrap().column(0), levels.column(column));
    }
    same_both_ways(&experiment, &some, 3 << 20, 2);
}
