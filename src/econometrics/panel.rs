//! Panel regressions: fixed effects, and dynamic least squares for series that wander together.
//!
//! ```math
//! \begin{aligned}
//! \text{fixed effects} && y_{it} &= c_i + x_{it} b + u_{it} \\
//! \text{dynamic} && y_{it} &= c_i + x_{it} b + \sum_{s=-lags}^{leads} \Delta x_{i,t+s}\, d_{is} + u_{it} && \text{(Mark and Sul 2003)}
//! \end{aligned}
//! ```
//! What belongs to a group alone (its constant, and the leads and lags of differences, which take up the reaction of
//! the regressors to the residual) is taken out of its series first; the coefficients `b` then come from all groups
//! together (Frisch and Waugh). Standard errors are conventional and clustered by group, which allows for any
//! correlation within a group over time:
//!
//! ```math
//! V = A^{-1} \left( \sum_i X_i' u_i u_i' X_i \right) A^{-1}\, \frac{G}{G-1}\, \frac{N-1}{N-K}
//! ```
//! with $`A = X'X`$, $`G`$ groups, $`N`$ observations and $`K`$ coefficients, what was taken out among them.

use super::least_squares::{EstimationError, regress};
use crate::scalar::whole_power_f64;
use nalgebra::{DMatrix, DVector};

/// The series of one group (a country) in consecutive years.
#[derive(Clone, Debug, PartialEq)]
pub struct PanelGroup {
    /// Name of the group.
    pub name: String,
    /// Outcome by year.
    pub outcome: Vec<f64>,
    /// Regressors, each by year.
    pub regressors: Vec<Vec<f64>>,
}

/// A coefficient with its standard errors.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Coefficient {
    /// Estimate.
    pub estimate: f64,
    /// Conventional standard error.
    pub std_error: f64,
    /// Standard error clustered by group.
    pub std_error_clustered: f64,
}

/// A panel regression.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct PanelEstimate {
    /// In the order of the regressors.
    pub coefficients: Vec<Coefficient>,
    /// Observations used.
    pub observations: usize,
    /// Groups.
    pub groups: usize,
    /// Standard deviation of the residual.
    pub residual_sd: f64,
    /// Share of the variance within groups that the regressors explain.
    pub r_squared_within: f64,
}

/// The fixed-effects (within) regression.
///
/// # Errors
/// [`EstimationError`] where it does not exist.
///
/// ```
/// use kennis::econometrics::{PanelGroup, fixed_effects};
/// // Two countries on parallel lines with slope .5.
/// let group = |name: &str, level: f64, x: [f64; 4]| PanelGroup {
///     name: name.to_owned(),
///     outcome: x.iter().map(|x| level + 0.5 * x).collect(),
///     regressors: vec![x.to_vec()],
/// };
/// let fit = fixed_effects(&[group("A", 1.0, [0.0, 1.0, 2.0, 4.0]), group("B", -2.0, [3.0, 1.0, 0.0, 1.0])])?;
/// assert!((fit.coefficients[0].estimate - 0.5).abs() < 1e-12);
/// # Ok::<(), kennis::econometrics::EstimationError>(())
/// ```
pub fn fixed_effects(groups: &[PanelGroup]) -> Result<PanelEstimate, EstimationError> {
    let swept = groups.iter().map(|group| sweep(group, None)).collect::<Result<Vec<_>, _>>()?;
    pooled(&swept)
}

/// Dynamic least squares with `leads` and `lags` of the differenced regressors, whose coefficients are each group's
/// own (Mark and Sul 2003):
///
/// ```math
/// y_{it} = c_i + x_{it} b + \sum_{s=-lags}^{leads} \Delta x_{i,t+s}\, d_{is} + u_{it}
/// ```
/// # Errors
/// [`EstimationError`] where it does not exist.
pub fn dynamic_ols(
    groups: &[PanelGroup],
    leads: usize,
    lags: usize,
) -> Result<PanelEstimate, EstimationError> {
    let swept =
        groups.iter().map(|group| sweep(group, Some((leads, lags)))).collect::<Result<Vec<_>, _>>()?;
    pooled(&swept)
}

/// A group after what is its own has been taken out.
struct Swept {
    outcome: DVector<f64>,
    regressors: DMatrix<f64>,
    /// The sum of squares of the outcome about its mean.
    total: f64,
    taken_out: usize,
}

fn sweep(group: &PanelGroup, dynamics: Option<(usize, usize)>) -> Result<Swept, EstimationError> {
    let years = group.outcome.len();
    for regressor in &group.regressors {
        if regressor.len() != years {
            return Err(EstimationError::Shape {
                what: format!("years of a regressor of {}", group.name),
                found: regressor.len(),
                expected: years,
            });
        }
    }
    // A difference needs the year before: the first usable year is lags + 1, the last years - leads - 1.
    let (first, last) = match dynamics {
        None => (0, years),
        Some((leads, lags)) => (lags + 1, years.saturating_sub(leads)),
    };
    let rows = last.saturating_sub(first);
    let mut own: Vec<Vec<f64>> = vec![vec![1.0; rows]];
    if let Some((leads, lags)) = dynamics {
        for x in &group.regressors {
            for shift in 0..=leads + lags {
                own.push((first..last).map(|t| x[t + shift - lags] - x[t + shift - lags - 1]).collect());
            }
        }
    }
    let own = independent(own);
    let taken_out = own.len();
    let own = DMatrix::from_fn(rows, taken_out, |t, j| own[j][t]);
    let all = DMatrix::from_fn(rows, group.regressors.len() + 1, |t, j| {
        if j == 0 { group.outcome[first + t] } else { group.regressors[j - 1][first + t] }
    });
    let mean = all.column(0).mean();
    let total = all.column(0).iter().map(|value| whole_power_f64(value - mean, 2)).sum();
    let residuals = regress(&own, &all)?.residuals;
    Ok(Swept {
        outcome: residuals.column(0).into_owned(),
        regressors: residuals.columns(1, group.regressors.len()).into_owned(),
        total,
        taken_out,
    })
}

/// Leaves out the columns that are combinations of the ones before them: a regressor that a group does not have is
/// zero in it, and one that interacts with a dummy may be another regressor once more.
fn independent(columns: Vec<Vec<f64>>) -> Vec<Vec<f64>> {
    let mut kept = Vec::new();
    let mut directions: Vec<DVector<f64>> = Vec::new();
    for column in columns {
        let whole = DVector::from_column_slice(&column);
        let mut rest = whole.clone();
        for direction in &directions {
            let along = direction.dot(&rest);
            rest.axpy(-along, direction, 1.0);
        }
        if rest.norm() > 1e-9 * whole.norm() {
            directions.push(rest.normalize());
            kept.push(column);
        }
    }
    kept
}

fn pooled(groups: &[Swept]) -> Result<PanelEstimate, EstimationError> {
    let k = groups.first().map_or(0, |group| group.regressors.ncols());
    let observations: usize = groups.iter().map(|group| group.outcome.len()).sum();
    let coefficients = k + groups.iter().map(|group| group.taken_out).sum::<usize>();
    if observations <= coefficients || k == 0 {
        return Err(EstimationError::TooFew { observations, coefficients });
    }
    let mut x = DMatrix::zeros(observations, k);
    let mut y = DMatrix::zeros(observations, 1);
    let mut row = 0;
    for group in groups {
        if group.regressors.ncols() != k {
            return Err(EstimationError::Shape {
                what: "regressors of a group".to_owned(),
                found: group.regressors.ncols(),
                expected: k,
            });
        }
        let rows = group.outcome.len();
        x.rows_mut(row, rows).copy_from(&group.regressors);
        y.rows_mut(row, rows).column_mut(0).copy_from(&group.outcome);
        row += rows;
    }
    let fit = regress(&x, &y)?;
    let squares: f64 = fit.residuals.iter().map(|u| u * u).sum();
    let freedom = (observations - coefficients) as f64;
    let variance = squares / freedom;
    let mut meat = DMatrix::zeros(k, k);
    row = 0;
    for group in groups {
        let rows = group.outcome.len();
        let score = group.regressors.transpose() * fit.residuals.rows(row, rows);
        meat += &score * score.transpose();
        row += rows;
    }
    let g = groups.len() as f64;
    let correction = g / (g - 1.0) * (observations as f64 - 1.0) / freedom;
    let clustered = &fit.inverse * meat * &fit.inverse * correction;
    let total: f64 = groups.iter().map(|group| group.total).sum();
    Ok(PanelEstimate {
        coefficients: (0..k)
            .map(|j| Coefficient {
                estimate: fit.coefficients[(j, 0)],
                std_error: (variance * fit.inverse[(j, j)]).sqrt(),
                std_error_clustered: clustered[(j, j)].sqrt(),
            })
            .collect(),
        observations,
        groups: groups.len(),
        residual_sd: variance.sqrt(),
        r_squared_within: 1.0 - squares / total,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    /// Cointegrated series without noise in the long run: y = c + .3 x + reaction to Delta x.
    fn wandering(name: &str, level: f64, seed: u64) -> PanelGroup {
        let mut state = seed;
        let mut next = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 11) as f64 / (1_u64 << 53) as f64 - 0.5
        };
        let mut x = vec![0.0];
        for t in 0..40 {
            x.push(x[t] + next());
        }
        let outcome = (0..x.len())
            .map(|t| {
                let step = if t == 0 { 0.0 } else { x[t] - x[t - 1] };
                let ahead = x.get(t + 1).map_or(0.0, |later| later - x[t]);
                level + 0.3 * x[t] + 2.0 * level * step - 0.7 * ahead
            })
            .collect();
        PanelGroup { name: name.to_owned(), outcome, regressors: vec![x] }
    }

    #[test]
    fn leads_and_lags_take_the_reaction_of_each_group_out() {
        let groups = [wandering("A", 1.0, 3), wandering("B", -2.0, 5), wandering("C", 0.5, 8)];
        let dynamic = dynamic_ols(&groups, 1, 1).unwrap();
        assert_relative_eq!(dynamic.coefficients[0].estimate, 0.3, max_relative = 1e-9);
        // The within regression is biased by the reaction.
        let within = fixed_effects(&groups).unwrap();
        assert!((within.coefficients[0].estimate - 0.3).abs() > 1e-3);
        assert_eq!((within.observations, dynamic.observations), (123, 114));
    }

    #[test]
    fn shapes_that_do_not_fit_are_refused() {
        let mut group = wandering("A", 1.0, 3);
        group.regressors[0].pop();
        assert!(matches!(fixed_effects(&[group]), Err(EstimationError::Shape { .. })));
        assert!(matches!(fixed_effects(&[]), Err(EstimationError::TooFew { .. })));
    }
}
