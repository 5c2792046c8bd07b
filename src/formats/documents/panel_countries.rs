//! The countries of a panel, as `kennis.calibrate/1` holds them.

use super::reasons::{NO_PRIOR, number_or};
use super::record::record;
use super::values::OrReason;
use crate::calibrate::{CountryFit, PanelFit};

record! {
    /// Diagnostics of a panel.
    pub struct PanelDiagnostics {
        /// Number of countries.
        pub countries: u64,
        /// Countries that do not have the data.
        pub countries_without_data: u64,
    }
}

record! {
    /// A country of a panel.
    pub struct CountryRecord {
        /// Country, ISO 3166 alpha-3.
        pub country: String,
        /// Years of its observations.
        pub years: Vec<i32>,
        /// Number of observations.
        pub observations: u64,
        /// Whether its search has converged.
        pub converged: bool,
        /// How its search ended.
        pub termination: String,
        /// Log likelihood at the estimate.
        pub log_likelihood: f64,
        /// Own data and prior.
        pub alone: Vec<CountryEstimate>,
        /// With what other countries say.
        pub pooled: Vec<CountryEstimate>,
    }
}

record! {
    /// An estimate for a country.
    pub struct CountryEstimate {
        /// Name of the parameter.
        pub name: String,
        /// Mode alone, mean with the others.
        pub estimate: f64,
        /// Standard deviation of the posterior.
        pub posterior_sd: OrReason<f64>,
    }
}

record! {
    /// A country without the data.
    pub struct MissingCountry {
        /// Country, ISO 3166 alpha-3.
        pub country: String,
        /// What is missing.
        pub missing: String,
    }
}

impl CountryRecord {
    pub(super) fn new(panel: &PanelFit, country: &CountryFit) -> Self {
        let alone = country.estimates.iter().map(|e| CountryEstimate {
            name: e.name.clone(),
            estimate: e.estimate,
            posterior_sd: number_or(e.posterior_sd, NO_PRIOR),
        });
        let pooled = panel.parameters.iter().zip(&country.shrunken).map(|(p, (mean, sd))| CountryEstimate {
            name: p.name.clone(),
            estimate: *mean,
            posterior_sd: (*sd).into(),
        });
        Self {
            country: country.country.clone(),
            years: country.years.iter().collect(),
            observations: country.years.len() as u64,
            converged: country.converged,
            termination: country.termination.clone(),
            log_likelihood: country.log_likelihood,
            alone: alone.collect(),
            pooled: pooled.collect(),
        }
    }
}

impl MissingCountry {
    pub(super) fn new((country, missing): &(String, String)) -> Self {
        Self { country: country.clone(), missing: missing.clone() }
    }
}
