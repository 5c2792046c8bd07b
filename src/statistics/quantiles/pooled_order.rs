//! The pooled values of weighted groups in rising order: where each value stands, and the quantiles between them.
//!
//! Positions are computed from whole counts by weight, so that the order of the values, or of the groups, does not
//! matter to the last bit.

use super::super::moments::Moments;

/// What decides the position of a value in the pooled order.
#[derive(Clone, Debug)]
pub(crate) struct PooledOrder {
    /// Weight of a draw by class, lightest first, in units of the largest: where all weights are equal it is exactly
    /// one, and positions are exact. The draws of a class have the same weight.
    weights: Vec<f64>,
    /// The class of each group.
    class_of: Vec<usize>,
    /// Half the weight of the lowest value, `w_1 / 2`; of equal values the lightest comes first.
    half_first: f64,
    /// The positions of the quantiles.
    targets: Vec<f64>,
    /// The only value, where all values are the same.
    constant: Option<f64>,
}

impl PooledOrder {
    /// Of groups with their weights, which are positive, and moments; `0 <= p <= 1`. The weight of a group is shared
    /// equally by its values, of which there is at least one.
    pub(crate) fn new(groups: &[(f64, Moments)], probabilities: &[f64]) -> Self {
        let of_draw: Vec<f64> = groups.iter().map(|(weight, m)| weight / m.count as f64).collect();
        let mut distinct = of_draw.clone();
        distinct.sort_by(f64::total_cmp);
        distinct.dedup();
        let largest = distinct.last().copied().unwrap_or(1.0);
        let class_of: Vec<usize> =
            of_draw.iter().map(|weight| distinct.partition_point(|known| known < weight)).collect();
        let weights: Vec<f64> = distinct.iter().map(|weight| weight / largest).collect();

        let (mut lowest, mut highest) = ((f64::INFINITY, 0), (f64::NEG_INFINITY, 0));
        let mut counts = vec![0; weights.len()];
        for ((_, m), class) in groups.iter().zip(&class_of) {
            if m.lowest < lowest.0 || (m.lowest == lowest.0 && *class < lowest.1) {
                lowest = (m.lowest, *class);
            }
            if m.highest > highest.0 || (m.highest == highest.0 && *class > highest.1) {
                highest = (m.highest, *class);
            }
            counts[*class] += m.count;
        }
        let total: f64 = weights.iter().zip(&counts).map(|(weight, count)| weight * *count as f64).sum();
        let weight = |class: usize| weights.get(class).copied().unwrap_or(1.0);
        let (half_first, half_last) = (0.5 * weight(lowest.1), 0.5 * weight(highest.1));
        let span = total - half_first - half_last;
        let targets = probabilities.iter().map(|p| p * span).collect();
        let constant = (lowest.0 == highest.0).then_some(lowest.0 + 0.0);
        Self { weights, class_of, half_first, targets, constant }
    }

    /// The class of each group.
    pub(crate) fn class_of(&self) -> &[usize] {
        &self.class_of
    }

    /// Number of classes.
    pub(crate) fn classes(&self) -> usize {
        self.weights.len()
    }

    /// The positions of the quantiles.
    pub(crate) fn targets(&self) -> &[f64] {
        &self.targets
    }

    /// The only value, where all values are the same: then there is nothing to look for.
    pub(crate) fn constant(&self) -> Option<f64> {
        self.constant
    }

    /// The position at which so many values by class end, `C - w_1/2`.
    pub(crate) fn end(&self, count: impl Fn(usize) -> usize) -> f64 {
        self.weights.iter().enumerate().map(|(c, w)| w * count(c) as f64).sum::<f64>() - self.half_first
    }

    /// The position of a value of a class, `C - w/2 - w_1/2`, where there are so many values by class up to and with it.
    pub(crate) fn position(&self, class: usize, count: impl Fn(usize) -> usize) -> f64 {
        self.end(count) - 0.5 * self.weights[class]
    }
}

/// The values on either side of each quantile, with their positions: all that the quantiles are computed from.
#[derive(Clone, Debug)]
pub(crate) struct OrderStatistics {
    /// In rising order, position and value.
    values: Vec<(f64, f64)>,
    targets: Vec<f64>,
}

impl OrderStatistics {
    /// Those of the pooled order among some of its values, with their positions, in rising order.
    pub(crate) fn among(values: &[(f64, f64)], order: &PooledOrder) -> Self {
        let targets = order.targets().to_vec();
        let mut beside = Vec::with_capacity(2 * targets.len());
        for target in &targets {
            let next = values.partition_point(|(position, _)| position <= target);
            beside.extend([next.saturating_sub(1), next]);
        }
        beside.sort_unstable();
        beside.dedup();
        let values = beside.into_iter().filter_map(|i| values.get(i).copied()).collect();
        Self { values, targets }
    }

    /// The quantiles of the values after `map`, which must not fall: the order is that of the values themselves.
    pub(crate) fn quantiles<const N: usize>(&self, map: impl Fn(f64) -> f64) -> [f64; N] {
        std::array::from_fn(|i| self.targets.get(i).map_or(f64::NAN, |target| self.at(*target, &map)))
    }

    /// The quantile at one of the probabilities, by its number.
    pub(crate) fn quantile(&self, number: usize) -> f64 {
        self.quantile_of(number, &|x| x)
    }

    /// The same of the values after `map`, which must not fall.
    pub(crate) fn quantile_of(&self, number: usize, map: &impl Fn(f64) -> f64) -> f64 {
        self.targets.get(number).map_or(f64::NAN, |target| self.at(*target, map))
    }

    /// The value at a target, between those on either side of it, after `map`.
    fn at(&self, target: f64, map: &impl Fn(f64) -> f64) -> f64 {
        let values = &self.values;
        let next = values.partition_point(|(position, _)| *position <= target);
        let (Some(low), high) = (values.get(next.saturating_sub(1)), values.get(next)) else {
            return f64::NAN;
        };
        match high {
            Some(high) if high.0 > low.0 && target > low.0 => {
                let (below, above) = (map(low.1), map(high.1));
                let between = below + (target - low.0) / (high.0 - low.0) * (above - below);
                // Rounding may carry the sum just beyond the upper value. Beside what is not a number there is none.
                if between > above { above } else { between }
            }
            _ => map(low.1),
        }
    }
}
