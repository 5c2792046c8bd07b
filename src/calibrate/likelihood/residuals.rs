//! The errors of expected growth, with their exact derivatives: dual numbers carry `dtheta/du` through the stocks.

use super::coordinates::CoordinateKind;
use super::likelihood::Likelihood;
use super::past::{self, PastValues};
use super::rd_history::RdHistory;
use crate::parameters::ParameterValues;
use crate::scalar::{Dual, Scalar};

/// Directions in which one run has derivatives; a structure with more parameters of the past takes more runs.
const DIRECTIONS: usize = 8;

/// Errors with their derivatives.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Residuals {
    /// `e[t]`, by observation.
    pub errors: Vec<f64>,
    /// `de[t]/du`, row by row, one column a parameter of the mean (sigma stands last and is left out).
    pub jacobian: Vec<f64>,
    /// Number of columns.
    pub columns: usize,
    /// Standard deviation of the errors.
    pub sigma: f64,
    /// `dsigma/du`; zero where it is fixed.
    pub sigma_slope: f64,
}

impl Likelihood {
    /// The standard deviation of the errors at the parameter values `theta`.
    pub(crate) fn sigma_of(&self, theta: &[f64]) -> f64 {
        self.coordinates.sigma().map_or(self.sigma, |i| theta[i])
    }

    fn place<S: Scalar>(&self, theta: impl Fn(usize) -> S) -> PastValues<S> {
        let mut values = PastValues {
            parameters: ParameterValues::from_fn(|id| S::of(self.constants[id])),
            initial_business: S::of(0.0),
            initial_public: S::of(0.0),
        };
        for (i, coordinate) in self.coordinates.list().iter().enumerate().take(self.coordinates.of_past()) {
            match coordinate.kind {
                CoordinateKind::Model(id) => values.parameters.set(id, theta(i)),
                CoordinateKind::InitialBusiness => values.initial_business = theta(i),
                CoordinateKind::InitialPublic => values.initial_public = theta(i),
                _ => {}
            }
        }
        values
    }

    /// Expected growth without dummies, at the parameter values `theta`, from the first observed year to the year
    /// after the last of `history`.
    pub(crate) fn expected_growth(&self, theta: &[f64], history: &RdHistory) -> Vec<f64> {
        let drift = self
            .coordinates
            .list()
            .iter()
            .position(|c| c.kind == CoordinateKind::Drift)
            .map_or(self.drift, |i| theta[i]);
        let mut growth = past::growth(&self.structure, &self.place(|i| theta[i]), history);
        growth.drain(..self.skipped.min(growth.len()));
        growth.iter_mut().for_each(|g| *g += drift);
        growth
    }

    /// The errors at the parameter values `theta`.
    #[must_use]
    pub fn errors(&self, theta: &[f64]) -> Vec<f64> {
        let expected = self.expected_growth(theta, &self.past);
        let mut errors: Vec<f64> =
            self.observations.growth.iter().zip(expected).map(|(y, m)| y - m).collect();
        for (i, coordinate) in self.coordinates.list().iter().enumerate() {
            if let CoordinateKind::Dummy(year) = coordinate.kind
                && let Some(t) = self.observations.years.index(year)
            {
                errors[t] -= theta[i];
            }
        }
        errors
    }

    /// The errors at `u`, with their derivatives.
    #[must_use]
    pub fn residuals(&self, u: &[f64]) -> Residuals {
        let coordinates = &self.coordinates;
        let (free, columns, n) =
            (coordinates.of_past(), self.mean_parameters(), self.observations.growth.len());
        let z = coordinates.dependent(u);
        let theta = coordinates.values(u);
        let slope: Vec<f64> = z.iter().zip(coordinates.list()).map(|(z, c)| c.map().slope(*z)).collect();
        let mut errors = Vec::with_capacity(n);
        let mut jacobian = vec![0.0; n * columns];
        // So many directions at a time: one run gives the errors and their slopes in all of them.
        for first in (0..free.max(1)).step_by(DIRECTIONS) {
            let directions = first..free.min(first + DIRECTIONS);
            let dual = |i: usize| {
                let mut value = Dual::<DIRECTIONS>::of(theta[i]);
                for (derivative, j) in value.derivatives.iter_mut().zip(directions.clone()) {
                    *derivative = if j <= i { slope[i] * coordinates.weight(i, j) } else { 0.0 };
                }
                value
            };
            let growth = past::growth(&self.structure, &self.place(dual), &self.past);
            errors.clear();
            let rows = jacobian.chunks_exact_mut(columns.max(1));
            for ((observed, expected), row) in
                self.observations.growth.iter().zip(&growth[self.skipped..]).zip(rows)
            {
                errors.push(observed - expected.value);
                for (cell, derivative) in row[directions.clone()].iter_mut().zip(&expected.derivatives) {
                    *cell = -derivative;
                }
            }
        }
        let mut drift = self.drift;
        for (i, coordinate) in coordinates.list().iter().enumerate().skip(free) {
            match coordinate.kind {
                CoordinateKind::Drift => {
                    drift = theta[i];
                    (0..n).for_each(|t| jacobian[t * columns + i] = -slope[i]);
                }
                CoordinateKind::Dummy(year) => {
                    if let Some(t) = self.observations.years.index(year) {
                        errors[t] -= theta[i];
                        jacobian[t * columns + i] = -slope[i];
                    }
                }
                _ => {}
            }
        }
        errors.iter_mut().for_each(|e| *e -= drift);
        let sigma = coordinates.sigma();
        Residuals {
            errors,
            jacobian,
            columns,
            sigma: self.sigma_of(&theta),
            sigma_slope: sigma.map_or(0.0, |i| slope[i]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::density::LogDensity;
    use super::super::example::{dutch, point};
    use super::*;
    use approx::assert_relative_eq;

    #[test]
    fn the_jacobian_is_exact() {
        for structure in &past::structures_with_likelihood() {
            let likelihood = dutch(*structure);
            let u = point(likelihood.dimension());
            let r = likelihood.residuals(&u);
            for j in 0..r.columns {
                let at = |h: f64| {
                    let mut moved = u.clone();
                    moved[j] += h;
                    likelihood.errors(&likelihood.coordinates().values(&moved))
                };
                for (t, (up, down)) in at(1e-5).iter().zip(at(-1e-5)).enumerate() {
                    let difference = (up - down) / 2e-5;
                    assert_relative_eq!(r.jacobian[t * r.columns + j], difference, epsilon = 1e-9);
                }
            }
        }
    }
}
