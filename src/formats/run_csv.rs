//! Runs and comparisons as long CSV.

use super::csv_text::csv_with_inputs;
use super::long_csv::LongCsv;
use crate::ensemble::{
    Beliefs, Comparison, EducationVariant, Ensemble, Kind, NoResult, RankedStatistics, RatioStatistics,
    StatisticsByYear,
};
use crate::simulate::{Experiment, Variable};
use crate::statistics::DrawnDistribution;

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
    csv_with_inputs(csv.into_text(), experiment.inputs())
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
/// `mixture` and a full stop, a variant of education after `education.VARIANT.`; the share of variance between structures is a kind of its own.
#[must_use]
pub fn compare_csv(experiment: &Experiment, ensemble: &Ensemble, variants: &[EducationVariant]) -> String {
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
    for of in variants {
        for variable in [Variable::Gdp, Variable::HumanCapital] {
            let Ok(statistics) = of.ensemble.statistics(variable, Kind::Deviation) else { continue };
            let name = format!("education.{}.{variable}", of.name);
            let years = of.ensemble.years().iter().zip(statistics.as_slice());
            csv.statistics((&name, "deviation"), years, variable.deviation_unit());
        }
    }
    csv_with_inputs(csv.into_text(), experiment.inputs())
}

/// The comparison of several scenarios as long CSV, `variable,kind,statistic,year,value,unit`. A variable stands after the
/// name of its scenario and a full stop; that of a difference after `SECOND less FIRST`, in one structure after its name
/// too. Probabilities are statistics of a difference.
#[must_use]
pub fn scenarios_csv(comparison: &Comparison) -> String {
    let mut csv = LongCsv::new();
    let names = comparison.names();
    for (one, name) in comparison.scenarios.iter().zip(&names) {
        let of = |variable, kind| one.ensemble.statistics(variable, kind);
        variable_rows(&mut csv, &one.experiment, &format!("{name}."), of);
    }
    for pair in &comparison.pairs {
        let both = format!("{} less {}", names[pair.second], names[pair.first]);
        let (difference, first) = (&pair.difference, pair.difference.years().first);
        let check_run = comparison.settings.draws == 0;
        for variable in Variable::ALL {
            let unit = variable.deviation_unit();
            if let Ok(years) = difference.by_year(*variable) {
                difference_rows(&mut csv, &format!("{both}.{variable}"), unit, (first, years), check_run);
            }
            for one in difference.structures() {
                let Ok(years) = difference.by_year_in(one.name, *variable) else { continue };
                let name = format!("{both}.{}.{variable}", one.name);
                difference_rows(&mut csv, &name, unit, (first, years), check_run);
            }
        }
    }
    csv.into_text()
}

/// A scenario under several sets of beliefs as long CSV, `variable,kind,statistic,year,value,unit`. A variable stands after
/// the name of its set and a full stop.
#[must_use]
pub fn beliefs_csv(beliefs: &Beliefs) -> String {
    let mut csv = LongCsv::new();
    for one in &beliefs.each {
        let of = |variable, kind| one.ensemble.statistics(variable, kind);
        let prefix = format!("{}.", one.name);
        variable_rows(&mut csv, &one.experiment, &prefix, of);
    }
    csv.into_text()
}

/// The rows of a difference; a check run has no probabilities.
fn difference_rows(
    csv: &mut LongCsv,
    name: &str,
    unit: &str,
    (first, years): (i32, &[DrawnDistribution]),
    check_run: bool,
) {
    for (year, d) in (first..).zip(years) {
        csv.statistics((name, "difference"), [(year, &d.statistics())], unit);
        let more = d.probability_above(0.0).filter(|_| !check_run);
        let equal = d.share_equal(0.0).filter(|_| !check_run);
        for (statistic, value) in [
            ("probability_more", more.map(|p| p.value)),
            ("mc_error_probability_more", more.map(|p| p.mc_error)),
            ("probability_equal", equal.map(|p| p.value)),
        ] {
            csv.row((name, "difference", statistic), Some(year), value, "fraction");
        }
    }
}
