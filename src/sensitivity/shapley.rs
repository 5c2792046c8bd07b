//! Shapley effects under dependence: how the variance is shared among factors that may depend on each other.
//!
//! A coalition `u` is worth $`E \operatorname{Var}[Y | X_{\sim u}]`$, what is left when all others are known (Owen 2014; Song, Nelson and Staum
//! 2016). Along a chain in which the factors of a random order are drawn anew one after another, given those that are not, with outcomes
//! $`f_0, f_1, \ldots, f_k`$ (Goda 2021):
//! ```math
//! \phi_{\pi_j} = E\left[\left(f_0 - \tfrac{1}{2} (f_{j-1} + f_j)\right) (f_{j-1} - f_j)\right], \qquad
//! \sum_j \phi_j = \tfrac{1}{2} E[(f_0 - f_k)^2] = \operatorname{Var} Y
//! ```
//! Dependent normals are redrawn given the others by a Cholesky factor in the order of the chain from its end: those that are known
//! longest come first.

use nalgebra::{DMatrix, DVector};

/// The order in which a chain draws the factors anew, and the outcomes on its way: one more than factors.
#[derive(Clone, Debug, PartialEq)]
pub struct Chain {
    /// Places of the factors, in the order in which they are drawn anew.
    pub order: Vec<usize>,
    /// Outcomes: before the first, after the first, ..., after the last.
    pub outcomes: Vec<f64>,
}

/// The Shapley effects of so many factors, in the unit of the variance: means over the chains, which sum to the variance. Zero
/// without a chain.
#[must_use]
pub fn shapley_effects(chains: &[Chain], factors: usize) -> Vec<f64> {
    let mut effects = vec![0.0; factors];
    for chain in chains {
        let start = chain.outcomes.first().copied().unwrap_or(0.0);
        for (factor, pair) in chain.order.iter().zip(chain.outcomes.windows(2)) {
            if let Some(effect) = effects.get_mut(*factor) {
                *effect += (start - 0.5 * (pair[0] + pair[1])) * (pair[0] - pair[1]);
            }
        }
    }
    let n = chains.len().max(1) as f64;
    effects.into_iter().map(|sum| sum / n).collect()
}

/// The normals of a chain after `steps` of it: the first `steps` factors of the order have their innovation from `anew`, the others from
/// `old`. `correlation` gives that of two factors. None where the correlations cannot hold together.
#[must_use]
pub fn chain_normals(
    order: &[usize],
    steps: usize,
    (old, anew): (&[f64], &[f64]),
    correlation: impl Fn(usize, usize) -> f64,
) -> Option<Vec<f64>> {
    let factor = chain_factor(order, correlation)?;
    Some(with_factor(&factor, order, steps, (old, anew)))
}

/// The Cholesky factor of a chain, whose last factor comes first.
pub(super) fn chain_factor(
    order: &[usize],
    correlation: impl Fn(usize, usize) -> f64,
) -> Option<DMatrix<f64>> {
    let k = order.len();
    let known_first = |i: usize| order[k - 1 - i];
    let matrix = DMatrix::from_fn(k, k, |i, j| correlation(known_first(i), known_first(j)));
    Some(matrix.cholesky()?.unpack())
}

pub(super) fn with_factor(
    factor: &DMatrix<f64>,
    order: &[usize],
    steps: usize,
    (old, anew): (&[f64], &[f64]),
) -> Vec<f64> {
    let k = order.len();
    let innovation = |i: usize| {
        let place = k - 1 - i;
        if place < steps { anew[order[place]] } else { old[order[place]] }
    };
    let innovations = DVector::from_fn(k, |i, _| innovation(i));
    let dependent = factor * innovations;
    let mut normals = vec![0.0; k];
    for i in 0..k {
        normals[order[k - 1 - i]] = dependent[i];
    }
    normals
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_abs_diff_eq;

    struct Normals(u64);

    impl Normals {
        fn next(&mut self) -> f64 {
            let mut uniform = || {
                self.0 =
                    self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                ((self.0 >> 11) as f64 + 0.5) / (1_u64 << 53) as f64
            };
            crate::scalar::special::normal::inverse_cdf(uniform())
        }
    }

    fn effects(
        model: impl Fn(&[f64]) -> f64,
        correlation: impl Fn(usize, usize) -> f64 + Copy,
        k: usize,
    ) -> Vec<f64> {
        let mut normals = Normals(7);
        let chains: Vec<Chain> = (0..40_000)
            .map(|n: usize| {
                let mut order: Vec<usize> = (0..k).collect();
                order.rotate_left(n % k);
                if (n / k) % 2 == 1 {
                    order.reverse();
                }
                let old: Vec<f64> = (0..k).map(|_| normals.next()).collect();
                let anew: Vec<f64> = (0..k).map(|_| normals.next()).collect();
                let at = |steps| model(&chain_normals(&order, steps, (&old, &anew), correlation).unwrap());
                Chain { outcomes: (0..=k).map(at).collect(), order }
            })
            .collect();
        shapley_effects(&chains, k)
    }

    /// Owen and Prieur 2017: of `b1 X1 + b2 X2` with unit variances and correlation `r` the effect of the first is
    /// `b1^2 (1 - r^2/2) + b1 b2 r + b2^2 r^2/2`.
    #[test]
    fn two_dependent_normals_have_the_closed_form() {
        let (b1, b2, r) = (1.0, 2.0, 0.6);
        let found = effects(|x| b1 * x[0] + b2 * x[1], |i, j| if i == j { 1.0 } else { r }, 2);
        let effect = |b1: f64, b2: f64| b1 * b1 * (1.0 - r * r / 2.0) + b1 * b2 * r + b2 * b2 * r * r / 2.0;
        assert_abs_diff_eq!(found[0], effect(b1, b2), epsilon = 0.15);
        assert_abs_diff_eq!(found[1], effect(b2, b1), epsilon = 0.15);
        let variance = b1 * b1 + b2 * b2 + 2.0 * r * b1 * b2;
        assert_abs_diff_eq!(found.iter().sum::<f64>(), variance, epsilon = 0.15);
    }

    /// Without dependence: a sum has its variances, a product of two shares its variance, and one that does nothing has none.
    #[test]
    fn independent_factors_share_their_interaction() {
        let found = effects(|x| x[0] * x[1] + 3.0 * x[2], |i, j| f64::from(i == j), 4);
        for (effect, expected) in found.iter().zip([0.5, 0.5, 9.0, 0.0]) {
            assert_abs_diff_eq!(*effect, expected, epsilon = 0.25);
        }
        assert_eq!(found[3], 0.0);
    }

    #[test]
    fn what_is_not_drawn_anew_stays_and_the_whole_is_new() {
        let correlation = |i: usize, j: usize| if i == j { 1.0 } else { 0.4 };
        let (old, anew) = ([0.3, -1.0, 0.8], [1.1, 0.2, -0.5]);
        let order = [2, 0, 1];
        let at = |steps| chain_normals(&order, steps, (&old, &anew), correlation).unwrap();
        let (start, one, two) = (at(0), at(1), at(2));
        assert_eq!((one[0], one[1]), (start[0], start[1]));
        assert_eq!(two[1], start[1]);
        assert!(one[2] != start[2] && two[0] != start[0]);
        assert_eq!(at(3), chain_normals(&order, 0, (&anew, &old), correlation).unwrap());
        assert_eq!(chain_normals(&order, 0, (&old, &anew), |_, _| 1.0), None);
    }
}
