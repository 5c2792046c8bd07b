//! Panel regressions and error correction against statsmodels and linearmodels, on the same numbers
//! (`tests/reference/econometrics.py` makes them).

use crate::support::tolerances as within;
use kennis::econometrics::{
    PanelEstimate, PanelGroup, Vecm, dynamic_ols, fixed_effects, johansen, lag_order,
};
use kennis::ndarray::{Array2, Axis, concatenate};
use serde_json::Value;

fn reference() -> Value {
    serde_json::from_str(include_str!("econometrics.json")).unwrap()
}

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(|v| v.as_f64().unwrap()).collect()
}

fn matrix(value: &Value) -> Array2<f64> {
    let rows: Vec<Vec<f64>> = value.as_array().unwrap().iter().map(numbers).collect();
    Array2::from_shape_fn((rows.len(), rows[0].len()), |(i, j)| rows[i][j])
}

fn close(ours: f64, theirs: f64, tolerance: f64, what: &str) {
    assert!((ours - theirs).abs() <= tolerance * theirs.abs().max(1e-3), "{what}: {ours} against {theirs}");
}

fn panel(reference: &Value) -> Vec<PanelGroup> {
    let mut groups: Vec<PanelGroup> = Vec::new();
    for row in reference["panel"].as_array().unwrap() {
        let name = row[0].as_str().unwrap();
        if groups.last().is_none_or(|group| group.name != name) {
            groups.push(PanelGroup {
                name: name.to_owned(),
                outcome: Vec::new(),
                regressors: vec![Vec::new(), Vec::new()],
            });
        }
        let group = groups.last_mut().unwrap();
        group.outcome.push(row[2].as_f64().unwrap());
        for (regressor, cell) in group.regressors.iter_mut().zip([&row[3], &row[4]]) {
            regressor.push(cell.as_f64().unwrap());
        }
    }
    groups
}

fn agrees(ours: &PanelEstimate, theirs: &Value, what: &str) {
    assert_eq!(ours.observations as u64, theirs["observations"].as_u64().unwrap(), "{what}");
    close(ours.residual_sd, theirs["residual_sd"].as_f64().unwrap(), within::OTHER_REGRESSION, what);
    for (j, coefficient) in ours.coefficients.iter().enumerate() {
        close(coefficient.estimate, numbers(&theirs["estimate"])[j], within::OTHER_REGRESSION, what);
        close(coefficient.std_error, numbers(&theirs["std_error"])[j], within::OTHER_REGRESSION, what);
        close(
            coefficient.std_error_clustered,
            numbers(&theirs["std_error_clustered"])[j],
            within::OTHER_REGRESSION,
            what,
        );
    }
}

#[test]
fn fixed_effects_are_those_of_statsmodels_and_linearmodels() {
    let reference = reference();
    let ours = fixed_effects(&panel(&reference)).unwrap();
    let theirs = &reference["within"];
    agrees(&ours, theirs, "within");
    close(
        ours.r_squared_within,
        theirs["r_squared_within"].as_f64().unwrap(),
        within::OTHER_REGRESSION,
        "R squared",
    );
    for (j, coefficient) in ours.coefficients.iter().enumerate() {
        close(
            coefficient.estimate,
            numbers(&theirs["linearmodels_estimate"])[j],
            within::OTHER_REGRESSION,
            "linearmodels",
        );
        close(
            coefficient.std_error,
            numbers(&theirs["linearmodels_std_error"])[j],
            within::OTHER_REGRESSION,
            "linearmodels",
        );
    }
}

#[test]
fn dynamic_least_squares_are_the_regression_with_everything_in_it() {
    let reference = reference();
    let (leads, lags) = (reference["leads"].as_u64().unwrap(), reference["lags"].as_u64().unwrap());
    let ours = dynamic_ols(&panel(&reference), leads as usize, lags as usize).unwrap();
    agrees(&ours, &reference["dynamic"], "dynamic");
}

#[test]
fn error_correction_is_that_of_statsmodels() {
    let reference = reference();
    let series = matrix(&reference["vecm"]["series"]);
    assert_eq!(lag_order(series.view(), 2).unwrap() as u64, reference["vecm"]["lag_order"].as_u64().unwrap());
    for model in reference["vecm"]["models"].as_array().unwrap() {
        let (lags, rank) =
            (model["lags"].as_u64().unwrap() as usize, model["rank"].as_u64().unwrap() as usize);
        let test = johansen(series.view(), lags).unwrap();
        for r in 0..4 {
            close(test.eigenvalues[r], numbers(&model["eigenvalues"])[r], within::EIGENVALUES, "eigenvalue");
            close(test.trace[r], numbers(&model["trace"])[r], within::EIGENVALUES, "trace");
            close(test.critical[r], numbers(&model["critical"])[r], within::SAME_TABLE, "critical value");
        }
        let ours = Vecm::estimate(series.view(), rank, lags).unwrap();
        let blocks: Vec<_> = ours.gamma.iter().map(|block| block.view()).collect();
        let gamma = concatenate(Axis(1), &blocks).unwrap();
        for (what, ours, theirs) in [
            ("alpha", ours.alpha.clone(), &model["alpha"]),
            ("beta", ours.beta.clone(), &model["beta"]),
            ("gamma", gamma, &model["gamma"]),
            ("residual covariance", ours.residual_covariance.clone(), &model["residual_covariance"]),
            ("standard error", ours.alpha_std_errors(), &model["alpha_std_error"]),
        ] {
            let theirs = matrix(theirs);
            assert_eq!(ours.dim(), theirs.dim(), "{what}");
            for (a, b) in ours.iter().zip(theirs.iter()) {
                close(*a, *b, within::EIGENVECTORS, what);
            }
        }
    }
}

#[test]
fn draws_have_the_covariance_of_the_estimate() {
    let reference = reference();
    let series = matrix(&reference["vecm"]["series"]);
    let estimate = Vecm::estimate(series.view(), 1, 1).unwrap();
    let count = estimate.alpha.nrows() * estimate.inverse.nrows();
    // The root of the covariance, column by column, is what unit normals give.
    let mut variance = [0.0; 4];
    for j in 0..count {
        let normals: Vec<f64> = (0..count).map(|i| f64::from(u8::from(i == j))).collect();
        let drawn = estimate.draw(&normals).unwrap();
        for (i, sum) in variance.iter_mut().enumerate() {
            *sum += (drawn.alpha[(i, 0)] - estimate.alpha[(i, 0)]).powi(2);
        }
    }
    for (i, sum) in variance.iter().enumerate() {
        close(
            sum.sqrt(),
            estimate.alpha_std_errors()[(i, 0)],
            within::OTHER_REGRESSION,
            "standard deviation of draws",
        );
    }
    assert!(estimate.draw(&[0.0]).is_err());
}
