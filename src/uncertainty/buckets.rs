//! Buckets that values are counted in: intervals that skewed values fill about as evenly as others.
//!
//! They are equally wide in the logarithm of the distance from a point, which three points of a sample decide: near
//! the values where these are skewed, far from them where they are not, and on their other side where they are skewed
//! the other way. The logarithm is read off the bits of the distance (its exponent and the first part of its
//! fraction), so that no value takes more than a few instructions. A value that comes back often has a bucket of its
//! own. Where the buckets lie decides the speed, never the result.

/// Most buckets, beside those of frequent values.
const MOST: usize = 4_096;
/// Values of a group that decide where the buckets lie.
const SAMPLE: usize = 256;
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
pub(super) struct Buckets {
    /// Distances are those from this point, times this sign, within these limits.
    point: f64,
    sign: f64,
    nearest: f64,
    farthest: f64,
    /// The bits of the upper half of a distance that say no bucket.
    shift: u32,
    /// All bits where the buckets rise against the distance.
    flip: u32,
    first: u32,
    len: usize,
    /// Frequent values: each parts a bucket into what is below it, itself, and what is above it.
    frequent: Vec<f64>,
}

impl Buckets {
    /// For values of which these are the groups, or their first part; of so many values each bucket may hold some.
    pub(super) fn around(groups: &[&[f64]], expected: usize) -> Self {
        let (mut all, mut frequent) = (Vec::new(), Vec::new());
        for values in groups {
            let mut sample: Vec<f64> =
                values.iter().copied().step_by(values.len().div_ceil(SAMPLE).max(1)).collect();
            sample.sort_unstable_by(f64::total_cmp);
            frequent.extend(most_frequent(&sample));
            all.append(&mut sample);
        }
        // Parts that are in order already.
        all.sort_by(f64::total_cmp);
        frequent.sort_by(f64::total_cmp);
        frequent.dedup();
        frequent.truncate(MOST_FREQUENT);
        let outer = all.len() / OUTER;
        let points = match (all.get(outer), all.get(all.len() / 2), all.iter().nth_back(outer)) {
            (Some(low), Some(middle), Some(high)) => [*low, *middle, *high],
            _ => [0.0; 3],
        };
        let mut buckets = Self::between(points, (expected / 16).clamp(2, MOST));
        buckets.len += frequent.len() * usize::from(TURNS + 1);
        buckets.frequent = frequent;
        buckets
    }

    /// The logarithms of the distances are as far apart between the first two of these points as between the last two.
    fn between([low, middle, high]: [f64; 3], most: usize) -> Self {
        let (below, above, width) = (middle - low, high - middle, high - low);
        if !(width > 0.0 && width.is_finite()) {
            return Self {
                point: 0.0, sign: 1.0, nearest: 1.0, farthest: 1.0, shift: 0, flip: 0,
                first: (1.0f64.to_bits() >> 32) as u32, len: 1, frequent: Vec::new(),
            };
        }
        let (inner, skew) = (below.min(above), (below - above).abs());
        let nearest = (inner * (inner / skew)).clamp(NEAR * width, FAR * width);
        let farthest = nearest + width;
        let upper = |distance: f64| (distance.to_bits() >> 32) as u32;
        let mut shift = 0;
        while (upper(farthest) >> shift) - (upper(nearest) >> shift) >= most as u32 {
            shift += 1;
        }
        let (start, end) = (upper(nearest) >> shift, upper(farthest) >> shift);
        let rises = above >= below;
        let (point, sign, flip, first) =
            if rises { (low - nearest, 1.0, 0, start) } else { (high + nearest, -1.0, u32::MAX, !end) };
        Self { point, sign, nearest, farthest, shift, flip, first, len: (end - start) as usize + 1, frequent: Vec::new() }
    }

    /// Number of buckets.
    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// The only value of a bucket, where it is that of a frequent one.
    pub(super) fn only(&self, bucket: usize) -> Option<f64> {
        self.frequent.iter().copied().find(|x| self.of(*x) == bucket)
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
            let upper = (y.to_bits() >> 32) as u32;
            *bucket = ((upper >> self.shift) ^ self.flip).wrapping_sub(self.first) as u16;
        }
        for frequent in &self.frequent {
            for (i, (x, bucket)) in values.iter().zip(buckets.iter_mut()).enumerate() {
                let turn = 1 + i as u16 % TURNS;
                *bucket += if x > frequent { TURNS + 1 } else if x == frequent { turn } else { 0 };
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
        #[cfg(target_arch = "x86_64")]
        if std::arch::is_x86_feature_detected!("avx2") {
            // SAFETY: the feature was detected on this machine.
            #[allow(unsafe_code)]
            return unsafe { self.find_avx2(values, buckets) };
        }
        self.find::<false>(values, buckets);
    }

    /// Adds the values to the counts by bucket.
    pub(super) fn count(&self, values: &[f64], counts: &mut [u32]) {
        let mut buckets = [0; BLOCK];
        for block in values.chunks(BLOCK) {
            self.find_here(block, &mut buckets);
            let mut count = |bucket: &u16| counts[usize::from(*bucket)] += 1;
            let (eights, rest) = buckets[..block.len()].as_chunks::<8>();
            eights.iter().for_each(|eight| eight.iter().for_each(&mut count));
            rest.iter().for_each(count);
        }
        for frequent in &self.frequent {
            let first = self.of(*frequent);
            for turn in 1..usize::from(TURNS) {
                counts[first] += std::mem::take(&mut counts[first + turn]);
            }
        }
    }

    /// Gives the values in wanted buckets, with their buckets.
    pub(super) fn pick(&self, values: &[f64], wanted: &[bool], mut take: impl FnMut(usize, f64)) {
        let mut buckets = [0; BLOCK];
        for block in values.chunks(BLOCK) {
            self.find_here(block, &mut buckets);
            for (buckets, values) in buckets.as_chunks::<WORD>().0.iter().zip(block.chunks(WORD)) {
                // One bit a value, without branches: most often none is wanted. Beyond the values there are buckets of
                // an earlier block.
                let bit = |bits: u64, bucket: &u16| bits << 1 | u64::from(wanted[usize::from(*bucket)]);
                let mut bits = buckets.iter().rev().fold(0, bit) & (u64::MAX >> (WORD - values.len()));
                while bits != 0 {
                    let i = bits.trailing_zeros() as usize;
                    take(usize::from(buckets[i]), values[i]);
                    bits &= bits - 1;
                }
            }
        }
    }
}

/// The value that comes back most often in a sample in rising order, if it does so often enough.
fn most_frequent(sample: &[f64]) -> Option<f64> {
    let longest = sample.chunk_by(|a, b| a == b).max_by_key(|same| same.len())?;
    (longest.len() > 1 && longest.len() * FREQUENT >= sample.len()).then_some(longest[0])
}
