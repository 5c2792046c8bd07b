//! The long form of CSV: a line a number, `variable,kind,statistic,year,value,unit`. What does not apply stays empty.

use super::csv_text::csv_quoted;
use crate::statistics::Statistics;
use std::fmt::Write as _;

/// A table in the long form.
pub(super) struct LongCsv(String);

impl LongCsv {
    pub(super) fn new() -> Self {
        Self(String::from("variable,kind,statistic,year,value,unit\n"))
    }

    /// A number; none leaves its line out.
    pub(super) fn row(
        &mut self,
        (variable, kind, statistic): (&str, &str, &str),
        year: Option<i32>,
        value: impl Into<Option<f64>>,
        unit: &str,
    ) {
        let Some(value) = value.into().filter(|value| value.is_finite()) else { return };
        let year = year.map(|year| year.to_string()).unwrap_or_default();
        let (variable, unit) = (csv_quoted(variable), csv_quoted(unit));
        let _ = writeln!(self.0, "{variable},{kind},{statistic},{year},{value},{unit}");
    }

    /// The statistics of some years.
    pub(super) fn statistics<'s>(
        &mut self,
        (variable, kind): (&str, &str),
        years: impl IntoIterator<Item = (i32, &'s Statistics)>,
        unit: &str,
    ) {
        for (year, statistics) in years {
            for (name, value) in statistics.iter() {
                self.row((variable, kind, name), Some(year), value, unit);
            }
        }
    }

    pub(super) fn into_text(self) -> String {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_apply_is_empty_and_what_is_no_number_has_no_line() {
        let mut csv = LongCsv::new();
        csv.row(("a, b", "prior", "p50"), None, 0.5, "bn EUR, a year");
        csv.row(("c", "prior", "p50"), Some(2030), None, "");
        csv.row(("c", "prior", "p50"), Some(2030), f64::NAN, "");
        assert_eq!(
            csv.into_text(),
            "variable,kind,statistic,year,value,unit\n\"a, b\",prior,p50,,0.5,\"bn EUR, a year\"\n"
        );
    }
}
