//! Statistics of the draws of one result: mean, standard deviation, quantiles and Monte Carlo error.
//!
//! Quantiles are those of Hyndman and Fan (1996, The American Statistician 50, 361-365), type 7, exactly; those
//! of a mixture its generalisation to weights: of the pooled values in rising order value `i` lies at
//! `(C_i - w_i/2 - w_1/2) / (1 - w_1/2 - w_n/2)`, `C` the cumulative weight, and between them one interpolates.
//!
//! The Monte Carlo errors of the mean and of three quantiles are those between eight replicates (`replicates`).
//!
//! The values are gone through twice: for moments (`moments`) and counts by bucket, and for what the few buckets hold that
//! matter (`quantiles`). Nothing is copied but that: a small part of the values, unless most lie close together beside a few
//! that are far away.

use super::drawn_values::DrawnValues;
use super::moments::Moments;
#[cfg(feature = "monitor")]
use super::quantiles::PROBABILITIES;
use super::quantiles::{OrderStatistics, RankErrors, SecondPass, Tally, Wanted};
use super::replicates::BetweenReplicates;

/// Statistics over draws, in the unit of the values.
///
/// Quantiles are those of Hyndman and Fan (1996), type 7. In a mixture every draw has a weight; of the pooled values in
/// rising order value $`i`$, with weight $`w_i`$, lies at the probability
///
/// ```math
/// \frac{C_i - w_i/2 - w_1/2}{1 - w_1/2 - w_n/2}, \qquad C_i = \sum_{j \le i} w_j, \quad C_n = 1
/// ```
/// and between two values one interpolates.
///
/// Monte Carlo errors are those between eight replicates: draw $`i`$ belongs to replicate $`i \bmod 8`$, and under every
/// [`SamplingPlan`](crate::SamplingPlan) these are independent of each other. With $`T_r`$ the estimate of a replicate and $`T`$
/// that of all draws the error is
///
/// ```math
/// \sqrt{\frac{1}{8 \cdot 7} \sum_r (T_r - T)^2}
/// ```
/// and so $`(T - \theta)`$ over it has Student's distribution with seven degrees of freedom. That of a quantile is the error of
/// the share of the draws below it, times the slope of the quantiles there. With fewer than eight draws each is a replicate.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Statistics {
    /// Mean.
    pub mean: f64,
    /// Standard deviation between draws (divisor `n - 1`); zero for one draw.
    pub sd: f64,
    /// 5% point.
    pub p05: f64,
    /// 20% point.
    pub p20: f64,
    /// 25% point.
    pub p25: f64,
    /// 35% point.
    pub p35: f64,
    /// Median.
    pub p50: f64,
    /// 65% point.
    pub p65: f64,
    /// 75% point.
    pub p75: f64,
    /// 80% point.
    pub p80: f64,
    /// 95% point.
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

/// The Monte Carlo errors of statistics: of the mean, and of the 5, 50 and 95% points.
type Errors = [f64; 4];

impl Statistics {
    /// Statistics of draws with equal weights, in the order of their numbers: value `i` belongs to replicate `i mod 8`.
    ///
    /// Without any draw, or with one that is not finite, all statistics are NaN.
    ///
    /// ```
    /// let statistics = kennis::Statistics::of(&[4.0, 1.0, 3.0, 2.0, 5.0]);
    /// assert_eq!((statistics.mean, statistics.p50, statistics.p25, statistics.p05), (3.0, 3.0, 2.0, 1.2));
    /// ```
    #[must_use]
    pub fn of(values: &[f64]) -> Self {
        Self::of_mixture(&[(1.0, values)])
    }

    /// Statistics of a mixture: groups of draws with their weights, which need not sum to one. The draws of a group
    /// share its weight equally.
    ///
    /// The standard deviation is that of the mixture, within and between groups. Groups run on the same draws: value `i` of each
    /// belongs to replicate `i mod 8`, and what their errors have in common is in the Monte Carlo error. A group without draws,
    /// or with a weight that is not positive, is left out and the others share its weight; without any draw all statistics are NaN.
    #[must_use]
    pub fn of_mixture<V: AsRef<[f64]>>(groups: &[(f64, V)]) -> Self {
        let groups: Vec<(f64, DrawnValues<'_>)> =
            groups.iter().map(|(weight, values)| (*weight, values.as_ref().into())).collect();
        Pooled::of(&groups).statistics()
    }

    fn from_parts(mean: f64, sd: f64, quantiles: [f64; 9], errors: Errors) -> Self {
        let [p05, p20, p25, p35, p50, p65, p75, p80, p95] = quantiles;
        let [mc_error, mc_error_p05, mc_error_p50, mc_error_p95] = errors;
        Self {
            mean,
            sd,
            p05,
            p20,
            p25,
            p35,
            p50,
            p65,
            p75,
            p80,
            p95,
            mc_error,
            mc_error_p05,
            mc_error_p50,
            mc_error_p95,
        }
    }

    #[cfg(any(feature = "monitor", feature = "page"))]
    fn errors(&self) -> Errors {
        [self.mc_error, self.mc_error_p05, self.mc_error_p50, self.mc_error_p95]
    }

    /// The same moments with other quantiles, by their probabilities.
    #[cfg(feature = "monitor")]
    pub(crate) fn with_quantiles(self, quantile: impl Fn(f64) -> f64) -> Self {
        Self::from_parts(self.mean, self.sd, PROBABILITIES.map(quantile), self.errors())
    }

    /// The same mean and quantiles, with the standard deviation that an independent error adds to.
    #[cfg(feature = "monitor")]
    pub(crate) fn with_noise(self, sd: f64) -> Self {
        Self { sd: (self.sd * self.sd + sd * sd).sqrt(), ..self }
    }

    /// Of the values times a factor above zero, such as another unit.
    #[cfg(feature = "page")]
    pub(crate) fn times(self, factor: f64) -> Self {
        let Self { p05, p20, p25, p35, p50, p65, p75, p80, p95, .. } = self;
        let quantiles = [p05, p20, p25, p35, p50, p65, p75, p80, p95].map(|value| factor * value);
        Self::from_parts(
            factor * self.mean,
            factor * self.sd,
            quantiles,
            self.errors().map(|error| factor * error),
        )
    }

    /// Of a value less the values: what was high is low.
    #[cfg(feature = "monitor")]
    pub(crate) fn subtracted_from(self, value: f64) -> Self {
        let turned =
            [self.p95, self.p80, self.p75, self.p65, self.p50, self.p35, self.p25, self.p20, self.p05]
                .map(|point| value - point);
        let errors = [self.mc_error, self.mc_error_p95, self.mc_error_p50, self.mc_error_p05];
        Self::from_parts(value - self.mean, self.sd, turned, errors)
    }

    /// Names and values, in the order of the output.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, f64)> {
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

/// Groups of draws as one mixture: what its statistics are made of.
#[derive(Clone, Debug)]
pub(crate) struct Pooled {
    mean: f64,
    sd: f64,
    mc_error: f64,
    /// Sum of the weights of the groups that have values.
    weight: f64,
    /// None where there are no draws or one is not finite.
    order: Option<(OrderStatistics, RankErrors)>,
}

impl Pooled {
    /// Of all values at once. A group without draws, or with a weight that is not positive, is left out.
    pub(crate) fn of(groups: &[(f64, DrawnValues<'_>)]) -> Self {
        let (weights, values): (Vec<f64>, Vec<DrawnValues<'_>>) = groups.iter().copied().unzip();
        Self::of_weighted(&weights, &weights, &values)
    }

    /// Of all values at once, where the weights of the groups, which follow from how many values there are, are others than
    /// about what they would be.
    pub(crate) fn of_weighted(about: &[f64], weights: &[f64], values: &[DrawnValues<'_>]) -> Self {
        let most = values.iter().map(DrawnValues::len).max().unwrap_or(0);
        let mut tally = Tally::for_values_at_hand(about.to_vec(), Wanted::default(), most);
        tally.count(values);
        let mut pass = tally.second_pass(weights);
        pass.take(values);
        Self::of_counted(pass)
    }

    /// Of values that have been counted, and taken a second time where that was needed.
    pub(crate) fn of_counted(pass: SecondPass) -> Self {
        let (groups, order, errors) = pass.finish();
        Self::new(&groups, (order, errors))
    }

    /// Of groups with their weights and moments, and their order statistics together.
    fn new(groups: &[(f64, Moments)], order: (OrderStatistics, RankErrors)) -> Self {
        let total: f64 = groups.iter().map(|(weight, _)| weight).sum();
        let shares = || groups.iter().map(|(weight, m)| (weight / total, m));
        // Around the first, so that the mean of equal means is theirs.
        let first = groups.first().map_or(f64::NAN, |(_, m)| m.mean);
        let mean = first + shares().map(|(share, m)| share * (m.mean - first)).sum::<f64>();
        if mean.is_nan() {
            return Self { mean, sd: f64::NAN, mc_error: f64::NAN, weight: total, order: None };
        }
        let (mut variance, mut between) = (0.0, BetweenReplicates::default());
        for (share, m) in shares() {
            variance += share * (m.variance() + (m.mean - mean) * (m.mean - mean));
            between.add(share, &m.counts, |replicate| m.away(replicate));
        }
        let (sd, mc_error) = (variance.sqrt(), between.error());
        Self { mean, sd, mc_error, weight: total, order: Some(order) }
    }

    /// The weighted mean alone, as one value.
    pub(crate) fn of_mean(groups: &[(f64, DrawnValues<'_>)]) -> Self {
        let pooled = Self::of(groups);
        Self { weight: pooled.weight, ..Self::of(&[(1.0, (&[pooled.mean][..]).into())]) }
    }

    /// Sum of the weights of the groups that have values.
    pub(crate) fn weight(&self) -> f64 {
        self.weight
    }

    /// The quantile at one of the probabilities that were wanted, by its number.
    pub(crate) fn quantile(&self, number: usize) -> f64 {
        self.order.as_ref().map_or(f64::NAN, |(order, _)| order.quantile(number))
    }

    /// The error of the quantile at one of the probabilities whose error was wanted.
    pub(crate) fn error(&self, probability: f64) -> f64 {
        self.error_of_map(probability, |x| x)
    }

    fn error_of_map(&self, probability: f64, map: impl Fn(f64) -> f64) -> f64 {
        let Some((order, errors)) = &self.order else { return f64::NAN };
        errors.of_quantile(probability, |i| order.quantile_of(i, &map)).unwrap_or(f64::NAN)
    }

    pub(crate) fn statistics(&self) -> Statistics {
        self.of_map(|x| x, 1.0)
    }

    /// Statistics of the values after a map that is a line with this slope, which is positive.
    pub(crate) fn of_map(&self, map: impl Fn(f64) -> f64, slope: f64) -> Statistics {
        let quantiles = self.order.as_ref().map_or([f64::NAN; 9], |(order, _)| order.quantiles(&map));
        let [p05, p50, p95] = [0.05, 0.50, 0.95].map(|p| self.error_of_map(p, &map));
        let errors = [slope * self.mc_error, p05, p50, p95];
        Statistics::from_parts(map(self.mean), slope * self.sd, quantiles, errors)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    fn values(s: &Statistics) -> Vec<f64> {
        s.iter().map(|(_, value)| value).collect()
    }

    #[test]
    fn one_to_a_hundred() {
        let values: Vec<f64> = (0..=100).rev().map(f64::from).collect();
        let s = Statistics::of(&values);
        assert_eq!((s.mean, s.p05, s.p20, s.p25, s.p35), (50.0, 5.0, 20.0, 25.0, 35.0));
        assert_eq!((s.p50, s.p65, s.p75, s.p80, s.p95), (50.0, 65.0, 75.0, 80.0, 95.0));
        assert_relative_eq!(s.sd, (101.0f64 * 102.0 / 12.0).sqrt(), max_relative = 1e-14);
        // Replicate r has r less than the first, 0 to 4 of them 13 values and the others 12.
        let mean = |r: f64| if r < 5.0 { 52.0 - r } else { 56.0 - r };
        let moved = |r: f64| (if r < 5.0 { 13.0 } else { 12.0 }) * (mean(r) - 50.0) / 101.0;
        let squares: f64 = (0..8).map(|r| moved(f64::from(r)).powi(2)).sum();
        assert_relative_eq!(s.mc_error, (squares * 8.0 / 7.0).sqrt(), max_relative = 1e-13);
    }

    #[test]
    fn one_value_or_equal_values_have_no_spread() {
        for s in [Statistics::of(&[0.1]), Statistics::of(&vec![0.1; 3_333])] {
            let expected = [0.1, 0.0, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.0, 0.0, 0.0, 0.0];
            assert_eq!(values(&s), expected);
        }
        let mixture =
            Statistics::of_mixture(&[(0.3, vec![0.1; 7]), (0.3, vec![0.1; 5]), (0.4, vec![0.1; 9])]);
        assert_eq!(values(&mixture), values(&Statistics::of(&[0.1])));
    }

    #[test]
    fn no_draws_or_draws_that_are_not_finite_have_no_statistics() {
        for s in [
            Statistics::of(&[]),
            Statistics::of(&[1.0, f64::NAN, 2.0]),
            Statistics::of(&[1.0, f64::INFINITY]),
            Statistics::of(&[f64::INFINITY, f64::INFINITY]),
            Statistics::of_mixture::<Vec<f64>>(&[]),
            Statistics::of_mixture(&[(1.0, vec![]), (0.0, vec![1.0])]),
        ] {
            assert!(values(&s).iter().all(|x| x.is_nan()), "{s:?}");
        }
    }

    #[test]
    fn empty_groups_leave_their_weight_to_the_others() {
        let (a, b) = (vec![1.0, 2.0, 4.0], vec![0.0, 5.0]);
        let with = Statistics::of_mixture(&[(0.5, a.clone()), (0.25, vec![]), (0.25, b.clone())]);
        assert_eq!(with, Statistics::of_mixture(&[(0.5, a), (0.25, b)]));
    }

    #[test]
    fn moments_of_a_mixture() {
        // Two points at -1 and 1 with weight 3 to 1 around their means 0 and 10.
        let (a, b): (Vec<f64>, Vec<f64>) =
            (0..1_000).map(|i| if i % 2 == 0 { (-1.0, 9.0) } else { (1.0, 11.0) }).unzip();
        let s = Statistics::of_mixture(&[(3.0, a), (1.0, b[..500].to_vec())]);
        assert_relative_eq!(s.mean, 2.5, max_relative = 1e-14);
        let (within_a, within_b) = (1_000.0 / 999.0, 500.0 / 499.0);
        let variance: f64 = 0.75 * (within_a + 6.25) + 0.25 * (within_b + 56.25);
        assert_relative_eq!(s.sd, variance.sqrt(), max_relative = 1e-14);
        // The values of a replicate are all below or all above: 125 in the first group, 62 or 63 in the other.
        let squares = [62.0, 63.0].map(|n: f64| (0.75 * 125.0 / 1_000.0 + 0.25 * n / 500.0).powi(2));
        let error = f64::sqrt(4.0 * (squares[0] + squares[1]) * 8.0 / 7.0);
        assert_relative_eq!(s.mc_error, error, max_relative = 1e-13);
        assert_eq!((s.p05, s.p95), (-1.0, 11.0));
    }

    #[test]
    fn names_are_those_of_the_documents() {
        let names: Vec<_> = Statistics::of(&[1.0]).iter().map(|(name, _)| name).collect();
        let expected =
            ["mean", "sd", "p05", "p20", "p25", "p35", "p50", "p65", "p75", "p80", "p95", "mc_error"];
        assert_eq!(names[..12], expected);
        assert_eq!(names[12..], ["mc_error_p05", "mc_error_p50", "mc_error_p95"]);
    }
}
