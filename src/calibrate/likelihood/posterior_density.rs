//! The log density of data and priors (E18).
//!
//! ```text
//! log p(y | u) = -n ln sigma - n/2 ln 2 pi - sum e^2 / (2 sigma^2)
//! log p(u | y) = log p(y | u) - u'u/2 - k/2 ln 2 pi + constant
//! ```
//! The curvature is the expected information: `J'J/sigma^2` for the mean, `2n (sigma'/sigma)^2` for sigma, and the
//! identity of the prior.

use super::density::{Kink, LogDensity, or_impossible};
use super::likelihood::Likelihood;
use crate::scalar::ln_f64;

/// `ln(2 pi)`.
pub(crate) const LN_2PI: f64 = 1.837_877_066_409_345_5;

impl Likelihood {
    /// `log p(y | theta)`.
    #[must_use]
    pub fn log_likelihood(&self, theta: &[f64]) -> f64 {
        normal_log_likelihood(&self.errors(theta), self.sigma_of(theta))
    }
}

fn normal_log_likelihood(errors: &[f64], sigma: f64) -> f64 {
    let n = errors.len() as f64;
    let squares: f64 = errors.iter().map(|e| e * e).sum();
    -n * (ln_f64(sigma) + 0.5 * LN_2PI) - 0.5 * squares / (sigma * sigma)
}

impl LogDensity for Likelihood {
    fn dimension(&self) -> usize {
        self.coordinates.len()
    }

    fn kinks(&self) -> Vec<Kink> {
        self.coordinates.kinks(self.coordinates.len())
    }

    fn value(&self, u: &[f64]) -> f64 {
        let square: f64 = u.iter().map(|x| x * x).sum();
        let prior = -0.5 * (square + u.len() as f64 * LN_2PI);
        or_impossible(self.log_likelihood(&self.coordinates.values(u)) + prior)
    }

    fn gradient(&self, u: &[f64], gradient: &mut [f64]) -> f64 {
        let r = self.residuals(u);
        let (precision, n) = (1.0 / (r.sigma * r.sigma), r.errors.len() as f64);
        for (g, x) in gradient.iter_mut().zip(u) {
            *g = -x;
        }
        for (row, e) in r.jacobian.chunks_exact(r.columns.max(1)).zip(&r.errors) {
            for (g, d) in gradient.iter_mut().zip(row) {
                *g -= d * e * precision;
            }
        }
        if let Some(i) = self.coordinates.sigma() {
            let squares: f64 = r.errors.iter().map(|e| e * e).sum();
            gradient[i] += (squares * precision - n) * r.sigma_slope / r.sigma;
        }
        let square: f64 = u.iter().map(|x| x * x).sum();
        or_impossible(normal_log_likelihood(&r.errors, r.sigma) - 0.5 * (square + u.len() as f64 * LN_2PI))
    }

    fn curvature(&self, u: &[f64], gradient: &mut [f64], curvature: &mut [f64]) -> f64 {
        let r = self.residuals(u);
        let (precision, n, k) = (1.0 / (r.sigma * r.sigma), r.errors.len() as f64, u.len());
        for (g, x) in gradient.iter_mut().zip(u) {
            *g = -x;
        }
        curvature.fill(0.0);
        (0..k).for_each(|i| curvature[i * k + i] = 1.0);
        for (row, e) in r.jacobian.chunks_exact(r.columns.max(1)).zip(&r.errors) {
            for (i, d) in row.iter().enumerate() {
                gradient[i] -= d * e * precision;
                let scaled = d * precision;
                for (c, other) in curvature[i * k..i * k + r.columns].iter_mut().zip(row) {
                    *c += scaled * other;
                }
            }
        }
        if let Some(i) = self.coordinates.sigma() {
            let squares: f64 = r.errors.iter().map(|e| e * e).sum();
            let relative = r.sigma_slope / r.sigma;
            gradient[i] += (squares * precision - n) * relative;
            curvature[i * k + i] += 2.0 * n * relative * relative;
        }
        let square: f64 = u.iter().map(|x| x * x).sum();
        or_impossible(normal_log_likelihood(&r.errors, r.sigma) - 0.5 * (square + k as f64 * LN_2PI))
    }
}

#[cfg(test)]
mod tests {
    use super::super::example::{dutch, point};
    use super::super::past::structures_with_likelihood;
    use super::super::sum_of_squares::SumOfSquares;
    use super::*;
    use crate::structures::StructureName;
    use approx::assert_relative_eq;

    #[test]
    fn gradients_agree_with_finite_differences() {
        for structure in &structures_with_likelihood() {
            let likelihood = dutch(*structure);
            let squares = SumOfSquares::new(&likelihood);
            for density in [&likelihood as &dyn LogDensity, &squares] {
                let u = point(density.dimension());
                let mut gradient = vec![0.0; u.len()];
                let value = density.gradient(&u, &mut gradient);
                assert_relative_eq!(value, density.value(&u), max_relative = 1e-12);
                for i in 0..u.len() {
                    let at = |h: f64| {
                        let mut moved = u.clone();
                        moved[i] += h;
                        density.value(&moved)
                    };
                    let difference = (at(1e-5) - at(-1e-5)) / 2e-5;
                    assert_relative_eq!(gradient[i], difference, epsilon = 1e-6, max_relative = 1e-6);
                }
            }
        }
    }

    #[test]
    fn curvature_is_the_expected_information_and_the_prior() {
        let likelihood = dutch(StructureName::KnowledgeCapital);
        let k = likelihood.dimension();
        let (mut gradient, mut curvature) = (vec![0.0; k], vec![0.0; k * k]);
        let u = point(k);
        likelihood.curvature(&u, &mut gradient, &mut curvature);
        let r = likelihood.residuals(&u);
        for i in 0..r.columns {
            for j in 0..r.columns {
                let sum: f64 = r.jacobian.chunks_exact(r.columns).map(|row| row[i] * row[j]).sum();
                let expected = sum / (r.sigma * r.sigma) + f64::from(u8::from(i == j));
                assert_relative_eq!(curvature[i * k + j], expected, max_relative = 1e-10, epsilon = 1e-12);
            }
        }
        assert_relative_eq!(
            curvature[k * k - 1],
            1.0 + 76.0 * (r.sigma_slope / r.sigma).powi(2),
            max_relative = 1e-12
        );
        let mut only = vec![0.0; k];
        likelihood.gradient(&u, &mut only);
        for (alone, beside) in only.iter().zip(&gradient) {
            assert_relative_eq!(alone, beside, max_relative = 1e-14);
        }
    }

    #[test]
    fn log_likelihood_of_no_effect_is_the_normal_density() {
        let likelihood = dutch(StructureName::NoEffect);
        let theta = [0.004, 0.001, -0.002, 0.012];
        let years = likelihood.observations().years;
        let normal = statrs::distribution::Normal::new(0.0, 0.012).unwrap();
        use statrs::distribution::Continuous;
        let expected: f64 = years
            .iter()
            .zip(&likelihood.observations().growth)
            .map(|(year, y)| {
                let dummy = if year == 2011 {
                    0.001
                } else if year == 2013 {
                    -0.002
                } else {
                    0.0
                };
                normal.ln_pdf(y - 0.004 - dummy)
            })
            .sum();
        assert_relative_eq!(likelihood.log_likelihood(&theta), expected, max_relative = 1e-12);
    }
}
