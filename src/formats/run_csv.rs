//! Runs and comparisons as long CSV.

use super::long_csv::LongCsv;
use crate::ensemble::{Ensemble, Kind};
use crate::simulate::{Experiment, Variable};
use crate::statistics::Statistics;

/// The run as long CSV: `variable,kind,statistic,year,value,unit`.
#[must_use]
pub fn run_csv(experiment: &Experiment, ensemble: &Ensemble) -> String {
    let mut csv = LongCsv::new();
    variable_rows(&mut csv, experiment, "", |variable, kind| ensemble.statistics(variable, kind));
    let years = || experiment.baseline.years.iter();
    for channel in ensemble.channels() {
        for (output, statistics) in
            [("gdp", ensemble.gdp_channel(channel)), ("tfp", ensemble.tfp_channel(channel))]
        {
            let statistics = statistics.unwrap_or_default();
            csv.statistics(
                (&format!("{output}.{channel}"), "channel"),
                years().zip(&statistics),
                "log_points",
            );
        }
    }
    csv.into_text()
}

/// The rows of all variables and kinds, under names that start with `prefix`.
fn variable_rows(
    csv: &mut LongCsv,
    experiment: &Experiment,
    prefix: &str,
    of: impl Fn(Variable, Kind) -> Option<Vec<Statistics>>,
) {
    for variable in Variable::ALL {
        for kind in Kind::ALL {
            let Some(statistics) = of(*variable, kind) else { continue };
            let unit = match kind {
                Kind::Deviation => variable.deviation_unit().to_owned(),
                _ => variable.unit(&experiment.baseline.currency_unit),
            };
            let years = experiment.baseline.years.iter().zip(&statistics);
            csv.statistics((&format!("{prefix}{variable}"), kind.name()), years, &unit);
        }
    }
}

/// The comparison as long CSV, `variable,kind,statistic,year,value,unit`. A variable stands after the structure or
/// `mixture` and a full stop; the share of variance between structures is a kind of its own.
#[must_use]
pub fn compare_csv(experiment: &Experiment, ensemble: &Ensemble) -> String {
    let mut csv = LongCsv::new();
    for (i, member) in ensemble.members.iter().enumerate() {
        let of = |variable, kind| ensemble.member_statistics(i, variable, kind);
        variable_rows(&mut csv, experiment, &format!("{}.", member.structure), of);
    }
    variable_rows(&mut csv, experiment, "mixture.", |variable, kind| ensemble.statistics(variable, kind));
    for variable in Variable::ALL {
        let shares = ensemble.between_structure_share(*variable).unwrap_or_default();
        for (year, share) in experiment.baseline.years.iter().zip(shares) {
            let names = (variable.name(), "between_structure_variance", "share");
            csv.row(names, Some(year), share, "fraction");
        }
    }
    csv.into_text()
}
