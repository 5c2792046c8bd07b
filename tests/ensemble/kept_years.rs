//! Results of some years, and of GDP alone, have the bits that they have in the whole run.

use crate::support;
use kennis::ensemble::PairedDifference;
use kennis::statistics::Questions;
use kennis::{
    Ensemble, EnsembleError, Experiment, Financing, Kind, Layers, Scenario, Settings, Target, Variable,
};

fn three_percent(public_share: f64) -> Experiment {
    support::experiment(Scenario::new("3% of GDP").with_target(Target::new(0.03, 2030, public_share)))
}

fn settings() -> Settings {
    Settings::default().with_draws(300).with_by_structure(true)
}

#[test]
fn the_last_years_are_those_of_the_whole_run() {
    let experiment = three_percent(0.4);
    let both = Layers::default().with_breakthroughs().with_baseline_level();
    for settings in
        [settings(), settings().with_layers(both), settings().with_hold_draws(false).with_memory(1 << 22)]
    {
        let whole = Ensemble::draw(&experiment, &settings).unwrap();
        let last = Ensemble::draw(&experiment, &settings.clone().with_first_year(2050)).unwrap();
        assert_eq!((last.years().first, last.years().last), (2050, whole.years().last));
        for variable in Variable::ALL {
            for kind in [Kind::Baseline, Kind::Scenario, Kind::Deviation] {
                let (whole, last) = (whole.statistics(*variable, kind), last.statistics(*variable, kind));
                assert_eq!(whole.is_ok(), last.is_ok(), "{variable} {kind:?}");
                let (Ok(whole), Ok(last)) = (whole, last) else { continue };
                assert_eq!(last.iter().count(), 11);
                for year in 2050..=2060 {
                    assert_eq!(whole.at(year).unwrap(), last.at(year).unwrap(), "{variable} {kind:?} {year}");
                }
                assert!(last.at(2049).is_err());
            }
        }
        // What a draw says beside its years is of all years.
        assert_eq!(whole.peak_year().unwrap(), last.peak_year().unwrap());
        assert_eq!(whole.half_year().unwrap(), last.half_year().unwrap());
        assert_eq!(whole.gross_returns().unwrap(), last.gross_returns().unwrap());
        assert_eq!(whole.internal_rates().unwrap(), last.internal_rates().unwrap());
        assert_eq!(whole.gdp_over_rd().unwrap()[27..], last.gdp_over_rd().unwrap()[..]);
        for channel in whole.channels() {
            let of = |ensemble: &Ensemble| *ensemble.gdp_channel(channel).unwrap().at(2060).unwrap();
            assert_eq!(of(&whole), of(&last), "{channel}");
        }
    }
}

/// GDP alone runs without public finance, R&D by funder and the levels of other variables.
#[test]
fn gdp_alone_is_that_of_all_variables() {
    let layers = Layers::default().with_breakthroughs().with_baseline_level();
    for settings in [settings(), settings().with_layers(layers)] {
        let alone = settings.clone().with_variables(vec![Variable::Gdp]);
        let offset =
            support::scenario([support::public_research(0.002, 2028)]).with_financing(Financing::Offset);
        let taxes = support::experiment(support::financed_by_taxes());
        for experiment in [three_percent(0.4), taxes, support::experiment(offset)] {
            let whole = Ensemble::draw(&experiment, &settings).unwrap();
            let with_channels = Ensemble::draw(&experiment, &alone).unwrap();
            for channel in whole.channels() {
                let of = |ensemble: &Ensemble| ensemble.gdp_channel(channel).unwrap();
                assert_eq!(of(&whole), of(&with_channels), "{channel}");
            }
            let gdp = Ensemble::draw(&experiment, &alone.clone().with_channels(false)).unwrap();
            for kind in [Kind::Baseline, Kind::Scenario, Kind::Deviation] {
                let of = |ensemble: &Ensemble| ensemble.statistics(Variable::Gdp, kind).unwrap();
                assert_eq!(of(&whole), of(&gdp), "{kind:?}");
            }
            assert_eq!(whole.peak_year().unwrap(), gdp.peak_year().unwrap());
            assert_eq!(whole.internal_rates().unwrap(), gdp.internal_rates().unwrap());
        }
    }
}

#[test]
fn differences_are_those_of_the_whole_runs() {
    let (one, other) = (three_percent(0.4), three_percent(0.8));
    let questions = Questions::default();
    let draw = |settings: &Settings| {
        let pairs = PairedDifference::draw(&[&one, &other], settings, &questions, &mut |_, _| ()).unwrap();
        pairs.into_iter().next().unwrap()
    };
    let kept = settings().with_first_year(2055);
    let (whole, last) = (draw(&settings()), draw(&kept));
    assert_eq!(last.years().first, 2055);
    let of = |difference: &PairedDifference| difference.at(Variable::Gdp, 2060).unwrap().statistics();
    assert_eq!(of(&whole), of(&last));
    let [a, b] = [&one, &other].map(|experiment| Ensemble::draw(experiment, &kept).unwrap());
    assert_eq!(of(&PairedDifference::of(&a, &b, &questions).unwrap()), of(&whole));
    // Not of the same years: they would be put side by side wrongly.
    let all = Ensemble::draw(&other, &settings()).unwrap();
    let error = PairedDifference::of(&a, &all, &questions).unwrap_err().to_string();
    assert!(error.contains("first year") && error.contains("2055"), "{error}");
}

#[test]
fn a_year_outside_the_run_is_refused() {
    for year in [2022, 2061] {
        let error = Ensemble::draw(&three_percent(0.4), &settings().with_first_year(year)).unwrap_err();
        let expected = "a year from 2023 to 2060".to_owned();
        assert_eq!(
            error,
            EnsembleError::Setting { setting: "first_year", found: year.to_string(), expected }
        );
    }
}
