//! Scores by horizon, as `kennis.backtest/1` holds them.

use super::document::Object;
use crate::calibrate::HorizonScore;

/// Scores by horizon.
pub(super) fn scores(scores: &[HorizonScore]) -> impl Iterator<Item = Object> + '_ {
    scores.iter().map(|s| {
        let mut object = Object::new();
        object
            .count("horizon", s.horizon as u64)
            .number("crps", s.crps)
            .number("rmse", s.rmse)
            .number("coverage_50", s.coverage_50)
            .number("coverage_90", s.coverage_90)
            .count("origins", s.origins as u64);
        object
    })
}
