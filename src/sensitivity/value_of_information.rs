//! What it is worth to know more before deciding.
//!
//! ```math
//! EVPI = E \max_d B_d - \max_d E B_d, \qquad EVPPI_u = E \max_d E[B_d|z_u] - \max_d E B_d
//! ```
//! What a decision is worth given some of the unknowns is found by regression on the draws (Strong, Oakley and Brennan 2014): on
//! Hermite polynomials of each, and of several on their products too. A regression may overshoot by chance; what is known in part
//! is never worth more than all, nor less than a part of it.

use nalgebra::{DMatrix, DVector};

/// Degree of the polynomials of one unknown.
const DEGREE: usize = 4;

/// Degree beside others.
const DEGREE_TOGETHER: usize = 2;

/// Beyond so many unknowns products of two are left out.
const MAX_PRODUCTS: usize = 8;

/// The mean of each option.
fn means(benefits: &[Vec<f64>]) -> Vec<f64> {
    benefits.iter().map(|values| values.iter().sum::<f64>() / values.len().max(1) as f64).collect()
}

fn best(values: impl Iterator<Item = f64>) -> f64 {
    values.fold(f64::NEG_INFINITY, f64::max)
}

/// The mean over draws of the best option, less the best of the means. `benefits` are by option and draw; zero without a draw.
#[must_use]
pub fn expected_value_of_perfect_information(benefits: &[Vec<f64>]) -> f64 {
    let draws = benefits.first().map_or(0, Vec::len);
    if draws == 0 {
        return 0.0;
    }
    let known: f64 =
        (0..draws).map(|i| best(benefits.iter().map(|values| values[i]))).sum::<f64>() / draws as f64;
    (known - best(means(benefits).into_iter())).max(0.0)
}

/// The same where only some unknowns are known: standard normals by unknown and draw.
#[must_use]
pub fn expected_value_of_partial_information(benefits: &[Vec<f64>], unknowns: &[&[f64]]) -> f64 {
    let draws = benefits.first().map_or(0, Vec::len);
    if draws == 0 || unknowns.is_empty() {
        return 0.0;
    }
    let columns = columns(unknowns, draws);
    let width = columns.len();
    // Sums in the order of the draws: a product of matrices would depend on the processor.
    let product = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
    // A hair on the diagonal where columns are the same in all draws.
    let ridge = |i: usize, j: usize| if i == j { 1e-10 * draws as f64 } else { 0.0 };
    let normal = DMatrix::from_fn(width, width, |i, j| product(&columns[i], &columns[j]) + ridge(i, j));
    let Some(cholesky) = normal.cholesky() else { return 0.0 };
    let fit = |values: &Vec<f64>| -> Vec<f64> {
        let target = DVector::from_fn(width, |i, _| product(&columns[i], values));
        let slopes = cholesky.solve(&target);
        (0..draws).map(|row| (0..width).map(|i| slopes[i] * columns[i][row]).sum()).collect()
    };
    let fitted: Vec<Vec<f64>> = benefits.iter().map(fit).collect();
    // Around the fitted means: a regression with a constant keeps them, to rounding.
    let partial = expected_value_of_perfect_information(&fitted);
    partial.min(expected_value_of_perfect_information(benefits))
}

/// A constant, Hermite polynomials of each unknown, and products of two.
fn columns(unknowns: &[&[f64]], draws: usize) -> Vec<Vec<f64>> {
    let degree = if unknowns.len() == 1 { DEGREE } else { DEGREE_TOGETHER };
    let mut columns = vec![vec![1.0; draws]];
    for unknown in unknowns {
        let (mut before, mut now) = (vec![1.0; draws], unknown.to_vec());
        for n in 1..=degree {
            columns.push(now.clone());
            // H[n+1] = x H[n] - n H[n-1].
            let next = (0..draws).map(|i| unknown[i] * now[i] - n as f64 * before[i]).collect();
            before = std::mem::replace(&mut now, next);
        }
    }
    if unknowns.len() <= MAX_PRODUCTS {
        for (place, a) in unknowns.iter().enumerate() {
            for b in &unknowns[place + 1..] {
                columns.push(a.iter().zip(b.iter()).map(|(a, b)| a * b).collect());
            }
        }
    }
    columns
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sampling::{Draws, SamplingPlan};
    use approx::assert_abs_diff_eq;

    fn normals(dimensions: usize, draws: usize) -> Vec<Vec<f64>> {
        let mut columns = vec![Vec::with_capacity(draws); dimensions];
        for i in 0..draws {
            let mut z = vec![0.0; dimensions];
            Draws { seed: 3, plan: SamplingPlan::Sobol }.z(i as u64, &mut z);
            columns.iter_mut().zip(z).for_each(|(column, z)| column.push(z));
        }
        columns
    }

    /// `E max(m + s z, 0) - max(m, 0) = s (phi(u) - u (1 - Phi(u)))`, `u = |m|/s`: the unit normal loss.
    fn loss(mean: f64, sd: f64) -> f64 {
        let u = mean.abs() / sd;
        let density = (-0.5 * u * u).exp() / (2.0 * std::f64::consts::PI).sqrt();
        sd * (density - u * (1.0 - crate::scalar::special::normal::cdf(u)))
    }

    /// A benefit that is linear in normals, against nothing: what each is worth in closed form.
    #[test]
    fn a_linear_benefit_has_the_closed_form() {
        let z = normals(3, 4096);
        let slopes = [2.0, 1.0, 0.0];
        for mean in [-0.5, 0.0, 1.0] {
            let benefit: Vec<f64> =
                (0..4096).map(|i| mean + slopes.iter().zip(&z).map(|(b, z)| b * z[i]).sum::<f64>()).collect();
            let options = [benefit, vec![0.0; 4096]];
            let all = expected_value_of_perfect_information(&options);
            assert_abs_diff_eq!(all, loss(mean, 5f64.sqrt()), epsilon = 0.01);
            let of = |unknowns: &[usize]| {
                let columns: Vec<&[f64]> = unknowns.iter().map(|i| z[*i].as_slice()).collect();
                expected_value_of_partial_information(&options, &columns)
            };
            assert_abs_diff_eq!(of(&[0]), loss(mean, 2.0), epsilon = 0.01);
            assert_abs_diff_eq!(of(&[1]), loss(mean, 1.0), epsilon = 0.01);
            if mean != 0.0 {
                assert_abs_diff_eq!(of(&[2]), 0.0, epsilon = 0.002);
            }
            assert_abs_diff_eq!(of(&[0, 1]), all, epsilon = 0.005);
            assert!(of(&[0]) <= of(&[0, 1]) + 1e-9 && of(&[0, 1]) <= all);
        }
    }

    #[test]
    fn a_decision_that_nothing_can_turn_is_worth_nothing_to_know() {
        let z = normals(1, 512);
        let sure: Vec<f64> = z[0].iter().map(|z| 100.0 + z).collect();
        let options = [sure, vec![0.0; 512]];
        assert_eq!(expected_value_of_perfect_information(&options), 0.0);
        assert_eq!(expected_value_of_partial_information(&options, &[&z[0]]), 0.0);
        assert_eq!(expected_value_of_partial_information(&options, &[]), 0.0);
        assert_eq!(expected_value_of_perfect_information(&[]), 0.0);
    }
}
