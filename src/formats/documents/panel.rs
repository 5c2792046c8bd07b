//! What `kennis.calibrate/1` holds of a panel of countries.

use super::calibrate::{CalibrateDocument, CalibratedParameter};
use super::diagnostics::CalibrationDiagnostics;
use super::header::Header;
use super::panel_countries::{CountryRecord, MissingCountry, PanelDiagnostics};
use super::reasons::{NO_DRAWS, SEE_POSTERIOR};
use super::values::{InPlace, Matrix, OrReason};
use crate::calibrate::{CountryFit, PanelFit, PooledParameter};

/// The document of a panel. `command` is the command that reproduces it.
#[must_use]
pub fn panel_document(
    panel: &PanelFit,
    hash: String,
    vintage: &str,
    price_base: i32,
    seed: u64,
    command: &str,
) -> CalibrateDocument {
    let sum = |of: fn(&CountryFit) -> u64| panel.countries.iter().map(of).sum::<u64>();
    let header = Header::new("kennis.calibrate/1", hash, vintage, price_base, command);
    CalibrateDocument {
        header: InPlace(header.with_warnings(panel.warnings())),
        seed,
        country: OrReason::Reason("all countries that have the data: see countries"),
        structure: panel.structure.name(),
        method: "panel",
        converged: panel.converged(),
        termination: termination(panel),
        iterations: sum(|country| country.iterations),
        evaluations: sum(|country| country.evaluations),
        observations: sum(|country| country.years.len() as u64),
        years: OrReason::Reason("see countries"),
        log_likelihood: panel.countries.iter().map(|country| country.log_likelihood).sum(),
        parameters: panel.parameters.iter().map(CalibratedParameter::of_panel).collect(),
        correlation: Matrix::new(&panel.correlation),
        diagnostics: CalibrationDiagnostics::Panel(PanelDiagnostics {
            countries: panel.countries.len() as u64,
            countries_without_data: panel.missing.len() as u64,
        }),
        profiles: None,
        countries: Some(panel.countries.iter().map(|country| CountryRecord::new(panel, country)).collect()),
        missing: Some(panel.missing.iter().map(MissingCountry::new).collect()),
    }
}

fn termination(panel: &PanelFit) -> String {
    let failed: Vec<&str> =
        panel.countries.iter().filter(|c| !c.converged).map(|c| c.country.as_str()).collect();
    if failed.is_empty() {
        "every country converged".to_owned()
    } else {
        format!("not converged: {}", failed.join(", "))
    }
}

impl CalibratedParameter {
    /// What countries have in common.
    fn of_panel(p: &PooledParameter) -> Self {
        Self {
            name: p.name.clone(),
            unit: p.unit,
            estimate: p.mean,
            std_error: OrReason::Reason(SEE_POSTERIOR),
            std_error_robust: OrReason::Reason(SEE_POSTERIOR),
            prior_mean: p.prior_mean,
            prior_sd: p.prior_sd,
            posterior_sd: p.sd.into(),
            identified: OrReason::Value(p.identified()),
            rhat: OrReason::Reason(NO_DRAWS),
            ess_bulk: OrReason::Reason(NO_DRAWS),
            ess_tail: OrReason::Reason(NO_DRAWS),
            between_sd: Some(p.between),
            between_sd_z: Some(p.between_z),
            between_sd_z_sd: Some(p.between_z_sd),
            another_country_mean: Some(p.another_mean),
            another_country_sd: Some(p.another_sd),
        }
    }
}
