//! Tables for a terminal of eighty columns.

/// A number with as many decimals as a reader needs: two below ten, one below a thousand, none above.
pub(crate) fn number(value: f64) -> String {
    let size = value.abs();
    let text = if size < 9.995 {
        format!("{value:.2}")
    } else if size < 999.95 {
        format!("{value:.1}")
    } else {
        format!("{value:.0}")
    };
    unsigned_zero(text)
}

/// A rounded zero has no sign.
fn unsigned_zero(text: String) -> String {
    if text.trim_start_matches('-').chars().all(|c| c == '0' || c == '.') {
        text.trim_start_matches('-').to_owned()
    } else {
        text
    }
}

/// A band in brackets.
pub(crate) fn band(low: f64, high: f64) -> String {
    Scale::default().band(low, high)
}

/// How the numbers of a row are written: as [`number`], with more decimals where all of them are small.
#[derive(Clone, Copy, Default)]
pub(crate) struct Scale {
    decimals: Option<usize>,
}

impl Scale {
    /// Three decimals where none of them reaches a tenth.
    pub(crate) fn of(values: impl IntoIterator<Item = f64>) -> Self {
        let largest = values.into_iter().map(f64::abs).fold(0.0, f64::max);
        let decimals = (largest > 0.0 && largest < 0.1).then_some(3);
        Self { decimals }
    }

    pub(crate) fn number(self, value: f64) -> String {
        match self.decimals {
            Some(decimals) => unsigned_zero(format!("{value:.decimals$}")),
            None => number(value),
        }
    }

    pub(crate) fn band(self, low: f64, high: f64) -> String {
        format!("[{}, {}]", self.number(low), self.number(high))
    }
}

/// Rows of cells, the first to the left, the others to the right of their column.
pub(crate) fn table(rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| {
        rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let mut text = String::new();
    for row in rows {
        let mut line = String::from("  ");
        for (column, cell) in row.iter().enumerate() {
            let fill = " ".repeat(widths[column] - cell.chars().count());
            if column == 0 {
                line.push_str(cell);
                line.push_str(&fill);
            } else {
                line.push_str("  ");
                line.push_str(&fill);
                line.push_str(cell);
            }
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

/// Text broken into lines of at most eighty columns, with an indent after the first.
pub(crate) fn wrapped(text: &str, indent: &str) -> String {
    wrapped_to(text, indent, 80)
}

/// Text broken into lines of at most `columns`, with an indent after the first.
pub(crate) fn wrapped_to(text: &str, indent: &str, columns: usize) -> String {
    let mut lines = String::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > columns {
            lines.push_str(line.trim_end());
            lines.push('\n');
            line = format!("{indent}{word}");
        } else {
            if !line.trim().is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    lines.push_str(&line);
    lines.push('\n');
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short_and_zero_has_no_sign() {
        assert_eq!(
            ["7.59", "12.3", "1068"].map(str::to_owned),
            [number(7.594), number(12.34), number(1067.6)]
        );
        assert_eq!(number(-0.001), "0.00");
        assert_eq!(number(-0.51), "-0.51");
        assert_eq!(band(-0.2, 14.04), "[-0.20, 14.0]");
    }

    #[test]
    fn small_numbers_get_more_decimals_by_the_largest_of_their_row() {
        let write = |values: [f64; 2]| values.map(|value| Scale::of(values).number(value));
        assert_eq!(write([-0.0004, 0.0152]), ["0.000", "0.015"]);
        assert_eq!(write([0.004, 12.34]), ["0.00", "12.3"]);
        assert_eq!(Scale::of([0.05]).band(-0.0001, 0.05), "[0.000, 0.050]");
    }

    #[test]
    fn columns_are_aligned_and_lines_wrapped() {
        let text = table(&[vec!["a".into(), "1".into()], vec!["bbb".into(), "22".into()]]);
        assert_eq!(text, "  a     1\n  bbb  22\n");
        assert!(wrapped(&"word ".repeat(60), "  ").lines().all(|line| line.chars().count() <= 80));
    }
}
