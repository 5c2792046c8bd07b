//! Weights of a mixture by the score that the mixture would have had.
//!
//! ```text
//! minimise over w >= 0, sum w = 1:   sum_k w_k a_k - 1/2 sum_kl w_k w_l B_kl
//! a_k = mean E|X_k - y|,   B_kl = mean E|X_k - X_l|
//! ```
//! is the continuous ranked probability score of the mixture (stacking: Yao, Vehtari, Simpson and Gelman 2018). It is
//! convex on the simplex, because distances are conditionally negative definite. The range of a weight comes from a
//! bootstrap over blocks of origins, because neighbouring origins share years.

use super::scores::mean_distance;
use crate::calibrate::quantile::quantile;
use nalgebra::{DMatrix, DVector};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Bootstrap samples of the weights.
const BOOTSTRAPS: usize = 200;
/// Years of a block of the bootstrap.
const BLOCK: usize = 5;

/// What one or more forecasts say about the score of a mixture of them; sums over forecasts.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct MixtureScore {
    distance_to_outcome: DVector<f64>,
    distance_between: DMatrix<f64>,
}

impl MixtureScore {
    pub(super) fn zero(models: usize) -> Self {
        Self { distance_to_outcome: DVector::zeros(models), distance_between: DMatrix::zeros(models, models) }
    }

    /// Adds the forecasts of one outcome, by model, as sorted draws, with a share of the score.
    pub(super) fn add(&mut self, forecasts: &[&[f64]], outcome: f64, share: f64) {
        for (k, draws) in forecasts.iter().enumerate() {
            self.distance_to_outcome[k] += mean_distance(draws, &[outcome]) * share;
            for (l, other) in forecasts.iter().enumerate() {
                self.distance_between[(k, l)] += mean_distance(draws, other) * share;
            }
        }
    }

    pub(super) fn add_all(&mut self, other: &Self) {
        self.distance_to_outcome += &other.distance_to_outcome;
        self.distance_between += &other.distance_between;
    }

    /// The weights, by projected gradient.
    pub(super) fn weights(&self) -> Vec<f64> {
        let models = self.distance_to_outcome.len();
        let mut w = DVector::from_element(models, 1.0 / models as f64);
        // Weights move within the simplex only, where the curvature is that of the doubly centred distances.
        let centre =
            DMatrix::from_fn(models, models, |i, j| f64::from(u8::from(i == j)) - 1.0 / models as f64);
        let steepest = (&centre * &self.distance_between * &centre).norm();
        if steepest <= 0.0 {
            return w.iter().copied().collect();
        }
        for _ in 0..20_000 {
            let gradient = &self.distance_to_outcome - &self.distance_between * &w;
            let next = onto_simplex(&(&w - gradient / steepest));
            let moved = (&next - &w).amax();
            w = next;
            if moved < 1e-12 {
                break;
            }
        }
        w.iter().copied().collect()
    }
}

/// A weight, and its 5 and 95% points over the bootstrap.
pub(super) type WeightRange = (f64, f64, f64);

/// The weights of the models of a mixture, with what one origin after the other says of its score.
pub(super) fn weights_with_ranges(by_origin: &[MixtureScore], models: usize, seed: u64) -> Vec<WeightRange> {
    let weights_of = |chosen: &[usize]| {
        let mut total = MixtureScore::zero(models);
        chosen.iter().for_each(|o| total.add_all(&by_origin[*o]));
        total.weights()
    };
    let origins = by_origin.len();
    let weights = weights_of(&(0..origins).collect::<Vec<usize>>());
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let samples: Vec<Vec<f64>> = (0..BOOTSTRAPS)
        .map(|_| {
            let mut chosen = Vec::with_capacity(origins);
            while chosen.len() < origins {
                let first = (rng.next_u64() % origins as u64) as usize;
                chosen.extend((0..BLOCK.min(origins - chosen.len())).map(|i| (first + i) % origins));
            }
            weights_of(&chosen)
        })
        .collect();
    (0..models)
        .map(|k| {
            let mut column: Vec<f64> = samples.iter().map(|w| w[k]).collect();
            column.sort_by(f64::total_cmp);
            let at = |p| quantile(&column, p);
            (weights[k], at(0.05), at(0.95))
        })
        .collect()
}

/// The nearest point with weights that are not negative and sum to one (Held, Wolfe and Crowder 1974).
fn onto_simplex(v: &DVector<f64>) -> DVector<f64> {
    let mut sorted: Vec<f64> = v.iter().copied().collect();
    sorted.sort_by(|a, b| b.total_cmp(a));
    let (mut sum, mut shift) = (0.0, 0.0);
    for (count, value) in sorted.iter().enumerate() {
        sum += value;
        let candidate = (sum - 1.0) / (count as f64 + 1.0);
        if value - candidate > 0.0 {
            shift = candidate;
        }
    }
    v.map(|x| (x - shift).max(0.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scalar::special::normal;
    use approx::assert_relative_eq;

    fn normal_draws(mean: f64, sd: f64) -> Vec<f64> {
        (0..500).map(|i| mean + sd * normal::inverse_cdf((f64::from(i) + 0.5) / 500.0)).collect()
    }

    #[test]
    fn the_right_model_gets_the_weight() {
        let (right, biased, wide) = (normal_draws(0.0, 1.0), normal_draws(2.0, 1.0), normal_draws(0.0, 6.0));
        let mut score = MixtureScore::zero(3);
        for outcome in normal_draws(0.0, 1.0).iter().step_by(25) {
            score.add(&[&right, &biased, &wide], *outcome, 1.0);
        }
        let w = score.weights();
        assert_relative_eq!(w.iter().sum::<f64>(), 1.0, max_relative = 1e-9);
        assert!(w[0] > 0.9, "{w:?}");
    }

    #[test]
    fn two_halves_of_the_truth_share_the_weight() {
        let (low, high) = (normal_draws(-1.0, 0.5), normal_draws(1.0, 0.5));
        let mut score = MixtureScore::zero(2);
        for outcome in [-1.2, -1.0, -0.8, 0.8, 1.0, 1.2] {
            score.add(&[&low, &high], outcome, 1.0);
        }
        assert_relative_eq!(score.weights()[0], 0.5, epsilon = 1e-6);
    }

    #[test]
    fn the_simplex_is_met() {
        let w = onto_simplex(&DVector::from_vec(vec![0.9, 0.6, -1.0]));
        assert_relative_eq!(w[0], 0.65, max_relative = 1e-12);
        assert_relative_eq!(w[1], 0.35, max_relative = 1e-12);
        assert_eq!(w[2], 0.0);
    }
}
