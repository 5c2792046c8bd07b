//! Every structure for every country of the panel that has the data, and the table of the documentation.
#![cfg(feature = "panel")]

use kennis::{
    DataError, Economy, Experiment, ExperimentError, Instrument, Measure, Panel, ParameterSet, Scenario,
    StructureChoice, StructureName, Unit,
};

const STRUCTURES: [StructureName; 6] = [
    StructureName::KnowledgeCapital,
    StructureName::RateOfReturn,
    StructureName::SemiEndogenous,
    StructureName::InternationalSpillovers,
    StructureName::ErrorCorrection,
    StructureName::NoEffect,
];

/// Public R&D higher by 0.1% of GDP from 2026 for good.
fn standard(
    economy: &Economy,
    structure: StructureName,
    horizon: i32,
) -> Result<Experiment, ExperimentError> {
    let mut scenario = Scenario::new("public research");
    scenario.country.clone_from(&economy.country);
    scenario.horizon = horizon;
    scenario.structure = StructureChoice::List(vec![structure]);
    scenario.measures.push(Measure::new(Instrument::PublicResearch, Unit::GdpShare, 0.001, 2026));
    Experiment::new(economy, scenario, ParameterSet::default())
}

#[test]
fn every_structure_runs_for_every_country_and_the_documentation_shows_it() {
    let panel = Panel::embedded().unwrap();
    let mut table = String::from(
        "| country | R&D until | knowledge_capital | rate_of_return | semi_endogenous | no_effect |\n|---|---|---|---|---|---|\n",
    );
    let mut countries = 0;
    for code in panel.economies().map(|e| e.country.clone()) {
        let economy = match Economy::country(&code) {
            Ok(economy) => economy,
            Err(DataError::Missing { .. }) => continue,
            Err(error) => panic!("{code}: {error}"),
        };
        countries += 1;
        let last = economy.rd_years().unwrap().last;
        let mut cells = Vec::new();
        for structure in STRUCTURES {
            let horizon = if structure == StructureName::ErrorCorrection { last + 20 } else { 2045 };
            let experiment = standard(&economy, structure, horizon).unwrap_or_else(|e| panic!("{code}: {e}"));
            let years = experiment.at_centre();
            assert!(years.iter().all(|year| year.gdp.is_finite()), "{code} {structure}");
            let percent = 100.0 * years.last().unwrap().gdp.exp_m1();
            match structure {
                StructureName::NoEffect => assert!(percent.abs() < 1e-9, "{code}: {percent}"),
                StructureName::ErrorCorrection => continue,
                _ => assert!(percent > 0.0 && percent < 6.0, "{code} {structure}: {percent}"),
            }
            if structure != StructureName::InternationalSpillovers {
                cells.push(format!("{:.2}", percent.abs()));
            }
        }
        table.push_str(&format!("| {code} | {last} | {} |\n", cells.join(" | ")));
    }
    assert!(countries >= 30, "{countries}");
    // The packed library stands alone, without the documentation.
    let page = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/model-structures.md");
    let Ok(documented) = std::fs::read_to_string(page) else { return };
    let documented = documented.replace("\r\n", "\n");
    assert!(documented.contains(&table), "docs/model-structures.md lacks:\n{table}");
}

#[test]
fn error_correction_is_not_run_far_beyond_its_data() {
    let economy = Economy::netherlands().unwrap();
    assert!(standard(&economy, StructureName::ErrorCorrection, 2043).is_ok());
    let error = standard(&economy, StructureName::ErrorCorrection, 2044).unwrap_err();
    assert_eq!(
        error.to_string(),
        "horizon 2044: error_correction is not extrapolated more than 20 years beyond the data; expected 2043 at \
         most, or another structure"
    );
}

#[test]
fn structures_without_a_weight_count_alike_when_asked_for_together() {
    let economy = Economy::netherlands().unwrap();
    let mut scenario = Scenario::new("two without a weight");
    scenario.horizon = 2040;
    scenario.structure =
        StructureChoice::List(vec![StructureName::InternationalSpillovers, StructureName::ErrorCorrection]);
    let experiment = Experiment::new(&economy, scenario, ParameterSet::default()).unwrap();
    assert_eq!(experiment.structures.iter().map(|(_, weight)| *weight).collect::<Vec<_>>(), [0.5, 0.5]);
}
