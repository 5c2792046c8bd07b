//! The documents `kennis.calibrate/1` and `kennis.backtest/1`.

use super::document::Object;
use super::horizon_scores::scores;
use super::panel_documents;
use super::table_documents::calculated;
use crate::calibrate::{Backtest, Estimate, Fit, Likelihood, ModelScore, Placebo, ProfilePoint, TestResult};

/// The document of a fit. `command` is the command that reproduces it, `seed` that of starts and chains.
#[must_use]
pub fn calibrate_document(
    likelihood: &Likelihood,
    fit: &Fit,
    profiles: &[(String, Vec<ProfilePoint>)],
    price_base: i32,
    seed: u64,
    command: &str,
) -> Object {
    let observations = likelihood.observations();
    let hash = likelihood.priors().parameters.hash();
    let warnings = fit.warnings(likelihood);
    let mut document =
        calculated("kennis.calibrate/1", hash, &observations.vintage, price_base, command, warnings);
    document
        .count("seed", seed)
        .text("country", observations.country.clone())
        .text("structure", likelihood.structure().name())
        .text("method", fit.method.name())
        .flag("converged", fit.converged())
        .text("termination", fit.search.best.termination.clone())
        .count("iterations", fit.search.iterations())
        .count("evaluations", fit.search.evaluations())
        .count("observations", observations.growth.len() as u64)
        .wholes("years", observations.years.iter())
        .number("log_likelihood", fit.log_likelihood)
        .objects("parameters", fit.estimates.iter().map(estimate))
        .matrix("correlation", fit.correlation.iter().cloned())
        .object("diagnostics", diagnostics(fit))
        .objects("profiles", profiles.iter().map(|(name, points)| profile(name, points)));
    document
}

fn estimate(e: &Estimate) -> Object {
    let mut object = Object::new();
    let silent = "the data says nothing about it, or it is at a bound";
    let prior = "there is no prior in least squares";
    let draws = "there are draws with the method posterior only";
    object
        .text("name", e.name.clone())
        .text("unit", e.unit)
        .number("estimate", e.estimate)
        .number_or("std_error", e.std_error, if e.rhat.is_some() { "see posterior_sd" } else { silent })
        .number_or(
            "std_error_robust",
            e.std_error_robust,
            if e.rhat.is_some() { "see posterior_sd" } else { silent },
        )
        .number("prior_mean", e.prior_mean)
        .number("prior_sd", e.prior_sd)
        .number_or("posterior_sd", e.posterior_sd, prior);
    match e.identified {
        Some(identified) => object.flag("identified", identified),
        None => object.null("identified", prior),
    };
    object
        .number_or("rhat", e.rhat, draws)
        .number_or("ess_bulk", e.ess_bulk, draws)
        .number_or("ess_tail", e.ess_tail, draws);
    object
}

fn diagnostics(fit: &Fit) -> Object {
    let d = &fit.diagnostics;
    let mut object = Object::new();
    object
        .number("r_squared", d.r_squared)
        .number("residual_sd", d.residual_sd)
        .number("durbin_watson", d.durbin_watson)
        .object("ljung_box", test(&d.ljung_box))
        .object("jarque_bera", test(&d.jarque_bera))
        .numbers("singular_values", d.singular_values.iter().copied())
        .count("directions_identified", d.directions_identified as u64)
        .number("effective_parameters", d.effective_parameters)
        .objects(
            "collinear",
            d.collinear.iter().map(|pair| {
                let mut object = Object::new();
                object
                    .texts("parameters", [pair.parameters.0.clone(), pair.parameters.1.clone()])
                    .number("correlation", pair.correlation);
                object
            }),
        )
        .count("starts", fit.search.starts.len() as u64)
        .count("starts_agreeing", fit.search.agreeing() as u64);
    object
}

fn test(result: &TestResult) -> Object {
    let mut object = Object::new();
    object
        .number("statistic", result.statistic)
        .count("degrees", result.degrees as u64)
        .number("p_value", result.p_value);
    object
}

fn profile(name: &str, points: &[ProfilePoint]) -> Object {
    let mut object = Object::new();
    object
        .text("name", name)
        .numbers("value", points.iter().map(|p| p.value))
        .numbers("log_likelihood", points.iter().map(|p| p.log_likelihood))
        .numbers("relative", points.iter().map(|p| p.relative));
    object
}

/// The document of a backtest, and of the placebo across countries where there is one.
#[must_use]
pub fn backtest_document(
    backtest: &Backtest,
    placebo: Option<&Placebo>,
    hash: String,
    vintage: &str,
    price_base: i32,
    seed: u64,
    command: &str,
) -> Object {
    let warnings = if backtest.distinguishable { Vec::new() } else { vec![backtest.reason.clone()] };
    let mut document = calculated("kennis.backtest/1", hash, vintage, price_base, command, warnings);
    let horizons = backtest.models.first().map_or(0, |m| m.scores.len());
    document
        .count("seed", seed)
        .wholes("origins", backtest.origins.iter())
        .wholes("horizons", 1..=horizons as i32)
        .text("unit", "100 ln TFP[T+h]/TFP[T]")
        .objects("models", backtest.models.iter().map(model))
        .flag("distinguishable", backtest.distinguishable)
        .text("distinguishable_reason", backtest.reason.clone());
    if let Some(placebo) = placebo {
        document.object("placebo", panel_documents::placebo(placebo));
    }
    document
}

fn model(m: &ModelScore) -> Object {
    let rival = "a rival, not a structure";
    let mut object = Object::new();
    object
        .text("model", m.model.name())
        .objects("scores", scores(&m.scores))
        .number("relative_crps", m.relative_crps)
        .number_or("weight", m.weight, rival)
        .number_or("weight_p05", m.weight_range.map(|r| r.0), rival)
        .number_or("weight_p95", m.weight_range.map(|r| r.1), rival)
        .number("against_best", m.against_best);
    object
}
