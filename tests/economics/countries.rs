//! Every structure for every country of the panel that has the data; the others say what is missing.

#![cfg(feature = "panel")]

use crate::support::tolerances as within;
use kennis::data::Panel;
use kennis::{
    Economy, Experiment, ExperimentError, Instrument, Measure, ParameterSet, Scenario, StructureChoice,
    StructureName, Unit,
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
fn every_structure_runs_for_every_country_that_has_the_data() {
    let panel = Panel::embedded().unwrap();
    let (mut there, mut missing) = (0, Vec::new());
    for code in panel.economies().map(|e| e.country.clone()) {
        let economy = match Economy::country(&code) {
            Ok(economy) => economy,
            Err(error) => {
                missing.push((code, error.to_string()));
                continue;
            }
        };
        there += 1;
        for structure in STRUCTURES {
            let experiment = standard(&economy, structure, 2045).unwrap_or_else(|e| panic!("{code}: {e}"));
            let years = experiment.at_centre();
            assert!(years.iter().all(|year| year.gdp.is_finite()), "{code} {structure}");
            let percent = 100.0 * years.last().unwrap().gdp.exp_m1();
            match structure {
                StructureName::NoEffect => assert!(percent.abs() < within::DIFFERENCE, "{code}: {percent}"),
                // The estimate for public R&D is negative: a fall, by its elasticity over one less the share of capital at most.
                StructureName::ErrorCorrection => {
                    assert!(percent < 0.0 && percent > -15.0, "{code}: {percent}")
                }
                _ => assert!(percent > 0.0 && percent < 6.0, "{code} {structure}: {percent}"),
            }
        }
    }
    assert!(there >= 30, "{there}");
    // The others say which series is missing, and in which years.
    assert!(!missing.is_empty());
    for (code, error) in &missing {
        let year = error.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() == 4);
        let names_years = year || error.ends_with("for any year");
        assert!(error.starts_with("series ") && names_years, "{code}: {error}");
    }
}

#[test]
fn structures_without_a_weight_count_alike_when_asked_for_together() {
    let economy = Economy::netherlands().unwrap();
    let mut scenario = Scenario::new("two without a weight");
    scenario.horizon = 2040;
    scenario.structure =
        StructureChoice::List(vec![StructureName::InternationalSpillovers, StructureName::ErrorCorrection]);
    let experiment = Experiment::new(&economy, scenario, ParameterSet::default()).unwrap();
    assert_eq!(experiment.structures().iter().map(|(_, weight)| *weight).collect::<Vec<_>>(), [0.5, 0.5]);
}
