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

/// Halves of the stretch in which the first draw ceases to have an outcome: it is known to 1/4096.
const HALVES: u32 = 12;

/// What the mean over the draws does on the grid.
pub(super) struct OnGrid {
    pub(super) grid: Vec<f64>,
    pub(super) means: Vec<Means>,
    pub(super) gaps: Vec<f64>,
    /// Whether the grid ends before the most money that was to be looked at, because some draw has no outcome beyond it.
    pub(super) ends_early: bool,
}

impl OnGrid {
    /// Looks at nothing, and at amounts up to a factor; where a draw has no outcome from some amount on, the grid ends there:
    /// means are of the same draws at all amounts.
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
        let mut on_grid = Self { grid, means, gaps, ends_early: false };
        on_grid.end_where_draws_do(draws, question)?;
        Ok(on_grid)
    }

    /// Ends the grid at the largest amount at which every draw has an outcome.
    fn end_where_draws_do(
        &mut self,
        draws: &Draws<'_>,
        question: &Question<'_>,
    ) -> Result<(), EnsembleError> {
        let Some(place) = self.gaps.iter().position(|gap| !gap.is_finite()).filter(|place| *place > 0) else {
            return Ok(());
        };
        let (mut low, mut high) = (self.grid[place - 1], self.grid[place]);
        for _ in 0..HALVES {
            let middle = 0.5 * (low + high);
            // Beside nothing, at which every draw that is kept has an outcome: what ends one is no reason to drop it.
            let means = draws.means(&[0.0, middle])?;
            if means.iter().all(|means| question.gap(means.a, means.b).is_finite()) {
                low = middle;
            } else {
                high = middle;
            }
        }
        if low <= 0.0 {
            return Ok(());
        }
        self.ends_early = true;
        self.grid.truncate(place);
        self.means.truncate(place);
        self.gaps.truncate(place);
        if low > self.grid[place - 1] {
            let means = draws.means(&[low])?;
            self.grid.push(low);
            self.gaps.extend(means.iter().map(|means| question.gap(means.a, means.b)));
            self.means.extend(means);
        }
        Ok(())
    }

    /// The largest factor of the grid.
    pub(super) fn most(&self) -> f64 {
        self.grid.last().copied().unwrap_or(0.0)
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
