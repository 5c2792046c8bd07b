//! Statistics of values that come a part at a time, and twice: first they are counted by bucket, then the values of
//! the few buckets that hold a wanted rank are kept. Order statistics are exact, and the result has the bits that all
//! values at once would give.

use super::cells::Cells;
use super::moments::{Moments, RunningMoments};
use super::selection::{Part, Search, Wanted, part_of};
use super::statistics::{PROBABILITIES, Pooled};

/// Values of groups of draws, counted.
#[derive(Clone, Debug)]
pub(super) struct Tally {
    cells: Option<Cells>,
    groups: Vec<Group>,
}

/// The values of one group, counted.
#[derive(Clone, Debug)]
struct Group {
    moments: RunningMoments,
    /// A value that many draws share (no effect, no jump yet) is counted apart: no bucket can part it. NaN for none.
    atom: f64,
    atoms: usize,
    counts: Vec<u32>,
}

impl Tally {
    /// Nothing yet, of so many groups.
    pub(super) fn new(groups: usize) -> Self {
        let group =
            Group { moments: RunningMoments::default(), atom: f64::NAN, atoms: 0, counts: Vec::new() };
        Self { cells: None, groups: vec![group; groups] }
    }

    /// Counts the next values of each group. The first ones decide where the buckets lie.
    pub(super) fn count(&mut self, values: &[&[f64]]) {
        let cells = self.cells.get_or_insert_with(|| {
            for (group, values) in self.groups.iter_mut().zip(values) {
                group.atom = most_frequent(values);
            }
            Cells::around(values)
        });
        for (group, values) in self.groups.iter_mut().zip(values) {
            group.moments.push(values);
            // One beyond the last bucket takes the atom.
            group.counts.resize(cells.len() + 1, 0);
            for x in *values {
                let bucket = if *x == group.atom { cells.len() } else { cells.bucket(*x) };
                group.counts[bucket] += 1;
            }
            group.atoms = group.counts.last().map_or(0, |atoms| *atoms as usize);
        }
    }

    /// Number of values by group.
    pub(super) fn sizes(&self) -> impl Iterator<Item = usize> {
        self.groups.iter().map(|group| group.moments.moments().count)
    }

    /// What has to be looked at a second time, under weights by group. A group without values, or with a weight that
    /// is not positive, is left out.
    pub(super) fn look_again(self, weights: &[f64]) -> SecondLook {
        let cells = self.cells.unwrap_or_else(|| Cells::around(&[]));
        let mut counted = Vec::new();
        let mut position = Vec::new();
        for (group, weight) in self.groups.iter().zip(weights) {
            let moments = group.moments.moments();
            let counts = *weight > 0.0 && moments.count > 0;
            position.push(counts.then_some(counted.len()));
            if counts {
                counted.push((*weight, moments));
            }
        }
        let search = Search::new(&counted, &PROBABILITIES);
        let mut look = SecondLook {
            counts: vec![vec![0; cells.len() + 1]; search.classes()],
            groups: Vec::new(),
            wanted: Wanted::new(),
            part_of: vec![0; cells.len()],
            parts: Vec::new(),
            atoms: Vec::new(),
            bytes: 0,
            moments: counted,
            cells,
            search,
        };
        let finite = look.moments.iter().all(|(_, m)| !m.mean.is_nan());
        if finite && !look.search.is_constant() {
            let class = |position: Option<usize>| position.map(|position| look.search.class_of(position));
            look.groups = position.into_iter().map(class).zip(self.groups.iter().map(|g| g.atom)).collect();
            look.choose(&self.groups);
        }
        look
    }
}

/// The value that comes back most often at the start of the values; NaN where none does.
fn most_frequent(values: &[f64]) -> f64 {
    let mut sample = values[..values.len().min(1_024)].to_vec();
    sample.sort_unstable_by(f64::total_cmp);
    let longest = sample.chunk_by(|a, b| a == b).max_by_key(|same| same.len());
    longest.filter(|same| same.len() > 1).map_or(f64::NAN, |same| same[0])
}

/// The values of the buckets that hold a wanted rank.
#[derive(Clone, Debug)]
pub(super) struct SecondLook {
    cells: Cells,
    search: Search,
    /// Weights and moments of the groups that count.
    moments: Vec<(f64, Moments)>,
    /// The class of each group, where it counts, and its atom; empty where there is nothing to look for.
    groups: Vec<(Option<usize>, f64)>,
    /// By class and bucket: how many values lie below it.
    counts: Vec<Vec<usize>>,
    wanted: Wanted,
    part_of: Vec<u16>,
    parts: Vec<Vec<Part>>,
    /// Part, class, value and number of the atoms that lie in a wanted bucket.
    atoms: Vec<(usize, usize, f64, usize)>,
    bytes: usize,
}

impl SecondLook {
    /// Adds the counts up, and chooses the buckets.
    fn choose(&mut self, groups: &[Group]) {
        let atom_bucket = |group: &Group| self.cells.bucket(group.atom);
        for ((class, _), group) in self.groups.iter().zip(groups) {
            let Some(class) = class else { continue };
            let counts = &mut self.counts[*class];
            for (below, count) in counts[1..].iter_mut().zip(&group.counts) {
                *below += *count as usize;
            }
            if group.atoms > 0 {
                counts[atom_bucket(group) + 1] += group.atoms;
            }
        }
        for counts in &mut self.counts {
            let mut sum = 0;
            for count in counts.iter_mut() {
                sum += *count;
                *count = sum;
            }
        }
        self.wanted = self.search.wanted_at_first(&self.counts, self.cells.len());
        self.part_of = part_of(&self.wanted, self.cells.len());
        self.parts =
            self.wanted.values().map(|targets| vec![Part::new(targets); self.counts.len()]).collect();
        for (bucket, targets) in &self.wanted {
            if !targets.is_empty() {
                let values: usize =
                    self.counts.iter().map(|counts| counts[bucket + 1] - counts[*bucket]).sum();
                self.bytes += values * size_of::<f64>();
            }
        }
        for ((class, atom), group) in self.groups.iter().zip(groups) {
            if let (Some(class), true) = (class, group.atoms > 0)
                && let Some(part) = usize::from(self.part_of[atom_bucket(group)]).checked_sub(1)
            {
                self.atoms.push((part, *class, *atom, group.atoms));
                self.bytes = self.bytes.saturating_sub(group.atoms * size_of::<f64>());
            }
        }
    }

    /// Bytes that the values to be kept take.
    pub(super) fn bytes(&self) -> usize {
        self.bytes
    }

    /// Whether there are values to be looked at again.
    pub(super) fn is_needed(&self) -> bool {
        !self.wanted.is_empty()
    }

    /// Keeps what is wanted of the next values of each group: the same ones that were counted.
    pub(super) fn keep(&mut self, values: &[&[f64]]) {
        for ((class, atom), values) in self.groups.iter().zip(values) {
            let Some(class) = class else { continue };
            for x in values.iter().filter(|x| *x != atom) {
                if let Some(part) = usize::from(self.part_of[self.cells.bucket(*x)]).checked_sub(1) {
                    self.parts[part][*class].push(*x);
                }
            }
        }
    }

    /// The result.
    pub(super) fn pooled(mut self) -> Pooled {
        for (part, class, value, times) in self.atoms {
            self.parts[part][class].push_equal(value, times);
        }
        self.search.look_into(&self.wanted, &self.counts, &self.parts, 1);
        Pooled::new(&self.moments, || self.search.ranked())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// In parts of this size, beside all at once.
    fn in_parts(groups: &[(f64, Vec<f64>)], size: usize) -> Pooled {
        let longest = groups.iter().map(|(_, values)| values.len()).max().unwrap_or(0);
        let parts = |from: usize| -> Vec<&[f64]> {
            let cut = |values: &'_ Vec<f64>| (from.min(values.len()), (from + size).min(values.len()));
            groups.iter().map(|(_, values)| (cut(values), values)).map(|((a, b), v)| &v[a..b]).collect()
        };
        let mut tally = Tally::new(groups.len());
        (0..longest).step_by(size).for_each(|from| tally.count(&parts(from)));
        let weights: Vec<f64> = groups.iter().map(|(weight, _)| *weight).collect();
        let mut look = tally.look_again(&weights);
        (0..longest).step_by(size).for_each(|from| look.keep(&parts(from)));
        look.pooled()
    }

    fn at_once(groups: &[(f64, Vec<f64>)]) -> Pooled {
        Pooled::of(&groups.iter().map(|(weight, values)| (*weight, values.as_slice())).collect::<Vec<_>>())
    }

    /// Values in no order: smooth, with a far tail, with ties, with an atom, constant, and in two clusters.
    fn examples(n: u32) -> Vec<Vec<f64>> {
        let u = |i: u32| f64::from(i.wrapping_mul(2_654_435_769)) / 2f64.powi(32);
        [
            (|u| u) as fn(f64) -> f64,
            |u| (1.0 - u).powi(-8),
            |u| (u * 20.0).floor(),
            |u| if u < 0.6 { 0.25 } else { u },
            |_| 0.1,
            |u| if u < 0.5 { u * 1e-9 } else { 1.0 + u },
        ]
        .iter()
        .map(|f| (0..n).map(|i| f(u(i))).collect())
        .collect()
    }

    fn bits(pooled: &Pooled) -> Vec<u64> {
        pooled.statistics().iter().map(|(_, value)| value.to_bits()).collect()
    }

    #[test]
    fn one_group_in_parts_has_the_bits_of_the_whole() {
        for n in [1, 2, 100, 3_000, 20_000] {
            for values in examples(n) {
                let groups = [(1.0, values)];
                for size in [1_000, 60_000] {
                    assert_eq!(bits(&in_parts(&groups, size)), bits(&at_once(&groups)), "{n} in {size}");
                }
            }
        }
    }

    #[test]
    fn a_mixture_in_parts_has_the_bits_of_the_whole() {
        let all = examples(8_000);
        for (i, values) in all.iter().enumerate() {
            for other in &all[i..] {
                let groups = [
                    (0.4, values.clone()),
                    (0.4, other[..7_900].to_vec()),
                    (0.2, values.iter().map(|x| x * x).collect()),
                    (0.0, vec![7.0; 10]),
                    (0.3, vec![]),
                ];
                assert_eq!(bits(&in_parts(&groups, 3_000)), bits(&at_once(&groups)));
            }
        }
    }

    #[test]
    fn few_values_are_kept_for_the_second_look() {
        let even = &examples(200_000)[0];
        let skewed: Vec<f64> = even.iter().map(|u| (8.0 * u).exp()).collect();
        for values in [even, &skewed] {
            let mut tally = Tally::new(1);
            tally.count(&[values]);
            let look = tally.look_again(&[1.0]);
            assert!(look.is_needed() && look.bytes() < 200_000 * 8 / 20, "{}", look.bytes());
        }
    }

    #[test]
    fn values_that_are_not_finite_have_no_statistics() {
        let pooled = in_parts(&[(1.0, vec![1.0, f64::INFINITY, 2.0])], 2);
        assert!(pooled.statistics().iter().all(|(_, value)| value.is_nan()));
    }
}
