//! The language of a page and its charts: texts come from one table ([`Word`]), numbers and dates have the form of the
//! language.
//!
//! ```
//! use kennis::report::Language;
//! assert_eq!(Language::En.number(1234.5, 1), "1,234.5");
//! assert_eq!(Language::Nl.number(1234.5, 1), "1.234,5");
//! ```
//! [`Word`]: super::words::Word

use crate::names::named;
use crate::policy::Date;

named! {
    /// A language of pages.
    Language {
        /// English.
        En = "en",
        /// Dutch.
        Nl = "nl",
    }
}

const MONTHS: [[&str; 2]; 12] = [
    ["January", "januari"],
    ["February", "februari"],
    ["March", "maart"],
    ["April", "april"],
    ["May", "mei"],
    ["June", "juni"],
    ["July", "juli"],
    ["August", "augustus"],
    ["September", "september"],
    ["October", "oktober"],
    ["November", "november"],
    ["December", "december"],
];

impl Language {
    /// The text of this language out of both.
    #[cfg_attr(not(feature = "page"), allow(dead_code, reason = "only pages are in two languages"))]
    pub(crate) fn of<T>(self, english: T, dutch: T) -> T {
        match self {
            Self::En => english,
            Self::Nl => dutch,
        }
    }

    /// A number with so many decimals; what rounds to zero has no sign, and what does not exist is a dash.
    #[must_use]
    pub fn number(self, value: f64, decimals: usize) -> String {
        if !value.is_finite() {
            return "–".to_owned();
        }
        let plain = format!("{:.decimals$}", value.abs());
        let is_zero = plain.bytes().all(|byte| matches!(byte, b'0' | b'.'));
        let sign = if value < 0.0 && !is_zero { "-" } else { "" };
        let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
        let mut text = sign.to_owned();
        for (i, digit) in whole.chars().enumerate() {
            if i > 0 && (whole.len() - i) % 3 == 0 {
                text.push_str(self.of(",", "."));
            }
            text.push(digit);
        }
        if !fraction.is_empty() {
            text.push_str(self.of(".", ","));
            text.push_str(fraction);
        }
        text
    }

    /// A number with as many decimals as its size asks for: three digits that say something.
    #[must_use]
    pub fn short(self, value: f64) -> String {
        self.number(value, decimals_of(value))
    }

    /// A share as percent: only none and all are 0 and 100.
    #[must_use]
    pub fn percent(self, share: f64) -> String {
        let text = match share {
            s if s > 0.0 && s < 0.005 => format!("<{}", self.number(1.0, 0)),
            s if s < 1.0 && s > 0.995 => format!(">{}", self.number(99.0, 0)),
            s => self.number(100.0 * s, 0),
        };
        text + "%"
    }

    /// A day.
    #[must_use]
    pub fn date(self, date: Date) -> String {
        let month = usize::from(date.month()).checked_sub(1).and_then(|place| MONTHS.get(place));
        let [english, dutch] = month.copied().unwrap_or_default();
        format!("{} {} {}", date.day(), self.of(english, dutch), date.year())
    }

    /// A label that a chart has written with a decimal point.
    pub(crate) fn decimal_sign(self, label: &str) -> String {
        self.of(label.to_owned(), label.replace('.', ","))
    }
}

/// Decimals with which a number shows three digits, at most six.
pub(crate) fn decimals_of(value: f64) -> usize {
    let size = value.abs();
    match size {
        s if !s.is_finite() || s >= 100.0 => 0,
        s if s >= 10.0 => 1,
        s if s >= 0.095 || s == 0.0 => 2,
        s if s >= 0.0095 => 3,
        s if s >= 0.000_95 => 4,
        _ => 6,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_the_signs_of_the_language() {
        let both =
            |value, decimals| Language::ALL.iter().map(|l| l.number(value, decimals)).collect::<Vec<_>>();
        assert_eq!(both(1_234_567.891, 2), ["1,234,567.89", "1.234.567,89"]);
        assert_eq!(both(-0.04, 1), ["0.0", "0,0"]);
        assert_eq!(both(-999.6, 0), ["-1,000", "-1.000"]);
        assert_eq!(both(12.0, 0), ["12", "12"]);
        assert_eq!(both(f64::NAN, 2), ["–", "–"]);
    }

    #[test]
    fn sizes_choose_their_decimals_and_shares_are_never_wrongly_certain() {
        let short = [2.0, 12.34, 1067.6, 0.0, 0.0123, 0.2, -0.000_02].map(|value| Language::Nl.short(value));
        assert_eq!(short, ["2,00", "12,3", "1.068", "0,00", "0,012", "0,20", "-0,000020"]);
        let percent = [0.0, 0.001, 0.5, 0.999, 1.0].map(|share| Language::En.percent(share));
        assert_eq!(percent, ["0%", "<1%", "50%", ">99%", "100%"]);
    }

    #[test]
    fn days_are_written_out() {
        assert_eq!(Language::En.date(Date::LETTER), "11 July 2025");
        assert_eq!(Language::Nl.date(Date::LETTER), "11 juli 2025");
    }
}
