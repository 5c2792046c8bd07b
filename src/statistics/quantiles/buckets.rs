//! Buckets that values are counted in: intervals of equal width between the outer points of a sample, open at both ends.
//! A value that comes back often has a bucket of its own, so that its draws need not be kept or sorted. Where the buckets
//! lie decides the speed, never the result.

use super::sample::Sample;
use crate::scalar::widest_build;

/// Most buckets, beside those of frequent values: the counts of a group stay in the first cache.
pub(crate) const MAX_BUCKETS: u32 = 4_096;
/// Values of a group that ask for one more bucket.
const VALUES_A_BUCKET: usize = 8;
/// The part of a sample beyond its outer points, so that a few extreme values do not push all others into one bucket.
const OUTER_PART: usize = 64;
/// Values whose buckets are found together, which the compiler does side by side.
const BLOCK: usize = 256;
/// Bits of a word.
const WORD: usize = u64::BITS as usize;
/// Added to a number between 0 and 2^16, this leaves the nearest whole number in the last bits.
const WHOLE: f64 = (1_u64 << 52) as f64;

/// Enough buckets for groups of so many values, beside those of frequent values.
pub(crate) fn number(expected: usize) -> u32 {
    u32::try_from(expected / VALUES_A_BUCKET).unwrap_or(MAX_BUCKETS).clamp(2, MAX_BUCKETS)
}

/// Intervals that part all numbers, in rising order.
#[derive(Clone, Debug)]
#[cfg_attr(feature = "shards", derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Buckets {
    /// The point from which buckets are numbered, their number by unit, and the last.
    low: f64,
    by_unit: f64,
    last: f64,
    /// Each parts a bucket into what is below it, itself, and what is above it; in rising order.
    frequent: Vec<f64>,
}

impl Buckets {
    /// So many, beside those of frequent values, for groups of which this is a sample.
    pub(crate) fn around(sample: &Sample, buckets: u32) -> Self {
        let (all, frequent) = (sample.values(), sample.frequent.clone());
        let outer = all.len() / OUTER_PART;
        match (all.get(outer), all.iter().nth_back(outer)) {
            (Some((low, _)), Some((high, _))) if low < high && (high - low).is_finite() => {
                // Of a width near the smallest numbers this is infinite, and leaves the first and the last bucket.
                let by_unit = f64::from(buckets) / (high - low);
                Self { low: *low, by_unit, last: f64::from(buckets - 1), frequent }
            }
            _ => Self { low: 0.0, by_unit: 1.0, last: 0.0, frequent },
        }
    }

    /// Number of buckets.
    pub(crate) fn len(&self) -> usize {
        self.last as usize + 1 + 2 * self.frequent.len()
    }

    /// The only value of a bucket, where it is that of a frequent one.
    pub(crate) fn only_value(&self, bucket: usize) -> Option<f64> {
        self.frequent.iter().copied().find(|x| self.of(*x) == bucket)
    }

    /// By bucket, true but for those of frequent values.
    pub(crate) fn without_frequent_values(&self) -> Vec<bool> {
        let mut different = vec![true; self.len()];
        for frequent in &self.frequent {
            different[self.of(*frequent)] = false;
        }
        different
    }

    /// Whether these are the same.
    #[cfg(feature = "shards")]
    pub(crate) fn are(&self, others: &Self) -> bool {
        let bits = |buckets: &Self| [buckets.low, buckets.by_unit, buckets.last].map(f64::to_bits);
        bits(self) == bits(others) && self.frequent == others.frequent
    }

    /// The bucket of a value.
    fn of(&self, x: f64) -> usize {
        let mut found = [0; BLOCK];
        self.find::<false>(&[x], &mut found);
        usize::from(found[0])
    }

    /// The bucket of each value of a block. It rises with the value. `WIDE` only distinguishes the builds.
    #[inline(always)]
    fn find<const WIDE: bool>(&self, values: &[f64], buckets: &mut [u16; BLOCK]) {
        for (x, bucket) in values.iter().zip(buckets.iter_mut()) {
            // Comparisons that NaN fails: it is in the first bucket.
            let y = (x - self.low) * self.by_unit;
            let y = if y > 0.0 { y } else { 0.0 };
            let y = if y < self.last { y } else { self.last };
            *bucket = (y + WHOLE).to_bits() as u16;
        }
        for frequent in &self.frequent {
            for (x, bucket) in values.iter().zip(buckets.iter_mut()) {
                *bucket += u16::from(x >= frequent) + u16::from(x > frequent);
            }
        }
    }

    /// [`Self::find`] compiled for AVX2.
    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2")]
    fn find_avx2(&self, values: &[f64], buckets: &mut [u16; BLOCK]) {
        self.find::<true>(values, buckets);
    }

    /// [`Self::find`] with the instruction set of the machine.
    fn find_here(&self, values: &[f64], buckets: &mut [u16; BLOCK]) {
        widest_build!(avx2: Self::find_avx2, plain: Self::find::<false>, (self, values, buckets))
    }

    /// Adds the values to the counts by bucket.
    pub(crate) fn count(&self, values: &[f64], counts: &mut [u32]) {
        self.each_block(values, |_, buckets| {
            for bucket in buckets {
                counts[usize::from(*bucket)] += 1;
            }
        });
    }

    /// Gives the values in wanted buckets, with their buckets.
    pub(crate) fn pick(&self, values: &[f64], wanted: &[bool], mut take: impl FnMut(usize, f64)) {
        self.each_block(values, |block, buckets| pick_block(block, buckets, wanted, &mut take));
    }

    /// Gives blocks of the values with their buckets.
    #[inline(always)]
    fn each_block(&self, values: &[f64], mut give: impl FnMut(&[f64], &[u16])) {
        let mut buckets = [0; BLOCK];
        for block in values.chunks(BLOCK) {
            self.find_here(block, &mut buckets);
            give(block, &buckets[..block.len()]);
        }
    }
}

/// Gives the values of a block in wanted buckets: one bit a value, without branches, since most often none is wanted.
#[inline(always)]
fn pick_block(block: &[f64], buckets: &[u16], wanted: &[bool], take: &mut impl FnMut(usize, f64)) {
    for (buckets, values) in buckets.chunks(WORD).zip(block.chunks(WORD)) {
        let bit = |bits: u64, bucket: &u16| bits << 1 | u64::from(wanted[usize::from(*bucket)]);
        let mut bits = match buckets.first_chunk::<WORD>() {
            Some(whole) => whole.iter().rev().fold(0, bit),
            None => buckets.iter().rev().fold(0, bit),
        };
        while bits != 0 {
            let i = bits.trailing_zeros() as usize;
            take(usize::from(buckets[i]), values[i]);
            bits &= bits - 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::test_values::{KINDS, values};

    fn around(groups: &[&[f64]], buckets: u32) -> Buckets {
        let groups: Vec<_> = groups.iter().map(|values| (1.0, (*values).into())).collect();
        Buckets::around(&Sample::of(&groups), buckets)
    }

    /// Numbers of every size.
    const SIZES: [f64; 15] = [
        f64::NEG_INFINITY,
        f64::MIN,
        -1e300,
        -1.0,
        -1e-300,
        -0.0,
        0.0,
        5e-324,
        1e-300,
        0.1,
        1.0,
        3.0,
        1e9,
        f64::MAX,
        f64::INFINITY,
    ];

    #[test]
    fn buckets_rise_with_the_values() {
        for n in [0, 1, 10, 1_000, 20_000] {
            for kind in KINDS {
                let mut values = values(kind, n);
                for number in [number(values.len()), MAX_BUCKETS] {
                    let buckets = around(&[&values], number);
                    values.extend(SIZES);
                    values.sort_unstable_by(f64::total_cmp);
                    let found: Vec<usize> = values.iter().map(|x| buckets.of(*x)).collect();
                    assert!(found.is_sorted() && found.iter().all(|bucket| *bucket < buckets.len()));
                    assert!(buckets.of(f64::NAN) < buckets.len());
                }
            }
        }
    }

    #[test]
    fn even_values_fill_them_evenly() {
        let values = &values(KINDS[0], 50_001)[1..];
        let buckets = around(&[values], number(values.len()));
        let mut counts = vec![0; buckets.len()];
        buckets.count(values, &mut counts);
        // The outer ones are open.
        let fullest = counts[1..counts.len() - 1].iter().max().unwrap();
        assert!(buckets.len() == 4_096 && *fullest < 30, "{fullest} of {}", counts.len());
    }

    #[test]
    fn every_build_finds_the_same_buckets() {
        for kind in KINDS {
            let mut values = values(kind, 200);
            values.extend(SIZES);
            values.push(f64::NAN);
            let buckets = around(&[&values], MAX_BUCKETS);
            let (mut plain, mut here) = ([0; BLOCK], [0; BLOCK]);
            buckets.find::<false>(&values, &mut plain);
            buckets.find_here(&values, &mut here);
            assert_eq!(plain, here);
        }
    }

    #[test]
    fn counts_and_picks_are_those_of_each_value() {
        for n in [1, 63, 64, 65, 256, 257, 5_000] {
            for kind in KINDS {
                let values = values(kind, n);
                let buckets = around(&[&values], MAX_BUCKETS);
                let mut expected = vec![0; buckets.len()];
                values.iter().for_each(|x| expected[buckets.of(*x)] += 1);
                let mut counts = vec![0; buckets.len()];
                // Counting goes on where it ended.
                values.chunks(1_000).for_each(|part| buckets.count(part, &mut counts));
                assert_eq!(counts, expected);

                let wanted: Vec<bool> = (0..buckets.len()).map(|bucket| bucket % 3 == 0).collect();
                let mut picked = Vec::new();
                buckets.pick(&values, &wanted, |bucket, x| picked.push((bucket, x)));
                let each = values.iter().map(|x| (buckets.of(*x), *x));
                let expected: Vec<_> = each.filter(|(bucket, _)| wanted[*bucket]).collect();
                assert_eq!(picked, expected);
            }
        }
    }

    #[test]
    fn a_frequent_value_has_a_bucket_of_its_own() {
        let mut values = values(KINDS[3], 10_000);
        // Just beside it.
        values.extend([5e-324, -5e-324]);
        let buckets = around(&[&values, &[0.5; 9], &values], 1_000);
        assert_eq!(buckets.len(), 1_004, "two for each of two");
        let mut counts = vec![0; buckets.len()];
        buckets.count(&values, &mut counts);
        let different = buckets.without_frequent_values();
        for x in [0.0, 0.5] {
            let times = values.iter().filter(|y| **y == x).count();
            let bucket = buckets.of(x);
            assert_eq!((buckets.only_value(bucket), counts[bucket] as usize), (Some(x), times));
            assert!(!different[bucket]);
        }
        let known = (0..buckets.len()).filter(|bucket| buckets.only_value(*bucket).is_some());
        assert_eq!(known.count(), 2);
        assert_eq!(different.iter().filter(|different| !**different).count(), 2);
    }
}
