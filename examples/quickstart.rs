//! More public research, with its band: an ensemble, its statistics, and the draws themselves as an array.

use kennis::{
    Economy, Ensemble, Experiment, Instrument, Kind, Measure, ParameterSet, Scenario, Settings, Unit,
    Variable,
};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut scenario = Scenario::new("Public research, 0.1% of GDP more, for good");
    scenario.measures.push(Measure::new(Instrument::PublicResearch, Unit::GdpShare, 0.001, 2026));
    let experiment = Experiment::new(&Economy::netherlands()?, scenario, ParameterSet::default())?;

    let mut settings = Settings::default();
    settings.draws = 1000;
    settings.variables = vec![Variable::Gdp, Variable::RdIntensity];
    settings.channels = false;
    let ensemble = Ensemble::draw(&experiment, &settings)?;

    let gdp = ensemble.statistics(Variable::Gdp, Kind::Deviation)?;
    for (year, s) in gdp.by_year().filter(|(year, _)| year % 10 == 0) {
        println!("{year}: GDP {:+.2}% (90% band {:+.2} to {:+.2})", s.p50, s.p05, s.p95);
    }

    // The draws of each structure, years by draws: what a program does with them is its own affair. Here: how likely
    // is an effect of more than half a percent?
    let mut likely = 0.0;
    for one in ensemble.structures() {
        let gdp = one.draws(Variable::Gdp, Kind::Scenario)?;
        let last = gdp.nrows() - 1;
        let above =
            gdp.row(last).iter().filter(|level| **level > 1.005 * experiment.baseline().gdp()[last]).count();
        let share = above as f64 / gdp.ncols() as f64;
        println!("{}: more than 0.5% in {:.0}% of the draws", one.name(), 100.0 * share);
        likely += one.weight() * share;
    }
    println!("probability of more than 0.5%: {likely:.2}");
    Ok(())
}
