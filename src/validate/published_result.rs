//! A published figure beside ours, and what the rows of one paper share.

use crate::names::named;
use crate::scalar::to_twelve_decimals_f64;

named! {
    /// How exactly a published result can be reproduced.
    Rank {
        /// Exact, or in closed form.
        A = "A",
        /// Few parameters, within a tolerance.
        B = "B",
        /// Order of magnitude: shown, and never decides whether published results come out.
        C = "C",
    }
}

impl Rank {
    /// Whether rows of this rank can fail.
    #[must_use]
    pub fn decides(self) -> bool {
        self != Self::C
    }
}

/// A published figure beside ours.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct PublishedResult {
    /// Name.
    pub id: &'static str,
    /// The paper.
    pub source: &'static str,
    /// Where in it, as far as read.
    pub r#where: &'static str,
    /// What is measured, with its unit.
    pub what: &'static str,
    /// The published figure.
    pub published: f64,
    /// Ours.
    pub ours: f64,
    /// Largest distance between the two that passes, in the unit of the figure.
    pub tolerance: f64,
    /// Whether both are within the tolerance. Of rank C it says whether they are near each other, and decides nothing.
    pub passed: bool,
    /// How exactly it can be reproduced.
    pub rank: Rank,
}

impl PublishedResult {
    /// Whether it should come out, and does not.
    #[must_use]
    pub fn fails(&self) -> bool {
        self.rank.decides() && !self.passed
    }

    /// What a table says of it: `yes` or `no`, of rank C `near` or `far`.
    #[must_use]
    pub fn verdict(&self) -> &'static str {
        match (self.rank.decides(), self.passed) {
            (true, true) => "yes",
            (true, false) => "no",
            (false, true) => "near",
            (false, false) => "far",
        }
    }
}

/// The stated parameters of the papers. A test changes one of them, as a typo would.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Stated {
    pub(super) typo: Option<(&'static str, f64)>,
}

impl Stated {
    /// The parameter `name`, as the paper states it.
    pub(super) fn value(&self, name: &str, stated: f64) -> f64 {
        match self.typo {
            Some((altered, factor)) if altered == name => stated * factor,
            _ => stated,
        }
    }
}

/// The rows of one paper.
#[derive(Clone, Copy)]
pub(super) struct Paper {
    pub(super) source: &'static str,
    pub(super) r#where: &'static str,
    pub(super) rank: Rank,
}

impl Paper {
    /// A row: it passes where both figures are within the tolerance.
    pub(super) fn row(
        &self,
        id: &'static str,
        what: &'static str,
        published: f64,
        tolerance: f64,
        ours: f64,
    ) -> PublishedResult {
        PublishedResult {
            id,
            source: self.source,
            r#where: self.r#where,
            what,
            // What is computed from published figures has their digits.
            published: to_twelve_decimals_f64(published),
            ours,
            tolerance: to_twelve_decimals_f64(tolerance),
            passed: (ours - published).abs() <= tolerance,
            rank: self.rank,
        }
    }
}
