//! The nine actions as long CSV: what each adds to the effect of a package, or what is known of them.

use super::csv_text::csv_with_inputs;
use super::long_csv::LongCsv;
use crate::data::InputFile;
use crate::ensemble::RankedStatistics;
use crate::policy::{ActionTable, Attribution, OUTCOMES};
use crate::statistics::DrawnDistribution;

/// An attribution as long CSV, `variable,kind,statistic,year,value,unit`: the kind is `action_N`, `package` or `others`.
#[must_use]
pub fn actions_csv(attribution: &Attribution, table: &ActionTable) -> String {
    let mut csv = LongCsv::new();
    for outcome in OUTCOMES {
        let mut rows = |kind: &str, effect: Option<&DrawnDistribution>| {
            for (statistic, value) in
                effect.iter().flat_map(|effect| effect.statistics().iter().collect::<Vec<_>>())
            {
                let year = Some(attribution.year);
                csv.row((outcome.name(), kind, statistic), year, value, outcome.deviation_unit());
            }
        };
        for action in &attribution.actions {
            rows(&format!("action_{action}"), attribution.share(*action, outcome));
        }
        rows("package", attribution.package(outcome));
        rows("others", attribution.others(outcome));
    }
    let mut years = |name: &str, years: Option<RankedStatistics>| {
        if let Some(years) = years {
            for (statistic, value) in years.iter() {
                csv.row((name, "package", statistic), None, value, "year");
            }
            csv.row((name, "package", "share_defined"), None, years.share_defined, "fraction");
        }
    };
    years("peak_year", attribution.peak_year());
    years("half_year", attribution.half_year());
    let inputs: Vec<InputFile> = attribution.experiment.inputs.iter().chain(&table.input).cloned().collect();
    csv_with_inputs(csv.into_text(), &inputs)
}

/// The table of actions as long CSV: a row of kind `money` for each amount that a source names, with what it is as its statistic, and
/// one of kind `status` with the status as its statistic and the day as the number YYYYMMDD.
#[must_use]
pub fn action_statuses_csv(table: &ActionTable) -> String {
    let mut csv = LongCsv::new();
    for action in &table.actions {
        let name = format!("action_{}", action.number);
        let day = action.status_date.to_string().replace('-', "").parse::<f64>().ok();
        csv.row((&name, "status", action.status.name()), None, day, "day, YYYYMMDD");
        for money in &action.money {
            csv.row(
                (&name, "money", "amount"),
                None,
                money.amount,
                &format!("{}: {}", money.unit, money.what),
            );
        }
    }
    csv_with_inputs(csv.into_text(), &table.input.iter().cloned().collect::<Vec<_>>())
}
