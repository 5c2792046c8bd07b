//! Any valid scenario: a run of nine draws (eight side by side and one alone) ends with finite statistics that do not
//! depend on how the draws were spread, or with an error; never with a panic.
#![no_main]

use arbitrary::{Arbitrary, Result, Unstructured};
use kennis::formats::run_document;
use kennis::{AmountPath, CapitalClosure, Distribution, Economy, Ensemble, EnsembleError, Experiment, Financing, Instrument, Kind, Measure, OneStructure, ParameterId, ParameterSet, Scenario, Settings, StructureChoice, StructureName, Target, Unit, Variable};
use kennis::scenario::CheckContext;
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static ECONOMY: LazyLock<Economy> = LazyLock::new(|| Economy::netherlands().expect("embedded data"));

/// A scenario whose numbers are in range; the check of the scenario has the last word.
#[derive(Debug)]
struct Input {
    scenario: Scenario,
    settings: Settings,
}

impl<'a> Arbitrary<'a> for Input {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let mut scenario = Scenario::new("fuzz");
        scenario.horizon = u.int_in_range(2024..=2200)?;
        scenario.price_base = u.int_in_range(1981..=2024)?;
        scenario.capital_closure = *u.choose(CapitalClosure::ALL)?;
        scenario.financing = *u.choose(Financing::ALL)?;
        scenario.structure = match u.int_in_range(0..=StructureName::ALL.len())? {
            0 => StructureChoice::All,
            n => StructureChoice::List(vec![StructureName::ALL[n - 1]]),
        };
        let horizon = scenario.horizon;
        for _ in 0..u.int_in_range(0..=3)? {
            scenario.measures.push(measure(u, horizon)?);
        }
        if u.ratio(1, 3)? && horizon > 2026 {
            let from = u.int_in_range(2023..=horizon - 1)?;
            let year = u.int_in_range(from + 1..=2200)?;
            let mut target = Target::new(fraction(u)? * 0.2, year, fraction(u)?);
            target.from = from;
            scenario.targets.push(target);
        }
        for _ in 0..u.int_in_range(0..=3)? {
            let id = *u.choose(&ParameterId::all().collect::<Vec<_>>())?;
            let prior = id.row().prior;
            let (low, high) = (prior.lower.max(-10.0), prior.upper.min(10.0));
            scenario.parameters.push((id, Distribution::fixed(low + fraction(u)? * (high - low))));
        }
        let mut settings = Settings::default();
        settings.draws = u.int_in_range(0..=9)?;
        settings.seed = u.arbitrary()?;
        settings.first_draw = u.int_in_range(0..=1 << 40)?;
        settings.layers.breakthroughs = u.arbitrary()?;
        settings.layers.baseline_level = u.arbitrary()?;
        Ok(Self { scenario, settings })
    }
}

/// A number from 0 to 1.
fn fraction(u: &mut Unstructured<'_>) -> Result<f64> {
    Ok(f64::from(u.arbitrary::<u16>()?) / f64::from(u16::MAX))
}

fn measure(u: &mut Unstructured<'_>, horizon: i32) -> Result<Measure> {
    let instrument = *u.choose(Instrument::ALL)?;
    let unit = *u.choose(instrument.units())?;
    let most = match unit {
        Unit::GdpShare => 0.2,
        Unit::Persons => 100_000.0,
        Unit::YearsOfSchooling | Unit::QualitySd => 3.0,
        _ => 100.0,
    };
    let amount = |u: &mut Unstructured<'_>| Ok::<f64, arbitrary::Error>((2.0 * fraction(u)? - 1.0) * most);
    let from = u.int_in_range(2024..=horizon)?;
    let mut measure = Measure::new(instrument, unit, amount(u)?, from);
    if u.arbitrary()? {
        let until = u.int_in_range(from..=horizon)?;
        measure.amount = AmountPath::ByYear([(from, amount(u)?), (until, amount(u)?)].into());
        measure.until = Some(until);
    }
    measure.ramp_years = u.int_in_range(1..=100)?;
    if instrument == Instrument::Education && u.arbitrary()? {
        measure.entry_lag = Some(fraction(u)? * 60.0);
    }
    if !instrument.is_rd() && !unit.is_money() && u.arbitrary()? {
        measure.cost_per_unit = Some(fraction(u)? * 1e5);
    }
    Ok(measure)
}

fuzz_target!(|input: Input| {
    let Input { scenario, settings } = input;
    if scenario.check(&CheckContext::of(&ECONOMY).expect("embedded data")).is_err() {
        return;
    }
    let Ok(experiment) = Experiment::new(&ECONOMY, scenario, ParameterSet::default()) else { return };
    let ensemble = match Ensemble::draw(&experiment, &settings) {
        Ok(ensemble) => ensemble,
        Err(EnsembleError::Dropped { .. }) => return,
        Err(error) => panic!("{error}"),
    };
    for variable in Variable::ALL {
        for kind in Kind::ALL {
            for s in ensemble.statistics(*variable, *kind).iter().flat_map(|by_year| by_year.iter()) {
                assert!(s.iter().all(|(_, value)| value.is_finite()), "{variable}, {}: {s:?}", kind.name());
                assert!(s.p05 <= s.p50 && s.p50 <= s.p95 && s.sd >= 0.0, "{variable}: {s:?}");
            }
        }
    }
    let json = run_document(&experiment, &ensemble, &settings, "fuzz").to_json();
    if let Some(at) = json.find("not a finite number") {
        let start = json.len().min(at.saturating_sub(200));
        panic!("not finite: {} in {scenario:?}, {settings:?}", &json[start..at], scenario = experiment.scenario());
    }
    // The last draw alone gives the bits that it had beside others.
    if settings.draws > 1 {
        let mut alone = settings.clone();
        alone.first_draw = settings.first_draw + settings.draws - 1;
        alone.draws = 1;
        let Ok(alone) = Ensemble::draw(&experiment, &alone) else { return };
        for (one, all) in alone.structures().zip(ensemble.structures()) {
            assert_eq!(one.draw_numbers().last(), all.draw_numbers().last());
            let column = |one: OneStructure<'_>| {
                let values = one.draws(Variable::Gdp, Kind::Scenario).ok()?;
                values.columns().into_iter().next_back().map(|c| c.to_vec())
            };
            assert_eq!(column(one), column(all));
        }
    }
});
