//! Statistics of what some draws do not have, over all draws: those without it keep a rank.

use crate::statistics::{Pooled, Statistics};

/// Statistics of what some draws do not have. Quantiles are over all draws: those without an internal rate rank lowest, a
/// year that is not reached ranks latest. A quantile that falls among them is none, and so are the moments.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct RankedStatistics {
    /// Mean; none where a draw has no value.
    pub mean: Option<f64>,
    /// Standard deviation between draws; none where a draw has no value.
    pub sd: Option<f64>,
    /// 5% point.
    pub p05: Option<f64>,
    /// 20% point.
    pub p20: Option<f64>,
    /// 25% point.
    pub p25: Option<f64>,
    /// 35% point.
    pub p35: Option<f64>,
    /// Median.
    pub p50: Option<f64>,
    /// 65% point.
    pub p65: Option<f64>,
    /// 75% point.
    pub p75: Option<f64>,
    /// 80% point.
    pub p80: Option<f64>,
    /// 95% point.
    pub p95: Option<f64>,
    /// Monte Carlo standard error of the mean; none where a draw has no value.
    pub mc_error: Option<f64>,
    /// Monte Carlo standard error of the 5% point; none where it is beside draws without a value.
    pub mc_error_p05: Option<f64>,
    /// Monte Carlo standard error of the median; none where it is beside draws without a value.
    pub mc_error_p50: Option<f64>,
    /// Monte Carlo standard error of the 95% point; none where it is beside draws without a value.
    pub mc_error_p95: Option<f64>,
    /// Share of the draws, by weight, that have a value.
    pub share_defined: f64,
}

impl RankedStatistics {
    /// Of pooled values, of which `value` gives what the place of a draw stands for: none for that of a draw without a value.
    /// A value is that of its place or, for all of them, so much more. With `moments` if they exist.
    pub(crate) fn new(
        pooled: Option<&Pooled>,
        value: impl Fn(f64) -> Option<f64>,
        moments: bool,
        share_defined: f64,
    ) -> Self {
        let none = Statistics::of(&[]);
        // What is not there is not a number on the way, and so is what lies between it and a number.
        let s = pooled.map_or(none, |pooled| pooled.of_map(|place| value(place).unwrap_or(f64::NAN), 1.0));
        let some = |value: f64| Some(value).filter(|value| value.is_finite());
        let moment = |value: f64| some(value).filter(|_| moments);
        Self {
            mean: moment(s.mean),
            sd: moment(s.sd),
            p05: some(s.p05),
            p20: some(s.p20),
            p25: some(s.p25),
            p35: some(s.p35),
            p50: some(s.p50),
            p65: some(s.p65),
            p75: some(s.p75),
            p80: some(s.p80),
            p95: some(s.p95),
            mc_error: moment(s.mc_error),
            mc_error_p05: some(s.mc_error_p05),
            mc_error_p50: some(s.mc_error_p50),
            mc_error_p95: some(s.mc_error_p95),
            share_defined,
        }
    }

    /// Names and values, in the order of the output.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, Option<f64>)> {
        [
            ("mean", self.mean),
            ("sd", self.sd),
            ("p05", self.p05),
            ("p20", self.p20),
            ("p25", self.p25),
            ("p35", self.p35),
            ("p50", self.p50),
            ("p65", self.p65),
            ("p75", self.p75),
            ("p80", self.p80),
            ("p95", self.p95),
            ("mc_error", self.mc_error),
            ("mc_error_p05", self.mc_error_p05),
            ("mc_error_p50", self.mc_error_p50),
            ("mc_error_p95", self.mc_error_p95),
        ]
        .into_iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Eleven draws: the 5% point lies half way between the first and the second value, the 20% point is the third.
    #[test]
    fn a_quantile_among_or_beside_draws_without_a_value_is_none() {
        let of = |without: usize, lowest: bool| {
            let place = if lowest { -1.0 } else { 10_000.0 };
            let values: Vec<f64> =
                (0..11).map(|i| if i < without { place } else { f64::from(i as u32) }).collect();
            let exists = move |x: f64| (x != place).then_some(x);
            RankedStatistics::new(
                Some(&Pooled::of(&[(1.0, (&values[..]).into())])),
                exists,
                without == 0,
                0.5,
            )
        };
        assert_eq!(of(0, true).p05, Some(0.5));
        assert_eq!(of(0, true).mean, Some(5.0));
        // The first has none: what lies between it and the second is none; the 20% point is a draw with a value.
        let low = of(1, true);
        assert_eq!((low.p05, low.p20, low.p50, low.mean, low.sd), (None, Some(2.0), Some(5.0), None, None));
        assert_eq!((of(3, true).p20, of(3, true).p25, of(3, true).p35), (None, None, Some(3.5)));
        // Six of eleven without, above the others: 6 to 10 are below, in the places 0 to 4.
        let high = of(6, false);
        assert_eq!((high.p05, high.p35, high.p50, high.p95), (Some(6.5), Some(9.5), None, None));
    }

    #[test]
    fn nothing_has_no_statistics() {
        let none = RankedStatistics::new(None, Some, true, 0.0);
        assert!(none.iter().all(|(_, value)| value.is_none()));
    }
}
