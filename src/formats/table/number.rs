//! How numbers are written: one decimal sign a file, decided from all its numbers.
//!
//! `1.234` may be a thousand and more, or one and a bit. Other numbers of the file settle it (`0.5`, `12.34` and
//! `1,234.5` have a decimal point, `0,5` and `1.234,5` a decimal comma), or what the series can be at all. What nothing
//! settles is refused: a factor of a thousand is not guessed.

use crate::scalar::{log10_f64, power_f64};
use std::borrow::Cow;

/// The sign before the decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum DecimalSign {
    Point,
    Comma,
}

impl DecimalSign {
    /// The sign itself.
    fn sign(self) -> char {
        if self == Self::Point { '.' } else { ',' }
    }

    /// The sign that stands between groups of three.
    pub(in super::super) fn grouping(self) -> Self {
        if self == Self::Point { Self::Comma } else { Self::Point }
    }

    /// In words.
    pub(in super::super) fn name(self) -> &'static str {
        if self == Self::Point { "a decimal point" } else { "a decimal comma" }
    }
}

/// What one number says about the decimal sign of its file.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in super::super) enum Evidence {
    /// Nothing: it has no sign, or is no number.
    None,
    /// It can only have this one.
    For(DecimalSign),
    /// Both can be: the number with thousands, and with decimals.
    Open { thousands: f64, decimals: f64 },
}

/// What a number says; `possible` tells whether its series can have a value.
pub(in super::super) fn evidence(text: &str, possible: impl Fn(f64) -> bool) -> Evidence {
    let text = without_blanks(text);
    let (point, comma) = match (read(&text, DecimalSign::Point), read(&text, DecimalSign::Comma)) {
        (Some(point), Some(comma)) => (point, comma),
        (Some(_), None) => return Evidence::For(DecimalSign::Point),
        (None, Some(_)) => return Evidence::For(DecimalSign::Comma),
        (None, None) => return Evidence::None,
    };
    if point == comma {
        return Evidence::None;
    }
    match (possible(point), possible(comma)) {
        (true, false) => Evidence::For(DecimalSign::Point),
        (false, true) => Evidence::For(DecimalSign::Comma),
        // What cannot be either way is wrong whatever its sign.
        (false, false) => Evidence::None,
        _ if point.abs() > comma.abs() => Evidence::Open { thousands: point, decimals: comma },
        _ => Evidence::Open { thousands: comma, decimals: point },
    }
}

/// The number with a known decimal sign.
///
/// # Errors
/// What is expected in place of the text.
pub(in super::super) fn number(text: &str, sign: DecimalSign) -> Result<f64, &'static str> {
    let text = without_blanks(text);
    if let Some(value) = read(&text, sign) {
        return if value.is_finite() { Ok(value) } else { Err("a finite number") };
    }
    match text.parse::<f64>() {
        Ok(value) if !value.is_finite() => Err("a finite number"),
        _ => Err("a number"),
    }
}

/// The number with that decimal sign; none where it is not written so.
fn read(text: &str, sign: DecimalSign) -> Option<f64> {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (mantissa, exponent) = match unsigned.find(['e', 'E']) {
        Some(at) => (&unsigned[..at], Some(&unsigned[at + 1..])),
        None => (unsigned, None),
    };
    let (whole, decimals) = match mantissa.split_once(sign.sign()) {
        Some((whole, decimals)) => (whole, decimals),
        None => (mantissa, ""),
    };
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(decimals) || (whole.is_empty() && decimals.is_empty()) {
        return None;
    }
    let grouping = sign.grouping().sign();
    let whole: Cow<'_, str> = if whole.contains(grouping) {
        // A number with an exponent has no groups.
        (exponent.is_none() && is_grouped(whole, grouping)).then(|| whole.replace(grouping, ""))?.into()
    } else {
        whole.into()
    };
    let minus = if text.starts_with('-') { "-" } else { "" };
    let exponent = exponent.map_or_else(String::new, |exponent| format!("e{exponent}"));
    if !digits(&whole) {
        return None;
    }
    format!("{minus}{whole}.{decimals}0{exponent}").parse().ok()
}

/// Whether the digits stand in groups of three, such as 1.234.567; the first group does not begin with a zero.
fn is_grouped(text: &str, grouping: char) -> bool {
    let mut groups = text.split(grouping);
    let first = groups.next().unwrap_or("");
    let digits = |group: &str| group.bytes().all(|byte| byte.is_ascii_digit());
    (1..=3).contains(&first.len())
        && digits(first)
        && !first.starts_with('0')
        && groups.all(|group| group.len() == 3 && digits(group))
}

/// The number without blanks and apostrophes between groups of three, and with the plain minus sign.
fn without_blanks(text: &str) -> Cow<'_, str> {
    let is_blank = |c: char| c.is_whitespace() || ['\'', '\u{2019}'].contains(&c);
    let minus = |text: &str| text.replace('\u{2212}', "-");
    if !text.contains(is_blank) {
        return if text.contains('\u{2212}') { minus(text).into() } else { text.into() };
    }
    let text = minus(text);
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(&text);
    let end = unsigned.find(['.', ',']).unwrap_or(unsigned.len());
    let groups: String = unsigned[..end].chars().map(|c| if is_blank(c) { ' ' } else { c }).collect();
    if is_grouped(&groups, ' ') && !unsigned[end..].contains(is_blank) {
        let sign = &text[..text.len() - unsigned.len()];
        return format!("{sign}{}{}", groups.replace(' ', ""), &unsigned[end..]).into();
    }
    text.into()
}

/// A product that leaves no dust: a power of ten moves the decimals of the number as it is written.
pub(in super::super) fn times(value: f64, factor: f64) -> f64 {
    let power = log10_f64(factor).round();
    let is_power = (power_f64(10f64, power) / factor - 1.0).abs() < 1e-12;
    let moved = is_power.then(|| format!("{value}e{power}").parse().ok()).flatten();
    moved.unwrap_or(value * factor)
}

#[cfg(test)]
mod tests {
    use super::*;
    use DecimalSign::{Comma, Point};

    #[test]
    fn what_a_number_says_of_its_file() {
        for (text, expected) in [
            ("14990", Evidence::None),
            ("0", Evidence::None),
            ("x", Evidence::None),
            ("1.5", Evidence::For(Point)),
            ("0.120", Evidence::For(Point)),
            ("0.015", Evidence::For(Point)),
            ("-0,015", Evidence::For(Comma)),
            ("14990.123", Evidence::For(Point)),
            ("1.234,5", Evidence::For(Comma)),
            ("1,234.567", Evidence::For(Point)),
            ("1.234.567", Evidence::For(Comma)),
            ("1.2345", Evidence::For(Point)),
            ("1.234e5", Evidence::For(Point)),
            (".5", Evidence::For(Point)),
            ("14.990", Evidence::Open { thousands: 14990.0, decimals: 14.99 }),
            ("-14,990", Evidence::Open { thousands: -14990.0, decimals: -14.99 }),
            // Blanks between groups leave the other sign for decimals, however many there are.
            ("14 990,123", Evidence::For(Comma)),
            ("1.23.456", Evidence::None),
        ] {
            assert_eq!(evidence(text, |_| true), expected, "{text}");
        }
        // What the series can be settles it too.
        assert_eq!(evidence("2.227", |value| value < 20.0), Evidence::For(Point));
        assert_eq!(evidence("2,227", |value| value < 20.0), Evidence::For(Comma));
        assert_eq!(evidence("2.227", |value| value > 20.0), Evidence::For(Comma));
    }

    #[test]
    fn numbers_are_read_with_the_sign_of_their_file() {
        for (text, sign, value) in [
            ("1.234,5", Comma, 1234.5),
            ("1.234", Comma, 1234.0),
            ("1.234", Point, 1.234),
            ("1,234", Point, 1234.0),
            ("14 990", Point, 14990.0),
            ("-1\u{a0}234\u{a0}567,5", Comma, -1_234_567.5),
            ("1'234.5", Point, 1234.5),
            ("\u{2212}0,2", Comma, -0.2),
            ("+3", Comma, 3.0),
            ("14.", Point, 14.0),
            ("1,5e-3", Comma, 0.0015),
            ("0.1", Point, 0.1),
            ("917196.71999999997", Point, 917_196.72),
        ] {
            assert_eq!(number(text, sign), Ok(value), "{text}");
        }
        for text in
            ["", "x", "1,5", "1 5", "14 99", "12,34,567", "1..5", "-", ".", "0x10", "1,234e5", "e5", "1_000"]
        {
            assert_eq!(number(text, Point), Err("a number"), "{text}");
        }
        for text in ["NaN", "inf", "1e999"] {
            assert_eq!(number(text, Point), Err("a finite number"), "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn a_number_in_its_shortest_form_is_read_to_the_same_bits(value in proptest::num::f64::NORMAL) {
            let text = value.to_string();
            proptest::prop_assert_eq!(number(&text, Point), Ok(value));
            proptest::prop_assert_eq!(number(&text.replace('.', ","), Comma), Ok(value));
        }

        #[test]
        fn any_text_is_a_number_or_none(text in "[0-9.,eE' \u{2212}-]{0,12}") {
            let _ = (number(&text, Point), number(&text, Comma), evidence(&text, |_| true));
        }
    }
}
