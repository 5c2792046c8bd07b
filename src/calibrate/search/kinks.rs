//! The optimum of a density whose gradient jumps on planes ([`Kink`]).
//!
//! The map of a split normal has another slope on either side of its centre, so that the gradient of the data jumps
//! there, and with dependent priors an optimum can lie on a kink. It is one where the gradient, less its part
//! across the kinks, is zero, and the slope across each kink falls through zero:
//!
//! ```text
//! g = N lambda + rest:   rest = 0,   lambda_i(left) >= 0 >= lambda_i(right)          N: normals of the kinks
//! ```

use crate::calibrate::likelihood::{Kink, LogDensity};
use nalgebra::{DMatrix, DVector};

/// The kinks that a point lies on.
#[derive(Clone, Debug)]
pub(super) struct ActiveKinks {
    /// Their normals as columns.
    normals: DMatrix<f64>,
    /// `(N'N)^-1 N'`: its rows give the slopes across.
    across: DMatrix<f64>,
}

impl ActiveKinks {
    /// The kinks within `reach` of the point.
    pub(super) fn near(kinks: &[Kink], u: &[f64], reach: f64) -> Option<Self> {
        let point = DVector::from_column_slice(u);
        let near: Vec<DVector<f64>> = kinks
            .iter()
            .filter(|kink| (DVector::from_column_slice(&kink.normal).dot(&point) - kink.at).abs() <= reach)
            .map(|kink| DVector::from_column_slice(&kink.normal))
            .collect();
        if near.is_empty() {
            return None;
        }
        let normals = DMatrix::from_columns(&near);
        let across = (normals.transpose() * &normals).cholesky()?.solve(&normals.transpose());
        Some(Self { normals, across })
    }

    /// Moves a point onto them.
    pub(super) fn onto(&self, kinks: &[Kink], u: &[f64]) -> Vec<f64> {
        let mut point = DVector::from_column_slice(u);
        let gaps: Vec<f64> = self
            .normals
            .column_iter()
            .map(|normal| {
                let same = |kink: &&Kink| kink.normal.iter().zip(normal.iter()).all(|(a, b)| a == b);
                kinks.iter().find(same).map_or(0.0, |kink| kink.at - normal.dot(&point))
            })
            .collect();
        point += self.across.transpose() * DVector::from_vec(gaps);
        point.iter().copied().collect()
    }

    /// `I - N (N'N)^-1 N'`: what is along them.
    pub(super) fn along(&self) -> DMatrix<f64> {
        DMatrix::identity(self.normals.nrows(), self.normals.nrows()) - &self.normals * &self.across
    }

    /// Whether the slope across each of them falls through zero.
    fn top<D: LogDensity + ?Sized>(&self, density: &D, u: &[f64], tolerance: f64) -> bool {
        const STEP: f64 = 1e-7;
        (0..self.normals.ncols()).all(|i| {
            let slope = |side: f64| {
                let moved: Vec<f64> =
                    u.iter().zip(self.across.row(i).iter()).map(|(u, d)| u + side * STEP * d).collect();
                let mut gradient = vec![0.0; u.len()];
                density.gradient(&moved, &mut gradient);
                self.across.row(i).iter().zip(&gradient).map(|(a, g)| a * g).sum::<f64>()
            };
            slope(-1.0) >= -tolerance && slope(1.0) <= tolerance
        })
    }
}

/// Largest component of a gradient.
pub(super) fn largest_component(gradient: &[f64]) -> f64 {
    gradient.iter().fold(0.0, |most: f64, g| if g.is_nan() { f64::NAN } else { most.max(g.abs()) })
}

/// How far from stationary a point is: the largest component of its gradient, less what lies across the kinks that the
/// point is the top of.
pub(super) fn remaining_slope<D: LogDensity + ?Sized>(
    density: &D,
    u: &[f64],
    gradient: &[f64],
    tolerance: f64,
) -> f64 {
    let whole = largest_component(gradient);
    if whole <= tolerance {
        return whole;
    }
    match ActiveKinks::near(&density.kinks(), u, 1e-9) {
        Some(active) if active.top(density, u, tolerance) => {
            largest_component((active.along() * DVector::from_column_slice(gradient)).as_slice())
        }
        _ => whole,
    }
}
