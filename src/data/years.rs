//! A range of years, both ends included.

/// The years `first` to `last`, both included; empty where `last < first`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Years {
    /// First year.
    pub first: i32,
    /// Last year.
    pub last: i32,
}

impl Years {
    /// The years `first` to `last`.
    #[must_use]
    pub fn new(first: i32, last: i32) -> Self {
        Self { first, last }
    }

    /// Number of years.
    #[must_use]
    pub fn len(self) -> usize {
        usize::try_from(i64::from(self.last) - i64::from(self.first) + 1).unwrap_or(0)
    }

    /// Whether there is no year.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.last < self.first
    }

    /// The years in order.
    pub fn iter(self) -> impl ExactSizeIterator<Item = i32> + DoubleEndedIterator + Clone {
        let first = self.first;
        (0..self.len()).map(move |index| first.wrapping_add(index as i32))
    }

    /// Position of a year; none outside the range.
    #[must_use]
    pub fn index(self, year: i32) -> Option<usize> {
        (self.first..=self.last)
            .contains(&year)
            .then(|| usize::try_from(i64::from(year) - i64::from(self.first)).ok())
            .flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ends_are_included() {
        let years = Years::new(2023, 2025);
        assert_eq!(years.iter().collect::<Vec<_>>(), [2023, 2024, 2025]);
        assert_eq!((years.index(2022), years.index(2023), years.index(2025)), (None, Some(0), Some(2)));
        assert!(Years::new(2024, 2023).is_empty());
        assert_eq!(Years::new(2024, 2023).iter().count(), 0);
    }
}
