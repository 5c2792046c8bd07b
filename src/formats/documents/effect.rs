//! What stands beside the effect on GDP in a document.

use super::ranked::{RankedRecord, WhyNone};
use super::record::record;
use super::values::{Numbers, OrReason};
use crate::ensemble::{NoResult, RankedStatistics, RatioStatistics};

const NO_RD: &str = "null where extra R&D is below 1e-9 of GDP";
const NO_MEAN: &str =
    "a mean of ratios has no meaning where extra R&D may be near zero; ratio_of_means is what a euro brings";
const PEAK: WhyNone = WhyNone {
    moments: "a draw without an effect on GDP has no peak",
    quantile: "it falls among the draws without an effect on GDP, which rank latest",
    all: "GDP is as in the baseline in every draw",
};
const HALF: WhyNone = WhyNone {
    moments: "a draw whose effect is still rising or above half of its peak at the horizon, or that has none, has no such year",
    quantile: "it falls among the draws whose effect is still rising or above half of its peak at the horizon, or that have none: they rank latest",
    all: "still rising, or above half of its peak at the horizon, or without an effect, in every draw",
};

record! {
    /// What stands beside the effect on GDP.
    pub struct EffectRecord {
        /// Extra GDP over extra R&D money of the same year.
        pub gdp_over_rd: OrReason<RatioRecord>,
        /// Year up to the horizon in which the effect on GDP is largest, up or down.
        pub peak_year: OrReason<RankedRecord>,
        /// First year after it in which the effect is at half of it or below. Draws that do not come to it rank latest.
        pub half_year: OrReason<RankedRecord>,
    }
}

record! {
    /// A ratio by year, over the draws in which there is something to divide by.
    pub struct RatioRecord {
        /// None: a mean of ratios has no meaning.
        pub mean: OrReason<Numbers>,
        /// None, as the mean.
        pub sd: OrReason<Numbers>,
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
        /// None, as the mean.
        pub mc_error: OrReason<Numbers>,
        /// Monte Carlo standard error of the 5% point.
        pub mc_error_p05: Numbers,
        /// Monte Carlo standard error of the median.
        pub mc_error_p50: Numbers,
        /// Monte Carlo standard error of the 95% point.
        pub mc_error_p95: Numbers,
        /// Mean extra GDP over mean extra R&D money.
        pub ratio_of_means: Numbers,
        /// Share of the draws, by weight, in which there is extra R&D.
        pub share_defined: Numbers,
    }
}

/// The year of the peak, null where no draw has one.
pub(super) fn peak_year(statistics: &RankedStatistics) -> OrReason<RankedRecord> {
    RankedRecord::or_reason(statistics, PEAK)
}

/// The year in which the effect has halved, null where no draw comes to it.
pub(super) fn half_year(statistics: &RankedStatistics) -> OrReason<RankedRecord> {
    RankedRecord::or_reason(statistics, HALF)
}

impl EffectRecord {
    /// Of a whole ensemble, or of one of its structures.
    pub(super) fn new(
        ratio: Result<Vec<(i32, RatioStatistics)>, NoResult>,
        peak: Result<RankedStatistics, NoResult>,
        half: Result<RankedStatistics, NoResult>,
    ) -> Self {
        let year = |statistics: Result<RankedStatistics, NoResult>, why: WhyNone| {
            statistics
                .map_or(OrReason::Reason(why.all), |statistics| RankedRecord::or_reason(&statistics, why))
        };
        Self {
            gdp_over_rd: OrReason::new(
                ratio.ok().map(|years| RatioRecord::new(&years)),
                "GDP or total R&D was not kept",
            ),
            peak_year: year(peak, PEAK),
            half_year: year(half, HALF),
        }
    }
}

impl RatioRecord {
    fn new(years: &[(i32, RatioStatistics)]) -> Self {
        let of = |value: fn(&RankedStatistics) -> Option<f64>| {
            Numbers::or_reason(years.iter().map(|(_, year)| value(&year.draws)), NO_RD)
        };
        Self {
            mean: OrReason::Reason(NO_MEAN),
            sd: OrReason::Reason(NO_MEAN),
            p05: of(|s| s.p05),
            p20: of(|s| s.p20),
            p25: of(|s| s.p25),
            p35: of(|s| s.p35),
            p50: of(|s| s.p50),
            p65: of(|s| s.p65),
            p75: of(|s| s.p75),
            p80: of(|s| s.p80),
            p95: of(|s| s.p95),
            mc_error: OrReason::Reason(NO_MEAN),
            mc_error_p05: of(|s| s.mc_error_p05),
            mc_error_p50: of(|s| s.mc_error_p50),
            mc_error_p95: of(|s| s.mc_error_p95),
            ratio_of_means: Numbers::or_reason(years.iter().map(|(_, year)| year.ratio_of_means), NO_RD),
            share_defined: years.iter().map(|(_, year)| year.draws.share_defined).collect(),
        }
    }
}
