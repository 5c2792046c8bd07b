//! Values of options that are more than a text, and what is said of those that are wrong.

use kennis::UnknownName;
use kennis::ensemble::PreciseFigure;
use kennis::report::Language;
use std::num::NonZeroUsize;

/// An amount of memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Memory {
    /// In bytes.
    pub(crate) bytes: u64,
}

pub(super) fn memory(text: &str) -> Result<Memory, String> {
    const GIB: f64 = (1u64 << 30) as f64;
    let amount = text.parse().ok().filter(|amount: &f64| (0.01..=65_536.0).contains(amount));
    amount
        .map(|amount| Memory { bytes: (amount * GIB) as u64 })
        .ok_or_else(|| "expected gibibytes from 0.01 to 65536, such as 0.5".to_owned())
}

/// More draws than this are taken for a slip.
const MAX_DRAWS: u64 = 100_000_000;

pub(super) fn draws(text: &str) -> Result<u64, String> {
    let number = text.parse().ok().filter(|number| *number <= MAX_DRAWS);
    number.ok_or_else(|| format!("expected a whole number from 0 to {MAX_DRAWS}"))
}

pub(super) fn precision(text: &str) -> Result<(PreciseFigure, f64), String> {
    let (figure, number) = text.split_once('=').unwrap_or((PreciseFigure::Mean.name(), text));
    let figure = figure.parse().map_err(|error: UnknownName| error.to_string())?;
    let number = number.parse().ok().filter(|number: &f64| number.is_finite() && *number > 0.0);
    let number =
        number.ok_or_else(|| "expected percentage points above 0, such as 0.01 or p95=0.05".to_owned());
    number.map(|number| (figure, number))
}

pub(super) fn one_draw(text: &str) -> Result<u64, String> {
    text.parse().map_err(|_| "expected the number of a draw, counted from 0".to_owned())
}

pub(super) fn seed(text: &str) -> Result<u64, String> {
    text.parse().map_err(|_| format!("expected a whole number from 0 to {}", u64::MAX))
}

pub(super) fn threads(text: &str) -> Result<NonZeroUsize, String> {
    let number = text.parse().ok().filter(|number: &NonZeroUsize| number.get() <= 1024);
    number.ok_or_else(|| "expected a whole number from 1 to 1024".to_owned())
}

/// A language of pages.
pub(super) fn language(text: &str) -> Result<Language, String> {
    text.parse().map_err(|error: kennis::UnknownName| error.to_string())
}
