//! Runs and comparisons as long CSV.

use super::long_csv::LongCsv;
use crate::ensemble::{Ensemble, Kind, NoResult, RankedStatistics, RatioStatistics, StatisticsByYear};
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
    effect_rows(&mut csv, "", (ensemble.gdp_over_rd(), ensemble.peak_year(), ensemble.half_year()));
    csv.into_text()
}

/// What stands beside the effect on GDP, of an ensemble or of a structure.
type Effect = (
    Result<Vec<(i32, RatioStatistics)>, NoResult>,
    Result<RankedStatistics, NoResult>,
    Result<RankedStatistics, NoResult>,
);

/// The rows of what stands beside the effect on GDP, of kind `effect`; what does not exist has none.
fn effect_rows(csv: &mut LongCsv, prefix: &str, (ratios, peak, half): Effect) {
    let mut rows = |name: &str, year: Option<i32>, statistics: &RankedStatistics, unit: &str| {
        let variable = format!("{prefix}{name}");
        let share = ("share_defined", Some(statistics.share_defined));
        for (statistic, value) in statistics.iter().chain([share]) {
            csv.row((&variable, "effect", statistic), year, value, unit);
        }
    };
    let ratios = ratios.unwrap_or_default();
    for (year, ratio) in &ratios {
        rows("gdp_over_rd", Some(*year), &ratio.draws, "ratio");
    }
    for (name, statistics) in [("peak_year", peak), ("half_year", half)] {
        let Ok(statistics) = statistics else { continue };
        rows(name, None, &statistics, "year");
    }
    for (year, ratio) in &ratios {
        let names = (&*format!("{prefix}gdp_over_rd"), "effect", "ratio_of_means");
        csv.row(names, Some(*year), ratio.ratio_of_means, "ratio");
    }
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
        let prefix = format!("{}.", one.name());
        variable_rows(&mut csv, experiment, &prefix, of);
        effect_rows(&mut csv, &prefix, (one.gdp_over_rd(), one.peak_year(), one.half_year()));
    }
    variable_rows(&mut csv, experiment, "mixture.", |variable, kind| ensemble.statistics(variable, kind));
    effect_rows(&mut csv, "mixture.", (ensemble.gdp_over_rd(), ensemble.peak_year(), ensemble.half_year()));
    for variable in Variable::ALL {
        // A check run has no variance.
        for (year, share) in ensemble.between_structure_share(*variable).into_iter().flatten() {
            let names = (variable.name(), "between_structure_variance", "share");
            csv.row(names, Some(year), share, "fraction");
        }
    }
    csv.into_text()
}
