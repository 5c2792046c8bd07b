//! The amount at which the mean over the draws comes to the goal: first a grid up to the most money that is looked at, which finds
//! the first crossing and whether there are more, then a bracket around it.

use super::bracket::{Bracket, MAX_POINTS};
use super::of_draws::{Draws, Means};
use super::question::Question;
use crate::ensemble::EnsembleError;

/// Each amount of the grid is so many times the one before it.
const RATIO: f64 = 4.0;
/// Amounts of the grid above zero: the smallest is 1/16384 of the largest.
const AMOUNTS: i32 = 8;

/// What the mean over the draws does on the grid.
pub(super) struct OnGrid {
    pub(super) grid: Vec<f64>,
    pub(super) means: Vec<Means>,
    pub(super) gaps: Vec<f64>,
}

impl OnGrid {
    /// Looks at nothing, and at amounts up to a factor.
    pub(super) fn new(
        draws: &Draws<'_>,
        question: &Question<'_>,
        max_factor: f64,
    ) -> Result<Self, EnsembleError> {
        let mut grid = vec![0.0];
        let mut factor = max_factor;
        for _ in 0..AMOUNTS {
            grid.insert(1, factor);
            factor /= RATIO;
        }
        let means = draws.means(&grid)?;
        let gaps = means.iter().map(|means| question.gap(means.a, means.b)).collect();
        Ok(Self { grid, means, gaps })
    }

    /// The factor at which the mean crosses the goal, in a bracket of the grid that ends at a place above zero.
    pub(super) fn root(
        &self,
        place: usize,
        draws: &Draws<'_>,
        question: &Question<'_>,
    ) -> Result<Option<f64>, EnsembleError> {
        let end = |place: usize| (self.grid[place], self.gaps[place]);
        let Some(mut bracket) = Bracket::new(end(place - 1), end(place)) else { return Ok(None) };
        for _ in 0..MAX_POINTS {
            let Some(x) = bracket.next() else { break };
            let gap = gap_at(draws, question, x)?;
            // What is left is rounding of the mean.
            bracket.take(x, if gap.abs() <= 1e-3 * question.rounding { 0.0 } else { gap });
        }
        Ok(Some(bracket.root()).filter(|root| root.is_finite()))
    }

    /// The outcome in the mean at a place of the grid; no number for a ratio without costs.
    pub(super) fn outcome(&self, place: usize) -> f64 {
        self.means[place].a / self.means[place].b
    }

    /// The place of the grid whose outcome comes nearest to the goal, beside nothing.
    pub(super) fn nearest(&self, goal: f64) -> usize {
        let nearer = |best: usize, place: usize| {
            let distance = |place: usize| (self.outcome(place) - goal).abs();
            if distance(place) < distance(best) || distance(best).is_nan() { place } else { best }
        };
        (2..self.grid.len()).fold(1, nearer)
    }
}

/// How far the mean is from the goal at a factor.
pub(super) fn gap_at(draws: &Draws<'_>, question: &Question<'_>, factor: f64) -> Result<f64, EnsembleError> {
    let means = draws.means(&[factor])?;
    Ok(means.first().map_or(f64::NAN, |means| question.gap(means.a, means.b)))
}
