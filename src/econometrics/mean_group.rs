//! The mean-group estimate of an adjustment panel (Pesaran and Smith 1995).
//!
//! Each group has its own regression; what is reported is the mean of the coefficients over groups, and of long-run
//! coefficients the ratio of means,
//!
//! ```math
//! \phi = \overline{\phi_i}, \qquad e_j = \overline{d_{ij}} / \overline{\phi_i}, \qquad b_j = \overline{b_{ij}}
//! ```
//! A mean of ratios would have no moments: some `phi_i` are near zero. The covariance of the means is that of the
//! coefficients between groups, $`\frac{1}{N(N-1)} \sum_i (\beta_i - \bar\beta)(\beta_i - \bar\beta)'`$, which needs no
//! variance within any group; that of the ratios follows by the delta method. It takes the year effects as given; the
//! errors of [`leave_one_out`] do not.

use super::adjustment_panel::{AdjustmentGroup, Columns, without_effects};
use super::least_squares::{EstimationError, regress};
use super::matrix::outward;
use crate::scalar::{ln_f64, whole_power_f64};
use nalgebra::{DMatrix, DVector};
use ndarray::Array2;

/// What one group has.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct GroupAdjustment {
    /// Name of the group.
    pub name: String,
    /// First year of its regression.
    pub first_year: i32,
    /// Share of its gap that it closes in a year.
    pub speed: f64,
    /// `d_j`, the effect of the drivers' levels.
    pub levels: Vec<f64>,
    /// `b_j`, the effect of the drivers' changes.
    pub changes: Vec<f64>,
    /// By year.
    pub residuals: Vec<f64>,
}

/// The mean over groups.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct MeanGroup {
    /// Mean speed, long-run coefficients, mean coefficients of changes.
    pub estimate: Vec<f64>,
    /// Of the estimate.
    pub covariance: Array2<f64>,
    /// Every group.
    pub groups: Vec<GroupAdjustment>,
    /// Observations of all groups.
    pub observations: usize,
    /// Share of the variance of changes, without constants and year effects, that is explained.
    pub r_squared: f64,
    /// Of normal errors, each group with its own variance.
    pub log_likelihood: f64,
}

impl MeanGroup {
    /// Standard errors of the estimate.
    #[must_use]
    pub fn std_errors(&self) -> Vec<f64> {
        (0..self.estimate.len()).map(|i| self.covariance[(i, i)].sqrt()).collect()
    }
}

/// The mean-group estimate with year effects.
///
/// # Errors
/// [`EstimationError`] where there are fewer than two groups, or the regression of one does not exist.
pub fn mean_group(groups: &[AdjustmentGroup]) -> Result<MeanGroup, EstimationError> {
    let n = groups.len();
    if n < 2 {
        return Err(EstimationError::TooFew { observations: n, coefficients: 1 });
    }
    let columns = without_effects(groups)?;
    let fits = columns.iter().map(fit).collect::<Result<Vec<_>, _>>()?;
    let coefficients: Vec<DVector<f64>> = fits.iter().map(|(_, beta)| beta.clone()).collect();
    let mean = mean_of(&coefficients);
    let k = mean.len();
    let mut between = DMatrix::zeros(k, k);
    for beta in &coefficients {
        let gap = beta - &mean;
        between += &gap * gap.transpose();
    }
    between /= (n * (n - 1)) as f64;
    let slope = slope_of_ratios(&mean);
    let groups: Vec<GroupAdjustment> = fits.into_iter().map(|(group, _)| group).collect();
    let squares = |group: &GroupAdjustment| group.residuals.iter().map(|u| u * u).sum::<f64>();
    let unexplained: f64 = groups.iter().map(squares).sum();
    let all: f64 = columns.iter().map(|group| group.values.column(0).norm_squared()).sum();
    Ok(MeanGroup {
        estimate: ratios(&mean),
        covariance: outward(&(&slope * between * slope.transpose())),
        observations: columns.iter().map(|group| group.values.nrows()).sum(),
        r_squared: 1.0 - unexplained / all,
        log_likelihood: groups.iter().map(|g| log_density(squares(g), g.residuals.len())).sum(),
        groups,
    })
}

/// Standard errors by leaving out one group at a time (jackknife), the year effects taken out anew.
///
/// # Errors
/// As [`mean_group`].
pub fn leave_one_out(groups: &[AdjustmentGroup]) -> Result<Vec<f64>, EstimationError> {
    let mut estimates = Vec::with_capacity(groups.len());
    for left_out in 0..groups.len() {
        let mut others = groups.to_vec();
        others.remove(left_out);
        let columns = without_effects(&others)?;
        let betas =
            columns.iter().map(|group| Ok(fit(group)?.1)).collect::<Result<Vec<_>, EstimationError>>()?;
        estimates.push(ratios(&mean_of(&betas)));
    }
    let n = estimates.len() as f64;
    let error = |i: usize| {
        let mean = estimates.iter().map(|e| e[i]).sum::<f64>() / n;
        ((n - 1.0) / n * estimates.iter().map(|e| whole_power_f64(e[i] - mean, 2)).sum::<f64>()).sqrt()
    };
    Ok((0..estimates.first().map_or(0, Vec::len)).map(error).collect())
}

/// Log density of normal errors at their own variance.
pub(super) fn log_density(squares: f64, count: usize) -> f64 {
    let n = count as f64;
    -0.5 * n * (ln_f64(2.0 * std::f64::consts::PI * squares / n) + 1.0)
}

/// The regression of a group: its coefficients as a vector too, `-phi` first.
fn fit(group: &Columns) -> Result<(GroupAdjustment, DVector<f64>), EstimationError> {
    let (rows, columns) = group.values.shape();
    let drivers = (columns - 2) / 2;
    // The constant was taken out, and counts.
    if rows <= columns {
        return Err(EstimationError::TooFew { observations: rows, coefficients: columns });
    }
    let x = group.values.columns(1, columns - 1).into_owned();
    let y = group.values.columns(0, 1).into_owned();
    let fit = regress(&x, &y)?;
    let beta = fit.coefficients.column(0).into_owned();
    let adjustment = GroupAdjustment {
        name: group.name.clone(),
        first_year: group.first_year,
        speed: -beta[0],
        levels: beta.iter().skip(1).take(drivers).copied().collect(),
        changes: beta.iter().skip(1 + drivers).copied().collect(),
        residuals: fit.residuals.iter().copied().collect(),
    };
    Ok((adjustment, beta))
}

fn mean_of(coefficients: &[DVector<f64>]) -> DVector<f64> {
    let k = coefficients.first().map_or(0, |beta| beta.len());
    coefficients.iter().fold(DVector::zeros(k), |sum, beta| sum + beta) / coefficients.len() as f64
}

/// Speed, long-run coefficients and effects of changes, from mean coefficients.
fn ratios(mean: &DVector<f64>) -> Vec<f64> {
    let (speed, drivers) = (-mean[0], (mean.len() - 1) / 2);
    let value = |i: usize| match i {
        0 => speed,
        _ if i <= drivers => mean[i] / speed,
        _ => mean[i],
    };
    (0..mean.len()).map(value).collect()
}

/// Derivatives of [`ratios`].
fn slope_of_ratios(mean: &DVector<f64>) -> DMatrix<f64> {
    let (speed, drivers) = (-mean[0], (mean.len() - 1) / 2);
    let mut slope = DMatrix::identity(mean.len(), mean.len());
    slope[(0, 0)] = -1.0;
    for i in 1..=drivers {
        slope[(i, i)] = 1.0 / speed;
        slope[(i, 0)] = mean[i] / (speed * speed);
    }
    slope
}

#[cfg(test)]
mod tests {
    use super::super::example_panel::{Truth, panel};
    use super::*;
    use approx::assert_relative_eq;

    #[test]
    fn a_panel_without_noise_gives_its_coefficients_back() {
        // Groups alike, with years that hit all: all of it is explained.
        let truth =
            Truth { noise: 0.0, spread: 0.0, spread_of_long_run: 0.0, common: 0.01, ..Truth::default() };
        let found = mean_group(&panel(&truth, 5, 40)).unwrap();
        for (estimate, expected) in found.estimate.iter().zip(truth.parameters()) {
            assert_relative_eq!(*estimate, expected, epsilon = 1e-8);
        }
        assert_relative_eq!(found.r_squared, 1.0, epsilon = 1e-12);
        assert_eq!(found.observations, 5 * 38);
    }

    #[test]
    fn the_mean_of_groups_that_differ_is_within_its_errors() {
        let truth = Truth::default();
        let groups = panel(&truth, 60, 400);
        let found = mean_group(&groups).unwrap();
        let errors = found.std_errors();
        for ((estimate, error), expected) in found.estimate.iter().zip(&errors).zip(truth.parameters()) {
            assert!((estimate - expected).abs() < 4.0 * error, "{estimate} {error} {expected}");
            // And the errors are small enough to tell: a tenth of a speed of .3.
            assert!(*error < 0.03, "{error}");
        }
        // Leaving out a group says the same of the errors.
        for (error, other) in errors.iter().zip(leave_one_out(&groups).unwrap()) {
            assert_relative_eq!(*error, other, max_relative = 0.2);
        }
    }

    #[test]
    fn errors_between_samples_are_those_that_are_stated() {
        // The estimate over panels that are drawn anew scatters as its standard errors say.
        let truth = Truth::default();
        let (mut estimates, mut stated) = (Vec::new(), 0.0);
        let samples = 60;
        for sample in 0..samples {
            let found = mean_group(&panel(&Truth { seed: 100 + sample, ..truth }, 20, 120)).unwrap();
            stated += found.covariance[(1, 1)] / samples as f64;
            estimates.push(found.estimate[1]);
        }
        let n = estimates.len() as f64;
        let mean = estimates.iter().sum::<f64>() / n;
        let variance = estimates.iter().map(|e| (e - mean).powi(2)).sum::<f64>() / (n - 1.0);
        // The variance of a variance of sixty values: 2/59, of which five standard deviations are one.
        assert!((variance / stated).ln().abs() < 0.75, "{variance} {stated}");
    }

    #[test]
    fn too_little_is_told() {
        let truth = Truth::default();
        assert!(matches!(mean_group(&panel(&truth, 1, 40)), Err(EstimationError::TooFew { .. })));
        assert!(matches!(mean_group(&panel(&truth, 4, 7)), Err(EstimationError::TooFew { .. })));
    }
}
