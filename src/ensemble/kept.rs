//! What became of the draws of a structure, and when too few of them are left.

use super::error::EnsembleError;

/// More dropped draws than this share fail the run.
const MAX_DROPPED_SHARE: f64 = 0.05;

/// What became of the draws of a structure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "shards", derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Kept {
    pub(crate) kept: u64,
    /// Draws in which the structure does not settle; they are none of the dropped.
    pub(crate) unstable: u64,
    /// Draws that were dropped by rule, or because they are not finite.
    pub(crate) dropped: u64,
    /// Draws that are not finite, among the dropped.
    pub(crate) not_finite: u64,
}

impl Kept {
    /// More draws.
    pub(crate) fn add(&mut self, more: Self) {
        self.kept += more.kept;
        self.unstable += more.unstable;
        self.dropped += more.dropped;
        self.not_finite += more.not_finite;
    }

    /// Fails where the structure dropped too many of so many draws, or settles in none of them.
    pub(crate) fn check(&self, structure: &'static str, draws: u64) -> Result<(), EnsembleError> {
        let Self { unstable, dropped, not_finite, .. } = *self;
        if unstable == draws {
            return Err(EnsembleError::Unstable { structure, draws });
        }
        if dropped as f64 / draws as f64 > MAX_DROPPED_SHARE {
            return Err(EnsembleError::Dropped { structure, dropped, not_finite, draws });
        }
        Ok(())
    }
}
