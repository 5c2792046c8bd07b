//! A table with a column for each year, in parts where the years do not fit in eighty columns.

use super::text_table::{COLUMNS, INDENT, table};

/// More years than this are hard to read in one part.
const MAX_YEARS: usize = 7;

#[derive(Clone, Debug)]
enum Row {
    /// A line of its own, over the rows that follow.
    Heading(String),
    /// A label, and a cell a year.
    Cells(String, Vec<String>),
}

/// A table with a column for each year.
#[derive(Clone, Debug)]
pub(super) struct ByYearTable {
    /// Positions and years of the columns.
    shown: Vec<(usize, i32)>,
    rows: Vec<Row>,
}

impl ByYearTable {
    pub(super) fn new(shown: &[(usize, i32)]) -> Self {
        Self { shown: shown.to_vec(), rows: Vec::new() }
    }

    pub(super) fn heading(&mut self, text: impl Into<String>) {
        self.rows.push(Row::Heading(text.into()));
    }

    /// A row of what `cell` says of the position of each year.
    pub(super) fn row(&mut self, label: impl Into<String>, cell: impl Fn(usize) -> String) {
        let cells = self.shown.iter().map(|(t, _)| cell(*t)).collect();
        self.rows.push(Row::Cells(label.into(), cells));
    }

    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    pub(super) fn text(&self) -> String {
        let years: Vec<usize> = (0..self.shown.len()).collect();
        years.chunks(self.years_a_part()).map(|part| self.part(part)).collect()
    }

    /// All years beside each other, the head first.
    #[cfg(feature = "page")]
    pub(super) fn rows(&self) -> Vec<Vec<String>> {
        self.rows_of(&(0..self.shown.len()).collect::<Vec<_>>())
    }

    fn years_a_part(&self) -> usize {
        let length = |text: &str| text.chars().count();
        let (mut label, mut cell) = (0, 4);
        for row in &self.rows {
            if let Row::Cells(own, cells) = row {
                label = label.max(length(own));
                cell = cells.iter().map(|text| length(text)).fold(cell, usize::max);
            }
        }
        (COLUMNS.saturating_sub(INDENT.len() + label) / (cell + 1)).clamp(1, MAX_YEARS)
    }

    fn part(&self, columns: &[usize]) -> String {
        table(&self.rows_of(columns))
    }

    fn rows_of(&self, columns: &[usize]) -> Vec<Vec<String>> {
        let head = columns.iter().map(|column| self.shown[*column].1.to_string());
        let mut rows = vec![std::iter::once(String::new()).chain(head).collect::<Vec<_>>()];
        rows.extend(self.rows.iter().map(|row| match row {
            Row::Heading(text) => vec![text.clone()],
            Row::Cells(label, cells) => {
                let cells = columns.iter().map(|column| cells[*column].clone());
                std::iter::once(label.clone()).chain(cells).collect()
            }
        }));
        rows
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(years: std::ops::RangeInclusive<i32>, cell: &str) -> String {
        let shown: Vec<(usize, i32)> = years.enumerate().collect();
        let mut table = ByYearTable::new(&shown);
        table.heading("a heading that is wider than any of the labels");
        table.row("label", |t| format!("{t}{cell}"));
        table.text()
    }

    #[test]
    fn seven_years_stand_in_one_part_and_more_in_two() {
        let one = text(2024..=2030, "");
        assert_eq!(one.lines().count(), 3);
        assert!(one.starts_with("         2024  2025  2026  2027  2028  2029  2030\n  a heading"), "{one}");
        let two = text(2024..=2032, "");
        assert_eq!(two.lines().count(), 6);
        assert!(two.contains("\n         2031  2032\n") && two.ends_with("  label     7     8\n"), "{two}");
    }

    #[test]
    fn wide_cells_stand_in_more_parts_of_at_most_eighty_columns() {
        let parts = text(2024..=2030, &"x".repeat(20));
        assert_eq!(parts.lines().count(), 9);
        assert!(parts.lines().all(|line| line.chars().count() <= 80), "{parts}");
    }
}
