//! A cost-benefit analysis as long CSV.

use super::csv_text::csv_with_inputs;
use super::long_csv::LongCsv;
use crate::appraise::{CostBenefit, CostBenefitAnalysis, Figure, Ratio};
use crate::statistics::Statistics;

/// The analysis as long CSV, `variable,kind,statistic,year,value,unit`. Of several scenarios a figure stands after the name of
/// its scenario and a full stop, that of a difference after `SECOND less FIRST`.
#[must_use]
pub fn cost_benefit_csv(analysis: &CostBenefitAnalysis) -> String {
    let mut csv = LongCsv::new();
    let names = analysis.names();
    let several = names.len() > 1;
    for (place, one) in analysis.comparison.scenarios.iter().enumerate() {
        let prefix = if several { format!("{}.", names[place]) } else { String::new() };
        figure_rows(&mut csv, &prefix, one);
        for row in &analysis.sensitivity[place] {
            let variable = format!("{prefix}{}={}", row.of, row.value);
            let unit = &one.experiment.baseline.currency_unit;
            for (statistic, value) in row.npv.iter().flat_map(Statistics::iter) {
                csv.row((&variable, "sensitivity", statistic), None, value, unit);
            }
            csv.row((&variable, "sensitivity", "ratio_of_means"), None, row.ratio_of_means, "ratio");
        }
        if let Some(found) = &analysis.break_even[place] {
            let variable = format!("{prefix}{}", found.parameter.name());
            csv.row((&variable, "break_even", "value"), None, found.value, found.parameter.row().unit);
        }
        flow_rows(&mut csv, &prefix, one);
    }
    for pair in &analysis.comparison.pairs {
        let both = format!("{} less {}.", names[pair.second], names[pair.first]);
        let unit = &analysis.comparison.scenarios[pair.first].experiment.baseline.currency_unit;
        for (statistic, value) in pair.npv.statistics().iter() {
            csv.row((&format!("{both}welfare_npv"), "difference", statistic), None, value, unit);
        }
        let row = |csv: &mut LongCsv, name: &str, value: Option<f64>, unit: &str| {
            csv.row((&format!("{both}{name}"), "difference", "value"), None, value, unit);
        };
        row(&mut csv, "probability_better", Some(pair.probability_better().value), "probability");
        row(&mut csv, "npv_per_public_euro", pair.npv_per_public_euro, "ratio");
    }
    csv_with_inputs(csv.into_text(), &analysis.inputs())
}

fn figure_rows(csv: &mut LongCsv, prefix: &str, one: &CostBenefit) {
    let currency = one.experiment.baseline.currency_unit.as_str();
    let of_figure = |figure| {
        let ratio = Ratio::ALL.iter().find(|ratio| ratio.figures()[2] == figure);
        ratio.and_then(|ratio| one.no_ratio(*ratio))
    };
    for figure in Figure::ALL {
        let (none, unit) = match figure {
            Figure::BenefitCostRatioSocial
            | Figure::BenefitCostRatioPublic
            | Figure::SelfFinancingShare
            | Figure::SelfFinancingShareWageIndexed => (of_figure(*figure), "ratio"),
            Figure::InternalRateOfReturn => (one.no_rate(), "fraction a year"),
            Figure::PaybackYear => (one.no_rate(), "year"),
            _ => (None, currency),
        };
        if none.is_some() {
            continue;
        }
        let ranked = one.ranked(*figure);
        let variable = format!("{prefix}{figure}");
        for (statistic, value) in ranked.iter() {
            csv.row((&variable, "figure", statistic), None, value, unit);
        }
        csv.row((&variable, "figure", "share_defined"), None, ranked.share_defined, "fraction");
    }
    for ratio in Ratio::ALL {
        let value = one.ratio_of_means(*ratio).map(|estimate| estimate.value);
        csv.row((&format!("{prefix}{ratio}"), "figure", "ratio_of_means"), None, value, "ratio");
    }
    let above = one.probability_npv_positive().value;
    let names = (&*format!("{prefix}probability_npv_positive"), "figure", "value");
    csv.row(names, None, above, "probability");
}

fn flow_rows(csv: &mut LongCsv, prefix: &str, one: &CostBenefit) {
    let unit = one.experiment.baseline.currency_unit.as_str();
    let rows = one.by_year();
    for (place, name) in CostBenefit::flow_names().iter().enumerate() {
        let years = rows.iter().map(|(year, statistics)| (*year, &statistics[place]));
        csv.statistics((&format!("{prefix}{name}"), "by_year"), years, unit);
    }
}
