//! The few buckets that hold a wanted rank: which they are, and the order statistics that their values give.

use super::buckets::Buckets;
use super::pooled_order::{OrderStatistics, PooledOrder};
use std::collections::BTreeSet;

/// The buckets that hold a wanted rank, and their values as far as these have been taken.
#[derive(Clone, Debug)]
pub(crate) struct WantedBuckets {
    buckets: Buckets,
    /// In rising order.
    wanted: Vec<Wanted>,
    /// By bucket, whether its values have to be taken, and its position among the wanted ones.
    is_sought: Vec<bool>,
    index: Vec<u16>,
}

/// A bucket that holds a wanted rank.
#[derive(Clone, Debug)]
struct Wanted {
    /// By class, how many values lie below it, and up to its end.
    below: Vec<usize>,
    up_to: Vec<usize>,
    /// Its only value, where that is known.
    only_value: Option<f64>,
    /// Else its values by class.
    values: Vec<Vec<f64>>,
}

impl WantedBuckets {
    /// Of the pooled order of values that were counted by class and bucket.
    pub(crate) fn new(order: &PooledOrder, buckets: Buckets, counts: &[Vec<u32>]) -> Self {
        let counts: Vec<Vec<usize>> = counts.iter().map(|counts| cumulated(counts)).collect();
        let (mut is_sought, mut index) = (vec![false; buckets.len()], vec![0; buckets.len()]);
        let below = |bucket: usize| counts.iter().map(|counts| counts[bucket]).collect();
        let wanted = beside_targets(order, &counts, buckets.len()).into_iter().zip(0..).map(|(bucket, i)| {
            let only_value = buckets.only_value(bucket);
            is_sought[bucket] = only_value.is_none();
            index[bucket] = i;
            let values = vec![Vec::new(); counts.len()];
            Wanted { below: below(bucket), up_to: below(bucket + 1), only_value, values }
        });
        let wanted = wanted.collect();
        Self { buckets, wanted, is_sought, index }
    }

    /// How many values there are to take.
    pub(crate) fn values_to_take(&self) -> usize {
        let sought = self.wanted.iter().filter(|wanted| wanted.only_value.is_none());
        sought.map(|wanted| wanted.up_to.iter().sum::<usize>() - wanted.below.iter().sum::<usize>()).sum()
    }

    /// Whether all the values to be taken lie in these buckets.
    pub(crate) fn lie_in(&self, buckets: &[bool]) -> bool {
        self.is_sought.iter().zip(buckets).all(|(sought, there)| *there || !*sought)
    }

    /// Takes what is wanted of these values of a class.
    pub(crate) fn take(&mut self, class: usize, values: &[f64]) {
        let (wanted, index) = (&mut self.wanted, &self.index);
        self.buckets.pick(values, &self.is_sought, |bucket, x| {
            wanted[usize::from(index[bucket])].values[class].push(x);
        });
    }

    /// The order statistics, once all values have been taken.
    pub(crate) fn order_statistics(&self, order: &PooledOrder) -> OrderStatistics {
        let mut found = Vec::new();
        for wanted in &self.wanted {
            wanted.positions(order, &mut found);
        }
        OrderStatistics::among(&found, order)
    }
}

impl Wanted {
    /// Appends its values in rising order with their positions, or the first and the last of equal values.
    fn positions(&self, order: &PooledOrder, found: &mut Vec<(f64, f64)>) {
        if let Some(x) = self.only_value {
            let has_values = |class: &usize| self.up_to[*class] > self.below[*class];
            let mut classes = (0..self.below.len()).filter(has_values);
            let Some(first) = classes.next() else { return };
            let last = classes.next_back().unwrap_or(first);
            found.push((order.position(first, |c| self.below[c] + usize::from(c == first)), x + 0.0));
            found.push((order.position(last, |c| self.up_to[c]), x + 0.0));
            return;
        }
        // A zero has no sign in the order; of equal values the lightest comes first.
        let mut sorted: Vec<(f64, usize)> = Vec::new();
        for (class, values) in self.values.iter().enumerate() {
            sorted.extend(values.iter().map(|x| (x + 0.0, class)));
        }
        sorted.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let mut counts = self.below.clone();
        for (x, class) in sorted {
            counts[class] += 1;
            found.push((order.position(class, |c| counts[c]), x));
        }
    }
}

/// The buckets that a target falls in, or beside: `counts` gives by class and bucket, and one beyond the last, how many
/// values lie below it.
fn beside_targets(order: &PooledOrder, counts: &[Vec<usize>], buckets: usize) -> BTreeSet<usize> {
    let up_to = |bucket: usize| order.end(|c| counts[c][bucket]);
    let holds = |bucket: &usize| counts.iter().any(|counts| counts[bucket + 1] > counts[*bucket]);
    let mut found = BTreeSet::new();
    for target in order.targets() {
        let (mut bucket, mut last) = (0, buckets - 1);
        while bucket < last {
            let middle = (bucket + last) / 2;
            if up_to(middle + 1) > *target { last = middle } else { bucket = middle + 1 }
        }
        found.insert(bucket);
        // Within a draw of an end, the target may lie between the last value of a bucket and the first of the next. The
        // heaviest draw has weight one.
        let lower = (target - up_to(bucket) < 1.0).then(|| (0..bucket).rev().find(holds));
        let upper = (up_to(bucket + 1) - target < 1.0).then(|| (bucket + 1..buckets).find(holds));
        found.extend([lower, upper].into_iter().flatten().flatten());
    }
    found
}

/// How many values lie below each bucket, and below the end of the last.
fn cumulated(counts: &[u32]) -> Vec<usize> {
    let mut sum = 0;
    let up_to = counts.iter().map(|count| {
        sum += *count as usize;
        sum
    });
    std::iter::once(0).chain(up_to).collect()
}
