//! A figure of the letter beside ours.

/// A figure, or the two ends between which it lies.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Between {
    /// The low end.
    pub low: f64,
    /// The high end.
    pub high: f64,
}

impl Between {
    /// From one end to the other, in either order.
    #[must_use]
    pub fn new(a: f64, b: f64) -> Self {
        Self { low: if a < b { a } else { b }, high: if a < b { b } else { a } }
    }

    /// One figure.
    #[must_use]
    pub fn one(value: f64) -> Self {
        Self { low: value, high: value }
    }

    /// All numbers that are printed as `value` with so many digits after the point.
    pub(super) fn rounded(value: f64, digits: u32) -> Self {
        let half = 0.5 / f64::from(10_u32.pow(digits));
        Self { low: value - half, high: value + half }
    }

    /// Both ends by a function, which may turn them round.
    pub(super) fn map(self, f: impl Fn(f64) -> f64) -> Self {
        Self::new(f(self.low), f(self.high))
    }

    /// Whether the two have a number in common.
    pub(super) fn meets(self, other: Self) -> bool {
        // Ends that were computed differ from those that were typed by rounding.
        let slack = 1e-9 * (1.0 + self.high.abs());
        self.low <= other.high + slack && other.low <= self.high + slack
    }
}

/// A figure of the letter beside ours.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct LetterCheck {
    /// What it is of.
    pub figure: String,
    /// What the letter says.
    pub letter: Between,
    /// What we compute; none where it cannot be.
    pub ours: Option<Between>,
    /// Unit of both.
    pub unit: &'static str,
    /// The year in whose prices sums of money are; none where there is no price.
    pub price_base: Option<String>,
    /// What ours rests on beside the data.
    pub assumptions: Vec<String>,
    /// Whether the two can both be right; none where that cannot be said.
    pub consistent: Option<bool>,
    /// Why, in a sentence.
    pub why: String,
}

impl LetterCheck {
    pub(super) fn new(figure: impl Into<String>, unit: &'static str, letter: Between) -> Self {
        Self {
            figure: figure.into(),
            letter,
            ours: None,
            unit,
            price_base: None,
            assumptions: Vec::new(),
            consistent: None,
            why: String::new(),
        }
    }

    /// Beside ours, which agrees where the two have a number in common.
    pub(super) fn against(self, ours: Between) -> Self {
        let consistent = self.letter.meets(ours);
        self.against_as(ours, Some(consistent))
    }

    /// Beside ours, which agrees where all of it would be printed as the letter prints it.
    pub(super) fn against_rounded(self, ours: f64, digits: u32) -> Self {
        let printed = Between::rounded(self.letter.low, digits);
        let slack = 1e-9;
        let consistent = printed.low - slack <= ours && ours < printed.high - slack;
        let mut check = self.against_as(Between::one(ours), Some(consistent));
        if !consistent {
            check.assumptions.push(format!("digits of the letter after the point: {digits}"));
        }
        check
    }

    /// Beside ours, with a judgement of its own.
    pub(super) fn against_as(mut self, ours: Between, consistent: Option<bool>) -> Self {
        self.ours = Some(ours);
        self.consistent = consistent;
        self
    }

    pub(super) fn in_prices_of(mut self, base: &str) -> Self {
        self.price_base = Some(base.to_owned());
        self
    }

    pub(super) fn assuming(mut self, assumption: impl Into<String>) -> Self {
        self.assumptions.push(assumption.into());
        self
    }

    pub(super) fn because(mut self, why: impl Into<String>) -> Self {
        self.why = why.into();
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_printed_alike_agrees_and_ranges_agree_where_they_meet() {
        let check = || LetterCheck::new("ratio", "% of GDP", Between::one(2.2));
        assert_eq!(check().against_rounded(2.2274581, 1).consistent, Some(true));
        assert_eq!(check().against_rounded(2.25, 1).consistent, Some(false));
        assert_eq!(check().against_rounded(2.15, 1).consistent, Some(true));
        assert_eq!(check().against(Between::new(2.3, 2.1)).consistent, Some(true));
        assert_eq!(check().against(Between::new(2.3, 2.21)).consistent, Some(false));
        assert_eq!(Between::new(2.0, 4.0).map(|money| (12.0 - money) / money), Between::new(2.0, 5.0));
    }
}
