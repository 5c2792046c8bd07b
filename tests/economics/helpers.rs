//! What the tests of economics share: standard scenarios, a steady baseline, and all that can deviate from it.

use crate::support::{experiment, run, scenario};
use kennis::model::Pair;
use kennis::scenario::BaselineRow;
use kennis::structures::STRUCTURES;
use kennis::{
    BaselineTable, Channel, Instrument, Measure, ParameterId as P, Scenario, StructureName, Target, Unit,
    Variable, Year,
};

/// First year with money.
pub(crate) const FROM: i32 = 2026;
/// Money a year, billion.
pub(crate) const MONEY: f64 = 2.0;
/// A measure of so much money a year.
pub(crate) fn measure(instrument: Instrument, until: Option<i32>) -> Measure {
    let mut measure = Measure::new(instrument, Unit::BnEur, MONEY, FROM);
    measure.until = until;
    measure
}

/// What policy changes.
pub(crate) fn change(pair: Pair<f64>) -> f64 {
    pair.scenario - pair.baseline
}

/// The run of a permanent measure.
pub(crate) fn permanent(instrument: Instrument, replaced: &[(P, f64)]) -> Vec<Year<f64>> {
    run(&experiment(scenario([measure(instrument, None)])), replaced)
}

pub(crate) fn three_percent() -> Scenario {
    let mut scenario = Scenario::new("3% of GDP");
    scenario.targets.push(Target::new(0.03, 2030, 0.4));
    scenario
}

/// Measures of every kind, small enough to stay near the baseline.
pub(crate) fn package(scale: f64) -> Scenario {
    let mut measures: Vec<Measure> = [
        Instrument::PublicResearch,
        Instrument::DirectSubsidy,
        Instrument::TaxCredit,
        Instrument::InnovationProcurement,
        Instrument::VentureCapital,
        Instrument::EuCofinancing,
        Instrument::Facilities,
        Instrument::Valorisation,
        Instrument::FirmAttraction,
    ]
    .map(|instrument| Measure::new(instrument, Unit::GdpShare, scale, 2026))
    .into();
    measures.push(Measure::new(Instrument::Talent, Unit::Persons, 1e7 * scale, 2027));
    measures.push(Measure::new(Instrument::Education, Unit::YearsOfSchooling, 1e2 * scale, 2026));
    scenario(measures)
}

/// A baseline that grows at `g` each year, with R&D at 2% of GDP.
pub(crate) fn steady(g: f64, horizon: i32) -> BaselineTable {
    let mut table = BaselineTable::default();
    for year in 2024..=horizon + 1 {
        let mut row = BaselineRow::default();
        row.gdp_growth = Some(g);
        row.rd_intensity = Some(0.02);
        table.rows.insert(year, row);
    }
    table
}

/// Every structure.
pub(crate) fn every_structure() -> impl Iterator<Item = StructureName> {
    STRUCTURES.iter().map(|(name, _)| *name)
}

pub(crate) fn log_ratio(pair: Pair<f64>) -> f64 {
    (pair.scenario / pair.baseline).ln()
}

/// Everything that can deviate from the baseline.
pub(crate) fn deviations(year: &Year<f64>) -> Vec<f64> {
    let mut all: Vec<f64> = Variable::ALL.iter().map(|v| v.deviation(v.levels(year))).collect();
    all.extend([year.tfp, year.gdp, year.capital, year.labour, year.human_capital, year.spending, year.debt]);
    all.extend(Channel::ALL.iter().map(|channel| year.channel(*channel)));
    all
}
