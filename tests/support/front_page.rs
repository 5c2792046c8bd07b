// The program of the README: a scenario, an ensemble, a band. tests/readme.rs holds it, and what it prints, against the
// page. (Not a document comment: it is included in a module.)

use kennis::{Economy, Ensemble, Experiment, Instrument, Kind, Measure, ParameterSet, Scenario, Settings, Unit, Variable};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    // What is asked: 0.1% of GDP more for public research, from 2026 on, permanently.
    let scenario = Scenario::new("More public research")
        .with_measure(Measure::new(Instrument::PublicResearch, Unit::GdpShare, 0.001, 2026));

    // On which data, and with which beliefs about the parameters: here those of the literature.
    let experiment = Experiment::new(&Economy::netherlands()?, scenario, ParameterSet::default())?;

    // A thousand draws of the parameters, each through every structure.
    let ensemble = Ensemble::draw(&experiment, &Settings::default().with_draws(1000))?;

    let gdp = ensemble.statistics(Variable::Gdp, Kind::Deviation)?;
    for (year, s) in gdp.by_year().filter(|(year, _)| year % 10 == 0) {
        println!("{year}: GDP {:+.2}% (90% band {:+.2} to {:+.2})", s.p50, s.p05, s.p95);
    }
    Ok(())
}
