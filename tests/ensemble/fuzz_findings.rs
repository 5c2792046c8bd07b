//! What fuzzing found, each once, so that it stays found.

use kennis::{
    Economy, Ensemble, EnsembleError, Experiment, ParameterSet, Scenario, Settings, StructureChoice, Target,
};

/// R&D of 14% of GDP from one year to the next: a draw grows without bound, its squares overflow, and the spread of the
/// others was not a finite number. A path that has exploded is no result: it is dropped, and said to be.
#[test]
fn a_path_that_explodes_is_dropped() {
    let mut scenario = Scenario::new("explodes");
    scenario.horizon = 2048;
    scenario.structure = StructureChoice::All;
    let mut target = Target::new(0.136_543_831_540_398_26, 2024, 0.072_877_087_088_578_62);
    target.from = 2023;
    scenario.targets.push(target);
    let economy = Economy::netherlands();
    let experiment = economy.map(|economy| Experiment::new(&economy, scenario, ParameterSet::default()));
    let Ok(Ok(experiment)) = experiment else { panic!("the scenario is valid: {experiment:?}") };
    let mut settings = Settings::default().with_plan(kennis::SamplingPlan::Random);
    (settings.draws, settings.seed, settings.first_draw) = (5, 10_481_849_537_939_695_399, 512_580_768_366);
    let drawn = Ensemble::draw(&experiment, &settings);
    assert!(
        matches!(drawn, Err(EnsembleError::Dropped { dropped: 1, not_finite: 1, .. })),
        "{:?}",
        drawn.map(|ensemble| ensemble.structures().map(|one| one.dropped()).collect::<Vec<_>>())
    );
}
