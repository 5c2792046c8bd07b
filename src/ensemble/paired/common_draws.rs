//! The draws that two ensembles both kept, and the differences of a result in them.

use super::super::rows::Item;
use super::super::structure_draws::StructureDraws;
use crate::model::Pair;
use crate::simulate::{Variable, Year};

/// One of the two: its structures with the draws that they hold, and its baseline as far as that is certain.
#[derive(Clone, Copy)]
pub(super) struct Side<'a> {
    pub(super) members: &'a [StructureDraws],
    pub(super) centre: &'a [Year<f64>],
}

impl Side<'_> {
    /// The deviation of a variable in a year, by column.
    fn deviation(&self, structure: usize, variable: Variable, year: usize) -> impl Fn(usize) -> f64 {
        let member = &self.members[structure];
        let scenario = member.row(Item::Scenario(variable), year).unwrap_or_default();
        let baseline = member.row(Item::Baseline(variable), year);
        let certain = variable.levels(&self.centre[year]).baseline;
        move |column| {
            let baseline = baseline.map_or(certain, |baseline| baseline[column]);
            variable.deviation(Pair { scenario: scenario[column], baseline })
        }
    }
}

/// The columns of the draws that a structure kept in both.
pub(super) struct CommonDraws {
    columns: Vec<(usize, usize)>,
    /// The numbers of the draws that both kept.
    pub(super) numbers: Vec<u64>,
    /// Draws that only one of them kept.
    pub(super) first_only: usize,
    pub(super) second_only: usize,
}

impl CommonDraws {
    /// By structure, of the draws that both hold.
    pub(super) fn by_structure([first, second]: [Side<'_>; 2]) -> Vec<Self> {
        first.members.iter().zip(second.members).map(|(a, b)| Self::of(&a.draws, &b.draws)).collect()
    }

    /// Of the numbers of draws, which rise.
    fn of(first: &[u64], second: &[u64]) -> Self {
        let columns: Vec<(usize, usize)> = shared_places(first, second).collect();
        let (first_only, second_only) = (first.len() - columns.len(), second.len() - columns.len());
        let numbers = columns.iter().map(|(i, _)| first[*i]).collect();
        Self { columns, numbers, first_only, second_only }
    }

    /// Number of pairs.
    pub(super) fn len(&self) -> usize {
        self.columns.len()
    }
}

/// Places of the numbers that two rising lists share.
pub(crate) fn shared_places<'n>(
    first: &'n [u64],
    second: &'n [u64],
) -> impl Iterator<Item = (usize, usize)> + 'n {
    let mut j = 0;
    first.iter().enumerate().filter_map(move |(i, number)| {
        while second.get(j).is_some_and(|other| other < number) {
            j += 1;
        }
        (second.get(j) == Some(number)).then_some((i, j))
    })
}

/// Second less first, a value a pair, by structure.
pub(super) fn differences(
    [first, second]: [Side<'_>; 2],
    common: &[CommonDraws],
    variable: Variable,
    year: usize,
) -> Vec<Vec<f64>> {
    let of_structure = |(structure, common): (usize, &CommonDraws)| {
        let (a, b) =
            (first.deviation(structure, variable, year), second.deviation(structure, variable, year));
        common.columns.iter().map(|(i, j)| b(*j) - a(*i)).collect()
    };
    common.iter().enumerate().map(of_structure).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_are_paired_by_number() {
        let common = CommonDraws::of(&[0, 2, 3, 7, 9], &[1, 2, 7, 8, 9, 10]);
        assert_eq!(common.columns, [(1, 1), (3, 2), (4, 4)]);
        assert_eq!((common.len(), common.first_only, common.second_only), (3, 2, 3));
        let nothing = CommonDraws::of(&[], &[4]);
        assert_eq!((nothing.len(), nothing.first_only, nothing.second_only), (0, 0, 1));
    }
}
