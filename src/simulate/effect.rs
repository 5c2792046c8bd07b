//! What stands beside an effect on GDP: extra GDP over extra R&D of the same year, the year in which the effect is largest,
//! and the year in which it has halved.
//!
//! ```math
//! \frac{Y[t] - Y^0[t]}{R[t] - R^0[t]}, \qquad peak = \arg\max_t \lvert y[t] \rvert, \qquad half = \min \{ t > peak : \lvert y[t] \rvert \le \tfrac12 \lvert y[peak] \rvert \}
//! ```
//! `R` is money for R&D of all performers. Some draws have none of them; they hold a number that no draw comes to.

use super::outcome::Year;
use crate::scalar::Scalar;

/// Extra R&D below this share of baseline GDP is none: there is nothing to divide by.
pub(crate) const MIN_EXTRA_RD: f64 = 1e-9;

/// In the place of extra GDP over extra R&D where there is no extra R&D.
pub(crate) const NO_RATIO: f64 = 1e90;

/// In the place of a year that is not reached, later than all others: years are counted from the last observation.
pub(crate) const NOT_REACHED: f64 = 10_000.0;

/// An effect that stays below this, in logs, is none: it is a euro of GDP.
const MIN_EFFECT: f64 = 1e-12;

/// Extra GDP over extra R&D of a year; [`NO_RATIO`] without extra R&D.
#[inline(always)]
pub(crate) fn gdp_over_rd<S: Scalar>(year: &Year<S>) -> S {
    let (extra, gdp) = (extra_rd(year), year.baseline.gdp);
    let is_none = extra.absolute().lt(S::of(MIN_EXTRA_RD) * gdp);
    let ratio = gdp * (year.ratios.gdp - S::of(1.0)) / S::select(is_none, S::of(1.0), extra);
    S::select(is_none, S::of(NO_RATIO), ratio)
}

/// Extra R&D money of a year, of all performers.
#[inline(always)]
pub(crate) fn extra_rd<S: Scalar>(year: &Year<S>) -> S {
    let rd = year.rd_total();
    rd.scenario - rd.baseline
}

/// The course of the effect on GDP so far.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Course<S> {
    largest: S,
    peak: S,
    half: S,
}

impl<S: Scalar> Course<S> {
    /// Before the first year.
    #[inline(always)]
    pub(crate) fn new() -> Self {
        Self { largest: S::of(MIN_EFFECT), peak: S::of(NOT_REACHED), half: S::of(NOT_REACHED) }
    }

    /// Takes the effect of year number `t`, in order.
    #[inline(always)]
    pub(crate) fn observe(&mut self, t: usize, log_gdp: S) {
        let (year, never) = (S::of(t as f64), S::of(NOT_REACHED));
        let size = log_gdp.absolute();
        let is_higher = self.largest.lt(size);
        self.largest = S::select(is_higher, size, self.largest);
        self.peak = S::select(is_higher, year, self.peak);
        // Only after a peak: an effect of nothing is below half of nothing.
        let is_above = (S::of(0.5) * self.largest).lt(size);
        let now = S::select(is_above, never, S::select(self.has_peak(), year, never));
        self.half = S::select(is_higher, never, self.half.min(now));
    }

    /// Whether there has been an effect at all.
    #[inline(always)]
    pub(crate) fn has_peak(&self) -> S::Mask {
        self.peak.lt(S::of(NOT_REACHED))
    }

    /// Whether an effect is below a share of the largest so far.
    #[inline(always)]
    pub(crate) fn has_faded(&self, log_gdp: S, share: f64) -> S::Mask {
        log_gdp.absolute().lt(S::of(share) * self.largest)
    }

    /// The number of the year of the peak; [`NOT_REACHED`] without an effect.
    #[inline(always)]
    pub(crate) fn peak(&self) -> S {
        self.peak
    }

    /// The number of the year in which it has halved; [`NOT_REACHED`] where the horizon comes first.
    #[inline(always)]
    pub(crate) fn half(&self) -> S {
        self.half
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Economy;
    use crate::model::{Instrument, Unit};
    use crate::parameters::ParameterSet;
    use crate::scalar::{LANES, Lanes};
    use crate::scenario::{Measure, Scenario};
    use crate::simulate::{Experiment, Variable};

    /// By searching the whole path, the other way to find the years.
    fn searched(path: &[f64]) -> (f64, f64) {
        let sizes: Vec<f64> = path.iter().map(|y| y.abs()).collect();
        let largest = sizes.iter().copied().fold(0.0, f64::max);
        if largest < 1e-12 {
            return (NOT_REACHED, NOT_REACHED);
        }
        let peak = sizes.iter().position(|size| *size == largest).unwrap();
        let half = (peak + 1..path.len()).find(|t| sizes[*t] <= largest / 2.0);
        (peak as f64, half.map_or(NOT_REACHED, |t| t as f64))
    }

    fn paths() -> [Vec<f64>; LANES] {
        let of = |f: &dyn Fn(f64) -> f64| (0..60).map(|t| f(f64::from(t))).collect::<Vec<f64>>();
        [
            of(&|_| 0.0),
            of(&|t| 0.02 * (1.0 - f64::exp(-0.1 * t))),
            of(&|t| 0.01 * t * f64::exp(-t / 8.0)),
            of(&|t| -0.01 * t * f64::exp(-t / 8.0)),
            // A small early fall, which has halved before the gain that comes later.
            of(&|t| if t < 6.0 { -1e-4 * t * (6.0 - t) } else { 1e-4 * (t - 6.0) }),
            of(&|t| 0.01 * f64::sin(t / 4.0)),
            of(&|t| if t == 7.0 { 1e-5 } else { 0.0 }),
            of(&|t| 1e-14 * t),
        ]
    }

    #[test]
    fn the_years_are_those_that_a_search_finds_in_lanes_too() {
        let paths = paths();
        let mut lanes = Course::<Lanes>::new();
        (0..60).for_each(|t| lanes.observe(t, Lanes(std::array::from_fn(|lane| paths[lane][t]))));
        for (lane, path) in paths.iter().enumerate() {
            let mut course = Course::new();
            path.iter().enumerate().for_each(|(t, y)| course.observe(t, *y));
            let expected = if lane == 7 { (NOT_REACHED, NOT_REACHED) } else { searched(path) };
            assert_eq!((course.peak(), course.half()), expected, "{lane}");
            assert_eq!((lanes.peak().0[lane], lanes.half().0[lane]), expected, "{lane}");
        }
        // t e^(-t/8) is largest at 8, and at half of that where t/8 = 2.6783: in the 22nd year.
        assert_eq!(searched(&paths[2]), (8.0, 22.0));
    }

    #[test]
    fn extra_gdp_is_divided_by_extra_rd_where_there_is_some() {
        let measure = Measure::new(Instrument::PublicResearch, Unit::GdpShare, 0.001, 2030);
        let scenario = Scenario::new("s").with_measure(measure);
        let experiment =
            Experiment::new(&Economy::netherlands().unwrap(), scenario, ParameterSet::default()).unwrap();
        let years = experiment.at_centre();
        for (year, found) in experiment.baseline().years().iter().zip(&years) {
            let extra = |variable: Variable| {
                let levels = variable.levels(found);
                levels.scenario - levels.baseline
            };
            let ratio = gdp_over_rd(found);
            if year < 2030 {
                assert_eq!(ratio, NO_RATIO, "{year}");
            } else {
                let expected = extra(Variable::Gdp) / extra(Variable::RdTotal);
                assert!(
                    (ratio - expected).abs() < 1e-9 * (1.0 + expected.abs()),
                    "{year}: {ratio} {expected}"
                );
            }
        }
        assert!(gdp_over_rd(&years[30]) > 0.1);
    }
}
