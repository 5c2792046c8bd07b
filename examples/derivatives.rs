//! Exact derivatives: which parameters move GDP in 2060, by name, from dual numbers in the same equations.

use kennis::{Economy, Experiment, Instrument, Measure, ParameterId, ParameterSet, Scenario, Unit, Variable};

const OF: [&str; 4] =
    ["output_elasticity_public", "depreciation_public", "gestation_public", "research_price_elasticity"];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let scenario = Scenario::new("Public research, 0.1% of GDP more, permanently")
        .with_measure(Measure::new(Instrument::PublicResearch, Unit::GdpShare, 0.001, 2026));
    let experiment = Experiment::new(&Economy::netherlands()?, scenario, ParameterSet::default())?;
    let derivatives = experiment.derivatives(&OF)?;
    for name in OF {
        let gdp = derivatives.of(Variable::Gdp, name)?;
        let unit = ParameterId::from_name(name).map_or("", |id| id.row().unit);
        println!("d GDP in 2060 (percent) / d {name}: {:+.4} ({unit})", gdp.at(2060)?);
    }
    Ok(())
}
