//! What draws say beside their years, found again from the draws themselves: returns over all draws, the years of the peak
//! and of half of it, extra GDP over extra R&D.

use crate::support::{self, tolerances as within};
use kennis::ensemble::RankedStatistics;
use kennis::model::Gestation;
use kennis::parameters::{Origin, Shape};
use kennis::simulate::internal_rate_of_return;
use kennis::{
    CapitalClosure, Distribution, Economy, Ensemble, Experiment, Instrument, Kind, Measure, ParameterId as P,
    ParameterSet, Scenario, Settings, StructureChoice, StructureName as S, Target, Unit, Variable,
};

fn three_percent(structures: &[S]) -> Scenario {
    let mut scenario = Scenario::new("3% of GDP").with_target(Target::new(0.03, 2030, 0.4));
    scenario.structure = StructureChoice::List(structures.to_vec());
    scenario
}

fn one_year(structures: &[S]) -> Scenario {
    let mut measure = Measure::new(Instrument::PublicResearch, Unit::BnEur, 1.0, 2026);
    measure.until = Some(2026);
    let mut scenario = Scenario::new("one year").with_measure(measure);
    scenario.structure = StructureChoice::List(structures.to_vec());
    scenario
}

fn draw(experiment: &Experiment, draws: u64) -> Ensemble {
    Ensemble::draw(experiment, &Settings::default().with_draws(draws).with_by_structure(true)).unwrap()
}

/// Quantile of type 7 of values in rising order, in which what has no value has its rank; none beside those.
fn type_7(sorted: &[Option<f64>], p: f64) -> Option<f64> {
    let place = p * (sorted.len() - 1) as f64;
    let (low, part) = (place.floor() as usize, place.fract());
    if part == 0.0 {
        return sorted[low];
    }
    Some(sorted[low]? + part * (sorted[low + 1]? - sorted[low]?))
}

fn same(found: &RankedStatistics, sorted: &[Option<f64>], what: &str) {
    for (p, value) in
        [(0.05, found.p05), (0.2, found.p20), (0.5, found.p50), (0.8, found.p80), (0.95, found.p95)]
    {
        match (value, type_7(sorted, p)) {
            (Some(a), Some(b)) => {
                assert!((a - b).abs() < within::DIFFERENCE * b.abs().max(1.0), "{what} {p}: {a} {b}")
            }
            (a, b) => assert_eq!(a, b, "{what} {p}"),
        }
    }
    let defined = sorted.iter().flatten().count() as f64 / sorted.len() as f64;
    assert!((found.share_defined - defined).abs() < within::YEAR, "{what}");
    assert_eq!(found.mean.is_some(), defined == 1.0, "{what}");
}

/// The equation of the rate at the parameters and stocks of each draw. A quarter of the draws have a negative elasticity.
#[test]
fn draws_without_a_rate_rank_lowest() {
    let mut parameters = ParameterSet::default();
    let shape = Shape::Normal { mean: 0.03, sd: 0.04 };
    let prior = Distribution { shape, ..Distribution::fixed(0.03) };
    parameters.set(P::OutputElasticityPublic, prior, Origin::Set).unwrap();
    let scenario = three_percent(&[S::KnowledgeCapital]);
    let experiment = Experiment::new(&Economy::netherlands().unwrap(), scenario, parameters).unwrap();
    let ensemble = draw(&experiment, 400);
    let one = ensemble.structure(S::KnowledgeCapital).unwrap();
    let stock = one.values(Variable::KnowledgePublic, Kind::Baseline).unwrap();
    let gdp = one.values(Variable::Gdp, Kind::Baseline).unwrap()[[0, 0]];
    let mut rates: Vec<Option<f64>> = one
        .draw_numbers()
        .iter()
        .enumerate()
        .map(|(column, i)| {
            let drawn = Settings::default().draw_parameters(&experiment, *i).unwrap();
            let value = |id: P| drawn.iter().find(|(name, _)| name == id.name()).unwrap().1;
            let gross = value(P::OutputElasticityPublic) * gdp / stock[[0, column]];
            let lag = Gestation::new(value(P::DepreciationPublic), value(P::GestationPublic));
            internal_rate_of_return(gross, lag)
        })
        .collect();
    rates.sort_by(|a, b| a.partial_cmp(b).unwrap());
    let found = ensemble.internal_rates().unwrap().public.unwrap();
    same(&found, &rates, "public");
    assert!(found.p20.is_none() && found.p35.is_some() && (0.6..0.9).contains(&found.share_defined));
    // Leaving them out, as if they did not exist, would say more than there is.
    let among: Vec<Option<f64>> = rates.iter().copied().filter(Option::is_some).collect();
    assert!(type_7(&among, 0.5).unwrap() > 1.2 * found.p50.unwrap());
    assert_eq!(ensemble.gross_returns().unwrap().public.unwrap().share_defined, 1.0);
}

#[test]
fn structures_that_imply_no_return_leave_their_weight_to_the_others() {
    let returns = |structures: &[S]| {
        let ensemble = draw(&support::experiment(three_percent(structures)), 150);
        (ensemble.gross_returns().unwrap(), ensemble.internal_rates().unwrap())
    };
    let (gross, rate) = returns(&[S::KnowledgeCapital, S::RateOfReturn]);
    let among = returns(&[S::KnowledgeCapital, S::RateOfReturn, S::SemiEndogenous, S::NoEffect]);
    let pairs = [
        (gross.business, among.0.business),
        (gross.public, among.0.public),
        (rate.business, among.1.business),
        (rate.public, among.1.public),
    ];
    for (alone, among) in pairs {
        let (alone, among) = (alone.unwrap(), among.unwrap());
        for ((name, a), (_, b)) in alone.iter().zip(among.iter()) {
            assert_eq!(a.is_some(), b.is_some(), "{name}");
            assert!((a.unwrap_or(0.0) - b.unwrap_or(0.0)).abs() < within::YEAR, "{name}: {a:?} {b:?}");
        }
        assert!((alone.share_defined - among.share_defined).abs() < within::YEAR);
    }
    assert!(rate.public.unwrap().share_defined < 1.0);
    let none = returns(&[S::SemiEndogenous, S::NoEffect]);
    assert!(none.0.public.is_none() && none.1.business.is_none());
}

/// The years and ratios by searching the paths of all draws, in a mixture with equal weights and in its structures.
#[test]
fn peak_half_and_ratio_are_those_of_the_paths() {
    let structures = [S::KnowledgeCapital, S::NoEffect];
    let mut scenario = one_year(&structures);
    scenario.structure = StructureChoice::Weights(structures.map(|name| (name, 0.5)).to_vec());
    let ensemble = draw(&support::experiment(scenario), 300);
    let (mut peaks, mut halves, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    let (mut extra_gdp, mut extra_rd) = (0.0, 0.0);
    let t = 20;
    for one in ensemble.structures() {
        let y = one.values(Variable::Gdp, Kind::Deviation).unwrap();
        let levels =
            |variable| [Kind::Scenario, Kind::Baseline].map(|kind| one.values(variable, kind).unwrap());
        let ([gdp, gdp0], [rd, rd0]) = (levels(Variable::Gdp), levels(Variable::RdTotal));
        for (column, path) in y.columns().into_iter().enumerate() {
            // Of logs, as the effect is.
            let sizes: Vec<f64> = path.iter().map(|percent| (percent / 100.0).ln_1p().abs()).collect();
            let largest = sizes.iter().copied().fold(0.0, f64::max);
            let peak = sizes.iter().position(|size| *size == largest).filter(|_| largest > 1e-12);
            let half = peak.and_then(|peak| (peak..sizes.len()).find(|t| sizes[*t] <= 0.5 * largest));
            peaks.push(peak.map(|t| 2023.0 + t as f64));
            halves.push(half.map(|t| 2023.0 + t as f64));
            let place = [t, column];
            ratios.push(Some((gdp[place] - gdp0[place]) / (rd[place] - rd0[place])));
            extra_gdp += gdp[place] - gdp0[place];
            extra_rd += rd[place] - rd0[place];
        }
    }
    let latest = |year: &Option<f64>| year.unwrap_or(f64::INFINITY);
    for years in [&mut peaks, &mut halves, &mut ratios] {
        years.sort_by(|a, b| latest(a).total_cmp(&latest(b)));
    }
    let (peak, half) = (ensemble.peak_year().unwrap(), ensemble.half_year().unwrap());
    same(&peak, &peaks, "peak");
    same(&half, &halves, "half");
    // Half of the draws have no effect, and some of the others halve.
    assert!(peak.share_defined < 0.51 && half.share_defined > 0.1 && half.p95.is_none());
    let (year, ratio) = ensemble.gdp_over_rd().unwrap()[t];
    assert_eq!((year, ratio.draws.share_defined, ratio.draws.mean), (2043, 1.0, None));
    for (p, value) in [(0.05, ratio.draws.p05), (0.5, ratio.draws.p50), (0.95, ratio.draws.p95)] {
        let exact = type_7(&ratios, p).unwrap();
        let value = value.unwrap();
        // A difference of levels of GDP of which it is a millionth.
        assert!((value - exact).abs() < 1e-4 * exact.abs().max(1.0), "{p}: {value} {exact}");
    }
    let of_means = ratio.ratio_of_means.unwrap();
    assert!((of_means / (extra_gdp / extra_rd) - 1.0).abs() < 1e-4, "{of_means}");
    // Before there is any money there is nothing to divide by.
    let (year, before) = ensemble.gdp_over_rd().unwrap()[1];
    assert_eq!(
        (year, before.draws.share_defined, before.draws.p50, before.ratio_of_means),
        (2024, 0.0, None, None)
    );
    // One structure alone.
    let none = ensemble.structure(S::NoEffect).unwrap();
    assert_eq!(none.peak_year().unwrap().share_defined, 0.0);
    assert_eq!(none.gdp_over_rd().unwrap()[t].1.draws.p95, Some(0.0));
}

/// Without gestation, price, response and feedback, GDP is `(1-alpha)` below the stock over GDP: a euro works a year later
/// and fades with `(1-delta)/(1+g)` a year.
#[test]
fn an_impulse_halves_as_its_stock_does() {
    let mut scenario = one_year(&[S::RateOfReturn]);
    scenario.capital_closure = CapitalClosure::CapitalOutputRatio;
    let delta = 0.04;
    let fixed = [
        (P::GestationPublic, 1.0),
        (P::DepreciationPublic, delta),
        (P::RateOfReturnBusiness, 0.0),
        (P::RateOfReturnPublic, 0.3),
        (P::ResearchPriceElasticity, 0.0),
        (P::Complementarity, 0.0),
    ];
    let experiment = support::experiment_with(scenario, &fixed);
    let ensemble = draw(&experiment, 16);
    let (peak, half) = (ensemble.peak_year().unwrap(), ensemble.half_year().unwrap());
    // The stock by hand: weights of the Pascal lag of order 3 with mean 1, p = 1/4.
    let p: f64 = 0.25;
    let weight = |k: i32| f64::from((k + 1) * (k + 2) / 2) * (1.0 - p).powi(3) * p.powi(k);
    let gdp = experiment.baseline().gdp();
    let first = 3;
    let mut stock = 0.0;
    let effect: Vec<f64> = (first + 1..gdp.len())
        .map(|t| {
            stock = (1.0 - delta) * stock + weight((t - first - 1) as i32);
            stock / gdp[t]
        })
        .collect();
    let largest = effect.iter().copied().fold(0.0, f64::max);
    let by_hand = effect.iter().position(|y| *y == largest).unwrap();
    let half_by_hand = (by_hand..effect.len()).find(|t| effect[*t] <= largest / 2.0).unwrap();
    let year = |position: usize| Some(2023.0 + (first + 1 + position) as f64);
    assert_eq!((peak.p05, peak.p95), (year(by_hand), year(by_hand)));
    assert_eq!((half.p50, half.mean), (year(half_by_hand), year(half_by_hand)));
    assert!((8..16).contains(&(half_by_hand - by_hand)));
}
