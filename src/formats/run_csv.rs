//! Runs and comparisons as long CSV.

use super::csv_text::csv_with_inputs;
use super::long_csv::LongCsv;
use crate::ensemble::{Ensemble, Kind, NoResult, StatisticsByYear};
use crate::simulate::{Experiment, Variable};

/// The run as long CSV: `variable,kind,statistic,year,value,unit`.
#[must_use]
pub fn run_csv(experiment: &Experiment, ensemble: &Ensemble) -> String {
    let mut csv = LongCsv::new();
    variable_rows(&mut csv, experiment, "", |variable, kind| ensemble.statistics(variable, kind));
    for channel in ensemble.channels() {
        for (output, statistics) in
            [("gdp", ensemble.gdp_channel(channel)), ("tfp", ensemble.tfp_channel(channel))]
        {
            // A channel that does not act on productivity has no rows there.
            let Ok(statistics) = statistics else { continue };
            csv.statistics((&format!("{output}.{channel}"), "channel"), statistics.by_year(), "log_points");
        }
    }
    csv_with_inputs(csv.into_text(), experiment.inputs())
}

/// The rows of all variables and kinds, under names that start with `prefix`.
fn variable_rows(
    csv: &mut LongCsv,
    experiment: &Experiment,
    prefix: &str,
    of: impl Fn(Variable, Kind) -> Result<StatisticsByYear, NoResult>,
) {
    for variable in Variable::ALL {
        for kind in Kind::ALL {
            let Ok(statistics) = of(*variable, *kind) else { continue };
            let unit = match kind {
                Kind::Deviation => variable.deviation_unit().to_owned(),
                _ => variable.unit(&experiment.baseline.currency_unit),
            };
            csv.statistics((&format!("{prefix}{variable}"), kind.name()), statistics.by_year(), &unit);
        }
    }
}

/// The comparison as long CSV, `variable,kind,statistic,year,value,unit`. A variable stands after the structure or
/// `mixture` and a full stop; the share of variance between structures is a kind of its own.
#[must_use]
pub fn compare_csv(experiment: &Experiment, ensemble: &Ensemble) -> String {
    let mut csv = LongCsv::new();
    for one in ensemble.structures() {
        let of = |variable, kind| one.statistics(variable, kind);
        variable_rows(&mut csv, experiment, &format!("{}.", one.name()), of);
    }
    variable_rows(&mut csv, experiment, "mixture.", |variable, kind| ensemble.statistics(variable, kind));
    for variable in Variable::ALL {
        // A check run has no variance.
        for (year, share) in ensemble.between_structure_share(*variable).into_iter().flatten() {
            let names = (variable.name(), "between_structure_variance", "share");
            csv.row(names, Some(year), share, "fraction");
        }
    }
    csv_with_inputs(csv.into_text(), experiment.inputs())
}
