//! The diagnostics of error correction on a panel, as `kennis.calibrate/1` holds them.

use super::record::record;
use super::test_record::TestRecord;
use super::values::{Numbers, OrReason};
use crate::econometrics::{MeanGroup, ProductivityAdjustment};

record! {
    /// Diagnostics of error correction on a panel. Lists of parameters are in the order of the document's parameters.
    pub struct AdjustmentDiagnostics {
        /// Number of countries.
        pub countries: u64,
        /// Each country alone.
        pub country_estimates: Vec<CountryAdjustment>,
        /// Share of the variance of growth without constants and year effects that is explained.
        pub r_squared: OrReason<f64>,
        /// With one long run for all (pooled mean group).
        pub one_long_run: OneLongRun,
        /// Whether the two long runs differ.
        pub hausman: OrReason<TestRecord>,
        /// Dependence of residuals between countries: standard normal where there is none.
        pub cross_section_dependence: OrReason<f64>,
        /// Mean correlation of residuals of two countries.
        pub mean_cross_correlation: OrReason<f64>,
        /// Share of the variance of foreign stocks within countries that year effects leave.
        pub foreign_share_left: OrReason<f64>,
        /// The same estimate on other countries.
        pub other_samples: Vec<OtherSample>,
    }
}

record! {
    /// A country alone.
    pub struct CountryAdjustment {
        /// Country, ISO 3166 alpha-3.
        pub country: String,
        /// Years of growth.
        pub years: Vec<i32>,
        /// Share of its gap that it closes in a year.
        pub speed: OrReason<f64>,
        /// Effect of last year's stocks, business and public.
        pub levels: Numbers,
        /// Effect of last year's changes of stocks, business and public.
        pub changes: Numbers,
        /// First-order autocorrelation of residuals.
        pub autocorrelation: OrReason<f64>,
    }
}

record! {
    /// The estimate with one long run for all.
    pub struct OneLongRun {
        /// Mean speed.
        pub speed: OrReason<f64>,
        /// Long-run coefficients, business and public.
        pub long_run: Numbers,
        /// Their standard errors, where all countries have this long run.
        pub std_error: Numbers,
        /// Mean effect of changes, business and public.
        pub changes: Numbers,
        /// Likelihood ratio against a long run of each country's own.
        pub test: TestRecord,
    }
}

record! {
    /// The estimate on all countries with at least so many years.
    pub struct OtherSample {
        /// Least years.
        pub least_years: u64,
        /// Number of countries.
        pub countries: u64,
        /// Number of observations.
        pub observations: u64,
        /// Estimates.
        pub estimate: Numbers,
        /// Standard errors.
        pub std_error: Numbers,
    }
}

impl AdjustmentDiagnostics {
    pub(super) fn new(found: &ProductivityAdjustment) -> Self {
        let (mean, pooled) = (&found.mean_group, &found.pooled);
        let k = pooled.long_run.len();
        let countries =
            mean.groups.iter().zip(&found.autocorrelations).map(|(group, (autocorrelation, _))| {
                let last = group.first_year + group.residuals.len() as i32 - 1;
                CountryAdjustment {
                    country: group.name.clone(),
                    years: (group.first_year..=last).collect(),
                    speed: group.speed.into(),
                    levels: group.levels.iter().copied().collect(),
                    changes: group.changes.iter().copied().collect(),
                    autocorrelation: (*autocorrelation).into(),
                }
            });
        Self {
            countries: mean.groups.len() as u64,
            country_estimates: countries.collect(),
            r_squared: mean.r_squared.into(),
            one_long_run: OneLongRun {
                speed: pooled.speed.into(),
                long_run: pooled.long_run.iter().copied().collect(),
                std_error: (0..k).map(|i| pooled.covariance[(i, i)].sqrt()).collect(),
                changes: pooled.changes.iter().copied().collect(),
                test: TestRecord::of_adjustment(&found.one_long_run),
            },
            hausman: OrReason::new(
                found.hausman.as_ref().map(TestRecord::of_adjustment),
                "the difference of the covariances is not positive definite",
            ),
            cross_section_dependence: found.dependence.statistic.into(),
            mean_cross_correlation: found.dependence.mean_correlation.into(),
            foreign_share_left: found.foreign_share_left.into(),
            other_samples: found
                .other_samples
                .iter()
                .map(|(least, of)| OtherSample::new(*least, of))
                .collect(),
        }
    }
}

impl OtherSample {
    fn new(least: usize, of: &MeanGroup) -> Self {
        Self {
            least_years: least as u64,
            countries: of.groups.len() as u64,
            observations: of.observations as u64,
            estimate: of.estimate.iter().copied().collect(),
            std_error: of.std_errors().into_iter().collect(),
        }
    }
}
