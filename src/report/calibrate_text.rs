//! A fit in words and tables: estimates against priors, what the data tells, tests of the errors, warnings.

use super::text_table::{again, table, wrapped};
use crate::calibrate::{Estimate, Fit, Likelihood, Method, ProfilePoint};

/// The text of a fit. `command` is the command that reproduces it.
#[must_use]
pub fn calibrate_text(
    likelihood: &Likelihood,
    fit: &Fit,
    profiles: &[(String, Vec<ProfilePoint>)],
    command: &str,
) -> String {
    let observations = likelihood.observations();
    let (years, d) = (observations.years, &fit.diagnostics);
    let mut text = wrapped(
        &format!(
            "Calibration of {}, {}, {} to {} ({} observations), {}",
            likelihood.structure(),
            observations.country,
            years.first,
            years.last,
            observations.growth.len(),
            fit.method
        ),
        "",
    );
    text.push('\n');
    text.push_str(&table(&estimates(fit)));
    text.push('\n');
    text.push_str(&table(&[
        vec!["log likelihood".into(), format!("{:.2}", fit.log_likelihood)],
        vec!["R2".into(), format!("{:.3}", d.r_squared)],
        vec!["standard deviation of errors, %".into(), format!("{:.2}", 100.0 * d.residual_sd)],
        vec!["effective parameters of the mean".into(), format!("{:.1}", d.effective_parameters)],
        vec!["Durbin-Watson".into(), format!("{:.2}", d.durbin_watson)],
        vec![
            format!("Ljung-Box ({}), p", d.ljung_box.degrees),
            format!("{:.1}, {:.3}", d.ljung_box.statistic, d.ljung_box.p_value),
        ],
        vec![
            "Jarque-Bera, p".into(),
            format!("{:.1}, {:.3}", d.jarque_bera.statistic, d.jarque_bera.p_value),
        ],
    ]));
    text.push('\n');
    text.push_str(&wrapped(
        &format!(
            "Singular values of the scaled Jacobian: {}. A value below one is a direction on which the prior says more \
             than the data.",
            d.singular_values.iter().map(|s| format!("{s:.2}")).collect::<Vec<_>>().join(", ")
        ),
        "",
    ));
    for (name, points) in profiles {
        let heading = format!("Profile of {name}: log likelihood of data and other priors, top at 0");
        text.push('\n');
        text.push_str(&wrapped(&heading, ""));
        let rows: Vec<Vec<String>> =
            points.iter().map(|p| vec![short(p.value), format!("{:.2}", p.relative)]).collect();
        text.push_str(&table(&rows));
    }
    let warnings = fit.warnings(likelihood);
    if !warnings.is_empty() {
        text.push('\n');
        for warning in warnings {
            text.push_str(&wrapped(&format!("Warning: {warning}."), "  "));
        }
    }
    text.push('\n');
    text.push_str(&wrapped(
        &format!(
            "{}; {} iterations, {} evaluations, {} starts",
            fit.search.best.termination,
            fit.search.iterations(),
            fit.search.evaluations(),
            fit.search.starts.len()
        ),
        "",
    ));
    text.push_str(&again(command));
    text
}

fn estimates(fit: &Fit) -> Vec<Vec<String>> {
    let posterior = fit.method == Method::Posterior;
    let least_squares = fit.method == Method::LeastSquares;
    let cells = |names: &[&str]| names.iter().map(|n| (*n).to_owned()).collect::<Vec<String>>();
    let mut rows = vec![if posterior {
        cells(&["", "mean", "sd", "prior", "sd", "told", "R-hat", "ESS"])
    } else if least_squares {
        cells(&["", "estimate", "s.e.", "robust"])
    } else {
        cells(&["", "mode", "s.e.", "robust", "sd", "prior", "sd", "told"])
    }];
    for e in &fit.estimates {
        let told = e.identified.map_or("", |told| if told { "yes" } else { "no" }).to_owned();
        let mut row = vec![e.name.clone(), short(e.estimate)];
        if posterior {
            row.extend([optional(e.posterior_sd), short(e.prior_mean), short(e.prior_sd), told]);
            row.push(e.rhat.map_or_else(String::new, |r| format!("{r:.3}")));
            row.push(least_ess(e).map_or_else(String::new, |n| format!("{n:.0}")));
        } else {
            row.extend([optional(e.std_error), optional(e.std_error_robust)]);
            if !least_squares {
                row.extend([optional(e.posterior_sd), short(e.prior_mean), short(e.prior_sd), told]);
            }
        }
        rows.push(row);
    }
    rows
}

fn least_ess(e: &Estimate) -> Option<f64> {
    Some(e.ess_bulk?.min(e.ess_tail?))
}

fn optional(value: Option<f64>) -> String {
    value.map_or_else(|| "-".to_owned(), short)
}

/// Three digits, not fewer than the unit of the parameters needs.
pub(super) fn short(value: f64) -> String {
    // A rounded zero has no sign.
    let value = if value.abs() < 5e-5 { 0.0 } else { value };
    match value.abs() {
        size if size < 0.0995 => format!("{value:.4}"),
        size if size < 0.995 => format!("{value:.3}"),
        _ => format!("{value:.2}"),
    }
}
