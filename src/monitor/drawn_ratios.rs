//! R&D over GDP of one year over the draws, with the error of its projection mixed in.
//!
//! ```math
//! F(x) = \sum_g \frac{w_g}{n_g} \sum_{i \in g} \Phi\!\left( \frac{x - r_i}{s} \right)
//! ```
//! `r_i` is the ratio of draw `i` of structure `g`, `s` the standard deviation of the error. No random number is drawn for the error:
//! quantiles are those of `F`, found by halving.

use super::error::MonitorError;
use crate::ensemble::{Ensemble, Kind};
use crate::scalar::special::normal;
use crate::simulate::Variable;
use crate::statistics::{Estimate, Statistics};

/// Standard deviations beyond which nothing lies.
const FAR: f64 = 9.0;
/// Halvings: the last step is far below the digits that are shown.
const HALVINGS: usize = 48;

/// The ratio of a year, by structure with its weight.
#[derive(Clone, Debug)]
pub(super) struct DrawnRatios(Vec<(f64, Vec<f64>)>);

impl DrawnRatios {
    /// Of the year with that number.
    pub(super) fn of(ensemble: &Ensemble, year: usize) -> Result<Self, MonitorError> {
        let groups = ensemble.structures().filter(|one| one.weight() > 0.0).map(|one| {
            let draws = one.draws(Variable::RdIntensity, Kind::Scenario)?;
            Ok((one.weight(), draws.row(year).to_vec()))
        });
        Ok(Self(groups.collect::<Result<_, MonitorError>>()?))
    }

    /// The probability to come to a value or above it.
    pub(super) fn probability(&self, value: f64, sd: f64) -> Estimate {
        let reached = |ratio: f64| {
            if sd > 0.0 { normal::cdf((ratio - value) / sd) } else { f64::from(u8::from(ratio >= value)) }
        };
        let of_draws: Vec<(f64, Vec<f64>)> = self
            .0
            .iter()
            .map(|(weight, ratios)| (*weight, ratios.iter().map(|ratio| reached(*ratio)).collect()))
            .collect();
        let statistics = Statistics::of_mixture(&of_draws);
        Estimate::new(statistics.mean, statistics.mc_error)
    }

    /// Statistics with an error of that standard deviation.
    pub(super) fn statistics(&self, sd: f64) -> Statistics {
        let without = Statistics::of_mixture(&self.0);
        if sd <= 0.0 || !without.mean.is_finite() {
            return without;
        }
        let all = || self.0.iter().flat_map(|(_, ratios)| ratios.iter().copied());
        let low = all().fold(f64::INFINITY, f64::min) - FAR * sd;
        let high = all().fold(f64::NEG_INFINITY, f64::max) + FAR * sd;
        without.with_quantiles(|p| self.quantile(p, sd, [low, high])).with_noise(sd)
    }

    fn quantile(&self, p: f64, sd: f64, [mut low, mut high]: [f64; 2]) -> f64 {
        for _ in 0..HALVINGS {
            let middle = 0.5 * (low + high);
            if 1.0 - self.probability_of(middle, sd) < p { low = middle } else { high = middle }
        }
        0.5 * (low + high)
    }

    /// The probability alone, for the many times that it is asked.
    fn probability_of(&self, value: f64, sd: f64) -> f64 {
        let (mut sum, mut weights) = (0.0, 0.0);
        for (weight, ratios) in self.0.iter().filter(|(_, ratios)| !ratios.is_empty()) {
            let of_group: f64 = ratios.iter().map(|ratio| normal::cdf((ratio - value) / sd)).sum();
            sum += weight * of_group / ratios.len() as f64;
            weights += weight;
        }
        sum / weights
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One ratio with an error is the normal distribution itself, whose points are published.
    #[test]
    fn one_draw_gives_the_points_of_the_normal() {
        let one = DrawnRatios(vec![(1.0, vec![0.02])]);
        let s = one.statistics(0.001);
        for (value, z) in
            [(s.p05, -1.644_853_627), (s.p25, -0.674_489_750), (s.p50, 0.0), (s.p80, 0.841_621_234)]
        {
            assert!((value - (0.02 + 0.001 * z)).abs() < 1e-11, "{value} {z}");
        }
        assert_eq!((s.mean, s.sd, s.mc_error), (0.02, 0.001, 0.0));
        // P(Z >= 1.96) = 0.024998.
        assert!((one.probability(0.02 + 0.001 * 1.96, 0.001).value - 0.024_997_895).abs() < 1e-8);
    }

    /// Normal draws with a normal error are normal, with the sum of the variances.
    #[test]
    fn errors_add_to_what_draws_differ_by() {
        let draws: Vec<f64> =
            (0..4000).map(|i| 0.02 + 0.003 * normal::inverse_cdf((f64::from(i) + 0.5) / 4000.0)).collect();
        let s = DrawnRatios(vec![(1.0, draws)]).statistics(0.004);
        assert!((s.p95 - (0.02 + 0.005 * 1.644_853_627)).abs() < 2e-6, "{}", s.p95);
        assert!((s.sd - 0.005).abs() < 5e-6);
    }

    #[test]
    fn structures_have_their_weights_and_without_an_error_draws_are_counted() {
        let two = DrawnRatios(vec![(0.75, vec![0.01, 0.02]), (0.25, vec![0.04])]);
        assert!((two.probability(0.02, 0.0).value - 0.625).abs() < 1e-15);
        assert!((two.probability(0.02, 1e-9).value - (0.375 * 0.5 + 0.25)).abs() < 1e-12);
        let s = two.statistics(1e-4);
        assert!((s.mean - (0.75 * 0.015 + 0.01)).abs() < 1e-15 && s.p95 > 0.039);
    }
}
