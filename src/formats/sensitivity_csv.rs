//! A sensitivity analysis as long CSV.

use super::csv_text::csv_with_inputs;
use super::long_csv::LongCsv;
use crate::sensitivity::SensitivityAnalysis;

/// The analysis as long CSV, `variable,kind,statistic,year,value,unit`: a parameter, group, layer or option after what it is.
#[must_use]
pub fn sensitivity_csv(analysis: &SensitivityAnalysis) -> String {
    let mut csv = LongCsv::new();
    let currency = analysis.experiment.baseline().currency_unit.clone();
    let (output, year) = (analysis.output.name(), analysis.year);
    let unit = analysis.output.unit(&currency);
    csv.row((output, "output", "mean"), year, analysis.mean, &unit);
    csv.row((output, "output", "sd"), year, analysis.sd, &unit);
    csv.row((output, "output", "centre"), year, analysis.centre, &unit);
    for p in &analysis.parameters {
        for (statistic, value) in [
            ("first", p.first.value),
            ("first_low", p.first.low),
            ("first_high", p.first.high),
            ("total", p.total.value),
            ("total_low", p.total.low),
            ("total_high", p.total.high),
            ("shapley", p.shapley),
        ] {
            csv.row((p.name, "parameter", statistic), year, value, "share of variance");
        }
        csv.row((p.name, "parameter", "derivative"), year, p.derivative, &unit);
        csv.row((p.name, "parameter", "low"), year, p.low, &unit);
        csv.row((p.name, "parameter", "high"), year, p.high, &unit);
        csv.row((p.name, "parameter", "evppi"), None, p.evppi, &currency);
    }
    csv.row(("structure", "structure", "first"), year, analysis.structure.first.value, "share of variance");
    csv.row(("structure", "structure", "total"), year, analysis.structure.total.value, "share of variance");
    csv.row(("structure", "structure", "evppi"), None, analysis.structure_evppi, &currency);
    for g in &analysis.groups {
        csv.row((g.group.name(), "group", "first"), year, g.first.value, "share of variance");
        csv.row((g.group.name(), "group", "evppi"), None, g.evppi, &currency);
    }
    for of_year in &analysis.layers {
        for (layer, share) in &of_year.shares {
            csv.row((layer, "layer", "first"), of_year.year, *share, "share of variance");
        }
        csv.row(("interactions", "layer", "first"), of_year.year, of_year.interactions, "share of variance");
    }
    for (scenario, mean) in &analysis.decision.options {
        csv.row((scenario, "option", "mean_npv"), None, *mean, &currency);
    }
    csv.row(("decision", "decision", "evpi"), None, analysis.evpi, &currency);
    let regret = analysis.decision.probability_of_regret;
    csv.row(("decision", "decision", "probability_of_regret"), None, regret, "probability");
    csv_with_inputs(csv.into_text(), analysis.experiment.inputs())
}
