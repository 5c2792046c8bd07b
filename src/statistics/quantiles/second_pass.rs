//! The second pass over values that have been counted: those of the buckets that hold a wanted rank are taken and
//! sorted. Where they were kept in the first pass (`kept_values`), there is nothing left to take.

use super::super::drawn_values::DrawnValues;
use super::super::moments::Moments;
use super::pooled_order::{OrderStatistics, PooledOrder};
use super::rank_errors::RankErrors;
use super::wanted::WantedBuckets;

/// What is known of counted values, and what has yet to be taken of them.
#[derive(Clone, Debug)]
pub(crate) struct SecondPass {
    order: PooledOrder,
    /// Weights and moments of the groups that have a weight and values.
    groups: Vec<(f64, Moments)>,
    /// The class of each of all groups, where it is among these.
    classes: Vec<Option<usize>>,
    /// None where there is nothing to look for: no values, or one value only.
    wanted: Option<WantedBuckets>,
    errors: RankErrors,
    /// Whether all that is wanted has been taken.
    is_complete: bool,
}

impl SecondPass {
    /// Where nothing has been taken yet.
    pub(crate) fn new(
        order: PooledOrder,
        groups: Vec<(f64, Moments)>,
        classes: Vec<Option<usize>>,
        wanted: Option<WantedBuckets>,
        errors: RankErrors,
    ) -> Self {
        let is_complete = wanted.is_none();
        Self { order, groups, classes, wanted, errors, is_complete }
    }

    /// Takes the values by group that were kept of these buckets, if all that is wanted lies in them.
    pub(crate) fn take_kept(&mut self, buckets: &[bool], values: &[Vec<f64>]) {
        if self.wanted.as_ref().is_some_and(|wanted| wanted.lie_in(buckets)) {
            self.take_values(values.iter().map(Vec::as_slice));
            self.is_complete = true;
        }
    }

    /// Bytes of the values that have to be taken.
    pub(crate) fn bytes(&self) -> usize {
        let wanted = self.wanted.as_ref().filter(|_| !self.is_complete);
        wanted.map_or(0, |wanted| wanted.values_to_take() * size_of::<f64>())
    }

    /// Whether there are values to be taken.
    pub(crate) fn is_needed(&self) -> bool {
        self.bytes() > 0
    }

    /// Takes what is wanted of the next values of each group: the same ones that were counted.
    pub(crate) fn take(&mut self, values: &[DrawnValues<'_>]) {
        let values = values.iter().map(|drawn| drawn.values);
        self.take_values(values);
    }

    fn take_values<'a>(&mut self, values: impl Iterator<Item = &'a [f64]>) {
        let Some(wanted) = self.wanted.as_mut().filter(|_| !self.is_complete) else { return };
        for (class, values) in self.classes.iter().zip(values) {
            if let Some(class) = class {
                wanted.take(*class, values);
            }
        }
    }

    /// The weights and moments of the groups that have a weight and values, the order statistics of all together, and the
    /// errors of their ranks.
    pub(crate) fn finish(self) -> (Vec<(f64, Moments)>, OrderStatistics, RankErrors) {
        let statistics = match (&self.wanted, self.order.constant()) {
            (Some(wanted), _) => wanted.order_statistics(&self.order),
            (None, Some(x)) => OrderStatistics::among(&[(0.0, x)], &self.order),
            (None, None) => OrderStatistics::among(&[], &self.order),
        };
        (self.groups, statistics, self.errors)
    }
}
