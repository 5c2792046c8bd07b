//! A sample of the first draws: where buckets lie, which values are frequent, and about where a quantile will be.
//!
//! It is taken from the draws of the lowest numbers alone, so that what is made of it does not change with the parts that
//! the values come in.

use crate::statistics::drawn_values::{BLOCK, DrawnValues};

/// Draws that the sample is taken from, most often: those of the first numbers. The first part of values holds at least so many.
pub(crate) const PILOT: u64 = 1_024;

/// About so many values of a group.
const SAMPLE: usize = 256;
/// A value is frequent where it makes up this part of the sample of a group.
const FREQUENT_PART: usize = 8;
/// Most frequent values that count as such.
const MAX_FREQUENT: usize = 8;

/// A sample of groups of values with weights.
#[derive(Clone, Debug)]
pub(crate) struct Sample {
    /// Values in rising order, with their weights.
    values: Vec<(f64, f64)>,
    /// The frequent values in rising order.
    pub(crate) frequent: Vec<f64>,
}

impl Sample {
    /// Of the first values of groups with these weights.
    pub(crate) fn of(groups: &[(f64, DrawnValues<'_>)]) -> Self {
        let first =
            groups.iter().filter(|(_, drawn)| drawn.len() > 0).map(|(_, drawn)| drawn.number(0)).min();
        // From the start of a block on, since the first draw may be missing.
        let end = first.map_or(0, |first| (first / BLOCK * BLOCK).saturating_add(PILOT));
        let (mut values, mut frequent) = (Vec::new(), Vec::new());
        for (weight, drawn) in groups {
            let sample = sample_of(drawn.below(end).values);
            frequent.extend(most_frequent(&sample));
            let each = weight / sample.len() as f64;
            values.extend(sample.into_iter().map(|x| (x, each)));
        }
        // The stable sort makes use of runs that rise.
        values.sort_by(|a, b| a.0.total_cmp(&b.0));
        frequent.sort_by(f64::total_cmp);
        frequent.dedup();
        frequent.truncate(MAX_FREQUENT);
        Self { values, frequent }
    }

    /// The values in rising order, with their weights.
    pub(crate) fn values(&self) -> &[(f64, f64)] {
        &self.values
    }

    /// About the quantile at each of these probabilities; NaN without values.
    pub(crate) fn quantiles<'a>(&'a self, probabilities: &'a [f64]) -> impl Iterator<Item = f64> + 'a {
        let total: f64 = self.values.iter().map(|(_, weight)| weight).sum();
        // A hair less, so that the rounding of weights does not choose another value.
        let total = total * (1.0 - 1e-9);
        let at = move |p: &f64| {
            let mut sum = 0.0;
            let reached = self.values.iter().find(|(_, weight)| {
                sum += weight;
                sum >= p * total
            });
            reached.or(self.values.last()).map_or(f64::NAN, |(x, _)| *x)
        };
        probabilities.iter().map(at)
    }
}

/// About [`SAMPLE`] of the values, evenly spread over their order, in rising order.
fn sample_of(values: &[f64]) -> Vec<f64> {
    let step = values.len().div_ceil(SAMPLE).max(1);
    let mut sample: Vec<f64> = values.iter().copied().step_by(step).collect();
    sample.sort_unstable_by(f64::total_cmp);
    sample
}

/// The value that comes back most often in a sample in rising order, if it does so often enough.
fn most_frequent(sample: &[f64]) -> Option<f64> {
    let longest = sample.chunk_by(|a, b| a == b).max_by_key(|same| same.len())?;
    (longest.len() > 1 && longest.len() * FREQUENT_PART >= sample.len()).then_some(longest[0])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::test_values::{KINDS, values};

    #[test]
    fn it_is_that_of_the_first_draws_whatever_comes_with_them() {
        let all = values(KINDS[2], 20_000);
        let of = |n: usize| Sample::of(&[(0.4, all[..n].into()), (0.6, all[..n / 2].into())]);
        assert_eq!(of(20_000).values, of(2_048).values);
        assert_ne!(of(2_048).values, of(512).values);
    }

    #[test]
    fn quantiles_count_weights() {
        let (low, high): (Vec<f64>, Vec<f64>) =
            (0..256).map(|i| (f64::from(i), f64::from(1_000 + i))).unzip();
        let sample = Sample::of(&[(0.25, (&low[..]).into()), (0.75, (&high[..]).into())]);
        let found: Vec<f64> = sample.quantiles(&[0.0, 0.2, 0.5, 1.0]).collect();
        assert!(found[0] == 0.0 && (203.0..207.0).contains(&found[1]), "{found:?}");
        assert!((1_083.0..1_088.0).contains(&found[2]) && found[3] == 1_255.0, "{found:?}");
        assert!(Sample::of(&[]).quantiles(&[0.5]).all(f64::is_nan));
    }
}
