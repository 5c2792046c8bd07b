//! Tables for a terminal of eighty columns.

use crate::safe_text::safe_line;
use crate::scalar::log10_f64;

/// The width of a terminal that every text fits in.
pub(super) const COLUMNS: usize = 80;
/// What every line of a table starts with.
pub(super) const INDENT: &str = "  ";

/// The last line of a text: the command that gives it again, safe to show.
pub(super) fn again(command: &str) -> String {
    again_as("Again", command)
}

/// The same under the word of a language.
pub(super) fn again_as(word: &str, command: &str) -> String {
    format!("{word}: {}\n", safe_line(command))
}

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

/// A share in percent; only what is none or all is written as 0 or 100.
pub(super) fn share_in_percent(share: f64) -> String {
    let rounding = 1e-12;
    match 100.0 * share {
        p if p > rounding && p < 0.5 => "<1%".to_owned(),
        p if p > 99.5 && p < 100.0 - rounding => ">99%".to_owned(),
        p => format!("{p:.0}%"),
    }
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

/// Smaller than this, in any unit of a table, is what rounding leaves of nothing.
const NOTHING: f64 = 1e-10;

/// Whether a figure is nothing at all, not merely small.
pub(crate) fn is_nothing(value: f64) -> bool {
    value.abs() < NOTHING
}

/// How the numbers of a row are written: as [`number`], with more decimals where all of them are small.
#[derive(Clone, Copy, Default)]
pub(crate) struct Scale {
    decimals: Option<usize>,
}

impl Scale {
    /// Two digits of the largest of them, where none reaches a tenth.
    pub(crate) fn of(values: impl IntoIterator<Item = f64>) -> Self {
        let largest = values.into_iter().map(f64::abs).fold(0.0, f64::max);
        let small = !is_nothing(largest) && largest < 0.1;
        Self { decimals: small.then(|| 1 + (-log10_f64(largest)).ceil() as usize) }
    }

    pub(crate) fn number(self, value: f64) -> String {
        match self.decimals {
            Some(decimals) => unsigned_zero(format!("{value:.decimals$}")),
            None => number(value),
        }
    }

    /// A size that is said by itself, never as zero: with its own decimals where those of the row would hide it. None
    /// where it is nothing.
    pub(crate) fn size(self, value: f64) -> Option<String> {
        let size = value.abs();
        let text = self.number(size);
        let hidden = text.chars().all(|c| c == '0' || c == '.');
        (!is_nothing(size)).then(|| if hidden { Self::of([size]).number(size) } else { text })
    }

    pub(crate) fn band(self, low: f64, high: f64) -> String {
        format!("[{}, {}]", self.number(low), self.number(high))
    }
}

/// Rows of cells, the first to the left, the others to the right of their column; a row of one cell is a heading, and
/// may be wider than its column. Columns are two blanks apart, one where only that keeps to eighty columns.
pub(crate) fn table(rows: &[Vec<String>]) -> String {
    // As wide as they will be written.
    let safe = |row: &Vec<String>| row.iter().map(|cell| safe_line(cell).into_owned()).collect();
    let rows: Vec<Vec<String>> = rows.iter().map(safe).collect();
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| {
        let cells = rows.iter().filter(|row| row.len() > 1 || columns == 1).filter_map(|row| row.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let wide = INDENT.len() + widths.iter().sum::<usize>() + 2 * columns.saturating_sub(1);
    let apart = if wide > COLUMNS { " " } else { "  " };
    let mut text = String::new();
    for row in &rows {
        let mut line = String::from(INDENT);
        for (column, cell) in row.iter().enumerate() {
            let fill = " ".repeat(widths[column].saturating_sub(cell.chars().count()));
            if column == 0 {
                line.push_str(cell);
                line.push_str(&fill);
            } else {
                line.push_str(apart);
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
    wrapped_to(text, indent, COLUMNS)
}

/// Text broken into lines of at most `columns`, with an indent after the first.
pub(crate) fn wrapped_to(text: &str, indent: &str, columns: usize) -> String {
    let mut lines = String::new();
    let mut line = String::new();
    for word in text.split_whitespace().map(safe_line) {
        if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > columns {
            lines.push_str(line.trim_end());
            lines.push('\n');
            line = format!("{indent}{word}");
        } else {
            if !line.trim().is_empty() {
                line.push(' ');
            }
            line.push_str(&word);
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
    fn only_none_and_all_are_zero_and_a_hundred() {
        let shares = [0.0, 1e-5, 0.004, 0.006, 0.5, 0.994, 0.9999, 1.0, 1.0 - 1e-16];
        let expected = ["0%", "<1%", "<1%", "1%", "50%", "99%", ">99%", "100%", "100%"];
        assert_eq!(shares.map(share_in_percent), expected);
    }

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
        assert_eq!(write([0.000_02, -0.000_312]), ["0.00002", "-0.00031"]);
        assert_eq!(write([1e-9, 3e-9]), ["0.0000000010", "0.0000000030"]);
        // What rounding leaves of nothing is nothing.
        assert_eq!(write([1e-14, 0.0]), ["0.00", "0.00"]);
    }

    #[test]
    fn a_size_by_itself_is_never_zero() {
        let size = |value: f64, others: f64| Scale::of([value, others]).size(value);
        assert_eq!(size(0.4, 13.0).as_deref(), Some("0.40"));
        assert_eq!(size(-0.0042, 13.0).as_deref(), Some("0.0042"));
        assert_eq!(size(0.000_3, 0.02).as_deref(), Some("0.00030"));
        assert_eq!(size(1e-14, 13.0), None);
    }

    proptest::proptest! {
        /// Names of any characters keep the columns where they are, and lines of wrapped text to their width.
        #[test]
        fn any_name_keeps_to_its_column(name in "(\\PC|[\\x00-\\x1f\u{85}\u{202e}\u{2028}]){0,12}") {
            let cell = |text: &str| text.to_owned();
            let text = table(&[vec![name.clone(), cell("1")], vec![cell("b"), cell("23")]]);
            assert!(!text.replace('\n', "").contains(crate::safe_text::is_unsafe));
            let ends: Vec<usize> = text.lines().map(|line| line.chars().count()).collect();
            assert!(ends.len() == 2 && ends[0] == ends[1], "{text}");
            let said = wrapped(&format!("{name} {name} ").repeat(9), "");
            assert!(!said.replace('\n', "").contains(crate::safe_text::is_unsafe));
        }
    }

    #[test]
    fn columns_are_aligned_and_lines_wrapped() {
        let text = table(&[vec!["a".into(), "1".into()], vec!["bbb".into(), "22".into()]]);
        assert_eq!(text, "  a     1\n  bbb  22\n");
        let heading = table(&[vec!["heading".into()], vec!["a".into(), "1".into()]]);
        assert_eq!(heading, "  heading\n  a  1\n");
        let wide = ["x".repeat(40), "y".repeat(36), "z".into()].to_vec();
        assert_eq!(table(&[wide]).trim_end().len(), 81);
        let fits = ["x".repeat(40), "y".repeat(35), "z".into()].to_vec();
        assert_eq!(table(&[fits]).trim_end().len(), 80);
        assert!(wrapped(&"word ".repeat(60), "  ").lines().all(|line| line.chars().count() <= 80));
    }
}
