//! Buckets that values are counted in: intervals that skewed values fill about as evenly as others.
//!
//! They are equally wide in the logarithm of the distance from a point, which three points of a sample decide: near
//! the values where these are skewed, far from them where they are not, and on their other side where they are skewed
//! the other way. The logarithm is read off the bits of the distance (its exponent and the first part of its
//! fraction), so that no value takes more than a few instructions. A value that comes back often has a bucket of its
//! own. Where the buckets lie decides the speed, never the result.

use crate::scalar::widest_build;

/// Most buckets, beside those of frequent values: the counts of a group stay in the first cache.
pub(crate) const MOST: u32 = 4_096;
/// Values that ask for one more bucket.
const FEW: usize = 8;
/// Most values of a group that decide where the buckets lie.
const SAMPLE: u32 = 256;
/// The part of a sample beyond its outer points, so that a few extreme values do not push all others into one bucket.
const OUTER: usize = 64;
/// A value is frequent where it makes up this part of the sample of a group.
const FREQUENT: usize = 8;
/// The distance from the point to the nearest outer point, in units of that between the outer points: at most, and at
/// least.
const FAR: f64 = 4.0;
const NEAR: f64 = 1e-12;
/// Most frequent values that have a bucket of their own, and how many buckets each has while it is counted: its draws
/// take them in turn, so that counting one need not wait for the one before.
const MOST_FREQUENT: usize = 8;
const TURNS: u16 = 4;
/// Values that are looked at together.
const BLOCK: usize = 256;
/// Bits of a word.
const WORD: usize = u64::BITS as usize;

/// Intervals that part all numbers, in rising order.
#[derive(Clone, Debug)]
pub(crate) struct Buckets {
    /// Distances are those from this point, times this sign, within these limits.
    point: f64,
    sign: f64,
    nearest: f64,
    farthest: f64,
    /// The lower bits of the upper half of a distance, which do not matter to the bucket.
    shift: u32,
    /// All bits where the distance falls as values rise.
    flip: u32,
    /// What is left of the first bucket, which is to be zero.
    first: u32,
    len: usize,
    /// Frequent values: each parts a bucket into what is below it, itself, and what is above it.
    frequent: Vec<f64>,
}

impl Buckets {
    /// For values of which these are the groups, or their first part, where so many values ask for one more bucket.
    pub(crate) fn around(groups: &[&[f64]], expected: usize) -> Self {
        let most = u32::try_from(expected / FEW).unwrap_or(MOST).clamp(2, MOST);
        let (mut all, mut frequent) = (Vec::new(), Vec::new());
        for values in groups {
            let mut sample = sample_of(values, most.min(SAMPLE));
            frequent.extend(most_frequent(&sample));
            all.append(&mut sample);
        }
        // Parts that are in order already, which this sort joins.
        all.sort_by(f64::total_cmp);
        frequent.sort_by(f64::total_cmp);
        frequent.dedup();
        frequent.truncate(MOST_FREQUENT);
        let outer = all.len() / OUTER;
        match (all.get(outer), all.get(all.len() / 2), all.iter().nth_back(outer)) {
            (Some(low), Some(middle), Some(high)) if low < high && (high - low).is_finite() => {
                Self::between([*low, *middle, *high], most, frequent)
            }
            _ => Self::between([0.0, 0.5, 1.0], 1, frequent),
        }
    }

    /// At most so many, beside those of frequent values. The logarithms of the distances are as far apart between the
    /// first two of these points as between the last two.
    fn between([low, middle, high]: [f64; 3], most: u32, frequent: Vec<f64>) -> Self {
        let (below, above, width) = (middle - low, high - middle, high - low);
        let (inner, skew) = (below.min(above), (below - above).abs());
        let nearest = (inner * (inner / skew)).clamp(NEAR * width, FAR * width);
        let farthest = nearest + width;
        let rises = above >= below;
        let (point, sign) = if rises { (low - nearest, 1.0) } else { (high + nearest, -1.0) };

        let mut shift = 0;
        while (upper_half(farthest) >> shift) - (upper_half(nearest) >> shift) >= most {
            shift += 1;
        }
        let (start, end) = (upper_half(nearest) >> shift, upper_half(farthest) >> shift);
        let (flip, first) = if rises { (0, start) } else { (u32::MAX, !end) };
        let len = (end - start) as usize + 1 + frequent.len() * usize::from(TURNS + 1);
        Self { point, sign, nearest, farthest, shift, flip, first, len, frequent }
    }

    /// Number of buckets.
    pub(crate) fn len(&self) -> usize {
        self.len
    }

    /// The only value of a bucket, where it is that of a frequent one.
    pub(crate) fn only(&self, bucket: usize) -> Option<f64> {
        self.frequent.iter().copied().find(|x| self.of(*x) == bucket)
    }

    /// By bucket, whether its values may differ: not in those of a frequent value.
    pub(crate) fn of_different_values(&self) -> Vec<bool> {
        let mut different = vec![true; self.len];
        for frequent in &self.frequent {
            different[self.of(*frequent)..][..usize::from(TURNS)].fill(false);
        }
        different
    }

    /// The bucket of a value.
    fn of(&self, x: f64) -> usize {
        let mut found = [0; BLOCK];
        self.find::<false>(&[x], &mut found);
        usize::from(found[0])
    }

    /// The bucket of each value of a block. It rises with the value.
    #[inline(always)]
    fn find<const WIDE: bool>(&self, values: &[f64], buckets: &mut [u16; BLOCK]) {
        for (x, bucket) in values.iter().zip(buckets.iter_mut()) {
            let y = (x - self.point) * self.sign;
            let y = if y > self.nearest { y } else { self.nearest };
            let y = if y < self.farthest { y } else { self.farthest };
            *bucket = ((upper_half(y) >> self.shift) ^ self.flip).wrapping_sub(self.first) as u16;
        }
        for frequent in &self.frequent {
            for (i, (x, bucket)) in values.iter().zip(buckets.iter_mut()).enumerate() {
                let turn = 1 + i as u16 % TURNS;
                *bucket += if x > frequent {
                    TURNS + 1
                } else if x == frequent {
                    turn
                } else {
                    0
                };
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
        widest_build!(self.find_avx2(values, buckets), self.find::<false>(values, buckets))
    }

    /// Adds the values to the counts by bucket.
    pub(crate) fn count(&self, values: &[f64], counts: &mut [u32]) {
        self.each_block(values, |_, buckets| count_block(buckets, counts));
        self.join_turns(counts);
    }

    /// Gives the values in wanted buckets, with their buckets.
    pub(crate) fn pick(&self, values: &[f64], wanted: &[bool], mut take: impl FnMut(usize, f64)) {
        self.each_block(values, |block, buckets| pick_block(block, buckets, wanted, &mut take));
    }

    /// [`Self::count`] and [`Self::pick`] in one go.
    pub(crate) fn count_and_pick(
        &self,
        values: &[f64],
        counts: &mut [u32],
        wanted: &[bool],
        mut take: impl FnMut(usize, f64),
    ) {
        self.each_block(values, |block, buckets| {
            count_block(buckets, counts);
            pick_block(block, buckets, wanted, &mut take);
        });
        self.join_turns(counts);
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

    /// The turns of a frequent value are one bucket once they are counted.
    fn join_turns(&self, counts: &mut [u32]) {
        for frequent in &self.frequent {
            let first = self.of(*frequent);
            for turn in 1..usize::from(TURNS) {
                counts[first] += std::mem::take(&mut counts[first + turn]);
            }
        }
    }
}

/// Adds a block to the counts, by eights, which are unrolled.
#[inline(always)]
fn count_block(buckets: &[u16], counts: &mut [u32]) {
    let (eights, rest) = buckets.as_chunks::<8>();
    for eight in eights {
        for bucket in eight {
            counts[usize::from(*bucket)] += 1;
        }
    }
    for bucket in rest {
        counts[usize::from(*bucket)] += 1;
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

/// The sign, the exponent and the first 20 bits of the fraction: of numbers that are not negative they rise with them.
#[inline(always)]
fn upper_half(x: f64) -> u32 {
    (x.to_bits() >> 32) as u32
}

/// About so many of the values, in rising order. The step between them is odd: every second, fourth... point of a
/// Sobol' sequence lies in a half, a quarter... of its range.
fn sample_of(values: &[f64], size: u32) -> Vec<f64> {
    let step = values.len().div_ceil(size as usize) | 1;
    let mut sample: Vec<f64> = values.iter().copied().step_by(step).collect();
    sample.sort_unstable_by(f64::total_cmp);
    sample
}

/// The value that comes back most often in a sample in rising order, if it does so often enough.
fn most_frequent(sample: &[f64]) -> Option<f64> {
    let longest = sample.chunk_by(|a, b| a == b).max_by_key(|same| same.len())?;
    (longest.len() > 1 && longest.len() * FREQUENT >= sample.len()).then_some(longest[0])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::awkward::{KINDS, values};

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
                for expected in [values.len(), usize::MAX] {
                    let buckets = Buckets::around(&[&values], expected);
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
    fn skewed_values_fill_them_evenly() {
        let smooth: [fn(f64) -> f64; 7] = [
            |u| u,
            |u| 1e6 + u * u,
            |u| (4.0 * u).exp(),
            |u| -(15.0 * u).exp(),
            |u| 1.0 / (1.0 - u),
            |u| (u / (1.0 - u)).ln(),
            |u| 5.0 - 1e-9 * (u / (1.0 - u)).powi(3),
        ];
        for (i, kind) in smooth.into_iter().enumerate() {
            let values = &values(kind, 50_001)[1..];
            let buckets = Buckets::around(&[values], values.len());
            let mut counts = vec![0; buckets.len()];
            buckets.count(values, &mut counts);
            // The outer ones are open.
            let fullest = counts[1..counts.len() - 1].iter().max().unwrap();
            assert!(*fullest < 200, "{i}: {fullest} of {}", counts.len());
        }
    }

    #[test]
    fn every_build_finds_the_same_buckets() {
        for kind in KINDS {
            let mut values = values(kind, 200);
            values.extend(SIZES);
            values.push(f64::NAN);
            let buckets = Buckets::around(&[&values], usize::MAX);
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
                let buckets = Buckets::around(&[&values], usize::MAX);
                let mut expected = vec![0; buckets.len()];
                values.iter().for_each(|x| expected[buckets.of(*x)] += 1);
                let mut counts = vec![0; buckets.len()];
                // Counting goes on where it ended.
                values.chunks(1_000).for_each(|part| buckets.count(part, &mut counts));
                assert_eq!(counts, expected);

                let wanted: Vec<bool> = (0..buckets.len()).map(|bucket| bucket % 3 == 0).collect();
                let mut picked = Vec::new();
                buckets.pick(&values, &wanted, |bucket, x| picked.push((bucket, x)));
                // Those of frequent values are taken in turn, and never picked.
                picked.retain(|(_, x)| !buckets.frequent.contains(x));
                let each = values.iter().map(|x| (buckets.of(*x), *x));
                let expected: Vec<_> =
                    each.filter(|(bucket, x)| wanted[*bucket] && !buckets.frequent.contains(x)).collect();
                assert_eq!(picked, expected);
            }
        }
    }

    #[test]
    fn a_frequent_value_has_a_bucket_of_its_own() {
        let mut values = values(KINDS[3], 10_000);
        // Just beside it.
        values.extend([5e-324, -5e-324]);
        let buckets = Buckets::around(&[&values, &[0.5; 9]], values.len());
        let mut counts = vec![0; buckets.len()];
        buckets.count(&values, &mut counts);
        for x in [0.0, 0.5] {
            let times = values.iter().filter(|y| **y == x).count();
            assert_eq!((buckets.only(buckets.of(x)), counts[buckets.of(x)] as usize), (Some(x), times));
        }
        let known = (0..buckets.len()).filter(|bucket| buckets.only(*bucket).is_some());
        assert_eq!(known.count(), 2);
    }

    #[test]
    fn a_sample_takes_points_of_all_parts_of_a_sequence_in_base_two() {
        let sequence: Vec<f64> =
            (0..65_536u32).map(|i| f64::from(i.reverse_bits()) / 2f64.powi(32)).collect();
        let sample = sample_of(&sequence, 256);
        let size = sample.len() as f64;
        for (i, x) in sample.iter().enumerate() {
            assert!((x - i as f64 / size).abs() < 0.03, "{i}: {x}");
        }
    }
}
