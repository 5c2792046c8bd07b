//! What is known of a year before money is spent in it.

use super::people::PeopleYear;
use crate::model::{Change, Pair};
use crate::structures::{ByStock, Contributions, StockYear};

/// What is known of a year before money is spent in it.
pub(super) struct Output<S> {
    /// Output and capital of baseline and scenario against the central baseline.
    pub(super) gdp: Pair<Change<S>>,
    pub(super) capital: Pair<Change<S>>,
    pub(super) contributions: Contributions<S>,
    pub(super) tfp: S,
    /// What breakthroughs add to the effect of the structure.
    pub(super) breakthroughs: S,
    pub(super) people: PeopleYear<S>,
    /// What the outlay that made room for the measures would have returned.
    pub(super) financing: Change<S>,
    pub(super) stocks: ByStock<StockYear<S>>,
    /// `ln(S_F/S_F0)`, of partners.
    pub(super) foreign_log_ratio: S,
}
