//! The points of the analysis: rows `A` and `B`, `A` with the columns of some factors from `B`, chains for Shapley effects, and each
//! parameter alone at its 5 and 95% points. Every point has a number, under which the ensemble runs it.

use super::indices::REPLICATES;
use super::shapley::{chain_factor, with_factor};
use crate::ensemble::{ChosenPoint, DIMENSIONS, PointSource};
use crate::parameters::{Dependence, PARAMETER_COUNT};
use crate::sampling::{Draws, SamplingPlan, hash};

/// The 95% point of a standard normal.
const Z95: f64 = 1.644_853_626_951_472_7;

/// The place of the yearly shocks among the factors: behind the dimensions.
pub(super) const SHOCKS: usize = DIMENSIONS;

/// Shocks of `B` have numbers from here on.
const SHOCKS_OF_B: u64 = 1 << 40;

/// Which points are run.
#[derive(Clone, Debug)]
pub(super) struct Design {
    pub(super) seed: u64,
    /// Rows of each matrix: a multiple of the replicates.
    pub(super) rows: usize,
    /// The factors whose columns come from `B`, by set: places of dimensions, or [`SHOCKS`].
    pub(super) sets: Vec<Vec<usize>>,
    /// The parameters of the chains, places in the table; none without chains.
    pub(super) players: Vec<usize>,
    /// The parameters that are set to their points one by one, places in the table.
    pub(super) alone: Vec<usize>,
    dependence: Dependence,
    /// Which point of its sequence a row of `B` has within its replicate: at random, since two scramblings of one sequence have
    /// the same pattern row by row.
    paired: Vec<usize>,
}

/// Where the points of a part of the design begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    A,
    B,
    /// `A` with a set from `B`.
    Set(usize),
    /// The chains after so many steps.
    Chain(usize),
}

impl Design {
    pub(super) fn new(seed: u64, rows: usize, sets: Vec<Vec<usize>>) -> Self {
        let each = rows / REPLICATES;
        let paired =
            (0..REPLICATES).flat_map(|replicate| shuffled(each, hash(seed, 0x0b00 + replicate as u64)));
        Self {
            seed,
            rows,
            sets,
            players: Vec::new(),
            alone: Vec::new(),
            dependence: Dependence::default(),
            paired: paired.collect(),
        }
    }

    /// With chains over these parameters, and each of them alone at its points.
    pub(super) fn with_players(self, players: Vec<usize>) -> Self {
        Self { alone: players.clone(), players, ..self }
    }

    /// Matrices of as many rows.
    fn matrices(&self) -> usize {
        let chains = if self.players.is_empty() { 0 } else { self.players.len() + 1 };
        2 + self.sets.len() + chains
    }

    /// All points, the centre among them.
    pub(super) fn points(&self) -> usize {
        self.matrices() * self.rows + 1 + 2 * self.alone.len()
    }

    /// The number of the point of a row.
    pub(super) fn number(&self, part: Part, row: usize) -> usize {
        let matrix = match part {
            Part::A => 0,
            Part::B => 1,
            Part::Set(set) => 2 + set,
            Part::Chain(steps) => 2 + self.sets.len() + steps,
        };
        matrix * self.rows + row
    }

    /// The number of the centre.
    pub(super) fn centre(&self) -> usize {
        self.matrices() * self.rows
    }

    /// The numbers of a parameter that is alone at its 5 and 95% points.
    pub(super) fn ends(&self, place: usize) -> [usize; 2] {
        let first = self.centre() + 1 + 2 * place;
        [first, first + 1]
    }

    pub(super) fn replicate(&self, row: usize) -> usize {
        row / (self.rows / REPLICATES)
    }

    /// The independent normals of a row of `A` or `B`: a scrambling of its own by replicate and matrix.
    pub(super) fn independent(&self, is_b: bool, row: usize) -> [f64; DIMENSIONS] {
        let replicate = self.replicate(row);
        let seed = hash(self.seed, 2 * replicate as u64 + u64::from(is_b));
        let mut normals = [0.0; DIMENSIONS];
        let within = if is_b { self.paired[row] } else { row % (self.rows / REPLICATES) };
        // One scrambling alone: the first of the eight that draws go round.
        Draws { seed, plan: SamplingPlan::Sobol }.z((within * REPLICATES) as u64, &mut normals);
        normals
    }

    /// The order in which the chain of a row draws its parameters anew.
    pub(super) fn order(&self, row: usize) -> Vec<usize> {
        shuffled(self.players.len(), hash(self.seed ^ 0x5ba9_1e57, row as u64))
    }

    fn of_set(&self, set: &[usize], row: usize) -> ChosenPoint {
        let (mut normals, b) = (self.independent(false, row), self.independent(true, row));
        let mut shocks = row as u64;
        for place in set {
            if *place == SHOCKS {
                shocks += SHOCKS_OF_B;
            } else {
                normals[*place] = b[*place];
            }
        }
        self.dependent(normals, shocks)
    }

    fn dependent(&self, mut normals: [f64; DIMENSIONS], shocks: u64) -> ChosenPoint {
        self.dependence.apply(&mut normals);
        ChosenPoint { normals, shocks }
    }

    fn of_chain(&self, steps: usize, row: usize) -> ChosenPoint {
        let (a, b) = (self.independent(false, row), self.independent(true, row));
        let pick =
            |from: &[f64; DIMENSIONS]| self.players.iter().map(|place| from[*place]).collect::<Vec<f64>>();
        let (old, anew, order) = (pick(&a), pick(&b), self.order(row));
        let correlation = |i: usize, j: usize| self.dependence.between(self.players[i], self.players[j]);
        let mut normals = a;
        // The correlations of the table hold together, and so do those of some of its parameters.
        if let Some(factor) = chain_factor(&order, correlation) {
            let chained = with_factor(&factor, &order, steps, (&old, &anew));
            self.players.iter().zip(chained).for_each(|(place, z)| normals[*place] = z);
        }
        ChosenPoint { normals, shocks: row as u64 }
    }
}

/// The numbers below `n` in random order (Fisher and Yates).
pub(super) fn shuffled(n: usize, mut state: u64) -> Vec<usize> {
    let mut order: Vec<usize> = (0..n).collect();
    for last in (1..n).rev() {
        state = hash(state, last as u64);
        order.swap(last, (state % (last as u64 + 1)) as usize);
    }
    order
}

impl PointSource for Design {
    fn point(&self, i: u64) -> ChosenPoint {
        let i = usize::try_from(i).unwrap_or(usize::MAX);
        let (matrix, row) = (i / self.rows, i % self.rows);
        let sets = self.sets.len();
        if i >= self.centre() {
            let mut normals = [0.0; DIMENSIONS];
            if let Some(end) = i.checked_sub(self.centre() + 1)
                && let Some(place) = self.alone.get(end / 2)
            {
                normals[*place] = if end % 2 == 0 { -Z95 } else { Z95 };
            }
            return ChosenPoint { normals, shocks: 0 };
        }
        match matrix {
            0 => self.of_set(&[], row),
            1 => {
                let normals = self.independent(true, row);
                self.dependent(normals, row as u64 + SHOCKS_OF_B)
            }
            _ if matrix < 2 + sets => self.of_set(&self.sets[matrix - 2], row),
            _ => self.of_chain(matrix - 2 - sets, row),
        }
    }
}

const _: () = assert!(PARAMETER_COUNT < DIMENSIONS);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parameters::ParameterId as P;

    fn design() -> Design {
        let sets = vec![vec![P::DepreciationBusiness.index()], vec![P::MincerReturn.index(), SHOCKS]];
        let players =
            [P::DepreciationBusiness, P::MincerReturn, P::DepreciationPublic].map(P::index).to_vec();
        Design::new(9, 64, sets).with_players(players)
    }

    #[test]
    fn a_set_has_its_columns_from_b_and_dependence_comes_after() {
        let design = design();
        for row in [0, 7, 8, 63] {
            let at = |part| design.point(design.number(part, row) as u64);
            let (a, b) = (design.independent(false, row), design.independent(true, row));
            assert_ne!(a, b);
            let mut expected = a;
            expected[P::DepreciationBusiness.index()] = b[P::DepreciationBusiness.index()];
            Dependence::default().apply(&mut expected);
            assert_eq!(at(Part::Set(0)).normals, expected);
            assert_eq!((at(Part::A).shocks, at(Part::Set(0)).shocks), (row as u64, row as u64));
            assert_eq!(at(Part::Set(1)).shocks, at(Part::B).shocks);
        }
    }

    #[test]
    fn a_chain_starts_old_and_ends_new_in_its_parameters() {
        let design = design();
        for row in 0..64 {
            let at = |steps| design.point(design.number(Part::Chain(steps), row) as u64).normals;
            let order = design.order(row);
            for step in 0..3 {
                let (before, after) = (at(step), at(step + 1));
                // Those that are drawn anew later are as they were.
                for later in &order[step + 1..] {
                    let place = design.players[*later];
                    assert_eq!(before[place], after[place]);
                }
                let place = design.players[order[step]];
                assert_ne!(before[place], after[place]);
            }
        }
        let orders: std::collections::BTreeSet<Vec<usize>> = (0..64).map(|row| design.order(row)).collect();
        assert_eq!(orders.len(), 6);
    }

    #[test]
    fn ends_move_one_parameter_and_the_centre_none() {
        let design = design();
        let centre = design.point(design.centre() as u64).normals;
        assert!(centre.iter().all(|z| *z == 0.0));
        let [low, high] = design.ends(1).map(|i| design.point(i as u64).normals);
        let place = P::MincerReturn.index();
        assert_eq!((low[place], high[place]), (-Z95, Z95));
        assert_eq!(low.iter().filter(|z| **z != 0.0).count(), 1);
        assert_eq!(design.points(), design.ends(2)[1] + 1);
    }
}
