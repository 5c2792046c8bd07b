//! Packages of actions: shares that add up draw by draw, and that are what each action does alone where actions are apart.

use approx::assert_relative_eq;
use kennis::policy::{OUTCOMES, Package, PackageError, shapley_values};
use kennis::{
    Economy, Ensemble, Experiment, ExperimentError, Instrument, Kind, Measure, ParameterSet, Scenario,
    Settings, StructureChoice, StructureName, Target, Unit, Variable,
};

fn measure(instrument: Instrument, amount: f64, action: u8) -> Measure {
    Measure::new(instrument, Unit::BnEur, amount, 2026).with_action(action)
}

fn scenario() -> Scenario {
    Scenario::new("three actions")
        .with_horizon(2045)
        .with_measure(measure(Instrument::InnovationProcurement, 1.5, 1).with_until(2032))
        .with_measure(measure(Instrument::Valorisation, 0.8, 5))
        .with_measure(measure(Instrument::TaxCredit, 0.6, 8))
        .with_measure(measure(Instrument::PublicResearch, 0.4, 5))
}

fn experiment(scenario: Scenario) -> Experiment {
    Experiment::new(&Economy::netherlands().unwrap(), scenario, ParameterSet::default()).unwrap()
}

fn settings() -> Settings {
    Settings::default().with_draws(72).with_channels(false)
}

fn nothing() -> impl FnMut(u64, u64) {
    |_, _| ()
}

/// The same draws through the ensemble, scenario by scenario: the other way to the deviations.
fn deviations(experiment: &Experiment, structure: &str, outcome: Variable, year: i32) -> Vec<f64> {
    let settings = settings().with_variables(vec![Variable::Gdp, Variable::RdIntensity, Variable::DebtRatio]);
    let ensemble = Ensemble::draw(experiment, &settings).unwrap();
    let one = ensemble.structure(structure).unwrap();
    let t = (year - 2023) as usize;
    if !outcome.has_level() {
        return one.draws(outcome, Kind::Deviation).unwrap().row(t).to_vec();
    }
    // The baseline is the same in every draw.
    let baseline = outcome.levels(&experiment.at_centre()[t]).baseline;
    let percent = if outcome == Variable::RdIntensity { 100.0 } else { 100.0 / baseline };
    one.draws(outcome, Kind::Scenario)
        .unwrap()
        .row(t)
        .iter()
        .map(|level| percent * (level - baseline))
        .collect()
}

#[test]
fn shares_are_those_of_every_subset_run_as_a_scenario_and_add_up_draw_by_draw() {
    let whole = experiment(scenario());
    let attribution = Package::of(&whole).at(2038).run(&settings(), &mut nothing()).unwrap();
    assert_eq!(attribution.actions, [1, 5, 8]);
    let subset = |number: u32| {
        let mut scenario = scenario();
        scenario.measures.retain(|one| {
            let player = [1, 5, 8].iter().position(|action| one.action == Some(*action)).unwrap();
            number >> player & 1 == 1
        });
        experiment(scenario)
    };
    let subsets: Vec<Experiment> = (0..8).map(subset).collect();
    for structure in ["knowledge_capital", "rate_of_return", "semi_endogenous", "no_effect"] {
        for outcome in OUTCOMES {
            let of_subset: Vec<Vec<f64>> =
                subsets.iter().map(|one| deviations(one, structure, outcome, 2038)).collect();
            let package = attribution.draws_of_package(structure, outcome).unwrap();
            assert_eq!(package.len(), of_subset[7].len());
            let shares =
                [1, 5, 8].map(|action| attribution.draws_of_share(structure, action, outcome).unwrap());
            for draw in 0..package.len() {
                let expected = shapley_values(3, |number| of_subset[number as usize][draw]).unwrap();
                for (share, expected) in shares.iter().zip(&expected) {
                    assert_relative_eq!(share[draw], *expected, epsilon = 1e-12);
                }
                let sum: f64 = shares.iter().map(|share| share[draw]).sum();
                assert_relative_eq!(sum, package[draw], epsilon = 1e-12);
                assert_relative_eq!(package[draw], of_subset[7][draw] - of_subset[0][draw], epsilon = 1e-12);
            }
        }
    }
    // What is attributed is what a run says.
    let run = Ensemble::draw(&whole, &settings()).unwrap();
    for outcome in OUTCOMES {
        let of_run = run.statistics(outcome, Kind::Deviation).unwrap();
        let package = attribution.package(outcome).unwrap().statistics();
        for ((name, one), (_, other)) in of_run.at(2038).unwrap().iter().zip(package.iter()) {
            assert_relative_eq!(one, other, epsilon = 1e-12, max_relative = 1e-9);
            assert!(one.is_finite(), "{name}");
        }
    }
    assert_eq!(attribution.peak_year().unwrap(), run.peak_year().unwrap());
    assert_eq!(attribution.half_year().unwrap(), run.half_year().unwrap());
    assert!(attribution.peak_year().unwrap().share_defined < 1.0, "no_effect has none");
}

#[test]
fn small_actions_that_keep_apart_share_what_each_does_alone() {
    let small = |instrument, action| measure(instrument, 1e-3, action);
    let alone = [small(Instrument::PublicResearch, 5), small(Instrument::DirectSubsidy, 4)];
    let scenario = |measures: &[Measure]| {
        let mut scenario = Scenario::new("small").with_horizon(2040);
        scenario.measures = measures.to_vec();
        experiment(scenario)
    };
    let package = scenario(&alone);
    let attribution = Package::of(&package).run(&settings(), &mut nothing()).unwrap();
    for one in &alone {
        let run = Ensemble::draw(&scenario(std::slice::from_ref(one)), &settings()).unwrap();
        for outcome in OUTCOMES {
            let of_run = run.statistics(outcome, Kind::Deviation).unwrap().at(2040).unwrap().mean;
            let share = attribution.share(one.action.unwrap(), outcome).unwrap().statistics().mean;
            assert_relative_eq!(share, of_run, max_relative = 2e-3);
            assert_ne!(share, 0.0);
        }
    }
}

fn means(scenario: Scenario, package: impl Fn(Package<'_>) -> Package<'_>) -> Vec<Option<f64>> {
    let whole = experiment(scenario);
    let attribution = package(Package::of(&whole)).run(&settings(), &mut nothing()).unwrap();
    let shares = OUTCOMES.iter().flat_map(|outcome| (1..=9).map(|action| (action, *outcome)));
    shares.map(|(action, outcome)| attribution_mean(&attribution, action, outcome)).collect()
}

fn attribution_mean(attribution: &kennis::policy::Attribution, action: u8, outcome: Variable) -> Option<f64> {
    Some(attribution.share(action, outcome)?.statistics().mean)
}

#[test]
fn the_order_of_measures_does_not_matter() {
    let mut turned = scenario();
    turned.measures.reverse();
    for (one, other) in means(scenario(), |package| package).into_iter().zip(means(turned, |package| package))
    {
        assert_eq!(one.is_some(), other.is_some());
        assert_relative_eq!(one.unwrap_or(0.0), other.unwrap_or(0.0), epsilon = 1e-13);
    }
}

/// To the last bit.
#[test]
fn what_is_left_out_is_as_if_the_scenario_did_not_hold_it() {
    let mut deleted = scenario();
    deleted.measures.retain(|one| one.action != Some(5));
    let expected = means(deleted, |package| package);
    assert_eq!(means(scenario(), |package| package.only([1, 8])), expected);
    assert_eq!(means(scenario(), |package| package.without([5])), expected);
    assert_eq!(means(scenario(), |package| package.only([1, 5, 8]).without([5, 2])), expected);
    assert_ne!(means(scenario(), |package| package), expected);
    let whole = experiment(scenario());
    let attribution = Package::of(&whole).only([1, 8]).run(&settings(), &mut nothing()).unwrap();
    assert_eq!(attribution.left_out, [2, 3, 4, 5, 6, 7, 9]);
    assert_eq!(attribution.experiment.scenario().measures.len(), 2);
}

#[test]
fn what_carries_no_action_is_in_every_subset() {
    let more = Measure::new(Instrument::PublicResearch, Unit::GdpShare, 0.002, 2026);
    let whole = experiment(scenario().with_measure(more.clone()));
    let attribution = Package::of(&whole).run(&settings(), &mut nothing()).unwrap();
    let run = |scenario: Scenario| {
        let ensemble = Ensemble::draw(&experiment(scenario), &settings()).unwrap();
        ensemble.statistics(Variable::Gdp, Kind::Deviation).unwrap().at(2045).unwrap().mean
    };
    let others = run(Scenario::new("other").with_horizon(2045).with_measure(more.clone()));
    let all = run(scenario().with_measure(more));
    let mean = |distribution: Option<&kennis::statistics::DrawnDistribution>| {
        distribution.unwrap().statistics().mean
    };
    assert_relative_eq!(mean(attribution.others(Variable::Gdp)), others, max_relative = 1e-10);
    assert_relative_eq!(mean(attribution.package(Variable::Gdp)), all - others, max_relative = 1e-9);
    let alone = Package::of(&experiment(scenario())).run(&settings(), &mut nothing()).unwrap();
    assert!(alone.others(Variable::Gdp).is_none());
    // The course is that of what the actions add: money that ends has its peak before the horizon, whatever goes on beside it.
    let ends = measure(Instrument::DirectSubsidy, 1.0, 8).with_until(2027);
    let goes_on = Measure::new(Instrument::PublicResearch, Unit::GdpShare, 0.004, 2026);
    let whole = experiment(Scenario::new("ends").with_horizon(2045).with_measure(ends).with_measure(goes_on));
    let attribution = Package::of(&whole).run(&settings(), &mut nothing()).unwrap();
    let run = Ensemble::draw(&whole, &settings()).unwrap();
    assert_eq!(run.peak_year().unwrap().p50, Some(2045.0));
    assert!(attribution.peak_year().unwrap().p50.unwrap() < 2040.0);
    assert!(attribution.half_year().unwrap().share_defined > 0.3);
    // A target is no action either.
    let target = Target::new(0.03, 2030, 0.4);
    let technicians = Measure::new(Instrument::Talent, Unit::Persons, 4000.0, 2026).with_action(6);
    let whole =
        experiment(Scenario::new("t").with_horizon(2040).with_target(target).with_measure(technicians));
    let attribution = Package::of(&whole).run(&settings(), &mut nothing()).unwrap();
    let [others, six] =
        [attribution.others(Variable::RdIntensity), attribution.share(6, Variable::RdIntensity)]
            .map(|one| one.unwrap().statistics().mean);
    assert!((others - 1.0).abs() < 0.05 && six.abs() < 1e-12, "{others} {six}");
}

#[test]
fn without_an_action_there_is_no_share() {
    let more = Measure::new(Instrument::PublicResearch, Unit::GdpShare, 0.002, 2026);
    let whole = experiment(Scenario::new("none").with_horizon(2030).with_measure(more));
    let attribution = Package::of(&whole).run(&settings(), &mut nothing()).unwrap();
    assert!(attribution.actions.is_empty() && attribution.package(Variable::Gdp).is_none());
    assert!(attribution.peak_year().is_none() && attribution.others(Variable::Gdp).is_some());
    assert!(attribution.share(1, Variable::Gdp).is_none());
}

/// A cut that leaves no business R&D in some draws, and a subsidy that makes up for it: the draws that the cut alone drops are
/// dropped in all subsets, and counted once.
#[test]
fn a_draw_that_is_dropped_in_a_subset_is_dropped_in_all() {
    let cut = measure(Instrument::TaxCredit, -18.0, 8);
    let subsidy = measure(Instrument::DirectSubsidy, 25.0, 4);
    let scenario = |measures: &[&Measure]| {
        let choice = StructureChoice::List(vec![StructureName::KnowledgeCapital]);
        let mut scenario = Scenario::new("cut").with_horizon(2032).with_structure(choice);
        scenario.measures = measures.iter().map(|one| (*one).clone()).collect();
        experiment(scenario)
    };
    let settings = settings().with_draws(400);
    let dropped = |experiment: &Experiment| {
        let ensemble = Ensemble::draw(experiment, &settings).unwrap();
        ensemble.structure("knowledge_capital").unwrap().dropped()
    };
    let both = scenario(&[&cut, &subsidy]);
    let (alone, together) = (dropped(&scenario(&[&cut])), dropped(&both));
    assert!(alone > 3 && together == 0, "{alone} {together}");
    for settings in [settings.clone(), settings.clone().with_memory(1)] {
        let attribution = Package::of(&both).run(&settings, &mut nothing()).unwrap();
        assert_eq!(attribution.dropped().collect::<Vec<_>>(), [("knowledge_capital", alone)]);
    }
    let attribution = Package::of(&both).run(&settings, &mut nothing()).unwrap();
    let shares = attribution.draws_of_share("knowledge_capital", 8, Variable::Gdp).unwrap();
    assert_eq!(shares.len() as u64, 400 - alone);
    assert!(shares.iter().all(|share| share.is_finite()));
}

/// Memory for a single tile streams the draws; threads do not count.
#[test]
fn bits_do_not_depend_on_memory_and_threads() {
    let whole = experiment(scenario());
    let of = |settings: Settings| {
        let attribution = Package::of(&whole).at(2030).run(&settings, &mut nothing()).unwrap();
        let held = attribution.draws_of_package("no_effect", Variable::Gdp).is_ok();
        let figures = OUTCOMES.iter().flat_map(|outcome| {
            let shares = [1, 5, 8].map(|action| attribution.share(action, *outcome));
            let all = shares.into_iter().chain([attribution.package(*outcome)]);
            all.map(|one| one.unwrap()).flat_map(|one| {
                let error = one.quantile(0.05).unwrap().mc_error;
                one.statistics().iter().map(|(_, value)| value).chain([error]).collect::<Vec<f64>>()
            })
        });
        let years = [attribution.peak_year(), attribution.half_year()].map(|one| format!("{one:?}"));
        (held, figures.map(f64::to_bits).collect::<Vec<u64>>(), years)
    };
    let (held, figures, years) = of(settings().with_threads(1));
    assert!(held);
    for other in [settings().with_threads(3), settings().with_memory(1), settings().with_memory(20_000)] {
        let streamed = other.memory < 100_000;
        let (held, again, other_years) = of(other);
        assert_eq!((held, &again, &other_years), (!streamed, &figures, &years));
    }
}

#[test]
fn a_draw_alone_and_the_centres_are_runs_too() {
    let whole = experiment(scenario());
    let all = Package::of(&whole).run(&settings(), &mut nothing()).unwrap();
    let first = settings().with_draws(1).with_first_draw(41);
    let alone = Package::of(&whole).run(&first, &mut nothing()).unwrap();
    let of = |one: &kennis::policy::Attribution, draw: usize| {
        one.draws_of_share("knowledge_capital", 5, Variable::Gdp).unwrap()[draw]
    };
    assert_eq!(of(&alone, 0), of(&all, 41));
    let centres = Package::of(&whole).run(&settings().with_draws(0), &mut nothing()).unwrap();
    let share = |action| attribution_mean(&centres, action, Variable::Gdp).unwrap();
    let package = centres.package(Variable::Gdp).unwrap().statistics();
    assert_relative_eq!(share(1) + share(5) + share(8), package.mean, max_relative = 1e-10);
    assert_eq!(package.sd, 0.0);
}

#[test]
fn years_and_subsets_that_cannot_be_are_refused() {
    let whole = experiment(scenario());
    for year in [2023, 2046, i32::MAX, i32::MIN] {
        let refused = Package::of(&whole).at(year).run(&settings(), &mut nothing()).unwrap_err();
        assert_eq!(refused, PackageError::Year { found: year, first: 2024, horizon: 2045 });
    }
    assert!(Package::of(&whole).at(2024).run(&settings(), &mut nothing()).is_ok());
    // Action 2 gives what action 3 takes away: alone, that leaves no R&D.
    let both = Scenario::new("a swap")
        .with_horizon(2040)
        .with_measure(measure(Instrument::PublicResearch, 30.0, 2))
        .with_measure(measure(Instrument::PublicResearch, -29.0, 3));
    let refused = Package::of(&experiment(both)).run(&settings(), &mut nothing()).unwrap_err();
    let PackageError::Subset { actions, error: ExperimentError::NoRd { .. } } = &refused else {
        panic!("{refused}")
    };
    assert_eq!(*actions, [3]);
    assert!(refused.to_string().starts_with("with the measures of action 3 alone: "), "{refused}");
}
