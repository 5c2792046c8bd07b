//! Years as statistics offices write them: `2022`, `2022JJ00` and `2023*` (CBS), `2022-01-01`, `2022.0` (R, pandas).

use super::cell::without_flags;
use std::ops::RangeInclusive;

/// Years that are no slip.
const YEARS: RangeInclusive<i32> = 1500..=2300;
/// What is expected in place of what is no year.
pub(in super::super) const EXPECTED: &str = "a year, a whole number from 1500 to 2300";

/// The year of a text, and the status that stands beside it.
pub(in super::super) fn year(text: &str) -> Option<(i32, &str)> {
    let (text, status) = without_flags(text.trim());
    let whole = text
        .strip_suffix("JJ00")
        .or_else(|| text.strip_suffix("-01-01"))
        .or_else(|| text.strip_suffix("-12-31"))
        .or_else(|| text.strip_suffix(".0"))
        .or_else(|| text.strip_suffix(",0"))
        .or_else(|| text.strip_suffix("-A1"))
        .unwrap_or(text);
    let is_year = whole.len() == 4 && whole.bytes().all(|byte| byte.is_ascii_digit());
    whole.parse().ok().filter(|year| is_year && YEARS.contains(year)).map(|year| (year, status))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_of_every_office_are_years() {
        for (text, status) in [
            ("2022", ""),
            (" 2022 ", ""),
            ("2022JJ00", ""),
            ("2022*", "p"),
            ("2022**", "p"),
            ("2022 p", "p"),
            ("2022-01-01", ""),
            ("2022.0", ""),
            ("2022,0", ""),
            ("2022-A1", ""),
        ] {
            assert_eq!(year(text), Some((2022, status)), "{text}");
        }
        for text in [
            "", "20x2", "2022KW01", "2022MM01", "2022-Q1", "2022-06", "22", "12022", "1499", "2301", "2022.5",
        ] {
            assert_eq!(year(text), None, "{text}");
        }
    }
}
