//! What `kennis.calibrate/1` holds of a panel, and `kennis.backtest/1` of a placebo.

use super::document::Object;
use super::horizon_scores::scores;
use super::table_documents::calculated;
use crate::calibrate::{CountryFit, PanelFit, Placebo, PooledParameter};

/// The document of a panel. `command` is the command that reproduces it.
#[must_use]
pub fn panel_document(
    panel: &PanelFit,
    hash: String,
    vintage: &str,
    price_base: i32,
    seed: u64,
    command: &str,
) -> Object {
    let sum = |of: fn(&CountryFit) -> u64| panel.countries.iter().map(of).sum::<u64>();
    let failed: Vec<&str> =
        panel.countries.iter().filter(|c| !c.converged).map(|c| c.country.as_str()).collect();
    let termination = if failed.is_empty() {
        "every country converged".to_owned()
    } else {
        format!("not converged: {}", failed.join(", "))
    };
    let mut document = calculated("kennis.calibrate/1", hash, vintage, price_base, command, panel.warnings());
    document
        .count("seed", seed)
        .null("country", "all countries that have the data: see countries")
        .text("structure", panel.structure.name())
        .text("method", "panel")
        .flag("converged", panel.converged())
        .text("termination", termination)
        .count("iterations", sum(|c| c.iterations))
        .count("evaluations", sum(|c| c.evaluations))
        .count("observations", sum(|c| c.years.len() as u64))
        .null("years", "see countries")
        .number("log_likelihood", panel.countries.iter().map(|c| c.log_likelihood).sum())
        .objects("parameters", panel.parameters.iter().map(parameter))
        .matrix("correlation", panel.correlation.iter().cloned())
        .object("diagnostics", diagnostics(panel))
        .objects("countries", panel.countries.iter().map(|country| country_object(panel, country)))
        .objects(
            "missing",
            panel.missing.iter().map(|(country, reason)| {
                let mut object = Object::new();
                object.text("country", country.clone()).text("missing", reason.clone());
                object
            }),
        );
    document
}

/// What countries have in common; keys as in a fit of one country.
fn parameter(p: &PooledParameter) -> Object {
    let pooled = "see posterior_sd";
    let draws = "there are draws with the method posterior only";
    let mut object = Object::new();
    object
        .text("name", p.name.clone())
        .text("unit", p.unit)
        .number("estimate", p.mean)
        .null("std_error", pooled)
        .null("std_error_robust", pooled)
        .number("prior_mean", p.prior_mean)
        .number("prior_sd", p.prior_sd)
        .number("posterior_sd", p.sd)
        .flag("identified", p.identified())
        .null("rhat", draws)
        .null("ess_bulk", draws)
        .null("ess_tail", draws)
        .number("between_sd", p.between)
        .number("between_sd_z", p.between_z)
        .number("between_sd_z_sd", p.between_z_sd)
        .number("another_country_mean", p.another_mean)
        .number("another_country_sd", p.another_sd);
    object
}

fn diagnostics(panel: &PanelFit) -> Object {
    let mut object = Object::new();
    object
        .count("countries", panel.countries.len() as u64)
        .count("countries_without_data", panel.missing.len() as u64);
    object
}

fn country_object(panel: &PanelFit, country: &CountryFit) -> Object {
    let mut object = Object::new();
    object
        .text("country", country.country.clone())
        .wholes("years", country.years.iter())
        .count("observations", country.years.len() as u64)
        .flag("converged", country.converged)
        .text("termination", country.termination.clone())
        .number("log_likelihood", country.log_likelihood)
        .objects(
            "alone",
            country.estimates.iter().map(|e| {
                let mut object = Object::new();
                object.text("name", e.name.clone()).number("estimate", e.estimate).number_or(
                    "posterior_sd",
                    e.posterior_sd,
                    "there is no prior in least squares",
                );
                object
            }),
        )
        .objects(
            "pooled",
            panel.parameters.iter().zip(&country.shrunken).map(|(parameter, (mean, sd))| {
                let mut object = Object::new();
                object
                    .text("name", parameter.name.clone())
                    .number("estimate", *mean)
                    .number("posterior_sd", *sd);
                object
            }),
        );
    object
}

/// A placebo, as the key `placebo` of a backtest.
pub(super) fn placebo(placebo: &Placebo) -> Object {
    let mut object = Object::new();
    object
        .text("structure", placebo.structure.name())
        .wholes("origins", placebo.origins.iter())
        .objects(
            "models",
            placebo.models.iter().map(|m| {
                let mut object = Object::new();
                object
                    .text("model", m.model.name())
                    .objects("scores", scores(&m.scores))
                    .number("relative_crps", m.relative_crps)
                    .count("better_countries", m.better_countries as u64)
                    .number("against_random_walk", m.against_walk);
                object
            }),
        )
        .objects(
            "countries",
            placebo.countries.iter().map(|(country, origins, relative)| {
                let mut object = Object::new();
                object.text("country", country.clone()).count("origins", *origins as u64);
                for (model, score) in placebo.models.iter().zip(relative) {
                    object.number(&format!("relative_crps_{}", model.model.name()), *score);
                }
                object
            }),
        )
        .text("reason", placebo.reason.clone());
    object
}
