//! The pooled mean-group estimate of an adjustment panel (Pesaran, Shin and Smith 1999).
//!
//! The long run is the same in all groups, speed, changes and variances are each group's own. Maximum likelihood, by
//! turns: given the long run, each group's speed and variance; given these, the long run,
//!
//! ```math
//! \hat e = \left( \sum_i \frac{\phi_i^2}{\sigma_i^2} X_i' X_i \right)^{-1} \sum_i \frac{\phi_i}{\sigma_i^2} X_i' \left( \Delta a_i + \phi_i\, a_{i,-1} \right)
//! ```
//! with constants, year effects and each group's changes taken out of $`X_i`$ (the drivers), $`a_{i,-1}`$ and $`\Delta a_i`$.
//! The inverse above is the covariance of the long run where it is the same in all groups indeed.

use super::adjustment_panel::{AdjustmentGroup, Columns, without_effects};
use super::least_squares::{EstimationError, regress};
use super::matrix::outward;
use super::mean_group::log_density;
use nalgebra::{DMatrix, DVector};
use ndarray::Array2;

/// Most turns of the search.
const MOST_TURNS: usize = 20_000;
/// A step of the long run that is none.
const NO_STEP: f64 = 1e-12;

/// The estimate with one long run.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct PooledMeanGroup {
    /// Mean speed.
    pub speed: f64,
    /// Long-run coefficients.
    pub long_run: Vec<f64>,
    /// Of the long-run coefficients, where they are the same in all groups.
    pub covariance: Array2<f64>,
    /// Mean coefficients of changes.
    pub changes: Vec<f64>,
    /// Of normal errors, each group with its own variance.
    pub log_likelihood: f64,
    /// Turns of the search.
    pub turns: usize,
}

/// A group without its changes.
struct Swept {
    change: DVector<f64>,
    level: DVector<f64>,
    drivers: DMatrix<f64>,
}

/// Speed, variance and log likelihood of a group, given the long run.
struct Given {
    speed: f64,
    variance: f64,
    log_likelihood: f64,
}

impl Swept {
    fn new(group: &Columns) -> Result<Self, EstimationError> {
        let drivers = (group.values.ncols() - 2) / 2;
        let own = group.values.columns(2 + drivers, drivers).into_owned();
        let all = group.values.columns(0, 2 + drivers).into_owned();
        let left = regress(&own, &all)?.residuals;
        Ok(Self {
            change: left.column(0).into_owned(),
            level: left.column(1).into_owned(),
            drivers: left.columns(2, drivers).into_owned(),
        })
    }

    fn given(&self, long_run: &DVector<f64>) -> Given {
        let gap = &self.level - &self.drivers * long_run;
        let speed = -gap.dot(&self.change) / gap.norm_squared();
        let squares = (&self.change + gap * speed).norm_squared();
        let count = self.change.len();
        Given { speed, variance: squares / count as f64, log_likelihood: log_density(squares, count) }
    }
}

/// The pooled mean-group estimate with year effects; the search begins at `start`.
///
/// # Errors
/// [`EstimationError`] where the regression of a group does not exist, or the search does not end.
pub fn pooled_mean_group(
    groups: &[AdjustmentGroup],
    start: &[f64],
) -> Result<PooledMeanGroup, EstimationError> {
    let columns = without_effects(groups)?;
    let swept = columns.iter().map(Swept::new).collect::<Result<Vec<_>, _>>()?;
    let k = swept.first().map_or(0, |group| group.drivers.ncols());
    if start.len() != k || k == 0 {
        let what = "long-run coefficients to begin with".to_owned();
        return Err(EstimationError::Shape { what, found: start.len(), expected: k.max(1) });
    }
    let mut long_run = DVector::from_column_slice(start);
    for turns in 1..=MOST_TURNS {
        let (next, covariance) = next_long_run(&swept, &long_run)?;
        let step = (&next - &long_run).amax();
        long_run = next;
        if step < NO_STEP {
            let given: Vec<Given> = swept.iter().map(|group| group.given(&long_run)).collect();
            let n = given.len() as f64;
            return Ok(PooledMeanGroup {
                speed: given.iter().map(|g| g.speed).sum::<f64>() / n,
                changes: mean_changes(&columns, &given, &long_run)?,
                long_run: long_run.iter().copied().collect(),
                covariance: outward(&covariance),
                log_likelihood: given.iter().map(|g| g.log_likelihood).sum(),
                turns,
            });
        }
    }
    Err(EstimationError::NotConverged { what: "the long run", steps: MOST_TURNS })
}

fn next_long_run(
    groups: &[Swept],
    long_run: &DVector<f64>,
) -> Result<(DVector<f64>, DMatrix<f64>), EstimationError> {
    let k = long_run.len();
    let (mut information, mut score) = (DMatrix::zeros(k, k), DVector::zeros(k));
    for group in groups {
        let Given { speed, variance, .. } = group.given(long_run);
        let x = group.drivers.transpose();
        information += &x * &group.drivers * (speed * speed / variance);
        score += x * (&group.change + &group.level * speed) * (speed / variance);
    }
    let inverse = information.try_inverse().ok_or(EstimationError::Collinear { regressor: k })?;
    Ok((&inverse * score, inverse))
}

fn mean_changes(
    columns: &[Columns],
    given: &[Given],
    long_run: &DVector<f64>,
) -> Result<Vec<f64>, EstimationError> {
    let k = long_run.len();
    let mut sum = DVector::zeros(k);
    for (group, given) in columns.iter().zip(given) {
        let values = &group.values;
        let gap = values.column(1) - values.columns(2, k) * long_run;
        let left = values.column(0) + gap * given.speed;
        let own = values.columns(2 + k, k).into_owned();
        sum += regress(&own, &DMatrix::from_columns(&[left]))?.coefficients.column(0);
    }
    Ok((sum / columns.len() as f64).iter().copied().collect())
}

#[cfg(test)]
mod tests {
    use super::super::example_panel::{Truth, panel};
    use super::super::mean_group::mean_group;
    use super::*;
    use approx::assert_relative_eq;

    #[test]
    fn one_long_run_is_found_with_speeds_that_differ() {
        let truth = Truth { spread_of_long_run: 0.0, ..Truth::default() };
        let groups = panel(&truth, 30, 200);
        let found = pooled_mean_group(&groups, &[0.0, 0.0]).unwrap();
        for (i, expected) in truth.parameters()[1..3].iter().enumerate() {
            let error = found.covariance[(i, i)].sqrt();
            assert!((found.long_run[i] - expected).abs() < 4.0 * error, "{} {error}", found.long_run[i]);
        }
        assert_relative_eq!(found.speed, truth.parameters()[0], epsilon = 0.05);
        // It is the optimum: the likelihood is flat there, and less than that of groups each with their own long run.
        let columns = without_effects(&groups).unwrap();
        let swept: Vec<Swept> = columns.iter().map(|c| Swept::new(c).unwrap()).collect();
        let at = |moved: usize, h: f64| {
            let mut long_run = DVector::from_column_slice(&found.long_run);
            long_run[moved] += h;
            swept.iter().map(|g| g.given(&long_run).log_likelihood).sum::<f64>()
        };
        for i in 0..2 {
            let h = 1e-3 * found.covariance[(i, i)].sqrt();
            assert!(at(i, h) < found.log_likelihood && at(i, -h) < found.log_likelihood);
        }
        let apart = mean_group(&groups).unwrap().log_likelihood - found.log_likelihood;
        // Twice that is chi-squared with 58 degrees: 58 (10.8).
        assert!(apart > 0.0 && (2.0 * apart - 58.0).abs() < 5.0 * 10.8, "{apart}");
    }

    #[test]
    fn where_it_begins_does_not_matter() {
        let groups = panel(&Truth::default(), 12, 60);
        let from = |start: &[f64]| pooled_mean_group(&groups, start).unwrap();
        let (one, other) = (from(&[0.0, 0.0]), from(&[0.5, -0.5]));
        for (a, b) in one.long_run.iter().zip(&other.long_run) {
            assert_relative_eq!(*a, *b, epsilon = 1e-9);
        }
        assert!(matches!(pooled_mean_group(&groups, &[0.0]), Err(EstimationError::Shape { .. })));
    }
}
