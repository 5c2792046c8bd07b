//! The distribution of groups of values with weights, all at once or a part at a time: beside the statistics any
//! quantile and any probability that is asked for, each with its Monte Carlo error.

use super::drawn_values::DrawnValues;
use super::quantiles::{PROBABILITIES, SecondPass, Tally, Wanted};
use super::replicates::{BetweenReplicates, ByReplicate, REPLICATES};
use super::summary::{Pooled, Statistics};

/// A figure with its Monte Carlo standard error.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Estimate {
    /// The figure.
    pub value: f64,
    /// Its Monte Carlo standard error, from between the replicates ([`Statistics`]).
    pub mc_error: f64,
}

impl Estimate {
    pub(crate) fn new(value: f64, mc_error: f64) -> Self {
        Self { value, mc_error }
    }
}

/// What is asked of a [`DrawnDistribution`] beside its [`Statistics`]. Values that come a part at a time cannot be asked later.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Questions {
    /// Probabilities of quantiles, from 0 to 1, beside those of [`Statistics`].
    pub quantiles: Vec<f64>,
    /// Thresholds to lie above, in the unit of the values, beside zero.
    pub thresholds: Vec<f64>,
}

impl Questions {
    /// With quantiles at these probabilities.
    #[must_use]
    pub fn with_quantiles(mut self, probabilities: impl IntoIterator<Item = f64>) -> Self {
        self.quantiles.extend(probabilities);
        self
    }

    /// With the probabilities to lie above these thresholds.
    #[must_use]
    pub fn with_thresholds(mut self, thresholds: impl IntoIterator<Item = f64>) -> Self {
        self.thresholds.extend(thresholds);
        self
    }

    /// The first question that has no answer: a probability outside 0 to 1, or a threshold that is not finite.
    pub(crate) fn without_answer(&self) -> Option<f64> {
        let wrong = self.quantiles.iter().find(|p| !(0.0..=1.0).contains(*p));
        wrong.or_else(|| self.thresholds.iter().find(|x| !x.is_finite())).copied()
    }

    /// All quantiles, each with its error.
    fn wanted(&self) -> Wanted {
        let quantiles: Vec<f64> = PROBABILITIES.iter().chain(&self.quantiles).copied().collect();
        Wanted { with_error: quantiles.clone(), quantiles }
    }
}

/// The distribution of a result over draws.
#[derive(Clone, Debug)]
pub struct DrawnDistribution {
    pooled: Pooled,
    /// Probabilities with their quantiles.
    quantiles: Vec<(f64, Estimate)>,
    shares: Vec<Shares>,
}

/// No figure comes near: beyond it stand the places of draws that have none.
const PLACE: f64 = 1e80;

/// The shares above a threshold and on it.
#[derive(Clone, Copy, Debug)]
struct Shares {
    threshold: f64,
    above: Estimate,
    equal: Estimate,
}

impl DrawnDistribution {
    /// Of all values of groups with weights at once.
    pub(crate) fn of(groups: &[(f64, DrawnValues<'_>)], questions: &Questions) -> Self {
        let (weights, values): (Vec<f64>, Vec<DrawnValues<'_>>) = groups.iter().copied().unzip();
        let longest = values.iter().map(DrawnValues::len).max().unwrap_or(0);
        let tally = Tally::for_values_at_hand(weights.clone(), questions.wanted(), longest);
        let mut counted = CountedValues::with(tally, groups.len(), questions);
        counted.count(&values);
        let mut pass = counted.second_pass(&weights, questions);
        pass.take(&values);
        pass.finish()
    }

    /// Of the weighted mean of groups of one value each: of check runs, which are one path a structure. Of all values where
    /// some of them are places and no numbers.
    pub(crate) fn of_mean(groups: &[(f64, DrawnValues<'_>)], questions: &Questions) -> Self {
        let pooled = Self::of(groups, questions);
        let mean = pooled.statistics().mean;
        if mean.abs() < PLACE { Self::of(&[(1.0, (&[mean][..]).into())], questions) } else { pooled }
    }

    /// The pooled values.
    pub(crate) fn pooled(&self) -> &Pooled {
        &self.pooled
    }

    /// Mean, standard deviation, the usual quantiles, and the Monte Carlo error of the mean.
    #[must_use]
    pub fn statistics(&self) -> Statistics {
        self.pooled.statistics()
    }

    /// The quantile at a probability, where it is one of those of [`Statistics`] or was asked for.
    ///
    /// Its error is that between the replicates of the share of the draws below it, times the slope of the quantiles there
    /// ([`Statistics`]).
    #[must_use]
    pub fn quantile(&self, probability: f64) -> Option<Estimate> {
        self.quantiles.iter().find(|(p, _)| *p == probability).map(|(_, estimate)| *estimate)
    }

    /// The probability to lie above a threshold, which is zero or was asked for: strictly above.
    ///
    /// Its error is that between the replicates; zero where it is 0 or 1.
    #[must_use]
    pub fn probability_above(&self, threshold: f64) -> Option<Estimate> {
        self.shares.iter().find(|shares| shares.threshold == threshold).map(|shares| shares.above)
    }

    /// The share that lies exactly on a threshold, which is zero or was asked for, with its error in the same way.
    #[must_use]
    pub fn share_equal(&self, threshold: f64) -> Option<Estimate> {
        self.shares.iter().find(|shares| shares.threshold == threshold).map(|shares| shares.equal)
    }
}

/// Values of groups that are gone through a first time.
#[derive(Clone, Debug)]
pub(crate) struct CountedValues {
    tally: Tally,
    thresholds: Vec<BesideThreshold>,
}

/// By group and replicate, how many values lie above a threshold, and on it.
#[derive(Clone, Debug)]
struct BesideThreshold {
    threshold: f64,
    above: Vec<ByReplicate>,
    equal: Vec<ByReplicate>,
}

impl CountedValues {
    /// Nothing yet, of groups with about these weights.
    pub(crate) fn new(weights: Vec<f64>, questions: &Questions) -> Self {
        let groups = weights.len();
        Self::with(Tally::new(weights, questions.wanted()), groups, questions)
    }

    /// The same, where values around the ranks of the usual quantiles are kept, of about so many a group.
    pub(crate) fn keeping_values(weights: Vec<f64>, expected: usize, questions: &Questions) -> Self {
        let groups = weights.len();
        Self::with(Tally::keeping_values(weights, questions.wanted(), expected), groups, questions)
    }

    fn with(tally: Tally, groups: usize, questions: &Questions) -> Self {
        let thresholds = std::iter::once(0.0).chain(questions.thresholds.iter().copied());
        let none = vec![[0; REPLICATES]; groups];
        let nothing = |threshold| BesideThreshold { threshold, above: none.clone(), equal: none.clone() };
        Self { tally, thresholds: thresholds.map(nothing).collect() }
    }

    /// ByReplicate the next values of each group.
    pub(crate) fn count(&mut self, values: &[DrawnValues<'_>]) {
        let add = |sum: &mut ByReplicate, counts: ByReplicate| {
            sum.iter_mut().zip(counts).for_each(|(sum, n)| *sum += n)
        };
        self.tally.count(values);
        for BesideThreshold { threshold, above, equal } in &mut self.thresholds {
            for ((above, equal), drawn) in above.iter_mut().zip(equal).zip(values) {
                add(above, drawn.counts(|x| x > *threshold));
                add(equal, drawn.counts(|x| x == *threshold));
            }
        }
    }

    /// What has yet to be taken of the values, under weights by group. A group without values is left out.
    pub(crate) fn second_pass(self, weights: &[f64], questions: &Questions) -> SecondLook {
        let sizes: Vec<ByReplicate> = self.tally.sizes_by_replicate().collect();
        let has_values = |n: &ByReplicate| n.iter().any(|n| *n > 0);
        let total: f64 =
            weights.iter().zip(&sizes).filter(|(_, n)| has_values(n)).map(|(weight, _)| weight).sum();
        let share =
            |(weight, n): (&f64, &ByReplicate)| (if has_values(n) { weight / total } else { 0.0 }, *n);
        let groups: Vec<(f64, ByReplicate)> = weights.iter().zip(&sizes).map(share).collect();
        let probabilities = questions.wanted().quantiles;
        SecondLook {
            pass: self.tally.second_pass(weights),
            probabilities,
            groups,
            thresholds: self.thresholds,
        }
    }
}

/// Values that have been counted, and are gone through a second time for what lies around the wanted ranks.
#[derive(Clone, Debug)]
pub(crate) struct SecondLook {
    pass: SecondPass,
    /// Of the quantiles.
    probabilities: Vec<f64>,
    /// Share of the weight, and number of values by replicate.
    groups: Vec<(f64, ByReplicate)>,
    thresholds: Vec<BesideThreshold>,
}

impl SecondLook {
    /// Bytes of the values that have to be taken.
    pub(crate) fn bytes(&self) -> usize {
        self.pass.bytes()
    }

    /// Takes what is wanted of the next values of each group: the same ones that were counted.
    pub(crate) fn take(&mut self, values: &[DrawnValues<'_>]) {
        self.pass.take(values);
    }

    /// The distribution, once all values have been taken.
    pub(crate) fn finish(self) -> DrawnDistribution {
        let pooled = Pooled::of_counted(self.pass);
        let estimate = |(i, p): (usize, &f64)| (*p, Estimate::new(pooled.quantile(i), pooled.error(*p)));
        let quantiles = self.probabilities.iter().enumerate().map(estimate).collect();
        let shares = self.thresholds.iter().map(|counts| Shares {
            threshold: counts.threshold,
            above: share(&self.groups, &counts.above),
            equal: share(&self.groups, &counts.equal),
        });
        let shares = shares.collect();
        DrawnDistribution { pooled, quantiles, shares }
    }
}

/// The share of values that were counted, by the weights of the groups.
fn share(groups: &[(f64, ByReplicate)], counts: &[ByReplicate]) -> Estimate {
    let sum = |counts: &ByReplicate| counts.iter().sum::<u64>();
    if groups.iter().all(|(_, n)| sum(n) == 0) {
        return Estimate { value: f64::NAN, mc_error: f64::NAN };
    }
    let (mut value, mut between) = (0.0, BetweenReplicates::default());
    for ((weight, n), counted) in groups.iter().zip(counts).filter(|((_, n), _)| sum(n) > 0) {
        value += weight * (sum(counted) as f64 / sum(n) as f64);
        between.add_counted(*weight, n, counted);
    }
    // A sum of weights may miss one by a hair.
    Estimate { value: value.min(1.0), mc_error: between.error() }
}

#[cfg(test)]
mod tests {
    use super::super::drawn_values::Numbers;
    use super::super::test_values::{KINDS, values};
    use super::*;
    use approx::assert_relative_eq;

    /// The standard error of the mean between eight replicates, one value after the other.
    fn between(values: &[f64]) -> f64 {
        let n = values.len() as f64;
        let mean = values.iter().sum::<f64>() / n;
        let moved = |r: usize| values.iter().skip(r).step_by(8).map(|x| (x - mean) / n).sum::<f64>();
        ((0..8).map(|r| moved(r).powi(2)).sum::<f64>() * 8.0 / 7.0).sqrt()
    }

    #[test]
    fn quantiles_and_shares_of_one_group_are_those_of_the_sorted_values() {
        let questions =
            Questions::default().with_quantiles([0.0, 0.01, 0.37, 1.0]).with_thresholds([40.0, 40.5]);
        let numbers: Vec<f64> = (0..=100).rev().map(f64::from).collect();
        let d = DrawnDistribution::of(&[(2.0, (&numbers[..]).into())], &questions);
        for p in [0.0, 0.01, 0.05, 0.37, 0.5, 1.0] {
            assert_relative_eq!(d.quantile(p).unwrap().value, 100.0 * p, max_relative = 1e-12);
        }
        // Between equally spaced values the error of a quantile is that of the rank, which the replicates share evenly here.
        let below: Vec<f64> = numbers.iter().map(|x| f64::from(u8::from(*x < 50.0))).collect();
        assert_relative_eq!(d.quantile(0.5).unwrap().mc_error, 100.0 * between(&below), max_relative = 0.1);
        assert_eq!(d.quantile(0.36), None);
        let above = d.probability_above(40.0).unwrap();
        assert_relative_eq!(above.value, 60.0 / 101.0, max_relative = 1e-14);
        let is_above: Vec<f64> = numbers.iter().map(|x| f64::from(u8::from(*x > 40.0))).collect();
        assert_relative_eq!(above.mc_error, between(&is_above), max_relative = 1e-13);
        assert_relative_eq!(d.share_equal(40.0).unwrap().value, 1.0 / 101.0, max_relative = 1e-14);
        assert_eq!(d.share_equal(40.5).unwrap().value, 0.0);
        assert_eq!(
            (d.probability_above(0.0).unwrap().value, d.probability_above(7.0)),
            (100.0 / 101.0, None)
        );
        assert_eq!(d.statistics(), Statistics::of(&numbers));
    }

    #[test]
    fn groups_count_by_their_weights_and_a_group_without_values_leaves_them_to_the_others() {
        let (a, b): (Vec<f64>, Vec<f64>) = ((-50..50).map(f64::from).collect(), vec![0.0; 10]);
        let groups =
            [(0.6, &a[..]), (0.2, &b[..]), (0.2, &[])].map(|(weight, values)| (weight, values.into()));
        let d = DrawnDistribution::of(&groups, &Questions::default());
        let (above, equal) = (d.probability_above(0.0).unwrap(), d.share_equal(0.0).unwrap());
        assert_relative_eq!(above.value, 0.75 * 0.49, max_relative = 1e-14);
        let is_above: Vec<f64> = a.iter().map(|x| f64::from(u8::from(*x > 0.0))).collect();
        assert_relative_eq!(above.mc_error, 0.75 * between(&is_above), max_relative = 1e-13);
        assert_relative_eq!(equal.value, 0.75 * 0.01 + 0.25, max_relative = 1e-14);
        let nothing = DrawnDistribution::of(&[(1.0, (&[][..]).into())], &Questions::default());
        assert!(nothing.probability_above(0.0).unwrap().value.is_nan());
    }

    /// The stated errors are the spread of the figures between samples.
    #[test]
    fn errors_are_the_spread_between_samples() {
        let mut state = 1_u64;
        let mut uniform = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 11) as f64 / (1_u64 << 53) as f64
        };
        let questions = Questions::default().with_thresholds([0.3]);
        let samples: Vec<DrawnDistribution> = (0..400)
            .map(|_| {
                let squares: Vec<f64> = (0..500).map(|_| uniform().powi(2)).collect();
                DrawnDistribution::of(&[(1.0, (&squares[..]).into())], &questions)
            })
            .collect();
        for of in [
            &|d: &DrawnDistribution| d.quantile(0.05).unwrap(),
            &|d: &DrawnDistribution| d.quantile(0.5).unwrap(),
            &|d: &DrawnDistribution| d.probability_above(0.3).unwrap(),
        ] as [&dyn Fn(&DrawnDistribution) -> Estimate; 3]
        {
            let figures: Vec<f64> = samples.iter().map(|d| of(d).value).collect();
            let stated = samples.iter().map(|d| of(d).mc_error).sum::<f64>() / 400.0;
            assert_relative_eq!(stated, Statistics::of(&figures).sd, max_relative = 0.15);
        }
    }

    /// Every bit that a distribution tells.
    fn bits(d: &DrawnDistribution) -> Vec<u64> {
        let estimates = d.quantiles.iter().map(|(_, e)| *e);
        let estimates = estimates.chain(d.shares.iter().flat_map(|shares| [shares.above, shares.equal]));
        let figures = estimates.flat_map(|e| [e.value, e.mc_error]);
        figures.chain(d.statistics().iter().map(|(_, x)| x)).map(f64::to_bits).collect()
    }

    #[test]
    fn parts_give_the_bits_of_the_whole() {
        let questions = Questions::default().with_quantiles([0.013, 0.9]).with_thresholds([0.25]);
        for kind in KINDS {
            let groups = [(0.7, values(kind, 3_000)), (0.3, values(kind, 1_100))];
            let at_once: Vec<(f64, DrawnValues<'_>)> =
                groups.iter().map(|(w, v)| (*w, (&v[..]).into())).collect();
            let at_once = DrawnDistribution::of(&at_once, &questions);
            let weights = || vec![0.7, 0.3];
            let parts = [(0, 1_024), (1_024, 1_100), (1_100, 2_500), (2_500, 3_000)];
            let part = |(from, to): (usize, usize)| {
                [&groups[0].1, &groups[1].1].map(|values| DrawnValues {
                    values: &values[from.min(values.len())..to.min(values.len())],
                    numbers: Numbers::From(from as u64),
                })
            };
            for mut counted in [
                CountedValues::new(weights(), &questions),
                CountedValues::keeping_values(weights(), 3_000, &questions),
            ] {
                parts.iter().for_each(|one| counted.count(&part(*one)));
                let mut pass = counted.second_pass(&[0.7, 0.3], &questions);
                parts.iter().for_each(|one| pass.take(&part(*one)));
                assert_eq!(bits(&pass.finish()), bits(&at_once));
            }
        }
    }
}
