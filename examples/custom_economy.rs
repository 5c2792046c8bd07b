//! An economy of one's own, from a table of yearly series: what it lacks, its baseline, and a run.
//!
//! ```text
//! cargo run --example custom_economy [TABLE.csv]
//! ```
//! Without an argument the table is `examples/economy.csv`, an invented country. Its first line names series; lines
//! `unit`, `source`, `vintage`, `licence` and `note` describe them; then a line a year, without a year left out.

use kennis::data::SeriesName;
use kennis::{
    Economy, Ensemble, Experiment, Instrument, Kind, Measure, ParameterSet, Scenario, Settings, Unit,
    Variable,
};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let table = match std::env::args().nth(1) {
        Some(path) => std::fs::read_to_string(path)?,
        None => include_str!("economy.csv").to_owned(),
    };

    // Nothing is filled: a series without observations, or with a gap where a baseline needs them, is named.
    let bare = Economy::from_tables("XYZ", &["year,gdp_volume\n2020,1000\n2021,1010\n"])?;
    println!("two years of GDP are not enough; {} series are missing, such as", bare.lacks().len());
    for missing in bare.lacks().iter().take(2) {
        println!("  {missing}");
    }

    // Growth beyond the data is that of the last ten years, fading to that of population, unless the table has
    // gdp_growth and hours_growth (percent a year).
    let economy = Economy::from_tables("XYZ", &[&table])?.completed()?;
    let rd = economy.observed(SeriesName::RdTotal)?;
    println!("{}: R&D from {} to {}, money in {}", economy.country, rd.first, rd.last, economy.currency_unit);

    let mut scenario = Scenario::new("Half a billion of public research a year");
    scenario.country.clone_from(&economy.country);
    scenario.price_base = economy.price_base()?;
    scenario.horizon = 2050;
    let from = rd.last + 3;
    scenario.measures.push(Measure::new(Instrument::PublicResearch, Unit::BnLcu, 0.5, from));
    let experiment = Experiment::new(&economy, scenario, ParameterSet::default())?;

    let mut settings = Settings::default();
    settings.draws = 1000;
    settings.variables = vec![Variable::Gdp];
    settings.channels = false;
    let ensemble = Ensemble::draw(&experiment, &settings)?;
    let gdp = ensemble.statistics(Variable::Gdp, Kind::Deviation)?;
    let baseline = experiment.baseline();
    for ((year, level), s) in
        baseline.years().iter().zip(baseline.gdp()).zip(&gdp).filter(|((y, _), _)| y % 10 == 0)
    {
        println!(
            "{year}: baseline {level:.0} {}, {:+.2}% ({:+.2} to {:+.2})",
            baseline.currency_unit, s.p50, s.p05, s.p95
        );
    }
    Ok(())
}
