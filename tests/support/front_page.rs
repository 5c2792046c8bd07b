// The program of the README: a scenario, an ensemble, a band. tests/readme.rs holds it, and what it prints, against the
// page. (Not a document comment: it is included in a module.)

use kennis::{
    Economy, Ensemble, Experiment, Instrument, Kind, Measure, ParameterSet, Scenario, Settings, Unit,
    Variable,
};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    // What is asked: 0.1% of GDP more for public research, from 2026 on, permanently.
    let mut scenario = Scenario::new("More public research");
    scenario.measures.push(Measure::new(Instrument::PublicResearch, Unit::GdpShare, 0.001, 2026));

    // On which data, and with which beliefs about the parameters: here those of the literature.
    let experiment = Experiment::new(&Economy::netherlands()?, scenario, ParameterSet::default())?;

    // A thousand draws of the parameters, each through every structure.
    let mut settings = Settings::default();
    settings.draws = 1000;
    let ensemble = Ensemble::draw(&experiment, &settings)?;

    let gdp = ensemble.statistics(Variable::Gdp, Kind::Deviation).ok_or("GDP was not kept")?;
    for (year, s) in experiment.baseline.years.iter().zip(&gdp).filter(|(year, _)| year % 10 == 0) {
        println!("{year}: GDP {:+.2}% (90% band {:+.2} to {:+.2})", s.p50, s.p05, s.p95);
    }
    Ok(())
}
