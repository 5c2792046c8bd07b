//! The sum of squares as a log density: what ordinary least squares climbs.

use super::density::{Kink, LogDensity, or_impossible};
use super::likelihood::Likelihood;
use crate::scalar::whole_power_f64;

/// The sum of squares alone, without a prior, over the parameters of the mean: `-sum e^2 / (2 s^2)` with `s` the
/// standard deviation of growth, so that it has no unit. The map of each prior still keeps its bounds.
#[derive(Clone, Copy, Debug)]
pub struct SumOfSquares<'a> {
    likelihood: &'a Likelihood,
    precision: f64,
}

impl<'a> SumOfSquares<'a> {
    /// The least-squares problem of a likelihood.
    #[must_use]
    pub fn new(likelihood: &'a Likelihood) -> Self {
        let growth = &likelihood.observations.growth;
        let n = growth.len() as f64;
        let mean = growth.iter().sum::<f64>() / n;
        let variance = growth.iter().map(|y| whole_power_f64(y - mean, 2)).sum::<f64>() / n;
        Self { likelihood, precision: if variance > 0.0 { 1.0 / variance } else { 1.0 } }
    }

    /// All parameters, sigma included where there is one, at zero.
    pub(crate) fn with_sigma(self, u: &[f64]) -> Vec<f64> {
        let mut all = u.to_vec();
        all.resize(self.likelihood.coordinates.len(), 0.0);
        all
    }
}

impl LogDensity for SumOfSquares<'_> {
    fn dimension(&self) -> usize {
        self.likelihood.mean_parameters()
    }

    fn kinks(&self) -> Vec<Kink> {
        self.likelihood.coordinates.kinks(self.likelihood.mean_parameters())
    }

    fn value(&self, u: &[f64]) -> f64 {
        let theta = self.likelihood.coordinates.values(&self.with_sigma(u));
        let squares: f64 = self.likelihood.errors(&theta).iter().map(|e| e * e).sum();
        or_impossible(-0.5 * squares * self.precision)
    }

    fn gradient(&self, u: &[f64], gradient: &mut [f64]) -> f64 {
        let r = self.likelihood.residuals(&self.with_sigma(u));
        gradient.fill(0.0);
        for (row, e) in r.jacobian.chunks_exact(r.columns.max(1)).zip(&r.errors) {
            for (g, d) in gradient.iter_mut().zip(row) {
                *g -= d * e * self.precision;
            }
        }
        or_impossible(-0.5 * self.precision * r.errors.iter().map(|e| e * e).sum::<f64>())
    }

    fn curvature(&self, u: &[f64], gradient: &mut [f64], curvature: &mut [f64]) -> f64 {
        let r = self.likelihood.residuals(&self.with_sigma(u));
        let k = r.columns;
        gradient.fill(0.0);
        curvature.fill(0.0);
        for (row, e) in r.jacobian.chunks_exact(k.max(1)).zip(&r.errors) {
            for (i, d) in row.iter().enumerate() {
                gradient[i] -= d * e * self.precision;
                for (c, other) in curvature[i * k..(i + 1) * k].iter_mut().zip(row) {
                    *c += d * other * self.precision;
                }
            }
        }
        or_impossible(-0.5 * self.precision * r.errors.iter().map(|e| e * e).sum::<f64>())
    }
}
