//! Breakthroughs (E12): risk around a mean that stays where it is, however small the jumps.

use crate::helpers::three_percent;
use crate::support::{experiment, experiment_with, tolerances as within};
use kennis::{
    Channel, Ensemble, Experiment, Kind, Layers, ParameterId as P, Settings, StructureChoice, StructureName,
    Variable,
};

fn settings(draws: u64) -> Settings {
    let settings = Settings::default().with_draws(draws).with_layers(Layers::default().with_breakthroughs());
    settings.with_variables(vec![Variable::Gdp, Variable::Tfp])
}

/// Means with their Monte Carlo errors, and the rule that the channel is a martingale: what a jump adds in the mean is what
/// its share of the effect takes away. A size of .0005 makes more jumps a year than a draw holds sizes for.
#[test]
fn the_channel_has_mean_zero() {
    for (size, draws) in [(0.02, 1_500), (5e-4, 600), (1e-5, 300)] {
        let experiment = experiment_with(three_percent(), &[(P::BreakthroughSize, size)]);
        let ensemble = Ensemble::draw(&experiment, &settings(draws)).unwrap();
        let [gdp, tfp] = [
            ensemble.gdp_channel(Channel::Breakthroughs).unwrap(),
            ensemble.tfp_channel(Channel::Breakthroughs).unwrap(),
        ];
        for (year, s) in gdp.by_year().chain(tfp.by_year()) {
            assert!(
                s.mean.abs() <= within::STANDARD_ERRORS * s.mc_error,
                "{size}, {year}: {} {}",
                s.mean,
                s.mc_error
            );
        }
        // Not because nothing happens: the risk is there, and shrinks with the size of the jumps.
        let last = tfp.at(2045).unwrap();
        assert!(last.sd > 2.0 * size.sqrt() && last.mc_error < 0.2, "{size}: {last:?}");
    }
}

/// The price of research is the run less the run without: as breakthroughs add the same in both, its channel of
/// productivity is the difference of the structures' effects, which the risk hardly moves.
#[test]
fn the_price_of_research_does_not_hold_what_breakthroughs_do() {
    let mut scenario = three_percent();
    scenario.structure = StructureChoice::List(vec![StructureName::RateOfReturn]);
    let experiment = experiment(scenario);
    let price = |settings: &Settings| {
        let ensemble = Ensemble::draw(&experiment, settings).unwrap();
        *ensemble.tfp_channel(Channel::ResearchPrice).unwrap().at(2035).unwrap()
    };
    let risky = settings(400);
    let (with, without) = (price(&risky), price(&risky.clone().with_layers(Layers::default())));
    assert!(without.mean < -0.1);
    // Under a target R&D follows GDP, and with it what breakthroughs make of it: by hundredths of the channel.
    assert!((with.mean - without.mean).abs() < 0.05 * without.mean.abs(), "{} {}", with.mean, without.mean);
}

/// Off, or with no share of the effect, `a` is `x` to the last bit.
#[test]
fn without_a_share_the_effect_is_that_of_the_structure() {
    let tfp = |experiment: &Experiment, settings: &Settings| {
        let ensemble = Ensemble::draw(experiment, settings).unwrap();
        let bits = ensemble.structures().flat_map(|one| {
            let draws = one.values(Variable::Tfp, Kind::Scenario).unwrap();
            draws.iter().map(|value| value.to_bits()).collect::<Vec<_>>()
        });
        (bits.collect::<Vec<u64>>(), ensemble.tfp_channel(Channel::Breakthroughs).ok())
    };
    let (on, off) = (settings(40), settings(40).with_layers(Layers::default()));
    // Without arrivals in the level the baseline is that of the run without the layer.
    let fixed = [(P::BreakthroughShare, 0.0), (P::BreakthroughRate, 0.0)];
    let without_share = experiment_with(three_percent(), &fixed);
    let (with_layer, channel) = tfp(&without_share, &on);
    let (plain, none) = tfp(&without_share, &off);
    assert_eq!(none, None);
    assert!(channel.unwrap().iter().all(|s| s.mean == 0.0 && s.sd == 0.0));
    assert!(with_layer == plain && plain.len() > 40 * 38);
    // And the share matters: the test can fail.
    assert!(tfp(&experiment_with(three_percent(), &[(P::BreakthroughRate, 0.0)]), &on).0 != plain);
}

/// Years with many jumps are drawn in plain numbers: a draw alone has the bits that it has among others.
#[test]
fn many_jumps_are_those_of_the_draw_alone() {
    let experiment = experiment_with(three_percent(), &[(P::BreakthroughSize, 3e-4)]);
    let bits = |settings: &Settings| -> Vec<Vec<u64>> {
        let ensemble = Ensemble::draw(&experiment, settings).unwrap();
        let one = ensemble.structure(StructureName::RateOfReturn).unwrap();
        let draws = one.draws(Variable::Gdp, Kind::Scenario).unwrap();
        draws.columns().into_iter().map(|draw| draw.iter().map(|x| x.to_bits()).collect()).collect()
    };
    let many = bits(&settings(21).with_threads(1));
    assert_eq!(many, bits(&settings(21).with_threads(3)));
    for draw in [0, 5, 13, 20] {
        assert_eq!(bits(&settings(1).with_first_draw(draw))[0], many[draw as usize], "{draw}");
    }
}
