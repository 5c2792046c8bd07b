//! Periods over which a table is averaged, such as the years of a cabinet.

use crate::data::Years;

/// Length and first year of the cabinet periods that are taken where none are asked for.
const CABINET: i32 = 4;
const FIRST_CABINET: i32 = 2026;

/// First and last year of an average.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// First year.
    pub first: i32,
    /// Last year.
    pub last: i32,
}

impl Period {
    /// From `first` to `last`.
    #[must_use]
    pub fn new(first: i32, last: i32) -> Self {
        Self { first, last }
    }

    /// The cabinet periods 2026-2029, 2030-2033, and so on, of which a table has every year; where it has none, all its years
    /// from `first` on are one period.
    #[must_use]
    pub fn cabinets(years: Years, first: i32) -> Vec<Self> {
        let starts = (FIRST_CABINET..=years.last).step_by(CABINET as usize);
        let whole = |start: &i32| *start >= years.first.max(first) && start + CABINET - 1 <= years.last;
        let cabinets: Vec<Self> =
            starts.filter(whole).map(|start| Self::new(start, start + CABINET - 1)).collect();
        if cabinets.is_empty() && first.max(years.first) <= years.last {
            return vec![Self::new(first.max(years.first), years.last)];
        }
        cabinets
    }

    /// Its years.
    pub(super) fn years(self) -> impl Iterator<Item = i32> + Clone {
        self.first..=self.last
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cabinets_are_whole() {
        let of = |first, last| {
            let found = Period::cabinets(Years::new(first, last), 2024);
            found.into_iter().map(|p| (p.first, p.last)).collect::<Vec<_>>()
        };
        assert_eq!(of(2022, 2033), [(2026, 2029), (2030, 2033)]);
        assert_eq!(of(2026, 2036), [(2026, 2029), (2030, 2033)]);
        assert_eq!(of(2027, 2033), [(2030, 2033)]);
        assert_eq!(of(2022, 2028), [(2024, 2028)]);
        assert_eq!(of(2010, 2020), []);
    }
}
