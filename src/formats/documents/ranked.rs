//! Statistics of what some draws do not have: null where they fall among those draws, with the reason.

use super::record::record;
use super::values::OrReason;
use crate::ensemble::RankedStatistics;

record! {
    /// Over all draws. Those without a value keep a rank: a quantile that falls among them is null, and mean and sd are null
    /// where there are any.
    pub struct RankedRecord {
        /// Mean.
        pub mean: OrReason<f64>,
        /// Standard deviation.
        pub sd: OrReason<f64>,
        /// The 5% point.
        pub p05: OrReason<f64>,
        /// The 20% point.
        pub p20: OrReason<f64>,
        /// The lower quartile.
        pub p25: OrReason<f64>,
        /// The 35% point.
        pub p35: OrReason<f64>,
        /// The median.
        pub p50: OrReason<f64>,
        /// The 65% point.
        pub p65: OrReason<f64>,
        /// The upper quartile.
        pub p75: OrReason<f64>,
        /// The 80% point.
        pub p80: OrReason<f64>,
        /// The 95% point.
        pub p95: OrReason<f64>,
        /// Monte Carlo standard error of the mean.
        pub mc_error: OrReason<f64>,
        /// Monte Carlo standard error of the 5% point.
        pub mc_error_p05: OrReason<f64>,
        /// Monte Carlo standard error of the median.
        pub mc_error_p50: OrReason<f64>,
        /// Monte Carlo standard error of the 95% point.
        pub mc_error_p95: OrReason<f64>,
        /// Share of the draws, by weight, that have a value.
        #[cfg_attr(test, schemars(range(min = 0, max = 1)))]
        pub share_defined: f64,
    }
}

/// Why there is no value.
#[derive(Clone, Copy)]
pub(super) struct WhyNone {
    /// Of a draw.
    pub(super) moments: &'static str,
    /// At a quantile.
    pub(super) quantile: &'static str,
    /// Of any draw.
    pub(super) all: &'static str,
}

impl RankedRecord {
    /// Of statistics; null as a whole where no draw has a value.
    pub(super) fn or_reason(s: &RankedStatistics, why: WhyNone) -> OrReason<Self> {
        if s.share_defined <= 0.0 { OrReason::Reason(why.all) } else { OrReason::Value(Self::new(s, why)) }
    }

    /// Of statistics; each null by itself where no draw has a value.
    pub(super) fn new(s: &RankedStatistics, why: WhyNone) -> Self {
        let none = s.share_defined <= 0.0;
        let moment = |value| OrReason::new(value, if none { why.all } else { why.moments });
        let quantile = |value| OrReason::new(value, if none { why.all } else { why.quantile });
        Self {
            mean: moment(s.mean),
            sd: moment(s.sd),
            p05: quantile(s.p05),
            p20: quantile(s.p20),
            p25: quantile(s.p25),
            p35: quantile(s.p35),
            p50: quantile(s.p50),
            p65: quantile(s.p65),
            p75: quantile(s.p75),
            p80: quantile(s.p80),
            p95: quantile(s.p95),
            mc_error: moment(s.mc_error),
            mc_error_p05: quantile(s.mc_error_p05),
            mc_error_p50: quantile(s.mc_error_p50),
            mc_error_p95: quantile(s.mc_error_p95),
            share_defined: s.share_defined,
        }
    }
}
