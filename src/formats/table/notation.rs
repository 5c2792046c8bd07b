//! The decimal sign of a file: what all its numbers say together, and each number read with it.

use super::super::source::Source;
use super::number::{DecimalSign, Evidence, number};
use crate::scenario::shown;
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// How the numbers of a file are written.
pub(in super::super) struct Notation {
    sign: DecimalSign,
    /// A number that has the sign of the file, and where it stands.
    witness: Option<(usize, String)>,
    /// Numbers that have the other sign, or that nothing settles, by where they stand.
    refused: BTreeMap<usize, Evidence>,
    /// Whether nothing settles the sign.
    open: bool,
}

impl Notation {
    /// Decides the sign of a file from all its numbers: each with its place and what it says.
    pub(in super::super) fn new(numbers: &[(usize, &str, Evidence)]) -> Self {
        let with = |sign| numbers.iter().filter(move |(_, _, says)| *says == Evidence::For(sign));
        let first = |sign| with(sign).next().map(|(at, _, _)| *at);
        let counts = (with(DecimalSign::Point).count(), with(DecimalSign::Comma).count());
        let comma = match counts.0.cmp(&counts.1) {
            Ordering::Less => true,
            Ordering::Greater => false,
            // As many of both: the first one is taken for the rule, and the others are named.
            Ordering::Equal => counts.0 > 0 && first(DecimalSign::Comma) < first(DecimalSign::Point),
        };
        let sign = if comma { DecimalSign::Comma } else { DecimalSign::Point };
        let open = counts == (0, 0);
        let is_refused = |says: &Evidence| match says {
            Evidence::For(other) => *other != sign,
            Evidence::Open { .. } => open,
            Evidence::None => false,
        };
        Self {
            sign,
            witness: with(sign).next().map(|(at, text, _)| (*at, (*text).to_owned())),
            refused: numbers
                .iter()
                .filter(|(_, _, says)| is_refused(says))
                .map(|(at, _, says)| (*at, *says))
                .collect(),
            open,
        }
    }

    /// The sign of the file.
    pub(in super::super) fn sign(&self) -> DecimalSign {
        self.sign
    }

    /// Whether nothing settles the sign of the file.
    pub(in super::super) fn is_open(&self) -> bool {
        self.open
    }

    /// Whether a number stands at that place that the sign would decide.
    pub(in super::super) fn decides(&self, offset: usize) -> bool {
        matches!(self.refused.get(&offset), Some(Evidence::Open { .. }))
    }

    /// The number at a place.
    ///
    /// # Errors
    /// What is expected in place of the text.
    pub(in super::super) fn read(
        &self,
        offset: usize,
        text: &str,
        source: &Source<'_>,
    ) -> Result<f64, String> {
        match self.refused.get(&offset) {
            None => number(text, self.sign).map_err(str::to_owned),
            Some(Evidence::Open { thousands, decimals }) => {
                let (whole, long) = (shown(*thousands), format!("{}0", text.trim()));
                Err(format!(
                    "{whole} (thousands) or {long} ({} with decimals): it may be either, and no other number of the file \
                     settles it",
                    shown(*decimals)
                ))
            }
            Some(_) => Err(match &self.witness {
                Some((at, witness)) => {
                    let line = source.position(*at).line;
                    format!("{} as in line {line} ({witness:?})", self.sign.name())
                }
                None => format!("{} as in the other fields", self.sign.name()),
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::number::evidence;
    use super::*;

    fn read(numbers: &[&str]) -> Vec<Result<f64, String>> {
        let text = numbers.join("\n");
        let source = Source::new("t", text.as_bytes(), "").unwrap();
        let mut at = 0;
        let mut placed = Vec::new();
        for number in numbers {
            placed.push((at, *number, evidence(number, |_| true)));
            at += number.len() + 1;
        }
        let notation = Notation::new(&placed);
        placed.iter().map(|(at, text, _)| notation.read(*at, text, &source)).collect()
    }

    #[test]
    fn one_number_settles_the_others() {
        assert_eq!(read(&["14.990", "0.5"]), [Ok(14.99), Ok(0.5)]);
        assert_eq!(read(&["14.990", "0,5"]), [Ok(14990.0), Ok(0.5)]);
        assert_eq!(read(&["14,990", "1.5"]), [Ok(14990.0), Ok(1.5)]);
        assert_eq!(read(&["14.990,5", "14.990"]), [Ok(14990.5), Ok(14990.0)]);
        assert_eq!(read(&["14990", "15"]), [Ok(14990.0), Ok(15.0)]);
    }

    #[test]
    fn what_nothing_settles_is_refused_with_both_readings() {
        let said = read(&["14,990", "15020"]);
        assert_eq!(
            said[0].clone().unwrap_err(),
            "14990 (thousands) or 14,9900 (14.99 with decimals): it may be either, and no other number of the file \
             settles it"
        );
        assert_eq!(said[1], Ok(15020.0));
        assert!(read(&["1.234", "1,234"]).iter().all(Result::is_err));
    }

    #[test]
    fn two_signs_in_one_file_are_refused_with_the_place_of_the_other() {
        assert_eq!(
            read(&["1,5", "2,5", "1.5"])[2].clone().unwrap_err(),
            "a decimal comma as in line 1 (\"1,5\")"
        );
        assert_eq!(read(&["1.5", "1,5"])[1].clone().unwrap_err(), "a decimal point as in line 1 (\"1.5\")");
    }
}
