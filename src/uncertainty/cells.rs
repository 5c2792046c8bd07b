//! Buckets for values that come a part at a time: cells of equal width, each cut into parts by the share of a sample
//! that lies in it, so that every bucket holds about as many values. Where the buckets lie decides how much is looked
//! at a second time, never the result.

/// Cells of equal width.
const CELLS: usize = 256;
/// Buckets that the sample is cut into, beside one for each cell.
const BUCKETS: usize = 4_096;
/// Values of a group that decide where the buckets lie.
const SAMPLE: usize = 2_048;

/// The buckets.
#[derive(Clone, Debug)]
pub(super) struct Cells {
    low: f64,
    scale: f64,
    /// By cell: its first bucket, and how many it has.
    cells: Vec<Cell>,
}

#[derive(Clone, Copy, Debug)]
struct Cell {
    first: u32,
    parts: f64,
}

impl Cells {
    /// Between the outer points of a sample of each group, so that a few extreme values do not push all others into
    /// one bucket. `groups` are the first values of each.
    pub(super) fn around(groups: &[&[f64]]) -> Self {
        let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
        let mut all = Vec::new();
        for values in groups {
            let mut sample: Vec<f64> =
                values.iter().copied().step_by(values.len().div_ceil(SAMPLE).max(1)).collect();
            sample.sort_unstable_by(f64::total_cmp);
            let outer = sample.len() / 64;
            if let (Some(first), Some(last)) = (sample.get(outer), sample.iter().nth_back(outer)) {
                low = low.min(*first);
                high = high.max(*last);
            }
            all.append(&mut sample);
        }
        let width = high - low;
        let mut cells = Self {
            low: if low.is_finite() { low } else { 0.0 },
            scale: if width > 0.0 && width.is_finite() { CELLS as f64 / width } else { 0.0 },
            cells: vec![Cell { first: 0, parts: 0.0 }; CELLS],
        };
        for x in &all {
            let (cell, _) = cells.cell(*x);
            cells.cells[cell].parts += 1.0;
        }
        let mut first = 0;
        for cell in &mut cells.cells {
            let parts = 1 + (cell.parts / all.len() as f64 * BUCKETS as f64) as u32;
            *cell = Cell { first, parts: f64::from(parts) };
            first += parts;
        }
        cells
    }

    /// Number of buckets.
    pub(super) fn len(&self) -> usize {
        self.cells.last().map_or(0, |cell| cell.first as usize + cell.parts as usize)
    }

    /// The cell of a value, and where in it, from 0 to below 1.
    #[inline(always)]
    fn cell(&self, x: f64) -> (usize, f64) {
        const LAST: f64 = CELLS as f64 - 1e-10;
        let y = (x - self.low) * self.scale;
        let y = if y > 0.0 { y } else { 0.0 };
        let y = if y < LAST { y } else { LAST };
        let cell = y as u32;
        (cell as usize % CELLS, y - f64::from(cell))
    }

    /// Rises with `x`, so that buckets are in the order of their values.
    #[inline(always)]
    pub(super) fn bucket(&self, x: f64) -> usize {
        let (cell, place) = self.cell(x);
        let Cell { first, parts } = self.cells[cell];
        // Rounding may carry a place just below 1 into the first bucket of the next cell, never beyond the last cell.
        first as usize + (place * parts) as u32 as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buckets_rise_with_the_values_and_are_about_equally_full() {
        let skewed: Vec<f64> = (0..50_000).map(|i| (f64::from(i) / 7_000.0).exp()).collect();
        let cells = Cells::around(&[&skewed]);
        let mut counts = vec![0; cells.len()];
        let mut last = 0;
        for x in &skewed {
            let bucket = cells.bucket(*x);
            assert!(last <= bucket && bucket < cells.len());
            last = bucket;
            counts[bucket] += 1;
        }
        // The outer ones are open.
        let inner = &counts[1..counts.len() - 1];
        assert!(inner.iter().all(|count| *count < 200), "{:?}", inner.iter().max());
    }

    #[test]
    fn values_beyond_the_sample_fall_in_the_outer_buckets() {
        let cells = Cells::around(&[&[1.0, 2.0, 3.0], &[10.0]]);
        let last = cells.len() - 1;
        assert_eq!((cells.bucket(f64::MIN), cells.bucket(0.999)), (0, 0));
        assert_eq!((cells.bucket(10.1), cells.bucket(f64::MAX)), (last, last));
        assert_eq!(cells.bucket(1.0 - 1e-300), 0);
    }

    #[test]
    fn one_value_or_none_is_one_bucket() {
        for groups in [&[&[0.3; 5][..]][..], &[]] {
            let cells = Cells::around(groups);
            assert!([-1.0, 0.3, 7.0].iter().all(|x| cells.bucket(*x) == 0));
        }
    }
}
