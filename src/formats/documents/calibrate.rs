//! The document `kennis.calibrate/1`: a fit of one country; that of a panel has the same keys (`panel`).

use super::diagnostics::{CalibrationDiagnostics, FitDiagnostics};
use super::header::Header;
use super::panel_countries::{CountryRecord, MissingCountry};
use super::reasons::{NO_DRAWS, NO_PRIOR, SEE_POSTERIOR, number_or};
use super::record::record;
use super::values::{InPlace, Matrix, Numbers, OrReason};
use crate::calibrate::{Estimate, Fit, Likelihood, ProfilePoint};

record! {
    /// Result of `kennis calibrate`: a fit of a structure to the past, or of every country (method panel). Keys may be added
    /// within a version. A value that does not exist is null, with KEY_reason beside it.
    pub struct CalibrateDocument {
        /// What every document starts with.
        #[cfg_attr(test, schemars(flatten))]
        pub header: InPlace<Header>,
        /// Seed of starts and chains.
        pub seed: u64,
        /// Country, ISO 3166 alpha-3.
        pub country: OrReason<String>,
        /// The structure.
        pub structure: &'static str,
        /// How it was fitted.
        #[cfg_attr(test, schemars(extend("enum" = crate::formats::schemas::calibration_methods())))]
        pub method: &'static str,
        /// Whether the search, or every search, has converged.
        pub converged: bool,
        /// How the search ended.
        pub termination: String,
        /// Steps of the search.
        pub iterations: u64,
        /// Evaluations of the likelihood.
        pub evaluations: u64,
        /// Number of observations.
        pub observations: u64,
        /// Years of the observations.
        pub years: OrReason<Vec<i32>>,
        /// Log likelihood at the estimate.
        pub log_likelihood: f64,
        /// The parameters that were fitted.
        pub parameters: Vec<CalibratedParameter>,
        /// Correlation of the estimates, in the order of the parameters.
        pub correlation: Matrix,
        /// What the data says.
        pub diagnostics: CalibrationDiagnostics,
        /// Profiles of the likelihood that were asked for.
        pub profiles: Option<Vec<ProfileRecord>>,
        /// Panel: the countries that have the data.
        pub countries: Option<Vec<CountryRecord>>,
        /// Panel: countries that have not, and why.
        pub missing: Option<Vec<MissingCountry>>,
    }
}

record! {
    /// A parameter that was fitted.
    pub struct CalibratedParameter {
        /// Name.
        pub name: String,
        /// Unit.
        pub unit: &'static str,
        /// Mode; mean of a posterior, and of what countries have in common.
        pub estimate: f64,
        /// From the curvature.
        pub std_error: OrReason<f64>,
        /// From the sandwich.
        pub std_error_robust: OrReason<f64>,
        /// Mean of the prior.
        pub prior_mean: f64,
        /// Standard deviation of the prior.
        pub prior_sd: f64,
        /// Standard deviation of the posterior.
        pub posterior_sd: OrReason<f64>,
        /// posterior_sd below 0.8 prior_sd.
        pub identified: OrReason<bool>,
        /// Convergence of the chains.
        pub rhat: OrReason<f64>,
        /// Effective draws for the mean.
        pub ess_bulk: OrReason<f64>,
        /// Effective draws for the tails.
        pub ess_tail: OrReason<f64>,
        /// Panel: standard deviation between countries.
        pub between_sd: Option<f64>,
        /// Panel: the same, the prior's standard deviation as 1.
        pub between_sd_z: Option<f64>,
        /// Panel: standard deviation of that.
        pub between_sd_z_sd: Option<f64>,
        /// Panel: for a country of which nothing else is known.
        pub another_country_mean: Option<f64>,
        /// Panel: standard deviation of that.
        pub another_country_sd: Option<f64>,
    }
}

record! {
    /// The profile of the likelihood over a parameter.
    pub struct ProfileRecord {
        /// Name of the parameter.
        pub name: String,
        /// Its values.
        pub value: Numbers,
        /// Log likelihood there, the others at their best.
        pub log_likelihood: Numbers,
        /// With the prior of the others, less its largest value.
        pub relative: Numbers,
    }
}

/// The document of a fit. `command` is the command that reproduces it, `seed` that of starts and chains.
#[must_use]
pub fn calibrate_document(
    likelihood: &Likelihood,
    fit: &Fit,
    profiles: &[(String, Vec<ProfilePoint>)],
    price_base: i32,
    seed: u64,
    command: &str,
) -> CalibrateDocument {
    let observations = likelihood.observations();
    let priors = &likelihood.priors().parameters;
    let header =
        Header::of_parameters("kennis.calibrate/1", priors, &observations.vintage, price_base, command);
    CalibrateDocument {
        header: InPlace(header.with_warnings(fit.warnings(likelihood))),
        seed,
        country: OrReason::Value(observations.country.clone()),
        structure: likelihood.structure().name(),
        method: fit.method.name(),
        converged: fit.converged(),
        termination: fit.search.best.termination.clone(),
        iterations: fit.search.iterations(),
        evaluations: fit.search.evaluations(),
        observations: observations.growth.len() as u64,
        years: OrReason::Value(observations.years.iter().collect()),
        log_likelihood: fit.log_likelihood,
        parameters: fit.estimates.iter().map(CalibratedParameter::of_fit).collect(),
        correlation: Matrix::new(&fit.correlation),
        diagnostics: CalibrationDiagnostics::Fit(Box::new(FitDiagnostics::new(fit))),
        profiles: Some(profiles.iter().map(|(name, points)| ProfileRecord::new(name, points)).collect()),
        countries: None,
        missing: None,
    }
}

impl CalibratedParameter {
    fn of_fit(e: &Estimate) -> Self {
        let silent = if e.rhat.is_some() {
            SEE_POSTERIOR
        } else {
            "the data says nothing about it, or it is at a bound"
        };
        Self {
            name: e.name.clone(),
            unit: e.unit,
            estimate: e.estimate,
            std_error: number_or(e.std_error, silent),
            std_error_robust: number_or(e.std_error_robust, silent),
            prior_mean: e.prior_mean,
            prior_sd: e.prior_sd,
            posterior_sd: number_or(e.posterior_sd, NO_PRIOR),
            identified: OrReason::new(e.identified, NO_PRIOR),
            rhat: number_or(e.rhat, NO_DRAWS),
            ess_bulk: number_or(e.ess_bulk, NO_DRAWS),
            ess_tail: number_or(e.ess_tail, NO_DRAWS),
            between_sd: None,
            between_sd_z: None,
            between_sd_z_sd: None,
            another_country_mean: None,
            another_country_sd: None,
        }
    }
}

impl ProfileRecord {
    fn new(name: &str, points: &[ProfilePoint]) -> Self {
        Self {
            name: name.to_owned(),
            value: points.iter().map(|point| point.value).collect(),
            log_likelihood: points.iter().map(|point| point.log_likelihood).collect(),
            relative: points.iter().map(|point| point.relative).collect(),
        }
    }
}
