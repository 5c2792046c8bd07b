//! Exact derivatives: which parameters move GDP in 2060, from one run with dual numbers.

use kennis::{
    Dual, Economy, Experiment, Instrument, Measure, ParameterId, ParameterSet, ParameterValues, Scalar,
    Scenario, StructureName, Unit,
};

const OF: [ParameterId; 4] = [
    ParameterId::OutputElasticityPublic,
    ParameterId::DepreciationPublic,
    ParameterId::GestationPublic,
    ParameterId::ResearchPriceElasticity,
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut scenario = Scenario::new("Public research, 0.1% of GDP more, for good");
    scenario.measures.push(Measure::new(Instrument::PublicResearch, Unit::GdpShare, 0.001, 2026));
    let experiment = Experiment::new(&Economy::netherlands()?, scenario, ParameterSet::default())?;

    let centres = experiment.parameters.centres();
    let values = ParameterValues::from_fn(|id| match OF.iter().position(|of| *of == id) {
        Some(direction) => Dual::<4>::variable(centres[id], direction),
        None => Dual::of(centres[id]),
    });
    let path = experiment.with_values(StructureName::KnowledgeCapital, &values);
    let last = path.last().ok_or("the structure is not in this version")?;
    println!("log GDP in {}: {:+.5}", experiment.baseline.horizon(), last.gdp.value);
    for (id, derivative) in OF.iter().zip(last.gdp.derivatives) {
        println!("  d/d {} = {derivative:+.5} ({})", id.name(), id.row().unit);
    }
    Ok(())
}
