//! Statistics over draws: of a result by year, and of a variable.

use super::record::record;
use super::values::{ByName, Numbers, OrReason};
use crate::ensemble::{Kind, NoResult, StatisticsByYear};
use crate::simulate::{Experiment, Variable};
use crate::statistics::{DrawnDistribution, Statistics};

record! {
    /// Over the draws, year by year; mc_error is the Monte Carlo standard error, from between eight replicates.
    pub struct YearlyStatistics {
        /// Mean.
        pub mean: Numbers,
        /// Standard deviation.
        pub sd: Numbers,
        /// The 5% point.
        pub p05: Numbers,
        /// The 20% point.
        pub p20: Numbers,
        /// The lower quartile.
        pub p25: Numbers,
        /// The 35% point.
        pub p35: Numbers,
        /// The median.
        pub p50: Numbers,
        /// The 65% point.
        pub p65: Numbers,
        /// The upper quartile.
        pub p75: Numbers,
        /// The 80% point.
        pub p80: Numbers,
        /// The 95% point.
        pub p95: Numbers,
        /// Monte Carlo standard error of the mean.
        pub mc_error: Numbers,
        /// Monte Carlo standard error of the 5% point.
        pub mc_error_p05: Numbers,
        /// Monte Carlo standard error of the median.
        pub mc_error_p50: Numbers,
        /// Monte Carlo standard error of the 95% point.
        pub mc_error_p95: Numbers,
    }
}

impl YearlyStatistics {
    pub(super) fn new<'a>(years: impl IntoIterator<Item = &'a Statistics> + Clone) -> Self {
        Self::of(|value| years.clone().into_iter().map(value).collect())
    }

    /// Of years some of which have none, for a reason.
    pub(super) fn or_reason(years: &[Option<Statistics>], reason: &'static str) -> Self {
        Self::of(|value| Numbers::or_reason(years.iter().map(|year| year.as_ref().map(value)), reason))
    }

    fn of(numbers: impl Fn(fn(&Statistics) -> f64) -> Numbers) -> Self {
        Self {
            mean: numbers(|s| s.mean),
            sd: numbers(|s| s.sd),
            p05: numbers(|s| s.p05),
            p20: numbers(|s| s.p20),
            p25: numbers(|s| s.p25),
            p35: numbers(|s| s.p35),
            p50: numbers(|s| s.p50),
            p65: numbers(|s| s.p65),
            p75: numbers(|s| s.p75),
            p80: numbers(|s| s.p80),
            p95: numbers(|s| s.p95),
            mc_error: numbers(|s| s.mc_error),
            mc_error_p05: numbers(|s| s.mc_error_p05),
            mc_error_p50: numbers(|s| s.mc_error_p50),
            mc_error_p95: numbers(|s| s.mc_error_p95),
        }
    }
}

record! {
    /// Of one figure over the draws.
    pub struct StatisticsRecord {
        /// Mean.
        pub mean: f64,
        /// Standard deviation.
        pub sd: f64,
        /// The 5% point.
        pub p05: f64,
        /// The 20% point.
        pub p20: f64,
        /// The lower quartile.
        pub p25: f64,
        /// The 35% point.
        pub p35: f64,
        /// The median.
        pub p50: f64,
        /// The 65% point.
        pub p65: f64,
        /// The upper quartile.
        pub p75: f64,
        /// The 80% point.
        pub p80: f64,
        /// The 95% point.
        pub p95: f64,
        /// Monte Carlo standard error of the mean.
        pub mc_error: f64,
        /// Monte Carlo standard error of the 5% point.
        pub mc_error_p05: f64,
        /// Monte Carlo standard error of the median.
        pub mc_error_p50: f64,
        /// Monte Carlo standard error of the 95% point.
        pub mc_error_p95: f64,
    }
}

impl StatisticsRecord {
    pub(super) fn of(distribution: &DrawnDistribution) -> Self {
        Self::new(&distribution.statistics())
    }

    pub(super) fn new(s: &Statistics) -> Self {
        Self {
            mean: s.mean,
            sd: s.sd,
            p05: s.p05,
            p20: s.p20,
            p25: s.p25,
            p35: s.p35,
            p50: s.p50,
            p65: s.p65,
            p75: s.p75,
            p80: s.p80,
            p95: s.p95,
            mc_error: s.mc_error,
            mc_error_p05: s.mc_error_p05,
            mc_error_p50: s.mc_error_p50,
            mc_error_p95: s.mc_error_p95,
        }
    }
}

record! {
    /// A variable in both paths, and its deviation from the baseline.
    pub struct VariableStatistics {
        /// Unit of the levels.
        pub unit: String,
        /// Unit of the deviation.
        #[cfg_attr(test, schemars(extend("enum" = ["percent", "percentage_points"])))]
        pub deviation_unit: &'static str,
        /// Levels of the baseline.
        pub baseline: OrReason<YearlyStatistics>,
        /// Levels of the scenario.
        pub scenario: OrReason<YearlyStatistics>,
        /// Deviation of the scenario from the baseline.
        pub deviation: YearlyStatistics,
    }
}

/// Variables by name, in the order of the output.
pub type Variables = ByName<VariableStatistics>;

/// The variables with the statistics that `of` gives.
pub(super) fn variables(
    experiment: &Experiment,
    of: impl Fn(Variable, Kind) -> Result<StatisticsByYear, NoResult>,
) -> Variables {
    let level = |variable, kind| {
        let reason = "the data has no level of this variable: it is a change against the baseline";
        OrReason::new(of(variable, kind).ok().map(|statistics| YearlyStatistics::new(&statistics)), reason)
    };
    let one = |variable: &Variable| {
        let deviation = of(*variable, Kind::Deviation).ok()?;
        let statistics = VariableStatistics {
            unit: variable.unit(&experiment.baseline.currency_unit),
            deviation_unit: variable.deviation_unit(),
            baseline: level(*variable, Kind::Baseline),
            scenario: level(*variable, Kind::Scenario),
            deviation: YearlyStatistics::new(&deviation),
        };
        Some((variable.name(), statistics))
    };
    Variable::ALL.iter().filter_map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    /// The keys are the names of the statistics, in their order, and each holds its own.
    #[test]
    fn every_statistic_stands_under_its_name() {
        let statistics = Statistics::of(&[1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0, 512.0, 1024.0]);
        let yearly = YearlyStatistics::new(&[statistics]).to_json();
        let (mut place, mut count) = (0, 0);
        for (name, value) in statistics.iter() {
            let text = format!("\"{name}\":[{value:?}]");
            let at = yearly.find(&text).unwrap();
            assert!(at > place, "{text}: {yearly}");
            (place, count) = (at, count + 1);
        }
        let document: Value = serde_json::from_str(&yearly).unwrap();
        assert_eq!(document.as_object().unwrap().len(), count);
    }
}
