//! What a reader of a fit must not overlook, in words.

use super::estimate::Estimate;
use super::fit::Fit;
use super::method::Method;
use crate::calibrate::likelihood::{CoordinateKind, Likelihood, Priors};

/// Tests of the errors below this probability are reported.
const SUSPICIOUS: f64 = 0.05;

impl Fit {
    /// What a reader must not overlook: no convergence, what the data does not tell, errors that break the model's
    /// assumptions, what is odd about the user's own series.
    #[must_use]
    pub fn warnings(&self, likelihood: &Likelihood) -> Vec<String> {
        let mut warnings = Vec::new();
        if !self.converged() {
            warnings.push(format!("not converged: {}", self.search.best.termination));
        } else if self.search.agreeing() < self.search.starts.len() {
            let (agree, all) = (self.search.agreeing(), self.search.starts.len());
            warnings.push(format!("{agree} of {all} starts reached this optimum: there may be others"));
        }
        let of_model = |i: usize| matches!(likelihood.coordinates().list()[i].kind, CoordinateKind::Model(_));
        let (country, years) = (&likelihood.observations().country, likelihood.observations().years);
        let listed = |what: &dyn Fn(&Estimate) -> bool| {
            let chosen = self.estimates.iter().enumerate().filter(|(i, e)| of_model(*i) && what(e));
            chosen.map(|(_, e)| e.name.as_str()).collect::<Vec<&str>>().join(", ")
        };
        let unknown = listed(&|e| e.identified == Some(false));
        if !unknown.is_empty() {
            warnings.push(format!(
                "{country} {} to {} says next to nothing about {unknown}: what stands here is the prior",
                years.first, years.last
            ));
        }
        if self.method == Method::LeastSquares {
            let vague = listed(&|e| e.std_error.is_none_or(|error| e.estimate.abs() < 2.0 * error));
            if !vague.is_empty() {
                warnings.push(format!("less than two standard errors from zero: {vague}"));
            }
        }
        for pair in &self.diagnostics.collinear {
            warnings.push(format!(
                "{} and {} move expected growth alike (correlation {:.3}): the data cannot tell them apart",
                pair.parameters.0, pair.parameters.1, pair.correlation
            ));
        }
        let (normal, independent) = (&self.diagnostics.jarque_bera, &self.diagnostics.ljung_box);
        if normal.p_value < SUSPICIOUS {
            warnings.push(format!(
                "errors are not normal (Jarque-Bera {:.1}, p {}): {}",
                normal.statistic,
                probability(normal.p_value),
                worst_year(likelihood, &self.u)
            ));
        }
        if independent.p_value < SUSPICIOUS {
            warnings.push(format!(
                "errors are not independent (Ljung-Box {:.1} with {} lags, p {})",
                independent.statistic,
                independent.degrees,
                probability(independent.p_value)
            ));
        }
        warnings.extend(Priors::remark(likelihood.structure()));
        warnings.extend(likelihood.observations().remarks.iter().cloned());
        warnings
    }
}

fn probability(p: f64) -> String {
    if p < 0.001 { "below 0.001".to_owned() } else { format!("{p:.3}") }
}

fn worst_year(likelihood: &Likelihood, u: &[f64]) -> String {
    let errors = likelihood.residuals(u).errors;
    let years = likelihood.observations().years;
    years
        .iter()
        .zip(errors)
        .max_by(|a, b| a.1.abs().total_cmp(&b.1.abs()))
        .map_or_else(String::new, |(year, error)| format!("the largest is {:.1}% in {year}", 100.0 * error))
}
